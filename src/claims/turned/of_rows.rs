//! Of whom something is told in front, and who alone does it: "Of the ports Corvane runs, Alpha is the busiest", "Of the
//! top ten, Alpha alone grew", "Only one port, Alpha, left the list".

use super::super::clauses::is_verb;
use super::super::lexicon::Class;
use super::super::numbers::{Form, Unit};
use super::super::tokens::{Entity, Kind, Sentence};
use super::{Order, is_end, mentions, owns};

/// "Of the ports Corvane runs, Alpha is the busiest", "Alpha is the busiest of the three ports that Corvane runs": of
/// Corvane's.
pub fn of_those_it_runs<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const FURTHEST: usize = 9;
    let of = (at..at + FURTHEST).find(|i| s.is(*i, &[Class::Of, Class::Between]))?;
    let the = of + 1;
    let named = the + usize::from(s.is(the, &[Class::The, Class::All]));
    let noun = named + usize::from(s.num(named).is_some() && s.subjects.contains(&(named + 1)));
    let rows = s.subjects.contains(&noun) || s.num(noun).is_some_and(|n| n.unit == Unit::Subjects);
    let org = noun + 1 + usize::from(matches!(s.text(noun + 1), "that" | "which"));
    let verb = org + 1;
    let maker = s.who(org).is_some_and(|who| who.iter().any(|e| matches!(e, Entity::Org(_))));
    let runs = matches!(
        s.text(verb),
        "runs" | "operates" | "owns" | "makes" | "made" | "builds" | "released" | "distributes" | "publishes"
    );
    if !rows || !maker || !runs || owns(s, org) || !is_end(s, verb + 1) || (at..of).any(|i| s.is_mark(i, ','))
    {
        return None;
    }
    let mut order = Order::new(s);
    order.told(at..of + 1);
    order.owning(org);
    order.told(named..noun + 1);
    order.ends(verb + 1)
}

/// "Among the ports of Alpha Lines, …": among its ports.
pub fn of_those_of<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let noun = at + 1 + usize::from(s.is(at + 1, &[Class::The, Class::All]));
    let (of, org, comma) = (noun + 1, noun + 2, noun + 3);
    let maker = s.who(org).is_some_and(|who| who.iter().any(|e| matches!(e, Entity::Org(_))));
    let told = s.is(at, &[Class::Of, Class::Between]) && s.is(of, &[Class::Of, Class::From, Class::By]);
    let mut order = Order::new(s);
    order.told(at..at + 1);
    order.owning(org);
    order.told(noun..noun + 1);
    (told && maker && !owns(s, org) && s.subjects.contains(&noun) && s.is_mark(comma, ','))
        .then(|| order.ends(comma))?
}

/// "Of the top ten films, five are Ostrand's": five of them are.
pub fn so_many_are_ones<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 8;
    let comma = (at + 2..at + LONGEST).find(|i| s.is_mark(*i, ',')).filter(|_| s.is(at, &[Class::Of]))?;
    let top = |i: usize| s.who(i).is_some_and(|who| matches!(who.as_slice(), [Entity::Top(_)]));
    let small = |i: usize| {
        top(i)
            || s.is(i, &[Class::The, Class::In, Class::On, Class::Of, Class::RowsNoun])
            || s.subjects.contains(&i)
            || super::is_board(s, i)
    };
    let count = comma + 1;
    let verb = count + 1;
    s.num(count).filter(|n| n.form == Form::Cardinal && n.unit == Unit::None && !n.scaled)?;
    let is = s.is(verb, &[Class::Be]) || matches!(s.text(verb), "belong" | "belongs" | "come" | "comes");
    let org = (verb + 1..verb + 3).find(|i| s.who(*i).is_some())?;
    let maker = s.who(org).is_some_and(|who| who.iter().any(|e| matches!(e, Entity::Org(_))));
    if !(at + 1..comma).any(top) || !(at + 1..comma).all(small) || !is || !maker {
        return None;
    }
    let mut order = Order::new(s);
    order.told(count..verb);
    order.told(at..comma);
    order.ends(verb)
}

/// "Among the newcomers, Alpha ranks highest": it is the highest newcomer.
pub fn highest_newcomer<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let first = at + 1 + usize::from(s.is(at + 1, &[Class::The]) || super::is_period(s, at + 1));
    let when = (at + 1..first).find(|i| super::is_period(s, *i));
    let noun = usize::from(matches!(s.text(first + 1), "entries" | "arrivals" | "entrants" | "names"));
    let comma = first + 1 + noun;
    let new = s.is(first, &[Class::New, Class::Debut]) && s.is(at, &[Class::Of, Class::Between]);
    let whom = mentions(s, comma + 1).filter(|who| new && who.len() == 1 && s.is_mark(comma, ','))?;
    let verb = whom.end;
    let ranks = s.is(verb, &[Class::Be]) || matches!(s.text(verb), "ranks" | "stands" | "sits" | "placed");
    let most = verb + 1 + usize::from(s.is(verb + 1, &[Class::The]));
    let word = match s.text(most) {
        "highest" | "best" => ("highest", Kind::Lex(Class::Most)),
        "lowest" => ("lowest", Kind::Lex(Class::Least)),
        _ => return None,
    };
    let mut order = Order::new(s);
    order.told(whom);
    order.said(&[("is", Kind::Lex(Class::Be)), ("the", Kind::Lex(Class::The)), word], most);
    order.said(&[("newcomer", Kind::Lex(Class::Debut))], first);
    if let Some(when) = when {
        order.not_owning(when..when + 1);
    }
    (ranks && is_end(s, most + 1)).then(|| order.ends(most + 1))?
}

