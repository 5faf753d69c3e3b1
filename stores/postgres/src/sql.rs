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
