//! What is told of nobody, or of nowhere: "No operator is larger than Alpha", "Nowhere is the gap narrower than between
//! Alpha and Bravo", "No port other than Alpha left".

use super::super::clauses::is_verb;
use super::super::lexicon::Class;
use super::super::numbers::{Form, Unit};
use super::super::tokens::{Entity, Kind, Sentence, When};
use super::{Order, is_board, is_end, mentions};

/// "No operator is larger than Alpha": Alpha is the largest.
pub fn no_larger<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 8;
    let noun = at + 1 + usize::from(s.text(at + 1) == "other");
    let maker = s.makers.contains(&noun);
    if s.text(at) != "no" || !(maker || s.subjects.contains(&noun)) {
        return None;
    }
    // "No film from Veridian": of those.
    let whose = noun + 2;
    let of_maker = s.who(whose).is_some_and(|who| who.iter().any(|e| matches!(e, Entity::Org(_))));
    let owned = s.is(noun + 1, &[Class::From, Class::Of]) && of_maker && !maker;
    let be = if owned { whose + 1 } else { noun + 1 };
    let most = match s.text(be + 1) {
        "bigger" | "larger" => ("biggest", Kind::Lex(Class::Most)),
        "smaller" => ("smallest", Kind::Lex(Class::Least)),
        _ => return None,
    };
    let than = (be + 2..be + LONGEST).find(|i| s.is(*i, &[Class::Than]))?;
    let whom = mentions(s, than + 1).filter(|who| who.len() == 1 && is_end(s, who.end))?;
    if !s.is(be, &[Class::Be]) || !(maker || owned) || s.tokens[whom.start].possessive {
        return None;
    }
    let mut order = Order::new(s);
    order.told(whom.clone());
    order.told(be..be + 1);
    if owned {
        order.owning(whose);
    } else {
        order.said(&[("the", Kind::Lex(Class::The))], at);
    }
    order.said(&[most], be + 1);
    order.told(noun..noun + 1);
    order.told(be + 2..than);
    order.ends(whom.end)
}

/// "No new entry on the list ranks higher than Alpha": Alpha is the highest new entry.
pub fn no_new_one_higher<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 8;
    let new = at + 1 + usize::from(s.text(at + 1) == "other");
    let verb = (new + 1..new + LONGEST).find(|i| matches!(s.text(i + 1), "higher" | "lower"))?;
    let board =
        |i: usize| s.is(i, &[Class::On, Class::In, Class::The]) || matches!(s.tokens[i].kind, Kind::Board(_));
    let than = (verb + 2..verb + 6).find(|i| s.is(*i, &[Class::Than]))?;
    // "No newcomer came in higher than Alpha".
    let came_in = s.text(verb) == "in" && matches!(s.text(verb - 1), "came" | "comes" | "went" | "goes");
    let ranks = came_in
        || s.is(verb, &[Class::Be, Class::Enter])
        || matches!(s.text(verb), "ranks" | "ranked" | "stands" | "stood" | "sits");
    let small = |i: usize| {
        s.is(i, &[Class::On, Class::In, Class::To, Class::The, Class::RowsNoun, Class::Debut])
            || super::super::clauses::is_list(s.text(i))
            || s.subjects.contains(&i)
            || s.text(i) == "entry"
            || matches!(s.tokens[i].kind, Kind::Board(_))
    };
    let arrived = s.text(at) == "no"
        && s.is(new, &[Class::New, Class::Debut])
        && (new + 1..verb - usize::from(came_in)).all(small)
        && (verb + 2..than).all(board);
    let whom =
        mentions(s, than + 1).filter(|who| arrived && ranks && who.len() == 1 && is_end(s, who.end))?;
    let most = match s.text(verb + 1) {
        "higher" => ("highest", Kind::Lex(Class::Most)),
        _ => ("lowest", Kind::Lex(Class::Least)),
    };
    let mut order = Order::new(s);
    order.told(whom.clone());
    order.said(&[("is", Kind::Lex(Class::Be)), ("the", Kind::Lex(Class::The)), most], verb + 1);
    order.told(new..verb - usize::from(came_in));
    order.told(verb + 2..than);
    (!s.tokens[whom.start].possessive).then(|| order.ends(whom.end))?
}

