//! What a device posted since a place in its chain, added up.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::Result;
use crate::document::{
    Body, CashierSlips, Digest, DocumentKind, DrawerCash, Header, SaleBody, ShiftFigures, ShiftTax, SlipTotals,
    TenderTotal,
};
use crate::ledger::{Account, Entry, PostNo, SaleLine, TaxNo, TenderMethod};
use crate::posting::{Gate, OpenShift, Posted};
use crate::storage::{DocumentQuery, LedgerFilter};
use crate::value::{Currency, Money};

/// Documents that are read at a time.
const PAGE: usize = 500;

/// The figures in the making.
pub(super) struct ShiftTally {
    figures: ShiftFigures,
    cashiers: BTreeMap<String, SlipTotals>,
    tenders: BTreeMap<TenderMethod, TenderTotal>,
    taxes: FxHashMap<TaxNo, (Money, Money)>,
    put_in: Money,
    taken_out: Money,
    /// Where in the chain cash last came or went.
    cash_moved: u64,
    /// The newest document.
    head: Option<Digest>,
    currency: Currency,
}

/// A document of a page: what its ledger rows are read with.
struct Slip {
    kind: DocumentKind,
    seq: u64,
    actor: String,
    /// What its sale lines add up to; `None` if it has none.
    total: Option<Money>,
    /// True if these are of a refund, or put one right.
    of_refund: bool,
}

impl ShiftTally {
    /// Reads the chain of a device after a place: its documents and their ledger rows, page by page, and nothing else.
    pub(super) fn read(gate: &mut Gate<'_>, device: &str, mut after: u64) -> Result<Self> {
        let mut tally = Self {
            figures: ShiftFigures::default(),
            cashiers: BTreeMap::new(),
            tenders: BTreeMap::new(),
            taxes: FxHashMap::default(),
            put_in: Money::ZERO,
            taken_out: Money::ZERO,
            cash_moved: 0,
            head: None,
            currency: gate.snapshot()?.settings.currency,
        };
        loop {
            let page = gate.documents(&DocumentQuery::Chain { device, after, limit: PAGE })?;
            let read = page.len();
            let mut slips: FxHashMap<PostNo, Slip> = FxHashMap::default();
            let mut posts: Vec<PostNo> = Vec::with_capacity(read);
            for posted in page {
                after = posted.header.slot.seq;
                posts.push(posted.post_no);
                tally.meet(&posted)?;
                let Header { kind, actor, .. } = posted.header;
                slips.insert(posted.post_no, Slip { kind, seq: after, actor, total: None, of_refund: false });
            }
            let filter = LedgerFilter { posts: Some(&posts), ..LedgerFilter::default() };
            gate.tx.sale_lines(&filter, &mut |line| tally.sold(&mut slips, line))?;
            gate.tx.entries(&filter, &mut |entry| tally.paid(&slips, entry))?;
            posts.iter().filter_map(|post| slips.get(post)).try_for_each(|slip| tally.slip(slip))?;
            if read < PAGE {
                return Ok(tally);
            }
        }
    }

