use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use crate::document::{Body, DocumentKind, Header};
use crate::ledger::{LineKey, Movement, PostNo, Revaluation, Take, VariantNo};
use crate::posting::{Gate, Later, Posted, Standing, StatedLine, Traced, happened_at, trace};
use crate::storage::DocumentQuery;
use crate::value::{BusinessDay, DocumentId, Money, Quantity, SaleId, Timestamp, VariantId};
use crate::{Error, Noun, Result};

/// What a sale cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleCost {
    /// The sale.
    pub sale: SaleId,
    /// Its lines, in their order.
    pub lines: Vec<SaleLineCost>,
    /// What they cost in all.
    pub cost: Money,
}

/// What a line of a sale cost, as it is known now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleLineCost {
    /// What was sold.
    pub variant: VariantId,
    /// How much.
    pub quantity: Quantity,
    /// Which goods it took, oldest first, and then those that came in for what was not there. Under moving average only the
    /// latter: the line took its share of the pool.
    pub taken: Vec<TakenFrom>,
    /// How much of it was not there, and nothing came in for yet.
    pub short: Quantity,
    /// What that is taken to cost until then.
    pub provisional: Money,
    /// What the line cost when it was posted.
    pub posted: Money,
    /// What later documents made of that, by posting number.
    pub revaluations: Vec<CostRevaluation>,
    /// What it costs: `posted` and all revaluations.
    pub cost: Money,
    /// What the parts of a kit cost, each with the goods that it took; the kit costs what they do together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<SaleLineCost>,
}

/// By how much a later document changed the cost of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostRevaluation {
    /// The document: paper that came late, a freight bill, goods that covered a shortage, an amendment, a void.
    pub document: DocumentId,
    /// Its number.
    pub number: String,
    /// What kind of document it is.
    pub kind: DocumentKind,
    /// The day the difference is booked on.
    pub business_day: BusinessDay,
    /// Above zero when the line cost more than was known before.
    pub cost: Money,
}

/// Goods that a line was costed with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenFrom {
    /// The document that brought them in: a receipt, the opening stock, a refund, a count.
    pub document: DocumentId,
    /// Its number.
    pub number: String,
    /// What kind of document it is.
    pub kind: DocumentKind,
    /// When they came in.
    pub effective_at: Timestamp,
    /// How much of them was taken.
    pub quantity: Quantity,
    /// What that cost.
    pub cost: Money,
}

pub(super) fn explain(gate: &mut Gate<'_>, id: SaleId) -> Result<SaleCost> {
    let unknown = || Error::not_found(Noun::Sale, id);
    let posted = gate.documents(&DocumentQuery::Ids(&[id.into()]))?.pop().ok_or_else(unknown)?;
    let Body::Sale(body) = &posted.body else { return Err(unknown()) };
    let later = Later::load(gate, &posted)?;
    let stated = StatedLine::lines_since(gate, &posted, &later)?;
    let standing = Standing::lines(gate, &posted)?;
    let mut traced = traced(gate, &standing)?;
    let documents = Documents::load(gate, &posted, &standing, &later.documents, &traced)?;
    let mut standing = standing.iter().peekable();
    let mut lines = Vec::with_capacity(body.lines.len());
    for (index, (line, stated)) in body.lines.iter().zip(stated).enumerate() {
        let mut costs = Vec::with_capacity(line.parts.len().max(1));
        while let Some(standing) = standing.next_if(|standing| standing.line == index) {
            let (variant, quantity) = match line.parts.get(costs.len()) {
                Some(part) => (part.variant, part.quantity.add(later.amended_part(index, part.variant)?)?),
                None => (line.variant, stated.quantity),
            };
            let quantity = if later.is_void { Quantity::ZERO } else { quantity };
            let traced = traced.remove(&standing.row.key).unwrap_or_default();
            costs.push(documents.cost(standing, (variant, quantity), traced)?);
        }
        if line.parts.is_empty() {
            lines.append(&mut costs);
        } else {
            let quantity = if later.is_void { Quantity::ZERO } else { stated.quantity };
            lines.push(SaleLineCost::of_kit(line.variant, quantity, costs)?);
        }
    }
    let cost = Money::sum(lines.iter().map(|line| line.cost))?;
    Ok(SaleCost { sale: id, lines, cost })
}

impl SaleLineCost {
    /// A kit costs what its parts do.
    fn of_kit(variant: VariantId, quantity: Quantity, parts: Vec<Self>) -> Result<Self> {
        let mut revaluations: Vec<CostRevaluation> = Vec::new();
        for more in parts.iter().flat_map(|part| &part.revaluations) {
            let same = |known: &&mut CostRevaluation| {
                (known.document, known.business_day) == (more.document, more.business_day)
            };
            match revaluations.iter_mut().find(same) {
                Some(known) => known.cost = known.cost.add(more.cost)?,
                None => revaluations.push(more.clone()),
            }
        }
        let sum = |figure: fn(&Self) -> Money| Money::sum(parts.iter().map(figure));
        Ok(Self {
            variant,
            quantity,
            taken: Vec::new(),
            short: Quantity::ZERO,
            provisional: sum(|part| part.provisional)?,
            posted: sum(|part| part.posted)?,
            revaluations,
            cost: sum(|part| part.cost)?,
            parts,
        })
    }
}

