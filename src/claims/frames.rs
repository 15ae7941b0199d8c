//! Tokens to claims. Each frame is a function that looks at one token of a clause and says which readings its words
//! allow; all stand in one list. A reading is a `Test` on a board in a period.

mod boards;
mod causes;
mod compared;
mod counts;
mod echoes;
mod extremes;
mod frame;
mod gaps;
mod mentioned;
mod numbers;
mod only;
mod partitives;
mod places;
mod podium;
mod predicates;
mod ranks;
mod ratios;
mod readings;
mod records;
mod registered;
mod relations;
mod runs;
mod scores;
mod states;
mod tops;

pub use frame::{Frame, is_rank};
pub use readings::{Among, Draft, Of, Predicate, Reach, Recorded, Statistic, Test};

use super::clauses::Clause;
use super::tokens::{Entity, Kind, Sentence, Who};

type Find = fn(Frame<'_>) -> Option<Draft>;

/// The tokens that a frame looks at: it knows no other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Looks {
    /// Numbers.
    Numbers,
    /// Claim words.
    Words,
    /// Mentions.
    Mentions,
    /// Dates.
    Dates,
    /// Any, by their letters.
    All,
}

use Looks::{All, Dates, Mentions, Numbers, Words};

/// The frames, in the order in which they are tried; the first that knows a token has it.
static FRAMES: &[(Looks, Find)] = &[
    (Numbers, boards::apart),
    (Words, boards::apart),
    (Words, records::than_in_any),
    (Words, records::best_span),
    (Words, records::high),
    (Words, records::best_rank),
    (Words, compared::as_much_as_nobody),
    (All, compared::no_other),
    (All, counts::counted),
    (Words, tops::every),
    (Words, only::only),
    (Mentions, relations::made_by),
    (Mentions, tops::holds_top),
    (All, only::all_but),
    (Mentions, places::is_leader),
    (Mentions, places::named_place),
    (Mentions, tops::top_belongs),
    (All, places::last_of_top),
    (Mentions, podium::podium),
    (Numbers, relations::band),
    (Numbers, relations::share_of_top),
    (Numbers, relations::statistic),
    (Numbers, numbers::multiplied_by),
    (Numbers, gaps::difference),
    (All, gaps::narrowed),
    (Words, ratios::as_fast),
    (All, ratios::as_many),
    (All, ratios::times),
    (Numbers, registered::price),
    (Numbers, registered::registered),
    (Numbers, scores::votes),
    (Numbers, runs::streak),
    (Numbers, ranks::places),
    (Numbers, ranks::rank),
    (Numbers, numbers::percent_points),
    (Numbers, numbers::percent),
    (Numbers, numbers::amount),
    (Numbers, scores::points),
    (Numbers, scores::bare),
    (Words, relations::ceded),
    (Words, relations::took_from),
    (Words, relations::overtook),
    (Words, relations::displaced),
    (Words, compared::costs_more),
    (Words, compared::compared),
    (Words, compared::outgrew),
    (Words, relations::swapped),
    (Words, relations::tied),
    (Words, states::multiplied),
    (Words, extremes::extreme),
    (Words, extremes::peak),
    (All, places::frozen),
    (Dates, states::released),
    (All, relations::pushed_out),
    (All, places::exit),
    (Words, places::arrived),
    (Words, places::entered),
    (Words, places::leads),
    (Mentions, places::in_top),
    (Words, states::since),
    (Words, causes::because),
    (Words, states::direction),
];

/// The words outside the lexicon that a frame looks at.
const LETTERS: [&str; 25] = [
    "as",
    "bar",
    "bottom",
    "but",
    "closed",
    "closes",
    "double",
    "except",
    "gone",
    "halved",
    "last",
    "nothing",
    "off",
    "opened",
    "out",
    "quadruple",
    "save",
    "stretched",
    "thrice",
    "tightened",
    "triple",
    "twice",
    "widened",
    "widens",
    "narrows",
];

/// What a figure does to whom it is of.
const LIFTS: [&str; 14] = [
    "lift",
    "lifts",
    "lifted",
    "lifting",
    "send",
    "sends",
    "sent",
    "carry",
    "carried",
    "take",
    "took",
    "propel",
    "propelled",
    "put",
];

/// What looks at a token of a kind; nothing looks at marks and at what a reference has put there.
fn looked_at(kind: &Kind, text: &str) -> Option<Looks> {
    match kind {
        Kind::Board(_) | Kind::Period(_) | Kind::Word(_) if !LETTERS.contains(&text) => None,
        Kind::Num(_) => Some(Numbers),
        Kind::Lex(_) => Some(Words),
        Kind::Who(_) => Some(Mentions),
        Kind::Date(_) => Some(Dates),
        Kind::Board(_) | Kind::Period(_) | Kind::Word(_) => Some(All),
        Kind::Figure(_) | Kind::Mark(_) => None,
    }
}

/// A claim of a clause that speaks of nobody, said of the only one that the sentence names: "an increase of 3.3% was
/// enough to lift Alpha into fourth". The words may mean another, so that this reading can only confirm.
fn of_the_sentence(f: Frame<'_>, by: Looks, draft: &Draft) -> Option<Draft> {
    let nobody =
        |draft: &Draft| matches!(draft.tests.as_slice(), [Test::Unbound(why)] if *why == frame::NOBODY);
    if !(f.num().is_some() || matches!(f.text(0), "up" | "down")) || !nobody(draft) {
        return None;
    }
    let row = |w: &&Who| {
        w.iter().all(|e| matches!(e, Entity::Model { .. } | Entity::Org(_) | Entity::OrgRows { .. }))
    };
    let mut rows = f.s.whos.iter().filter(row);
    // "An increase of 3.3% was enough to lift Alpha past Bravo": whom it lifted.
    let lifted =
        || (1..f.s.tokens.len()).find(|at| LIFTS.contains(&f.s.text(at - 1))).and_then(|at| f.s.who(at));
    let who = rows.next().filter(|first| rows.all(|other| other == *first)).or_else(lifted)?;
    let mut clauses = f.clauses.to_vec();
    let clause = &mut clauses[f.index];
    (clause.subject, clause.guessed, clause.foreign) = (vec![who.clone()], true, false);
    let again = Frame { clauses: &clauses, ..f };
    let mut frames = FRAMES.iter().filter(|(looks, _)| *looks == All || *looks == by);
    frames.find_map(|(_, find)| find(again)).filter(|draft| !nobody(draft))
}

/// The claims of a sentence.
pub fn find(s: &Sentence, clauses: &[Clause], lately: &[Who]) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    for (index, clause) in clauses.iter().enumerate() {
        if clause.skip {
            continue;
        }
        for at in clause.range.clone() {
            let token = &s.tokens[at];
            let Some(by) = looked_at(&token.kind, s.text(at)) else { continue };
            if drafts.iter().any(|d| d.range.contains(&token.start)) {
                continue;
            }
            let frame = Frame { s, clauses, index, at, lately };
            let mut frames = FRAMES.iter().filter(|(looks, _)| *looks == All || *looks == by);
            if let Some(draft) = frames.find_map(|(_, find)| find(frame)) {
                drafts.push(of_the_sentence(frame, by, &draft).unwrap_or(draft));
            }
        }
    }
    drafts.sort_by_key(|d| d.range.start);
    let echoed = echoes::echoed(s, clauses, &drafts);
    drafts.extend(echoed);
    drafts.sort_by_key(|d| d.range.start);
    drafts
}
