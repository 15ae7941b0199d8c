//! Frames of what the register knows: prices, context windows, parameters.

use super::numbers::{make, one, whose};
use super::{Draft, Frame};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num, Unit};
use crate::claims::tokens::{Entity, Kind, When, Who};
use rust_decimal::Decimal;

/// What the last word of a part says that the price is of.
fn side(f: Frame<'_>, range: std::ops::Range<usize>) -> Option<Measure> {
    range.rev().find_map(|at| match f.s.class(at)? {
        Class::Input => Some(Measure::PriceIn),
        Class::Output => Some(Measure::PriceOut),
        Class::Blended => Some(Measure::Blended),
        _ => None,
    })
}

/// "a million of input cost $5 and a million of output $25": the word before it, in its own part.
fn side_before(f: Frame<'_>) -> Option<Measure> {
    let sides = [Class::Input, Class::Output];
    let ends = |at: usize| f.s.is(at, &[Class::And]) || f.s.text(at) == ",";
    let part = (f.clause().range.start..f.at).rev().take_while(|at| !ends(*at));
    let before = part.filter(|at| f.s.is(*at, &sides)).last()?;
    let next = (f.at + 1..f.clause().range.end).find(|at| ends(*at) || f.s.is(*at, &sides));
    let apart = next.is_none_or(|at| !f.s.is(at, &sides));
    apart.then(|| side(f, before..before + 1)).flatten()
}

/// "$5 per million input and $25 per million output tokens", "$5/$25".
pub fn price(f: Frame<'_>) -> Option<Draft> {
    let num = f.num().filter(|n| n.form == Form::Money)?;
    // "$5 per million tokens; output, at $25": its own part tells what it is for.
    let near = f.at + 1..(f.at + 7).min(f.s.tokens.len());
    let end = near.clone().find(|at| f.s.text(*at) == ";").unwrap_or(near.end);
    // "from $6 to $1.20 for output": of both.
    let to = f.at + 2;
    let both = f.is(-1, &[Class::From]) && f.is(1, &[Class::To]);
    let both = both && f.s.num(to).is_some_and(|n| n.form == Form::Money);
    let from = if both { to + 1 } else { f.at + 1 };
    let limit = (from..end).find(|at| f.s.num(*at).is_some()).unwrap_or(end.min(f.at + 6));
    // "and that of Bravo $4, the output prices are …": another part, of something else.
    let another =
        |at: &usize| f.s.is_mark(*at, ',') && f.s.is(at + 1, &[Class::The, Class::And, Class::While]);
    let limit = (from..limit).find(another).unwrap_or(limit);
    if let Some(draft) = one_each(f, num) {
        return Some(draft);
    }
    let after = (from..limit).find_map(|at| match (f.s.class(at), f.s.text(at)) {
        (Some(Class::Input), _) => Some(Measure::PriceIn),
        (Some(Class::Output), _) | (_, "out") => Some(Measure::PriceOut),
        (Some(Class::In), "in") if f.s.who(at + 1).is_none() => Some(Measure::PriceIn),
        _ => None,
    });
    let slash = |at: Option<usize>| {
        at.is_some_and(|at| f.s.tokens.get(at).is_some_and(|t| t.kind == Kind::Mark('/')))
    };
    let money = |at: usize| f.s.num(at).is_some_and(|n| n.form == Form::Money);
    // "at $3 and $15": what goes in, and what comes out.
    let second = f.is(-1, &[Class::And]) && f.at > 1 && money(f.at - 2);
    let paired = match side_before(f).or(after) {
        None if f.is(1, &[Class::And]) && money(f.at + 2) => Some(Measure::PriceIn),
        None if second => Some(Measure::PriceOut),
        after => after,
    };
    use super::prices::{of_both, owner, owner_behind};
    if let Some(group) = owner_behind(f).or_else(|| owner(f)).or_else(|| of_both(f)) {
        let measures = paired.map_or_else(|| vec![Measure::PriceIn, Measure::PriceOut], |side| vec![side]);
        let tests = measures.iter().map(|measure| one(*measure, num, 0, &group)).collect();
        let draft = f.draft_of("price", tests, group, true);
        // "This week the price went from $1 to $0.20": from what it was before.
        let from = f.role() == Some(Class::From) && draft.when.is_none_or(|when| when == When::Back(0));
        return Some(Draft { when: if from { Some(When::Back(1)) } else { draft.when }, ..draft });
    }
    if let (Some(Measure::PriceOut), None, true) = (paired, after, second) {
        return Some(second_of_two(f, num));
    }
    let measures: Vec<(Measure, i8)> = match paired.or_else(|| side(f, f.clause().range.start..f.at)) {
        Some(measure) => vec![(measure, 0)],
        None if slash(Some(f.at + 1)) => vec![(Measure::PriceIn, 0)],
        None if slash(f.at.checked_sub(1)) => vec![(Measure::PriceOut, 0)],
        None => vec![(Measure::PriceIn, 0), (Measure::PriceOut, 0), (Measure::Blended, 0)],
    };
    if let Some(draft) = first_of_two(f, &measures, num) {
        return Some(draft);
    }
    let draft = make(f, "price", &measures, num)?;
    // "cut from $1 to $0.20", "$0.20 instead of $1": what it cost before.
    let instead = f.text(-1) == "instead of";
    let before = instead || f.role() == Some(Class::From) && draft.when.is_none();
    let when = if before { Some(When::Back(1)) } else { draft.when };
    if let Some(group) = f.lone_before().filter(|_| draft.group.is_empty()) {
        let tests = measures.iter().map(|(m, s)| one(*m, num, *s, &group)).collect();
        return Some(Draft { when, ..f.draft_of("price", tests, group, true) });
    }
    Some(Draft { when, ..draft })
}

