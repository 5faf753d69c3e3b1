use super::{Error, Language};
use crate::value::Money;

/// Why something cannot be done for a member.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum MemberRefusal {
    /// What the shop knew of them was erased: nothing is booked for them any more.
    Erased {
        /// Their id.
        member: String,
    },
    /// They are to be erased, and the shop owes them something still, or they the shop.
    Holds {
        /// Who.
        member: String,
        /// What they have stored.
        stored: Money,
        /// What they owe; below zero for what the shop owes them.
        owed: Money,
        /// Points that they may redeem.
        points: i64,
        /// What is left of their deposits for orders.
        deposits: Money,
    },
}

impl From<MemberRefusal> for Error {
    fn from(refusal: MemberRefusal) -> Self {
        Self::Member(refusal)
    }
}

impl MemberRefusal {
    pub(super) const fn code(&self) -> &'static str {
        match self {
            Self::Erased { .. } => "member_erased",
            Self::Holds { .. } => "member_holds",
        }
    }

    pub(super) fn text(&self, language: Language) -> String {
        match language {
            Language::English => self.english(),
            Language::Chinese => self.chinese(),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::Erased { member } => format!(
                "the data of member {member} were erased, nothing is booked for them any more; leave the member out, pay back by other means, or add the person anew"
            ),
            Self::Holds { member, stored, owed, points, deposits } => format!(
                "{member} has {stored} stored, owes {owed}, has {deposits} of deposits (minor units) and {points} points; pay out what is stored, settle what is owed, sell or cancel the orders and take the points, then erase"
            ),
        }
    }

    fn chinese(&self) -> String {
        match self {
            Self::Erased { member } => {
                format!(
                    "会员 {member} 的个人信息已删除，不再为其记账；请不要录入该会员，改用其他方式退款，或重新添加会员"
                )
            }
            Self::Holds { member, stored, owed, points, deposits } => format!(
                "{member} 有储值 {stored}、欠款 {owed}、定金 {deposits}（最小货币单位）、积分 {points}；请先退还储值、结清欠款、售出或取消订单、扣除积分，再删除"
            ),
        }
    }
}
