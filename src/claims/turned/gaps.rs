//! Distances told first: "A margin of 5,477 downloads gave Alpha 15th place ahead of Bravo", "With a cushion of 229,427
//! downloads over Bravo, Alpha stayed 20th".

use super::super::clauses::is_verb;
use super::super::frames::is_rank;
use super::super::lexicon::Class;
use super::super::numbers::{Form, Unit};
use super::super::tokens::{Kind, Sentence};
use super::{Order, is_end, mentions};

const AHEAD: [(&str, Kind); 2] = [("ahead", Kind::Lex(Class::Ahead)), ("of", Kind::Lex(Class::Of))];

/// "A margin of 5,477 downloads gave Alpha 15th place ahead of Bravo": Alpha took it, so much ahead of Bravo.
pub fn margin_gave<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let number = margin(s, at)?;
    let verb = (number + 1..number + 3).find(|i| {
        matches!(
            s.text(*i),
            "gave" | "gives" | "earned" | "won" | "secured" | "handed" | "kept" | "put" | "puts"
        )
    })?;
    let whom = mentions(s, verb + 1).filter(|who| who.len() == 1)?;
    let rank = (whom.end..whom.end + 3).find(|i| s.num(*i).is_some_and(is_rank))?;
    let ahead = (rank + 1..rank + 4)
        .find(|i| s.is(*i, &[Class::Ahead, Class::Over, Class::Against]) || matches!(s.text(*i), "before"))?;
    let other = (ahead + 1..ahead + 3).find(|i| s.who(*i).is_some()).and_then(|i| mentions(s, i))?;
    let own = !s.tokens[whom.start].possessive && other.len() == 1 && is_end(s, other.end);
    let mut order = Order::new(s);
    order.told(whom);
    order.said(&[("is", Kind::Lex(Class::Be)), ("in", Kind::Lex(Class::In))], verb);
    order.told(rank..ahead);
    order.said(&[(",", Kind::Mark(','))], verb);
    order.told(number..verb);
    order.said(&AHEAD, ahead);
    order.told(other.clone());
    own.then(|| order.ends(other.end))?
}

/// "Separating Alpha and Bravo, neighbours in the ranking, are 3.4 percentage points", "Between Alpha and Bravo lie 3.4
/// percentage points of share": they are so many apart.
pub fn separating_are<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 8;
    let opens = s.text(at) == "separating" || s.text(at) == "between";
    let whom = mentions(s, at + 1).filter(|who| opens && who.len() == 3)?;
    let be = (whom.end..whom.end + LONGEST)
        .find(|i| matches!(s.text(*i), "is" | "are" | "was" | "were" | "lie" | "lies" | "lay"))?;
    let aside = be == whom.end || s.is_mark(whom.end, ',') && s.is_mark(be - 1, ',');
    let quiet = (whom.end..be).all(|i| s.who(i).is_none() && s.num(i).is_none());
    s.num(be + 1).filter(|n| n.unit == Unit::PercentPoints && aside && quiet)?;
    let share = s.is(be + 2, &[Class::Of]) && s.is(be + 3, &[Class::Share]);
    let end = be + 2 + if share { 2 } else { 0 };
    let mut order = Order::new(s);
    order.told(whom);
    order.said(&[("are", Kind::Lex(Class::Be))], be);
    order.told(be + 1..be + 2);
    order.said(&[("apart", Kind::Word(false))], at);
    is_end(s, end).then(|| order.ends(end))?
}

/// "With a cushion of 229,427 downloads over Bravo, Alpha stayed 20th": it did, so much ahead of Bravo.
pub fn with_a_margin<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let number = margin(s, at + 1).filter(|_| s.is(at, &[Class::With]))?;
    let over = (number + 1..number + 3).find(|i| s.is(*i, &[Class::Over]))?;
    let other = mentions(s, over + 1).filter(|who| who.len() == 1 && s.is_mark(who.end, ','))?;
    let from = other.end + 1;
    let end = (from + 2..=s.tokens.len()).find(|i| is_end(s, *i))?;
    let whom = mentions(s, from).filter(|who| who.len() == 1 && is_verb(s, who.end))?;
    let mut order = Order::new(s);
    order.told(from..end);
    order.said(&[(",", Kind::Mark(','))], at);
    order.told(number..over);
    order.said(&AHEAD, over);
    order.told(other);
    (!s.tokens[whom.start].possessive).then(|| order.ends(end))?
}

/// "With 1.65 million admissions against 1.6 million for Bravo, Alpha is now second": it is, with so many against so many.
pub fn with_so_many_against<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let amount = |i: usize| s.num(i).is_some_and(super::nouns::is_mark);
    let (against, other) = (at + 2, at + 3);
    let led = s.is(at, &[Class::With]) && amount(at + 1) && s.is(against, &[Class::Against]) && amount(other);
    let whose = mentions(s, other + 2).filter(|_| led && s.is(other + 1, &[Class::For, Class::At]))?;
    let from = whose.end + 1;
    let whom = mentions(s, from).filter(|who| who.len() == 1 && s.is_mark(whose.end, ','))?;
    let end = (from + 2..=s.tokens.len()).find(|i| is_end(s, *i))?;
    let free = !s.tokens[whose.end - 1].possessive && !s.tokens[from].possessive;
    let mut order = Order::new(s);
    order.told(from..end);
    order.told(at..whose.end);
    (free && is_verb(s, whom.end)).then(|| order.ends(end))?
}

/// "a margin of 5,477 downloads": the number.
fn margin(s: &Sentence, at: usize) -> Option<usize> {
    let article = s.is(at, &[Class::A]);
    let word = at + usize::from(article);
    let noun = s.is(word, &[Class::GapNoun, Class::Lead])
        || matches!(s.text(word), "margin" | "cushion" | "lead" | "advantage" | "lead of" | "gap");
    let number = if s.text(word).ends_with(" of") { word + 1 } else { word + 2 };
    let of = s.text(word).ends_with(" of") || s.is(word + 1, &[Class::Of]);
    let light =
        |i: usize| matches!(s.text(i), "about" | "only" | "just" | "some" | "nearly" | "almost" | "roughly");
    let number = number + usize::from(light(number));
    s.num(number).filter(|n| n.form == Form::Cardinal && noun && of && article).map(|_| number)
}

/// "Its 1.4T tokens leave it 200 billion short of Bravo": it has 1.4T tokens, and is so far behind.
pub fn leaves_it<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let amount = at + 1;
    let unit = usize::from(s.units.contains(&(amount + 1)));
    let verb = amount + 1 + unit;
    let far = verb
        + 2
        + usize::from(s.is(verb + 2, &[Class::Adverb]) || matches!(s.text(verb + 2), "just" | "some"));
    let counts = |at: usize| s.num(at).is_some_and(|n| n.form == Form::Cardinal);
    let leaves =
        matches!(s.text(verb), "leave" | "leaves" | "left" | "put" | "puts") && s.is(verb + 1, &[Class::It]);
    let apart = (far + 1..far + 4)
        .any(|i| s.is(i, &[Class::Behind, Class::Ahead]) || matches!(s.text(i), "short" | "clear" | "shy"));
    if !s.is(at, &[Class::Its]) || !counts(amount) || !counts(far) || !leaves || !apart {
        return None;
    }
    let mut order = Order::new(s);
    order.said(&[("it", Kind::Lex(Class::It)), ("has", Kind::Lex(Class::Be))], at);
    order.told(amount..verb);
    order.said(&[(",", Kind::Mark(','))], verb);
    order.ends(verb + 2)
}
