//! The front page, the archive and the issues.

use super::super::plan::gap_chart;
use super::super::structured;
use super::super::view::{
    BoardLink, ClaimsView, CorrectionView, FindingView, HomePage, IssueLink, IssuePage, IssuesPage, LinkView,
    NumberView, PartView, TagLine, TagsPage, worded,
};
use super::super::wanted::Wanted;
use super::{
    Head, board_link, calendar, credit_of, figure, finding_view, head, movers, numbers, period_view, table,
};
use crate::analysis::{PeriodFacts, newsworthy};
use crate::config::OutputKind;
use crate::editorial::{ChartKind, Issue};
use crate::figures::ChartSpec;
use crate::model::{Period, day_label};
use crate::site::Site;
use crate::words;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Words a minute that a reader is taken to read.
const READING_SPEED: usize = 230;

/// An issue in a list.
pub fn link(site: &Site<'_>, index: usize, wanted: Wanted<'_>) -> IssueLink {
    let shown = wanted.issue();
    let issue = &site.editorial.issues[index];
    let tag = |t: &String| LinkView { title: t.clone(), url: site.links.to(&format!("tags/{t}/")) };
    IssueLink {
        title: worded(shown.title, || issue.title.clone()),
        url: worded(shown.url, || site.links.to(&site.issue_path(index))),
        summary: worded(shown.summary, || issue.summary.clone()),
        date: worded(shown.date, || day_label(issue.matter.date)),
        date_iso: worded(shown.date_iso, || issue.matter.date.to_string()),
        period: worded(shown.period, || period_view(issue.matter.period, None)),
        tags: worded(shown.tags, || issue.matter.tags.iter().map(tag).collect()),
        shown,
    }
}

/// The issues that fulfil a test, newest first.
pub fn links(site: &Site<'_>, test: impl Fn(&Issue) -> bool, wanted: Wanted<'_>) -> Vec<IssueLink> {
    let issues = site.editorial.issues.iter().enumerate().filter(|(_, issue)| test(issue));
    issues.map(|(index, _)| link(site, index, wanted)).collect()
}

/// The front page.
pub fn home(site: &Site<'_>, wanted: Wanted<'_>) -> HomePage {
    let period = site.current_period();
    let boards: Vec<(usize, &PeriodFacts)> = site
        .boards()
        .filter_map(|b| {
            let history = &site.facts.boards[b];
            Some((b, period.and_then(|p| history.at(p)).or_else(|| history.latest())?))
        })
        .collect();
    let current = || boards.iter().filter(|(_, facts)| Some(facts.period) == period);
    let figures = wanted.part("figures", || figure::figures(site, &home_specs(site, period, &boards)));
    let summary = site.editorial.issues.first().and_then(|i| i.summary.clone());
    let own = Some(site.config.description.clone()).filter(|text| !text.is_empty());
    let description = own.or(summary).unwrap_or_default();
    let page = Head {
        title: &site.config.title,
        description,
        path: "",
        section: None,
        has_figures: !figures.is_empty(),
    };
    HomePage {
        page: head(site, page, wanted),
        issue: (!site.editorial.issues.is_empty()).then(|| link(site, 0, wanted)),
        period: period.map(|p| period_view(p, None)),
        findings: top_findings(site, current(), 3),
        figures,
        movers: wanted.part("movers", || {
            let near = current().filter(|(b, _)| matters(site, *b));
            near.map(|(b, facts)| movers::movers(site, *b, facts)).collect()
        }),
        tables: boards
            .iter()
            .filter(|(b, _)| matters(site, *b))
            .map(|(b, facts)| table::table(site, *b, facts, &table::Rows::Top(10), wanted))
            .collect(),
        archive: (1..site.editorial.issues.len().min(13)).map(|i| link(site, i, wanted)).collect(),
    }
}

/// With a gap, the front page is about its two boards; without, about the first two.
pub fn matters(site: &Site<'_>, board: usize) -> bool {
    match site.config.gap {
        Some(gap) => board == gap.prestige || board == gap.production,
        None => site.boards().take(2).any(|b| b == board),
    }
}

