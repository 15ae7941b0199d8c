//! `site.yaml`, text to a sound `Config`: no unknown key, addresses and ids parsed, boards known by index.

mod boards;
mod email;
mod folders;
mod publishing;
mod sources;
mod zone;

pub use email::{Email, Provider};

pub use boards::credit;
pub use publishing::{Security, Subscribe};

use crate::diagnostic::{Diagnostic, Notes, Source, Span, did_you_mean};
use crate::document::{self, Fields, Node, Reading};
use crate::model::{Board, Cadence, GapBoards, Period, Source as DataSource, is_slug};
use jiff::tz::TimeZone;
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use url::Url;

/// A word in the singular and the plural; the plural is also a URL folder.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Words {
    /// One.
    pub singular: String,
    /// Many.
    pub plural: String,
}

/// Who writes.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Author {
    /// Name.
    pub name: String,
    /// Page.
    pub url: Option<String>,
}

/// Which figures get a static picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StaticFigures {
    /// Home, boards, gap, recent issues, models in a visible top now.
    Recent,
    /// All.
    All,
    /// None.
    None,
}

/// A kind of output that can be turned off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OutputKind {
    /// `/data/`.
    Data,
    /// Feeds.
    Feeds,
    /// E-mail editions.
    Email,
    /// Share cards.
    Cards,
    /// Markdown twins.
    Markdown,
}

/// A sound `site.yaml`.
#[derive(Debug, Clone)]
pub struct Config {
    /// Title of the site.
    pub title: String,
    /// One sentence.
    pub description: String,
    /// Absolute address of the front page, ends in `/`.
    pub base_url: Url,
    /// Language tag of the pages.
    pub language: String,
    /// Where its days begin.
    pub zone: TimeZone,
    /// Who writes.
    pub author: Option<Author>,
    /// Tag-URI authority and date, root of feed ids: `example.com,2026`.
    pub id: Option<String>,
    /// How often.
    pub cadence: Cadence,
    /// Theme's name.
    pub theme: String,
    /// Where it stands.
    pub theme_span: Span,
    /// What the site sets of it: name, where the name stands, value. The theme knows what they may be.
    pub theme_settings: Vec<(String, Span, Node<'static>)>,
    /// Page words and URL folder for the subjects.
    pub subject: Words,
    /// Page words and URL folder for who makes them.
    pub orgs: Words,
    /// The form that takes subscriptions, if any.
    pub subscribe: Option<Subscribe>,
    /// The WebSub hub that feeds name.
    pub hub: Option<String>,
    /// Whom to tell of a hole in the site's security.
    pub security: Option<Security>,
    /// The boards, in the order of the pages.
    pub boards: Vec<Board>,
    /// The two boards of the gap.
    pub gap: Option<GapBoards>,
    /// The e-mail edition.
    pub email: Email,
    /// Kinds of output.
    pub outputs: BTreeSet<OutputKind>,
    /// Which figures get a static picture.
    pub static_figures: StaticFigures,
    /// Raw HTML in Markdown.
    pub raw_html: bool,
    /// Where `fetch` asks.
    pub sources: Vec<DataSource>,
    /// Weight of the input price in the blended price, 0..=1.
    pub blend: Decimal,
}

impl Config {
    /// The index of a board.
    pub fn board(&self, id: &str) -> Option<usize> {
        self.boards.iter().position(|b| b.id == id)
    }

    /// The path of the base address, begins and ends in `/`.
    pub fn base_path(&self) -> &str {
        self.base_url.path()
    }

