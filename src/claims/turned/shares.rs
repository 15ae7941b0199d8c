//! Parts told from the whole: "Of all tokens, a fifth went to Alpha and Bravo".

use super::super::lexicon::Class;
use super::super::numbers::{Form, Unit};
use super::super::tokens::{Entity, Kind, Sentence, Token};
use super::{Order, is_end, mentions};
use std::ops::Range;

const TOOK: [(&str, Kind); 1] = [("took", Kind::Lex(Class::Be))];

/// "Of all tokens, a fifth went to Alpha", "Of the tokens carried by the eight listed models, 36.2% were Bravo's": so much
/// of the whole they took.
pub fn of_the_whole<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 12;
    let comma = (at + 1..at + LONGEST).find(|i| s.is_mark(*i, ','))?;
    // "Out of all admissions".
    let whole = at + usize::from(s.text(at) == "out" && s.is(at + 1, &[Class::Of]));
    let out_of = s.text(at) == "out of";
    if !(out_of || s.is(whole, &[Class::Of, Class::ShareOf]))
        || !is_the_whole(s, whole + usize::from(out_of)..comma) && makers_whole(s, whole + 1..comma).is_none()
    {
        return None;
    }
    let part = part_at(s, comma + 1)?;
    let whose = receives(s, part + 1)?;
    if goes_on(s, whose.end) && another(s, part, whose.end).is_none() {
        return None;
    }
    let mut order = Order::new(s);
    if rows_of(s, whose.start).is_some() {
        tell_whose(&mut order, s, &whose);
    } else {
        order.not_owning(whose.clone());
    }
    order.said(&TOOK, part + 1);
    order.told(comma + 1..part + 1);
    if out_of {
        order.said(&[("of", Kind::Lex(Class::Of))], at);
    }
    match makers_whole(s, whole + 1..comma) {
        Some(own) => {
            order.told(whole..whole + 1);
            own_whole(&mut order, at, own);
        }
        None => order.told(whole + usize::from(out_of)..comma),
    }
    let Some((joint, part, whose)) = another(s, part, whose.end) else { return order.ends(whose.end) };
    order.said(&[(",", Kind::Mark(','))], joint);
    order.told(joint..joint + 1);
    order.not_owning(whose.clone());
    order.said(&TOOK, part);
    order.told(part..part + 1);
    order.told(at..comma);
    order.ends(whose.end)
}

/// "… went to Alpha and 17.4% to Bravo", "… were Alpha's and 17.4% Bravo's": the "and", the other part and whose it is.
fn another(s: &Sentence, first: usize, joint: usize) -> Option<(usize, usize, Range<usize>)> {
    let part = part_at(s, joint + 1).filter(|_| s.is(joint, &[Class::And]))?;
    let led = usize::from(goes(s, first + 1));
    let way = led == 0 || s.is(part + 1, &[Class::To, Class::From]) || s.text(part + 1) == "through";
    let whose = mentions(s, part + 1 + led).filter(|_| way)?;
    (s.tokens[whose.end - 1].possessive == (led == 0)).then_some((joint, part, whose))
}

/// "Over half of the downloads of the listed packages went to the top ten": the top ten took it.
pub fn went_to<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 14;
    let part = part_at(s, at)?;
    let verb =
        (part + 2..part + LONGEST).find(|i| goes(s, *i) || s.is(*i, &[Class::Be]) && is_done_by(s, i + 1))?;
    let whose = receives(s, verb)?;
    if goes_on(s, whose.end) {
        return None;
    }
    let mut order = Order::new(s);
    // "half of Alpha's traffic", "a quarter of the market's growth".
    let own = makers_whole(s, part + 1..verb).filter(|_| whose.len() == 1);
    if own.is_some() || s.is(part + 1, &[Class::Of, Class::ShareOf]) && is_growth(s, part + 1..verb) {
        order.told(whose.clone());
        order.said(&[("accounted for", Kind::Lex(Class::Carry))], verb);
        order.told(at..part + 1);
        match own {
            Some(own) => {
                order.said(&[("of", Kind::Lex(Class::Of))], part);
                own_whole(&mut order, part, own);
            }
            None => order.told(part + 1..verb),
        }
        return order.ends(whose.end);
    }
    // What goes to one row alone is read as it stands.
    let together = s.is(whose.end, &[Class::Together]);
    let several = whose.len() > 2
        || s.who(whose.end - 1)?.iter().all(|e| matches!(e, Entity::Top(_)))
        || !goes(s, verb);
    if !several || !s.is(part + 1, &[Class::Of, Class::ShareOf]) || !is_the_whole(s, part + 1..verb) {
        return None;
    }
    tell_whose(&mut order, s, &whose);
    order.said(&TOOK, verb);
    order.told(at..verb);
    order.ends(whose.end + usize::from(together))
}

