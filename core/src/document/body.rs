use serde::{Deserialize, Serialize};

use super::{
    CartDiscardedBody, CartHeldBody, CashMovedBody, CashOutBody, CountBody, CustomerOrderBody,
    CustomerOrderCancelledBody, DepositBody, DocumentKind, DrawerCountedBody, DrawerOpenedBody, EditedRecord,
    EntryAmendBody, EntryVoidBody, LandedCostBody, MemberErasedBody, MembersMergedBody, OpeningBody, OrderBody,
    OrderCancelledBody, PeriodLockBody, PointsAdjustedBody, ReceiptBody, RefundBody, RepriceBody, SaleBody, Settings,
    SettlementBody, ShiftClosedBody, ShiftOpenedBody, SupplierPaymentBody, SupplierReturnBody, TopUpBody, TransferBody,
    UnlinkedRefundBody, VoidBody, WriteDownBody, WriteOffBody,
};
use crate::{Error, Result};

/// What a document states, by its kind. Numbers are whole: money in minor units, quantities and prices in
/// millionths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
#[allow(missing_docs)] // each body documents itself
pub enum Body {
    Settings(Settings),
    Records(Vec<EditedRecord>),
    OpeningStock(OpeningBody),
    OrderPlaced(OrderBody),
    OrderAmended(OrderBody),
    OrderCancelled(OrderCancelledBody),
    Receipt(ReceiptBody),
    SupplierReturn(SupplierReturnBody),
    Sale(SaleBody),
    Refund(RefundBody),
    UnlinkedRefund(UnlinkedRefundBody),
    Void(VoidBody),
    CartHeld(CartHeldBody),
    CartDiscarded(CartDiscardedBody),
    CustomerOrder(CustomerOrderBody),
    DepositTaken(DepositBody),
    CustomerOrderCancelled(CustomerOrderCancelledBody),
    ShiftOpened(ShiftOpenedBody),
    CashMoved(CashMovedBody),
    DrawerOpened(DrawerOpenedBody),
    DrawerCounted(DrawerCountedBody),
    ShiftClosed(Box<ShiftClosedBody>),
    TopUp(TopUpBody),
    CashOut(CashOutBody),
    Settlement(SettlementBody),
    SupplierPayment(SupplierPaymentBody),
    PointsAdjusted(PointsAdjustedBody),
    MembersMerged(MembersMergedBody),
    MemberErased(MemberErasedBody),
    Count(CountBody),
    WriteOff(WriteOffBody),
    WriteDown(WriteDownBody),
    Transfer(TransferBody),
    LandedCost(LandedCostBody),
    Reprice(RepriceBody),
    EntryVoid(EntryVoidBody),
    EntryAmend(EntryAmendBody),
    PeriodLock(PeriodLockBody),
}

impl Body {
    /// The version of the format that this release writes.
    pub const SCHEMA: u16 = 1;

    /// The kind of document that has such a body.
    pub const fn kind(&self) -> DocumentKind {
        match self {
            Self::Settings(_) => DocumentKind::Settings,
            Self::Records(_) => DocumentKind::Records,
            Self::OpeningStock(_) => DocumentKind::OpeningStock,
            Self::OrderPlaced(_) => DocumentKind::OrderPlaced,
            Self::OrderAmended(_) => DocumentKind::OrderAmended,
            Self::OrderCancelled(_) => DocumentKind::OrderCancelled,
            Self::Receipt(_) => DocumentKind::Receipt,
            Self::SupplierReturn(_) => DocumentKind::SupplierReturn,
            Self::Sale(_) => DocumentKind::Sale,
            Self::Refund(_) => DocumentKind::Refund,
            Self::UnlinkedRefund(_) => DocumentKind::UnlinkedRefund,
            Self::Void(_) => DocumentKind::Void,
            Self::CartHeld(_) => DocumentKind::CartHeld,
            Self::CartDiscarded(_) => DocumentKind::CartDiscarded,
            Self::CustomerOrder(_) => DocumentKind::CustomerOrder,
            Self::DepositTaken(_) => DocumentKind::DepositTaken,
            Self::CustomerOrderCancelled(_) => DocumentKind::CustomerOrderCancelled,
            Self::ShiftOpened(_) => DocumentKind::ShiftOpened,
            Self::CashMoved(_) => DocumentKind::CashMoved,
            Self::DrawerOpened(_) => DocumentKind::DrawerOpened,
            Self::DrawerCounted(_) => DocumentKind::DrawerCounted,
            Self::ShiftClosed(_) => DocumentKind::ShiftClosed,
            Self::TopUp(_) => DocumentKind::TopUp,
            Self::CashOut(_) => DocumentKind::CashOut,
            Self::Settlement(_) => DocumentKind::Settlement,
            Self::SupplierPayment(_) => DocumentKind::SupplierPayment,
            Self::PointsAdjusted(_) => DocumentKind::PointsAdjusted,
            Self::MembersMerged(_) => DocumentKind::MembersMerged,
            Self::MemberErased(_) => DocumentKind::MemberErased,
            Self::Count(_) => DocumentKind::Count,
            Self::WriteOff(_) => DocumentKind::WriteOff,
            Self::WriteDown(_) => DocumentKind::WriteDown,
            Self::Transfer(_) => DocumentKind::Transfer,
            Self::LandedCost(_) => DocumentKind::LandedCost,
            Self::Reprice(_) => DocumentKind::Reprice,
            Self::EntryVoid(_) => DocumentKind::EntryVoid,
            Self::EntryAmend(_) => DocumentKind::EntryAmend,
            Self::PeriodLock(_) => DocumentKind::PeriodLock,
        }
    }

