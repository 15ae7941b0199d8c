//! Tokens to claims. Each frame is a function that looks at one token of a clause and says which readings its words
//! allow; all stand in one list. A reading is a `Test` on a board in a period.

mod absent_for;
mod adrift;
mod against;
mod against_then;
mod alone;
mod already;
mod among_makers;
mod among_rows;
mod amounts;
mod arrivals;
mod as_the_other;
mod bests;
mod boards;
mod both_lists;
mod by_points;
mod causes;
mod collectives;
mod compared;
mod counts;
mod differences;
mod drafts;
mod drew_more;
mod echoes;
mod ended;
mod extents;
mod extreme_of;
mod extremes;
mod for_every;
mod for_so_many;
mod frame;
mod free_rows;
mod from_then;
mod gaps;
mod grown;
mod handed_out;
mod handed_over;
mod heights;
mod held;
mod held_before;
mod holdings;
mod holds;
mod its_lead;
mod last;
mod leaders;
mod lengths;
mod list_holds;
mod lists;
mod looks;
mod majorities;
mod maker_moves;
mod maker_named;
mod makers_moved;
mod margins;
mod measures;
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
mod own_part;
mod owners;
mod paces;
mod pairs;
mod partitives;
mod parts;
mod past;
mod percents;
mod placed_among;
mod places;
mod podium;
mod predicates;
mod presence;
mod price_moves;
mod prices;
mod prices_then;
mod ranks;
mod ratios;
mod readings;
mod records;
mod registered;
mod relations;
mod rows_then;
mod runs;
mod scopes;
mod scores;
mod so_many_named;
mod spells;
mod states;
mod steepest;
mod stood;
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
mod whole_list;
mod whose;

pub use drafts::{Before, Draft, find};
pub use frame::{Frame, is_rank};
pub use lists::listed_with;
pub use margins::{goes_on_with_a_distance, told_distance};
pub use readings::{Among, GapChange, Of, Order, Predicate, Reach, Recorded, Statistic, Test, Told};

use super::lexicon::Class as C;
use super::numbers::{Form, Unit};
use looks::{AMOUNTS, CARDINALS, COUNTS, DATES, LETTERED, Looks, MENTIONS, NUMBERS, RANKS, lettered, words};

/// Words of direction.
const MOVES: Looks = words(&[C::Up, C::UpRank, C::UpValue, C::Down, C::DownRank, C::DownValue]);

