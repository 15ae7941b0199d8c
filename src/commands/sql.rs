//! `standings sql`: the query that turns a table of events or daily sums in an outside engine into a board's rows, with
//! exact totals and `other`. Only text: nothing is run here.

use super::{Exit, Setting, put};
use crate::cli::{Engine, SqlArgs};
use crate::diagnostic::{Notes, did_you_mean};
use crate::model::{Cadence, Period};

/// Runs the command.
pub fn run(setting: &Setting, args: &SqlArgs) -> Exit {
    let mut notes = Notes::default();
    let (_, config) = match setting.configured(&mut notes) {
        Ok(both) => both,
        Err(exit) => return exit,
    };
    if config.board(&args.board).is_none() {
        let help = did_you_mean(&args.board, config.boards.iter().map(|b| b.id.as_str()));
        setting.complain(&format!(
            "no board `{}`{}",
            args.board,
            help.map(|h| format!("; {h}")).unwrap_or_default()
        ));
        return Exit::Usage;
    }
    let period = match args.period.as_deref().map(|text| Period::parse(text, config.cadence).ok_or(text)) {
        None => None,
        Some(Ok(period)) => Some(period),
        Some(Err(text)) => {
            setting.complain(&format!("`{text}` is not a {} of the calendar", config.cadence.word()));
            return Exit::Usage;
        }
    };
    put(&query(args, config.cadence, period));
    Exit::Fine
}

/// The engine's words for the day's period, an exact sum, and a day.
fn words(engine: Engine, cadence: Cadence) -> (&'static str, &'static str, &'static str) {
    let period = match (engine, cadence) {
        (_, Cadence::Day) => "CAST(day AS {text})",
        (Engine::Duckdb, Cadence::Week) => "strftime(day, '%G-W%V')",
        (Engine::Duckdb, Cadence::Month) => "strftime(day, '%Y-%m')",
        (Engine::Clickhouse, Cadence::Week) => "formatDateTime(day, '%G-W%V')",
        (Engine::Clickhouse, Cadence::Month) => "formatDateTime(day, '%Y-%m')",
        (Engine::Bigquery, Cadence::Week) => "FORMAT_DATE('%G-W%V', day)",
        (Engine::Bigquery, Cadence::Month) => "FORMAT_DATE('%Y-%m', day)",
        (Engine::Spark, Cadence::Week) => {
            "concat(extract(YEAROFWEEK FROM day), '-W', lpad(extract(WEEK FROM day), 2, '0'))"
        }
        (Engine::Spark, Cadence::Month) => "date_format(day, 'yyyy-MM')",
    };
    match engine {
        Engine::Duckdb => (period, "CAST(amount AS DECIMAL(38, 0))", "VARCHAR"),
        Engine::Clickhouse => (period, "toUInt256(amount)", "String"),
        Engine::Bigquery => (period, "CAST(amount AS BIGNUMERIC)", "STRING"),
        Engine::Spark => (period, "CAST(amount AS DECIMAL(38, 0))", "STRING"),
    }
}

fn query(args: &SqlArgs, cadence: Cadence, period: Option<Period>) -> String {
    let (label, exact, text) = words(args.engine, cadence);
    let label = label.replace("{text}", text);
    let window = period.map_or_else(String::new, |p| {
        format!(
            // Not `<=` the last day: of instants that would leave out all but its first.
            "\n  WHERE {day} >= DATE '{}' AND {day} < DATE '{}'",
            p.first_day(),
            p.last_day().saturating_add(jiff::Span::new().days(1)),
            day = args.day,
        )
    });
    let (table, day, name, variant, value) = (&args.table, &args.day, &args.name, &args.variant, &args.value);
    let variant = if variant.is_empty() { "''".to_string() } else { format!("COALESCE({variant}, '')") };
    let limit = args.limit;
    format!(
        "-- Rows of board `{board}`, a {word} each, with exact totals; what stands below the first {limit} is `other`.
-- {table}: {day} (a date, UTC), {name} (text), {value} (a whole number); events or daily sums.
WITH days AS (
  SELECT CAST({day} AS DATE) AS day, {name} AS name, {variant} AS variant, {value} AS amount
  FROM {table}{window}
),
sums AS (
  SELECT {label} AS period, name, variant, SUM({exact}) AS value
  FROM days
  GROUP BY 1, 2, 3
),
ranked AS (
  SELECT period, name, variant, value,
         ROW_NUMBER() OVER (PARTITION BY period ORDER BY value DESC, name, variant) AS place
  FROM sums
),
listed AS (
  SELECT period, name, variant, value, place FROM ranked WHERE place <= {limit}
  UNION ALL
  SELECT period, 'other' AS name, '' AS variant, SUM(value) AS value, {last} AS place
  FROM ranked WHERE place > {limit} GROUP BY period
)
SELECT period, name, variant, value FROM listed ORDER BY period, place;
",
        board = args.board,
        word = cadence.word(),
        last = limit + 1,
    )
}
