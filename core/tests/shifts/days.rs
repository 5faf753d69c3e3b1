//! Days at the drawer.

use std::sync::Arc;

use tillbook::document::{Counterpart, HandTotal, ShiftRules, SlipTotal};
use tillbook::ledger::{Account, TenderMethod};
use tillbook::party::Member;
use tillbook::pricing::CartLine;
use tillbook::report::Period;
use tillbook::shop::{
    Amendment, CashCount, RefundLine, RefundTo, ReturnedGoods, ShiftReport, ShopOptions, Tender, UnlinkedReturn,
};
use tillbook::storage::{DocumentQuery, Store, StoreExt};
use tillbook::value::{DocumentId, MemberId, RefundId, SaleId, ShiftId};
use tillbook::{DrawerRefusal, Error, Shop};

use super::tills::{Tills, close, decimal, money, notes, open, sell};

const CASH: TenderMethod = TenderMethod::Cash;

fn slips(count: u64, amount: i64) -> SlipTotal {
    SlipTotal { count, amount: money(amount) }
}

/// The cash takings and the expected cash of an X report that somebody may see.
fn cash_of(shop: &Shop, shift: ShiftId) -> (i64, i64) {
    let cash = shop.approved_by("boss").shifts().x_report(shift).unwrap().cash.unwrap();
    (cash.takings.minor(), cash.expected().unwrap().minor())
}

/// A day with all that belongs on a Z report, beside another drawer.
pub(crate) fn two_drawers(store: &Arc<dyn Store>) {
    let tills = Tills::new(store);
    let (li, wang) = (tills.first.as_actor("li"), tills.first.as_actor("wang"));
    let shift = open(&li, 200_00);
    let other = open(&tills.second.as_actor("zhao"), 100_00);
    assert_eq!((shift.device.as_str(), shift.opened_by.as_str(), other.device.as_str()), ("T1", "li", "T2"));
    assert_eq!(tills.balance(Account::Safe), -300_00);

    // 20.00 out of a 50: the change does not stay in the drawer.
    let paid = [Tender::cash(money(50_00))];
    let sale = li.till().sell(SaleId::new(), &tills.teas(2), &paid).unwrap();
    let mixed = [Tender::wechat(money(6_00)), Tender::cash(money(4_00))];
    wang.till().sell(SaleId::new(), &tills.teas(1), &mixed).unwrap();
    sell(&tills.second, &tills.teas(3), CASH);
    // Two cups for 2.00 instead of 3.33 each, and 1.00 off for a scratch: 3.00.
    let scratched =
        CartLine::new(tills.cup, decimal(2_00)).at_price(decimal(2_00), "old model").take_off(decimal(1_00), "scratch");
    sell(&wang, &tillbook::pricing::Cart::new().line(scratched), CASH);
    let wrong = sell(&wang, &tills.teas(5), CASH);
    wang.till().void(DocumentId::new(), wrong.id, "other customer").unwrap();
    let back = [RefundLine::new(0, decimal(1_00))];
    li.till().refund(RefundId::new(), sale.id, &back, RefundTo::SameTenders, "too much").unwrap();
    li.shifts().no_sale(DocumentId::new(), "changed a note").unwrap();
    li.shifts().cash_in(DocumentId::new(), decimal(50_00), Counterpart::Safe, "small change").unwrap();
    li.shifts().cash_out(DocumentId::new(), decimal(8_50), Counterpart::Expenses, "courier").unwrap();
    li.shifts().cash_out(DocumentId::new(), decimal(100_00), Counterpart::Bank, "too full").unwrap();
    assert_eq!((tills.balance(Account::Expenses), tills.balance(Account::Bank)), (8_50, 100_00));

    // 200 + 20 + 4 + 3 + 50 - 50 - 10 + 50 - 8.50 - 100
    let expected = 200_00 + 17_00 - 58_50;
    assert_eq!(cash_of(&li, shift.id), (17_00, expected));
    assert_eq!(cash_of(&tills.first, other.id), (30_00, 130_00), "any device may look, each drawer is its own");

    li.shifts().count(DocumentId::new(), shift.id, &notes(expected - 50)).unwrap();
    let refused = li.shifts().close(DocumentId::new(), shift.id, decimal(100_00), None).unwrap_err();
    assert!(matches!(refused, Error::Drawer(DrawerRefusal::Differs { .. })));
    let id = DocumentId::new();
    let seen = li.approved_by("boss");
    let z = seen.shifts().close(id, shift.id, decimal(100_00), Some("wrong change")).unwrap();
    assert_eq!(seen.shifts().close(id, shift.id, decimal(100_00), Some("wrong change")).unwrap(), z, "asked again");

    on_the_report(&z, expected);
    let closed = z.closed.clone().unwrap();
    assert_eq!((closed.number, closed.left, closed.to_safe), (1, money(100_00), money(expected - 100_50)));
    assert_eq!((closed.closed_by.as_str(), closed.approver.as_deref()), ("li", Some("boss")));
    assert_eq!(tills.balance(Account::CashOverShort), 50);
    assert_eq!(tills.cash_in_books(), 100_00 + 130_00);
    tills.prove();

    // The report is what was printed, and the chain holds what it is about.
    assert_eq!(tills.second.shifts().z_report(shift.id).unwrap(), z);
    let chain = DocumentQuery::Chain { device: "T1", after: 0, limit: 99 };
    let chain = store.read(|tx| tx.documents(&chain)).unwrap();
    let place = chain.iter().position(|document| document.header.hash == closed.hash).unwrap();
    assert_eq!(chain[place - 1].header.hash, z.head);
    let z = close(&tills.second, &other, 130_00, 0);
    assert_eq!((z.closed.unwrap().number, z.figures.slips.sales), (1, slips(1, 30_00)));
    assert_eq!(tills.first.shifts().z_reports(Period::all()).unwrap().len(), 2);
    assert_eq!(tills.first.shifts().open_shifts().unwrap(), []);
    tills.prove();
}

