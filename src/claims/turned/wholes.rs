//! What all rows have together, told as what is counted: "Admissions came to 9.4 million in total", "Traffic as a whole
//! rose", "In all, 7.2T tokens were processed"; and "the share of all admissions taken by Alpha".

use super::super::clauses::is_list;
use super::super::clauses::is_verb;
use super::super::lexicon::Class;
use super::super::numbers::{Form, Num, Unit};
use super::super::tokens::{Entity, Kind, Sentence};
use super::nouns::{counted, is_mark};
use super::{Order, is_board, is_end, mentions, owns};

/// "Traffic as a whole rose", "In total, admissions came to 9.4 million", "Admissions came to 9.4 million in total": all
/// that is counted did.
pub fn in_total<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const FURTHEST: usize = 6;
    let front = taken_together(s, at).filter(|end| s.is_mark(*end, ',')).map(|end| end + 1);
    let unit = counted(s, front.unwrap_or(at))?;
    let whole = taken_together(s, unit.end);
    let verb = whole.unwrap_or(unit.end);
    let mut order = Order::new(s);
    order.mention(unit.end - 1, Entity::Market);
    let number = (verb + 1..verb + FURTHEST).find(|i| s.num(*i).is_some());
    let amount = number.filter(|i| s.num(*i).is_some_and(is_mark));
    if let Some(number) =
        amount.filter(|i| s.text(verb).starts_with("total") && (verb + 1..*i).all(|i| s.who(i).is_none()))
    {
        order.said(&[("were", Kind::Lex(Class::Be))], verb);
        order.told(verb + 1..number);
        return order.ends(number);
    }
    if !is_verb(s, verb) {
        return None;
    }
    if front.is_some() || whole.is_some() {
        return order.ends(verb);
    }
    let number = amount.filter(|i| (verb..*i).all(|i| s.who(i).is_none()))?;
    let end = taken_together(s, number + 1)?;
    order.told(verb..number + 1);
    order.ends(end)
}

/// "In all, 7.2T tokens were processed", "In all, 7.2T tokens passed through the board", "In W20, when 4T tokens were
/// counted": all rows had so many.
pub fn were_handled<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let when = usize::from(s.text(at) == "when");
    let whole = taken_together(s, at).filter(|end| s.is_mark(*end, ',')).map(|end| end + 1);
    let from = whole.or((when > 0).then_some(at + 1))?;
    let number = (from..from + 3).find(|i| s.num(*i).is_some())?;
    let num = *s.num(number).filter(|n| n.form == Form::Cardinal && is_mark(n))?;
    let be = number + 1 + usize::from(s.units.contains(&(number + 1)));
    let end = past_handled(s, be)?;
    // "… were handled by Alpha".
    let anybody = (at..s.tokens.len()).any(|i| s.who(i).is_some_and(|who| !who.contains(&Entity::Market)));
    let mut order = Order::new(s);
    order.told(at..at + when);
    order.mention(from - 1, Entity::Market);
    order.said(&[("handled", Kind::Lex(Class::Carry))], be);
    order.told(from..number);
    order.number(number, Num { unit: Unit::Board, ..num });
    (!anybody && (when == 0 || is_end(s, end))).then(|| order.ends(end))?
}

/// "were handled", "passed through the board": where the words go on behind it.
fn past_handled(s: &Sentence, verb: usize) -> Option<usize> {
    let done = verb + 1;
    if s.is(verb, &[Class::Be]) {
        let done = s.is(done, &[Class::Carry]) || s.text(done).ends_with("ed") || s.text(done) == "sold";
        return done.then_some(verb + 2);
    }
    let went = matches!(s.text(verb), "passed" | "went" | "flowed" | "moved" | "ran");
    let board = done + 1 + usize::from(s.is(done + 1, &[Class::The]));
    let there = is_board(s, board) || is_list(s.text(board));
    (went && s.text(done) == "through" && there).then_some(board + 1)
}

/// "All told it comes to 7.2 trillion", "The board now totals 7.2 trillion": all rows have so many.
pub fn comes_to<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let front = taken_together(s, at);
    let from = front.map_or(at, |end| end + usize::from(s.is_mark(end, ',')));
    let noun = from + usize::from(s.is(from, &[Class::The]));
    let list = is_list(s.text(noun)) || is_board(s, noun);
    let verb = noun + 1 + usize::from(s.is(noun + 1, &[Class::Now, Class::Adverb]));
    let comes = matches!(s.text(verb), "comes" | "came" | "amounts" | "amounted" | "runs");
    let totals = matches!(s.text(verb), "totals" | "totalled" | "totaled");
    let number = verb + if comes { 2 } else { 1 };
    s.num(number).filter(|n| is_mark(n) && n.form == Form::Cardinal)?;
    let told = totals && list || comes && s.is(verb + 1, &[Class::To]) && (list || s.is(noun, &[Class::It]));
    let mut order = Order::new(s);
    order.mention(noun, Entity::Market);
    order.said(&[("handled", Kind::Lex(Class::Carry))], verb);
    order.told(number..number + 1);
    (told && (front.is_some() || totals)).then(|| order.ends(number + 1))?
}

