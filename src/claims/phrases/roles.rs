//! Whom a word of a place or of the whole names: "the leader", "last week's leader", "the runner-up", "the market".

use super::super::lexicon::{Class, Classes};
use super::super::numbers::{Form, Unit};
use super::super::tokens::{Entity, Kind, Reader, Sentence, Token, When};
use super::absorb;
use super::participles::is_participle;

/// Makes a mention of such a word.
#[inline]
pub(super) fn role(s: &mut Sentence, at: usize, class: Class, reader: Reader<'_>) {
    const NAMING: Classes = Classes::of(&[
        Class::Leader,
        Class::Lead,
        Class::NewLead,
        Class::RunnerUp,
        Class::Market,
        Class::Rest,
        Class::Price,
    ]);
    if super::fractions::is_of_digits(s, at) {
        return super::fractions::of_digits(s, at);
    }
    // Most words are none of these.
    if NAMING.has(class) {
        named(s, at, class, reader);
    }
}

fn named(s: &mut Sentence, at: usize, class: Class, reader: Reader<'_>) {
    let who = match class {
        Class::Leader => leader(s, at),
        Class::Lead if is_number_one(s, at) => Some(Entity::AtRank(1, 0)),
        Class::NewLead if is_new_leader(s, at) => Some(Entity::AtRank(1, 0)),
        Class::RunnerUp if the(s, at) || possessed(s, at) || at > 0 && s.is(at - 1, &[Class::Its]) => {
            Some(Entity::AtRank(2, i32::from(of_before(s, at))))
        }
        Class::Market => market(s, at, reader),
        // "the unlisted remainder included, the market …".
        Class::Rest if (at + 1..at + 3).any(|i| s.text(i) == "included") => None,
        // "The listed ports and the rest together handled …": all.
        Class::Rest if s.is(at + 1, &[Class::Together]) && at > 1 && s.is(at - 2, &[Class::And]) => {
            Some(Entity::Market)
        }
        Class::Rest if the(s, at) || s.text(at) == "unlisted" => Some(Entity::Rest),
        _ => None,
    };
    // "entered the list at 33rd" asks no price.
    let listed = class == Class::Price && matches!(s.text(at), "list at" | "lists at" | "listed at");
    if listed && s.num(at + 1).is_some_and(|n| matches!(n.form, Form::Ordinal | Form::Rank)) {
        s.tokens[at].kind = Kind::Lex(Class::At);
    }
    if let Some(who) = who {
        s.whos.push(vec![who]);
        s.tokens[at].kind = Kind::Who(s.whos.len() - 1);
    }
}

/// An article stands before.
fn the(s: &Sentence, at: usize) -> bool {
    at > 0 && s.is(at - 1, &[Class::The, Class::A])
}

/// "OpenRouter's leader".
fn possessed(s: &Sentence, at: usize) -> bool {
    at > 0 && s.tokens[at - 1].possessive
}

/// "last week's leader", "the former leader", "the old leader".
fn of_before(s: &Sentence, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    matches!(s.tokens[before].kind, Kind::Period(When::Back(1)) | Kind::Lex(Class::Former))
        || matches!(s.text(before), "old" | "previous" | "ousted" | "deposed")
}

fn leader(s: &mut Sentence, at: usize) -> Option<Entity> {
    if of_before(s, at) {
        // The period says whose leader, not when the rest holds.
        if matches!(s.tokens[at - 1].kind, Kind::Period(_)) {
            s.tokens[at - 1].kind = Kind::Lex(Class::The);
        }
        return Some(Entity::AtRank(1, 1));
    }
    (the(s, at) || possessed(s, at)).then_some(Entity::AtRank(1, 0))
}

/// "Arena's number one lists at …"; not "Arena's number one is Alpha", which tells who that is, nor "Alpha, Arena's number
/// one back in W16".
fn is_number_one(s: &Sentence, at: usize) -> bool {
    let board = at.checked_sub(1).is_some_and(|b| matches!(s.tokens[b].kind, Kind::Board(_)));
    s.text(at) == "number one"
        && board
        && possessed(s, at)
        && s.is_in(at + 1, super::super::clauses::VERBS)
        && !s.is(at + 1, &[Class::Be, Class::Return])
}

