use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{PaymentRules, ShiftRules};
use crate::catalog::check_name;
use crate::costing::{CostScope, NegativeStock};
use crate::ledger::CostingMethod;
use crate::party::LevelRules;
use crate::pricing::{PointsRules, TaxRounding};
use crate::value::{Currency, Date, Zone};
use crate::{Error, Expected, Result};

const MOST_MOVES_PER_CHECKPOINT: u32 = 1_000_000;

/// What holds for the whole shop.
///
/// ```
/// use tillbook::document::Settings;
/// let settings = Settings { name: "街角小店".into(), ..Settings::default() };
/// assert_eq!(settings.currency.code(), "CNY");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// The shop's id; random, made once.
    pub shop: Uuid,
    /// Its name.
    pub name: String,
    /// The currency of all its amounts; never changes.
    pub currency: Currency,
    /// IANA name of its time zone.
    pub time_zone: String,
    /// The hour at which its day begins, 0 to 12.
    pub cutover_hour: u8,
    /// Its first day: nothing is posted before it.
    pub opened_on: Date,
    /// True if selling prices include tax.
    pub prices_include_tax: bool,
    /// Where taxes on sales are rounded.
    #[serde(default)]
    pub tax_rounding: TaxRounding,
    /// How goods are costed, where neither product nor category says otherwise.
    pub costing: CostingMethod,
    /// What shares a cost: all goods of a variant, or those at one location. Never changes.
    #[serde(default)]
    pub cost_scope: CostScope,
    /// Whether more may leave than is there, where neither variant nor product says otherwise.
    #[serde(default)]
    pub negative_stock: NegativeStock,
    /// After how many moves of a variant the state of its costs is kept, for late paper to be reckoned from: 1 to
    /// 1,000,000. With fewer, late paper takes less time, and the shop more room.
    #[serde(default = "moves_per_checkpoint")]
    pub moves_per_checkpoint: u32,
    /// How shifts are kept.
    #[serde(default, skip_serializing_if = "ShiftRules::is_default")]
    pub shifts: ShiftRules,
    /// How members earn and redeem points; `None` for a shop without points. Set by
    /// [`Members::set_points`](crate::shop::Members::set_points).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<PointsRules>,
    /// Which levels members reach by what they spend; `None` for a shop that sets them by hand. Set by
    /// [`Members::set_levels`](crate::shop::Members::set_levels).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub levels: Option<LevelRules>,
    /// The last day on which nothing happens any more; moved by [`Office::lock`](crate::shop::Office::lock) alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locked_through: Option<Date>,
    /// How payments are taken; changed by [`Office::put_payment_rules`](crate::shop::Office::put_payment_rules).
    #[serde(default, skip_serializing_if = "PaymentRules::is_default")]
    pub payments: PaymentRules,
}

impl Default for Settings {
    /// A shop in China: yuan, Shanghai time, prices with tax, FIFO, opened on 2000-01-01.
    fn default() -> Self {
        Self {
            shop: Uuid::now_v7(),
            name: "Shop".into(),
            currency: Currency::CNY,
            time_zone: "Asia/Shanghai".into(),
            cutover_hour: 0,
            opened_on: Date::from_days(10_957),
            prices_include_tax: true,
            tax_rounding: TaxRounding::Line,
            costing: CostingMethod::Fifo,
            cost_scope: CostScope::Item,
            negative_stock: NegativeStock::Forbid,
            moves_per_checkpoint: moves_per_checkpoint(),
            shifts: ShiftRules::default(),
            points: None,
            levels: None,
            locked_through: None,
            payments: PaymentRules::default(),
        }
    }
}

impl Settings {
    /// Its clock.
    ///
    /// # Errors
    /// [`Error::Invalid`](crate::Error::Invalid) for an unknown time zone or a cut-over hour above 12.
    pub fn zone(&self) -> Result<Zone> {
        Zone::new(&self.time_zone, self.cutover_hour)
    }

    pub(crate) fn check(&self) -> Result<()> {
        check_name("name", &self.name)?;
        if !(1..=MOST_MOVES_PER_CHECKPOINT).contains(&self.moves_per_checkpoint) {
            let expected = Expected::Range("1".into(), MOST_MOVES_PER_CHECKPOINT.to_string());
            return Err(Error::invalid("moves_per_checkpoint", self.moves_per_checkpoint, expected));
        }
        self.shifts.check().map_err(|error| error.within("shifts"))?;
        self.payments.check(self.prices_include_tax).map_err(|error| error.within("payments"))?;
        self.points.as_ref().map_or(Ok(()), |rules| rules.check().map_err(|error| error.within("points")))?;
        self.levels.as_ref().map_or(Ok(()), |rules| rules.check().map_err(|error| error.within("levels")))?;
        self.zone().map(|_| ())
    }
}

/// It is taken where a shop does not say otherwise: some milliseconds of late paper, some bytes a move.
const fn moves_per_checkpoint() -> u32 {
    1_000
}
