//! Price lists, mostly sound, sometimes not.

use tillbook::Shop;
use tillbook::pricing::PriceList;
use tillbook::promotion::Hours;
use tillbook::shop::{NewPriceStep, VariantPrices};
use tillbook::value::{DocumentId, PriceListId, Timestamp};

use super::{Hand, Known};

impl Hand<'_> {
    /// Puts a list on record, and says what it asks for, or no longer does.
    pub(super) fn list_prices(&mut self, shop: &Shop, document: DocumentId) {
        let prices = shop.prices();
        let list = self.price_list();
        if prices.put_lists(document, std::slice::from_ref(&list)).is_ok() {
            self.keep(Known::PriceList, Some(list.id.uuid()));
        }
        let said: Vec<VariantPrices> = self.some(Self::variant_prices);
        drop(prices.set(DocumentId::new(), PriceListId::from_uuid(self.id(Known::PriceList)), &said));
        if self.choice(4) == 0 {
            let gone = self.some(Self::variant);
            drop(prices.remove(DocumentId::new(), PriceListId::from_uuid(self.id(Known::PriceList)), &gone));
        }
        drop((prices.of_variant(self.variant()), prices.of_list(list.id)));
    }

    fn price_list(&mut self) -> PriceList {
        let name = if self.choice(4) == 0 { self.text() } else { "特价".into() };
        let moment = |h: &mut Self| Timestamp::from_micros(h.junk.micros);
        let seldom = |h: &mut Self| h.choice(6) == 0;
        PriceList {
            members_only: seldom(self),
            member_levels: if seldom(self) { self.some(Self::text) } else { Vec::new() },
            overrides: seldom(self),
            valid_from: seldom(self).then(|| moment(self)),
            valid_until: seldom(self).then(|| moment(self)),
            hours: seldom(self).then(|| Hours {
                weekdays: self.some(|h| h.choice(9)),
                from_minute: u16::from(self.choice(255)) * 6,
                until_minute: u16::from(self.choice(255)) * 6,
            }),
            ..PriceList::new(PriceListId::from_uuid(self.fresh(Known::PriceList)), name)
        }
    }

    fn variant_prices(&mut self) -> VariantPrices {
        let one = |h: &mut Self| NewPriceStep {
            pack: h.maybe(|h| h.one_of(&["case", "third", "each", "pallet"]).into()),
            from: h.number(),
            price: h.number(),
        };
        VariantPrices { variant: self.variant(), steps: self.some(one) }
    }
}
