use serde::{Deserialize, Serialize};

use super::Carts;
use super::repricing::{ResumedCart, reprice};
use crate::catalog::check_name;
use crate::document::{Body, CustomerOrder, CustomerOrderBody, Digest};
use crate::posting::{Command, Decided, Gate, OPEN_ORDERS, body, digest_of, load_customer_order};
use crate::pricing::{Cart, Quote, QuotedLine};
use crate::shop::till::price_in;
use crate::storage::{KeyKind, RecordKind, RecordQuery};
use crate::value::{CustomerOrderId, Date, DocumentId, Timestamp};
use crate::{Error, Expected, Result};

/// What a customer is quoted or orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewCustomerOrder {
    /// The goods.
    pub cart: Cart,
    /// Whom it is for; may be empty.
    pub label: String,
    /// When it is wanted.
    pub wanted_on: Option<Date>,
    /// The last day on which the prices hold, as long as nothing is paid; `None` for ever.
    pub valid_until: Option<Date>,
}

impl NewCustomerOrder {
    /// These goods.
    pub fn new(cart: Cart) -> Self {
        Self { cart, label: String::new(), wanted_on: None, valid_until: None }
    }

    /// For somebody.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Wanted on this day.
    pub fn wanted_on(mut self, day: Date) -> Self {
        self.wanted_on = Some(day);
        self
    }

    /// At prices that hold until this day: a quotation.
    pub fn valid_until(mut self, day: Date) -> Self {
        self.valid_until = Some(day);
        self
    }
}

impl Carts<'_> {
    /// Quotes a customer prices, or takes their order: a document with a number. The prices are those of now, and the goods are
    /// [sold](super::super::Till::sell_ordered) at them, wholly or in parts. Nothing is reserved.
    ///
    /// Coupons and points are no part of it, nor are offers that are bounded over all sales, give something on top or issue
    /// coupons: what is limited cannot be promised.
    ///
    /// ```
    /// use rust_decimal_macros::dec;
    /// use tillbook::Shop;
    /// use tillbook::pricing::Cart;
    /// use tillbook::shop::{NewCustomerOrder, NewProduct, OpeningStockLine, Tender, VariantEdit};
    /// use tillbook::value::{CustomerOrderId, DocumentId, SaleId};
    ///
    /// let shop = Shop::memory()?;
    /// let cake = shop.catalog().add(NewProduct::new("Cake").price(dec!(128)))?.variants[0].id;
    /// let wanted = NewCustomerOrder::new(Cart::new().add(cake, dec!(1))).label("Mrs Wang").wanted_on("2099-05-01".parse()?);
    /// let order = shop.carts().order(CustomerOrderId::new(), &wanted)?;
    /// let thirty = shop.money(dec!(30))?;
    /// shop.carts().deposit(DocumentId::new(), order.id, thirty, &[Tender::wechat(thirty)])?;
    ///
    /// shop.catalog().edit(DocumentId::new(), &[VariantEdit::new(cake).price(dec!(138))])?;
    /// shop.stockroom().open_with(DocumentId::new(), None, &[OpeningStockLine::new(cake, dec!(1), dec!(60))])?;
    /// let rest = [Tender::deposit(thirty), Tender::cash(shop.money(dec!(98))?)];
    /// let sale = shop.till().sell_ordered(SaleId::new(), order.id, &[], &rest)?;
    /// assert_eq!(sale.total, order.total);
    /// assert!(shop.carts().orders()?.is_empty());
    /// # Ok::<(), tillbook::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`Till::price`](super::super::Till::price); [`Error::Invalid`] for coupons, points to redeem, a label that is
    /// no plain text, or a day before that of the order.
    pub fn order(&self, id: CustomerOrderId, wanted: &NewCustomerOrder) -> Result<CustomerOrder> {
        self.shop.post(&PlaceOrder { id, wanted })?;
        self.customer_order(id)
    }

    /// The order with this id, as it stands.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn customer_order(&self, id: CustomerOrderId) -> Result<CustomerOrder> {
        self.shop.examine(|gate| load_customer_order(gate, id))
    }

    /// The orders and quotations that are neither sold nor cancelled, in the order in which they were placed; those that
    /// [expired](crate::document::CustomerOrderState::Expired) too.
    ///
    /// # Errors
    /// Failures of the storage.
    pub fn orders(&self) -> Result<Vec<CustomerOrder>> {
        let query = RecordQuery::Keys(RecordKind::CustomerOrder, KeyKind::Link, &[OPEN_ORDERS]);
        self.shop.read(|tx, _| {
            let mut found = tx.records(&query)?;
            found.sort_unstable_by_key(|record| record.number);
            found.iter().map(body).collect()
        })
    }

    /// What an order would cost at the prices of now, beside what was agreed: a quotation that expired is sold like a cart that
    /// was held.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn reprice(&self, order: CustomerOrderId) -> Result<ResumedCart> {
        self.shop.examine(|gate| {
            let order = load_customer_order(gate, order)?;
            let agreed: Vec<QuotedLine> = order.lines.into_iter().map(|line| line.agreed).collect();
            reprice(gate, order.cart, (&agreed, order.prices_include_tax))
        })
    }
}

