use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::Stockroom;
use crate::costing::{PoolParts, ReplayParts, Slice};
use crate::document::{DocumentKind, Header};
use crate::ledger::{CostingMethod, PostNo};
use crate::posting::Gate;
use crate::storage::DocumentQuery;
use crate::value::{DocumentId, LocationId, Money, Quantity, Timestamp, VariantId};
use crate::{Error, Noun, Result};

/// Goods of one variant that are costed together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostPool {
    /// Where, in a shop in which each location is a pool of its own; `None` for the pool of all locations.
    pub location: Option<LocationId>,
    /// How they are costed.
    pub method: CostingMethod,
    /// On hand; below zero when more left than was there.
    pub quantity: Quantity,
    /// What that is worth; of goods that are short: what they are taken to cost, below zero.
    pub value: Money,
    /// By how much the goods are written down, which is off their value already.
    pub written_down: Money,
    /// First in, first out: what the goods are made of, oldest first. They add up to quantity and value, as long as
    /// nothing is short. Empty under moving average.
    pub layers: Vec<CostLayer>,
}

/// Goods that came in together, as far as they are still there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostLayer {
    /// The document that brought them in.
    pub document: DocumentId,
    /// Its number.
    pub number: String,
    /// What kind of document it is.
    pub kind: DocumentKind,
    /// When they came in.
    pub effective_at: Timestamp,
    /// How much is left.
    pub quantity: Quantity,
    /// What that is worth.
    pub value: Money,
}

impl Stockroom<'_> {
    /// What the goods of a variant that are on hand are made of, at cost: one pool, or one for each location where a
    /// location is a pool of its own. None of goods that never moved.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    ///
    /// ```
    /// use rust_decimal_macros::dec;
    /// use tillbook::Shop;
    /// use tillbook::shop::{NewProduct, OpeningStockLine};
    /// use tillbook::value::DocumentId;
    ///
    /// let shop = Shop::memory()?;
    /// let tea = shop.catalog().add(NewProduct::new("Green tea").price(dec!(12.80)))?.variants[0].id;
    /// for cost in [dec!(7), dec!(8)] {
    ///     shop.stockroom().open_with(DocumentId::new(), None, &[OpeningStockLine::new(tea, dec!(10), cost)])?;
    /// }
    /// let pool = &shop.stockroom().cost_pools(tea)?[0];
    /// assert_eq!((pool.layers.len(), pool.value), (2, shop.money(dec!(150))?));
    /// # Ok::<(), tillbook::Error>(())
    /// ```
    pub fn cost_pools(&self, variant: VariantId) -> Result<Vec<CostPool>> {
        self.shop.examine(|gate| {
            let cards = gate.goods(&[variant])?;
            let Some(card) = cards.first() else { return Ok(Vec::new()) };
            let costs = gate.state.goods(card.no)?.costs().clone();
            let method = costs.method();
            let pools = ReplayParts::from(costs).pools;
            let headers = headers(gate, pools.iter().flat_map(|(_, pool)| &pool.slices))?;
            let snapshot = gate.snapshot()?;
            pools
                .into_iter()
                .map(|(location, pool)| {
                    let place = snapshot.locations().iter().find(|(no, _)| *no == location);
                    cost_pool(place.map(|(_, location)| location.id), method, &pool, &headers)
                })
                .collect()
        })
    }
}

type Headers = FxHashMap<PostNo, Header>;

/// The documents that brought goods in, in one call.
fn headers<'a>(gate: &mut Gate<'_>, slices: impl Iterator<Item = &'a Slice>) -> Result<Headers> {
    let mut posts: Vec<PostNo> = slices.map(|slice| slice.source.post()).collect();
    posts.sort_unstable();
    posts.dedup();
    let documents = gate.documents(&DocumentQuery::Posts(&posts))?;
    Ok(documents.into_iter().map(|document| (document.post_no, document.header)).collect())
}

fn cost_pool(
    location: Option<LocationId>,
    method: CostingMethod,
    pool: &PoolParts,
    headers: &Headers,
) -> Result<CostPool> {
    let missing = Quantity::sum(pool.shortages.iter().map(|shortage| shortage.quantity))?;
    let provisional = Money::sum(pool.shortages.iter().map(|shortage| shortage.value))?;
    Ok(CostPool {
        location,
        method,
        quantity: pool.quantity.sub(missing)?,
        value: pool.value.sub(provisional)?,
        written_down: Money::sum(pool.written_down.iter().map(|(_, value)| *value))?,
        layers: pool.slices.iter().map(|slice| layer(slice, headers)).collect::<Result<_>>()?,
    })
}

fn layer(slice: &Slice, headers: &Headers) -> Result<CostLayer> {
    let post = slice.source.post();
    let header = headers.get(&post).ok_or_else(|| Error::not_found(Noun::Document, post))?;
    Ok(CostLayer {
        document: header.id,
        number: header.number.clone(),
        kind: header.kind,
        effective_at: slice.at,
        quantity: slice.quantity,
        value: slice.value,
    })
}
