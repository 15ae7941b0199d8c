//! Tokens to claims. Each frame is a function that looks at one token of a clause and says which readings its words
//! allow; all stand in one list. A reading is a `Test` on a board in a period.

mod against;
mod against_then;
mod alone;
mod already;
mod among_makers;
mod among_rows;
mod amounts;
mod boards;
mod causes;
mod compared;
mod counts;
mod differences;
mod echoes;
mod ended;
mod extremes;
mod frame;
mod gaps;
mod grown;
mod heights;
mod held;
mod holdings;
mod leaders;
mod lengths;
mod maker_moves;
mod margins;
mod mentioned;
mod missing;
mod multiples;
mod named_times;
mod neighbours;
mod new_records;
mod nth;
mod numbers;
mod of_the_year;
mod only;
mod origins;
mod over;
mod owners;
mod partitives;
mod parts;
mod places;
mod podium;
mod predicates;
mod presence;
mod prices;
mod ranks;
mod ratios;
mod readings;
mod records;
mod registered;
mod relations;
mod risen_for;
mod runs;
mod scopes;
mod scores;
mod spells;
mod states;
mod stretches;
mod tallies;
mod then;
mod thresholds;
mod ties;
mod to_the_other;
mod tops;
mod turnover;
mod unchanged;
mod uncounted;
mod unsurpassed;
mod votes;

pub use frame::{Frame, is_rank};
pub use readings::{Among, Draft, GapChange, Of, Order, Predicate, Reach, Recorded, Statistic, Test, Told};

use super::clauses::Clause;
use super::lexicon::{Class, Class as C, Classes, Words};
use super::tokens::{Entity, Kind, Sentence, Who};
use std::sync::LazyLock;

