//! One case in a shop of its own.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::Value;
use tillbook::Shop;
use tillbook::catalog::{Category, TaxCode};
use tillbook::costing::NegativeStock;
use tillbook::document::Settings;
use tillbook::party::Member;
use tillbook::pricing::TaxRounding;
use tillbook::shop::{NewProduct, NewVariant};
use tillbook::storage::Store;
use tillbook::value::{CategoryId, Currency, DocumentId, MemberId, Money, PromotionId, VariantId};

/// A shop that has the goods and the promotions of the case.
pub(crate) struct Case<'a> {
    pub(crate) json: &'a Value,
    pub(crate) shop: Shop,
    pub(crate) currency: Currency,
    pub(crate) member: MemberId,
    pub(crate) variants: BTreeMap<String, VariantId>,
    /// In the order of the texts, so that ties are decided as in the file.
    pub(crate) promotions: BTreeMap<String, PromotionId>,
}

pub(crate) fn text<'a>(object: &'a Value, key: &str) -> Option<&'a str> {
    object.get(key).and_then(Value::as_str)
}

/// A number, written as text or not.
pub(crate) fn decimal(object: &Value, key: &str) -> Option<Decimal> {
    match object.get(key)? {
        Value::String(text) => Some(text.parse().unwrap()),
        Value::Number(number) => Some(number.to_string().parse().unwrap()),
        _ => None,
    }
}

pub(crate) fn whole(object: &Value, key: &str) -> Option<u32> {
    decimal(object, key).map(|number| number.try_into().unwrap())
}

pub(crate) fn list<'a>(object: &'a Value, key: &str) -> &'a [Value] {
    object.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

pub(crate) fn category(name: &str) -> CategoryId {
    CategoryId::derived("case", name)
}

impl<'a> Case<'a> {
    pub(crate) fn open(json: &'a Value, store: impl Store + 'static) -> Self {
        let currency: Currency = text(json, "currency").unwrap().parse().unwrap();
        assert_eq!(json["decimals"], currency.decimals());
        let per_document = text(json, "tax_rounding") == Some("document");
        let settings = Settings {
            currency,
            prices_include_tax: json["prices_include_tax"].as_bool().unwrap(),
            tax_rounding: if per_document { TaxRounding::Document } else { TaxRounding::Line },
            // What is on the shelf is not what a case is about.
            negative_stock: NegativeStock::Allow,
            ..Settings::default()
        };
        let shop = Shop::create(store, settings).unwrap();
        let mut ids: Vec<&str> = list(json, "promotions").iter().map(|offer| text(offer, "id").unwrap()).collect();
        ids.sort_unstable();
        let number = |place: usize| PromotionId::from_uuid(uuid::Uuid::from_u128(place as u128 + 1));
        let promotions = ids.iter().enumerate().map(|(place, id)| ((*id).to_owned(), number(place))).collect();
        let member = MemberId::derived("case", "member");
        let mut case = Self { json, shop, currency, member, variants: BTreeMap::new(), promotions };
        case.put_records();
        case.put_goods();
        case.put_offers();
        case
    }

    pub(crate) fn money(&self, object: &Value, key: &str) -> Option<Money> {
        decimal(object, key).map(|amount| Money::from_decimal(amount, self.currency).unwrap())
    }

    fn put_records(&self) {
        let member = Member::new(self.member, "M1", "Member");
        self.shop.members().put(DocumentId::new(), &[member]).unwrap();
        let rates = self.json.get("tax_rates").and_then(Value::as_object);
        let tax =
            |(code, rate): (&String, &Value)| TaxCode::new(code, rate.as_str().unwrap().parse().unwrap()).unwrap();
        let taxes: Vec<TaxCode> = rates.into_iter().flatten().map(tax).collect();
        if !taxes.is_empty() {
            self.shop.catalog().put_tax_codes(DocumentId::new(), &taxes).unwrap();
        }
        let mut names = Vec::new();
        names_of(self.json, "category", &mut names);
        let new = |name: &String| Category { id: category(name), name: name.clone(), parent: None, costing: None };
        let categories: Vec<Category> = names.iter().map(new).collect();
        if !categories.is_empty() {
            self.shop.catalog().put_categories(DocumentId::new(), &categories).unwrap();
        }
    }

    /// All goods that the case names anywhere, with price, category and tax of their first line in the cart.
    fn put_goods(&mut self) {
        let mut skus = Vec::new();
        names_of(self.json, "sku", &mut skus);
        names_of(self.json, "skus", &mut skus);
        for sku in skus {
            let line = list(self.json, "cart").iter().find(|line| text(line, "sku") == Some(&sku));
            let mut product = NewProduct::new(&sku).variant(NewVariant::default().sku(&sku));
            if let Some(line) = line {
                product.category = text(line, "category").map(category);
                product = product.tax_code(text(line, "tax").unwrap_or_default());
                product.price = decimal(line, "unit_price").unwrap();
            }
            let added = self.shop.catalog().add(product).unwrap();
            self.variants.insert(sku, added.variants[0].id);
        }
    }
}

/// All texts that stand under `key` anywhere in a case, each once.
fn names_of(value: &Value, key: &str, names: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (field, value) in fields {
                if field == key {
                    let texts = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
                    names.extend(texts.iter().filter_map(Value::as_str).map(str::to_owned));
                }
                names_of(value, key, names);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| names_of(value, key, names)),
        _ => {}
    }
    names.sort_unstable();
    names.dedup();
}
