//! Days in a shop: what a newcomer would try first.

#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use rust_decimal_macros::dec;
use tillbook::catalog::{Location, TaxCode};
use tillbook::document::{OrderState, Settings};
use tillbook::ledger::{PostNo, TenderMethod};
use tillbook::party::Supplier;
use tillbook::pricing::{Cart, CartLine};
use tillbook::promotion::{Benefit, Per, Promotion};
use tillbook::shop::{
    CountLine, NewProduct, NewSupply, OpeningStockLine, RefundLine, RefundTo, ShopOptions, SupplierReturnLine, Tender,
    TransferLine, VariantEdit, WriteOffLine, line, received,
};
use tillbook::storage::{DocumentQuery, MemoryStore, StoreExt};
use tillbook::value::{
    DocumentId, LocationId, Money, OrderId, PromotionId, Quantity, Rate, ReceiptId, RefundId, SaleId, SupplierId,
    VariantId,
};
use tillbook::{Error, Result, Shop};

fn supplier(shop: &Shop) -> SupplierId {
    let id = SupplierId::new();
    let supplier =
        Supplier { id, code: "S01".into(), name: "批发部".into(), lead_time_days: 1, review_weekday: None };
    shop.purchasing().put_suppliers(DocumentId::new(), &[supplier]).unwrap();
    id
}

fn tea(shop: &Shop) -> VariantId {
    shop.catalog().add(NewProduct::new("Tea").price(dec!(10.00))).unwrap().variants[0].id
}

fn q(units: i64) -> Quantity {
    Quantity::whole(units).unwrap()
}

#[test]
fn from_an_order_to_a_refund() -> Result<()> {
    let shop = Shop::memory()?;
    let supplier = supplier(&shop);
    let tee = NewProduct::new("圆领T恤").option("颜色", ["黑", "白"]).option("尺码", ["M", "L"]).price(dec!(59.00));
    let tee = shop.catalog().add(tee)?;
    let black_m = tee.variant(["黑", "M"])?;

    let order = shop.purchasing().order(OrderId::new(), supplier, &[line(black_m, dec!(20), dec!(21.50))])?;
    assert_eq!(order.state(), OrderState::Open);
    shop.purchasing().receive(ReceiptId::new(), order.id, &[received(0, dec!(12))])?;
    assert_eq!(shop.purchasing().order_by_id(order.id)?.state(), OrderState::PartlyReceived);
    let rest = received(0, dec!(6)).at_cost(dec!(22.00)).rejected(dec!(1)).short();
    shop.purchasing().receive(ReceiptId::new(), order.id, &[rest])?;
    assert_eq!(shop.purchasing().order_by_id(order.id)?.state(), OrderState::Received);
    assert_eq!(shop.stockroom().on_hand(black_m)?, (q(18), shop.money(dec!(390.00))?)); // 12 x 21.50 + 6 x 22.00

    let clerk = shop.as_actor("xiaoli");
    let cart = Cart::new().line(CartLine::new(black_m, dec!(15)).take_percent_off(dec!(10), "regular customer"));
    let quote = clerk.till().price(&cart)?;
    assert_eq!(quote.total, shop.money(dec!(796.50))?); // 885.00 less 88.50
    let tenders = [Tender::wechat(shop.money(dec!(700))?), Tender::cash(shop.money(dec!(100))?)];
    let sale = clerk.till().sell(SaleId::new(), &cart, &tenders)?;
    assert_eq!(sale.change, shop.money(dec!(3.50))?);

    let cost = shop.stockroom().explain_cost(sale.id)?;
    assert_eq!(cost.cost, shop.money(dec!(324.00))?); // 12 x 21.50 + 3 x 22.00
    let taken: Vec<_> = cost.lines[0].taken.iter().map(|t| (t.quantity, t.cost.minor())).collect();
    assert_eq!(taken, [(q(12), 25_800), (q(3), 6_600)]);

    let back = [RefundLine::new(0, dec!(4))];
    let refund = clerk.till().refund(RefundId::new(), sale.id, &back, RefundTo::SameTenders, "wrong size")?;
    assert_eq!(refund.total, shop.money(dec!(212.40))?); // 796.50 x 4 / 15
    assert_eq!(refund.tenders, [(TenderMethod::Wechat, shop.money(dec!(212.40))?)]);
    let ledger = shop.stockroom().ledger_card(black_m, None)?;
    assert_eq!(ledger.lines.last().unwrap().balance, q(7));
    assert_eq!(ledger.lines.last().unwrap().value, shop.money(dec!(86.40))?); // 324.00 x 4 / 15
    assert!(shop.office().verify()?.is_clean());
    Ok(())
}