fn on_the_report(z: &ShiftReport, expected: i64) {
    let slip_totals = z.figures.slips;
    assert_eq!((slip_totals.sales, slip_totals.voids), (slips(4, 83_00), slips(1, 50_00)));
    assert_eq!((slip_totals.refunds, slip_totals.refund_voids), (slips(1, 10_00), slips(0, 0)));
    assert_eq!(slip_totals.net().unwrap(), money(23_00));
    let cashiers: Vec<_> = z.figures.cashiers.iter().map(|one| (one.cashier.as_str(), one.slips.sales)).collect();
    assert_eq!(cashiers, [("li", slips(1, 20_00)), ("wang", slips(3, 63_00))]);
    let tenders: Vec<_> =
        z.figures.tenders.iter().map(|t| (t.method, t.received.minor(), t.refunded.minor())).collect();
    assert_eq!(tenders, [(CASH, 27_00, 10_00), (TenderMethod::Wechat, 6_00, 0)]);
    let taxes: Vec<_> = z.figures.taxes.iter().map(|t| (t.code.as_str(), t.net.minor(), t.tax.minor())).collect();
    assert_eq!(taxes, [("", 3_00, 0), ("V13", 20_00, 2_30)]);
    assert_eq!(z.figures.price_changes, HandTotal { lines: 1, amount: money(2_66) });
    assert_eq!(z.figures.hand_discounts, HandTotal { lines: 1, amount: money(1_00) });
    assert_eq!((z.figures.no_sales, z.figures.counts, z.figures.documents), (1, 1, 11));
    let cash = z.cash.unwrap();
    assert_eq!((cash.float, cash.put_in, cash.taken_out), (money(200_00), money(50_00), money(108_50)));
    assert_eq!((cash.expected().unwrap(), z.variance), (money(expected), Some(money(-50))));
}