/// "The board's total, the rest included, fell", "In all, the rest included, the board counted 7.2T": all rows did.
pub fn rest_included<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let board = |at: usize| matches!(s.tokens.get(at).map(|t| &t.kind), Some(Kind::Board(_)));
    let mut order = Order::new(s);
    let first = at + usize::from(s.is(at, &[Class::The]));
    let total = first + usize::from(board(first) && owns(s, first));
    if s.is(total, &[Class::Market]) {
        let end = past_rest(s, total + 1)?;
        order.told(at..total + 1);
        return is_verb(s, end).then(|| order.ends(end))?;
    }
    let from = taken_together(s, at).filter(|end| s.is_mark(*end, ','))?;
    let end = past_rest(s, from).filter(|end| board(*end) && s.is(end + 1, &[Class::Carry]))?;
    order.mention(at, Entity::Market);
    order.said(&[("on", Kind::Lex(Class::On))], at);
    order.told(end..end + 1);
    order.ends(end + 1)
}

/// ", the rest included,": where the words go on behind it.
fn past_rest(s: &Sentence, at: usize) -> Option<usize> {
    let the = at + 1 + usize::from(s.is(at + 1, &[Class::The]));
    let rest = s.is(the, &[Class::Rest]) || s.who(the).is_some_and(|who| who.contains(&Entity::Rest));
    let included = matches!(s.text(the + 1), "included" | "counted");
    (s.is_mark(at, ',') && rest && included && s.is_mark(the + 2, ',')).then_some(the + 3)
}

/// "The share of all admissions taken by Alpha", "that went to the top three": Alpha's share, the top three's.
pub fn share_taken_by<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 7;
    let share = at + usize::from(s.is(at, &[Class::The]));
    let of = share + usize::from(!s.text(share).ends_with(" of"));
    if !s.text(share).starts_with("share") || s.text(share) == "shares" {
        return None;
    }
    let verb = (of + 1..of + LONGEST).find(|i| took(s, *i).is_some())?;
    let from = took(s, verb)?;
    let whom = mentions(s, from)?;
    let last = whom.end - 1;
    let top = s.who(last).is_some_and(|who| matches!(who.as_slice(), [Entity::Top(_)]));
    let noun = whom.end + usize::from((top || owns(s, last)) && s.subjects.contains(&whom.end));
    // "taken by Alpha's films": a maker's share is that of its rows.
    let rows = top || owns(s, last) == (noun > whom.end);
    let several = s.who(whom.start).is_some() && last > whom.start;
    if whom.len() > 4 || !rows || !is_verb(s, noun) || !(of..verb).all(|i| is_of_all(s, i)) {
        return None;
    }
    let mut order = Order::new(s);
    order.told(whom.start..last);
    order.owning(last);
    if several {
        order.said(&[("combined", Kind::Lex(Class::Together))], share);
    }
    order.told(share..verb);
    order.ends(noun)
}

/// "taken by", "that went to", "going to": where those follow who took it.
fn took(s: &Sentence, at: usize) -> Option<usize> {
    let verb = at + usize::from(matches!(s.text(at), "that" | "which"));
    let by = s.is(verb + 1, &[Class::By])
        && matches!(
            s.text(verb),
            "taken" | "handled" | "carried" | "held" | "claimed" | "drawn" | "captured" | "processed"
        );
    let to = s.is(verb + 1, &[Class::To]) && matches!(s.text(verb), "went" | "goes" | "go" | "going");
    (by && verb == at || to).then_some(verb + 2)
}

/// "of all admissions", "of the total".
fn is_of_all(s: &Sentence, at: usize) -> bool {
    let whole =
        |who: &super::super::tokens::Who| who.iter().all(|e| matches!(e, Entity::Market | Entity::Listed));
    s.is(at, &[Class::Of, Class::ShareOf, Class::All, Class::The, Class::Market, Class::Volume])
        || s.units.contains(&at)
        || matches!(s.tokens[at].kind, Kind::Board(_))
        || s.text(at) == "listed"
        || s.who(at).is_some_and(whole)
}

/// "in total", "in all", "as a whole", "all told": where the words behind it go on.
fn taken_together(s: &Sentence, at: usize) -> Option<usize> {
    match s.text(at) {
        "in total" | "altogether" | "all told" | "overall" => Some(at + 1),
        "in" if s.is(at + 1, &[Class::All]) && s.text(at + 1) == "all" => Some(at + 2),
        "in" if s.text(at + 1) == "total" => Some(at + 2),
        "as" if s.text(at + 1) == "a" && s.text(at + 2) == "whole" => Some(at + 3),
        _ => None,
    }
}
