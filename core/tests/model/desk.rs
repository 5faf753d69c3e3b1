//! Makes a request at the desks of a shop, and reads the answer in plain numbers.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use tillbook::Result;
use tillbook::catalog::Product;
use tillbook::document::Pick as StoredPick;
use tillbook::pricing::{Cart, CartLine};
use tillbook::shop::{
    CountLine, OpeningStockLine, OrderLine, ReceiptLine, RefundLine, RefundTo, Sale, Shop, SupplierReturnLine, Tender,
    TransferLine, VariantEdit, WriteOffLine,
};
use tillbook::value::{Currency, Date, DocumentId, Money, OrderId, Quantity, ReceiptId, RefundId, SaleId};

use super::reference::{Asking, Reference};
use super::request::{Answer, Incoming, Off, Pick, Request, SoldLine, Source, Taken, Wanted};
use super::world::{Number, batch_name, place_id, price, quantity, small, supplier_id, timestamp, uuid_of, variant_id};

/// Steps that a plan may have.
const MOST_STEPS: usize = 2_000;

/// The documents that a request names are found in `known`.
pub(crate) fn ask(shop: &Shop, request: &Request, asking: Asking, known: &Reference) -> Result<Answer> {
    let mut shop = shop.as_actor("model");
    if let Some(at) = asking.at {
        shop = shop.at(timestamp(at));
    }
    if asking.approved {
        shop = shop.approved_by("owner");
    }
    let id = DocumentId::from_uuid(uuid_of("step", asking.document));
    match request {
        Request::Open { lines } => {
            let lines: Vec<OpeningStockLine> = lines.iter().map(opening_line).collect();
            shop.stockroom().open_with(id, None, &lines).map(|()| Answer::Done)
        }
        Request::Order { supplier, lines } => {
            let line = |&(ware, micros, cost): &(usize, Number, Number)| OrderLine {
                variant: variant_id(ware),
                quantity: quantity(micros).to_decimal(),
                unit_cost: price(cost).to_decimal(),
            };
            let lines: Vec<OrderLine> = lines.iter().map(line).collect();
            let order = OrderId::from_uuid(id.uuid());
            shop.purchasing().order(order, supplier_id(*supplier), &lines).map(|_| Answer::Done)
        }
        Request::Receive { order, supplier, place, lines } => {
            let order = order.map(|order| OrderId::from_uuid(uuid_of("step", known.orders[order].document)));
            receive(&shop, ReceiptId::from_uuid(id.uuid()), (order, *supplier, *place), lines)
        }
        Request::Return { receipt, lines } => send_back(&shop, id, known.receipts[*receipt].document, lines),
        Request::Sell { place, lines, tenders } => {
            let cart = cart(lines).from_location(place_id(&shop, *place));
            let tenders: Vec<Tender> =
                tenders.iter().map(|(method, minor)| Tender::new(*method, Money::from_minor(small(*minor)))).collect();
            let sale = shop.till().sell(SaleId::from_uuid(id.uuid()), &cart, &tenders)?;
            read_sale(&shop, &sale)
        }
        Request::Refund { sale, lines, to } => {
            let sale = SaleId::from_uuid(uuid_of("step", known.sales[*sale].document));
            let to = to.map_or(RefundTo::SameTenders, RefundTo::Method);
            refund(&shop, RefundId::from_uuid(id.uuid()), sale, lines, to)
        }
        Request::Void { sale, reason } => {
            let sale = SaleId::from_uuid(uuid_of("step", known.sales[*sale].document));
            shop.till().void(id, sale, reason).map(|()| Answer::Done)
        }
        Request::Count { place, lines } => count(&shop, id, *place, lines),
        Request::WriteOff { place, lines } => {
            let lines: Vec<WriteOffLine> = lines.iter().map(write_off_line).collect();
            shop.stockroom().write_off(id, Some(place_id(&shop, *place)), &lines).map(|()| Answer::Done)
        }
        Request::Transfer { from, to, lines } => {
            let lines: Vec<TransferLine> = lines.iter().map(transfer_line).collect();
            let (from, to) = (place_id(&shop, *from), place_id(&shop, *to));
            shop.stockroom().transfer(id, from, to, &lines).map(|()| Answer::Done)
        }
        Request::Edit { ware, price: micros, on_shelf } => {
            let edit = VariantEdit::new(variant_id(*ware)).price(price(*micros).to_decimal()).on_shelf(*on_shelf);
            shop.catalog().edit(id, &[edit]).map(|()| Answer::Done)
        }
        Request::Recost { ware, method } => {
            let card = shop.catalog().variant(variant_id(*ware))?;
            let product = Product { costing: Some(*method), ..(*card.product).clone() };
            shop.catalog().edit_products(id, &[product]).map(|()| Answer::Done)
        }
    }
}

