use rustc_hash::FxHashSet;
use uuid::Uuid;

use super::handle::Shop;
use crate::document::EditedRecord;
use crate::ledger::BalanceKey;
use crate::posting::{Gate, Snapshot, body};
use crate::promotion::{Benefit, Counter, Coupon, Limit, Promotion, Scope, counted};
use crate::storage::{RecordKind, RecordQuery};
use crate::value::{CategoryId, DocumentId, MemberId, PromotionId};
use crate::{Error, Expected, Noun, Result};

/// Offers.
#[derive(Clone, Copy)]
pub struct Promotions<'a> {
    pub(crate) shop: &'a Shop,
}

impl Promotions<'_> {
    /// Adds promotions, or replaces those with the same id. Sales that were posted keep what they got.
    ///
    /// # Errors
    /// [`Error::Invalid`]; [`Error::NotFound`] for goods or categories that a promotion names and nobody knows.
    pub fn put(&self, id: DocumentId, promotions: &[Promotion]) -> Result<()> {
        let records: Vec<_> = promotions.iter().cloned().map(|p| EditedRecord::Promotion(Box::new(p))).collect();
        self.shop.edit(id, "promotions", &records).map(|_| ())
    }

    /// Puts coupons on record, or replaces those with the same codes: what was used of them stays used. At most 5,000 at
    /// once.
    ///
    /// # Errors
    /// [`Error::Invalid`]; [`Error::NotFound`] for a promotion or a member that nobody knows.
    ///
    /// ```
    /// # use tillbook::promotion::{Benefit, Coupon, Per, Promotion};
    /// # use tillbook::value::{DocumentId, Money, PromotionId};
    /// # let shop = tillbook::Shop::memory()?;
    /// let five = Benefit::AmountOff { amount: Money::from_minor(5_00), per: Per::Order };
    /// let mut welcome = Promotion::new(PromotionId::new(), "新客券", five);
    /// welcome.issued_coupons = true;
    /// let coupon = Coupon { last_day: Some("2026-12-31".parse()?), ..Coupon::new("WELCOME-4711", welcome.id) };
    /// shop.promotions().put(DocumentId::new(), &[welcome])?;
    /// shop.promotions().issue(DocumentId::new(), &[coupon])?;
    /// assert_eq!(shop.promotions().coupon("WELCOME-4711")?.1, 1);
    /// # Ok::<(), tillbook::Error>(())
    /// ```
    pub fn issue(&self, id: DocumentId, coupons: &[Coupon]) -> Result<()> {
        let records: Vec<_> = coupons.iter().cloned().map(EditedRecord::Coupon).collect();
        self.shop.edit(id, "coupons", &records).map(|_| ())
    }

    /// The coupon with this code, and how often it may still be used, whatever the day.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn coupon(&self, code: &str) -> Result<(Coupon, u32)> {
        let id = Coupon::record_id(code);
        self.shop.read(|tx, _| {
            let found = tx.records(&RecordQuery::Ids(RecordKind::Coupon, &[id]))?.pop();
            let coupon: Coupon = body(&found.ok_or_else(|| Error::not_found(Noun::Coupon, code))?)?;
            let used =
                tx.balances(Some(&[Counter::of(&coupon).key()]))?.pop().map_or(0, |balance| counted(balance.amount));
            let left = coupon.uses.saturating_sub(used);
            Ok((coupon, left))
        })
    }

    /// What is left of each limit of a promotion now, in its order; of a limit per member for `member`, and none of it
    /// without one.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn left(&self, promotion: PromotionId, member: Option<MemberId>) -> Result<Vec<(Limit, u32)>> {
        let at = self.shop.acting.at.unwrap_or_else(|| self.shop.engine.clock.now());
        self.shop.read(|tx, snapshot| {
            let found = snapshot.promotions.iter().find(|known| known.id == promotion);
            let found = found.ok_or_else(|| Error::not_found(Noun::Promotion, promotion))?;
            let day = snapshot.zone.business_day(at);
            let counters: Vec<_> = found.limits.iter().map(|limit| limit.counter(promotion, member, day)).collect();
            let keys: Vec<BalanceKey> = counters.iter().flatten().map(Counter::key).collect();
            let balances = if keys.is_empty() { Vec::new() } else { tx.balances(Some(&keys))? };
            let used = |counter: &Counter| {
                let key = counter.key();
                balances.iter().find(|balance| balance.key == key).map_or(0, |balance| counted(balance.amount))
            };
            let left = |(limit, counter): (&Limit, &Option<Counter>)| {
                (*limit, counter.as_ref().map_or(0, |counter| limit.most.saturating_sub(used(counter))))
            };
            Ok(found.limits.iter().zip(&counters).map(left).collect())
        })
    }

    /// All promotions, past ones included.
    ///
    /// # Errors
    /// Failures of the storage.
    pub fn all(&self) -> Result<Vec<Promotion>> {
        self.shop.read(|_, snapshot| Ok(snapshot.promotions.clone()))
    }
}

/// Goods that promotions name, by kind.
#[derive(Default)]
struct NamedGoods {
    variants: Vec<Named>,
    products: Vec<Named>,
    categories: Vec<Named>,
    members: Vec<Named>,
}

/// An id, and where it stands.
#[derive(Clone, Copy)]
struct Named {
    record: usize,
    field: &'static str,
    id: Uuid,
}

impl Named {
    fn unknown(self, what: Noun) -> Error {
        Error::not_found(what, self.id).within(format_args!("records[{}].{}", self.record, self.field))
    }
}

