//! Superlatives told by denial: "No other model gave up as many points as Alpha", "has never ranked lower".

use super::super::clauses::is_verb;
use super::super::lexicon::Class;
use super::super::numbers::{Form, Num, Unit};
use super::super::tokens::{Entity, Kind, Sentence, When};
use super::{Order, is_end, mentions};
use rust_decimal::Decimal;

/// "No other model gave up as many points of share as Alpha": Alpha gave up more than any other.
pub fn nobody_as_many<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 16;
    let other = usize::from(s.text(at + 1) == "other");
    // "None of the other models".
    let none = s.text(at) == "none" && s.is(at + 1, &[Class::Of]) && s.text(at + 3) == "other";
    // "Nobody rose as many ranks as Alpha".
    let alone = matches!(s.text(at), "none" | "nobody" | "no one" | "nothing") && is_verb(s, at + 1);
    let noun = if none {
        at + 4
    } else if alone {
        at
    } else {
        at + 1 + other
    };
    let row =
        alone || s.subjects.contains(&noun) || s.makers.contains(&noun) || s.is(noun, &[Class::RowsNoun]);
    if !(none || alone || s.text(at) == "no") || !row {
        return None;
    }
    let mut behind = noun + 1..at + LONGEST;
    let many = behind.find(|i| s.text(*i) == "as" && matches!(s.text(i + 1), "many" | "much"))?;
    let than = (many + 3..many + LONGEST).find(|i| s.text(*i) == "as" || is_end(s, *i))?;
    let verb = (noun + 1..many).find(|i| is_verb(s, *i))?;
    let whom = mentions(s, than + 1).filter(|who| who.len() == 1 && s.text(than) == "as")?;
    // "as many … as Alpha did", "as Alpha's 400".
    if s.tokens[than + 1].possessive || is_verb(s, whom.end) {
        return None;
    }
    let mut order = Order::new(s);
    order.told(whom.clone());
    order.told(verb..many);
    order.said(&[("more", Kind::Word(false))], many + 1);
    // "as many ranks": places.
    match s.text(many + 2) {
        "ranks" => order.said(&[("places", Kind::Lex(Class::PlacesNoun))], many + 2),
        _ => order.told(many + 2..than),
    }
    let than_any =
        [("than", Kind::Lex(Class::Than)), ("any", Kind::Word(false)), ("other", Kind::Word(false))];
    order.said(&than_any, at);
    if alone {
        order.row(at);
    } else {
        order.told(noun..verb);
    }
    order.ends(whom.end)
}

/// "Only one film gained more this week than Alpha": Alpha had the second-largest gain; "drew more admissions than": it
/// ranks second.
pub fn only_so_many_more<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let count = at + 1;
    let num = *s.num(count).filter(|n| n.unit == Unit::Subjects && n.form == Form::Cardinal)?;
    let verb = count + 1;
    let noun = match s.text(verb) {
        "gained" | "added" => Some(("gain", Kind::Lex(Class::Up))),
        "lost" | "shed" => Some(("loss", Kind::Lex(Class::Down))),
        _ if s.is(verb, &[Class::Carry]) => None,
        _ => return None,
    };
    let more = verb + 1;
    let than = (more + 1..more + 4).find(|i| s.is(*i, &[Class::Than]))?;
    let than = if s.is(more, &[Class::MoreThan]) { more } else { than };
    let small = |i: usize| {
        matches!(s.tokens[i].kind, Kind::Period(_) | Kind::Board(_)) || s.is(i, &[Class::On, Class::In])
    };
    let counted = s.units.contains(&(more + 1));
    let behind = more + 1 + usize::from(counted);
    let whom = mentions(s, than + 1).filter(|who| who.len() == 1)?;
    let told = s.is(at, &[Class::Only]) && s.text(more) == "more" && (behind..than).all(small);
    if !told || !is_end(s, whom.end) || s.tokens[whom.start].possessive {
        return None;
    }
    let nth = Num { value: num.value + Decimal::ONE, form: Form::Ordinal, unit: Unit::None, ..num };
    let mut order = Order::new(s);
    order.told(whom.clone());
    match noun {
        Some(noun) => {
            order.said(&[("had", Kind::Lex(Class::Be)), ("the", Kind::Lex(Class::The))], verb);
            order.number(count, nth);
            order.said(&[("largest", Kind::Lex(Class::Most)), noun], more);
        }
        // "handled more containers": where it ranks on the board that counts them.
        None => {
            let board = s.unit_boards.iter().find(|(at, _)| *at == more + 1)?.1;
            order.said(&[("ranks", Kind::Lex(Class::Be))], verb);
            order.number(count, nth);
            order.said(&[("in", Kind::Lex(Class::In)), ("", Kind::Board(board))], more);
        }
    }
    order.told(behind..than);
    order.ends(whom.end)
}

