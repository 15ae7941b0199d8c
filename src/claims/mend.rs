//! Typed figures that a reference could print: which, and by what words they would be replaced.
//! In: an issue's checked claims and its source. Out: replacements of bytes, none of them tried yet.

use super::{Checked, IssueClaims, Verdict};
use crate::analysis::Facts;
use crate::config::Config;
use crate::diagnostic::{Source, Span};
use crate::editorial::Issue;

/// A typed figure and the reference that would stand in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mend {
    /// The bytes to replace.
    pub span: Span,
    /// What stands there.
    pub typed: String,
    /// What would stand there.
    pub reference: String,
    /// What is typed is false.
    pub wrong: bool,
}

/// Everything in an issue that a reference could print, in the order of the file, no two overlapping.
pub fn mends(
    issue: &Issue,
    found: &IssueClaims,
    source: Source<'_>,
    facts: &Facts,
    config: &Config,
) -> Vec<Mend> {
    let placed = |claim: &&Checked| {
        let stands = source.text.get(claim.span.start..claim.span.end) == Some(claim.text.as_str());
        stands && claim.numeric && !claim.reference && in_place(issue, claim.span, source)
    };
    let mut list: Vec<Mend> = found
        .claims
        .iter()
        .filter(placed)
        .filter_map(|claim| {
            let (reference, wrong) = match claim.verdict {
                Verdict::Confirmed => (spelled(claim, issue, facts, config)?, false),
                Verdict::Contradicted => (suggested(claim)?, true),
                Verdict::Undecided | Verdict::Waived => return None,
            };
            let reference = unsigned(reference, &source.text[..claim.span.start], &claim.text);
            Some(Mend { span: claim.span, typed: claim.text.clone(), reference, wrong })
        })
        .collect();
    // Of two readings of one number the false one counts.
    list.sort_by_key(|m| (m.span.start, !m.wrong, m.span.end));
    without_overlaps(list)
}

fn without_overlaps(list: Vec<Mend>) -> Vec<Mend> {
    let mut kept: Vec<Mend> = Vec::new();
    for mend in list {
        if kept.last().is_none_or(|last| last.span.end <= mend.span.start) {
            kept.push(mend);
        }
    }
    kept
}

/// In the front matter only inside an unquoted value and never first: there a brace would open a map.
fn in_place(issue: &Issue, span: Span, source: Source<'_>) -> bool {
    let Some(end) = source.text.find("\n---").filter(|end| span.start < *end) else { return true };
    let inside = |p: &&crate::editorial::Passage| p.span.start < span.start && span.end <= p.span.end;
    issue
        .prose
        .passages
        .iter()
        .find(inside)
        .is_some_and(|passage| passage.span.end <= end && source.text[..passage.span.start].ends_with(": "))
}

/// The reference of a true figure.
fn spelled(claim: &Checked, issue: &Issue, facts: &Facts, config: &Config) -> Option<String> {
    let name = match claim.quantity {
        "score" => "value",
        name @ ("rank" | "value" | "growth" | "share") => name,
        _ => return None,
    };
    let mut arguments = format!("\"{}\"", facts.models[claim.model?].id);
    let board = claim.board?;
    if config.default_board() != Some(board) {
        arguments.push_str(&format!(", board=\"{}\"", config.boards[board].id));
    }
    if claim.period? != issue.matter.period {
        arguments.push_str(&format!(", period=\"{}\"", claim.period?));
    }
    Some(format!("{{{{ {name}({arguments}) }}}}"))
}

/// "grew 61%" takes the growth without the sign that its verb already says.
fn unsigned(reference: String, before: &str, typed: &str) -> String {
    let signs = ['+', '−', '-', '±'];
    if !reference.starts_with("{{ growth(") || before.ends_with(signs) || typed.starts_with(signs) {
        return reference;
    }
    reference.replacen(") }}", ", style=\"unsigned\") }}", 1)
}

/// The reference that the suggestion for a false figure ends in; one of a movement is no figure.
fn suggested(claim: &Checked) -> Option<String> {
    let suggestion = claim.suggestion.as_ref()?;
    let reference = &suggestion[suggestion.find("{{")?..];
    (reference.ends_with("}}") && !reference.starts_with("{{ move(")).then(|| reference.to_string())
}

impl Mend {
    /// With what stands around the number and the reference prints too: its unit, its sign, its mark. `None` if the
    /// figure is true and the reference would print other words.
    pub fn around(&self, shown: &str, text: &str) -> Option<Mend> {
        let Span { start, end } = self.span;
        if !self.wrong {
            let at = shown.match_indices(self.typed.as_str()).find_map(|(at, _)| {
                let from = start.checked_sub(at)?;
                (text.get(from..from + shown.len())? == shown).then_some(from)
            })?;
            let span = Span::new(at, at + shown.len());
            let joined = text[span.end..].starts_with(char::is_alphanumeric);
            return (!joined).then(|| Mend { span, typed: shown.to_string(), ..self.clone() });
        }
        let spaces = shown.match_indices(' ').map(|(at, _)| &shown[at..]);
        let more = spaces.filter(|unit| text[end..].starts_with(unit)).map(str::len).max().unwrap_or(0);
        let marks: &[&str] = match shown.chars().next() {
            Some('#') => &["No. ", "#"],
            Some('+' | '−' | '-') => &["+", "−", "-"],
            _ => &[],
        };
        let before = marks.iter().find(|mark| text[..start].ends_with(**mark)).map_or(0, |mark| mark.len());
        let span = Span::new(start - before, end + more);
        Some(Mend { span, typed: text[span.start..span.end].to_string(), ..self.clone() })
    }
}

/// The text with all replacements, which are in its order, and where each reference then stands.
pub fn mended(text: &str, mends: &[Mend]) -> (String, Vec<usize>) {
    let (mut out, mut from, mut starts) = (String::with_capacity(text.len()), 0, Vec::new());
    for mend in mends {
        out.push_str(&text[from..mend.span.start]);
        starts.push(out.len());
        out.push_str(&mend.reference);
        from = mend.span.end;
    }
    out.push_str(&text[from..]);
    (out, starts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mend(text: &str, typed: &str, wrong: bool) -> Mend {
        let start = text.find(typed).unwrap();
        let span = Span::new(start, start + typed.len());
        Mend { span, typed: typed.to_string(), reference: "{{ x }}".to_string(), wrong }
    }

    #[test]
    fn a_true_figure_is_replaced_only_by_its_own_words() {
        let text = "it carries 721 billion tokens, up 98%";
        let whole = mend(text, "721 billion", false).around("721 billion tokens", text).unwrap();
        assert_eq!(mended(text, &[whole]).0, "it carries {{ x }}, up 98%");
        assert_eq!(mend(text, "98%", false).around("+98%", text), None);
        assert_eq!(mend("at #80", "#8", false).around("#8", "at #80"), None);
    }

    #[test]
    fn a_false_figure_takes_its_unit_and_mark_along() {
        let text = "it carries 800 billion tokens, at No. 7 now";
        let value = mend(text, "800 billion", true).around("721 billion tokens", text).unwrap();
        let rank = mend(text, "7", true).around("#8", text).unwrap();
        assert_eq!(mended(text, &[value, rank]).0, "it carries {{ x }}, at {{ x }} now");
    }
}
