//! Coupons and offers that are bounded over all sales: what was used of them before, what a sale uses, what a refund
//! gives back.

use rustc_hash::FxHashMap;
use uuid::Uuid;

use crate::document::{RefundedLine, SoldLine};
use crate::ledger::BalanceKey;
use crate::posting::{Gate, Snapshot, SoldSoFar, body, one_member};
use crate::pricing::{Cart, CouponReason, Quote, UnusedCoupon};
use crate::promotion::{Context, CountedUse, Counter, Coupon, EnteredCoupon, Limit, UsedBefore, counted};
use crate::storage::{RecordKind, RecordQuery, Transaction};
use crate::value::{BusinessDay, MemberId, Money, PromotionId};
use crate::{Error, Result};

/// The limits and the coupons that can matter to a cart, and what counts their uses.
pub(super) struct Bounds {
    limits: Vec<(PromotionId, Limit, Counter)>,
    coupons: Vec<Coupon>,
    member: Option<MemberId>,
    day: BusinessDay,
}

/// Coupons on record among the codes that were entered; nothing is read for a cart without codes, nor for a shop that
/// issues none.
pub(super) fn entered(tx: &mut dyn Transaction, snapshot: &Snapshot, cart: &Cart) -> Result<Vec<Coupon>> {
    if cart.coupons.is_empty() || !snapshot.promotions.iter().any(|promotion| promotion.issued_coupons) {
        return Ok(Vec::new());
    }
    let mut ids: Vec<Uuid> = cart.coupons.iter().map(|code| Coupon::record_id(code)).collect();
    ids.sort_unstable();
    ids.dedup();
    let found: Vec<Coupon> =
        tx.records(&RecordQuery::Ids(RecordKind::Coupon, &ids))?.iter().map(body).collect::<Result<_>>()?;
    // The first that was entered is used.
    let place = |coupon: &Coupon| cart.coupons.iter().position(|code| *code == coupon.code);
    let mut coupons: Vec<Coupon> = found;
    coupons.sort_by_key(place);
    // Who was merged into another member took their coupons along.
    for owner in coupons.iter_mut().filter_map(|coupon| coupon.member.as_mut()) {
        *owner = one_member(tx, *owner)?.id;
    }
    Ok(coupons)
}

impl Bounds {
    /// Those of the offers that may take part.
    pub(super) fn of(snapshot: &Snapshot, member: Option<MemberId>, context: &Context, coupons: Vec<Coupon>) -> Self {
        let day = snapshot.zone.business_day(context.at);
        let mut bounds = Self { limits: Vec::new(), coupons, member, day };
        if snapshot.promotions.iter().all(|promotion| promotion.limits.is_empty()) {
            return bounds;
        }
        let issued = bounds.coupons.iter().map(EnteredCoupon::from).collect();
        let context = Context { issued, ..context.clone() };
        for promotion in snapshot.promotions.iter().filter(|promotion| promotion.may_take_part(&context).is_ok()) {
            let counted = |limit: &Limit| Some((promotion.id, *limit, limit.counter(promotion.id, member, day)?));
            bounds.limits.extend(promotion.limits.iter().filter_map(counted));
        }
        bounds
    }

    /// Adds what was used to the context, as anybody reads it: one call, none where nothing is bounded. Gives the coupons
    /// that do not hold.
    pub(super) fn read(self, tx: &mut dyn Transaction, context: &mut Context) -> Result<Vec<UnusedCoupon>> {
        let keys = self.keys();
        let found = if keys.is_empty() { Vec::new() } else { tx.balances(Some(&keys))? };
        Ok(self.complete(context, &found.into_iter().map(|known| (known.key, known.amount)).collect()))
    }

    /// The same as the sale that is being posted finds it.
    pub(super) fn load(self, gate: &mut Gate<'_>, context: &mut Context) -> Result<Vec<UnusedCoupon>> {
        let keys = self.keys();
        let found = gate.balances(&keys)?;
        Ok(self.complete(context, &keys.into_iter().zip(found).collect()))
    }

    fn keys(&self) -> Vec<BalanceKey> {
        let of_coupons = self.coupons.iter().map(|coupon| Counter::of(coupon).key());
        self.limits.iter().map(|(_, _, counter)| counter.key()).chain(of_coupons).collect()
    }

