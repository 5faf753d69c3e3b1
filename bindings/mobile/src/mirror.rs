//! How values of the engine become values of Kotlin and Swift, and back.
//!
//! Amounts of money are whole minor units in the engine and decimal numbers outside, so both ways need the shop's
//! currency.

use std::sync::Arc;

use rust_decimal::Decimal;
use tillbook::value::{Currency, Date, Timestamp};
use tillbook::{Error, Expected, Result};

/// A value of the engine that is shown to the app.
pub(crate) trait Seen {
    /// What the app sees.
    type As;

    fn seen(self, currency: Currency) -> Result<Self::As>;
}

/// A value of the app that becomes one of the engine.
pub(crate) trait Given<T> {
    fn given(self, currency: Currency) -> Result<T>;
}

/// A list of the app, or one of its records, that the engine borrows.
pub(crate) fn given<T>(value: impl Given<T>, currency: Currency) -> Result<T> {
    value.given(currency)
}

/// An engine of another release says what this one has no word for.
pub(crate) fn unknown(what: &'static str) -> Error {
    Error::Corrupt { what: format!("a kind of {what} that this binding does not know") }
}

/// Types that are the same on both sides.
macro_rules! same {
    ($($name:ty),* $(,)?) => {$(
        impl $crate::mirror::Seen for $name {
            type As = Self;

            fn seen(self, _: tillbook::value::Currency) -> tillbook::Result<Self> {
                Ok(self)
            }
        }

        impl $crate::mirror::Given<$name> for $name {
            fn given(self, _: tillbook::value::Currency) -> tillbook::Result<Self> {
                Ok(self)
            }
        }
    )*};
}
pub(crate) use same;

same!((), bool, i32, i64, String, Decimal, Date, Timestamp);

/// Whole numbers, which are `Int` and `Long` outside.
macro_rules! whole {
    ($($inside:ty as $outside:ty),* $(,)?) => {$(
        impl Seen for $inside {
            type As = $outside;

            fn seen(self, _: Currency) -> Result<$outside> {
                self.try_into().map_err(|_| Error::TooLarge { field: String::new(), what: "a count" })
            }
        }

        impl Given<$inside> for $outside {
            fn given(self, _: Currency) -> Result<$inside> {
                self.try_into().map_err(|_| Error::invalid("count", self, Expected::Range("0".into(), <$inside>::MAX.to_string())))
            }
        }
    )*};
}

whole!(u8 as i32, u16 as i32, u32 as i32, usize as i64);

impl Seen for u64 {
    type As = i64;

    /// Counts fit; the epoch of a device is 64 random bits, and so are these.
    fn seen(self, _: Currency) -> Result<i64> {
        Ok(self.cast_signed())
    }
}

impl Given<u64> for i64 {
    fn given(self, _: Currency) -> Result<u64> {
        self.try_into().map_err(|_| Error::invalid("number", self, Expected::NotNegative))
    }
}

/// Texts that the app sees as such.
macro_rules! texts {
    ($($name:ty),* $(,)?) => {$(
        impl Seen for $name {
            type As = String;

            fn seen(self, _: Currency) -> Result<String> {
                Ok(self.to_string())
            }
        }
    )*};
}
pub(crate) use texts;

texts!(&str, Box<str>, Arc<str>, char);

impl<T: Seen> Seen for Option<T> {
    type As = Option<T::As>;

    fn seen(self, currency: Currency) -> Result<Self::As> {
        self.map(|value| value.seen(currency)).transpose()
    }
}

impl<T: Seen> Seen for Vec<T> {
    type As = Vec<T::As>;

    fn seen(self, currency: Currency) -> Result<Self::As> {
        self.into_iter().map(|value| value.seen(currency)).collect()
    }
}

impl<T: Seen + Clone> Seen for Arc<T> {
    type As = T::As;

    fn seen(self, currency: Currency) -> Result<Self::As> {
        Self::unwrap_or_clone(self).seen(currency)
    }
}

impl<S: Given<T>, T> Given<Option<T>> for Option<S> {
    fn given(self, currency: Currency) -> Result<Option<T>> {
        self.map(|value| value.given(currency)).transpose()
    }
}

impl<S: Given<T>, T> Given<Vec<T>> for Vec<S> {
    fn given(self, currency: Currency) -> Result<Vec<T>> {
        self.into_iter().map(|value| value.given(currency)).collect()
    }
}

