//! Parts told from the whole: "Of all tokens, a fifth went to Alpha and Bravo".

use super::super::lexicon::Class;
use super::super::numbers::Form;
use super::super::tokens::{Entity, Kind, Sentence, Token};
use super::{Order, is_end, mentions};
use std::ops::Range;

const TOOK: [(&str, Kind); 1] = [("took", Kind::Lex(Class::Be))];

/// "Of all tokens, a fifth went to Alpha", "Of the tokens carried by the eight listed models, 36.2% were Bravo's": so much
/// of the whole they took.
pub fn of_the_whole<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 12;
    let comma = (at + 1..at + LONGEST).find(|i| s.is_mark(*i, ','))?;
    // "Out of all admissions".
    let whole = at + usize::from(s.text(at) == "out" && s.is(at + 1, &[Class::Of]));
    let out_of = s.text(at) == "out of";
    if !(out_of || s.is(whole, &[Class::Of, Class::ShareOf]))
        || !is_the_whole(s, whole + usize::from(out_of)..comma)
    {
        return None;
    }
    let part = part_at(s, comma + 1)?;
    let whose = receives(s, part + 1)?;
    if goes_on(s, whose.end) && another(s, part, whose.end).is_none() {
        return None;
    }
    let mut order = Order::new(s);
    order.not_owning(whose.clone());
    order.said(&TOOK, part + 1);
    order.told(comma + 1..part + 1);
    if out_of {
        order.said(&[("of", Kind::Lex(Class::Of))], at);
    }
    order.told(whole + usize::from(out_of)..comma);
    let Some((joint, part, whose)) = another(s, part, whose.end) else { return order.ends(whose.end) };
    order.said(&[(",", Kind::Mark(','))], joint);
    order.told(joint..joint + 1);
    order.not_owning(whose.clone());
    order.said(&TOOK, part);
    order.told(part..part + 1);
    order.told(at..comma);
    order.ends(whose.end)
}

/// "… went to Alpha and 17.4% to Bravo", "… were Alpha's and 17.4% Bravo's": the "and", the other part and whose it is.
fn another(s: &Sentence, first: usize, joint: usize) -> Option<(usize, usize, Range<usize>)> {
    let part = part_at(s, joint + 1).filter(|_| s.is(joint, &[Class::And]))?;
    let led = usize::from(goes(s, first + 1));
    let way = led == 0 || s.is(part + 1, &[Class::To, Class::From]) || s.text(part + 1) == "through";
    let whose = mentions(s, part + 1 + led).filter(|_| way)?;
    (s.tokens[whose.end - 1].possessive == (led == 0)).then_some((joint, part, whose))
}

/// "Over half of the downloads of the listed packages went to the top ten": the top ten took it.
pub fn went_to<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 14;
    let part = part_at(s, at)?;
    let verb = (part + 2..part + LONGEST).find(|i| goes(s, *i))?;
    let whose = receives(s, verb)?;
    // What goes to one row alone is read as it stands.
    if goes_on(s, whose.end) {
        return None;
    }
    let several = whose.len() > 2 || s.who(whose.end - 1)?.iter().all(|e| matches!(e, Entity::Top(_)));
    if !several || !s.is(part + 1, &[Class::Of, Class::ShareOf]) || !is_the_whole(s, part + 1..verb) {
        return None;
    }
    let mut order = Order::new(s);
    order.told(whose.clone());
    order.said(&TOOK, verb);
    order.told(at..verb);
    order.ends(whose.end)
}

/// "One in six admissions to the listed films, 16.7%, went to Alpha": Alpha took so many, so much.
pub fn one_got<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 10;
    let part = part_at(s, at)?;
    let comma = (part + 1..part + LONGEST).find(|i| s.is_mark(*i, ','))?;
    // "one in six, 16.7%," or "nearly 29%, 2.7 million,".
    let amount = s.num(comma + 1).filter(|n| n.form == Form::Cardinal && n.scaled).map(|_| comma + 1);
    let again = part_at(s, comma + 1).or(amount)?;
    let verb = again + 2;
    let closed = s.is_mark(again + 1, ',') && goes(s, verb);
    let whose = receives(s, verb).filter(|whose| closed && (whose.len() == 1 || amount.is_some()))?;
    if !is_the_whole(s, part + 1..comma) || goes_on(s, whose.end) {
        return None;
    }
    let mut order = Order::new(s);
    order.told(whose.clone());
    order.said(&TOOK, verb);
    order.told(at..comma);
    // The other part is said of the same whole.
    order.said(&[(",", Kind::Mark(','))], comma);
    if amount.is_none() {
        order.said(&[("or", Kind::Lex(Class::Or))], comma);
    }
    order.told(comma + 1..again + 1);
    if amount.is_some() && whose.len() > 1 {
        order.said(&[("between them", Kind::Lex(Class::Together))], again);
    }
    order.ends(whose.end)
}

