//! What can go wrong: one enum of facts, with a stable code and a text in English and Chinese.

mod allowance;
mod code;
mod drawer;
mod expected;
mod member;
mod money;
mod noun;
mod text;
mod word;

pub use drawer::DrawerRefusal;
pub use expected::Expected;
pub use member::MemberRefusal;
pub use noun::Noun;
pub use text::Language;

use std::fmt;
use std::sync::Arc;

use crate::value::{BusinessDay, Date, Money, Quantity, Timestamp};

/// Characters of a refused value that an error repeats.
const MOST_SHOWN_CHARS: usize = 80;

/// The result of every fallible call of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A refusal or a failure. Each variant carries the facts a program needs to react; the text for a
/// person comes from [`Error::text`], the stable name for a program from [`Error::code`].
///
/// ```
/// use tillbook::{Error, Expected, Language};
/// let error = Error::invalid("lines[0].quantity", "-1", Expected::Positive);
/// assert_eq!(error.code(), "invalid");
/// assert_eq!(error.to_string(), "lines[0].quantity: `-1` is not accepted; expected a number above zero");
/// assert!(error.text(Language::Chinese).contains("大于零"));
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Error {
    /// A field holds what it cannot hold.
    Invalid {
        /// Path of the field in what the caller gave, such as `lines[0].quantity`.
        field: String,
        /// The offending value as it was given.
        value: String,
        /// What would be right.
        expected: Expected,
    },
    /// The result of a calculation is too large for its type.
    TooLarge {
        /// Path of the place in what the caller gave, such as `lines[0]`; empty for the whole of it.
        field: String,
        /// What was computed.
        what: &'static str,
    },
    /// Nothing is known under this id or code.
    NotFound {
        /// Path of the field that names it in what the caller gave, such as `records[0].benefit.variant`; empty where
        /// nothing else was asked for.
        field: String,
        /// What was looked for.
        what: Noun,
        /// The id or code.
        key: String,
    },
    /// A key that must be unique is taken already.
    Duplicate {
        /// Which kind of key.
        what: Noun,
        /// The key.
        key: String,
        /// Who holds it.
        holder: String,
    },
    /// The last digit of a barcode does not fit the others.
    CheckDigit {
        /// The barcode as given.
        code: String,
        /// The digit that would fit.
        expected: char,
    },
    /// The id was used before for something else; nothing was written.
    IdReused {
        /// The id.
        id: String,
        /// The kind of the document that has it.
        kind: &'static str,
    },
    /// There is not enough on hand.
    OutOfStock {
        /// The stock-keeping unit.
        sku: String,
        /// Where it was looked for: a location's name, with the batch if one was asked for.
        place: String,
        /// Quantity asked for.
        asked: Quantity,
        /// Quantity there is, expired batches left out.
        available: Quantity,
    },
    /// Only expired goods are left, and nobody approved their sale.
    Expired {
        /// The stock-keeping unit.
        sku: String,
        /// The batch.
        batch: String,
        /// Its last good day.
        expires_on: Date,
    },
    /// Production date after expiry date, or a known batch delivered with other dates.
    BatchDates {
        /// The batch.
        batch: String,
        /// Expiry date that was given.
        expires_on: Option<Date>,
        /// The date it contradicts: the production date, or the expiry date on record.
        other: Option<Date>,
    },
    /// A document needs at least one line.
    Empty {
        /// Which document.
        what: Noun,
    },
    /// The payments do not add up to what is to pay.
    TendersDiffer {
        /// What is to pay.
        total: Money,
        /// What was tendered.
        tendered: Money,
    },
    /// Only cash gives change, and only as much as cash was given.
    ChangeNotFromCash {
        /// What is to pay.
        total: Money,
        /// What was tendered without cash.
        without_cash: Money,
    },
    /// A member has less stored value than is to be taken.
    CardOverdrawn {
        /// Who.
        member: String,
        /// What they have.
        left: Money,
        /// What is to be taken.
        asked: Money,
    },
    /// A member would owe more than they may, and nobody approved it.
    OverCreditLimit {
        /// Who.
        member: String,
        /// What they owe.
        owed: Money,
        /// What they may owe.
        limit: Money,
        /// What is to come to it.
        asked: Money,
    },
    /// Money of a refund goes where it did not come from.
    RefundMethod {
        /// The method.
        method: &'static str,
        /// What can go back by it.
        left: Money,
        /// What is to go back by it.
        asked: Money,
    },
    /// More points are wanted than the member has.
    PointsOverdrawn {
        /// How many are wanted.
        asked: i64,
        /// How many there are, lapsed ones left out.
        available: i64,
    },
    /// What is wanted is for members, and none is there.
    MemberNeeded {
        /// The field that asks for one.
        field: &'static str,
    },
    /// Something cannot be done for a member.
    Member(MemberRefusal),
    /// More is refunded than was sold and not refunded yet.
    RefundExceeds {
        /// Line of the sale, from 0.
        line: usize,
        /// Quantity that can still be refunded.
        left: Quantity,
        /// Quantity asked for.
        asked: Quantity,
    },
    /// Something cannot be done at a drawer.
    Drawer(DrawerRefusal),
    /// The document is in a state that does not allow this.
    WrongState {
        /// What it is.
        what: Noun,
        /// Its id or number.
        key: String,
        /// The state it is in.
        state: &'static str,
    },
    /// What is to be voided was built on since: another document says by how much more or less than it.
    SaidSince {
        /// What it is.
        what: Noun,
        /// Its number.
        key: String,
        /// The number of the later document.
        later: String,
    },
    /// An effective time before the shop opened.
    BeforeOpening {
        /// The time that was given.
        at: Timestamp,
        /// The shop's first day.
        opened_on: Date,
    },
    /// The day is locked: nothing happens on it any more.
    PeriodLocked {
        /// The day.
        day: BusinessDay,
        /// The last locked day.
        through: Date,
    },
    /// Days are to be locked on which goods left that nothing covers yet, and nobody approved it.
    OpenShortages {
        /// The last day that was to be locked.
        through: Date,
        /// How many shortages are open.
        open: usize,
        /// Numbers of the first few documents that took the goods.
        documents: Vec<String>,
    },
    /// The goods moved already: what their past is costed by stays as it is.
    GoodsMoved {
        /// The stock-keeping unit.
        sku: String,
        /// The field that cannot be changed any more.
        field: &'static str,
    },
    /// A coupon was entered that does not hold any more, or not for this customer: the cart costs something else than with
    /// it.
    CouponRefused {
        /// The code, as it was entered.
        code: String,
        /// Why: `used_up`, `not_yet`, `expired` or `not_theirs`.
        why: &'static str,
    },
    /// The price after all discounts is under the guard.
    BelowLowestPrice {
        /// The stock-keeping unit.
        sku: String,
        /// What the line would bring.
        net: Money,
        /// What it must bring at least.
        lowest: Money,
    },
    /// The actor may not do this alone: somebody else has to approve it.
    ApproverNeeded {
        /// Who wants to; empty if the program did not say.
        actor: String,
        /// What: the code of an [`Act`](crate::shop::Act), such as `manual_price`.
        act: &'static str,
        /// The SKU or number of what it is about, if it has one.
        key: String,
    },
    /// The actor may not do this, whoever approved it.
    NotAllowed {
        /// Who wants to; empty if the program did not say.
        actor: String,
        /// What: the code of an [`Act`](crate::shop::Act), such as `manual_price`.
        act: &'static str,
        /// The SKU or number of what it is about, if it has one.
        key: String,
        /// Why not, in the words of the program's [`Authority`](crate::shop::Authority).
        reason: String,
    },
    /// A line of an input file.
    Row {
        /// File name.
        file: Box<str>,
        /// Line number, the header being line 1.
        line: u64,
        /// Column name.
        column: Box<str>,
        /// The offending value.
        value: Box<str>,
        /// What would be right.
        expected: Expected,
    },
    /// Another writer was faster. [`StoreExt`](crate::storage::StoreExt) retries it.
    Conflict,
    /// Lost too many races in a row.
    Contention {
        /// How often it was tried.
        attempts: u32,
    },
    /// The handle refuses work: it was closed, or the storage failed under it. Reopen it.
    Closed,
    /// The store holds no shop yet, or none of this kind of data.
    NoShop,
    /// The store keeps a shop already.
    ShopExists {
        /// Its name.
        name: String,
    },
    /// The file belongs to another program.
    NotOurs {
        /// The file.
        path: String,
    },
    /// The data was written by a newer release.
    NewerSchema {
        /// Schema version found.
        found: i64,
        /// Newest schema version this release knows.
        known: i64,
    },
    /// The data has the schema of an earlier release, and this one was asked to leave it as it is.
    OlderSchema {
        /// Schema version found.
        found: i64,
        /// Schema version this release works with.
        needed: i64,
    },
    /// The storage engine is older than what is safe.
    EngineTooOld {
        /// Version found.
        found: String,
        /// Oldest accepted version.
        needed: &'static str,
    },
    /// Another program holds the storage.
    Locked {
        /// What was being done.
        operation: &'static str,
    },
    /// The storage cannot be written.
    ReadOnly {
        /// What was being done.
        operation: &'static str,
    },
    /// The server that keeps the data cannot be reached, or takes no one in.
    Unreachable {
        /// What was being done.
        operation: &'static str,
        /// What the network or the server says.
        reason: String,
    },
    /// The server that keeps the data does not allow this to this user.
    AccessDenied {
        /// What was being done.
        operation: &'static str,
        /// What the server says.
        reason: String,
    },
    /// The connection to the server was lost. Whether a commit that was under way stands is unknown: the same request
    /// with the same id finds out. [`StoreExt`](crate::storage::StoreExt) retries it.
    Disconnected {
        /// What was being done.
        operation: &'static str,
    },
    /// The storage is full; what was acknowledged is safe.
    StorageFull {
        /// What was being done.
        operation: &'static str,
    },
    /// The stored data contradicts itself.
    Corrupt {
        /// What was found.
        what: String,
    },
    /// The storage engine failed.
    Storage {
        /// What was being done.
        operation: &'static str,
        /// The engine's own words.
        reason: String,
        /// The engine's error.
        source: Option<Arc<dyn std::error::Error + Send + Sync>>,
    },
}

