//! Steps, as the documents that a shop would post.

use rust_decimal::Decimal;
use serde_json::Value;
use tillbook::Result;
use tillbook::ledger::TenderMethod;
use tillbook::pricing::Cart;
use tillbook::shop::{
    Amendment, CountLine, LandedBy, LineAmendment, PriceLine, ReceiptLine, RefundLine, RefundTo, ReturnedGoods,
    SupplierReturnLine, Tender, TransferLine, UnlinkedReturn,
};
use tillbook::value::{Date, DocumentId, ReceiptId, RefundId, SaleId};

use super::case::{Case, Entered, decimal, text, time};

impl Case {
    /// Posts a step.
    pub(crate) fn enter(&mut self, step: &Value) -> Result<()> {
        let op = text(step, "op").unwrap();
        if op == "lock" {
            let through: Date = text(step, "through").unwrap().parse().unwrap();
            return self.shop.approved_by("owner").office().lock(DocumentId::new(), through);
        }
        let id = DocumentId::new();
        let of = text(step, "of").map(|of| self.posted[of].clone());
        let at = match text(step, "at") {
            Some(at) => time(at),
            None => of.as_ref().map(|of| of.at).unwrap(),
        };
        let handle = self.shop.clone();
        self.shop = handle.at(at);
        let done = self.enter_at(op, id, of, step);
        self.shop = handle;
        done?;
        let entered = Entered { op: op.to_owned(), id, at };
        self.posted.insert(text(step, "id").unwrap().to_owned(), entered);
        Ok(())
    }

    fn enter_at(&mut self, op: &str, id: DocumentId, of: Option<Entered>, step: &Value) -> Result<()> {
        match op {
            "receive" => self.receive(id, step),
            "issue" => self.issue(id, step),
            "customer_return" => self.take_back(id, of, step),
            "supplier_return" => {
                let line = SupplierReturnLine::new(0, decimal(step, "qty").unwrap());
                let receipt = ReceiptId::from_uuid(of.unwrap().id.uuid());
                self.shop.purchasing().return_goods(id, receipt, &[line]).map(drop)
            }
            "count" => {
                let line = CountLine::new(self.item, decimal(step, "counted").unwrap());
                self.shop.stockroom().count(id, self.place(step, "loc"), &[line]).map(drop)
            }
            "transfer" => {
                let line = TransferLine::new(self.item, decimal(step, "qty").unwrap());
                let (from, to) = (self.place(step, "from").unwrap(), self.place(step, "to").unwrap());
                self.shop.stockroom().transfer(id, from, to, &[line])
            }
            "landed_cost" => self.land(id, step),
            "reprice_receipt" => {
                let line = PriceLine::new(0, decimal(step, "unit_cost").unwrap());
                let receipt = ReceiptId::from_uuid(of.unwrap().id.uuid());
                self.shop.purchasing().reprice(id, receipt, &[line]).map(drop)
            }
            "void" => match of.unwrap() {
                Entered { op, id: of, .. } if op == "issue" => {
                    self.shop.till().void(id, SaleId::from_uuid(of.uuid()), "never was")
                }
                Entered { id: of, .. } => self.shop.office().void(id, of, "never was"),
            },
            "amend" => {
                let lines = vec![LineAmendment {
                    line: 0,
                    quantity: decimal(step, "qty"),
                    unit_cost: decimal(step, "unit_cost"),
                    amount: decimal(step, "amount"),
                }];
                let at = text(step, "at").map(time);
                let amendment = Amendment { at, lines, reason: "was otherwise".into() };
                let of = of.unwrap();
                self.shop.office().amend(id, of.id, &amendment)?;
                if let Some(entered) = at.and_then(|_| self.posted.values_mut().find(|other| other.id == of.id)) {
                    entered.at = at.unwrap();
                }
                Ok(())
            }
            other => unreachable!("unknown step `{other}`"),
        }
    }

    fn receive(&mut self, id: DocumentId, step: &Value) -> Result<()> {
        let quantity = decimal(step, "qty").unwrap();
        let line = ReceiptLine::of(self.item, quantity, decimal(step, "unit_cost").unwrap_or_default());
        let line = match decimal(step, "amount") {
            Some(amount) => line.for_amount(amount),
            None => line,
        };
        let (id, place) = (ReceiptId::from_uuid(id.uuid()), self.place(step, "loc"));
        self.shop.purchasing().receive_from(id, self.supplier, place, &[line]).map(drop)
    }

    fn issue(&mut self, id: DocumentId, step: &Value) -> Result<()> {
        let cart = Cart { location: self.place(step, "loc"), ..Cart::new() };
        let cart = cart.add(self.item, decimal(step, "qty").unwrap());
        self.shop.till().sell(SaleId::from_uuid(id.uuid()), &cart, &[] as &[Tender]).map(drop)
    }

    fn take_back(&mut self, id: DocumentId, of: Option<Entered>, step: &Value) -> Result<()> {
        let quantity: Decimal = decimal(step, "qty").unwrap();
        let id = RefundId::from_uuid(id.uuid());
        let Some(sale) = of else {
            let goods = ReturnedGoods {
                unit_cost: decimal(step, "unit_cost"),
                ..ReturnedGoods::new(self.item, quantity, Decimal::ZERO)
            };
            let location = self.place(step, "loc");
            let back = UnlinkedReturn { location, ..UnlinkedReturn::new(TenderMethod::Cash, "came back") };
            return self.shop.till().refund_without_sale(id, &back.line(goods)).map(drop);
        };
        let sale = SaleId::from_uuid(sale.id.uuid());
        let line = RefundLine::new(0, quantity);
        self.shop.till().refund(id, sale, &[line], RefundTo::SameTenders, "came back").map(drop)
    }

    fn land(&mut self, id: DocumentId, step: &Value) -> Result<()> {
        let names: Vec<&str> = match &step["of"] {
            Value::Array(list) => list.iter().map(|name| name.as_str().unwrap()).collect(),
            one => vec![one.as_str().unwrap()],
        };
        let receipts: Vec<ReceiptId> =
            names.iter().map(|name| ReceiptId::from_uuid(self.posted[*name].id.uuid())).collect();
        let by = if text(step, "by") == Some("qty") { LandedBy::Quantity } else { LandedBy::Value };
        let amount = decimal(step, "amount").unwrap();
        self.shop.purchasing().landed_cost(id, self.supplier, &receipts, amount, by, "freight").map(drop)
    }
}
