//! The shortlist: which subject to use now.

use super::super::plan::choose_chart;
use super::super::view::{AlignedView, ChoiceView, ChoosePage, OptionView};
use super::super::wanted::Wanted;
use super::{Head, aligned, board_link, credit_of, dash, figure, head, numbers, org_link};
use crate::analysis::{Choice, ChoiceRow};
use crate::model::{Amount, Board, day_label};
use crate::site::Site;
use crate::words;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// Blended prices are shown to the cent; those below it to a hundredth of it.
const CENT: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// The page.
pub fn page(site: &Site<'_>, choice: &Choice, wanted: Wanted<'_>) -> ChoosePage {
    let all: Vec<&ChoiceRow> = choice.rows.iter().collect();
    let rows = views(site, choice, &all);
    let mut front: Vec<&ChoiceRow> = choice.rows.iter().filter(|r| r.front).collect();
    front.sort_by_key(|r| (r.blended, std::cmp::Reverse(r.score)));
    let figure = choose_chart(site.facts).and_then(|spec| figure::figure(site, &spec));
    let subject = &site.config.subject;
    let title = format!("Choose {}", words::with_article(&subject.singular));
    let description = format!(
        "{} {} side by side as of {}: score, volume, price and how long they stay.",
        rows.len(),
        words::either(rows.len(), &subject.singular, &subject.plural),
        choice.period.label()
    );
    let page = Head {
        title: &title,
        description,
        path: "choose/",
        section: Some("choose/"),
        has_figures: figure.is_some(),
    };
    let boards: Vec<usize> = [choice.score_board, choice.volume_board].into_iter().flatten().collect();
    let latest = |b: &usize| site.facts.boards[*b].latest().and_then(credit_of);
    ChoosePage {
        page: head(site, page, wanted),
        date: day_label(choice.period.last_day()),
        score: choice.score_board.map(|b| board_link(site, b)),
        volume: choice.volume_board.map(|b| board_link(site, b)),
        prices: choice.rows.iter().any(|r| r.price.is_some()),
        contexts: rows.iter().any(|r| r.context_exact.is_some()),
        free: rows.iter().any(|r| r.free),
        stays: rows.iter().any(|r| r.stays.is_some() || r.streak.is_some()),
        blend: blend(site),
        orgs: orgs(site, choice),
        boards: site
            .boards()
            .map(|b| option(&site.config.boards[b].id, &site.config.boards[b].title))
            .collect(),
        front: views(site, choice, &front),
        rows,
        figure,
        credits: boards.iter().filter_map(latest).collect(),
    }
}

fn option(value: &str, title: &str) -> OptionView {
    OptionView { value: value.to_string(), title: title.to_string() }
}

fn orgs(site: &Site<'_>, choice: &Choice) -> Vec<OptionView> {
    let shown: BTreeSet<&String> =
        choice.rows.iter().filter_map(|r| site.facts.models[r.model].org.as_ref()).collect();
    let mut list: Vec<OptionView> =
        site.facts.orgs.iter().filter(|o| shown.contains(&o.id)).map(|o| option(&o.id, &o.name)).collect();
    list.sort_by_key(|o| o.title.to_lowercase());
    list
}

fn blend(site: &Site<'_>) -> String {
    let percent = |part: Decimal| format!("{}%", (part * Decimal::ONE_HUNDRED).normalize());
    format!("{} input, {} output", percent(site.config.blend), percent(Decimal::ONE - site.config.blend))
}

/// The rows, their numbers in line with each other.
fn views(site: &Site<'_>, choice: &Choice, rows: &[&ChoiceRow]) -> Vec<ChoiceView> {
    let mut views: Vec<ChoiceView> = rows.iter().map(|row| view(site, choice, row)).collect();
    let columns: [fn(&mut ChoiceView) -> &mut AlignedView; 4] =
        [|v| &mut v.score, |v| &mut v.volume, |v| &mut v.price, |v| &mut v.context];
    for column in columns {
        let texts: Vec<String> = views.iter_mut().map(|v| column(v).number.clone()).collect();
        let cells = aligned::column(texts.iter().map(String::as_str));
        views.iter_mut().zip(cells).for_each(|(v, cell)| *column(v) = cell);
    }
    views
}

fn view(site: &Site<'_>, choice: &Choice, row: &ChoiceRow) -> ChoiceView {
    let plain = |number: String| AlignedView { number, unit: None, pad: String::new() };
    let record = &site.facts.models[row.model];
    let on = |board: Option<usize>| board.map(|b| &site.config.boards[b]);
    let cell = |value: Option<Amount>, board: Option<&Board>| {
        value.zip(board).map_or_else(dash, |(v, b)| words::cell(v, b))
    };
    let rank = |rank: Option<u32>| rank.map(|r| format!("#{r}"));
    let price = row.price.as_ref();
    let ids: Vec<&str> = row.tops.iter().map(|b| site.config.boards[*b].id.as_str()).collect();
    let word = site.config.cadence.word();
    ChoiceView {
        name: record.name.clone(),
        url: site.links.to(&site.subject_path(row.model)),
        org: org_link(site, row.model),
        org_id: record.org.clone().unwrap_or_default(),
        score: plain(cell(row.score, on(choice.score_board))),
        score_rank: rank(row.score_rank),
        score_exact: row.score.map(|v| v.to_string()),
        volume: plain(words::at_least(cell(row.volume, on(choice.volume_board)), row.volume_at_least)),
        volume_rank: rank(row.volume_rank),
        volume_exact: row.volume.map(|v| v.to_string()),
        price: plain(row.blended.map_or_else(dash, |p| words::usd(p.round_dp(if p < CENT { 4 } else { 2 })))),
        price_parts: price
            .and_then(|p| Some(format!("{} in, {} out", words::usd(p.input?), words::usd(p.output?)))),
        price_exact: row.blended.map(|p| p.normalize().to_string()),
        context: plain(record.context.map_or_else(dash, words::compact)),
        context_exact: record.context.map(|c| c.to_string()),
        free: row.free,
        front: row.front,
        tops: ids.join(" "),
        stays: row.stays.map(|s| format!("{}%", numbers::percent(s.kept as f64 / s.n as f64))),
        stays_note: row.stays.map(|s| {
            let many = usize::try_from(s.horizon).unwrap_or_default();
            let periods = words::either(many, word, &format!("{word}s")).to_string();
            format!("of ranks {}–{}, {many} {periods} later (n = {})", s.band.0, s.band.1, s.n)
        }),
        streak: row
            .streak
            .map(|n| format!("{n} {} in a row", if n == 1 { word.to_string() } else { format!("{word}s") })),
    }
}
