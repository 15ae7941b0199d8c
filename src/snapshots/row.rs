//! One entry of a YAML or JSON snapshot.

use crate::diagnostic::Span;
use crate::document::{Fields, Node, Reading};
use crate::model::{Amount, ReportedStatus, Row, Statement};
use std::sync::Arc;

const STATUSES: [(&str, ReportedStatus); 5] = [
    ("debut", ReportedStatus::Debut),
    ("return", ReportedStatus::Return),
    ("climb", ReportedStatus::Climb),
    ("fall", ReportedStatus::Fall),
    ("hold", ReportedStatus::Hold),
];

/// Reads an entry; `None` if it has no name. Wrong values are reported and left out.
pub fn read(r: &mut Reading<'_>, node: &Node) -> Option<Row> {
    let mut f = Fields::open(node, "an entry", r)?;
    let span = head(node);
    let name = f.required("name", r, Reading::name);
    let has_name = name.is_some();
    let row = fields(&mut f, name.unwrap_or_default(), span, r);
    f.finish(r);
    check_interval(&row, node, r);
    has_name.then_some(row)
}

fn fields(f: &mut Fields<'_>, name: Arc<str>, span: Span, r: &mut Reading<'_>) -> Row {
    let row = Row {
        name,
        span,
        rank: f.optional("rank", r, |r, n| r.whole(n, 1)),
        value: f.optional("value", r, Reading::amount),
        low: f.optional("low", r, Reading::amount),
        high: f.optional("high", r, Reading::amount),
        votes: f.optional("votes", r, |r, n| r.amount(n).and_then(|a| whole(r, n, a))),
        ..Row::default()
    };
    // Most rows say no more.
    if f.is_done() {
        return row;
    }
    Row {
        variant: f.optional("variant", r, Reading::source_text).filter(|v| !v.is_empty()).map(Arc::from),
        at_least: f.optional("at_least", r, Reading::boolean).unwrap_or(false),
        previous_rank: f.optional("previous_rank", r, |r, n| r.whole(n, 1)),
        delta: f.optional("delta", r, Reading::integer),
        growth: f.optional("growth", r, Reading::ratio),
        status: f.optional("status", r, |r, n| r.one_of(n, &STATUSES)),
        said: statement(f, r),
        ..row
    }
}

fn statement(f: &mut Fields<'_>, r: &mut Reading<'_>) -> Option<Box<Statement>> {
    let said = Statement {
        by: f.optional("by", r, Reading::source_text),
        version: f.optional("version", r, Reading::source_text),
        date: f.optional("date", r, Reading::date),
        url: f.optional("url", r, Reading::web_address),
    };
    (said != Statement::default()).then(|| Box::new(said))
}

fn whole(r: &mut Reading<'_>, node: &Node, amount: Amount) -> Option<u64> {
    let value = amount.whole();
    if value.is_none() {
        r.error("wrong-type", node.span, format!("expected a whole number, found `{amount}`"));
    }
    value
}

/// The entry's first line.
fn head(node: &Node) -> Span {
    Span::new(node.span.start, node.span.start + 1)
}

fn check_interval(row: &Row, node: &Node, r: &mut Reading<'_>) {
    if row.low.zip(row.high).is_some_and(|(low, high)| low > high) {
        r.error("snapshot-interval", node.span, format!("`{}`: `low` is above `high`", row.name));
    }
}
