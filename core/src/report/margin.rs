use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::goods::Goods;
use super::sums::{Sums, ratio};
use super::{Period, Reports, sources};
use crate::ledger::{MemberNo, PostNo, RecordNo, VariantNo};
use crate::posting::{Card, Snapshot};
use crate::storage::{LedgerFilter, RecordKind, RecordQuery, SaleFigures, Transaction};
use crate::value::{BusinessDay, CategoryId, MemberId, Money, ProductId, Quantity, VariantId};
use crate::{Error, Noun, Result};

/// What a margin is worked out for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum By {
    /// Every product: all its variants together.
    Product,
    /// Every variant.
    Variant,
    /// Every category, with the products that stand in it itself, not those of the categories below.
    Category,
    /// Every category that has no parent, with the products of all categories below.
    TopCategory,
    /// Every brand, as it is written.
    Brand,
    /// Every business day.
    Day,
    /// Every member; sales without one are a row of their own.
    Member,
}

/// Whose margin it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MarginKey {
    /// A product's.
    Product(ProductId),
    /// A variant's.
    Variant(VariantId),
    /// A category's; `None` for products without one.
    Category(Option<CategoryId>),
    /// A brand's; empty for products without one.
    Brand(String),
    /// A business day's.
    Day(BusinessDay),
    /// A member's; `None` for customers whom the shop does not know.
    Member(Option<MemberId>),
}

/// What goods brought and what they cost: sales less refunds and voids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarginRow {
    /// Whose.
    pub key: MarginKey,
    /// What a person calls it: the name of the product with its brand, of the variant, category or member, the day;
    /// empty for goods without a category or brand and sales without a member.
    pub name: Arc<str>,
    /// Stock units sold, less those that came back.
    pub quantity: Quantity,
    /// What customers paid less what they got back, without tax: after all discounts and coupons.
    pub net_sales: Money,
    /// The tax on that.
    pub tax: Money,
    /// What the goods cost by the ledger, less the cost of those that came back.
    pub cost: Money,
    /// Gross profit (毛利): `net_sales - cost`.
    pub profit: Money,
    /// `profit / net_sales` (毛利率).
    pub margin: Option<Decimal>,
    /// `profit / cost` (加价率).
    pub markup: Option<Decimal>,
}

impl Reports<'_> {
    /// Gross margin of the period, most profit first; by day the earliest first. One row for each key with a line of
    /// a sale, refund or void in the period. Goods that cost nothing by the ledger have no markup: `None`.
    ///
    /// # Errors
    /// [`Error::TooLarge`] for sums that do not fit; failures of the storage.
    pub fn margin(&self, period: Period, by: By) -> Result<Vec<MarginRow>> {
        self.shop.read(|tx, snapshot| {
            let mut rows = match by {
                By::Day => by_day(tx, period)?,
                By::Member => by_member(tx, period)?,
                By::Product => {
                    let goods = self.goods(tx, snapshot)?;
                    by_product(tx, &goods, period)?
                }
                By::Variant | By::Category | By::TopCategory | By::Brand => by_goods(tx, snapshot, period, by)?,
            };
            if by != By::Day {
                rows.sort_by(|a, b| (Reverse(a.profit), &a.name, &a.key).cmp(&(Reverse(b.profit), &b.name, &b.key)));
            }
            Ok(rows)
        })
    }
}

impl MarginRow {
    pub(super) fn new(key: MarginKey, name: Arc<str>, sums: &Sums) -> Result<Self> {
        let (net_sales, profit) = (sums.net_sales()?, sums.profit()?);
        Ok(Self {
            key,
            name,
            quantity: sums.quantity,
            net_sales,
            tax: sums.tax,
            cost: sums.cost,
            profit,
            margin: ratio(profit.minor(), net_sales.minor()),
            markup: ratio(profit.minor(), sums.cost.minor()),
        })
    }
}

/// Sums per key, in one pass over the lines of the period.
fn grouped<K: std::hash::Hash + Eq>(
    tx: &mut dyn Transaction,
    period: Period,
    key: impl Fn(&SaleFigures) -> K,
) -> Result<FxHashMap<K, Sums>> {
    let mut groups: FxHashMap<K, Sums> = FxHashMap::default();
    let filter = period.filter();
    sources::figures(tx, &filter, &mut |line| groups.entry(key(line)).or_default().add(&Sums::of_line(line)))?;
    Ok(groups)
}

/// A row has its place in a list: no key is looked up for a line.
fn by_product(tx: &mut dyn Transaction, goods: &Goods, period: Period) -> Result<Vec<MarginRow>> {
    let mut groups: Vec<Option<Sums>> = vec![None; goods.products().len()];
    sources::figures(tx, &period.filter(), &mut |line| match groups.get_mut(goods.place(line.variant)? as usize) {
        Some(group) => group.get_or_insert_default().add(&Sums::of_line(line)),
        None => Err(Error::not_found(Noun::Variant, line.variant)),
    })?;
    let named = goods.products().iter().zip(groups);
    let sold = named.filter_map(|(product, sums)| Some((product, sums?)));
    sold.map(|(product, sums)| MarginRow::new(MarginKey::Product(product.id), Arc::clone(&product.full_name), &sums))
        .collect()
}

