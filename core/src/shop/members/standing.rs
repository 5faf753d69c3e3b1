use serde::{Deserialize, Serialize};

use super::Members;
use crate::document::{Body, Digest, Settings};
use crate::party::{LevelRules, Member, PointsLot};
use crate::posting::{Command, Decided, Gate, digest_of, member_book, one_member};
use crate::value::{DocumentId, MemberId, Money};
use crate::{Error, Result};

/// How a member stands with the shop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Points that they may redeem.
    pub points: i64,
    /// Points that they owe: refunds took them back when they were spent already. Points that come in cover them first.
    pub owed: i64,
    /// The lots, what lapses first in front. Together they are `points`, and what covers points that were taken back.
    pub lots: Vec<PointsLot>,
    /// Their level, set by hand or reached by what they spent; empty for none.
    pub level: String,
    /// What counts for the level; zero in a shop that sets them by hand.
    pub spent: Money,
    /// The level above what they spent; `None` on the highest, and in a shop that sets them by hand.
    pub next: Option<NextLevel>,
}

/// What is missing to a level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextLevel {
    /// The level.
    pub code: String,
    /// What the shop calls it.
    pub name: String,
    /// So much more spent this month reaches it.
    pub missing: Money,
}

impl Members<'_> {
    /// Sets which levels members reach by what they spend, from now on; `None` for none. Counted are sales that are posted
    /// while a shop has such levels, less what came back of them. A level in the member's record is set by hand, and holds.
    ///
    /// ```
    /// # use rust_decimal_macros::dec;
    /// use tillbook::party::{Level, LevelRules};
    /// # use tillbook::party::Member;
    /// # use tillbook::pricing::Cart;
    /// # use tillbook::shop::{NewProduct, OpeningStockLine, Tender};
    /// # use tillbook::value::{DocumentId, MemberId, SaleId};
    /// # let shop = tillbook::Shop::memory()?;
    /// # let tea = shop.catalog().add(NewProduct::new("Tea").price(dec!(128)))?.variants[0].id;
    /// # shop.stockroom().open_with(DocumentId::new(), None, &[OpeningStockLine::new(tea, dec!(9), dec!(70))])?;
    /// # let li = MemberId::new();
    /// # shop.members().put(DocumentId::new(), &[Member::new(li, "13800000000", "Li")])?;
    /// let level = |code: &str, from| -> tillbook::Result<_> {
    ///     Ok(Level { code: code.into(), name: code.into(), from: shop.money(from)? })
    /// };
    /// let rules = LevelRules { months: 12, levels: vec![level("silver", dec!(200))?, level("gold", dec!(1000))?] };
    /// shop.members().set_levels(DocumentId::new(), Some(&rules))?;
    ///
    /// let cart = Cart::new().add(tea, dec!(2)).member(li);
    /// shop.till().sell(SaleId::new(), &cart, &[Tender::wechat(shop.money(dec!(256))?)])?;
    /// let standing = shop.members().standing(li)?;
    /// assert_eq!(standing.level, "silver");
    /// assert_eq!(standing.next.map(|next| next.missing), Some(shop.money(dec!(744))?));
    /// # Ok::<(), tillbook::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Invalid`] naming the field, such as `levels.levels[1].from`.
    pub fn set_levels(&self, id: DocumentId, rules: Option<&LevelRules>) -> Result<()> {
        self.shop.post(&SetLevels { id, rules }).map(|_| ())
    }

    /// How a member, or whom they turned out to be, stands today; on the day of [`Shop::at`](crate::Shop::at) by what is known now.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn standing(&self, member: MemberId) -> Result<Standing> {
        let at = self.shop.acting.at.unwrap_or_else(|| self.shop.engine.clock.now());
        self.shop.read(|tx, snapshot| {
            let today = snapshot.zone.business_day(at).date();
            let Member { id, level: by_hand, .. } = one_member(tx, member)?;
            let book = member_book(tx, id)?.on(today);
            let (points, lots) = (book.balance()?, book.oldest(i64::MAX, today)?);
            let rules = snapshot.settings.levels.as_ref();
            let spent = rules.map_or(Ok(Money::ZERO), |rules| book.spent(rules.months, today))?;
            let reached = rules.and_then(|rules| rules.reached(spent)).filter(|_| by_hand.is_empty());
            let level = reached.map_or(by_hand, |level| level.code.clone());
            let next = match rules.and_then(|rules| rules.next(spent)) {
                Some(next) => {
                    let missing = next.from.sub(spent)?;
                    Some(NextLevel { code: next.code.clone(), name: next.name.clone(), missing })
                }
                None => None,
            };
            let owed = points.checked_neg().ok_or(Error::too_large("points"))?.max(0);
            Ok(Standing { points: points.max(0), owed, lots, level, spent, next })
        })
    }
}

/// What [`Members::set_levels`] posts.
#[derive(Serialize)]
struct SetLevels<'a> {
    id: DocumentId,
    rules: Option<&'a LevelRules>,
}

impl Command for SetLevels<'_> {
    fn id(&self) -> DocumentId {
        self.id
    }

    fn request(&self) -> Result<Digest> {
        digest_of("set_levels", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        let settings = Settings { levels: self.rules.cloned(), ..gate.snapshot()?.settings.clone() };
        settings.check()?;
        Ok(Decided::new(Body::Settings(settings), gate.when(&[])?))
    }
}
