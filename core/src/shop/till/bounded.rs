//! Offers that are bounded over all sales: what was used of them before, what a sale uses, what a refund gives back.

use rustc_hash::FxHashMap;

use crate::document::{RefundedLine, SoldLine};
use crate::ledger::BalanceKey;
use crate::posting::{Gate, Snapshot, SoldSoFar};
use crate::pricing::Quote;
use crate::promotion::{Context, CountedUse, Counter, Limit, UsedBefore};
use crate::storage::Transaction;
use crate::value::{BusinessDay, MemberId, Money, PromotionId};
use crate::{Error, Result};

/// The limits that can matter to a cart, and what counts their uses.
pub(super) struct Bounds(Vec<(PromotionId, Limit, Counter)>);

impl Bounds {
    /// Those of the offers that may take part.
    pub(super) fn of(snapshot: &Snapshot, member: Option<MemberId>, context: &Context) -> Self {
        let day = snapshot.zone.business_day(context.at);
        let bounded = snapshot.promotions.iter().filter(|promotion| !promotion.limits.is_empty());
        let open = bounded.filter(|promotion| promotion.may_take_part(context).is_ok());
        let limits = open.flat_map(|promotion| promotion.limits.iter().map(|limit| (promotion.id, *limit)));
        let counted = |(id, limit): (PromotionId, Limit)| Some((id, limit, limit.counter(id, member, day)?));
        Self(limits.filter_map(counted).collect())
    }

    /// What was used of them, as anybody reads it: one call, none for a shop without such offers.
    pub(super) fn read(self, tx: &mut dyn Transaction) -> Result<Vec<UsedBefore>> {
        if self.0.is_empty() {
            return Ok(Vec::new());
        }
        let found = tx.balances(Some(&self.keys()))?;
        let found: FxHashMap<BalanceKey, Money> = found.into_iter().map(|known| (known.key, known.amount)).collect();
        Ok(self.used(|key| found.get(key).copied().unwrap_or_default()))
    }

    /// What was used of them, as the sale that is being posted finds it.
    pub(super) fn load(self, gate: &mut Gate<'_>) -> Result<Vec<UsedBefore>> {
        let keys = self.keys();
        let found: FxHashMap<BalanceKey, Money> = keys.iter().copied().zip(gate.balances(&keys)?).collect();
        Ok(self.used(|key| found.get(key).copied().unwrap_or_default()))
    }

    fn keys(&self) -> Vec<BalanceKey> {
        self.0.iter().map(|(_, _, counter)| counter.key()).collect()
    }

    fn used(self, balance: impl Fn(&BalanceKey) -> Money) -> Vec<UsedBefore> {
        let used = |(promotion, limit, counter): (PromotionId, Limit, Counter)| UsedBefore {
            promotion,
            limit,
            uses: u32::try_from(balance(&counter.key()).minor().max(0)).unwrap_or(u32::MAX),
        };
        self.0.into_iter().map(used).collect()
    }
}

/// What a sale uses of bounded offers.
pub(super) fn uses(
    snapshot: &Snapshot,
    quote: &Quote,
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
