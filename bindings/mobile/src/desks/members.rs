// Written by tools/mirror.py from the engine's source.

use std::sync::Arc;

use crate::mirror::{Given, given};
use crate::records::{
    CashOut, Erasure, LevelRules, Member, MemberAccount, PointsRules, Settlement, Standing, Tender, TenderMethod, TopUp,
};
use crate::{Result, Shop};
use rust_decimal::Decimal;
use tillbook::value::{DocumentId, MemberId};

/// Customers whom the shop knows.
#[derive(Debug, uniffi::Object)]
pub struct Members {
    pub(crate) shop: Arc<Shop>,
}

#[uniffi::export]
impl Members {
    /// What a member has stored and owes.
    ///
    /// Throws: `NotFound`.
    pub fn account(&self, id: MemberId) -> Result<MemberAccount> {
        self.shop.ask(|shop, _| shop.members().account(id))
    }

    /// A member pays what they owe, or a part of it: the oldest sale first. The money is no sale: that was one when the
    /// goods left.
    ///
    /// Throws: `NotFound`; `Invalid`, for more than they owe too, and for tenders that are no money; `TendersDiffer`,
    /// `ChangeNotFromCash`.
    pub fn settle(
        &self,
        id: DocumentId,
        member: MemberId,
        amount: Decimal,
        tenders: Vec<Tender>,
    ) -> Result<Settlement> {
        self.shop.ask(|shop, currency| {
            shop.members().settle(id, member, amount.given(currency)?, &given(tenders, currency)?)
        })
    }

    /// Erases what the shop knows of a person: code, name and birthday, in the member's record and beside all
    /// documents, also of records that were merged into it. What they bought, paid and earned stays in the ledgers, of
    /// a member of whom nobody knows who they were. The document says who erased them and when, and nothing of the
    /// person. It cannot be undone. What backups still hold is the shop's to erase: see `docs/members.md`.
    ///
    /// Throws: `NotFound`; `MemberRefusal::Erased` if they were erased before; `MemberRefusal::Holds` while they have
    /// stored value, points or a deposit for an order, or owe something.
    pub fn erase(&self, id: DocumentId, member: MemberId) -> Result<Erasure> {
        self.shop.ask(|shop, _| shop.members().erase(id, member))
    }

    /// States that two records are of the same person: `into` goes on, with the points and the spend of both. The code
    /// of the other leads to it from now on, and what comes back of sales to the other concerns it. Name, level and
    /// birthday are those of `into`. It cannot be undone.
    ///
    /// Throws: `NotFound`; `Invalid` for one and the same record, or without a reason; `WrongState` if one of them was
    /// merged before, or `from` has stored value or owes something: pay it out, settle it first;
    /// `MemberRefusal::Erased`.
    pub fn merge(&self, id: DocumentId, from: MemberId, into: MemberId, reason: String) -> Result<()> {
        self.shop.ask(|shop, _| shop.members().merge(id, from, into, &reason))
    }

    /// Sets how members earn and redeem points from now on; `None` for no more. Points that members have stay theirs.
    ///
    /// Throws: `Invalid` naming the field, such as `points.redeeming.most`; `NotFound` for goods that nobody knows.
    pub fn set_points(&self, id: DocumentId, rules: Option<PointsRules>) -> Result<()> {
        self.shop.ask(|shop, currency| shop.members().set_points(id, rules.given(currency)?.as_ref()))
    }

    /// Gives a member points, or takes points from them if there are less than zero: what lapses first goes first.
    /// Given ones lapse like those that are earned today. Needs an approver (`Shop::approved_by`). `Office::void` takes
    /// it back.
    ///
    /// Throws: `NotFound` for an unknown member, and in a shop without points; `PointsOverdrawn`; `Invalid` for zero
    /// points, and without reason or approver.
    pub fn adjust_points(&self, id: DocumentId, member: MemberId, points: i64, reason: String) -> Result<()> {
        self.shop.ask(|shop, _| shop.members().adjust_points(id, member, points, &reason))
    }

    /// Sets which levels members reach by what they spend, from now on; `None` for none. Counted are sales that are
    /// posted while a shop has such levels, less what came back of them. A level in the member's record is set by hand,
    /// and holds.
    ///
    /// Throws: `Invalid` naming the field, such as `levels.levels[1].from`.
    pub fn set_levels(&self, id: DocumentId, rules: Option<LevelRules>) -> Result<()> {
        self.shop.ask(|shop, currency| shop.members().set_levels(id, rules.given(currency)?.as_ref()))
    }

    /// How a member, or whom they turned out to be, stands today; on the day of `Shop::at` by what is known now.
    ///
    /// Throws: `NotFound`.
    pub fn standing(&self, member: MemberId) -> Result<Standing> {
        self.shop.ask(|shop, _| shop.members().standing(member))
    }

    /// A member pays in, to spend it later (储值). On top the shop gives `bonus`, or what its `PaymentRules` say for so
    /// much. The money is no sale: it becomes one when it is spent.
    ///
    /// Throws: `NotFound`; `Invalid`, for tenders too that are no money; `TendersDiffer`, `ChangeNotFromCash`.
    pub fn top_up(
        &self,
        id: DocumentId,
        member: MemberId,
        amount: Decimal,
        bonus: Option<Decimal>,
        tenders: Vec<Tender>,
    ) -> Result<TopUp> {
        self.shop.ask(|shop, currency| {
            shop.members().top_up(
                id,
                member,
                amount.given(currency)?,
                bonus.given(currency)?,
                &given(tenders, currency)?,
            )
        })
    }

    /// Pays out what a member paid in, or a part of it. The bonus is not paid: of it the same share is forfeited.
    ///
    /// Throws: `NotFound`, `Invalid`; `CardOverdrawn` for more than the principal.
    pub fn cash_out(
        &self,
        id: DocumentId,
        member: MemberId,
        amount: Decimal,
        method: TenderMethod,
        reason: String,
    ) -> Result<CashOut> {
        self.shop.ask(|shop, currency| {
            shop.members().cash_out(id, member, amount.given(currency)?, method.given(currency)?, &reason)
        })
    }

    /// Adds members, or replaces those with the same id. Code, name and birthday are kept beside the document, which
    /// holds a seal of them: `erase` can remove them.
    ///
    /// Throws: `Invalid`, `Duplicate` for a code that another member has; `WrongState` for a member who was merged into
    /// another; `MemberRefusal::Erased`.
    pub fn put(&self, id: DocumentId, members: Vec<Member>) -> Result<()> {
        self.shop.ask(|shop, currency| shop.members().put(id, &given(members, currency)?))
    }

    /// The member with this id.
    ///
    /// Throws: `NotFound`.
    pub fn member(&self, id: MemberId) -> Result<Member> {
        self.shop.ask(|shop, _| shop.members().member(id))
    }

    /// Members whose name contains the text, upper and lower case A to Z alike, without those who were merged into
    /// another or erased; at most `limit` (1,000).
    ///
    /// Throws: `Invalid` for an empty text.
    pub fn search(&self, text: String, limit: i64) -> Result<Vec<Member>> {
        self.shop.ask(|shop, currency| shop.members().search(&text, limit.given(currency)?))
    }

    /// The member with this card or phone number, if there is one; for the code of a record that was merged into
    /// another that other one.
    ///
    /// Throws: Failures of the storage.
    pub fn by_code(&self, code: String) -> Result<Option<Member>> {
        self.shop.ask(|shop, _| shop.members().by_code(&code))
    }
}