fn batch_given(batch: Option<u8>) -> Option<String> {
    batch.map(batch_name)
}

fn opening_line(line: &Incoming) -> OpeningStockLine {
    let cost = price(line.cost.unwrap_or_default()).to_decimal();
    OpeningStockLine {
        batch: batch_given(line.batch),
        produced_on: line.produced.map(Date::from_days),
        expires_on: line.expires.map(Date::from_days),
        ..OpeningStockLine::new(variant_id(line.ware), quantity(line.quantity).to_decimal(), cost)
    }
}

fn receive(
    shop: &Shop,
    id: ReceiptId,
    (order, supplier, place): (Option<OrderId>, usize, usize),
    lines: &[Incoming],
) -> Result<Answer> {
    let line = |line: &Incoming| ReceiptLine {
        order_line: line.order_line,
        unit_cost: line.cost.map(|cost| price(cost).to_decimal()),
        short: line.short,
        batch: batch_given(line.batch),
        produced_on: line.produced.map(Date::from_days),
        expires_on: line.expires.map(Date::from_days),
        ..ReceiptLine::of(variant_id(line.ware), quantity(line.quantity).to_decimal(), price(0).to_decimal())
    };
    let lines: Vec<ReceiptLine> = lines.iter().map(line).collect();
    let desk = shop.purchasing();
    let receipt = match order {
        Some(order) => desk.receive_into(id, order, place_id(shop, place), &lines)?,
        None => desk.receive_from(id, supplier_id(supplier), None, &lines)?,
    };
    let values = receipt.lines.iter().map(|line| number(line.value)).collect();
    Ok(Answer::Received { at: receipt.slip.effective_at.micros(), values })
}

fn send_back(shop: &Shop, id: DocumentId, receipt: usize, lines: &[(usize, Number, Option<Number>)]) -> Result<Answer> {
    let line = |&(receipt_line, micros, refund): &(usize, Number, Option<Number>)| SupplierReturnLine {
        receipt_line,
        quantity: quantity(micros).to_decimal(),
        refund: refund.map(|minor| Money::from_minor(small(minor)).to_decimal(Currency::CNY)),
    };
    let lines: Vec<SupplierReturnLine> = lines.iter().map(line).collect();
    let receipt = ReceiptId::from_uuid(uuid_of("step", receipt));
    let returned = shop.purchasing().return_goods(id, receipt, &lines)?;
    let picks = returned.lines.iter().map(|line| picks(&line.picks, line.quantity)).collect();
    Ok(Answer::Returned { refund: number(returned.refund), picks })
}

fn cart(lines: &[Wanted]) -> Cart {
    let mut cart = Cart::new();
    for wanted in lines {
        let mut line = CartLine::new(variant_id(wanted.ware), quantity(wanted.quantity).to_decimal());
        if let Some(by_hand) = wanted.price {
            line = line.at_price(price(by_hand).to_decimal(), "agreed");
        }
        for off in &wanted.discounts {
            let minor = |minor| Money::from_minor(small(minor)).to_decimal(Currency::CNY);
            line = match *off {
                Off::Amount(amount) => line.take_off(minor(amount), "bruised"),
                Off::Coupon(amount) => line.coupon_off(minor(amount), "maker's coupon"),
                // A thousandth is a tenth of a hundredth.
                Off::Permille(permille) => line.take_percent_off(quantity(permille * 100_000).to_decimal(), "friend"),
            };
        }
        line.batch = batch_given(wanted.batch);
        cart = cart.line(line);
    }
    cart
}

