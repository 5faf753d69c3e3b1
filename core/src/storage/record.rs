use uuid::Uuid;

use crate::ledger::{RecordNo, VariantNo};
use crate::value::Quantity;
use crate::{Error, Result};

/// What a record describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
#[allow(missing_docs)] // the names are the vocabulary
pub enum RecordKind {
    Settings,
    TaxCode,
    Category,
    Location,
    Product,
    Variant,
    Supplier,
    Member,
    /// What a document says of a member as a person, beside it; a tombstone after it was erased.
    Personal,
    /// The points of a member by lots.
    MemberBook,
    Promotion,
    PriceList,
    /// What a price list says of a variant.
    ListPrices,
    /// A coupon on record; what is used of it is a balance.
    Coupon,
    CodeRule,
    /// Which supplier sells which variant, in what pack and at what last cost.
    Supply,
    /// Which carts are held.
    HeldCarts,
    /// What a customer was quoted or ordered, with what was sold of it and what is left of its deposit.
    CustomerOrder,
    /// The drawer of a device: what it holds by the books, and the shift that is open at it.
    Drawer,
    /// A purchase order with what was received of it.
    Order,
}

impl RecordKind {
    /// All kinds.
    pub const ALL: [Self; 20] = [
        Self::Settings,
        Self::TaxCode,
        Self::Category,
        Self::Location,
        Self::Product,
        Self::Variant,
        Self::Supplier,
        Self::Member,
        Self::Personal,
        Self::MemberBook,
        Self::Promotion,
        Self::PriceList,
        Self::ListPrices,
        Self::Coupon,
        Self::CodeRule,
        Self::Supply,
        Self::HeldCarts,
        Self::CustomerOrder,
        Self::Drawer,
        Self::Order,
    ];

    /// The stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::TaxCode => "tax_code",
            Self::Category => "category",
            Self::Location => "location",
            Self::Product => "product",
            Self::Variant => "variant",
            Self::Supplier => "supplier",
            Self::Member => "member",
            Self::Personal => "personal",
            Self::MemberBook => "member_book",
            Self::Promotion => "promotion",
            Self::PriceList => "price_list",
            Self::ListPrices => "list_prices",
            Self::Coupon => "coupon",
            Self::CodeRule => "code_rule",
            Self::Supply => "supply",
            Self::HeldCarts => "held_carts",
            Self::CustomerOrder => "customer_order",
            Self::Drawer => "drawer",
            Self::Order => "order",
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
            .ok_or_else(|| Error::Corrupt { what: format!("unknown record kind `{code}`") })
    }
}

/// What a record can be found by, besides its id, number and name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum KeyKind {
    /// A stock-keeping unit; unique.
    Sku,
    /// A barcode in its comparable form; unique.
    Barcode,
    /// The short code of a supplier, member, tax code, location, ...; unique with the record kind before it.
    Code,
    /// What the record belongs to: the product of a variant, the category of a product, the state of an order,
    /// the variant and the supplier of a supply, the variant and the list of list prices. Many records share it.
    Link,
}

impl KeyKind {
    /// The stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sku => "sku",
            Self::Barcode => "barcode",
            Self::Code => "code",
            Self::Link => "link",
        }
    }

    /// True if at most one record may have a key of this kind. The engine checks it before it writes; a store
    /// may check it too.
    pub const fn is_unique(self) -> bool {
        !matches!(self, Self::Link)
    }

    /// The kind with this code.
    ///
    /// # Errors
    /// [`Error::Corrupt`]: codes come from stores.
    pub fn from_code(code: &str) -> Result<Self> {
        [Self::Sku, Self::Barcode, Self::Code, Self::Link]
            .into_iter()
            .find(|kind| kind.code() == code)
            .ok_or_else(|| Error::Corrupt { what: format!("unknown key kind `{code}`") })
    }
}

/// One thing a record can be found by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordKey {
    /// Which kind of key.
    pub kind: KeyKind,
    /// The key.
    pub text: String,
}

/// The current state of a record as a store keeps it: the body is JSON that only the engine reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// What it describes.
    pub kind: RecordKind,
    /// Its id, unique within its kind.
    pub id: Uuid,
    /// Its number, unique over all kinds.
    pub number: RecordNo,
    /// What a person calls it.
    pub name: String,
    /// The short code a person knows it by: the SKU of a variant; empty where there is none.
    pub code: String,
    /// For a variant: when it has to be ordered again. A real column, so that the low-stock list is one query.
    pub reorder_point: Option<Quantity>,
    /// What else it can be found by; replaces the keys it had. A set: a store may give them in another order.
    pub keys: Vec<RecordKey>,
    /// JSON.
    pub body: Vec<u8>,
}

/// A variant at or below its reorder point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LowStock {
    /// Its record number.
    pub variant: VariantNo,
    /// Its SKU.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// On hand over all locations.
    pub on_hand: Quantity,
    /// Its reorder point.
    pub reorder_point: Quantity,
}
