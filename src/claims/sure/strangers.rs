//! Words that stand in no list: what they say is not known, so that a claim beside them is not sure; and which of them
//! say nothing that would change it.

use super::super::frames::{Draft, is_rank};
use super::super::lexicon::Class;
use super::super::numbers::is_word;
use super::super::phrases::is_beyond;
use super::super::tokens::{Entity, Kind, Sentence};
use super::{PLAIN, TITLES};

/// What sets one amount against another, which only some claims take into account.
const COMPARING: [&str; 20] = [
    "expensive",
    "costly",
    "equal",
    "equals",
    "more",
    "less",
    "fewer",
    "extra",
    "additional",
    "short",
    "shy",
    "apart",
    "clear",
    "out",
    "fast",
    "faster",
    "slower",
    "further",
    "other",
    "same",
];
/// The claims that do.
const COMPARED: [&str; 11] = [
    "gap",
    "ratio",
    "comparison",
    "count",
    "change",
    "growth",
    "share-change",
    "superlative",
    "only",
    "price",
    "record",
];

/// The first word before a claim and right behind it that is in no list; the site's own words are none.
pub fn stranger<'s>(s: &Sentence<'s>, draft: &Draft, own: &[String]) -> Option<&'s str> {
    let compared = COMPARED.contains(&draft.quantity);
    let unknown = |at: &usize| {
        let Kind::Word(_) = s.tokens[*at].kind else { return false };
        // The claim's own word, and "the most used"; "the largest Chinese newcomer" is one of some.
        let used = s.text(*at).ends_with("ed")
            || s.is(draft.at, &[Class::Most, Class::Least]) && s.tokens[*at].kind == Kind::Word(false);
        if *at == draft.at || *at == draft.at + 1 && draft.quantity == "superlative" && used {
            return false;
        }
        // "stormed up 33 places" says which way, "fixed up" something else.
        if s.is(*at + 1, &[Class::Up, Class::Down])
            && matches!(s.text(*at + 1), "up" | "down")
            && (draft.at != *at + 1 || leads_on(s, *at + 2))
        {
            return false;
        }
        if includes_the_rest(s, draft, *at) || goes_with_the_next(s, *at) {
            return false;
        }
        // "fewer than half" is the number's own, "more tokens than any" a superlative's.
        let compared = compared || (*at + 1..*at + 4).any(|i| s.is(i, &[Class::Than]));
        let word = s.text(*at);
        let listed =
            |w: &str| PLAIN.contains(w) || own.iter().any(|o| o == w) || compared && COMPARING.contains(&w);
        !(listed(word) || word.ends_with("ly") || word.split('-').all(|part| listed(part) || is_word(part)))
    };
    let mut words = draft.words.clone().filter(|at| *at < s.tokens.len());
    words.find(unknown).map(|at| s.text(at))
}

/// A word that is told by those right beside it: "overtook its successor Bravo", "pushed back to thirteenth", "fell short of
/// one million", "so far".
fn goes_with_the_next(s: &Sentence, at: usize) -> bool {
    let before = |word: &str| at.checked_sub(1).is_some_and(|before| s.text(before) == word);
    let after_one_of = |classes: &[Class]| at.checked_sub(1).is_some_and(|before| s.is(before, classes));
    let number = s.num(at + 1).is_some();
    // "did not clear 250,000": of the number, which it dresses.
    let dresses = is_beyond(s.text(at)) && number;
    let told = match s.text(at) {
        // "grew far faster than Bravo", "its best rank so far".
        "far" => s.is(at + 1, &[Class::Outgrow, Class::Undergrow, Class::MoreThan]) || before("so"),
        "back" => s.is(at + 1, &[Class::To]) && s.num(at + 2).is_some_and(is_rank),
        // "pushed Alpha out of sixth".
        "out" => s.is(at + 1, &[Class::Of]),
        // "more than anyone else".
        "else" => {
            (before("anyone") || before("anybody")) && at > 1 && s.is(at - 2, &[Class::Than, Class::MoreThan])
        }
        "short" | "shy" => s.is(at + 1, &[Class::Of]) && s.num(at + 2).is_some(),
        // "added another 20,300", "follow one another".
        "another" => number && after_one_of(&Class::CHANGES) || before("one"),
        // "has now spent four consecutive months at No. 3": it is there, while "spent two weeks at No. 3" may be over.
        "spent" => {
            let has = before("has") || before("have") || before("now");
            has && (at + 1..at + 8).any(|at| s.is(at, &[Class::Streak]))
        }
        // "did not lose", "more than they did", "did 2.86 times as much".
        "did" => after_one_of(&[Class::It, Class::They]) || s.is(at + 1, &[Class::Neg]) || number,
        // "peaked at No. 6": the best rank that it had.
        "peaked" => s.is(at + 1, &[Class::At]) && s.num(at + 2).is_some_and(is_rank),
        // "The output price was lowered from $15".
        word if s.has(&[Class::Price]) && is_priced(word) => true,
        word => TITLES.contains(&word) && s.who(at + 1).is_some() && !s.tokens[at].possessive,
    };
    told || dresses || is_ground(s, at) || is_opening(s, at) || arrives(s, at)
}

