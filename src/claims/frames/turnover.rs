//! Which rows a list lost and gained, told by where they were before: "six rows that were on the board last week have
//! left", "seven of the fifty rows were not there a week ago"; and who has the most rows.

use super::counts::orgs_in;
use super::holdings::has;
use super::presence::{earlier, says_rows};
use super::scopes::{Scope, is_quiet, is_row, list_after, scope_at, stop};
use super::tallies::closed;
use super::{Among, Draft, Frame, Of, Predicate, Test};
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Unit};
use crate::claims::tokens::{Entity, Kind, When, Who};

/// "Six rows that were on the board last week have left": each by itself, whatever became of its model.
pub fn have_left(f: Frame<'_>) -> Option<Draft> {
    let num = *f
        .num()
        .filter(|n| n.unit == Unit::Subjects && n.form == Form::Cardinal && f.text(0).contains(' '))?;
    let next = f.clauses.get(f.index + 1).filter(|c| c.joint == Some(Class::Which))?;
    let alone = f.at + 1 == next.range.start && f.s.is(f.at + 1, &[Class::Which]);
    let start = next.range.start + 1;
    let were = f.s.is(start, &[Class::Be]) && f.s.is(start + 1, &[Class::On, Class::In]);
    let there = f.from(start)?;
    let end = next.range.end;
    let verb = (start + 1..end).find(|at| f.s.is(*at, &[Class::Exit]))?;
    let before = (start..verb).any(|at| matches!(f.s.tokens[at].kind, Kind::Period(When::Back(1))));
    let have = f.s.is(verb - 1, &[Class::Be]) && matches!(f.s.text(verb - 1), "have" | "are");
    let quiet = (start + 1..verb - 1).all(|at| is_quiet(f, at));
    let rest =
        (verb + 1..stop(there, verb + 1)).all(|at| is_quiet(f, at) || f.s.is(at, &[Class::From, Class::It]));
    let top = (verb + 1..end).any(|at| f.top_at(at).is_some());
    if !(alone && were && before && have && quiet && rest) || top {
        return None;
    }
    let count = |what| Test::Count { num, what, also: None, by: None, top: None, of: Of::default() };
    // "models that were on the list" may have another row there.
    let test = match says_rows(f) {
        true => count(Predicate::RowExit),
        false => Test::Any(vec![count(Predicate::RowExit), count(Predicate::Exit)]),
    };
    Some(now(f, "count", test))
}

/// "Seven of the fifty rows were not there a week ago": they came in.
pub fn were_not_there(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| n.form == Form::Cardinal && !n.scaled)?;
    if f.at != f.clause().range.start {
        return None;
    }
    let end = stop(f, f.at + 1);
    // "Six rows on the list", "six of the fifty rows".
    let rows = num.unit == Unit::Subjects && f.text(0).contains(' ') && f.is(1, &[Class::On, Class::In]);
    let on_list = || (f.at + 2..end).find_map(|at| scope_at(f, at)).filter(|_| rows);
    let part = f.is(1, &[Class::Of]) && num.unit == Unit::None;
    let scope = part.then(|| list_after(f, f.at + 2)).flatten().or_else(on_list)?;
    let be = (f.at + 2..end).find(|at| f.s.is(*at, &[Class::Be]))?;
    let denied = f.s.is(be + 1, &[Class::Neg]) && matches!(f.s.text(be + 1), "not" | "n't");
    let absent = matches!(f.s.text(be + 1), "absent" | "missing");
    let last = |at: usize| matches!(f.s.tokens[at].kind, Kind::Period(When::Back(1)));
    let quiet = (f.at + 1..end).all(|at| at == be || at == be + 1 || is_quiet(f, at));
    if !((denied || absent) && quiet && (be + 1..end).any(last)) {
        return None;
    }
    let top = scope.top();
    let what = if top.is_some() { Predicate::Entered } else { Predicate::Joined };
    let of = Of { rows, ..Of::default() };
    let test = Test::Count { num, what, also: None, by: None, top, of };
    Some(now(f, "count", scope.of(test)))
}

/// "The top twenty lost Alpha": it left. "Alpha clings to a place in the fifty": it did not.
pub fn place_in(f: Frame<'_>) -> Option<Draft> {
    if f.is(0, &[Class::Hold]) {
        return keeps_a_place(f);
    }
    let lost = matches!(f.text(0), "lost" | "loses") && f.clause().subject.len() == 1;
    let top = (f.clause().range.start..f.at).find_map(|at| f.top_at(at)).filter(|_| lost)?;
    let whole = f.clause().subject.iter().flatten().all(|e| matches!(e, Entity::Top(_)));
    let group = f.group_from(f.at + 1).filter(|group| whole && models(group))?;
    let next = f.s.who(f.at + 1).is_some() && !f.s.tokens[f.at + 1].possessive;
    next.then(|| f.draft_of("exit", vec![Test::Left { group: group.clone(), top: Some(top) }], group, true))
}