/// "Of the newcomers none entered higher than Alpha": Alpha is the highest of them.
pub fn none_entered_higher<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let new = [Class::New, Class::Debut];
    let of = s.is(at, &[Class::Of, Class::Between]) && s.is(at + 1, &[Class::The]) && s.is(at + 2, &new);
    let rows =
        at + 3 + usize::from(of && (s.is(at + 3, &[Class::RowsNoun]) || s.subjects.contains(&(at + 3))));
    let none = if of { rows + usize::from(s.is_mark(rows, ',')) } else { at };
    let verb = none + 1;
    let came = s.is(verb, &[Class::Enter, Class::Debut])
        || of && (s.is(verb, &[Class::Be]) || matches!(s.text(verb), "ranks" | "ranked"));
    let nobody = matches!(s.text(none), "none" | "nobody" | "no one" | "nothing");
    let most = match s.text(verb + 1) {
        "higher" | "better" => ("highest", Kind::Lex(Class::Most)),
        "lower" => ("lowest", Kind::Lex(Class::Least)),
        _ => return None,
    };
    let than = s.is(verb + 2, &[Class::Than]);
    let whom = mentions(s, verb + 3).filter(|who| came && nobody && than && who.len() == 1)?;
    let mut order = Order::new(s);
    order.told(whom.clone());
    let newcomer = ("newcomer", Kind::Lex(Class::Debut));
    order.said(&[("is", Kind::Lex(Class::Be)), ("the", Kind::Lex(Class::The)), most, newcomer], verb + 1);
    (!s.tokens[whom.start].possessive).then(|| order.ends(whom.end))?
}

/// "No port other than Alpha left the table": only Alpha did.
pub fn no_other_than<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let other = at + 2;
    let row = s.subjects.contains(&(at + 1)) || s.makers.contains(&(at + 1));
    let behind = match s.text(other) {
        "other" if s.is(other + 1, &[Class::Than]) => other + 2,
        "but" | "except" | "besides" | "bar" => other + 1,
        _ => return None,
    };
    let whom = mentions(s, behind).filter(|who| s.text(at) == "no" && row && is_verb(s, who.end))?;
    // "No port but Alpha lost more than": the denial is another's.
    let end = (whom.end..s.tokens.len()).find(|i| is_end(s, *i)).unwrap_or(s.tokens.len());
    let amount = |i: usize| s.num(i + 1).is_some() || s.num(i + 2).is_some();
    let compares = |i: usize| {
        s.is(i, &[Class::Than, Class::MoreThan]) && !amount(i) || s.is(i, &[Class::As, Class::Neg])
    };
    if (whom.end..end).any(compares) {
        return None;
    }
    let mut order = Order::new(s);
    // "No port other than Alpha left the table": it was the only port to leave it.
    if s.is(whom.end, &[Class::Exit]) && whom.len() == 1 {
        order.told(whom.clone());
        order.said(&[("was", Kind::Lex(Class::Be)), ("the", Kind::Lex(Class::The))], at);
        order.said(&[("only", Kind::Lex(Class::Only))], at);
        order.told(at + 1..at + 2);
        order.said(&[("to", Kind::Lex(Class::To))], at);
        return order.ends(whom.end);
    }
    order.said(&[("only", Kind::Lex(Class::Only))], at);
    order.told(whom.clone());
    order.ends(whom.end)
}

/// "Nobody ranks above Alpha this week", "No port is ahead of Alpha": Alpha leads.
pub fn nobody_above<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let noun = s.text(at) == "no" && (s.subjects.contains(&(at + 1)) || s.is(at + 1, &[Class::RowsNoun]));
    if !(noun || matches!(s.text(at), "nobody" | "no one")) {
        return None;
    }
    let verb = at + 1 + usize::from(noun);
    let stands = matches!(s.text(verb), "ranks" | "stands" | "sits" | "is" | "are");
    let above = s.text(verb + 1) == "above" || s.is(verb + 1, &[Class::Ahead]);
    let whom = mentions(s, verb + 2).filter(|who| stands && above && who.len() == 1)?;
    let row = s.who(whom.start)?.iter().all(|e| matches!(e, Entity::Model { .. }));
    let end = whom.end;
    let board = end + 1 + usize::from(s.is(end + 1, &[Class::The]));
    let there = s.is(end, &[Class::On, Class::In]) && is_board(s, board)
        || matches!(s.tokens.get(end).map(|t| &t.kind), Some(Kind::Period(_)));
    let mut order = Order::new(s);
    order.told(whom.clone());
    order.said(&[("leads", Kind::Lex(Class::Lead))], verb);
    (row && !s.tokens[whom.start].possessive && (is_end(s, end) || there)).then(|| order.ends(end))?
}