fn home_specs(site: &Site<'_>, period: Option<Period>, boards: &[(usize, &PeriodFacts)]) -> Vec<ChartSpec> {
    let mut specs = Vec::new();
    if let (Some(gap), Some(period)) = (site.config.gap, period) {
        specs.push(gap_chart(gap.production, period));
    }
    for (board, facts) in boards.iter().filter(|(b, _)| matters(site, *b)) {
        let charts = super::super::plan::period_charts(site.config, *board, facts.period);
        let first = charts.into_iter().find(|c| c.kind != ChartKind::Bump || site.config.gap.is_none());
        specs.extend(first);
    }
    specs
}

/// The most newsworthy findings of several boards, most newsworthy first; a subject is told of once.
fn top_findings<'a>(
    site: &Site<'_>,
    boards: impl Iterator<Item = &'a (usize, &'a PeriodFacts)>,
    limit: usize,
) -> Vec<FindingView> {
    let mut all: Vec<_> = boards
        .filter(|(board, _)| matters(site, *board))
        .flat_map(|(board, facts)| newsworthy(facts).into_iter().map(move |f| (*board, facts.period, f)))
        .collect();
    all.sort_by(|a, b| b.2.score.total_cmp(&a.2.score).then(a.0.cmp(&b.0)));
    let mut told = BTreeSet::new();
    all.retain(|(_, _, f)| f.model().is_none_or(|m| told.insert(m)));
    all.into_iter().take(limit).map(|(board, period, f)| finding_view(site, board, period, f)).collect()
}

/// The archive, or the issues with a tag.
pub fn archive(site: &Site<'_>, tag: Option<&String>, wanted: Wanted<'_>) -> IssuesPage {
    let tagged = |issue: &Issue| tag.is_none_or(|tag| issue.matter.tags.contains(tag));
    let dates: Vec<Date> =
        site.editorial.issues.iter().filter(|i| tagged(i)).map(|i| i.matter.date).collect();
    let heading =
        tag.map_or_else(|| "All issues".to_string(), |tag| format!("Issues on {}", tag.replace('-', " ")));
    let path = tag.map_or_else(|| "issues/".to_string(), |tag| format!("tags/{tag}/"));
    let count = dates.len();
    let noun = words::either(count, "issue", "issues");
    let dates = match dates.as_slice() {
        [last, .., first] => format!(", from {} to {}", day_label(*first), day_label(*last)),
        _ => String::new(),
    };
    let description = format!("{heading} of {}: {count} {noun}, newest first{dates}.", site.config.title);
    let page =
        Head { title: &heading, description, path: &path, section: Some("issues/"), has_figures: false };
    IssuesPage {
        page: head(site, page, wanted),
        tags_url: tags_url(site),
        issues: links(site, tagged, wanted),
        calendar_boards: if tag.is_none() { calendar_boards(site) } else { Vec::new() },
        calendar: if tag.is_none() { wanted.part("calendar", || calendar::years(site)) } else { Vec::new() },
        tags: if tag.is_none() { all_tags(site) } else { Vec::new() },
        heading,
    }
}

fn calendar_boards(site: &Site<'_>) -> Vec<BoardLink> {
    site.boards().filter(|b| matters(site, *b)).map(|b| board_link(site, b)).collect()
}

/// How many issues the list of all tags shows for each.
const NEWEST: usize = 3;

/// All tags, each with its newest issues.
pub fn tags(site: &Site<'_>, wanted: Wanted<'_>) -> TagsPage {
    let line = |LinkView { title, url }: LinkView| {
        let issues = site.editorial.issues.iter().enumerate();
        let tagged: Vec<usize> =
            issues.filter(|(_, issue)| issue.matter.tags.contains(&title)).map(|(at, _)| at).collect();
        let count = format!("{} {}", tagged.len(), words::either(tagged.len(), "issue", "issues"));
        let newest = tagged.iter().take(NEWEST).map(|at| link(site, *at, wanted)).collect();
        TagLine { title, url, count, newest }
    };
    let tags: Vec<TagLine> = all_tags(site).into_iter().map(line).collect();
    let count = tags.len();
    let description = format!(
        "What the issues of {} are about: {count} {}, each with its newest issues.",
        site.config.title,
        words::either(count, "topic", "topics")
    );
    let page =
        Head { title: "Topics", description, path: "tags/", section: Some("issues/"), has_figures: false };
    TagsPage { page: head(site, page, wanted), heading: "Topics".to_string(), tags }
}

fn tags_url(site: &Site<'_>) -> Option<String> {
    (!all_tags(site).is_empty()).then(|| site.links.to("tags/"))
}

