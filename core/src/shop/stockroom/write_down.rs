use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Stockroom;
use crate::catalog::check_name;
use crate::document::{Body, Digest, WriteDownBody, WrittenDownLine};
use crate::posting::{Command, Decided, Gate, digest_of};
use crate::shop::check;
use crate::value::{DocumentId, LocationId, Price, VariantId};
use crate::{Noun, Result};

/// What can be realised for goods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WriteDownLine {
    /// The goods.
    pub variant: VariantId,
    /// What a stock unit can be sold for, less what selling it costs; zero or more, without tax.
    pub unit_value: Decimal,
    /// Why: `damaged box`, `out of fashion`, ...
    pub reason: String,
}

impl WriteDownLine {
    /// So much for a stock unit, for this reason.
    pub fn new(variant: VariantId, unit_value: Decimal, reason: impl Into<String>) -> Self {
        Self { variant, unit_value, reason: reason.into() }
    }
}

impl Stockroom<'_> {
    /// States the net realisable value of goods: they are carried at the lower of cost and that (IAS 2.9). What they cost
    /// above it is written down at once, not when they are sold; when a later statement is higher, what is still there is
    /// written up again, at most to what it cost (IAS 2.33). Like a count it is a fact: paper that comes late is costed
    /// first, and the difference is taken anew.
    ///
    /// Where each location is a cost pool of its own, the goods at `location` (`None` for the shop's first one) are meant.
    ///
    /// # Errors
    /// [`Error::Empty`](crate::Error::Empty), [`Error::Invalid`](crate::Error::Invalid),
    /// [`Error::NotFound`](crate::Error::NotFound).
    ///
    /// ```
    /// use rust_decimal_macros::dec;
    /// use tillbook::Shop;
    /// use tillbook::shop::{NewProduct, OpeningStockLine, WriteDownLine};
    /// use tillbook::value::DocumentId;
    ///
    /// let shop = Shop::memory()?;
    /// let lamp = shop.catalog().add(NewProduct::new("Lamp").price(dec!(30)))?.variants[0].id;
    /// let stockroom = shop.stockroom();
    /// stockroom.open_with(DocumentId::new(), None, &[OpeningStockLine::new(lamp, dec!(10), dec!(20))])?;
    /// let worth = || Ok::<_, tillbook::Error>(stockroom.on_hand(lamp)?.1);
    /// stockroom.write_down(DocumentId::new(), None, &[WriteDownLine::new(lamp, dec!(12), "old model")])?;
    /// assert_eq!(worth()?, shop.money(dec!(120))?);
    /// stockroom.write_down(DocumentId::new(), None, &[WriteDownLine::new(lamp, dec!(25), "in demand again")])?;
    /// assert_eq!(worth()?, shop.money(dec!(200))?); // what they cost, not more
    /// # Ok::<(), tillbook::Error>(())
    /// ```
    pub fn write_down(&self, id: DocumentId, location: Option<LocationId>, lines: &[WriteDownLine]) -> Result<()> {
        self.shop.post(&WriteDown { id, location, lines }).map(|_| ())
    }
}

/// What [`Stockroom::write_down`] posts.
#[derive(Serialize)]
struct WriteDown<'a> {
    id: DocumentId,
    location: Option<LocationId>,
    lines: &'a [WriteDownLine],
}

impl Command for WriteDown<'_> {
    fn id(&self) -> DocumentId {
        self.id
    }

    fn request(&self) -> Result<Digest> {
        digest_of("write_down", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        check::lines(Noun::WriteDown, self.lines)?;
        check::no_repeats("variant", self.lines.iter().map(|line| line.variant))?;
        let variants: Vec<VariantId> = self.lines.iter().map(|line| line.variant).collect();
        let cards = gate.stocked(&variants)?;
        let at = gate.when(&cards)?;
        let mut lines = Vec::with_capacity(self.lines.len());
        for (index, line) in self.lines.iter().enumerate() {
            check::at_line(index, check_name("reason", &line.reason))?;
            let unit_value = check::at_line(index, Price::not_negative(line.unit_value, "unit_value"))?;
            lines.push(WrittenDownLine { variant: line.variant, unit_value, reason: line.reason.clone() });
        }
        let location = gate.snapshot()?.location(self.location)?.1.id;
        Ok(Decided::new(Body::WriteDown(WriteDownBody { location, lines }), at))
    }
}
