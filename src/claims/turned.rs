//! Statements told the other way round, put in the usual order before they are read: "Of all tokens, a fifth went to
//! Alpha" is read as "Alpha took a fifth of all tokens", "the number of ports above a million was four" as "four ports
//! had more than a million". What is told stays where it stands in the text; only the order of the words is another.

mod amounts;
mod at_one;
mod at_whom;
mod beside_the_other;
mod cleft;
mod compared;
mod costs;
mod counts;
mod denials;
mod ends;
mod exceeded;
mod gaps;
mod handed;
mod held_by;
mod last_listed;
mod list_has;
mod listed;
mod lists;
mod makers;
mod measured;
mod never;
mod nobody;
mod nouns;
mod nth_is;
mod of_rows;
mod order;
mod placed;
mod rates;
mod shares;
mod spans;
mod spells;
mod tallies;
mod there_was;
mod titled;
mod wholes;

pub use beside_the_other::stands;
pub use makers::{is_making, maker_told};

use super::clauses::{is_list, is_verb};
use super::lexicon::{Class, Class as C, Classes};
use super::tokens::{Entity, Kind, Sentence};
use order::Order;
use std::ops::Range;

/// A way of telling: looks at a statement's first token; where it knows the words, the statement in the usual order.
type Turn = for<'s, 'a> fn(&'s Sentence<'a>, usize) -> Option<Order<'s, 'a>>;

const ANY: Classes = with(&[]);

const fn with(classes: &[Class]) -> Classes {
    Classes::of(classes)
}

/// What the first token of a statement is, as bits; `START` of any.
type First = u8;
const START: First = 1;
/// A mention, perhaps behind "the".
const ROW: First = 2;
/// "no", "none".
const NOBODY: First = 4;
/// "of", "among".
const OF: First = 8;
/// What a list may be called by: "the", a board, a period.
const LIST: First = 16;
/// A number, perhaps behind "the".
const NUMBER: First = 32;
/// "it", "this".
const IT: First = 64;
/// A word for what is counted.
const UNIT: First = 128;