impl NamedGoods {
    fn of(records: &[EditedRecord]) -> Self {
        let mut named = Self::default();
        for (index, record) in records.iter().enumerate() {
            if let EditedRecord::Coupon(Coupon { member: Some(member), .. }) = record {
                named.members.push(Named { record: index, field: "member", id: member.uuid() });
            }
            let EditedRecord::Promotion(promotion) = record else { continue };
            named.add_scope(index, "scope", &promotion.scope);
            if let Some(scope) = &promotion.condition.scope {
                named.add_scope(index, "condition.scope", scope);
            }
            let of_variant = |field, id: Uuid| Named { record: index, field, id };
            match &promotion.benefit {
                Benefit::BuyXGetY { get_scope: Some(scope), .. } => {
                    named.add_scope(index, "benefit.get_scope", scope);
                }
                Benefit::BundlePrice { items, .. } => {
                    named.variants.extend(items.iter().map(|item| of_variant("benefit.items", item.variant.uuid())));
                }
                Benefit::Gift { variant, .. } => named.variants.push(of_variant("benefit.variant", variant.uuid())),
                _ => {}
            }
        }
        named
    }

    fn add_scope(&mut self, record: usize, field: &'static str, scope: &Scope) {
        let of = |id| Named { record, field, id };
        match scope {
            Scope::All => {}
            Scope::Products(ids) => self.products.extend(ids.iter().map(|id| of(id.uuid()))),
            Scope::Variants(ids) => self.variants.extend(ids.iter().map(|id| of(id.uuid()))),
            Scope::Categories(ids) => self.categories.extend(ids.iter().map(|id| of(id.uuid()))),
        }
    }
}

/// Refuses promotions that name what nobody knows: a mistyped id would make an offer that never applies, and an unknown
/// gift would stop sales.
pub(super) fn check_goods(
    gate: &mut Gate<'_>,
    records: &[EditedRecord],
    knows_category: impl Fn(CategoryId) -> bool,
) -> Result<()> {
    check_named(gate, &NamedGoods::of(records), knows_category)
}

/// Refuses goods in `field` that nobody knows.
pub(super) fn check_scopes(gate: &mut Gate<'_>, field: &str, scopes: &[Scope]) -> Result<()> {
    let mut named = NamedGoods::default();
    scopes.iter().enumerate().for_each(|(index, scope)| named.add_scope(index, "", scope));
    let snapshot = gate.snapshot()?;
    check_named(gate, &named, |id| snapshot.category(id).is_ok()).map_err(|error| match error {
        Error::NotFound { what, key, .. } => Error::NotFound { field: field.to_string(), what, key },
        other => other,
    })
}

fn check_named(gate: &mut Gate<'_>, named: &NamedGoods, knows_category: impl Fn(CategoryId) -> bool) -> Result<()> {
    if let Some(unknown) = named.categories.iter().find(|named| !knows_category(CategoryId::from_uuid(named.id))) {
        return Err(unknown.unknown(Noun::Category));
    }
    check_records(gate, (RecordKind::Product, Noun::Product), &named.products)?;
    check_records(gate, (RecordKind::Variant, Noun::Variant), &named.variants)?;
    check_records(gate, (RecordKind::Member, Noun::Member), &named.members)
}

/// Refuses a promotion that issues coupons which open nothing: what they open is on record, or stands beside it.
pub(super) fn check_issued(snapshot: &Snapshot, records: &[EditedRecord]) -> Result<()> {
    let edited =
        || records.iter().filter_map(|record| if let EditedRecord::Promotion(p) = record { Some(p) } else { None });
    for (index, record) in records.iter().enumerate() {
        let EditedRecord::Promotion(promotion) = record else { continue };
        let Benefit::IssueCoupon { promotion: opened, .. } = promotion.benefit else { continue };
        let checked = match edited().find(|edited| edited.id == opened) {
            Some(edited) if edited.issued_coupons => Ok(()),
            Some(_) => Err(no_coupons(opened)),
            None => takes_coupons(snapshot, opened),
        };
        checked.map_err(|error| error.within(format_args!("records[{index}].benefit")))?;
    }
    Ok(())
}

fn no_coupons(promotion: PromotionId) -> Error {
    Error::invalid("promotion", promotion, Expected::OneOf("promotions with issued_coupons"))
}

/// Refuses a coupon for a promotion that nobody knows, or that no coupon opens.
pub(super) fn takes_coupons(snapshot: &Snapshot, id: PromotionId) -> Result<()> {
    let found = snapshot.promotions.iter().find(|promotion| promotion.id == id);
    match found {
        Some(promotion) if promotion.issued_coupons => Ok(()),
        Some(_) => Err(no_coupons(id)),
        None => Err(Error::not_found(Noun::Promotion, id).within("promotion")),
    }
}

/// Looks up all of a kind at once. Stores find numbers in an index; records are read only to tell which one is missing.
fn check_records(gate: &mut Gate<'_>, (kind, what): (RecordKind, Noun), named: &[Named]) -> Result<()> {
    if named.is_empty() {
        return Ok(());
    }
    let mut ids: Vec<Uuid> = named.iter().map(|named| named.id).collect();
    ids.sort_unstable();
    ids.dedup();
    let query = RecordQuery::Ids(kind, &ids);
    if gate.tx.record_numbers(&query)?.len() == ids.len() {
        return Ok(());
    }
    let known: FxHashSet<Uuid> = gate.tx.records(&query)?.iter().map(|record| record.id).collect();
    match named.iter().find(|named| !known.contains(&named.id)) {
        Some(unknown) => Err(unknown.unknown(what)),
        None => Ok(()),
    }
}
