//! Which product a variant belongs to, for reports over the whole catalog.

use std::borrow::Cow;
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::ledger::{PostNo, RecordNo, VariantNo};
use crate::storage::{RecordKind, Transaction};
use crate::value::{ProductId, VariantId};
use crate::{Error, Noun, Result};

/// No product.
const NONE: u32 = u32::MAX;

/// All products by what a person calls them, and the product of each variant. Reads no more of the bodies than that.
#[derive(Debug)]
pub(crate) struct Goods {
    products: Vec<NamedProduct>,
    /// Place in `products`, by record number: numbers have no gaps, so the list is about as long as the catalog.
    of_variants: Vec<(u32, VariantId)>,
}

/// Keeps what was loaded last until the catalog changes.
#[derive(Debug, Default)]
pub(crate) struct GoodsShelf(Mutex<Option<(PostNo, Arc<Goods>)>>);

impl GoodsShelf {
    /// The goods of the catalog as of this posting number, which is that of the transaction.
    pub(super) fn at(&self, tx: &mut dyn Transaction, catalog_no: PostNo) -> Result<Arc<Goods>> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, goods)) = known.filter(|(no, _)| *no == catalog_no) {
            return Ok(goods);
        }
        let goods = Arc::new(Goods::load(tx)?);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((catalog_no, Arc::clone(&goods)));
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
    pub(super) name: String,
    pub(super) brand: String,
    /// Brand and name.
    pub(super) full_name: String,
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
        tx.bodies(RecordKind::Product, &mut |number, body| {
            let body: ProductBody<'_> =
                serde_json::from_slice(body).map_err(|e| unread(RecordKind::Product, number, &e))?;
            let (name, brand) = (body.name.into_owned(), body.brand.into_owned());
            let full_name = full_name(&brand, &name);
            products.push(NamedProduct { id: body.id, name, brand, full_name });
            Ok(())
        })?;
        products.sort_unstable_by(|a, b| (&a.full_name, a.id).cmp(&(&b.full_name, b.id)));
        let places: FxHashMap<ProductId, u32> = products.iter().map(|product| product.id).zip(0..).collect();
        let mut of_variants = Vec::new();
        tx.bodies(RecordKind::Variant, &mut |number, body| {
            let body: VariantBody =
                serde_json::from_slice(body).map_err(|e| unread(RecordKind::Variant, number, &e))?;
            let place = places.get(&body.product).ok_or_else(|| Error::not_found(Noun::Product, body.product))?;
            of_variants.resize(number.0 as usize + 1, (NONE, body.id));
            if let Some(last) = of_variants.last_mut() {
                *last = (*place, body.id);
            }
            Ok(())
        })?;
        Ok(Self { products, of_variants })
    }

    /// By brand and name, then by id.
    pub(super) fn products(&self) -> &[NamedProduct] {
        &self.products
    }

    /// The place of a variant's product in [`products`](Self::products).
    pub(super) fn place(&self, variant: VariantNo) -> Result<u32> {
        self.of_variant(variant).map(|(place, _)| place)
    }

    /// The id of a variant.
    pub(super) fn id(&self, variant: VariantNo) -> Result<VariantId> {
        self.of_variant(variant).map(|(_, id)| id)
    }

    fn of_variant(&self, variant: VariantNo) -> Result<(u32, VariantId)> {
        match self.of_variants.get(variant.0 as usize) {
            Some(&(place, id)) if place != NONE => Ok((place, id)),
            _ => Err(Error::not_found(Noun::Variant, variant)),
        }
    }
}

/// What a person calls a product: its brand and name.
pub(super) fn full_name(brand: &str, name: &str) -> String {
    let parts = [brand.trim(), name.trim()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn unread(kind: RecordKind, number: RecordNo, error: &serde_json::Error) -> Error {
    Error::Corrupt { what: format!("{} {}: {error}", kind.code(), number.0) }
}
