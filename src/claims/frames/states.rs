//! Frames of change: up, down, held, doubled, launched.

use super::measures::{is_of_a_score, is_priced, is_ranked, measured};
use super::{Draft, Frame, Test, is_rank};
use crate::claims::clauses::{Clause, is_noun, is_push};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Unit};
use crate::claims::tokens::{Entity, Kind, Who};

/// "Alpha's growth was lower than Bravo's" is told by what it is set against.
fn is_of_two_growths(f: Frame<'_>) -> bool {
    f.is(1, &[Class::Than]) && f.from(f.at + 1).is_some_and(super::paces::of_growths)
}

/// "seven gained traffic and four lost it": of some that are counted, and not of the traffic.
fn is_counted(f: Frame<'_>) -> bool {
    let number = f.at.checked_sub(1).and_then(|at| f.s.num(at));
    number.is_some_and(|n| n.form == Form::Cardinal && !n.scaled) && of_whom(f).0 == [vec![Entity::Market]]
}

/// "rose", "fell", "held": of what the clause's other words measure.
pub fn direction(f: Frame<'_>) -> Option<Draft> {
    let class = f.class()?;
    let sign = match class {
        Class::Up | Class::UpRank | Class::UpValue => 1,
        Class::Down | Class::DownRank | Class::DownValue => -1,
        Class::Hold => 0,
        _ => return None,
    };
    if tells_something_else(f, class) || is_of_two_growths(f) {
        return None;
    }
    if let Some(open) = either(f).or_else(|| super::of_the_year::excepted(f)) {
        return Some(Draft { quantity: "direction", ..open });
    }
    let noun = is_noun(f.s, f.at);
    if let Some(told) = super::grown::noun_of(f, sign).filter(|_| noun && sign != 0) {
        return Some(told);
    }
    // "dropped behind Alpha" speaks of the two, not of places.
    if noun || ranks_higher_than(f) || f.is(1, &[Class::Behind, Class::Ahead, Class::Overtake]) {
        return None;
    }
    // "three of the top ten lost volume" is told by the count.
    if is_given_up(f) || is_of_a_gap(f) || is_priced(f) || super::tops::counted_before(f) || is_counted(f) {
        return None;
    }
    let (group, certain) = of_whom(f);
    if class == Class::Hold {
        return super::holds::hold(f, group, certain, is_ranked(f));
    }
    if group.is_empty() {
        return (!f.clause().foreign).then(|| f.draft_of("direction", Vec::new(), group, certain));
    }
    if super::tops::is_below_one(f) {
        return Some(f.draft("direction", vec![Test::Unbound("what is below a top is not looked up")]));
    }
    if is_a_rank_of_nobody(f, &group) {
        return Some(f.draft_of("direction", Vec::new(), Vec::new(), false));
    }
    if is_of_some(f) {
        return Some(f.draft("direction", vec![Test::Unbound("of which rows it is told is not looked up")]));
    }
    let group = all_in_all(f, group);
    let measures = measured_here(f, class);
    // "Neither Alpha nor Echo grew": none of them.
    let neither = (f.clause().range.start..f.at).any(|at| f.s.text(at) == "neither");
    if let Some(from) = super::then::every_since(f) {
        return Some(super::runs::since(f, (class, sign), from, group, certain));
    }
    let moved =
        |measure: &Measure, group: &[Who]| Test::Direction { measure: *measure, sign, group: group.to_vec() };
    let any = |m: &Measure| Test::Any(group.iter().map(|who| moved(m, std::slice::from_ref(who))).collect());
    let scored = |test: Test| if is_of_a_score(f) { Test::OfScores(Box::new(test)) } else { test };
    let together = group.len() > 1 && f.near(&[Class::Together], 0);
    let tests = measures.iter().map(|m| match () {
        () if neither => scored(any(m)),
        () if together => in_sum(*m, sign, &group),
        () => scored(moved(m, &group)),
    });
    let all = whole_maker(&group);
    let together = |m: &Measure| all.as_ref().filter(|_| *m != Measure::Places).map(|all| moved(m, all));
    let tests: Vec<Test> = tests.chain(measures.iter().filter_map(together)).collect();
    let draft = f.draft_of("direction", tests, group.clone(), certain);
    // "did not keep it from falling": it fell.
    Some(Draft { neg: draft.neg && !f.is(-1, &[Class::From]), ..draft })
}

