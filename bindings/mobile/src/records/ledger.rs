// Written by tools/mirror.py from the engine's source.

use crate::mirror::words;

words! {
    /// What shares a cost.
    both CostScope = tillbook::costing::CostScope {
        /// All goods of an item, wherever they lie: to carry them changes no cost.
        Item,
        /// The goods of an item at one location: goods that are carried take their value along.
        Location,
    }

    /// How goods that leave are costed. Last-in-first-out is left out: IAS 2 and CAS 1 do not allow it.
    both CostingMethod = tillbook::ledger::CostingMethod {
        /// First in, first out: the oldest goods are taken to leave first.
        Fifo,
        /// Moving weighted average: goods leave at the average cost of what is on hand (移动加权平均).
        MovingAverage,
    }

    /// Why goods moved.
    out MovementKind = tillbook::ledger::MovementKind {
        /// There when the shop opened.
        Opening,
        /// Received from a supplier.
        Receipt,
        /// Returned to a supplier.
        SupplierReturn,
        /// Sold.
        Sale,
        /// Brought back by a customer.
        Refund,
        /// A sale that never was.
        Void,
        /// Missing or found in a count.
        Count,
        /// Thrown away.
        WriteOff,
        /// Nothing moved: goods are worth less than they cost, or no longer as much less.
        WriteDown,
        /// Carried to another location.
        Transfer,
        /// Nothing moved: goods that came in cost more, or less, with freight, duty and the like.
        Landed,
        /// Nothing moved: the price of goods that came in was another.
        Repriced,
        /// The difference of a count became another one with older paper.
        Recounted,
        /// An entry that was otherwise: the opposite of what it had moved.
        Amended,
        /// Nothing moved: the goods are costed first in, first out from here on.
        ToFifo,
        /// Nothing moved: the goods are costed by moving average from here on.
        ToMovingAverage,
    }

    /// What happens when more leaves than is there.
    both NegativeStock = tillbook::costing::NegativeStock {
        /// It is refused.
        Forbid,
        /// What is not there leaves at a provisional cost, which is made true when goods come in.
        Allow,
    }

    /// How a customer pays.
    both TenderMethod = tillbook::ledger::TenderMethod {
        /// Notes and coins; the only one that gives change.
        Cash,
        /// A bank card.
        Card,
        /// WeChat Pay.
        Wechat,
        /// Alipay.
        Alipay,
        /// UnionPay QR.
        UnionPay,
        /// A transfer between bank accounts.
        Bank,
        /// A voucher that somebody else pays for, such as a maker or a platform.
        Coupon,
        /// What a member paid in before.
        StoredValue,
        /// A member pays later.
        OnAccount,
        /// Goods that come back pay for others, in one exchange.
        Exchange,
        /// What a customer paid before for goods that they ordered.
        Deposit,
    }
}
