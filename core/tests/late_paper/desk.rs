//! Enters a fact at the desks of a shop.

use rust_decimal::Decimal;
use tillbook::Result;
use tillbook::ledger::TenderMethod;
use tillbook::pricing::{Cart, CartLine};
use tillbook::shop::{
    CountLine, LandedBy, NewSale, OpeningStockLine, PriceLine, ReceiptLine, RefundLine, RefundTo, ReturnedGoods, Shop,
    SupplierReturnLine, Tender, TransferLine, UnlinkedReturn, WriteDownLine, WriteOffLine,
};
use tillbook::value::{DocumentId, Quantity, ReceiptId, RefundId, SaleId, Timestamp};

use super::plan::{Fact, Part, Request};
use super::world::{Rules, batch_expires, batch_name, document, place_id, price, quantity, supplier_id, variant_id};

pub(crate) fn id_of(fact: usize) -> DocumentId {
    document("fact", fact)
}

/// The second sale of a fact that is two of them.
pub(crate) fn second_sale_id(fact: usize) -> SaleId {
    SaleId::from_uuid(document("second sale", fact).uuid())
}

pub(crate) fn sale_id(fact: usize) -> SaleId {
    SaleId::from_uuid(id_of(fact).uuid())
}

/// The second one of two sales, alone.
pub(crate) fn enter_second_sale(shop: &Shop, fact: &Fact, rules: Rules) -> Result<()> {
    let Request::SellTwo { place, carts: [_, lines] } = &fact.request else { return Ok(()) };
    let shop = shop.at(Timestamp::from_micros(fact.at)).approved_by("owner");
    let NewSale { id, cart, tenders } = sale(&shop, second_sale_id(fact.index), *place, lines, rules)?;
    shop.till().sell(id, &cart, &tenders).map(drop)
}

fn receipt_id(fact: usize) -> ReceiptId {
    ReceiptId::from_uuid(id_of(fact).uuid())
}

