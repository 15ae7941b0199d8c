//! What is counted told before those of whom it is told: "Traffic fell at Alpha and Bravo", "Admissions rose for nine
//! films", "Volume topped a million at two ports, and at Charlie it fell".

use super::super::clauses::is_verb;
use super::super::lexicon::Class;
use super::super::numbers::{Form, Hedge, Num, Unit};
use super::super::tokens::{Kind, Sentence, When};
use super::nouns::{counted, is_mark, rows};
use super::{Order, is_end, is_period};
use rust_decimal::Decimal;
use std::ops::Range;

pub(super) const AT: [Class; 4] = [Class::At, Class::For, Class::On, Class::In];
const JOINTS: [Class; 4] = [Class::And, Class::But, Class::While, Class::Yet];

/// What the counted did.
#[derive(Clone, Copy)]
pub(super) enum Did {
    /// It rose or fell.
    Moved(i8),
    /// It passed a mark, which the number tells; it was below it where the hedge says so.
    Passed(Hedge),
}

/// One part of a statement: "fell 33% at Alpha".
pub(super) struct Part {
    did: Did,
    /// What stands before the verb: "has not".
    helping: Range<usize>,
    /// The verb.
    verb: usize,
    /// The number that is a mark.
    mark: Option<usize>,
    /// What stands between the verb and the rows.
    between: Range<usize>,
    /// "than in May", "from May": with what it is compared.
    than: Option<usize>,
    /// The rows.
    rows: Range<usize>,
    /// A number there counts rows that the words before have named.
    bare: bool,
}

/// "Traffic fell at Alpha and Bravo and rose at six ports": Alpha and Bravo shrank, and six ports grew.
pub fn told_at<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    // "June traffic rose at five ports".
    let dated = usize::from(is_period(s, at));
    let unit = counted(s, at + dated)?;
    let mut order = Order::new(s);
    let behind = if s.is(unit.end, &[Class::In, Class::On]) && is_period(s, unit.end + 1) { 2 } else { 0 };
    let period = if dated == 1 { at } else { unit.end + 1 };
    if dated + behind > 0 {
        order.said(&[("in", Kind::Lex(Class::In))], at);
        order.told(period..period + 1);
        order.said(&[(",", Kind::Mark(','))], at);
    }
    let mut part = part(s, unit.end + behind, None)?;
    let first = part.between.clone();
    tell(&mut order, s, &part, (&unit, &first));
    let mut until = part.rows.end;
    loop {
        let joint = until + usize::from(s.is_mark(until, ','));
        // "15% at Alpha, 2% at Bravo and 4% at Charlie".
        let listed = joint > until && s.num(joint).is_some();
        let from = joint + usize::from(!listed);
        let next = if listed || s.is(joint, &JOINTS) { self::part(s, from, Some(&part)) } else { None };
        let Some(next) = next else { break };
        order.said(&[(",", Kind::Mark(','))], joint);
        if listed {
            order.said(&[("and", Kind::Lex(Class::And))], joint);
        }
        order.told(joint..from);
        tell(&mut order, s, &next, (&unit, &first));
        (until, part) = (next.rows.end, next);
    }
    let joint = until + usize::from(s.is_mark(until, ','));
    // "… at Alpha for the third month in a row", "… and it is third".
    let told = (until..s.tokens.len()).find(|i| !may_stand_between(s, *i)).unwrap_or(s.tokens.len());
    let rest = if is_end(s, told) { told } else { until };
    let goes_on = s.is(joint, &JOINTS) && (joint + 1..joint + 4).any(|i| is_verb(s, i));
    let reason = s.is(until, &[Class::Because, Class::EvenAs, Class::Although, Class::As, Class::After]);
    let goes_on = goes_on || reason && s.text(until) != "since";
    order.told(until..rest);
    (is_end(s, rest) || goes_on).then(|| order.ends(rest))?
}

