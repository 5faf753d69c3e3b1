use serde::{Deserialize, Serialize};

use super::Members;
use crate::catalog::check_name;
use crate::document::{AppliedTender, Body, CashOutBody, Digest, TopUpBody};
use crate::ledger::TenderMethod;
use crate::party::StoredValue;
use crate::posting::{Command, Decided, Gate, Posted, digest_of};
use crate::shop::payment::{can_take, member, positive, stored_value};
use crate::shop::shifts::must_be_open;
use crate::shop::till::apply_money;
use crate::shop::{Slip, Tender};
use crate::value::{DocumentId, MemberId, Money, share};
use crate::{Error, Noun, Result};

/// What a member paid in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopUp {
    /// Its id.
    pub id: DocumentId,
    /// Its number, its place in the books, its time.
    #[serde(flatten)]
    pub slip: Slip,
    /// Who.
    pub member: MemberId,
    /// What they paid.
    pub principal: Money,
    /// What the shop gave on top.
    pub bonus: Money,
    /// How it was paid.
    pub tenders: Vec<AppliedTender>,
    /// What they got back in cash.
    pub change: Money,
}

/// Stored value that was paid out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashOut {
    /// Its id.
    pub id: DocumentId,
    /// Its number, its place in the books, its time.
    #[serde(flatten)]
    pub slip: Slip,
    /// Who.
    pub member: MemberId,
    /// What they got.
    pub principal: Money,
    /// What of the bonus is forfeited.
    pub bonus: Money,
    /// How it was paid.
    pub method: TenderMethod,
}

impl Members<'_> {
    /// A member pays in, to spend it later (储值). On top the shop gives `bonus`, or what its
    /// [`PaymentRules`](crate::document::PaymentRules) say for so much. The money is no sale: it becomes one when it is spent.
    ///
    /// ```
    /// use rust_decimal_macros::dec;
    /// use tillbook::Shop;
    /// use tillbook::party::Member;
    /// use tillbook::shop::Tender;
    /// use tillbook::value::{DocumentId, MemberId};
    ///
    /// let shop = Shop::memory()?;
    /// let (member, hundred) = (MemberId::new(), shop.money(dec!(100))?);
    /// shop.members().put(DocumentId::new(), &[Member::new(member, "13800000001", "王女士")])?;
    /// let ten = shop.money(dec!(10))?;
    /// shop.members().top_up(DocumentId::new(), member, hundred, Some(ten), &[Tender::cash(hundred)])?; // 充100送10
    /// let card = shop.members().account(member)?.stored;
    /// assert_eq!((card.principal, card.bonus), (hundred, ten));
    /// # Ok::<(), tillbook::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`], for tenders too that are no money; [`Error::TendersDiffer`],
    /// [`Error::ChangeNotFromCash`].
    pub fn top_up(
        &self,
        id: DocumentId,
        member: MemberId,
        amount: Money,
        bonus: Option<Money>,
        tenders: &[Tender],
    ) -> Result<TopUp> {
        let Posted { post_no, header, body } = self.shop.post(&PayIn { id, member, amount, bonus, tenders })?;
        let Body::TopUp(body) = body else { return Err(Error::not_found(Noun::Document, id)) };
        Ok(TopUp {
            id,
            slip: Slip::new(post_no, header),
            member,
            principal: body.principal,
            bonus: body.bonus,
            change: Money::sum(body.tenders.iter().map(|tender| tender.change))?,
            tenders: body.tenders,
        })
    }

    /// Pays out what a member paid in, or a part of it. The bonus is not paid: of it the same share is forfeited.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Invalid`]; [`Error::CardOverdrawn`] for more than the principal.
    pub fn cash_out(
        &self,
        id: DocumentId,
        member: MemberId,
        amount: Money,
        method: TenderMethod,
        reason: &str,
    ) -> Result<CashOut> {
        let Posted { post_no, header, body } = self.shop.post(&PayOut { id, member, amount, method, reason })?;
        let Body::CashOut(body) = body else { return Err(Error::not_found(Noun::Document, id)) };
        Ok(CashOut {
            id,
            slip: Slip::new(post_no, header),
            member,
            principal: body.principal,
            bonus: body.bonus,
            method: body.method,
        })
    }
}

/// What [`Members::top_up`] posts.
#[derive(Serialize)]
struct PayIn<'a> {
    id: DocumentId,
    member: MemberId,
    amount: Money,
    bonus: Option<Money>,
    tenders: &'a [Tender],
}

impl Command for PayIn<'_> {
    fn id(&self) -> DocumentId {
        self.id
    }

    fn request(&self) -> Result<Digest> {
        digest_of("top_up", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        must_be_open(gate)?;
        positive(self.amount)?;
        member(gate, self.member)?;
        let bonus = match self.bonus {
            Some(bonus) => bonus.not_negative("bonus")?,
            None => gate.snapshot()?.settings.payments.bonus_for(self.amount),
        };
        let tenders = apply_money(self.tenders, self.amount)?;
        let body = TopUpBody { member: self.member, principal: self.amount, bonus, tenders };
        Ok(Decided::new(Body::TopUp(body), gate.when(&[])?).concerning(Some(self.member)))
    }
}

/// What [`Members::cash_out`] posts.
#[derive(Serialize)]
struct PayOut<'a> {
    id: DocumentId,
    member: MemberId,
    amount: Money,
    method: TenderMethod,
    reason: &'a str,
}

impl Command for PayOut<'_> {
    fn id(&self) -> DocumentId {
        self.id
    }

    fn request(&self) -> Result<Digest> {
        digest_of("cash_out", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        must_be_open(gate)?;
        positive(self.amount)?;
        check_name("reason", self.reason)?;
        let method = self.method.money("method")?;
        member(gate, self.member)?;
        let principal = self.amount;
        can_take(gate, self.member, StoredValue { principal, bonus: Money::ZERO })?;
        let held = stored_value(gate, self.member)?;
        let bonus = share(held.bonus, principal.minor(), held.principal.minor())?;
        let body = CashOutBody { member: self.member, principal, bonus, method, reason: self.reason.to_string() };
        Ok(Decided::new(Body::CashOut(body), gate.when(&[])?).concerning(Some(self.member)))
    }
}
