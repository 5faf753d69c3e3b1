use rust_decimal::Decimal;
use rust_decimal_macros::dec;
use tillbook::Error;
use tillbook::catalog::{Category, Location, Pack, TaxCode};
use tillbook::ledger::CostingMethod;
use tillbook::pricing::Cart;
use tillbook::shop::{NewProduct, NewVariant, VariantEdit};
use tillbook::value::{CategoryId, DocumentId, LocationId, ProductId, Rate, VariantId};

use crate::bench::{Bench, TEA_BARCODE, tea};

#[track_caller]
fn refuses_product(bench: &Bench, product: NewProduct, code: &str, names: &[&str]) -> Error {
    bench.refuses(code, names, |shop| shop.catalog().add(product))
}

#[track_caller]
fn refuses_edit(bench: &Bench, edit: VariantEdit, code: &str, names: &[&str]) {
    bench.refuses(code, names, |shop| shop.catalog().edit(DocumentId::new(), &[edit]));
}

#[test]
fn what_a_product_names_has_to_be_known() {
    let bench = Bench::new();
    let nowhere = CategoryId::new();
    refuses_product(&bench, NewProduct::new("A").category(nowhere), "not_found", &[&nowhere.to_string()]);
    refuses_product(&bench, NewProduct::new("A").tax_code("V99"), "not_found", &["V99"]);
    let pack = NewVariant { pack_barcodes: vec![("X-1".into(), "box".into())], ..NewVariant::default() };
    refuses_product(&bench, NewProduct::new("A").variant(pack), "not_found", &["box"]);
    let (product, variant) = (ProductId::new(), VariantId::new());
    bench.refuses("not_found", &[&product.to_string()], |shop| shop.catalog().product(product));
    bench.refuses("not_found", &[&variant.to_string()], |shop| shop.catalog().variant(variant));
    bench.refuses("not_found", &[&variant.to_string()], |shop| shop.catalog().variants(Some(variant), 10));
    refuses_edit(&bench, VariantEdit::new(variant).price(dec!(1)), "not_found", &[&variant.to_string()]);
    let mut known = bench.shop.catalog().product(bench.tea_product).unwrap().product;
    known.id = product;
    bench.refuses("not_found", &[&product.to_string()], |shop| {
        shop.catalog().edit_products(DocumentId::new(), &[known])
    });
    assert!(bench.shop.catalog().by_sku("NOBODY").unwrap().is_none());
    assert!(bench.shop.catalog().by_barcode("NOBODY").unwrap().is_none());
    bench.goes_on();
}

#[test]
fn texts_are_readable_and_short() {
    let bench = Bench::new();
    let long = "x".repeat(201);
    for (name, shown) in [("", "name"), ("  ", "name"), ("a\u{0}b", "\\0"), ("a\nb", "\\n"), (long.as_str(), "200")] {
        refuses_product(&bench, NewProduct::new(name), "invalid", &["products[0].name", shown]);
    }
    let of_brand = |brand: String| NewProduct { brand, ..NewProduct::new("A") };
    refuses_product(&bench, of_brand("a\u{7}".into()), "invalid", &["brand"]);
    refuses_product(&bench, of_brand(long.clone()), "invalid", &["brand", "200"]);
    for sku in ["", " A", "A\t", &"x".repeat(49)] {
        let variant = NewVariant::default().sku(sku);
        refuses_product(&bench, NewProduct::new("A").variant(variant), "invalid", &["products[0].variants[0].sku"]);
        let edit = VariantEdit { sku: Some(sku.into()), ..VariantEdit::new(bench.tea) };
        refuses_edit(&bench, edit, "invalid", &["edits[0].sku"]);
    }
    refuses_product(&bench, NewProduct::new("A").option("", ["x"]), "invalid", &["options[0].name"]);
    refuses_product(&bench, NewProduct::new("A").option("size", ["x", "x"]), "invalid", &["options[0].values", "x"]);
    let none: [&str; 0] = [];
    refuses_product(&bench, NewProduct::new("A").option("size", none), "invalid", &["options[0].values"]);
    bench.refuses("invalid", &["text"], |shop| shop.catalog().search("", 10));
    bench.refuses("invalid", &["text"], |shop| shop.catalog().starting_with("", 10));
    bench.goes_on();
}

