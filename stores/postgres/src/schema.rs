//! The tables, as numbered steps: each is one statement that changes nothing when it runs again, in a transaction of its
//! own. Steps are only added at the end, so that tills of the release before go on working while the next one opens.

use std::thread;
use std::time::Duration;

use tillbook::{Error, Result};

use crate::SCHEMA_VERSION;
use crate::link::Link;

/// Money is in minor units of the shop's currency, quantities in millionths, dates in days since 1970-01-01, times in
/// microseconds since 1970-01-01T00:00:00Z. A key of a ledger row is posting number * 16777216 + line.
pub(crate) const STEPS: &[&str] = &[
    "CREATE SCHEMA IF NOT EXISTS tillbook",
    // Which of these steps were done.
    "CREATE TABLE IF NOT EXISTS tillbook.schema_step (number BIGINT PRIMARY KEY)",
    // The lock of a shop: a write begins with the next turn.
    "CREATE TABLE IF NOT EXISTS tillbook.shop_head (
        shop_id UUID NOT NULL,
        turn    BIGINT NOT NULL,
        PRIMARY KEY (shop_id))",
    // The newest document of each device, and how far the shop had come with it: the shop's own head is the row with the
    // largest posting number. `catalog` is the hash of the newest document that changed the catalog.
    "CREATE TABLE IF NOT EXISTS tillbook.chain (
        shop_id    UUID NOT NULL,
        device     TEXT NOT NULL,
        post_no    BIGINT NOT NULL,
        record_no  BIGINT NOT NULL,
        catalog    BYTEA NOT NULL,
        epoch      BIGINT NOT NULL,
        seq        BIGINT NOT NULL,
        hash       BYTEA NOT NULL,
        PRIMARY KEY (shop_id, device))",
    "CREATE TABLE IF NOT EXISTS tillbook.document (
        shop_id      UUID NOT NULL,
        post_no      BIGINT NOT NULL,
        id           UUID NOT NULL,
        kind         TEXT NOT NULL,
        number       TEXT NOT NULL,
        effective_at BIGINT NOT NULL,
        recorded_at  BIGINT NOT NULL,
        business_day BIGINT NOT NULL,
        actor        TEXT NOT NULL,
        approver     TEXT,
        device       TEXT NOT NULL,
        epoch        BIGINT NOT NULL,
        seq          BIGINT NOT NULL,
        prev_hash    BYTEA NOT NULL,
        hash         BYTEA NOT NULL,
        request      BYTEA NOT NULL,
        refers_to    UUID,
        party        UUID,
        schema       BIGINT NOT NULL,
        body         BYTEA NOT NULL,
        PRIMARY KEY (shop_id, post_no))",
    "CREATE UNIQUE INDEX IF NOT EXISTS document_id ON tillbook.document (shop_id, id)",
    // One place in a chain has one document: a fork is refused.
    "CREATE UNIQUE INDEX IF NOT EXISTS document_slot ON tillbook.document (shop_id, device, seq, epoch)",
    "CREATE INDEX IF NOT EXISTS document_day ON tillbook.document (shop_id, business_day, kind, post_no)",
    // The document and the party that a document refers to. Two indexes would have an entry for each document that
    // refers to none, as most do.
    "CREATE TABLE IF NOT EXISTS tillbook.mention (
        shop_id UUID NOT NULL,
        id      UUID NOT NULL,
        post_no BIGINT NOT NULL,
        PRIMARY KEY (shop_id, id, post_no))",
    "CREATE TABLE IF NOT EXISTS tillbook.movement (
        shop_id       UUID NOT NULL,
        key           BIGINT NOT NULL,
        document_line BIGINT NOT NULL,
        kind          TEXT NOT NULL,
        variant       BIGINT NOT NULL,
        location      BIGINT NOT NULL,
        batch         TEXT NOT NULL,
        effective_at  BIGINT NOT NULL,
        business_day  BIGINT NOT NULL,
        quantity      BIGINT NOT NULL,
        value         BIGINT NOT NULL,
        of            BIGINT,
        corrects      BIGINT,
        takes         TEXT,
        kit           BIGINT,
        PRIMARY KEY (shop_id, key))",
    "CREATE INDEX IF NOT EXISTS movement_variant ON tillbook.movement (shop_id, variant, effective_at, key)",
    // So much more or less for a movement, because of a document that came later.
    "CREATE TABLE IF NOT EXISTS tillbook.revaluation (
        shop_id       UUID NOT NULL,
        key           BIGINT NOT NULL,
        corrects      BIGINT NOT NULL,
        document_line BIGINT NOT NULL,
        kind          TEXT NOT NULL,
        variant       BIGINT NOT NULL,
        by            BIGINT,
        effective_at  BIGINT NOT NULL,
        business_day  BIGINT NOT NULL,
        value         BIGINT NOT NULL,
        kit           BIGINT,
        PRIMARY KEY (shop_id, key))",
    "CREATE INDEX IF NOT EXISTS revaluation_variant ON tillbook.revaluation (shop_id, variant, corrects)",
    "CREATE TABLE IF NOT EXISTS tillbook.sale_line (
        shop_id      UUID NOT NULL,
        key          BIGINT NOT NULL,
        kind         TEXT NOT NULL,
        of           BIGINT,
        variant      BIGINT NOT NULL,
        member       BIGINT,
        business_day BIGINT NOT NULL,
        quantity     BIGINT NOT NULL,
        gross        BIGINT NOT NULL,
        discount     BIGINT NOT NULL,
        coupon       BIGINT NOT NULL,
        total        BIGINT NOT NULL,
        tax          BIGINT NOT NULL,
        tax_code     BIGINT NOT NULL,
        cost         BIGINT NOT NULL,
        PRIMARY KEY (shop_id, key))",
    "CREATE TABLE IF NOT EXISTS tillbook.entry (
        shop_id      UUID NOT NULL,
        key          BIGINT NOT NULL,
        account      TEXT NOT NULL,
        owner        UUID,
        unit         TEXT NOT NULL,
        amount       BIGINT NOT NULL,
        business_day BIGINT NOT NULL,
        PRIMARY KEY (shop_id, key))",
    // Documents that booked rows on days besides their own.
    "CREATE TABLE IF NOT EXISTS tillbook.booking (
        shop_id      UUID NOT NULL,
        business_day BIGINT NOT NULL,
        post_no      BIGINT NOT NULL,
        PRIMARY KEY (shop_id, business_day, post_no))",
    "CREATE TABLE IF NOT EXISTS tillbook.pool (
        shop_id        UUID NOT NULL,
        variant        BIGINT NOT NULL,
        method         TEXT NOT NULL,
        quantity       BIGINT NOT NULL,
        value          BIGINT NOT NULL,
        last_quantity  BIGINT NOT NULL,
        last_value     BIGINT NOT NULL,
        newest_at      BIGINT NOT NULL,
        moves          BIGINT NOT NULL,
        sold_quantity  BIGINT NOT NULL,
        sold_total     BIGINT NOT NULL,
        sold_tax       BIGINT NOT NULL,
        sold_cost      BIGINT NOT NULL,
        front_at       BIGINT,
        front_source   BIGINT,
        front_quantity BIGINT,
        front_value    BIGINT,
        loose_location BIGINT,
        loose_quantity BIGINT,
        loose_since    BIGINT,
        costs          TEXT,
        PRIMARY KEY (shop_id, variant))",
    // Layers behind the oldest one, and shortages (below zero).
    "CREATE TABLE IF NOT EXISTS tillbook.layer (
        shop_id  UUID NOT NULL,
        variant  BIGINT NOT NULL,
        at       BIGINT NOT NULL,
        source   BIGINT NOT NULL,
        quantity BIGINT NOT NULL,
        value    BIGINT NOT NULL,
        PRIMARY KEY (shop_id, variant, at, source))",
    // Where a replay of a variant may begin.
    "CREATE TABLE IF NOT EXISTS tillbook.checkpoint (
        shop_id UUID NOT NULL,
        variant BIGINT NOT NULL,
        at      BIGINT NOT NULL,
        key     BIGINT NOT NULL,
        body    BYTEA NOT NULL,
        PRIMARY KEY (shop_id, variant, at, key))",
    // Levels besides the loose goods of the pools.
    "CREATE TABLE IF NOT EXISTS tillbook.level (
        shop_id    UUID NOT NULL,
        variant    BIGINT NOT NULL,
        location   BIGINT NOT NULL,
        batch      TEXT NOT NULL,
        quantity   BIGINT NOT NULL,
        expires_on BIGINT,
        since      BIGINT NOT NULL,
        PRIMARY KEY (shop_id, variant, location, batch))",
    "CREATE TABLE IF NOT EXISTS tillbook.batch (
        shop_id     UUID NOT NULL,
        variant     BIGINT NOT NULL,
        batch       TEXT NOT NULL,
        produced_on BIGINT,
        expires_on  BIGINT,
        since       BIGINT NOT NULL,
        PRIMARY KEY (shop_id, variant, batch))",
    // The owner of an account is 16 bytes, or none.
    "CREATE TABLE IF NOT EXISTS tillbook.balance (
        shop_id UUID NOT NULL,
        account TEXT NOT NULL,
        owner   BYTEA NOT NULL,
        unit    TEXT NOT NULL,
        amount  BIGINT NOT NULL,
        PRIMARY KEY (shop_id, account, owner, unit))",
    // `folded` is the name with A to Z in lower case, as bytes: they sort alike on every server. `keys` is JSON.
    "CREATE TABLE IF NOT EXISTS tillbook.record (
        shop_id       UUID NOT NULL,
        number        BIGINT NOT NULL,
        kind          TEXT NOT NULL,
        id            UUID NOT NULL,
        name          TEXT NOT NULL,
        folded        BYTEA NOT NULL,
        code          TEXT NOT NULL,
        reorder_point BIGINT,
        keys          TEXT NOT NULL,
        body          BYTEA NOT NULL,
        PRIMARY KEY (shop_id, number))",
    "CREATE UNIQUE INDEX IF NOT EXISTS record_id ON tillbook.record (shop_id, kind, id)",
    "CREATE INDEX IF NOT EXISTS record_kind ON tillbook.record (shop_id, kind, number)",
    "CREATE INDEX IF NOT EXISTS record_name ON tillbook.record (shop_id, kind, folded, number)",
    "CREATE INDEX IF NOT EXISTS record_reorder ON tillbook.record (shop_id, reorder_point, number)",
    // What records are found by.
    "CREATE TABLE IF NOT EXISTS tillbook.record_key (
        shop_id     UUID NOT NULL,
        record      BIGINT NOT NULL,
        record_kind TEXT NOT NULL,
        kind        TEXT NOT NULL,
        text        TEXT NOT NULL,
        PRIMARY KEY (shop_id, record, kind, text))",
    "CREATE INDEX IF NOT EXISTS record_key_text ON tillbook.record_key (shop_id, text, kind, record_kind)",
];