    fn complete(self, context: &mut Context, balances: &FxHashMap<BalanceKey, Money>) -> Vec<UnusedCoupon> {
        let used = |counter: &Counter| balances.get(&counter.key()).copied().map_or(0, counted);
        let before = |(promotion, limit, counter): &(PromotionId, Limit, Counter)| UsedBefore {
            promotion: *promotion,
            limit: *limit,
            uses: used(counter),
        };
        context.used = self.limits.iter().map(before).collect();
        let mut spoilt = Vec::new();
        for coupon in &self.coupons {
            match CouponReason::against(coupon, used(&Counter::of(coupon)), self.member, self.day) {
                Some(reason) => spoilt.push(UnusedCoupon { code: coupon.code.clone(), reason }),
                None => context.issued.push(coupon.into()),
            }
        }
        spoilt
    }
}

/// Refuses a cart with a coupon that holds no more, or never did.
pub(super) fn refuse_spoilt(quote: &Quote) -> Result<()> {
    match quote.unused_coupons.iter().find_map(|unused| Some((&unused.code, unused.reason.stops_sale()?))) {
        Some((code, why)) => Err(Error::CouponRefused { code: code.clone(), why }),
        None => Ok(()),
    }
}

/// What a sale uses of coupons and of bounded offers.
pub(super) fn uses(
    snapshot: &Snapshot,
    (quote, context): (&Quote, &Context),
    member: Option<MemberId>,
    day: BusinessDay,
) -> Vec<CountedUse> {
    let mut uses = Vec::new();
    for applied in quote.applied() {
        let promotion = snapshot.promotions.iter().find(|promotion| promotion.id == applied.promotion);
        for limit in promotion.map(|promotion| promotion.limits.as_slice()).unwrap_or_default() {
            let counter = limit.counter(applied.promotion, member, day);
            uses.extend(counter.map(|counter| CountedUse { counter, uses: limit.counted(applied.uses) }));
        }
        let is_its = |coupon: &&EnteredCoupon| {
            coupon.promotion == applied.promotion && applied.coupon.as_deref() == Some(coupon.code.as_str())
        };
        uses.extend(context.issued.iter().find(is_its).map(|coupon| CountedUse { counter: coupon.into(), uses: 1 }));
    }
    uses
}

/// The uses that come back with goods of a sale: of each counter's, the share of the goods that they were on, without the
/// fraction, less what came back before. A coupon comes back with the last of its goods.
pub(super) fn uses_back(sold: &SoldSoFar, lines: &[RefundedLine]) -> Result<Vec<CountedUse>> {
    let mut back = Vec::new();
    for used in &sold.body.uses {
        let (mut whole, mut returned) = (0_i128, 0_i128);
        for index in lines_of(sold, used.counter.promotion()) {
            let line = sold.line(index)?;
            whole += i128::from(line.sold.micros());
            returned += i128::from(line.sold.sub(line.quantity_left)?.micros());
            let now = lines.iter().filter(|line| line.sale_line == index);
            returned += now.map(|line| i128::from(line.quantity.micros())).sum::<i128>();
        }
        let due = if returned >= whole { used.uses.into() } else { i128::from(used.uses) * returned / whole.max(1) };
        let before: i128 = sold.uses_back(&used.counter).map(i128::from).sum();
        let uses = u32::try_from((due - before).max(0)).map_err(|_| Error::too_large("quantity"))?;
        if uses > 0 {
            back.push(CountedUse { counter: used.counter.clone(), uses });
        }
    }
    Ok(back)
}

/// The lines of a sale that a promotion took something off, or gave; all lines if it did neither.
fn lines_of(sold: &SoldSoFar, promotion: PromotionId) -> Vec<usize> {
    let lines = sold.body.lines.iter().enumerate();
    let is_its = |line: &SoldLine| {
        line.gift == Some(promotion) || line.discounts.iter().any(|off| off.promotion == Some(promotion))
    };
    let its: Vec<usize> = lines.filter(|(_, line)| is_its(line)).map(|(index, _)| index).collect();
    if its.is_empty() { (0..sold.body.lines.len()).collect() } else { its }
}