/// "At least 9.4% of all tokens went through free rows": free rows took it.
pub fn free_rows_got<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 10;
    let part = part_at(s, at)?;
    let verb = (part + 2..part + LONGEST).find(|i| goes(s, *i))?;
    let rows = verb + 2;
    let noun = rows + 1;
    let free = s.is(rows, &[Class::Free]) && (s.is(noun, &[Class::RowsNoun]) || s.subjects.contains(&noun));
    let whole = s.is(part + 1, &[Class::Of, Class::ShareOf]) && is_the_whole(s, part + 1..verb);
    let mut order = Order::new(s);
    order.told(rows..noun + 1);
    order.said(&[("carried", Kind::Lex(Class::Carry))], verb);
    order.told(at..verb);
    (free && whole && is_end(s, noun + 1)).then(|| order.ends(noun + 1))?
}

/// The part, behind what hedges it.
fn part_at(s: &Sentence, from: usize) -> Option<usize> {
    let part = (from..from + 4).find(|at| s.num(*at).is_some())?;
    let told = s.num(part).is_some_and(|n| matches!(n.form, Form::Percent | Form::Fraction) && n.sign == 0);
    let small = |at: usize| !matches!(s.tokens[at].kind, Kind::Mark(_) | Kind::Who(_) | Kind::Period(_));
    (told && (from..part).all(small)).then_some(part)
}

fn goes(s: &Sentence, at: usize) -> bool {
    let way = s.is(at + 1, &[Class::To, Class::From]) || s.text(at + 1) == "through";
    let goes = matches!(
        s.text(at),
        "went"
            | "go"
            | "goes"
            | "passed"
            | "passes"
            | "moved"
            | "flowed"
            | "came"
            | "comes"
            | "belonged"
            | "belong"
            | "belongs"
    );
    goes && way
}

/// "went to Alpha and Bravo", "were Alpha's": who got it.
fn receives(s: &Sentence, verb: usize) -> Option<Range<usize>> {
    let (from, owned) = match goes(s, verb) {
        true => (verb + 2, false),
        // "were for the top three".
        false if s.is(verb, &[Class::Be]) && s.is(verb + 1, &[Class::For]) => (verb + 2, false),
        false => (verb + 1, matches!(s.text(verb), "were" | "was" | "are" | "is")),
    };
    let whose = mentions(s, from).filter(|whose| s.tokens[whose.end - 1].possessive == owned)?;
    let for_them = s.is(verb, &[Class::Be]) && s.is(verb + 1, &[Class::For]);
    (owned || for_them || goes(s, verb)).then_some(whose)
}

/// "… to Alpha and a fifth to Bravo", "…, 17.4% to Bravo and": the statement has parts of others too.
fn goes_on(s: &Sentence, at: usize) -> bool {
    let behind = s.tokens.get(at..).unwrap_or_default();
    let another = |t: &Token| matches!(t.kind, Kind::Num(_)) || t.kind == Kind::Lex(Class::And);
    let told = matches!(s.tokens.get(at).map(|t| &t.kind), Some(Kind::Mark(',') | Kind::Lex(Class::And)));
    told && behind.iter().take(3).any(another) && !s.is(at + 1, &[Class::While, Class::But, Class::Which])
}

/// All that is counted, or all of what is listed; not "of the growth", "of Alpha's tokens".
fn is_the_whole(s: &Sentence, range: Range<usize>) -> bool {
    let other = [
        Class::Up,
        Class::UpValue,
        Class::Down,
        Class::DownValue,
        Class::New,
        Class::Debut,
        Class::Votes,
        Class::Its,
        Class::Their,
        Class::RowsNoun,
        Class::PlacesNoun,
    ];
    let last = range.end.saturating_sub(1);
    let plain = |at: usize| match s.tokens[at].kind {
        Kind::Who(_) => {
            s.who(at).is_some_and(|who| who.iter().all(|e| matches!(e, Entity::Listed | Entity::Market)))
        }
        Kind::Lex(_) => !s.is(at, &other),
        // "of the eight models", some of which are meant: of those that are listed.
        Kind::Word(_) if s.subjects.contains(&at) => {
            at > 0 && (s.text(at - 1) == "listed" || s.num(at - 1).is_some())
        }
        Kind::Word(_) => !matches!(s.text(at), "extra" | "additional" | "added"),
        Kind::Num(_) | Kind::Board(_) => true,
        _ => false,
    };
    // "Of all models, a fifth are Alpha's" counts rows.
    let counted = s.subjects.contains(&last) && !range.clone().any(|at| measures(s, at));
    !counted && range.clone().any(|at| measures(s, at)) && range.into_iter().all(plain)
}

fn measures(s: &Sentence, at: usize) -> bool {
    let phrase = ["token", "traffic", "volume", "usage", "market", "total"];
    let told = s.is(at, &[Class::ShareOf]) && phrase.iter().any(|word| s.text(at).contains(word));
    let listed = s.who(at).is_some_and(|who| who.contains(&Entity::Listed) || who.contains(&Entity::Market));
    told || listed || s.is(at, &[Class::Volume, Class::Market]) || s.units.contains(&at)
}
