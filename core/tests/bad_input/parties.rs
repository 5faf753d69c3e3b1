use rust_decimal_macros::dec;
use tillbook::party::{Member, Supplier};
use tillbook::promotion::{Benefit, Promotion, Scope};
use tillbook::shop::NewSupply;
use tillbook::value::{CategoryId, DocumentId, MemberId, PromotionId, Rate, SupplierId, VariantId};

use crate::bench::{Bench, member, supplier};

#[test]
fn a_member_has_a_code_of_their_own() {
    let bench = Bench::new();
    let refuses = |members: &[Member], code, names: &[&str]| {
        bench.refuses(code, names, |shop| shop.members().put(DocumentId::new(), members));
    };
    let twin = Member { id: MemberId::new(), ..member("M1") };
    let error = bench.refuses("duplicate", &["M1", "Member M1"], |shop| {
        shop.members().put(DocumentId::new(), std::slice::from_ref(&twin))
    });
    assert!(!error.to_string().contains("member:M1"), "{error}");
    refuses(&[member("M2"), Member { id: MemberId::new(), ..member("M2") }], "duplicate", &["M2"]);
    refuses(&[member("M2"), member("M2")], "invalid", &[&member("M2").id.to_string()]);
    refuses(&[Member { code: String::new(), ..member("M2") }], "invalid", &["records[0].code"]);
    refuses(&[Member { name: "a\u{1b}[2J".into(), ..member("M2") }], "invalid", &["records[0].name"]);
    refuses(&[], "empty", &[]);
    let nobody = MemberId::new();
    bench.refuses("not_found", &[&nobody.to_string()], |shop| shop.members().member(nobody));
    assert!(bench.shop.members().by_code("M2").unwrap().is_none());
    bench.goes_on();
}

#[test]
fn a_document_id_stands_for_one_edit() {
    let bench = Bench::new();
    let id = DocumentId::new();
    bench.shop.members().put(id, &[member("M2")]).unwrap();
    let documents = bench.documents();
    bench.shop.members().put(id, &[member("M2")]).unwrap();
    assert_eq!(bench.documents(), documents);
    bench.refuses("id_reused", &[&id.to_string(), "records"], |shop| shop.members().put(id, &[member("M3")]));
    bench.refuses("id_reused", &[&id.to_string(), "records"], |shop| {
        shop.purchasing().put_suppliers(id, &[supplier("S2")])
    });
    bench.goes_on();
}

#[test]
fn a_supplier_has_a_code_of_its_own() {
    let bench = Bench::new();
    let refuses = |suppliers: &[Supplier], code, names: &[&str]| {
        bench.refuses(code, names, |shop| shop.purchasing().put_suppliers(DocumentId::new(), suppliers));
    };
    let twin = Supplier { id: SupplierId::new(), ..supplier("S1") };
    refuses(std::slice::from_ref(&twin), "duplicate", &["S1", "Supplier S1"]);
    refuses(&[supplier("S2"), Supplier { id: SupplierId::new(), ..supplier("S2") }], "duplicate", &["S2"]);
    refuses(&[Supplier { review_weekday: Some(8), ..supplier("S2") }], "invalid", &["review_weekday", "8", "7"]);
    refuses(&[Supplier { name: "x".repeat(201), ..supplier("S2") }], "invalid", &["records[0].name", "200"]);
    bench.goes_on();
}

#[test]
fn a_supply_joins_what_is_known() {
    let bench = Bench::new();
    let supply = NewSupply {
        supplier: bench.supplier,
        variant: bench.tea,
        pack_size: dec!(24),
        last_cost: Some(dec!(6)),
        preferred: true,
    };
    let refuses = |supplies: &[NewSupply], code, names: &[&str]| {
        bench.refuses(code, names, |shop| shop.purchasing().put_supplies(DocumentId::new(), supplies));
    };
    let (nobody, nothing) = (SupplierId::new(), VariantId::new());
    refuses(&[NewSupply { supplier: nobody, ..supply.clone() }], "not_found", &[&nobody.to_string()]);
    refuses(&[NewSupply { variant: nothing, ..supply.clone() }], "not_found", &[&nothing.to_string()]);
    refuses(&[NewSupply { pack_size: dec!(0), ..supply.clone() }], "invalid", &["lines[0].pack_size", "0"]);
    refuses(&[NewSupply { last_cost: Some(dec!(-1)), ..supply.clone() }], "invalid", &["lines[0].last_cost", "-1"]);
    refuses(&[supply.clone(), supply.clone()], "invalid", &["supply"]);
    bench.goes_on();
}

#[test]
fn a_promotion_makes_sense() {
    let bench = Bench::new();
    let promotion = |rate| Promotion::new(PromotionId::derived("bench", "p"), "Sale", Benefit::PercentOff { rate });
    let whole = promotion(Rate::ONE);
    let refuses = |promotions: &[Promotion], code, names: &[&str]| {
        bench.refuses(code, names, |shop| shop.promotions().put(DocumentId::new(), promotions));
    };
    refuses(&[promotion(Rate::ZERO)], "invalid", &["records[0].benefit.rate", "0"]);
    refuses(&[Promotion { name: " ".into(), ..whole.clone() }], "invalid", &["records[0].name"]);
    refuses(&[Promotion { name: "x".repeat(201), ..whole.clone() }], "invalid", &["records[0].name", "200"]);
    let coupon = |code: String| Promotion { requires_coupon: Some(code), ..whole.clone() };
    refuses(&[coupon("x".repeat(49))], "invalid", &["records[0].requires_coupon", "48"]);
    refuses(&[coupon(" A".into())], "invalid", &["records[0].requires_coupon"]);
    let nowhere = CategoryId::new();
    let mut scoped = Promotion { scope: Scope::Categories(vec![nowhere]), ..whole.clone() };
    refuses(&[scoped.clone()], "not_found", &[&nowhere.to_string()]);
    scoped.condition.scope = Some(std::mem::take(&mut scoped.scope));
    refuses(&[scoped], "not_found", &[&nowhere.to_string()]);
    refuses(&[Promotion { max_uses: Some(0), ..whole.clone() }], "invalid", &["records[0].max_uses", "0"]);
    refuses(&[whole.clone(), whole.clone()], "invalid", &[&whole.id.to_string()]);
    bench.goes_on();
}
