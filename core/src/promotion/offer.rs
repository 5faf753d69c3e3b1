use serde::{Deserialize, Serialize};

use super::limit::is_false;
use super::{Benefit, BirthdayWindow, Condition, Context, Goods, Hours, Limit, Reason, Scope, limit};
use crate::catalog::{check_code, check_name};
use crate::value::{Money, PromotionId, Timestamp};
use crate::{Error, Expected, Result};

/// An offer of the shop.
///
/// ```
/// use tillbook::promotion::{Benefit, Per, Promotion};
/// use tillbook::value::{Money, PromotionId};
/// let benefit = Benefit::AmountOff { amount: Money::from_minor(20_00), per: Per::EveryThreshold };
/// let mut every_hundred = Promotion::new(PromotionId::new(), "每满100减20", benefit);
/// let error = every_hundred.check().unwrap_err();
/// assert!(error.to_string().starts_with("condition.min_amount:"));
/// every_hundred.condition.min_amount = Some(Money::from_minor(100_00));
/// every_hundred.check()?;
/// # Ok::<(), tillbook::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promotion {
    /// Its id; decides between plans that are equal in everything else.
    pub id: PromotionId,
    /// What the till slip calls it.
    pub name: String,
    /// Smaller ones apply first. Those with the same priority apply in the order that is best for the customer.
    #[serde(default)]
    pub priority: i32,
    /// Whether it shares units with other promotions.
    #[serde(default)]
    pub stacking: Stacking,
    /// The code that must be entered, exactly.
    #[serde(default)]
    pub requires_coupon: Option<String>,
    /// Only for who enters the code above, or that of a [`Coupon`](super::Coupon) that was issued for it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub issued_coupons: bool,
    /// True if a member must be present.
    #[serde(default)]
    pub members_only: bool,
    /// Levels of members that it is for; empty for all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub member_levels: Vec<String>,
    /// Only for members whose birthday is near.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birthday: Option<BirthdayWindow>,
    /// The goods it may discount.
    #[serde(default)]
    pub scope: Scope,
    /// Only goods of batches that are good for at most so many days more (临期价): 0 is the last good day. Never expired
    /// ones, nor goods whose batch is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub near_expiry_days: Option<u16>,
    /// What the cart must hold.
    #[serde(default)]
    pub condition: Condition,
    /// What it takes off.
    pub benefit: Benefit,
    /// The most it takes off in one cart, above zero.
    #[serde(default)]
    pub max_discount: Option<Money>,
    /// The most uses in one cart, at least one: discounted units, sets, or times that a threshold is reached.
    #[serde(default)]
    pub max_uses: Option<u32>,
    /// What it gives at most over all sales.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<Limit>,
    /// Its first moment.
    #[serde(default)]
    pub valid_from: Option<Timestamp>,
    /// The moment when it is over.
    #[serde(default)]
    pub valid_until: Option<Timestamp>,
    /// Its hours of the week; `None` for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<Hours>,
}

/// Whether a promotion shares units with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stacking {
    /// It adds to what others take off.
    #[default]
    Stackable,
    /// It uses only units without a discount, and closes the units that it discounts.
    Exclusive,
}

impl Promotion {
    /// An offer for everybody, at all times, on all goods, without condition, that shares units with others.
    pub fn new(id: PromotionId, name: impl Into<String>, benefit: Benefit) -> Self {
        Self {
            id,
            name: name.into(),
            priority: 0,
            stacking: Stacking::Stackable,
            requires_coupon: None,
            issued_coupons: false,
            members_only: false,
            member_levels: Vec::new(),
            birthday: None,
            scope: Scope::All,
            near_expiry_days: None,
            condition: Condition::default(),
            benefit,
            max_discount: None,
            max_uses: None,
            limits: Vec::new(),
            valid_from: None,
            valid_until: None,
            hours: None,
        }
    }

    /// True if these goods may be discounted.
    pub(super) fn is_about(&self, goods: &Goods) -> bool {
        let is_near = |days: u16| goods.days_left.is_some_and(|left| (0..=i32::from(days)).contains(&left));
        self.near_expiry_days.is_none_or(is_near) && self.scope.contains(goods)
    }

    /// True if it is only for who enters a code.
    pub(crate) fn asks_for_coupon(&self) -> bool {
        self.requires_coupon.is_some() || self.issued_coupons
    }

    /// The code that opens it, if one was entered.
    pub(super) fn coupon_in<'a>(&'a self, context: &'a Context) -> Option<&'a str> {
        let common = self.requires_coupon.as_ref().filter(|code| context.coupons.contains(code));
        let issued = || context.issued.iter().find(|coupon| self.issued_coupons && coupon.promotion == self.id);
        common.map(String::as_str).or_else(|| issued().map(|coupon| coupon.code.as_str()))
    }