/// "The new leader carries …", "ahead of the new leader", "the new leader's share"; not "has a new leader".
fn is_new_leader(s: &Sentence, at: usize) -> bool {
    const BEFORE: [Class; 7] =
        [Class::Separate, Class::From, Class::Between, Class::Behind, Class::To, Class::And, Class::Than];
    if s.text(at) != "new leader" || !the(s, at) {
        return false;
    }
    let on_board = s.is(at + 1, &[Class::On, Class::In])
        && matches!(s.tokens.get(at + 2).map(|t| &t.kind), Some(Kind::Board(_)));
    let opens = at == 1 && (s.is(at + 1, &[Class::Carry, Class::Be]) || on_board);
    let even = at > 2 && s.text(at - 2) == "even" && s.is(at - 3, &BEFORE);
    opens || even || at > 1 && s.is(at - 2, &BEFORE) || s.tokens[at].possessive
}

fn market(s: &mut Sentence, at: usize, reader: Reader<'_>) -> Option<Entity> {
    let (word, next) = (s.text(at).to_string(), s.text(at + 1).to_string());
    let opens = at == 0 || matches!(s.tokens[at - 1].kind, Kind::Mark(_) | Kind::Lex(Class::The));
    let of_unit = word == "total" && opens && is_unit(s, at + 1, reader);
    let of_volume = s.is(at + 1, &[Class::Volume]) && matches!(word.as_str(), "total" | "overall");
    if of_unit || of_volume {
        absorb(s, at, 1);
        return Some(Entity::Market);
    }
    // "…, as total volume climbs"; not "its total volume".
    let whole = matches!(word.as_str(), "total volume" | "overall volume");
    let owned = possessed(s, at) || at > 0 && s.is(at - 1, &[Class::Its, Class::Their]);
    // "Saturday's total", "May's total".
    let dated = at > 0 && possessed(s, at) && matches!(s.tokens[at - 1].kind, Kind::Period(_));
    let meant =
        whole && at > 0 && !owned || dated || the(s, at) || at == 0 && word != "total" && !s.is_mark(1, ',');
    (meant && !matches!(next.as_str(), "leader" | "share")).then_some(Entity::Market)
}

