//! Numbers, ids and times as Kotlin and Swift have them.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rust_decimal::Decimal;
use tillbook::catalog::Barcode;
use tillbook::document::Digest;
use tillbook::ledger::PostNo;
use tillbook::value::{BusinessDay, Currency, Date, Money, Price, Quantity, Rate, Timestamp};
use tillbook::{Error, Expected, Language, Noun, Result};
use uuid::Uuid;

use crate::ShopError;
use crate::mirror::{Given, Seen, texts};

// `BigDecimal` and `Foundation.Decimal`.
uniffi::custom_type!(Decimal, String, {
    remote,
    lower: |number| number.to_string(),
    try_lift: |text| exact(&text).ok_or_else(|| refused("number", text, Expected::Number)),
});

// `Instant` and `Date`.
uniffi::custom_type!(Timestamp, SystemTime, {
    remote,
    lower: |at| from_micros(at.micros()),
    try_lift: |at| Ok(Timestamp::from_micros(to_micros(at))),
});

// `LocalDate`, and `String` in Swift.
uniffi::custom_type!(Date, String, {
    remote,
    lower: |date| date.to_string(),
    try_lift: |text| text.parse().map_err(said),
});

/// Ids: each one a type of its own.
macro_rules! ids {
    ($($name:ident,)*) => {
        $(uniffi::custom_type!($name, String, {
            remote,
            lower: |id| id.to_string(),
            try_lift: |text| $crate::values::uuid(text).map($name::from_uuid),
        });)*
        $crate::mirror::same!($($name),*);
    };
}
pub(crate) use ids;

/// A refusal before there is a shop to say in which currency it counts; these refusals name no amounts.
fn said(error: Error) -> uniffi::deps::anyhow::Error {
    ShopError::of(&error, Currency::CNY).into()
}

fn refused(field: &str, value: String, expected: Expected) -> uniffi::deps::anyhow::Error {
    said(Error::invalid(field, value, expected))
}

/// The number to its last digit, or none: `parse` would round what stands behind the 28th decimal.
fn exact(text: &str) -> Option<Decimal> {
    let short = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text };
    Decimal::from_str_exact(short).ok()
}

pub(crate) fn uuid(text: String) -> uniffi::deps::anyhow::Result<Uuid> {
    Uuid::parse_str(&text).map_err(|_| refused("id", text, Expected::Uuid))
}

fn from_micros(micros: i64) -> SystemTime {
    let distance = Duration::from_micros(micros.unsigned_abs());
    if micros < 0 { UNIX_EPOCH - distance } else { UNIX_EPOCH + distance }
}

/// Times beyond the engine's are the last one it knows; the shop refuses them.
fn to_micros(at: SystemTime) -> i64 {
    let micros = |distance: Duration| i64::try_from(distance.as_micros()).unwrap_or(i64::MAX);
    match at.duration_since(UNIX_EPOCH) {
        Ok(after) => micros(after),
        Err(before) => -micros(before.duration()),
    }
}

texts!(Barcode, Digest, Uuid);

impl Seen for Currency {
    type As = String;

    fn seen(self, _: Currency) -> Result<String> {
        Ok(self.code().to_string())
    }
}

impl Seen for Noun {
    type As = String;

    fn seen(self, _: Currency) -> Result<String> {
        Ok(self.text(Language::English).to_string())
    }
}

impl Seen for Expected {
    type As = String;

    fn seen(self, _: Currency) -> Result<String> {
        Ok(self.text(Language::English))
    }
}

impl Given<Currency> for String {
    fn given(self, _: Currency) -> Result<Currency> {
        self.parse()
    }
}

impl Given<Uuid> for String {
    fn given(self, _: Currency) -> Result<Uuid> {
        Uuid::parse_str(&self).map_err(|_| Error::invalid("id", self, Expected::Uuid))
    }
}

impl Seen for Money {
    type As = Decimal;

    fn seen(self, currency: Currency) -> Result<Decimal> {
        Ok(self.to_decimal(currency))
    }
}

impl Given<Money> for Decimal {
    fn given(self, currency: Currency) -> Result<Money> {
        Money::from_decimal(self, currency)
    }
}

/// Numbers that need no currency.
macro_rules! numbers {
    ($($name:ty),*) => {$(
        impl Seen for $name {
            type As = Decimal;

            fn seen(self, _: Currency) -> Result<Decimal> {
                Ok(self.into())
            }
        }

        impl Given<$name> for Decimal {
            fn given(self, _: Currency) -> Result<$name> {
                self.try_into()
            }
        }
    )*};
}

numbers!(Quantity, Price, Rate);

impl Seen for BusinessDay {
    type As = Date;

    fn seen(self, _: Currency) -> Result<Date> {
        Ok(self.date())
    }
}

impl Given<BusinessDay> for Date {
    fn given(self, _: Currency) -> Result<BusinessDay> {
        Ok(BusinessDay(self))
    }
}

impl Seen for PostNo {
    type As = i64;

    fn seen(self, currency: Currency) -> Result<i64> {
        self.0.seen(currency)
    }
}

impl Given<PostNo> for i64 {
    fn given(self, currency: Currency) -> Result<PostNo> {
        self.given(currency).map(PostNo)
    }
}