/// "Of the models that lost share, Alpha lost the most": the most share of all.
pub fn most_of_those<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let noun = at + 1 + usize::from(s.is(at + 1, &[Class::The]));
    let verb = noun + 2;
    let way = way_of(s, verb)?;
    let unit = verb + 1;
    let comma = unit + 1;
    let counted =
        s.units.contains(&unit) || s.is(unit, &[Class::Volume, Class::Share]) || super::is_board(s, unit);
    let which = s.is(at, &[Class::Of, Class::Between])
        && s.subjects.contains(&noun)
        && s.is(noun + 1, &[Class::Which]);
    let whom =
        mentions(s, comma + 1).filter(|who| which && counted && who.len() == 1 && s.is_mark(comma, ','))?;
    let same = way_of(s, whom.end) == Some(way);
    let most = whom.end + 2;
    let told = s.is(most - 1, &[Class::The])
        && s.is(most, &[Class::Most, Class::Least])
        && matches!(s.text(most), "most" | "least" | "fewest");
    let mut order = Order::new(s);
    order.told(whom);
    order.told(most - 2..most + 1);
    order.told(unit..unit + 1);
    (same && told && is_end(s, most + 1)).then(|| order.ends(most + 1))?
}

/// Which way a verb says that something went.
fn way_of(s: &Sentence, at: usize) -> Option<bool> {
    match s.class(at)? {
        Class::Up | Class::UpValue => Some(true),
        Class::Down | Class::DownValue => Some(false),
        _ => None,
    }
}

/// "Alpha alone lost volume": only it did.
pub fn alone<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 12;
    // "Of the models in the top 20, Alpha alone …".
    let comma =
        s.is(at, &[Class::Of, Class::Between]).then(|| (at + 1..at + LONGEST).find(|i| s.is_mark(*i, ',')));
    let first = match comma {
        Some(comma) => comma? + 1,
        None => at,
    };
    let whom = mentions(s, first).filter(|who| who.len() == 1 && !owns(s, first))?;
    let row = s.who(first)?.iter().all(|e| matches!(e, Entity::Model { .. }));
    // "Alpha was alone in growing".
    let was = usize::from(s.is(whom.end, &[Class::Be]));
    let verb = whom.end + 1 + 2 * was;
    let inside = was == 0 || s.is(verb - 1, &[Class::In]);
    let moves = s.is(verb, &Class::CHANGES) || s.is(verb, &[Class::Hold, Class::Outgrow, Class::Undergrow]);
    let said = s.text(whom.end + was) == "alone" && inside && is_verb(s, verb) && moves;
    if !row || !said || (at..first).any(|i| is_verb(s, i)) {
        return None;
    }
    let mut order = Order::new(s);
    order.told(at..first);
    order.said(&[("only", Kind::Lex(Class::Only))], whom.end);
    order.told(whom);
    order.ends(verb)
}

/// "Only one port, Alpha, left the list": it was the only port to do so.
pub fn only_one_named<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 6;
    let only = s.is(at, &[Class::Only]) || s.text(at) == "just";
    let count = at + 1;
    let one = s.num(count).filter(|n| n.form == Form::Cardinal && n.unit == Unit::Subjects)?.whole()? == 1;
    // "Only one film on the list, Alpha, left it".
    let comma = (count + 1..count + LONGEST).find(|i| s.is_mark(*i, ',')).filter(|_| only && one)?;
    let whom = mentions(s, comma + 1).filter(|who| who.len() == 1 && !owns(s, comma + 1))?;
    let verb = whom.end + 1;
    let model = s.who(whom.start)?.iter().all(|e| matches!(e, Entity::Model { .. }));
    let told = s.is_mark(whom.end, ',') && is_verb(s, verb) && !s.is(verb, &[Class::Be]);
    let scope = (count + 1..comma).all(|i| !is_verb(s, i) && s.num(i).is_none());
    if !model || !told || !scope {
        return None;
    }
    let mut order = Order::new(s);
    order.told(whom);
    order.said(&[("was", Kind::Lex(Class::Be)), ("the", Kind::Lex(Class::The))], at);
    order.said(&[("only", Kind::Lex(Class::Only))], at);
    order.row(count);
    order.told(count + 1..comma);
    order.said(&[("to", Kind::Lex(Class::To))], verb);
    order.ends(verb)
}

