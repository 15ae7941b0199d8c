//! Shares of the largest rows over time, stacked, with everything else named for what it is.

use super::option::{STORY, finish, grid, label_room, period_axis, point, short, token, tooltip, value_axis};
use super::{Canvas, Drawing, Table};
use crate::analysis::{Entry, PeriodFacts, largest_remainder};
use crate::editorial::ChartKind;
use crate::model::{Period, Ratio};
use crate::words;
use charming::Chart;
use charming::element::{AreaStyle, ItemStyle, LineStyle};
use charming::series::Line;
use rust_decimal::Decimal;
use serde_json::{Value, json};

/// One band of the stack.
struct Band {
    name: String,
    colour: &'static str,
    shares: Vec<Option<Ratio>>,
    /// The same as tables print them.
    shown: Vec<Option<Ratio>>,
}

/// What one band adds up: a row, or the rows of an organisation.
type Sum<'a> = Box<dyn Fn(&PeriodFacts, Read) -> Decimal + 'a>;
/// Which share of a row: the exact one, or the one that is printed.
type Read = fn(&Entry) -> Option<Ratio>;

const EXACT: Read = |e| e.share;
const SHOWN: Read = Entry::share_shown;

/// A name, what it adds up, and whether that is now a lower bound.
type Named<'a> = (String, Sum<'a>, bool);

pub fn draw(canvas: &Canvas<'_>) -> Option<Drawing> {
    let by_org = canvas.spec.kind == ChartKind::Orgs;
    let mut named = if by_org { orgs(canvas) } else { rows(canvas) };
    named.sort_by(|a, b| b.1(canvas.now, EXACT).cmp(&a.1(canvas.now, EXACT)).then_with(|| a.0.cmp(&b.0)));
    named.truncate(6);
    let leader = named.first().filter(|_| canvas.now.total.is_some())?;
    let share = words::share(Ratio::from_decimal(leader.1(canvas.now, SHOWN)));
    let share = words::at_least_said(share, leader.2);
    let description =
        format!("{} carries {share} of the volume {}, the largest share.", leader.0, canvas.then());
    let bands = bands(canvas, &named);
    let what = if by_org {
        format!("{} by {}", "Shares", canvas.config.orgs.singular)
    } else {
        "Shares".to_string()
    };
    Some(Drawing {
        title: canvas.on_board(&what),
        description,
        wide: option(canvas, &bands, false),
        narrow: option(canvas, &bands, true),
        table: table(canvas, &bands),
    })
}

fn rows<'a>(canvas: &Canvas<'a>) -> Vec<Named<'a>> {
    let shown = canvas.now.entries.iter().filter(|e| e.share.is_some());
    shown
        .map(|e| {
            let sum: Sum<'a> =
                Box::new(move |facts, read| sum_where(facts, read, |other| other.key == e.key));
            (canvas.name(&e.key), sum, e.at_least)
        })
        .collect()
}

fn orgs<'a>(canvas: &Canvas<'a>) -> Vec<Named<'a>> {
    let models = &canvas.facts.models;
    let orgs = canvas.facts.orgs.iter();
    orgs.map(|org| {
        let own = |e: &Entry| models[e.key.model].org.as_deref() == Some(org.id.as_str());
        let bound = canvas.now.entries.iter().any(|e| e.at_least && own(e));
        let sum: Sum<'a> = Box::new(move |facts, read| sum_where(facts, read, own));
        (org.name.clone(), sum, bound)
    })
    .collect()
}

fn sum_where(facts: &PeriodFacts, read: Read, test: impl Fn(&Entry) -> bool) -> Decimal {
    facts.entries.iter().filter(|e| test(e)).filter_map(read).map(Ratio::decimal).sum()
}