    /// Why it takes no part, if it does not.
    pub(crate) fn may_take_part(&self, context: &Context) -> Result<(), Reason> {
        let begun = self.valid_from.is_none_or(|from| from <= context.at);
        let over = self.valid_until.is_some_and(|until| until <= context.at);
        if !begun || over || self.hours.as_ref().is_some_and(|hours| !hours.contains(context.local)) {
            return Err(Reason::NotNow);
        }
        if self.asks_for_coupon() && self.coupon_in(context).is_none() {
            return Err(Reason::CouponNotEntered);
        }
        let counts_members = self.limits.iter().any(|limit| limit.per_member);
        let is_for_points = matches!(self.benefit, Benefit::PointsMultiplier { .. });
        let by_member = !self.member_levels.is_empty() || self.birthday.is_some();
        let for_members = self.members_only || counts_members || is_for_points || by_member;
        let shopper = match &context.member {
            Some(shopper) => shopper,
            None if for_members => return Err(Reason::MembersOnly),
            None => return Ok(()),
        };
        if !self.member_levels.is_empty() && !self.member_levels.contains(&shopper.level) {
            return Err(Reason::OtherLevel);
        }
        let has_birthday = |window: BirthdayWindow| {
            shopper.birthday.is_some_and(|birthday| window.contains(context.local.date, birthday))
        };
        if self.birthday.is_some_and(|window| !has_birthday(window)) {
            return Err(Reason::NoBirthday);
        }
        Ok(())
    }

    /// Checks that the fields make sense, alone and together.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming the field, such as `condition.min_amount`.
    pub fn check(&self) -> Result<()> {
        check_name("name", &self.name)?;
        if let Some(coupon) = &self.requires_coupon {
            check_code("requires_coupon", coupon)?;
        }
        if let Some(most) = self.max_discount.filter(|most| most.minor() <= 0) {
            return Err(Error::invalid("max_discount", most, Expected::Positive));
        }
        if self.max_uses == Some(0) {
            return Err(Error::invalid("max_uses", 0, Expected::Positive));
        }
        limit::check(&self.limits)?;
        for (index, level) in self.member_levels.iter().enumerate() {
            check_code(&format!("member_levels[{index}]"), level)?;
        }
        if let (Some(from), Some(until)) = (self.valid_from, self.valid_until)
            && until <= from
        {
            return Err(Error::invalid("valid_until", until, Expected::Above(from.to_string())));
        }
        self.hours.as_ref().map_or(Ok(()), Hours::check)?;
        self.birthday.map_or(Ok(()), BirthdayWindow::check)?;
        self.scope.check("scope")?;
        self.condition.check()?;
        self.benefit.check()?;
        let is_add_on = matches!(self.benefit, Benefit::AddOn { .. });
        if is_add_on && self.scope == Scope::All {
            return Err(Error::invalid("scope", "all", Expected::OneOf("products, variants, categories")));
        }
        if (is_add_on || self.benefit.is_per_threshold()) && !self.condition.is_bound() {
            return Err(Error::invalid("condition.min_amount", "null", Expected::Positive));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::promotion::Per;
    use crate::value::{Price, Quantity, Rate};

    fn offer() -> Promotion {
        Promotion::new(PromotionId::derived("t", "p"), "p", Benefit::PercentOff { rate: Rate::ONE })
    }

    #[test]
    fn every_wrong_field_is_named() {
        let moment = |micros| Some(Timestamp::from_micros(micros));
        let amount_off = |minor, per| Benefit::AmountOff { amount: Money::from_minor(minor), per };
        let condition = |min_quantity, min_amount| Condition { min_quantity, min_amount, scope: None };
        let wrong = [
            ("name", Promotion { name: " ".into(), ..offer() }),
            ("requires_coupon", Promotion { requires_coupon: Some(String::new()), ..offer() }),
            ("max_discount", Promotion { max_discount: Some(Money::ZERO), ..offer() }),
            ("max_uses", Promotion { max_uses: Some(0), ..offer() }),
            ("valid_until", Promotion { valid_from: moment(2), valid_until: moment(2), ..offer() }),
            ("scope", Promotion { scope: Scope::Variants(vec![]), ..offer() }),
            ("condition.min_quantity", Promotion { condition: condition(Some(Quantity::ZERO), None), ..offer() }),
            ("condition.min_amount", Promotion { condition: condition(None, Some(Money::ZERO)), ..offer() }),
            ("benefit.rate", Promotion { benefit: Benefit::PercentOff { rate: Rate::ZERO }, ..offer() }),
            ("benefit.rate", Promotion { benefit: Benefit::PercentOff { rate: "1.01".parse().unwrap() }, ..offer() }),
            ("benefit.amount", Promotion { benefit: amount_off(0, Per::Order), ..offer() }),
            ("benefit.price", Promotion { benefit: Benefit::FixedPrice { price: Price::from_micros(-1) }, ..offer() }),
            ("condition.min_amount", Promotion { benefit: amount_off(1, Per::EveryThreshold), ..offer() }),
        ];
        for (field, promotion) in wrong {
            match promotion.check() {
                Err(Error::Invalid { field: named, .. }) => assert_eq!(named, field),
                other => assert!(other.is_err(), "{field} was accepted"),
            }
        }
        offer().check().unwrap();
    }

    #[test]
    fn json_names_are_those_of_the_vocabulary() {
        let text = r#"{"id":"01890a5d-ac96-774b-bcce-b302099a8057","name":"券","stacking":"exclusive",
            "scope":{"variants":["01890a5d-ac96-774b-bcce-b302099a8058"]},"condition":{"min_quantity":2000000},
            "benefit":{"kind":"amount_off","amount":500,"per":"every_threshold"}}"#;
        let promotion: Promotion = serde_json::from_str(text).unwrap();
        promotion.check().unwrap();
        assert_eq!(promotion.stacking, Stacking::Exclusive);
        assert_eq!(promotion.condition.min_quantity, Some(Quantity::whole(2).unwrap()));
        let again: Promotion = serde_json::from_str(&serde_json::to_string(&promotion).unwrap()).unwrap();
        assert_eq!(again, promotion);
    }
}