/// What most sales change stays in its place when there is room beside it: PostgreSQL touches no index then. An engine that
/// does not know this does without.
const ROOM: &[&str] = &[
    "ALTER TABLE tillbook.pool SET (fillfactor = 50)",
    "ALTER TABLE tillbook.level SET (fillfactor = 50)",
    "ALTER TABLE tillbook.balance SET (fillfactor = 50)",
];

/// How often it is tried while others make the same tables: then one of the two is refused, for one reason or another.
const ATTEMPTS: u32 = 8;

/// Brings the tables up to date, or sees that they are.
pub(crate) fn prepare(link: &Link, database: &str, may_upgrade: bool) -> Result<()> {
    let mut attempt = 1;
    loop {
        let found = found(link, database)?;
        if found == SCHEMA_VERSION {
            return Ok(());
        }
        if found > SCHEMA_VERSION {
            return Err(Error::NewerSchema { found, known: SCHEMA_VERSION });
        }
        if !may_upgrade {
            return Err(Error::OlderSchema { found, needed: SCHEMA_VERSION });
        }
        match upgrade(link, found) {
            Err(Error::Corrupt { .. } | Error::Storage { .. } | Error::Conflict) if attempt < ATTEMPTS => {}
            outcome => return outcome,
        }
        thread::sleep(Duration::from_millis(20) * attempt);
        attempt += 1;
    }
}

