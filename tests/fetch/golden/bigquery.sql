-- Rows of board `use`, a week each, with exact totals; what stands below the first 20 is `other`.
-- events: day (a date, UTC), name (text), value (a whole number); events or daily sums.
WITH days AS (
  SELECT CAST(day AS DATE) AS day, name AS name, COALESCE(tier, '') AS variant, value AS amount
  FROM events
  WHERE day >= DATE '2026-07-27' AND day < DATE '2026-08-03'
),
sums AS (
  SELECT FORMAT_DATE('%G-W%V', day) AS period, name, variant, SUM(CAST(amount AS BIGNUMERIC)) AS value
  FROM days
  GROUP BY 1, 2, 3
),
ranked AS (
  SELECT period, name, variant, value,
         ROW_NUMBER() OVER (PARTITION BY period ORDER BY value DESC, name, variant) AS place
  FROM sums
),
listed AS (
  SELECT period, name, variant, value, place FROM ranked WHERE place <= 20
  UNION ALL
  SELECT period, 'other' AS name, '' AS variant, SUM(value) AS value, 21 AS place
  FROM ranked WHERE place > 20 GROUP BY period
)
SELECT period, name, variant, value FROM listed ORDER BY period, place;