type Find = fn(Frame<'_>) -> Option<Draft>;

/// The frames, in the order in which they are tried; the first that knows a token has it.
static FRAMES: &[(Looks, Find)] = &[
    (NUMBERS.written(&[Form::Ordinal]).beside(&[C::Its]), so_many_named::in_its_nth),
    (Looks { words: words(&[C::Lead, C::NewLead]).words, ..RANKS }, leaders::regained),
    (
        Looks { words: words(&[C::Most]).words, ..NUMBERS.written(&[Form::Fraction]).beside(&[C::Of]) },
        majorities::part_of_rows,
    ),
    (Looks { words: words(&[C::Up, C::Down]).words, ..CARDINALS.counting(&[Unit::Places]) }, boards::apart),
    (words(&[C::Than]), own_part::than),
    (words(&[C::Most, C::Least]), own_part::largest),
    (words(&[C::Most, C::Least]), steepest::steepest),
    (MOVES.beside(&[C::Each, C::All]), steepest::every_time),
    (words(&[C::Than, C::MoreThan]), of_the_year::longest_list),
    (MOVES, of_the_year::nth_move),
    (NUMBERS.written(&[Form::Ordinal]).beside(&[C::For]), of_the_year::nth_time),
    (COUNTS.beside(&[C::Of]), ended::ended_run),
    (words(&[C::Most, C::Least]), of_the_year::share_record),
    (Looks { numbers: true, ..words(&[C::Lead]) }.beside(&[C::Each, C::All]), of_the_year::throughout),
    (
        Looks { numbers: true, of: RANKS.of, ..words(&[C::Lead]) }.beside(&[C::From]),
        of_the_year::stood_from_to,
    ),
    (lettered(&[C::Last]), of_the_year::last_listed),
    (words(&[C::Than, C::MoreThan]), records::than_in_any),
    (words(&[C::Than, C::MoreThan]), among_rows::nobody_of_maker),
    (words(&[C::Than, C::MoreThan]), against_then::than_then),
    (words(&[C::Most, C::Least]), among_rows::among_rows),
    (words(&[C::Most, C::Least, C::Peak, C::Record, C::Carry]), heights::best_at),
    (LETTERED, heights::peaked),
    (words(&[C::Peak, C::Record, C::Carry]), new_records::new_record),
    (AMOUNTS.beside(&[C::Together]), neighbours::between_them),
    (AMOUNTS, neighbours::told_after),
    (NUMBERS.written(&[Form::Cardinal, Form::Percent]).beside(&[C::Neg]), unsurpassed::with_so_much),
    (NUMBERS.written(&[Form::Ordinal]).beside(&[C::For]), absent_for::missing_again),
    (NUMBERS.written(&[Form::Ordinal]).beside(&[C::Return]), absent_for::back_since),
    (words(&[C::Neg]), absent_for::none_since),
    (COUNTS.counting(&[Unit::None]).beside(&[C::Of]), both_lists::of_those_before),
    (
        Looks { words: words(&[C::Neg, C::Only]).words, ..COUNTS.counting(&[Unit::Subjects]) }
            .beside(&[C::BothTops]),
        tops::shared::in_both,
    ),
    (COUNTS.counting(&[Unit::Subjects]).beside(&[C::Neg, C::From]), tops::shared::missing_there),
    (words(&[C::In, C::On]).beside(&[C::Neg]), both_lists::on_one_list_only),
    (AMOUNTS, then::one_by_one),
    (CARDINALS.beside(&[C::Of]), bests::high_before),
    (CARDINALS.beside(&[C::Which, C::Than, C::Against]), from_then::taken_then),
    (words(&[C::Ahead, C::Exceed, C::Overtake, C::Lead]), bests::beats_its_high),
    (words(&[C::Most, C::Least]), bests::nth_best),
    (words(&[C::Most]), bests::best_of_all),
    (words(&[C::Neg]), bests::nobody_had_more),
    (CARDINALS.counting(&[Unit::Periods, Unit::None]).beside(&[C::After]), held_before::held_before),
    (CARDINALS.counting(&[Unit::Periods]), held_before::spent_there),
    (RANKS.beside(&[C::For]), held_before::stood_for),
    (CARDINALS.counting(&[Unit::Periods]).beside(&[C::For]), held_before::stood_so_long),
    (lettered(&[C::Last]), held_before::led_before),
    (words(&[C::From, C::Up, C::Down]), from_then::from_a_period),
    (MENTIONS, maker_named::maker_is),
    (AMOUNTS, heights::amount_at),
    (COUNTS.counting(&[Unit::Subjects]), lengths::length),
    (COUNTS.beside(&[C::From, C::Against]), lengths::length_then),
    (COUNTS.beside(&[C::Of]), lengths::list_of),
    (CARDINALS.counting(&[Unit::None]), lengths::more_than_then),
    (COUNTS.beside(&[C::By]), lengths::grown_by),
    (COUNTS.counting(&[Unit::Subjects]), heights::new_highs),
    (COUNTS.counting(&[Unit::Subjects]).beside(&[C::Each, C::All]), whole_list::each_maker),
    (CARDINALS.counting(&[Unit::Periods]).beside(&[C::After]), whole_list::left_after),
    (words(&[C::Each, C::All]), whole_list::every_row),
    (words(&[C::Debut, C::Enter, C::Return, C::New]), whole_list::came_in),
    (LETTERED, whole_list::same_rows),
    (LETTERED, whole_list::top_has_the_same),
    (words(&[C::Most]), whole_list::best_showing),
    (lettered(&[C::Last]), whole_list::last_on_list),
    (words(&[C::Least]), whole_list::smallest_on_list),
    (AMOUNTS.beside(&[C::Overtake]), whole_list::ahead_of_passed),
    (CARDINALS.counting(&[Unit::Periods]), heights::away),
    (lettered(&[]).beside(&[C::After]), heights::away_once),
    (CARDINALS.counting(&[Unit::Periods]), heights::in_each),
    (RANKS.beside(&[C::Each, C::All]), heights::on_each),
    (CARDINALS.counting(&[Unit::Periods]), new_records::high_of_so_many),
    (words(&[C::Most, C::Least]), records::best_span),
    (words(&[C::Peak]), records::high),
    (NUMBERS.written(&[Form::Ordinal]), records::first_time),
    (words(&[C::Most, C::Least, C::Peak]), records::best_rank),
    (words(&[C::Neg]), unsurpassed::as_much_as_nobody),
    (words(&[C::Neg]), unsurpassed::no_other),
    (
        Looks { numbers: true, of: NUMBERS.written(&[Form::Times, Form::Cardinal]).of, ..lettered(&[C::As]) },
        differences::rows_apart,
    ),
    (CARDINALS.counting(&[Unit::Subjects]), turnover::have_left),
    (COUNTS.beside(&[C::Be]), turnover::were_not_there),
    (lettered(&[C::Be]), missing::missing),
    (words(&[C::Adverb, C::Now]), already::already),
    (AMOUNTS.beside(&[C::Its]), already::its_then),
    (CARDINALS.beside(&[C::To]), already::brought_to),
    (words(&[C::Up, C::UpValue, C::Down, C::DownValue]), maker_moves::rows_moved),
    (MOVES, rows_then::moved),
    (COUNTS.beside(&[C::From]), rows_then::from_to),
    (LETTERED, rows_then::more_than),
    (COUNTS.counting(&[Unit::Subjects]).beside(&[C::Its, C::Their]), rows_then::adding_up),
    (LETTERED, origins::both_named),
    (MENTIONS.beside(&[C::From]), origins::comes_from),
    (words(&[C::Lead]), origins::led_by),
    (words(&[C::NewLead]), handed_over::has_a_new_leader),
    (RANKS.beside(&[C::New]), handed_over::has_a_new_leader),
    (words(&[C::Lead]), handed_over::passed_on),
    (RANKS.beside(&[C::From, C::To]), handed_over::passed_on),
    (LETTERED, handed_over::knocked_off),
    (words(&[C::Move]), missing::gone_are),
    (words(&[C::Neg]), ties::none_tied),
    (words(&[C::Neg]), missing::no_longer_among),
    (words(&[C::Neg]), missing::no_row_of),
    (words(&[C::Neg]), missing::has_no_row),
    (words(&[C::Hold]), missing::keeps_its_maker),
    (words(&[C::Down, C::Hold]), missing::lost_its_only_row),
    (words(&[C::Hold, C::Down]), turnover::place_in),
    (MENTIONS, turnover::top_row),
    (words(&[C::Neg]), turnover::no_maker),
    (words(&[C::Most]), turnover::best_placed),
    (words(&[C::Most]), turnover::most_rows),
    (LETTERED.beside(&[C::Than]), turnover::more_rows),
    (LETTERED.beside(&[C::Carry]), drew_more::drew_more),
    (Looks { words: words(&[C::Most]).words, ..RANKS }, among_makers::nth_maker),
    (words(&[C::Most]), among_makers::the_largest),
    (RANKS.beside(&[C::From]), among_makers::nth_before),
    (RANKS.beside(&[C::Neg]), placed_among::none_above),
    (Looks { words: words(&[C::Between]).words, ..RANKS }.beside(&[C::Between, C::Of]), placed_among::placed),
    (words(&[C::Up, C::UpRank, C::Down, C::DownRank]), among_makers::moved_among),
    (CARDINALS.counting(&[Unit::Places]), makers_moved::places_among),
    (COUNTS.counting(&[Unit::Subjects]).beside(&[C::Its]), makers_moved::at_its_rows),
    (COUNTS.beside(&[C::Debut]), makers_moved::one_of_so_many),
    (COUNTS.counting(&[Unit::None, Unit::Makers]), makers_moved::so_many),
    (words(&[C::Up, C::UpRank, C::Down, C::DownRank]).beside(&[C::To]), among_makers::falls_to),
    (COUNTS.counting(&[Unit::Subjects]), ties::rows_share),
    (
        Looks {
            words: words(&[C::Neg]).words,
            ..COUNTS.counting(&[Unit::None, Unit::Subjects, Unit::Makers])
        },
        presence::rows,
    ),
    (COUNTS, tallies::compared),
    (words(&[C::From]), tallies::stated),
    (MOVES.beside(&[C::To]), tallies::moved),
    (CARDINALS.beside(&[C::By]), thresholds::passed_by),
    (CARDINALS.beside(&[C::It, C::Be]), thresholds::took),
    (CARDINALS.beside(&[C::It, C::Be]), thresholds::took_then),
    (CARDINALS.beside(&[C::Against, C::From]), thresholds::against_then),
    (CARDINALS.beside(&[C::Be]), thresholds::end_of_list),
    (CARDINALS.beside(&[C::Ahead, C::Behind]), thresholds::above_the_bar),
    (lettered(&[C::Neg]), by_points::nobody_went),
    (Looks { numbers: true, of: COUNTS.of, ..lettered(&[C::Neg]) }, then::counted_in_each),
    (Looks { numbers: true, of: COUNTS.of, ..lettered(&[C::Neg]) }, counts::counted),
    (
        COUNTS.counting(&[Unit::None, Unit::Subjects]).beside(&[C::Of, C::For, C::At, C::In]),
        for_so_many::for_so_many,
    ),
    (MOVES, for_so_many::verb_of_many),
    (words(&[C::Each, C::All]), tops::every),
    (words(&[C::Only]).beside(&[C::Of]), tops::shared::only_shared),
    (words(&[C::Only]), held::only_rank),
    (words(&[C::Only, C::Most, C::Least, C::Debut, C::New, C::Return]), alone::behind_an_object),
    (words(&[C::Only]), alone::only_exit),
    (words(&[C::Neg]), alone::not_alone),
    (words(&[C::Only]), only::only),
    (MENTIONS, list_holds::list_holds),
    (MENTIONS.beside(&[C::Overtake]), relations::overtook_too),
    (MENTIONS, thresholds::all_made),
    (MENTIONS, maker_named::made_by),
    (MENTIONS, tops::holds_top),
    (lettered(&[C::But]), only::all_but),
    (MENTIONS, leaders::it_was_whom),
    (Looks { mentions: true, ..lettered(&[C::Lead, C::Leader]) }, leaders::leader_then),
    (MENTIONS, places::is_leader),
    (MENTIONS, leaders::named_place),
    (MENTIONS, tops::top_belongs),
    (lettered(&[C::Be, C::Last]), last::last_of_top),
    (LETTERED, last::finished_last),
    (MENTIONS, podium::podium),
    (NUMBERS.written(&[Form::Percent, Form::Fraction]), parts::went_to),
    (NUMBERS.written(&[Form::Fraction, Form::Percent, Form::Times]), parts::part_of_then),
    (words(&[C::Double, C::Triple, C::Halve]).beside(&[C::Its, C::Their]), parts::of_its_own_then),
    (CARDINALS.beside(&[C::For]), for_every::for_every),
    (CARDINALS.beside(&[C::It, C::Lead, C::GapNoun]), margins::it_was),
    (CARDINALS.beside(&[C::It, C::They]), parts::had_then),
    (COUNTS.counting(&[Unit::Points, Unit::None]).beside(&[C::Band]), stretches::ends_of_band),
    (CARDINALS.counting(&[Unit::Points, Unit::None]), relations::band),
    (NUMBERS.written(&[Form::Percent]).beside(&[C::Carry, C::Hold]), collectives::part_of_all),
    (NUMBERS.written(&[Form::Percent, Form::Fraction]), relations::share_of_top),
    (NUMBERS.written(&[Form::Cardinal, Form::Percent]).beside(&[C::Free]), free_rows::have_together),
    (NUMBERS.beside(&relations::STATISTICS), relations::statistic),
    (COUNTS.counting(&[Unit::None]).beside(&[C::By]), numbers::multiplied_by),
    (CARDINALS.counting(&[Unit::None, Unit::Points, Unit::Foreign]), margins::fewer_than_then),
    (LETTERED.beside(&[C::GapNoun]), margins::same_the_other_way),
    (lettered(&[C::Double, C::Triple]), margins::of_then),
    (NUMBERS.written(&[Form::Times, Form::Fraction]), margins::of_then),
    (CARDINALS.beside(&[C::On, C::At]), ties::those_on),
    (RANKS.beside(&[C::GapNoun, C::Lead]), its_lead::over_a_place),
    (RANKS.beside(&[C::Share]), ties::share_a_score),
    (CARDINALS.beside(&[C::From]), stretches::span),
    (CARDINALS.beside(&[C::To]), to_the_other::each_its_own),
    (CARDINALS.beside(&[C::To, C::Against]), to_the_other::against_the_others),
    (CARDINALS.beside(&[C::Of]), its_lead::within),
    (CARDINALS.beside(&[C::Ahead, C::Behind]), adrift::from_the_other),
    (NUMBERS.written(&[Form::Cardinal, Form::Percent]), gaps::difference),
    (CARDINALS.beside(&[C::GapNoun, C::Lead]), margins::came_to),
    (CARDINALS.beside(&[C::On]), margins::closed_in),
    (
        lettered(&[
            C::Up,
            C::UpValue,
            C::Down,
            C::DownValue,
            C::Double,
            C::Triple,
            C::Quadruple,
            C::Halve,
            C::Be,
        ])
        .beside(&[C::GapNoun, C::Lead]),
        margins::narrowed,
    ),
    (
        lettered(&[C::Up, C::UpValue, C::Down, C::DownValue, C::Double, C::Triple, C::Cheaper])
            .beside(&[C::GapNoun, C::Lead]),
        its_lead::widened,
    ),
    (lettered(&[C::As]), ratios::as_fast),
    (lettered(&[C::As, C::AsMuchAs]), ratios::as_many),
    (NUMBERS.written(&[Form::Times]), then::times_then),
    (
        Looks {
            numbers: true,
            of: NUMBERS.written(&[Form::Times, Form::Fraction]).of,
            mentions: true,
            before_as: true,
            ..lettered(&[C::Double, C::Triple, C::Quadruple])
        },
        ratios::times,
    ),
    (Looks { words: MOVES.words, ..LETTERED }.beside(&[C::Price]), price_moves::to_so_much),
    (NUMBERS.written(&[Form::Percent]).beside(&[C::Price, C::Cheaper, C::Dearer]), price_moves::by_a_part),
    (words(&[C::Halve, C::Double]).beside(&[C::Price]), price_moves::by_a_factor),
    (words(&[C::From, C::Up, C::Down]), prices_then::way),
    (NUMBERS.written(&[Form::Money]).beside(&[C::From, C::Up, C::Down]), prices_then::price_then),
    (NUMBERS.written(&[Form::Money]).beside(&[C::Against, C::Than]), prices_then::against),
    (NUMBERS.written(&[Form::Money]), prices::apart),
    (NUMBERS.written(&[Form::Money]), registered::price),
    (CARDINALS, registered::registered),
    (CARDINALS, votes::votes),
    (NUMBERS, runs::streak),
    (CARDINALS.counting(&[Unit::Places, Unit::None]), ranks::places),
    (RANKS.beside(&[C::Votes]), nth::by_votes),
    (RANKS.beside(&[C::Most, C::Least]), placed_among::place_of_best),
    (RANKS.beside(&[C::And]), handed_out::each_its_own),
    (RANKS, ranks::rank),
    (NUMBERS.counting(&[Unit::PercentPoints]), numbers::percent_points),
    (NUMBERS.written(&[Form::Percent, Form::Fraction]), numbers::percent),
    (COUNTS.counting(&[Unit::None]).beside(&[C::Of]), for_so_many::of_a_list),
    (CARDINALS, from_then::of_that_time),
    (AMOUNTS, amounts::amount),
    (NUMBERS.counting(&[Unit::Points]), scores::points),
    (COUNTS.counting(&[Unit::None]).beside(&[C::Most]), scores::lost_the_most),
    (COUNTS.counting(&[Unit::None]), scores::bare),
    (words(&[C::To]), relations::ceded),
    (words(&[C::From]), relations::took_from),
    (LETTERED, relations::carried_past),
    (words(&[C::Overtake]), relations::overtook),
    (words(&[C::Displace]), relations::displaced),
    (words(&[C::Price]), compared::costs_more),
    (lettered(&[C::PriceHeld]), prices::same),
    (words(&[C::Than]), prices::higher_than),
    (words(&[C::Than]), paces::pace),
    (LETTERED.beside(&[C::At]), paces::same_pace),
    (words(&compared::SETS), compared::compared),
    (words(&[C::Outgrow, C::Undergrow]), compared::outgrew),
    (words(&[C::Swap]), handed_out::swapped),
    (words(&[C::Tied]), ties::tied_rows),
    (words(&[C::Tied]), relations::tied),
    (words(&[C::Double, C::Triple, C::Quadruple, C::Halve]), multiples::multiplied),
    (words(&[C::Most]), unsurpassed::most_of_any),
    (words(&[C::Most, C::Least]), nth::nth),
    (words(&[C::Most, C::Least]), neighbours::narrowest),
    (words(&[C::Most, C::Least]), extremes::extreme),
    (words(&[C::Peak]), new_records::peak),
    (lettered(&[C::Frozen, C::Hold]), unchanged::frozen),
    (DATES, prices::repriced),
    (DATES, states::released),
    (LETTERED, relations::pushed_out),
    (lettered(&[C::Exit, C::Move]), places::exit),
    (words(&[C::Debut, C::Return, C::New]), arrivals::arrived),
    (words(&[C::Enter]), arrivals::entered),
    (words(&[C::Lead]), among_makers::leads_the_makers),
    (words(&[C::Lead]), nth::by_votes),
    (words(&[C::Lead, C::NewLead]), places::leads),
    (MENTIONS, places::in_top),
    (words(&[C::From]), states::since),
    (words(&[C::Because]), causes::because),
    (words(&[C::Up, C::UpRank, C::UpValue, C::Down, C::DownRank, C::DownValue, C::Hold]), states::direction),
    (MENTIONS, so_many_named::so_many_named),
    (MENTIONS, whose::row_of_maker),
    (MENTIONS, whose::is_one_of_its),
    (MENTIONS.beside(&[C::All]), whose::all_are_its),
];