#[test]
fn prices_and_points_are_not_negative() {
    let bench = Bench::new();
    for (price, shown) in
        [(dec!(-1), "-1"), (dec!(0.0000001), "0.0000001"), (Decimal::MAX, "79228162514264337593543950335")]
    {
        refuses_product(
            &bench,
            NewProduct::new("A").price(price),
            "invalid",
            &["products[0].variants[0].price", shown],
        );
        let edit = || VariantEdit::new(bench.tea);
        refuses_edit(&bench, edit().price(price), "invalid", &["edits[0].price", shown]);
        refuses_edit(&bench, edit().reorder_point(price), "invalid", &["edits[0].reorder_point", shown]);
        let member = VariantEdit { member_price: Some(Some(price)), ..edit() };
        refuses_edit(&bench, member, "invalid", &["edits[0].member_price", shown]);
        let lowest = VariantEdit { lowest_price: Some(Some(price)), ..edit() };
        refuses_edit(&bench, lowest, "invalid", &["edits[0].lowest_price", shown]);
    }
    let mut timeless = NewProduct::new("A");
    timeless.shelf_life_days = Some(0);
    refuses_product(&bench, timeless, "invalid", &["shelf_life_days", "0"]);
    assert_eq!(Pack::of("case", 0, 1).unwrap_err().code(), "invalid");
    assert_eq!(Rate::percent(dec!(-1)).unwrap_err().code(), "invalid");
    bench.goes_on();
}

#[test]
fn a_barcode_belongs_to_one_variant() {
    let bench = Bench::new();
    let with = |codes: &[&str]| {
        let barcodes = codes.iter().map(|code| (*code).to_string()).collect();
        NewProduct::new("A").variant(NewVariant { barcodes, ..NewVariant::default() })
    };
    refuses_product(&bench, with(&["6901234567893"]), "bad_check_digit", &["6901234567893", "2"]);
    refuses_product(&bench, with(&[TEA_BARCODE]), "duplicate", &[TEA_BARCODE, "Tea"]);
    refuses_product(&bench, with(&["06901234567892"]), "duplicate", &["6901234567892", "Tea"]);
    // One code in two spellings: UPC-A and EAN-13.
    refuses_product(&bench, with(&["036000291452", "0036000291452"]), "duplicate", &["36000291452"]);
    refuses_product(&bench, with(&["X-1", "X-1"]), "duplicate", &["X-1"]);
    bench.refuses("duplicate", &["36000291452"], |shop| {
        shop.catalog().add_all(DocumentId::new(), &[with(&["036000291452"]), with(&["0036000291452"])])
    });
    bench.shop.catalog().add(with(&["036000291452"])).unwrap();
    refuses_product(&bench, with(&["0036000291452"]), "duplicate", &["36000291452", "A"]);
    let edit = VariantEdit { add_barcodes: vec!["0036000291452".into()], ..VariantEdit::new(bench.tea) };
    refuses_edit(&bench, edit, "duplicate", &["36000291452", "A"]);
    let again = VariantEdit { add_barcodes: vec![TEA_BARCODE.into()], ..VariantEdit::new(bench.tea) };
    refuses_edit(&bench, again, "duplicate", &[TEA_BARCODE]);
    let unknown = VariantEdit { remove_barcodes: vec!["X-9".into()], ..VariantEdit::new(bench.tea) };
    refuses_edit(&bench, unknown, "not_found", &["X-9"]);
    bench.goes_on();
}

#[test]
fn barcodes_of_packs_are_added_later() {
    let bench = Bench::new();
    let edit = |code: &str, pack: &str| VariantEdit {
        add_pack_barcodes: vec![(code.into(), pack.into())],
        ..VariantEdit::new(bench.tea)
    };
    refuses_edit(&bench, edit("X-1", "pallet"), "not_found", &["pallet"]);
    refuses_edit(&bench, edit(TEA_BARCODE, "case"), "duplicate", &[TEA_BARCODE]);
    bench.shop.catalog().edit(DocumentId::new(), &[edit("X-1", "case")]).unwrap();
    assert_eq!(bench.shop.till().scan("X-1").unwrap().pack.as_deref(), Some("case"));
    bench.goes_on();
}

