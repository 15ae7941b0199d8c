//! Frames that tell beside a name whose it is: "Google cut the price of Alpha", "Google's two models, Alpha and Bravo",
//! "Google has two rows in the top ten, Alpha and Bravo", "its best is Alpha", "the first four all belong to Google".

use super::{Draft, Frame, Of, Predicate, Test};
use crate::claims::clauses::is_verb;
use crate::claims::lexicon::{Class, Words};
use crate::claims::numbers::{Form, Num};
use crate::claims::tokens::{Entity, Kind, Who};
use rust_decimal::Decimal;

/// Words between a maker's name and its row's that leave it that maker's.
static OWN: Words = Words::of(&[
    "other", "trio", "pair", "duo", "quartet", "newcomer", "both", "only", "placed", "row", "rows", "entry",
    "entries", "titles", "flagship",
]);

/// A row behind its maker's name.
pub fn row_of_maker(f: Frame<'_>) -> Option<Draft> {
    let row = f.s.who(f.at).filter(|who| is_row(who))?;
    let org = cut_its_price(f)
        .or_else(|| owned(f))
        .or_else(|| counted(f))
        .or_else(|| best(f))
        .or_else(|| stands_behind(f))
        .or_else(|| of_the_house(f))
        .or_else(|| has_both(f))?;
    let group = vec![row.clone()];
    let draft = f.draft_of("maker", vec![Test::MadeBy { org, group: group.clone() }], group, true);
    Some(Draft { aside: true, ..draft.by_its_words(f.at) })
}

fn is_row(who: &Who) -> bool {
    !who.is_empty() && who.iter().all(|e| matches!(e, Entity::Model { .. }))
}

fn org_at(f: Frame<'_>, at: usize) -> Option<usize> {
    match f.s.who(at)?.as_slice() {
        [Entity::Org(org) | Entity::OrgRows { org, .. }] => Some(*org),
        _ => None,
    }
}

/// The maker that is named last before the row, with nobody else between but rows of the same list.
fn maker_before(f: Frame<'_>) -> Option<(usize, usize)> {
    let at = (0..f.at).rev().find(|at| f.s.who(*at).is_some_and(|who| !is_row(who)))?;
    Some((at, org_at(f, at)?))
}

/// "Google cut the price of Alpha from $5 to $3", "Google lowered Alpha's input price to $3": a list price is its maker's.
/// Without the price, that of somebody who resells it may be meant.
fn cut_its_price(f: Frame<'_>) -> Option<usize> {
    let (maker, org) = maker_before(f).filter(|(at, _)| !f.s.tokens[*at].possessive)?;
    let verb = maker + 1 + usize::from(f.s.text(maker + 1) == "also");
    let changes = super::prices::is_change(f, verb) || matches!(f.s.text(verb), "kept" | "left");
    let alone = (maker + 1..f.at).all(|at| f.s.who(at).is_none());
    let told = f.s.nums.iter().any(|n| n.form == Form::Money);
    let priced = |at: usize| f.s.is(at, &[Class::Price]);
    let of = f.is(-1, &[Class::Of, Class::For]) && (verb..f.at).any(priced);
    let its = f.s.tokens[f.at].possessive && (f.at + 1..f.at + 4).any(priced);
    (changes && alone && told && (of || its)).then_some(org)
}