type Find = fn(Frame<'_>) -> Option<Draft>;

/// The tokens that a frame looks at: it knows no other.
#[derive(Clone, Copy)]
struct Looks {
    numbers: bool,
    mentions: bool,
    dates: bool,
    /// The words of `LETTERS`.
    letters: bool,
    /// Claim words of these classes.
    words: Classes,
    /// Whatever stands before "as", "as many as".
    before_as: bool,
}

const NONE: Looks = Looks {
    numbers: false,
    mentions: false,
    dates: false,
    letters: false,
    words: Classes::of(&[]),
    before_as: false,
};
const NUMBERS: Looks = Looks { numbers: true, ..NONE };
const MENTIONS: Looks = Looks { mentions: true, ..NONE };
const DATES: Looks = Looks { dates: true, ..NONE };
const LETTERED: Looks = Looks { letters: true, ..NONE };

const fn words(classes: &[Class]) -> Looks {
    Looks { words: Classes::of(classes), ..NONE }
}

const fn lettered(classes: &[Class]) -> Looks {
    Looks { letters: true, ..words(classes) }
}

/// The frames, in the order in which they are tried; the first that knows a token has it.
static FRAMES: &[(Looks, Find)] = &[
    (Looks { numbers: true, ..words(&[C::Up, C::Down]) }, boards::apart),
    (words(&[C::Than, C::MoreThan]), of_the_year::longest_list),
    (words(&[C::Up, C::UpRank, C::UpValue, C::Down, C::DownRank, C::DownValue]), of_the_year::nth_move),
    (NUMBERS, of_the_year::nth_time),
    (NUMBERS, ended::ended_run),
    (words(&[C::Most, C::Least]), of_the_year::share_record),
    (Looks { numbers: true, ..words(&[C::Lead]) }, of_the_year::throughout),
    (lettered(&[C::Last]), of_the_year::last_listed),
    (words(&[C::Than, C::MoreThan]), records::than_in_any),
    (words(&[C::Than, C::MoreThan]), among_rows::nobody_of_maker),
    (words(&[C::Than, C::MoreThan]), against_then::than_then),
    (words(&[C::Most, C::Least]), among_rows::among_rows),
    (words(&[C::Most, C::Least, C::Peak, C::Record, C::Carry]), heights::best_at),
    (LETTERED, heights::peaked),
    (words(&[C::Peak, C::Record, C::Carry]), new_records::new_record),
    (NUMBERS, then::one_by_one),
    (NUMBERS, heights::amount_at),
    (NUMBERS, lengths::length),
    (NUMBERS, lengths::length_then),
    (NUMBERS, lengths::more_than_then),
    (NUMBERS, lengths::grown_by),
    (NUMBERS, heights::new_highs),
    (NUMBERS, heights::away),
    (NUMBERS, heights::in_each),
    (NUMBERS, heights::on_each),
    (words(&[C::Most, C::Least]), records::best_span),
    (words(&[C::Peak]), records::high),
    (NUMBERS, records::first_time),
    (words(&[C::Most, C::Least, C::Peak]), records::best_rank),
    (words(&[C::Neg]), unsurpassed::as_much_as_nobody),
    (words(&[C::Neg]), unsurpassed::no_other),
    (Looks { numbers: true, ..lettered(&[C::As]) }, differences::rows_apart),
    (NUMBERS, turnover::have_left),
    (NUMBERS, turnover::were_not_there),
    (lettered(&[C::Be]), missing::missing),
    (words(&[C::Adverb, C::Now]), already::already),
    (NUMBERS, already::its_then),
    (NUMBERS, already::brought_to),
    (words(&[C::Up, C::UpValue, C::Down, C::DownValue]), maker_moves::rows_moved),
    (LETTERED, origins::both_named),
    (MENTIONS, origins::comes_from),
    (words(&[C::Lead]), origins::led_by),
    (words(&[C::Move]), missing::gone_are),
    (words(&[C::Neg]), missing::no_longer_among),
    (words(&[C::Neg]), missing::no_row_of),
    (words(&[C::Hold]), missing::keeps_its_maker),
    (words(&[C::Down]), missing::lost_its_only_row),
    (words(&[C::Hold, C::Down]), turnover::place_in),
    (MENTIONS, turnover::top_row),
    (words(&[C::Neg]), turnover::no_maker),
    (words(&[C::Most]), turnover::best_placed),
    (words(&[C::Most]), turnover::most_rows),
    (LETTERED, turnover::more_rows),
    (Looks { numbers: true, ..words(&[C::Most]) }, among_makers::nth_maker),
    (NUMBERS, among_makers::nth_before),
    (words(&[C::Up, C::UpRank, C::Down, C::DownRank]), among_makers::moved_among),
    (words(&[C::Up, C::UpRank, C::Down, C::DownRank]), among_makers::falls_to),
    (Looks { numbers: true, ..words(&[C::Neg]) }, presence::rows),
    (NUMBERS, tallies::compared),
    (words(&[C::From]), tallies::stated),
    (words(&[C::Up, C::UpRank, C::UpValue, C::Down, C::DownRank, C::DownValue]), tallies::moved),
    (NUMBERS, thresholds::took),
    (NUMBERS, thresholds::took_then),
    (NUMBERS, thresholds::against_then),
    (NUMBERS, risen_for::counted),
    (NUMBERS, thresholds::end_of_list),
    (NUMBERS, thresholds::above_the_bar),
    (Looks { numbers: true, ..lettered(&[C::Neg]) }, then::counted_in_each),
    (Looks { numbers: true, ..lettered(&[C::Neg]) }, counts::counted),
    (words(&[C::Each, C::All]), tops::every),
    (words(&[C::Only]), held::only_rank),
    (words(&[C::Only, C::Most, C::Least, C::Debut, C::New, C::Return]), alone::behind_an_object),
    (words(&[C::Only]), alone::only_exit),
    (words(&[C::Only]), only::only),
    (MENTIONS, relations::overtook_too),
    (MENTIONS, thresholds::all_made),
    (MENTIONS, relations::made_by),
    (MENTIONS, tops::holds_top),
    (lettered(&[C::But]), only::all_but),
    (Looks { mentions: true, ..words(&[C::Lead]) }, leaders::leader_then),
    (MENTIONS, places::is_leader),
    (MENTIONS, leaders::named_place),
    (MENTIONS, tops::top_belongs),
    (lettered(&[C::Be, C::Last]), places::last_of_top),
    (MENTIONS, podium::podium),
    (NUMBERS, parts::went_to),
    (NUMBERS, parts::part_of_then),
    (NUMBERS, parts::had_then),
    (NUMBERS, relations::band),
    (NUMBERS, relations::share_of_top),
    (NUMBERS, relations::statistic),
    (NUMBERS, numbers::multiplied_by),
    (NUMBERS, margins::fewer_than_then),
    (lettered(&[C::Double, C::Triple]), margins::of_then),
    (NUMBERS, margins::of_then),
    (NUMBERS, ties::those_on),
    (NUMBERS, ties::share_a_score),
    (NUMBERS, stretches::span),
    (NUMBERS, to_the_other::each_its_own),
    (NUMBERS, gaps::difference),
    (NUMBERS, margins::came_to),
    (lettered(&[C::Up, C::UpValue, C::Down, C::DownValue, C::Double, C::Halve, C::Be]), margins::narrowed),
    (lettered(&[C::As]), ratios::as_fast),
    (lettered(&[C::As, C::AsMuchAs]), ratios::as_many),
    (NUMBERS, then::times_then),
    (
        Looks {
            numbers: true,
            mentions: true,
            before_as: true,
            ..lettered(&[C::Double, C::Triple, C::Quadruple])
        },
        ratios::times,
    ),
    (NUMBERS, prices::apart),
    (NUMBERS, registered::price),
    (NUMBERS, registered::registered),
    (NUMBERS, votes::votes),
    (NUMBERS, runs::streak),
    (NUMBERS, ranks::places),
    (NUMBERS, nth::by_votes),
    (NUMBERS, ranks::rank),
    (NUMBERS, numbers::percent_points),
    (NUMBERS, numbers::percent),
    (NUMBERS, amounts::amount),
    (NUMBERS, scores::points),
    (NUMBERS, scores::bare),
    (words(&[C::To]), relations::ceded),
    (words(&[C::From]), relations::took_from),
    (LETTERED, relations::carried_past),
    (words(&[C::Overtake]), relations::overtook),
    (words(&[C::Displace]), relations::displaced),
    (words(&[C::Price]), compared::costs_more),
    (lettered(&[C::PriceHeld]), prices::same),
    (words(&[C::Than]), prices::higher_than),
    (words(&compared::SETS), compared::compared),
    (words(&[C::Outgrow, C::Undergrow]), compared::outgrew),
    (words(&[C::Swap]), relations::swapped),
    (words(&[C::Tied]), ties::tied_rows),
    (words(&[C::Tied]), relations::tied),
    (words(&[C::Double, C::Triple, C::Quadruple, C::Halve]), multiples::multiplied),
    (words(&[C::Most, C::Least]), nth::nth),
    (words(&[C::Most, C::Least]), neighbours::narrowest),
    (words(&[C::Most, C::Least]), extremes::extreme),
    (words(&[C::Peak]), extremes::peak),
    (lettered(&[C::Frozen, C::Hold]), unchanged::frozen),
    (DATES, prices::repriced),
    (DATES, states::released),
    (LETTERED, relations::pushed_out),
    (lettered(&[C::Exit, C::Move]), places::exit),
    (words(&[C::Debut, C::Return, C::New]), places::arrived),
    (words(&[C::Enter]), places::entered),
    (words(&[C::Lead]), nth::by_votes),
    (words(&[C::Lead, C::NewLead]), places::leads),
    (MENTIONS, places::in_top),
    (words(&[C::From]), states::since),
    (words(&[C::Because]), causes::because),
    (words(&[C::Up, C::UpRank, C::UpValue, C::Down, C::DownRank, C::DownValue, C::Hold]), states::direction),
];

/// The words outside the lexicon that a frame looks at.
static LETTERS: Words = Words::of(&[
    "absent",
    "as",
    "bar",
    "both",
    "bottom",
    "but",
    "closed",
    "closes",
    "double",
    "except",
    "feature",
    "features",
    "figure",
    "figures",
    "gone",
    "halved",
    "last",
    "missing",
    "more",
    "nothing",
    "off",
    "opened",
    "out",
    "past",
    "peaked",
    "quadruple",
    "same",
    "save",
    "stretched",
    "thrice",
    "tightened",
    "triple",
    "twice",
    "widened",
    "widens",
    "narrows",
]);

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

/// The frames that look at each kind of token, in their order.
struct Table {
    numbers: Vec<Find>,
    mentions: Vec<Find>,
    dates: Vec<Find>,
    letters: Vec<Find>,
    /// By class.
    words: Vec<Vec<Find>>,
}

/// For tokens that do not stand before "as", and for those that do.
static TABLES: LazyLock<[Table; 2]> = LazyLock::new(|| [false, true].map(table));

fn table(before_as: bool) -> Table {
    let of = |looks: &dyn Fn(&Looks) -> bool| {
        let looks = |at: &Looks| looks(at) || before_as && at.before_as;
        FRAMES.iter().filter(|(at, _)| looks(at)).map(|(_, find)| *find).collect::<Vec<Find>>()
    };
    Table {
        numbers: of(&|looks| looks.numbers),
        mentions: of(&|looks| looks.mentions),
        dates: of(&|looks| looks.dates),
        letters: of(&|looks| looks.letters),
        words: (0..Classes::COUNT).map(|class| of(&|looks| looks.words.has_index(class))).collect(),
    }
}

/// What looks at a token; nothing looks at marks and at what a reference has put there.
fn looking_at<'t>(tables: &'t [Table; 2], s: &Sentence, at: usize) -> &'t [Find] {
    let before_as = s.text(at + 1) == "as" || s.is(at + 1, &[Class::AsMuchAs]);
    let table = &tables[usize::from(before_as)];
    match &s.tokens[at].kind {
        Kind::Num(_) => &table.numbers,
        Kind::Lex(class) => &table.words[*class as usize],
        Kind::Who(_) => &table.mentions,
        Kind::Date(_) => &table.dates,
        Kind::Board(_) | Kind::Period(_) | Kind::Word(_) if LETTERS.has(s.text(at)) => &table.letters,
        Kind::Board(_)
        | Kind::Period(_)
        | Kind::Span(_)
        | Kind::Word(_)
        | Kind::Figure(_)
        | Kind::Mark(_) => &[],
    }
}

