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
    /// A transfer between bank accounts.
    Bank,
    /// A voucher that somebody else pays for, such as a maker or a platform.
    Coupon,
    /// What a member paid in before.
    StoredValue,
    /// A member pays later.
    OnAccount,
    /// Goods that come back pay for others, in one exchange.
    Exchange,
    /// What a customer paid before for goods that they ordered.
    Deposit,
}

impl TenderMethod {
    /// All methods.
    pub const ALL: [Self; 11] = [
        Self::Cash,
        Self::Card,
        Self::Wechat,
        Self::Alipay,
        Self::UnionPay,
        Self::Bank,
        Self::Coupon,
        Self::StoredValue,
        Self::OnAccount,
        Self::Exchange,
        Self::Deposit,
    ];
    /// Those that bring and take money; the others stand for money that came before, comes later, or from somebody else.
    pub const MONEY: [Self; 6] = [Self::Cash, Self::Card, Self::Wechat, Self::Alipay, Self::UnionPay, Self::Bank];

    /// The stable name: `cash`, `card`, ...
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cash => "cash",
            Self::Card => "card",
            Self::Wechat => "wechat",
            Self::Alipay => "alipay",
            Self::UnionPay => "union_pay",
            Self::Bank => "bank",
            Self::Coupon => "coupon",
            Self::StoredValue => "stored_value",
            Self::OnAccount => "on_account",
            Self::Exchange => "exchange",
            Self::Deposit => "deposit",
        }
    }

    /// True for one of [`TenderMethod::MONEY`].
    pub const fn is_money(self) -> bool {
        !matches!(self, Self::Coupon | Self::StoredValue | Self::OnAccount | Self::Exchange | Self::Deposit)
    }

    /// True if only a member can pay or be paid like that: the money is in the books under their name.
    pub const fn needs_member(self) -> bool {
        matches!(self, Self::StoredValue | Self::OnAccount)
    }

    /// Accepts a method that brings and takes money.
    pub(crate) fn money(self, field: &str) -> Result<Self> {
        let methods = "cash, card, wechat, alipay, union_pay, bank";
        if self.is_money() { Ok(self) } else { Err(Error::invalid(field, self.code(), Expected::OneOf(methods))) }
    }

    /// Accepts a method that a customer can pay any sale by.
    pub(crate) fn paying(self, field: &str) -> Result<Self> {
        let methods = "cash, card, wechat, alipay, union_pay, bank, coupon, stored_value, on_account";
        match self {
            Self::Exchange | Self::Deposit => Err(Error::invalid(field, self.code(), Expected::OneOf(methods))),
            _ => Ok(self),
        }
    }
}

/// Their codes, for a person.
const METHODS: &str =
    "cash, card, wechat, alipay, union_pay, bank, coupon, stored_value, on_account, exchange, deposit";

impl std::str::FromStr for TenderMethod {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|method| method.code() == text)
            .ok_or_else(|| Error::invalid("method", text, Expected::OneOf(METHODS)))
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
    /// Money taken by a method of payment. What members pay from stored value or on account is in the three accounts below.
    Tender(TenderMethod),
    /// What members paid in and did not spend; the owner is the member.
    StoredValuePrincipal,
    /// What the shop gave on top and they did not spend; the owner is the member.
    StoredValueBonus,
    /// What the shop gave on top of what was paid in, less what was forfeited.
    BonusGiven,
    /// What members owe; the owner is the member.
    Receivable,
    /// What customers paid before for goods that they ordered, and neither spent nor got back; the owner is the order.
    CustomerDeposit,
    /// Deposits that the shop kept.
    DepositsKept,
    /// What rounding to coins cost, less what it brought.
    Rounding,
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
    /// Cash that was put into drawers less what was taken out of them, beside what customers paid and got back: floats,
    /// cash in and out, differences of counts. The owner is the drawer.
    Drawer,
    /// Cash missing (debit) or too much (credit) in drawers.
    CashOverShort,
    /// Cash that drawers gave to the safe, less what they got from it.
    Safe,
    /// Cash that drawers gave to the bank, less what they got from it.
    Bank,
    /// What was paid in cash for the running of the shop.
    Expenses,
    /// Cash that the owner put into drawers (credit) and took out of them (debit).
    OwnerEquity,
    /// Value of the goods the shop opened with.
    OpeningEquity,
    /// How often bounded offers were used; the owner is what counts them.
    Uses,
    /// The other side of all uses.
    UsesGiven,
}

