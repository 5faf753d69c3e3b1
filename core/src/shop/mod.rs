//! The desks that a user talks to.

mod carts;
mod catalog;
mod check;
mod edit;
mod engine;
mod handle;
mod members;
mod office;
mod payment;
mod preview;
mod prices;
mod promotions;
mod purchasing;
mod shifts;
mod slip;
mod stockroom;
mod till;

pub use crate::posting::{Act, AllowAll, Asked, Authority, Verdict};
pub use carts::{
    Carts, CustomerOrderCancelled, Deposit, HeldCart, LineChange, NewCustomerOrder, ResumedCart, WhyChanged,
};
pub use catalog::{Catalog, NewPart, NewProduct, NewVariant, ProductCard, VariantCard, VariantEdit};
pub use handle::{Shop, ShopOptions};
pub use members::{CashOut, Erasure, MemberAccount, Members, NextLevel, Settlement, Standing, TopUp};
pub use office::{Amendment, LineAmendment, LockReview, Office};
pub use preview::CostChange;
pub use prices::{NewPriceStep, Prices, VariantPrices};
pub use promotions::Promotions;
pub(crate) use purchasing::on_order;
pub use purchasing::{
    LandedBy, NewSupply, OrderLine, OrderProposal, PriceLine, ProposedLine, Purchasing, Receipt, ReceiptLine,
    SupplierPayment, SupplierReturn, SupplierReturnLine, line, received,
};
pub use shifts::{CashCount, CashPieces, Shift, ShiftClose, ShiftReport, Shifts};
pub use slip::Slip;
pub use stockroom::{
    CostLayer, CostPool, CostRevaluation, Count, CountLine, LedgerCard, LedgerLine, OpenShortage, OpeningStockLine,
    SaleCost, SaleLineCost, StockLevel, Stockroom, TakenFrom, TransferLine, WriteDownLine, WriteOffLine,
};
pub use till::{
    Exchange, ExchangeQuote, Exchanged, NewSale, OrderedPart, Refund, RefundLine, RefundQuote, RefundTo, ReturnedGoods,
    Sale, Scanned, Tender, Till, UnlinkedRefund, UnlinkedReturn,
};
