use serde::{Deserialize, Serialize};

use super::quoting::price_in;
use super::refund::{PaysFor, TakeBack, VoidSale};
use super::tender::Credit;
use super::{Refund, RefundLine, RefundTo, Sale, Sell, Tender, Till};
use crate::document::Body;
use crate::ledger::TenderMethod;
use crate::posting::{Command, Gate};
use crate::pricing::{Cart, Quote};
use crate::shop::office::VoidEntry;
use crate::storage::DocumentQuery;
use crate::value::{DocumentId, MemberId, Money, RefundId, SaleId};
use crate::{Error, Expected, Noun, Result};

/// Goods of a sale that a customer brings back, and what they take for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// The sale of which goods come back.
    pub of: SaleId,
    /// What comes back.
    pub lines: Vec<RefundLine>,
    /// What the customer takes. If it was a member who paid from stored value or on account, it is the same member's.
    pub cart: Cart,
    /// How the difference goes back, if what they take costs less.
    pub to: RefundTo,
    /// Why.
    pub reason: String,
}

impl Exchange {
    /// Nothing yet for goods of this sale, for this reason.
    pub fn new(of: SaleId, reason: impl Into<String>) -> Self {
        Self { of, lines: Vec::new(), cart: Cart::new(), to: RefundTo::SameTenders, reason: reason.into() }
    }

    /// So much of a line comes back.
    pub fn back(mut self, line: RefundLine) -> Self {
        self.lines.push(line);
        self
    }

    /// The customer takes this.
    pub fn for_cart(mut self, cart: Cart) -> Self {
        self.cart = cart;
        self
    }

    /// The difference goes back like this.
    pub fn to(mut self, to: RefundTo) -> Self {
        self.to = to;
        self
    }
}

/// What an exchange comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExchangeQuote {
    /// What the goods that come back were paid with.
    pub back: Money,
    /// What the others cost.
    pub goods: Quote,
    /// What the customer has to pay; zero if they get something back. Cash may be rounded to coins.
    pub to_pay: Money,
    /// What the customer gets back; zero if they have to pay.
    pub to_pay_back: Money,
}

/// An exchange that was posted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchanged {
    /// What came back. Its tender `exchange` is what it pays of the sale; the others went back to the customer.
    pub refund: Refund,
    /// What was taken for it. Its tender `exchange` is what the refund pays; the others are what the customer paid.
    pub sale: Sale,
}

