//! What can go wrong, with its facts as typed fields.

use tillbook::Error;
use tillbook::value::Currency;

mod classes;

pub use classes::ShopError;

/// A language the texts exist in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Language {
    /// English.
    English,
    /// Simplified Chinese.
    Chinese,
}

/// What a refusal says to people, and its stable name for programs.
#[derive(Debug, Clone, uniffi::Record)]
pub struct Said {
    /// The stable name: `out_of_stock`.
    pub code: String,
    /// The text in English.
    pub english: String,
    /// The text in Chinese.
    pub chinese: String,
}

/// One class for each of the engine's refusals, under the same name and with the same fields.
macro_rules! errors {
    ($(
        $(#[$doc:meta])* $name:ident
        $(($one:ident: $one_ty:ty))?
        $({ $($(#[$field_doc:meta])* $field:ident: $ty:ty,)* })?,
    )*) => {
        /// A refusal or a failure. Nothing was written.
        #[derive(Debug, Clone, uniffi::Error)]
        pub enum ShopError {
            $(
                $(#[$doc])*
                $name {
                    $(
                        /// Which refusal.
                        $one: $one_ty,
                    )?
                    $($($(#[$field_doc])* $field: $ty,)*)?
                    /// Its name and its texts.
                    said: Said,
                },
            )*
            /// What the app lends to the engine, such as its clock, threw.
            AppFailed {
                /// What the app says of it.
                reason: String,
                /// Its name and its texts.
                said: Said,
            },
            /// An engine of a later release says what this one has no class for.
            Other {
                /// Its name and its texts.
                said: Said,
            },
        }

        impl ShopError {
            /// The stable name and the texts.
            pub(super) fn said(&self) -> &Said {
                match self {
                    $(Self::$name { said, .. })|* | Self::AppFailed { said, .. } | Self::Other { said } => said,
                }
            }

            pub(super) fn with(error: tillbook::Error, currency: tillbook::value::Currency, said: Said) -> tillbook::Result<Self> {
                Ok(match error {
                    $(tillbook::Error::$name $(($one))? $({ $($field,)* .. })? => Self::$name {
                        $($one: $crate::mirror::Seen::seen($one, currency)?,)?
                        $($($field: $crate::mirror::Seen::seen($field, currency)?,)*)?
                        said,
                    },)*
                    _ => Self::Other { said },
                })
            }
        }
    };
}
use errors;

impl ShopError {
    pub(crate) fn of(error: &Error, currency: Currency) -> Self {
        let said = Said {
            code: error.code().to_string(),
            english: error.text(tillbook::Language::English),
            chinese: error.text(tillbook::Language::Chinese),
        };
        Self::with(error.clone(), currency, said.clone()).unwrap_or(Self::Other { said })
    }
}

#[uniffi::export]
impl ShopError {
    /// The stable name for programs: `out_of_stock`.
    pub fn code(&self) -> String {
        self.said().code.clone()
    }

    /// The text for people.
    pub fn text(&self, language: Language) -> String {
        let Said { english, chinese, .. } = self.said();
        match language {
            Language::English => english.clone(),
            Language::Chinese => chinese.clone(),
        }
    }
}

impl std::fmt::Display for ShopError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.said().english)
    }
}

impl std::error::Error for ShopError {}

impl From<uniffi::UnexpectedUniFFICallbackError> for ShopError {
    /// What the app's code throws that is none of these classes.
    fn from(error: uniffi::UnexpectedUniFFICallbackError) -> Self {
        let reason = error.reason;
        let said = Said {
            code: "app_failed".into(),
            english: format!("the app's own code failed: {reason}; nothing was written"),
            chinese: format!("应用自己的代码出错:{reason};未写入任何内容"),
        };
        Self::AppFailed { reason, said }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a shop in a file or in memory does not meet has its class and its fields all the same.
    #[test]
    fn what_only_servers_disks_and_imports_say() {
        let operation = "open";
        let text = String::from;
        let errors = [
            Error::TooLarge { field: text("lines[0]"), what: "an amount" },
            Error::Conflict,
            Error::Contention { attempts: 7 },
            Error::OlderSchema { found: 1, needed: 2 },
            Error::EngineTooOld { found: text("3.51.0"), needed: "3.51.3" },
            Error::Locked { operation },
            Error::ReadOnly { operation },
            Error::Unreachable { operation, reason: text("no route") },
            Error::AccessDenied { operation, reason: text("password") },
            Error::Disconnected { operation },
            Error::StorageFull { operation },
        ];
        for error in errors {
            let seen = ShopError::of(&error, Currency::CNY);
            assert!(!matches!(seen, ShopError::Other { .. }), "{seen:?}");
            assert_eq!(seen.code(), error.code());
            assert_eq!(seen.text(Language::English), error.to_string());
            assert_eq!(seen.text(Language::Chinese), error.text(tillbook::Language::Chinese));
        }
        let lost = ShopError::of(&Error::Contention { attempts: 7 }, Currency::CNY);
        assert!(matches!(lost, ShopError::Contention { attempts: 7, .. }));
    }

    #[test]
    fn amounts_are_those_of_the_shops_currency() {
        let error = Error::TendersDiffer {
            total: tillbook::value::Money::from_minor(1250),
            tendered: tillbook::value::Money::from_minor(1200),
        };
        let dinars: Currency = "KWD".parse().unwrap_or(Currency::CNY);
        for (currency, text) in [(Currency::CNY, "12.50"), (dinars, "1.250")] {
            let ShopError::TendersDiffer { total, .. } = ShopError::of(&error, currency) else { unreachable!() };
            assert_eq!(total.to_string(), text);
        }
    }
}
