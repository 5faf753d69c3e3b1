use rust_decimal_macros::dec;
use tillbook::party::{Member, Supplier};
use tillbook::promotion::{Benefit, BundleItem, Condition, Per, Promotion, Reward, Scope};
use tillbook::shop::NewSupply;
use tillbook::value::{
    CategoryId, DocumentId, MemberId, Money, ProductId, PromotionId, Quantity, Rate, SupplierId, VariantId,
};

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
    refuses(&[Promotion { max_uses: Some(0), ..whole.clone() }], "invalid", &["records[0].max_uses", "0"]);
    refuses(&[whole.clone(), whole.clone()], "invalid", &[&whole.id.to_string()]);
    bench.goes_on();
}

#[test]
fn a_promotion_names_goods_that_are_on_record() {
    let bench = Bench::new();
    let offer = |name: &str, benefit| Promotion::new(PromotionId::derived("bench", name), name, benefit);
    let whole = || offer("whole", Benefit::PercentOff { rate: Rate::ONE });
    let refuses = |wrong: Promotion, names: &[&str]| {
        let offers = [whole(), wrong];
        bench.refuses("not_found", names, |shop| shop.promotions().put(DocumentId::new(), &offers));
    };
    let (category, product, variant) = (CategoryId::new(), ProductId::new(), VariantId::new());
    let scopes = [
        (Scope::Categories(vec![category]), category.to_string()),
        (Scope::Products(vec![bench.tea_product, product]), product.to_string()),
        (Scope::Variants(vec![bench.tea, bench.milk, variant]), variant.to_string()),
        // An id of another kind is none.
        (Scope::Variants(vec![VariantId::from_uuid(bench.tea_product.uuid())]), bench.tea_product.to_string()),
    ];
    for (scope, id) in scopes {
        refuses(Promotion { scope: scope.clone(), ..offer("p", whole().benefit) }, &["records[1].scope", &id]);
        let condition = Condition { scope: Some(scope.clone()), ..Condition::default() };
        refuses(Promotion { condition, ..offer("p", whole().benefit) }, &["records[1].condition.scope", &id]);
        let reward = Reward::PercentOff(Rate::ONE);
        let benefit = Benefit::BuyXGetY { buy: 1, get: 1, get_scope: Some(scope), reward };
        refuses(offer("p", benefit), &["records[1].benefit.get_scope", &id]);
    }
    let items = [bench.tea, variant].map(|variant| BundleItem { variant, units: 1 });
    let bundle = Benefit::BundlePrice { items: items.to_vec(), price: Money::from_minor(100) };
    refuses(offer("p", bundle), &["records[1].benefit.items", &variant.to_string()]);
    let gift = Benefit::Gift { variant, quantity: Quantity::from_micros(1), per: Per::Order };
    refuses(offer("p", gift), &["records[1].benefit.variant", &variant.to_string()]);
    bench.goes_on();
}

/// Many offers cost the storage a few calls, not one for each of the goods they name.
#[test]
fn goods_of_promotions_are_looked_up_together() {
    let bench = Bench::new();
    let put = |count: usize| {
        let of = |n: usize| {
            let gift = Benefit::Gift { variant: bench.milk, quantity: Quantity::from_micros(1), per: Per::Order };
            let scope = [Scope::Variants(vec![bench.tea]), Scope::Products(vec![bench.tea_product])][n % 2].clone();
            Promotion { scope, ..Promotion::new(PromotionId::new(), format!("Gift {n}"), gift) }
        };
        let offers: Vec<Promotion> = (0..count).map(of).collect();
        bench.store.records_read(|| bench.shop.promotions().put(DocumentId::new(), &offers).unwrap())
    };
    // After the first edit each one finds the catalog changed.
    put(1);
    assert_eq!(put(400), put(2));
    bench.goes_on();
}