#[test]
fn a_refund_in_pieces_gives_back_exactly_what_was_paid() -> Result<()> {
    let shop = Shop::memory()?;
    let tea = tea(&shop);
    shop.stockroom().open_with(DocumentId::new(), None, &[OpeningStockLine::new(tea, dec!(3), dec!(3.33))])?;
    let cart = Cart::new().line(CartLine::new(tea, dec!(3)).take_off(dec!(20.00), "damaged box"));
    let sale = shop.till().sell(SaleId::new(), &cart, &[Tender::cash(shop.money(dec!(10))?)])?;
    let mut amounts = Vec::new();
    for _ in 0..3 {
        let back = [RefundLine::new(0, dec!(1))];
        amounts.push(shop.till().refund(RefundId::new(), sale.id, &back, RefundTo::SameTenders, "back")?.total.minor());
    }
    assert_eq!(amounts, [333, 334, 333]);
    assert_eq!(shop.stockroom().on_hand(tea)?, (q(3), shop.money(dec!(9.99))?));
    assert!(shop.office().verify()?.is_clean());
    Ok(())
}

#[test]
fn batches_leave_by_expiry_and_costs_by_receipt() -> Result<()> {
    let shop = Shop::memory()?;
    let supplier = supplier(&shop);
    let milk = shop.catalog().add(NewProduct::new("Milk").price(dec!(5)).shelf_life_days(7))?.variants[0].id;
    let receive = |batch: &str, expires: &str, cost, at: &str| {
        let line = tillbook::shop::ReceiptLine::of(milk, dec!(2), cost).batch(batch).expires(expires.parse().unwrap());
        shop.at(at.parse().unwrap()).purchasing().receive_from(ReceiptId::new(), supplier, None, &[line]).unwrap();
    };
    receive("LATE", "2026-03-09", dec!(1.00), "2026-03-01T08:00:00+08:00");
    receive("EARLY", "2026-03-05", dec!(2.00), "2026-03-02T08:00:00+08:00");

    let noon = |day: &str| shop.at(format!("{day}T12:00:00+08:00").parse().unwrap());
    let cart = Cart::new().add(milk, dec!(1));
    let five = [Tender::cash(shop.money(dec!(5))?)];
    let sale = noon("2026-03-05").till().sell(SaleId::new(), &cart, &five)?;
    assert_eq!(sale.lines[0].picks[0].batch, "EARLY"); // its last good day
    assert_eq!(shop.stockroom().explain_cost(sale.id)?.cost.minor(), 100); // the oldest receipt

    let early = Cart::new().line(CartLine::new(milk, dec!(1)).batch("EARLY"));
    let refused = noon("2026-03-06").till().sell(SaleId::new(), &early, &five).unwrap_err();
    assert_eq!(refused.code(), "expired");
    noon("2026-03-06").approved_by("boss").till().sell(SaleId::new(), &early, &five)?;
    let two = Cart::new().add(milk, dec!(2));
    noon("2026-03-06").till().sell(SaleId::new(), &two, &[Tender::card(shop.money(dec!(10))?)])?;
    assert_eq!(shop.stockroom().levels(&[milk])?, []);
    assert!(shop.office().verify()?.is_clean());
    Ok(())
}

#[test]
fn tax_on_top_and_tax_inside() -> Result<()> {
    for (include, total, tax) in [(true, 10_000, 1_150), (false, 11_300, 1_300)] {
        let settings = Settings { prices_include_tax: include, ..Settings::default() };
        let shop = Shop::create(MemoryStore::default(), settings)?;
        let vat = TaxCode::new("V13", Rate::try_from(dec!(0.13))?)?;
        shop.catalog().put_tax_codes(DocumentId::new(), &[vat])?;
        let pot = shop.catalog().add(NewProduct::new("Pot").price(dec!(100)).tax_code("V13"))?.variants[0].id;
        shop.stockroom().open_with(DocumentId::new(), None, &[OpeningStockLine::new(pot, dec!(1), dec!(40))])?;
        let cart = Cart::new().add(pot, dec!(1));
        let quote = shop.till().price(&cart)?;
        assert_eq!((quote.total.minor(), quote.tax.minor()), (total, tax));
        let sale = shop.till().sell(SaleId::new(), &cart, &[Tender::alipay(quote.total)])?;
        let back = [RefundLine::new(0, dec!(1))];
        let refund = shop.till().refund(RefundId::new(), sale.id, &back, RefundTo::SameTenders, "returned")?;
        assert_eq!((refund.total.minor(), refund.lines[0].tax.minor()), (total, tax));
        assert!(shop.office().verify()?.is_clean());
    }
    Ok(())
}

