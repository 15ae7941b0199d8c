//! Which period a clause is of, and which its figures are only held against.

use super::super::lexicon::Class;
use super::super::numbers::{Form, Unit};
use super::super::tokens::{Entity, Kind, Sentence, When};
use super::Clause;

/// "12% fewer than a week earlier", "up from 600 last week": the period is what the figure is held against.
pub fn compared_with(s: &Sentence, period: usize) -> bool {
    // "up 5.5% on February", "a fall of 7.4% on April", "8.7 percent on last Saturday", "8.0% on the previous Friday".
    let mut day = period;
    while matches!(s.text(day.wrapping_sub(1)), "last" | "previous")
        || s.is(day.wrapping_sub(1), &[Class::The])
    {
        day -= 1;
    }
    let on = day.wrapping_sub(1);
    // "a gain of 12% over the previous week", "12% above the previous week's".
    let over = s.is(on, &[Class::On, Class::Over]) || matches!(s.text(on), "above" | "below");
    if over && s.num(on.wrapping_sub(1)).is_some_and(|n| n.form == Form::Percent) {
        return true;
    }
    // "up by 800 billion tokens on last week", "which was down 50,600 on April".
    let by = |at: usize| {
        s.is(at, &[Class::By]) && s.is(at.wrapping_sub(1), &Class::CHANGES)
            || matches!(s.text(at), "up" | "down")
    };
    if s.is(on, &[Class::On]) && s.num(on.wrapping_sub(1)).is_some() && on > 2 && by(on - 2) {
        return true;
    }
    // "were up on the previous Saturday", "improved on last week".
    let way = s.text(on.wrapping_sub(1));
    if s.is(on, &[Class::On]) && (matches!(way, "up" | "down") || way.starts_with("improve")) {
        return true;
    }
    // "a wider margin than in any of the three weeks before".
    let small = |at: &usize| {
        s.is(*at, &[Class::In, Class::On, Class::The, Class::Of]) || matches!(s.text(*at), "any" | "any of")
    };
    let than = (0..period).rev().find(|at| !small(at)).filter(|at| s.is(*at, &[Class::Than]));
    if than.is_some_and(|than| (than + 1..period).any(|at| s.text(at).starts_with("any"))) {
        return true;
    }
    // "four places below its peak of No. 3 in W11", "its previous best of fourth in W10".
    let peak = |at: usize| {
        let high = s.is(at, &[Class::Peak]) || matches!(s.text(at), "best" | "record" | "high");
        high && (at.saturating_sub(2)..at)
            .any(|i| s.is(i, &[Class::Its]) || s.is(i, &[Class::The]) && i + 1 == at)
    };
    if (period.saturating_sub(7)..period).any(peak) {
        return true;
    }
    // "5.7 times what it carried in W30".
    // Not of "What was fourth place last week is fifth now", which tells of then itself.
    let what = |at: usize| s.text(at) == "what" && !matches!(s.text(at + 1), "was" | "were");
    if (period.saturating_sub(6)..period).any(what) {
        return true;
    }
    // "2.7 times last week's volume", "added 849 billion to last week's figure".
    let factor = period > 0
        && (s.is(period - 1, &[Class::To]) || s.num(period - 1).is_some_and(|n| n.form == Form::Times));
    let alone = s.tokens[period].possessive && matches!(s.text(period + 1), "" | "." | "," | ";");
    let figure = matches!(s.text(period + 1), "figure" | "number" | "count" | "tally" | "level");
    if factor && (alone || figure || s.is(period + 1, &[Class::Volume, Class::Market, Class::Share])) {
        return true;
    }
    // "five of the seven that were listed a week ago".
    let mut before = period;
    while before > 0
        && (s.is(before - 1, &[Class::On, Class::In]) || matches!(s.tokens[before - 1].kind, Kind::Board(_)))
    {
        before -= 1;
    }
    // Not "Seven models were listed in W20": so many were.
    let rows = before.checked_sub(3).filter(|rows| s.is(rows + 1, &[Class::Be]));
    let all = rows.is_some_and(|at| {
        let counts = s.num(at).is_some_and(|n| n.unit == Unit::Subjects);
        counts && (at == 0 || matches!(s.tokens[at - 1].kind, Kind::Mark(_)))
    });
    if matches!(s.text(before.wrapping_sub(1)), "listed" | "seen" | "shown") && !all {
        return true;
    }
    // "as many as Bravo had in May": that is Bravo's time.
    let theirs = |at: usize| {
        s.is(at, &[Class::AsMuchAs]) && s.who(at + 1).is_some() && matches!(s.text(at + 2), "had" | "did")
    };
    if (period.saturating_sub(5)..period).any(theirs) {
        return true;
    }
    // "stood where they were yesterday".
    let stayed = s.text(period.saturating_sub(1));
    if stayed.ends_with("where they were") || stayed.ends_with("where it was") {
        return true;
    }
    // "in the same order as last week".
    if s.is(period.saturating_sub(1), &[Class::As])
        && (period.saturating_sub(4)..period).any(|at| s.text(at).starts_with("same"))
    {
        return true;
    }
    // "half as many as on Friday", "twice as often as in May".
    let mut as_then = period;
    while as_then > 0 && s.is(as_then - 1, &[Class::In, Class::On, Class::The]) {
        as_then -= 1;
    }
    let equal = s.is(as_then.wrapping_sub(1), &[Class::AsMuchAs])
        || s.is(as_then.wrapping_sub(1), &[Class::As])
            && (as_then.saturating_sub(5)..as_then.saturating_sub(1)).any(|i| {
                s.text(i) == "as" && matches!(s.text(i + 1), "many" | "much" | "often" | "big" | "large")
            });
    if equal {
        return true;
    }
    // "12.9 million containers, against 11.4 million for the twelve in May", "2,400 for the top three last week".
    let against = |at: usize| {
        s.is(at, &[Class::Against])
            && s.num(at + 1)
                .is_some_and(|n| n.form == Form::Cardinal && (n.scaled || n.unit == Unit::Board || n.digits))
    };
    if (period.saturating_sub(7)..period).any(against) {
        return true;
    }
    // "down 29% from its seven rows of last week".
    let rows = |at: usize| {
        s.is(at, &[Class::From])
            && (at + 1..at + 3).any(|i| s.num(i).is_some_and(|n| n.unit == Unit::Subjects))
    };
    if (period.saturating_sub(6)..period).any(rows) {
        return true;
    }
    // "10% less than the fifty of last week".
    let before = |back: usize| period.wrapping_sub(back);
    let those_of =
        s.is(before(1), &[Class::Of]) && s.num(before(2)).is_some() && s.is(before(3), &[Class::The]);
    if those_of && s.is(before(4), &[Class::Than, Class::MoreThan, Class::Against, Class::From]) {
        return true;
    }
    // "half as many again as the 600 it recorded in W20".
    let recorded = |at: usize| {
        (s.num(at).is_some() || s.text(at) == "rank" || s.is(at, &[Class::PlacesNoun, Class::RankNoun]))
            && s.is(at + 1, &[Class::It, Class::They])
            && super::is_verb(s, at + 2)
    };
    if (period.saturating_sub(6)..period).any(recorded) {
        return true;
    }
    // "the margin it had over Bravo in May".
    let margin = |at: usize| s.is(at, &[Class::GapNoun]) && s.is(at + 1, &[Class::It, Class::They]);
    if (period.saturating_sub(7)..period).any(margin) {
        return true;
    }
    // "the lead it had held in W30", "the positions they had in March".
    if (period.saturating_sub(4)..period)
        .any(|at| s.is(at, &[Class::It, Class::They]) && s.text(at + 1) == "had")
    {
        return true;
    }
    // "on their March rank", "listed in both March and April", "the 344 billion of the previous week".
    if inside_a_noun(s, period) {
        return true;
    }
    // "fill the first three places, as they did yesterday".
    if (period.saturating_sub(3)..period).any(|at| s.is(at, &[Class::As]))
        && matches!(s.text(period.wrapping_sub(1)), "did" | "was" | "were" | "had" | "in")
    {
        return true;
    }
    if than_it_did(s, period).is_some() || super::since_it_came(s, period).is_some() {
        return true;
    }
    let mut at = period;
    let small = [Class::In, Class::On, Class::The, Class::It, Class::They, Class::Be, Class::As, Class::Its];
    while at > 0 && (s.is(at - 1, &small) || matches!(s.text(at - 1), "did" | "had")) {
        at -= 1;
    }
    // "from third on Arena in W16".
    if placed_before(s, at).is_some_and(|number| s.is(number.wrapping_sub(1), &[Class::From])) {
        return true;
    }
    let Some(before) = at.checked_sub(1) else { return false };
    // "where a week ago it trailed" tells when.
    if s.is(before, &[Class::Than, Class::Against, Class::From, Class::After, Class::MoreThan])
        && !matches!(s.text(before), "where" | "when")
    {
        return true;
    }
    // "491 billion tokens, after 182 billion last week".
    let after = before > 0
        && s.is(before - 1, &[Class::After])
        && s.num(before).is_some_and(|n| n.form == Form::Cardinal && n.unit != Unit::Periods);
    after
        || s.num(before).is_some()
            && (before.saturating_sub(2)..before)
                .any(|i| s.is(i, &[Class::From, Class::Against, Class::Than]))
}

