//! Statements told the other way round, put in the usual order before they are read: "Of all tokens, a fifth went to
//! Alpha" is read as "Alpha took a fifth of all tokens", "the number of ports above a million was four" as "four ports
//! had more than a million". What is told stays where it stands in the text; only the order of the words is another.

mod amounts;
mod at_one;
mod at_whom;
mod compared;
mod costs;
mod counts;
mod denials;
mod ends;
mod exceeded;
mod gaps;
mod handed;
mod held_by;
mod list_has;
mod listed;
mod lists;
mod makers;
mod measured;
mod never;
mod nobody;
mod nouns;
mod of_rows;
mod order;
mod placed;
mod rates;
mod shares;
mod spans;
mod spells;
mod there_was;
mod titled;
mod wholes;

use super::clauses::is_verb;
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

/// The ways in the order in which they are tried, each with the words of which one stands in its sentences; `ANY` asks for
/// none.
static TURNS: &[(Classes, Turn)] = &[
    (with(&[C::Of]), of_rows::so_many_are_ones),
    (with(&[C::Of, C::ShareOf]), shares::of_the_whole),
    (with(&[C::Of, C::ShareOf]), shares::went_to),
    (with(&[C::For]), rates::for_every),
    (with(&[C::Be]), there_was::there_was),
    (with(&[C::Of, C::ShareOf]), spans::worst_of_any),
    (with(&[C::Neg]), spans::at_none),
    (with(&[C::Be]), spans::is_its_best_rank),
    (ANY, spans::listed_or_not),
    (with(&[C::Neg]), denials::nobody_as_many),
    (with(&[C::By]), exceeded::not_exceeded),
    (with(&[C::Neg]), exceeded::nobodys_exceeds),
    (with(&[C::Neg]), exceeded::no_lower_score),
    (with(&[C::Neg]), exceeded::nobodys_share),
    (with(&[C::Only]), denials::only_these_more),
    (with(&[C::Neg]), exceeded::not_since),
    (with(&[C::Neg]), denials::never_more),
    (with(&[C::Neg]), denials::in_no_earlier),
    (with(&[C::Neg]), denials::no_higher_figure),
    (ANY, counts::number_of),
    (with(&[C::At]), counts::at_so_many),
    (ANY, amounts::total_of),
    (with(&[C::Be]), amounts::was_higher),
    (with(&[C::For]), spells::for_so_long),
    (with(&[C::For]), spells::stood_for_so_long),
    (ANY, spells::months_ended),
    (with(&[C::All, C::Each]), spells::every_time),
    (with(&[C::From]), spells::to_and_from),
    (ANY, denials::only_so_many_more),
    (with(&[C::Neg]), nobody::no_larger),
    (with(&[C::Than]), nobody::no_new_one_higher),
    (with(&[C::Neg]), nobody::no_other_than),
    (with(&[C::Neg]), of_rows::no_row_but),
    (with(&[C::Of, C::Between]), of_rows::of_those_it_runs),
    (with(&[C::Of, C::Between]), of_rows::of_those_of),
    (with(&[C::Of, C::Between]), of_rows::highest_newcomer),
    (with(&[C::Most, C::Least]), of_rows::most_of_those),
    (ANY, of_rows::alone),
    (ANY, of_rows::only_one_named),
    (ANY, of_rows::including),
    (with(&[C::Be]), nobody::nowhere),
    (with(&[C::Only]), nobody::only_left),
    (with(&[C::Neg]), nobody::still_listed),
    (with(&[C::Neg]), nobody::none_of_before),
    (with(&[C::Neg]), nobody::none_of_top),
    (with(&[C::Neg]), nobody::both_failed),
    (with(&[C::From]), ends::from_first_to_last),
    (with(&[C::All]), ends::all_but),
    (with(&[C::All]), ends::all_of_the),
    (with(&[C::New, C::Debut, C::NewLead]), list_has::has_a_new_one),
    (ANY, list_has::has_ones_rows),
    (ANY, counts::list_includes),
    (with(&[C::Its]), amounts::its_smallest),
    (with(&[C::Its]), amounts::was_its_highest),
    (with(&[C::Its]), amounts::its_peak_then),
    (with(&[C::Against]), compared::compared_first),
    (ANY, compared::so_many_times_more),
    (ANY, held_by::held_by),
    (ANY, held_by::places_one_to),
    (with(&[C::Neg]), held_by::none_changed_hands),
    (ANY, gaps::margin_gave),
    (with(&[C::Its]), gaps::leaves_it),
    (with(&[C::With]), gaps::with_a_margin),
    (with(&[C::With]), gaps::with_so_many_against),
    (ANY, spells::it_is_the_nth),
    (ANY, spells::it_is_ones_nth),
    (with(&[C::To]), spells::belonged_to),
    (with(&[C::Its]), spells::its_own_first),
    (with(&[C::Its]), compared::its_figure_then),
    (with(&[C::For, C::Of]), compared::unit_for),
    (with(&[C::Price]), costs::costs_with),
    (ANY, costs::cost_places),
    (ANY, titled::titled),
    (ANY, titled::then_nth),
    (ANY, titled::leader_then),
    (ANY, handed::went_from_one),
    (with(&[C::Lead]), handed::at_the_top_behind),
    (ANY, handed::now_second),
    (ANY, handed::needed_so_long),
    (with(&[C::UpValue, C::Up, C::DownValue, C::Down]), of_rows::slowest_of_those),
    (ANY, handed::places_belong),
    (with(&[C::Be]), handed::at_the_top_is),
    (ANY, handed::ranks_ahead),
    (ANY, handed::growth_was_slower),
    (ANY, listed::on_the_list),
    (ANY, listed::not_on_the_list),
    (ANY, listed::went_to_the_rest),
    (with(&[C::Than]), never::than_its_current),
    (with(&[C::Only]), never::only_once),
    (with(&[C::Neg]), never::never_before),
    (with(&[C::Only]), never::only_so_many_spans),
    (with(&[C::At, C::For, C::On, C::In]), at_whom::told_at),
    (with(&[C::At, C::For, C::On, C::In, C::By]), at_one::were_handled_at),
    (with(&[C::At, C::For, C::On]), at_one::at_one),
    (with(&[C::It]), at_one::at_another_it),
    (with(&[C::Than]), at_one::higher_at),
    (with(&[C::Double, C::Triple, C::Quadruple, C::Halve]), at_one::multiplied_for),
    (ANY, wholes::in_total),
    (ANY, wholes::were_handled),
    (ANY, wholes::share_taken_by),
    (ANY, measured::times_those),
    (ANY, measured::of_whom),
    (ANY, measured::of_makers_rows),
    (ANY, measured::brought),
    (ANY, measured::saw_pass_through),
    (with(&[C::Be]), lists::are_the_same),
    (ANY, lists::has_lost),
    (ANY, list_has::lost_so_many),
    (with(&[C::For]), list_has::did_not_include),
    (with(&[C::And]), list_has::both_have),
    (with(&[C::PlacesNoun]), list_has::took_the_places),
    (with(&[C::Be]), list_has::last_listing),
    (with(&[C::Be]), list_has::last_time_listed),
    (with(&[C::Be]), list_has::missing_are),
    (with(&[C::It]), list_has::has_so_many_new),
    (ANY, list_has::welcomed),
    (ANY, list_has::made_way),
    (with(&[C::PlacesNoun]), list_has::place_went_to),
    (ANY, list_has::has_in_place),
    (with(&[C::Lead]), listed::leads_the_other),
    (with(&[C::From]), listed::grew_from),
    (with(&[C::Between]), list_has::among_the_newcomers),
    (with(&[C::At, C::In]), lists::at_the_bottom),
    (ANY, lists::same_scores),
    (ANY, lists::share_a_score),
    (with(&[C::PlacesNoun]), lists::places_unchanged),
    (ANY, lists::already_included),
    (with(&[C::Be]), lists::are_the_rows_to),
    (with(&[C::Neg]), lists::no_longer_includes),
    (with(&[C::PlacesNoun]), lists::last_place_went),
    (with(&[C::Tied]), lists::shows_a_tie),
    (with(&[C::Be]), makers::bigger_maker),
    (ANY, makers::apart_from),
    (with(&[C::Each, C::All]), makers::aside),
    (ANY, makers::made_by_aside),
    (with(&[C::Be]), makers::is_a_row_of),
    (with(&[C::Only]), makers::only_one_of),
    (with(&[C::For]), placed::after_so_long),
    (with(&[C::Most]), placed::gain_was_that_of),
    (with(&[C::In]), placed::terms_first),
    (with(&[C::Against]), placed::against_anothers),
    (with(&[C::With]), placed::with_moved),
    (with(&[C::Behind]), placed::with_one_behind),
    (with(&[C::Share, C::ShareOf]), placed::shares_of),
    (with(&[C::With]), placed::shares_with),
    (with(&[C::Most, C::Least]), placed::best_was),
    (with(&[C::Neg]), placed::nobodys_growth),
    (ANY, shares::one_got),
    (with(&[C::Free]), shares::free_rows_got),
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
    let asked = |with: &Classes| with.is_empty() || with.meets(s.classes);
    debug_assert!(TURNS.iter().all(|(with, turn)| asked(with) || turn(s, at).is_none()), "{}", s.text(at));
    TURNS.iter().filter(|(with, _)| asked(with)).find_map(|(_, turn)| turn(s, at))
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
