//! Frames that count rows: "four of the top five", "three debuts", "the only decliner", "no exits".

use super::{Draft, Frame, Of, Predicate, Test};
use crate::claims::clauses::{Clause, all_before, is_verb};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num, Unit};
use crate::claims::tokens::{Entity, Kind, Who};
use crate::identity::ModelId;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// What the words after a count say of the counted.
fn predicate(f: Frame<'_>, from: usize, to: usize) -> Option<Predicate> {
    if (from..to).any(|at| f.s.text(at) == "changed" && f.s.is(at + 1, &[Class::PlacesNoun])) {
        return Some(Predicate::Moved);
    }
    let share = (from..to).any(|at| f.s.is(at, &[Class::Share]));
    (from..to).find_map(|at| {
        Some(match f.s.class(at)? {
            // "newcomers to the top 20" may have stood below it.
            Class::Debut
                if (at + 1..at + 5).any(|i| f.top_at(i).is_some()) && f.s.is(at + 1, &[Class::To]) =>
            {
                Predicate::Entered
            }
            Class::Debut => Predicate::Debut,
            Class::New => Predicate::Debut,
            Class::Return => Predicate::Return,
            Class::Exit => Predicate::Exit,
            Class::Up | Class::UpValue if share => Predicate::GainedShare,
            Class::Down | Class::DownValue if share => Predicate::LostShare,
            Class::UpRank => Predicate::Climbed,
            Class::DownRank => Predicate::Fell,
            Class::UpValue if !share => Predicate::Grew,
            Class::DownValue if !share => Predicate::Shrank,
            Class::Up if moved(f) && !by_percent(f, at) => Predicate::Climbed,
            Class::Down if moved(f) && !by_percent(f, at) => Predicate::Fell,
            Class::Up if !share => Predicate::Grew,
            Class::Down if !share => Predicate::Shrank,
            Class::Hold
                if (matches!(f.s.text(at), "held" | "unchanged" | "unmoved" | "kept" | "stayed")
                    || super::states::EXACT.contains(&f.s.text(at)))
                    && !f.s.text(at + 1).starts_with("on") =>
            {
                Predicate::Held
            }
            // "to hold its rank", "that keeps its place".
            Class::Hold
                if (at + 1..at + 4)
                    .any(|i| f.s.is(i, &[Class::PlacesNoun]) || f.s.text(i).starts_with("rank")) =>
            {
                Predicate::Held
            }
            Class::Move if matches!(f.s.text(at), "moved" | "moves" | "move" | "shifted") => Predicate::Moved,
            Class::Free => Predicate::Free,
            _ => return None,
        })
    })
}

/// "rose", "fell" of counted rows mean places unless volume is spoken of.
fn moved(f: Frame<'_>) -> bool {
    let of_unit =
        |at: usize| matches!(f.s.tokens[at].kind, Kind::Board(_)) && at > 0 && f.s.is(at - 1, &[Class::In]);
    !f.near(&[Class::Volume, Class::Share, Class::Market], 6)
        && !(f.at..f.clause().range.end).any(|at| of_unit(at) && f.s.text(at).ends_with('s'))
}

/// "lost more than 2%": volume.
fn by_percent(f: Frame<'_>, verb: usize) -> bool {
    (verb + 1..(verb + 5).min(f.clause().range.end))
        .any(|at| f.s.num(at).is_some_and(|n| n.form == Form::Percent))
}

fn is_comparative(word: &str) -> bool {
    matches!(
        word,
        "better" | "worse" | "further" | "farther" | "longer" | "less" | "fewer" | "more" | "sooner"
    )
}

fn org_in(group: &[Who]) -> Option<usize> {
    orgs_in(group).into_iter().next()
}

fn orgs_in(group: &[Who]) -> BTreeSet<usize> {
    let makers = group.iter().flatten().filter_map(|e| match e {
        Entity::Org(org) => Some(*org),
        _ => None,
    });
    makers.collect()
}

