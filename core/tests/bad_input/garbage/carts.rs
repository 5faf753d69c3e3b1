use tillbook::Shop;
use tillbook::shop::{Exchange, RefundLine, RefundTo};
use tillbook::value::{CartId, DocumentId, RefundId, SaleId};

use super::{Hand, Known};

impl Hand<'_> {
    /// One call about carts that are held, or goods that are exchanged.
    pub(super) fn throw_at_carts(&mut self, shop: &Shop) {
        let (carts, till, document) = (shop.carts(), shop.till(), self.document());
        let held = CartId::from_uuid(self.id(Known::Cart));
        match self.choice(8) {
            0 | 1 => {
                let id = CartId::from_uuid(self.fresh(Known::Cart));
                let made = carts.hold(id, &self.text(), &self.cart());
                self.keep(Known::Cart, made.ok().map(|held| held.id.uuid()));
            }
            2 => {
                let Ok(resumed) = carts.resume(held) else { return };
                let mut sale = self.priced_sale(till);
                if let Some(quote) = resumed.quote.filter(|_| self.choice(4) != 0) {
                    sale.tenders = vec![tillbook::shop::Tender::wechat(quote.total)];
                    sale.cart = resumed.cart;
                }
                let sold = till.sell(sale.id, &sale.cart, &sale.tenders);
                self.keep(Known::Sale, sold.ok().map(|sale| sale.id.uuid()));
            }
            3 => drop((carts.discard(document, held, &self.reason()), carts.held())),
            4 => drop(till.void_exchange(
                document,
                DocumentId::new(),
                SaleId::from_uuid(self.id(Known::Sale)),
                &self.reason(),
            )),
            _ => {
                let lines = self.some(|h| RefundLine::new(usize::from(h.choice(3)), h.number()));
                let to = self.maybe(|h| RefundTo::Method(h.tender().method)).unwrap_or_default();
                let of = SaleId::from_uuid(self.id(Known::Sale));
                let exchange = Exchange { of, lines, cart: self.cart(), to, reason: self.reason() };
                let tenders = match till.price_exchange(&exchange) {
                    Ok(quote) if quote.to_pay.is_zero() => Vec::new(),
                    Ok(quote) if self.choice(4) != 0 => vec![tillbook::shop::Tender::wechat(quote.to_pay)],
                    _ => self.some(Self::tender),
                };
                let (refund, sale) = (RefundId::new(), SaleId::from_uuid(self.fresh(Known::Sale)));
                let done = till.exchange(refund, sale, &exchange, &tenders);
                self.keep(Known::Entry, done.as_ref().ok().map(|_| refund.uuid()));
                self.keep(Known::Sale, done.ok().map(|_| sale.uuid()));
            }
        }
    }
}