/// A claim of a clause that speaks of nobody, said of the only one that the sentence names: "an increase of 3.3% was
/// enough to lift Alpha into fourth". The words may mean another, so that this reading can only confirm.
fn of_the_sentence(f: Frame<'_>, frames: &[Find], draft: &Draft) -> Option<Draft> {
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
    frames.iter().find_map(|find| find(again)).filter(|draft| !nobody(draft))
}

/// The claims of a sentence.
pub fn find(s: &Sentence, clauses: &[Clause], lately: &[Who]) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let tables = &*TABLES;
    for (index, clause) in clauses.iter().enumerate() {
        if clause.skip {
            continue;
        }
        for at in clause.range.clone() {
            let token = &s.tokens[at];
            let frames = looking_at(tables, s, at);
            if frames.is_empty() || drafts.iter().any(|d| d.range.contains(&token.start)) {
                continue;
            }
            let frame = Frame { s, clauses, index, at, lately };
            if let Some(draft) = frames.iter().find_map(|find| find(frame)) {
                let draft = of_the_sentence(frame, frames, &draft).unwrap_or(draft);
                drafts.push(votes::of_the_votes(frame, draft));
            }
        }
    }
    drafts.sort_by_key(|d| d.range.start);
    let echoed = echoes::echoed(s, clauses, &drafts);
    drafts.extend(echoed);
    drafts.sort_by_key(|d| d.range.start);
    drafts
}