/// "46% fewer than it drew in W10", "more than Bravo handled in May": where "than" stands, if the period is that of the
/// verb behind it.
pub fn than_it_did(s: &Sentence, period: usize) -> Option<usize> {
    let mut verb = period.checked_sub(1)?;
    while verb > 0 && s.is(verb, &[Class::In, Class::On]) {
        verb -= 1;
    }
    let than = verb.checked_sub(2)?;
    let who = s.is(than + 1, &[Class::It, Class::They]) || s.who(than + 1).is_some();
    (who && super::is_verb(s, verb) && s.is(than, &[Class::Than, Class::MoreThan])).then_some(than)
}

/// "third on Arena", "second in the table": where the words go on behind the board that stands with a number.
pub fn past_board(s: &Sentence, at: usize) -> usize {
    let board = at + 1 + usize::from(s.is(at + 1, &[Class::The]));
    let named = s.tokens.get(board).is_some_and(|t| matches!(t.kind, Kind::Board(_)) && !t.possessive);
    if named && s.is(at, &[Class::In, Class::On]) { board + 1 } else { at }
}

/// "second and fourth", "No. 2, No. 3 and No. 5": where the places of a list stand, and where the words go on behind it.
pub fn placed_list(s: &Sentence, at: usize) -> Option<(Vec<usize>, usize)> {
    let rank = |at: usize| s.num(at).is_some_and(super::super::frames::is_rank);
    let joins = |at: usize| s.is(at, &[Class::And]) || s.is_mark(at, ',');
    let mut first = at;
    while first > 1 && joins(first - 1) && rank(first - 2) {
        first -= 2;
    }
    let mut ranks = vec![first];
    let mut end = first + 1;
    while joins(end) && rank(end + 1) {
        ranks.push(end + 1);
        end += 2;
    }
    (rank(first) && ranks.len() > 1).then_some((ranks, end))
}

