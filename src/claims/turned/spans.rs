//! Good and bad weeks, the best of a year, and what nobody did: "Alpha had the worst week of any model", "Sixth place is
//! Alpha's best rank of the year", "traffic fell at no port".

use super::super::clauses::is_verb;
use super::super::lexicon::Class;
use super::super::tokens::{Entity, Kind, Sentence};
use super::{Order, is_end, mentions};

/// "Alpha had the worst week of any model, losing 42%": the steepest fall of any.
pub fn worst_of_any<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let whom = mentions(s, at).filter(|who| who.len() <= 2)?;
    let (verb, worst, of) = (whom.end, whom.end + 2, whom.end + 4);
    let had = matches!(s.text(verb), "had" | "has had" | "endured" | "suffered" | "enjoyed");
    let span = matches!(s.text(worst + 1), "week" | "month" | "day");
    let moved = match s.text(worst) {
        "worst" | "poorest" => ("fall", Kind::Lex(Class::Down)),
        "best" | "strongest" => ("rise", Kind::Lex(Class::Up)),
        _ => return None,
    };
    // "of all" is one word.
    let whole = s.text(of) == "of all";
    let any = whole || s.is(of, &[Class::Of]) && matches!(s.text(of + 1), "any" | "all");
    let row = of + 2 - usize::from(whole);
    let rows = s.subjects.contains(&row) || s.is(row, &[Class::RowsNoun]);
    let told = had && span && s.is(verb + 1, &[Class::The]) && any && rows;
    if !told || !is_end(s, row + 1) || s.tokens[whom.end - 1].possessive {
        return None;
    }
    let mut order = Order::new(s);
    order.told(whom);
    order.told(verb..worst);
    order.said(&[("steepest", Kind::Lex(Class::Most)), moved], worst);
    order.said(&[("of", Kind::Lex(Class::Of)), ("any", Kind::Word(false))], of);
    order.told(row..row + 1);
    order.ends(row + 1)
}

/// "Traffic fell at no port", "Traffic was unchanged at none of the ports": no port's traffic did.
pub fn at_none<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let counted = s.is(at, &[Class::Volume]) || s.units.contains(&at);
    let verb = (at + 1..at + 3)
        .find(|i| s.is(*i, &[Class::Up, Class::UpValue, Class::Down, Class::DownValue, Class::Hold]))?;
    let led = s.is(verb + 1, &[Class::At, Class::For, Class::In]) && s.text(verb + 2) == "no";
    let row = verb + 3;
    let before = (at + 1..verb).all(|i| is_verb(s, i) || s.is(i, &[Class::Be]));
    if !counted || !led || !before || !s.subjects.contains(&row) || !is_end(s, row + 1) {
        return None;
    }
    let mut order = Order::new(s);
    order.told(verb + 2..row);
    order.owning(row);
    order.told(at..verb + 1);
    order.ends(row + 1)
}

/// "Sixth place is Alpha's best rank of the year", "… the best rank of the year for Alpha": Alpha is at it, sixth.
pub fn is_its_best_rank<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let rank = at + usize::from(s.is(at, &[Class::The]));
    s.num(rank).filter(|n| super::super::frames::is_rank(n))?;
    let be = rank + 1 + usize::from(s.is(rank + 1, &[Class::PlacesNoun]));
    let owner = be + 1;
    let owned = s.who(owner).is_some() && s.tokens[owner].possessive;
    let best = owner + 1;
    let end = (best + 1..best + 4).find(|i| super::is_period(s, *i))? + 1;
    let whom = if owned { owner } else { end + 1 };
    let end = if owned { end } else { end + 2 };
    let told = s.is(be, &[Class::Be])
        && is_best(s, best)
        && (owned || s.is(owner, &[Class::The]) && s.is(whom - 1, &[Class::For]) && s.who(whom).is_some());
    if !told || !is_end(s, end) {
        return None;
    }
    let mut order = Order::new(s);
    order.not_owning(whom..whom + 1);
    order.told(be..be + 1);
    order.said(&[("at", Kind::Lex(Class::At)), ("its", Kind::Lex(Class::Its))], be);
    order.told(best..if owned { end } else { whom - 1 });
    order.said(&[(",", Kind::Mark(','))], be);
    order.told(rank..be);
    order.ends(end)
}

fn is_best(s: &Sentence, at: usize) -> bool {
    matches!(s.text(at).split(' ').next(), Some("best" | "highest" | "worst" | "lowest"))
}

/// "Traffic at all ports, including those outside the table, came to 14.3 million": that of all, listed or not.
pub fn listed_or_not<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 9;
    let comma = (at + 1..at + LONGEST).find(|i| s.is_mark(*i, ','))?;
    let close = (comma + 2..comma + LONGEST).find(|i| s.is_mark(*i, ','))?;
    let outside = |i: usize| {
        matches!(s.text(i), "outside" | "unlisted" | "beyond" | "below") || s.is(i, &[Class::Rest])
    };
    let rest =
        (comma + 2..close).any(|i| outside(i) || s.who(i).is_some_and(|who| who.contains(&Entity::Rest)));
    let with = matches!(s.text(comma + 1), "including" | "counting") && rest
        || s.text(comma + 1) == "listed" && s.is(comma + 2, &[Class::Or]);
    let all = (at..comma)
        .any(|i| s.is(i, &[Class::All]) || s.text(i).starts_with("total") || s.text(i).starts_with("of all"));
    let other = |i: usize| {
        s.num(i).is_some()
            || s.who(i).is_some_and(|who| !who.iter().all(|e| matches!(e, Entity::Listed | Entity::Market)))
    };
    let measured = (at..comma).any(|i| s.is(i, &[Class::Volume]) || s.units.contains(&i));
    if !with || !all || !measured && !s.is(close + 1, &[Class::Carry]) || (at..comma).any(other) {
        return None;
    }
    let mut order = Order::new(s);
    order.mention(at, Entity::Market);
    is_verb(s, close + 1).then(|| order.ends(close + 1))?
}
