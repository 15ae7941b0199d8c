//! Asks one source what its kind needs to be asked, and reads the answers.

use super::http::{Answer, Ask, Failure, Http};
use super::shape::Drift;
use super::{Found, Options, Site, Task, arena, catalog, generic, hacker_news, lock, openrouter};
use crate::diagnostic::Notes;
use crate::model::{Model, SourceKind};
use crate::snapshots;
use url::Url;

const JSON: &[&str] = &["application/json"];
const CSV: &[&str] = &["text/csv", "application/csv", "text/plain", "text/tab-separated-values"];

/// Who asks whom for what.
pub struct Asking<'a> {
    pub http: &'a Http,
    pub site: &'a Site<'a>,
    pub options: &'a Options<'a>,
    pub task: &'a Task<'a>,
    pub key: Option<String>,
    pub key_name: Option<String>,
}

/// What was gathered.
#[derive(Debug, Default)]
pub struct Gathered {
    pub found: Found,
    /// Proposals and how many.
    pub proposals: Option<(String, usize)>,
    /// It only proposes.
    pub is_catalog: bool,
    /// 304.
    pub unchanged: bool,
    /// The raw answers.
    pub answers: Vec<Vec<u8>>,
    /// Where the first came from.
    pub url: String,
    pub etag: Option<String>,
}

/// Why nothing was gathered.
#[derive(Debug)]
pub enum Trouble {
    /// No answer.
    Failure(Failure),
    /// An answer of another shape, and its bytes.
    Drift(Drift, Vec<u8>),
    /// Cannot even be asked.
    Clock(String),
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Trouble {
        Trouble::Failure(failure)
    }
}

type Gathering = Result<Gathered, Trouble>;

/// The variable that holds a kind's key, if it wants one.
pub fn key_name(kind: SourceKind) -> Option<&'static str> {
    (kind == SourceKind::OpenRouterRankings).then_some(openrouter::KEY)
}

/// Asks and reads.
pub fn gather(asking: &Asking<'_>) -> Gathering {
    match asking.task.source.kind {
        SourceKind::OpenRouterRankings => single(asking, |bytes| openrouter::read(bytes, asking.task)),
        SourceKind::Json => single(asking, |bytes| generic::from_json(bytes, &asking.task.source.mapping)),
        SourceKind::Csv => single(asking, |bytes| generic::from_csv(bytes, &asking.task.source.mapping)),
        SourceKind::OpenRouterModels => models(asking),
        SourceKind::Arena => leaderboard(asking),
        SourceKind::HackerNews => stories(asking),
    }
}

fn failure(message: String) -> Trouble {
    Trouble::Failure(Failure { message, help: None, body: None })
}

impl Asking<'_> {
    fn address(&self, default: &str) -> Result<Url, Trouble> {
        let period = self.task.period;
        let text = self.task.source.url.as_deref().unwrap_or(default);
        let text = text
            .replace("{period}", &period.to_string())
            .replace("{start}", &period.first_day().to_string())
            .replace("{end}", &period.last_day().to_string());
        Url::parse(&text)
            .map_err(|e| failure(format!("`url` of `{}` is no address: {e}", self.task.source.id)))
    }

    fn ask(&self, url: Url, etag: Option<String>) -> Result<Answer, Trouble> {
        let kind = self.task.source.kind;
        let accept = if kind == SourceKind::Csv { CSV } else { JSON };
        let key = self.key.clone().map(|key| ("authorization", format!("Bearer {key}")));
        let answer = self.http.get(&Ask { url, key, key_name: self.key_name.clone(), etag, accept })?;
        if let Some(date) = answer.date.filter(|_| self.options.real_clock) {
            let off = self.task.now.as_second() - date;
            if off.abs() > 86_400 {
                let days = off.abs() / 86_400;
                let way = if off > 0 { "ahead of" } else { "behind" };
                return Err(Trouble::Clock(format!("the clock here is {days} days {way} the server's")));
            }
        }
        Ok(answer)
    }

    /// The bytes of a `file:`.
    fn file(&self) -> Result<Option<Vec<u8>>, Trouble> {
        let Some(path) = &self.task.source.file else { return Ok(None) };
        (self.options.read_file)(path).map(Some).map_err(failure)
    }

    /// The etag of what is stored, if it is the very answer and still whole.
    fn etag(&self, url: &Url) -> Option<String> {
        let key = (self.task.source.id.clone(), self.task.period.to_string());
        let entry = self.site.lock.entries.get(&key)?;
        let bytes = self.site.inputs.get(entry.file.as_ref()?)?;
        let same = entry.url == url.as_str() && entry.sha256.as_deref() == Some(lock::sha256(bytes).as_str());
        same.then(|| entry.etag.clone()).flatten()
    }
}

