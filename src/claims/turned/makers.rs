//! What is told of makers among each other: "Alpha is a bigger operator than Bravo", "Apart from Alpha, no operator lost
//! traffic".

use super::super::clauses::is_verb;
use super::super::lexicon::Class;
use super::super::numbers::{Form, Num, Unit};
use super::super::tokens::{Entity, Kind, Sentence};
use super::{Order, is_board, is_end, mentions, owns};
use std::ops::Range;

/// "Alpha is now a bigger operator than Bravo": it is larger.
pub fn bigger_maker<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let whom = mentions(s, at).filter(|who| who.len() == 1 && is_maker(s, at))?;
    let be = whom.end;
    let a = (be + 1..be + 3).find(|i| s.is(*i, &[Class::A])).filter(|_| s.is(be, &[Class::Be]))?;
    let (more, noun, than) = (a + 1, a + 2, a + 3);
    let other = mentions(s, than + 1).filter(|who| who.len() == 1 && is_maker(s, than + 1))?;
    let said = matches!(s.text(more), "bigger" | "larger" | "smaller")
        && s.makers.contains(&noun)
        && s.is(than, &[Class::Than])
        && is_end(s, other.end);
    let mut order = Order::new(s);
    order.told(at..a);
    // "bigger" may be a word of growth.
    let word = if s.text(more) == "smaller" { "smaller" } else { "larger" };
    order.said(&[(word, Kind::Word(false))], more);
    order.told(than..other.end);
    said.then(|| order.ends(other.end))?
}

/// "Apart from Alpha, down 0.9%, no operator lost traffic": Alpha, down 0.9%, was the only operator to lose traffic.
pub fn apart_from<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 12;
    let from = match s.text(at) {
        "apart" | "aside" if s.is(at + 1, &[Class::From]) => at + 2,
        "except" if s.is(at + 1, &[Class::For]) => at + 2,
        "besides" => at + 1,
        "with" if s.text(at + 2) == "exception" && s.is(at + 3, &[Class::Of]) => at + 4,
        _ => return None,
    };
    let whom = mentions(s, from).filter(|who| !owns(s, from) && s.is_mark(who.end, ','))?;
    if let Some(every) = every_but(s, (whom.clone(), whom.end + 1)) {
        return Some(every);
    }
    let no = (whom.end + 1..whom.end + LONGEST).find(|i| s.text(*i) == "no" && s.is_mark(i - 1, ','))?;
    let noun = no + 1;
    let verb = noun + 1;
    let row =
        s.subjects.contains(&noun) && !is_maker(s, from) || s.makers.contains(&noun) && is_maker(s, from);
    let end = (verb..s.tokens.len()).find(|i| is_end(s, *i)).unwrap_or(s.tokens.len());
    // What is said of nobody else alone, and nothing of anybody besides.
    let alone =
        |i: usize| s.who(i).is_none() && s.num(i).is_none() && !s.is(i, &[Class::As, Class::AsMuchAs]);
    let comparing = (verb..end).any(|i| s.is(i, &[Class::Than, Class::MoreThan]));
    if !row || !is_verb(s, verb) || !(verb..end).all(alone) || comparing {
        return None;
    }
    let mut order = Order::new(s);
    order.told(whom.start..no);
    order.said(&[("was", Kind::Lex(Class::Be)), ("the", Kind::Lex(Class::The))], no);
    order.said(&[("only", Kind::Lex(Class::Only))], no);
    order.told(noun..noun + 1);
    order.said(&[("to", Kind::Lex(Class::To))], no);
    // "Alpha, was the only": one comma is no aside.
    if whom.end + 1 == no {
        let were = if whom.len() > 1 { "were" } else { "was" };
        let mut order = Order::new(s);
        order.told(whom);
        order.said(&[(were, Kind::Lex(Class::Be)), ("the", Kind::Lex(Class::The))], no);
        order.said(&[("only", Kind::Lex(Class::Only))], no);
        order.told(noun..noun + 1);
        order.said(&[("to", Kind::Lex(Class::To))], no);
        return order.ends(verb);
    }
    order.ends(verb)
}

/// "Alpha aside, every film fell", "Alpha excepted": every film but Alpha.
pub fn aside<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let whom = mentions(s, at).filter(|who| !owns(s, at) && s.is_mark(who.end + 1, ','))?;
    let end = whom.end;
    matches!(s.text(end), "aside" | "excepted" | "apart").then(|| every_but(s, (whom, end + 2)))?
}

/// "… every film fell", but for those who are named in front.
fn every_but<'s, 'a>(s: &'s Sentence<'a>, (whom, every): (Range<usize>, usize)) -> Option<Order<'s, 'a>> {
    let noun = every + 1 + usize::from(s.text(every + 1) == "listed");
    let all = s.is(every, &[Class::Each, Class::All]) && s.subjects.contains(&noun) && is_verb(s, noun + 1);
    let mut order = Order::new(s);
    order.told(every..every + 1);
    order.told(noun..noun + 1);
    order.said(&[("but", Kind::Lex(Class::But))], every);
    order.told(whom);
    all.then(|| order.ends(noun + 1))?
}

/// "Alpha, a Bravo film, climbed", "Alpha, from Bravo, is seventh": Bravo's Alpha.
pub fn made_by_aside<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let aside = maker_aside(s, at)?;
    let mut order = Order::new(s);
    order.owning(aside.0);
    order.told(at..at + 1);
    order.ends(aside.1 + 1)
}

