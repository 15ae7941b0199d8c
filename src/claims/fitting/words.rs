//! What the words around a number say of it: whether it is precise, whose it is, what kind of figure.

use crate::claims::clauses::is_verb;
use crate::claims::facts::World;
use crate::claims::frames::{Draft, Test};
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Num, Unit};
use crate::claims::sure;
use crate::claims::tokens::{Entity, Kind, Sentence, When, Who};
use rust_decimal::Decimal;
use std::ops::Range;

/// Nothing that only bounds a figure.
pub(super) fn is_plain(num: &Num) -> bool {
    let of_a_figure = match num.form {
        Form::Percent => num.unit != Unit::PercentPoints,
        Form::Cardinal => matches!(num.unit, Unit::None | Unit::Board | Unit::Points),
        _ => false,
    };
    of_a_figure && num.digits && matches!(num.hedge, Hedge::Plain | Hedge::About)
}

/// Three places of an amount, two of a percentage.
pub(super) fn is_precise(num: &Num) -> bool {
    let places = if num.form == Form::Percent { 20 } else { 100 };
    num.value.abs() >= num.half * Decimal::from(2 * places)
}

/// The rows and makers that a sentence names.
pub(super) fn named(s: &Sentence) -> Vec<Who> {
    each_once(s, is_named)
}

/// What a sentence names of a kind.
pub(super) fn each_once(s: &Sentence, is: impl Fn(&Who) -> bool) -> Vec<Who> {
    let mut found: Vec<Who> = Vec::new();
    for who in s.whos.iter().filter(|who| is(who)) {
        if !found.contains(who) {
            found.push(who.clone());
        }
    }
    found
}

pub(super) fn is_named(who: &Who) -> bool {
    let named = |e: &Entity| {
        matches!(e, Entity::Model { .. } | Entity::AtRank(_, 0) | Entity::Org(_) | Entity::OrgRows { .. })
    };
    who.iter().all(named)
}

/// Whom a number stands nearest to, in its own part of the sentence: mostly who was named last.
pub(super) fn nearest<'s>(s: &'s Sentence, at: usize) -> Option<&'s Who> {
    let ends = |at: &usize| matches!(s.tokens[*at].kind, Kind::Mark(';' | ':'));
    let named = |at: usize| s.who(at).filter(|who| is_named(who));
    // "56 billion at Golf".
    if s.is(at + 1, &[Class::At, Class::For, Class::By])
        && let Some(who) = named(at + 2)
    {
        return Some(who);
    }
    let before = (0..at).rev().take_while(|at| !ends(at)).find_map(named);
    before.or_else(|| (at + 1..s.tokens.len()).take_while(|at| !ends(at)).find_map(named))
}

/// What the words around a number say of a figure of one.
#[derive(Clone, Copy)]
pub(super) struct Told {
    /// They do not say whose it is, or name another right before it.
    pub(super) unbound: bool,
    /// It is what something came to.
    pub(super) reached: bool,
    /// It is called a gain or a loss.
    pub(super) change: bool,
    /// It is what was before.
    pub(super) before: bool,
    /// Which way it went.
    pub(super) sign: i8,
}

pub(super) fn told(s: &Sentence, draft: &Draft, row: Option<&Who>) -> Told {
    let at = draft.at;
    let small = |at: &usize| s.is(*at, &[Class::The, Class::A, Class::Adverb, Class::Its]);
    let led = (0..at).rev().find(|at| !small(at));
    let is = |classes: &[Class]| led.is_some_and(|led| s.is(led, classes));
    let then = |at: usize| matches!(s.tokens.get(at).map(|t| &t.kind), Some(Kind::Period(When::Back(1))));
    let before = is(&[Class::From, Class::Against, Class::After, Class::Than])
        || then(at + 1)
        || s.is(at + 1, &[Class::Of, Class::In]) && then(at + 2);
    let of_a_total =
        at > 1 && s.is(at - 1, &[Class::Of]) && matches!(s.text(at - 2), "total" | "score" | "tally");
    let reached = !before && (is(&[Class::To, Class::At, Class::Now]) || of_a_total);
    let moves = [Class::Up, Class::UpValue, Class::Down, Class::DownValue];
    let open = draft.guessed || draft.tests.iter().all(|test| matches!(test, Test::Unbound(_)));
    // "the top five hold 41%, with Alpha alone at 10.8%": Alpha's.
    let anothers =
        row.is_some_and(|row| !draft.group.contains(row) && (0..at).any(|at| s.who(at) == Some(row)));
    // "grew to 398 billion": what it came to.
    Told {
        unbound: open || anothers,
        reached,
        change: !reached && !before && s.has(&moves),
        before,
        sign: way(s, at),
    }
}

