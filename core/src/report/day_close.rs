use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::{OtherMoney, Period, Reports, SalesSummary, TenderTotal, other_money, sales, sources, tenders};
use crate::Result;
use crate::document::{Body, Digest, DocumentKind, Header};
use crate::ledger::{LineKey, PostNo};
use crate::posting::Posted;
use crate::pricing::DiscountKind;
use crate::storage::{DocumentQuery, Transaction};
use crate::value::{BusinessDay, Money};

/// One business day as the till leaves it (an X report: a look that changes nothing).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayClose {
    /// The day.
    pub day: BusinessDay,
    /// Its sales, refunds and voids, with their taxes.
    pub sales: SalesSummary,
    /// What each method of payment must show: `net` is what the drawer or the channel has more than in the morning.
    pub tenders: Vec<TenderTotal>,
    /// What came and went beside sales; in `other` of the tenders.
    #[serde(default)]
    pub other_money: OtherMoney,
    /// Lines of the day's sales with a discount given by hand; voided sales are left out.
    pub hand_discount_lines: u64,
    /// What these discounts took off, in the shop's price basis. Part of `sales.discounts`.
    pub hand_discounts: Money,
    /// What was taken off these sales to make their totals round ones. Part of `sales.discounts`.
    #[serde(default)]
    pub rounded_off: Money,
    /// What rounding to coins brought, below zero for what it cost: the tenders have so much more than sales less refunds.
    #[serde(default)]
    pub cash_rounding: Money,
    /// The sales, refunds and voids of each device, by name.
    pub devices: Vec<DeviceDay>,
}

/// What one device posted on a day: sales, refunds and voids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceDay {
    /// The device's name.
    pub device: String,
    /// Which life of its database: a restored or copied one is a device of its own.
    pub epoch: u64,
    /// How many documents.
    pub documents: u64,
    /// Number of the first.
    pub first_number: String,
    /// Number of the last.
    pub last_number: String,
    /// Hash of the last: with it nothing before can be changed unnoticed.
    pub last_hash: Digest,
}

impl Reports<'_> {
    /// A look at one day.
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge) for sums that do not fit; failures of the storage.
    pub fn day_close(&self, day: BusinessDay) -> Result<DayClose> {
        let period = Period::day(day);
        self.shop.read(|tx, snapshot| {
            let slips = slips(tx, period)?;
            let (hand_discount_lines, hand_discounts) = slips.by_hand()?;
            let rounded_off = slips.rounded_off()?;
            let (tenders, cash_rounding) = tenders::totals(tx, period)?;
            Ok(DayClose {
                day,
                sales: sales::summary(tx, snapshot, period)?,
                tenders,
                other_money: other_money::totals(tx, period)?,
                hand_discount_lines,
                hand_discounts,
                rounded_off,
                cash_rounding,
                devices: slips.devices(),
            })
        })
    }
}

/// The till's documents of a day.
#[derive(Default)]
struct Slips {
    /// Sequence number and header of the first and the last document of each device, and how many there are.
    devices: BTreeMap<(String, u64), (Header, Header, u64)>,
    /// Lines and amount of discounts by hand, for each sale that has any.
    by_hand: FxHashMap<PostNo, (u64, Money)>,
    /// What was taken off each sale that was rounded off.
    rounded_off: FxHashMap<PostNo, Money>,
    /// Sales that are not of the day any more.
    gone: FxHashSet<PostNo>,
}

fn slips(tx: &mut dyn Transaction, period: Period) -> Result<Slips> {
    let mut slips = Slips::default();
    for kind in [DocumentKind::Sale, DocumentKind::Refund, DocumentKind::UnlinkedRefund, DocumentKind::Void] {
        sources::documents(tx, period, kind, &mut |posted| {
            slips.discounted(&posted)?;
            slips.met(posted.header);
            Ok(())
        })?;
    }
    slips.put_right(tx, period)?;
    Ok(slips)
}

impl Slips {
    /// Sales that were voided, or happened on another day than they said.
    fn put_right(&mut self, tx: &mut dyn Transaction, period: Period) -> Result<()> {
        let (mut more, mut last): (FxHashMap<PostNo, i64>, _) = (FxHashMap::default(), None);
        tx.sale_lines(&period.filter(), &mut |line| {
            let Some(sale) = line.of.filter(|_| !line.kind.is_refund()).map(LineKey::post) else { return Ok(()) };
            let post = line.key.post();
            if last.replace(post) != Some(post) {
                *more.entry(sale).or_default() += line.slip_lines();
            }
            Ok(())
        })?;
        let came: Vec<PostNo> = more.iter().filter(|(_, more)| **more > 0).map(|(post, _)| *post).collect();
        for document in tx.documents(&DocumentQuery::Posts(&came))? {
            self.discounted(&Posted::read(document)?)?;
        }
        self.gone.extend(more.iter().filter(|(_, more)| **more < 0).map(|(post, _)| *post));
        Ok(())
    }

    fn discounted(&mut self, posted: &Posted) -> Result<()> {
        let Body::Sale(body) = &posted.body else { return Ok(()) };
        let (mut lines, mut amount, mut rounded) = (0, Money::ZERO, Money::ZERO);
        for line in &body.lines {
            let off = line.discounted_by_hand()?;
            rounded = rounded.add(line.discounted_as(DiscountKind::RoundOff)?)?;
            lines += u64::from(!off.is_zero());
            amount = amount.add(off)?;
        }
        if lines > 0 {
            self.by_hand.insert(posted.post_no, (lines, amount));
        }
        if !rounded.is_zero() {
            self.rounded_off.insert(posted.post_no, rounded);
        }
        Ok(())
    }

    fn met(&mut self, header: Header) {
        let device = (header.slot.device.clone(), header.slot.epoch);
        let (first, last, documents) =
            self.devices.entry(device).or_insert_with(|| (header.clone(), header.clone(), 0));
        *documents += 1;
        if header.slot.seq < first.slot.seq {
            *first = header;
        } else if header.slot.seq > last.slot.seq {
            *last = header;
        }
    }

    fn by_hand(&self) -> Result<(u64, Money)> {
        let standing = || self.by_hand.iter().filter(|(sale, _)| !self.gone.contains(sale)).map(|(_, found)| found);
        Ok((standing().map(|(lines, _)| lines).sum(), Money::sum(standing().map(|(_, amount)| *amount))?))
    }

    fn rounded_off(&self) -> Result<Money> {
        let standing = self.rounded_off.iter().filter(|(sale, _)| !self.gone.contains(sale));
        Money::sum(standing.map(|(_, amount)| *amount))
    }

    fn devices(self) -> Vec<DeviceDay> {
        let row = |((device, epoch), (first, last, documents)): ((String, u64), (Header, Header, u64))| DeviceDay {
            device,
            epoch,
            documents,
            first_number: first.number,
            last_number: last.number,
            last_hash: last.hash,
        };
        self.devices.into_iter().map(row).collect()
    }
}
