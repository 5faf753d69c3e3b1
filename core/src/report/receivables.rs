use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::Reports;
use super::sources::{PAGE, balances_of, owners};
use crate::document::{Body, SaleBody};
use crate::ledger::{Account, PostNo, TenderMethod};
use crate::party::Member;
use crate::posting::Posted;
use crate::storage::{DocumentQuery, RecordKind, Transaction};
use crate::value::{BusinessDay, Date, DocumentId, MemberId, Money, SaleId};
use crate::{Result, posting};

/// What a member owes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receivable {
    /// Who.
    pub member: MemberId,
    /// Their card or phone number.
    pub code: String,
    /// Their name.
    pub name: String,
    /// What they owe in all; below zero for what the shop owes them.
    pub owed: Money,
    /// What of it should have been paid before the day that was asked for.
    pub overdue: Money,
    /// The sales that are not paid, or not wholly; oldest first. What is open of them is `owed`, if that is above zero.
    pub open: Vec<OpenSale>,
}

/// A sale on account that is not wholly paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenSale {
    /// The sale.
    pub sale: SaleId,
    /// The number on its slip.
    pub number: String,
    /// Its day, by all that was said since.
    pub business_day: BusinessDay,
    /// The last day on which it is paid in time.
    pub due_on: Date,
    /// What was bought on account.
    pub amount: Money,
    /// What of it is still to be paid.
    pub open: Money,
}

impl Reports<'_> {
    /// What members owe, each that owes anything or has a credit, by code. Payments settle the oldest sale first; what came
    /// back on account settles its own sale first. `on` is the day on which it is asked what is overdue.
    ///
    /// Reads all documents of these members.
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge) for sums that do not fit; failures of the storage.
    pub fn receivables(&self, on: Date) -> Result<Vec<Receivable>> {
        self.shop.read(|tx, _| {
            let owing = balances_of(tx, Account::Receivable)?;
            let mut rows = Vec::with_capacity(owing.len());
            for record in owners(tx, RecordKind::Member, owing.keys())? {
                let member: Member = posting::body(&record)?;
                let open = History::read(tx, member.id)?.open()?;
                let late = open.iter().filter(|sale| sale.due_on < on).map(|sale| sale.open);
                rows.push(Receivable {
                    member: member.id,
                    code: member.code,
                    name: member.name,
                    owed: owing.get(&record.id).copied().unwrap_or_default(),
                    overdue: Money::sum(late)?,
                    open,
                });
            }
            rows.sort_by(|a, b| a.code.cmp(&b.code));
            Ok(rows)
        })
    }
}

/// What a member bought on account, and what settled it.
#[derive(Default)]
struct History {
    sales: Vec<OpenSale>,
    /// What came back on account or was paid, by document; with the sale that it belongs to, if it does to one.
    credits: BTreeMap<DocumentId, (Option<SaleId>, Money)>,
}

impl History {
    fn read(tx: &mut dyn Transaction, member: MemberId) -> Result<Self> {
        let (mut history, mut after) = (Self::default(), PostNo::NONE);
        loop {
            let page = tx.documents(&DocumentQuery::Party { party: member.uuid(), after, limit: PAGE })?;
            let read = page.len();
            for document in page {
                after = document.post_no;
                history.add(Posted::read(document)?)?;
            }
            if read < PAGE {
                return Ok(history);
            }
        }
    }

    fn add(&mut self, Posted { header, body, .. }: Posted) -> Result<()> {
        let back = |tenders: &[(TenderMethod, Money)]| {
            let on_account = tenders.iter().filter(|(method, _)| *method == TenderMethod::OnAccount);
            Money::sum(on_account.map(|(_, amount)| *amount))
        };
        let (id, sale) = (header.id, SaleId::from_uuid(header.id.uuid()));
        match body {
            Body::Sale(body) => self.sales.extend(on_account(&body, sale, (header.number, header.business_day))),
            Body::Refund(body) => drop(self.credits.insert(id, (Some(body.sale), back(&body.tenders)?))),
            Body::UnlinkedRefund(body) => drop(self.credits.insert(id, (None, back(&body.tenders)?))),
            Body::Settlement(body) => drop(self.credits.insert(id, (None, body.amount))),
            Body::Void(body) => self.sales.retain(|open| open.sale != body.sale),
            Body::EntryAmend(body) => {
                // It happened on the day of what it says.
                let amended = self.sales.iter_mut().filter(|open| DocumentId::from(open.sale) == body.document);
                amended.for_each(|open| open.business_day = header.business_day);
            }
            Body::EntryVoid(body) => drop(self.credits.remove(&body.document)),
            _ => {}
        }
        Ok(())
    }

    fn open(self) -> Result<Vec<OpenSale>> {
        let (mut own, mut rest): (FxHashMap<SaleId, Money>, _) = (FxHashMap::default(), Money::ZERO);
        for (sale, amount) in self.credits.into_values() {
            match sale.filter(|sale| self.sales.iter().any(|open| open.sale == *sale)) {
                Some(sale) => {
                    let sum = own.entry(sale).or_default();
                    *sum = sum.add(amount)?;
                }
                None => rest = rest.add(amount)?,
            }
        }
        let mut sales = self.sales;
        sales.sort_by_key(|sale| sale.business_day);
        for sale in &mut sales {
            let back = own.remove(&sale.sale).unwrap_or_default();
            sale.open = sale.amount.sub(back)?.max(Money::ZERO);
            rest = rest.add(back.sub(sale.amount.sub(sale.open)?)?)?;
        }
        for sale in &mut sales {
            let paid = sale.open.min(rest);
            (sale.open, rest) = (sale.open.sub(paid)?, rest.sub(paid)?);
        }
        sales.retain(|sale| !sale.open.is_zero());
        Ok(sales)
    }
}

fn on_account(body: &SaleBody, sale: SaleId, (number, business_day): (String, BusinessDay)) -> Option<OpenSale> {
    let tender = body.tenders.iter().find(|tender| tender.method == TenderMethod::OnAccount)?;
    let (amount, due_on) = (tender.applied, tender.due_on.unwrap_or(business_day.date()));
    Some(OpenSale { sale, number, business_day, due_on, amount, open: amount })
}
