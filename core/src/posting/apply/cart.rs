//! Which carts are held. What is in them is in the documents that put them aside.

use serde::{Deserialize, Serialize};

use super::records::{Draft, named_id, put};
use crate::Result;
use crate::document::CartHeldBody;
use crate::posting::gate::{Gate, Posted};
use crate::posting::snapshot;
use crate::storage::{RecordKind, RecordQuery, Transaction};
use crate::value::CartId;

/// The carts that are held, in the order in which they were put aside.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct HeldCarts {
    pub(crate) carts: Vec<CartId>,
}

impl HeldCarts {
    pub(crate) fn load(tx: &mut dyn Transaction) -> Result<Self> {
        let found = tx.records(&RecordQuery::Ids(RecordKind::HeldCarts, &[named_id("held_carts", "")]))?.pop();
        found.as_ref().map_or_else(|| Ok(Self::default()), snapshot::body)
    }

    fn save(&self, gate: &mut Gate<'_>) -> Result<()> {
        put(gate, vec![Draft::new(RecordKind::HeldCarts, named_id("held_carts", ""), "", self)?], false)
    }
}

pub(super) fn held(gate: &mut Gate<'_>, posted: &Posted, body: &CartHeldBody) -> Result<()> {
    let mut held = HeldCarts::load(gate.tx)?;
    held.carts.retain(|cart| Some(*cart) != body.cart.resumes);
    held.carts.push(CartId::from_uuid(posted.header.id.uuid()));
    held.save(gate)
}

/// It was sold, or will not be.
pub(super) fn end(gate: &mut Gate<'_>, cart: CartId) -> Result<()> {
    let mut held = HeldCarts::load(gate.tx)?;
    held.carts.retain(|held| *held != cart);
    held.save(gate)
}
