use tillbook::party::{Birthday, Member};
use tillbook::pricing::Cart;
use tillbook::promotion::{Benefit, BirthdayWindow, Promotion, Reason};
use tillbook::value::{DocumentId, MemberId, Rate};

use super::counter::{Counter, money, off, offer};

fn member(counter: &Counter, code: &str, level: &str, birthday: Option<(i8, i8)>) -> MemberId {
    let id = MemberId::derived("till", code);
    let birthday = birthday.map(|(month, day)| Birthday::new(month, day).unwrap());
    let member = Member { level: level.into(), birthday, ..Member::new(id, code, code) };
    counter.shop.members().put(DocumentId::new(), &[member]).unwrap();
    id
}

fn percent(name: &str, percent: i64, levels: &[&str]) -> Promotion {
    let benefit = Benefit::PercentOff { rate: Rate::percent(percent.into()).unwrap() };
    let member_levels = levels.iter().map(ToString::to_string).collect();
    Promotion { member_levels, ..offer(name, benefit) }
}

fn total(counter: &Counter, cart: &Cart) -> i64 {
    counter.quote(cart).total.minor()
}

#[test]
fn a_level_has_its_own_price() {
    let counter = Counter::new();
    let (gold, silver) = (member(&counter, "G", "gold", None), member(&counter, "S", "silver", None));
    let plain = member(&counter, "P", "", None);
    counter.put(&[percent("gold", 12, &["gold"])]);
    let cart = || counter.teas(10);
    assert_eq!(counter.refusal(&cart()), Some(Reason::MembersOnly));
    assert_eq!(counter.refusal(&cart().member(silver)), Some(Reason::OtherLevel));
    assert_eq!(counter.refusal(&cart().member(plain)), Some(Reason::OtherLevel));
    assert_eq!(counter.refusal(&cart().member(gold)), None);
    counter.put(&[percent("silver", 5, &["silver", "bronze"])]);
    let paid = [cart(), cart().member(plain), cart().member(silver), cart().member(gold)];
    assert_eq!(paid.map(|cart| total(&counter, &cart)), [10_000, 10_000, 9_500, 8_800]);
    // Who was promoted pays the new level's price from the next cart on.
    assert_eq!(counter.sell(&cart().member(silver)).total, money(95_00));
    member(&counter, "S", "gold", None);
    assert_eq!(counter.sell(&cart().member(silver)).total, money(88_00));
}

#[test]
fn members_only_is_for_members_of_every_level() {
    let counter = Counter::new();
    let plain = member(&counter, "P", "", None);
    counter.put(&[Promotion { members_only: true, ..off("club", 5_00) }]);
    assert_eq!(counter.refusal(&counter.teas(1)), Some(Reason::MembersOnly));
    assert_eq!(counter.sell(&counter.teas(1).member(plain)).total, money(5_00));
}

#[test]
fn a_birthday_is_celebrated_by_the_shops_calendar() {
    let counter = Counter::new();
    let born = member(&counter, "B", "", Some((3, 15)));
    let leap = member(&counter, "L", "", Some((2, 29)));
    let unknown = member(&counter, "U", "", None);
    let window = BirthdayWindow { days_before: 2, days_after: 1 };
    counter.put(&[Promotion { birthday: Some(window), ..off("cake", 5_00) }]);
    let refused = |time: &str, who: MemberId| {
        counter.at(time);
        counter.refusal(&counter.teas(1).member(who))
    };
    // 13 March begins in Shanghai at four in the afternoon of the 12th in Greenwich.
    assert_eq!(refused("2026-03-12T15:59:59Z", born), Some(Reason::NoBirthday));
    assert_eq!(refused("2026-03-12T16:00:00Z", born), None);
    assert_eq!(refused("2026-03-16T23:59:59+08:00", born), None);
    assert_eq!(refused("2026-03-17T00:00:00+08:00", born), Some(Reason::NoBirthday));
    assert_eq!(refused("2026-03-15T12:00:00+08:00", unknown), Some(Reason::NoBirthday));
    assert_eq!(counter.refusal(&counter.teas(1)), Some(Reason::MembersOnly));
    // 2027 has no 29 February: the day before stands for it.
    assert_eq!(refused("2027-02-26T00:00:00+08:00", leap), None);
    assert_eq!(refused("2027-03-02T00:00:00+08:00", leap), Some(Reason::NoBirthday));
    assert_eq!(refused("2028-03-01T12:00:00+08:00", leap), None);
    assert_eq!(counter.sell(&counter.teas(1).member(leap)).total, money(5_00));
}
