//! Barcodes: reference cases and laws.

#![allow(clippy::panic, clippy::unwrap_used)]

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use serde_json::Value;
use tillbook::catalog::{Barcode, CodeRule, Element, ScalePattern, check_digit};
use tillbook::value::Date;
use tillbook::{Error, Expected};

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(text).collect()
}

/// The year in which the cases were made.
fn today() -> Date {
    "2026-11-23".parse().unwrap()
}

#[test]
fn reference_cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/barcode");
    let mut run = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let case: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            check(&case);
            run += 1;
        }
    }
    assert!(run >= 9, "only {run} cases found");
}

fn check(case: &Value) {
    let (name, input, params, expect) = (text(&case["name"]), &case["input"], &case["params"], &case["expect"]);
    match text(&case["method"]) {
        "check_digit" => {
            let digit = check_digit(text(&input["body"])).unwrap();
            assert_eq!(digit.to_string(), text(&expect["check_digit"]), "{name}");
            let code = format!("{}{digit}", text(&input["body"]));
            assert_eq!(code, text(&expect["code"]), "{name}");
            assert_eq!(Barcode::parse(&code).unwrap().gtin14(), expect["gtin14"].as_str(), "{name}");
        }
        "parse_gtin" => check_gtin(name, text(&input["code"]), expect),
        "same_item" => check_same(name, &texts(&input["codes"]), expect),
        "make_in_store" => {
            let length = usize::try_from(params["length"].as_u64().unwrap()).unwrap();
            let made: Vec<String> = (input["serials"].as_array().unwrap().iter())
                .map(|serial| Barcode::make_in_store(text(&input["prefix"]), serial.as_u64().unwrap(), length))
                .map(|code| code.unwrap().to_string())
                .collect();
            assert_eq!(made, texts(&expect["codes"]), "{name}");
        }
        "variable_measure" => check_label(name, text(&params["pattern"]), text(&input["code"]), expect),
        "gs1_element_string" => check_elements(name, text(&input["data"]), &expect["elements"]),
        other => panic!("{name}: unknown method {other}"),
    }
}

fn check_gtin(name: &str, code: &str, expect: &Value) {
    let Some(refusal) = expect["error"].as_str() else {
        assert_eq!(Barcode::parse(code).unwrap().gtin14(), expect["gtin14"].as_str(), "{name}");
        return;
    };
    let error = Barcode::parse_gtin(code).unwrap_err();
    match (error, refusal) {
        (Error::CheckDigit { expected, .. }, "bad_check_digit") => {
            assert_eq!(expected.to_string(), text(&expect["expected_check_digit"]), "{name}");
            assert_eq!(Barcode::parse(code).unwrap_err().code(), refusal, "{name}");
        }
        (Error::Invalid { expected: Expected::Gtin, .. }, refusal) => assert_ne!(refusal, "bad_check_digit", "{name}"),
        (error, _) => panic!("{name}: {error}"),
    }
}

fn check_same(name: &str, codes: &[&str], expect: &Value) {
    let barcodes: Vec<Barcode> = codes.iter().map(|code| Barcode::parse(code).unwrap()).collect();
    let distinct: HashSet<&Barcode> = barcodes.iter().collect();
    assert_eq!(distinct.len() == 1, expect["same"].as_bool().unwrap(), "{name}");
    if let Some(gtin14) = expect["gtin14"].as_str() {
        assert!(barcodes.iter().all(|barcode| barcode.key() == gtin14), "{name}");
    }
}

fn check_label(name: &str, pattern: &str, code: &str, expect: &Value) {
    let label = ScalePattern::parse(pattern).unwrap().read(code).unwrap().unwrap();
    assert_eq!(label.prefix, text(&expect["prefix"]), "{name}");
    assert_eq!(label.item, text(&expect["item"]), "{name}");
    assert_eq!(label.weight_g, expect["weight_g"].as_i64(), "{name}");
    assert_eq!(label.amount_minor, expect["amount_fen"].as_i64(), "{name}");
    assert_eq!(label.check_digit.map(String::from).as_deref(), expect["check_digit"].as_str(), "{name}");
}

fn check_elements(name: &str, data: &str, expect: &Value) {
    let elements = Element::parse_all(data, today()).unwrap();
    let expect = expect.as_object().unwrap();
    assert_eq!(elements.len(), expect.len(), "{name}");
    for element in elements {
        let want = &expect[&element.ai];
        assert_eq!(element.value, text(&want["value"]), "{name}");
        assert_eq!(element.gtin().map(|gtin| gtin.is_ok()), want["gtin_ok"].as_bool(), "{name}");
        assert_eq!(element.date.map(|date| date.to_string()).as_deref(), want["date"].as_str(), "{name}");
        assert_eq!(element.decimal.map(|number| number.to_string()).as_deref(), want["decimal"].as_str(), "{name}");
    }
}

fn with_check_digit(body: &str) -> String {
    format!("{body}{}", check_digit(body).unwrap())
}

fn gtins() -> impl Strategy<Value = String> {
    prop_oneof!["[0-9]{7}", "[0-9]{11}", "[0-9]{12}", "[0-9]{13}"].prop_map(|body| with_check_digit(&body))
}

/// Everything but digits of a GTIN's length.
fn plain_codes() -> impl Strategy<Value = String> {
    prop_oneof!["[!-~]([ -~]{0,46}[!-~])?", "[0-9]{1,20}"]
        .prop_filter("a GTIN", |code| Barcode::parse_gtin(code).is_err())
        .prop_filter("a wrong GTIN", |code| Barcode::parse(code).is_ok())
}

fn rules() -> impl Strategy<Value = String> {
    prop_oneof!["[A-Z0-9-]{0,8}#{1,12}[A-Z0-9-]{0,8}", "[0-9]{0,8}#{1,12}[0-9]{0,6}C"]
}