/// The ways in the order in which they are tried, each with what its statements begin with and the words of which one
/// stands in its sentences; `ANY` asks for none.
static TURNS: &[(First, Classes, Turn)] = &[
    (OF, with(&[C::Of]), of_rows::so_many_are_ones),
    (START, with(&[C::It]), cleft::it_was_whom),
    (START, with(&[C::Of, C::ShareOf]), shares::of_the_whole),
    (START, with(&[C::Of, C::ShareOf]), shares::went_to),
    (START, with(&[C::For]), rates::for_every),
    (START, with(&[C::Be]), there_was::there_was),
    (START, with(&[C::Of, C::ShareOf]), spans::worst_of_any),
    (START, with(&[C::Neg]), spans::at_none),
    (START, with(&[C::Be]), spans::is_its_best_rank),
    (START, ANY, spans::listed_or_not),
    (NOBODY, with(&[C::Neg]), denials::nobody_as_many),
    (ROW, with(&[C::By]), exceeded::not_exceeded),
    (NOBODY, with(&[C::Neg]), exceeded::nobodys_exceeds),
    (NOBODY, with(&[C::Neg]), exceeded::no_lower_score),
    (NOBODY, with(&[C::Neg]), exceeded::nobodys_share),
    (START, with(&[C::Only]), denials::only_these_more),
    (START, with(&[C::Neg]), exceeded::not_since),
    (START, with(&[C::Neg]), denials::never_more),
    (START, with(&[C::Neg]), denials::in_no_earlier),
    (START, with(&[C::Neg]), denials::no_higher_figure),
    (START, ANY, counts::number_of),
    (START, ANY, tallies::label_and_count),
    (START, ANY, tallies::one_way_and_the_other),
    (START, with(&[C::With]), tallies::so_many_listed),
    (START, with(&[C::Between]), tallies::among_those_that),
    (START, with(&[C::At]), counts::at_so_many),
    (START, ANY, amounts::total_of),
    (ROW, with(&[C::Be]), amounts::was_higher),
    (START, with(&[C::For]), spells::for_so_long),
    (NUMBER, with(&[C::For]), spells::stood_for_so_long),
    (ROW, ANY, spells::months_ended),
    (START, with(&[C::All, C::Each]), spells::every_time),
    (START, with(&[C::From]), spells::to_and_from),
    (START, ANY, denials::only_so_many_more),
    (NOBODY, with(&[C::Neg]), nobody::no_larger),
    (NOBODY, with(&[C::Than]), nobody::no_new_one_higher),
    (NOBODY | OF, with(&[C::Than]), nobody::none_entered_higher),
    (NOBODY, with(&[C::Neg]), nobody::no_other_than),
    (NOBODY, with(&[C::Neg]), of_rows::no_row_but),
    (START, with(&[C::Of, C::Between]), of_rows::of_those_it_runs),
    (OF, with(&[C::Of, C::Between]), of_rows::of_those_of),
    (OF, with(&[C::Of, C::Between]), of_rows::highest_newcomer),
    (OF, with(&[C::Most, C::Least]), of_rows::most_of_those),
    (START, ANY, of_rows::alone),
    (START, ANY, of_rows::only_one_named),
    (NUMBER, ANY, of_rows::including),
    (START, with(&[C::Neg]), nobody::such_is_nobody),
    (NOBODY, with(&[C::Neg]), nobody::nobody_above),
    (START, with(&[C::Be]), nobody::nowhere),
    (START, with(&[C::Only]), nobody::only_left),
    (NOBODY, with(&[C::Neg]), nobody::still_listed),
    (NOBODY, with(&[C::Neg]), nobody::none_of_before),
    (NOBODY, with(&[C::Neg]), nobody::none_of_top),
    (ROW, with(&[C::Neg]), nobody::both_failed),
    (START, with(&[C::From]), ends::from_first_to_last),
    (LIST, with(&[C::With]), ends::opens_with),
    (START, with(&[C::Be, C::Lead]), ends::standing_there_is),
    (ROW, with(&[C::For]), ends::for_the_first_time),
    (START, ANY, wholes::comes_to),
    (START, with(&[C::Separate, C::Between]), gaps::separating_are),
    (START, with(&[C::All]), ends::all_but),
    (START, with(&[C::All]), ends::all_of_the),
    (LIST, with(&[C::New, C::Debut, C::NewLead]), list_has::has_a_new_one),
    (LIST, ANY, list_has::has_ones_rows),
    (LIST, ANY, counts::list_includes),
    (ROW, with(&[C::Its]), amounts::its_smallest),
    (ROW, with(&[C::Its]), amounts::was_its_highest),
    (START, with(&[C::Its]), amounts::its_peak_then),
    (START, with(&[C::Against]), compared::compared_first),
    (ROW, ANY, compared::so_many_times_more),
    (START, ANY, held_by::held_by),
    (START, ANY, held_by::places_one_to),
    (NOBODY, with(&[C::Neg]), held_by::none_changed_hands),
    (START, ANY, gaps::margin_gave),
    (START, with(&[C::Its]), gaps::leaves_it),
    (START, with(&[C::With]), gaps::with_a_margin),
    (START, with(&[C::With]), gaps::with_so_many_against),
    (IT, ANY, spells::it_is_the_nth),
    (IT, ANY, spells::nth_that_it_has),
    (IT, ANY, spells::it_is_ones_nth),
    (IT, with(&[C::Streak]), spells::nth_of_growth),
    (START, with(&[C::To]), spells::belonged_to),
    (START, with(&[C::Its]), spells::its_own_first),
    (START, with(&[C::Its]), compared::its_figure_then),
    (START, with(&[C::For, C::Of]), compared::unit_for),
    (START, with(&[C::Price]), costs::costs_with),
    (START, ANY, costs::cost_places),
    (START, ANY, titled::titled),
    (START, ANY, titled::then_nth),
    (ROW, ANY, titled::leader_then),
    (START, ANY, handed::went_from_one),
    (START, with(&[C::Lead]), handed::at_the_top_behind),
    (START, ANY, handed::now_second),
    (ROW, ANY, handed::needed_so_long),
    (OF, with(&[C::UpValue, C::Up, C::DownValue, C::Down]), of_rows::slowest_of_those),
    (START, with(&[C::To]), handed::places_belong),
    (START, with(&[C::Be]), handed::at_the_top_is),
    (START, with(&[C::Be]), nth_is::nth_is),
    (NUMBER, ANY, handed::ranks_ahead),
    (NUMBER, with(&[C::And]), handed::ranks_apart),
    (START, ANY, handed::growth_was_slower),
    (START, ANY, listed::on_the_list),
    (START, ANY, listed::not_on_the_list),
    (START, ANY, listed::went_to_the_rest),
    (ROW, with(&[C::Than]), never::than_its_current),
    (START, with(&[C::Only]), never::only_once),
    (START, with(&[C::Neg]), never::never_before),
    (START, with(&[C::Only]), never::only_so_many_spans),
    (START, with(&[C::At, C::For, C::On, C::In]), at_whom::told_at),
    (START, with(&[C::At, C::For, C::On, C::In, C::By]), at_one::were_handled_at),
    (START, with(&[C::At, C::For, C::On]), at_one::at_one),
    (START, with(&[C::It]), at_one::at_another_it),
    (START, with(&[C::Than]), at_one::higher_at),
    (START, with(&[C::Double, C::Triple, C::Quadruple, C::Halve]), at_one::multiplied_for),
    (START, ANY, wholes::in_total),
    (START, ANY, wholes::were_handled),
    (START, with(&[C::Rest]), wholes::rest_included),
    (START, ANY, wholes::share_taken_by),
    (UNIT, ANY, measured::times_those),
    (UNIT, ANY, measured::of_whom),
    (UNIT, ANY, measured::of_makers_rows),
    (START, ANY, measured::brought),
    (START, ANY, measured::saw_pass_through),
    (START, with(&[C::Be]), lists::are_the_same),
    (LIST, ANY, lists::has_lost),
    (LIST, ANY, list_has::lost_so_many),
    (START, with(&[C::For]), list_has::did_not_include),
    (START, with(&[C::And]), list_has::both_have),
    (ROW, with(&[C::PlacesNoun]), list_has::took_the_places),
    (ROW, with(&[C::Be]), last_listed::last_listing),
    (START, with(&[C::Be]), last_listed::last_time_listed),
    (START, with(&[C::Be]), last_listed::missing_are),
    (LIST, with(&[C::It]), list_has::has_so_many_new),
    (LIST, ANY, list_has::welcomed),
    (ROW, ANY, list_has::made_way),
    (ROW, with(&[C::PlacesNoun]), list_has::place_went_to),
    (LIST, ANY, list_has::has_in_place),
    (START, with(&[C::Lead]), listed::leads_the_other),
    (LIST, with(&[C::From]), listed::grew_from),
    (ROW, with(&[C::Between]), list_has::among_the_newcomers),
    (START, with(&[C::At, C::In]), lists::at_the_bottom),
    (START, ANY, lists::same_scores),
    (ROW, ANY, lists::share_a_score),
    (START, with(&[C::PlacesNoun]), lists::places_unchanged),
    (LIST, ANY, lists::already_included),
    (ROW, with(&[C::Be]), lists::are_the_rows_to),
    (LIST, with(&[C::Neg]), lists::no_longer_includes),
    (START, with(&[C::PlacesNoun]), lists::last_place_went),
    (LIST, with(&[C::Tied]), lists::shows_a_tie),
    (ROW, with(&[C::Be]), makers::bigger_maker),
    (START, ANY, makers::apart_from),
    (ROW, with(&[C::Each, C::All]), makers::aside),
    (START, ANY, makers::made_by_aside),
    (NUMBER, ANY, makers::its_so_many),
    (ROW, with(&[C::Be]), makers::is_a_row_of),
    (ROW, with(&[C::Only]), makers::only_one_of),
    (NUMBER, with(&[C::For]), placed::after_so_long),
    (START, with(&[C::Most]), placed::gain_was_that_of),
    (START, with(&[C::Between]), placed::of_those_that_stayed),
    (START, with(&[C::In]), placed::terms_first),
    (START, with(&[C::Against]), placed::against_anothers),
    (START, with(&[C::Behind, C::Ahead]), placed::below_comes),
    (START, with(&[C::Be]), placed::moving_were),
    (START, with(&[C::With]), placed::with_moved),
    (START, with(&[C::Behind]), placed::with_one_behind),
    (ROW, ANY, beside_the_other::so_many_places_lower),
    (START, with(&[C::Share, C::ShareOf]), placed::shares_of),
    (ROW, with(&[C::With]), placed::shares_with),
    (ROW, with(&[C::Most, C::Least]), placed::best_was),
    (NOBODY, with(&[C::Neg]), placed::nobodys_growth),
    (START, ANY, shares::one_got),
    (START, with(&[C::Free]), shares::free_rows_got),
];