/// What is done to a price.
fn is_priced(word: &str) -> bool {
    ["cut", "lower", "reduc", "slash", "rais", "hike"].iter().any(|stem| word.starts_with(stem))
}

/// "pressed on to No. 4", "worked its way to No. 11": whatever the verb is, it came to that place.
fn arrives(s: &Sentence, at: usize) -> bool {
    static OTHER: [&str; 8] =
        ["compared", "limited", "confined", "opposed", "used", "listed", "related", "restricted"];
    let on = |at: usize| {
        matches!(
            s.text(at),
            "on" | "up" | "down" | "back" | "ahead" | "through" | "way" | "all" | "its" | "forward"
        )
    };
    let to = (at + 1..at + 5).find(|at| !on(*at)).filter(|to| s.is(*to, &[Class::To]));
    let rank = to.and_then(|to| s.num(to + 1)).is_some_and(is_rank);
    rank && s.text(at).ends_with("ed") && !OTHER.contains(&s.text(at))
}

/// "up 33 places", "up to second", "up from fifth", "up by a tenth": how far or where.
fn leads_on(s: &Sentence, at: usize) -> bool {
    let small = [Class::To, Class::From, Class::By, Class::A, Class::The, Class::Adverb];
    let ends = matches!(s.tokens.get(at).map(|t| &t.kind), None | Some(Kind::Mark(_)));
    ends || (at..at + 4).find(|at| !s.is(*at, &small)).is_some_and(|at| s.num(at).is_some())
}

/// True if a sentence has a word that is in no list: what it tells may be of something else than a board.
pub fn has_strangers(s: &Sentence, own: &[String]) -> bool {
    let listed =
        |w: &str| PLAIN.contains(w) || own.iter().any(|o| o == w) || COMPARING.contains(&w) || is_word(w);
    (0..s.tokens.len()).any(|at| {
        let word = s.text(at);
        matches!(s.tokens[at].kind, Kind::Word(_))
            && !(listed(word) || word.ends_with("ly") || word.split('-').all(listed))
    })
}

/// "Including other models, total volume rose": the total is of all.
fn includes_the_rest(s: &Sentence, draft: &Draft, at: usize) -> bool {
    let rest = (1..4).any(|i| s.text(i).starts_with("other") || s.is(i, &[Class::Rest]) || is_rest(s, i));
    at == 0
        && matches!(s.text(0), "including" | "counting" | "adding")
        && rest
        && draft.group == [vec![Entity::Market]]
}

fn is_rest(s: &Sentence, at: usize) -> bool {
    s.who(at).is_some_and(|who| who.contains(&Entity::Rest))
}

/// "is new to the chart, opening in third place", "shrank by 44%, ending on 56 billion": where it stands, what it has.
fn is_opening(s: &Sentence, at: usize) -> bool {
    let ends = matches!(s.text(at), "ending" | "closing" | "finishing" | "winding up");
    if ends && at > 0 && s.is_mark(at - 1, ',') && s.is(at + 1, &[Class::In, Class::At, Class::On]) {
        return s.num(at + 2).is_some();
    }
    let new = (0..at).any(|i| s.is(i, &[Class::Debut, Class::New]));
    let led = at > 0 && s.is_mark(at - 1, ',');
    let placed = s.is(at + 1, &[Class::In, Class::At]) && s.num(at + 2).is_some();
    matches!(s.text(at), "opening" | "starting" | "bowing" | "arriving") && new && led && placed
}

/// "gained ground in the ranking": places, as the words behind it say.
fn is_ground(s: &Sentence, at: usize) -> bool {
    let moved = [Class::Up, Class::UpRank, Class::Down, Class::DownRank];
    let placed = s.is(at + 1, &[Class::In, Class::On])
        && s.is(at + 2, &[Class::The])
        && matches!(s.text(at + 3), "ranking" | "rankings" | "standings" | "order");
    s.text(at) == "ground" && placed && at > 0 && s.is(at - 1, &moved)
}
