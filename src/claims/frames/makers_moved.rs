//! Frames that count makers by what their rows together did: "three studios drew fewer admissions than last week",
//! "Admissions fell at three of the five studios".

use super::scopes::is_quiet;
use super::{Draft, Frame, Test};
use crate::claims::clauses::is_verb;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num, Unit};
use crate::claims::tokens::{Entity, Kind, When};

/// "three of the five studios lost admissions", "traffic fell at two operators": so many makers did.
pub fn so_many(f: Frame<'_>) -> Option<Draft> {
    let num =
        *f.num().filter(|n| n.form == Form::Cardinal && !n.scaled && n.whole().is_some_and(|n| n < 100))?;
    let noun = noun(f, num)?;
    let sign = does(f, noun).or_else(|| fell_at(f, noun))?;
    let draft = f.draft_of("count", vec![Test::MakersMoved { num, sign }], Vec::new(), true);
    let now = draft.when.is_none_or(|when| when == When::Back(0));
    let draft = Draft { neg: false, guessed: false, words: f.at..f.at, ..draft };
    (now && !f.clause().neg && f.scope().is_none()).then_some(draft)
}

/// Where the word for makers stands: "three studios", "three of the five studios".
fn noun(f: Frame<'_>, num: Num) -> Option<usize> {
    let maker = |at: usize| f.s.num(at).is_some_and(|n| n.unit == Unit::Makers) || f.s.makers.contains(&at);
    if num.unit == Unit::Makers {
        // "three of the five studios": the five are all that there are.
        let all = f.is(-1, &[Class::The]) && f.is(-2, &[Class::Of]);
        return (!all).then_some(f.at);
    }
    let of = num.unit == Unit::None && f.is(1, &[Class::Of]) && f.is(2, &[Class::The]);
    Some(f.at + 3).filter(|at| of && maker(*at))
}

/// "lost admissions", "drew fewer admissions than last week": which way, where nothing narrows it down.
fn does(f: Frame<'_>, noun: usize) -> Option<i8> {
    let verb = noun + 1;
    let end = f.clause().range.end;
    if !is_verb(f.s, verb) || !(verb..end).all(|at| is_small(f, at)) {
        return None;
    }
    if let Some((sign, class, _)) = f.directed(verb) {
        let counted = (verb + 1..end).any(|at| is_counted(f, at));
        let value = counted || matches!(class, Class::UpValue | Class::DownValue);
        return value.then_some(sign);
    }
    let more = (verb + 1..end).find_map(|at| match f.s.text(at) {
        "more" => Some(1),
        "fewer" | "less" => Some(-1),
        _ => None,
    });
    let than = (verb + 1..end).find(|at| f.s.is(*at, &[Class::Than]))?;
    let has = f.s.is(verb, &[Class::Be, Class::Carry]);
    let counted = (verb + 1..than).any(|at| is_counted(f, at));
    more.filter(|_| has && counted && f.last_at(than + 1))
}

/// "Admissions fell at three studios".
fn fell_at(f: Frame<'_>, noun: usize) -> Option<i8> {
    let start = f.clause().range.start;
    let verb = f.at.checked_sub(2).filter(|_| f.is(-1, &[Class::At, Class::For, Class::In]))?;
    let (sign, ..) = f.directed(verb).filter(|_| verb > start && is_verb(f.s, verb))?;
    let all = (start..verb).all(|at| is_counted(f, at) || f.s.is(at, &[Class::The, Class::And]));
    let counted = (start..verb).any(|at| is_counted(f, at));
    let ends = (noun + 1..f.clause().range.end).all(|at| is_small(f, at));
    (all && counted && ends).then_some(sign)
}

/// What the board counts, by any of its names.
fn is_counted(f: Frame<'_>, at: usize) -> bool {
    let all =
        |who: &crate::claims::tokens::Who| who.iter().all(|e| matches!(e, Entity::Market | Entity::Listed));
    f.s.is(at, &[Class::Volume])
        || f.s.units.contains(&at)
        || super::records::is_unit(f, at)
        || f.s.who(at).is_some_and(all)
}

