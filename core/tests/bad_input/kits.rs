use rust_decimal::Decimal;
use rust_decimal_macros::dec;
use tillbook::costing::NegativeStock;
use tillbook::ledger::TenderMethod;
use tillbook::pricing::{Cart, CartLine};
use tillbook::shop::{
    CountLine, NewPart, NewProduct, NewSupply, NewVariant, OpeningStockLine, ReceiptLine, RefundLine, RefundTo,
    ReturnedGoods, Tender, TransferLine, UnlinkedReturn, VariantEdit, WriteDownLine, WriteOffLine, line,
};
use tillbook::value::{DocumentId, OrderId, ReceiptId, RefundId, SaleId, VariantId};

use crate::bench::Bench;

/// A breakfast of tea and half a milk, for 12.00.
fn breakfast(bench: &Bench) -> VariantId {
    let product = NewProduct::new("Breakfast").price(dec!(12)).variant(NewVariant::default().sku("SET"));
    let product = product.part(NewPart::new(bench.tea, dec!(1))).part(NewPart::new(bench.milk, dec!(0.5)));
    bench.shop.catalog().add(product).unwrap().variants[0].id
}

#[test]
fn a_kit_is_made_of_goods_on_record() {
    let bench = Bench::new();
    let kit = breakfast(&bench);
    let made_of = |parts: Vec<NewPart>| NewProduct { parts, ..NewProduct::new("Kit") };
    let refuses = |parts: Vec<NewPart>, code: &str, names: &[&str]| {
        bench.refuses(code, names, |shop| shop.catalog().add(made_of(parts.clone())));
        let edit = VariantEdit::new(kit).parts(parts);
        bench.refuses(code, names, |shop| shop.catalog().edit(DocumentId::new(), &[edit]));
    };
    let unknown = VariantId::new();
    refuses(vec![NewPart::new(unknown, dec!(1))], "not_found", &[&unknown.to_string()]);
    for quantity in [Decimal::ZERO, dec!(-1)] {
        let parts = vec![NewPart::new(bench.milk, dec!(1)), NewPart::new(bench.tea, quantity)];
        refuses(parts, "invalid", &["parts[1].quantity", &quantity.to_string()]);
    }
    refuses(vec![NewPart::new(bench.tea, dec!(0.0000001))], "invalid", &["parts[0].quantity", "0.0000001"]);
    refuses(vec![NewPart::new(bench.tea, dec!(1)).pack("barrel")], "not_found", &["barrel"]);
    let twice = vec![NewPart::new(bench.tea, dec!(1)), NewPart::new(bench.tea, dec!(2))];
    refuses(twice, "invalid", &["parts[1].variant", &bench.tea.to_string()]);
    let many = (0..101).map(|_| NewPart::new(VariantId::new(), dec!(1))).collect();
    refuses(many, "invalid", &["parts", "101", "100"]);
    // Kits of kits, and of themselves.
    bench.refuses("wrong_state", &["SET", "kit"], |shop| shop.catalog().add(made_of(vec![NewPart::new(kit, dec!(1))])));
    let itself = VariantEdit::new(kit).parts([NewPart::new(kit, dec!(1))]);
    bench.refuses("invalid", &["parts[0].variant", &kit.to_string()], |shop| {
        shop.catalog().edit(DocumentId::new(), &[itself])
    });
    bench.goes_on();
}

#[test]
fn a_kit_has_no_stock_and_is_part_of_nothing() {
    let bench = Bench::new();
    breakfast(&bench);
    let edit = |variant, part| VariantEdit::new(variant).parts([NewPart::new(part, dec!(1))]);
    // Tea has moved.
    bench.refuses("goods_moved", &["TEA", "parts"], |shop| {
        shop.catalog().edit(DocumentId::new(), &[edit(bench.tea, bench.milk)])
    });
    // Jam has not, but is part of a toast.
    let goods = |sku: &str| NewProduct::new(sku).price(dec!(3)).variant(NewVariant::default().sku(sku));
    let jam = bench.shop.catalog().add(goods("JAM")).unwrap().variants[0].id;
    let toast = bench.shop.catalog().add(goods("TOAST").part(NewPart::new(jam, dec!(0.1)))).unwrap().variants[0].id;
    bench.refuses("invalid", &["parts", "JAM", "TOAST"], |shop| {
        shop.catalog().edit(DocumentId::new(), &[edit(jam, bench.tea)])
    });
    // Not even when both are said at once, unless the toast is none any more.
    bench.refuses("wrong_state", &["JAM", "kit"], |shop| {
        shop.catalog().edit(DocumentId::new(), &[edit(toast, jam), edit(jam, bench.tea)])
    });
    bench.shop.catalog().edit(DocumentId::new(), &[edit(toast, bench.tea), edit(jam, bench.tea)]).unwrap();
    let point = VariantEdit { reorder_point: Some(Some(dec!(2))), ..VariantEdit::new(toast) };
    bench.refuses("invalid", &["reorder_point", "2"], |shop| shop.catalog().edit(DocumentId::new(), &[point]));
    let cost = VariantEdit { assumed_cost: Some(Some(dec!(2))), ..VariantEdit::new(toast) };
    bench.refuses("invalid", &["assumed_cost", "2"], |shop| shop.catalog().edit(DocumentId::new(), &[cost]));
    bench.goes_on();
}

