//! The statements of this store. Each is written once, in the module of its concern, and listed there, so that a test can
//! hold all of them to the rules that let them run on other engines too.

/// A statement. Its first parameter is always the shop.
#[derive(Debug)]
pub(crate) struct Sql {
    pub(crate) text: &'static str,
}

impl Sql {
    /// Only for [`statements!`].
    pub(crate) const fn new(text: &'static str) -> Self {
        Self { text }
    }

    /// Tells statements apart: they are all static.
    pub(crate) fn place(&'static self) -> usize {
        std::ptr::from_ref(self).addr()
    }
}

/// Declares the statements of a module, and lists them for the tests.
macro_rules! statements {
    ($($name:ident = $text:expr;)*) => {
        $(static $name: $crate::sql::Sql = $crate::sql::Sql::new($text);)*

        #[cfg(test)]
        pub(crate) static ALL: &[&$crate::sql::Sql] = &[$(&$name),*];
    };
}
pub(crate) use statements;

#[cfg(test)]
mod tests {
    use super::Sql;
    use crate::schema::STEPS;
    use crate::{documents, ledger, levels, pools, records, scan};

    /// What not every engine with the protocol of PostgreSQL knows, or what makes shops wait for each other.
    const FORBIDDEN: [&str; 32] = [
        "ADVISORY",
        "BIGSERIAL",
        "CALL",
        "CHECK",
        "COPY",
        "CURSOR",
        "DO $",
        "DOMAIN",
        "ENUM",
        "EXTENSION",
        "FOR SHARE",
        "FOR UPDATE",
        "FUNCTION",
        "IDENTITY",
        "JSON",
        "JSONB",
        "LISTEN",
        "LOCK",
        "LOCKED",
        "NEXTVAL",
        "NOTIFY",
        "PROCEDURE",
        "REFERENCES",
        "SAVEPOINT",
        "SEQUENCE",
        "SERIAL",
        "TEMP",
        "TEMPORARY",
        "TRIGGER",
        "TRUNCATE",
        "TYPE",
        "WITH",
    ];

    fn all() -> impl Iterator<Item = &'static str> {
        let concerns: [&[&Sql]; 6] = [documents::ALL, ledger::ALL, levels::ALL, pools::ALL, records::ALL, scan::ALL];
        concerns.into_iter().flatten().map(|sql| sql.text)
    }

    fn words(text: &str) -> String {
        let plain: String =
            text.chars().map(|c| if c.is_alphanumeric() || c == '_' || c == '$' { c } else { ' ' }).collect();
        format!(" {} ", plain.split_whitespace().collect::<Vec<_>>().join(" ").to_uppercase())
    }

    #[test]
    fn statements_keep_to_what_all_engines_know() {
        assert!(all().count() > 60);
        for text in all().chain(STEPS.iter().copied()) {
            for word in FORBIDDEN {
                assert!(!words(text).contains(&format!(" {word} ")), "{word}: {text}");
            }
            assert!(!text.contains(';') && !text.contains('/') && !text.contains("::"), "{text}");
        }
    }

    /// Each table that a statement names is bound to the shop.
    #[test]
    fn statements_concern_one_shop() {
        for text in all() {
            let tables = text.matches("tillbook.").count();
            let written = if text.starts_with("INSERT INTO tillbook.") {
                let (_, columns) = text.split_once(" (").unwrap();
                assert!(columns.starts_with("shop_id, "), "{text}");
                assert!(text.contains(") SELECT $1, ") || text.contains(") VALUES ($1, "), "{text}");
                1
            } else {
                0
            };
            let bound = text.matches("shop_id = $1").count();
            assert_eq!(written + bound, tables, "{text}");
            assert!(!text.contains(" OR ") || text.contains("ON CONFLICT"), "{text}");
        }
    }

    /// Only types that all engines know; the shop comes first in every key.
    #[test]
    fn the_schema_puts_the_shop_first() {
        for step in &STEPS[2..] {
            assert!(step.contains(" IF NOT EXISTS "), "{step}");
            if let Some((_, index)) = step.split_once(" ON tillbook.") {
                let (_, columns) = index.split_once(" (").unwrap();
                assert!(columns.starts_with("shop_id, ") && columns.ends_with(')'), "{step}");
                assert!(!columns.contains('('), "no expressions: {step}");
                assert!(!step.contains(" WHERE "), "no part of a table: {step}");
                continue;
            }
            let (_, columns) = step.split_once('(').unwrap();
            let (columns, key) = columns.split_once("PRIMARY KEY (").unwrap();
            assert!(key.starts_with("shop_id"), "{step}");
            for (index, column) in columns.split(',').filter(|column| !column.trim().is_empty()).enumerate() {
                let mut words = column.split_whitespace();
                let (name, kind) = (words.next().unwrap(), words.next().unwrap());
                assert!(index != 0 || name == "shop_id", "{step}");
                assert!(["BIGINT", "BYTEA", "TEXT", "UUID"].contains(&kind), "{column}");
            }
        }
    }
}
