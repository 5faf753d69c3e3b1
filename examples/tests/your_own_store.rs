//! A store of one's own passes the suite that every store has to pass.

use tillbook_examples::your_own_store::PlainStore;

tillbook::store_conformance!(PlainStore::default());