/// What undoes a sale belongs to the drawer that pays it, and a late document to the shift in which it is entered.
pub(crate) fn what_comes_later(store: &Arc<dyn Store>) {
    let tills = Tills::new(store);
    let shift = open(&tills.first, 100_00);
    let (sale, wrong) = (sell(&tills.first, &tills.teas(2), CASH), sell(&tills.first, &tills.teas(1), CASH));
    let first = close(&tills.first, &shift, 130_00, 100_00);
    let (mine, other) = (open(&tills.first, 100_00), open(&tills.second, 50_00));
    // Voided and taken back where the goods are brought: at the other till.
    tills.second.till().void(DocumentId::new(), wrong.id, "never was").unwrap();
    let (refund, back) = (RefundId::new(), [RefundLine::new(0, decimal(1_00))]);
    tills.second.till().refund(refund, sale.id, &back, RefundTo::SameTenders, "leaky").unwrap();
    assert_eq!(cash_of(&tills.second, other.id), (-20_00, 30_00));
    // The refund never was: said at the first till, where the money is put back.
    tills.first.office().void(DocumentId::new(), refund.into(), "wrong button").unwrap();
    assert_eq!(cash_of(&tills.first, mine.id), (10_00, 110_00));
    // A sale of yesterday that is entered today; its quantity is put right later, the money stays.
    let yesterday = tills.second.at("2026-03-09T18:00:00+08:00".parse().unwrap());
    let late = sell(&yesterday, &tills.cups(3), CASH);
    let amendment = Amendment {
        at: None,
        lines: vec![tillbook::shop::LineAmendment { line: 0, quantity: Some(decimal(4_00)), ..Default::default() }],
        reason: "four of them".into(),
    };
    tills.second.office().amend(DocumentId::new(), late.id.into(), &amendment).unwrap();
    let goods = UnlinkedReturn::new(CASH, "no slip").line(ReturnedGoods::new(tills.tea, decimal(1_00), decimal(5_00)));
    tills.second.till().refund_without_sale(RefundId::new(), &goods).unwrap();
    assert_eq!(cash_of(&tills.second, other.id), (-20_00 + 9_99 - 5_00, 34_99));

    let x = tills.second.shifts().x_report(other.id).unwrap();
    let totals = x.figures.slips;
    assert_eq!((totals.sales, totals.voids, totals.refunds), (slips(1, 9_99), slips(1, 10_00), slips(2, 15_00)));
    let mine = tills.first.shifts().x_report(mine.id).unwrap();
    assert_eq!(mine.figures.slips.refund_voids, slips(1, 10_00));
    assert_eq!(tills.first.shifts().z_report(shift.id).unwrap(), first, "a Z report stays as it was printed");
    tills.prove();
}

/// What is sold without a shift lies in the drawer when the next one is opened.
pub(crate) fn between_shifts(store: &Arc<dyn Store>) {
    let tills = Tills::new(store);
    // Before the first shift: not known to lie in a drawer.
    sell(&tills.first, &tills.teas(7), CASH);
    let shift = open(&tills.first, 100_00);
    assert_eq!(cash_of(&tills.first, shift.id), (0, 100_00));
    close(&tills.first, &shift, 100_00, 80_00);
    sell(&tills.first, &tills.teas(1), CASH);
    sell(&tills.second, &tills.teas(9), CASH);
    let differs = tills.first.shifts().open(ShiftId::new(), decimal(80_00), None).unwrap_err();
    assert!(matches!(differs, Error::Drawer(DrawerRefusal::Differs { .. })));
    let shift = open(&tills.first, 90_00);
    close(&tills.first, &shift, 90_00, 60_00);
    // Ten are missing in the morning: booked, with a name to it.
    let boss = tills.first.as_actor("li").approved_by("boss");
    let own = tills.first.as_actor("li").approved_by("li").shifts().open(ShiftId::new(), decimal(50_00), Some("?"));
    assert!(matches!(own.unwrap_err(), Error::Invalid { field, .. } if field == "approver"));
    let shift = boss.shifts().open(ShiftId::new(), decimal(50_00), Some("missing since yesterday")).unwrap();
    let x = boss.shifts().x_report(shift.id).unwrap();
    assert_eq!(x.cash.unwrap().opening_difference, money(-10_00));
    assert_eq!(tills.balance(Account::CashOverShort), 10_00);
    let z = close(&tills.first, &shift, 50_00, 0);
    assert_eq!((z.closed.unwrap().number, z.variance), (3, Some(money(0))));
    // Nothing was left: the next float comes from the safe again.
    let safe = tills.balance(Account::Safe);
    open(&tills.first, 30_00);
    assert_eq!((tills.balance(Account::Safe), tills.balance(Account::CashOverShort)), (safe - 30_00, 10_00));
    tills.prove();
}

