use tillbook::Shop;
use tillbook::document::PaymentRules;
use tillbook::ledger::TenderMethod;
use tillbook::party::{Member, SpendOrder, TopUpBonus};
use tillbook::pricing::RoundOff;
use tillbook::shop::Tender;
use tillbook::value::{Date, DocumentId, MemberId, SupplierId};

use super::{Hand, Known};

impl Hand<'_> {
    pub(super) fn rounding(&mut self) -> RoundOff {
        self.one_of(&[RoundOff::Nothing, RoundOff::Tenths, RoundOff::Ones, RoundOff::Tens])
    }

    fn rules(&mut self) -> PaymentRules {
        PaymentRules {
            spend: self.one_of(&[SpendOrder::Proportion, SpendOrder::PrincipalFirst]),
            top_up_bonuses: self.some(|h| TopUpBonus { from: h.money(), bonus: h.money() }),
            credit_days: self.one_of(&[0, 30, u16::MAX]),
            round_off: self.rounding(),
            smallest_coin: self.maybe(Self::money).unwrap_or_default(),
        }
    }

    /// One call about money that is no sale.
    pub(super) fn pay(&mut self, shop: &Shop, document: DocumentId) {
        let (member, amount) = (MemberId::from_uuid(self.id(Known::Member)), self.money());
        let method = self.one_of(&TenderMethod::ALL);
        let tenders = if self.choice(4) == 0 { self.some(Self::tender) } else { vec![Tender::new(method, amount)] };
        let members = shop.members();
        match self.choice(8) {
            0..=2 => {
                let bonus = self.maybe(Self::money);
                let paid = members.top_up(document, member, amount, bonus, &tenders);
                self.keep(Known::Entry, paid.ok().map(|_| document.uuid()));
            }
            3 => {
                let paid = members.cash_out(document, member, amount, method, &self.reason());
                self.keep(Known::Entry, paid.ok().map(|_| document.uuid()));
            }
            4 => {
                let paid = members.settle(document, member, amount, &tenders);
                self.keep(Known::Entry, paid.ok().map(|_| document.uuid()));
            }
            5 => {
                let supplier = SupplierId::from_uuid(self.id(Known::Supplier));
                let paid = shop.purchasing().pay(document, supplier, amount, method, &self.text());
                self.keep(Known::Entry, paid.ok().map(|_| document.uuid()));
            }
            6 => drop(shop.office().put_payment_rules(document, &self.rules())),
            _ => {
                let (credit_limit, credit_days) = (self.money(), self.maybe(|h| u16::from(h.choice(90))));
                let record =
                    Member { credit_limit, credit_days, ..Member::new(member, self.text(), "长".to_string()) };
                drop(members.put(document, &[record]));
                drop((members.account(member), shop.reports().receivables(Date::MAX), shop.reports().payables()));
                drop((shop.reports().stored_values(), shop.reports().tenders(tillbook::report::Period::all())));
            }
        }
    }
}
