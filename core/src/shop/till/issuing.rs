//! Coupons that a sale issues, and those that a refund withdraws.

use crate::Result;
use crate::document::{IssuedCoupons, RefundedLine};
use crate::posting::{Snapshot, SoldSoFar};
use crate::pricing::Quote;
use crate::promotion::{CountedUse, Coupon, withdrawn};
use crate::value::{BusinessDay, DocumentId, MemberId, Money, PromotionId, Quantity, SaleId};

/// Letters and digits of codes: none that are taken for each other when they are read aloud or typed from paper.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Sixty bits: who knows one code does not find another.
const CODE_CHARS: u32 = 12;

/// The coupons of a sale. Their codes follow from its id alone: the same sale posted twice issues the same ones.
pub(super) fn issued(
    snapshot: &Snapshot,
    quote: &Quote,
    (sale, member, day): (SaleId, Option<MemberId>, BusinessDay),
) -> Vec<IssuedCoupons> {
    let mut issued = Vec::new();
    for (applied, issue) in quote.applied().iter().filter_map(|applied| Some((applied, applied.issues.as_ref()?))) {
        let first = day.date().plus_days(issue.after_days.into());
        let last = first.plus_days(i32::from(issue.valid_days) - 1);
        let coupon = |number| Coupon {
            member,
            first_day: Some(first),
            last_day: Some(last),
            ..Coupon::new(code(sale, applied.promotion, number), issue.promotion)
        };
        let by = snapshot.promotions.iter().find(|promotion| promotion.id == applied.promotion);
        let (min_amount, min_quantity) =
            by.map_or((None, None), |by| (by.condition.min_amount, by.condition.min_quantity));
        let coupons = (0..issue.count).map(coupon).collect();
        issued.push(IssuedCoupons {
            by: applied.promotion,
            coupons,
            lines: issue.lines.clone(),
            min_amount,
            min_quantity,
        });
    }
    issued
}

fn code(sale: SaleId, by: PromotionId, number: u32) -> String {
    let bits = DocumentId::derived("coupon of a sale", &format!("{sale}/{by}/{number}")).uuid().as_u128();
    let letter = |place: u32| {
        let index = usize::try_from(bits >> (5 * place) & 31).unwrap_or_default();
        char::from(ALPHABET.get(index).copied().unwrap_or_default())
    };
    (0..CODE_CHARS).map(letter).collect()
}

/// The coupons that a refund withdraws: those that what the customer keeps would not have earned. One that was used already
/// is withdrawn too, which takes nothing from anybody.
pub(super) fn withdrawn_by(sold: &SoldSoFar, lines: &[RefundedLine]) -> Result<Vec<CountedUse>> {
    let mut gone = Vec::new();
    for issued in &sold.body.issued {
        if !lines.iter().any(|line| issued.lines.contains(&line.sale_line)) {
            continue;
        }
        let earned = usize::try_from(earned(issued, kept(sold, issued, lines)?)).unwrap_or(usize::MAX);
        let beyond = issued.coupons.get(earned..).unwrap_or_default();
        gone.extend(withdrawn(beyond).into_iter().filter(|coupon| !sold.is_withdrawn(&coupon.counter)));
    }
    Ok(gone)
}

/// How many coupons goods of this amount and quantity earn.
fn earned(issued: &IssuedCoupons, (amount, quantity): (Money, Quantity)) -> i64 {
    match (issued.min_amount, issued.min_quantity) {
        (Some(min), _) => amount.minor() / min.minor().max(1),
        (None, Some(min)) => quantity.micros() / min.micros().max(1),
        (None, None) => i64::from(quantity.is_positive()),
    }
    .max(0)
}

/// What the customer paid for the goods that counted and keeps, in the price basis, and how much it is.
fn kept(sold: &SoldSoFar, issued: &IssuedCoupons, lines: &[RefundedLine]) -> Result<(Money, Quantity)> {
    let (mut amount, mut quantity) = (Money::ZERO, Quantity::ZERO);
    for &index in &issued.lines {
        let line = sold.line(index)?;
        let (mut paid, mut tax) = (line.row.total.sub(line.total_back)?, line.row.tax.sub(line.tax_back)?);
        quantity = quantity.add(line.quantity_left)?;
        for back in lines.iter().filter(|back| back.sale_line == index) {
            (paid, tax) = (paid.sub(back.total)?, tax.sub(back.tax)?);
            quantity = quantity.sub(back.quantity)?;
        }
        amount = amount.add(if sold.body.prices_include_tax { paid } else { paid.sub(tax)? })?;
    }
    Ok((amount, quantity))
}