/// "Only Alpha and Bravo handled more containers than Charlie": they did, and Charlie ranks third.
pub fn only_these_more<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let whom = mentions(s, at + 1).filter(|_| s.is(at, &[Class::Only]))?;
    let (verb, more, unit, than) = (whom.end, whom.end + 1, whom.end + 2, whom.end + 3);
    let told = s.is(verb, &[Class::Carry]) && s.text(more) == "more" && s.is(than, &[Class::Than]);
    let board = s.unit_boards.iter().find(|(at, _)| told && *at == unit)?.1;
    let other = mentions(s, than + 1).filter(|who| who.len() == 1 && is_end(s, who.end))?;
    let row = |i: usize| s.who(i).is_none_or(|who| who.iter().all(|e| matches!(e, Entity::Model { .. })));
    if !whom.clone().all(row) || !row(other.start) || s.tokens[other.start].possessive {
        return None;
    }
    let ahead = whom.clone().filter(|i| s.who(*i).is_some()).count();
    let nth = Num::new(Decimal::from(ahead + 1), Decimal::new(5, 1), Form::Ordinal);
    let mut order = Order::new(s);
    order.told(whom);
    order.told(verb..other.end);
    order.said(&[(";", Kind::Mark(';'))], at);
    order.told(other.clone());
    order.said(&[("ranks", Kind::Lex(Class::Be))], verb);
    order.number(at, nth);
    order.said(&[("in", Kind::Lex(Class::In)), ("", Kind::Board(board))], more);
    order.ends(other.end)
}

/// "Since the data begin, no port has had a higher monthly figure than Alpha's 2,461,500 containers": it is the highest
/// of any.
pub fn no_higher_figure<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 12;
    let since = s.text(at) == "since";
    let comma = (at + 1..at + LONGEST).find(|i| since && s.is_mark(*i, ','));
    let no = comma.map_or(at, |comma| comma + 1);
    let (noun, has) = (no + 1, no + 2);
    let had = matches!(s.text(has), "has" | "had") && matches!(s.text(has + 1), "had" | "reached" | "posted");
    if s.text(no) != "no" || !s.subjects.contains(&noun) || !had || since && comma.is_none() {
        return None;
    }
    let most = match s.text(has + 3) {
        "higher" | "bigger" | "larger" => ("highest", Kind::Lex(Class::Most)),
        _ => return None,
    };
    let than = (has + 4..has + 8).find(|i| s.is(*i, &[Class::Than]))?;
    let whom = than + 1;
    let amount = whom + 1;
    let end = amount + 1;
    let owned = s.who(whom).is_some() && s.tokens[whom].possessive && s.num(amount).is_some();
    let far = matches!(s.text(end), "since" | "so" | "so far" | "this year");
    if !owned || !is_end(s, end) && !far {
        return None;
    }
    let mut order = Order::new(s);
    order.told(whom..end);
    order.said(&[("are", Kind::Lex(Class::Be)), ("the", Kind::Lex(Class::The))], than);
    order.said(&[most], has + 3);
    order.told(has + 4..than);
    order.said(&[("of", Kind::Lex(Class::Of)), ("any", Kind::Word(false))], no);
    order.told(noun..noun + 1);
    match comma {
        Some(comma) => order.told(at..comma),
        None if is_end(s, end) => order.said(&[("so far", Kind::Word(false))], than),
        None => {}
    }
    order.ends(end)
}

/// "At No. 24, Alpha has never ranked lower", "the listed packages have never had more downloads than now".
pub fn never_more<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const FURTHEST: usize = 12;
    let never = (at + 2..at + FURTHEST).find(|i| s.text(*i) == "never")?;
    let has = matches!(s.text(never - 1), "has" | "have").then_some(never - 1)?;
    if (at..has).any(|i| is_verb(s, i)) {
        return None;
    }
    let verb = never + 1;
    let comparing = verb + 1;
    let mut end = comparing + 1;
    let mut order = Order::new(s);
    if matches!(s.text(verb), "ranked" | "stood" | "been" | "placed") {
        let most = match s.text(comparing) {
            "lower" => ("lowest", Kind::Lex(Class::Least)),
            "higher" => ("highest", Kind::Lex(Class::Most)),
            _ => return None,
        };
        // "higher in the table": where.
        let there = end;
        if s.is(there, &[Class::In, Class::On]) {
            end = (there + 1..there + 4)
                .find(|i| matches!(s.tokens.get(i - 1).map(|t| &t.kind), Some(Kind::Board(_))))?;
        }
        let now = end_of_now(s, end)?;
        order.told(at..has);
        order.told(there..end);
        order.said(&[("is", Kind::Lex(Class::Be)), ("at", Kind::Lex(Class::At))], verb);
        order.said(&[("its", Kind::Lex(Class::Its)), most, ("rank", Kind::Lex(Class::RankNoun))], comparing);
        order.said(&[("yet", Kind::Lex(Class::Yet))], comparing);
        return order.ends(now);
    }
    let had = s.is(verb, &[Class::Be, Class::Carry]);
    let more = matches!(s.text(comparing), "more" | "fewer") && s.units.contains(&(comparing + 1));
    end += 1;
    let now = end_of_now(s, end).filter(|_| had && more)?;
    listed_or_told(&mut order, s, at, has);
    order.told(verb..end);
    order.said(&than_before(s), comparing);
    order.ends(now)
}