/// "Google's two models, Alpha and Bravo, …", "Google's newcomer Alpha", "Google's three films are Alpha, …".
fn owned(f: Frame<'_>) -> Option<usize> {
    let (maker, org) = maker_before(f)?;
    let rows = f.s.who(maker).is_some_and(|who| matches!(who.as_slice(), [Entity::OrgRows { .. }]));
    let quiet = |at: usize| {
        let classes = [
            Class::RowsNoun,
            Class::Free,
            Class::Paid,
            Class::Of,
            Class::Be,
            Class::New,
            Class::Debut,
            Class::Most,
            Class::Only,
            Class::Now,
            Class::Adverb,
        ];
        f.s.num(at).is_some_and(|n| matches!(n.form, Form::Cardinal | Form::Ordinal) && !n.scaled)
            || f.s.is(at, &classes)
            || f.s.subjects.contains(&at)
            || OWN.has(f.s.text(at))
    };
    let first = (maker + 1..=f.at).find(|at| f.s.who(*at).is_some_and(is_row))?;
    let listed =
        |at: usize| f.s.who(at).is_some_and(is_row) || f.s.is_mark(at, ',') || f.s.is(at, &[Class::And]);
    let mark = f.s.tokens[first - 1].kind;
    let noun = first - usize::from(matches!(mark, Kind::Mark(',' | ':')));
    let end = (first..f.s.tokens.len()).find(|at| !listed(*at)).unwrap_or(f.s.tokens.len());
    // "Google's two models, Alpha and Bravo all grew" counts all of them up.
    let apposed = mark != Kind::Mark(',')
        || end == f.s.tokens.len()
        || f.s.is_mark(end - 1, ',')
        || matches!(f.s.tokens[end].kind, Kind::Mark(_));
    let bound = rows || f.s.tokens[maker].possessive && first > maker + 1;
    // "Google's newcomer Alpha and Bravo": of the first alone.
    let list = matches!(mark, Kind::Mark(_)) || f.s.is(first - 1, &[Class::Be, Class::Of]);
    let within = f.at == first || list && f.at < end;
    (bound && within && apposed && (maker + 1..noun).all(quiet)).then_some(org)
}

/// "Google has two rows in the top ten, Alpha at No. 7 and Bravo at No. 9": a list that ends what it has.
fn counted(f: Frame<'_>) -> Option<usize> {
    let (maker, org) = (0..f.at).find_map(|at| Some((at, org_at(f, at)?)))?;
    let has = f.s.is(maker + 1, &[Class::Carry, Class::Hold])
        || matches!(
            f.s.text(maker + 1),
            "has" | "have" | "had" | "placed" | "counts" | "fields" | "owns" | "claims"
        );
    let opens = (0..maker).all(|at| f.s.who(at).is_none()) && !f.s.tokens[maker].possessive;
    let first = (maker + 2..=f.at).find(|at| f.s.who(*at).is_some_and(is_row))?;
    let mark = first.checked_sub(1).filter(|at| matches!(f.s.tokens[*at].kind, Kind::Mark(',' | ':')))?;
    let rows =
        |at: usize| f.s.subjects.contains(&at) || f.s.is(at, &[Class::RowsNoun, Class::A, Class::Only]);
    let counts =
        (maker + 2..mark).any(|at| f.s.num(at).is_some_and(|n| n.form == Form::Cardinal) || rows(at));
    let quiet = |at: usize| {
        !is_verb(f.s, at)
            && org_at(f, at).is_none()
            && !f.s.is(at, &[Class::Than, Class::Ahead, Class::Behind, Class::Neg, Class::As, Class::While])
            && !matches!(f.s.text(at), "no" | "none")
    };
    let between = |at: usize| {
        f.s.who(at).is_some_and(is_row)
            || f.s.num(at).is_some()
            || f.s.is(at, &[Class::And, Class::At, Class::In, Class::On])
            || f.s.is_mark(at, ',')
    };
    let mut end = f.at + 1;
    while end < f.s.tokens.len() && between(end) {
        end += 1;
    }
    let ends = matches!(f.s.tokens.get(end).map(|t| &t.kind), None | Some(Kind::Mark(_)));
    let listed = (maker + 2..mark).all(quiet) && (first..f.at).all(between) && ends;
    (has && opens && counts && listed).then_some(org)
}

