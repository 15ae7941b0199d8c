//! What a list has and lacks, told of the list: "Last week's list already included Alpha",
//! "Alpha and Bravo are the two films to leave the list".

use super::super::clauses::{is_list, is_verb};
use super::super::lexicon::Class;
use super::super::numbers::{Form, Num, Unit};
use super::super::tokens::{Entity, Kind, Sentence};
use super::{Order, is_board, is_end, is_period, mentions, owns};
use rust_decimal::Decimal;
use std::ops::Range;

/// "Last week's list already included Alpha": Alpha was already on the list last week.
pub fn already_included<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const FURTHEST: usize = 6;
    let already = (at + 1..at + FURTHEST).find(|i| s.text(*i) == "already")?;
    let verb = already + 1;
    let has =
        matches!(s.text(verb), "included" | "includes" | "contained" | "contains" | "had" | "has" | "listed");
    let whom = rows(s, verb + 1).filter(|_| has && is_named_list(s, at..already))?;
    let it = s.is(whom.end, &[Class::On, Class::In]) && s.is(whom.end + 1, &[Class::It]);
    let end = whom.end + if it { 2 } else { 0 };
    let dated = is_period(s, at);
    if !is_end(s, end) {
        return None;
    }
    let mut order = Order::new(s);
    order.told(whom);
    let now = matches!(s.text(verb), "includes" | "contains" | "has");
    order.said(&[(if now { "is" } else { "was" }, Kind::Lex(Class::Be))], verb);
    order.told(already..already + 1);
    order.said(&[("on", Kind::Lex(Class::On)), ("the", Kind::Lex(Class::The))], at);
    order.told(at + 1..already);
    if dated {
        order.not_owning(at..at + 1);
    }
    order.ends(end)
}

/// "Alpha and Bravo are the two films to leave the list this week": two films left it, these two.
pub fn are_the_rows_to<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let whom = mentions(s, at).filter(|who| who.len() > 2)?;
    let be = whom.end;
    // "the two films" may be one word.
    let count = be + 1 + usize::from(s.is(be + 1, &[Class::The]));
    let several = s.is(be, &[Class::Be]);
    let names = whom.clone().filter(|i| s.who(*i).is_some()).count();
    let said = so_many(s, count, names).filter(|_| several)?;
    let to = s.is(count + 1, &[Class::To]) || matches!(s.text(count + 1), "that" | "which");
    let verb = count + 2;
    let moves = [Class::Exit, Class::Enter, Class::Return, Class::Debut];
    let leave = s.text(verb) == "leave";
    let end = (verb..s.tokens.len()).find(|i| is_end(s, *i)).unwrap_or(s.tokens.len());
    if !to || !(leave || s.is(verb, &moves)) || !is_end(s, end) {
        return None;
    }
    let mut order = Order::new(s);
    order.number(count, said);
    if leave {
        order.said(&[("left", Kind::Lex(Class::Exit))], verb);
    }
    order.told(verb + usize::from(leave)..end);
    order.said(&[(":", Kind::Mark(':'))], be);
    order.told(whom);
    order.ends(end)
}

/// "two films", "the two films": the rows that are named, by their number.
fn so_many(s: &Sentence, at: usize, names: usize) -> Option<Num> {
    const WORDS: [&str; 5] = ["two", "three", "four", "five", "six"];
    if let Some(num) = s.num(at) {
        return Some(*num).filter(|n| n.unit == Unit::Subjects && n.form == Form::Cardinal);
    }
    // "the two films" may have been read as all of them.
    let listed = s.who(at).is_some_and(|who| who.contains(&Entity::Listed));
    let word = WORDS.get(names.checked_sub(2)?)?;
    let told = s.text(at).split(' ').any(|w| w == *word || w.parse() == Ok(names));
    let count = Num::new(Decimal::from(names), Decimal::ZERO, Form::Cardinal);
    (listed && told).then_some(Num { unit: Unit::Subjects, ..count })
}

/// "The top ten no longer includes an Alpha port": Alpha no longer has a port in the top ten.
pub fn no_longer_includes<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const FURTHEST: usize = 7;
    let no = (at + 1..at + FURTHEST).find(|i| s.text(*i) == "no longer")?;
    let verb = no + 1;
    let has = matches!(s.text(verb), "includes" | "contains" | "features" | "has" | "lists");
    let any = s.is(verb + 1, &[Class::A]) || s.text(verb + 1) == "any";
    let org = verb + 2;
    let maker = s.who(org).is_some_and(|who| who.iter().any(|e| matches!(e, Entity::Org(_))));
    let noun = org + 1;
    if !has || !any || !maker || !s.subjects.contains(&noun) || !is_end(s, noun + 1) {
        return None;
    }
    let mut order = Order::new(s);
    is_named_list(s, at..no).then_some(())?;
    order.not_owning(org..org + 1);
    order.told(no..no + 1);
    order.said(&[("has", Kind::Lex(Class::Be)), ("a", Kind::Lex(Class::A))], verb);
    order.told(noun..noun + 1);
    order.said(&[("in", Kind::Lex(Class::In))], verb);
    order.told(at..no);
    order.ends(noun + 1)
}