impl Account {
    const PLAIN: [Self; 29] = [
        Self::Stock,
        Self::CostOfSales,
        Self::Sales,
        Self::Tax,
        Self::StoredValuePrincipal,
        Self::StoredValueBonus,
        Self::BonusGiven,
        Self::Receivable,
        Self::CustomerDeposit,
        Self::DepositsKept,
        Self::Rounding,
        Self::Payable,
        Self::MemberPoints,
        Self::PointsIssued,
        Self::PointsRedeemed,
        Self::PointsLapsed,
        Self::PurchaseVariance,
        Self::CountVariance,
        Self::WriteOff,
        Self::WriteDown,
        Self::Drawer,
        Self::CashOverShort,
        Self::Safe,
        Self::Bank,
        Self::Expenses,
        Self::OwnerEquity,
        Self::OpeningEquity,
        Self::Uses,
        Self::UsesGiven,
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
            Self::Tender(TenderMethod::Bank) => "tender_bank",
            Self::Tender(TenderMethod::Coupon) => "tender_coupon",
            Self::Tender(TenderMethod::StoredValue) => "tender_stored_value",
            Self::Tender(TenderMethod::OnAccount) => "tender_on_account",
            Self::Tender(TenderMethod::Exchange) => "tender_exchange",
            Self::Tender(TenderMethod::Deposit) => "tender_deposit",
            Self::StoredValuePrincipal => "stored_value_principal",
            Self::StoredValueBonus => "stored_value_bonus",
            Self::BonusGiven => "bonus_given",
            Self::Receivable => "receivable",
            Self::CustomerDeposit => "customer_deposit",
            Self::DepositsKept => "deposits_kept",
            Self::Rounding => "rounding",
            Self::Payable => "payable",
            Self::MemberPoints => "member_points",
            Self::PointsIssued => "points_issued",
            Self::PointsRedeemed => "points_redeemed",
            Self::PointsLapsed => "points_lapsed",
            Self::PurchaseVariance => "purchase_variance",
            Self::CountVariance => "count_variance",
            Self::WriteOff => "write_off",
            Self::WriteDown => "write_down",
            Self::Drawer => "drawer",
            Self::CashOverShort => "cash_over_short",
            Self::Safe => "safe",
            Self::Bank => "bank",
            Self::Expenses => "expenses",
            Self::OwnerEquity => "owner_equity",
            Self::OpeningEquity => "opening_equity",
            Self::Uses => "uses",
            Self::UsesGiven => "uses_given",
        }
    }

    /// The method of payment that it stands for; `None` for other accounts.
    pub const fn method(self) -> Option<TenderMethod> {
        match self {
            Self::Tender(method) => Some(method),
            Self::StoredValuePrincipal | Self::StoredValueBonus => Some(TenderMethod::StoredValue),
            Self::Receivable => Some(TenderMethod::OnAccount),
            Self::CustomerDeposit => Some(TenderMethod::Deposit),
            _ => None,
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
        let refused = "iou".parse::<TenderMethod>().unwrap_err().to_string();
        for method in TenderMethod::ALL {
            assert_eq!(method.code().parse::<TenderMethod>().unwrap(), method);
            assert!(refused.contains(method.code()), "{refused}");
            assert_eq!(method.is_money(), TenderMethod::MONEY.contains(&method));
            let refused = method.money("method").err().map(|e| e.to_string());
            let names_all = |text: String| TenderMethod::MONEY.iter().all(|money| text.contains(money.code()));
            assert_eq!(refused.map(names_all), (!method.is_money()).then_some(true));
        }
    }
}
