//! Words that point back: "the model", "both", "the two", "Anthropic's five rows".

use super::super::clauses::Discourse;
use super::super::lexicon::Class;
use super::super::numbers::{Form, Unit};
use super::super::tokens::{Entity, Kind, Reader, Sentence, When, Who};
use super::absorb;

/// "The model processed …", "the model's share": it, and its.
pub(super) fn the_subject(s: &mut Sentence, at: usize, reader: Reader<'_>) {
    let noun = s.text(at + 1);
    let Some(singular) = reader.subjects.first().filter(|w| w.as_str() == noun) else { return };
    // "the model that leads", "the model with …", "the model Alpha" say themselves which.
    let told = s.who(at + 2).is_some()
        || s.is(
            at + 2,
            &[Class::Which, Class::With, Class::Of, Class::To, Class::In, Class::Behind, Class::At],
        )
        || matches!(s.text(at + 2), "we" | "that" | "people" | "developers");
    if told || singular.is_empty() {
        return;
    }
    absorb(s, at, 1);
    let class = if s.tokens[at].possessive { Class::Its } else { Class::It };
    s.tokens[at].kind = Kind::Lex(class);
}

/// "the second row": whoever stands there.
pub(super) fn the_nth(s: &mut Sentence, at: usize) {
    // "The new No. 1 finished …".
    let new = usize::from(s.text(at + 1) == "new");
    let first = s.num(at + 1 + new).filter(|n| n.form == Form::Rank && n.unit == Unit::None).copied();
    let next = at + 2 + new + usize::from(s.is(at + 2 + new, &[Class::Now, Class::Adverb]));
    if let Some(rank) = first.and_then(|n| n.whole())
        && (super::super::clauses::is_verb(s, next) || new == 0 && is_apart_from(s, at, at + 2))
        && !s.is(at + 2 + new, &[Class::PlacesNoun])
    {
        absorb(s, at + 1, new);
        s.whos.push(vec![Entity::AtRank(rank, 0)]);
        s.tokens[at + 1].kind = Kind::Who(s.whos.len() - 1);
        return;
    }
    // "206,700 more than the second-placed port handled".
    let led = [Class::Than, Class::MoreThan, Class::Ahead, Class::Behind, Class::Over];
    let placed = s.text(at + 1).ends_with("-placed")
        && matches!(s.tokens.get(at + 2).map(|t| &t.kind), Some(Kind::Word(false)))
        && at.checked_sub(1).is_some_and(|before| s.is(before, &led))
        && s.who(at + 3).is_none()
        && !s.is_mark(at + 3, ',');
    let rank = s.num(at + 1).filter(|n| (n.form == Form::Ordinal || placed) && n.unit == Unit::None);
    let Some(rank) = rank.and_then(super::super::numbers::Num::whole) else { return };
    // "between the first and the twentieth row" has both of them.
    let listed = at.checked_sub(1).is_some_and(|before| s.is(before, &[Class::And]));
    // "the first row of Arena", not "the first row of Bravo".
    let name = at + 4 + usize::from(s.is(at + 4, &[Class::The]));
    let board = matches!(s.tokens.get(name).map(|t| &t.kind), Some(Kind::Board(_)));
    let row = s.is(at + 2, &[Class::RowsNoun]) && (!s.is(at + 3, &[Class::Of]) || board) && !listed;
    let row = row || placed;
    if row {
        absorb(s, at + 1, 1);
    }
    if row || is_another(s, at) {
        s.whos.push(vec![Entity::AtRank(rank, 0)]);
        s.tokens[at + 1].kind = Kind::Who(s.whos.len() - 1);
    }
}

/// "The No. 1 film drew …", "behind the No. 10 film": the row there.
pub(super) fn the_nth_row(s: &mut Sentence, at: usize, reader: Reader<'_>) {
    // "The third-placed film".
    let placed = |n: &&super::super::numbers::Num| {
        n.form == Form::Rank && n.unit == Unit::None
            || n.form == Form::Ordinal && n.unit == Unit::Places && s.text(at + 1).ends_with("placed")
    };
    let rank = s.num(at + 1).filter(placed).and_then(|n| n.whole());
    let noun = reader.subjects.first().is_some_and(|w| w == s.text(at + 2)) || s.text(at + 2) == "row";
    let verb = at + 3 + usize::from(s.is(at + 3, &[Class::Now, Class::Adverb]));
    // "The No. 1 film is Alpha" tells who that is.
    let has = matches!(s.text(verb), "has" | "had");
    let does = super::super::clauses::is_verb(s, verb) && !s.is(verb, &[Class::Be]) || has;
    let Some(rank) = rank.filter(|_| noun && (does || is_apart_from(s, at, at + 3))) else { return };
    absorb(s, at + 1, 1);
    s.whos.push(vec![Entity::AtRank(rank, 0)]);
    s.tokens[at + 1].kind = Kind::Who(s.whos.len() - 1);
}