/// The sentence with every statement in the usual order; nothing if all are.
pub fn in_usual_order<'a>(s: &Sentence<'a>) -> Option<Sentence<'a>> {
    // Without a name, a number, "no" and "all" nothing is told that has another order.
    if s.whos.is_empty() && s.nums.is_empty() && !s.has(&[C::Neg, C::All]) {
        return None;
    }
    let mut whole: Option<Order<'_, 'a>> = None;
    let (mut at, mut told) = (0, 0);
    while at < s.tokens.len() {
        let turned = begins(s, at).then(|| turned(s, at)).flatten();
        match turned {
            Some(order) if order.until > at => {
                let whole = whole.get_or_insert_with(|| Order::new(s));
                whole.told(told..at);
                (at, told) = (order.until, order.until);
                whole.append(order);
            }
            _ => at += 1,
        }
    }
    // Most sentences are in the usual order.
    let mut whole = whole?;
    whole.told(told..s.tokens.len());
    Some(whole.sentence())
}

/// The statement that begins at a token, by the first way that knows it.
fn turned<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let begins = first(s, at);
    let asked =
        |first: First, with: &Classes| first & begins != 0 && (with.is_empty() || with.meets(s.classes));
    debug_assert!(
        TURNS.iter().all(|(first, with, turn)| asked(*first, with) || turn(s, at).is_none()),
        "{}",
        s.text(at)
    );
    TURNS.iter().filter(|(first, with, _)| asked(*first, with)).find_map(|(.., turn)| turn(s, at))
}

