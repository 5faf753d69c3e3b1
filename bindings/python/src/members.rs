//! The desk of the members.

use pyo3::prelude::*;
use tillbook::party::{LevelRules, Member};
use tillbook::pricing::PointsRules;
use tillbook::shop::Tender;
use tillbook::value::DocumentId;

use super::handle::{Answer, Given, Handle, Maybe};
use super::table::Table;

/// Members that one search answers when nothing is said.
const FOUND: usize = 100;

/// Customers whom the shop knows. ``shop.members``.
///
/// >>> from tillbook import Member, MemberId, Shop, Tender, new_id
/// >>> with Shop.memory() as shop:
/// ...     li = MemberId(new_id())
/// ...     shop.members.put([Member(li, "13800000000", "Li")])
/// ...     top_up = shop.members.top_up(li, 100, [Tender.wechat(100)], bonus=10)
/// ...     shop.members.account(li).stored.bonus
/// Decimal('10.00')
#[pyclass(frozen, module = "tillbook")]
pub(crate) struct Members(pub(crate) Handle);

#[pymethods]
impl Members {
    /// Adds members, or replaces those with the same id. Raises ``Invalid``, ``Duplicate``.
    #[pyo3(signature = (members: "Sequence[Member]", *, id: "DocumentId | None" = None) -> "None")]
    fn put(&self, py: Python<'_>, members: Given<'_, '_>, id: Maybe<'_, '_>) -> PyResult<()> {
        let members: Vec<Member> = self.0.take("members", members)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.run(py, |shop| shop.members().put(id, &members))
    }

    /// The member with this id. Raises ``NotFound``.
    #[pyo3(signature = (id: "MemberId") -> "Member")]
    fn member(&self, py: Python<'_>, id: Given<'_, '_>) -> Answer {
        let id = self.0.take("id", id)?;
        self.0.answer(py, |shop| shop.members().member(id))
    }

    /// Members whose name contains the text, upper and lower case A to Z alike, without those who were merged into another or
    /// erased; at most ``limit`` (1,000).
    ///
    /// Raises ``Invalid`` for an empty text.
    #[pyo3(signature = (text: "str", *, limit: "int" = FOUND) -> "Table")]
    fn search(&self, py: Python<'_>, text: &str, limit: usize) -> PyResult<Table> {
        self.0.table(py, |shop| shop.members().search(text, limit))
    }

    /// The member with this card or phone number, if there is one.
    #[pyo3(signature = (code: "str") -> "Member | None")]
    fn by_code(&self, py: Python<'_>, code: &str) -> Answer {
        self.0.answer(py, |shop| shop.members().by_code(code))
    }

    /// Erases what the shop knows of a person: code, name and birthday, also of records that were merged into theirs. What they
    /// bought, paid and earned stays in the ledgers. It cannot be undone; what backups still hold is the shop's to erase.
    ///
    /// Raises ``NotFound``; ``MemberErased`` if they were erased before; ``MemberHolds`` while they have stored value, points or
    /// a deposit for an order, or owe something.
    #[pyo3(signature = (member: "MemberId", *, id: "DocumentId | None" = None) -> "Erasure")]
    fn erase(&self, py: Python<'_>, member: Given<'_, '_>, id: Maybe<'_, '_>) -> Answer {
        let member = self.0.take("member", member)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.answer(py, |shop| shop.members().erase(id, member))
    }

    /// What a member has stored and owes. Raises ``NotFound``.
    #[pyo3(signature = (id: "MemberId") -> "MemberAccount")]
    fn account(&self, py: Python<'_>, id: Given<'_, '_>) -> Answer {
        let id = self.0.take("id", id)?;
        self.0.answer(py, |shop| shop.members().account(id))
    }

    /// A member pays what they owe, or some of it. Raises ``Invalid``, ``NotFound``, ``TendersDiffer``.
    #[pyo3(signature = (member: "MemberId", amount: "Decimal | int", tenders: "Sequence[Tender]", *, id: "DocumentId | None" = None) -> "Settlement")]
    fn settle(
        &self,
        py: Python<'_>,
        member: Given<'_, '_>,
        amount: Given<'_, '_>,
        tenders: Given<'_, '_>,
        id: Maybe<'_, '_>,
    ) -> Answer {
        let member = self.0.take("member", member)?;
        let amount = self.0.take("amount", amount)?;
        let tenders: Vec<Tender> = self.0.take("tenders", tenders)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.answer(py, |shop| shop.members().settle(id, member, amount, &tenders))
    }

