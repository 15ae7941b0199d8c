//! Whom a token's words name: the mention that it hangs on, the object, a group.

use super::frame::{Frame, is_rank};
use crate::claims::clauses;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Unit};
use crate::claims::sure::TITLES;
use crate::claims::tokens::{Entity, Kind, Who};

impl Frame<'_> {
    /// The mention that the token hangs on by itself: "Bravo's 1.6T", "1.6T for Bravo", "Bravo (1.6T)".
    pub fn own_mention(&self) -> Option<Vec<Who>> {
        // Nobody is named, and nothing is anybody's: not "the market's 80%" either.
        let percent = self.num().is_some_and(|n| n.form == Form::Percent);
        let owned = || self.s.tokens[..self.at].iter().any(|t| t.possessive);
        if self.s.whos.is_empty() && !percent && !owned() { None } else { self.hangs_on() }
    }

    fn hangs_on(&self) -> Option<Vec<Who>> {
        // "third-placed Alpha".
        if self.text(0).ends_with("-placed") || self.text(0).ends_with("-ranked") {
            return self.s.who(self.at + 1).map(|who| vec![who.clone()]);
        }
        // "the 443 that Alpha gained".
        let that = self.is(1, &[Class::Which]) && clauses::is_verb(self.s, self.at + 3);
        if let Some(who) = self.s.who(self.at + 2).filter(|_| that && self.num().is_some()) {
            return Some(vec![who.clone()]);
        }
        // "150 times the 13 of Alpha".
        let the_of = self.is(-1, &[Class::The]) && self.is(1, &[Class::Of]) && self.num().is_some();
        let model = |w: &&Who| w.iter().all(|e| matches!(e, Entity::Model { .. }));
        if let Some(who) = self.s.who(self.at + 2).filter(model).filter(|_| the_of) {
            return Some(vec![who.clone()]);
        }
        // "roughly 7% on Hotel": it ran there.
        let ran = self.is(1, &[Class::On]) && self.num().is_some_and(|n| n.form == Form::Percent);
        if let Some(who) = self.s.who(self.at + 2).filter(|_| ran && self.direction().is_none()) {
            return Some(vec![who.clone()]);
        }
        if let Some(first) = self.gapped().or_else(|| self.counted_of_which()) {
            return Some(first);
        }
        // "Alpha, by 3.25 points, and Bravo, by 2.19".
        let by = self.is(-1, &[Class::By]) && self.text(-2) == "," && self.num().is_some();
        if let Some(who) = self.at.checked_sub(3).and_then(|at| self.s.who(at)).filter(|_| by) {
            return Some(vec![who.clone()]);
        }
        let mut before = self.at.checked_sub(1)?;
        while before > 0 && (self.s.is(before, &[Class::Adverb]) || self.s.text(before).ends_with("-old")) {
            before -= 1;
        }
        // "short of the market's 80%", "behind the board's 80%".
        let board = self.num().is_some_and(|n| n.form == Form::Percent)
            && self.s.is(before.wrapping_sub(1), &[Class::The])
            && clauses::is_list(self.s.text(before).trim_end_matches("'s"));
        if board || self.s.is(before, &[Class::ShareOf]) && self.s.tokens[before].possessive {
            return Some(vec![vec![Entity::Market]]);
        }
        if let Some(who) = self.s.who(before).filter(|_| self.s.tokens[before].possessive) {
            return Some(vec![who.clone()]);
        }
        // "trailed the market's 80%".
        if self.s.text(before) == "trailed the market" && self.s.tokens[before].possessive {
            return Some(vec![vec![Entity::Market]]);
        }
        // "150 times as many as Alpha with its 13".
        let its = self.s.is(before, &[Class::Its]) && before > 1 && self.s.is(before - 1, &[Class::With]);
        if let Some(who) = before.checked_sub(2).and_then(|at| self.s.who(at)).filter(|_| its) {
            return Some(vec![who.clone()]);
        }
        // "against Alpha's 1.4T", "behind Bravo (1.6T)", "Alpha with 1.4T, Bravo with …".
        if self.s.is(self.at + 1, &[Class::For]) {
            let at = if self.s.is(self.at + 2, &[Class::The]) { self.at + 3 } else { self.at + 2 };
            return self.s.who(at).map(|w| vec![w.clone()]);
        }
        // "second to Alpha", "first place went to Bravo".
        if self.num().is_some_and(is_rank) && !self.is(-1, &[Class::Down]) {
            let mut at = self.at + 1;
            while self.s.is(at, &[Class::Move, Class::PlacesNoun, Class::Adverb]) {
                at += 1;
            }
            if self.s.is(at, &[Class::To])
                && at > self.at
                && let Some(who) = self.s.who(at + 1)
            {
                return Some(vec![who.clone()]);
            }
        }
        self.followed(before).or_else(|| self.at_or_with(before))
    }

    /// "add up to 1,281, of which 983 is Alpha's", "…, of which 983 went to Alpha": whose that is.
    pub(super) fn of_which(&self) -> Option<Vec<Who>> {
        // ", or 15%,": the same once more.
        let again = self.is(-1, &[Class::Or]) && self.text(-2) == ",";
        let first = if again { self.at.checked_sub(3)? } else { self.at };
        let led = first > 1 && self.s.is(first - 1, &[Class::Which]) && self.s.is(first - 2, &[Class::Of]);
        self.num().filter(|_| led)?;
        let at =
            (self.at + 2..(self.at + 9).min(self.s.tokens.len())).find(|at| self.s.who(*at).is_some())?;
        let told = self.s.tokens[at].possessive && self.s.is(at - 1, &[Class::Be])
            || self.s.is(at - 1, &[Class::To, Class::For, Class::By, Class::From]);
        told.then(|| self.s.who(at).map(|who| vec![who.clone()])).flatten()
    }

    fn counted_of_which(&self) -> Option<Vec<Who>> {
        self.of_which().filter(|_| self.num().is_some_and(|n| n.form == Form::Cardinal))
    }

    /// "Alpha passed Bravo for first, Charlie Delta for fourth": the first of the two has it.
    fn gapped(&self) -> Option<Vec<Who>> {
        let place = self.is(-1, &[Class::For]) && self.num().is_some_and(is_rank);
        let first = self.at.checked_sub(3).filter(|at| place && !self.s.tokens[*at].possessive)?;
        self.s.who(first + 1).and(self.s.who(first)).map(|who| vec![who.clone()])
    }

    /// "followed by Alpha, second with 1.4 trillion".
    fn followed(&self, before: usize) -> Option<Vec<Who>> {
        // "as Bravo, its stablemate in fourth place".
        let before_it = self.clause().range.start..self.at;
        let mut before_it = before_it.rev().filter(|_| self.s.has(&[Class::Stablemate]));
        let sibling = before_it.find(|at| self.s.is(*at, &[Class::Stablemate]));
        if let (true, Some(at)) = (self.num().is_some_and(is_rank), sibling)
            && self.s.is(at + 1, &[Class::In, Class::At])
            && at > 2
            && let Some(who) = self.s.who(at - 3).filter(|_| self.s.text(at - 2) == ",")
        {
            return Some(vec![who.clone()]);
        }
        let rank_at = |at: usize| self.s.num(at).is_some_and(is_rank) && at > 1 && self.s.text(at - 1) == ",";
        let beside = match () {
            () if rank_at(self.at) => Some(self.at),
            () if before > 0 && self.s.is(before, &[Class::At, Class::With]) && rank_at(before - 1) => {
                Some(before - 1)
            }
            () => self.in_an_aside(),
        };
        let who = beside.and_then(|at| self.s.who(at - 2)).filter(|w| !self.clause().subject.contains(w))?;
        Some(vec![who.iter().chain(self.clause().subject.iter().flatten()).cloned().collect()])
    }

    /// "eight times as many as Bravo, last in the table at thirteenth", "behind Bravo, fourth for a third month": where
    /// the aside with the place begins.
    fn in_an_aside(&self) -> Option<usize> {
        self.num().filter(|n| n.form == Form::Rank || n.form == Form::Ordinal)?;
        let start = self.clause().range.start;
        let comma = (start..self.at).rev().find(|at| matches!(self.s.tokens[*at].kind, Kind::Mark(_)))?;
        let other = |at: usize| {
            self.s.who(at).is_some()
                || clauses::is_verb(self.s, at)
                || self.s.is(at, &[Class::To, Class::From, Class::It, Class::Its])
                // "sixth in May and now eighth".
                || self.s.is(at, &[Class::And]) && !self.s.num(comma + 1).is_some_and(is_rank)
        };
        let aside = self.s.text(comma) == "," && !(comma + 1..self.at).any(other);
        Some(comma + 1).filter(|_| aside && comma > start)
    }

    /// "Bravo at 1.4T", "Alpha with 1.4T": the one before the preposition, or the subject.
    fn at_or_with(&self, before: usize) -> Option<Vec<Who>> {
        let prep = self.s.is(before, &[Class::At, Class::With]).then(|| before.checked_sub(1)).flatten();
        // "edged into the top ten with 1.42T": a scope has no figure of its own.
        let who = prep
            .and_then(|p| self.s.who(p))
            .filter(|w| !w.iter().any(|e| matches!(e, Entity::Top(_) | Entity::Market)))?;
        let verb = self.clause().range.clone().any(|at| clauses::is_verb(self.s, at));
        if !verb {
            return Some(vec![who.clone()]);
        }
        // "clear of Bravo at 1.4T", "trails Bravo with 1.4T": the one before it, or the subject.
        let subject = &self.clause().subject;
        if subject.is_empty() && who.iter().all(|e| matches!(e, Entity::Model { .. })) {
            return Some(vec![who.clone()]);
        }
        (!subject.contains(who) && subject.len() == 1)
            .then(|| vec![who.iter().chain(&subject[0]).cloned().collect()])
    }

    /// "of the listed total", "of all forty listed packages": a share may be of what is listed.
    pub fn of_listed(&self) -> bool {
        // Few sentences have the word.
        if !self.s.lower.contains("list") {
            return false;
        }
        // "52.5% of all downloads on the list".
        let on_list = |at: usize| {
            let near = at > self.at && at < self.at + 8 && self.s.text(at) == "list";
            let on = near
                && self.s.is(at - 1, &[Class::The, Class::This])
                && self.s.is(at - 2, &[Class::On, Class::In]);
            on && (self.at + 1..at)
                .all(|i| self.s.num(i).is_none() && !matches!(self.s.tokens[i].kind, Kind::Mark(_)))
        };
        let listed = |at: usize| {
            let text = self.s.text(at);
            text.len() >= "listed".len() && text.split(' ').any(|word| word == "listed") || on_list(at)
        };
        // "The listed films fell, and Alpha took 23% of all admissions".
        let of_all = self.text(1).starts_with("of all") && !(self.at + 1..self.at + 10).any(listed);
        (0..self.s.tokens.len()).any(listed) && !of_all
    }

    /// Where the words end that say what the token means: at the next mark, or a little further.
    pub(super) fn words_end(&self) -> usize {
        let after = self.at + 1..(self.at + 4).min(self.clause().range.end);
        let mark = after.clone().find(|at| matches!(self.s.tokens[*at].kind, Kind::Mark(_)));
        mark.unwrap_or(after.end)
    }

    /// "A million tokens of input to Alpha cost $5": the only one that is named before the token.
    pub fn lone_before(&self) -> Option<Vec<Who>> {
        let mut named = (0..self.at).filter_map(|at| self.s.who(at));
        let who = named.next().filter(|w| w.iter().all(|e| matches!(e, Entity::Model { .. })))?;
        named.next().is_none().then(|| vec![who.clone()])
    }

    /// Another mention after the token, within the clause: the object.
    pub fn object_after(&self, markers: &[Class]) -> Option<Vec<Who>> {
        let range = self.at + 1..self.clause().range.end;
        let mark = range.clone().find(|at| self.s.is(*at, markers))?;
        self.group_from(mark + 1)
    }

    /// Mentions joined by "and" from a token on; articles and the like are skipped.
    pub fn group_from(&self, from: usize) -> Option<Vec<Who>> {
        let mut found = Vec::new();
        let mut at = from;
        let end = self.clauses.last().map_or(self.s.tokens.len(), |c| c.range.end).min(from + 12);
        while at < end {
            if let Some(who) = self.s.who(at) {
                // "the runner-up, Alpha": one and the same.
                let told = self.s.text(at - usize::from(at > 0)) == ","
                    && found
                        .last()
                        .is_some_and(|last: &Who| last.iter().all(|e| matches!(e, Entity::AtRank(..))));
                if told {
                    found.pop();
                }
                // "above Anthropic's Opus 4.7": the maker only says whose.
                let maker = self.s.tokens[at].possessive
                    && who.iter().all(|e| matches!(e, Entity::Org(_)))
                    && self.s.who(at + 1).is_some();
                if !maker {
                    found.push(who.clone());
                }
            } else {
                let comma = self.s.tokens[at].kind == Kind::Mark(',') || self.s.text(at) == "both";
                let small = [
                    Class::And,
                    Class::The,
                    Class::All,
                    Class::Or,
                    Class::Free,
                    Class::Paid,
                    Class::RowsNoun,
                    Class::Of,
                    Class::Over,
                ];
                // "Alpha by Bravo, Delta by Echo": another pair.
                let gapped = comma && !found.is_empty() && self.s.is(at + 2, &[Class::By]);
                // "passed A, B and C, and Delta, third for a week, …": the list has ended.
                let ended = self.s.is(at + 1, &[Class::And])
                    && self.s.is_mark(at + 3, ',')
                    && (from..at).any(|i| self.s.is(i, &[Class::And]));
                let list_goes_on = !gapped
                    && !ended
                    && (found.is_empty()
                        || self.s.who(at + 1).is_some() && !clauses::is_verb(self.s, at + 2)
                        || self.s.is(at + 1, &[Class::And])
                            && !clauses::is_verb(self.s, at + 3)
                            && self.s.num(at + 3).is_none());
                // "behind sixth-placed Alpha".
                let placed = self.s.num(at).is_some_and(|n| n.unit == Unit::Places && super::is_rank(n))
                    && self.s.who(at + 1).is_some();
                let titled = found.is_empty().then(|| self.past_a_title(at)).flatten();
                if let Some(who) = titled {
                    at = who;
                    continue;
                }
                if !(comma && list_goes_on || self.s.is(at, &small) || placed) {
                    break;
                }
            }
            at += 1;
        }
        (!found.is_empty()).then_some(found)
    }

    /// "overtook its stablemate Alpha", "ahead of the newcomer Bravo": where the name stands that the title is of.
    fn past_a_title(&self, at: usize) -> Option<usize> {
        let title = |at: usize| self.s.is(at, &[Class::Stablemate]) || TITLES.contains(&self.s.text(at));
        let word = |at: usize| {
            matches!(self.s.tokens.get(at).map(|t| &t.kind), Some(Kind::Word(_)))
                && !self.s.tokens[at].possessive
        };
        let led = self.s.is(at, &[Class::Its, Class::Their, Class::The]);
        let noun = at + 1 + usize::from(!title(at + 1) && word(at + 1));
        let name = noun + 1;
        (led && title(noun) && self.s.who(name).is_some()).then_some(name)
    }

    /// "did not keep Alpha from falling two places": it fell, and by so many.
    pub(super) fn kept_from(&self) -> bool {
        let start = self.clause().range.start;
        let verb = |at: usize| {
            let word = self.s.text(at);
            ["keep", "kept", "stop", "prevent", "spare"].iter().any(|verb| word.starts_with(verb))
        };
        let from =
            (start..self.at).find(|at| self.s.is(*at, &[Class::From]) && self.directed(at + 1).is_some());
        from.is_some_and(|from| (start..from).any(verb))
    }
}
