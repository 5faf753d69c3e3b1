use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{Digest, Slot};
use crate::ledger::PostNo;
use crate::value::{BusinessDay, DocumentId, Timestamp};
use crate::{Error, Result};

/// What a document states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DocumentKind {
    /// The shop was set up, or its settings changed.
    Settings,
    /// Records of the catalog and of parties are new or changed.
    Records,
    /// What the shop opened with.
    OpeningStock,
    /// Goods were ordered.
    OrderPlaced,
    /// An order was changed.
    OrderAmended,
    /// What is still open of an order was cancelled.
    OrderCancelled,
    /// Goods came in.
    Receipt,
    /// Goods went back to a supplier.
    SupplierReturn,
    /// Goods were sold.
    Sale,
    /// Goods of a sale came back.
    Refund,
    /// Goods came back of which no sale is known.
    UnlinkedRefund,
    /// A sale never was.
    Void,
    /// A cart was put aside, to be sold later.
    CartHeld,
    /// A cart that was held will not be sold.
    CartDiscarded,
    /// A customer was quoted a price, or ordered goods.
    CustomerOrder,
    /// A customer paid for goods that they ordered before they get them.
    DepositTaken,
    /// What is still open of an order of a customer will not be sold.
    CustomerOrderCancelled,
    /// A shift began at a drawer.
    ShiftOpened,
    /// Cash was put into a drawer, or taken out of it.
    CashMoved,
    /// A drawer was opened without a sale.
    DrawerOpened,
    /// The cash in a drawer was counted.
    DrawerCounted,
    /// A shift was over.
    ShiftClosed,
    /// A member paid in, to spend it later.
    TopUp,
    /// Stored value was paid out.
    CashOut,
    /// A member paid what they owed.
    Settlement,
    /// The shop paid a supplier.
    SupplierPayment,
    /// A member was given points, or points were taken from them, by hand.
    PointsAdjusted,
    /// A member who was on record twice is so no more.
    MembersMerged,
    /// What the shop knew of a member was erased.
    MemberErased,
    /// Goods were counted.
    Count,
    /// Goods were thrown away.
    WriteOff,
    /// Goods are worth less than they cost, or no longer as much less.
    WriteDown,
    /// Goods were carried to another location.
    Transfer,
    /// Freight, duty and the like came to the cost of goods received.
    LandedCost,
    /// The price of goods received was another.
    Reprice,
    /// An entry never was.
    EntryVoid,
    /// An entry was otherwise.
    EntryAmend,
    /// Nothing happens any more on days up to one.
    PeriodLock,
}

impl DocumentKind {
    /// All kinds.
    pub const ALL: [Self; 38] = [
        Self::Settings,
        Self::Records,
        Self::OpeningStock,
        Self::OrderPlaced,
        Self::OrderAmended,
        Self::OrderCancelled,
        Self::Receipt,
        Self::SupplierReturn,
        Self::Sale,
        Self::Refund,
        Self::UnlinkedRefund,
        Self::Void,
        Self::CartHeld,
        Self::CartDiscarded,
        Self::CustomerOrder,
        Self::DepositTaken,
        Self::CustomerOrderCancelled,
        Self::ShiftOpened,
        Self::CashMoved,
        Self::DrawerOpened,
        Self::DrawerCounted,
        Self::ShiftClosed,
        Self::TopUp,
        Self::CashOut,
        Self::Settlement,
        Self::SupplierPayment,
        Self::PointsAdjusted,
        Self::MembersMerged,
        Self::MemberErased,
        Self::Count,
        Self::WriteOff,
        Self::WriteDown,
        Self::Transfer,
        Self::LandedCost,
        Self::Reprice,
        Self::EntryVoid,
        Self::EntryAmend,
        Self::PeriodLock,
    ];