/// "One in six admissions to the listed films, 16.7%, went to Alpha", "3.6 million admissions, 38% of the total, were taken
/// by the top three": they took so many, so much.
pub fn one_got<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 10;
    let amount = |from: usize| {
        let found = (from..from + 3).find(|i| s.num(*i).is_some())?;
        s.num(found).filter(|n| super::nouns::is_mark(n) && n.form == Form::Cardinal).map(|_| found)
    };
    let first = part_at(s, at).or_else(|| amount(at))?;
    let comma = (first + 1..first + LONGEST).find(|i| s.is_mark(*i, ','))?;
    let again = part_at(s, comma + 1).or_else(|| amount(comma + 1))?;
    let verb = (again + 1..again + LONGEST).find(|i| s.is_mark(*i, ','))? + 1;
    let whose = receives(s, verb)?;
    let counts = |at: usize| part_at(s, at).is_none();
    let of_all = |at: usize, end: usize| {
        at + 1 == end || s.units.contains(&(at + 1)) && at + 2 == end || is_the_whole(s, at + 1..end)
    };
    let told = is_the_whole(s, first + 1..comma) || is_the_whole(s, again + 1..verb - 1);
    let small = part_at(s, at).is_some()
        || (at..first).all(|i| {
            matches!(
                s.tokens[i].kind,
                Kind::Word(_) | Kind::Lex(Class::Adverb | Class::MoreThan | Class::Over)
            )
        });
    if !told
        || !small
        || !of_all(first, comma)
        || !of_all(again, verb - 1)
        || goes_on(s, whose.end)
        || counts(at) && counts(comma + 1)
    {
        return None;
    }
    let together = s.is(whose.end, &[Class::Together]);
    let mut order = Order::new(s);
    tell_whose(&mut order, s, &whose);
    order.said(&TOOK, verb);
    order.told(at..comma);
    // The other part is said of the same whole.
    order.said(&[(",", Kind::Mark(','))], comma);
    if !counts(at) && !counts(comma + 1) {
        order.said(&[("or", Kind::Lex(Class::Or))], comma);
    }
    order.told(comma + 1..verb - 1);
    if whose.len() > 1 && s.who(whose.end - 1).is_some_and(|who| !matches!(who.as_slice(), [Entity::Top(_)]))
    {
        order.said(&[("between them", Kind::Lex(Class::Together))], again);
    }
    order.ends(whose.end + usize::from(together))
}

/// "At least 9.4% of all tokens went through free rows", "Of all tokens in W30, 9.4% ran through free rows": they took it.
pub fn free_rows_got<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 10;
    let comma = (at + 1..at + LONGEST)
        .find(|i| s.is_mark(*i, ','))
        .filter(|_| s.is(at, &[Class::Of, Class::ShareOf]));
    let part = part_at(s, comma.map_or(at, |comma| comma + 1))?;
    let verb = (part + 1..part + LONGEST)
        .find(|i| goes(s, *i))
        .filter(|verb| comma.is_none() || *verb == part + 1)?;
    let rows = verb + 2;
    let noun = rows + 1;
    let free = s.is(rows, &[Class::Free]) && (s.is(noun, &[Class::RowsNoun]) || s.subjects.contains(&noun));
    let period = comma.and_then(|comma| (at..comma).find(|i| super::is_period(s, *i)));
    let of = comma.map_or(part + 1..verb, |comma| at..period.map_or(comma, |period| period - 1));
    let whole = s.is(of.start, &[Class::Of, Class::ShareOf]) && is_the_whole(s, of.clone());
    let mut order = Order::new(s);
    order.told(rows..noun + 1);
    order.said(&[("carried", Kind::Lex(Class::Carry))], verb);
    order.told(comma.map_or(at, |comma| comma + 1)..part + 1);
    order.told(of.start..comma.unwrap_or(of.end));
    (free && whole && is_end(s, noun + 1)).then(|| order.ends(noun + 1))?
}