/// "In no earlier week did Alpha draw as many admissions as now", "On no day so far have the listed packages had more
/// downloads".
pub fn in_no_earlier<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 14;
    if !s.is(at, &[Class::In, Class::On]) || s.text(at + 1) != "no" {
        return None;
    }
    let did = (at + 3..at + 6).find(|i| matches!(s.text(*i), "did" | "has" | "have" | "had"))?;
    let span = (at + 2..did).find(|i| matches!(s.text(*i), "day" | "week" | "month"))?;
    let word = matches!(s.text(at + 2), "earlier" | "previous" | "other" | "prior");
    let so_far = (span + 1..did).all(|i| matches!(s.text(i), "so" | "far" | "so far" | "before" | "yet"));
    if span != at + 2 + usize::from(word) || !so_far || !word && span + 1 == did {
        return None;
    }
    let more = (did + 2..did + LONGEST).find(|i| {
        s.text(*i) == "as" && matches!(s.text(i + 1), "many" | "much")
            || matches!(s.text(*i), "more" | "fewer")
    })?;
    let verb = (did + 1..more).rev().find(|i| is_verb(s, *i))?;
    let equal = s.text(more) == "as";
    let unit = more + 1 + usize::from(equal);
    if !s.units.contains(&unit) {
        return None;
    }
    let mut end = unit + 1;
    end += if s.is(end, &[Class::In]) && s.is(end + 1, &[Class::Market]) { 2 } else { 0 };
    end += usize::from(s.is(end, &[Class::Together]));
    let now = end_of_now(s, end)?;
    let mut order = Order::new(s);
    listed_or_told(&mut order, s, did + 1, verb);
    order.told(verb..verb + 1);
    let fewer = s.text(more) == "fewer";
    order.said(&[(if fewer { "fewer" } else { "more" }, Kind::Word(false))], more);
    order.told(unit..unit + 1);
    order.said(&than_before(s), at);
    order.ends(now)
}

/// What "than in any earlier week" is of the ranking's own span.
fn than_before(s: &Sentence) -> [(&'static str, Kind); 5] {
    let span =
        ["day", "week", "month"].into_iter().find(|span| (0..s.tokens.len()).any(|at| s.text(at) == *span));
    let prep = match span {
        Some("day") => ("on", Kind::Lex(Class::On)),
        _ => ("in", Kind::Lex(Class::In)),
    };
    [
        ("than", Kind::Lex(Class::Than)),
        prep,
        ("any", Kind::Word(false)),
        ("earlier", Kind::Word(false)),
        (span.unwrap_or("day"), Kind::Word(false)),
    ]
}

/// "the listed packages" are all of them together, whatever is said of them.
fn listed_or_told(order: &mut Order<'_, '_>, s: &Sentence, from: usize, to: usize) {
    let all = to == from + 3
        && s.is(from, &[Class::The])
        && s.text(from + 1) == "listed"
        && s.subjects.contains(&(from + 2));
    if all {
        order.mention(from + 1, Entity::Listed);
    } else {
        order.told(from..to);
    }
}

/// "than now", "as now", "than this week", "before": where the words end that say until when.
fn end_of_now(s: &Sentence, at: usize) -> Option<usize> {
    let held = usize::from(s.is(at, &[Class::Than, Class::As]));
    // "than it does now", "than it is this week".
    let does = matches!(s.text(at + 2), "does" | "do" | "is" | "are" | "has" | "stands" | "ranks");
    let did = held == 1 && does && s.is(at + 1, &[Class::It, Class::They]);
    let led = at + held + 2 * usize::from(did);
    let led = led + usize::from(held == 1 && s.is(led, &[Class::In, Class::On]));
    let now = held == 1 && (s.is(led, &[Class::Now]) || is_now(s, led));
    // "than its current No. 4".
    let current = held == 1 && s.is(led, &[Class::Its]) && matches!(s.text(led + 1), "current" | "present");
    let end = match () {
        () if now => led + 1,
        () if current && s.num(led + 2).is_some_and(super::super::frames::is_rank) => led + 3,
        () if held == 0 && s.text(at) == "before" => at + 1,
        () => at,
    };
    is_end(s, end).then_some(end)
}

fn is_now(s: &Sentence, at: usize) -> bool {
    matches!(s.tokens.get(at).map(|t| &t.kind), Some(Kind::Period(When::Back(0))))
}