    /// The stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::Records => "records",
            Self::OpeningStock => "opening_stock",
            Self::OrderPlaced => "order_placed",
            Self::OrderAmended => "order_amended",
            Self::OrderCancelled => "order_cancelled",
            Self::Receipt => "receipt",
            Self::SupplierReturn => "supplier_return",
            Self::Sale => "sale",
            Self::Refund => "refund",
            Self::UnlinkedRefund => "unlinked_refund",
            Self::Void => "void",
            Self::CartHeld => "cart_held",
            Self::CartDiscarded => "cart_discarded",
            Self::CustomerOrder => "customer_order",
            Self::DepositTaken => "deposit_taken",
            Self::CustomerOrderCancelled => "customer_order_cancelled",
            Self::ShiftOpened => "shift_opened",
            Self::CashMoved => "cash_moved",
            Self::DrawerOpened => "drawer_opened",
            Self::DrawerCounted => "drawer_counted",
            Self::ShiftClosed => "shift_closed",
            Self::TopUp => "top_up",
            Self::CashOut => "cash_out",
            Self::Settlement => "settlement",
            Self::SupplierPayment => "supplier_payment",
            Self::PointsAdjusted => "points_adjusted",
            Self::MembersMerged => "members_merged",
            Self::MemberErased => "member_erased",
            Self::Count => "count",
            Self::WriteOff => "write_off",
            Self::WriteDown => "write_down",
            Self::Transfer => "transfer",
            Self::LandedCost => "landed_cost",
            Self::Reprice => "reprice",
            Self::EntryVoid => "entry_void",
            Self::EntryAmend => "entry_amend",
            Self::PeriodLock => "period_lock",
        }
    }

    /// The letter that starts a document's number.
    pub const fn letter(self) -> char {
        match self {
            Self::Settings | Self::Records | Self::PeriodLock => 'E',
            Self::OpeningStock => 'O',
            Self::OrderPlaced | Self::OrderAmended | Self::OrderCancelled => 'P',
            Self::Receipt => 'G',
            Self::SupplierReturn => 'B',
            Self::Sale => 'S',
            Self::Refund | Self::UnlinkedRefund => 'R',
            Self::Void | Self::EntryVoid | Self::EntryAmend => 'V',
            Self::CartHeld | Self::CartDiscarded => 'H',
            Self::CustomerOrder | Self::DepositTaken | Self::CustomerOrderCancelled => 'Q',
            Self::ShiftOpened | Self::CashMoved | Self::DrawerOpened | Self::DrawerCounted => 'D',
            Self::ShiftClosed => 'Z',
            Self::TopUp | Self::CashOut => 'K',
            Self::Settlement => 'A',
            Self::SupplierPayment => 'Y',
            Self::PointsAdjusted | Self::MembersMerged | Self::MemberErased => 'M',
            Self::Count => 'C',
            Self::WriteOff => 'W',
            Self::WriteDown => 'N',
            Self::Transfer => 'T',
            Self::LandedCost | Self::Reprice => 'L',
        }
    }

    /// The kind with this code.
    ///
    /// # Errors
    /// [`Error::Corrupt`]: codes come from stores.
    pub fn from_code(code: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.code() == code)
            .ok_or_else(|| Error::Corrupt { what: format!("unknown document kind `{code}`") })
    }
}

/// What is the same in all documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Made by the caller; the same id twice is the same fact.
    pub id: DocumentId,
    /// What it states.
    pub kind: DocumentKind,
    /// The human number, unique per device: `S-T1-000123`.
    pub number: String,
    /// When it happened.
    pub effective_at: Timestamp,
    /// When the engine learned it.
    pub recorded_at: Timestamp,
    /// The shop's day it belongs to.
    pub business_day: BusinessDay,
    /// Who did it.
    pub actor: String,
    /// Who allowed it, where someone had to.
    pub approver: Option<String>,
    /// Its place in the device's chain.
    pub slot: Slot,
    /// The hash of the document before it in that chain.
    pub prev_hash: Digest,
    /// SHA-256 over all other header fields and the body: see [`Header::hash_with`].
    pub hash: Digest,
    /// SHA-256 of what the caller asked for: tells a repeated request from a reused id.
    pub request: Digest,
    /// The document it corrects or completes.
    pub refers_to: Option<DocumentId>,
    /// The member or supplier it concerns.
    pub party: Option<Uuid>,
    /// Version of the body's format.
    pub schema: u16,
}

impl Header {
    /// The hash that [`Header::hash`] must hold: SHA-256 over the fields in their order, each preceded by its
    /// length in eight bytes, then the body the same way. Posting numbers are not in it: they belong to a
    /// database, not to the fact.
    pub fn hash_with(&self, body: &[u8]) -> Digest {
        let mut hash = Sha256::new();
        let mut add = |bytes: &[u8]| {
            hash.update((bytes.len() as u64).to_be_bytes());
            hash.update(bytes);
        };
        add(self.id.uuid().as_bytes());
        add(self.kind.code().as_bytes());
        add(self.number.as_bytes());
        add(&self.effective_at.micros().to_be_bytes());
        add(&self.recorded_at.micros().to_be_bytes());
        add(&self.business_day.date().days().to_be_bytes());
        add(self.actor.as_bytes());
        add(self.approver.as_deref().unwrap_or_default().as_bytes());
        add(self.slot.device.as_bytes());
        add(&self.slot.epoch.to_be_bytes());
        add(&self.slot.seq.to_be_bytes());
        add(self.prev_hash.bytes());
        add(self.request.bytes());
        add(self.refers_to.map(DocumentId::uuid).as_ref().map_or(&[], |id| id.as_bytes()));
        add(self.party.as_ref().map_or(&[], |id| id.as_bytes()));
        add(&self.schema.to_be_bytes());
        add(body);
        let digest: [u8; 32] = hash.finalize().into();
        Digest::from_bytes(&digest).unwrap_or_default()
    }
}

/// A document as a store keeps it: the body is JSON that only the engine reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its place in the shop's order of posting.
    pub post_no: PostNo,
    /// What is the same in all documents.
    pub header: Header,
    /// Canonical JSON: fields in their declared order, no white space.
    pub body: Vec<u8>,
}
