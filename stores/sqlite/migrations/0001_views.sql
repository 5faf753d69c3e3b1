-- Schema version 1: views for analysts. Decimals are exact text, dates and times are ISO 8601 (times in UTC).
-- Their columns are described in the README; they stay as they are when tables change.

-- Currencies that do not have two decimals: ISO 4217, list one, edition of 2024.
CREATE TABLE currency_decimals (
    code     TEXT PRIMARY KEY,
    decimals INTEGER NOT NULL CHECK (decimals IN (0, 3))
) STRICT, WITHOUT ROWID;

INSERT INTO currency_decimals (code, decimals) VALUES
    ('BIF', 0), ('CLP', 0), ('DJF', 0), ('GNF', 0), ('ISK', 0), ('JPY', 0), ('KMF', 0), ('KRW', 0), ('PYG', 0),
    ('RWF', 0), ('UGX', 0), ('VND', 0), ('VUV', 0), ('XAF', 0), ('XOF', 0), ('XPF', 0),
    ('BHD', 3), ('IQD', 3), ('JOD', 3), ('KWD', 3), ('LYD', 3), ('OMR', 3), ('TND', 3);

CREATE VIEW v_currency AS
SELECT s.code AS code, iif(d.decimals IS NULL, 100, iif(d.decimals = 0, 1, 1000)) AS minor_per_major
FROM (SELECT coalesce(
        (SELECT json_extract(body, '$.currency') FROM record WHERE kind = 'settings' ORDER BY number LIMIT 1), 'CNY'
    ) AS code) s
LEFT JOIN currency_decimals d ON d.code = s.code;

-- Adding a remainder to the factor it belongs to gives it its leading zeros: 100 + 5 is '105', so '05'.
CREATE VIEW v_sale_line AS
SELECT
    s.key >> 16 AS post_no,
    s.key & 65535 AS line,
    d.number AS number,
    s.kind AS kind,
    date(s.business_day * 86400, 'unixepoch') AS business_day,
    strftime('%Y-%m-%dT%H:%M:%SZ', d.effective_at / 1000000, 'unixepoch') AS sold_at,
    v.code AS sku,
    v.name AS name,
    m.code AS member,
    iif(s.quantity < 0, '-', '') || rtrim(rtrim(
        format('%d.%06d', abs(s.quantity) / 1000000, abs(s.quantity) % 1000000), '0'), '.') AS quantity,
    iif(s.gross < 0, '-', '') || (abs(s.gross) / c.minor_per_major) || iif(c.minor_per_major = 1, '',
        '.' || substr(c.minor_per_major + abs(s.gross) % c.minor_per_major, 2)) AS gross,
    iif(s.discount < 0, '-', '') || (abs(s.discount) / c.minor_per_major) || iif(c.minor_per_major = 1, '',
        '.' || substr(c.minor_per_major + abs(s.discount) % c.minor_per_major, 2)) AS discount,
    iif(s.coupon < 0, '-', '') || (abs(s.coupon) / c.minor_per_major) || iif(c.minor_per_major = 1, '',
        '.' || substr(c.minor_per_major + abs(s.coupon) % c.minor_per_major, 2)) AS coupon,
    iif(s.total < 0, '-', '') || (abs(s.total) / c.minor_per_major) || iif(c.minor_per_major = 1, '',
        '.' || substr(c.minor_per_major + abs(s.total) % c.minor_per_major, 2)) AS total,
    iif(s.tax < 0, '-', '') || (abs(s.tax) / c.minor_per_major) || iif(c.minor_per_major = 1, '',
        '.' || substr(c.minor_per_major + abs(s.tax) % c.minor_per_major, 2)) AS tax,
    iif(s.cost < 0, '-', '') || (abs(s.cost) / c.minor_per_major) || iif(c.minor_per_major = 1, '',
        '.' || substr(c.minor_per_major + abs(s.cost) % c.minor_per_major, 2)) AS cost
FROM sale_line s
CROSS JOIN v_currency c
LEFT JOIN document d ON d.post_no = s.key >> 16
LEFT JOIN record v ON v.number = s.variant
LEFT JOIN record m ON m.number = s.member;