/// The count at the token: a cardinal in words or digits, or "no".
fn count_at(f: Frame<'_>) -> Option<Num> {
    // "ranks no higher than 38th" counts nobody.
    if f.text(0) == "no"
        && (f.is(1, &[Class::Up, Class::Down, Class::MoreThan]) && !f.text(1).ends_with('s')
            || is_comparative(f.text(1)))
    {
        return None;
    }
    // "no longer has a row in".
    if f.text(0) == "no longer"
        && f.is(1, &[Class::Be])
        && f.is(2, &[Class::A])
        && f.is(3, &[Class::RowsNoun, Class::It])
    {
        return Some(Num { unit: Unit::Subjects, ..Num::new(Decimal::ZERO, Decimal::ZERO, Form::Cardinal) });
    }
    // "not a single model", "not one".
    if f.text(0) == "not" && (f.is(1, &[Class::A]) && f.text(2) == "single" || f.text(1) == "one") {
        return Some(Num { unit: Unit::Subjects, ..Num::new(Decimal::ZERO, Decimal::ZERO, Form::Cardinal) });
    }
    if f.is(0, &[Class::Neg]) && matches!(f.text(0), "no") {
        return Some(Num { unit: Unit::Subjects, ..Num::new(Decimal::ZERO, Decimal::ZERO, Form::Cardinal) });
    }
    if f.is(0, &[Class::Neg]) && matches!(f.text(0), "none" | "nobody") {
        return Some(Num::new(Decimal::ZERO, Decimal::ZERO, Form::Cardinal));
    }
    if f.text(0) == "nothing" && f.is(1, &[Class::In]) {
        return Some(Num { unit: Unit::Subjects, ..Num::new(Decimal::ZERO, Decimal::ZERO, Form::Cardinal) });
    }
    let num = f.num()?;
    let fine = num.form == Form::Cardinal && !num.scaled && num.whole().is_some_and(|n| n <= 200);
    (fine && matches!(num.unit, Unit::None | Unit::Subjects | Unit::Foreign | Unit::Places)).then_some(*num)
}

/// "four of the top five grew", "three of the first five are Anthropic's".
fn counted_of_top(f: Frame<'_>, num: Num, at: usize, top: u32) -> Option<Draft> {
    let end = f.clause().range.end;
    // "four are Anthropic's, three are DeepSeek's": up to the next count.
    let next = (at + 1..end).find(|i| f.s.num(*i).is_some_and(|n| n.form == Form::Cardinal)).unwrap_or(end);
    let named: Vec<Who> = (at + 1..next).filter_map(|i| f.s.who(i)).cloned().collect();
    let mut makers = orgs_in(&named);
    if makers.is_empty() {
        makers = orgs_in(&f.clause().subject);
    }
    let what = predicate(f, at + 1, end);
    let what = if makers.is_empty() { what? } else { what.unwrap_or(Predicate::Listed) };
    Some(done(f, num, what, Some(top), Of::orgs(makers)))
}

/// "No model fell by more than one place", "three models hold over a tenth of the market": a figure that all of the
/// counted have.
pub(super) fn of_counted(f: Frame<'_>) -> bool {
    let clause = f.clause();
    clause.subject.is_empty()
        && (clause.range.start..f.at).any(|at| {
            let there = Frame { at, ..f };
            let counts = count_at(there).is_some() && counted(there).is_some_and(|d| has_by(&d));
            counts || every(there).is_some_and(|d| has_by(&d))
        })
}

fn has_by(draft: &Draft) -> bool {
    draft.tests.iter().any(|t| matches!(t, Test::Count { by: Some(_), .. } | Test::Only { by: Some(_), .. }))
}

/// The number counts rows: "three models", "three debuts", "three lost volume", "seven of the eight models".
fn names_counted(f: Frame<'_>, num: Num) -> bool {
    let noun = matches!(num.unit, Unit::Subjects)
        || f.is(
            1,
            &[
                Class::Debut,
                Class::Exit,
                Class::Return,
                Class::UpRank,
                Class::DownRank,
                Class::New,
                Class::Free,
            ],
        )
        || (f.is(1, &[Class::UpValue, Class::DownValue, Class::Up, Class::Down]) && f.text(1).ends_with('s'));
    // "three lost volume", "two rose and one fell".
    let alone = num.unit == Unit::None
        && f.clause().subject.is_empty()
        && (f.is(
            1,
            &[Class::Up, Class::UpRank, Class::UpValue, Class::Down, Class::DownRank, Class::DownValue],
        ) || f.is(1, &[Class::Be]) && f.is(2, &[Class::New]))
        && !f.is(-1, &[Class::By, Class::To, Class::From, Class::Up, Class::Down, Class::At]);
    // "Seven of the eight models carried at least …".
    let of_all = f.is(1, &[Class::Of])
        && (f.at + 2..f.at + 4).any(|at| {
            let verb = is_verb(f.s, at + 1);
            let bare = |n: &Num| n.unit == Unit::None && n.form == Form::Cardinal && !n.scaled && verb;
            f.s.num(at).is_some_and(|n| n.unit == Unit::Subjects || bare(n) && f.s.is(at - 1, &[Class::The]))
        });

    let pair = matches!(f.s.tokens.get(f.at + 1).map(|t| &t.kind), Some(Kind::Num(_)));
    (noun || alone || of_all) && !pair
}