/// The part, behind what hedges it.
fn part_at(s: &Sentence, from: usize) -> Option<usize> {
    let part = (from..from + 4).find(|at| s.num(*at).is_some())?;
    let told = s.num(part).is_some_and(|n| matches!(n.form, Form::Percent | Form::Fraction) && n.sign == 0);
    let small = |at: usize| !matches!(s.tokens[at].kind, Kind::Mark(_) | Kind::Who(_) | Kind::Period(_));
    (told && (from..part).all(small)).then_some(part)
}

fn goes(s: &Sentence, at: usize) -> bool {
    let way = s.is(at + 1, &[Class::To, Class::From]) || s.text(at + 1) == "through";
    let goes = matches!(
        s.text(at),
        "went"
            | "go"
            | "goes"
            | "passed"
            | "passes"
            | "moved"
            | "flowed"
            | "ran"
            | "runs"
            | "came"
            | "comes"
            | "belonged"
            | "belong"
            | "belongs"
    );
    goes && way
}

/// "went to Alpha and Bravo", "were Alpha's": who got it.
fn receives(s: &Sentence, verb: usize) -> Option<Range<usize>> {
    let (from, owned) = match goes(s, verb) {
        true => (verb + 2, false),
        // "is carried by the top three".
        false if s.is(verb, &[Class::Be]) && is_done_by(s, verb + 1) => (verb + 3, false),
        // "were for the top three".
        false if s.is(verb, &[Class::Be]) && s.is(verb + 1, &[Class::For]) => (verb + 2, false),
        false => (verb + 1, matches!(s.text(verb), "were" | "was" | "are" | "is")),
    };
    let whose = mentions(s, from)
        .or_else(|| rows_of(s, from))
        .filter(|whose| s.tokens[whose.end - 1].possessive == owned)?;
    let for_them = s.is(verb, &[Class::Be]) && s.is(verb + 1, &[Class::For]);
    (owned || for_them || goes(s, verb) || is_done_by(s, verb + 1)).then_some(whose)
}

/// "the three ports of Alpha": a maker's rows.
fn rows_of(s: &Sentence, from: usize) -> Option<Range<usize>> {
    let num = from + usize::from(s.is(from, &[Class::The]));
    let org = num + 2;
    let counts = s.num(num).is_some_and(|n| n.unit == Unit::Subjects && n.form == Form::Cardinal);
    let maker = s.who(org).is_some_and(|who| matches!(who.as_slice(), [Entity::Org(_)]));
    (counts && maker && s.is(num + 1, &[Class::Of])).then_some(from..org + 1)
}

/// Those that took it; "the three ports of Alpha" are Alpha's three ports.
fn tell_whose<'s, 'a>(order: &mut Order<'s, 'a>, s: &'s Sentence<'a>, whose: &Range<usize>) {
    let counted = whose.clone().find_map(|at| Some((at, s.num(at)?.whole()?)));
    let org = s.who(whose.end - 1).and_then(|who| who.first());
    match (counted, org) {
        (Some((num, count)), Some(Entity::Org(org))) => {
            let rows = Entity::OrgRows { org: *org, top: None, count: count as usize };
            order.mention_owning(whose.end - 1, rows);
            order.told(num..num + 1);
        }
        _ => order.told(whose.clone()),
    }
}

/// "carried by".
fn is_done_by(s: &Sentence, at: usize) -> bool {
    let done =
        matches!(s.text(at), "carried" | "handled" | "taken" | "drawn" | "processed" | "held" | "generated");
    done && s.is(at + 1, &[Class::By])
}

