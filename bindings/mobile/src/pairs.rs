//! What has no name of its own in the engine, or hides its fields.

use rust_decimal::Decimal;
use tillbook::party::Birthday as CoreBirthday;
use tillbook::report::Period as CorePeriod;
use tillbook::value::{BusinessDay, Currency, Date, DocumentId, Money, Quantity};
use tillbook::{Error, Expected, Result};

use crate::mirror::{Given, Seen};
use crate::records::{Coupon, Limit, NegativeStock, TenderMethod};

/// Declares records for pairs of the engine.
macro_rules! pairs {
    ($($(#[$doc:meta])* $name:ident = ($first:ty, $second:ty) {
        $(#[$one_doc:meta])* $one:ident: $one_ty:ty,
        $(#[$two_doc:meta])* $two:ident: $two_ty:ty,
    })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, uniffi::Record)]
        pub struct $name {
            $(#[$one_doc])*
            pub $one: $one_ty,
            $(#[$two_doc])*
            pub $two: $two_ty,
        }

        impl Seen for ($first, $second) {
            type As = $name;

            fn seen(self, currency: Currency) -> Result<$name> {
                Ok($name { $one: self.0.seen(currency)?, $two: self.1.seen(currency)? })
            }
        }
    )*};
}

pairs! {
    /// Goods that are there, and what they are worth.
    OnHand = (Quantity, Money) {
        /// How many stock units.
        quantity: Decimal,
        /// At cost.
        value: Decimal,
    }

    /// A coupon, and how often it may still be used.
    CouponLeft = (tillbook::promotion::Coupon, u32) {
        /// The coupon.
        coupon: Coupon,
        /// How often it may still be used.
        left: i32,
    }

    /// A bound of an offer, and what is left of it.
    LimitLeft = (tillbook::promotion::Limit, u32) {
        /// The bound.
        limit: Limit,
        /// How much of it is left.
        left: i32,
    }

    /// What was given back by one method.
    TenderAmount = (tillbook::ledger::TenderMethod, Money) {
        /// The method.
        method: TenderMethod,
        /// How much.
        amount: Decimal,
    }

    /// A document and its number.
    NamedDocument = (DocumentId, String) {
        /// Its id.
        document: DocumentId,
        /// Its number.
        number: String,
    }
}

/// The barcode of a pack.
#[derive(Debug, Clone, uniffi::Record)]
pub struct PackBarcode {
    /// The barcode.
    pub code: String,
    /// The name of the pack.
    pub pack: String,
}

impl Given<(String, String)> for PackBarcode {
    fn given(self, _: Currency) -> Result<(String, String)> {
        Ok((self.code, self.pack))
    }
}

/// Business days from one to another, the last one excluded; all days without bounds.
#[derive(Debug, Clone, uniffi::Record)]
pub struct Period {
    /// The first day.
    #[uniffi(default = None)]
    pub from: Option<Date>,
    /// The day after the last one.
    #[uniffi(default = None)]
    pub until: Option<Date>,
}

impl Given<CorePeriod> for Period {
    fn given(self, _: Currency) -> Result<CorePeriod> {
        match (self.from, self.until) {
            (None, None) => Ok(CorePeriod::all()),
            (from, until) => {
                CorePeriod::new(BusinessDay(from.unwrap_or(Date::MIN)), BusinessDay(until.unwrap_or(Date::MAX)))
            }
        }
    }
}

impl Given<(BusinessDay, BusinessDay)> for Period {
    fn given(self, _: Currency) -> Result<(BusinessDay, BusinessDay)> {
        Ok((BusinessDay(self.from.unwrap_or(Date::MIN)), BusinessDay(self.until.unwrap_or(Date::MAX))))
    }
}

/// A day of the year.
#[derive(Debug, Clone, uniffi::Record)]
pub struct Birthday {
    /// 1 to 12.
    pub month: i32,
    /// 1 to 31.
    pub day: i32,
}

impl Seen for CoreBirthday {
    type As = Birthday;

    fn seen(self, _: Currency) -> Result<Birthday> {
        Ok(Birthday { month: self.month().into(), day: self.day().into() })
    }
}

impl Given<CoreBirthday> for Birthday {
    fn given(self, _: Currency) -> Result<CoreBirthday> {
        let Self { month, day } = self;
        let refused = |_| Error::invalid("birthday", format!("{month:02}-{day:02}"), Expected::Date);
        CoreBirthday::new(month.try_into().map_err(refused)?, day.try_into().map_err(refused)?)
    }
}

/// What becomes of a value that need not be there.
macro_rules! changes {
    ($($(#[$doc:meta])* $name:ident: $ty:ty,)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, uniffi::Enum)]
        pub enum $name {
            /// There is none any more.
            Remove,
            /// It becomes this.
            Set {
                /// The new one.
                to: $ty,
            },
        }

        impl<T> Given<Option<T>> for $name
        where
            $ty: Given<T>,
        {
            fn given(self, currency: Currency) -> Result<Option<T>> {
                match self {
                    Self::Remove => Ok(None),
                    Self::Set { to } => to.given(currency).map(Some),
                }
            }
        }
    )*};
}

changes! {
    /// A change of a number that need not be there; `None` in its place leaves it as it is.
    DecimalChange: Decimal,
    /// A change of the rule for goods that are not there; `None` in its place leaves it as it is.
    NegativeStockChange: NegativeStock,
}