fn by_day(tx: &mut dyn Transaction, period: Period) -> Result<Vec<MarginRow>> {
    let days: BTreeMap<BusinessDay, Sums> = grouped(tx, period, |line| line.business_day)?.into_iter().collect();
    days.iter().map(|(day, sums)| MarginRow::new(MarginKey::Day(*day), day.to_string().into(), sums)).collect()
}

fn by_member(tx: &mut dyn Transaction, period: Period) -> Result<Vec<MarginRow>> {
    let mut groups: FxHashMap<Option<MemberNo>, Sums> = FxHashMap::default();
    tx.sale_lines(&period.filter(), &mut |line| {
        groups.entry(line.member).or_default().add(&Sums::of_line(&SaleFigures::of(line)))
    })?;
    for (member, cost) in revalued_members(tx, period)? {
        groups.entry(member).or_default().add(&Sums { cost, ..Sums::default() })?;
    }
    let numbers: Vec<RecordNo> = groups.keys().flatten().map(|no| RecordNo(no.0)).collect();
    let records = tx.records(&RecordQuery::Numbers(&numbers))?;
    let members: FxHashMap<MemberNo, (MemberId, Arc<str>)> = records
        .into_iter()
        .filter(|record| record.kind == RecordKind::Member)
        .map(|record| (record.number.into(), (MemberId::from_uuid(record.id), record.name.into())))
        .collect();
    let row = |(no, sums): (Option<MemberNo>, Sums)| match no {
        None => MarginRow::new(MarginKey::Member(None), Arc::default(), &sums),
        Some(no) => {
            let member = members.get(&no).cloned();
            let (id, name) = member.ok_or_else(|| Error::not_found(Noun::Member, no))?;
            MarginRow::new(MarginKey::Member(Some(id)), name, &sums)
        }
    };
    groups.into_iter().map(row).collect()
}

/// What later documents made of the costs of sales, by whose sales they were.
fn revalued_members(tx: &mut dyn Transaction, period: Period) -> Result<Vec<(Option<MemberNo>, Money)>> {
    let mut costs: FxHashMap<PostNo, Money> = FxHashMap::default();
    tx.revaluations(&period.filter(), &mut |row| {
        if let Some((_, cost)) = sources::cost_of_sales(row)? {
            let sum = costs.entry(row.corrects.post()).or_default();
            *sum = sum.add(cost)?;
        }
        Ok(())
    })?;
    let posts: Vec<PostNo> = costs.keys().copied().collect();
    let mut members = Vec::with_capacity(posts.len());
    let filter = LedgerFilter { posts: Some(&posts), ..LedgerFilter::default() };
    tx.sale_lines(&filter, &mut |line| {
        members.extend(costs.remove(&line.key.post()).map(|cost| (line.member, cost)));
        Ok(())
    })?;
    Ok(members)
}

fn by_goods(tx: &mut dyn Transaction, snapshot: &Snapshot, period: Period, by: By) -> Result<Vec<MarginRow>> {
    let variants = grouped(tx, period, |line| line.variant)?;
    let numbers: Vec<VariantNo> = variants.keys().copied().collect();
    let cards = sources::cards(tx, snapshot, &numbers)?;
    let mut groups: FxHashMap<MarginGroup, (Arc<str>, Sums)> = FxHashMap::default();
    for (no, sums) in &variants {
        let card = sources::card(&cards, *no)?;
        match groups.entry(MarginGroup::of(card, by)) {
            Entry::Occupied(known) => known.into_mut().1.add(sums)?,
            Entry::Vacant(free) => {
                let name = free.key().name(card, snapshot)?;
                free.insert((name, *sums));
            }
        }
    }
    groups.into_iter().map(|(group, (name, sums))| MarginRow::new(group.key(), name, &sums)).collect()
}

/// What the goods of a row share.
#[derive(PartialEq, Eq, Hash)]
enum MarginGroup {
    Variant(VariantId),
    Category(Option<CategoryId>),
    Brand(String),
}

impl MarginGroup {
    fn of(card: &Card, by: By) -> Self {
        match by {
            By::Category => Self::Category(card.categories.first().copied()),
            By::TopCategory => Self::Category(card.categories.last().copied()),
            By::Brand => Self::Brand(card.product.brand.clone()),
            By::Product | By::Variant | By::Day | By::Member => Self::Variant(card.variant.id),
        }
    }

    fn name(&self, card: &Card, snapshot: &Snapshot) -> Result<Arc<str>> {
        Ok(match self {
            Self::Variant(_) => Arc::clone(&card.name),
            Self::Category(None) => Arc::default(),
            Self::Category(Some(id)) => snapshot.category(*id)?.name.as_str().into(),
            Self::Brand(brand) => brand.as_str().into(),
        })
    }

    fn key(self) -> MarginKey {
        match self {
            Self::Variant(id) => MarginKey::Variant(id),
            Self::Category(id) => MarginKey::Category(id),
            Self::Brand(brand) => MarginKey::Brand(brand),
        }
    }
}