CREATE VIEW v_stock AS
SELECT
    v.code AS sku,
    v.name AS name,
    l.name AS location,
    s.batch AS batch,
    date(s.expires_on * 86400, 'unixepoch') AS expires_on,
    iif(s.quantity < 0, '-', '') || rtrim(rtrim(
        format('%d.%06d', abs(s.quantity) / 1000000, abs(s.quantity) % 1000000), '0'), '.') AS quantity
FROM (
    SELECT variant, location, batch, quantity, expires_on FROM level
    UNION ALL
    SELECT variant, loose_location, '', loose_quantity, NULL FROM pool WHERE loose_location IS NOT NULL
) s
LEFT JOIN record v ON v.number = s.variant
LEFT JOIN record l ON l.number = s.location;

CREATE VIEW v_stock_ledger AS
SELECT
    s.key >> 16 AS post_no,
    s.key & 65535 AS line,
    d.number AS number,
    s.kind AS kind,
    date(s.business_day * 86400, 'unixepoch') AS business_day,
    strftime('%Y-%m-%dT%H:%M:%SZ', s.effective_at / 1000000, 'unixepoch') AS effective_at,
    v.code AS sku,
    v.name AS name,
    l.name AS location,
    s.batch AS batch,
    iif(s.quantity < 0, '-', '') || rtrim(rtrim(
        format('%d.%06d', abs(s.quantity) / 1000000, abs(s.quantity) % 1000000), '0'), '.') AS quantity,
    iif(s.value < 0, '-', '') || (abs(s.value) / c.minor_per_major) || iif(c.minor_per_major = 1, '',
        '.' || substr(c.minor_per_major + abs(s.value) % c.minor_per_major, 2)) AS value
FROM movement s
CROSS JOIN v_currency c
LEFT JOIN document d ON d.post_no = s.key >> 16
LEFT JOIN record v ON v.number = s.variant
LEFT JOIN record l ON l.number = s.location;

CREATE VIEW v_daily_total AS
SELECT
    date(s.business_day * 86400, 'unixepoch') AS business_day,
    s.documents AS documents,
    s.lines AS lines,
    iif(s.total < 0, '-', '') || (abs(s.total) / c.minor_per_major) || iif(c.minor_per_major = 1, '',
        '.' || substr(c.minor_per_major + abs(s.total) % c.minor_per_major, 2)) AS total,
    iif(s.tax < 0, '-', '') || (abs(s.tax) / c.minor_per_major) || iif(c.minor_per_major = 1, '',
        '.' || substr(c.minor_per_major + abs(s.tax) % c.minor_per_major, 2)) AS tax,
    iif(s.cost < 0, '-', '') || (abs(s.cost) / c.minor_per_major) || iif(c.minor_per_major = 1, '',
        '.' || substr(c.minor_per_major + abs(s.cost) % c.minor_per_major, 2)) AS cost,
    iif(s.margin < 0, '-', '') || (abs(s.margin) / c.minor_per_major) || iif(c.minor_per_major = 1, '',
        '.' || substr(c.minor_per_major + abs(s.margin) % c.minor_per_major, 2)) AS margin
FROM (
    SELECT business_day, count(DISTINCT key >> 16) AS documents, count(*) AS lines, sum(total) AS total,
        sum(tax) AS tax, sum(cost) AS cost, sum(total) - sum(tax) - sum(cost) AS margin
    FROM sale_line GROUP BY business_day
) s
CROSS JOIN v_currency c;

CREATE VIEW v_account_entry AS
SELECT
    e.key >> 16 AS post_no,
    e.key & 65535 AS line,
    d.number AS number,
    d.kind AS kind,
    date(e.business_day * 86400, 'unixepoch') AS business_day,
    e.account AS account,
    o.code AS owner,
    o.name AS owner_name,
    e.unit AS unit,
    iif(e.unit <> 'money', CAST(e.amount AS TEXT),
        iif(e.amount < 0, '-', '') || (abs(e.amount) / c.minor_per_major) || iif(c.minor_per_major = 1, '',
        '.' || substr(c.minor_per_major + abs(e.amount) % c.minor_per_major, 2))) AS amount
FROM entry e
CROSS JOIN v_currency c
LEFT JOIN document d ON d.post_no = e.key >> 16
LEFT JOIN record o ON o.kind = 'supplier' AND o.id = e.owner;