/// "Last place in the survey went to Alpha": it is in last place there.
pub fn last_place_went<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const FURTHEST: usize = 8;
    let place = at + 1;
    let last = s.text(at) == "last" && s.is(place, &[Class::PlacesNoun]);
    let verb = (place + 1..place + FURTHEST).find(|i| {
        s.is(i + 1, &[Class::To])
            && matches!(s.text(*i), "went" | "goes" | "belongs" | "belonged" | "falls" | "fell")
    })?;
    let whom = rows(s, verb + 2).filter(|who| who.len() == 1 && is_end(s, who.end))?;
    let inside =
        verb == place + 1 || s.is(place + 1, &[Class::In, Class::On]) && is_named_list(s, place + 2..verb);
    if !last || !inside {
        return None;
    }
    let mut order = Order::new(s);
    order.told(whom.clone());
    order.said(&[("is", Kind::Lex(Class::Be)), ("in", Kind::Lex(Class::In))], verb);
    order.told(at..verb);
    order.ends(whom.end)
}

/// "The survey shows a statistical tie between Alpha and Bravo": they are tied there.
pub fn shows_a_tie<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const FURTHEST: usize = 7;
    let verb =
        (at + 1..at + FURTHEST).find(|i| matches!(s.text(*i), "shows" | "has" | "sees" | "saw" | "had"))?;
    let tie = (verb + 1..verb + 4).find(|i| s.is(*i, &[Class::Tied]))?;
    let between = s.is(verb + 1, &[Class::A]) && s.is(tie + 1, &[Class::Between]);
    let whom = rows(s, tie + 2).filter(|who| who.len() == 3 && between && is_end(s, who.end))?;
    is_named_list(s, at..verb).then_some(())?;
    let mut order = Order::new(s);
    order.told(whom.clone());
    order.said(&[("are", Kind::Lex(Class::Be))], verb);
    order.told(tie..tie + 1);
    order.said(&[("in", Kind::Lex(Class::In))], verb);
    order.told(at..verb);
    order.ends(whom.end)
}

/// "The ten ports in the top ten are the same as last month": the same ten make it up.
pub fn are_the_same<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const FURTHEST: usize = 6;
    let count = at + 1;
    let rows = s.num(count).is_some_and(|n| n.unit == Unit::Subjects && n.form == Form::Cardinal);
    let inside = count + 1;
    let be = (inside + 1..inside + FURTHEST).find(|i| s.is(*i, &[Class::Be]))?;
    let named = s.is(inside, &[Class::In, Class::Of]) && is_named_list(s, inside + 1..be);
    let top = s.who(be - 1).is_some_and(|who| matches!(who.as_slice(), [Entity::Top(_)]));
    let frozen = s.is(be + 1, &[Class::Frozen]) && s.text(be + 1).starts_with("the same");
    let same = be + 2;
    let told = s.is(be + 1, &[Class::The]) && s.text(same) == "same" && s.text(same + 1) == "as";
    let inside_then = usize::from(told && s.is(same + 2, &[Class::In, Class::On]));
    let end = if frozen { be + 2 } else { same + 3 + inside_then };
    if !s.is(at, &[Class::The]) || !rows || !named || !top || !(frozen || told) || !is_end(s, end) {
        return None;
    }
    let mut order = Order::new(s);
    order.told(at..at + 1);
    order.said(&[("same", Kind::Word(false))], be + 1);
    order.told(count..count + 1);
    order.said(&[("make up", Kind::Lex(Class::Carry))], be);
    order.told(inside + 1..be);
    if told {
        order.told(same + 1..end);
    }
    order.ends(end)
}

/// "The list has lost Alpha" (not "lost", which is read as it stands): Alpha left the list.
pub fn has_lost<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const FURTHEST: usize = 6;
    let lost = (at + 2..at + FURTHEST).find(|i| s.text(*i) == "lost")?;
    let list = Some(lost - 1).filter(|has| matches!(s.text(*has), "has" | "have"))?;
    let whom = rows(s, lost + 1).filter(|who| is_end(s, who.end) && is_named_list(s, at..list))?;
    let mut order = Order::new(s);
    order.told(whom.clone());
    order.said(&[("left", Kind::Lex(Class::Exit))], lost);
    order.told(at..list);
    order.ends(whom.end)
}

