use serde::Serialize;

use super::Members;
use crate::catalog::check_name;
use crate::document::{Body, Digest, PointsAdjustedBody, Settings};
use crate::party::PointsLot;
use crate::posting::{Command, Decided, Gate, active_member, digest_of, member_book};
use crate::pricing::PointsRules;
use crate::shop::promotions::check_scopes;
use crate::value::{DocumentId, MemberId};
use crate::{Error, Expected, Noun, Result};

/// Points that one adjustment may give or take.
const MOST_POINTS: i64 = 1_000_000_000_000;

impl Members<'_> {
    /// Sets how members earn and redeem points from now on; `None` for no more. Points that members have stay theirs.
    ///
    /// ```
    /// # use rust_decimal_macros::dec;
    /// use tillbook::pricing::{Cart, PointsRules, Redeeming};
    /// # use tillbook::party::Member;
    /// # use tillbook::shop::{NewProduct, OpeningStockLine, RefundLine, RefundTo, Tender};
    /// # use tillbook::value::{DocumentId, MemberId, Money, RefundId, SaleId};
    /// # let shop = tillbook::Shop::memory()?;
    /// # let tea = shop.catalog().add(NewProduct::new("Tea").price(dec!(128)))?.variants[0].id;
    /// # shop.stockroom().open_with(DocumentId::new(), None, &[OpeningStockLine::new(tea, dec!(9), dec!(70))])?;
    /// # let li = MemberId::new();
    /// # shop.members().put(DocumentId::new(), &[Member::new(li, "13800000000", "Li")])?;
    /// // A point for each whole yuan; a hundred of them are worth 1.00.
    /// let redeeming = Some(Redeeming::new(100, Money::from_minor(1_00)));
    /// let rules = PointsRules { redeeming, ..PointsRules::earning(1, Money::from_minor(1_00)) };
    /// shop.members().set_points(DocumentId::new(), Some(&rules))?;
    ///
    /// let cart = Cart::new().add(tea, dec!(1)).member(li);
    /// let sell = |cart: &Cart| {
    ///     let total = shop.till().price(cart)?.total;
    ///     shop.till().sell(SaleId::new(), cart, &[Tender::wechat(total)])
    /// };
    /// sell(&cart)?;
    /// assert_eq!(shop.members().standing(li)?.points, 128);
    /// let sale = sell(&cart.clone().redeem(100))?;
    /// assert_eq!(sale.total, shop.money(dec!(127.00))?);
    /// assert_eq!(shop.members().standing(li)?.points, 28 + 127);
    ///
    /// let all = [RefundLine::new(0, dec!(1))];
    /// shop.till().refund(RefundId::new(), sale.id, &all, RefundTo::SameTenders, "unwanted")?;
    /// assert_eq!(shop.members().standing(li)?.points, 128);
    /// # Ok::<(), tillbook::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Invalid`] naming the field, such as `points.redeeming.most`; [`Error::NotFound`] for goods that nobody
    /// knows.
    pub fn set_points(&self, id: DocumentId, rules: Option<&PointsRules>) -> Result<()> {
        self.shop.post(&SetPoints { id, rules }).map(|_| ())
    }

    /// Gives a member points, or takes points from them if there are less than zero: what lapses first goes first. Given
    /// ones lapse like those that are earned today. Needs an approver
    /// ([`Shop::approved_by`](crate::Shop::approved_by)). [`Office::void`](crate::shop::Office::void) takes it back.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown member, and in a shop without points; [`Error::PointsOverdrawn`];
    /// [`Error::Invalid`] for zero points, and without reason or approver.
    pub fn adjust_points(&self, id: DocumentId, member: MemberId, points: i64, reason: &str) -> Result<()> {
        self.shop.post(&AdjustPoints { id, member, points, reason }).map(|_| ())
    }
}

/// What [`Members::set_points`] posts.
#[derive(Serialize)]
struct SetPoints<'a> {
    id: DocumentId,
    rules: Option<&'a PointsRules>,
}

impl Command for SetPoints<'_> {
    fn id(&self) -> DocumentId {
        self.id
    }

    fn request(&self) -> Result<Digest> {
        digest_of("set_points", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        let settings = Settings { points: self.rules.cloned(), ..gate.snapshot()?.settings.clone() };
        settings.check()?;
        if let Some(rules) = self.rules {
            check_scopes(gate, "points.excluded", &rules.excluded)?;
        }
        Ok(Decided::new(Body::Settings(settings), gate.when(&[])?))
    }
}

/// What [`Members::adjust_points`] posts.
#[derive(Serialize)]
struct AdjustPoints<'a> {
    id: DocumentId,
    member: MemberId,
    points: i64,
    reason: &'a str,
}

impl Command for AdjustPoints<'_> {
    fn id(&self) -> DocumentId {
        self.id
    }

    fn request(&self) -> Result<Digest> {
        digest_of("adjust_points", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        check_name("reason", self.reason)?;
        if self.points == 0 {
            return Err(Error::invalid("points", 0, Expected::Another));
        }
        if self.points.unsigned_abs() > MOST_POINTS.unsigned_abs() {
            let expected = Expected::Range((-MOST_POINTS).to_string(), MOST_POINTS.to_string());
            return Err(Error::invalid("points", self.points, expected));
        }
        if gate.context.approver.is_none() {
            return Err(Error::invalid("approver", "", Expected::NotEmpty));
        }
        let snapshot = gate.snapshot()?;
        let rules = snapshot.settings.points.as_ref().ok_or_else(|| Error::not_found(Noun::Settings, "points"))?;
        let member = active_member(gate.tx, self.member)?.id;
        let at = gate.when(&[])?;
        let today = snapshot.zone.business_day(at).date();
        let lots = if self.points > 0 {
            vec![PointsLot { good_until: rules.good_until(today), points: self.points }]
        } else {
            let (book, asked) = (member_book(gate.tx, member)?, -self.points);
            let available = book.available(today)?;
            if asked > available {
                return Err(Error::PointsOverdrawn { asked, available });
            }
            book.oldest(asked, today)?.into_iter().map(|lot| PointsLot { points: -lot.points, ..lot }).collect()
        };
        let body = PointsAdjustedBody { member, lots, reason: self.reason.to_string() };
        Ok(Decided::new(Body::PointsAdjusted(body), at).concerning(Some(member)))
    }
}