/// "No film kept its place but Alpha": only Alpha did.
pub fn no_row_but<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 12;
    let noun = at + 1;
    let row = s.subjects.contains(&noun) || s.is(noun, &[Class::RowsNoun]);
    if s.text(at) != "no" || !row {
        return None;
    }
    let but = (noun + 2..at + LONGEST)
        .find(|i| matches!(s.text(*i), "but" | "except" | "besides" | "bar") && !s.is_mark(i - 1, ','))?;
    let whom = but + 1 + usize::from(s.text(but) == "except" && s.is(but + 1, &[Class::For]));
    let whom = mentions(s, whom).filter(|who| !owns(s, who.end - 1) && is_end(s, who.end))?;
    let verb = (noun + 1..but).find(|i| is_verb(s, *i))?;
    let plain = |i: usize| {
        s.who(i).is_none_or(|who| matches!(who.as_slice(), [Entity::Top(_)]))
            && s.num(i).is_none()
            && !s
                .is(i, &[Class::Than, Class::MoreThan, Class::As, Class::AsMuchAs, Class::Neg, Class::Behind])
            && !matches!(s.text(i), "outside" | "below" | "beneath" | "beyond" | "under")
            && !matches!(s.tokens[i].kind, Kind::Mark(_))
    };
    if !(noun + 1..but).all(plain) {
        return None;
    }
    let mut order = Order::new(s);
    order.said(&[("only", Kind::Lex(Class::Only))], at);
    order.told(whom.clone());
    order.told(verb..but);
    order.told(noun + 1..verb);
    // "…, which was third".
    if s.is_mark(whom.end, ',') && s.is(whom.end + 1, &[Class::Which]) {
        order.said(&[(";", Kind::Mark(';')), ("it", Kind::Lex(Class::It))], whom.end + 1);
        return order.ends(whom.end + 2);
    }
    order.ends(whom.end)
}

/// "Four of the top five films, including Alpha at No. 1, are Bravo's": so many are, Alpha among them.
pub fn including<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 12;
    s.num(at).filter(|n| n.form == Form::Cardinal && !n.scaled)?;
    let comma = (at + 1..at + LONGEST).find(|i| s.is_mark(*i, ','))?;
    let aside = matches!(s.text(comma + 1), "including" | "among them");
    let whom = mentions(s, comma + 2).filter(|_| aside && !(at..comma).any(|i| is_verb(s, i)))?;
    let close = (whom.end..whom.end + 4).find(|i| s.is_mark(*i, ','))?;
    let verb = close + 1;
    let end = (verb..s.tokens.len()).find(|i| is_end(s, *i)).unwrap_or(s.tokens.len());
    if !is_verb(s, verb) {
        return None;
    }
    let mut order = Order::new(s);
    order.told(at..comma);
    order.told(verb..end);
    order.told(comma..close);
    order.ends(end)
}

/// "Among the models that grew, Alpha was the slowest, rising 40%": it had the smallest percentage increase.
pub fn slowest_of_those<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let noun = at + 1 + usize::from(s.is(at + 1, &[Class::The]));
    let verb = noun + 2;
    let up = match s.class(verb)? {
        Class::Up | Class::UpValue => true,
        Class::Down | Class::DownValue => false,
        _ => return None,
    };
    let counted = usize::from(s.units.contains(&(verb + 1)) || s.is(verb + 1, &[Class::Volume]));
    let comma = verb + 1 + counted;
    let which = s.is(at, &[Class::Of, Class::Between])
        && s.subjects.contains(&noun)
        && s.is(noun + 1, &[Class::Which]);
    let whom = mentions(s, comma + 1).filter(|who| which && who.len() == 1 && s.is_mark(comma, ','))?;
    let be = whom.end;
    let slowest = be + 1 + usize::from(s.is(be + 1, &[Class::The]));
    let mut order = Order::new(s);
    order.told(whom);
    // "posted the smallest increase": of those that have one.
    let increase = (be + 1..be + 5).any(|i| s.is(i, &[if up { Class::UpValue } else { Class::DownValue }]));
    if (be + 1..be + 4).any(|i| s.is(i, &[Class::Most, Class::Least])) && increase {
        return order.ends(be);
    }
    let most = match s.text(slowest) {
        "slowest" => ("smallest", Kind::Lex(Class::Least)),
        "fastest" => ("biggest", Kind::Lex(Class::Most)),
        _ => return None,
    };
    let noun =
        if up { ("increase", Kind::Lex(Class::UpValue)) } else { ("decrease", Kind::Lex(Class::DownValue)) };
    order.said(&[("posted", Kind::Lex(Class::Be)), ("the", Kind::Lex(Class::The)), most], be);
    order.said(&[("percentage", Kind::Word(false)), noun], slowest);
    (s.is(be, &[Class::Be]) && is_end(s, slowest + 1)).then(|| order.ends(slowest + 1))?
}