    /// What a document says of itself.
    fn meet(&mut self, posted: &Posted) -> Result<()> {
        let Posted { header, body, .. } = posted;
        self.figures.documents += 1;
        self.head = Some(header.hash);
        match body {
            Body::Sale(body) => self.by_hand(body),
            Body::CashMoved(body) => {
                self.cash_moved = header.slot.seq;
                if body.amount.is_negative() {
                    self.taken_out = self.taken_out.sub(body.amount)?;
                } else {
                    self.put_in = self.put_in.add(body.amount)?;
                }
                Ok(())
            }
            Body::DrawerOpened(_) => {
                self.figures.no_sales += 1;
                Ok(())
            }
            Body::DrawerCounted(_) => {
                self.figures.counts += 1;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn by_hand(&mut self, body: &SaleBody) -> Result<()> {
        for line in &body.lines {
            if let Some(list_price) = line.list_price {
                let off = list_price.amount(line.quantity, self.currency)?.sub(line.gross)?;
                self.figures.price_changes.add(off)?;
            }
            let off = line.discounted_by_hand()?;
            if !off.is_zero() {
                self.figures.hand_discounts.add(off)?;
            }
        }
        Ok(())
    }

    /// A line of a sale; one of a refund or a void has negative figures, one of a refund that never was positive ones again.
    /// An amendment moves money from day to day, and changes nothing of what came and went.
    fn sold(&mut self, slips: &mut FxHashMap<PostNo, Slip>, line: &SaleLine) -> Result<()> {
        let Some(slip) = slips.get_mut(&line.key.post()) else { return Ok(()) };
        if slip.kind == DocumentKind::EntryAmend {
            return Ok(());
        }
        slip.total = Some(slip.total.unwrap_or_default().add(line.total)?);
        slip.of_refund = line.kind.is_refund();
        let (net, tax) = self.taxes.entry(line.tax_code).or_default();
        *net = net.add(line.total)?;
        *tax = tax.add(line.tax)?;
        Ok(())
    }

    fn paid(&mut self, slips: &FxHashMap<PostNo, Slip>, entry: &Entry) -> Result<()> {
        let Some(method) = entry.account.method() else { return Ok(()) };
        let Some(slip) = slips.get(&entry.key.post()) else { return Ok(()) };
        if slip.kind == DocumentKind::EntryAmend {
            return Ok(());
        }
        let for_goods = slip.total.is_some();
        if !for_goods && !matches!(entry.account, Account::Tender(_)) {
            return Ok(());
        }
        if method == TenderMethod::Cash {
            self.cash_moved = self.cash_moved.max(slip.seq);
        }
        let (received, refunded, other, net) = (Money::ZERO, Money::ZERO, Money::ZERO, Money::ZERO);
        let total = self.tenders.entry(method).or_insert(TenderTotal { method, received, refunded, other, net });
        if !for_goods {
            total.other = total.other.add(entry.amount)?;
        } else if slip.of_refund {
            total.refunded = total.refunded.sub(entry.amount)?;
        } else {
            total.received = total.received.add(entry.amount)?;
        }
        total.net = total.net.add(entry.amount)?;
        Ok(())
    }

    /// A document whose lines are added up.
    fn slip(&mut self, slip: &Slip) -> Result<()> {
        let Some(total) = slip.total else { return Ok(()) };
        for slips in [&mut self.figures.slips, self.cashiers.entry(slip.actor.clone()).or_default()] {
            match slip.kind {
                DocumentKind::Sale => slips.sales.add(total)?,
                DocumentKind::Void => slips.voids.add(total.neg()?)?,
                DocumentKind::Refund | DocumentKind::UnlinkedRefund => slips.refunds.add(total.neg()?)?,
                DocumentKind::EntryVoid => slips.refund_voids.add(total)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// What customers paid in cash, less what they got back in cash.
    pub(super) fn takings(&self) -> Money {
        self.tenders.get(&TenderMethod::Cash).map(|total| total.net).unwrap_or_default()
    }

    /// True if cash came or went after this place of the chain.
    pub(super) const fn cash_moved_after(&self, seq: u64) -> bool {
        self.cash_moved > seq
    }

    /// The hash of the newest document; `None` if there is none.
    pub(super) const fn head(&self) -> Option<Digest> {
        self.head
    }

    /// What the drawer must hold, if what was read is this shift.
    pub(super) fn cash(&self, shift: &OpenShift) -> DrawerCash {
        DrawerCash {
            float: shift.float,
            opening_difference: shift.opening_difference,
            takings: self.takings(),
            put_in: self.put_in,
            taken_out: self.taken_out,
        }
    }

    pub(super) fn figures(self, gate: &mut Gate<'_>) -> Result<ShiftFigures> {
        let snapshot = gate.snapshot()?;
        let known: FxHashMap<TaxNo, &str> = snapshot.taxes().map(|(no, tax)| (*no, tax.code.as_str())).collect();
        let mut figures = self.figures;
        for (no, (net, tax)) in self.taxes {
            let code = known.get(&no).copied().unwrap_or_default().to_string();
            figures.taxes.push(ShiftTax { code, net, tax });
        }
        figures.taxes.sort_by(|a, b| a.code.cmp(&b.code));
        let cashier = |(cashier, slips)| CashierSlips { cashier, slips };
        figures.cashiers = self.cashiers.into_iter().map(cashier).collect();
        figures.tenders = self.tenders.into_values().collect();
        Ok(figures)
    }
}
