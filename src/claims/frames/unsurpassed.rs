//! Frames of what nobody surpasses: "more than any other", "nobody fell further than".

use super::relations::plain;
use super::{Draft, Frame, Test};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Unit};
use crate::claims::tokens::{Entity, Kind, Who};
use rust_decimal::Decimal;

/// "No product improved as much as Alpha", "nobody climbed as far as Alpha": the most of all.
pub fn as_much_as_nobody(f: Frame<'_>) -> Option<Draft> {
    let nobody = f.is(0, &[Class::Neg]) && matches!(f.text(0), "no" | "nobody" | "none" | "no one");
    let range = f.at + 1..f.clause().range.end;
    let equal = range.clone().find(|at| {
        f.s.is(*at, &[Class::AsMuchAs])
            || f.s.text(*at) == "as"
                && matches!(f.s.text(at + 1), "far" | "fast" | "quickly" | "sharply" | "steeply")
    })?;
    let who = (equal + 1..equal + 5).find(|at| f.s.who(*at).is_some())?;
    let group = f.group_from(who).filter(|group| nobody && plain(group))?;
    let (sign, class) =
        (f.at + 1..equal).find_map(|at| f.directed(at).map(|(sign, class, _)| (sign, class)))?;
    let scored = (f.at + 1..equal).any(|at| f.s.is(at, &[Class::Score]));
    let measures: &[Measure] = match class {
        _ if scored => &[Measure::ValueChange],
        Class::UpRank | Class::DownRank => &[Measure::Places],
        Class::UpValue | Class::DownValue => &[Measure::Growth, Measure::ValueChange],
        _ => &[Measure::Places, Measure::ValueChange, Measure::Growth],
    };
    let extreme =
        |m: &Measure| Test::Extreme { measure: *m, sign, most: true, group: group.clone(), top: f.scope() };
    let tests = measures.iter().map(extreme).collect();
    Some(Draft { neg: false, ..f.draft_of("superlative", tests, group.clone(), true) })
}

/// "added 400 billion tokens, more than any other": the most of what a number before measures.
pub(super) fn more_than_any(f: Frame<'_>, group: Vec<Who>) -> Option<Draft> {
    // "at its three ports" counts what the amount before it is of.
    let amount = |at: &usize| {
        let list = matches!(f.s.tokens[at.saturating_sub(1)].kind, Kind::Board(_)) && f.s.num(*at).is_some();
        !list
            && f.s.num(*at).is_some_and(|n| !super::is_rank(n))
            && !f.s.is(at.wrapping_sub(1), &[Class::Its, Class::Their])
    };
    let told: Vec<usize> = (0..f.at).rev().filter(amount).take(2).collect();
    // "has two newcomers on the list, more than any other studio": of them.
    let arrived = [Class::Debut, Class::Return, Class::New, Class::Exit];
    let comes = |at: &usize| f.s.is(at + 1, &arrived) && !f.s.is(at + 2, &[Class::Votes]);
    if told.first().is_some_and(comes) {
        let unbound = Test::Unbound("how many of them each has is not set against each other");
        return Some(f.draft("superlative", vec![unbound]));
    }
    if told.first().and_then(|at| f.s.num(*at))?.unit == Unit::Subjects {
        let test = match group.concat().as_slice() {
            [Entity::Org(org)] => Test::MostRows { org: *org, top: f.scope(), tied: false },
            _ => Test::Unbound("how many each has is not set against each other"),
        };
        return Some(f.draft("superlative", vec![test]));
    }
    let tests = told.iter().filter_map(|at| {
        let (measure, sign) = measured_at(f, *at)?;
        if let Some(test) = of_makers(f, (measure, true), &group) {
            return Some(test);
        }
        let test = Test::Extreme { measure, sign, most: true, group: group.clone(), top: f.scope() };
        Some(among(f, test))
    });
    Some(f.draft("superlative", tests.collect()))
}

/// "rose 82%, the most of any port": more than any other.
pub fn most_of_any(f: Frame<'_>) -> Option<Draft> {
    let told = f.text(0) == "most" && f.is(-1, &[Class::The]) && f.text(-2) == ",";
    let row = f.s.subjects.contains(&(f.at + 3)) || f.s.is(f.at + 3, &[Class::RowsNoun]);
    let any = f.is(1, &[Class::Of]) && f.text(2) == "any" && row;
    let group = f.clause().subject.clone();
    (told && any && plain(&group)).then(|| more_than_any(f, group)).flatten()
}