/// "Until this month Alpha was first": in the one before. "last week's No. 1": who stood there. Where the token stands now.
pub(super) fn of_then(s: &mut Sentence, at: usize) -> usize {
    match s.tokens[at].kind {
        Kind::Period(When::Back(0)) if at > 0 && s.text(at - 1) == "until" => {
            absorb(s, at - 1, 1);
            s.tokens[at - 1].kind = Kind::Period(When::Back(1));
            at - 1
        }
        Kind::Period(When::Back(1)) if s.tokens[at].possessive => {
            the_nth_then(s, at);
            at
        }
        _ => at,
    }
}

/// "last week's No. 1 fell to second": the row that stood there, whenever the rest holds.
fn the_nth_then(s: &mut Sentence, at: usize) {
    let rank = s.num(at + 1).filter(|n| n.form == Form::Rank && n.unit == Unit::None).and_then(|n| n.whole());
    let verb = at + 2 + usize::from(s.is(at + 2, &[Class::Now, Class::Adverb]));
    let Some(rank) = rank.filter(|_| super::super::clauses::is_verb(s, verb)) else { return };
    // "Last week's No. 1 is …" tells who that was.
    if s.is(verb, &[Class::Be]) {
        return;
    }
    s.tokens[at].kind = Kind::Lex(Class::The);
    s.whos.push(vec![Entity::AtRank(rank, 1)]);
    s.tokens[at + 1].kind = Kind::Who(s.whos.len() - 1);
}

/// "915 billion tokens ahead of the No. 2": the row there, unless a noun follows of which it is the number.
fn is_apart_from(s: &Sentence, the: usize, behind: usize) -> bool {
    let apart = [Class::Ahead, Class::Behind, Class::Over, Class::Than, Class::By];
    let ends = matches!(s.tokens.get(behind).map(|t| &t.kind), None | Some(Kind::Mark(_) | Kind::Period(_)));
    the.checked_sub(1).is_some_and(|before| s.is(before, &apart))
        && (ends || s.is(behind, &[Class::And, Class::On, Class::In, Class::But]))
}

/// "No. 2 is 125,500 admissions behind No. 1": both are rows.
pub(super) fn two_places_apart(s: &mut Sentence, at: usize) {
    let rank = |s: &Sentence, at: usize| s.num(at).filter(|n| n.form == Form::Rank).and_then(|n| n.whole());
    let opens = at == 0 || matches!(s.tokens[at - 1].kind, Kind::Mark(_));
    let amount = s.is(at + 1, &[Class::Be, Class::Lead]) && s.num(at + 2).is_some();
    let apart = (at + 3..at + 6).find(|at| s.is(*at, &[Class::Ahead, Class::Behind]));
    let (Some(one), Some(apart)) = (rank(s, at).filter(|_| opens && amount), apart) else { return };
    let Some(other) = rank(s, apart + 1) else { return };
    for (at, rank) in [(at, one), (apart + 1, other)] {
        s.whos.push(vec![Entity::AtRank(rank, 0)]);
        s.tokens[at].kind = Kind::Who(s.whos.len() - 1);
    }
}

/// "the model in 50th place": the row there.
pub(super) fn the_one_at(s: &mut Sentence, at: usize, reader: Reader<'_>) {
    let noun = reader.subjects.first().is_some_and(|w| w == s.text(at + 1)) || s.text(at + 1) == "row";
    let rank = s.num(at + 3).filter(|n| matches!(n.form, Form::Ordinal | Form::Rank));
    let led = s.is(at + 2, &[Class::In, Class::At]);
    let Some(rank) = rank.filter(|_| noun && led).and_then(|n| n.whole()) else { return };
    let place = usize::from(s.is(at + 4, &[Class::PlacesNoun, Class::RankNoun]));
    absorb(s, at, 3 + place);
    s.whos.push(vec![Entity::AtRank(rank, 0)]);
    s.tokens[at].kind = Kind::Who(s.whos.len() - 1);
}

/// "The first row stands 52 points above the fiftieth": a row too, by its place alone.
fn is_another(s: &Sentence, at: usize) -> bool {
    let apart = [Class::Ahead, Class::Behind, Class::Over, Class::From, Class::Than, Class::Lead];
    let beside = at.checked_sub(1).is_some_and(|before| s.is(before, &apart));
    let row = s.tokens[..at].iter().any(|t| match t.kind {
        Kind::Who(who) => matches!(s.whos[who].as_slice(), [Entity::AtRank(..)]),
        _ => false,
    });
    let noun =
        matches!(s.tokens.get(at + 2).map(|t| &t.kind), Some(Kind::Word(_) | Kind::Num(_) | Kind::Who(_)));
    beside && row && !noun && !s.is(at + 2, &[Class::PlacesNoun, Class::RankNoun, Class::Streak])
}