#[test]
fn keys_that_an_edit_gives_up_are_free_in_the_same_edit() {
    let bench = Bench::new();
    let give = VariantEdit { remove_barcodes: vec![TEA_BARCODE.into()], ..VariantEdit::new(bench.tea) };
    let take = VariantEdit { add_barcodes: vec![TEA_BARCODE.into()], ..VariantEdit::new(bench.milk) };
    bench.shop.catalog().edit(DocumentId::new(), &[give, take]).unwrap();
    assert_eq!(bench.shop.till().scan(TEA_BARCODE).unwrap().variant, bench.milk);
    let swap = |variant, sku: &str| VariantEdit { sku: Some(sku.into()), ..VariantEdit::new(variant) };
    bench.shop.catalog().edit(DocumentId::new(), &[swap(bench.tea, "MILK"), swap(bench.milk, "TEA")]).unwrap();
    assert_eq!(bench.shop.till().scan("TEA").unwrap().variant, bench.milk);
    bench.goes_on();
}

#[test]
fn a_sku_belongs_to_one_variant() {
    let bench = Bench::new();
    let named = |sku: &str| NewProduct::new("A").variant(NewVariant::default().sku(sku));
    refuses_product(&bench, named("TEA"), "duplicate", &["TEA", "Tea"]);
    bench.refuses("duplicate", &["NEW-1"], |shop| {
        shop.catalog().add_all(DocumentId::new(), &[named("NEW-1"), named("NEW-1")])
    });
    refuses_edit(
        &bench,
        VariantEdit { sku: Some("MILK".into()), ..VariantEdit::new(bench.tea) },
        "duplicate",
        &["MILK"],
    );
    let twice = [VariantEdit::new(bench.tea), VariantEdit::new(bench.tea)];
    bench.refuses("invalid", &["lines[1].variant", &bench.tea.to_string()], |shop| {
        shop.catalog().edit(DocumentId::new(), &twice)
    });
    // Numbers that the rule gives out step aside for those given by hand, also within one document.
    let added = bench.shop.catalog().add_all(DocumentId::new(), &[NewProduct::new("B"), named("P000001")]).unwrap();
    assert_eq!(added[0].variants[0].sku, "P000002");
    bench.goes_on();
}

#[test]
fn an_id_stands_for_one_product() {
    let bench = Bench::new();
    let product = tea();
    let product = NewProduct { variants: vec![NewVariant::default().sku("OOLONG")], ..product };
    let first = bench.shop.catalog().add(product.clone()).unwrap();
    let documents = bench.documents();
    assert_eq!(bench.shop.catalog().add(product.clone()).unwrap(), first);
    assert_eq!(bench.documents(), documents);
    let id = product.id.to_string();
    refuses_product(&bench, product.clone().price(dec!(11)), "id_reused", &[&id]);
    // Nor does another document take over what is there.
    let other = NewProduct { variants: vec![NewVariant::default().sku("OTHER")], ..product.clone() };
    bench.refuses("duplicate", &[&id, "Tea"], |shop| {
        shop.catalog().add_all(DocumentId::new(), std::slice::from_ref(&other))
    });
    let fresh = NewProduct { id: ProductId::new(), ..other };
    bench.refuses("invalid", &[&fresh.id.to_string()], |shop| {
        let mut second = fresh.clone();
        second.variants[0].sku = Some("OTHER-2".into());
        shop.catalog().add_all(DocumentId::new(), &[fresh.clone(), second])
    });
    let stolen = NewVariant { id: Some(bench.tea), ..NewVariant::default() };
    refuses_product(&bench, NewProduct::new("A").variant(stolen), "duplicate", &[&bench.tea.to_string(), "Tea"]);
    bench.goes_on();
}

#[test]
fn variants_are_combinations_of_the_options() {
    let bench = Bench::new();
    let shirt = || NewProduct::new("Shirt").option("size", ["S", "M"]);
    refuses_product(&bench, shirt().variant(NewVariant::default()), "invalid", &["variants[0].choices", "1"]);
    refuses_product(&bench, shirt().variant(NewVariant::of(["L"])), "invalid", &["variants[0].choices.size", "L"]);
    let twice = shirt().variant(NewVariant::of(["S"])).variant(NewVariant::of(["S"]));
    refuses_product(&bench, twice, "invalid", &["variants[1].choices", "S"]);
    let card = bench.shop.catalog().add(shirt()).unwrap();
    assert_eq!(card.variant(["L"]).unwrap_err().code(), "not_found");
    let mut smaller = card.product.clone();
    smaller.options[0].values.pop();
    bench
        .refuses("invalid", &["choices.size", "M"], |shop| shop.catalog().edit_products(DocumentId::new(), &[smaller]));
    bench.refuses("invalid", &[&card.product.id.to_string()], |shop| {
        shop.catalog().edit_products(DocumentId::new(), &[card.product.clone(), card.product.clone()])
    });
    bench.goes_on();
}