/// "cost $5 and $0.10 per million input tokens", "the output prices are $2.50 and $4": one for each of two.
fn one_each(f: Frame<'_>, num: &Num) -> Option<Draft> {
    let list = super::lists::listed_with(f.s, f.at);
    let own = list.iter().position(|at| *at == f.at)?;
    let last = *list.last()?;
    let end = (last + 1..f.s.tokens.len()).find(|at| f.s.num(*at).is_some() || f.s.is_mark(*at, ','));
    let behind = last + 1..end.unwrap_or(f.s.tokens.len()).min(last + 7);
    let before = f.clause().range.start..list[0];
    let plural = || before.clone().any(|at| f.s.text(at) == "prices");
    let measure = only_side(f, behind).or_else(|| only_side(f, before.clone()).filter(|_| plural()))?;
    // "…, and that of Bravo $4, the output prices are $2.50 and $4": of both.
    let part = before.rev().take_while(|at| !f.s.is_mark(*at, ','));
    let named = part.into_iter().any(|at| f.s.who(at).is_some());
    let group = if named { f.clause().subject.clone() } else { super::prices::the_two(f)? };
    let who = group.get(own).filter(|_| group.len() == list.len())?;
    let group = vec![who.clone()];
    Some(f.draft_of("price", vec![one(measure, num, 0, &group)], group, true))
}

/// "at $3 and $15": the one that comes out.
fn second_of_two(f: Frame<'_>, num: &Num) -> Draft {
    let (group, certain) = whose(Frame { at: f.at - 2, ..f });
    let test = one(Measure::PriceOut, num, 0, &group);
    let tests = if group.is_empty() { Vec::new() } else { vec![test] };
    let draft = f.draft_of("price", tests, group, certain);
    // "down from $2.50 and $15": both of before.
    let before = Frame { at: f.at - 2, ..f }.role() == Some(Class::From) && draft.when.is_none();
    Draft { when: if before { Some(When::Back(1)) } else { draft.when }, ..draft }
}

/// "output is $1.25 against $3.20", after the two were named: the first one's.
fn first_of_two(f: Frame<'_>, measures: &[(Measure, i8)], num: &Num) -> Option<Draft> {
    let money = f.s.num(f.at + 2).is_some_and(|n| n.form == Form::Money);
    let quiet = f.is(1, &[Class::Against]) && !f.clause().range.clone().any(|at| f.s.who(at).is_some());
    let two = super::prices::the_two(f).filter(|_| quiet && money)?;
    let tests = measures.iter().map(|(m, s)| one(*m, num, *s, &two[..1])).collect();
    Some(f.draft_of("price", tests, two[..1].to_vec(), true))
}

/// What some words say that a price is of, if they speak of one side alone.
fn only_side(f: Frame<'_>, range: std::ops::Range<usize>) -> Option<Measure> {
    let both =
        [Class::Input, Class::Output].iter().all(|class| range.clone().any(|at| f.s.is(at, &[*class])));
    side(f, range).filter(|_| !both)
}

