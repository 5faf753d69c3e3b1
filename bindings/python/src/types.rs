//! How the parts of a record are told apart, where Rust's serialized form has only numbers and texts.

use rust_decimal::Decimal;
use tillbook::value::{BusinessDay, Date, Money, Price, Quantity, Timestamp};

/// What a value is.
#[derive(Debug)]
pub(crate) enum Type {
    /// `bool`.
    Bool,
    /// `int`.
    Int,
    /// `str`: a text, an id, the name of a plain enum's variant.
    Text,
    /// `Decimal` in the shop's currency; minor units in Rust.
    Money,
    /// `Decimal` of at most six places; millionths in Rust.
    Micros,
    /// `Decimal`: a share or a figure of at most six places.
    Decimal,
    /// `Decimal`: a rate of at most twelve places.
    Rate,
    /// `date`.
    Date,
    /// Aware `datetime`; microseconds since 1970 in Rust.
    Time,
    /// `str` of hexadecimal digits; bytes in Rust. Only ever answered.
    Digest,
    /// `None` or that.
    Option(&'static Type),
    /// A tuple of those; any sequence of them is taken.
    List(&'static Type),
    /// A tuple of these.
    Tuple(&'static [&'static Type]),
    /// An instance of a class.
    Record(&'static Record),
    /// A name, or an instance of a class within a class.
    Choice(&'static Choice),
}

/// A struct and the class of its name.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) name: &'static str,
    pub(crate) fields: &'static [Field],
}

/// A field of a struct.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) ty: Type,
}

impl Field {
    /// Its name in Python, where some words are taken.
    pub(crate) fn attribute(&self) -> &'static str {
        match self.name {
            "from" => "from_",
            "is" => "is_",
            name => name,
        }
    }
}

/// An enum of which a variant holds something.
#[derive(Debug)]
pub(crate) struct Choice {
    pub(crate) name: &'static str,
    /// Where the variant's name stands, if it stands among the fields; else empty.
    pub(crate) tag: &'static str,
    pub(crate) variants: &'static [Variant],
}

/// A variant of an enum.
#[derive(Debug)]
pub(crate) struct Variant {
    pub(crate) name: &'static str,
    /// The class within the enum's class.
    pub(crate) class: &'static str,
    pub(crate) shape: Shape,
}

/// What a variant holds.
#[derive(Debug)]
pub(crate) enum Shape {
    /// Nothing but its name.
    Name,
    /// A value: the field `value` of its class.
    Value(Type),
    /// Fields.
    Fields(&'static [Field]),
}

/// A Rust type whose parts are known.
pub(crate) trait Known {
    /// What it is.
    const TYPE: &'static Type;
}

impl Variant {
    /// The field of a variant that holds one value.
    pub(crate) const VALUE: &'static str = "value";
}

macro_rules! known {
    ($($type:ty => $what:expr),* $(,)?) => {
        $(impl Known for $type { const TYPE: &'static Type = &$what; })*
    };
}

known! {
    bool => Type::Bool,
    i64 => Type::Int,
    u32 => Type::Int,
    String => Type::Text,
    Money => Type::Money,
    Quantity => Type::Micros,
    Price => Type::Micros,
    Decimal => Type::Decimal,
    tillbook::value::Rate => Type::Rate,
    Date => Type::Date,
    BusinessDay => Type::Date,
    Timestamp => Type::Time,
}

impl<T: Known> Known for Vec<T> {
    const TYPE: &'static Type = &Type::List(T::TYPE);
}

impl<T: Known> Known for Option<T> {
    const TYPE: &'static Type = &Type::Option(T::TYPE);
}

macro_rules! known_ids {
    ($($name:ident),*) => { $(impl Known for tillbook::value::$name { const TYPE: &'static Type = &Type::Text; })* };
}

known_ids!(
    CartId,
    CategoryId,
    CustomerOrderId,
    DocumentId,
    LocationId,
    MemberId,
    OrderId,
    PriceListId,
    ProductId,
    PromotionId,
    ReceiptId,
    RefundId,
    SaleId,
    ShiftId,
    SupplierId,
    VariantId
);

impl<A: Known, B: Known> Known for (A, B) {
    const TYPE: &'static Type = &Type::Tuple(&[A::TYPE, B::TYPE]);
}
