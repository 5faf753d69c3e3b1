use rust_decimal_macros::dec;
use tillbook::ledger::TenderMethod;
use tillbook::party::{Level, LevelRules, Member};
use tillbook::pricing::{Cart, PointsRules, Redeeming};
use tillbook::promotion::Scope;
use tillbook::shop::Tender;
use tillbook::value::{DocumentId, MemberId, Money, Rate, SaleId, VariantId};

use crate::bench::{Bench, member};

fn rules() -> PointsRules {
    let redeeming = Redeeming { most: "0.5".parse().unwrap(), ..Redeeming::new(100, Money::from_minor(1_00)) };
    PointsRules { redeeming: Some(redeeming), ..PointsRules::earning(1, Money::from_minor(1_00)) }
}

/// A bench whose member has a thousand points.
fn bench() -> Bench {
    let bench = Bench::new();
    bench.shop.members().set_points(DocumentId::new(), Some(&rules())).unwrap();
    let boss = bench.shop.approved_by("boss");
    boss.members().adjust_points(DocumentId::new(), bench.member, 1_000, "welcome").unwrap();
    bench
}

#[test]
fn points_are_redeemed_by_who_has_them() {
    let bench = bench();
    let cart = Cart::new().add(bench.tea, dec!(1));
    let refuses = |cart: &Cart, code, names: &[&str]| {
        bench.refuses(code, names, |shop| shop.till().price(cart));
        let tender = Tender::cash(Money::from_minor(10_00));
        bench.refuses(code, names, |shop| shop.till().sell(SaleId::new(), cart, &[tender]));
    };
    refuses(&cart.clone().redeem(100), "member_needed", &["redeem"]);
    let cart = cart.member(bench.member);
    refuses(&cart.clone().redeem(-100), "invalid", &["redeem", "-100"]);
    refuses(&cart.clone().redeem(i64::MIN), "invalid", &["redeem"]);
    refuses(&cart.clone().redeem(150), "invalid", &["redeem", "150", "100"]);
    refuses(&cart.clone().redeem(1_100), "points_overdrawn", &["1100", "1000"]);
    // Half of 10.00.
    refuses(&cart.clone().redeem(600), "invalid", &["redeem", "600", "500"]);
    bench.shop.members().set_points(DocumentId::new(), Some(&PointsRules { redeeming: None, ..rules() })).unwrap();
    refuses(&cart.clone().redeem(100), "invalid", &["redeem", "100"]);
    bench.shop.members().set_points(DocumentId::new(), None).unwrap();
    refuses(&cart.redeem(100), "invalid", &["redeem", "100"]);
    assert_eq!(bench.shop.members().standing(bench.member).unwrap().points, 1_000);
    bench.goes_on();
}

#[test]
fn points_by_hand_need_a_reason_and_an_approver() {
    let bench = bench();
    let id = DocumentId::new;
    let member = bench.member;
    bench.refuses("invalid", &["approver"], |shop| shop.members().adjust_points(id(), member, 5, "gift"));
    let refuses = |member: MemberId, points, reason, code, names: &[&str]| {
        bench.refuses(code, names, |shop| {
            shop.approved_by("boss").members().adjust_points(id(), member, points, reason)
        });
    };
    refuses(member, 5, "", "invalid", &["reason"]);
    refuses(member, 0, "gift", "invalid", &["points", "0"]);
    refuses(member, i64::MIN, "gift", "invalid", &["points", "1000000000000"]);
    refuses(member, -1_001, "gift", "points_overdrawn", &["1001", "1000"]);
    let nobody = MemberId::new();
    refuses(nobody, 5, "gift", "not_found", &[&nobody.to_string()]);
    bench.refuses("not_found", &[&nobody.to_string()], |shop| shop.members().standing(nobody));
    bench.shop.members().set_points(id(), None).unwrap();
    refuses(member, 5, "gift", "not_found", &["points"]);
    bench.goes_on();
}