/// Tells one part in the usual order.
fn tell<'s, 'a>(
    order: &mut Order<'s, 'a>,
    s: &'s Sentence<'a>,
    part: &Part,
    (unit, first): (&Range<usize>, &Range<usize>),
) {
    match s.num(part.rows.start).filter(|_| part.bare) {
        Some(num) => {
            order.number(part.rows.start, Num { unit: Unit::Subjects, ..*num });
            order.told(part.rows.start + 1..part.rows.end);
        }
        None => order.told(part.rows.clone()),
    }
    let verb = part.verb;
    for i in part
        .helping
        .clone()
        .filter(|i| s.is(*i, &[Class::Neg]) || matches!(s.text(*i), "has" | "have" | "did" | "not"))
    {
        order.told(i..i + 1);
    }
    let counted = part.rows.clone().any(|i| s.num(i).is_some());
    match (part.did, part.mark, part.than) {
        (Did::Passed(hedge), Some(mark), _) => {
            order.said(&[("handled", Kind::Lex(Class::Carry))], verb);
            let Some(num) = s.num(mark) else { return };
            // "reached 2.46 million at Alpha" tells what it has; "reached a million at four" is a mark.
            match hedge {
                Hedge::Over | Hedge::Under => {
                    order.number(mark, Num { unit: Unit::Board, hedge, half: Decimal::ZERO, ..*num });
                }
                Hedge::AtLeast if counted => {
                    order.number(mark, Num { unit: Unit::Board, hedge, half: Decimal::ZERO, ..*num });
                }
                _ => order.number(mark, Num { unit: Unit::Board, ..*num }),
            }
        }
        (Did::Moved(sign), _, Some(than)) => {
            let more = if sign > 0 { "more" } else { "fewer" };
            order.said(&[("handled", Kind::Lex(Class::Carry)), (more, Kind::Word(false))], verb);
            tell_unit(order, s, unit.end - 1);
            order.said(&[("than", Kind::Lex(Class::Than)), ("in", Kind::Lex(Class::In))], than);
            order.told(than..than + 1);
        }
        (Did::Moved(sign), ..) => {
            let moved = match sign > 0 {
                true => ("grew", Kind::Lex(Class::UpValue)),
                false => ("shrank", Kind::Lex(Class::DownValue)),
            };
            order.said(&[moved], verb);
            if !part.between.clone().any(|i| s.num(i).is_some()) {
                order.said(&[("volume", Kind::Lex(Class::Volume))], verb);
            }
            tell_amounts(order, s, part.between.clone());
            // "for the fourth month running at Alpha and for the fifth at Bravo".
            let nth = part.between.end.wrapping_sub(1);
            let bare = !part.between.is_empty() && s.num(nth).is_some_and(|n| n.form == Form::Ordinal);
            if let Some(nth) =
                first.clone().find(|i| s.num(*i).is_some_and(|n| n.form == Form::Ordinal)).filter(|_| bare)
            {
                order.told(nth + 1..first.end);
            }
        }
        (Did::Passed(_), ..) => {}
    }
}

/// Words among which there may be numbers of what the board counts.
pub(super) fn tell_amounts<'s, 'a>(order: &mut Order<'s, 'a>, s: &'s Sentence<'a>, range: Range<usize>) {
    for i in range {
        match s.num(i).filter(|n| is_mark(n)) {
            Some(num) => order.number(i, Num { unit: Unit::Board, ..*num }),
            None => order.told(i..i + 1),
        }
    }
}

/// What the board counts.
pub(super) fn tell_unit<'s, 'a>(order: &mut Order<'s, 'a>, s: &'s Sentence<'a>, at: usize) {
    if s.is(at, &[Class::Volume]) {
        order.told(at..at + 1);
    } else {
        order.unit(at);
    }
}

/// "fell 33% at Alpha", "and for the fifth month at Bravo", "and down at six": what the verb, or that of the part before,
/// says of whom.
pub(super) fn part(s: &Sentence, from: usize, before: Option<&Part>) -> Option<Part> {
    const LONGEST: usize = 8;
    let own = did(s, from);
    let (did, verb, mark) = match (own, before) {
        (Some(own), _) => own,
        (None, Some(before)) => {
            // "2.46 million at Alpha and 2.25 million at Bravo".
            let amount = before.mark.filter(|_| s.num(from).is_some_and(is_mark)).map(|_| from);
            (before.did, from, amount)
        }
        (None, None) => return None,
    };
    let start = mark.or(own.map(|_| verb)).map_or(from, |at| at + 1);
    let start = start + usize::from(mark.is_some() && s.units.contains(&start));
    let (led, (rows, named)) = (start..start + LONGEST)
        .take_while(|i| !is_end(s, *i))
        .find_map(|i| Some((i, rows(s, i + 1).filter(|_| s.is(i, &AT))?)))?;
    let between = start..led;
    let than = between.clone().find(|i| is_period(s, *i) && compares(s, *i));
    let than = than.or_else(|| before.filter(|_| between.is_empty()).and_then(|part| part.than));
    let told = (between.clone()).all(|i| may_stand_between(s, i));
    let verb = if own.is_some() { verb } else { before.map_or(verb, |part| part.verb) };
    let bare = !named;
    let helping = if own.is_some() { from..verb } else { from..from };
    let counted_before = before.is_some_and(|part| part.rows.clone().any(|i| s.num(i).is_some()));
    (told && (named || counted_before)).then_some(Part {
        did,
        helping,
        verb,
        mark,
        between,
        than,
        rows,
        bare,
    })
}