/// From the opening to the count nothing says what must be there; after it a second count is on record.
pub(crate) fn counted_blind(store: &Arc<dyn Store>) {
    let tills = Tills::new(store);
    let li = tills.first.as_actor("li");
    let shift = open(&li, 100_00);
    sell(&li, &tills.teas(1), CASH);
    sell(&li, &tills.teas(1), TenderMethod::Alipay);
    let x = li.shifts().x_report(shift.id).unwrap();
    assert_eq!((x.cash, x.counted, x.variance), (None, None, None));
    assert!(x.figures.tenders.iter().all(|total| total.method != CASH));
    let too_much = li.shifts().cash_out(DocumentId::new(), decimal(110_01), Counterpart::Safe, "all").unwrap_err();
    assert!(!too_much.to_string().contains("110_00"), "{too_much}");
    assert_eq!(li.shifts().count(DocumentId::new(), shift.id, &notes(109_00)).unwrap(), money(109_00));
    let refused = li.shifts().close(DocumentId::new(), shift.id, decimal(0), None).unwrap_err();
    assert!(!refused.to_string().contains("100") && !refused.to_string().contains("110"), "{refused}");
    // Told now, and counted again: the Z report says how often.
    let x = li.shifts().x_report(shift.id).unwrap();
    assert_eq!((x.cash.unwrap().expected().unwrap(), x.variance), (money(110_00), Some(money(-1_00))));
    // A sale after the count: what was counted says nothing any more.
    sell(&li, &tills.teas(1), CASH);
    let x = li.shifts().x_report(shift.id).unwrap();
    assert_eq!((x.cash, x.counted, x.variance), (None, Some(money(109_00)), None));
    let stale = li.shifts().close(DocumentId::new(), shift.id, decimal(0), None).unwrap_err();
    assert!(matches!(stale, Error::Drawer(DrawerRefusal::NotCounted { .. })));
    // Nor does a count before cash was put in.
    li.shifts().count(DocumentId::new(), shift.id, &notes(120_00)).unwrap();
    li.shifts().cash_in(DocumentId::new(), decimal(5_00), Counterpart::Owner, "small change").unwrap();
    let stale = li.shifts().close(DocumentId::new(), shift.id, decimal(0), None).unwrap_err();
    assert!(matches!(stale, Error::Drawer(DrawerRefusal::NotCounted { .. })));
    let z = close(&li, &shift, 125_00, 0);
    assert_eq!((z.figures.counts, z.variance), (3, Some(money(0))));
    // What comes by another method does not touch a count.
    let shift = open(&li, 10_00);
    li.shifts().count(DocumentId::new(), shift.id, &notes(10_00)).unwrap();
    sell(&li, &tills.teas(1), TenderMethod::Card);
    li.shifts().no_sale(DocumentId::new(), "looked again").unwrap();
    li.shifts().close(DocumentId::new(), shift.id, decimal(10_00), None).unwrap();
    tills.prove();
}

