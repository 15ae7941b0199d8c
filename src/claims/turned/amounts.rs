//! Amounts told as a noun of their owner: "The June total for Alpha's three entries was 4.74 million".

use super::super::clauses::{is_list, is_verb};
use super::super::lexicon::Class;
use super::super::numbers::{Form, Num, Unit};
use super::super::tokens::{Entity, Kind, Sentence, When};
use super::{Order, is_end, is_period, mentions};
use rust_decimal::Decimal;

/// A bare number up to here may be one of points.
const MOST_POINTS: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);

/// "The June total for Alpha's three entries was 4.74 million containers": they had so many.
pub fn total_of<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 12;
    let noun = (at..at + 4).find(|i| is_amount_noun(s, *i) || s.units.contains(i))?;
    let small = |i: usize| {
        s.is(i, &[Class::The, Class::Together])
            || matches!(s.tokens[i].kind, Kind::Period(_) | Kind::Board(_))
    };
    let of = noun + 1;
    let owner = of + 1 + usize::from(s.is(of + 1, &[Class::The]));
    let rows = s.tokens.get(owner).is_some_and(|t| t.possessive)
        || s.who(owner)
            .is_some_and(|who| who.iter().all(|e| matches!(e, Entity::OrgRows { .. } | Entity::Listed)));
    let listed = s.num(owner).is_some_and(|n| n.unit == Unit::Subjects) && s.is(owner - 1, &[Class::The]);
    if !(at..noun).all(small)
        || !s.is(of, &[Class::For, Class::Of, Class::At, Class::From])
        || !(rows || listed)
    {
        return None;
    }
    let be = (owner + 1..owner + LONGEST).find(|i| is_verb(s, *i))?;
    let moved = s.is(be, &[Class::Up, Class::UpValue, Class::Down, Class::DownValue]);
    let to = (be + 1..be + 6).find(|i| s.is(*i, &[Class::To, Class::At]) && (moved || *i == be + 1));
    let amount = to.unwrap_or(be) + 1;
    let counted =
        |n: &Num| n.scaled || n.unit == Unit::Board || n.unit == Unit::None && n.value > MOST_POINTS;
    let num = *s.num(amount).filter(|n| n.form == Form::Cardinal && counted(n))?;
    if !(s.is(be, &[Class::Be]) || moved && s.num(be + 1).is_some_and(|n| n.form == Form::Percent)) {
        return None;
    }
    let mut order = Order::new(s);
    if listed && !rows {
        // "the 13 ports in the June table": all that are listed.
        let on_list = s.is(owner + 1, &[Class::In, Class::On]) && is_a_list(s, be - 1)
            || s.text(owner).contains("listed");
        order.mention(owner, Entity::Listed);
        order.told(owner + 1..if on_list { be } else { return None });
    } else {
        order.told(of + 1..be);
    }
    order.said(&[("handled", Kind::Lex(Class::Carry))], be);
    order.number(amount, Num { unit: Unit::Board, ..num });
    order.said(&[("between them", Kind::Lex(Class::Together))], noun);
    if moved {
        let up = s.is(be, &[Class::Up, Class::UpValue]);
        let way = if up { ("up", Kind::Lex(Class::Up)) } else { ("down", Kind::Lex(Class::Down)) };
        order.said(&[(",", Kind::Mark(',')), way], be);
        order.told(be + 1..amount - 1);
        return order.ends(amount + 1);
    }
    let period = (at..noun).find(|i| matches!(s.tokens[*i].kind, Kind::Period(_)));
    if let Some(period) = period.filter(|_| is_end(s, amount + 1)) {
        order.said(&[("in", Kind::Lex(Class::In))], period);
        order.told(period..period + 1);
    }
    order.ends(amount + 1)
}

/// "Alpha's container count was higher in June than in January": it had more then.
pub fn was_higher<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let whom = mentions(s, at).filter(|who| who.len() == 1 && s.tokens[at].possessive)?;
    // Of a row, it is read as it stands.
    s.who(at).filter(|who| who.iter().all(|e| matches!(e, Entity::Org(_))))?;
    let be = (whom.end + 1..whom.end + 4).find(|i| s.is(*i, &[Class::Be]))?;
    let more = match s.text(be + 1) {
        "higher" | "larger" | "bigger" => "more",
        "lower" | "smaller" => "fewer",
        _ => return None,
    };
    let than = (be + 2..be + 6).find(|i| s.is(*i, &[Class::Than]))?;
    let unit =
        s.units.iter().chain(s.unit_boards.iter().map(|(at, _)| at)).find(|at| (whom.end..be).contains(at));
    let volume = (whom.end..be).all(|i| is_amount_noun(s, i) || unit == Some(&i) || is_unit_word(s, i));
    let mut between = be + 2..than;
    let when = |i: usize| s.is(i, &[Class::In, Class::On]) || matches!(s.tokens[i].kind, Kind::Period(_));
    if !volume || !between.all(when) {
        return None;
    }
    let mut order = Order::new(s);
    order.not_owning(whom.clone());
    order.said(&[("handled", Kind::Lex(Class::Carry)), (more, Kind::Word(false))], be + 1);
    match unit {
        Some(unit) => order.told(*unit..unit + 1),
        None => order.said(&[("volume", Kind::Lex(Class::Volume))], whom.end),
    }
    order.told(be + 2..than);
    order.told(than..than + 1);
    order.ends(than + 1)
}