/// What a number of the sentence measures, and which way.
fn measured_at(f: Frame<'_>, at: usize) -> Option<(Measure, i8)> {
    let there = f.from(at)?;
    let changed = super::numbers::direct(there)
        || there.is(-1, &super::numbers::CHANGES)
        || there.role() == Some(Class::By);
    let sign = there.direction().filter(|_| changed).map_or(0, |(sign, ..)| sign);
    let num = f.s.num(at)?;
    Some(match num.form {
        _ if super::votes::are_new(there) => (Measure::VotesChange, 1),
        _ if num.unit == Unit::PercentPoints => (Measure::ShareChange, sign),
        Form::Percent if sign != 0 => (Measure::Growth, sign),
        Form::Percent => (Measure::Share, 0),
        _ if num.unit == Unit::Places => (Measure::Places, sign),
        _ if num.unit == Unit::Votes && sign == 0 => (Measure::Votes, 0),
        _ if sign != 0 => (Measure::ValueChange, sign),
        _ => (Measure::Value, 0),
    })
}

/// "carried more of the tokens than any other lab": the most, or the least.
pub(super) fn than_any(f: Frame<'_>) -> Option<Draft> {
    let word = (f.clause().range.start..f.at).rev().find(|at| {
        matches!(f.s.text(*at), "more" | "fewer" | "less" | "larger" | "smaller" | "higher" | "lower")
    })?;
    let most = matches!(f.s.text(word), "more" | "larger" | "higher");
    let number = f.s.num(word.checked_sub(1)?).is_some();
    // "gained more places than any other".
    let placed = (f.clause().range.start..word).rev().find_map(|at| f.directed(at));
    if let Some((sign, ..)) = placed.filter(|_| f.s.is(word + 1, &[Class::PlacesNoun]) && !number) {
        let (measure, group) = (Measure::Places, f.clause().subject.clone());
        let test = Test::Extreme { measure, sign, most, group: group.clone(), top: f.scope() };
        return Some(f.draft_of("superlative", vec![among(f, test)], group, f.clause().certain));
    }
    let carries =
        (f.clause().range.start..word).any(|at| f.s.is(at, &[Class::Carry, Class::Be, Class::Hold]));
    let counted = f.s.is(word + 1, &[Class::RowsNoun]) || f.s.num(word + 1).is_some();
    // "added more tokens than any other".
    let moved = (f.clause().range.start..word)
        .rev()
        .find_map(|at| f.directed(at))
        .filter(|(_, class, _)| !matches!(class, Class::UpRank | Class::DownRank));
    let sign = moved.map_or(0, |(sign, ..)| sign);
    let measure = match () {
        () if number || !(carries || sign != 0) || counted => return None,
        () if sign != 0 && f.near(&[Class::Share], 0) => Measure::ShareChange,
        () if sign != 0 && super::measures::is_relative(f) => Measure::Growth,
        () if sign != 0 => Measure::ValueChange,
        // "has 3,327 votes, fewer than any other row".
        () if f.near(&[Class::Votes], 0) || super::compared::counts_votes(f) => Measure::Votes,
        () if f.near(&[Class::Price, Class::Context, Class::Parameters], 0) => return None,
        () => Measure::Value,
    };
    let group = f.clause().subject.clone();
    // "more steeply than any other": by which part, or by how much.
    if most && sign != 0 && PACES.contains(&f.s.text(word + 1)) && plain(&group) {
        let extreme = |measure| Test::Extreme { measure, sign, most, group: group.clone(), top: f.scope() };
        let tests = [Measure::Growth, Measure::ValueChange].map(|measure| among(f, extreme(measure)));
        return Some(f.draft_of("superlative", tests.to_vec(), group.clone(), f.clause().certain));
    }
    if let Some(test) = of_makers(f, (measure, most), &group) {
        return Some(f.draft_of("superlative", vec![test], group, f.clause().certain));
    }
    let test = Test::Extreme { measure, sign, most, group: group.clone(), top: f.scope() };
    let draft = f.draft_of("superlative", vec![among(f, test)], group, f.clause().certain);
    // "has more points than any other, but ranks third for traffic": of no traffic.
    let points = f.s.text(word + 1).starts_with("point") && f.clause().boards.is_empty();
    Some(if points { Draft { boards: Vec::new(), ..draft } } else { draft })
}

/// How one grows or shrinks.
const PACES: [&str; 5] = ["steeply", "sharply", "quickly", "strongly", "rapidly"];

