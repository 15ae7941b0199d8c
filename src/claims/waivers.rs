//! `<!-- claim: waived until 2026-06-01: why -->` silences one sentence: the one it stands in or after; alone before a
//! paragraph, the first one that follows. Dated: on the day after, it no longer does.

use super::names::Names;
use super::{BadWaiver, IssueClaims, Verdict, tokens};
use crate::editorial::{Comment, Issue, Passage};
use jiff::civil::Date;
use std::ops::Range;

struct Waiver {
    until: Date,
    reason: String,
}

fn parse(text: &str) -> Option<Waiver> {
    let rest = text.strip_prefix("waived")?.trim().strip_prefix("until")?.trim();
    let (date, reason) = rest.split_once(':')?;
    let reason = reason.trim().to_string();
    Some(Waiver { until: date.trim().parse().ok()?, reason }).filter(|w| !w.reason.is_empty())
}

/// Waives the claims of the sentences of this passage that a comment silences.
pub fn apply(
    issue: &Issue,
    (index, passage): (usize, &Passage),
    first: usize,
    (today, names): (Date, &Names),
    out: &mut IssueClaims,
) {
    for comment in issue.prose.comments.iter().filter(|comment| is_near(comment, index)) {
        let Some(waiver) = parse(&comment.text).filter(|w| today <= w.until) else { continue };
        let Some(range) = target(comment, passage, names) else { continue };
        let span = passage.place(&range);
        for claim in &mut out.claims[first..] {
            let inside = span.start <= claim.span.start && claim.span.start < span.end;
            if inside
                && !claim.reference
                && matches!(claim.verdict, Verdict::Contradicted | Verdict::Undecided)
            {
                claim.verdict = Verdict::Waived;
                claim.reason = waiver.reason.clone();
                claim.suggestion = None;
            }
        }
    }
}

/// True if a comment means a sentence of the passage with this index.
fn is_near(comment: &Comment, index: usize) -> bool {
    match comment.within {
        Some((within, _)) => within == index,
        None if comment.leads => comment.before == index,
        None => comment.before == index + 1,
    }
}

/// The sentence of its passage that a comment means.
fn target(comment: &Comment, passage: &Passage, names: &Names) -> Option<Range<usize>> {
    let sentences = tokens::sentences(&passage.text, names);
    let found = match comment.within {
        Some((_, at)) => match passage.text[..at.min(passage.text.len())].trim_end().len() {
            0 => sentences.first(),
            before => sentences.iter().rfind(|s| s.start < before),
        },
        None if comment.leads => sentences.first(),
        None => sentences.last(),
    };
    found.cloned()
}

/// Comments that cannot be read, and those whose date has passed.
pub fn check_all(issue: &Issue, today: Date, out: &mut IssueClaims) {
    for comment in &issue.prose.comments {
        let (message, expired) = match parse(&comment.text) {
            None => (
                "this comment waives nothing: it is not of the form `claim: waived until 2026-06-01: why`"
                    .to_string(),
                false,
            ),
            Some(w) if today > w.until => (format!("this waiver ended on {}", w.until), true),
            Some(_) => continue,
        };
        out.bad_waivers.push(BadWaiver { message, expired, span: comment.span });
    }
}