#[test]
fn kits_are_not_received_counted_or_carried() {
    let bench = Bench::new();
    let kit = breakfast(&bench);
    let names = ["SET", "kit"];
    let document = DocumentId::new;
    let one = dec!(1);
    bench.refuses("wrong_state", &names, |shop| {
        shop.purchasing().receive_from(ReceiptId::new(), bench.supplier, None, &[ReceiptLine::of(kit, one, one)])
    });
    bench.refuses("wrong_state", &names, |shop| {
        shop.purchasing().order(OrderId::new(), bench.supplier, &[line(kit, one, one)])
    });
    bench.refuses("wrong_state", &names, |shop| {
        let (pack_size, last_cost, preferred) = (one, None, true);
        let supply = NewSupply { supplier: bench.supplier, variant: kit, pack_size, last_cost, preferred };
        shop.purchasing().put_supplies(document(), &[supply])
    });

    bench.refuses("wrong_state", &names, |shop| {
        shop.stockroom().open_with(document(), None, &[OpeningStockLine::new(kit, one, one)])
    });
    bench.refuses("wrong_state", &names, |shop| shop.stockroom().count(document(), None, &[CountLine::new(kit, one)]));
    bench.refuses("wrong_state", &names, |shop| {
        shop.stockroom().write_off(document(), None, &[WriteOffLine::new(kit, one, "broken")])
    });
    bench.refuses("wrong_state", &names, |shop| {
        shop.stockroom().write_down(document(), None, &[WriteDownLine::new(kit, one, "old")])
    });
    bench.refuses("wrong_state", &names, |shop| {
        let lines = [TransferLine::new(kit, one)];
        shop.stockroom().transfer(document(), bench.floor, bench.back_room, &lines)
    });
    bench.refuses("wrong_state", &names, |shop| {
        let back = UnlinkedReturn::new(TenderMethod::Cash, "no slip").line(ReturnedGoods::new(kit, one, one));
        shop.till().refund_without_sale(RefundId::new(), &back)
    });
    bench.goes_on();
}

#[test]
fn a_kit_sells_while_its_parts_last() {
    let bench = Bench::new();
    let kit = breakfast(&bench);
    let sell = |cart: Cart, code: &str, names: &[&str]| {
        bench.refuses(code, names, |shop| {
            shop.till().sell(SaleId::new(), &cart, &[Tender::cash(shop.money(dec!(12))?)])
        });
    };
    sell(Cart::new().add(kit, dec!(21)), "out_of_stock", &["MILK", "10.5"]);
    sell(Cart::new().line(CartLine::new(kit, dec!(1)).batch("OLD")), "invalid", &["batch", "OLD"]);
    sell(Cart::new().add(kit, dec!(0)), "invalid", &["quantity", "0"]);
    // Goods that are not sold alone leave with a kit all the same; kits can be taken off the shelf themselves.
    let away = |variant| VariantEdit::new(variant).on_shelf(false);
    bench.shop.catalog().edit(DocumentId::new(), &[away(bench.milk)]).unwrap();
    let sale = bench.sell(&Cart::new().add(kit, dec!(1)));
    bench.shop.catalog().edit(DocumentId::new(), &[away(kit)]).unwrap();
    sell(Cart::new().add(kit, dec!(1)), "wrong_state", &["SET", "off_shelf"]);
    bench.refuses("refund_exceeds", &["2", "1"], |shop| {
        let lines = [RefundLine::new(0, dec!(2))];
        shop.till().refund(RefundId::new(), sale.id, &lines, RefundTo::SameTenders, "cold")
    });
    // Nothing comes back of so little of it.
    bench.refuses("invalid", &["quantity", "0.0000001"], |shop| {
        let lines = [RefundLine::new(0, dec!(0.0000001))];
        shop.till().refund(RefundId::new(), sale.id, &lines, RefundTo::SameTenders, "cold")
    });
    let edit = VariantEdit::new(bench.milk).negative_stock(NegativeStock::Forbid);
    bench.shop.catalog().edit(DocumentId::new(), &[edit]).unwrap();
    bench.goes_on();
}