/// "four of the top five", "three debuts", "two models climbed", "five of the seven grew".
pub fn counted(f: Frame<'_>) -> Option<Draft> {
    let num = count_at(f)?;
    // "the other nine lost some": of those that something else was said of.
    if f.text(-1) == "other" && f.num().is_some() {
        let unbound = Test::Unbound("which the others are is not told");
        return Some(f.draft_of("count", vec![unbound], Vec::new(), false));
    }
    let every = f.text(0) == "one" && f.is(-1, &[Class::All, Class::Each, Class::Neg]);
    if f.near(&[Class::Together], 4) {
        return None;
    }
    if every || (f.is(-1, &[Class::The]) && f.is(-2, &[Class::Of])) {
        return None;
    }
    let end = f.clause().range.end;
    if let Some([Entity::OrgRows { org, top, .. }]) =
        f.at.checked_sub(1).and_then(|b| f.s.who(b)).map(Vec::as_slice)
    {
        let test = Test::Count { num, what: Predicate::Listed, by: None, top: *top, of: Of::orgs([*org]) };
        return Some(Draft { neg: false, ..f.draft_of("count", vec![test], Vec::new(), true) });
    }
    let of_top = f
        .is(1, &[Class::Of])
        .then(|| {
            let scope = (f.at + 2..(f.at + 7).min(end)).take_while(|at| f.s.num(*at).is_none());
            scope.clone().find_map(|at| Some((at, f.top_at(at)?)))
        })
        .flatten();
    if let Some((at, top)) = of_top {
        return counted_of_top(f, num, at, top);
    }
    let subject_org = org_in(&f.clause().subject);
    // "No model fell further than Delta" is Delta's superlative.
    let beyond = num.value.is_zero()
        && (f.at..end).any(|at| {
            f.s.is(at, &[Class::Than, Class::MoreThan, Class::Outgrow]) && f.group_from(at + 1).is_some()
        });
    if !names_counted(f, num) || beyond {
        return None;
    }
    let makes = |at: usize| {
        f.s.is(at, &[Class::In, Class::Enter]) || matches!(f.s.text(at), "made" | "make" | "makes")
    };
    let inside = (f.at + 1..end).find_map(|at| f.top_at(at)).filter(|_| (f.at + 1..end).any(makes));
    let named: Vec<Who> = (f.at + 1..end).filter_map(|i| f.s.who(i)).cloned().collect();
    let mut makers = orgs_in(&f.clause().subject);
    makers.extend(orgs_in(&named));
    if let (false, Some(top), None) = (makers.is_empty(), inside, predicate(f, f.at, end)) {
        return Some(done(f, num, Predicate::Listed, Some(top), Of::orgs(makers)));
    }
    let what = match predicate(f, f.at, end) {
        Some(what) => what,
        None => {
            let draft = done(f, num, Predicate::Listed, f.scope(), Of::orgs(subject_org));
            return (f.clause().subject.is_empty() && has_by(&draft)).then_some(draft);
        }
    };
    // "two of Kimi's rows", "three newcomers in the first eight": only what is said of the whole board is counted.
    let of_all = f.is(1, &[Class::Of]);
    let far = if num.value.is_zero() || inside.is_some() || of_all { 12 } else { 5 };
    let close = (f.at + 1..(f.at + far).min(end)).any(|at| predicate(f, at, at + 1).is_some());
    let plural = f.clause().range.clone().any(|at| at < f.at && f.s.is(at, &[Class::With, Class::As]));
    if !close || plural {
        return None;
    }
    let org = subject_org
        .or_else(|| (f.at + 1..end).filter_map(|i| f.s.who(i)).find_map(|w| org_in(std::slice::from_ref(w))));
    let other_who = (f.clause().range.start..f.at)
        .any(|i| f.s.who(i).is_some_and(|w| w.iter().any(|e| matches!(e, Entity::Model { .. }))));
    if other_who {
        return None;
    }
    let models = family(f);
    let of = if models.is_empty() { Of::orgs(org) } else { Of { models, ..Of::default() } };
    Some(done(f, num, what, f.scope(), of))
}

