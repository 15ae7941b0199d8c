//! How exact a number is meant: "about", "more than", "passed the … mark".

use super::super::lexicon::Words;
use super::super::numbers::{Form, Hedge, Unit};
use super::super::tokens::{Sentence, dress};

pub(super) fn hedge(s: &mut Sentence, at: usize, index: usize) {
    // "more than a tenth": the article is the fraction's own.
    let own = matches!(at.checked_sub(1).map(|i| s.text(i)), Some("a" | "an"))
        && s.nums[index].form == Form::Fraction;
    let word = |back: usize| at.checked_sub(back + usize::from(own)).map_or("", |i| s.text(i));
    // "a nearly 12-point lead", "by about 61%".
    let (one, two, three) = (word(1), word(2), word(3));
    let after = (s.text(at + 1), s.text(at + 2));
    let found = match (three, two, one) {
        _ if matches!(after, ("or" | "and", "more" | "better" | "higher" | "above" | "up")) => {
            Some(Hedge::AtLeast)
        }
        _ if matches!(after, ("or", "less" | "fewer")) => Some(Hedge::AtMost),
        // "score 1500 or better"; a better rank would be a smaller number.
        _ if matches!(after, ("or", "better" | "higher")) && one.starts_with("score") => Some(Hedge::AtLeast),
        (_, "just", "over" | "above") | (_, _, "just over" | "just above") => Some(Hedge::JustOver),
        (_, "little" | "slightly" | "bit", "more than" | "over") => Some(Hedge::JustOver),
        (_, "just" | "slightly", "under" | "below" | "shy") => Some(Hedge::Nearly),
        ("just", "short" | "shy", "of") | ("little", "less", "than") => Some(Hedge::Nearly),
        (_, "short" | "shy", "of") => Some(Hedge::Under),
        (_, "close", "to") => Some(Hedge::About),
        (_, "at", "least") => Some(Hedge::AtLeast),
        // "is up to 900,000" tells what it has come to.
        (be, "up", "to") if is_there(be) && s.nums[index].form != Form::Percent => None,
        (_, "at", "most") | (_, "up", "to") => Some(Hedge::AtMost),
        (_, "less" | "fewer" | "lower", "than") => Some(Hedge::Under),
        (_, "no", "more than") => Some(Hedge::AtMost),
        (_, "higher" | "larger", "than") => Some(Hedge::Over),
        (_, beyond, "the") if is_beyond(beyond) && is_mark(s.text(at + 1)) => Some(Hedge::Over),
        (_, _, beyond)
            if (s.nums[index].scaled || s.nums[index].unit == Unit::Board && !rows_before(s, at))
                && is_beyond(beyond) =>
        {
            Some(Hedge::Over)
        }
        (_, _, "more than" | "over" | "exceeding" | "above" | "topping" | "topped" | "tops" | "exceeded") => {
            Some(Hedge::Over)
        }
        (_, _, "under" | "below") => Some(Hedge::Under),
        (_, "under" | "below", "the") if is_mark(s.text(at + 1)) => Some(Hedge::Under),
        (_, "above" | "over", "the") if is_mark(s.text(at + 1)) => Some(Hedge::Over),
        // "barely 600,000" may be a little more, or less.
        (
            _,
            _,
            "about" | "around" | "roughly" | "approximately" | "some" | "~" | "≈" | "circa" | "barely"
            | "scarcely",
        ) => Some(Hedge::About),
        (_, _, "nearly" | "almost" | "virtually") => Some(Hedge::Nearly),
        _ => None,
    };
    // "over" before a rank or a name of places is a relation, not a hedge.
    let relation = matches!(s.nums[index].form, Form::Ordinal | Form::Rank);
    if !relation {
        dress(&mut s.nums[index], found, None);
    }
}

fn is_there(word: &str) -> bool {
    matches!(
        word,
        "is" | "are" | "was" | "were" | "be" | "been" | "now" | "back" | "moved" | "went" | "goes" | "gone"
    )
}

/// "Three ports passed 1,000 containers": the mark is one that rows are counted by.
fn rows_before(s: &Sentence, at: usize) -> bool {
    (0..at).any(|i| s.num(i).is_some_and(|n| n.unit == Unit::Subjects))
}

/// What an amount may be as a mark that is passed.
pub(super) fn is_mark(word: &str) -> bool {
    matches!(word, "mark" | "level" | "line" | "barrier" | "threshold")
}

/// "passed", "cleared": what follows is less than what there is.
pub fn is_beyond(word: &str) -> bool {
    static FORMS: Words =
        Words::of(&["pass", "clear", "surpass", "cross", "breach", "exceed", "top", "break", "crack"]);
    let stem =
        word.strip_suffix("es").or_else(|| word.strip_suffix("ed")).or_else(|| word.strip_suffix("ing"));
    let stem = stem.or_else(|| word.strip_suffix('s')).unwrap_or(word);
    FORMS.has(word) || FORMS.has(stem) || matches!(word, "topped" | "topping" | "broke" | "past")
}