    /// The board that references mean when they name none: the gap's production board, or the only one.
    pub fn default_board(&self) -> Option<usize> {
        self.gap.map(|g| g.production).or((self.boards.len() == 1).then_some(0))
    }
}

/// Parses an absolute base address; `None` if it is not one.
pub fn parse_base_url(text: &str) -> Option<Url> {
    let mut url = Url::parse(text).ok()?;
    let fine = matches!(url.scheme(), "http" | "https")
        && url.has_host()
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    if !fine {
        return None;
    }
    if !url.path().ends_with('/') {
        url.set_path(&format!("{}/", url.path()));
    }
    Some(url)
}

/// Parses `site.yaml`. `None` if something the rest depends on is missing; the reasons are in `notes`.
pub fn parse(text: &str, notes: &mut Notes) -> Option<Config> {
    let source = Source { file: "site.yaml", text };
    let root = document::parse_on(source, notes)?;
    let mut r = Reading { source, notes };
    let mut f = Fields::open(&root, "site.yaml", &mut r)?;
    let title = f.required("title", &mut r, Reading::text);
    let base_url = f.required("base_url", &mut r, base_url);
    let cadence = f.optional("cadence", &mut r, cadence).unwrap_or(Cadence::Week);
    let boards = f.node("boards").map(|n| boards::boards(&mut r, n, cadence));
    if boards.is_none() && !root_has(&root, "boards") {
        let help = "list the rankings, or write `boards: []` for a site of pages only";
        r.error_help("missing-key", Span::new(0, 1), "site.yaml lacks `boards`", help);
    }
    let boards = boards.unwrap_or_default();
    let gap = f.node("gap").and_then(|n| gap(&mut r, n, &boards));
    let sources = f.node("sources").map(|n| sources::sources(&mut r, n, &boards)).unwrap_or_default();
    let config = Config {
        sources,
        description: f.optional("description", &mut r, Reading::text).unwrap_or_default(),
        language: f.optional("language", &mut r, language).unwrap_or_else(|| "en".to_string()),
        author: f.optional("author", &mut r, author),
        id: f.optional("id", &mut r, tag_authority),
        theme_span: value(&root, "theme").map(|node| node.span).unwrap_or_default(),
        theme: f.optional("theme", &mut r, Reading::slug).unwrap_or_else(|| "ledger".to_string()),
        theme_settings: f.node("theme_settings").map(|n| theme_settings(&mut r, n)).unwrap_or_default(),
        subject: f.optional("subject", &mut r, words).unwrap_or_else(|| fixed_words("model", "models")),
        orgs: f
            .optional("orgs", &mut r, words)
            .unwrap_or_else(|| fixed_words("organisation", "organisations")),
        subscribe: f.optional("subscribe", &mut r, publishing::subscribe).flatten(),
        hub: f.optional("hub", &mut r, Reading::web_address),
        security: f.optional("security", &mut r, publishing::security),
        outputs: f.optional("outputs", &mut r, outputs).unwrap_or_else(all_outputs),
        email: f.optional("email", &mut r, email::read).unwrap_or_default(),
        static_figures: f.optional("figures", &mut r, figures).unwrap_or(StaticFigures::Recent),
        raw_html: f.optional("markdown", &mut r, raw_html).unwrap_or(false),
        blend: f.optional("blend", &mut r, blend).unwrap_or_else(|| Decimal::new(75, 2)),
        title: title.clone().unwrap_or_default(),
        base_url: base_url
            .clone()
            .unwrap_or_else(|| Url::parse("https://invalid.example/").expect("a fixed URL")),
        zone: f.optional("timezone", &mut r, zone::read).unwrap_or(TimeZone::UTC),
        cadence,
        boards,
        gap,
    };
    f.finish(&mut r);
    folders::check(&config, &root, &mut r);
    (title.is_some() && base_url.is_some()).then_some(config)
}

fn theme_settings(r: &mut Reading<'_>, node: &Node) -> Vec<(String, Span, Node<'static>)> {
    let entries = document::entries(node, "the theme's settings by name", r);
    entries.iter().map(|e| (e.key.to_string(), e.key_span, e.node.owned())).collect()
}

fn root_has(root: &Node, key: &str) -> bool {
    value(root, key).is_some()
}

fn value<'n>(node: &'n Node<'n>, key: &str) -> Option<&'n Node<'n>> {
    let document::Value::Map(entries) = &node.value else { return None };
    entries.iter().find(|e| e.key == key).map(|e| &e.node)
}

