use std::sync::Arc;

use rust_decimal::Decimal;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::catalog::{KitPart, Variant};
use crate::document::EditedRecord;
use crate::ledger::VariantNo;
use crate::posting::{Gate, body, part_link};
use crate::storage::{KeyKind, PoolQuery, RecordKind, RecordQuery};
use crate::value::{Quantity, VariantId};
use crate::{Error, Expected, Noun, Result};

/// So much of other goods in each stock unit of a kit.
///
/// ```
/// use rust_decimal_macros::dec;
/// use tillbook::Shop;
/// use tillbook::pricing::Cart;
/// use tillbook::shop::{NewPart, NewProduct, OpeningStockLine, Tender};
/// use tillbook::value::{DocumentId, SaleId};
///
/// let shop = Shop::memory()?;
/// let tea = shop.catalog().add(NewProduct::new("Tea").price(dec!(30)))?.variants[0].id;
/// let cup = shop.catalog().add(NewProduct::new("Cup").price(dec!(15)))?.variants[0].id;
/// let set = NewProduct::new("Tea for two").price(dec!(50)).part(NewPart::new(tea, dec!(1))).part(NewPart::new(cup, dec!(2)));
/// let set = shop.catalog().add(set)?.variants[0].id;
/// let goods = [OpeningStockLine::new(tea, dec!(10), dec!(12)), OpeningStockLine::new(cup, dec!(10), dec!(6))];
/// shop.stockroom().open_with(DocumentId::new(), None, &goods)?;
/// assert_eq!(shop.stockroom().available(set)?, dec!(5).try_into()?); // cups for five
///
/// let sale = shop.till().sell(SaleId::new(), &Cart::new().add(set, dec!(1)), &[Tender::cash(shop.money(dec!(50))?)])?;
/// assert_eq!(shop.stockroom().on_hand(cup)?.0, dec!(8).try_into()?);
/// assert_eq!(shop.stockroom().explain_cost(sale.id)?.cost, shop.money(dec!(24))?);
/// # Ok::<(), tillbook::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPart {
    /// The goods; no other kit.
    pub variant: VariantId,
    /// How much of them, above zero: stock units, or packs if `pack` names one.
    pub quantity: Decimal,
    /// The pack; `None` for the stock unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pack: Option<String>,
}

impl NewPart {
    /// So many stock units.
    pub fn new(variant: VariantId, quantity: Decimal) -> Self {
        Self { variant, quantity, pack: None }
    }

    /// In packs of this name instead of stock units.
    pub fn pack(mut self, name: impl Into<String>) -> Self {
        self.pack = Some(name.into());
        self
    }
}

/// The parts of a kit with their packs, which stay what they are now.
pub(super) fn parts(gate: &mut Gate<'_>, new: &[NewPart]) -> Result<Vec<KitPart>> {
    let mut parts = Vec::with_capacity(new.len());
    for (index, part) in new.iter().enumerate() {
        let made = part_of(gate, part).map_err(|error| error.within(format_args!("parts[{index}]")))?;
        parts.push(made);
    }
    Ok(parts)
}

fn part_of(gate: &mut Gate<'_>, new: &NewPart) -> Result<KitPart> {
    let quantity = Quantity::positive(new.quantity, "quantity")?;
    let pack = match &new.pack {
        Some(name) => gate.snapshot()?.card(gate.tx, new.variant)?.product.pack(name)?.cloned(),
        None => None,
    };
    Ok(KitPart { variant: new.variant, quantity, pack })
}