/// The names that a colon or a dash after the clause lists.
fn named_after(f: Frame<'_>) -> Option<Vec<Who>> {
    let end = f.clause().range.end;
    let mark = matches!(f.s.tokens[end - 1].kind, Kind::Mark(':' | '—' | '–' | '('));
    let names = super::podium::listed(f, end);
    (mark && !names.is_empty()).then_some(names)
}

/// "two Claude models": the models whose names begin so.
fn family(f: Frame<'_>) -> Vec<ModelId> {
    let models = |who: &Who| {
        let of = who.iter().filter_map(|e| match e {
            Entity::Model { model, .. } => Some(*model),
            _ => None,
        });
        of.collect::<Vec<_>>()
    };
    f.s.who(f.at + 1).map(models).filter(|found| found.len() > 1).unwrap_or_default()
}

/// How far each of the counted went, or how much it has.
fn extent(f: Frame<'_>, what: Predicate) -> Option<(Measure, Num)> {
    let nums = || (f.at + 1..f.clause().range.end).filter_map(|at| Some((at, f.s.num(at)?)));
    let ratio = |n: &Num| match n.form {
        Form::Percent => Some(n.scaled_by(Decimal::new(1, 2))),
        Form::Fraction => Some(*n),
        _ => None,
    };
    match what {
        Predicate::Climbed | Predicate::Fell | Predicate::Moved => {
            let places = nums().find(|(_, n)| n.unit == Unit::Places && n.form == Form::Cardinal);
            places.map(|(_, n)| (Measure::Places, *n))
        }
        Predicate::Listed => nums().find_map(|(at, n)| {
            let sharing = f.s.is(at + 1, &[Class::ShareOf, Class::Of]) || f.near(&[Class::Share], 4);
            match ratio(n).filter(|_| sharing) {
                // A limit is meant exactly.
                Some(n) => Some((Measure::Share, Num { half: Decimal::ZERO, ..n })),
                None => (n.scaled && n.form == Form::Cardinal).then_some((Measure::Value, *n)),
            }
        }),
        _ => None,
    }
}

fn done(f: Frame<'_>, num: Num, what: Predicate, top: Option<u32>, of: Of) -> Draft {
    let zero = num.value.is_zero();
    // "three fell despite growing".
    if f.clauses.get(f.index + 1).is_some_and(|next| twofold(f, next)) {
        let unbound = Test::Unbound("two things at once are not counted");
        return Draft { neg: false, ..f.draft_of("count", vec![unbound], Vec::new(), true) };
    }
    // "four grew by at least half": so far, at the least.
    let by = matches!(what, Predicate::Grew | Predicate::Shrank)
        .then(|| {
            (f.at + 1..f.clause().range.end)
                .find_map(|at| f.s.num(at).filter(|n| n.form == Form::Percent || n.form == Form::Fraction))
        })
        .flatten()
        .map(|n| {
            if n.form == Form::Percent {
                n.scaled_by(Decimal::new(1, 2))
            } else {
                Num { half: Decimal::ZERO, ..*n }
            }
        })
        .map(|n| (Measure::Growth, n))
        .or_else(|| extent(f, what));
    let test = match named_after(f) {
        // "Three debuts: A, B and C": these and no others.
        Some(group)
            if of.orgs.is_empty()
                && of.models.is_empty()
                && (by.is_some() || what != Predicate::Listed)
                && what != Predicate::Exit
                && num.whole() == u32::try_from(group.len()).ok() =>
        {
            Test::Only { what, by, group, top }
        }
        // "four models in the top 20: A, B, C and D": and they are there.
        Some(group)
            if top.is_some() && what != Predicate::Exit && num.whole() == u32::try_from(group.len()).ok() =>
        {
            let inside = Test::InTop { group, top: top.unwrap_or_default() };
            Test::All(vec![inside, Test::Count { num, what, by, top, of }])
        }
        _ => Test::Count { num, what, by, top, of },
    };
    let mut draft = f.draft_of("count", vec![test], Vec::new(), true);
    if zero {
        draft.neg = false;
    }
    draft
}