fn is_a_list(s: &Sentence, at: usize) -> bool {
    is_list(s.text(at)) || matches!(s.tokens[at].kind, Kind::Board(_))
}

/// "Alpha's 33.3% decline was its smallest of the year": it fell 33.3%, its smallest fall of the year.
pub fn its_smallest<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let (num, noun, be) = (at + 1, at + 2, at + 3);
    let owned = mentions(s, at).is_some_and(|who| who.len() == 1) && s.tokens[at].possessive;
    let percent = s.num(num).is_some_and(|n| n.form == Form::Percent);
    // "its first since it joined the list".
    let first = s.text(be + 2) == "first" && matches!(s.text(be + 3), "since" | "so far" | "so" | "of");
    let which = s.is(be + 2, &[Class::Most, Class::Least]) || first;
    let its = s.is(be, &[Class::Be]) && s.is(be + 1, &[Class::Its]) && which;
    let (verb, kind) = match s.text(noun) {
        "decline" | "fall" | "drop" | "loss" | "decrease" => ("fell", Class::Down),
        "rise" | "gain" | "increase" | "growth" => ("rose", Class::Up),
        _ => return None,
    };
    if !owned || !percent || !its {
        return None;
    }
    let mut order = Order::new(s);
    order.not_owning(at..at + 1);
    order.said(&[(verb, Kind::Lex(kind))], noun);
    order.told(num..num + 1);
    order.said(&[(",", Kind::Mark(','))], be);
    order.told(be + 1..be + 3);
    order.told(noun..noun + 1);
    order.ends(be + 3)
}

/// "Alpha's June container count was its highest of the year": it had its highest count.
pub fn was_its_highest<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let owned = mentions(s, at).is_some_and(|who| who.len() == 1) && s.tokens[at].possessive;
    let be = (at + 2..at + 6).find(|i| s.is(*i, &[Class::Be])).filter(|_| owned)?;
    let most = be + 2;
    let its = s.is(be + 1, &[Class::Its]) && s.is(most, &[Class::Most, Class::Least]);
    let now = |i: usize| s.tokens[i].kind == Kind::Period(When::Back(0));
    let volume = |i: usize| is_amount_noun(s, i) || is_unit_word(s, i) || now(i) || s.units.contains(&i);
    if !its || !(at + 1..be).all(volume) {
        return None;
    }
    // "for any month so far this year": so far.
    let any = most + 1;
    let of_any = s.is(any, &[Class::For, Class::Of, Class::In]) && s.text(any + 1) == "any";
    let rest = if of_any { any + 3 } else { any };
    let mut order = Order::new(s);
    order.not_owning(at..at + 1);
    order.said(&[("had", Kind::Lex(Class::Be))], be);
    order.told(be + 1..most + 1);
    order.said(&[("total", Kind::Lex(Class::Market))], be - 1);
    order.ends(rest)
}

/// "total", "count", "traffic": what is counted of somebody.
fn is_amount_noun(s: &Sentence, at: usize) -> bool {
    s.is(at, &[Class::Volume, Class::Market]) || matches!(s.text(at), "count" | "total" | "figure" | "tally")
}

fn is_unit_word(s: &Sentence, at: usize) -> bool {
    s.tokens[at].kind == Kind::Word(false) && is_amount_noun(s, at + 1)
}

/// "is down 24% from its W13 peak of 1,688,900": from its peak of 1,688,900 in W13.
pub fn its_peak_then<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 16;
    let peak = |i: usize| matches!(s.text(i), "peak" | "high" | "record" | "best");
    let its =
        (at + 1..at + LONGEST).find(|i| s.is(*i, &[Class::Its]) && is_period(s, i + 1) && peak(i + 2))?;
    let (period, noun) = (its + 1, its + 2);
    let of = s.is(noun + 1, &[Class::Of]) && s.num(noun + 2).is_some();
    let number = if of { noun + 2 } else { noun };
    let end = number + 1 + usize::from(of && s.units.contains(&(number + 1)));
    let mut order = Order::new(s);
    order.told(at..period);
    order.told(noun..end);
    order.said(&[("in", Kind::Lex(Class::In))], period);
    order.told(period..noun);
    is_end(s, end).then(|| order.ends(end))?
}