/// "clings to a place in the fifty", "keeps its place in the top ten"; not "kept its place on the board", which is a rank.
fn keeps_a_place(f: Frame<'_>) -> Option<Draft> {
    let own = f.is(1, &[Class::Its, Class::Their]);
    let place = (f.is(1, &[Class::A]) || own) && f.is(2, &[Class::PlacesNoun, Class::RowsNoun]);
    let inside = f.is(3, &[Class::In, Class::On, Class::Between]);
    if !(place && inside) {
        return None;
    }
    let end = stop(f, f.at + 3);
    let quiet = (f.at + 3..end).all(|at| is_quiet(f, at));
    let scope = (f.at + 3..end).find_map(|at| scope_at(f, at)).filter(|_| quiet)?;
    let group = f.clause().subject.clone();
    if own && scope.top().is_none() || !models(&group) {
        return None;
    }
    let draft = f.draft("exit", vec![Test::Left { group, top: scope.top }]);
    Some(Draft { neg: !draft.neg, ..draft })
}

fn models(group: &[Who]) -> bool {
    !group.is_empty() && group.iter().flatten().all(|e| matches!(e, Entity::Model { .. }))
}

/// "remains OpenAI's top model", "is Google's leading row": none of its maker's stands before it.
pub fn top_row(f: Frame<'_>) -> Option<Draft> {
    let noun = |at: usize| is_row(f, at);
    let first = matches!(f.text(1), "top" | "leading") && noun(f.at + 2) && f.s.tokens[f.at].possessive;
    let is = f.is(-1, &[Class::Be, Class::Hold, Class::Adverb, Class::Now]) && first;
    let makers = orgs_in(std::slice::from_ref(f.s.who(f.at).filter(|_| is)?));
    let [org] = makers.into_iter().collect::<Vec<_>>().try_into().ok()?;
    let group = f.clause().subject.clone();
    models(&group).then(|| f.draft("superlative", vec![Test::Foremost { among: Among::Org(org), group }]))
}

/// "xAI has six rows, of which Alpha is the best placed": of its maker's.
pub fn best_placed(f: Frame<'_>) -> Option<Draft> {
    let word = matches!(f.text(0), "best" | "highest");
    let placed = word && (matches!(f.text(1), "placed" | "ranked") || f.text(1).ends_with("placed"));
    let ends = |at: usize| {
        matches!(f.s.tokens.get(at).map(|t| &t.kind), None | Some(Kind::Mark(_)))
            || f.s.is(at, &[Class::At, Class::In])
    };
    let of_them = (1..f.at).any(|at| {
        f.s.is(at, &[Class::Which, Class::They, Class::This]) && f.s.is(at - 1, &[Class::Of, Class::Between])
            || f.s.text(at) == "them" && f.s.is(at - 1, &[Class::Of, Class::Between])
    });
    let told = earlier(f).filter(|_| placed && of_them && f.is(-1, &[Class::The]) && ends(f.at + 2))?;
    let [org] = told.makers.try_into().ok()?;
    let who = (f.clause().range.start..f.at).rev().find_map(|at| f.s.who(at))?;
    let group = vec![who.clone()];
    let test = Test::Foremost { among: Among::Org(org), group: group.clone() };
    models(&group).then(|| f.draft_of("superlative", vec![test], group, true))
}

/// "No lab places more rows in the top fifty than Anthropic", "no other lab has as many rows as Google".
pub fn no_maker(f: Frame<'_>) -> Option<Draft> {
    let nobody = f.is(0, &[Class::Neg]) && matches!(f.text(0), "no" | "nobody" | "no one");
    let verb = (f.at + 1..f.at + 4).find(|at| has(f, *at)).filter(|_| nobody)?;
    // Who is meant stands between, in one word.
    let subject = (f.at + 1..verb).all(|at| matches!(f.s.tokens[at].kind, Kind::Word(_)));
    let more = f.s.text(verb + 1) == "more";
    let as_many = f.s.text(verb + 1) == "as" && f.s.text(verb + 2) == "many";
    let noun = verb + if as_many { 3 } else { 2 };
    let end = f.clause().range.end;
    let than =
        (noun + 1..end).find(|at| if more { f.s.is(*at, &[Class::Than]) } else { f.s.text(*at) == "as" })?;
    let quiet = (noun + 1..than).all(|at| is_quiet(f, at));
    if !closed(f, than + 2) {
        return None;
    }
    if !(subject && (more || as_many) && is_row(f, noun) && quiet) {
        return None;
    }
    let orgs = orgs_in(std::slice::from_ref(f.s.who(than + 1)?));
    let scope = (noun + 1..stop(f, than + 1)).find_map(|at| scope_at(f, at)).unwrap_or_default();
    most(f, orgs.into_iter().next()?, scope, more)
}

