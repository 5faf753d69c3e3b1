//! What is said of acts that not everybody may do.

use super::{Language, word};

/// What a code of an act is called.
fn act_text(language: Language, act: &'static str) -> &'static str {
    match language {
        Language::English => match act {
            "manual_price" => "a price by hand",
            "manual_discount" => "a discount by hand",
            "round_off" => "rounding off the total",
            "negative_stock" => "selling more than there is",
            "refund" => "a refund",
            "unlinked_refund" => "a refund without a sale",
            "void" => "a void",
            "amend" => "an amendment",
            other => other,
        },
        Language::Chinese => word::act(act),
    }
}

fn who(language: Language, actor: &str) -> &str {
    match language {
        Language::English if actor.is_empty() => "who acts",
        Language::Chinese if actor.is_empty() => "操作人",
        _ => actor,
    }
}

fn about(key: &str) -> String {
    if key.is_empty() { String::new() } else { format!(" ({key})") }
}

pub(super) fn approver_needed(language: Language, actor: &str, act: &'static str, key: &str) -> String {
    let (actor, act, about) = (who(language, actor), act_text(language, act), about(key));
    match language {
        Language::English => {
            format!("{act}{about} is more than {actor} may do alone; have it approved by somebody else")
        }
        Language::Chinese => format!("{act}{about}超出 {actor} 的权限；请由他人批准"),
    }
}

pub(super) fn not_allowed(language: Language, (actor, act, key): (&str, &'static str, &str), reason: &str) -> String {
    let (actor, act, about) = (who(language, actor), act_text(language, act), about(key));
    match language {
        Language::English => format!("{actor} may not do this: {act}{about}; {reason}"),
        Language::Chinese => format!("不允许 {actor} 进行{act}{about}：{reason}"),
    }
}
