use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::carts;
use super::handle::Shop;
use super::payment;
use super::shifts::must_be_open;
use super::slip::Slip;
use super::stockroom::available;
use crate::catalog::Barcode;
use crate::document::{AppliedTender, Body, Digest, Document, DocumentKind, SaleBody, SalePoints, SoldLine};
use crate::posting::{Card, Command, Decided, Gate, Posted, Snapshot, digest_of};
use crate::pricing::{Cart, LinePoints, Quote, QuotedLine};
use crate::promotion::{Applied, Coupon, Gift, PromotionUse};
use crate::storage::{DocumentQuery, KeyKind, Transaction};
use crate::value::{CustomerOrderId, DocumentId, MemberId, Money, Price, Quantity, RefundId, SaleId, VariantId};
use crate::{Error, Expected, Noun, Result};

mod bounded;
mod by_hand;
mod exchange;
mod issuing;
mod listing;
mod ordered;
mod points;
mod present;
mod quoting;
mod refund;
mod refund_plan;
mod taking;
mod tender;
mod unlinked;

use bounded::Bounds;
pub use exchange::{Exchange, ExchangeQuote, Exchanged};
pub use ordered::OrderedPart;
use present::Present;
use quoting::{check_cart, context, quote};
pub(in crate::shop) use quoting::{in_units, price_in, variants_of};
pub use refund::{Refund, RefundLine, RefundQuote, RefundTo};
pub(in crate::shop) use taking::Taking;
pub use tender::Tender;
pub(in crate::shop) use tender::apply_money;
pub use unlinked::{ReturnedGoods, UnlinkedRefund, UnlinkedReturn};

/// Sales that are posted in one transaction: it holds the shop's lock.
const MOST_SALES: usize = 1_000;

/// Sales, refunds and voids.
#[derive(Clone, Copy)]
pub struct Till<'a> {
    pub(crate) shop: &'a Shop,
}

/// A sale that was posted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sale {
    /// Its id.
    pub id: SaleId,
    /// Its number, its place in the books, its time.
    #[serde(flatten)]
    pub slip: Slip,
    /// Who bought, if the shop knows them.
    pub member: Option<MemberId>,
    /// What was sold.
    pub lines: Vec<SoldLine>,
    /// What was to pay, tax included.
    pub total: Money,
    /// What rounding to coins made the customer pay more, below zero for less.
    #[serde(default, skip_serializing_if = "Money::is_zero")]
    pub rounding: Money,
    /// How it was paid.
    pub tenders: Vec<AppliedTender>,
    /// What the customer got back in cash.
    pub change: Money,
    /// Coupons for a later sale.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub coupons: Vec<Coupon>,
    /// Points that the member earned, and redeemed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<SalePoints>,
    /// The refund that it was exchanged for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exchange: Option<RefundId>,
    /// The order of the customer that it fulfils, or a part of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<CustomerOrderId>,
}

/// A sale to be posted with others in one transaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewSale {
    /// Its id.
    pub id: SaleId,
    /// The goods.
    pub cart: Cart,
    /// How they are paid.
    pub tenders: Vec<Tender>,
}

/// What a scanner found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scanned {
    /// The variant.
    pub variant: VariantId,
    /// Its SKU.
    pub sku: String,
    /// What a person calls it.
    pub name: String,
    /// The pack that the code stands on; `None` for the stock unit.
    pub pack: Option<String>,
    /// List price of one stock unit.
    pub price: Price,
    /// What members pay.
    pub member_price: Option<Price>,
    /// On hand over all locations; of a kit as many whole ones as its parts make up.
    pub on_hand: Quantity,
}