fn base_url(r: &mut Reading<'_>, node: &Node) -> Option<Url> {
    let text = r.text(node)?;
    let url = parse_base_url(&text);
    if url.is_none() {
        let message = format!("`{text}` is not an absolute http or https address without query and fragment");
        r.error_help(
            "config-base-url",
            node.span,
            message,
            "write something like `https://example.com/gap/`",
        );
    }
    url
}

fn cadence(r: &mut Reading<'_>, node: &Node) -> Option<Cadence> {
    r.one_of(node, &[("week", Cadence::Week), ("day", Cadence::Day), ("month", Cadence::Month)])
}

fn language(r: &mut Reading<'_>, node: &Node) -> Option<String> {
    let text = r.text(node)?;
    let fine =
        !text.is_empty() && text.len() <= 35 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if !fine {
        r.error(
            "config-language",
            node.span,
            format!("`{text}` is not a language tag such as `en` or `de-AT`"),
        );
    }
    fine.then_some(text)
}

fn author(r: &mut Reading<'_>, node: &Node) -> Option<Author> {
    let mut f = Fields::open(node, "`author`", r)?;
    let name = f.required("name", r, Reading::text);
    let url = f.optional("url", r, Reading::web_address);
    f.finish(r);
    Some(Author { name: name?, url })
}

fn tag_authority(r: &mut Reading<'_>, node: &Node) -> Option<String> {
    let text = r.text(node)?;
    let fine = text.split_once(',').is_some_and(|(host, date)| {
        let host_ok =
            !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.@".contains(&b));
        host_ok
            && date.starts_with(|c: char| c.is_ascii_digit())
            && date.len() >= 4
            && date.bytes().all(|b| b.is_ascii_digit() || b == b'-')
    });
    if !fine {
        let help = "write the domain you own and a year you owned it in, such as `example.com,2026`";
        r.error_help("config-id", node.span, format!("`{text}` is not a tag-URI authority"), help);
    }
    fine.then_some(text)
}

fn fixed_words(singular: &str, plural: &str) -> Words {
    Words { singular: singular.to_string(), plural: plural.to_string() }
}

fn words(r: &mut Reading<'_>, node: &Node) -> Option<Words> {
    let mut f = Fields::open(node, "this pair of words", r)?;
    let singular = f.required("singular", r, Reading::text);
    let plural = f.required("plural", r, |r, node| {
        let text = r.text(node)?;
        if !is_slug(&text) || text.contains('.') {
            let message = format!("`{text}` becomes a URL folder and must be of a-z, 0-9 and `-`");
            r.error("config-folder", node.span, message);
            return None;
        }
        Some(text)
    });
    f.finish(r);
    Some(Words { singular: singular?, plural: plural? })
}

fn outputs(r: &mut Reading<'_>, node: &Node) -> Option<BTreeSet<OutputKind>> {
    let words = [
        ("data", OutputKind::Data),
        ("feeds", OutputKind::Feeds),
        ("email", OutputKind::Email),
        ("cards", OutputKind::Cards),
        ("markdown", OutputKind::Markdown),
    ];
    let items = r.list(node);
    Some(items.iter().filter_map(|item| r.one_of(item, &words)).collect())
}

fn all_outputs() -> BTreeSet<OutputKind> {
    use OutputKind::{Cards, Data, Email, Feeds, Markdown};
    BTreeSet::from([Data, Feeds, Email, Cards, Markdown])
}

fn figures(r: &mut Reading<'_>, node: &Node) -> Option<StaticFigures> {
    let words =
        [("recent", StaticFigures::Recent), ("all", StaticFigures::All), ("none", StaticFigures::None)];
    let mut f = Fields::open(node, "`figures`", r)?;
    let choice = f.optional("static", r, |r, n| r.one_of(n, &words));
    f.finish(r);
    choice
}

fn raw_html(r: &mut Reading<'_>, node: &Node) -> Option<bool> {
    let mut f = Fields::open(node, "`markdown`", r)?;
    let raw = f.optional("raw_html", r, Reading::boolean);
    f.finish(r);
    raw
}

