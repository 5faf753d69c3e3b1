use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{Error, Expected, Result};

/// A currency and how many decimals its minor unit has (分 of 元: two).
///
/// ```
/// use tillbook::value::Currency;
/// let yuan: Currency = "CNY".parse()?;
/// assert_eq!((yuan.code(), yuan.decimals()), ("CNY", 2));
/// assert_eq!("JPY".parse::<Currency>()?.decimals(), 0);
/// # Ok::<(), tillbook::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency {
    code: [u8; 3],
    decimals: u8,
}

/// Currencies without, and with three decimals: ISO 4217, list one, edition of 2024. All others have two.
const NO_DECIMALS: [&str; 16] =
    ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"];
const THREE_DECIMALS: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

impl Currency {
    /// Renminbi.
    pub const CNY: Self = Self { code: *b"CNY", decimals: 2 };

    /// The ISO 4217 code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.code).unwrap_or_default()
    }

    /// Digits after the point: 0, 2 or 3.
    pub fn decimals(self) -> u32 {
        u32::from(self.decimals)
    }

    /// Minor units in one major unit: 1, 100 or 1,000.
    pub fn minor_per_major(self) -> i64 {
        10_i64.pow(self.decimals())
    }
}

impl FromStr for Currency {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let refused = || Error::invalid("currency", text, Expected::Currency);
        let code: [u8; 3] = text.as_bytes().try_into().map_err(|_| refused())?;
        if !code.iter().all(u8::is_ascii_uppercase) {
            return Err(refused());
        }
        let decimals = if NO_DECIMALS.contains(&text) {
            0
        } else if THREE_DECIMALS.contains(&text) {
            3
        } else {
            2
        };
        Ok(Self { code, decimals })
    }
}

impl TryFrom<String> for Currency {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_string()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