/// "gone is nobody", "new to the list: no one": nobody is.
pub fn such_is_nobody<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 7;
    let state = matches!(s.text(at), "gone" | "out" | "missing" | "back" | "up" | "down" | "new");
    if !(state || s.is(at, &[Class::Exit, Class::New, Class::Debut, Class::Return])) {
        return None;
    }
    let place = |i: &usize| {
        s.is(*i, &[Class::From, Class::To, Class::On, Class::In, Class::The])
            || is_board(s, *i)
            || super::super::clauses::is_list(s.text(*i))
    };
    let be = (at + 1..at + LONGEST).find(|i| !place(i))?;
    let none = be + 1;
    let nobody = s.is(none, &[Class::Neg]) && matches!(s.text(none), "nobody" | "no one" | "none");
    let joint = matches!(s.text(be), "is" | "are") || s.is_mark(be, ':');
    let mut order = Order::new(s);
    order.said(&[("nobody", Kind::Lex(Class::Neg))], none);
    // "Dropped out: none": nobody did.
    if state || !s.is_mark(be, ':') {
        order.said(&[("is", Kind::Lex(Class::Be))], be);
    }
    order.told(at..be);
    (joint && nobody && is_end(s, none + 1)).then(|| order.ends(none + 1))?
}

/// "No film that is still listed fell more steeply", "No row that stayed on the list": no row of those that are there.
pub fn still_listed<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 8;
    let that = at + 2;
    let row = s.text(at) == "no" && s.subjects.contains(&(at + 1));
    let stays = |i: usize| {
        matches!(s.text(i), "stayed" | "remained" | "remains" | "still" | "is" | "are" | "was" | "listed")
    };
    let place = |i: usize| {
        s.is(i, &[Class::On, Class::In, Class::The])
            || super::super::clauses::is_list(s.text(i))
            || is_board(s, i)
    };
    let verb = (that + 2..that + LONGEST).find(|i| !stays(*i) && !place(*i))?;
    let told = matches!(s.text(that), "that" | "which") && stays(that + 1) && is_verb(s, verb);
    let still = (that + 1..verb).any(|i| matches!(s.text(i), "stayed" | "remained" | "remains" | "still"));
    let mut order = Order::new(s);
    order.told(at..that);
    (row && told && still).then(|| order.ends(verb))?
}

/// "Only Alpha dropped out of the survey": it was the only row to do so.
pub fn only_left<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let whom = mentions(s, at + 1).filter(|who| who.len() == 1 && s.is(at, &[Class::Only]))?;
    let row = s.who(whom.start)?.iter().all(|e| matches!(e, Entity::Model { .. }));
    if !row || !s.is(whom.end, &[Class::Exit]) {
        return None;
    }
    let mut order = Order::new(s);
    order.told(whom.clone());
    order.said(&[("was", Kind::Lex(Class::Be)), ("the", Kind::Lex(Class::The))], at);
    order.told(at..at + 1);
    order.row(at);
    order.said(&[("to", Kind::Lex(Class::To))], at);
    order.ends(whom.end)
}