/// "Alpha and Bravo both stand at 300", "Alpha and Bravo are level at 300": the number is of each of those whom the words
/// speak of, and nobody else is named behind them.
pub fn is_of_each(s: &Sentence, draft: &Draft) -> bool {
    let Some(last) = (0..draft.at).rev().find(|at| s.who(*at).is_some()) else { return false };
    let mut words = (last + 1..draft.at).chain(draft.at + 1..(draft.at + 3).min(s.tokens.len()));
    let each = words.any(|at| s.is(at, &[Class::Each, Class::Tied]) || s.text(at) == "both");
    let several = draft.group.len() > 1 && s.who(last).is_some_and(|who| draft.group.contains(who));
    // Not "Alpha and Bravo, on 300 and 200, both grew", nor "… are level on 1503, seven points clear of Charlie".
    let own = s.num(draft.at).is_some_and(|n| n.digits) && (last + 1..draft.at).all(|at| s.num(at).is_none());
    let alone = own && s.nums.iter().filter(|n| n.digits && n.form != Form::Rank).count() == 1;
    each && several && alone
}

/// "Alpha, by contrast, fell 13.7% to 300": what the amount of one came to, and not how far two are apart.
pub(super) fn came_to(s: &Sentence, at: usize) -> bool {
    let small = |at: usize| s.is(at, &[Class::By, Class::Adverb]) || s.num(at).is_some();
    let Some(to) = at.checked_sub(1).filter(|to| s.is(*to, &[Class::To])) else { return false };
    let moved = (0..to).rev().find(|at| !small(*at)).filter(|at| s.is(*at, &Class::CHANGES));
    // "its lead grew to 400", "extended the gap between Alpha and Bravo to 400".
    moved.is_some() && !s.has(&[Class::GapNoun, Class::Lead, Class::Between, Class::Together])
}

/// Words that add up.
pub(super) fn tells_a_sum(s: &Sentence) -> bool {
    const SUMS: [&str; 9] =
        ["together", "combined", "combine", "sum", "total", "altogether", "jointly", "add up", "adds up"];
    s.has(&[Class::Together]) || (0..s.tokens.len()).any(|at| SUMS.contains(&s.text(at)))
}

/// Words that set one apart from another, right beside a number.
pub(super) fn tells_a_distance(s: &Sentence, at: usize) -> bool {
    const APART: [&str; 15] = [
        "off",
        "short",
        "shy",
        "away",
        "apart",
        "clear",
        "adrift",
        "back",
        "spare",
        "hand",
        "margin",
        "difference",
        "larger",
        "smaller",
        "bigger",
    ];
    (at.saturating_sub(3)..at + 4)
        .any(|at| s.is(at, &[Class::Ahead, Class::Behind, Class::GapNoun]) || APART.contains(&s.text(at)))
}

/// Words right before a number that say it of a time before; "was" alone may be said of now.
pub(super) fn tells_of_before(s: &Sentence, at: usize) -> bool {
    const BEFORE: [&str; 8] =
        ["keep", "kept", "reached", "once", "previously", "formerly", "left", "leaving"];
    let now = |at: usize| s.is(at, &[Class::Now]) || matches!(s.text(at), "when" | "so");
    let turned = (0..s.tokens.len()).any(now);
    (at.saturating_sub(5)..at).any(|at| {
        s.is(at, &[Class::From, Class::Against, Class::After])
            || s.text(at).starts_with("rather")
            || BEFORE.contains(&s.text(at))
            || turned && matches!(s.text(at), "was" | "were" | "had")
    })
}

