//! What the goods of a cart cost by the catalog and the price lists.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::quoting::in_units;
use crate::Result;
use crate::catalog::Pack;
use crate::posting::{Card, Snapshot};
use crate::pricing::{Cart, CartLine, Found, ListPrices, Plain, PriceList, Wanted};
use crate::promotion::Context;
use crate::shop::check;
use crate::value::{Currency, PriceListId, Quantity, VariantId};

/// The price lists that hold for a cart, and how much of what they name is in it.
pub(super) struct Listing<'a> {
    is_member: bool,
    currency: Currency,
    lists: FxHashMap<PriceListId, &'a PriceList>,
    units: FxHashMap<VariantId, Quantity>,
    packs: FxHashMap<(VariantId, &'a str), Quantity>,
}

impl<'a> Listing<'a> {
    pub(super) fn of(
        snapshot: &'a Snapshot,
        context: &Context,
        cart: &'a Cart,
        cards: &'a [Arc<Card>],
    ) -> Result<Self> {
        let lists = snapshot.price_lists.iter().filter(|list| list.holds(context));
        let lists = lists.map(|list| (list.id, list)).collect();
        let (units, packs) = (FxHashMap::default(), FxHashMap::default());
        let (is_member, currency) = (cart.member.is_some(), snapshot.settings.currency);
        let mut listing = Self { is_member, currency, lists, units, packs };
        for (index, (line, card)) in cart.lines.iter().zip(cards).enumerate() {
            if !listing.lists.is_empty() && !card.prices.is_empty() {
                check::at_line(index, listing.count(line, card))?;
            }
        }
        Ok(listing)
    }

    /// What of these goods is in the cart counts together, on however many lines it stands.
    fn count(&mut self, line: &'a CartLine, card: &'a Card) -> Result<()> {
        let variant = card.variant.id;
        let units = self.units.entry(variant).or_default();
        *units = units.add(in_units(card, line)?)?;
        if let Some(pack) = pack_of(line, card)? {
            let packs = self.packs.entry((variant, &pack.name)).or_default();
            *packs = packs.add(Quantity::positive(line.quantity, "quantity")?)?;
        }
        Ok(())
    }

    /// What a line of so many units costs if nobody says otherwise.
    pub(super) fn price(&self, line: &CartLine, card: &'a Card, units: Quantity) -> Result<Found> {
        let variant = &card.variant;
        let member_price = variant.member_price.filter(|price| self.is_member && *price < variant.price);
        let plain = match member_price {
            Some(unit_price) => Plain { unit_price, reason: "member price" },
            None => Plain { unit_price: variant.price, reason: "" },
        };
        let of_list = |prices: &'a ListPrices| Some((*self.lists.get(&prices.list)?, prices));
        let lists: Vec<(&PriceList, &ListPrices)> = card.prices.iter().filter_map(of_list).collect();
        if lists.is_empty() {
            return plain.of(units, self.currency);
        }
        let pack = pack_of(line, card)?.map(|pack| pack.name.as_str());
        let packs = pack.map(|pack| Ok::<_, crate::Error>((pack, Quantity::positive(line.quantity, "quantity")?)));
        let in_cart = |known: Option<&Quantity>| known.copied().unwrap_or_default();
        let wanted = Wanted {
            packs: packs.transpose()?,
            units,
            packs_in_cart: in_cart(pack.and_then(|pack| self.packs.get(&(variant.id, pack)))),
            units_in_cart: in_cart(self.units.get(&variant.id)),
        };
        wanted.price(plain, &lists, self.currency)
    }
}

/// The pack that a line is bought in; `None` for stock units.
pub(super) fn pack_of<'a>(line: &CartLine, card: &'a Card) -> Result<Option<&'a Pack>> {
    Ok(line.pack.as_deref().map(|name| card.product.pack(name)).transpose()?.flatten())
}
