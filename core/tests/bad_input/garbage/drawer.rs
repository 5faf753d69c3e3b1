//! What may happen at a drawer, mostly in the shift that is open.

use rust_decimal_macros::dec;
use tillbook::Shop;
use tillbook::document::{Counterpart, ShiftRules};
use tillbook::report::Period;
use tillbook::shop::CashCount;
use tillbook::value::ShiftId;

use super::{Hand, Known};

impl Hand<'_> {
    pub(super) fn throw_at_drawer(&mut self, shop: &Shop) {
        let (shifts, document, reason) = (shop.shifts(), self.document(), self.reason());
        let current = shifts.current().unwrap().map(|shift| shift.id);
        let shift = self.maybe(|h| ShiftId::from_uuid(h.id(Known::Entry))).or(current);
        let shift = shift.unwrap_or_else(ShiftId::new);
        let why = self.maybe(Self::reason);
        let counterpart =
            self.one_of(&[Counterpart::Safe, Counterpart::Bank, Counterpart::Expenses, Counterpart::Owner]);
        match self.choice(9) {
            0 => {
                let opened = shifts.open(ShiftId::from_uuid(self.fresh(Known::Entry)), self.number(), why.as_deref());
                self.keep(Known::Entry, opened.ok().map(|shift| shift.id.uuid()));
            }
            1 => drop(shifts.cash_in(document, self.number(), counterpart, &reason)),
            2 => drop(shifts.cash_out(document, self.number(), counterpart, &reason)),
            3 => drop(shifts.no_sale(document, &reason)),
            4 => {
                let denominations = self.some(Self::money);
                let rules = ShiftRules { required: self.choice(8) == 0, tolerance: self.money(), denominations };
                drop(shifts.put_rules(document, &rules));
            }
            5 => drop((shifts.x_report(shift), shifts.z_report(shift), shifts.z_reports(Period::all()))),
            choice => {
                let pieces = u32::from(self.choice(40)) << (self.choice(2) * self.choice(27));
                let denomination = if self.choice(4) == 0 { self.number() } else { dec!(10) };
                drop(shifts.count(document, shift, &CashCount::new().pieces(denomination, pieces)));
                if choice > 6 {
                    drop(shifts.close(self.document(), shift, self.number(), why.as_deref()));
                }
            }
        }
    }
}