/// A maker told in an aside behind its row: where it stands, and the mark behind it.
pub(super) fn maker_aside(s: &Sentence, at: usize) -> Option<(usize, usize)> {
    let (org, ends) = maker_told(s, at).filter(|(_, ends)| s.is_mark(*ends, ','))?;
    // "Alpha, from Bravo, and Charlie" lists.
    (!s.is(ends + 1, &[Class::And])).then_some((org, ends))
}

/// "Alpha, a Bravo film", "Alpha, published by Bravo", "Alpha, from Bravo,": where the maker stands, and what is behind.
pub fn maker_told(s: &Sentence, at: usize) -> Option<(usize, usize)> {
    let row = s.who(at).is_some_and(|who| who.iter().all(|e| matches!(e, Entity::Model { .. })));
    if !row || !s.is_mark(at + 1, ',') {
        return None;
    }
    let by = usize::from(is_making(s.text(at + 2)) && s.is(at + 3, &[Class::By]));
    let org = at + 3 + by;
    let noun = s.subjects.contains(&(org + 1))
        || s.is(org + 1, &[Class::RowsNoun])
        || matches!(s.text(org + 1), "title" | "release" | "product" | "production" | "model");
    let ends = match () {
        () if s.is(at + 2, &[Class::A, Class::The]) && noun => org + 2,
        () if s.text(at + 2) == "made by" || by == 1 => org + 1,
        // "Alpha took the lead, from Bravo".
        () if s.is(at + 2, &[Class::From]) && s.is_mark(org + 1, ',') => org + 1,
        () => return None,
    };
    (!owns(s, at) && !owns(s, org) && is_maker(s, org) && is_end(s, ends)).then_some((org, ends))
}

/// What a maker does.
pub fn is_making(word: &str) -> bool {
    matches!(
        word,
        "made"
            | "published"
            | "built"
            | "released"
            | "developed"
            | "produced"
            | "run"
            | "operated"
            | "owned"
            | "distributed"
            | "trained"
            | "designed"
    )
}

/// "The four Google rows in the top twenty add up to …": Google's four rows.
pub fn its_so_many<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let (num, org, noun) = (at + 1, at + 2, at + 3);
    let count = *s.num(num).filter(|n| n.form == Form::Cardinal && !n.scaled)?;
    let maker = s.who(org)?.iter().find_map(|e| match e {
        Entity::Org(maker) => Some(*maker),
        _ => None,
    })?;
    let rows = s.subjects.contains(&noun) || s.is(noun, &[Class::RowsNoun]);
    if !s.is(at, &[Class::The]) || owns(s, org) || !rows {
        return None;
    }
    let small =
        |i: &usize| is_board(s, *i) || s.is(*i, &[Class::In, Class::On, Class::The]) || s.who(*i).is_some();
    let top = (noun + 1..noun + 6).take_while(small).find_map(|i| match s.who(i)?.as_slice() {
        [Entity::Top(top)] => Some(*top),
        _ => None,
    });
    let rows = Entity::OrgRows { org: maker, top, count: usize::try_from(count.whole()?).ok()? };
    let mut order = Order::new(s);
    order.mention_owning(org, rows);
    order.number(num, Num { unit: Unit::Subjects, ..count });
    order.ends(noun + 1)
}

/// "Alpha is a Bravo film": it comes from Bravo.
pub fn is_a_row_of<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let whom = mentions(s, at).filter(|who| who.len() == 1 && !is_maker(s, at) && !owns(s, at))?;
    let (be, a, org, noun) = (whom.end, whom.end + 1, whom.end + 2, whom.end + 3);
    let plain =
        s.is(be, &[Class::Be]) && s.is(a, &[Class::A]) && is_maker(s, org) && s.subjects.contains(&noun);
    if !plain || !is_end(s, noun + 1) || !matches!(s.text(be), "is" | "was") {
        return None;
    }
    let mut order = Order::new(s);
    order.told(whom);
    order.said(&[("comes", Kind::Lex(Class::Be)), ("from", Kind::Lex(Class::From))], be);
    order.told(org..org + 1);
    order.ends(noun + 1)
}

fn is_maker(s: &Sentence, at: usize) -> bool {
    s.who(at).is_some_and(|who| who.iter().any(|e| matches!(e, Entity::Org(_))))
}

/// "Alpha is the only Bravo film in the top three": it is Bravo's only film there.
pub fn only_one_of<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let whom = mentions(s, at).filter(|who| who.len() == 1 && !is_maker(s, at) && !owns(s, at))?;
    // "is now the only", "is still the only".
    let be = whom.end;
    let the = be + 1 + usize::from(s.is(be + 1, &[Class::Now, Class::Adverb]));
    let (only, org, noun) = (the + 1, the + 2, the + 3);
    let told = s.is(be, &[Class::Be]) && s.is(the, &[Class::The]) && s.is(only, &[Class::Only]);
    let top =
        (noun + 2..noun + 5).any(|i| s.who(i).is_some_and(|who| matches!(who.as_slice(), [Entity::Top(_)])));
    let inside = s.is(noun + 1, &[Class::In]) && top;
    if !told || !inside || !is_maker(s, org) || owns(s, org) || !s.subjects.contains(&noun) {
        return None;
    }
    let mut order = Order::new(s);
    order.told(whom);
    order.told(be..the);
    order.owning(org);
    order.told(only..org);
    order.ends(noun)
}