#[test]
fn a_document_holds_not_too_much() {
    let bench = Bench::new();
    let digits = || (0..11).map(|i| i.to_string());
    let wide = NewProduct::new("A").option("a", digits()).option("b", digits()).option("c", digits());
    refuses_product(&bench, wide, "invalid", &["options", "1000"]);
    // Looked at before its values are compared with each other.
    let endless = NewProduct::new("A").option("a", (0..200_000).map(|i| i.to_string()));
    refuses_product(&bench, endless, "invalid", &["options[0].values", "200000", "1000"]);
    let mut optional = NewProduct::new("A");
    (0..6).for_each(|i| optional = optional.clone().option(i.to_string(), ["x"]));
    refuses_product(&bench, optional, "invalid", &["options", "6", "5"]);
    let crowd = NewProduct { variants: vec![NewVariant::default(); 200_000], ..NewProduct::new("A") };
    refuses_product(&bench, crowd, "invalid", &["variants", "200000"]);
    let many = vec![NewProduct::new("A"); 5_001];
    bench.refuses("invalid", &["products", "5001", "5000"], |shop| shop.catalog().add_all(DocumentId::new(), &many));
    let edits = vec![VariantEdit::new(bench.tea); 5_001];
    bench.refuses("invalid", &["5001", "5000"], |shop| shop.catalog().edit(DocumentId::new(), &edits));
    let products = vec![bench.shop.catalog().product(bench.tea_product).unwrap().product; 5_001];
    bench.refuses("invalid", &["products", "5001"], |shop| shop.catalog().edit_products(DocumentId::new(), &products));
    bench.refuses("empty", &[], |shop| shop.catalog().edit(DocumentId::new(), &[]));
    bench.refuses("empty", &[], |shop| shop.catalog().add_all(DocumentId::new(), &[]));
    bench.refuses("empty", &[], |shop| shop.catalog().put_categories(DocumentId::new(), &[]));
    bench.goes_on();
}

fn category(name: &str, parent: Option<CategoryId>) -> Category {
    let costing: Option<CostingMethod> = None;
    Category { id: CategoryId::derived("bench", name), name: name.into(), parent, costing }
}

fn put(bench: &Bench, categories: &[Category]) {
    bench.shop.catalog().put_categories(DocumentId::new(), categories).unwrap();
}

#[test]
fn categories_are_a_tree() {
    let bench = Bench::new();
    let refuses = |categories: &[Category], code, names: &[&str]| {
        bench.refuses(code, names, |shop| shop.catalog().put_categories(DocumentId::new(), categories));
    };
    let nowhere = CategoryId::new();
    refuses(&[category("a", Some(nowhere))], "not_found", &[&nowhere.to_string()]);
    let (a, b) = (category("a", None), category("b", None));
    refuses(&[category("a", Some(a.id))], "invalid", &["records[0].parent", &a.id.to_string()]);
    refuses(&[category("a", Some(b.id)), category("b", Some(a.id))], "invalid", &["parent"]);
    refuses(&[category("", None)], "invalid", &["records[0].name"]);
    refuses(&[a.clone(), a.clone()], "invalid", &[&a.id.to_string()]);
    put(&bench, &[a.clone(), category("b", Some(a.id))]);
    refuses(&[category("a", Some(b.id))], "invalid", &["records[0].parent"]);
    bench.goes_on();
}

#[test]
fn a_branch_is_not_hung_so_deep_that_its_goods_are_lost() {
    let bench = Bench::new();
    let chain = |name: &str| -> Vec<Category> {
        let id = |depth: usize| CategoryId::derived("bench", &format!("{name}{depth}"));
        (0..20_usize).map(|depth| category(&format!("{name}{depth}"), depth.checked_sub(1).map(id))).collect()
    };
    let (trunk, branch) = (chain("trunk"), chain("branch"));
    put(&bench, &trunk);
    put(&bench, &branch);
    let leaf = NewProduct::new("Leaf").category(branch[19].id);
    let leaf = bench.shop.catalog().add(leaf).unwrap().variants[0].id;
    let deep = category("branch0", Some(trunk[19].id));
    bench.refuses("invalid", &["parent"], |shop| shop.catalog().put_categories(DocumentId::new(), &[deep]));
    assert!(bench.shop.till().price(&Cart::new().add(leaf, dec!(1))).is_ok());
    bench.goes_on();
}