/// "the distance from first to 20th": the rows at these places.
pub(super) fn distance(s: &mut Sentence, at: usize) {
    if !s.is(at + 1, &[Class::From]) {
        return;
    }
    let rank = |s: &Sentence, at: usize| {
        let ordinal = s.num(at).filter(|n| matches!(n.form, Form::Ordinal | Form::Rank));
        ordinal.and_then(super::super::numbers::Num::whole)
    };
    let the = |s: &Sentence, at: usize| at + usize::from(s.is(at, &[Class::The]));
    let first = the(s, at + 2);
    let last = the(s, first + 2);
    let (Some(one), Some(other), true) = (rank(s, first), rank(s, last), s.is(first + 1, &[Class::To]))
    else {
        return;
    };
    for (at, rank) in [(first, one), (last, other)] {
        s.whos.push(vec![Entity::AtRank(rank, 0)]);
        s.tokens[at].kind = Kind::Who(s.whos.len() - 1);
    }
}

/// "is that of Alpha", "against that of Bravo": the thing is named already, and whose it is comes here.
pub(super) fn that_of(s: &mut Sentence, at: usize) {
    if s.is(at + 1, &[Class::Of]) && s.who(at + 2).is_some() {
        s.tokens.drain(at..at + 2);
    }
}

/// "the two", "the two models", "the pair": they.
pub(super) fn the_two(s: &mut Sentence, at: usize, reader: Reader<'_>) {
    let noun = |i: usize| reader.subjects.iter().any(|w| *w == s.text(i)) || s.is(i, &[Class::RowsNoun]);
    let words = match s.text(at + 1) {
        "pair" | "duo" => 1,
        "two" if noun(at + 2) => 2,
        "two" if s.is(at + 2, &[Class::Be, Class::Hold, Class::Carry, Class::Together, Class::Swap]) => 1,
        _ => return,
    };
    let told = s
        .is(at + words + 1, &[Class::Which, Class::With, Class::Of, Class::In, Class::From, Class::On])
        || s.who(at + words + 1).is_some();
    if !told && at.checked_sub(1).is_none_or(|before| !s.is(before, &[Class::Between])) {
        absorb(s, at, words);
        s.tokens[at].kind = Kind::Lex(Class::They);
    }
}

/// "the former fell, the latter rose", "the first grew and the second shrank": of two mentions before.
pub(super) fn the_former(s: &mut Sentence, at: usize) {
    let first = match s.text(at + 1) {
        "former" | "first" => true,
        "latter" | "second" => false,
        "one" if (at + 2..s.tokens.len()).any(|i| s.is(i, &[Class::The]) && s.text(i + 1) == "other") => true,
        "other" if (0..at).any(|i| s.text(i) == "the one") => false,
        _ => return,
    };
    let now = usize::from(s.is(at + 2, &[Class::Now, Class::Adverb]));
    let ends = matches!(s.tokens.get(at + 2).map(|t| &t.kind), None | Some(Kind::Mark(_)));
    // "more than double the containers of the latter".
    let object =
        ends && s.is(at.wrapping_sub(1), &[Class::Of, Class::Than, Class::Over, Class::Behind, Class::Ahead]);
    let word = matches!(s.text(at + 1), "former" | "latter");
    // "Alpha and Bravo grew, the former by 2% and the latter by 5%", "the one lost 3%, the other 38%".
    let led = usize::from(
        s.is(at + 2, &[Class::By, Class::At, Class::With, Class::To, Class::From])
            || matches!(s.text(at + 2), "up" | "down" | "off"),
    );
    // "the former lost 2.2%, the latter 1.2%", not "the latter two".
    let measured = word && s.num(at + 2).is_some_and(|n| n.form == Form::Percent || n.scaled);
    let figure = s.num(at + 2 + led).is_some() && (led > 0 || s.text(at + 1) == "other" || measured);
    let word = word
        || figure && s.is(at.wrapping_sub(1), &[Class::And])
        || figure && at > 0 && s.text(at - 1) == ",";
    if !(super::super::clauses::is_verb(s, at + 2 + now) || (object || figure) && word) {
        return;
    }
    let model = |w: &Vec<Entity>| w.iter().all(|e| matches!(e, Entity::Model { .. }));
    let mut mentions: Vec<usize> = s.tokens[..at]
        .iter()
        .filter_map(|t| match t.kind {
            Kind::Who(who) if model(&s.whos[who]) => Some(who),
            _ => None,
        })
        .collect();
    mentions.dedup_by(|a, b| s.whos[*a] == s.whos[*b]);
    // "the former" itself is a mention by now.
    if let [one, other, ..] = mentions.as_slice()
        && mentions[2..].iter().all(|more| s.whos[*more] == s.whos[*one])
    {
        let meant = if first { *one } else { *other };
        absorb(s, at, 1);
        s.whos.push(s.whos[meant].clone());
        s.tokens[at].kind = Kind::Who(s.whos.len() - 1);
    }
}