/// "each of the top five grew by at least half", "all of the first ten grew".
pub fn every(f: Frame<'_>) -> Option<Draft> {
    // "every one of the top five", "every member of the top five".
    let noun = f.text(0) == "every" && f.s.is(f.at + 2, &[Class::Of]);
    let of = f.at + if noun { 2 } else { 1 };
    if !f.is(0, &[Class::Each, Class::All]) || !f.s.is(of, &[Class::Of]) {
        return None;
    }
    let (at, top) = (of + 1..of + 3).find_map(|at| Some((at, f.top_at(at)?)))?;
    let num = Num::new(Decimal::from(top), Decimal::ZERO, Form::Cardinal);
    let end = f.clause().range.end;
    let market = |at: usize| f.s.who(at).is_some_and(|w| *w == vec![Entity::Market]);
    if let Some(verb) = (at + 1..end).find(|i| f.s.is(*i, &[Class::Outgrow, Class::Undergrow]))
        && top <= 20
        && (verb + 1..verb + 4).any(market)
    {
        let more = f.s.is(verb, &[Class::Outgrow]);
        let against = |rank| Test::Compared {
            measure: Measure::Growth,
            a: vec![vec![Entity::AtRank(rank, 0)]],
            b: vec![vec![Entity::Market]],
            more,
        };
        return Some(f.draft_of(
            "comparison",
            vec![Test::All((1..=top).map(against).collect())],
            Vec::new(),
            true,
        ));
    }
    if let Some(what) = predicate(f, at + 1, end) {
        return Some(done(f, num, what, Some(top), Of::default()));
    }
    let makers: BTreeSet<usize> =
        (at + 1..end).filter_map(|i| f.s.who(i)).flat_map(|w| orgs_in(std::slice::from_ref(w))).collect();
    (makers.len() == 1).then(|| done(f, num, Predicate::Listed, Some(top), Of::orgs(makers)))
}

/// "holds the top two places", "takes the first four": all of them are an organisation's.
pub fn holds_top(f: Frame<'_>) -> Option<Draft> {
    let top = f.top_at(f.at)?;
    let orgs = orgs_in(&f.clause().subject);
    let mut before = f.at;
    while before > f.clause().range.start && f.s.is(before - 1, &[Class::The, Class::All, Class::Adverb]) {
        before -= 1;
    }
    let holds = before > f.clause().range.start
        && f.s.is(before - 1, &[Class::Hold, Class::Be, Class::Carry])
        && !counted_before(f);
    let num = Num::new(Decimal::from(top), Decimal::ZERO, Form::Cardinal);
    (holds && !orgs.is_empty()).then(|| done(f, num, Predicate::Listed, Some(top), Of::orgs(orgs)))
}

/// "four of the top 20": the scope is the count's.
pub(super) fn counted_before(f: Frame<'_>) -> bool {
    let clause = f.clause().range.clone();
    clause.take_while(|at| *at < f.at).any(|at| {
        let count = f.s.num(at).is_some_and(|n| n.form == Form::Cardinal)
            || f.s.is(at, &[Class::Only, Class::Each, Class::All]);
        count && (f.s.is(at + 1, &[Class::Of]) || f.s.text(at + 1) == "one" && f.s.is(at + 2, &[Class::Of]))
    })
}

/// "The first four places are Anthropic's", "belong to", "went to".
pub fn top_belongs(f: Frame<'_>) -> Option<Draft> {
    let top = f
        .top_at(f.at)
        .filter(|_| f.clause().subject.iter().flatten().any(|e| matches!(e, Entity::Top(_))))?;
    if counted_before(f) {
        return None;
    }
    let verb = (f.at + 1..(f.at + 4).min(f.clause().range.end)).find(|at| {
        f.s.is(*at, &[Class::Be]) || matches!(f.s.text(*at), "belong" | "belongs" | "went" | "go")
    })?;
    let mut owner = verb + 1;
    while f.s.is(owner, &[Class::To, Class::All, Class::Adverb, Class::Now]) {
        owner += 1;
    }
    let orgs = orgs_in(std::slice::from_ref(f.s.who(owner)?));
    let whole = f.s.tokens[owner].possessive || f.s.is(owner - 1, &[Class::To]);
    let bare =
        matches!(f.s.tokens.get(owner + 1).map(|t| &t.kind), None | Some(Kind::Mark(_) | Kind::Lex(_)));
    let num = Num::new(Decimal::from(top), Decimal::ZERO, Form::Cardinal);
    (whole && bare && !orgs.is_empty()).then(|| {
        let what = Predicate::Listed;
        let test = Test::Count { num, what, by: None, top: Some(top), of: Of::orgs(orgs) };
        f.draft_of("count", vec![test], Vec::new(), true)
    })
}

