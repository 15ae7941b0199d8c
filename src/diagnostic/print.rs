//! Diagnostics as people, programs and GitHub read them.

use super::{Diagnostic, Place, Severity};
use serde_json::{Value, json as value};
use std::fmt::Write;

/// The text form; `color` adds terminal colours.
pub fn text(diagnostics: &[Diagnostic], color: bool) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        one(&mut out, diagnostic, color);
        out.push('\n');
    }
    out
}

fn one(out: &mut String, d: &Diagnostic, color: bool) {
    let (name, paint) = match d.severity {
        Severity::Error => ("error", "\x1b[1;31m"),
        Severity::Warning => ("warning", "\x1b[1;33m"),
    };
    let (on, bold, off) = if color { (paint, "\x1b[1m", "\x1b[0m") } else { ("", "", "") };
    let _ = writeln!(out, "{on}{name}[{}]{off}{bold}: {}{off}", d.code, printable(&d.message));
    let gutter = d.place.as_ref().map_or(1, |p| p.line.to_string().len());
    if let Some(place) = &d.place {
        snippet(out, place, gutter, color);
    }
    if let Some(help) = &d.help {
        let _ = writeln!(out, "{:gutter$} = help: {}", "", printable(help));
    }
}

fn snippet(out: &mut String, place: &Place, gutter: usize, color: bool) {
    let (blue, off) = if color { ("\x1b[34m", "\x1b[0m") } else { ("", "") };
    let file = printable(&place.file);
    if place.line == 0 {
        let _ = writeln!(out, "{:gutter$}{blue}-->{off} {file}", "");
        return;
    }
    let _ = writeln!(out, "{:gutter$}{blue}-->{off} {file}:{}:{}", "", place.line, place.column);
    let (line, before, width) = window(place);
    let _ = writeln!(out, "{:gutter$} {blue}|{off}", "");
    let _ = writeln!(out, "{blue}{} |{off} {line}", place.line);
    let _ = writeln!(out, "{:gutter$} {blue}|{off} {:before$}{blue}{}{off}", "", "", "^".repeat(width));
}

/// The part of the line to show: long lines are cut around the place.
fn window(place: &Place) -> (String, usize, usize) {
    const ROOM: usize = 120;
    let chars: Vec<char> = place.text.chars().map(printable_char).collect();
    let at = (place.column - 1 - place.cut).min(chars.len());
    let from = if chars.len() <= ROOM { 0 } else { at.saturating_sub(ROOM / 3) };
    let to = (from + ROOM).min(chars.len());
    let (lead, tail) =
        (if from > 0 || place.cut > 0 { "…" } else { "" }, if to < chars.len() { "…" } else { "" });
    let shown: String = chars[from..to].iter().collect();
    let before = at - from + lead.chars().count();
    (format!("{lead}{shown}{tail}"), before, place.width.min(to.saturating_sub(at)).max(1))
}

/// Text that cannot steer a terminal: control and bidirectional marks become visible stand-ins.
pub(crate) fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match (c, printable_char(c)) {
            ('\n', _) => out.push(' '),
            // Which mark it is tells what to look for.
            (c, '\u{FFFD}') => out.extend(c.escape_unicode()),
            (_, c) => out.push(c),
        }
    }
    out
}

fn printable_char(c: char) -> char {
    match c {
        '\t' => ' ',
        c if c.is_control() => '\u{FFFD}',
        '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            '\u{FFFD}'
        }
        c => c,
    }
}

/// The JSON form: `{"diagnostics": […], "summary": {"errors": n, "warnings": n}}`.
pub fn json(diagnostics: &[Diagnostic]) -> Value {
    let list: Vec<Value> = diagnostics
        .iter()
        .map(|d| {
            let place = d.place.as_deref();
            let line = place.filter(|p| p.line > 0);
            value!({
                "code": d.code, "severity": d.severity, "file": place.map(|p| &p.file),
                "line": line.map(|p| p.line), "column": line.map(|p| p.column),
                "message": d.message, "help": d.help,
            })
        })
        .collect();
    let (errors, warnings) = count(diagnostics);
    value!({"diagnostics": list, "summary": {"errors": errors, "warnings": warnings}})
}

/// How many errors and warnings there are.
pub fn count(diagnostics: &[Diagnostic]) -> (usize, usize) {
    let errors = diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
    (errors, diagnostics.len() - errors)
}

/// GitHub workflow commands, one line each.
pub fn github(diagnostics: &[Diagnostic]) -> String {
    let mut out = String::new();
    for d in diagnostics {
        let level = if d.severity == Severity::Error { "error" } else { "warning" };
        let mut fields = format!("title={}", property(d.code));
        if let Some(place) = &d.place {
            let _ = write!(fields, ",file={}", property(&place.file));
            if place.line > 0 {
                let _ = write!(fields, ",line={},col={}", place.line, place.column);
            }
        }
        let help = d.help.as_ref().map(|h| format!(" ({h})")).unwrap_or_default();
        let _ = writeln!(out, "::{level} {fields}::{}", data(&format!("{}{help}", d.message)));
    }
    out
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::{Source, Span};
    use super::*;
    use expect_test::expect;

    fn sample() -> Diagnostic {
        let text = "a\n".repeat(13) + "the {{ rank(\"gpt-five\") }} spot\n";
        let at = text.find("\"gpt").unwrap() + 1;
        Diagnostic::error("reference-unknown-model", "no model `gpt-five`")
            .at(Source { file: "content/issues/2026-W17.md", text: &text }, Span::new(at, at + 8))
            .help("did you mean `gpt-5`?")
    }

    #[test]
    fn text_shows_line_caret_and_help() {
        expect![[r#"
            error[reference-unknown-model]: no model `gpt-five`
              --> content/issues/2026-W17.md:14:14
               |
            14 | the {{ rank("gpt-five") }} spot
               |              ^^^^^^^^
               = help: did you mean `gpt-5`?

        "#]]
        .assert_eq(&text(&[sample()], false));
    }

    #[test]
    fn github_escapes_what_would_end_a_field() {
        let d = Diagnostic::warning("x", "100%\nmore").in_file("a,b.md");
        assert_eq!(github(&[d]), "::warning title=x,file=a%2Cb.md::100%25%0Amore\n");
    }

    #[test]
    fn terminal_controls_are_inert() {
        let d = Diagnostic::error("x", "a\u{1b}[2Jb\u{202e}c");
        assert!(!text(&[d], false).contains('\u{1b}'));
    }
}
