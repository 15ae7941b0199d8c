-- Events for trying `standings sql`: fifty million rows of five weeks, the same on every machine. Synthetic: no such
-- port exists. Run with DuckDB in an empty folder: duckdb < generate.sql
--
-- Row i has, with h(a) = (i * a + 12345) mod 2^32:
--   day     2026-06-29 + h(2654435761) div 128 mod 35   (2026-W27 to 2026-W31)
--   port    'port-' || (h(2246822519) div 2^16)^3 * 5000 div 2^48   (a few are busy, most are not)
--   tier    'priority' if h(3266489917) mod 10 = 0, else none
--   amount  h(668265263) * 97 + i   (sums of a port pass 2^53)
COPY (
  WITH rows AS (
    SELECT i,
           (i * 2654435761 + 12345) % 4294967296 AS a,
           (i * 2246822519 + 12345) % 4294967296 AS b,
           (i * 3266489917 + 12345) % 4294967296 AS c,
           (i * 668265263 + 12345) % 4294967296 AS d
    FROM range(50000000) t(i)
  )
  SELECT DATE '2026-06-29' + CAST(a // 128 % 35 AS INTEGER) AS day,
         'port-' || (b // 65536) * (b // 65536) * (b // 65536) * 5000 // 281474976710656 AS port,
         CASE WHEN c % 10 = 0 THEN 'priority' END AS tier,
         d * 97 + i AS amount
  FROM rows
) TO 'events.parquet' (FORMAT parquet);
