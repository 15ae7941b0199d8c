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
mod registered;
mod relations;
mod runs;
mod scores;
mod states;
mod tops;

pub use frame::{Frame, is_rank};
pub use readings::{Among, Draft, Of, Predicate, Statistic, Test};

use super::clauses::Clause;
use super::tokens::{Kind, Sentence, Who};

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
                drafts.push(draft);
            }
        }
    }
    drafts.sort_by_key(|d| d.range.start);
    let echoed = echoes::echoed(s, clauses, &drafts);
    drafts.extend(echoed);
    drafts.sort_by_key(|d| d.range.start);
    drafts
}