/// "The former is now first, the latter fourth", where the sentence before named two: these.
pub fn the_former_of(s: &mut Sentence, discourse: &Discourse) {
    let model = |w: &&Who| w.iter().all(|e| matches!(e, Entity::Model { .. }));
    let mut two: Vec<&Who> = discourse.mentioned.iter().filter(model).collect();
    two.dedup();
    let [one, other] = two.as_slice() else { return };
    if discourse.stale || s.whos.iter().any(|who| model(&who)) {
        return;
    }
    let mut at = 0;
    while at + 1 < s.tokens.len() {
        let meant = match s.text(at + 1) {
            "former" => *one,
            "latter" => *other,
            _ => one,
        };
        let word = matches!(s.text(at + 1), "former" | "latter") && s.is(at, &[Class::The]);
        let now = usize::from(s.is(at + 2, &[Class::Now, Class::Adverb]));
        let next = at + 2 + now;
        let ends = matches!(s.tokens.get(next).map(|t| &t.kind), None | Some(Kind::Mark(_) | Kind::Num(_)));
        let told = s.tokens[at + 1].possessive || ends || super::super::clauses::is_verb(s, next);
        if word && (told || s.is(next, &[Class::At, Class::By, Class::With, Class::To, Class::And])) {
            s.whos.push(meant.clone());
            s.tokens[at + 1].kind = Kind::Who(s.whos.len() - 1);
        }
        at += 1;
    }
    s.note_classes();
}

/// "Both lost volume", not "both Alpha and Bravo", "both boards", "both newcomers".
pub(super) fn both(s: &mut Sentence, at: usize) {
    let starts =
        at == 0 || matches!(s.tokens[at - 1].kind, Kind::Mark(_) | Kind::Lex(Class::And | Class::But));
    let noun = [
        "newcomer", "new ", "entrant", "debutant", "returnee", "dropout", "climber", "faller", "gainer",
        "loser",
    ];
    let noun = noun.iter().any(|noun| s.text(at + 1).starts_with(noun));
    // "Both more than doubled".
    let hedge =
        s.is(at + 1, &[Class::MoreThan, Class::Adverb]) || matches!(s.text(at + 1), "nearly" | "almost");
    if starts && !noun && s.is_in(at + 1 + usize::from(hedge), super::super::clauses::VERBS) {
        s.tokens[at].kind = Kind::Lex(Class::They);
    }
}

/// "Anthropic's five rows", "DeepSeek's two models in the top five": that maker's rows, and how many they are.
pub(super) fn rows_of_maker(s: &mut Sentence, at: usize) {
    let Kind::Who(index) = s.tokens[at].kind else { return };
    let maker = s.whos[index].iter().find_map(|e| match e {
        Entity::Org(org) => Some(*org),
        _ => None,
    });
    let counted =
        s.num(at + 1).is_some_and(|n| n.form == Form::Cardinal && !n.scaled && n.unit == Unit::Subjects);
    let (Some(org), true, true) = (maker, counted, s.tokens[at].possessive) else { return };
    // "one of Anthropic's five rows" is not all of them.
    // "all of Anthropic's five rows" is.
    let of = at.checked_sub(1).filter(|before| *before > 0 && s.is(*before, &[Class::Of]));
    if of.is_some_and(|of| !s.is(of - 1, &[Class::All, Class::Each])) {
        return;
    }
    // "two new models" are some of them; "two top-five models" say which.
    let within = s.text(at + 2).strip_prefix("top-").and_then(|k| k.parse().ok().or_else(|| small(k)));
    if !s.text(at + 1).contains(' ') && within.is_none() {
        return;
    }
    let top = (at + 2..at + 6).take_while(|i| {
        let board = matches!(s.tokens.get(*i).map(|t| &t.kind), Some(Kind::Board(_)));
        board || s.is(*i, &[Class::In, Class::The]) || s.who(*i).is_some()
    });
    let top = top.filter_map(|i| s.who(i)).find_map(|w| match w.as_slice() {
        [Entity::Top(k)] => Some(*k),
        _ => None,
    });
    let top = within.or(top);
    let count = s.num(at + 1).and_then(super::super::numbers::Num::whole).unwrap_or_default() as usize;
    s.whos[index] = vec![Entity::OrgRows { org, top, count }];
}

fn small(word: &str) -> Option<u32> {
    super::super::numbers::word(word).and_then(|(n, ordinal)| u32::try_from(n).ok().filter(|_| !ordinal))
}
