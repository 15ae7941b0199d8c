//! Frames of counts behind what rose or fell: "Downloads rose for 22 packages and fell for 18", "Traffic fell at six
//! of the ten ports".

use super::{Draft, Frame, Of, Predicate, Test};
use crate::claims::clauses::is_noun;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Num, Unit};
use crate::claims::tokens::{Entity, Kind};

/// "rose for 22 packages", "and fell for 18": so many rose, so many fell.
pub fn counted(f: Frame<'_>) -> Option<Draft> {
    let (num, sign) = counts(f)?;
    let named = f.num().is_some_and(|n| n.unit == Unit::Subjects) || part_of(f).is_some();
    // "fell for 18": of what was counted before.
    let told = || {
        (0..f.at)
            .filter(|at| f.s.num(*at).is_some())
            .any(|at| f.from(at).is_some_and(|there| counted(there).is_some()))
    };
    if !named && !told() {
        return None;
    }
    let scored = (0..f.at).any(|at| f.s.is(at, &[Class::Score]));
    let what = match (scored, sign > 0) {
        (true, true) => Predicate::ScoredMore,
        (true, false) => Predicate::ScoredLess,
        (false, true) => Predicate::Grew,
        (false, false) => Predicate::Shrank,
    };
    let top = (f.at + 1..f.clause().range.end).find_map(|at| f.top_at(at)).or_else(|| f.scope());
    // "two of the three Halcyon ports".
    let makers = (f.at + 1..f.clause().range.end).filter_map(|at| f.s.who(at)).cloned().collect::<Vec<_>>();
    let of = Of::orgs(super::counts::orgs_in(&makers));
    let test = Test::Count { num, what, also: None, by: None, top, of };
    Some(Draft { neg: false, guessed: false, ..f.draft_of("count", vec![test], Vec::new(), true) })
}

/// The verb is told by the count behind it.
pub fn told_by_a_count(f: Frame<'_>) -> bool {
    let at = f.at + 2;
    f.is(1, &PREPOSITIONS)
        && f.s.num(at).is_some()
        && f.from(at).is_some_and(|there| counted(there).is_some())
}

const PREPOSITIONS: [Class; 4] = [Class::For, Class::At, Class::In, Class::On];

/// The number behind "rose for", where what rose is what a board counts or rates.
fn counts(f: Frame<'_>) -> Option<(Num, i8)> {
    let num = *f.num().filter(|n| n.form == Form::Cardinal && !n.scaled && n.hedge == Hedge::Plain)?;
    let fine = matches!(num.unit, Unit::None | Unit::Subjects) && num.whole().is_some_and(|n| n <= 1000);
    let verb = f.at.checked_sub(2).filter(|at| f.is(-1, &PREPOSITIONS) && !is_noun(f.s, *at))?;
    let (sign, class, _) = f.directed(verb)?;
    let ranked = matches!(class, Class::UpRank | Class::DownRank);
    // "fell for three straight weeks".
    let run = (f.at + 1..f.at + 3).any(|at| f.s.is(at, &[Class::Streak]));
    // Of two verbs the first has the subject: "Downloads rose for 22 packages and fell for 18".
    let small = |at: usize| f.s.is(at, &[Class::And, Class::But, Class::While, Class::Adverb]);
    let own = f.clause().range.start;
    let start = if (own..verb).all(small) { 0 } else { own };
    let whole = (start..verb).find(|at| !f.s.is(*at, &[Class::The, Class::A, Class::Adverb]))?;
    let rated = f.s.is(whole, &[Class::Volume, Class::Score, Class::Market])
        || matches!(f.s.tokens[whole].kind, Kind::Board(_))
        || f.s.who(whole).is_some_and(|who| who.contains(&Entity::Market));
    (fine && !ranked && !run && rated).then_some((num, sign))
}

/// "six of the ten ports", "nine of the top ten".
fn part_of(f: Frame<'_>) -> Option<()> {
    let of = f.is(1, &[Class::Of]) && f.is(2, &[Class::The]);
    let rows = (f.at + 3..f.at + 6).any(|at| {
        f.top_at(at).is_some()
            || f.s.subjects.contains(&at)
            || f.s.num(at).is_some_and(|n| n.unit == Unit::Subjects)
    });
    (of && rows).then_some(())
}
