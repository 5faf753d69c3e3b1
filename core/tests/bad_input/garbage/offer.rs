//! Offers of every kind, mostly sound, sometimes not.

use tillbook::Shop;
use tillbook::party::{Birthday, Level, LevelRules, Member};
use tillbook::pricing::{Cart, PointsRules, Redeeming};
use tillbook::promotion::{
    Benefit, BirthdayWindow, BundleItem, Condition, Counts, Coupon, Hours, Limit, Off, Per, Promotion, Reward, Scope,
    Stacking, Threshold, Tier,
};
use tillbook::shop::{Promotions, Tender, Till};
use tillbook::value::{
    CategoryId, DocumentId, MemberId, Money, Price, ProductId, PromotionId, Quantity, Rate, SaleId, Timestamp,
};

use super::{Hand, Known};

impl Hand<'_> {
    /// Enters offers, all or none.
    pub(super) fn enter(&mut self, promotions: Promotions<'_>, offers: &[Promotion]) {
        if promotions.put(DocumentId::new(), offers).is_ok() {
            for offer in offers {
                self.keep(Known::Promotion, Some(offer.id.uuid()));
            }
        }
        let coupons = self.some(Self::coupon);
        let _ = promotions.issue(DocumentId::new(), &coupons);
    }

    /// Sells a cart that nothing is wrong with, so that the offers are met.
    pub(super) fn meet_offers(&mut self, till: Till<'_>) {
        let mut cart = (0..=self.choice(3)).fold(Cart::new(), |cart, _| cart.add(self.variant(), self.units().into()));
        cart.member = self.maybe(|h| MemberId::from_uuid(h.id(Known::Member)));
        cart.coupons = self.some(Self::code);
        cart.coupons = self.some(Self::text);
        cart.redeem = cart.member.and_then(|_| self.maybe(Self::points)).unwrap_or_default();
        let Ok(quote) = till.price(&cart) else { return };
        let tenders = if quote.total.is_zero() { Vec::new() } else { vec![Tender::cash(quote.total)] };
        let sold = till.sell(SaleId::new(), &cart, &tenders);
        self.keep(Known::Sale, sold.ok().map(|sale| sale.id.uuid()));
    }

    pub(super) fn promotion(&mut self) -> Promotion {
        let benefit = self.benefit();
        let id = PromotionId::from_uuid(self.fresh(Known::Promotion));
        Promotion {
            priority: self.one_of(&[0, 0, 0, 1, -1, i32::MIN, i32::MAX]),
            stacking: self.one_of(&[Stacking::Stackable, Stacking::Exclusive]),
            requires_coupon: self.seldom(Self::text),
            members_only: self.choice(8) == 0,
            member_levels: self.seldom(|h| h.some(Self::level)).unwrap_or_default(),
            birthday: self.seldom(|h| BirthdayWindow { days_before: h.choice(255), days_after: h.choice(255) }),
            scope: self.scope(),
            near_expiry_days: self.seldom(|h| h.one_of(&[0, 2, 30, u16::MAX])),
            condition: self.condition(),
            max_discount: self.seldom(Self::amount),
            max_uses: self.maybe(Self::units),
            limits: self.maybe(|h| h.some(Self::limit)).unwrap_or_default(),
            issued_coupons: self.choice(6) == 0,
            valid_from: self.seldom(Self::moment),
            valid_until: self.seldom(Self::moment),
            hours: self.seldom(Self::hours),
            ..Promotion::new(id, self.reason(), benefit)
        }
    }

    fn limit(&mut self) -> Limit {
        let counts = self.one_of(&[Counts::Uses, Counts::Sales]);
        Limit { most: self.units(), counts, per_member: self.choice(4) == 0, per_day: self.choice(2) == 0 }
    }

    /// One of a few codes, so that coupons are met.
    fn code(&mut self) -> String {
        if self.choice(4) == 0 { self.text() } else { self.one_of(&["A", "B", "C"]).into() }
    }

    fn coupon(&mut self) -> Coupon {
        let member = self.seldom(|h| MemberId::from_uuid(h.id(Known::Member)));
        let promotion = PromotionId::from_uuid(self.id(Known::Promotion));
        Coupon { member, uses: self.units(), ..Coupon::new(self.code(), promotion) }
    }

    pub(super) fn member_record(&mut self) -> Member {
        let id = MemberId::from_uuid(self.id(Known::Member));
        let birthday = self.maybe(|h| Birthday::new(3, i8::try_from(h.choice(40)).unwrap())).and_then(Result::ok);
        let level = self.maybe(Self::level).unwrap_or_default();
        Member { level, birthday, ..Member::new(id, self.text(), self.text()) }
    }

    /// Points and levels.
    pub(super) fn reward_members(&mut self, shop: &Shop) {
        let redeeming =
            Redeeming { in_steps_of: self.points(), most: self.rate(), ..Redeeming::new(10, self.amount()) };
        let rules = PointsRules {
            excluded: self.some(Self::scope),
            valid_months: self.maybe(|h| h.one_of(&[0, 1, 12, u16::MAX])),
            redeeming: self.maybe(|_| redeeming),
            ..PointsRules::earning(self.points(), self.amount())
        };
        drop(shop.members().set_points(DocumentId::new(), Some(&rules)));
        let level = |h: &mut Self| Level { code: h.level(), name: h.reason(), from: h.amount() };
        let levels = LevelRules { months: self.one_of(&[0, 1, 12]), levels: self.some(level) };
        drop(shop.members().set_levels(DocumentId::new(), self.maybe(|_| levels).as_ref()));
        let (document, member) = (DocumentId::new(), MemberId::from_uuid(self.id(Known::Member)));
        let given = shop.approved_by("boss").members().adjust_points(document, member, self.points(), &self.reason());
        self.keep(Known::Entry, given.ok().map(|()| document.uuid()));
        let other = MemberId::from_uuid(self.id(Known::Member));
        drop(self.maybe(|h| shop.members().merge(DocumentId::new(), member, other, &h.reason())));
        drop(self.maybe(|_| shop.members().erase(DocumentId::new(), other)));
        drop(shop.members().standing(member));
    }

    fn benefit(&mut self) -> Benefit {
        match self.choice(13) {
            0 => Benefit::PercentOff { rate: self.rate() },
            1 => Benefit::AmountOff { amount: self.amount(), per: self.per() },
            2 => Benefit::FixedPrice { price: self.price() },
            3 => Benefit::Tiers { steps: self.some(Self::step) },
            4 => Benefit::BuyXGetY {
                buy: self.units(),
                get: self.units(),
                get_scope: self.maybe(Self::scope),
                reward: self.reward(),
            },
            5 => Benefit::nth_item(self.units(), self.reward()).unwrap_or(Benefit::FixedPrice { price: self.price() }),
            6 => {
                let item = |h: &mut Self| BundleItem { variant: h.variant(), units: h.units() };
                Benefit::BundlePrice { items: self.some(item), price: self.amount() }
            }
            7 => Benefit::AnyFor { count: self.units(), price: self.amount() },
            8 => Benefit::CheapestFree { count: self.units(), every: self.maybe(Self::units), rate: self.rate() },
            9 => Benefit::AddOn { price: self.price(), units: self.units(), per: self.per() },
            10 => Benefit::IssueCoupon {
                promotion: PromotionId::from_uuid(self.id(Known::Promotion)),
                per: self.per(),
                after_days: self.one_of(&[0, 1, 3_650, u16::MAX]),
                valid_days: self.one_of(&[0, 1, 3_650, u16::MAX]),
            },
            11 => Benefit::PointsMultiplier { factor: self.factor() },
            _ => Benefit::Gift { variant: self.variant(), quantity: self.quantity(), per: self.per() },
        }
    }

    fn condition(&mut self) -> Condition {
        Condition {
            min_quantity: self.maybe(Self::quantity),
            min_amount: self.maybe(Self::amount),
            scope: self.seldom(Self::scope),
        }
    }

    fn scope(&mut self) -> Scope {
        match self.choice(9) {
            0 => Scope::Products(self.some(|h| ProductId::from_uuid(h.id(Known::Product)))),
            1 => Scope::Variants(self.some(Self::variant)),
            2 => Scope::Categories(self.some(|h| CategoryId::from_uuid(h.id(Known::Category)))),
            _ => Scope::All,
        }
    }

    fn step(&mut self) -> Tier {
        let from = match self.choice(2) {
            0 => Threshold::Amount(self.amount()),
            _ => Threshold::Quantity(self.quantity()),
        };
        let off = match self.choice(2) {
            0 => Off::Amount(self.amount()),
            _ => Off::Percent(self.rate()),
        };
        Tier { from, off }
    }

    fn reward(&mut self) -> Reward {
        if self.choice(2) == 0 { Reward::PercentOff(self.rate()) } else { Reward::FixedPrice(self.price()) }
    }

    fn per(&mut self) -> Per {
        self.one_of(&[Per::Order, Per::Unit, Per::EveryThreshold])
    }

    fn units(&mut self) -> u32 {
        if self.choice(12) == 0 { self.one_of(&[0, 1_000_000, u32::MAX]) } else { self.one_of(&[1, 1, 1, 2, 3]) }
    }

    fn rate(&mut self) -> Rate {
        if self.choice(6) == 0 {
            Rate::try_from(self.number()).unwrap_or_default()
        } else {
            Rate::percent(self.one_of(&[5, 20, 50, 100]).into()).unwrap()
        }
    }

    fn factor(&mut self) -> Rate {
        if self.choice(6) == 0 { self.rate() } else { "1.5".parse().unwrap() }
    }

    fn amount(&mut self) -> Money {
        if self.choice(12) == 0 { self.money() } else { Money::from_minor(self.one_of(&[1, 1_00, 5_00, 30_00])) }
    }

    fn price(&mut self) -> Price {
        Price::try_from(self.number()).unwrap_or_default()
    }

    fn quantity(&mut self) -> Quantity {
        Quantity::try_from(self.number()).unwrap_or_default()
    }

    fn level(&mut self) -> String {
        if self.choice(8) == 0 { self.text() } else { "gold".into() }
    }

    fn moment(&mut self) -> Timestamp {
        let noon = crate::bench::time("2026-03-10T12:00:00+08:00").micros();
        let micros = self.junk.micros;
        Timestamp::from_micros(if self.choice(2) == 0 { noon + micros % 10_000 } else { micros })
    }

    fn hours(&mut self) -> Hours {
        let minute = |h: &mut Self| u16::from(h.choice(250)) * 6;
        let weekdays = self.some(|h| h.choice(9));
        Hours { weekdays, from_minute: minute(self), until_minute: minute(self) }
    }

    fn seldom<T>(&mut self, some: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.choice(8) == 0).then(|| some(self))
    }
}
