-- Schema version 1: views for analysts. Decimals are exact text, dates and times are ISO 8601 (times in UTC).
-- Their columns are described in the README; they stay as they are when tables change.
--
-- SQLite parses all of this for each new connection, before the first article can be looked up. So it is short: a name
-- stands without its table where only one has it, and what amounts have in common stands in a table.

-- How an amount is written, from the major and the minor units of its absolute value. '' is for all other currencies:
-- they have two decimals. ISO 4217, list one, edition of 2024.
CREATE TABLE currency_form (
    currency        TEXT PRIMARY KEY,
    minor_per_major INTEGER NOT NULL,
    plus            TEXT NOT NULL,
    minus           TEXT NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO currency_form (currency, minor_per_major, plus, minus) VALUES ('', 100, '%d.%02d', '-%d.%02d');

INSERT INTO currency_form (currency, minor_per_major, plus, minus)
SELECT value, 1, '%d', '-%d'
FROM json_each('["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF",
    "XOF", "XPF"]');

INSERT INTO currency_form (currency, minor_per_major, plus, minus)
SELECT value, 1000, '%d.%03d', '-%d.%03d'
FROM json_each('["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]');

CREATE VIEW v_currency AS
SELECT code, minor_per_major, plus, minus
FROM (SELECT coalesce(
        (SELECT body ->> 'currency' FROM record WHERE kind = 'settings' ORDER BY number LIMIT 1), 'CNY'
    ) AS code)
JOIN currency_form ON currency IN (code, '')
ORDER BY currency DESC LIMIT 1;

CREATE VIEW v_sale_line AS
SELECT
    key >> 24 AS post_no,
    key & 16777215 AS line,
    d.number AS number,
    s.kind AS kind,
    date(s.business_day * 86400, 'unixepoch') AS business_day,
    strftime('%Y-%m-%dT%H:%M:%SZ', d.effective_at / 1000000, 'unixepoch') AS sold_at,
    v.code AS sku,
    v.name AS name,
    m.code AS member,
    iif(quantity < 0, '-', '') || rtrim(rtrim(
        format('%d.%06d', abs(quantity / 1000000), abs(quantity % 1000000)), '0'), '.') AS quantity,
    format(iif(gross < 0, minus, plus), abs(gross / minor_per_major), abs(gross % minor_per_major)) AS gross,
    format(iif(discount < 0, minus, plus), abs(discount / minor_per_major), abs(discount % minor_per_major))
        AS discount,
    format(iif(coupon < 0, minus, plus), abs(coupon / minor_per_major), abs(coupon % minor_per_major)) AS coupon,
    format(iif(total < 0, minus, plus), abs(total / minor_per_major), abs(total % minor_per_major)) AS total,
    format(iif(tax < 0, minus, plus), abs(tax / minor_per_major), abs(tax % minor_per_major)) AS tax,
    format(iif(cost < 0, minus, plus), abs(cost / minor_per_major), abs(cost % minor_per_major)) AS cost
FROM sale_line s
CROSS JOIN v_currency
LEFT JOIN document d ON d.post_no = key >> 24
LEFT JOIN record v ON v.number = variant
LEFT JOIN record m ON m.number = member;

CREATE VIEW v_stock AS
SELECT
    v.code AS sku,
    v.name AS name,
    l.name AS location,
    batch,
    date(expires_on * 86400, 'unixepoch') AS expires_on,
    iif(quantity < 0, '-', '') || rtrim(rtrim(
        format('%d.%06d', abs(quantity / 1000000), abs(quantity % 1000000)), '0'), '.') AS quantity
FROM (
    SELECT variant, location, batch, quantity, expires_on FROM level
    UNION ALL
    SELECT variant, loose_location, '', loose_quantity, NULL FROM pool WHERE loose_location IS NOT NULL
)
LEFT JOIN record v ON v.number = variant
LEFT JOIN record l ON l.number = location;

CREATE VIEW v_stock_ledger AS
SELECT
    key >> 24 AS post_no,
    key & 16777215 AS line,
    d.number AS number,
    s.kind AS kind,
    date(s.business_day * 86400, 'unixepoch') AS business_day,
    strftime('%Y-%m-%dT%H:%M:%SZ', s.effective_at / 1000000, 'unixepoch') AS effective_at,
    v.code AS sku,
    v.name AS name,
    l.name AS location,
    batch,
    iif(quantity < 0, '-', '') || rtrim(rtrim(
        format('%d.%06d', abs(quantity / 1000000), abs(quantity % 1000000)), '0'), '.') AS quantity,
    format(iif(value < 0, minus, plus), abs(value / minor_per_major), abs(value % minor_per_major)) AS value
FROM movement s
CROSS JOIN v_currency
LEFT JOIN document d ON d.post_no = key >> 24
LEFT JOIN record v ON v.number = variant
LEFT JOIN record l ON l.number = location;

CREATE VIEW v_revaluation AS
SELECT
    s.key >> 24 AS post_no,
    s.key & 16777215 AS line,
    d.number AS number,
    o.number AS corrects,
    s.kind AS kind,
    date(s.business_day * 86400, 'unixepoch') AS business_day,
    strftime('%Y-%m-%dT%H:%M:%SZ', s.effective_at / 1000000, 'unixepoch') AS effective_at,
    v.code AS sku,
    v.name AS name,
    format(iif(value < 0, minus, plus), abs(value / minor_per_major), abs(value % minor_per_major)) AS value
FROM revaluation s
CROSS JOIN v_currency
LEFT JOIN document d ON d.post_no = s.key >> 24
LEFT JOIN document o ON o.post_no = s.corrects >> 24
LEFT JOIN record v ON v.number = s.variant;

CREATE VIEW v_daily_total AS
SELECT
    date(business_day * 86400, 'unixepoch') AS business_day,
    documents,
    lines,
    format(iif(total < 0, minus, plus), abs(total / minor_per_major), abs(total % minor_per_major)) AS total,
    format(iif(tax < 0, minus, plus), abs(tax / minor_per_major), abs(tax % minor_per_major)) AS tax,
    format(iif(cost < 0, minus, plus), abs(cost / minor_per_major), abs(cost % minor_per_major)) AS cost,
    format(iif(margin < 0, minus, plus), abs(margin / minor_per_major), abs(margin % minor_per_major)) AS margin
FROM (
    SELECT business_day, count(DISTINCT post) AS documents, count(post) AS lines, sum(total) AS total,
        sum(tax) AS tax, sum(cost) AS cost, sum(total - tax - cost) AS margin
    FROM (
        SELECT key >> 24 AS post, business_day, total, tax, cost FROM sale_line
        UNION ALL
        -- What later documents made of the costs.
        SELECT NULL, business_day, 0, 0, -value FROM revaluation WHERE kind IN ('sale', 'refund')
    ) GROUP BY business_day
)
CROSS JOIN v_currency;

CREATE VIEW v_account_entry AS
SELECT
    key >> 24 AS post_no,
    key & 16777215 AS line,
    d.number AS number,
    d.kind AS kind,
    date(e.business_day * 86400, 'unixepoch') AS business_day,
    account,
    o.code AS owner,
    o.name AS owner_name,
    unit,
    iif(unit <> 'money', CAST(amount AS TEXT),
        format(iif(amount < 0, minus, plus), abs(amount / minor_per_major), abs(amount % minor_per_major))) AS amount
FROM entry e
CROSS JOIN v_currency
LEFT JOIN document d ON d.post_no = key >> 24
LEFT JOIN record o ON o.kind = 'supplier' AND o.id = owner;
