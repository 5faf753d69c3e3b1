//! Which product a variant belongs to, and what each product sold, for reports over the whole catalog.

use std::borrow::Cow;
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::sums::Sums;
use crate::document::Digest;
use crate::ledger::{PostNo, RecordNo, VariantNo};
use crate::posting::Moment;
use crate::storage::{DocumentQuery, LedgerFilter, RecordKind, Transaction};
use crate::value::{ProductId, VariantId};
use crate::{Error, Noun, Result};

/// No product.
const NONE: u32 = u32::MAX;
/// Documents that are added to known totals; when more were posted, all are read again.
const MOST_NEW: u64 = 1_000;

/// All products by what a person calls them, and the product of each variant. Reads no more of the bodies than that.
#[derive(Debug)]
pub(crate) struct Goods {
    products: Vec<NamedProduct>,
    /// Place in `products` by record number of the variant: numbers have no gaps, so the list is about as long as the
    /// catalog. It is looked at for each line of a ledger, so it has nothing else in it.
    places: Vec<u32>,
    /// By record number as well.
    ids: Vec<VariantId>,
    /// What was sold as of a document.
    sold: Mutex<Option<(Moment, Arc<Vec<Sums>>)>>,
}

/// Keeps what was loaded last until the catalog changes.
#[derive(Debug, Default)]
pub(crate) struct GoodsShelf(Mutex<Option<(Digest, Arc<Goods>)>>);

impl GoodsShelf {
    /// The goods of the catalog as of the document with this hash, which is that of the transaction.
    pub(super) fn at(&self, tx: &mut dyn Transaction, catalog: Digest) -> Result<Arc<Goods>> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, goods)) = known.filter(|(then, _)| *then == catalog) {
            return Ok(goods);
        }
        let goods = Arc::new(Goods::load(tx)?);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((catalog, Arc::clone(&goods)));
        Ok(goods)
    }

    /// After state was rebuilt underneath.
    pub(crate) fn forget(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// A product with its names.
#[derive(Debug)]
pub(super) struct NamedProduct {
    pub(super) id: ProductId,
    pub(super) name: Arc<str>,
    pub(super) brand: Arc<str>,
    /// Brand and name.
    pub(super) full_name: Arc<str>,
}

#[derive(Deserialize)]
struct VariantBody {
    id: VariantId,
    product: ProductId,
}

#[derive(Deserialize)]
struct ProductBody<'a> {
    id: ProductId,
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow, default)]
    brand: Cow<'a, str>,
}

impl Goods {
    pub(super) fn load(tx: &mut dyn Transaction) -> Result<Self> {
        let mut products = Vec::new();
        let mut brands: FxHashMap<String, Arc<str>> = FxHashMap::default();
        tx.bodies(RecordKind::Product, &mut |number, body| {
            let body: ProductBody<'_> =
                serde_json::from_slice(body).map_err(|e| unread(RecordKind::Product, number, &e))?;
            let full_name = full_name(&body.brand, &body.name).into();
            let brand = brands.entry(body.brand.into_owned()).or_insert_with_key(|brand| brand.as_str().into());
            products.push(NamedProduct { id: body.id, name: body.name.into(), brand: Arc::clone(brand), full_name });
            Ok(())
        })?;
        products.sort_unstable_by(|a, b| (&a.full_name, a.id).cmp(&(&b.full_name, b.id)));
        let places: FxHashMap<ProductId, u32> = products.iter().map(|product| product.id).zip(0..).collect();
        let (mut in_products, mut ids) = (Vec::new(), Vec::new());
        tx.bodies(RecordKind::Variant, &mut |number, body| {
            let body: VariantBody =
                serde_json::from_slice(body).map_err(|e| unread(RecordKind::Variant, number, &e))?;
            let place = places.get(&body.product).ok_or_else(|| Error::not_found(Noun::Product, body.product))?;
            in_products.resize(number.0 as usize, NONE);
            in_products.push(*place);
            ids.resize(number.0 as usize, body.id);
            ids.push(body.id);
            Ok(())
        })?;
        Ok(Self { products, places: in_products, ids, sold: Mutex::default() })
    }

    /// What each product sold since the shop opened, less what came back, by place in [`products`](Self::products). Read
    /// from the pools once; then only the lines of the documents that came since are added.
    pub(super) fn sold(&self, tx: &mut dyn Transaction) -> Result<Arc<Vec<Sums>>> {
        let head = tx.head("")?.ok_or(Error::NoShop)?;
        let now = (head.post_no, head.hash);
        let known = self.sold.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let sums = match known {
            Some((then, sums)) if then == now => return Ok(sums),
            Some((then, sums)) if is_recent(then.0, now.0) && stands(tx, then)? => {
                self.sold_since(tx, &sums, then.0, now.0)?
            }
            _ => self.sold_ever(tx)?,
        };
        let sums = Arc::new(sums);
        *self.sold.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, Arc::clone(&sums)));
        Ok(sums)
    }

    fn sold_ever(&self, tx: &mut dyn Transaction) -> Result<Vec<Sums>> {
        let mut sums = vec![Sums::default(); self.products.len()];
        tx.sold(&mut |sold| {
            let more = Sums::of_sold(sold);
            if more == Sums::default() { Ok(()) } else { self.add(&mut sums, sold.variant, &more) }
        })?;
        Ok(sums)
    }

    fn sold_since(&self, tx: &mut dyn Transaction, known: &[Sums], then: PostNo, now: PostNo) -> Result<Vec<Sums>> {
        let mut sums = known.to_vec();
        let posts: Vec<PostNo> = (then.0 + 1..=now.0).map(PostNo).collect();
        let filter = LedgerFilter { posts: Some(&posts), ..LedgerFilter::default() };
        super::sources::figures(tx, &filter, &mut |line| self.add(&mut sums, line.variant, &Sums::of_line(line)))?;
        Ok(sums)
    }

    fn add(&self, sums: &mut [Sums], variant: VariantNo, more: &Sums) -> Result<()> {
        let sum = sums.get_mut(self.place(variant)? as usize);
        sum.ok_or_else(|| Error::not_found(Noun::Variant, variant))?.add(more)
    }

    /// By brand and name, then by id.
    pub(super) fn products(&self) -> &[NamedProduct] {
        &self.products
    }

    /// The place of a variant's product in [`products`](Self::products).
    pub(super) fn place(&self, variant: VariantNo) -> Result<u32> {
        let place = self.places.get(variant.0 as usize).filter(|place| **place != NONE);
        place.copied().ok_or_else(|| Error::not_found(Noun::Variant, variant))
    }

    /// The id of a variant.
    pub(super) fn id(&self, variant: VariantNo) -> Result<VariantId> {
        self.place(variant)?;
        self.ids.get(variant.0 as usize).copied().ok_or_else(|| Error::not_found(Noun::Variant, variant))
    }
}

fn is_recent(then: PostNo, now: PostNo) -> bool {
    then < now && now.0 - then.0 <= MOST_NEW
}

/// True if the document with this number is still the one with this hash.
fn stands(tx: &mut dyn Transaction, (post, hash): Moment) -> Result<bool> {
    let found = tx.documents(&DocumentQuery::Posts(&[post]))?;
    Ok(found.first().is_some_and(|document| document.header.hash == hash))
}

/// What a person calls a product: its brand and name.
pub(super) fn full_name(brand: &str, name: &str) -> String {
    let parts = [brand.trim(), name.trim()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn unread(kind: RecordKind, number: RecordNo, error: &serde_json::Error) -> Error {
    Error::Corrupt { what: format!("{} {}: {error}", kind.code(), number.0) }
}