/// "Nowhere in the top ten is the gap narrower than between Alpha and Bravo": theirs is the narrowest.
pub fn nowhere<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const FURTHEST: usize = 7;
    let be = (at + 1..at + FURTHEST).find(|i| s.is(*i, &[Class::Be])).filter(|_| s.text(at) == "nowhere")?;
    let gap = be + 1 + usize::from(s.is(be + 1, &[Class::The, Class::A]));
    let least = match s.text(gap + 1) {
        "narrower" | "smaller" | "tighter" => ("narrowest", Kind::Lex(Class::Least)),
        "wider" | "larger" | "bigger" => ("widest", Kind::Lex(Class::Most)),
        _ => return None,
    };
    let than = gap + 2;
    let between = than + 1;
    let pair = mentions(s, between + 1).filter(|pair| pair.len() > 2)?;
    if !s.is(gap, &[Class::GapNoun]) || !s.is(than, &[Class::Than]) || !s.is(between, &[Class::Between]) {
        return None;
    }
    let mut order = Order::new(s);
    order.said(&[("the", Kind::Lex(Class::The))], be);
    order.said(&[least], gap + 1);
    order.told(gap..gap + 1);
    order.told(at + 1..be);
    order.told(be..be + 1);
    order.told(between..pair.end);
    if s.is_mark(pair.end, ',') && s.is(pair.end + 1, &[Class::Which]) {
        order.told(pair.end..pair.end + 1);
        order.said(&[("and", Kind::Lex(Class::And)), ("they", Kind::Lex(Class::They))], pair.end + 1);
        return order.ends(pair.end + 2);
    }
    order.ends(pair.end)
}

/// "None of the top 20 models dropped more places than Alpha": no model in the top 20 did.
pub fn none_of_top<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let top = at + 2 + usize::from(s.is(at + 2, &[Class::The]));
    let scope = s.who(top).is_some_and(|who| matches!(who.as_slice(), [Entity::Top(_)]));
    let rows = top + 1 + usize::from(s.subjects.contains(&(top + 1)));
    let end = (rows..s.tokens.len()).find(|i| is_end(s, *i)).unwrap_or(s.tokens.len());
    let than = (rows..end).any(|i| s.is(i, &[Class::Than, Class::MoreThan]));
    if s.text(at) != "none" || !s.is(at + 1, &[Class::Of]) || !scope || !is_verb(s, rows) || !than {
        return None;
    }
    let mut order = Order::new(s);
    order.said(&[("no", Kind::Lex(Class::Neg))], at);
    order.row(top);
    order.said(&[("in", Kind::Lex(Class::In)), ("the", Kind::Lex(Class::The))], at + 1);
    order.told(top..top + 1);
    order.ends(rows)
}

/// "Alpha and Bravo both failed to gain share": neither did.
pub fn both_failed<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let pair = mentions(s, at).filter(|pair| pair.len() == 3 && s.is(at + 1, &[Class::And]))?;
    let failed = pair.end + usize::from(s.text(pair.end) == "both");
    let to = matches!(s.text(failed), "failed to" | "fail to");
    let not = s.text(failed) == "did" && s.text(failed + 1) == "not";
    let verb = failed + 1 + usize::from(not);
    if !(to || not) || !is_verb(s, verb) {
        return None;
    }
    let mut order = Order::new(s);
    order.said(&[("neither", Kind::Lex(Class::Neg))], failed);
    order.told(at..at + 1);
    order.said(&[("nor", Kind::Lex(Class::Neg))], at + 1);
    order.told(at + 2..pair.end);
    order.ends(verb)
}

/// "None of last week's seven films left the list": no film did.
pub fn none_of_before<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let (of, period, noun, verb) = (at + 1, at + 2, at + 3, at + 4);
    let before = s.tokens.get(period).is_some_and(|t| t.kind == Kind::Period(When::Back(1)) && t.possessive);
    let rows = s.subjects.contains(&noun)
        || s.is(noun, &[Class::RowsNoun])
        || s.num(noun).is_some_and(|n| n.unit == Unit::Subjects && n.form == Form::Cardinal);
    let none = s.text(at) == "none" && s.is(of, &[Class::Of]) && before && rows;
    // Of what is there now and was not, none of these can be told.
    if !none || !(s.is(verb, &[Class::Exit]) || s.is(verb, &Class::CHANGES)) {
        return None;
    }
    let mut order = Order::new(s);
    order.said(&[("no", Kind::Lex(Class::Neg))], at);
    order.row(noun);
    order.ends(verb)
}