#[test]
fn rules_of_points_make_sense() {
    let bench = bench();
    let refuses = |rules: PointsRules, names: &[&str]| {
        bench.refuses("invalid", names, |shop| shop.members().set_points(DocumentId::new(), Some(&rules)));
    };
    let redeeming = rules().redeeming.unwrap();
    let with = |redeeming| PointsRules { redeeming: Some(redeeming), ..rules() };
    refuses(PointsRules { points: 0, ..rules() }, &["points.points", "0"]);
    refuses(PointsRules { points: i64::MAX, ..rules() }, &["points.points", "1000000000"]);
    refuses(PointsRules { per: Money::ZERO, ..rules() }, &["points.per", "0"]);
    refuses(PointsRules { valid_months: Some(121), ..rules() }, &["points.valid_months", "121", "120"]);
    refuses(PointsRules { excluded: vec![Scope::Variants(vec![])], ..rules() }, &["points.excluded[0]"]);
    refuses(PointsRules { excluded: vec![Scope::All; 101], ..rules() }, &["points.excluded", "101", "100"]);
    let nobody = VariantId::new();
    let excluded = vec![Scope::All, Scope::Variants(vec![bench.tea, nobody])];
    bench.refuses("not_found", &["points.excluded", &nobody.to_string()], |shop| {
        shop.members().set_points(DocumentId::new(), Some(&PointsRules { excluded, ..rules() }))
    });
    refuses(with(Redeeming { points: -1, ..redeeming }), &["points.redeeming.points", "-1"]);
    refuses(with(Redeeming { worth: Money::ZERO, ..redeeming }), &["points.redeeming.worth", "0"]);
    refuses(with(Redeeming { in_steps_of: 0, ..redeeming }), &["points.redeeming.in_steps_of", "0"]);
    // 150 points are worth 1.00: three of them two minor units, fewer no whole ones.
    let odd = Redeeming { points: 150, in_steps_of: 100, ..redeeming };
    refuses(with(odd), &["points.redeeming.in_steps_of", "100", "3"]);
    bench.shop.members().set_points(DocumentId::new(), Some(&with(Redeeming { in_steps_of: 3, ..odd }))).unwrap();
    refuses(with(Redeeming { most: Rate::ZERO, ..redeeming }), &["points.redeeming.most", "0"]);
    refuses(with(Redeeming { most: "1.01".parse().unwrap(), ..redeeming }), &["points.redeeming.most", "1.01"]);
    bench.goes_on();
}

#[test]
fn levels_stand_one_above_the_other() {
    let bench = bench();
    let level = |code: &str, from| Level { code: code.into(), name: code.into(), from: Money::from_minor(from) };
    let refuses = |months, levels: Vec<Level>, names: &[&str]| {
        let rules = LevelRules { months, levels };
        bench.refuses("invalid", names, |shop| shop.members().set_levels(DocumentId::new(), Some(&rules)));
    };
    refuses(0, vec![level("gold", 1)], &["levels.months", "0", "60"]);
    refuses(61, vec![level("gold", 1)], &["levels.months", "61"]);
    refuses(12, vec![], &["levels.levels"]);
    refuses(12, (0..21).map(|n| level(&format!("l{n}"), n)).collect(), &["levels.levels", "21", "20"]);
    refuses(12, vec![level(" ", 1)], &["levels.levels[0].code"]);
    refuses(12, vec![Level { name: String::new(), ..level("gold", 1) }], &["levels.levels[0].name"]);
    refuses(12, vec![level("gold", -1)], &["levels.levels[0].from", "-1"]);
    refuses(12, vec![level("silver", 5), level("gold", 5)], &["levels.levels[1].from", "5"]);
    refuses(12, vec![level("gold", 5), level("gold", 6)], &["levels.levels[1].code", "gold"]);
    bench.goes_on();
}

