use serde::{Deserialize, Serialize};

use super::QuotedLine;
use crate::Result;
use crate::value::{Money, Rate, allocate};

/// Where taxes on sales are rounded to the minor unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaxRounding {
    /// On each line.
    #[default]
    Line,
    /// On the sum of each tax code; the lines share it in proportion to their nets, by largest remainder.
    Document,
}

/// The tax on `net`: taken out of it where prices include tax, else on top of it.
pub(super) fn tax_on(net: Money, rate: Rate, prices_include_tax: bool) -> Result<Money> {
    if prices_include_tax { rate.inside(net) } else { rate.of(net) }
}

/// Rounds the taxes of all lines anew, by the sum of each code. `rates` are those of the lines.
pub(super) fn round_by_code(lines: &mut [QuotedLine], rates: &[Rate], prices_include_tax: bool) -> Result<()> {
    let mut done: Vec<String> = Vec::new();
    for (first, rate) in rates.iter().enumerate() {
        let Some(code) = lines.get(first).map(|line| line.tax_code.clone()) else { break };
        if code.is_empty() || done.contains(&code) {
            continue;
        }
        let own = || lines.iter().filter(|line| line.tax_code == code).map(|line| line.net);
        let tax = tax_on(Money::sum(own())?, *rate, prices_include_tax)?;
        let weights: Vec<i64> = own().map(Money::minor).collect();
        let shares = allocate(tax, &weights)?;
        for (line, share) in lines.iter_mut().filter(|line| line.tax_code == code).zip(shares) {
            line.tax = share;
        }
        done.push(code);
    }
    Ok(())
}
