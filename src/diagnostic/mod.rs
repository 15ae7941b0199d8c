//! What is wrong, where, and what to do about it.
//! In: stages push `Diagnostic`s into `Notes` and go on. Out: all of them at once, sorted by file and line,
//! as text, JSON or GitHub annotations. A diagnostic keeps the source line it speaks of, so printing needs no input.

mod codes;
mod print;

pub use codes::{Explanation, explain, explanations};
pub(crate) use print::printable;
pub use print::{count, github, json, text};

use serde::Serialize;

/// How bad it is: an error stops the build, a warning does not (unless `--strict`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// Something a person should look at.
    Warning,
}

/// A range of bytes in one source text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The bytes `start..end`.
    pub fn new(start: usize, end: usize) -> Span {
        Span { start, end: end.max(start) }
    }
}

/// One input file as text: what a span refers to.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// Path inside the site, with `/`.
    pub file: &'a str,
    /// The whole text.
    pub text: &'a str,
}

impl Source<'_> {
    /// Line, column and the line's text for a span.
    pub fn place(&self, span: Span) -> Place {
        let start = floor_boundary(self.text, span.start);
        let line_start = self.text[..start].rfind('\n').map_or(0, |i| i + 1);
        // Of a long line only the neighbourhood is kept.
        let from = floor_boundary(self.text, start.saturating_sub(NEIGHBOURHOOD)).max(line_start);
        let to = floor_boundary(self.text, start + NEIGHBOURHOOD);
        let line_end = self.text[start..to].find('\n').map_or(to, |i| start + i);
        let end = floor_boundary(self.text, span.end.clamp(start, line_end));
        Place {
            file: self.file.to_string(),
            line: count_lines(&self.text[..start]) + 1,
            column: self.text[line_start..start].chars().count() + 1,
            width: self.text[start..end].chars().count().max(1),
            cut: self.text[line_start..from].chars().count(),
            text: self.text[from..line_end].trim_end_matches('\r').to_string(),
        }
    }
}

/// How many bytes of a line are kept on each side of a place.
const NEIGHBOURHOOD: usize = 600;

fn count_lines(text: &str) -> usize {
    memchr::memchr_iter(b'\n', text.as_bytes()).count()
}

fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Where a diagnostic points. Lines and columns count from 1, columns in characters; line 0 means the whole file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// Path inside the site.
    pub file: String,
    /// Line, from 1; 0 if the diagnostic is about the file as a whole.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// How many characters to underline.
    pub width: usize,
    /// How many characters of the line stand before `text`.
    pub cut: usize,
    /// The text of the line, or its part around the place.
    pub text: String,
}

impl Place {
    /// The file as a whole.
    pub fn file(file: &str) -> Place {
        Place { file: file.to_string(), ..Place::default() }
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable name, explained by `standings explain`.
    pub code: &'static str,
    /// Error or warning.
    pub severity: Severity,
    /// Where, if it is somewhere.
    pub place: Option<Box<Place>>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error without a place.
    pub fn error(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic { code, severity: Severity::Error, place: None, message: message.into(), help: None }
    }

    /// A warning without a place.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, message) }
    }

    /// Points it at a span of a source.
    pub fn at(self, source: Source<'_>, span: Span) -> Diagnostic {
        self.at_place(source.place(span))
    }

    /// The same, without a word of the line: what stands there is nobody's business.
    pub fn at_unshown(self, source: Source<'_>, span: Span) -> Diagnostic {
        let Place { file, line, column, .. } = source.place(span);
        self.at_place(Place { file, line, column, width: 1, cut: column - 1, text: String::new() })
    }

    /// Points it at a known place.
    pub fn at_place(mut self, place: Place) -> Diagnostic {
        self.place = Some(Box::new(place));
        self
    }

    /// Points it at a file.
    pub fn in_file(self, file: &str) -> Diagnostic {
        self.at_place(Place::file(file))
    }

    /// Adds what to do.
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// Adds what to do, if there is anything to say.
    pub fn help_opt(mut self, help: Option<String>) -> Diagnostic {
        self.help = help.or(self.help);
        self
    }
}

/// The diagnostics of a run.
#[derive(Debug, Clone, Default)]
pub struct Notes {
    list: Vec<Diagnostic>,
}

impl Notes {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// True if nothing was said.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Adds all of another run's.
    pub fn append(&mut self, other: Notes) {
        self.list.extend(other.list);
    }

    /// Drops those of some codes: what another mistake has caused.
    pub fn forget(&mut self, codes: &[&str]) {
        self.list.retain(|d| !codes.contains(&d.code));
    }

    /// True if any is an error.
    pub fn failed(&self) -> bool {
        self.list.iter().any(|d| d.severity == Severity::Error)
    }

    /// Turns warnings into errors (`--strict`).
    pub fn make_strict(&mut self) {
        for diagnostic in &mut self.list {
            diagnostic.severity = Severity::Error;
        }
    }

    /// All of them, sorted by file, line and column, without doubles.
    pub fn into_sorted(self) -> Vec<Diagnostic> {
        let mut list = self.list;
        list.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
        list.dedup();
        list
    }
}

type SortKey<'a> = (&'a str, usize, usize, Severity, &'a str, &'a str);

fn sort_key(d: &Diagnostic) -> SortKey<'_> {
    let (file, line, column) = d.place.as_ref().map_or(("", 0, 0), |p| (p.file.as_str(), p.line, p.column));
    (file, line, column, d.severity, d.code, &d.message)
}

/// The name among `known` that a person most likely meant by `word`, for "did you mean".
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let word = word.to_lowercase();
    known
        .into_iter()
        .filter_map(|k| {
            let candidate = k.to_lowercase();
            let distance = strsim::damerau_levenshtein(&word, &candidate);
            let limit = (word.chars().count().max(candidate.chars().count()) / 3).max(1);
            let alike = distance <= limit || strsim::jaro_winkler(&word, &candidate) >= 0.85;
            alike.then_some((distance, k))
        })
        .min()
        .map(|(_, k)| k)
}

/// "did you mean `x`?" for the nearest known name, else the list of known names if it is short.
pub fn did_you_mean<'k>(word: &str, known: impl IntoIterator<Item = &'k str> + Clone) -> Option<String> {
    if let Some(k) = nearest(word, known.clone()) {
        return Some(format!("did you mean `{k}`?"));
    }
    let mut names: Vec<&str> = known.into_iter().collect();
    names.sort_unstable();
    names.dedup();
    (1..=12).contains(&names.len()).then(|| format!("known: `{}`", names.join("`, `")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn place_counts_characters_and_keeps_the_line() {
        let source = Source { file: "a.md", text: "one\ntwö {{ x }} end\r\nthree" };
        let at = source.text.find("{{").unwrap();
        let place = source.place(Span::new(at, at + 7));
        assert_eq!((place.line, place.column, place.width), (2, 5, 7));
        assert_eq!(place.text, "twö {{ x }} end");
    }

    #[test]
    fn nearest_finds_slips_and_refuses_strangers() {
        assert_eq!(nearest("gpt-five", ["gpt-5", "claude"]), Some("gpt-5"));
        assert_eq!(nearest("llama", ["gpt-5", "claude"]), None);
        assert_eq!(nearest("claud", ["gpt-5", "claude"]), Some("claude"));
        assert_eq!(nearest("titel", ["title", "period"]), Some("title"));
    }
}
