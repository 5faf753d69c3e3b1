//! The one table of texts.

use super::{Error, allowance, money, word};
use crate::value::Date;

/// A language the texts exist in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Simplified Chinese.
    Chinese,
}

pub(super) fn text(error: &Error, language: Language) -> String {
    match language {
        Language::English => english(error),
        Language::Chinese => chinese(error),
    }
}

fn or_none<T: ToString>(value: Option<&T>) -> String {
    value.map_or_else(|| "-".to_string(), ToString::to_string)
}

/// The path of a field before what is said of it; nothing without a field.
fn place(field: &str, colon: &str) -> String {
    if field.is_empty() { String::new() } else { format!("{field}{colon}") }
}

fn english(error: &Error) -> String {
    let l = Language::English;
    match error {
        Error::Invalid { field, value, expected } => {
            format!("{field}: `{value}` is not accepted; expected {}", expected.text(l))
        }
        Error::TooLarge { field, what } => {
            let place = place(field, ": ");
            format!("{place}{what} is too large to be held exactly; enter smaller numbers")
        }
        Error::NotFound { field, what, key } => {
            let place = place(field, ": ");
            format!("{place}no {} `{key}` is on record; check it, or add it first", what.text(l))
        }
        Error::Duplicate { what, key, holder } => {
            format!("{} `{key}` already belongs to {holder}; choose another", what.text(l))
        }
        Error::CheckDigit { code, expected } => {
            format!("barcode `{code}` has a wrong check digit; it should end in {expected}")
        }
        Error::IdReused { id, kind } => {
            format!("id {id} already stands for a {kind} with other content; use a new id for a new document")
        }
        Error::OutOfStock { sku, place, asked, available } => {
            format!("{asked} of {sku} asked for at {place}, {available} available; receive or count it first")
        }
        Error::Expired { sku, batch, expires_on } => {
            format!("batch {batch} of {sku} was good until {expires_on}; write it off or have the sale approved")
        }
        Error::BatchDates { batch, expires_on, other } => format!(
            "batch {batch}: expiry {} contradicts {}; correct the dates or use another batch number",
            or_none(expires_on.as_ref()),
            or_none(other.as_ref())
        ),
        Error::Empty { what } => format!("the {} has no lines; add at least one", what.text(l)),
        Error::TendersDiffer { total, tendered } => money::tenders_differ(l, *total, *tendered),
        Error::ChangeNotFromCash { total, without_cash } => money::no_change(l, *total, *without_cash),
        Error::CardOverdrawn { member, left, asked } => money::overdrawn(l, member, *left, *asked),
        Error::OverCreditLimit { member, owed, limit, asked } => money::over_limit(l, member, [*owed, *limit, *asked]),
        Error::RefundMethod { method, left, asked } => money::refund_method(l, method, *left, *asked),
        Error::PointsOverdrawn { asked, available } => money::points_overdrawn(l, *asked, *available),
        Error::MemberNeeded { field } => format!("{field}: this is for members; enter the member first"),
        Error::Member(refusal) => refusal.text(l),
        Error::RefundExceeds { line, left, asked } => {
            format!("line {line}: {asked} to refund, only {left} of it can still come back; refund at most that")
        }
        Error::Drawer(refusal) => refusal.text(l),
        Error::WrongState { what, key, state } => {
            format!("{} {key} is {state}; this cannot be done to it", what.text(l))
        }
        Error::SaidSince { what, key, later } => {
            format!("{} {key} cannot be voided: {later} builds on it; state what is right anew", what.text(l))
        }
        Error::BeforeOpening { at, opened_on } => {
            format!("{at} is before the shop opened on {opened_on}; use that day or later")
        }
        Error::PeriodLocked { day, through } => {
            format!("{day} is locked, as is everything through {through}; use a later day")
        }
        Error::OpenShortages { through, open, documents } => open_shortages(*through, *open, documents),
        Error::GoodsMoved { sku, field } => goods_moved(sku, field),
        Error::CouponRefused { code, why } => coupon_refused(code, why),
        Error::BelowLowestPrice { sku, net, lowest } => {
            format!(
                "{sku} would bring {net}, its lowest price asks for {lowest} (minor units); raise it or have it approved"
            )
        }
        Error::ApproverNeeded { actor, act, key } => allowance::approver_needed(l, actor, act, key),
        Error::NotAllowed { actor, act, key, reason } => allowance::not_allowed(l, (actor, act, key), reason),
        Error::Row { file, line, column, value, expected } => {
            format!("{file}, line {line}, column {column}: `{value}` is not accepted; expected {}", expected.text(l))
        }
        Error::Conflict => "another writer was faster; try again".into(),
        Error::Contention { attempts } => contention(*attempts),
        Error::Closed => "this handle is closed, or its storage failed; open it again".into(),
        Error::NoShop => "there is no shop in this store yet; create one".into(),
        Error::ShopExists { name } => {
            format!("the store keeps the shop {name} already; open it, or use an empty store")
        }
        Error::NotOurs { path } => format!("{path} is a database of another program; choose another one"),
        Error::NewerSchema { found, known } => newer_schema(*found, *known),
        Error::OlderSchema { found, needed } => older_schema(*found, *needed),
        Error::EngineTooOld { found, needed } => format!("storage engine {found} is not safe; use {needed} or newer"),
        Error::Locked { operation } => {
            format!("{operation}: another program holds the storage; close it or wait")
        }
        Error::ReadOnly { operation } => {
            format!("{operation}: the storage cannot be written; check its permissions")
        }
        Error::Unreachable { operation, reason } => unreachable_server(operation, reason),
        Error::AccessDenied { operation, reason } => access_denied(operation, reason),
        Error::Disconnected { operation } => disconnected(operation),
        Error::StorageFull { operation } => {
            format!("{operation}: the storage is full; free some space and go on")
        }
        Error::Corrupt { what } => {
            format!("the stored data contradicts itself: {what}; restore a backup")
        }
        Error::Storage { operation, reason, .. } => format!("{operation} failed: {reason}"),
    }
}