#[test]
fn counts_write_offs_transfers_and_supplier_returns() -> Result<()> {
    let shop = Shop::memory()?;
    let supplier = supplier(&shop);
    let tea = tea(&shop);
    let back_room = Location { id: LocationId::new(), name: "Back room".into() };
    shop.catalog().put_locations(DocumentId::new(), std::slice::from_ref(&back_room))?;
    let floor = shop.catalog().locations()?[0].id;

    let receipt = shop.purchasing().receive_from(
        ReceiptId::new(),
        supplier,
        None,
        &[tillbook::shop::ReceiptLine::of(tea, dec!(10), dec!(4))],
    )?;
    let stockroom = shop.stockroom();
    stockroom.transfer(DocumentId::new(), floor, back_room.id, &[TransferLine::new(tea, dec!(4))])?;
    let count = stockroom.count(DocumentId::new(), None, &[CountLine::new(tea, dec!(5)).reason("missing")])?;
    assert_eq!((count.lines[0].expected, count.lines[0].counted), (q(6), q(5)));
    stockroom.count(DocumentId::new(), Some(back_room.id), &[CountLine::new(tea, dec!(6))])?;
    stockroom.write_off(DocumentId::new(), None, &[WriteOffLine::new(tea, dec!(1), "damaged")])?;
    let mut back = SupplierReturnLine::new(0, dec!(2));
    back.refund = Some(dec!(7.00));
    shop.purchasing().return_goods(DocumentId::new(), receipt.id, &[back])?;
    assert_eq!(shop.stockroom().on_hand(tea)?, (q(8), shop.money(dec!(32))?));
    let levels: Vec<_> = stockroom.levels(&[tea])?.iter().map(|l| l.quantity).collect();
    assert_eq!(levels, [q(2), q(6)]);
    assert!(shop.office().verify()?.is_clean());
    Ok(())
}

#[test]
fn promotions_are_applied_and_explained() -> Result<()> {
    let shop = Shop::memory()?;
    let tea = tea(&shop);
    shop.stockroom().open_with(DocumentId::new(), None, &[OpeningStockLine::new(tea, dec!(9), dec!(4))])?;
    let mut off = Promotion::new(
        PromotionId::new(),
        "满50减5",
        Benefit::AmountOff { amount: Money::from_minor(500), per: Per::Order },
    );
    off.condition.min_amount = Some(Money::from_minor(5_000));
    shop.promotions().put(DocumentId::new(), &[off])?;
    let quote = shop.till().price(&Cart::new().add(tea, dec!(5)))?;
    assert_eq!(quote.total.minor(), 4_500);
    let quote = shop.till().price(&Cart::new().add(tea, dec!(4)))?;
    assert_eq!(quote.total.minor(), 4_000);
    assert_eq!(quote.promotions.unwrap().refused.len(), 1);
    Ok(())
}

#[test]
fn the_next_order_covers_what_is_low() -> Result<()> {
    let shop = Shop::memory()?;
    let supplier = supplier(&shop);
    let tea = tea(&shop);
    shop.catalog().edit(DocumentId::new(), &[VariantEdit::new(tea).reorder_point(dec!(10))])?;
    let supply = NewSupply { supplier, variant: tea, pack_size: dec!(6), last_cost: Some(dec!(4.10)), preferred: true };
    shop.purchasing().put_supplies(DocumentId::new(), &[supply])?;
    shop.stockroom().open_with(DocumentId::new(), None, &[OpeningStockLine::new(tea, dec!(3), dec!(4))])?;
    let proposal = shop.purchasing().propose()?;
    assert_eq!(proposal[0].supplier, Some(supplier));
    assert_eq!(proposal[0].lines[0].quantity, q(12)); // 3 + 12 > 10, 3 + 6 is not
    let lines: Vec<_> = proposal[0].lines.iter().map(tillbook::shop::ProposedLine::order_line).collect();
    shop.purchasing().order(OrderId::new(), supplier, &lines)?;
    assert_eq!(shop.purchasing().propose()?, []);
    Ok(())
}

#[test]
fn the_same_id_is_the_same_fact() -> Result<()> {
    let shop = Shop::memory()?;
    let tea = tea(&shop);
    shop.stockroom().open_with(DocumentId::new(), None, &[OpeningStockLine::new(tea, dec!(9), dec!(4))])?;
    let (id, cart) = (SaleId::new(), Cart::new().add(tea, dec!(1)));
    let ten = [Tender::cash(shop.money(dec!(10))?)];
    let first = shop.till().sell(id, &cart, &ten)?;
    assert_eq!(shop.till().sell(id, &cart, &ten)?, first);
    assert_eq!(shop.stockroom().on_hand(tea)?.0, q(8));
    let other = shop.till().sell(id, &Cart::new().add(tea, dec!(2)), &[Tender::cash(shop.money(dec!(20))?)]);
    assert!(matches!(other, Err(Error::IdReused { .. })));
    Ok(())
}