/// Tolerance, denominations, and that nothing is sold without a shift.
pub(crate) fn rules(store: &Arc<dyn Store>) {
    let tills = Tills::new(store);
    let sale = sell(&tills.first, &tills.teas(2), CASH);
    let rules = ShiftRules { required: true, tolerance: money(2_00), denominations: vec![money(1_00), money(25)] };
    tills.second.shifts().put_rules(DocumentId::new(), &rules).unwrap();
    assert_eq!(tills.first.office().settings().unwrap().shifts, rules);
    let paid = [Tender::cash(money(10_00))];
    let no_shift = |result: Result<(), Error>| matches!(result, Err(Error::Drawer(DrawerRefusal::NoOpenShift { device })) if device == "T1");
    let (till, back) = (tills.first.till(), [RefundLine::new(0, decimal(1_00))]);
    open(&tills.second, 0); // another till's shift is none of this one's
    let refund = || till.refund(RefundId::new(), sale.id, &back, RefundTo::SameTenders, "back");
    assert!(no_shift(till.sell(SaleId::new(), &tills.teas(1), &paid).map(drop)));
    assert!(no_shift(refund().map(drop)));
    assert!(no_shift(till.void(DocumentId::new(), sale.id, "never was")));
    let goods = UnlinkedReturn::new(CASH, "no slip").line(ReturnedGoods::new(tills.tea, decimal(1_00), decimal(5_00)));
    assert!(no_shift(till.refund_without_sale(RefundId::new(), &goods).map(drop)));
    let (li, members) = (MemberId::new(), tills.first.members());
    let limit = money(100_00);
    members.put(DocumentId::new(), &[Member { credit_limit: limit, ..Member::new(li, "138", "Li") }]).unwrap();
    assert!(no_shift(members.top_up(DocumentId::new(), li, money(10_00), None, &paid).map(drop)));
    assert!(no_shift(members.cash_out(DocumentId::new(), li, money(1_00), CASH, "leaves").map(drop)));
    assert!(no_shift(members.settle(DocumentId::new(), li, money(1_00), &paid).map(drop)));
    let shift = open(&tills.first, 20_00);
    let refunded = refund().unwrap();
    let count = CashCount::new().pieces(decimal(1_00), 8).pieces(decimal(25), 3);
    tills.first.shifts().count(DocumentId::new(), shift.id, &count).unwrap();
    let z = tills.first.shifts().close(DocumentId::new(), shift.id, decimal(0), None).unwrap();
    assert_eq!(z.variance, Some(money(-1_25)), "within the tolerance nobody has to say why");
    assert!(no_shift(tills.first.office().void(DocumentId::new(), refunded.id.into(), "wrong button")));
    tills.prove();
}

/// As it was before there were shifts.
pub(crate) fn without_shifts(store: &Arc<dyn Store>) {
    let tills = Tills::new(store);
    sell(&tills.first, &tills.teas(1), CASH);
    assert_eq!((tills.first.shifts().current().unwrap(), tills.first.shifts().open_shifts().unwrap()), (None, vec![]));
    assert_eq!(tills.first.shifts().z_reports(Period::all()).unwrap(), []);
    assert_eq!(tills.balance(Account::Drawer), 0);
    let bodies = store.read(|tx| tx.documents(&DocumentQuery::Chain { device: "T1", after: 0, limit: 99 })).unwrap();
    for document in bodies {
        let body = String::from_utf8(document.body).unwrap();
        assert!(!body.contains("shift") && !body.contains("list_price"), "{body}");
    }
    tills.prove();
}

/// A shift goes on in the database that was restored in the middle of it.
pub(crate) fn restored(store: &Arc<dyn Store>) {
    let tills = Tills::new(store);
    let shift = open(&tills.first, 100_00);
    sell(&tills.first, &tills.teas(1), CASH);
    let clock = Box::new(Arc::clone(&tills.clock));
    let options = ShopOptions { device: "T1".into(), clock, restored: true, ..ShopOptions::default() };
    let again = Shop::open_with(Arc::clone(store), options).unwrap();
    assert_eq!(again.shifts().current().unwrap(), Some(shift.clone()));
    sell(&again, &tills.teas(2), CASH);
    let z = close(&again, &shift, 130_00, 0);
    assert_eq!((z.figures.slips.sales, z.variance), (slips(2, 30_00), Some(money(0))));
    tills.prove();
}

/// More documents than are read at a time.
pub(crate) fn long_shift(tills: &Tills) {
    let shift = open(&tills.first, 100_00);
    for number in 0..510 {
        sell(tills.till(number % 3 == 0), &tills.teas(1), CASH);
    }
    for _ in 0..330 {
        tills.first.shifts().no_sale(DocumentId::new(), "again").unwrap();
    }
    let x = tills.first.approved_by("boss").shifts().x_report(shift.id).unwrap();
    assert_eq!((x.figures.slips.sales, x.figures.no_sales), (slips(340, 3_400_00), 330));
    assert_eq!((x.figures.documents, x.cash.unwrap().expected().unwrap()), (670, money(3_500_00)));
}