/// "Google has no row in the top ten; its best is Alpha", "its best, Alpha, is 11th".
fn best(f: Frame<'_>) -> Option<usize> {
    let mut makers = (0..f.s.tokens.len()).filter_map(|at| org_at(f, at));
    let org = makers.next().filter(|org| makers.all(|other| other == *org))?;
    let its = (f.at.saturating_sub(7)..f.at).rev().find(|at| f.s.is(*at, &[Class::Its]))?;
    let best = matches!(f.s.text(its + 1), "best" | "highest" | "top" | "best-placed" | "highest-placed");
    let quiet = |at: usize| {
        f.s.is(at, &[Class::Be, Class::Now, Class::Adverb, Class::RowsNoun])
            || f.s.is_mark(at, ',')
            || f.s.subjects.contains(&at)
            || matches!(f.s.text(at), "there" | "placed")
    };
    let rows = (0..its).all(|at| f.s.who(at).is_none_or(|who| !is_row(who)));
    (best && rows && (its + 2..f.at).all(quiet)).then_some(org)
}

/// "Alpha of Google trails Bravo", "Alpha from Google left the list".
fn stands_behind(f: Frame<'_>) -> Option<usize> {
    let of = f.is(1, &[Class::Of, Class::From]) && !f.s.tokens[f.at].possessive;
    let named = |at: usize| !f.s.tokens[at].possessive && is_verb(f.s, at + 1);
    org_at(f, f.at + 2).filter(|_| of && named(f.at + 2))
}

/// Nouns for a maker's rows, behind its name.
static HOUSE: Words = Words::of(&[
    "duo",
    "entries",
    "entry",
    "family",
    "housemate",
    "housemates",
    "pair",
    "product",
    "products",
    "quartet",
    "row",
    "rows",
    "sibling",
    "siblings",
    "stablemate",
    "stablemates",
    "trio",
    "twins",
]);

fn is_house(f: Frame<'_>, at: usize) -> bool {
    HOUSE.has(f.s.text(at)) || f.s.subjects.contains(&at) || f.s.is(at, &[Class::Stablemate, Class::RowsNoun])
}

/// "Google's fresh entry Alpha", "a Google model, Alpha, …", "its Google stablemate Alpha", "the Google entries Alpha and
/// Bravo", "one from Google, Alpha": the rows right behind.
fn of_the_house(f: Frame<'_>) -> Option<usize> {
    let listed =
        |at: usize| f.s.who(at).is_some_and(is_row) || f.s.is_mark(at, ',') || f.s.is(at, &[Class::And]);
    let mut first = f.at;
    while first > 0 && listed(first - 1) && (first..f.at).filter(|at| f.s.is(*at, &[Class::And])).count() < 2
    {
        first -= 1;
    }
    let noun = first.checked_sub(1).filter(|_| !f.s.is(first, &[Class::And]))?;
    let mark = f.s.is_mark(first, ',');
    let several = |at: usize| {
        f.s.text(at).ends_with('s') || matches!(f.s.text(at), "pair" | "duo" | "trio" | "quartet")
    };
    let rows = (first..=f.at).filter(|at| f.s.who(*at).is_some()).count();
    // "one from Google, Alpha".
    if let Some(org) = org_at(f, noun).filter(|_| mark && rows == 1) {
        let one = noun.checked_sub(2).filter(|at| f.s.is(noun - 1, &[Class::From]) && f.s.text(*at) == "one");
        return one.map(|_| org);
    }
    let ends = !mark || matches!(f.s.tokens.get(f.at + 1).map(|t| &t.kind), None | Some(Kind::Mark(_)));
    if !is_house(f, noun) || rows > 1 && !several(noun) || rows == 1 && several(noun) || !ends {
        return None;
    }
    let maker = noun.saturating_sub(4)..noun;
    let small = |at: usize| {
        !is_verb(f.s, at) && f.s.who(at).is_none() && !matches!(f.s.tokens[at].kind, Kind::Mark(_))
    };
    let at = maker.rev().find(|at| !small(*at))?;
    // "Google's rival row Alpha" is another's.
    let other = (at + 1..noun).any(|at| matches!(f.s.text(at), "rival" | "non" | "other" | "competing"));
    org_at(f, at).filter(|_| !other)
}