/// "Everyone but Golf grew", "every model except Golf": Golf alone did the opposite.
pub fn all_but(f: Frame<'_>) -> Option<Draft> {
    if !matches!(f.text(0), "but" | "except" | "bar" | "save") || !all_before(f.s, f.at) {
        return None;
    }
    let from = f.at + 1 + usize::from(f.is(1, &[Class::For]));
    let group = f.group_from(from)?;
    let end = f.clauses.iter().find(|c| c.range.contains(&from)).map_or(f.s.tokens.len(), |c| c.range.end);
    let opposite = match predicate(f, from + 1, end)? {
        Predicate::Grew => Predicate::Shrank,
        Predicate::Shrank => Predicate::Grew,
        Predicate::GainedShare => Predicate::LostShare,
        Predicate::LostShare => Predicate::GainedShare,
        _ => {
            let unbound = Test::Unbound("what all but one did is not counted");
            return Some(f.draft_of("only", vec![unbound], group, true));
        }
    };
    let test = Test::Only { what: opposite, by: None, group: group.clone(), top: f.scope() };
    Some(Draft { neg: false, ..f.draft_of("only", vec![test], group, true) })
}

/// "… despite growing", "… while losing share": more is said of whom the clause before counts.
fn twofold(f: Frame<'_>, clause: &Clause) -> bool {
    let more = [Class::While, Class::EvenAs, Class::Despite, Class::Although, Class::Yet, Class::But];
    let at = clause.range.start + 1;
    let own = f.s.who(at).is_none() && f.s.num(at).is_none() && !f.s.is(at, &[Class::The]);
    clause.joint.is_some_and(|j| more.contains(&j)) && own
}

/// "the only decliner", "the only model that fell".
pub fn only(f: Frame<'_>) -> Option<Draft> {
    if f.class()? != Class::Only {
        return None;
    }
    let end = f
        .clauses
        .get(f.index + 1)
        .filter(|c| c.joint == Some(Class::Which))
        .map_or(f.clause().range.end, |c| c.range.end);
    // "Only Echo and Bravo gained share".
    if f.at == f.clause().range.start
        && let Some(group) = f.group_from(f.at + 1).filter(|_| f.s.who(f.at + 1).is_some())
        && group.iter().flatten().all(|e| matches!(e, Entity::Model { .. }))
        && !(f.at + 2..end).any(|at| f.s.is(at, &[Class::Behind, Class::Ahead, Class::Overtake]))
        && let Some(what) = predicate(f, f.at + 2, end)
    {
        let test = Test::Only { what, by: None, group: group.clone(), top: f.scope() };
        return Some(Draft { neg: false, ..f.draft_of("only", vec![test], group, true) });
    }
    let noun = matches!(f.s.tokens.get(f.at + 1).map(|t| &t.kind), Some(Kind::Word(_) | Kind::Lex(_)))
        || f.text(1) == "one";
    let what = predicate(f, f.at + 1, end)?;
    // "the only one to lose a place while growing": two things at once.
    if f.clauses[f.index + 1..].iter().any(|c| twofold(f, c)) {
        return Some(f.draft("only", vec![Test::Unbound("two things at once are not counted")]));
    }
    if !noun || f.s.num(f.at + 1).is_some() && f.text(1) != "one" {
        return None;
    }
    let group: Vec<Who> = f
        .clause()
        .subject
        .iter()
        .filter(|w| !w.iter().any(|e| matches!(e, Entity::Top(_))))
        .cloned()
        .collect();
    if group.is_empty() {
        return Some(f.draft("only", Vec::new()));
    }
    // A loser may have lost places or volume.
    let lost = what == Predicate::Fell && f.text(1).starts_with("loser");
    let tests = [Some(what), lost.then_some(Predicate::Shrank)]
        .into_iter()
        .flatten()
        .map(|what| Test::Only { what, by: None, group: group.clone(), top: f.scope() })
        .collect();
    let mut draft = f.draft_of("only", tests, group, f.clause().certain);
    draft.neg = false;
    Some(draft)
}
