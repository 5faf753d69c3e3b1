// Written by tools/mirror.py from the engine's source.

use super::{Said, errors};
use crate::records::{DrawerRefusal, MemberRefusal};
use rust_decimal::Decimal;
use tillbook::value::{Date, Timestamp};

errors! {
    /// A field holds what it cannot hold.
    Invalid {
        /// Path of the field in what the caller gave, such as `lines[0].quantity`.
        field: String,
        /// The offending value as it was given.
        value: String,
        /// What would be right.
        expected: String,
    },
    /// The result of a calculation is too large for its type.
    TooLarge {
        /// Path of the place in what the caller gave, such as `lines[0]`; empty for the whole of it.
        field: String,
        /// What was computed.
        what: String,
    },
    /// Nothing is known under this id or code.
    NotFound {
        /// Path of the field that names it in what the caller gave, such as `records[0].benefit.variant`; empty where
        /// nothing else was asked for.
        field: String,
        /// What was looked for.
        what: String,
        /// The id or code.
        key: String,
    },
    /// A key that must be unique is taken already.
    Duplicate {
        /// Which kind of key.
        what: String,
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
        expected: String,
    },
    /// The id was used before for something else; nothing was written.
    IdReused {
        /// The id.
        id: String,
        /// The kind of the document that has it.
        kind: String,
    },
    /// There is not enough on hand.
    OutOfStock {
        /// The stock-keeping unit.
        sku: String,
        /// Where it was looked for: a location's name, with the batch if one was asked for.
        place: String,
        /// Quantity asked for.
        asked: Decimal,
        /// Quantity there is, expired batches left out.
        available: Decimal,
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
        what: String,
    },
    /// The payments do not add up to what is to pay.
    TendersDiffer {
        /// What is to pay.
        total: Decimal,
        /// What was tendered.
        tendered: Decimal,
    },
    /// Only cash gives change, and only as much as cash was given.
    ChangeNotFromCash {
        /// What is to pay.
        total: Decimal,
        /// What was tendered without cash.
        without_cash: Decimal,
    },
    /// A member has less stored value than is to be taken.
    CardOverdrawn {
        /// Who.
        member: String,
        /// What they have.
        left: Decimal,
        /// What is to be taken.
        asked: Decimal,
    },
    /// A member would owe more than they may, and nobody approved it.
    OverCreditLimit {
        /// Who.
        member: String,
        /// What they owe.
        owed: Decimal,
        /// What they may owe.
        limit: Decimal,
        /// What is to come to it.
        asked: Decimal,
    },
    /// Money of a refund goes where it did not come from.
    RefundMethod {
        /// The method.
        method: String,
        /// What can go back by it.
        left: Decimal,
        /// What is to go back by it.
        asked: Decimal,
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
        field: String,
    },
    /// Something cannot be done for a member.
    Member(refusal: MemberRefusal),
    /// More is refunded than was sold and not refunded yet.
    RefundExceeds {
        /// Line of the sale, from 0.
        line: i64,
        /// Quantity that can still be refunded.
        left: Decimal,
        /// Quantity asked for.
        asked: Decimal,
    },
    /// Something cannot be done at a drawer.
    Drawer(refusal: DrawerRefusal),
    /// The document is in a state that does not allow this.
    WrongState {
        /// What it is.
        what: String,
        /// Its id or number.
        key: String,
        /// The state it is in.
        state: String,
    },
    /// What is to be voided was built on since: another document says by how much more or less than it.
    SaidSince {
        /// What it is.
        what: String,
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
        day: Date,
        /// The last locked day.
        through: Date,
    },
    /// Days are to be locked on which goods left that nothing covers yet, and nobody approved it.
    OpenShortages {
        /// The last day that was to be locked.
        through: Date,
        /// How many shortages are open.
        open: i64,
        /// Numbers of the first few documents that took the goods.
        documents: Vec<String>,
    },
    /// The goods moved already: what their past is costed by stays as it is.
    GoodsMoved {
        /// The stock-keeping unit.
        sku: String,
        /// The field that cannot be changed any more.
        field: String,
    },
    /// A coupon was entered that does not hold any more, or not for this customer: the cart costs something else than
    /// with it.
    CouponRefused {
        /// The code, as it was entered.
        code: String,
        /// Why: `used_up`, `not_yet`, `expired` or `not_theirs`.
        why: String,
    },
    /// The price after all discounts is under the guard.
    BelowLowestPrice {
        /// The stock-keeping unit.
        sku: String,
        /// What the line would bring.
        net: Decimal,
        /// What it must bring at least.
        lowest: Decimal,
    },
    /// The actor may not do this alone: somebody else has to approve it.
    ApproverNeeded {
        /// Who wants to; empty if the program did not say.
        actor: String,
        /// What: the code of an `Act`, such as `manual_price`.
        act: String,
        /// The SKU or number of what it is about, if it has one.
        key: String,
    },
    /// The actor may not do this, whoever approved it.
    NotAllowed {
        /// Who wants to; empty if the program did not say.
        actor: String,
        /// What: the code of an `Act`, such as `manual_price`.
        act: String,
        /// The SKU or number of what it is about, if it has one.
        key: String,
        /// Why not, in the words of the program's `Authority`.
        reason: String,
    },
    /// A line of an input file.
    Row {
        /// File name.
        file: String,
        /// Line number, the header being line 1.
        line: i64,
        /// Column name.
        column: String,
        /// The offending value.
        value: String,
        /// What would be right.
        expected: String,
    },
    /// Another writer was faster. `StoreExt` retries it.
    Conflict {
    },
    /// Lost too many races in a row.
    Contention {
        /// How often it was tried.
        attempts: i32,
    },
    /// The handle refuses work: it was closed, or the storage failed under it. Reopen it.
    Closed {
    },
    /// The store holds no shop yet, or none of this kind of data.
    NoShop {
    },
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
        needed: String,
    },
    /// Another program holds the storage.
    Locked {
        /// What was being done.
        operation: String,
    },
    /// The storage cannot be written.
    ReadOnly {
        /// What was being done.
        operation: String,
    },
    /// The server that keeps the data cannot be reached, or takes no one in.
    Unreachable {
        /// What was being done.
        operation: String,
        /// What the network or the server says.
        reason: String,
    },
    /// The server that keeps the data does not allow this to this user.
    AccessDenied {
        /// What was being done.
        operation: String,
        /// What the server says.
        reason: String,
    },
    /// The connection to the server was lost. Whether a commit that was under way stands is unknown: the same request
    /// with the same id finds out. `StoreExt` retries it.
    Disconnected {
        /// What was being done.
        operation: String,
    },
    /// The storage is full; what was acknowledged is safe.
    StorageFull {
        /// What was being done.
        operation: String,
    },
    /// The stored data contradicts itself.
    Corrupt {
        /// What was found.
        what: String,
    },
    /// The storage engine failed.
    Storage {
        /// What was being done.
        operation: String,
        /// The engine's own words.
        reason: String,
    },
}