#[test]
fn a_restored_shop_goes_on_in_a_new_epoch() -> Result<()> {
    let store = Arc::new(MemoryStore::default());
    let shop = Shop::create(Arc::clone(&store), Settings::default())?;
    tea(&shop);
    let restored = Shop::open_with(Arc::clone(&store), ShopOptions { restored: true, ..ShopOptions::default() })?;
    restored.catalog().add(NewProduct::new("Coffee"))?;
    restored.catalog().add(NewProduct::new("Cocoa"))?;
    let query = DocumentQuery::After { after: PostNo::NONE, limit: 10 };
    let slots: Vec<_> = store.read(|tx| tx.documents(&query))?.into_iter().map(|d| d.header.slot).collect();
    let places: Vec<_> = slots.iter().map(|slot| slot.seq).collect();
    assert_eq!(places, [1, 2, 3, 4]);
    assert_eq!(slots[0].epoch, slots[1].epoch);
    assert_ne!(slots[1].epoch, slots[2].epoch);
    assert_eq!(slots[2].epoch, slots[3].epoch);
    assert!(restored.office().verify()?.is_clean());
    Ok(())
}

#[test]
fn a_void_undoes_a_sale() -> Result<()> {
    let shop = Shop::memory()?;
    let tea = tea(&shop);
    shop.stockroom().open_with(DocumentId::new(), None, &[OpeningStockLine::new(tea, dec!(9), dec!(4))])?;
    let cart = Cart::new().add(tea, dec!(1));
    let sale = shop.till().sell(SaleId::new(), &cart, &[Tender::cash(shop.money(dec!(20))?)])?;
    shop.till().void(DocumentId::new(), sale.id, "typed wrong")?;
    assert_eq!(shop.stockroom().on_hand(tea)?, (q(9), shop.money(dec!(36))?));
    assert_eq!(shop.till().void(DocumentId::new(), sale.id, "again").unwrap_err().code(), "wrong_state");
    assert!(shop.office().verify()?.is_clean());
    assert!(shop.office().rebuild()?.is_clean());
    assert!(shop.office().verify()?.is_clean());
    Ok(())
}

/// Sold short, previewed, covered.
#[test]
fn what_is_sold_short_is_listed_until_goods_cover_it() {
    let settings = Settings { negative_stock: tillbook::costing::NegativeStock::Allow, ..Settings::default() };
    let shop = Shop::create(tillbook::storage::MemoryStore::default(), settings).unwrap();
    let tea = shop.catalog().add(NewProduct::new("Tea").price(dec!(9))).unwrap().variants[0].id;
    let stock = |quantity, cost| [OpeningStockLine::new(tea, quantity, cost)];
    shop.stockroom().open_with(DocumentId::new(), None, &stock(dec!(2), dec!(5))).unwrap();
    let cart = Cart::new().add(tea, dec!(3));
    let paid = [Tender::wechat(shop.money(dec!(27)).unwrap())];
    let sale = shop.till().sell(SaleId::new(), &cart, &paid).unwrap();
    let open = shop.stockroom().shortages().unwrap();
    assert_eq!((open.len(), open[0].document, open[0].quantity), (1, sale.id.into(), "1".parse().unwrap()));
    assert_eq!(open[0].provisional, shop.money(dec!(5)).unwrap());

    let ((), changes) =
        shop.preview(|shop| shop.stockroom().open_with(DocumentId::new(), None, &stock(dec!(4), dec!(7)))).unwrap();
    assert_eq!((changes.len(), changes[0].document), (1, sale.id.into()));
    assert_eq!(changes[0].cost, shop.money(dec!(2)).unwrap());
    assert_eq!(shop.stockroom().shortages().unwrap(), open, "a preview posts nothing");

    shop.stockroom().open_with(DocumentId::new(), None, &stock(dec!(4), dec!(7))).unwrap();
    assert_eq!(shop.stockroom().shortages().unwrap(), []);
    assert_eq!(shop.stockroom().explain_cost(sale.id).unwrap().cost, shop.money(dec!(17)).unwrap());
    assert_eq!(shop.stockroom().on_hand(tea).unwrap(), ("3".parse().unwrap(), shop.money(dec!(21)).unwrap()));
    assert!(shop.office().verify().unwrap().is_clean());
}