/// One question, one answer.
fn single(asking: &Asking<'_>, read: impl Fn(&[u8]) -> Result<Found, Drift>) -> Gathering {
    let source = asking.task.source;
    if let Some(bytes) = asking.file()? {
        let url = source.file.clone().unwrap_or_default();
        return match read(&bytes) {
            Ok(found) => Ok(Gathered { found, answers: vec![bytes], url, ..Gathered::default() }),
            Err(drift) => Err(Trouble::Drift(drift, bytes)),
        };
    }
    let mut url = asking.address(openrouter::URL)?;
    if source.kind == SourceKind::OpenRouterRankings {
        if asking.key.is_none() && source.url.is_none() {
            let name = asking.key_name.as_deref().unwrap_or(openrouter::KEY);
            let help = Some(format!("set the key in the environment as {name}"));
            return Err(Trouble::Failure(Failure {
                message: format!("{name} is not set"),
                help,
                body: None,
            }));
        }
        url = openrouter::question(url, asking.task);
    }
    let etag = asking.etag(&url);
    let answer = asking.ask(url.clone(), etag)?;
    if answer.unchanged {
        return Ok(Gathered { unchanged: true, url: url.into(), etag: answer.etag, ..Gathered::default() });
    }
    match read(&answer.bytes) {
        Ok(found) => Ok(Gathered {
            found,
            answers: vec![answer.bytes],
            url: url.into(),
            etag: answer.etag,
            ..Gathered::default()
        }),
        Err(drift) => Err(Trouble::Drift(drift, answer.bytes)),
    }
}

fn models(asking: &Asking<'_>) -> Gathering {
    let (bytes, url, etag) = match asking.file()? {
        Some(bytes) => (bytes, asking.task.source.file.clone().unwrap_or_default(), None),
        None => {
            let url = asking.address(catalog::URL)?;
            let answer = asking.ask(url.clone(), None)?;
            (answer.bytes, url.into(), answer.etag)
        }
    };
    let read = catalog::read(&bytes).and_then(|list| catalog::check_unique(&list).map(|()| list));
    let list = match read {
        Ok(list) => list,
        Err(drift) => return Err(Trouble::Drift(drift, bytes)),
    };
    let ranked = asking.task.board_id.and_then(|board| {
        let site = asking.site;
        let path = (0..5).find_map(|back| {
            snapshots::stored::file_of(site.inputs, board, asking.task.period.step(-back)?)
        })?;
        snapshots::parse_one(site.inputs, site.config, &path, &mut Notes::default())
    });
    let names = catalog::ranked(ranked.as_ref());
    let (text, count) = catalog::proposals(&list, asking.site.registry, &names, asking.task);
    let mut found = Found::default();
    if ranked.is_none() && asking.task.board_id.is_some() {
        found
            .notes
            .push("the board has no snapshot yet, so only prices were compared; run it again".to_string());
    }
    Ok(Gathered {
        found,
        proposals: text.map(|t| (t, count)),
        is_catalog: true,
        answers: vec![bytes],
        url,
        etag,
        ..Gathered::default()
    })
}