proptest! {
    #[test]
    fn one_wrong_digit_is_noticed(code in gtins(), at: prop::sample::Index, by in 1..10_u32) {
        let at = at.index(code.len());
        let wrong: String = code.chars().enumerate()
            .map(|(i, c)| if i == at { char::from_digit((c.to_digit(10).unwrap() + by) % 10, 10).unwrap() } else { c })
            .collect();
        prop_assert_eq!(Barcode::parse(&wrong).unwrap_err().code(), "bad_check_digit");
    }

    #[test]
    fn the_check_digit_that_is_asked_for_is_right(code in gtins(), last in 0..10_u32) {
        let given = format!("{}{last}", &code[..code.len() - 1]);
        match Barcode::parse(&given) {
            Ok(_) => prop_assert_eq!(given, code),
            Err(Error::CheckDigit { expected, .. }) => prop_assert!(code.ends_with(expected)),
            Err(other) => prop_assert!(false, "{}", other),
        }
    }

    #[test]
    fn barcodes_survive_printing_and_json(code in prop_oneof![gtins(), plain_codes()]) {
        let barcode = Barcode::parse(&code).unwrap();
        prop_assert_eq!(barcode.to_string(), code.clone());
        let json = serde_json::to_string(&barcode).unwrap();
        let read: Barcode = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(&read, &barcode);
        prop_assert_eq!(read.text(), code);
        prop_assert_eq!(&Barcode::parse(barcode.key()).unwrap(), &barcode);
    }

    #[test]
    fn leading_zeros_do_not_make_another_gtin(code in gtins()) {
        let barcode = Barcode::parse(&code).unwrap();
        for length in [8, 12, 13, 14].into_iter().filter(|length| *length >= code.len()) {
            let padded = Barcode::parse(&format!("{code:0>length$}")).unwrap();
            prop_assert_eq!(&padded, &barcode);
            prop_assert_eq!(HashSet::from([padded, barcode.clone()]).len(), 1);
        }
    }

    #[test]
    fn plain_codes_equal_only_themselves(a in plain_codes(), b in plain_codes(), gtin in gtins()) {
        let plain = Barcode::parse(&a).unwrap();
        prop_assert_eq!(plain == Barcode::parse(&b).unwrap(), a == b);
        prop_assert_ne!(&plain, &Barcode::parse(&gtin).unwrap());
        prop_assert_eq!(plain.gtin14(), None);
    }

    #[test]
    fn the_serial_comes_back_out_of_the_code(rule in rules(), serial: u64) {
        let digits = u32::try_from(rule.matches('#').count()).unwrap();
        let rule = CodeRule::parse(&rule).unwrap();
        let serial = serial % 10_u64.pow(digits);
        prop_assert_eq!(rule.serial_of(&rule.code(serial).unwrap()), Some(serial));
        prop_assert!(rule.code(10_u64.pow(digits)).is_err());
    }

    #[test]
    fn only_the_rule_s_own_codes_have_a_serial(rule in rules(), code in "[A-Z0-9-]{0,30}") {
        let rule = CodeRule::parse(&rule).unwrap();
        if let Some(serial) = rule.serial_of(&code) {
            prop_assert_eq!(rule.code(serial).unwrap(), code);
        }
    }

    #[test]
    fn rules_survive_printing_and_json(text in rules()) {
        let rule = CodeRule::parse(&text).unwrap();
        prop_assert_eq!(rule.to_string(), text);
        let json = serde_json::to_string(&rule).unwrap();
        prop_assert_eq!(serde_json::from_str::<CodeRule>(&json).unwrap(), rule);
    }

    #[test]
    fn a_rule_of_a_barcodes_length_makes_barcodes(serial in 0..10_000_000_000_u64) {
        let code = CodeRule::parse("20##########C").unwrap().code(serial).unwrap();
        prop_assert_eq!(Barcode::parse_gtin(&code).unwrap(), Barcode::make_in_store("20", serial, 13).unwrap());
    }

    #[test]
    fn scale_labels_give_back_what_was_printed(item in 0..100_000_u32, weight in 0..100_000_i64, amount in 0..100_000_i64) {
        let code = with_check_digit(&format!("21{item:05}{amount:05}{weight:05}"));
        let label = ScalePattern::parse("21IIIIIAAAAAWWWWWC").unwrap().read(&code).unwrap().unwrap();
        prop_assert_eq!(label.item.parse::<u32>().unwrap(), item);
        prop_assert_eq!((label.weight_g, label.amount_minor), (Some(weight), Some(amount)));
        let other = ScalePattern::parse("22IIIIIAAAAAWWWWWC").unwrap();
        prop_assert_eq!(other.read(&code).unwrap(), None);
    }

    /// Whatever a scanner or a hand sends, it is read or refused.
    #[test]
    fn no_text_is_too_strange(text in "\\PC*|[\\]0-9A-Z\u{1d}]{0,40}|(01|10|17|3103|3932)[0-9\u{1d}é]{0,30}") {
        let barcode = Barcode::parse(&text);
        prop_assert!(barcode.is_err() || !text.is_empty());
        if let Ok(elements) = Element::parse_all(&text, today()) {
            let read: usize = elements.iter().map(|e| e.ai.len() + e.value.len()).sum();
            prop_assert!(read <= text.len() && !elements.is_empty());
        }
        if let Ok(pattern) = ScalePattern::parse(&text) {
            prop_assert_eq!(pattern.to_string(), text.clone());
        }
        if let Ok(rule) = CodeRule::parse(&text) {
            prop_assert_eq!(rule.to_string(), text);
        }
    }
}
