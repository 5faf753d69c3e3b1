//! What `verify` and `rebuild` tell.

use serde::Serialize;
use tillbook::VerifyReport;
use tillbook::value::DocumentId;

use super::types::{Field, Known, Record, Type};

/// [`VerifyReport`], as Python has it.
#[derive(Serialize)]
pub(crate) struct Proof {
    documents: u64,
    found: u64,
    violations: Vec<Flaw>,
}

/// A violation.
#[derive(Serialize)]
struct Flaw {
    document: Option<DocumentId>,
    number: Option<String>,
    rule: &'static str,
    what: String,
}

static VIOLATION: Record = Record {
    name: "Violation",
    fields: &[
        Field { name: "document", ty: Type::Option(&Type::Text) },
        Field { name: "number", ty: Type::Option(&Type::Text) },
        Field { name: "rule", ty: Type::Text },
        Field { name: "what", ty: Type::Text },
    ],
};

static VERIFY_REPORT: Record = Record {
    name: "VerifyReport",
    fields: &[
        Field { name: "documents", ty: Type::Int },
        Field { name: "found", ty: Type::Int },
        Field { name: "violations", ty: Type::List(&Type::Record(&VIOLATION)) },
    ],
};

impl Known for Proof {
    const TYPE: &'static Type = &Type::Record(&VERIFY_REPORT);
}

impl Proof {
    pub(crate) fn of(report: VerifyReport) -> Self {
        let flaws = report.violations.into_iter().map(|violation| {
            let (document, number) = violation.document.unzip();
            Flaw { document, number, rule: violation.rule, what: violation.what }
        });
        Self { documents: report.documents, found: report.found, violations: flaws.collect() }
    }
}