fn leaderboard(asking: &Asking<'_>) -> Gathering {
    let task = asking.task;
    if let Some(bytes) = asking.file()? {
        let path = task.source.file.clone().unwrap_or_default();
        let read = arena::file(&bytes, path.ends_with(".csv")).and_then(|lines| arena::table(lines, task));
        return match read {
            Ok(found) => Ok(Gathered { found, answers: vec![bytes], url: path, ..Gathered::default() }),
            Err(drift) => Err(Trouble::Drift(drift, bytes)),
        };
    }
    let base = asking.address(arena::URL)?;
    let mut gathered = Gathered { url: arena::question(base.clone(), task, 0).into(), ..Gathered::default() };
    let mut lines = Vec::new();
    let mut numbers = std::collections::BTreeSet::new();
    let mut extra = std::collections::BTreeSet::new();
    let mut total = None;
    for index in 0.. {
        let answer = asking.ask(arena::question(base.clone(), task, lines.len()), None)?;
        (asking.options.progress)(&task.source.id, &format!("page {}", index + 1));
        let page = arena::page(&answer.bytes).map_err(|d| Trouble::Drift(d, answer.bytes.clone()))?;
        let strange = |message: String| Trouble::Drift(Drift(message), answer.bytes.clone());
        if *total.get_or_insert(page.total) != page.total {
            return Err(strange("/num_rows_total: changed between two pages; ask again".to_string()));
        }
        if let Some(number) = page.numbers.iter().find(|n| !numbers.insert(**n)) {
            return Err(strange(format!("/rows: row {number} came on two pages")));
        }
        if index >= arena::MOST_PAGES || (page.lines.is_empty() && lines.len() < page.total) {
            return Err(strange(format!("/rows: ended after {} of {} rows", lines.len(), page.total)));
        }
        lines.extend(page.lines);
        extra.extend(page.extra);
        gathered.answers.push(answer.bytes);
        if lines.len() >= page.total {
            break;
        }
    }
    gathered.found = arena::table(lines, task)
        .map_err(|d| Trouble::Drift(d, gathered.answers.last().cloned().unwrap_or_default()))?;
    gathered.found.notes.extend(super::extra_note(&extra));
    Ok(gathered)
}

fn stories(asking: &Asking<'_>) -> Gathering {
    let task = asking.task;
    let base = task.source.url.as_deref().unwrap_or(hacker_news::URL);
    let mut gathered = Gathered { url: base.to_string(), ..Gathered::default() };
    let mut stories: Vec<(&Model, hacker_news::Story)> = Vec::new();
    let mut notes = Vec::new();
    for (model, id) in asking.site.registry.models.iter().flat_map(|m| m.hn.iter().map(move |id| (m, *id))) {
        let url =
            hacker_news::question(base, id).ok_or_else(|| failure(format!("`{base}` is no address")))?;
        let answer = asking.ask(url, None)?;
        match hacker_news::story(&answer.bytes, id) {
            Ok(Some(story)) => stories.push((model, story)),
            Ok(None) => notes.push(format!("story {id} of `{}` is not there (any more)", model.id)),
            Err(Drift(message)) => {
                return Err(Trouble::Drift(Drift(format!("story {id}: {message}")), answer.bytes));
            }
        }
        gathered.answers.push(answer.bytes);
    }
    gathered.found = hacker_news::table(&stories, task);
    gathered.found.notes.extend(notes);
    gathered.proposals = searched(asking, &mut gathered)?;
    Ok(gathered)
}

/// Looks for stories about new releases; with a mirror in `url:` only where `search_url:` names one too.
fn searched(asking: &Asking<'_>, gathered: &mut Gathered) -> Result<Option<(String, usize)>, Trouble> {
    let source = asking.task.source;
    let base = match (&source.search_url, &source.url) {
        (Some(url), _) => url.as_str(),
        (None, None) => hacker_news::SEARCH,
        (None, Some(_)) => return Ok(None),
    };
    let base = Url::parse(base).map_err(|e| failure(format!("`search_url` is no address: {e}")))?;
    let mut found = Vec::new();
    for (model, released) in hacker_news::unnamed(&asking.site.registry.models, asking.task) {
        let answer = asking.ask(hacker_news::search(base.clone(), model, released), None)?;
        let stories =
            hacker_news::hits(&answer.bytes).map_err(|d| Trouble::Drift(d, answer.bytes.clone()))?;
        gathered.answers.push(answer.bytes);
        found.push((model, stories));
    }
    let count = found.iter().map(|(_, s)| s.len()).sum();
    Ok(hacker_news::proposals(&found).map(|text| (text, count)))
}
