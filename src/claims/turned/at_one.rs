//! What one row, or some rows, did of what is counted, told otherwise: "At Alpha, traffic fell", "Over a million containers
//! were handled at six ports", "Traffic was higher at Alpha than at Bravo".

use super::super::clauses::is_verb;
use super::super::lexicon::Class;
use super::super::numbers::{Num, Unit};
use super::super::tokens::{Kind, Sentence};
use super::at_whom::{AT, Did, did, may_stand_between, part, tell_amounts, tell_unit};
use super::nouns::{are_rows, counted, is_mark, rows};
use super::{Order, is_end, is_period, mentions};

/// "Over a million containers were handled at each of six ports": each of them had so many.
pub fn were_handled_at<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let number =
        (at..at + 4).find(|i| s.num(*i).is_some()).filter(|i| (at..*i).all(|i| s.num(i).is_none()))?;
    let num = *s.num(number).filter(|n| is_mark(n))?;
    let be = number + 1 + usize::from(s.units.contains(&(number + 1)));
    let handled = be + 1;
    let done = s.is(handled, &[Class::Carry]) || s.text(handled).ends_with("ed") || s.text(handled) == "sold";
    let (rows, _) =
        rows(s, handled + 2).filter(|_| s.is(handled + 1, &AT) || s.is(handled + 1, &[Class::By]))?;
    // What one row alone had is read as it stands.
    let several = rows.clone().any(|i| s.num(i).is_some() || s.is(i, &[Class::And]));
    let told = s.is(be, &[Class::Be]) && done && several && (at..number).all(|i| is_small(s, i));
    let mut order = Order::new(s);
    order.told(rows.clone());
    order.said(&[("handled", Kind::Lex(Class::Carry))], handled);
    order.told(at..number);
    order.number(number, Num { unit: Unit::Board, ..num });
    (told && is_end(s, rows.end)).then(|| order.ends(rows.end))?
}

/// "At Alpha, traffic fell for the third month": Alpha's traffic did.
pub fn at_one<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let both = usize::from(s.text(at + 1) == "both");
    let whom = mentions(s, at + 1 + both).filter(|_| s.is(at, &[Class::At, Class::For, Class::On]))?;
    let unit = counted(s, whom.end + 1).filter(|_| s.is_mark(whom.end, ','))?;
    let (Did::Moved(sign), verb, _) = did(s, unit.end)? else { return None };
    if !are_rows(s, &whom) || part(s, unit.end, None).is_some() || !is_verb(s, unit.end) {
        return None;
    }
    if whom.len() > 1 {
        let mut order = Order::new(s);
        order.told(whom);
        let moved = if sign > 0 {
            ("grew", Kind::Lex(Class::UpValue))
        } else {
            ("shrank", Kind::Lex(Class::DownValue))
        };
        order.said(&[moved], verb);
        return order.ends(verb + 1);
    }
    let mut order = Order::new(s);
    order.owning(whom.start);
    order.said(&[("volume", Kind::Lex(Class::Volume))], unit.start);
    order.told(unit.end..verb);
    order.ends(verb)
}

/// "Traffic was higher at Alpha than at Bravo", "Traffic was lower at Alpha than in May": Alpha handled more, or fewer.
pub fn higher_at<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let unit = counted(s, at)?;
    let more = match s.text(unit.end + 1) {
        "higher" | "larger" | "greater" | "heavier" => "more",
        "lower" | "smaller" | "lighter" => "fewer",
        _ => return None,
    };
    let led = |i: usize| s.is(i, &[Class::At, Class::For]);
    let whom = mentions(s, unit.end + 3).filter(|who| who.len() == 1 && led(unit.end + 2))?;
    let than = whom.end;
    let other = mentions(s, than + 2).filter(|_| led(than + 1));
    let other =
        other.filter(|who| who.len() == 1).or((is_period(s, than + 2)).then_some(than + 2..than + 3))?;
    if !s.is(unit.end, &[Class::Be])
        || !s.is(than, &[Class::Than])
        || !is_end(s, other.end)
        || !are_rows(s, &whom)
    {
        return None;
    }
    let mut order = Order::new(s);
    order.told(whom);
    order.said(&[("handled", Kind::Lex(Class::Carry)), (more, Kind::Word(false))], unit.end + 1);
    tell_unit(&mut order, s, unit.end - 1);
    order.told(than..than + 1);
    order.told(if is_period(s, other.start) { than + 1..other.end } else { other.clone() });
    order.ends(other.end)
}

/// "Traffic at Alpha rose; at Bravo it fell": Bravo's did.
pub fn at_another_it<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let whom = mentions(s, at + 1).filter(|who| s.is(at, &[Class::At, Class::For]) && who.len() == 1)?;
    let it = whom.end;
    let verb = it + 1;
    let spoken = (0..at).any(|i| counted(s, i).is_some());
    if !s.is(it, &[Class::It]) || !spoken || !are_rows(s, &whom) {
        return None;
    }
    let (Did::Moved(sign), found, None) = did(s, verb)? else { return None };
    let mut order = Order::new(s);
    order.told(whom);
    let moved =
        if sign > 0 { ("grew", Kind::Lex(Class::UpValue)) } else { ("shrank", Kind::Lex(Class::DownValue)) };
    order.said(&[moved], found);
    let end = (found + 1..s.tokens.len()).find(|i| !may_stand_between(s, *i)).unwrap_or(s.tokens.len());
    tell_amounts(&mut order, s, found + 1..end);
    is_end(s, end).then(|| order.ends(end))?
}

/// "Admissions more than doubled for Alpha": Alpha's did.
pub fn multiplied_for<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let unit = counted(s, at)?;
    let verb = unit.end + usize::from(s.is(unit.end, &[Class::MoreThan, Class::Adverb]));
    let times = s.is(verb, &[Class::Double, Class::Triple, Class::Quadruple, Class::Halve]);
    let whom = mentions(s, verb + 2).filter(|who| who.len() == 1 && times && s.is(verb + 1, &AT))?;
    if !are_rows(s, &whom) || !is_end(s, whom.end) {
        return None;
    }
    let mut order = Order::new(s);
    order.owning(whom.start);
    order.said(&[("volume", Kind::Lex(Class::Volume))], unit.start);
    order.told(unit.end..verb + 1);
    order.ends(whom.end)
}

fn is_small(s: &Sentence, at: usize) -> bool {
    matches!(
        s.tokens[at].kind,
        Kind::Word(_)
            | Kind::Lex(
                Class::MoreThan | Class::Adverb | Class::At | Class::Least | Class::Over | Class::Than
            )
    )
}