/// What would be forgotten is refused.
#[test]
fn there_are_not_too_many_of_a_kind() {
    let bench = Bench::new();
    let all: Vec<Category> = (0..10_001).map(|i| category(&i.to_string(), None)).collect();
    let (last, fit) = all.split_last().unwrap();
    fit.chunks(5_000).for_each(|chunk| put(&bench, chunk));
    bench.refuses("invalid", &["categories", "10001", "10000"], |shop| {
        shop.catalog().put_categories(DocumentId::new(), std::slice::from_ref(last))
    });
    // Those that are known may be edited.
    put(&bench, &all[..2]);
    assert_eq!(bench.shop.catalog().categories().unwrap().len(), 10_000);
}

#[test]
fn the_same_rule_again_goes_on() {
    let bench = Bench::new();
    let catalog = bench.shop.catalog();
    let sku = |name: &str| catalog.add(NewProduct::new(name)).unwrap().variants[0].sku.clone();
    let rule = |rule: &str| catalog.set_sku_rule(DocumentId::new(), rule).unwrap();
    rule("A-##");
    assert_eq!([sku("a"), sku("b")], ["A-01", "A-02"]);
    rule("A-##");
    assert_eq!(catalog.add(NewProduct::new("c").variant(NewVariant::default().sku("A-04"))).unwrap().variants.len(), 1);
    // Numbers that nobody was given are not lost, those given by hand are left out.
    assert_eq!([sku("d"), sku("e")], ["A-03", "A-05"]);
    let many: Vec<NewProduct> = (0..94).map(|i| NewProduct::new(format!("n{i}"))).collect();
    let cards = catalog.add_all(DocumentId::new(), &many).unwrap();
    assert_eq!(cards.last().unwrap().variants[0].sku, "A-99");
    rule("B-##");
    assert_eq!(sku("f"), "B-01");
    bench.goes_on();
}

/// Hundreds of new products cost the storage a few calls, not one each.
#[test]
fn new_codes_are_asked_for_in_blocks() {
    let bench = Bench::new();
    let many: Vec<NewProduct> = (0..500).map(|i| NewProduct::new(format!("n{i}"))).collect();
    let cards = bench.shop.catalog().add_all(DocumentId::new(), &many).unwrap();
    let asked = bench.store.records_read(|| {
        let more: Vec<NewProduct> = (0..500).map(|i| NewProduct::new(format!("m{i}"))).collect();
        bench.shop.catalog().add_all(DocumentId::new(), &more).unwrap();
    });
    assert!(asked < 50, "{asked} calls");
    let products: Vec<_> = cards.into_iter().map(|card| card.product).collect();
    let asked = bench.store.records_read(|| {
        bench.shop.catalog().edit_products(DocumentId::new(), &products).unwrap();
    });
    assert!(asked < 50, "{asked} calls");
}

#[test]
fn tax_codes_locations_and_rules_are_checked() {
    let bench = Bench::new();
    let tax = |code: &str| TaxCode { code: code.into(), name: "Tax".into(), rate: Rate::ZERO };
    bench
        .refuses("invalid", &["records[0].code"], |shop| shop.catalog().put_tax_codes(DocumentId::new(), &[tax(" V")]));
    bench.refuses("invalid", &["V1"], |shop| shop.catalog().put_tax_codes(DocumentId::new(), &[tax("V1"), tax("V1")]));
    let place = Location { id: LocationId::new(), name: "a\rb".into() };
    bench.refuses("invalid", &["records[0].name", "\\r"], |shop| {
        shop.catalog().put_locations(DocumentId::new(), &[place])
    });
    for rule in ["", "A", "#-#", " #", &"#".repeat(33)] {
        bench.refuses("invalid", &["code_rule"], |shop| shop.catalog().set_sku_rule(DocumentId::new(), rule));
    }
    // A rule whose codes no scanner could read, or that lacks the check digit.
    for rule in ["货##", "2############", "2###########"] {
        let refused = bench.shop.catalog().set_barcode_rule(DocumentId::new(), rule);
        assert!(refused.is_err(), "{rule}");
    }
    bench.shop.catalog().set_barcode_rule(DocumentId::new(), "21#C").unwrap();
    let all: Vec<NewProduct> = (0..10)
        .map(|i| {
            let variant = NewVariant { in_store_barcode: true, ..NewVariant::default() };
            NewProduct::new(format!("Own {i}")).variant(variant)
        })
        .collect();
    bench.refuses("invalid", &["serial", "10", "9"], |shop| shop.catalog().add_all(DocumentId::new(), &all));
    bench.goes_on();
}
