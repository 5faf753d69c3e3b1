use serde::Serialize;

use super::{held_cart, still_held};
use crate::catalog::check_name;
use crate::document::{Body, CartDiscardedBody, CartHeldBody, Digest};
use crate::posting::{Command, Decided, Drawer, Gate, HeldCarts, digest_of};
use crate::pricing::Cart;
use crate::shop::till::price_in;
use crate::value::{CartId, DocumentId};
use crate::{Error, Expected, Result};

/// Carts that are held at a time: a till shows them all.
const MOST_HELD: usize = 100;

/// What [`Carts::hold`](super::Carts::hold) posts.
#[derive(Serialize)]
pub(super) struct Hold<'a> {
    pub(super) id: CartId,
    pub(super) label: &'a str,
    pub(super) cart: &'a Cart,
}

impl Command for Hold<'_> {
    fn id(&self) -> DocumentId {
        self.id.into()
    }

    fn request(&self) -> Result<Digest> {
        digest_of("hold", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        if !self.label.is_empty() {
            check_name("label", self.label)?;
        }
        still_held(gate, self.cart)?;
        let held = HeldCarts::load(gate.tx)?.carts.len() + usize::from(self.cart.resumes.is_none());
        if held > MOST_HELD {
            return Err(Error::invalid("carts", held, Expected::AtMostItems(MOST_HELD)));
        }
        let at = gate.when(&[])?;
        let quote = price_in(gate, self.cart, (at, false))??;
        let device = gate.context.device.clone();
        let body = CartHeldBody {
            label: self.label.to_string(),
            cart: self.cart.clone(),
            shift: Drawer::load(gate, &device)?.open.map(|shift| shift.id),
            prices_include_tax: quote.prices_include_tax,
            total: quote.total,
            gifts: quote.gifts().map(|(_, gift)| gift).collect(),
            lines: quote.lines,
        };
        Ok(Decided::new(Body::CartHeld(body), at).completing(self.cart.resumes).concerning(self.cart.member))
    }
}

/// What [`Carts::discard`](super::Carts::discard) posts.
#[derive(Serialize)]
pub(super) struct Discard<'a> {
    pub(super) id: DocumentId,
    pub(super) cart: CartId,
    pub(super) reason: &'a str,
}

impl Command for Discard<'_> {
    fn id(&self) -> DocumentId {
        self.id
    }

    fn request(&self) -> Result<Digest> {
        digest_of("discard", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        check_name("reason", self.reason)?;
        let (header, _) = held_cart(gate, self.cart)?;
        let body = CartDiscardedBody { cart: self.cart, reason: self.reason.to_string() };
        let at = gate.when(&[])?;
        Ok(Decided::new(Body::CartDiscarded(body), at).referring_to(self.cart).concerning(header.party))
    }
}