/// "listed traffic", "the listed total", "models outside the list": what the listed rows have together, or the rest.
pub(super) fn listed(s: &mut Sentence, at: usize, reader: Reader<'_>) {
    if s.text(at) == "outside" && outside_the_listed(s, at, reader) {
        return;
    }
    let subject = |at: usize| reader.subjects.iter().any(|w| w == s.text(at)) || s.is(at, &[Class::RowsNoun]);
    let mut outside = 2;
    let who = match s.text(at) {
        "listed" => {
            // "23% of the listed tokens", "its share of listed traffic": what a part is of.
            let article = usize::from(at > 0 && s.is(at - 1, &[Class::The, Class::All]));
            let part = at.checked_sub(1 + article).is_some_and(|b| s.is(b, &[Class::Of, Class::ShareOf]));
            let whole = is_unit(s, at + 1, reader)
                || s.is(at + 1, &[Class::Volume, Class::Market]) && !s.is(at + 2, &[Class::Of]);
            // "but its listed total rose": somebody's own.
            let owner = at.checked_sub(1 + usize::from(at > 0 && s.text(at - 1) == "combined"));
            let own = owner.is_some_and(|at| {
                s.is(at, &[Class::Its, Class::Their]) || s.tokens[at].possessive || s.text(at) == "whose"
            });
            let ones = s.text(at + 1) == "ones";
            // "Taken together, the listed films drew …".
            let together = (0..s.tokens.len()).any(|i| s.is(i, &[Class::Together]));
            // "The listed packages had 3.4% fewer downloads", "were downloaded 63 million times".
            let each = (0..s.tokens.len()).any(|i| s.is(i, &[Class::Each]));
            let had = matches!(s.text(at + 2), "had" | "have") && s.num(at + 3).is_some() && !each
                || s.is(at + 2, &[Class::Be]) && is_participle(s.text(at + 3), reader) && !each;
            // "The listed packages lost 38% of their downloads".
            let moved = s.is(at + 2, &[Class::Up, Class::UpValue, Class::Down, Class::DownValue])
                && s.num(at + 3).is_some_and(|n| n.form == Form::Percent)
                && s.text(at + 4).ends_with("of")
                && !each;
            let had = had || moved;
            let rows = article == 1 && subject(at + 1) && (together || had || s.is(at + 2, &[Class::Carry]));
            if article == 1 && subject(at + 1) && volume_goes_to(s, at, reader) {
                s.tokens[at - 3].kind = Kind::Lex(Class::Volume);
                return mention(s, at, Entity::Listed);
            }
            (((whole || rows) && !part || ones) && !own).then_some(Entity::Listed)
        }
        "outside" => {
            // "ports outside the traffic list".
            let named = s.tokens.get(at + 2).is_some() && is_measure(s, at + 2, reader);
            // "usage outside the listed models", "outside the eight listed", "outside the listed 40".
            let counted = |at: usize| usize::from(s.num(at).is_some());
            let (before, behind) = (counted(at + 2), counted(at + 3));
            let listed = s.text(at + 2 + before) == "listed";
            let last = 2 + before + if before == 0 { behind } else { 0 };
            let rows = listed && (subject(at + last + 1) || last > 2);
            outside = match rows {
                true => last + usize::from(subject(at + last + 1)),
                false => 2 + usize::from(named),
            };
            let list =
                s.is(at + 1, &[Class::The]) && (rows || super::super::clauses::is_list(s.text(at + outside)));
            let measured = || is_measure(s, at - 1, reader) && !own_of(s, at - 1);
            (at > 0 && list && (subject(at - 1) || measured())).then_some(Entity::Rest)
        }
        _ => None,
    };
    match who {
        Some(Entity::Rest) => {
            absorb(s, at - 1, outside);
            mention(s, at - 1, Entity::Rest);
        }
        Some(who) => mention(s, at, who),
        None => {}
    }
}

/// "Downloads of the listed packages rose", "total admissions to the listed films".
fn volume_goes_to(s: &Sentence, listed: usize, reader: Reader<'_>) -> bool {
    let Some(noun) = listed.checked_sub(3) else { return false };
    let volume = is_measure(s, noun, reader) && !own_of(s, noun)
        || s.who(noun).is_some_and(|who| who.contains(&Entity::Market));
    volume && s.is(noun + 1, &[Class::Of, Class::To, Class::For, Class::At])
}

/// "traffic outside the board's listed fifty": the rest; which board that is, a token keeps saying.
fn outside_the_listed(s: &mut Sentence, at: usize, reader: Reader<'_>) -> bool {
    let board = |at: usize| matches!(s.tokens.get(at).map(|t| &t.kind), Some(Kind::Board(_)));
    let named = board(at + 1) && s.tokens[at + 1].possessive;
    let fifty = at + 3 + usize::from(board(at + 2));
    let counted =
        (named || s.is(at + 1, &[Class::The])) && s.text(fifty - 1) == "listed" && s.num(fifty).is_some();
    let measured = at > 0 && (is_measure(s, at - 1, reader) || s.is(at - 1, &[Class::Volume]));
    if !(counted && measured) {
        return false;
    }
    let keep = (at + 1..=fifty).find(|i| board(*i));
    let kept: Vec<Token> = keep.map(|i| Token { possessive: false, ..s.tokens[i] }).into_iter().collect();
    s.tokens.splice(at..=fifty, kept);
    s.whos.push(vec![Entity::Rest]);
    s.tokens[at - 1].kind = Kind::Who(s.whos.len() - 1);
    true
}

/// Makes a mention of a token and the one behind it.
fn mention(s: &mut Sentence, at: usize, who: Entity) {
    absorb(s, at, 1);
    s.whos.push(vec![who]);
    s.tokens[at].kind = Kind::Who(s.whos.len() - 1);
}