impl Error {
    /// A field with a value that is not accepted.
    pub fn invalid(field: impl Into<String>, value: impl fmt::Display, expected: Expected) -> Self {
        Self::Invalid { field: field.into(), value: shown(value), expected }
    }

    /// A result that does not fit.
    pub const fn too_large(what: &'static str) -> Self {
        Self::TooLarge { field: String::new(), what }
    }

    /// Nothing known under `key`.
    pub fn not_found(what: Noun, key: impl fmt::Display) -> Self {
        Self::NotFound { field: String::new(), what, key: shown(key) }
    }

    /// Puts `path` before the field of an [`Error::Invalid`], [`Error::TooLarge`] or [`Error::NotFound`]; other errors pass
    /// unchanged.
    pub fn within(self, path: impl fmt::Display) -> Self {
        match self {
            Self::Invalid { field, value, expected } => {
                Self::Invalid { field: format!("{path}.{field}"), value, expected }
            }
            Self::TooLarge { field, what } => Self::TooLarge { field: below(path, &field), what },
            Self::NotFound { field, what, key } => Self::NotFound { field: below(path, &field), what, key },
            other => other,
        }
    }

    /// Gives the field of an [`Error::Invalid`] the name that the caller knows it by; other errors pass unchanged.
    pub(crate) fn naming(self, name: &str) -> Self {
        match self {
            Self::Invalid { value, expected, .. } => Self::Invalid { field: name.to_string(), value, expected },
            other => other,
        }
    }

    /// The text for a person.
    pub fn text(&self, language: Language) -> String {
        text::text(self, language)
    }
}

/// The path of a field below `path`; that of the place itself if no field of it is named.
fn below(path: impl fmt::Display, field: &str) -> String {
    if field.is_empty() { path.to_string() } else { format!("{path}.{field}") }
}

/// What is shown of a value: whoever pasted a page into a field need not read it again.
fn shown(value: impl fmt::Display) -> String {
    let mut text = value.to_string();
    if let Some((end, _)) = text.char_indices().nth(MOST_SHOWN_CHARS) {
        text.truncate(end);
        text.push('…');
    }
    text
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::English))
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Storage { source: Some(source), .. } => Some(source.as_ref()),
            _ => None,
        }
    }
}
