//! State: what follows from the ledgers and can be rebuilt from the documents.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Account, CostingMethod, LineKey, LocationNo, Unit, VariantNo};
use crate::value::{Date, Money, Quantity, Timestamp};

/// Where goods of a variant lie.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LevelKey {
    /// The variant.
    pub variant: VariantNo,
    /// The location.
    pub location: LocationNo,
    /// The batch number; empty for goods that are not tracked by batch.
    pub batch: String,
}

/// On hand per variant, location and batch, but for what lies in [`Pool::loose`]. A level of zero is not stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// Where the goods lie.
    pub key: LevelKey,
    /// How much.
    pub quantity: Quantity,
    /// The batch's last good day.
    pub expires_on: Option<Date>,
    /// The movement that first brought the batch in: the earlier leaves first when two expire on one day.
    pub since: LineKey,
}

/// What is known of a batch for as long as the shop lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchInfo {
    /// The variant.
    pub variant: VariantNo,
    /// The batch number.
    pub batch: String,
    /// When it was made.
    pub produced_on: Option<Date>,
    /// Its last good day.
    pub expires_on: Option<Date>,
    /// The movement that first brought it in.
    pub since: LineKey,
}

/// Quantity and value per variant, and what it sold so far. What most variants have just one of lies in the pool itself,
/// so that a sale rewrites one row a variant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pool {
    /// The variant.
    pub variant: VariantNo,
    /// How it is costed; follows the catalog at the next movement.
    pub method: CostingMethod,
    /// On hand over all locations.
    pub quantity: Quantity,
    /// Worth at cost; zero when nothing is on hand.
    pub value: Money,
    /// The last known cost of goods, as a fraction that nothing was rounded off: so many units, ...
    pub last_quantity: Quantity,
    /// ... and what they cost. Zero units where none is known: under moving average, as long as goods are on hand.
    pub last_value: Money,
    /// Effective time of the newest movement, ...
    pub newest_at: Timestamp,
    /// ... and how many lines of documents moved it so far: which of them a checkpoint follows.
    pub moves: u32,
    /// Sold so far, less what came back.
    pub sold_quantity: Quantity,
    /// What customers paid for it, tax included.
    pub sold_total: Money,
    /// The tax in that.
    pub sold_tax: Money,
    /// What it cost.
    pub sold_cost: Money,
    /// Under first in, first out: its oldest layer, which is the next one to be taken from.
    pub front: Option<Front>,
    /// Its goods without a batch at the first location (by number) that has any.
    pub loose: Option<Loose>,
    /// The state of the cost engine as JSON, where layers and last cost do not tell all of it: goods that are written
    /// down, a cost pool per location. There are no layers then.
    pub costs: Option<String>,
}

impl Pool {
    /// A variant that never moved.
    pub const fn new(variant: VariantNo, method: CostingMethod) -> Self {
        Self {
            variant,
            method,
            quantity: Quantity::ZERO,
            value: Money::ZERO,
            last_quantity: Quantity::ZERO,
            last_value: Money::ZERO,
            newest_at: Timestamp::MIN,
            moves: 0,
            sold_quantity: Quantity::ZERO,
            sold_total: Money::ZERO,
            sold_tax: Money::ZERO,
            sold_cost: Money::ZERO,
            front: None,
            loose: None,
            costs: None,
        }
    }
}

/// The oldest layer of a pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Front {
    /// When the goods came in.
    pub at: Timestamp,
    /// The movement that brought them in.
    pub source: LineKey,
    /// What is left; above zero.
    pub quantity: Quantity,
    /// What that is worth.
    pub value: Money,
}

/// Goods without a batch at one location.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loose {
    /// Where they lie.
    pub location: LocationNo,
    /// How much; not zero.
    pub quantity: Quantity,
    /// The movement that first brought such goods there.
    pub since: LineKey,
}

/// A FIFO slice: what is left of the goods that one movement brought in, but for the one in [`Pool::front`]. Or an open
/// shortage, with a quantity and a value below zero: what a sale took that was not there. Ordered by (`at`, `source`); a
/// layer of zero is not stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layer {
    /// The variant.
    pub variant: VariantNo,
    /// When the goods came in, or went out short.
    pub at: Timestamp,
    /// The movement that brought them in, or took them.
    pub source: LineKey,
    /// What is left.
    pub quantity: Quantity,
    /// What that is worth.
    pub value: Money,
}

/// Whose account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct BalanceKey {
    /// The account.
    pub account: Account,
    /// The owner, for accounts that have one.
    pub owner: Option<Uuid>,
    /// What is counted.
    pub unit: Unit,
}

impl BalanceKey {
    /// Money that somebody has with the shop, or the shop with them.
    pub const fn of(account: Account, owner: Uuid) -> Self {
        Self { account, owner: Some(owner), unit: Unit::Money }
    }
}

/// Amount per account and owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Balance {
    /// Whose account.
    pub key: BalanceKey,
    /// Debit positive: minor units, or so many points or uses.
    pub amount: Money,
}