/// What is put together must be there and be no kit itself: in the catalog, or beside it in the same document. What is a kit
/// now has no stock and is part of no other.
pub(in crate::shop) fn check_kits(gate: &mut Gate<'_>, records: &[EditedRecord]) -> Result<()> {
    let variants = || {
        records.iter().enumerate().filter_map(|(index, record)| match record {
            EditedRecord::Variant(variant) => Some((index, variant)),
            _ => None,
        })
    };
    if !variants().any(|(_, variant)| variant.is_kit()) {
        return Ok(());
    }
    let edited: FxHashMap<VariantId, &Variant> = variants().map(|(_, variant)| (variant.id, variant)).collect();
    let kits: Vec<(usize, &Variant)> = variants().filter(|(_, variant)| variant.is_kit()).collect();
    let goods = parts_beside(gate, &kits, &edited)?;
    let (stocked, holders) = (stocked(gate, &kits)?, holders(gate, &kits, &edited)?);
    for (index, kit) in kits {
        let held = holders.iter().find(|holder| holder.parts.iter().any(|part| part.variant == kit.id));
        let checked = match kit.parts.iter().filter_map(|part| goods.get(&part.variant)).find(|part| part.is_kit()) {
            Some(part) => Err(Error::WrongState { what: Noun::Variant, key: part.sku.clone(), state: "kit" }),
            None if stocked.contains(&kit.id.uuid()) => Err(Error::GoodsMoved { sku: kit.sku.clone(), field: "parts" }),
            None => match held {
                Some(held) => Err(Error::invalid("parts", &kit.sku, Expected::NoPartOf(held.sku.clone()))),
                None => Ok(()),
            },
        };
        checked.map_err(|error| error.within(format_args!("records[{index}]")))?;
    }
    Ok(())
}

/// All parts of these kits: as edited, else as they are.
fn parts_beside(
    gate: &mut Gate<'_>,
    kits: &[(usize, &Variant)],
    edited: &FxHashMap<VariantId, &Variant>,
) -> Result<FxHashMap<VariantId, Arc<Variant>>> {
    let parts = || kits.iter().flat_map(|(_, kit)| &kit.parts).map(|part| part.variant);
    let mut goods: FxHashMap<VariantId, Arc<Variant>> = FxHashMap::default();
    goods.extend(parts().filter_map(|part| Some((part, Arc::new((*edited.get(&part)?).clone())))));
    let known: Vec<VariantId> = parts().filter(|part| !edited.contains_key(part)).collect();
    let cards = gate.snapshot()?.cards(gate.tx, &known)?;
    goods.extend(cards.iter().map(|card| (card.variant.id, Arc::clone(&card.variant))));
    Ok(goods)
}

/// Those whose goods moved before they were put together.
fn stocked(gate: &mut Gate<'_>, kits: &[(usize, &Variant)]) -> Result<FxHashSet<Uuid>> {
    let ids: Vec<Uuid> = kits.iter().map(|(_, kit)| kit.id.uuid()).collect();
    let records = gate.tx.records(&RecordQuery::Ids(RecordKind::Variant, &ids))?;
    let numbers: Vec<VariantNo> = records.iter().map(|record| record.number.into()).collect();
    let pools = gate.tx.pools(&PoolQuery::Variants(&numbers))?;
    let moved: FxHashSet<VariantNo> = pools.iter().filter(|pool| pool.moves > 0).map(|pool| pool.variant).collect();
    Ok(records.into_iter().filter(|record| moved.contains(&record.number.into())).map(|record| record.id).collect())
}

/// Other kits that have one of these as a part, and that keep it.
fn holders(
    gate: &mut Gate<'_>,
    kits: &[(usize, &Variant)],
    edited: &FxHashMap<VariantId, &Variant>,
) -> Result<Vec<Variant>> {
    let links: Vec<String> = kits.iter().map(|(_, kit)| part_link(kit.id)).collect();
    let links: Vec<&str> = links.iter().map(String::as_str).collect();
    let records = gate.tx.records(&RecordQuery::Keys(RecordKind::Variant, KeyKind::Link, &links))?;
    let mut holders: Vec<Variant> = records.iter().map(body).collect::<Result<_>>()?;
    holders.retain(|holder| !edited.contains_key(&holder.id));
    Ok(holders)
}