/// What went up or down: "grew without losing its position" tells of places alone.
fn measured_here(f: Frame<'_>, class: Class) -> &'static [Measure] {
    let place = f.is(1, &[Class::Its, Class::Their])
        && (f.is(2, &[Class::PlacesNoun, Class::RankNoun]) || f.text(2).starts_with("rank"));
    if place { &[Measure::Places] } else { measured(f, class) }
}

/// "ranks higher than Alpha": where that is, and no way.
fn ranks_higher_than(f: Frame<'_>) -> bool {
    let ranks = f.is(-1, &[Class::Be]) && f.text(-1).starts_with("rank");
    ranks && f.is(1, &[Class::Than]) && f.s.who(f.at + 2).is_some()
}

/// "More volume, lower rank": whose rank is not told.
fn is_a_rank_of_nobody(f: Frame<'_>, group: &[Who]) -> bool {
    let ranked = f.is(1, &[Class::RankNoun]) || f.text(1) == "rank";
    ranked && group.iter().flatten().any(|e| matches!(e, Entity::Market))
}

/// "climbed or held its place": one of the two.
fn either(f: Frame<'_>) -> Option<Draft> {
    let moves =
        |at: Option<usize>| at.is_some_and(|at| f.directed(at).is_some() || f.s.is(at, &[Class::Hold]));
    let told = f.is(1, &[Class::Or]) && moves(Some(f.at + 2))
        || f.is(-1, &[Class::Or]) && moves(f.at.checked_sub(2));
    let open = Test::Unbound("which of the two is so is not told");
    told.then(|| f.draft("direction", vec![open]))
}

/// "Alpha's three ports grew": each of them, or all of them together, which is the maker.
fn whole_maker(group: &[Who]) -> Option<Vec<Who>> {
    match group.iter().flatten().collect::<Vec<_>>().as_slice() {
        [Entity::OrgRows { org, top: None, .. }] => Some(vec![vec![Entity::Org(*org)]]),
        _ => None,
    }
}

/// "Alpha and Bravo's combined share fell": what they have together did.
fn in_sum(measure: Measure, sign: i8, group: &[Who]) -> Test {
    let measure = if measure == Measure::Growth { Measure::ValueChange } else { measure };
    Test::MovedTogether { measure, sign, group: group.to_vec() }
}

/// "Traffic fell at most of Alpha's rivals": of some, and not of all together.
fn is_of_some(f: Frame<'_>) -> bool {
    const NOT_ROWS: [&str; 18] = [
        "pace",
        "rate",
        "speed",
        "clip",
        "last",
        "once",
        "first",
        "time",
        "start",
        "end",
        "beginning",
        "expense",
        "week",
        "weeks",
        "month",
        "months",
        "day",
        "days",
    ];
    let Clause { range, subject, .. } = f.clause();
    let market =
        subject.iter().flatten().all(|e| *e == Entity::Market) && f.near(&[Class::Market, Class::Volume], 0);
    let when = |at: usize| match f.s.tokens[at].kind {
        Kind::Period(_) | Kind::Date(_) | Kind::Span(_) | Kind::Board(_) => true,
        Kind::Num(n) => {
            let num = &f.s.nums[n];
            !matches!(num.unit, Unit::None | Unit::Subjects | Unit::Makers) || num.scaled || is_rank(num)
        }
        _ => NOT_ROWS.contains(&f.s.text(at)) || f.s.is(at, &[Class::Lead]),
    };
    let rows = |at: usize| {
        let goes_on = |at: &usize| !f.s.is(*at, &[Class::In, Class::On, Class::Than, Class::And]);
        let mut noun = (at + 1..range.end.min(at + 5)).take_while(goes_on).peekable();
        f.s.is(at, &[Class::At, Class::For]) && noun.peek().is_some() && !noun.any(when)
    };
    market && (f.at + 1..range.end).any(rows)
}

/// Whose direction it is: the subject's, unless the words around say whose.
fn of_whom(f: Frame<'_>) -> (Vec<Who>, bool) {
    let clause = f.clause();
    // "relegated MiMo to second": said of the one that was.
    let pushed = || is_push(f.text(0)).then(|| f.group_from(f.at + 1)).flatten();
    if let Some(group) = pushed() {
        return (group, true);
    }
    // "What Alpha gained stands against what Bravo lost": Bravo did.
    let what = || f.at.checked_sub(1).filter(|_| f.text(-2) == "what").and_then(|at| f.s.who(at));
    if let Some(who) = what() {
        return (vec![who.clone()], true);
    }
    // "More volume, lower rank: Alpha …" tells of whom it names behind.
    let ranked = matches!(f.text(0), "higher" | "lower")
        && (f.is(1, &[Class::RankNoun, Class::PlacesNoun]) || f.text(1) == "rank");
    let nobody = clause.subject.is_empty() && !clause.foreign && !ranked;
    let overall = super::numbers::is_overall(f);
    match nobody && f.near(&[Class::Market, Class::Volume], 0) || of_the_market(f) || overall {
        true => (vec![vec![Entity::Market]], true),
        false => (clause.subject.clone(), clause.certain),
    }
}

/// "in a shrinking market", "in a growing OpenRouter market": the market's way.
fn of_the_market(f: Frame<'_>) -> bool {
    let board = matches!(f.s.tokens.get(f.at + 1).map(|t| &t.kind), Some(Kind::Board(_)));
    let noun = f.at + 1 + usize::from(board);
    let market = f.s.is(noun, &[Class::Market, Class::Volume])
        || crate::claims::clauses::is_list(f.s.text(noun))
        || matches!(f.s.text(noun), "field" | "pack" | "pie")
        || f.s.who(noun).is_some_and(|who| who.contains(&Entity::Market));
    f.text(0).ends_with("ing") && f.is(-1, &[Class::A, Class::The]) && market
}

/// "gave some up" goes down.
fn is_given_up(f: Frame<'_>) -> bool {
    let before = f.at.saturating_sub(3)..f.at;
    f.text(0) == "up"
        && before.into_iter().any(|at| matches!(f.s.text(at), "gave" | "give" | "gives" | "giving"))
}

/// "the gap narrowed" is told by the gap.
fn is_of_a_gap(f: Frame<'_>) -> bool {
    // Only distances narrow.
    let narrows = f.text(0).starts_with("narrow");
    narrows || f.near(&[Class::GapNoun, Class::Lead], 3) && f.text(0).starts_with("widen")
}

/// "Corvane's three ports together grew": the maker's, all in all.
fn all_in_all(f: Frame<'_>, group: Vec<Who>) -> Vec<Who> {
    // "Corvane's three ports moved 2.26 million, up 8.6%": what they have together.
    let told = |at: usize| f.s.num(at).is_some_and(|n| n.scaled || n.unit == Unit::Board);
    let together = f.near(&[Class::Together], 0) || f.at > 0 && (f.clauses[0].range.start..f.at).any(told);
    let one = |who: Who| match who.as_slice() {
        [Entity::OrgRows { org, top: None, .. }] if together => vec![Entity::Org(*org)],
        _ => who,
    };
    group.into_iter().map(one).collect()
}

/// "and down on Bravo", "is 400 up on Alpha", "Alpha being the higher", "three from one stable": no way that anything went.
fn is_no_way(f: Frame<'_>) -> bool {
    // "a run of rising weeks": of which it is made.
    if f.text(0).ends_with("ing")
        && matches!(f.text(1), "days" | "weeks" | "months" | "day" | "week" | "month" | "periods")
    {
        return true;
    }
    let row =
        |at: usize| f.s.who(at).is_some_and(|who| who.iter().all(|e| matches!(e, Entity::Model { .. })));
    let owned = f.at.checked_sub(1).is_some_and(|at| f.s.tokens[at].possessive || f.s.num(at).is_some());
    let article = f.is(-1, &[Class::The, Class::A, Class::Its, Class::Their]);
    let ends = matches!(f.s.tokens.get(f.at + 1).map(|t| &t.kind), None | Some(Kind::Mark(_) | Kind::Who(_)));
    match f.text(0) {
        // "has Alpha at No. 2 and, lower down, Bravo at No. 7".
        "up" | "down" if matches!(f.text(-1), "higher" | "lower") => true,
        "up" | "down" => f.is(1, &[Class::On, Class::At]) && row(f.at + 2),
        "higher" | "lower" if matches!(f.text(1), "up" | "down") => true,
        "higher" | "lower" => {
            f.is(-1, &[Class::The]) && (ends || f.is(1, &[Class::And, Class::Of, Class::In]))
        }
        // "a place it has never improved on".
        "improved" => {
            f.is(1, &[Class::On])
                && matches!(f.s.tokens.get(f.at + 2).map(|t| &t.kind), None | Some(Kind::Mark(_)))
        }
        "stable" => owned || article || matches!(f.text(-1), "same" | "one" | "own" | "single"),
        _ => false,
    }
}

/// "The top ten lost Alpha": the list, by whom it lost.
fn lost_by_a_list(f: Frame<'_>) -> bool {
    let whom = f.at + 1 + usize::from(f.text(1) == "both");
    f.s.who(whom).is_some()
        && f.from(whom).is_some_and(|there| super::list_holds::list_holds(there).is_some())
}

/// A word of direction that is told by the lead, by a count or as a place.
fn tells_something_else(f: Frame<'_>, class: Class) -> bool {
    // "falls short of what Alpha carried" is no fall, "rose for 22 packages" one of some rows.
    // "First place on the board fell to Alpha".
    let place = f.is(1, &[Class::To])
        && f.s.who(f.at + 2).is_some()
        && f.s.num(f.clause().range.start).is_some_and(is_rank);
    let told = is_no_way(f) || f.text(1) == "short" || place || lost_by_a_list(f);
    if told || super::among_rows::is_of_some_rows(f) {
        return true;
    }
    // "lost the top spot" is told by the lead.
    let lead = class == Class::Down && (f.at + 1..f.at + 4).any(|at| f.s.is(at, &[Class::Lead]));
    // "that figure has now fallen to 54%": what the figure is was told before.
    let figure =
        |at: usize| f.s.text(at) == "figure" && at > 0 && matches!(f.s.text(at - 1), "that" | "this" | "the");
    if (f.clause().range.start..f.at).any(figure) {
        return true;
    }
    // "its lead over Alpha shrank" is the gap's, "everyone else is unmoved" nobody's who is named.
    let of_gap = |at: usize| {
        f.s.text(at) == "lead over" && f.s.who(at + 1).is_some() || f.s.text(at) == "everyone else"
    };
    if (f.clause().range.start..f.at).any(of_gap) {
        return true;
    }
    // "No row has a higher score than Alpha" is Alpha's superlative.
    let of_nobody = matches!(f.text(0), "higher" | "lower")
        && f.is(-1, &[Class::A])
        && (f.at + 2..f.at + 4).any(|at| f.s.is(at, &[Class::Than]))
        && super::unsurpassed::nobody(f);
    if of_nobody {
        return true;
    }
    // "no higher than 38th" tells where, not which way.
    let place = f.text(-1) == "no" && matches!(f.text(0), "higher" | "lower" | "better" | "worse");
    // "of the four rows, two climbed": the count has it.
    let counted = f.at.checked_sub(1).and_then(|b| f.s.num(b)).is_some_and(|n| n.form == Form::Cardinal);
    let theirs = |who: &Who| who.iter().any(|e| matches!(e, Entity::OrgRows { .. }));
    // "Alpha's three ports grew": its own count.
    let own = f.at.checked_sub(2).and_then(|at| f.s.who(at)).is_some_and(theirs);
    let of_rows = f.clause().subject.iter().any(theirs) && !own;
    // "Eight models in the top 20 climbed".
    let whole = |e: &Entity| matches!(e, Entity::Top(_));
    let rows = |at: usize| f.s.num(at).is_some_and(|n| n.unit == Unit::Subjects && n.form == Form::Cardinal);
    let subject = &f.clause().subject;
    let of_top = subject.iter().flatten().all(whole)
        && !subject.is_empty()
        && (counted || (f.clause().range.start..f.at).any(rows));
    // "four grew and just one, Alpha, kept its rank", "four models lost rank": of nobody who is named.
    let four = f.at.checked_sub(1).and_then(|b| f.s.num(b)).is_some_and(|n| {
        let ends = matches!(
            f.s.tokens.get(f.at + 1).map(|t| &t.kind),
            None | Some(Kind::Mark('.' | ';' | ':' | ','))
        );
        let bare = n.unit == Unit::None && (f.is(1, &[Class::And]) || ends);
        n.form == Form::Cardinal && !n.scaled && !n.digits && (bare || n.unit == Unit::Subjects)
    });
    // "…, and three of the four did so while growing".
    let start = f.clause().range.start;
    let of_some = f.clause().joint == Some(Class::While)
        && (0..start).any(|at| {
            f.s.num(at).is_some_and(|n| n.form == Form::Cardinal)
                && f.s.is(at + 1, &[Class::Of])
                && (at + 2..start).any(|at| f.s.text(at) == "did")
        });
    lead || place
        || of_top
        || super::both_lists::counted_verb(f)
        || counted && of_rows
        || four && !own
        || of_some
}

/// "up from fifth", "down from 4 trillion": the direction of what the numbers measure.
pub fn since(f: Frame<'_>) -> Option<Draft> {
    let sign = match (f.class()?, f.text(0)) {
        (Class::From, "up from") => 1,
        (Class::From, "down from") => -1,
        _ => return None,
    };
    let before = (f.at + 1..(f.at + 4).min(f.s.tokens.len())).find_map(|at| f.s.num(at))?;
    let now = (f.at.saturating_sub(6)..f.at).rev().find_map(|at| f.s.num(at));
    let group = f.clause().subject.clone();
    let alike = now.filter(|n| n.form == before.form && n.scaled == before.scaled && !is_rank(n));
    if let Some(now) = alike {
        let holds = if sign > 0 { now.value > before.value } else { now.value < before.value };
        return Some(f.draft_of("direction", vec![Test::Stated(holds)], group, true));
    }
    let gap = f.near(&[Class::GapNoun, Class::Lead, Class::Peak], 0);
    if group.is_empty() || gap || !is_rank(before) {
        return None;
    }
    Some(f.draft("direction", vec![Test::Direction { measure: Measure::Places, sign, group }]))
}

/// "launched on 16 April".
pub fn released(f: Frame<'_>) -> Option<Draft> {
    let Kind::Date(Some(date)) = f.s.tokens[f.at].kind else { return None };
    let clause = f.clause();
    let word = clause.range.clone().any(|at| f.s.is(at, &[Class::Released]));
    let start = clause.range.start;
    // "Alpha, which its maker announced on 24 July": what was announced.
    let what = start.checked_sub(2).filter(|_| clause.joint == Some(Class::Which)).and_then(|at| f.s.who(at));
    let (group, certain) = match what {
        Some(who) => (vec![who.clone()], true),
        None => (clause.subject.clone(), clause.certain),
    };
    (word && !group.is_empty()).then(|| {
        let test = Test::Released { group: group.clone(), date };
        Draft { when: None, ..f.draft_of("released", vec![test], group, certain) }
    })
}