/// "At the bottom of the list is Alpha, with 152,800 admissions": Alpha is at the bottom of the list.
pub fn at_the_bottom<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const FURTHEST: usize = 8;
    if s.is(at, &[Class::In]) && s.text(at + 1) == "last" && s.is(at + 2, &[Class::PlacesNoun]) {
        return in_last_place(s, at);
    }
    let end = at + 2;
    let opens = s.is(at, &[Class::At]) && s.is(at + 1, &[Class::The]);
    let bottom = opens && matches!(s.text(end), "bottom" | "foot" | "tail");
    let be =
        (end + 2..end + FURTHEST).find(|i| s.is(*i, &[Class::Be]) && is_verb(s, *i)).filter(|_| bottom)?;
    let whom = rows(s, be + 1).filter(|who| who.len() == 1 && is_end(s, who.end))?;
    (s.is(end + 1, &[Class::Of]) && is_named_list(s, end + 2..be)).then_some(())?;
    let mut order = Order::new(s);
    order.told(whom.clone());
    order.told(be..be + 1);
    order.told(at..be);
    order.ends(whom.end)
}

/// "Alpha and Bravo share the same score": they are tied on it.
pub fn share_a_score<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let whom = rows(s, at).filter(|who| who.len() == 3)?;
    let (verb, the, same, score) = (whom.end, whom.end + 1, whom.end + 2, whom.end + 3);
    let told = matches!(s.text(verb), "share" | "shared" | "have" | "had" | "post" | "posted" | "show");
    let same_one = s.is(the, &[Class::The, Class::A]) && matches!(s.text(same), "same" | "identical");
    if !told || !same_one || s.text(score) != "score" || s.num(score + 1).is_some() {
        return None;
    }
    let mut order = Order::new(s);
    order.told(whom);
    order.said(&TIED, same);
    order.ends(score + 1)
}

/// "are tied on score": to the point.
const TIED: [(&str, Kind); 4] = [
    ("are", Kind::Lex(Class::Be)),
    ("tied", Kind::Lex(Class::Tied)),
    ("on", Kind::Lex(Class::On)),
    ("score", Kind::Lex(Class::Score)),
];

/// "In last place on the list is Alpha": it is in last place there.
fn in_last_place<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let place = at + 2;
    let be = (place + 1..place + 7).find(|i| s.is(*i, &[Class::Be]) && is_verb(s, *i))?;
    let inside =
        be == place + 1 || s.is(place + 1, &[Class::In, Class::On]) && is_named_list(s, place + 2..be);
    let whom = rows(s, be + 1).filter(|who| who.len() == 1 && is_end(s, who.end) && inside)?;
    let mut order = Order::new(s);
    order.told(whom.clone());
    order.told(be..be + 1);
    order.told(at..be);
    order.ends(whom.end)
}

/// "The scores of Alpha and Bravo are the same": they are tied.
pub fn same_scores<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let scores = at + usize::from(s.is(at, &[Class::The]));
    let whom = rows(s, scores + 2).filter(|who| who.len() == 3)?;
    let be = whom.end;
    let the = be + 1 + usize::from(s.is(be + 1, &[Class::The]));
    let same = matches!(s.text(the), "same" | "identical" | "equal");
    let told = s.text(scores) == "scores" && s.is(scores + 1, &[Class::Of, Class::For]);
    if !told || !same || !s.is(be, &[Class::Be]) || !is_end(s, the + 1) {
        return None;
    }
    let mut order = Order::new(s);
    order.told(whom);
    order.said(&TIED, the);
    order.ends(the + 1)
}

/// "Places one to six are unchanged from last week": the top six are.
pub fn places_unchanged<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let (one, to, last, be) = (at + 1, at + 2, at + 3, at + 4);
    let places = s.is(at, &[Class::PlacesNoun]) && s.num(one).and_then(Num::whole) == Some(1);
    let through = s.is(to, &[Class::To]) || matches!(s.text(to), "-" | "–" | "through");
    let top = s.num(last).and_then(Num::whole).filter(|top| places && through && *top > 1)?;
    let same = s.is(be + 1, &[Class::Hold, Class::Frozen]) && s.text(be + 1).starts_with("unchanged");
    if !same || !s.is(be, &[Class::Be]) {
        return None;
    }
    let mut order = Order::new(s);
    order.said(&[("the", Kind::Lex(Class::The))], at);
    order.mention(last, Entity::Top(top));
    order.told(be..be + 2);
    order.ends(be + 2)
}

/// Rows that are named from a token on, one or more, that own nothing.
fn rows(s: &Sentence, from: usize) -> Option<Range<usize>> {
    let whom = mentions(s, from)?;
    let row = |i: usize| s.who(i).is_none_or(|who| who.iter().all(|e| matches!(e, Entity::Model { .. })));
    (whom.clone().all(row) && !owns(s, whom.end - 1)).then_some(whom)
}

/// "the survey", "last week's OpenRouter list", "the top ten of Container Traffic".
fn is_named_list(s: &Sentence, range: Range<usize>) -> bool {
    let top = |i: usize| s.who(i).is_some_and(|who| matches!(who.as_slice(), [Entity::Top(_)]));
    let list = |i: usize| top(i) || is_list(s.text(i)) || is_board(s, i);
    let small = |i: usize| list(i) || s.is(i, &[Class::The, Class::Of]) || is_period(s, i);
    range.clone().any(list) && range.into_iter().all(small)
}