    /// Says that two records are one person: all that ``source`` has becomes that of ``into``. Raises ``NotFound``,
    /// ``Invalid``, ``WrongState``.
    #[pyo3(signature = (source: "MemberId", into: "MemberId", *, reason: "str", id: "DocumentId | None" = None) -> "None")]
    fn merge(
        &self,
        py: Python<'_>,
        source: Given<'_, '_>,
        into: Given<'_, '_>,
        reason: &str,
        id: Maybe<'_, '_>,
    ) -> PyResult<()> {
        let source = self.0.take("source", source)?;
        let into = self.0.take("into", into)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.run(py, |shop| shop.members().merge(id, source, into, reason))
    }

    /// Says how members earn and redeem points; ``None`` for a shop without points. Raises ``Invalid``.
    #[pyo3(signature = (rules: "PointsRules | None", *, id: "DocumentId | None" = None) -> "None")]
    fn set_points(&self, py: Python<'_>, rules: Maybe<'_, '_>, id: Maybe<'_, '_>) -> PyResult<()> {
        let rules: Option<PointsRules> = self.0.take_if("rules", rules)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.run(py, |shop| shop.members().set_points(id, rules.as_ref()))
    }

    /// Gives points, or takes them away for a number below zero. Raises ``NotFound``, ``PointsOverdrawn``, ``Invalid``.
    #[pyo3(signature = (member: "MemberId", points: "int", *, reason: "str", id: "DocumentId | None" = None) -> "None")]
    fn adjust_points(
        &self,
        py: Python<'_>,
        member: Given<'_, '_>,
        points: i64,
        reason: &str,
        id: Maybe<'_, '_>,
    ) -> PyResult<()> {
        let member = self.0.take("member", member)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.run(py, |shop| shop.members().adjust_points(id, member, points, reason))
    }

    /// Says which levels members reach by what they spend; ``None`` for levels set by hand. Raises ``Invalid``.
    #[pyo3(signature = (rules: "LevelRules | None", *, id: "DocumentId | None" = None) -> "None")]
    fn set_levels(&self, py: Python<'_>, rules: Maybe<'_, '_>, id: Maybe<'_, '_>) -> PyResult<()> {
        let rules: Option<LevelRules> = self.0.take_if("rules", rules)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.run(py, |shop| shop.members().set_levels(id, rules.as_ref()))
    }

    /// Points, level and what is missing for the next one. Raises ``NotFound``.
    #[pyo3(signature = (member: "MemberId") -> "Standing")]
    fn standing(&self, py: Python<'_>, member: Given<'_, '_>) -> Answer {
        let member = self.0.take("member", member)?;
        self.0.answer(py, |shop| shop.members().standing(member))
    }

    /// A member pays in; ``bonus`` instead of what the rules give. Raises ``Invalid``, ``NotFound``, ``TendersDiffer``.
    #[pyo3(signature = (member: "MemberId", amount: "Decimal | int", tenders: "Sequence[Tender]", *, bonus: "Decimal | int | None" = None, id: "DocumentId | None" = None) -> "TopUp")]
    fn top_up(
        &self,
        py: Python<'_>,
        member: Given<'_, '_>,
        amount: Given<'_, '_>,
        tenders: Given<'_, '_>,
        bonus: Maybe<'_, '_>,
        id: Maybe<'_, '_>,
    ) -> Answer {
        let member = self.0.take("member", member)?;
        let amount = self.0.take("amount", amount)?;
        let tenders: Vec<Tender> = self.0.take("tenders", tenders)?;
        let bonus = self.0.take_if("bonus", bonus)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.answer(py, |shop| shop.members().top_up(id, member, amount, bonus, &tenders))
    }

    /// A member gets back what they paid in. Raises ``CardOverdrawn``, ``Invalid``, ``NotFound``.
    #[pyo3(signature = (member: "MemberId", amount: "Decimal | int", method: "TenderMethod", *, reason: "str", id: "DocumentId | None" = None) -> "CashOut")]
    fn cash_out(
        &self,
        py: Python<'_>,
        member: Given<'_, '_>,
        amount: Given<'_, '_>,
        method: Given<'_, '_>,
        reason: &str,
        id: Maybe<'_, '_>,
    ) -> Answer {
        let member = self.0.take("member", member)?;
        let amount = self.0.take("amount", amount)?;
        let method = self.0.take("method", method)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.answer(py, |shop| shop.members().cash_out(id, member, amount, method, reason))
    }
}