/// A sale with what it cost.
pub(crate) fn read_sale(shop: &Shop, sale: &Sale) -> Result<Answer> {
    let explained = shop.stockroom().explain_cost(sale.id)?;
    assert_eq!(explained.lines.len(), sale.lines.len());
    let mut lines = Vec::new();
    for (line, cost) in sale.lines.iter().zip(&explained.lines) {
        assert_eq!(cost.variant, line.variant);
        let sources: Vec<Source> = cost
            .taken
            .iter()
            .map(|taken| (step_of(taken.document), Number::from(taken.quantity.micros()), number(taken.cost)))
            .collect();
        lines.push(SoldLine {
            gross: number(line.gross),
            net: number(line.net),
            tax: number(line.tax),
            picks: picks(&line.picks, line.quantity),
            cost: number(cost.posted),
            costed: Number::from(cost.quantity.micros()),
            sources,
        });
    }
    assert_eq!(number(explained.cost), explained.lines.iter().map(|line| number(line.cost)).sum::<Number>());
    Ok(Answer::Sold {
        at: sale.slip.effective_at.micros(),
        day: sale.slip.business_day.date().days(),
        total: number(sale.total),
        change: number(sale.change),
        lines,
    })
}

/// The number of the step that posted a document.
fn step_of(document: DocumentId) -> Option<usize> {
    static STEPS: OnceLock<BTreeMap<DocumentId, usize>> = OnceLock::new();
    let numbered = |step| (DocumentId::from_uuid(uuid_of("step", step)), step);
    STEPS.get_or_init(|| (0..MOST_STEPS).map(numbered).collect()).get(&document).copied()
}

fn refund(shop: &Shop, id: RefundId, sale: SaleId, lines: &[(usize, Number)], to: RefundTo) -> Result<Answer> {
    let lines: Vec<RefundLine> =
        lines.iter().map(|&(line, micros)| RefundLine::new(line, quantity(micros).to_decimal())).collect();
    let refund = shop.till().refund(id, sale, &lines, to, "changed their mind")?;
    let line = |line: &tillbook::document::RefundedLine| {
        (number(line.total), number(line.tax), picks(&line.picks, line.quantity))
    };
    let mut tenders: Vec<(tillbook::ledger::TenderMethod, Number)> = Vec::new();
    for (method, amount) in &refund.tenders {
        match tenders.iter_mut().find(|(known, _)| known == method) {
            Some((_, sum)) => *sum += number(*amount),
            None => tenders.push((*method, number(*amount))),
        }
    }
    Ok(Answer::Refunded {
        at: refund.slip.effective_at.micros(),
        total: number(refund.total),
        lines: refund.lines.iter().map(line).collect(),
        tenders,
    })
}

fn count(shop: &Shop, id: DocumentId, place: usize, lines: &[super::request::Counted]) -> Result<Answer> {
    let line = |line: &super::request::Counted| CountLine {
        batch: batch_given(line.batch),
        ..CountLine::new(variant_id(line.ware), quantity(line.found).to_decimal())
    };
    let lines: Vec<CountLine> = lines.iter().map(line).collect();
    let count = shop.stockroom().count(id, Some(place_id(shop, place)), &lines)?;
    let answer = count.lines.iter().map(|line| {
        let difference = line.counted.sub(line.expected)?;
        let differences = if difference.is_zero() { Vec::new() } else { picks(&line.differences, difference) };
        Ok((Number::from(line.expected.micros()), differences))
    });
    Ok(Answer::Counted(answer.collect::<Result<_>>()?))
}

fn write_off_line(line: &Taken) -> WriteOffLine {
    let batch = batch_given(line.batch);
    WriteOffLine { batch, ..WriteOffLine::new(variant_id(line.ware), quantity(line.quantity).to_decimal(), "damaged") }
}

fn transfer_line(line: &Taken) -> TransferLine {
    let batch = batch_given(line.batch);
    TransferLine { batch, ..TransferLine::new(variant_id(line.ware), quantity(line.quantity).to_decimal()) }
}

pub(crate) fn number(money: Money) -> Number {
    Number::from(money.minor())
}

/// Goods without a batch are not listed in documents.
fn picks(stored: &[StoredPick], all: Quantity) -> Vec<Pick> {
    if stored.is_empty() {
        return vec![(0, Number::from(all.micros()))];
    }
    let pick = |pick: &StoredPick| (batch_number(&pick.batch), Number::from(pick.quantity.micros()));
    stored.iter().map(pick).collect()
}

pub(crate) fn batch_number(name: &str) -> u8 {
    name.strip_prefix('B').map_or(0, |number| number.parse().unwrap())
}