fn blend(r: &mut Reading<'_>, node: &Node) -> Option<Decimal> {
    let weight = r.ratio(node)?.decimal();
    if weight < Decimal::ZERO || weight > Decimal::ONE {
        r.error("config-blend", node.span, "`blend` is the weight of the input price, from 0 to 1");
        return None;
    }
    Some(weight)
}

/// Reads a period of the site's cadence.
pub fn period(r: &mut Reading<'_>, node: &Node, cadence: Cadence) -> Option<Period> {
    let text = r.text(node)?;
    let period = Period::parse(&text, cadence);
    if period.is_none() {
        let message = format!("`{}` is not a {} of the calendar", document::clip(&text), cadence.word());
        r.error_help("period-invalid", node.span, message, format!("write it like {}", cadence.example()));
    }
    period
}

fn gap(r: &mut Reading<'_>, node: &Node, boards: &[Board]) -> Option<GapBoards> {
    let mut f = Fields::open(node, "`gap`", r)?;
    let mut board = |key, r: &mut Reading<'_>| {
        f.required(key, r, |r, n| {
            let id = r.text(n)?;
            let index = boards.iter().position(|b| b.id == id);
            if index.is_none() {
                let help = did_you_mean(&id, boards.iter().map(|b| b.id.as_str()));
                let note = Diagnostic::error("config-unknown-board", format!("no board `{id}`"));
                r.notes.push(note.at(r.source, n.span).help_opt(help));
            }
            index
        })
    };
    let (prestige, production) = (board("prestige", r), board("production", r));
    f.finish(r);
    let (prestige, production) = (prestige?, production?);
    if prestige == production {
        r.error("config-gap", node.span, "`gap` needs two different boards");
        return None;
    }
    Some(GapBoards { prestige, production })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::text;
    use expect_test::{Expect, expect};

    fn check(yaml: &str, expected: Expect) {
        let mut notes = Notes::default();
        let config = parse(yaml, &mut notes);
        let shown = match config.filter(|_| !notes.failed()) {
            Some(c) => format!("{} {} {} boards\n", c.title, c.base_url, c.boards.len()),
            None => text(&notes.into_sorted(), false),
        };
        expected.assert_eq(&shown);
    }

    #[test]
    fn the_least_site() {
        check(
            "title: T\nbase_url: https://example.com/gap\nboards: []\n",
            expect![[r#"
            T https://example.com/gap/ 0 boards
        "#]],
        );
    }

    #[test]
    fn all_mistakes_at_once() {
        check(
            "titel: T\nbase_url: example.com\nboards: [{id: A, title: a, metric: {kind: scores}}]\ngap: {prestige: a, production: b}\n",
            expect![[r#"
                error[missing-key]: site.yaml lacks `title`
                 --> site.yaml:1:1
                  |
                1 | titel: T
                  | ^^^^^^^^
                  = help: add `title: …`

                error[unknown-key]: site.yaml has no key `titel`
                 --> site.yaml:1:1
                  |
                1 | titel: T
                  | ^^^^^
                  = help: did you mean `title`?

                error[config-base-url]: `example.com` is not an absolute http or https address without query and fragment
                 --> site.yaml:2:11
                  |
                2 | base_url: example.com
                  |           ^^^^^^^^^^^
                  = help: write something like `https://example.com/gap/`

                error[wrong-type]: expected an id of a-z, 0-9, `.` and `-`, at most 80 characters, found `A`
                 --> site.yaml:3:15
                  |
                3 | boards: [{id: A, title: a, metric: {kind: scores}}]
                  |               ^

                error[wrong-type]: expected one of `score`, `volume`, found `scores`
                 --> site.yaml:3:43
                  |
                3 | boards: [{id: A, title: a, metric: {kind: scores}}]
                  |                                           ^^^^^^

                error[config-unknown-board]: no board `a`
                 --> site.yaml:4:17
                  |
                4 | gap: {prestige: a, production: b}
                  |                 ^

                error[config-unknown-board]: no board `b`
                 --> site.yaml:4:32
                  |
                4 | gap: {prestige: a, production: b}
                  |                                ^

            "#]],
        );
    }
}