impl Till<'_> {
    /// Finds what a code belongs to: a barcode in any of its spellings, else a SKU.
    ///
    /// # Errors
    /// [`Error::CheckDigit`] for a misread barcode; [`Error::NotFound`].
    pub fn scan(&self, code: &str) -> Result<Scanned> {
        self.shop.read(|tx, snapshot| scan(tx, snapshot, code))
    }

    /// What the cart would cost now, and why.
    ///
    /// # Errors
    /// [`Error::Empty`], [`Error::Invalid`], [`Error::NotFound`], [`Error::BelowLowestPrice`]; [`Error::ApproverNeeded`] and
    /// [`Error::NotAllowed`] for prices and discounts by hand that the actor may not give.
    pub fn price(&self, cart: &Cart) -> Result<Quote> {
        let acting = self.shop.engine.context(&self.shop.acting);
        let (at, guarded) = (acting.at.unwrap_or(acting.now), acting.approver.is_none());
        self.shop.read(|tx, snapshot| {
            check_cart(cart)?;
            let cards = snapshot.cards(tx, &variants_of(cart))?;
            snapshot.location(cart.location)?;
            let present = Present::read(tx, snapshot, cart, &cards, at)?;
            let mut context = context(snapshot, cart, &present);
            let coupons = bounded::entered(tx, snapshot, cart)?;
            let spoilt = Bounds::of(snapshot, present.member, &context, coupons).read(tx, &mut context)?;
            let quote = quote(snapshot, cart, &cards, (&present, guarded), (&context, &spoilt))?;
            by_hand::may_say(&acting, &snapshot.settings, (cart, &cards), &quote)?;
            Ok(quote)
        })
    }

    /// Sells the goods in the cart. Cash may exceed what is to pay and gives change; other tenders must not. Stored value and
    /// credit are the cart's member's.
    ///
    /// # Errors
    /// Those of [`Till::price`]; [`Error::OutOfStock`], [`Error::Expired`], [`Error::TendersDiffer`],
    /// [`Error::ChangeNotFromCash`], [`Error::CouponRefused`], [`Error::CardOverdrawn`], [`Error::OverCreditLimit`],
    /// [`Error::IdReused`]. Nothing is written then.
    pub fn sell(&self, id: SaleId, cart: &Cart, tenders: &[Tender]) -> Result<Sale> {
        let posted = self.shop.post(&Sell { id, cart, tenders, exchange: None })?;
        Sale::read(posted)
    }

    /// Posts sales in one transaction, all or none: for imports. At most 1,000.
    ///
    /// # Errors
    /// Those of [`Till::sell`], for the first sale that is refused; [`Error::Invalid`] for too many.
    pub fn sell_all(&self, sales: &[NewSale]) -> Result<Vec<Sale>> {
        if sales.len() > MOST_SALES {
            return Err(Error::invalid("sales", sales.len(), Expected::AtMostItems(MOST_SALES)));
        }
        let commands: Vec<Sell<'_>> = sales
            .iter()
            .map(|sale| Sell { id: sale.id, cart: &sale.cart, tenders: &sale.tenders, exchange: None })
            .collect();
        let commands: Vec<&dyn Command> = commands.iter().map(|command| command as &dyn Command).collect();
        self.shop.engine.post(&self.shop.acting, &commands)?.into_iter().map(Sale::read).collect()
    }

    /// The sale with this id.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn sale(&self, id: SaleId) -> Result<Sale> {
        let found = self.shop.read(|tx, _| Ok(tx.documents(&DocumentQuery::Ids(&[id.into()]))?.pop()))?;
        Sale::read(Posted::read(found.ok_or_else(|| Error::not_found(Noun::Sale, id))?)?)
    }

    /// The sale with the number on a till slip, such as `S-T1-000123`. If a device posted this number again after its
    /// database was restored, the newest.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn sale_numbered(&self, number: &str) -> Result<Sale> {
        let unknown = || Error::not_found(Noun::Sale, number);
        // The number tells the document's place in its device's chain.
        let (front, seq) = number.rsplit_once('-').ok_or_else(unknown)?;
        let (_, device) = front.split_once('-').ok_or_else(unknown)?;
        let seq: u64 = seq.parse().map_err(|_| unknown())?;
        let found = self.shop.read(|tx, _| tx.documents(&DocumentQuery::Place { device, seq }))?;
        let is_it =
            |document: &Document| document.header.kind == DocumentKind::Sale && document.header.number == number;
        Sale::read(Posted::read(found.into_iter().rfind(is_it).ok_or_else(unknown)?)?)
    }
}

fn scan(tx: &mut dyn Transaction, snapshot: &Snapshot, code: &str) -> Result<Scanned> {
    let barcode = Barcode::parse(code);
    let key = barcode.as_ref().map_or(code, |barcode| barcode.key());
    let found = match snapshot.find(tx, KeyKind::Barcode, &[key])?.pop() {
        Some(card) => Some(card),
        None => snapshot.find(tx, KeyKind::Sku, &[code])?.pop(),
    };
    let Some(card) = found else {
        // A misread barcode is told apart from an unknown one.
        barcode?;
        return Err(Error::not_found(Noun::Barcode, code));
    };
    let printed = card.variant.barcodes.iter().find(|known| known.code.key() == key);
    let on_hand = available(tx, snapshot, &card)?;
    Ok(Scanned {
        variant: card.variant.id,
        sku: card.variant.sku.clone(),
        name: card.name.to_string(),
        pack: printed.and_then(|known| known.pack.clone()),
        price: card.variant.price,
        member_price: card.variant.member_price,
        on_hand,
    })
}

/// What [`Till::sell`] posts.
#[derive(Serialize)]
struct Sell<'a> {
    id: SaleId,
    cart: &'a Cart,
    tenders: &'a [Tender],
    /// The refund that pays for it, or for a part of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    exchange: Option<RefundId>,
}

