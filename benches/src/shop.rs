//! The planned shop in the engine.

use rust_decimal::Decimal;
use tillbook::Shop;
use tillbook::catalog::TaxCode;
use tillbook::document::Settings;
use tillbook::party::Supplier;
use tillbook::pricing::Cart;
use tillbook::shop::{NewProduct, NewSale, NewVariant, ReceiptLine, Tender};
use tillbook::storage::Store;
use tillbook::value::{DocumentId, Money, Rate, ReceiptId, SaleId, SupplierId, VariantId};

use crate::plan::{Line, Plan};

/// A shop with all receipts of the plan posted, and its variants in the order of the articles.
pub struct Ready {
    /// The shop.
    pub shop: Shop,
    /// Its variants.
    pub variants: Vec<VariantId>,
}

/// Sets a shop up in an empty store.
pub fn ready(store: impl Store + 'static, plan: &Plan) -> Ready {
    let shop = Shop::create(store, Settings::default()).unwrap().as_actor("till");
    let rate = Rate::try_from(Decimal::new(13, 2)).unwrap();
    shop.catalog().put_tax_codes(DocumentId::new(), &[TaxCode::new("V13", rate).unwrap()]).unwrap();
    let products: Vec<NewProduct> = plan
        .prices
        .iter()
        .enumerate()
        .map(|(i, price)| {
            let variant = NewVariant::default().sku(format!("A{i:06}"));
            let product = NewProduct::new(format!("Article {i}")).tax_code("V13");
            product.price(Decimal::new(*price, 2)).variant(variant)
        })
        .collect();
    let mut variants = Vec::with_capacity(products.len());
    for chunk in products.chunks(1_000) {
        let cards = shop.catalog().add_all(DocumentId::new(), chunk).unwrap();
        variants.extend(cards.iter().map(|card| card.variants[0].id));
    }
    let id = SupplierId::new();
    let supplier = Supplier { id, code: "S".into(), name: "Supplier".into(), lead_time_days: 1, review_weekday: None };
    shop.purchasing().put_suppliers(DocumentId::new(), &[supplier]).unwrap();
    for costs in &plan.costs {
        let lines: Vec<ReceiptLine> = costs
            .iter()
            .zip(&variants)
            .map(|(cost, variant)| ReceiptLine::of(*variant, plan.received.into(), Decimal::new(*cost, 2)))
            .collect();
        for chunk in lines.chunks(1_000) {
            shop.purchasing().receive_from(ReceiptId::new(), id, None, chunk).unwrap();
        }
    }
    Ready { shop, variants }
}

impl Ready {
    /// The sale as a till gives it to the engine.
    pub fn request(&self, plan: &Plan, sale: &[Line]) -> NewSale {
        let cart =
            sale.iter().fold(Cart::new(), |cart, line| cart.add(self.variants[line.article], line.quantity.into()));
        NewSale { id: SaleId::new(), cart, tenders: vec![Tender::wechat(Money::from_minor(plan.total(sale)))] }
    }

    /// Posts sales: one by itself, several in one transaction.
    pub fn sell(&self, sales: &[NewSale]) {
        match sales {
            [sale] => drop(self.shop.till().sell(sale.id, &sale.cart, &sale.tenders).unwrap()),
            sales => drop(self.shop.till().sell_all(sales).unwrap()),
        }
    }
}
