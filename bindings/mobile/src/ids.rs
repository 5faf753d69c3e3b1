// Written by tools/mirror.py from the engine's source.

use tillbook::value::{
    CartId, CategoryId, CustomerOrderId, DocumentId, LocationId, MemberId, OrderId, PriceListId, ProductId,
    PromotionId, ReceiptId, RefundId, SaleId, ShiftId, SupplierId, VariantId,
};

use crate::values::ids;

ids! {
    CartId, CategoryId, CustomerOrderId, DocumentId, LocationId, MemberId, OrderId, PriceListId, ProductId, PromotionId, ReceiptId, RefundId, SaleId, ShiftId, SupplierId, VariantId,
}