/// What a statement begins with.
fn first(s: &Sentence, at: usize) -> First {
    let noun = at + usize::from(s.is(at, &[Class::The]));
    let top = s.who(at).is_some_and(|who| matches!(who.as_slice(), [Entity::Top(_)]));
    let list = top || is_board(s, at) || is_period(s, at) || is_list(s.text(at));
    let is = |stands: bool, bit: First| if stands { bit } else { 0 };
    START
        | is(s.who(noun).is_some(), ROW)
        | is(s.is(at, &[Class::Neg]), NOBODY)
        | is(s.is(at, &[Class::Of, Class::Between]), OF)
        | is(list || s.is(at, &[Class::The, Class::Of, Class::This]), LIST)
        | is(s.num(noun).is_some(), NUMBER)
        | is(s.is(at, &[Class::It, Class::This]), IT)
        | is(s.units.contains(&at) || s.is(at, &[Class::Volume]), UNIT)
}

/// A statement begins at a token: the sentence's first, behind what opens it, or behind a mark and the word that joins.
fn begins(s: &Sentence, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return true };
    let Kind::Mark(mark) = s.tokens[before].kind else {
        let joint = [Class::And, Class::But, Class::While, Class::Yet, Class::Although];
        // "Yet traffic fell at Alpha", "even as traffic fell at Alpha".
        let opens = before == 0 && s.is(before, &[Class::Yet, Class::But, Class::And]);
        let reason = s.is(before, &[Class::EvenAs, Class::Because]);
        return opens || reason || before > 0 && s.is_mark(before - 1, ',') && s.is(before, &joint);
    };
    let says = |at: usize| s.who(at).is_some() || s.num(at).is_some() || is_verb(s, at);
    let opening = || before < 4 && !(0..before).any(says);
    // "By containers handled in June, …".
    let measure = || s.is(0, &[Class::By]) && before < 7 && !(0..before).any(|at| s.is_mark(at, ','));
    let first_time = || before == 4 && s.is(0, &[Class::For]) && s.text(3) == "time";
    // "Up 10.4%, Alpha, a Bravo film, …".
    let aside = || makers::maker_aside(s, at).is_some();
    matches!(mark, ';' | ':') || mark == ',' && (opening() || measure() || first_time() || aside())
}

/// Mentions joined by commas and "and", from a token on: where they end.
fn mentions(s: &Sentence, from: usize) -> Option<Range<usize>> {
    let start = from + usize::from(s.is(from, &[Class::The]));
    s.who(start)?;
    let mut end = start + 1;
    loop {
        let mut next = end;
        while s.is_mark(next, ',') || s.is(next, &[Class::And]) {
            next += 1;
        }
        // "were Alpha's, and Bravo …".
        let owns = |at: usize| s.tokens.get(at).is_some_and(|t| t.possessive);
        let another = owns(end - 1) && !owns(next);
        if next == end || s.who(next).is_none() || another || is_verb(s, next + 1) && s.is_mark(end, ',') {
            return Some(from..end);
        }
        end = next + 1;
    }
}

fn is_board(s: &Sentence, at: usize) -> bool {
    matches!(s.tokens.get(at).map(|t| &t.kind), Some(Kind::Board(_)))
}

fn is_period(s: &Sentence, at: usize) -> bool {
    matches!(s.tokens.get(at).map(|t| &t.kind), Some(Kind::Period(_)))
}

/// The mention's thing follows: "Alpha's".
fn owns(s: &Sentence, at: usize) -> bool {
    s.tokens.get(at).is_some_and(|t| t.possessive)
}

/// Nothing of the statement is left at a token, or only what goes on behind a mark.
fn is_end(s: &Sentence, at: usize) -> bool {
    matches!(s.tokens.get(at).map(|t| &t.kind), None | Some(Kind::Mark(_)))
}
