//! Documents: immutable facts. Every change to a shop is one of them.

mod body;
mod cart;
mod chain;
mod correction;
mod customer_order;
mod header;
mod member;
mod payment;
mod payment_rules;
mod purchase;
mod purchase_order;
mod records;
mod refund;
mod sale;
mod sealed;
mod settings;
mod shift;
mod stock;

pub use body::Body;
pub use cart::{CartDiscardedBody, CartHeldBody};
pub use chain::{Digest, Slot};
pub use correction::{
    AmendedLine, AmendedPart, EntryAmendBody, EntryVoidBody, LandedCostBody, LandedShare, PeriodLockBody, RepriceBody,
    RepricedLine,
};
pub use customer_order::{
    CustomerOrder, CustomerOrderBody, CustomerOrderCancelledBody, CustomerOrderLine, CustomerOrderState, DepositBody,
};
pub use header::{Document, DocumentKind, Header};
pub use member::{MemberErasedBody, MembersMergedBody, PointsAdjustedBody};
pub use payment::{CashOutBody, SettlementBody, SupplierPaymentBody, TopUpBody};
pub use payment_rules::PaymentRules;
pub use purchase::{
    OrderBody, OrderCancelledBody, OrderedLine, ReceiptBody, ReceivedLine, ReturnedLine, SupplierReturnBody,
};
pub use purchase_order::{OrderState, PurchaseLine, PurchaseOrder};
pub use records::EditedRecord;
pub use refund::{ExchangeCredit, RefundBody, RefundedLine, UnlinkedLine, UnlinkedRefundBody, VoidBody};
pub use sale::{AppliedTender, IssuedCoupons, MovedPart, OrderedGoods, SaleBody, SalePoints, SoldLine, TenderSource};
pub use sealed::SealedMember;
pub(crate) use sealed::{Personal, PersonalData};
pub use settings::Settings;
pub use shift::{
    CashMovedBody, CashierSlips, CountedCash, Counterpart, DrawerCash, DrawerCountedBody, DrawerOpenedBody, HandTotal,
    ShiftClosedBody, ShiftFigures, ShiftOpenedBody, ShiftRules, ShiftTax, SlipTotal, SlipTotals, TenderTotal,
};
pub use stock::{
    CountBody, CountedLine, OpeningBody, OpeningLine, Pick, TransferBody, TransferredLine, WriteDownBody, WriteOffBody,
    WrittenDownLine, WrittenOffLine,
};
