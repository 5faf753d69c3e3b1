-- Schema version 1: tables.
--
-- Money is in minor units of the shop's currency, quantities in millionths, dates in days since 1970-01-01, times in
-- microseconds since 1970-01-01T00:00:00Z, ids in 16 bytes. A key of a ledger row is posting number * 16777216 + line.
--
-- The ledgers and documents only grow at their end. What a sale writes has no more indexes than questions need: state
-- has none besides its primary key and no foreign keys, so that SQLite replaces a row in one step.

PRAGMA application_id = 1413631819; -- "TBOK"

-- The newest document of each device, and how far the shop had come with it: the shop's own head is the row with the
-- largest posting number. "catalog" is the hash of the newest document that changed the catalog.
CREATE TABLE head (
    device     TEXT PRIMARY KEY,
    post_no    INTEGER NOT NULL,
    record_no  INTEGER NOT NULL,
    catalog    BLOB NOT NULL CHECK (length(catalog) = 32),
    epoch      INTEGER NOT NULL, -- 64 bits, read as unsigned
    seq        INTEGER NOT NULL,
    hash       BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT, WITHOUT ROWID;

CREATE TABLE document (
    post_no      INTEGER PRIMARY KEY CHECK (post_no > 0),
    id           BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    kind         TEXT NOT NULL,
    number       TEXT NOT NULL,
    effective_at INTEGER NOT NULL,
    recorded_at  INTEGER NOT NULL,
    business_day INTEGER NOT NULL,
    actor        TEXT NOT NULL,
    approver     TEXT,
    device       TEXT NOT NULL,
    epoch        INTEGER NOT NULL,
    seq          INTEGER NOT NULL,
    prev_hash    BLOB NOT NULL CHECK (length(prev_hash) = 32),
    hash         BLOB NOT NULL CHECK (length(hash) = 32),
    request      BLOB NOT NULL CHECK (length(request) = 32),
    refers_to    BLOB CHECK (length(refers_to) = 16),
    party        BLOB CHECK (length(party) = 16),
    schema       INTEGER NOT NULL,
    body         TEXT NOT NULL -- JSON
) STRICT;

-- Finds documents of some days, and the posting numbers between which the ledger rows of these days lie.
CREATE INDEX document_day ON document (business_day, kind);
-- One place in a chain has one document: a fork is refused.
CREATE UNIQUE INDEX document_slot ON document (device, seq, epoch);
CREATE INDEX document_refers_to ON document (refers_to) WHERE refers_to IS NOT NULL;
CREATE INDEX document_party ON document (party) WHERE party IS NOT NULL;

CREATE TABLE movement (
    key           INTEGER PRIMARY KEY,
    document_line INTEGER NOT NULL,
    kind          TEXT NOT NULL,
    variant       INTEGER NOT NULL,
    location      INTEGER NOT NULL,
    batch         TEXT NOT NULL,
    effective_at  INTEGER NOT NULL,
    business_day  INTEGER NOT NULL,
    quantity      INTEGER NOT NULL,
    value         INTEGER NOT NULL,
    of            INTEGER, -- key of the movement that goods came back from
    corrects      INTEGER, -- key of the movement that this one puts right
    takes         TEXT, -- JSON: [{"s": key of the movement that came in, "q": quantity, "v": value}, ...]
    kit           INTEGER -- number of the kit that the goods were sold in
) STRICT;

CREATE INDEX movement_variant ON movement (variant, effective_at);
CREATE INDEX movement_of ON movement (variant, of) WHERE of IS NOT NULL;

-- So much more or less for a movement, because of a document that came later.
CREATE TABLE revaluation (
    key           INTEGER PRIMARY KEY,
    corrects      INTEGER NOT NULL, -- key of a movement
    document_line INTEGER NOT NULL,
    kind          TEXT NOT NULL,
    variant       INTEGER NOT NULL,
    by            INTEGER, -- key of the movement that covers a shortage
    effective_at  INTEGER NOT NULL,
    business_day  INTEGER NOT NULL,
    value         INTEGER NOT NULL,
    kit           INTEGER -- number of the kit that the goods were sold in
) STRICT;

CREATE INDEX revaluation_variant ON revaluation (variant, corrects);

CREATE TABLE sale_line (
    key          INTEGER PRIMARY KEY,
    kind         TEXT NOT NULL,
    of           INTEGER, -- key of the sale line that came back
    variant      INTEGER NOT NULL,
    member       INTEGER,
    business_day INTEGER NOT NULL,
    quantity     INTEGER NOT NULL,
    gross        INTEGER NOT NULL,
    discount     INTEGER NOT NULL,
    coupon       INTEGER NOT NULL,
    total        INTEGER NOT NULL,
    tax          INTEGER NOT NULL,
    tax_code     INTEGER NOT NULL,
    cost         INTEGER NOT NULL
) STRICT;

CREATE TABLE entry (
    key          INTEGER PRIMARY KEY,
    account      TEXT NOT NULL,
    owner        BLOB CHECK (length(owner) = 16),
    unit         TEXT NOT NULL,
    amount       INTEGER NOT NULL,
    business_day INTEGER NOT NULL
) STRICT;

-- Documents that booked rows on days besides their own.
CREATE TABLE booking (
    business_day INTEGER NOT NULL,
    post_no      INTEGER NOT NULL,
    PRIMARY KEY (business_day, post_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE pool (
    variant          INTEGER PRIMARY KEY,
    method           TEXT NOT NULL,
    quantity         INTEGER NOT NULL,
    value            INTEGER NOT NULL,
    last_quantity    INTEGER NOT NULL,
    last_value       INTEGER NOT NULL,
    newest_at        INTEGER NOT NULL,
    moves            INTEGER NOT NULL,
    sold_quantity    INTEGER NOT NULL,
    sold_total       INTEGER NOT NULL,
    sold_tax         INTEGER NOT NULL,
    sold_cost        INTEGER NOT NULL,
    -- The oldest layer, under first in, first out.
    front_at         INTEGER,
    front_source     INTEGER,
    front_quantity   INTEGER,
    front_value      INTEGER,
    -- Goods without a batch at the first location that has any.
    loose_location   INTEGER,
    loose_quantity   INTEGER,
    loose_since      INTEGER,
    costs            TEXT -- JSON, where layers do not tell all
) STRICT;

-- Layers behind the oldest one, and shortages (below zero).
CREATE TABLE layer (
    variant  INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    source   INTEGER NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity <> 0),
    value    INTEGER NOT NULL,
    PRIMARY KEY (variant, at, source)
) STRICT, WITHOUT ROWID;

-- Where a replay of a variant may begin: what its goods were worth after a movement.
CREATE TABLE checkpoint (
    variant INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    key     INTEGER NOT NULL,
    body    TEXT NOT NULL, -- JSON
    PRIMARY KEY (variant, at, key)
) STRICT;

-- Levels besides the loose goods of the pools.
CREATE TABLE level (
    variant    INTEGER NOT NULL,
    location   INTEGER NOT NULL,
    batch      TEXT NOT NULL,
    quantity   INTEGER NOT NULL CHECK (quantity <> 0),
    expires_on INTEGER,
    since      INTEGER NOT NULL,
    PRIMARY KEY (variant, location, batch)
) STRICT, WITHOUT ROWID;

CREATE TABLE batch (
    variant     INTEGER NOT NULL,
    batch       TEXT NOT NULL,
    produced_on INTEGER,
    expires_on  INTEGER,
    since       INTEGER NOT NULL,
    PRIMARY KEY (variant, batch)
) STRICT, WITHOUT ROWID;

CREATE TABLE balance (
    account TEXT NOT NULL,
    owner   BLOB NOT NULL CHECK (length(owner) IN (0, 16)), -- empty for accounts without owner
    unit    TEXT NOT NULL,
    amount  INTEGER NOT NULL,
    PRIMARY KEY (account, owner, unit)
) STRICT, WITHOUT ROWID;

CREATE TABLE record (
    number        INTEGER PRIMARY KEY CHECK (number >= 0),
    kind          TEXT NOT NULL,
    id            BLOB NOT NULL CHECK (length(id) = 16),
    name          TEXT NOT NULL,
    code          TEXT NOT NULL,
    reorder_point INTEGER,
    body          TEXT NOT NULL, -- JSON
    UNIQUE (kind, id)
) STRICT;

CREATE INDEX record_kind ON record (kind, number);
-- All that the low-stock list shows, so that it never reads the bodies.
CREATE INDEX record_reorder ON record (number, reorder_point, code, name)
    WHERE kind = 'variant' AND reorder_point IS NOT NULL;
CREATE INDEX record_name ON record (kind, lower(name));

CREATE TABLE record_key (
    record      INTEGER NOT NULL REFERENCES record (number) ON DELETE CASCADE,
    record_kind TEXT NOT NULL,
    kind        TEXT NOT NULL,
    text        TEXT NOT NULL,
    PRIMARY KEY (record, kind, text)
) STRICT, WITHOUT ROWID;

CREATE INDEX record_key_text ON record_key (text, kind, record_kind);

-- The names of the records, cut into pieces of three characters; rowid is the record's number.
CREATE VIRTUAL TABLE record_search USING fts5 (name, content = '', contentless_delete = 1, tokenize = 'trigram');