/// "Google has both Alpha, in first place, and Bravo, in sixth".
fn has_both(f: Frame<'_>) -> Option<usize> {
    let (maker, org) = (0..f.at).find_map(|at| Some((at, org_at(f, at)?)))?;
    let has = matches!(f.s.text(maker + 1), "has" | "have" | "owns" | "fields" | "lists" | "counts");
    let both = has && f.s.text(maker + 2) == "both" && !f.s.tokens[maker].possessive;
    let told = |at: usize| is_verb(f.s, at) || org_at(f, at).is_some();
    let quiet = both && (0..maker).all(|at| f.s.who(at).is_none()) && !(maker + 3..f.at).any(told);
    quiet.then_some(org)
}

/// "Of two Google models, Alpha and Bravo, …", "Three Google films in order of merit: Alpha, Bravo, Charlie", "Alpha and
/// Bravo share a maker, Google": the rows that are named are its.
pub fn named_are_its(f: Frame<'_>) -> Option<Draft> {
    let org = org_at(f, f.at)?;
    let row = |at: usize| f.s.who(at).filter(|who| is_row(who)).cloned();
    let shared = f.is(-1, &[Class::From]) || f.s.is_mark(f.at - f.at.min(1), ',');
    let share = f.at > 4 && shared && f.text(-2) == "maker" && matches!(f.text(-4), "share" | "shared");
    let told = |range: std::ops::Range<usize>| range.filter_map(row).collect::<Vec<Who>>();
    let mark = f.s.is_mark(f.at + 1, ',') || f.s.is_mark(f.at + 1, ':');
    // "Within the house of Google: Alpha grew while Bravo shrank".
    let house =
        f.is(-1, &[Class::Of]) && matches!(f.text(-2), "house" | "family" | "camp" | "stable") && mark;
    // "Alpha overtook Bravo, its stablemate from Google".
    let sibling = f.is(-1, &[Class::From]) && f.is(-2, &[Class::Stablemate]) && f.is(-3, &[Class::Its]);
    // "Alpha ranks first; Google is its maker".
    let its = f.is(1, &[Class::Be]) && f.is(2, &[Class::Its]) && f.text(3) == "maker";
    let group: Vec<Who> = if share || sibling {
        told(0..f.at)
    } else if house {
        told(f.at..f.s.tokens.len())
    } else if its {
        let rows = told(0..f.at);
        let draft = |group: Vec<Who>| {
            f.draft_of("maker", vec![Test::MadeBy { org, group: group.clone() }], group, true)
        };
        return (rows.len() == 1).then(|| Draft {
            aside: true,
            neg: false,
            ..draft(rows).by_its_words(f.at)
        });
    } else {
        let count =
            f.at.checked_sub(1).and_then(|at| f.s.num(at)).filter(|n| n.form == Form::Cardinal)?.whole()?;
        let noun = f.at + 1;
        let end = (noun + 1..f.s.tokens.len()).find(|at| matches!(f.s.tokens[*at].kind, Kind::Mark(_)))?;
        let fronted = f.s.is(0, &[Class::In, Class::Of, Class::Between, Class::For]) && end == noun + 1;
        let apart = f.s.is_mark(end, ':') || fronted && f.s.is_mark(end, ',');
        let none = (0..end).all(|at| at == f.at || f.s.who(at).is_none());
        let rows: Vec<Who> = (end..f.s.tokens.len()).filter_map(row).collect();
        let all = rows.len() == usize::try_from(count).ok()? && count > 1;
        rows.into_iter().filter(|_| is_house(f, noun) && apart && none && all).collect()
    };
    if group.len() < 2 {
        return None;
    }
    let draft = f.draft_of("maker", vec![Test::MadeBy { org, group: group.clone() }], group, true);
    Some(Draft { aside: true, neg: false, ..draft.by_its_words(f.at) })
}

