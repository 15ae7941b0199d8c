//! How many rows one has more than another, without saying how many each has: "two fewer rows in the top 20 than a week
//! ago", "twice as many rows on the list as Google".

use super::holdings::governed;
use super::presence::{QUANTITY, orgs_of};
use super::scopes::{is_quiet, is_row, scope_at};
use super::tallies::{closed, org_at, past_it, periods};
use super::{Draft, Frame, Test};
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num, Unit};
use crate::claims::tokens::When;
use rust_decimal::Decimal;

/// How one count is said to stand to the other.
struct Words {
    /// By how many; how many times, without a sign.
    num: Num,
    sign: i8,
    /// The token behind them.
    end: usize,
    /// They end in "as", and not in "than".
    equal: bool,
}

/// "has two fewer rows in the top 20 than a week ago", "has as many rows on the list as Google".
pub fn rows_apart(f: Frame<'_>) -> Option<Draft> {
    let Words { num, sign, end, equal } = words(f)?;
    let last = f.clause().range.end;
    let mark = |at: usize| if equal { f.s.text(at) == "as" } else { f.s.is(at, &[Class::Than]) };
    let mark = (end..last).take_while(|at| mark(*at) || is_quiet(f, *at)).find(|at| mark(*at))?;
    let scope = (end..mark).find_map(|at| scope_at(f, at))?;
    let [org] = orgs_of(f, governed(f)?)?.into_iter().collect::<Vec<_>>().try_into().ok()?;
    let behind = past_it(f, mark + 1);
    let (other, then) = match org_at(f, behind) {
        Some(other) if closed(f, behind + 1) => (other, None),
        Some(_) => return None,
        None => (org, Some(<[When; 1]>::try_from(periods(f, behind)).ok()?[0])),
    };
    let within = |top| Test::RowsApart { num, sign, of: [org, other], then, top };
    // Where it is so among the first of a list only, the words may mean these, or be wrong.
    let open = Test::Unbound("it is so among the first rows only");
    let test = match scope.top() {
        None => Test::All(vec![within(None), Test::Any(vec![within(Some(u32::MAX)), open])]),
        top => within(top),
    };
    let draft = f.draft_of(QUANTITY, vec![scope.of(test)], Vec::new(), true);
    let range = f.s.tokens[f.at].start..f.s.tokens[mark].end;
    let when = Some(When::Back(0));
    Some(Draft { range, neg: false, guessed: false, words: f.at..f.at, quantity: "count", when, ..draft })
}

fn words(f: Frame<'_>) -> Option<Words> {
    let as_many = |at: usize| f.s.text(at) == "as" && f.s.text(at + 1) == "many" && is_row(f, at + 2);
    let times = f.num().filter(|n| n.form == Form::Times).copied();
    let twice = (f.text(0) == "twice").then(|| Num::new(Decimal::TWO, Decimal::new(1, 1), Form::Times));
    if let Some(num) = times.or(twice).filter(|_| as_many(f.at + 1)) {
        return Some(Words { num, sign: 0, end: f.at + 4, equal: true });
    }
    if as_many(f.at) {
        let num = Num::new(Decimal::ZERO, Decimal::ZERO, Form::Cardinal);
        return Some(Words { num, sign: 1, end: f.at + 3, equal: true });
    }
    let num = *f.num().filter(|n| n.form == Form::Cardinal && !n.scaled && n.unit == Unit::Subjects)?;
    let sign = match f.text(1) {
        "more" => 1,
        "fewer" | "less" => -1,
        _ => return None,
    };
    // "one row fewer", "two fewer rows".
    let noun = is_row(f, f.at + 2);
    (noun || f.text(0).contains(' ')).then_some(Words {
        num,
        sign,
        end: f.at + 2 + usize::from(noun),
        equal: false,
    })
}