impl Command for Sell<'_> {
    fn id(&self) -> DocumentId {
        self.id.into()
    }

    fn request(&self) -> Result<Digest> {
        digest_of("sell", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        must_be_open(gate)?;
        check_cart(self.cart)?;
        carts::still_held(gate, self.cart)?;
        let mut cards = gate.goods(&variants_of(self.cart))?;
        let parts = taking::parts_of(gate, &cards)?;
        let at = gate.when(&[cards.as_slice(), &parts].concat())?;
        let snapshot = gate.snapshot()?;
        let approved = gate.context.approver.is_some();
        let present = Present::read(gate.tx, &snapshot, self.cart, &cards, at)?;
        let mut context = context(&snapshot, self.cart, &present);
        let coupons = bounded::entered(gate.tx, &snapshot, self.cart)?;
        let spoilt = Bounds::of(&snapshot, present.member, &context, coupons).load(gate, &mut context)?;
        let quote = quote(&snapshot, self.cart, &cards, (&present, !approved), (&context, &spoilt))?;
        by_hand::may_say(gate.context, &snapshot.settings, (self.cart, &cards), &quote)?;
        bounded::refuse_spoilt(&quote)?;
        let location = snapshot.location(self.cart.location)?;
        let day = snapshot.zone.business_day(at);
        let uses = bounded::uses(&snapshot, (&quote, &context), present.member, day);
        let issued = issuing::issued(&snapshot, &quote, (self.id, present.member, day));
        let good_on = day.date();
        let promotions = promotion_uses(&quote);
        let points = present.sale_points(&snapshot, &quote, good_on)?;
        let coupons = quote.applied().iter().filter_map(|applied| applied.coupon.clone()).collect();
        let (gifts, more_cards) = gifts(gate, &quote)?;
        let mut lines: Vec<SoldLine> = quote.lines.into_iter().map(sold).collect();
        lines.extend(gifts);
        cards.extend(more_cards);
        let batch = |line: usize| self.cart.lines.get(line).and_then(|wanted| wanted.batch.as_deref());
        let from = (location, good_on, approved);
        taking::take(gate, &mut lines, (&cards, batch), at, from)?;
        let to_pay = (quote.total, &snapshot.settings.payments);
        let (mut tenders, rounding) = match self.exchange {
            Some(refund) => {
                tender::apply_credit(exchange::credit(gate, refund, present.member)?, self.tenders, to_pay)?
            }
            None => tender::apply(self.tenders, quote.total, to_pay.1)?,
        };
        payment::charge(gate, &mut tenders, (present.member, good_on))?;
        let body = SaleBody {
            location: location.1.id,
            member: present.member,
            prices_include_tax: quote.prices_include_tax,
            total: quote.total,
            lines,
            rounding,
            tenders,
            coupons,
            promotions,
            uses,
            issued,
            points,
            counts_as_spend: present.member.is_some() && snapshot.settings.levels.is_some(),
            resumes: self.cart.resumes,
            exchange: self.exchange,
            order: None,
        };
        Ok(Decided::new(Body::Sale(body), at).completing(self.cart.resumes).concerning(present.member))
    }
}

/// A line as it is sold, without its batches.
fn sold(line: QuotedLine) -> SoldLine {
    SoldLine {
        variant: line.variant,
        quantity: line.quantity,
        unit_price: line.unit_price,
        price_reason: line.price_reason,
        listed: line.listed,
        list_price: line.list_price,
        gross: line.gross,
        discounts: line.discounts,
        net: line.net,
        tax: line.tax,
        tax_code: line.tax_code,
        points: line.points,
        gift: None,
        parts: Vec::new(),
        picks: Vec::new(),
        short: Quantity::ZERO,
    }
}

/// What promotions give on top of the cart: lines that cost the customer nothing, and their cards.
fn gifts(gate: &mut Gate<'_>, quote: &Quote) -> Result<(Vec<SoldLine>, Vec<Arc<Card>>)> {
    let given: Vec<(&Applied, Gift)> = quote.gifts().collect();
    let variants: Vec<VariantId> = given.iter().map(|(_, gift)| gift.variant).collect();
    let cards = gate.goods(&variants)?;
    let line = |((applied, gift), card): (&(&Applied, Gift), &Arc<Card>)| SoldLine {
        variant: gift.variant,
        quantity: gift.quantity,
        unit_price: Price::ZERO,
        price_reason: applied.name.clone(),
        listed: None,
        list_price: None,
        gross: Money::ZERO,
        discounts: Vec::new(),
        net: Money::ZERO,
        tax: Money::ZERO,
        tax_code: card.product.tax_code.clone(),
        points: LinePoints::default(),
        gift: Some(applied.promotion),
        parts: Vec::new(),
        picks: Vec::new(),
        short: Quantity::ZERO,
    };
    Ok((given.iter().zip(&cards).map(line).collect(), cards))
}

fn promotion_uses(quote: &Quote) -> Vec<PromotionUse> {
    let uses = |applied: &Applied| PromotionUse { promotion: applied.promotion, uses: applied.uses };
    quote.applied().iter().map(uses).collect()
}

impl Sale {
    pub(crate) fn read(posted: Posted) -> Result<Self> {
        let Posted { post_no, header, body } = posted;
        let Body::Sale(body) = body else { return Err(Error::not_found(Noun::Sale, header.id)) };
        let change = Money::sum(body.tenders.iter().map(|tender| tender.change))?;
        Ok(Self {
            id: SaleId::from_uuid(header.id.uuid()),
            slip: Slip::new(post_no, header),
            member: body.member,
            lines: body.lines,
            total: body.total,
            rounding: body.rounding,
            tenders: body.tenders,
            change,
            coupons: body.issued.into_iter().flat_map(|issued| issued.coupons).collect(),
            points: body.points,
            exchange: body.exchange,
            order: body.order.map(|of| of.order),
        })
    }
}