/// The number that is followed by its board, before a token.
pub fn placed_before(s: &Sentence, at: usize) -> Option<usize> {
    let numbers = (3..5).filter_map(|back| at.checked_sub(back)).filter(|number| s.num(*number).is_some());
    numbers.into_iter().find(|number| past_board(s, number + 1) == at)
}

/// The period says which noun is meant, not when the clause holds.
fn inside_a_noun(s: &Sentence, period: usize) -> bool {
    let Some(before) = period.checked_sub(1) else { return false };
    let owned = s.is(before, &[Class::Its, Class::Their]) && !s.tokens[period].possessive;
    // "listed in both March and April".
    let near = period.saturating_sub(5)..period;
    let both = near.clone().any(|at| s.text(at) == "both")
        && near.clone().any(|at| matches!(s.text(at), "listed" | "seen" | "shown"));
    let article = before - usize::from(before > 0 && s.is(before, &[Class::The]));
    let amount =
        |at: usize| s.num(at).is_some_and(|n| n.scaled || n.digits && !super::super::frames::is_rank(n));
    // "its 344 billion of the week before".
    let of_number = s.is(article, &[Class::Of]) && article.checked_sub(1).is_some_and(amount)
        || s.text(period).starts_with("of ") && amount(before);
    // "twice the margin of W30", "from the six points of W16".
    let points = s.is(before, &[Class::Of])
        && before > 1
        && s.num(before - 1).is_some_and(|n| n.unit == Unit::Points)
        && s.is(before - 2, &[Class::The]);
    // "two points above the bar of W30".
    let bar = s.is(before, &[Class::Of])
        && matches!(s.text(before.wrapping_sub(1)), "bar" | "threshold" | "cutoff")
        && s.is(before.wrapping_sub(3), &[Class::Ahead, Class::Behind]);
    if points || bar || of_a_distance(s, before) {
        return true;
    }
    let figure = |at: usize| {
        matches!(
            s.text(at),
            "rank" | "place" | "position" | "level" | "score" | "share" | "volume" | "total" | "figure"
        )
    };
    // "more than double the W29 figure".
    if s.is(before, &[Class::The]) && figure(period + 1) {
        return true;
    }
    // "0.9% below the figure for March 26".
    let beyond =
        |at: usize| s.is(at, &[Class::Ahead, Class::Behind]) || matches!(s.text(at), "above" | "below");
    if s.is(before, &[Class::For, Class::Of]) && before > 2 && figure(before - 1) && beyond(before - 3) {
        return true;
    }
    // "like the 38.1% fall of the Saturday before".
    let change = [Class::Up, Class::UpValue, Class::Down, Class::DownValue];
    let fall = article.checked_sub(1).is_some_and(|at| {
        s.is(article, &[Class::Of]) && s.is(at, &change) && s.num(at.wrapping_sub(1)).is_some()
    });
    if fall {
        return true;
    }
    let its_rank = figure(before) && before > 0 && s.is(before - 1, &[Class::Its, Class::Their]);
    owned || both || of_number || its_rank || of_rows_then(s, period) || of_top_then(s, period)
}

