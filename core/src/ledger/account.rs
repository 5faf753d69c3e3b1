use serde::{Deserialize, Serialize};

use crate::{Error, Expected, Result};

/// How a customer pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TenderMethod {
    /// Notes and coins; the only one that gives change.
    Cash,
    /// A bank card.
    Card,
    /// WeChat Pay.
    Wechat,
    /// Alipay.
    Alipay,
    /// UnionPay QR.
    UnionPay,
}

impl TenderMethod {
    /// All methods.
    pub const ALL: [Self; 5] = [Self::Cash, Self::Card, Self::Wechat, Self::Alipay, Self::UnionPay];

    /// The stable name: `cash`, `card`, ...
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cash => "cash",
            Self::Card => "card",
            Self::Wechat => "wechat",
            Self::Alipay => "alipay",
            Self::UnionPay => "union_pay",
        }
    }
}

impl std::str::FromStr for TenderMethod {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|method| method.code() == text)
            .ok_or_else(|| Error::invalid("method", text, Expected::OneOf("cash, card, wechat, alipay, union_pay")))
    }
}

/// What an entry counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Unit {
    /// Minor units of the shop's currency.
    Money,
    /// Points of members.
    Points,
    /// Times that something may be used, such as a coupon, and how often it was.
    Uses,
}

impl Unit {
    /// All units.
    pub const ALL: [Self; 3] = [Self::Money, Self::Points, Self::Uses];

    /// The stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::Points => "points",
            Self::Uses => "uses",
        }
    }

    /// The unit with this code.
    ///
    /// # Errors
    /// [`Error::Corrupt`]: codes come from stores.
    pub fn from_code(code: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|unit| unit.code() == code)
            .ok_or_else(|| Error::Corrupt { what: format!("unknown unit `{code}`") })
    }
}

/// The built-in accounts. Debit is positive: what the shop has and what it spent; credit is negative:
/// what it owes, earned and was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Account {
    /// Goods on hand at cost.
    Stock,
    /// Cost of the goods that were sold.
    CostOfSales,
    /// Sales without tax.
    Sales,
    /// Tax on sales.
    Tax,
    /// Money taken by a method of payment.
    Tender(TenderMethod),
    /// What is owed to suppliers; the owner is the supplier.
    Payable,
    /// Points of members, credit while they have any; the owner is the member.
    MemberPoints,
    /// Points that members earned or were given.
    PointsIssued,
    /// Points that members redeemed.
    PointsRedeemed,
    /// Points that lapsed.
    PointsLapsed,
    /// Book value against refund of goods returned to suppliers.
    PurchaseVariance,
    /// Goods missing (debit) or found (credit) in counts.
    CountVariance,
    /// Goods written off.
    WriteOff,
    /// Goods written down to what can be realised for them, less what was written up again.
    WriteDown,
    /// Value of the goods the shop opened with.
    OpeningEquity,
}

impl Account {
    const PLAIN: [Self; 14] = [
        Self::Stock,
        Self::CostOfSales,
        Self::Sales,
        Self::Tax,
        Self::Payable,
        Self::MemberPoints,
        Self::PointsIssued,
        Self::PointsRedeemed,
        Self::PointsLapsed,
        Self::PurchaseVariance,
        Self::CountVariance,
        Self::WriteOff,
        Self::WriteDown,
        Self::OpeningEquity,
    ];

    /// The stable name: `stock`, `cost_of_sales`, `tender_cash`, ...
    pub const fn code(self) -> &'static str {
        match self {
            Self::Stock => "stock",
            Self::CostOfSales => "cost_of_sales",
            Self::Sales => "sales",
            Self::Tax => "tax",
            Self::Tender(TenderMethod::Cash) => "tender_cash",
            Self::Tender(TenderMethod::Card) => "tender_card",
            Self::Tender(TenderMethod::Wechat) => "tender_wechat",
            Self::Tender(TenderMethod::Alipay) => "tender_alipay",
            Self::Tender(TenderMethod::UnionPay) => "tender_union_pay",
            Self::Payable => "payable",
            Self::MemberPoints => "member_points",
            Self::PointsIssued => "points_issued",
            Self::PointsRedeemed => "points_redeemed",
            Self::PointsLapsed => "points_lapsed",
            Self::PurchaseVariance => "purchase_variance",
            Self::CountVariance => "count_variance",
            Self::WriteOff => "write_off",
            Self::WriteDown => "write_down",
            Self::OpeningEquity => "opening_equity",
        }
    }

    /// All accounts.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::PLAIN.into_iter().chain(TenderMethod::ALL.map(Self::Tender))
    }

    /// The account with this code.
    ///
    /// # Errors
    /// [`Error::Corrupt`]: codes come from stores.
    pub fn from_code(code: &str) -> Result<Self> {
        Self::all()
            .find(|account| account.code() == code)
            .ok_or_else(|| Error::Corrupt { what: format!("unknown account `{code}`") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_lead_back() {
        for account in Account::all() {
            assert_eq!(Account::from_code(account.code()).unwrap(), account);
        }
        for unit in Unit::ALL {
            assert_eq!(Unit::from_code(unit.code()).unwrap(), unit);
        }
        assert_eq!("wechat".parse::<TenderMethod>().unwrap(), TenderMethod::Wechat);
        assert!("iou".parse::<TenderMethod>().is_err());
    }
}
