use super::present::Present;
use crate::document::SalePoints;
use crate::posting::Snapshot;
use crate::pricing::{Cart, PointsTerms, Quote};
use crate::value::Date;
use crate::{Error, Expected, Result};

impl Present {
    /// What the points of the cart are quoted by: a member, in a shop with points.
    pub(super) fn points_terms<'a>(&self, snapshot: &'a Snapshot, cart: &Cart) -> Result<Option<PointsTerms<'a>>> {
        match (&snapshot.settings.points, &self.book) {
            (Some(rules), Some(book)) => {
                let available = book.available(snapshot.zone.business_day(self.at).date())?;
                Ok(Some(PointsTerms { rules, available, redeem: cart.redeem }))
            }
            _ if cart.redeem != 0 => Err(Error::invalid("redeem", cart.redeem, Expected::Absent)),
            _ => Ok(None),
        }
    }

    /// What the sale does to the points of its member.
    pub(super) fn sale_points(&self, snapshot: &Snapshot, quote: &Quote, today: Date) -> Result<Option<SalePoints>> {
        let (Some(rules), Some(quoted), Some(book)) = (&snapshot.settings.points, &quote.points, &self.book) else {
            return Ok(None);
        };
        let good_until = rules.good_until(today).filter(|_| quoted.earned != 0);
        let redeemed = book.oldest(quoted.redeemed, today)?;
        Ok(SalePoints { earned: quoted.earned, good_until, redeemed }.or_none())
    }
}