/// "Two of last week's top ten have dropped out", "Of last week's top ten, two …": whose place then is meant.
fn of_top_then(s: &Sentence, period: usize) -> bool {
    let top = s.who(period + 1).is_some_and(|who| matches!(who.as_slice(), [Entity::Top(_)]))
        || s.num(period + 1).is_some_and(|n| n.unit == Unit::Subjects && n.form == Form::Cardinal);
    let of = period.checked_sub(1).is_some_and(|of| s.is(of, &[Class::Of]));
    let past = s.tokens.iter().skip(period + 2).take(8).any(|t| matches!(t.text, "was" | "were" | "had"));
    top && of && s.tokens[period].possessive && !past
}

/// "the only films on last week's list to move up", "on both last week's chart and this week's": which rows are meant.
fn of_rows_then(s: &Sentence, period: usize) -> bool {
    let list = |at: usize| {
        super::is_list(s.text(at)) || matches!(s.tokens.get(at).map(|t| &t.kind), Some(Kind::Board(_)))
    };
    let owned =
        |at: usize| s.tokens.get(at).is_some_and(|t| t.possessive && matches!(t.kind, Kind::Period(_)));
    let part = |at: usize| owned(at) || list(at) || s.is(at, &[Class::And]) || s.text(at) == "both";
    let first = (0..period).rev().take_while(|at| part(*at)).last().unwrap_or(period);
    let end = (period + 1..s.tokens.len()).find(|at| !part(*at)).unwrap_or(s.tokens.len());
    let Some(noun) = first.checked_sub(2) else { return false };
    let rows = s.subjects.contains(&noun) || s.is(noun, &[Class::RowsNoun]);
    let inside = s.is(noun + 1, &[Class::On, Class::In, Class::From]);
    let only = (noun.saturating_sub(3)..noun).any(|at| s.is(at, &[Class::Only]));
    owned(period) && (first..end).any(list) && rows && inside && only && s.is(end, &[Class::To])
}