    /// Canonical JSON: the bytes that are stored and hashed.
    pub(crate) fn to_json(&self) -> Result<Vec<u8>> {
        serde_json::to_vec(self).map_err(|e| Error::Corrupt { what: format!("document body: {e}") })
    }

    /// Reads the body of a document of this kind.
    ///
    /// # Errors
    /// [`Error::Corrupt`]; [`Error::NewerSchema`] for a format that this release does not know.
    pub fn from_json(kind: DocumentKind, schema: u16, json: &[u8]) -> Result<Self> {
        fn read<T: for<'de> Deserialize<'de>>(json: &[u8], make: fn(T) -> Body) -> Result<Body> {
            serde_json::from_slice(json).map(make).map_err(|e| Error::Corrupt { what: format!("document body: {e}") })
        }
        if schema > Self::SCHEMA {
            return Err(Error::NewerSchema { found: schema.into(), known: Self::SCHEMA.into() });
        }
        match kind {
            DocumentKind::Settings => read(json, Self::Settings),
            DocumentKind::Records => read(json, Self::Records),
            DocumentKind::OpeningStock => read(json, Self::OpeningStock),
            DocumentKind::OrderPlaced => read(json, Self::OrderPlaced),
            DocumentKind::OrderAmended => read(json, Self::OrderAmended),
            DocumentKind::OrderCancelled => read(json, Self::OrderCancelled),
            DocumentKind::Receipt => read(json, Self::Receipt),
            DocumentKind::SupplierReturn => read(json, Self::SupplierReturn),
            DocumentKind::Sale => read(json, Self::Sale),
            DocumentKind::Refund => read(json, Self::Refund),
            DocumentKind::UnlinkedRefund => read(json, Self::UnlinkedRefund),
            DocumentKind::Void => read(json, Self::Void),
            DocumentKind::CartHeld => read(json, Self::CartHeld),
            DocumentKind::CartDiscarded => read(json, Self::CartDiscarded),
            DocumentKind::CustomerOrder => read(json, Self::CustomerOrder),
            DocumentKind::DepositTaken => read(json, Self::DepositTaken),
            DocumentKind::CustomerOrderCancelled => read(json, Self::CustomerOrderCancelled),
            DocumentKind::ShiftOpened => read(json, Self::ShiftOpened),
            DocumentKind::CashMoved => read(json, Self::CashMoved),
            DocumentKind::DrawerOpened => read(json, Self::DrawerOpened),
            DocumentKind::DrawerCounted => read(json, Self::DrawerCounted),
            DocumentKind::ShiftClosed => read(json, Self::ShiftClosed),
            DocumentKind::TopUp => read(json, Self::TopUp),
            DocumentKind::CashOut => read(json, Self::CashOut),
            DocumentKind::Settlement => read(json, Self::Settlement),
            DocumentKind::SupplierPayment => read(json, Self::SupplierPayment),
            DocumentKind::PointsAdjusted => read(json, Self::PointsAdjusted),
            DocumentKind::MembersMerged => read(json, Self::MembersMerged),
            DocumentKind::MemberErased => read(json, Self::MemberErased),
            DocumentKind::Count => read(json, Self::Count),
            DocumentKind::WriteOff => read(json, Self::WriteOff),
            DocumentKind::WriteDown => read(json, Self::WriteDown),
            DocumentKind::Transfer => read(json, Self::Transfer),
            DocumentKind::LandedCost => read(json, Self::LandedCost),
            DocumentKind::Reprice => read(json, Self::Reprice),
            DocumentKind::EntryVoid => read(json, Self::EntryVoid),
            DocumentKind::EntryAmend => read(json, Self::EntryAmend),
            DocumentKind::PeriodLock => read(json, Self::PeriodLock),
        }
    }
}