fn open_shortages(through: Date, open: usize, documents: &[String]) -> String {
    let (first, remedy) = (documents.join(", "), "receive or count the goods, or have the lock approved");
    format!("{open} shortages through {through} are not covered, first of {first}; {remedy}")
}

fn contention(attempts: u32) -> String {
    format!("gave up after {attempts} lost races; try again later")
}

fn goods_moved(sku: &str, field: &str) -> String {
    let remedy = match field {
        "parts" => "add another variant for the kit",
        _ => "receive goods, and what was sold costs what they do",
    };
    format!("{field} of {sku} stays as it is, its goods have moved; {remedy}")
}

fn goods_moved_chinese(sku: &str, field: &'static str) -> String {
    let remedy = match field {
        "parts" => "请另建组合商品的规格",
        _ => "请办理入库，已售部分即按实际成本计算",
    };
    format!("{sku} 已有出入库，{}不能再改；{remedy}", word::chinese(field))
}

fn newer_schema(found: i64, known: i64) -> String {
    format!("the data has schema {found}, this release knows up to {known}; update the program")
}

fn older_schema(found: i64, needed: i64) -> String {
    format!("the data has schema {found}, this release needs {needed}; allow it to upgrade the schema")
}

fn unreachable_server(operation: &str, reason: &str) -> String {
    format!("{operation}: the server cannot be reached ({reason}); check its address, the network and the server")
}

fn access_denied(operation: &str, reason: &str) -> String {
    format!("{operation}: the server refuses ({reason}); check user, password and rights")
}

fn disconnected(operation: &str) -> String {
    format!("{operation}: the connection to the server was lost; try again with the same id")
}

fn coupon_refused(code: &str, why: &str) -> String {
    let why = match why {
        "unknown" => "is not known here",
        "used_up" => "is used up",
        "not_yet" => "holds from a later day on",
        "expired" => "has expired",
        _ => "belongs to another member",
    };
    format!("coupon `{code}` {why}; take it out of the cart and price the cart again")
}

