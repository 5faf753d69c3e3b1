//! The suite that every storage engine has to pass: each promise of the [contract](crate::storage) as one case.
//!
//! [`store_conformance!`](crate::store_conformance) makes a `#[test]` of each case, in any crate:
//!
//! ```
//! tillbook::store_conformance!(tillbook::storage::MemoryStore::default());
//! ```
//!
//! The expression is evaluated for each test and must give a fresh, empty [`Store`](crate::storage::Store). What the
//! suite cannot see through the trait, that a shop is still there after it was closed or the power failed, is left
//! to the store's own tests.
//!
//! [`Flaky`] and [`Failing`] are stores that go wrong on purpose, for the tests of code that uses a store.
//!
//! A case is listed once, below; the list makes the public functions and the tests. A case that is not listed is
//! dead code and does not compile.
#![allow(clippy::unwrap_used, clippy::missing_panics_doc)] // a case fails by panicking

mod failing;
mod flaky;
mod random;
mod sample;
mod snapshot;
mod watched;

pub use failing::Failing;
pub use flaky::Flaky;

/// A case of the suite.
#[derive(Debug, Clone, Copy)]
pub struct Case {
    /// What it is about.
    pub topic: &'static str,
    /// What it promises.
    pub name: &'static str,
    /// Runs it on a fresh, empty store. Panics if the promise is broken.
    pub run: fn(&dyn crate::storage::Store),
}

macro_rules! cases {
    ($dollar:tt $($topic:ident { $($case:ident)* })*) => {
        $(
            mod $topic;
            pub use $topic::{$($case),*};
        )*

        /// All cases, for programs that run them.
        pub const CASES: &[Case] = &[
            $($(Case { topic: stringify!($topic), name: stringify!($case), run: $case }),*),*
        ];

        /// Makes a `#[test]` of each case of the [conformance suite](crate::conformance) for the store that the
        /// expression gives. Needs the feature `conformance`.
        #[macro_export]
        macro_rules! store_conformance {
            ($dollar store:expr) => {
                $($(
                    #[test]
                    fn $case() {
                        $dollar crate::conformance::$case(&$dollar store);
                    }
                )*)*
            };
        }
    };
}

cases! { $
    atomicity {
        a_new_store_is_empty
        work_runs_once_in_an_attempt
        the_error_of_the_work_comes_back
        work_that_fails_leaves_no_trace
        a_transaction_reads_what_it_wrote
        a_read_transaction_refuses_to_write
    }
    records {
        every_field_of_a_record_comes_back
        records_are_found_by_id_and_number
        records_are_found_by_their_keys
        keys_are_compared_byte_by_byte
        a_replaced_record_loses_what_it_was_found_by
        an_erased_record_is_what_is_left_of_it
        a_key_passes_from_one_record_to_another
        records_come_in_pages_by_number
        numbers_come_as_their_records_do
    }
    search {
        names_beginning_with_a_text_come_by_name
        names_containing_a_text_come_by_number
        searches_fold_the_letters_a_to_z_only
        searches_take_every_character_literally
        searches_find_short_chinese_names
        every_name_has_the_empty_text
    }
    documents {
        every_field_of_a_document_comes_back
        documents_are_found_by_id_post_number_and_slot
        documents_of_a_chain_come_in_pages
        documents_are_found_by_what_they_refer_to
        documents_of_a_party_come_in_pages
        documents_come_in_pages
        documents_of_days_are_of_one_kind
    }
    head {
        the_head_moves_with_each_posting
        each_device_has_its_own_chain
        a_new_epoch_goes_on_from_its_own_documents
        head_and_documents_are_those_asked_for_one_by_one
    }
    ledgers {
        every_field_of_a_ledger_row_comes_back
        rows_come_by_key
        movements_of_a_variant_come_by_time
        filters_of_a_ledger_hold_together
        rows_of_other_days_are_found_by_their_day
        a_timeline_is_that_of_a_span_of_time
        what_came_back_is_found_by_what_it_is_of
        revaluations_are_found_by_what_they_correct
        an_error_of_the_sink_ends_the_call
    }
    state {
        every_field_of_state_comes_back
        levels_come_in_their_orders
        a_level_of_zero_is_removed
        pools_come_by_variant
        batches_are_replaced_and_found
        balances_are_replaced_and_found
        clearing_the_state_keeps_the_documents
    }
    checkpoints {
        the_newest_checkpoint_before_a_place_is_found
        a_checkpoint_ahead_of_a_place_is_found
        outdated_checkpoints_are_removed
    }
    layers {
        layers_come_oldest_first
        a_layer_of_zero_is_removed
    }
    low_stock {
        stock_at_its_reorder_point_is_low
        a_variant_without_a_pool_has_none_on_hand
        low_stock_comes_by_number_up_to_the_limit
    }
    valuation {
        what_was_on_hand_is_the_sum_of_its_rows
        sums_of_what_was_on_hand_may_run_over_on_the_way
    }
    figures {
        figures_of_sale_lines_are_those_of_the_rows
        what_was_sold_comes_by_variant
        bodies_of_a_kind_come_by_number
    }
    contention {
        no_increment_of_many_threads_is_lost
        readers_see_whole_transactions
    }
    volume {
        thousands_of_records_fit_one_call
        a_document_of_a_thousand_lines_fits_one_call
    }
    model {
        random_work_agrees_with_the_memory_store
    }
}