/// The last step that was done, 0 in an empty database.
fn found(link: &Link, database: &str) -> Result<i64> {
    const OPERATION: &str = "read the version of the schema";
    let columns = link.look_up(
        OPERATION,
        "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'tillbook'",
    )?;
    if columns.is_empty() {
        return Ok(0);
    }
    if !columns.iter().any(|column| column == "schema_step.number") {
        return Err(Error::NotOurs { path: format!("schema tillbook of database {database}") });
    }
    let newest = link.look_up(OPERATION, "SELECT coalesce(max(number), 0) FROM tillbook.schema_step")?;
    let newest = newest.first().and_then(|number| number.parse().ok());
    newest.ok_or_else(|| Error::Corrupt { what: "tillbook.schema_step holds no number".into() })
}

fn upgrade(link: &Link, found: i64) -> Result<()> {
    const OPERATION: &str = "upgrade the schema";
    for (number, step) in (1..).zip(STEPS) {
        if number <= found {
            continue;
        }
        link.look_up(OPERATION, step)?;
        // The first two make the table that this is noted in.
        if number > 1 {
            let note =
                format!("INSERT INTO tillbook.schema_step (number) VALUES ({number}) ON CONFLICT (number) DO NOTHING");
            link.look_up(OPERATION, &note)?;
        }
    }
    ROOM.iter().try_for_each(|hint| link.hint(OPERATION, hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_that_of_the_last_step() {
        assert_eq!(i64::try_from(STEPS.len()).unwrap(), SCHEMA_VERSION);
    }
}