/// "more containers than any other operator": a maker, of whose rows together the words tell.
fn of_makers(f: Frame<'_>, (measure, most): (Measure, bool), group: &[Who]) -> Option<Test> {
    let ends = |at: usize| {
        matches!(f.s.tokens.get(at).map(|t| &t.kind), None | Some(Kind::Mark(_)))
            || f.s.is(at, &[Class::In, Class::On, Class::And])
    };
    // "more than any studio but Ostrand".
    let but = |at: usize| matches!(f.s.text(at), "but" | "except" | "bar" | "save" | "excepting");
    if (f.at + 2..f.at + 6).any(|at| but(at) && (f.s.who(at + 1).is_some() || f.s.who(at + 2).is_some())) {
        return Some(Test::Unbound("who of all the others is excepted"));
    }
    let makers = (f.at + 1..f.at + 5).any(|at| f.s.makers.contains(&at))
        || f.text(1) == "any" && f.text(2) == "other" && ends(f.at + 3);
    match group.concat().as_slice() {
        [Entity::Org(org)] if makers && most && measure == Measure::Value && f.scope().is_none() => {
            Some(Test::NthMaker { nth: 1, org: *org })
        }
        [Entity::Org(_)] if makers => Some(Test::Unbound("what makers have together is not looked up")),
        _ => None,
    }
}

/// "than any other Anthropic row", "than any of Google's": of that maker's rows.
pub(super) fn among(f: Frame<'_>, test: Test) -> Test {
    let small = |at: &usize| {
        f.s.is(*at, &[Class::Of, Class::The]) || matches!(f.s.text(*at), "any" | "any of" | "other")
    };
    let Some(at) = (f.at + 1..f.at + 6).find(|at| !small(at)) else { return test };
    let maker = super::among_rows::maker_at(f, at).filter(|of| !of.orgs.is_empty());
    match (maker, test) {
        (Some(of), Test::Extreme { measure, sign, most, group, top }) => {
            Test::AmongRows { order: super::Order { measure, sign, most, nth: 1 }, of, top, group }
        }
        (_, test) => test,
    }
}

/// "lost 6.9 points, and no other row lost so much": the most of what was told.
pub fn no_other(f: Frame<'_>) -> Option<Draft> {
    if f.text(0) == "no"
        && let Some(draft) = no_bigger_gain(f)
    {
        return Some(draft);
    }
    if f.text(0) != "no" || f.text(1) != "other" {
        return None;
    }
    let end = f.clause().range.end;
    let as_much = (f.at + 2..end).any(|at| {
        matches!(f.s.text(at), "so" | "as") && matches!(f.s.text(at + 1), "much" | "many" | "far" | "fast")
            || f.s.is(at, &[Class::AsMuchAs])
    });
    let before = f.clauses[..f.index].iter().rev().find(|c| !c.subject.is_empty())?;
    if !as_much || !plain(&before.subject) {
        return None;
    }
    let group = before.subject.clone();
    let draft = more_than_any(f, group.clone())?;
    Some(Draft { neg: false, group, certain: before.certain, ..draft })
}

/// "rose 5.3 points, and no port had a bigger gain": the biggest change of what was told.
fn no_bigger_gain(f: Frame<'_>) -> Option<Draft> {
    let noun = f.at + 1 + usize::from(f.text(1) == "other");
    let (verb, more, change) = (noun + 1, noun + 3, noun + 4);
    let bigger = matches!(
        f.s.text(more),
        "bigger" | "larger" | "greater" | "steeper" | "sharper" | "faster" | "higher" | "stronger"
    );
    let had = f.s.is(verb, &[Class::Be, Class::Carry]) && f.s.is(noun + 2, &[Class::A]);
    let ends = matches!(f.s.tokens.get(change + 1).map(|t| &t.kind), None | Some(Kind::Mark(_)));
    let (sign, ..) = f.directed(change).filter(|_| super::scopes::is_row(f, noun) && bigger && had)?;
    // "than Alpha": another's superlative.
    if (change + 1..f.clause().range.end).any(|at| f.s.is(at, &[Class::Than, Class::MoreThan])) {
        return None;
    }
    let before = f.clauses[..f.index].iter().rev().find(|c| !c.subject.is_empty())?;
    let group = before.subject.clone();
    let amount = |at: &usize| f.s.num(*at).is_some_and(|n| !super::is_rank(n));
    let told = before.range.clone().filter(amount).filter_map(|at| measured_at(f, at));
    let extreme = |measure| Test::Extreme { measure, sign, most: true, group: group.clone(), top: f.scope() };
    let tests: Vec<Test> = told.filter(|(_, way)| *way == sign).map(|(m, _)| extreme(m)).collect();
    let tests = if plain(&group) && ends { tests } else { Vec::new() };
    let open = || vec![Test::Unbound("a bigger change of what is not told")];
    let tests = if tests.is_empty() { open() } else { tests };
    let draft = f.draft_of("superlative", tests, group.clone(), before.certain);
    Some(Draft { neg: false, guessed: before.guessed, ..draft })
}