/// The only model that a sentence names.
fn the_only_model<'a>(f: Frame<'a>) -> Option<&'a Who> {
    let model = |w: &&Who| w.iter().all(|e| matches!(e, Entity::Model { .. }));
    let mut models = f.s.whos.iter().filter(model);
    let first = models.next()?;
    models.all(|other| other == first).then_some(first)
}

/// "a 1 million token context window", "120 billion parameters, 12 billion of them active".
pub fn registered(f: Frame<'_>) -> Option<Draft> {
    let num = f.num().filter(|n| {
        n.form == Form::Cardinal && (n.scaled || n.unit == Unit::Parameters || n.unit == Unit::Board)
    })?;
    let active = (f.at + 1..(f.at + 4).min(f.s.tokens.len())).any(|at| f.s.is(at, &[Class::Active]));
    if num.unit == Unit::Parameters || active || (f.near(&[Class::Parameters], 3) && num.unit != Unit::Board)
    {
        let measure = if active { Measure::Active } else { Measure::Parameters };
        // "Of the 295 billion parameters in Alpha, 21 billion are active": there is only one that has any.
        if let Some(who) = the_only_model(f) {
            let group = vec![who.clone()];
            let draft = f.draft_of("parameters", vec![one(measure, num, 0, &group)], group, true);
            return Some(Draft { guessed: false, ..draft });
        }
        return make(f, "parameters", &[(measure, 0)], num);
    }
    if let Some(group) = for_another(f).filter(|_| num.scaled && num.unit == Unit::None) {
        let test = one(Measure::Parameters, num, 0, &group);
        return Some(f.draft_of("parameters", vec![test], group, true));
    }
    let near =
        (f.at.saturating_sub(6)..(f.at + 4).min(f.s.tokens.len())).any(|at| f.s.is(at, &[Class::Context]));
    let near = near || window_of_another(f, num);
    // A window is told to the tenth at the least: "one million" is not 500,000.
    let num = Num { half: num.half.min(num.value / Decimal::TEN), ..*num };
    if let Some(who) = whose_window(f).filter(|_| near) {
        let (group, test) = (vec![who.clone()], one(Measure::Context, &num, 0, std::slice::from_ref(who)));
        return Some(Draft { guessed: false, ..f.draft_of("context", vec![test], group, true) });
    }
    near.then(|| make(f, "context", &[(Measure::Context, 0)], &num)).flatten()
}

/// "a context window of 256K, about a quarter of Alpha's 1M", "…, while Alpha takes 1M": of the same as the one before.
fn window_of_another(f: Frame<'_>, num: &Num) -> bool {
    let owned = f.at.checked_sub(1).is_some_and(|at| f.s.tokens[at].possessive && f.s.who(at).is_some());
    let named = f.clause().range.clone().take_while(|at| *at < f.at).any(|at| f.s.who(at).is_some());
    let bare = num.scaled && num.digits && num.unit == Unit::None;
    let window =
        (f.at.saturating_sub(16)..f.at).rev().find(|at| f.s.is(*at, &[Class::Context, Class::Volume]));
    let told = owned || named && f.index > 0 || whose_window(f).is_some();
    bare && told && window.is_some_and(|at| f.s.is(at, &[Class::Context]))
}

/// "half of the 1M that Alpha offers", "the 1M that come with Alpha".
fn whose_window<'f>(f: Frame<'f>) -> Option<&'f Who> {
    let that = f.is(-1, &[Class::The]) && f.is(1, &[Class::Which]);
    let who = (f.at + 2..f.at + 5).find_map(|at| f.s.who(at)).filter(|_| that)?;
    who.iter().all(|e| matches!(e, Entity::Model { .. })).then_some(who)
}

/// "has 120B parameters, against 550B for Bravo": what the other has of the same.
fn for_another(f: Frame<'_>) -> Option<Vec<Who>> {
    let before = (0..f.at).rev().find_map(|at| f.s.num(at));
    let told = before.is_some_and(|n| n.unit == Unit::Parameters);
    let led = f.is(-1, &[Class::Against]) && f.is(1, &[Class::For]);
    let quiet = |at: &usize| f.s.is(*at, &[Class::Its, Class::The, Class::Stablemate]);
    let at = (f.at + 2..f.at + 5).find(|at| !quiet(at)).filter(|_| told && led)?;
    Some(vec![f.s.who(at)?.clone()])
}
