//! What is asked of a desk, in plain numbers, and what it answers.

use tillbook::ledger::{CostingMethod, TenderMethod};

use super::world::Number;

/// A document that someone wants to post. Wares, places, suppliers, receipts, sales and orders are named by their
/// number in the reference.
#[derive(Debug, Clone)]
pub(crate) enum Request {
    Open {
        lines: Vec<Incoming>,
    },
    Order {
        supplier: usize,
        lines: Vec<(usize, Number, Number)>,
    },
    /// With an order into any place, without one into the first.
    Receive {
        order: Option<usize>,
        supplier: usize,
        place: usize,
        lines: Vec<Incoming>,
    },
    Return {
        receipt: usize,
        lines: Vec<(usize, Number, Option<Number>)>,
    },
    Sell {
        place: usize,
        lines: Vec<Wanted>,
        tenders: Vec<(TenderMethod, Number)>,
    },
    Refund {
        sale: usize,
        lines: Vec<(usize, Number)>,
        to: Option<TenderMethod>,
    },
    Void {
        sale: usize,
        reason: String,
    },
    Count {
        place: usize,
        lines: Vec<Counted>,
    },
    WriteOff {
        place: usize,
        lines: Vec<Taken>,
    },
    Transfer {
        from: usize,
        to: usize,
        lines: Vec<Taken>,
    },
    Edit {
        ware: usize,
        price: Number,
        on_shelf: bool,
    },
    Recost {
        ware: usize,
        method: CostingMethod,
    },
}

/// Goods that come in.
#[derive(Debug, Clone)]
pub(crate) struct Incoming {
    pub(crate) order_line: Option<usize>,
    pub(crate) ware: usize,
    pub(crate) quantity: Number,
    /// Cost of one; `None` for the order's.
    pub(crate) cost: Option<Number>,
    pub(crate) short: bool,
    pub(crate) batch: Option<u8>,
    /// Days since 1970.
    pub(crate) produced: Option<i32>,
    pub(crate) expires: Option<i32>,
}

/// Goods that a customer wants.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    pub(crate) ware: usize,
    pub(crate) quantity: Number,
    pub(crate) price: Option<Number>,
    pub(crate) discounts: Vec<Off>,
    pub(crate) batch: Option<u8>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Off {
    Amount(Number),
    Coupon(Number),
    /// Thousandths.
    Permille(Number),
}

/// Goods that are taken from a place.
#[derive(Debug, Clone)]
pub(crate) struct Taken {
    pub(crate) ware: usize,
    pub(crate) quantity: Number,
    pub(crate) batch: Option<u8>,
}

/// Goods that were found.
#[derive(Debug, Clone)]
pub(crate) struct Counted {
    pub(crate) ware: usize,
    pub(crate) found: Number,
    pub(crate) batch: Option<u8>,
}

/// Goods of one batch.
pub(crate) type Pick = (u8, Number);

/// Goods that a cost was made of: number of the document that brought them in, quantity, cost.
pub(crate) type Source = (Option<usize>, Number, Number);

/// What a desk answers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Answer {
    Done,
    Received {
        at: i64,
        values: Vec<Number>,
    },
    Returned {
        refund: Number,
        picks: Vec<Vec<Pick>>,
    },
    Sold {
        at: i64,
        day: i32,
        total: Number,
        change: Number,
        lines: Vec<SoldLine>,
    },
    Refunded {
        at: i64,
        total: Number,
        lines: Vec<(Number, Number, Vec<Pick>)>,
        tenders: Vec<(TenderMethod, Number)>,
    },
    /// Expected quantity and differences.
    Counted(Vec<(Number, Vec<Pick>)>),
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SoldLine {
    pub(crate) gross: Number,
    pub(crate) net: Number,
    pub(crate) tax: Number,
    pub(crate) picks: Vec<Pick>,
    pub(crate) cost: Number,
    /// How much of it is costed with which goods.
    pub(crate) costed: Number,
    pub(crate) sources: Vec<Source>,
}

impl Answer {
    /// The sale never was: it took nothing.
    pub(crate) fn voided(mut self) -> Self {
        if let Self::Sold { lines, .. } = &mut self {
            for line in lines {
                line.costed = 0;
                line.sources.clear();
            }
        }
        self
    }
}

impl Request {
    /// Another request, which must not pass for this one.
    pub(crate) fn altered(&self) -> Self {
        let mut other = self.clone();
        match &mut other {
            Self::Open { lines } | Self::Receive { lines, .. } => lines[0].quantity += 1,
            Self::Order { lines, .. } => lines[0].1 += 1,
            Self::Return { lines, .. } => lines[0].1 += 1,
            Self::Sell { lines, .. } => lines[0].quantity += 1,
            Self::Refund { lines, .. } => lines[0].1 += 1,
            Self::Void { reason, .. } => reason.push('!'),
            Self::Count { lines, .. } => lines[0].found += 1,
            Self::WriteOff { lines, .. } | Self::Transfer { lines, .. } => lines[0].quantity += 1,
            Self::Edit { price, .. } => *price += 1,
            Self::Recost { method, .. } => *method = other_method(*method),
        }
        other
    }
}

fn other_method(method: CostingMethod) -> CostingMethod {
    match method {
        CostingMethod::Fifo => CostingMethod::MovingAverage,
        CostingMethod::MovingAverage => CostingMethod::Fifo,
    }
}