fn chinese(error: &Error) -> String {
    let l = Language::Chinese;
    match error {
        Error::Invalid { field, value, expected } => {
            format!("{field}：不接受“{value}”，应为{}", expected.text(l))
        }
        Error::TooLarge { field, what } => {
            let place = place(field, "：");
            format!("{place}{}过大，无法精确保存；请输入较小的数字", word::chinese(what))
        }
        Error::NotFound { field, what, key } => {
            format!("{}没有{}“{key}”；请核对，或先添加", place(field, "："), what.text(l))
        }
        Error::Duplicate { what, key, holder } => format!("{}“{key}”已属于 {holder}；请另选", what.text(l)),
        Error::CheckDigit { code, expected } => {
            format!("条码“{code}”校验位错误，末位应为 {expected}")
        }
        Error::IdReused { id, kind } => {
            format!("编号 {id} 已用于另一内容的{}；新单据请用新编号", word::chinese(kind))
        }
        Error::OutOfStock { sku, place, asked, available } => {
            format!("{sku} 在 {place} 需要 {asked}，可用 {available}；请先入库或盘点")
        }
        Error::Expired { sku, batch, expires_on } => {
            format!("{sku} 的批次 {batch} 有效期至 {expires_on}；请报损或经批准后销售")
        }
        Error::BatchDates { batch, expires_on, other } => format!(
            "批次 {batch}：到期日 {} 与 {} 矛盾；请改正日期或换批号",
            or_none(expires_on.as_ref()),
            or_none(other.as_ref())
        ),
        Error::Empty { what } => format!("{}没有明细；请至少加一行", what.text(l)),
        Error::TendersDiffer { total, tendered } => money::tenders_differ(l, *total, *tendered),
        Error::ChangeNotFromCash { total, without_cash } => money::no_change(l, *total, *without_cash),
        Error::CardOverdrawn { member, left, asked } => money::overdrawn(l, member, *left, *asked),
        Error::OverCreditLimit { member, owed, limit, asked } => money::over_limit(l, member, [*owed, *limit, *asked]),
        Error::RefundMethod { method, left, asked } => money::refund_method(l, method, *left, *asked),
        Error::PointsOverdrawn { asked, available } => money::points_overdrawn(l, *asked, *available),
        Error::MemberNeeded { field } => format!("{field}：仅限会员；请先录入会员"),
        Error::Member(refusal) => refusal.text(l),
        Error::RefundExceeds { line, left, asked } => {
            format!("第 {line} 行：要退 {asked}，最多还可退 {left}；请减少数量")
        }
        Error::Drawer(refusal) => refusal.text(l),
        Error::WrongState { what, key, state } => {
            format!("{} {key} 的状态为{}，不能如此操作", what.text(l), word::chinese(state))
        }
        Error::SaidSince { what, key, later } => {
            format!("{} {key} 不能作废：之后的 {later} 以其为基础；请重新说明正确的内容", what.text(l))
        }
        Error::BeforeOpening { at, opened_on } => format!("{at} 早于开店日 {opened_on}；请用该日或之后的时间"),
        Error::PeriodLocked { day, through } => format!("{day} 已锁定（锁定至 {through}）；请用之后的日期"),
        Error::OpenShortages { through, open, documents } => open_shortages_chinese(*through, *open, documents),
        Error::GoodsMoved { sku, field } => goods_moved_chinese(sku, field),
        Error::CouponRefused { code, why } => {
            format!("优惠券“{code}”{}；请从购物车中去掉后重新计价", word::chinese(why))
        }
        Error::BelowLowestPrice { sku, net, lowest } => {
            format!("{sku} 实收 {net}，低于最低售价 {lowest}（最小货币单位）；请提价或经批准")
        }
        Error::ApproverNeeded { actor, act, key } => allowance::approver_needed(l, actor, act, key),
        Error::NotAllowed { actor, act, key, reason } => allowance::not_allowed(l, (actor, act, key), reason),
        Error::Row { file, line, column, value, expected } => {
            format!("{file} 第 {line} 行 {column} 列：不接受“{value}”，应为{}", expected.text(l))
        }
        Error::Conflict => "另一处刚刚写入；请重试".into(),
        Error::Contention { attempts } => format!("竞争 {attempts} 次均未成功；请稍后再试"),
        Error::Closed => "已关闭或存储出错；请重新打开".into(),
        Error::NoShop => "此存储中还没有店铺；请先创建".into(),
        Error::ShopExists { name } => format!("此存储中已有店铺 {name}；请打开它，或换用空的存储"),
        Error::NotOurs { path } => format!("{path} 是其他程序的数据库；请另选一个"),
        Error::NewerSchema { found, known } => format!("数据版本 {found} 高于本程序支持的 {known}；请升级程序"),
        Error::OlderSchema { found, needed } => {
            format!("数据的结构版本为 {found}，本版本需要 {needed}；请允许升级结构")
        }
        Error::EngineTooOld { found, needed } => format!("存储引擎 {found} 不安全；请用 {needed} 或更新版本"),
        Error::Locked { operation } => format!("{operation}：存储被其他程序占用；请关闭它或稍候"),
        Error::ReadOnly { operation } => format!("{operation}：存储不可写；请检查权限"),
        Error::Unreachable { operation, reason } => {
            format!("{operation}：无法连接服务器（{reason}）；请检查地址、网络和服务器")
        }
        Error::AccessDenied { operation, reason } => {
            format!("{operation}：服务器拒绝（{reason}）；请检查用户、密码和权限")
        }
        Error::Disconnected { operation } => format!("{operation}：与服务器的连接中断；请用同一编号重试"),
        Error::StorageFull { operation } => format!("{operation}：存储已满；请腾出空间后继续"),
        Error::Corrupt { what } => format!("已存数据自相矛盾：{what}；请恢复备份"),
        Error::Storage { operation, reason, .. } => format!("{operation}失败：{reason}"),
    }
}

fn open_shortages_chinese(through: Date, open: usize, documents: &[String]) -> String {
    let first = documents.join("、");
    format!("截至 {through} 有 {open} 笔缺货未补足，首先是 {first}；请先入库或盘点，或经批准后锁账")
}
