//! Exact values: money, quantities, prices, rates, ids and time. No float holds any of them.

mod arith;
mod clock;
mod currency;
mod date;
mod id;
mod micros;
mod money;
mod rate;
mod share;
mod timestamp;
mod zone;

pub use clock::{Clock, IdSource, ManualClock, SequentialIds, SystemClock, SystemIds};
pub use currency::Currency;
pub use date::{BusinessDay, Date};
pub use id::{
    CartId, CategoryId, CustomerOrderId, DocumentId, LocationId, MemberId, OrderId, PriceListId, ProductId,
    PromotionId, ReceiptId, RefundId, SaleId, ShiftId, SupplierId, VariantId,
};
pub use micros::{Price, Quantity};
pub use money::Money;
pub use rate::Rate;
pub use share::{allocate, share};
pub use timestamp::Timestamp;
pub use zone::Zone;