fn bands(canvas: &Canvas<'_>, named: &[Named<'_>]) -> Vec<Band> {
    let calendar = canvas.calendar();
    let whole = |facts: &Option<&PeriodFacts>| facts.is_some_and(|f| f.total.is_some());
    let over_time = |sum: &Sum<'_>, read: Read| {
        let of = |f: &Option<&PeriodFacts>| f.filter(|_| whole(f)).map(|f| Ratio::from_decimal(sum(f, read)));
        calendar.iter().map(|(_, f)| of(f)).collect()
    };
    let mut bands: Vec<Band> = named
        .iter()
        .zip(STORY)
        .map(|((name, sum, _), colour)| Band {
            name: name.clone(),
            colour,
            shares: over_time(sum, EXACT),
            shown: over_time(sum, SHOWN),
        })
        .collect();
    let rest = |of: fn(&Band) -> &Vec<Option<Ratio>>| {
        let one = |(i, (_, facts)): (usize, &(Period, Option<&PeriodFacts>))| {
            let named: Decimal = bands.iter().filter_map(|b| of(b)[i]).map(Ratio::decimal).sum();
            whole(facts).then(|| Ratio::from_decimal(Decimal::ONE - named))
        };
        calendar.iter().enumerate().map(one).collect()
    };
    let (shares, shown) = (rest(|b| &b.shares), rest(|b| &b.shown));
    bands.push(Band { name: "All others".to_string(), colour: "quiet", shares, shown });
    bands
}

/// True if a period has none beside it: an area without width, which only a point can show.
fn stands_alone(shares: &[Option<Ratio>]) -> bool {
    let known = |at: Option<usize>| at.and_then(|at| shares.get(at)).is_some_and(Option::is_some);
    (0..shares.len()).any(|at| known(Some(at)) && !known(at.checked_sub(1)) && !known(at.checked_add(1)))
}

fn option(canvas: &Canvas<'_>, bands: &[Band], narrow: bool) -> Value {
    let calendar = canvas.calendar();
    let names: Vec<String> = bands.iter().map(|b| short(&b.name, if narrow { 22 } else { 30 })).collect();
    let room = label_room(&names, if narrow { 150 } else { 240 });
    let mut chart = Chart::new()
        .grid(grid(44, 12, room, 34))
        .tooltip(tooltip())
        .x_axis(period_axis(calendar.iter().map(|(p, _)| p.short()).collect()))
        .y_axis(value_axis().min(0.0).max(1.0));
    let mut overlay = Vec::new();
    for (band, name) in bands.iter().zip(&names) {
        let data: Vec<_> = band.shares.iter().map(|s| point(s.map(|s| s.to_f64()))).collect();
        chart = chart.series(
            Line::new()
                .name(&band.name)
                .data(data)
                .stack("share")
                .show_symbol(calendar.len() < 3 || stands_alone(&band.shares))
                .connect_nulls(false)
                .line_style(LineStyle::new().color(token(band.colour)).width(1.0))
                .area_style(AreaStyle::new().color(token(band.colour)).opacity(if band.colour == "quiet" {
                    0.35
                } else {
                    0.75
                }))
                .item_style(ItemStyle::new().color(token(band.colour))),
        );
        overlay.push(json!({
            "endLabel": {"show": true, "formatter": name, "color": "token:ink", "distance": 8, "fontSize": if narrow { 11 } else { 12 }},
            "labelLayout": {"moveOverlap": "shiftY"},
            "emphasis": {"focus": "series"},
        }));
    }
    finish(
        &chart,
        json!({
            "series": overlay,
            "yAxis": {"axisLabel": {"formatter": {"$fn": "percent", "digits": 0}}},
            "tooltip": {"formatter": {"$fn": "itemTooltip", "format": {"$fn": "percent"}}},
        }),
    )
}

/// The shares of each period, printed so that a column adds up to 100.0%.
fn table(canvas: &Canvas<'_>, bands: &[Band]) -> Table {
    let calendar = canvas.calendar();
    let who = match canvas.spec.kind {
        ChartKind::Orgs => &canvas.config.orgs.singular,
        _ => &canvas.config.subject.singular,
    };
    let mut columns = vec![words::capital(who)];
    columns.extend(calendar.iter().map(|(p, _)| p.short()));
    let mut rows: Vec<Vec<String>> = bands.iter().map(|band| vec![band.name.clone()]).collect();
    for period in 0..calendar.len() {
        let shares: Option<Vec<Ratio>> = bands.iter().map(|band| band.shown[period]).collect();
        let printed = shares.map(|shares| largest_remainder(&shares, 1000));
        for (index, row) in rows.iter_mut().enumerate() {
            let parts = printed.as_ref().map(|p| p[index]);
            row.push(parts.map_or_else(|| "–".to_string(), |p| format!("{}.{}%", p / 10, p % 10)));
        }
    }
    Table { columns, rows }
}