/// The verb, what it says, and its mark: "rose", "has been down", "were above 500,000".
pub(super) fn did(s: &Sentence, from: usize) -> Option<(Did, usize, Option<usize>)> {
    let light = |i: usize| {
        s.is(i, &[Class::Neg])
            || matches!(
                s.text(i),
                "has" | "have" | "had" | "been" | "also" | "then" | "again" | "did" | "not"
            )
    };
    let be = (from..from + 4).find(|i| !light(*i))?;
    let is = s.is(be, &[Class::Be]) && matches!(s.text(be), "was" | "were" | "is" | "are" | "stood");
    let verb = be + usize::from(is || s.is(be, &[Class::Move]));
    let way = |i: usize| match s.class(i)? {
        Class::Up | Class::UpValue => Some(1),
        Class::Down | Class::DownValue => Some(-1),
        Class::From if s.text(i).starts_with("up ") => Some(1),
        Class::From if s.text(i).starts_with("down ") => Some(-1),
        _ => None,
    };
    let stative = matches!(s.text(verb), "up" | "down" | "higher" | "lower" | "up from" | "down from");
    let going_on = from > 0 && s.is(from - 1, &JOINTS);
    if let Some(sign) =
        way(verb).filter(|_| stative && (verb > from || going_on) || !stative && is_verb(s, verb))
    {
        return Some((Did::Moved(sign), verb, None));
    }
    let mark = |i: usize| s.num(i).filter(|n| is_mark(n)).map(|n| n.hedge);
    let (hedge, number) = match s.text(verb) {
        "topped" | "exceeded" | "passed" | "surpassed" | "crossed" | "cleared" => (Hedge::Over, verb + 1),
        "above" | "over" | "past" if is => (Hedge::Over, verb + 1),
        "below" | "under" if is => (Hedge::Under, verb + 1),
        "reached" => (Hedge::AtLeast, verb + 1),
        "came" | "amounted" if s.is(verb + 1, &[Class::To]) => (mark(verb + 2)?, verb + 2),
        "stood" if s.is(be + 1, &[Class::At]) => (mark(be + 2)?, be + 2),
        "totalled" | "totaled" => (mark(verb + 1)?, verb + 1),
        _ if s.text(be) == "stood" && s.is(be + 1, &[Class::At]) => (mark(be + 2)?, be + 2),
        _ if is => (mark(verb).filter(|hedge| matches!(hedge, Hedge::Over | Hedge::Under))?, verb),
        _ => return None,
    };
    let plain = number == verb
        || number > verb + 1
        || mark(number).is_some_and(|told| told == Hedge::Plain || told == hedge);
    plain.then_some((Did::Passed(hedge), verb, Some(number)))
}

/// What may stand between a verb and those of whom it is told.
pub(super) fn may_stand_between(s: &Sentence, at: usize) -> bool {
    let fits = |n: &Num| {
        matches!(n.form, Form::Percent | Form::Ordinal | Form::Fraction)
            || n.unit == Unit::Periods
            || is_mark(n)
    };
    let small = [
        Class::The,
        Class::A,
        Class::All,
        Class::Each,
        Class::Of,
        Class::To,
        Class::In,
        Class::On,
        Class::For,
        Class::By,
        Class::Than,
        Class::From,
        Class::Against,
        Class::GrowthWord,
        Class::Adverb,
        Class::Streak,
        Class::Again,
        Class::ThisPeriod,
    ];
    let words =
        ["since", "month", "week", "day", "time", "row", "year", "nearly", "almost", "just", "about", "some"];
    is_period(s, at) || s.num(at).is_some_and(fits) || s.is(at, &small) || words.contains(&s.text(at))
}

/// "than in May", "from May", "on May": what is held against that time.
fn compares(s: &Sentence, period: usize) -> bool {
    let led = period.checked_sub(1);
    let then = s.tokens[period].kind != Kind::Period(When::Back(0));
    let than = led.is_some_and(|i| {
        s.is(i, &[Class::Than, Class::From, Class::Against])
            || s.is(i, &[Class::In, Class::On]) && i.checked_sub(1).is_some_and(|i| s.is(i, &[Class::Than]))
            || s.is(i, &[Class::On]) && i.checked_sub(1).is_some_and(|i| s.is(i, &[Class::Up, Class::Down]))
    });
    then && than
}