/// Enters it with its own effective time. Expired goods are approved of: when they leave is part of the history.
pub(crate) fn enter(shop: &Shop, fact: &Fact, rules: Rules) -> Result<()> {
    let shop = shop.at(Timestamp::from_micros(fact.at)).approved_by("owner");
    let id = id_of(fact.index);
    let named = |part: &Part| part.batch(rules.batches_named).map(batch_name);
    match &fact.request {
        Request::Open { place, lines } => {
            let lines: Vec<OpeningStockLine> = lines.iter().map(opening_line).collect();
            shop.stockroom().open_with(id, Some(place_id(&shop, *place)), &lines)
        }
        Request::Receive { place, lines } => {
            let lines: Vec<ReceiptLine> = lines.iter().map(receipt_line).collect();
            let (id, place) = (receipt_id(fact.index), Some(place_id(&shop, *place)));
            shop.purchasing().receive_from(id, supplier_id(), place, &lines).map(drop)
        }
        Request::Sell { place, lines } => {
            let NewSale { id, cart, tenders } = sale(&shop, sale_id(fact.index), *place, lines, rules)?;
            shop.till().sell(id, &cart, &tenders).map(drop)
        }
        Request::SellTwo { place, carts: [first, second] } => {
            let first = sale(&shop, sale_id(fact.index), *place, first, rules)?;
            let second = sale(&shop, second_sale_id(fact.index), *place, second, rules)?;
            shop.till().sell_all(&[first, second]).map(drop)
        }
        Request::Refund { sale, lines } => {
            let lines: Vec<RefundLine> =
                lines.iter().map(|(line, micros)| RefundLine::new(*line, quantity(*micros).to_decimal())).collect();
            let id = RefundId::from_uuid(id.uuid());
            shop.till().refund(id, sale_id(*sale), &lines, RefundTo::SameTenders, "unwanted").map(drop)
        }
        Request::TakeIn { place, line, valued } => {
            let amount = price(5_000_000).to_decimal();
            let goods = ReturnedGoods::new(variant_id(line.ware), quantity(line.micros).to_decimal(), amount);
            let goods = ReturnedGoods {
                unit_cost: valued.then(|| price(line.cost).to_decimal()),
                batch: line.batch(true).map(batch_name),
                ..goods
            };
            let back = UnlinkedReturn::new(TenderMethod::Cash, "slip lost").line(goods);
            let back = back.into_location(place_id(&shop, *place));
            shop.till().refund_without_sale(RefundId::from_uuid(id.uuid()), &back).map(drop)
        }
        Request::SendBack { receipt, line, micros } => {
            let receipt = receipt_id(*receipt);
            let lines = [SupplierReturnLine::new(*line, quantity(*micros).to_decimal())];
            shop.purchasing().return_goods(id, receipt, &lines).map(drop)
        }
        Request::Count { place, line } => {
            let lines =
                [CountLine { batch: named(line), ..CountLine::new(variant_id(line.ware), counted(line).to_decimal()) }];
            shop.stockroom().count(id, Some(place_id(&shop, *place)), &lines).map(drop)
        }
        Request::WriteOff { place, line } => {
            let new = WriteOffLine::new(variant_id(line.ware), quantity(line.micros).to_decimal(), "damaged");
            let lines = [WriteOffLine { batch: named(line), ..new }];
            shop.stockroom().write_off(id, Some(place_id(&shop, *place)), &lines)
        }
        Request::WriteDown { place, line } => {
            let lines = [WriteDownLine::new(variant_id(line.ware), price(line.cost).to_decimal(), "old model")];
            shop.stockroom().write_down(id, Some(place_id(&shop, *place)), &lines)
        }
        Request::Transfer { from, line } => {
            let (from, to) = (place_id(&shop, *from), place_id(&shop, 1 - *from));
            let new = TransferLine::new(variant_id(line.ware), quantity(line.micros).to_decimal());
            shop.stockroom().transfer(id, from, to, &[TransferLine { batch: named(line), ..new }])
        }
        Request::Land { receipt, minor } => {
            let (of, amount) = (receipt_id(*receipt), Decimal::new(*minor, 2));
            let by = LandedBy::Quantity; // what goods cost may be said before it and after it
            shop.purchasing().landed_cost(id, supplier_id(), &[of], amount, by, "freight").map(drop)
        }
        Request::Reprice { receipt, line, cost } => {
            let lines = [PriceLine::new(*line, price(*cost).to_decimal())];
            shop.purchasing().reprice(id, receipt_id(*receipt), &lines).map(drop)
        }
    }
}

/// One less than it says: nothing may be found.
pub(crate) fn counted(line: &Part) -> Quantity {
    quantity((line.micros - 1_000_000).max(0))
}

fn opening_line(part: &Part) -> OpeningStockLine {
    let line =
        OpeningStockLine::new(variant_id(part.ware), quantity(part.micros).to_decimal(), price(part.cost).to_decimal());
    match part.batch(true) {
        Some(batch) => line.batch(batch_name(batch), Some(batch_expires(batch))),
        None => line,
    }
}

fn receipt_line(part: &Part) -> ReceiptLine {
    let line =
        ReceiptLine::of(variant_id(part.ware), quantity(part.micros).to_decimal(), price(part.cost).to_decimal());
    match part.batch(true) {
        Some(batch) => line.batch(batch_name(batch)).expires(batch_expires(batch)),
        None => line,
    }
}

fn sale(shop: &Shop, id: SaleId, place: usize, lines: &[Part], rules: Rules) -> Result<NewSale> {
    let mut cart = Cart::new().from_location(place_id(shop, place));
    for part in lines {
        let line = CartLine::new(variant_id(part.ware), quantity(part.micros).to_decimal());
        cart = cart.line(match part.batch(rules.batches_named) {
            Some(batch) => line.batch(batch_name(batch)),
            None => line,
        });
    }
    let total = shop.till().price(&cart)?.total;
    let tenders = if total.is_zero() { Vec::new() } else { vec![Tender::wechat(total)] };
    Ok(NewSale { id, cart, tenders })
}
