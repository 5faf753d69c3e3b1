use tillbook::ledger::TenderMethod;
use tillbook::pricing::{Cart, DiscountKind};
use tillbook::shop::{CountLine, OpeningStockLine, OrderLine, ReceiptLine, RefundLine, RefundTo, Tender, WriteOffLine};
use tillbook::value::{Currency, DocumentId, Money, OrderId, ReceiptId, RefundId, SaleId, SupplierId, Timestamp};
use tillbook::{Error, Expected, Result, Shop};

use super::sheet::Place;

/// Something that happened in the shop.
pub(super) struct Event {
    pub(super) at: Timestamp,
    pub(super) fact: Fact,
    /// Where the lines of the document stand.
    pub(super) places: Vec<Place>,
}

/// What happened. The order of the kinds is the order of events at the same instant.
pub(super) enum Fact {
    Opening(DocumentId, Vec<OpeningStockLine>),
    Order(OrderId, SupplierId, Vec<OrderLine>),
    Receipt(ReceiptId, OrderId, Vec<ReceiptLine>),
    Sale { id: SaleId, cart: Cart, tenders: Vec<Tender>, paid_at: Option<Place> },
    Refund(Return),
    WriteOff(DocumentId, Vec<WriteOffLine>),
    Count(DocumentId, Vec<CountLine>),
}

/// Goods that a customer brought back.
pub(super) struct Return {
    pub(super) id: RefundId,
    pub(super) sale: SaleId,
    pub(super) lines: Vec<RefundLine>,
    /// What each line gives back.
    pub(super) amounts: Vec<Money>,
    pub(super) method: Option<TenderMethod>,
}

impl Event {
    /// Events are posted by instant, then kind, then their place in the file.
    pub(super) fn order(&self) -> (Timestamp, u8) {
        let kind = match self.fact {
            Fact::Opening(..) => 0,
            Fact::Order(..) => 1,
            Fact::Receipt(..) => 2,
            Fact::Sale { .. } => 3,
            Fact::Refund(_) => 4,
            Fact::WriteOff(..) => 5,
            Fact::Count(..) => 6,
        };
        (self.at, kind)
    }

    /// Posts it. A shop that knows it already answers the same and writes nothing.
    pub(super) fn post(&self, shop: &Shop, currency: Currency) -> Result<()> {
        let shop = shop.at(self.at);
        let posted = match &self.fact {
            Fact::Opening(id, lines) => shop.stockroom().open_with(*id, None, lines),
            Fact::Order(id, supplier, lines) => shop.purchasing().order(*id, *supplier, lines).map(drop),
            Fact::Receipt(id, order, lines) => shop.purchasing().receive(*id, *order, lines).map(drop),
            Fact::Sale { id, cart, tenders, .. } => shop.till().sell(*id, cart, tenders).map(drop),
            Fact::Refund(goods_back) => return self.give_back(&shop, goods_back, currency),
            Fact::WriteOff(id, lines) => shop.stockroom().write_off(*id, None, lines),
            Fact::Count(id, lines) => shop.stockroom().count(*id, None, lines).map(drop),
        };
        posted.map_err(|error| self.blame(error, currency))
    }

    fn give_back(&self, shop: &Shop, goods_back: &Return, currency: Currency) -> Result<()> {
        let to = goods_back.method.map_or(RefundTo::SameTenders, RefundTo::Method);
        let refund = shop.till().refund(goods_back.id, goods_back.sale, &goods_back.lines, to, "brought back");
        let refund = refund.map_err(|error| self.blame(error, currency))?;
        for ((line, amount), place) in refund.lines.iter().zip(&goods_back.amounts).zip(&self.places) {
            if line.total != *amount {
                return Err(place.refuse("refund", amount.text(currency), exactly(line.total, currency)));
            }
        }
        Ok(())
    }

    /// Tells in which row of which file the reason of a refusal stands.
    fn blame(&self, error: Error, currency: Currency) -> Error {
        let of = |sku: &str| self.places.iter().find(|place| place.sku == sku);
        match &error {
            Error::Invalid { field, value, expected } => {
                let (line, field) = split(field);
                let place = self.places.get(line).or(self.places.first());
                place.map_or(error.clone(), |place| place.refuse(self.column(line, field), value, expected.clone()))
            }
            Error::OutOfStock { sku, asked, available, .. } => {
                let expected = Expected::AtMost(available.to_string());
                of(sku).map_or(error.clone(), |place| place.refuse("qty", asked, expected))
            }
            Error::TendersDiffer { total, tendered } => {
                let paid_at = if let Fact::Sale { paid_at, .. } = &self.fact { paid_at.as_ref() } else { None };
                let place = paid_at.or(self.places.first());
                let (tendered, expected) = (tendered.text(currency), exactly(*total, currency));
                place.map_or(error.clone(), |place| place.refuse("amount", tendered, expected))
            }
            _ => error,
        }
    }

    /// The column of the file that a field of the document comes from.
    fn column<'a>(&self, line: usize, field: &'a str) -> &'a str {
        let discount = field.strip_prefix("discounts[").and_then(|rest| rest.split(']').next()?.parse::<usize>().ok());
        match (&self.fact, discount, field) {
            (Fact::Sale { cart, .. }, Some(index), _) => {
                let kind = cart.lines.get(line).and_then(|line| Some(line.discounts.get(index)?.kind));
                if kind == Some(DiscountKind::Coupon) { "coupon" } else { "discount" }
            }
            (Fact::Order(..), _, "quantity") => "qty_ordered",
            (Fact::Receipt(..), _, "quantity") => "qty_received",
            (_, _, "quantity") => "qty",
            (_, _, "counted") => "counted_qty",
            (_, _, "variant") => "sku",
            _ => field,
        }
    }
}

fn exactly(amount: Money, currency: Currency) -> Expected {
    let text = amount.text(currency);
    Expected::Range(text.clone(), text)
}

/// `lines[3].quantity` is about line 3, field `quantity`.
fn split(field: &str) -> (usize, &str) {
    let parts = field.strip_prefix("lines[").and_then(|rest| rest.split_once("]."));
    parts.and_then(|(index, rest)| Some((index.parse().ok()?, rest))).unwrap_or((0, field))
}
