// Written by tools/mirror.py from the engine's source.

use crate::mirror::choices;
use rust_decimal::Decimal;

choices! {
    /// Why something cannot be done for a member.
    out MemberRefusal = tillbook::MemberRefusal {
        /// What the shop knew of them was erased: nothing is booked for them any more.
        Erased {
            /// Their id.
            member: String,
        },
        /// They are to be erased, and the shop owes them something still, or they the shop.
        Holds {
            /// Who.
            member: String,
            /// What they have stored.
            stored: Decimal,
            /// What they owe; below zero for what the shop owes them.
            owed: Decimal,
            /// Points that they may redeem.
            points: i64,
            /// What is left of their deposits for orders.
            deposits: Decimal,
        },
    }
}