/// "No model fell further than Delta": of what its verb measures, Delta has the most.
pub(super) fn surpassed_by_nobody(f: Frame<'_>) -> Option<Draft> {
    let group = f.group_from(f.at + 1)?;
    let start = f.clause().range.start;
    // "No newcomer came in higher than Alpha": of the newcomers alone.
    let new = |at: usize| f.s.is(at, &[Class::Neg]) && f.s.is(at + 1, &[Class::New, Class::Debut]);
    if (start..f.at).any(new) {
        let open = Test::Unbound("of which newcomers it is told is not looked up");
        return Some(Draft { neg: false, ..f.draft_of("superlative", vec![open], group, true) });
    }
    if (start..f.at).filter_map(|at| f.from(at)).any(|there| super::bests::nobody_had_more(there).is_some()) {
        return None;
    }
    if let Some((measure, most)) = has_more(f) {
        let test = Test::Extreme { measure, sign: 0, most, group: group.clone(), top: f.scope() };
        let tests = vec![test.of_the_whole_list()];
        return Some(Draft { neg: false, ..f.draft_of("superlative", tests, group, true) });
    }
    // "No package was downloaded more often than Alpha".
    if f.text(-1) == "often" && f.is(-3, &[Class::Carry]) {
        let most = f.text(-2) == "more";
        let test =
            Test::Extreme { measure: Measure::Value, sign: 0, most, group: group.clone(), top: f.scope() };
        return Some(Draft { neg: false, ..f.draft_of("superlative", vec![test], group, true) });
    }
    // "Nobody scores higher than Alpha".
    if let Some(most) = rated(f) {
        let test =
            Test::Extreme { measure: Measure::Value, sign: 0, most, group: group.clone(), top: f.scope() };
        let tests = vec![Test::OfScores(Box::new(test))];
        return Some(Draft { neg: false, ..f.draft_of("superlative", tests, group, true) });
    }
    let (sign, class, _) = f.direction()?;
    let unit = |at: usize| f.s.text(at) == "more" && f.s.units.contains(&(at + 1));
    let volume = (0..f.at).any(|at| f.s.is(at, &[Class::Volume]) || unit(at))
        || f.text(-1).ends_with('s') && f.text(-2) == "more";
    let faster = (f.at.saturating_sub(5)..f.at).any(|at| f.s.text(at) == "faster");
    let measures: &[Measure] = match class {
        _ if f.near(&[Class::Share], 0) => &[Measure::ShareChange],
        // "No film gained more places than Alpha".
        _ if f.is(-1, &[Class::PlacesNoun]) => &[Measure::Places],
        _ if volume => &[Measure::ValueChange],
        // "No film grew faster over the month than Alpha".
        Class::UpValue | Class::DownValue if faster => &[Measure::Growth],
        Class::UpRank | Class::DownRank => &[Measure::Places],
        Class::UpValue | Class::DownValue => &[Measure::Growth, Measure::ValueChange],
        _ => &[Measure::Places, Measure::Growth, Measure::ValueChange],
    };
    // "In absolute terms nobody gained more than Alpha".
    let measures = super::measures::in_terms(f, measures);
    let extreme =
        |m: &Measure| Test::Extreme { measure: *m, sign, most: true, group: group.clone(), top: f.scope() };
    let tests = measures.iter().map(extreme).collect();
    Some(Draft { neg: false, ..f.draft_of("superlative", tests, group, true) })
}