/// "Alpha is the only Google row in the top ten", "fell further than any other Google film", "Alpha, also a Google port":
/// it is one of that maker's.
pub fn is_one_of_its(f: Frame<'_>) -> Option<Draft> {
    let org = org_at(f, f.at).filter(|_| !f.clause().neg)?;
    let noun =
        (f.at + 1..f.at + 4).find(|at| !f.s.is(*at, &[Class::Only, Class::Most, Class::New, Class::Free]))?;
    let one =
        (f.s.is(noun, &[Class::RowsNoun]) || f.s.subjects.contains(&noun)) && !f.s.text(noun).ends_with('s');
    let plain = f.s.tokens[f.at].possessive || noun == f.at + 1;
    let small = |at: &usize| {
        f.s.is(*at, &[Class::Only, Class::Most, Class::A, Class::The, Class::New, Class::Free, Class::Adverb])
            || matches!(f.s.text(*at), "any" | "other" | "another" | "also" | "sole" | "top")
    };
    let before = (0..f.at).rev().find(|at| !small(at)).filter(|_| one && plain)?;
    let any = (before + 1..f.at).any(|at| f.s.text(at) == "any");
    let subject = &f.clause().subject;
    let group = if f.s.is_mark(before, ',') && before + 1 < f.at && !any {
        // "Alpha, also a Google port, …".
        vec![f.s.who(before.checked_sub(1)?)?.clone()]
    } else if f.s.is(before, &[Class::Be]) && is_verb(f.s, before) && before + 1 < f.at
        || any && f.s.is(before, &[Class::Than, Class::Of]) && f.s.has(&[Class::Most, Class::Than])
    {
        let against =
            [Class::Overtake, Class::Ahead, Class::Behind, Class::Lead, Class::Exceed, Class::MoreThan];
        let other = any && !(before..f.at).any(|at| f.s.text(at) == "other") && !f.s.is(before, &[Class::Of]);
        let apart = f.clause().range.clone().any(|at| f.s.is(at, &against)) || other || f.clause().guessed;
        subject.clone().into_iter().filter(|_| !apart).collect()
    } else {
        return None;
    };
    if group.is_empty() || !group.iter().all(is_row) {
        return None;
    }
    let draft = f.draft_of("maker", vec![Test::MadeBy { org, group: group.clone() }], group, true);
    Some(Draft { aside: true, ..draft.by_its_words(f.at) })
}

/// "The first four places are the same, and all of them belong to Google": each of the first so many is that maker's.
pub fn all_are_its(f: Frame<'_>) -> Option<Draft> {
    let org = org_at(f, f.at)?;
    let all = (f.at.saturating_sub(8)..f.at)
        .rev()
        .find(|at| f.s.is(*at, &[Class::All]) || f.s.text(*at) == "all")?;
    let link = |at: usize| {
        f.s.is(at, &[Class::Of, Class::They, Class::Be, Class::To, Class::From, Class::By, Class::Hold])
            || f.s.num(at).is_some_and(|n| n.form == Form::Cardinal && !n.digits)
            || matches!(f.s.text(at), "them" | "belong" | "come" | "held" | "made" | "which")
    };
    // "all four belong to Google", "all of them Google's": not "all but Google".
    let told = f.at > all + 1 && (all + 1..f.at).all(link);
    let top = (0..all).rev().find_map(|at| f.top_at(at))?;
    let agrees = (all + 1..f.at).filter_map(|at| f.s.num(at)).all(|n| n.value == Decimal::from(top));
    let alone = (0..f.s.tokens.len()).all(|at| at == f.at || org_at(f, at).is_none());
    let num = Num::new(Decimal::from(top), Decimal::ZERO, Form::Cardinal);
    let (what, of) = (Predicate::Listed, Of::orgs([org]));
    let test = Test::Count { num, what, also: None, by: None, top: Some(top), of };
    let ends = f.s.tokens[f.at].possessive || !f.s.is(f.at + 1, &[Class::And]);
    (told && agrees && alone && ends).then(|| Draft {
        neg: false,
        guessed: false,
        ..f.draft_of("count", vec![test], Vec::new(), true)
    })
}