/// "has more rows in the top 20 than any other lab".
pub fn more_rows(f: Frame<'_>) -> Option<Draft> {
    let opens = f.text(0) == "more" && is_row(f, f.at + 1);
    let than = (f.at + 2..f.at + 10).find(|at| f.s.is(*at, &[Class::Than])).filter(|_| opens)?;
    let other = than + 2 + usize::from(f.s.text(than + 2) == "other");
    let any = f.s.text(than + 1) == "any"
        && matches!(f.s.tokens.get(other).map(|t| &t.kind), Some(Kind::Word(_)))
        || matches!(f.s.text(than + 1), "anyone" | "anybody" | "everyone");
    let quiet = (f.at + 2..than).all(|at| is_quiet(f, at));
    let [org] = orgs_in(&f.clause().subject).into_iter().collect::<Vec<_>>().try_into().ok()?;
    if !(any && quiet && closed(f, other + 1)) || f.clause().guessed {
        return None;
    }
    let scope = (f.at + 2..than).chain(0..f.at).find_map(|at| scope_at(f, at)).unwrap_or_default();
    let neg = (f.clause().range.start..f.at).any(|at| f.s.is(at, &[Class::Neg]));
    // "than" is told with it.
    let end = f.s.tokens.get(than)?.end;
    most(f, org, scope, false).map(|draft| Draft { neg, range: draft.range.start..end, ..draft })
}

/// "has the most rows", "is the best represented lab".
pub fn most_rows(f: Frame<'_>) -> Option<Draft> {
    let rows = f.text(0) == "most" && is_row(f, f.at + 1);
    let represented = f.text(0) == "best" && (f.text(1) == "represented" || f.text(2) == "represented");
    let told = earlier(f).filter(|_| f.clause().subject.is_empty());
    let makers = match &told {
        Some(tally) => tally.makers.clone(),
        None => orgs_in(&f.clause().subject).into_iter().collect(),
    };
    let [org] = makers.try_into().ok()?;
    let end = stop(f, f.at + 2);
    let noun = |at: usize| {
        represented && matches!(f.s.tokens[at].kind, Kind::Word(_) | Kind::Mark('-')) && at < f.at + 5
    };
    // "the most rows of any lab on the list".
    let any = rows && f.is(2, &[Class::Of]) && matches!(f.text(3), "any" | "all");
    let maker =
        |at: usize| any && (at == f.at + 3 || at == f.at + 4 && matches!(f.s.tokens[at].kind, Kind::Word(_)));
    let quiet = (f.at + 2..end).all(|at| is_quiet(f, at) || noun(at) || maker(at));
    if !((rows || represented) && quiet) || f.clause().guessed {
        return None;
    }
    let scope = (f.at + 1..end).find_map(|at| scope_at(f, at));
    let scope =
        scope.or(told.map(|tally| tally.scope)).or_else(|| (0..f.at).find_map(|at| scope_at(f, at)))?;
    // "no longer has the most rows".
    let neg = (f.clause().range.start..f.at).any(|at| f.s.is(at, &[Class::Neg]));
    most(f, org, scope, true).map(|draft| Draft { neg, ..draft })
}

fn most(f: Frame<'_>, org: usize, scope: Scope, tied: bool) -> Option<Draft> {
    let within = |top| Test::MostRows { org, top, tied };
    // Where it is so among the first of a list only, the words may mean these, or be wrong.
    let open = Test::Unbound("it is so among the first rows only");
    let whole = || Test::All(vec![within(None), Test::Any(vec![within(Some(u32::MAX)), open])]);
    let test = scope.top().map_or_else(whole, |top| within(Some(top)));
    Some(now(f, "superlative", scope.of(test)))
}

fn now(f: Frame<'_>, quantity: &'static str, test: Test) -> Draft {
    let draft = f.draft_of(quantity, vec![test], Vec::new(), true);
    let when = draft.when.filter(|when| quantity != "count" && *when != When::Beyond).or(Some(When::Back(0)));
    Draft { neg: false, guessed: false, words: f.at..f.at, when, ..draft }
}