/// What a board counts: "downloads", "volume".
fn is_measure(s: &Sentence, at: usize, reader: Reader<'_>) -> bool {
    matches!(s.tokens[at].kind, Kind::Board(_) | Kind::Lex(Class::Volume))
        || reader.units.iter().any(|unit| unit == s.text(at))
}

/// "Together the fifty listed rows carried …", "Between them, the eight models listed processed …".
pub(super) fn are_all_listed(s: &mut Sentence, at: usize, reader: Reader<'_>) -> bool {
    let listed = s.text(at).contains("listed") || s.text(at + 1) == "listed";
    // "six of the 14 listed films" are some of them.
    let some = at > 1 && s.is(at - 2, &[Class::Of]);
    // "OpenRouter's fifty listed rows".
    let owned = at > 0 && matches!(s.tokens[at - 1].kind, Kind::Board(_)) && s.tokens[at - 1].possessive;
    let definite = at > 0 && (s.is(at - 1, &[Class::The, Class::All]) || owned) && !some;
    let together = (0..s.tokens.len()).any(|i| s.is(i, &[Class::Together]));
    let next = at + 1 + usize::from(s.text(at + 1) == "listed");
    // "add up to", "come to".
    // "Downloads of the 40 listed packages fell".
    let measured = at > 2
        && s.is(at - 1, &[Class::The])
        && s.is(at - 2, &[Class::Of])
        && is_measure(s, at - 3, reader)
        && !own_of(s, at - 3);
    if listed && measured {
        s.tokens[at - 3].kind = Kind::Lex(Class::Volume);
        return true;
    }
    let carries = (next..next + 4).any(|i| {
        s.is(i, &[Class::Carry])
            || s.is(i, &[Class::Be]) && is_participle(s.text(i + 1), reader)
            || s.text(i).starts_with("c") && s.is(i, &[Class::Be]) && s.is(i + 1, &[Class::To])
    });
    listed && definite && (together || carries) || fill_the_list(s, at, reader)
}

/// "The 13 ports in the traffic list handled …": all that are listed, together.
fn fill_the_list(s: &Sentence, at: usize, reader: Reader<'_>) -> bool {
    let the = at > 0 && s.is(at - 1, &[Class::The]) && !(at > 1 && s.is(at - 2, &[Class::Of]));
    let is_board = |at: usize| matches!(s.tokens.get(at).map(|t| &t.kind), Some(Kind::Board(_)));
    // A month is not read yet.
    let is_period = |at: usize| {
        let list = is_board(at + 1) || super::super::clauses::is_list(s.text(at + 1));
        list && matches!(s.tokens.get(at).map(|t| &t.kind), Some(Kind::Period(_) | Kind::Word(true)))
    };
    // "in the June table".
    let noun = at + 3 + usize::from(is_period(at + 3));
    let list = noun
        + usize::from(
            s.tokens.len() > noun + 1
                && is_measure(s, noun, reader)
                && super::super::clauses::is_list(s.text(noun + 1)),
        );
    let on_list = s.is(at + 1, &[Class::In, Class::On]) && s.is(at + 2, &[Class::The]);
    let each = (0..s.tokens.len()).any(|i| s.is(i, &[Class::Each]));
    // "The 40 packages on the list were downloaded 102.3 million times".
    let were = usize::from(s.is(list + 1, &[Class::Be]) && is_participle(s.text(list + 2), reader));
    let carry = were == 1 || s.is(list + 1, &[Class::Carry]);
    let carry = carry && s.num(list + 2 + were).is_none_or(|n| n.unit != Unit::Subjects);
    the && on_list && (super::super::clauses::is_list(s.text(list)) || is_board(list)) && carry && !each
}

/// "its downloads of the listed packages" are somebody's, and "23% of downloads" is a part.
fn own_of(s: &Sentence, at: usize) -> bool {
    at > 0 && (s.is(at - 1, &[Class::Its, Class::Their, Class::Of]) || s.tokens[at - 1].possessive)
}

/// The unit of a board: "total downloads".
fn is_unit(s: &Sentence, at: usize, reader: Reader<'_>) -> bool {
    reader.units.iter().any(|u| u == s.text(at)) && !s.is(at + 1, &[Class::Of])
}