fn all_tags(site: &Site<'_>) -> Vec<LinkView> {
    let tags: BTreeSet<&String> = site.editorial.issues.iter().flat_map(|i| &i.matter.tags).collect();
    tags.into_iter()
        .map(|t| LinkView { title: t.clone(), url: site.links.to(&format!("tags/{t}/")) })
        .collect()
}

/// An issue.
pub fn issue(site: &Site<'_>, index: usize, wanted: Wanted<'_>) -> IssuePage {
    let issue = &site.editorial.issues[index];
    let parts = super::sourced_parts(site, &issue.body, &issue.matter.slug, wanted);
    let has_figures = parts.iter().any(|p| matches!(p, PartView::Chart { .. }));
    let description = issue.summary.clone().unwrap_or_else(|| first_words(&issue.body.plain));
    let path = site.issue_path(index);
    let page = Head { title: &issue.title, description, path: &path, section: Some("issues/"), has_figures };
    let neighbour = |i: usize| {
        let issue = site.editorial.issues.get(i)?;
        Some(LinkView { title: issue.title.clone(), url: site.links.to(&site.issue_path(i)) })
    };
    let at = |b: usize| site.facts.boards[b].at(issue.matter.period);
    let mut page = head(site, page, wanted);
    page.json_ld = wanted.part("json_ld", || Some(structured::issue(site, index, &page)));
    IssuePage {
        page,
        issue: link(site, index, wanted),
        author: issue.matter.author.clone().or_else(|| site.config.author.as_ref().map(|a| a.name.clone())),
        minutes: issue.body.words.div_ceil(READING_SPEED).max(1),
        numbers: wanted.part("numbers", || issue_numbers(site, issue)),
        parts,
        corrected: corrections(site, index).into_iter().next(),
        corrections: corrections(site, index),
        claims: claims(site, index),
        credits: wanted.part("credits", || site.boards().filter_map(at).filter_map(credit_of).collect()),
        previous: neighbour(index + 1),
        next: index.checked_sub(1).and_then(neighbour),
    }
}

/// What the end of an issue says of its figures. The day is that of the newest figures of the issue's period.
pub fn claims(site: &Site<'_>, index: usize) -> Option<ClaimsView> {
    let (account, period) = (&site.claims[index], site.editorial.issues[index].matter.period);
    let figures = account.confirmed;
    if figures + account.undecided + account.waived == 0 {
        return None;
    }
    let at = |b: usize| site.facts.boards[b].at(period);
    let dated = site.boards().filter_map(at).filter(|p| p.as_of.is_some()).map(PeriodFacts::dated).max();
    let undecided = match account.undecided {
        0 => String::new(),
        n => format!(", {n} undecided"),
    };
    let url = site.links.to(&site.claims_path(index));
    Some(ClaimsView {
        figures: format!("{figures} {}", words::either(figures, "figure", "figures")),
        date: dated.map(day_label),
        date_iso: dated.map(|d| d.to_string()),
        rest: format!("{} waived{undecided}", account.waived),
        url: site.wants(OutputKind::Data).then_some(url),
    })
}

/// The numbers of the boards that matter, each named by its board.
fn issue_numbers(site: &Site<'_>, issue: &Issue) -> Vec<NumberView> {
    let mut list = Vec::new();
    for board in site.boards().filter(|b| matters(site, *b)) {
        let Some(facts) = site.facts.boards[board].at(issue.matter.period) else { continue };
        let title = &site.config.boards[board].title;
        list.extend(
            numbers::of(site, board, facts)
                .into_iter()
                .map(|n| NumberView { label: format!("{title}: {}", n.label.to_lowercase()), ..n }),
        );
    }
    list
}

/// The corrections of an issue, newest first.
pub fn corrections(site: &Site<'_>, index: usize) -> Vec<CorrectionView> {
    let issue = &site.editorial.issues[index];
    let link = LinkView { title: issue.title.clone(), url: site.links.to(&site.issue_path(index)) };
    let view = |c: &crate::model::Correction| CorrectionView {
        date: day_label(c.date),
        date_iso: c.date.to_string(),
        text: c.text.clone(),
        issue: link.clone(),
    };
    let mut list: Vec<CorrectionView> = issue.matter.corrections.iter().map(view).collect();
    list.sort_by(|a, b| b.date_iso.cmp(&a.date_iso));
    list
}

/// The beginning of a text, for a description.
fn first_words(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        if out.chars().count() + word.chars().count() > 155 {
            return out + "…";
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
