//! Carts that are not sold yet.

use serde::{Deserialize, Serialize};

use super::handle::Shop;
use super::slip::Slip;
use crate::document::{Body, CartHeldBody, DocumentKind, Header};
use crate::posting::{Gate, HeldCarts, Posted};
use crate::pricing::Cart;
use crate::storage::DocumentQuery;
use crate::value::{CartId, DocumentId, MemberId, Money, ShiftId};
use crate::{Error, Noun, Result};

mod cancelling;
mod changes;
mod depositing;
mod holding;
mod ordering;
mod repricing;

pub use cancelling::CustomerOrderCancelled;
pub use changes::{LineChange, WhyChanged};
pub use depositing::Deposit;
pub(in crate::shop) use depositing::standing_order;
use holding::{Discard, Hold};
pub use ordering::NewCustomerOrder;
pub use repricing::ResumedCart;

/// What is not sold yet: [orders](Carts::order) and quotations, and carts that are put aside while the customer fetches something, and taken up again at any till (挂单、取单).
///
/// What is kept is what the customer wants, not what it cost: prices are worked out anew, and each line that costs something
/// else is told with the reason. Nothing is reserved: the goods stay on sale, and coupons and points unspent.
///
/// ```
/// use rust_decimal_macros::dec;
/// use tillbook::Shop;
/// use tillbook::pricing::Cart;
/// use tillbook::shop::{NewProduct, OpeningStockLine, Tender, VariantEdit, WhyChanged};
/// use tillbook::value::{CartId, DocumentId, SaleId};
///
/// let shop = Shop::memory()?;
/// let tea = shop.catalog().add(NewProduct::new("Tea").price(dec!(10)))?.variants[0].id;
/// shop.stockroom().open_with(DocumentId::new(), None, &[OpeningStockLine::new(tea, dec!(9), dec!(6))])?;
///
/// let held = shop.carts().hold(CartId::new(), "red umbrella", &Cart::new().add(tea, dec!(2)))?;
/// shop.catalog().edit(DocumentId::new(), &[VariantEdit::new(tea).price(dec!(11))])?;
///
/// let resumed = shop.carts().resume(held.id)?;
/// let line = &resumed.changes[0];
/// assert_eq!((line.was, line.is), (shop.money(dec!(20))?, Some(shop.money(dec!(22))?)));
/// assert!(matches!(line.why[..], [WhyChanged::Price { .. }]));
/// // The sale ends it; until then it is still held.
/// shop.till().sell(SaleId::new(), &resumed.cart, &[Tender::wechat(shop.money(dec!(22))?)])?;
/// assert!(shop.carts().held()?.is_empty());
/// # Ok::<(), tillbook::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct Carts<'a> {
    pub(crate) shop: &'a Shop,
}

/// A cart that is held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldCart {
    /// Its id.
    pub id: CartId,
    /// Its number, its place in the books, when it was put aside.
    #[serde(flatten)]
    pub slip: Slip,
    /// What a person finds it by; may be empty.
    pub label: String,
    /// By whom.
    pub held_by: String,
    /// The device at which it was.
    pub device: String,
    /// The shift in which it was, if one was open there.
    pub shift: Option<ShiftId>,
    /// The member at the till.
    pub member: Option<MemberId>,
    /// How many lines it has.
    pub lines: usize,
    /// What it cost then, tax included.
    pub total: Money,
}

impl Carts<'_> {
    /// Puts a cart aside. A cart that [resumes](Cart::resumes) another held one takes its place. At most
    /// 100 carts are held at a time.
    ///
    /// # Errors
    /// Those of [`Till::price`](super::Till::price), but that of the lowest price; [`Error::Invalid`] for a label that is no
    /// plain text, and for more carts than can be held; [`Error::WrongState`] if the cart that it resumes is not held any more.
    pub fn hold(&self, id: CartId, label: &str, cart: &Cart) -> Result<HeldCart> {
        let posted = self.shop.post(&Hold { id, label, cart })?;
        HeldCart::read(posted)
    }

    /// The carts that are held, in the order in which they were put aside.
    ///
    /// # Errors
    /// Failures of the storage.
    pub fn held(&self) -> Result<Vec<HeldCart>> {
        self.shop.read(|tx, _| {
            let ids: Vec<DocumentId> = HeldCarts::load(tx)?.carts.into_iter().map(DocumentId::from).collect();
            let found = if ids.is_empty() { Vec::new() } else { tx.documents(&DocumentQuery::Ids(&ids))? };
            let mut held: Vec<HeldCart> =
                found.into_iter().map(|document| HeldCart::read(Posted::read(document)?)).collect::<Result<_>>()?;
            held.sort_unstable_by_key(|cart| cart.slip.post_no);
            Ok(held)
        })
    }

    /// Looks at a held cart: what it costs now, and for each line that costs something else, or cannot be sold as it is, why.
    /// It stays held, so that no till loses it: selling the cart of the answer ends it, at one till only.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::WrongState`] for a cart that was sold, discarded or held anew.
    pub fn resume(&self, id: CartId) -> Result<ResumedCart> {
        self.shop.examine(|gate| {
            let (_, body) = held_cart(gate, id)?;
            let cart = Cart { resumes: Some(id), ..body.cart };
            repricing::reprice(gate, cart, (&body.lines, body.prices_include_tax))
        })
    }

    /// Says that a held cart will not be sold.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::WrongState`] for a cart that is not held any more; [`Error::Invalid`] without a reason.
    pub fn discard(&self, id: DocumentId, cart: CartId, reason: &str) -> Result<()> {
        self.shop.post(&Discard { id, cart, reason }).map(|_| ())
    }
}

impl HeldCart {
    fn read(posted: Posted) -> Result<Self> {
        let Posted { post_no, header, body } = posted;
        let Body::CartHeld(body) = body else { return Err(Error::not_found(Noun::HeldCart, header.id)) };
        let (held_by, device) = (header.actor.clone(), header.slot.device.clone());
        Ok(Self {
            id: CartId::from_uuid(header.id.uuid()),
            slip: Slip::new(post_no, header),
            label: body.label,
            held_by,
            device,
            shift: body.shift,
            member: body.cart.member,
            lines: body.cart.lines.len(),
            total: body.total,
        })
    }
}

/// The document of a cart that is held.
fn held_cart(gate: &mut Gate<'_>, id: CartId) -> Result<(Header, CartHeldBody)> {
    let found = gate.documents(&DocumentQuery::Ids(&[id.into()]))?.pop();
    let found = found.filter(|posted| posted.header.kind == DocumentKind::CartHeld);
    let Some(Posted { header, body: Body::CartHeld(body), .. }) = found else {
        return Err(Error::not_found(Noun::HeldCart, id));
    };
    if HeldCarts::load(gate.tx)?.carts.contains(&id) {
        return Ok((header, body));
    }
    Err(Error::WrongState { what: Noun::HeldCart, key: header.number, state: "not_held" })
}

/// Refuses a cart that resumes one which is not held any more: another till was faster.
pub(super) fn still_held(gate: &mut Gate<'_>, cart: &Cart) -> Result<()> {
    cart.resumes.map_or(Ok(()), |id| held_cart(gate, id).map(|_| ()))
}