/// Where the goods of all lines came from.
fn traced(gate: &mut Gate<'_>, lines: &[Standing]) -> Result<FxHashMap<LineKey, Traced>> {
    let mut places: BTreeMap<VariantNo, Vec<_>> = BTreeMap::new();
    for line in lines {
        places.entry(line.row.variant).or_default().push(line.place());
    }
    let mut traced = FxHashMap::default();
    let cards = gate.cards_numbered(places.keys().copied())?;
    for (card, places) in cards.into_iter().zip(places.into_values()) {
        traced.extend(trace(gate, &card, &places)?);
    }
    Ok(traced)
}

/// What a sale's cost is told with.
struct Documents {
    /// The movements of the sale.
    own: Vec<Movement>,
    /// Those of documents that say something of it: amendments, a void.
    later: Vec<Movement>,
    /// What other documents made of its cost.
    revaluations: Vec<Revaluation>,
    /// Of all documents that are told of.
    known: FxHashMap<PostNo, Header>,
    /// When the goods came in that were taken, by the documents that brought them.
    came_at: FxHashMap<PostNo, Timestamp>,
}

impl Documents {
    fn load(
        gate: &mut Gate<'_>,
        sale: &Posted,
        lines: &[Standing],
        later: &[Posted],
        traced: &FxHashMap<LineKey, Traced>,
    ) -> Result<Self> {
        let own = gate.movements_of(&[sale.post_no])?;
        let posts: Vec<PostNo> = later.iter().map(|document| document.post_no).collect();
        let later = gate.movements_of(&posts)?;
        let roots: Vec<_> = lines.iter().map(|line| (line.row.variant, line.row.key)).collect();
        let revaluations = gate.tx.revaluations_of(&roots)?;
        let sources: FxHashSet<PostNo> =
            traced.values().flat_map(|line| line.takes.iter().map(|take| take.source.post())).collect();
        let mut told: Vec<PostNo> = revaluations.iter().map(|row| row.key.post()).collect();
        told.extend(posts.into_iter().chain(sources.iter().copied()));
        told.sort_unstable();
        told.dedup();
        let (mut known, mut came_at) = (FxHashMap::default(), FxHashMap::default());
        for document in gate.documents(&DocumentQuery::Posts(&told))? {
            if sources.contains(&document.post_no) {
                came_at.insert(document.post_no, happened_at(gate, &document)?);
            }
            known.insert(document.post_no, document.header);
        }
        Ok(Self { own, later, revaluations, known, came_at })
    }

    /// What goods of a line cost.
    fn cost(&self, line: &Standing, of: (VariantId, Quantity), traced: Traced) -> Result<SaleLineCost> {
        let (variant, quantity) = of;
        let Traced { takes, short, provisional } = traced;
        let (posted, revaluations) = (self.posted(line)?, self.revaluations(line)?);
        let cost = posted.add(Money::sum(revaluations.iter().map(|revaluation| revaluation.cost))?)?;
        let taken = takes.iter().map(|take| self.taken(take)).collect::<Result<_>>()?;
        let parts = Vec::new();
        Ok(SaleLineCost { variant, quantity, taken, short, provisional, posted, revaluations, cost, parts })
    }

    fn posted(&self, line: &Standing) -> Result<Money> {
        let is_its = |row: &&Movement| {
            usize::from(row.document_line) == line.line && row.kind == line.row.kind && row.variant == line.row.variant
        };
        let own = self.own.iter().filter(is_its);
        Money::sum(own.map(|row| row.value))?.neg()
    }

    fn taken(&self, take: &Take) -> Result<TakenFrom> {
        let post = take.source.post();
        let Header { id, number, kind, effective_at, .. } = self.header(post)?;
        Ok(TakenFrom {
            document: *id,
            number: number.clone(),
            kind: *kind,
            effective_at: self.came_at.get(&post).copied().unwrap_or(*effective_at),
            quantity: take.quantity,
            cost: take.value,
        })
    }

    /// What later documents made of the cost of a line.
    fn revaluations(&self, line: &Standing) -> Result<Vec<CostRevaluation>> {
        let root = line.row.key;
        let mut sums: BTreeMap<(PostNo, BusinessDay), Money> = BTreeMap::new();
        let corrections = self.later.iter().filter(|row| row.corrects == Some(root));
        let corrections = corrections.map(|row| (row.key.post(), row.business_day, row.value));
        let revaluations = self.revaluations.iter().filter(|row| row.corrects == root);
        let revaluations = revaluations.map(|row| (row.key.post(), row.business_day, row.value));
        for (post, day, value) in corrections.chain(revaluations) {
            let sum = sums.entry((post, day)).or_default();
            *sum = sum.sub(value)?;
        }
        sums.retain(|_, cost| !cost.is_zero());
        sums.into_iter()
            .map(|((post, business_day), cost)| {
                let Header { id, number, kind, .. } = self.header(post)?.clone();
                Ok(CostRevaluation { document: id, number, kind, business_day, cost })
            })
            .collect()
    }

    fn header(&self, post: PostNo) -> Result<&Header> {
        self.known.get(&post).ok_or_else(|| Error::not_found(Noun::Document, post))
    }
}