impl Till<'_> {
    /// What an exchange would come to now. Nothing is posted.
    ///
    /// # Errors
    /// Those of [`Till::refund`] and [`Till::price`].
    pub fn price_exchange(&self, exchange: &Exchange) -> Result<ExchangeQuote> {
        let engine = &self.shop.engine;
        engine.rehearse(&self.shop.acting, &[], |gate| {
            let pays = PaysFor { sale: SaleId::from_uuid(uuid::Uuid::nil()), most: None };
            let id = RefundId::from_uuid(uuid::Uuid::nil());
            price(gate, &take_back(id, exchange, pays), &exchange.cart)
        })
    }

    /// Takes back goods of a sale and sells others for them, in one posting: a refund and a sale, both or none. What the goods
    /// that come back were paid with pays for the others, at most what those cost; only the difference is paid, or paid back
    /// as in a refund. `tenders` are what the customer pays on top; none if they pay nothing.
    ///
    /// The goods are back before the others are priced: what was used of limited offers can be used again, and points that were
    /// redeemed are there.
    ///
    /// ```
    /// use rust_decimal_macros::dec;
    /// use tillbook::Shop;
    /// use tillbook::pricing::Cart;
    /// use tillbook::shop::{Exchange, NewProduct, OpeningStockLine, RefundLine, Tender};
    /// use tillbook::value::{DocumentId, RefundId, SaleId};
    ///
    /// let shop = Shop::memory()?;
    /// let small = shop.catalog().add(NewProduct::new("Shirt M").price(dec!(59)))?.variants[0].id;
    /// let large = shop.catalog().add(NewProduct::new("Shirt L").price(dec!(64)))?.variants[0].id;
    /// let stock = [small, large].map(|id| OpeningStockLine::new(id, dec!(5), dec!(30)));
    /// shop.stockroom().open_with(DocumentId::new(), None, &stock)?;
    /// let yuan = |yuan| shop.money(yuan);
    /// let sale = shop.till().sell(SaleId::new(), &Cart::new().add(small, dec!(1)), &[Tender::wechat(yuan(dec!(59))?)])?;
    ///
    /// let larger = Exchange::new(sale.id, "too small").back(RefundLine::new(0, dec!(1))).for_cart(Cart::new().add(large, dec!(1)));
    /// let quote = shop.till().price_exchange(&larger)?;
    /// assert_eq!((quote.back, quote.to_pay), (yuan(dec!(59))?, yuan(dec!(5))?));
    /// let done = shop.till().exchange(RefundId::new(), SaleId::new(), &larger, &[Tender::cash(quote.to_pay)])?;
    /// assert_eq!((done.refund.exchange, done.sale.exchange), (Some(done.sale.id), Some(done.refund.id)));
    /// # Ok::<(), tillbook::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`Till::refund`] and [`Till::sell`]; [`Error::Invalid`] for the cart of another member than whose card or
    /// account paid. Nothing is written then.
    pub fn exchange(
        &self,
        refund: RefundId,
        sale: SaleId,
        exchange: &Exchange,
        tenders: &[Tender],
    ) -> Result<Exchanged> {
        let engine = &self.shop.engine;
        // Whoever pays on top has all of it credited; else the credit is what the goods cost, and the rest goes back.
        let all = PaysFor { sale, most: None };
        let most = if tenders.is_empty() {
            engine.rehearse(&self.shop.acting, &[refund.into()], |gate| {
                if !gate.documents(&DocumentQuery::Ids(&[sale.into()]))?.is_empty() {
                    return Ok(None);
                }
                Ok(Some(price(gate, &take_back(refund, exchange, all), &exchange.cart)?.goods.total))
            })?
        } else {
            None
        };
        let back = take_back(refund, exchange, PaysFor { sale, most });
        let taken = Sell { id: sale, cart: &exchange.cart, tenders, exchange: Some(refund) };
        let mut posted = engine.post(&self.shop.acting, &[&back, &taken])?;
        let (sale, refund) = (posted.pop().ok_or(Error::Closed)?, posted.pop().ok_or(Error::Closed)?);
        Ok(Exchanged { refund: Refund::read(refund)?, sale: Sale::read(sale)? })
    }

    /// States that an exchange never was: the document `id` voids its sale, `refund_id` its refund, both or none.
    ///
    /// # Errors
    /// As [`Till::void`] for its sale; [`Error::WrongState`] for a sale that is no half of an exchange;
    /// [`Error::CardOverdrawn`] when what came to a card was spent.
    pub fn void_exchange(&self, id: DocumentId, refund_id: DocumentId, sale: SaleId, reason: &str) -> Result<()> {
        let Sale { slip, exchange, .. } = self.sale(sale)?;
        let refund =
            exchange.ok_or(Error::WrongState { what: Noun::Sale, key: slip.number, state: "not_exchanged" })?;
        let of_sale = VoidSale { id, sale, reason, exchange: true };
        let of_refund = VoidEntry { id: refund_id, document: refund.into(), reason, exchange: true };
        let both: [&dyn Command; 2] = [&of_sale, &of_refund];
        self.shop.engine.post(&self.shop.acting, &both).map(|_| ())
    }
}

fn take_back(id: RefundId, exchange: &Exchange, pays: PaysFor) -> TakeBack<'_> {
    let Exchange { of, lines, to, reason, .. } = exchange;
    TakeBack { id, sale: *of, lines, to: *to, reason, exchange: Some(pays) }
}

/// Takes the goods back, and prices the others.
fn price(gate: &mut Gate<'_>, back: &TakeBack<'_>, cart: &Cart) -> Result<ExchangeQuote> {
    let posted = gate.post(back)?;
    let Body::Refund(body) = posted.body else { return Err(Error::not_found(Noun::Refund, posted.header.id)) };
    let at = gate.context.at.unwrap_or(gate.context.now);
    let goods = price_in(gate, cart, (at, true))??;
    let more = goods.total.sub(body.total)?;
    let (to_pay, to_pay_back) = (more.max(Money::ZERO), more.neg()?.max(Money::ZERO));
    Ok(ExchangeQuote { back: body.total, goods, to_pay, to_pay_back })
}

/// What the refund of an exchange pays. What came from a card or an account is its member's.
pub(super) fn credit(gate: &mut Gate<'_>, refund: RefundId, buyer: Option<MemberId>) -> Result<Credit> {
    let posted = gate.documents(&DocumentQuery::Ids(&[refund.into()]))?.pop();
    let posted = posted.ok_or_else(|| Error::not_found(Noun::Refund, refund))?;
    let Body::Refund(body) = posted.body else { return Err(Error::not_found(Noun::Refund, refund)) };
    let sources = body.exchange.map(|credit| credit.sources).unwrap_or_default();
    let owner = posted.header.party.map(MemberId::from_uuid);
    if buyer != owner && sources.iter().any(|source| source.method.needs_member()) {
        let (given, owner) = (buyer.map(|id| id.to_string()), owner.map(|id| id.to_string()));
        return Err(Error::invalid(
            "cart.member",
            given.unwrap_or_default(),
            Expected::Exactly(owner.unwrap_or_default()),
        ));
    }
    let credited = body.tenders.iter().filter(|(method, _)| *method == TenderMethod::Exchange);
    Ok(Credit { amount: Money::sum(credited.map(|(_, amount)| *amount))?, sources })
}