/// "No game added more plays than Alpha, with 333,700": so many it added.
pub fn with_so_much(f: Frame<'_>) -> Option<Draft> {
    const FURTHEST: usize = 8;
    let num = *f.num()?;
    let comma = f.at.checked_sub(2).filter(|at| f.is(-1, &[Class::With]) && f.s.is_mark(*at, ','))?;
    let than = (comma.saturating_sub(FURTHEST)..comma).rev().find(|at| f.s.is(*at, &[Class::Than]))?;
    let there = f.from(than).filter(|there| nobody(*there))?;
    let draft = surpassed_by_nobody(there)?;
    let moved = |test: &Test| match test {
        Test::Extreme {
            measure: measure @ (Measure::ValueChange | Measure::Growth), sign, group, ..
        } if (num.form == Form::Percent) == (*measure == Measure::Growth) => {
            let num = if num.form == Form::Percent { num.scaled_by(Decimal::new(1, 2)) } else { num };
            Some(Test::Number { measure: *measure, num, sign: *sign, group: group.clone() })
        }
        _ => None,
    };
    let tests: Vec<Test> = draft.tests.iter().filter_map(moved).collect();
    let amount = num.form == Form::Percent || num.form == Form::Cardinal;
    (amount && !tests.is_empty())
        .then(|| Draft { neg: false, ..f.draft_of("change", tests, draft.group.clone(), true) })
}

/// "No row has fewer votes than", "no film drew more admissions than": of what, and whether it is the most.
fn has_more(f: Frame<'_>) -> Option<(Measure, bool)> {
    let range = f.clause().range.start..f.at;
    let word = range.clone().rev().find(|at| {
        matches!(
            f.s.text(*at),
            "more" | "fewer" | "less" | "larger" | "smaller" | "higher" | "lower" | "better"
        )
    })?;
    let most = matches!(f.s.text(word), "more" | "larger" | "higher" | "better");
    let verb = word.checked_sub(1 + usize::from(word > 1 && f.s.is(word - 1, &[Class::A])))?;
    let moved = f.s.is(verb, &[Class::Move]) && f.s.units.contains(&(word + 1));
    let has = moved || f.s.is(verb, &[Class::Carry, Class::Be, Class::Hold]);
    let of = |classes: &[Class]| (word + 1..f.at).any(|at| f.s.is(at, classes));
    let noun = word + 1 < f.at && range.clone().all(|at| at <= word || f.s.num(at).is_none());
    // "drew more admissions than": what is drawn is what the board counts.
    let unit = moved || f.s.is(verb, &[Class::Carry]) && matches!(f.s.tokens[word + 1].kind, Kind::Word(_));
    // "score" is a verb elsewhere.
    let score = (word + 1..f.at).any(|at| matches!(f.s.text(at), "score" | "points"));
    let measure = match () {
        () if !has
            || !noun
            || of(&[Class::Share, Class::Price, Class::RowsNoun, Class::PlacesNoun, Class::RankNoun]) =>
        {
            return None;
        }
        () if of(&[Class::Votes]) => Measure::Votes,
        () if of(&[Class::Score, Class::Volume]) || score || unit => Measure::Value,
        () => return None,
    };
    Some((measure, most))
}

/// "Nobody …", "no model …", "none …": what follows is the most there is.
pub(super) fn nobody(f: Frame<'_>) -> bool {
    f.clause().range.clone().take_while(|at| *at < f.at).any(|at| {
        f.s.text(at) == "nothing"
            || (f.s.is(at, &[Class::Neg]) && matches!(f.s.text(at), "nobody" | "no one" | "none" | "no"))
    })
}

/// "None of the top 20 dropped more places than Alpha": in that Alpha comes first.
pub(super) fn surpassed_by_none(f: Frame<'_>) -> bool {
    let mut words = f.at + 1..f.clause().range.end;
    let row = |at: usize| {
        let free = f.s.tokens.get(at).is_some_and(|t| !t.possessive);
        free && f.s.who(at).is_some_and(|who| who.iter().all(|e| matches!(e, Entity::Model { .. })))
    };
    words.any(|at| {
        let more = (f.at + 1..at)
            .any(|i| super::counts::is_comparative(f.s.text(i)) || f.s.is(i, &[Class::Up, Class::Down]));
        f.s.is(at, &[Class::Than]) && row(at + 1) && more
            || f.s.is(at, &[Class::MoreThan]) && row(at + 1) && f.directed(at - 1).is_some()
    })
}

/// "scores higher", "is rated lower", before "than": whether it is the most that is meant.
fn rated(f: Frame<'_>) -> Option<bool> {
    let verb = matches!(f.text(-2), "scores" | "scored" | "score" | "rates" | "rated" | "has scored")
        && !f.is(-2, &[Class::The]);
    match f.text(-1) {
        "higher" | "better" if verb => Some(true),
        "lower" | "worse" if verb => Some(false),
        _ => None,
    }
}