/// Which way the words right beside a number say that it went; 0 if they say nothing, or both.
pub(super) fn way(s: &Sentence, at: usize) -> i8 {
    way_in(s, at.saturating_sub(3)..at + 3)
}

/// The same of all words of a sentence.
pub(super) fn way_of_all(s: &Sentence) -> i8 {
    way_in(s, 0..s.tokens.len())
}

fn way_in(s: &Sentence, mut words: Range<usize>) -> i8 {
    const MORE: [&str; 9] =
        ["more", "more than", "larger", "bigger", "plus", "better", "improvement", "improved", "higher"];
    const LESS: [&str; 10] = [
        "fewer",
        "less",
        "less than",
        "fewer than",
        "smaller",
        "lighter",
        "minus",
        "short",
        "worse",
        "lower",
    ];
    let up = |at: usize| s.is(at, &[Class::Up, Class::UpValue]) || MORE.contains(&s.text(at));
    let down = |at: usize| s.is(at, &[Class::Down, Class::DownValue]) || LESS.contains(&s.text(at));
    match (words.clone().any(up), words.any(down)) {
        (true, false) => 1,
        (false, true) => -1,
        _ => 0,
    }
}

/// "The tightest race": a superlative that no list knows may be what is wrong.
pub(super) fn is_unread(s: &Sentence, at: usize) -> bool {
    let word = s.text(at);
    s.tokens[at].kind == Kind::Word(false) && word.len() > 5 && word.ends_with("est") && !sure::is_plain(word)
}

/// "13" in "(10 to 13)": a small number of nothing.
pub(super) fn may_be_a_place(num: &Num) -> bool {
    let whole = num.form == Form::Cardinal && num.unit == Unit::None && num.digits && !num.scaled;
    num.bare || whole && num.whole().is_some_and(|n| n < 100)
}

/// "#4", "sixteenth," alone: not "the third week", "a second model".
pub(super) fn is_place(s: &Sentence, at: usize) -> bool {
    let alone = |at: usize| {
        let ends =
            [Class::And, Class::But, Class::In, Class::On, Class::With, Class::From, Class::To, Class::After];
        s.tokens.get(at).is_none_or(|t| matches!(t.kind, Kind::Mark(_))) || s.is(at, &ends)
    };
    let led = |at: usize| {
        s.is(at, &[Class::In, Class::At, Class::To, Class::From, Class::Be, Class::Adverb, Class::Now])
            || is_verb(s, at)
            || matches!(s.tokens[at].kind, Kind::Mark(_) | Kind::Who(_))
    };
    s.num(at).is_some_and(|num| match num.form {
        Form::Rank => num.hedge == Hedge::Plain,
        Form::Ordinal => num.value > Decimal::ONE && at > 0 && led(at - 1) && alone(at + 1),
        _ => false,
    })
}

/// A place of the only row that a sentence names, or a precise amount.
pub fn stands_alone(s: &Sentence, at: usize) -> bool {
    let row = |who: &&Who| who.iter().all(|e| matches!(e, Entity::Model { .. }));
    let mut rows = s.whos.iter().filter(row);
    let only = rows.next().is_some_and(|first| rows.all(|other| other == first));
    let amount = |num: &Num| num.unit == Unit::Board && is_amount(num);
    only && is_place(s, at) || s.num(at).is_some_and(amount)
}

/// A number that an amount or a part of a board would be written as.
pub(super) fn is_amount(num: &Num) -> bool {
    let of_a_board = num.form == Form::Percent || num.unit == Unit::Board;
    is_plain(num) && is_precise(num) && of_a_board
}

/// A time other than the letter's and the one before.
pub(super) fn is_further(kind: &Kind, world: World<'_>) -> bool {
    let before = world.period.previous();
    match kind {
        Kind::Period(When::Back(0 | 1)) => false,
        Kind::Period(when) => world.period_of(*when).is_none_or(|p| p != world.period && Some(p) != before),
        _ => false,
    }
}