/// "Alpha's traffic", "the listed traffic of Alpha": a maker's own, and where the maker and what is counted stand.
fn makers_whole(s: &Sentence, range: Range<usize>) -> Option<(usize, usize)> {
    let maker = |at: &usize| s.who(*at).is_some_and(|who| who.iter().any(|e| matches!(e, Entity::Org(_))));
    let owner = range.clone().find(maker)?;
    let unit = range.clone().find(|at| {
        s.is(*at, &[Class::Volume, Class::ShareOf])
            || s.units.contains(at)
            || s.who(*at).is_some_and(|who| who.contains(&Entity::Listed))
    })?;
    let small = |at: usize| {
        at == owner
            || at == unit
            || s.is(at, &[Class::The, Class::All, Class::Of, Class::At, Class::Volume])
            || s.text(at) == "listed"
    };
    (range.clone().all(small) && s.tokens[owner].possessive == (owner < unit)).then_some((owner, unit))
}

fn own_whole<'s, 'a>(order: &mut Order<'s, 'a>, like: usize, (owner, _): (usize, usize)) {
    order.owning(owner);
    order.said(&[("volume", Kind::Lex(Class::Volume))], like);
}

/// "the market's growth", "the total increase".
fn is_growth(s: &Sentence, range: Range<usize>) -> bool {
    let grown = |at: usize| s.is(at, &[Class::Up, Class::UpValue]);
    let whole = |at: usize| {
        let market = s.who(at).is_some_and(|who| who.contains(&Entity::Market));
        market || s.is(at, &[Class::Market, Class::ShareOf]) || s.text(at) == "total"
    };
    let last = range.end.saturating_sub(1);
    let small = |at: usize| at == last || whole(at) || s.is(at, &[Class::The, Class::Of]);
    grown(last) && range.clone().any(whole) && range.into_iter().all(small)
}

/// "… to Alpha and a fifth to Bravo", "…, 17.4% to Bravo and": the statement has parts of others too.
fn goes_on(s: &Sentence, at: usize) -> bool {
    let behind = s.tokens.get(at..).unwrap_or_default();
    let another = |t: &Token| matches!(t.kind, Kind::Num(_)) || t.kind == Kind::Lex(Class::And);
    let told = matches!(s.tokens.get(at).map(|t| &t.kind), Some(Kind::Mark(',') | Kind::Lex(Class::And)));
    told && behind.iter().take(3).any(another) && !s.is(at + 1, &[Class::While, Class::But, Class::Which])
}

/// All that is counted, or all of what is listed; not "of the growth", "of Alpha's tokens".
fn is_the_whole(s: &Sentence, range: Range<usize>) -> bool {
    let other = [
        Class::Up,
        Class::UpValue,
        Class::Down,
        Class::DownValue,
        Class::New,
        Class::Debut,
        Class::Votes,
        Class::Its,
        Class::Their,
        Class::RowsNoun,
        Class::PlacesNoun,
    ];
    let last = range.end.saturating_sub(1);
    let plain = |at: usize| match s.tokens[at].kind {
        Kind::Who(_) => {
            s.who(at).is_some_and(|who| who.iter().all(|e| matches!(e, Entity::Listed | Entity::Market)))
        }
        Kind::Lex(_) => !s.is(at, &other),
        // "of the eight models", some of which are meant: of those that are listed.
        Kind::Word(_) if s.subjects.contains(&at) => {
            at > 0 && (s.text(at - 1) == "listed" || s.num(at - 1).is_some())
        }
        Kind::Word(_) => !matches!(s.text(at), "extra" | "additional" | "added"),
        Kind::Num(_) | Kind::Board(_) => true,
        _ => false,
    };
    // "Of all models, a fifth are Alpha's" counts rows.
    let counted = s.subjects.contains(&last) && !range.clone().any(|at| measures(s, at));
    !counted && range.clone().any(|at| measures(s, at)) && range.into_iter().all(plain)
}

fn measures(s: &Sentence, at: usize) -> bool {
    let phrase = ["token", "traffic", "volume", "usage", "market", "total"];
    let told = s.is(at, &[Class::ShareOf]) && phrase.iter().any(|word| s.text(at).contains(word));
    let listed = s.who(at).is_some_and(|who| who.contains(&Entity::Listed) || who.contains(&Entity::Market));
    told || listed || s.is(at, &[Class::Volume, Class::Market]) || s.units.contains(&at)
}