/// What [`Carts::order`] posts.
#[derive(Serialize)]
struct PlaceOrder<'a> {
    id: CustomerOrderId,
    wanted: &'a NewCustomerOrder,
}

impl Command for PlaceOrder<'_> {
    fn id(&self) -> DocumentId {
        self.id.into()
    }

    fn request(&self) -> Result<Digest> {
        digest_of("customer_order", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        let NewCustomerOrder { cart, label, wanted_on, valid_until } = self.wanted;
        if !label.is_empty() {
            check_name("label", label)?;
        }
        if let Some(coupon) = cart.coupons.first() {
            return Err(Error::invalid("cart.coupons[0]", coupon, Expected::Absent));
        }
        if cart.redeem != 0 {
            return Err(Error::invalid("cart.redeem", cart.redeem, Expected::Absent));
        }
        if let Some(resumes) = cart.resumes {
            return Err(Error::invalid("cart.resumes", resumes, Expected::Absent));
        }
        let at = gate.when(&[])?;
        let today = gate.snapshot()?.zone.business_day(at).date();
        for (field, day) in [("wanted_on", wanted_on), ("valid_until", valid_until)] {
            if let Some(day) = day.filter(|day| *day < today) {
                return Err(Error::invalid(field, day, Expected::NotBefore(today.to_string())));
            }
        }
        let quote = lasting(gate, cart, at)?;
        let body = CustomerOrderBody {
            label: label.clone(),
            cart: cart.clone(),
            wanted_on: *wanted_on,
            valid_until: *valid_until,
            prices_include_tax: quote.prices_include_tax,
            total: quote.total,
            lines: quote.lines,
        };
        Ok(Decided::new(Body::CustomerOrder(body), at).concerning(cart.member))
    }
}

/// What a cart costs without the offers that cannot be promised.
fn lasting(gate: &mut Gate<'_>, cart: &Cart, at: Timestamp) -> Result<Quote> {
    let mut cart = cart.clone();
    let snapshot = gate.snapshot()?;
    cart.declined.extend(snapshot.promotions.iter().filter(|offer| !offer.limits.is_empty()).map(|offer| offer.id));
    // Without one that gives something on top, another may do so.
    for _ in 0..=snapshot.promotions.len() {
        let quote = price_in(gate, &cart, (at, true))??;
        let on_top = quote.applied().iter().filter(|applied| applied.gift.is_some() || applied.issues.is_some());
        let before = cart.declined.len();
        cart.declined.extend(on_top.map(|applied| applied.promotion));
        if cart.declined.len() == before {
            return Ok(quote);
        }
    }
    Err(Error::too_large("discount"))
}