#[test]
fn a_record_is_merged_once_into_another() {
    let bench = bench();
    let members = [member("M2"), member("M3")];
    bench.shop.members().put(DocumentId::new(), &members).unwrap();
    let [second, third] = members.map(|member| member.id);
    let refuses = |from: MemberId, into: MemberId, reason, code, names: &[&str]| {
        bench.refuses(code, names, |shop| shop.members().merge(DocumentId::new(), from, into, reason));
    };
    let nobody = MemberId::new();
    refuses(second, third, " ", "invalid", &["reason"]);
    refuses(second, second, "twins", "invalid", &["into", &second.to_string()]);
    refuses(nobody, third, "twins", "not_found", &[&nobody.to_string()]);
    refuses(second, nobody, "twins", "not_found", &[&nobody.to_string()]);
    bench.shop.members().merge(DocumentId::new(), second, third, "twins").unwrap();
    refuses(second, bench.member, "twins", "wrong_state", &["M2", "merged"]);
    refuses(bench.member, second, "twins", "wrong_state", &["M2", "merged"]);
    refuses(third, second, "twins", "wrong_state", &["M2", "merged"]);
    let put = |member: Member, code, names: &[&str]| {
        bench.refuses(code, names, |shop| shop.members().put(DocumentId::new(), &[member]));
    };
    put(member("M2"), "wrong_state", &["M2", "merged"]);
    put(Member { merged_into: Some(third), ..member("M4") }, "invalid", &["records[0].merged_into"]);
    put(Member { id: MemberId::new(), ..member("M2") }, "duplicate", &["M2"]);
    bench.goes_on();
}

#[test]
fn a_person_is_forgotten_once_and_when_nothing_is_left() {
    let bench = bench();
    let member = bench.member;
    let erase = |member, code, names: &[&str]| {
        bench.refuses(code, names, |shop| shop.members().erase(DocumentId::new(), member));
    };
    let nobody = MemberId::new();
    erase(nobody, "not_found", &[&nobody.to_string()]);
    erase(member, "member_holds", &["1000"]);
    bench.shop.approved_by("boss").members().adjust_points(DocumentId::new(), member, -1_000, "leaves").unwrap();
    let cash = |amount| [Tender::cash(amount)];
    let twelve = Money::from_minor(12_34);
    bench.shop.members().top_up(DocumentId::new(), member, twelve, None, &cash(twelve)).unwrap();
    erase(member, "member_holds", &["1234"]);
    bench.shop.members().cash_out(DocumentId::new(), member, twelve, TenderMethod::Cash, "leaves").unwrap();
    // Who owes something stays known.
    let tea = Cart::new().add(bench.tea, dec!(1)).member(member);
    let (ten, boss) = (Money::from_minor(10_00), bench.shop.approved_by("boss"));
    boss.members().set_points(DocumentId::new(), None).unwrap();
    boss.till().sell(SaleId::new(), &tea, &[Tender::on_account(ten)]).unwrap();
    erase(member, "member_holds", &["1000"]);
    bench.shop.members().settle(DocumentId::new(), member, ten, &cash(ten)).unwrap();

    let id = DocumentId::new();
    bench.shop.members().erase(id, member).unwrap();
    bench.refuses("id_reused", &[&id.to_string()], |shop| shop.members().erase(id, nobody));
    erase(member, "member_erased", &[&member.to_string()]);
    let refuses = |code, names: &[&str], put: &Member| {
        bench.refuses(code, names, |shop| shop.members().put(DocumentId::new(), std::slice::from_ref(put)));
    };
    refuses("member_erased", &[&member.to_string()], &Member::new(member, "M1", "again"));
    let forged = Member { erased_by: Some(id), ..Member::new(nobody, "M9", "forged") };
    refuses("invalid", &["records[0].erased_by", &id.to_string()], &forged);
    bench.refuses("member_erased", &[&member.to_string()], |shop| shop.till().sell(SaleId::new(), &tea, &cash(ten)));
    bench.refuses("wrong_state", &["M-T1-", "member_erased"], |shop| {
        shop.office().void(DocumentId::new(), id, "mistake")
    });
    bench.goes_on();
}