/// Words that narrow nothing down.
fn is_small(f: Frame<'_>, at: usize) -> bool {
    let when = |when: When| matches!(when, When::Back(0 | 1));
    is_counted(f, at)
        || match f.s.tokens[at].kind {
            Kind::Period(period) => when(period),
            Kind::Num(_) | Kind::Who(_) => false,
            Kind::Mark(_) => true,
            _ => {
                is_quiet(f, at)
                    || is_verb(f.s, at)
                    || f.directed(at).is_some()
                    || f.s.is(at, &[Class::Than, Class::Their, Class::In, Class::The])
                    || matches!(f.s.text(at), "more" | "fewer" | "less" | "listed")
            }
        }
}

/// "slid two places to fourth among the studios": so many places among the makers.
pub fn places_among(f: Frame<'_>) -> Option<Draft> {
    const LAST: u32 = 40;
    let places = f.num().filter(|n| n.unit == Unit::Places && n.form == Form::Cardinal)?.whole()?;
    let (sign, ..) = f.directed(f.at.checked_sub(1)?)?;
    f.clause().range.clone().find(|at| f.from(*at).is_some_and(super::among_makers::is_among))?;
    let orgs = super::counts::orgs_in(&f.clause().subject);
    let org = orgs.into_iter().next().filter(|_| f.clause().subject.len() == 1)?;
    let stood = |nth: u32| {
        let before = if sign > 0 { nth + places } else { nth.checked_sub(places).filter(|n| *n > 0)? };
        let then = Test::Then { when: When::Back(1), test: Box::new(Test::NthMaker { nth: before, org }) };
        Some(Test::All(vec![Test::NthMaker { nth, org }, then]))
    };
    let tests = vec![Test::Any((1..=LAST).filter_map(stood).collect())];
    let draft = f.draft("move", tests);
    (!f.clause().guessed && !f.clause().neg && places < LAST).then_some(draft)
}

/// "is one of two survey newcomers": so many there are.
pub fn one_of_so_many(f: Frame<'_>) -> Option<Draft> {
    let num =
        *f.num().filter(|n| n.form == Form::Cardinal && !n.scaled && n.whole().is_some_and(|n| n < 100))?;
    let one = f.is(-1, &[Class::Of]) && f.text(-2) == "one" || f.text(-1) == "one of";
    let board = usize::from(matches!(f.s.tokens.get(f.at + 1).map(|t| &t.kind), Some(Kind::Board(_))));
    let noun = f.at + 1 + board;
    let new = f.s.is(noun, &[Class::Debut]) && f.s.text(noun).ends_with('s');
    let ends = matches!(f.s.tokens.get(noun + 1).map(|t| &t.kind), None | Some(Kind::Mark(_)));
    let (what, of) = (super::Predicate::Debut, super::Of::default());
    let test = Test::Count { num, what, also: None, by: None, top: None, of };
    let draft = f.draft_of("count", vec![test], Vec::new(), true);
    let told = one && new && ends && matches!(num.unit, Unit::None | Unit::Subjects) && !f.clause().neg;
    told.then_some(Draft { neg: false, guessed: false, words: f.at..f.at, ..draft })
}

/// "4.74 million containers at its three ports", "from its three films": so many rows are the maker's.
pub fn at_its_rows(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| n.unit == Unit::Subjects && n.form == Form::Cardinal && !n.scaled)?;
    let at = f.at.checked_sub(2).filter(|at| {
        f.is(-1, &[Class::Its]) && f.s.is(*at, &[Class::At, Class::From, Class::To, Class::For])
    })?;
    let amount = at.checked_sub(1).and_then(|at| f.s.num(at));
    let counted = amount.is_some_and(|n| n.scaled || n.unit == Unit::Board);
    let ends = matches!(f.s.tokens.get(f.at + 1).map(|t| &t.kind), None | Some(Kind::Mark(_)))
        || f.is(1, &[Class::And, Class::But]);
    let subject = &f.clause().subject;
    let org = super::counts::orgs_in(subject).into_iter().next().filter(|_| subject.len() == 1)?;
    let of = super::Of::orgs([org]);
    let test = Test::Count { num, what: super::Predicate::Listed, also: None, by: None, top: None, of };
    let told = counted && ends && !f.clause().guessed && f.scope().is_none();
    let draft = f.draft_of("count", vec![test], Vec::new(), true);
    told.then_some(Draft { neg: false, guessed: false, words: f.at..f.at, ..draft })
}
