// Written by tools/mirror.py from the engine's source.

use crate::mirror::{records, words};
use crate::pairs::Birthday;
use crate::records::{AppliedTender, Slip, TenderMethod};
use rust_decimal::Decimal;
use tillbook::value::{Date, DocumentId, MemberId};

records! {
    /// Stored value that was paid out.
    out CashOut = tillbook::shop::CashOut {
        /// Its id.
        id: DocumentId,
        /// Its number, its place in the books, its time.
        slip: Slip,
        /// Who.
        member: MemberId,
        /// What they got.
        principal: Decimal,
        /// What of the bonus is forfeited.
        bonus: Decimal,
        /// How it was paid.
        method: TenderMethod,
    }

    /// That what the shop knew of a person was erased.
    out Erasure = tillbook::shop::Erasure {
        /// Its id.
        id: DocumentId,
        /// Its number, its place in the books, its time.
        slip: Slip,
        /// The member, and all records that were merged into theirs.
        members: Vec<MemberId>,
    }

    /// A level of members.
    both Level = tillbook::party::Level {
        /// What promotions and price lists ask for, such as `gold`.
        code: String,
        /// What the shop calls it.
        name: String,
        /// Who spent as much is on it; zero or more.
        from: Decimal,
    }

    /// Which level a member reaches by what they spend.
    both LevelRules = tillbook::party::LevelRules {
        /// What counts is spent in so many calendar months, the current one and those before it: 1 to 60.
        months: i32,
        /// By rising `from`; at least one, at most 20.
        #[uniffi(default = [])]
        levels: Vec<Level>,
    }

    /// A customer whom the shop knows.
    both Member = tillbook::party::Member {
        /// Their id.
        id: MemberId,
        /// Card number or phone number: what the till finds them by; unique.
        code: String,
        /// What the shop calls them.
        name: String,
        /// Their level, such as `gold`, which promotions and price lists may ask for; empty for none.
        #[uniffi(default = "")]
        level: String,
        /// Their birthday, if they told it.
        #[uniffi(default = None)]
        birthday: Option<Birthday>,
        /// How much they may owe; zero or more, zero for those who pay at once.
        credit_limit: Decimal,
        /// Days within which they pay what they buy on account; `None` for what the shop says.
        #[uniffi(default = None)]
        credit_days: Option<i32>,
        /// The member that this one turned out to be; set by `Members::merge` alone.
        #[uniffi(default = None)]
        merged_into: Option<MemberId>,
        /// The document that erased code, name and birthday; set by `Members::erase` alone.
        #[uniffi(default = None)]
        erased_by: Option<DocumentId>,
    }

    /// What a member has with the shop, and the shop with them.
    out MemberAccount = tillbook::shop::MemberAccount {
        /// What they have stored.
        stored: StoredValue,
        /// What they owe; below zero for what the shop owes them, after goods came back that were paid.
        owed: Decimal,
        /// What they may owe.
        credit_limit: Decimal,
    }

    /// What is missing to a level.
    out NextLevel = tillbook::shop::NextLevel {
        /// The level.
        code: String,
        /// What the shop calls it.
        name: String,
        /// So much more spent this month reaches it.
        missing: Decimal,
    }

    /// Points that lapse together.
    out PointsLot = tillbook::party::PointsLot {
        /// The last day on which they can be redeemed; `None` for ever.
        good_until: Option<Date>,
        /// How many; below zero for what is taken out of the lot.
        points: i64,
    }

    /// What a member paid of what they owed.
    out Settlement = tillbook::shop::Settlement {
        /// Its id.
        id: DocumentId,
        /// Its number, its place in the books, its time.
        slip: Slip,
        /// Who.
        member: MemberId,
        /// How much.
        amount: Decimal,
        /// How it was paid.
        tenders: Vec<AppliedTender>,
        /// What they got back in cash.
        change: Decimal,
    }

    /// How a member stands with the shop.
    out Standing = tillbook::shop::Standing {
        /// Points that they may redeem.
        points: i64,
        /// Points that they owe: refunds took them back when they were spent already. Points that come in cover them
        /// first.
        owed: i64,
        /// The lots, what lapses first in front. Together they are `points`, and what covers points that were taken
        /// back.
        lots: Vec<PointsLot>,
        /// Their level, set by hand or reached by what they spent; empty for none.
        level: String,
        /// What counts for the level; zero in a shop that sets them by hand.
        spent: Decimal,
        /// The level above what they spent; `None` on the highest, and in a shop that sets them by hand.
        next: Option<NextLevel>,
    }

    /// What a member has with the shop.
    out StoredValue = tillbook::party::StoredValue {
        /// What they paid in.
        principal: Decimal,
        /// What the shop gave on top.
        bonus: Decimal,
    }

    /// What a member paid in.
    out TopUp = tillbook::shop::TopUp {
        /// Its id.
        id: DocumentId,
        /// Its number, its place in the books, its time.
        slip: Slip,
        /// Who.
        member: MemberId,
        /// What they paid.
        principal: Decimal,
        /// What the shop gave on top.
        bonus: Decimal,
        /// How it was paid.
        tenders: Vec<AppliedTender>,
        /// What they got back in cash.
        change: Decimal,
    }

    /// What the shop gives to whoever pays in so much (充100送10).
    both TopUpBonus = tillbook::party::TopUpBonus {
        /// To whoever pays in this or more; above zero.
        from: Decimal,
        /// So much, once; zero or more.
        bonus: Decimal,
    }
}

words! {
    /// Which part of stored value is spent first.
    both SpendOrder = tillbook::party::SpendOrder {
        /// Both in proportion to what there is of them; the bonus is rounded to the minor unit, the principal takes the
        /// rest.
        Proportion,
        /// What the member paid in, then what the shop gave.
        PrincipalFirst,
    }
}
