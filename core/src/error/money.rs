//! What is said of payments. Amounts are minor units.

use super::{Language, word};
use crate::value::Money;

pub(super) fn tenders_differ(language: Language, total: Money, tendered: Money) -> String {
    match language {
        Language::English => {
            format!("to pay {total}, tendered {tendered} (minor units); they must be equal, or cash give change")
        }
        Language::Chinese => {
            format!("应付 {total}，实付 {tendered}（最小货币单位）；两者须相等，或由现金找零")
        }
    }
}

pub(super) fn no_change(language: Language, total: Money, without_cash: Money) -> String {
    match language {
        Language::English if total == without_cash => {
            format!("to pay {total}, all of it tendered without cash (minor units); leave the cash out")
        }
        Language::English => {
            format!("to pay {total}, {without_cash} tendered without cash (minor units); only cash gives change")
        }
        Language::Chinese if total == without_cash => {
            format!("应付 {total}，非现金已付清（最小货币单位）；请不要再收现金")
        }
        Language::Chinese => {
            format!("应付 {total}，非现金已付 {without_cash}（最小货币单位）；只有现金可找零")
        }
    }
}

pub(super) fn points_overdrawn(language: Language, asked: i64, available: i64) -> String {
    match language {
        Language::English => format!("{asked} points wanted, the member has {available}; take at most that"),
        Language::Chinese => format!("需要 {asked} 积分，会员可用 {available} 积分；请减少积分"),
    }
}

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
