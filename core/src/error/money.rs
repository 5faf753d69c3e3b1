//! What is said of payments. Amounts are minor units.

use super::{Language, word};
use crate::value::Money;

pub(super) fn overdrawn(language: Language, member: &str, left: Money, asked: Money) -> String {
    match language {
        Language::English => {
            format!("{member} has {left} stored, {asked} asked for (minor units); top it up, or pay the rest otherwise")
        }
        Language::Chinese => {
            format!("{member} 的储值余额为 {left}，需要 {asked}（最小货币单位）；请先充值，或差额用其他方式支付")
        }
    }
}

pub(super) fn over_limit(language: Language, member: &str, [owed, limit, asked]: [Money; 3]) -> String {
    match language {
        Language::English => format!(
            "{member} owes {owed} of at most {limit}, {asked} more asked for (minor units); have some settled, or have it approved"
        ),
        Language::Chinese => {
            format!("{member} 已欠 {owed}，额度 {limit}，再赊 {asked}（最小货币单位）；请先结清部分，或经批准")
        }
    }
}

pub(super) fn refund_method(language: Language, method: &'static str, left: Money, asked: Money) -> String {
    match language {
        Language::English => format!(
            "{asked} to go back by {method}, at most {left} can (minor units); give the rest back by the tenders of the sale"
        ),
        Language::Chinese => {
            let method = word::chinese(method);
            format!("要以{method}退 {asked}，最多可退 {left}（最小货币单位）；其余请按原支付方式退回")
        }
    }
}