/// "twice the margin of W30", "half its lead in May", "the same distance as last week": a distance that another is held
/// against; `at` is the word before the period.
fn of_a_distance(s: &Sentence, at: usize) -> bool {
    let lead = s.text(at) == "lead of";
    let noun = if lead { at } else { at.saturating_sub(1) };
    let distance = lead || s.is(at, &[Class::Of, Class::In]) && s.is(noun, &[Class::GapNoun, Class::Lead]);
    let article = noun.saturating_sub(1);
    let Some(factor) = article.checked_sub(1).filter(|_| s.is(article, &[Class::The, Class::Its])) else {
        return false;
    };
    let times = s.num(factor).is_some_and(|n| matches!(n.form, Form::Times | Form::Fraction));
    distance && (times || matches!(s.text(factor), "twice" | "double" | "triple" | "thrice"))
}

/// "from 600 last week": what stood there before is told by the figure itself.
pub fn before_of(s: &Sentence, period: usize) -> bool {
    let near = period.saturating_sub(5)..period;
    compared_with(s, period)
        && !near.clone().any(|i| {
            let article = usize::from(s.is(i.wrapping_sub(1), &[Class::The]));
            let before = i.wrapping_sub(1 + article);
            // "80% more than the 4 trillion of W20", but not "more than 600 last week".
            let more = article > 0 && s.is(before, &[Class::MoreThan]);
            s.num(i).is_some() && (more || s.is(before, &[Class::Against, Class::Than]))
        })
}

/// "Of the seven models on the chart in W20, six grew": the period says which rows are spoken of.
pub(super) fn of_those_then(s: &Sentence, start: usize, period: usize) -> bool {
    // "Of the seven models that were on the chart in W20, …", "that were already there last week".
    let relative = s.is(start, &[Class::Which]) && s.is(start + 1, &[Class::Be]) && start < 6;
    let start = if relative { 0 } else { start };
    let rows = (start + 1..period).any(|at| s.num(at).is_some_and(|n| n.unit == Unit::Subjects));
    let list = (start + 1..period).any(|at| {
        super::is_list(s.text(at))
            || matches!(s.text(at), "listed" | "there" | "present")
            || matches!(s.tokens[at].kind, Kind::Board(_))
    });
    let opens = s.is(start, &[Class::Of]) && s.is(start + 1, &[Class::The]);
    let counted = s.is_mark(period + 1, ',') && s.num(period + 2).is_some();
    opens && rows && list && counted && !(start..period).any(|at| matches!(s.tokens[at].kind, Kind::Mark(_)))
}

/// "between W20 and W21", the one before and another: what changed from then to now.
pub(super) fn spans_the_change(s: &Sentence, period: usize) -> bool {
    let is = |at: usize, back: bool| match s.tokens.get(at).map(|t| &t.kind) {
        Some(Kind::Period(When::Back(1))) => back,
        Some(Kind::Period(When::At(_) | When::Back(0))) => !back,
        _ => false,
    };
    let pair = |from: usize| {
        s.is(from, &[Class::Between])
            && is(from + 1, true)
            && s.is(from + 2, &[Class::And])
            && is(from + 3, false)
    };
    period.checked_sub(1).is_some_and(pair) || period.checked_sub(3).is_some_and(pair)
}

/// The time of a clause that goes on with the one before: the last that it named. What stands in brackets tells its own
/// alone: "Its share is 11% (last week: 10%), a gain of a point".
pub(super) fn carried(s: &Sentence, start: usize, earlier: &[Clause]) -> Option<When> {
    let closes = s.is_mark(start.wrapping_sub(1), ')');
    let opened = |c: &Clause| s.is_mark(c.range.start.wrapping_sub(1), '(');
    let before = match closes {
        true => earlier.iter().rposition(opened)?.checked_sub(1)?,
        false => earlier.len().checked_sub(1)?,
    };
    let previous = &earlier[before];
    // "was fifth in April, sixth in May and is ninth now, with 604,300".
    let named = |at: usize| match s.tokens[at].kind {
        Kind::Period(when) if when != When::Beyond && !compared_with(s, at) => Some(when),
        Kind::Lex(Class::Now) if super::says_now(s, at) => Some(When::Back(0)),
        _ => None,
    };
    let with = s.is_mark(start.wrapping_sub(1), ',') && s.is(start, &[Class::With, Class::At]);
    let last = || previous.range.clone().rev().find_map(named);
    previous.when.and_then(|when| if with { last().or(Some(when)) } else { Some(when) })
}
