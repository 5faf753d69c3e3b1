use tillbook::Shop;
use tillbook::document::CustomerOrder;
use tillbook::shop::{Exchange, NewCustomerOrder, OrderedPart, RefundLine, RefundTo, Tender};
use tillbook::value::{CartId, CustomerOrderId, DocumentId, RefundId, SaleId};

use super::{Hand, Known};

impl Hand<'_> {
    /// One call about carts that are held, or goods that are exchanged.
    pub(super) fn throw_at_carts(&mut self, shop: &Shop) {
        let (carts, till, document) = (shop.carts(), shop.till(), self.document());
        let held = CartId::from_uuid(self.id(Known::Cart));
        match self.choice(12) {
            8..=11 => self.throw_at_orders(shop),
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

    /// One call about quotations, orders and deposits.
    fn throw_at_orders(&mut self, shop: &Shop) {
        let (carts, document) = (shop.carts(), self.document());
        let order = CustomerOrderId::from_uuid(self.id(Known::Cart));
        let known: Option<CustomerOrder> = carts.customer_order(order).ok();
        match self.choice(6) {
            0 | 1 => {
                let (label, wanted_on, valid_until) = (self.text(), self.maybe(Self::date), self.maybe(Self::date));
                let mut wanted = NewCustomerOrder { cart: self.cart(), label, wanted_on, valid_until };
                if self.choice(4) != 0 {
                    (wanted.cart.redeem, wanted.cart.coupons, wanted.cart.resumes) = (0, Vec::new(), None);
                }
                let made = carts.order(CustomerOrderId::from_uuid(self.fresh(Known::Cart)), &wanted);
                self.keep(Known::Cart, made.ok().map(|order| order.id.uuid()));
            }
            2 => {
                let amount = self.money();
                let tender = self.tender();
                let made = carts.deposit(document, order, amount, &[Tender { amount, ..tender }]);
                self.keep(Known::Entry, made.ok().map(|deposit| deposit.id.uuid()));
            }
            3 | 4 => {
                let parts = self.some(|h| OrderedPart::new(usize::from(h.choice(3)), h.number()));
                let parts = if self.choice(2) == 0 { parts } else { Vec::new() };
                let tenders =
                    match known.and_then(|order| Some((order.outstanding().ok()?, order.deposit_left().ok()?))) {
                        Some((open, left)) if self.choice(4) != 0 => {
                            let rest = open.sub(left).unwrap_or(open);
                            let all = [Tender::deposit(left), Tender::wechat(rest)];
                            all.into_iter().filter(|tender| !tender.amount.is_zero()).collect()
                        }
                        _ => self.some(Self::tender),
                    };
                let id = SaleId::from_uuid(self.fresh(Known::Sale));
                let sold = shop.till().sell_ordered(id, order, &parts, &tenders);
                self.keep(Known::Sale, sold.ok().map(|sale| sale.id.uuid()));
            }
            _ => {
                let keep = if self.choice(2) == 0 { self.money() } else { tillbook::value::Money::ZERO };
                drop((carts.reprice(order), carts.orders()));
                drop(carts.cancel(document, order, keep, &self.reason()));
            }
        }
    }
}
