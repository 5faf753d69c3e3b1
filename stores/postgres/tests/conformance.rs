//! The suite that every store has to pass, at each isolation level, also when races are lost at random.
#![allow(clippy::unwrap_used, clippy::panic)] // a test fails by panicking

mod common;

mod read_committed {
    tillbook::store_conformance!(crate::common::any_store(tillbook_postgres::Isolation::ReadCommitted));
}

mod repeatable_read {
    tillbook::store_conformance!(crate::common::any_store(tillbook_postgres::Isolation::RepeatableRead));
}

mod serializable {
    tillbook::store_conformance!(crate::common::any_store(tillbook_postgres::Isolation::Serializable));
}

/// Each call is refused with the error of a lost race now and then, and the transaction taken back.
mod losing_races {
    use tillbook::conformance::Flaky;
    use tillbook_postgres::Isolation::Serializable;

    tillbook::store_conformance!(Flaky::new(crate::common::any_store(Serializable), 20_260_131, 100));
}

/// The same, told by the server: one in a hundred statements, the ends of transactions among them.
mod losing_races_on_the_wire {
    use tillbook_postgres::Isolation::{ReadCommitted, RepeatableRead, Serializable};

    mod read_committed {
        tillbook::store_conformance!(crate::common::refused_now_and_then(super::ReadCommitted));
    }

    mod repeatable_read {
        tillbook::store_conformance!(crate::common::refused_now_and_then(super::RepeatableRead));
    }

    mod serializable {
        tillbook::store_conformance!(crate::common::refused_now_and_then(super::Serializable));
    }
}