/// Records: structs with public fields. `out` is only shown, `in` only taken, `both` both.
macro_rules! records {
    ($($(#[$doc:meta])* $way:ident $name:ident = $core:path { $($(#[$field_doc:meta])* $field:ident: $ty:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, uniffi::Record)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $ty,)*
        }
        $crate::mirror::records!(@$way $name, $core, $($field)*);
    )*};
    (@both $name:ident, $core:path, $($field:ident)*) => {
        $crate::mirror::records!(@out $name, $core, $($field)*);
        $crate::mirror::records!(@in $name, $core, $($field)*);
    };
    (@out $name:ident, $core:path, $($field:ident)*) => {
        impl $crate::mirror::Seen for $core {
            type As = $name;

            fn seen(self, currency: tillbook::value::Currency) -> tillbook::Result<$name> {
                // Without `..`: a field that the engine gains is missed here.
                let Self { $($field,)* } = self;
                Ok($name { $($field: $field.seen(currency)?,)* })
            }
        }
    };
    (@in $name:ident, $core:path, $($field:ident)*) => {
        impl $crate::mirror::Given<$core> for $name {
            fn given(self, currency: tillbook::value::Currency) -> tillbook::Result<$core> {
                type Core = $core;
                Ok(Core { $($field: self.$field.given(currency)?,)* })
            }
        }
    };
}
pub(crate) use records;

/// Words: enums without data.
macro_rules! words {
    ($($(#[$doc:meta])* $way:ident $name:ident = $core:path { $($(#[$word_doc:meta])* $word:ident,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
        pub enum $name {
            $($(#[$word_doc])* $word,)*
        }
        $crate::mirror::words!(@$way $name, $core, $($word)*);
    )*};
    (@both $name:ident, $core:path, $($word:ident)*) => {
        $crate::mirror::words!(@out $name, $core, $($word)*);
        $crate::mirror::words!(@in $name, $core, $($word)*);
    };
    (@out $name:ident, $core:path, $($word:ident)*) => {
        impl $crate::mirror::Seen for $core {
            type As = $name;

            fn seen(self, _: tillbook::value::Currency) -> tillbook::Result<$name> {
                #[allow(unreachable_patterns)] // some of these enums may grow, others may not
                match self {
                    $(Self::$word => Ok($name::$word),)*
                    _ => Err($crate::mirror::unknown(stringify!($name))),
                }
            }
        }
    };
    (@in $name:ident, $core:path, $($word:ident)*) => {
        impl $crate::mirror::Given<$core> for $name {
            fn given(self, _: tillbook::value::Currency) -> tillbook::Result<$core> {
                type Core = $core;
                Ok(match self { $(Self::$word => Core::$word,)* })
            }
        }
    };
}
pub(crate) use words;

/// Choices: enums with data. A choice with one value has it in parentheses, one with several in braces.
macro_rules! choices {
    ($($(#[$doc:meta])* $way:ident $name:ident = $core:path { $(
        $(#[$choice_doc:meta])* $choice:ident
        $(($one:ident: $one_ty:ty))?
        $({ $($(#[$field_doc:meta])* $field:ident: $ty:ty,)* })?,
    )* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, uniffi::Enum)]
        pub enum $name {
            $(
                $(#[$choice_doc])*
                $choice
                $({
                    /// What was chosen.
                    $one: $one_ty,
                })?
                $({ $($(#[$field_doc])* $field: $ty,)* })?,
            )*
        }
        $crate::mirror::choices!(@$way $name, $core, $($choice $(($one))? $({ $($field)* })?,)*);
    )*};
    (@both $name:ident, $core:path, $($choice:ident $(($one:ident))? $({ $($field:ident)* })?,)*) => {
        $crate::mirror::choices!(@out $name, $core, $($choice $(($one))? $({ $($field)* })?,)*);
        $crate::mirror::choices!(@in $name, $core, $($choice $(($one))? $({ $($field)* })?,)*);
    };
    (@out $name:ident, $core:path, $($choice:ident $(($one:ident))? $({ $($field:ident)* })?,)*) => {
        impl $crate::mirror::Seen for $core {
            type As = $name;

            fn seen(self, currency: tillbook::value::Currency) -> tillbook::Result<$name> {
                #[allow(unreachable_patterns)] // some of these enums may grow, others may not
                match self {
                    $(Self::$choice $(($one))? $({ $($field,)* .. })? => Ok($name::$choice
                        $({ $one: $one.seen(currency)? })?
                        $({ $($field: $field.seen(currency)?,)* })?),)*
                    _ => Err($crate::mirror::unknown(stringify!($name))),
                }
            }
        }
    };
    (@in $name:ident, $core:path, $($choice:ident $(($one:ident))? $({ $($field:ident)* })?,)*) => {
        impl $crate::mirror::Given<$core> for $name {
            fn given(self, currency: tillbook::value::Currency) -> tillbook::Result<$core> {
                type Core = $core;
                Ok(match self {
                    $(Self::$choice $({ $one })? $({ $($field,)* })? => Core::$choice
                        $(($one.given(currency)?))?
                        $({ $($field: $field.given(currency)?,)* })?,)*
                })
            }
        }
    };
}
pub(crate) use choices;
