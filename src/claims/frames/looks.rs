//! What each frame looks at, so that the others are not asked: the kind of token, of a number how it is written and
//! what it counts, and words without which a frame can say nothing.

use super::Frame;
use super::all::{FRAMES, Find};
use crate::claims::lexicon::{Class, Classes, Words};
use crate::claims::numbers::{Form, Num, Unit};
use crate::claims::tokens::{Kind, Sentence};
use std::sync::{LazyLock, OnceLock};

/// The tokens that a frame looks at: it knows no other.
#[derive(Clone, Copy)]
pub(super) struct Looks {
    pub numbers: bool,
    /// Of the numbers only these.
    pub of: Numbers,
    pub mentions: bool,
    pub dates: bool,
    /// The words of `LETTERS`.
    pub letters: bool,
    /// Claim words of these classes.
    pub words: Classes,
    /// Whatever stands before "as", "as many as".
    pub before_as: bool,
    /// One of these stands in the sentence; none is named where nothing need stand there.
    pub beside: Classes,
}

pub(super) const NONE: Looks = Looks {
    numbers: false,
    of: Numbers::ALL,
    mentions: false,
    dates: false,
    letters: false,
    words: Classes::of(&[]),
    before_as: false,
    beside: Classes::of(&[]),
};
pub(super) const NUMBERS: Looks = Looks { numbers: true, ..NONE };
/// "8", "eight", "1.58T".
pub(super) const CARDINALS: Looks = NUMBERS.of(Numbers::ALL.written(&[Form::Cardinal]));
/// Cardinals without a scale: "8", "eight", but not "8 million".
pub(super) const COUNTS: Looks = NUMBERS.of(CARDINALS.of.scaled(false));
/// "8 million", "8 tokens".
pub(super) const AMOUNTS: Looks =
    NUMBERS.of(CARDINALS.of.scaled(true).or(CARDINALS.of.counting(&[Unit::Board])));
/// "#8", "eighth".
pub(super) const RANKS: Looks = NUMBERS.of(Numbers::ALL.written(&[Form::Rank, Form::Ordinal]));
pub(super) const MENTIONS: Looks = Looks { mentions: true, ..NONE };
pub(super) const DATES: Looks = Looks { dates: true, ..NONE };
pub(super) const LETTERED: Looks = Looks { letters: true, ..NONE };

pub(super) const fn words(classes: &[Class]) -> Looks {
    Looks { words: Classes::of(classes), ..NONE }
}

pub(super) const fn lettered(classes: &[Class]) -> Looks {
    Looks { letters: true, ..words(classes) }
}

impl Looks {
    pub const fn of(self, of: Numbers) -> Looks {
        Looks { of, ..self }
    }

    /// The same, of numbers that are written so.
    pub const fn written(self, forms: &[Form]) -> Looks {
        self.of(self.of.written(forms))
    }

    /// The same, of numbers that count this.
    pub const fn counting(self, units: &[Unit]) -> Looks {
        self.of(self.of.counting(units))
    }

    /// The same, in sentences with such a word.
    pub const fn beside(self, classes: &[Class]) -> Looks {
        Looks { beside: Classes::of(classes), ..self }
    }
}

/// A set of kinds of numbers: by form and by whether a scale stands with it, the units as bits.
#[derive(Clone, Copy)]
pub(super) struct Numbers([[u16; 2]; Numbers::FORMS]);

impl Numbers {
    const FORMS: usize = Form::Fraction as usize + 1;
    const UNITS: usize = Unit::Foreign as usize + 1;
    pub const ALL: Numbers = Numbers([[u16::MAX; 2]; Numbers::FORMS]);

    const fn written(mut self, forms: &[Form]) -> Numbers {
        let (mut keep, mut at) = ([false; Numbers::FORMS], 0);
        while at < forms.len() {
            keep[forms[at] as usize] = true;
            at += 1;
        }
        let mut form = 0;
        while form < Numbers::FORMS {
            if !keep[form] {
                self.0[form] = [0; 2];
            }
            form += 1;
        }
        self
    }

    const fn counting(mut self, units: &[Unit]) -> Numbers {
        let (mut bits, mut at) = (0, 0);
        while at < units.len() {
            bits |= 1 << units[at] as usize;
            at += 1;
        }
        let mut form = 0;
        while form < Numbers::FORMS {
            self.0[form] = [self.0[form][0] & bits, self.0[form][1] & bits];
            form += 1;
        }
        self
    }

    /// Those with a scale, or those without one.
    const fn scaled(mut self, scaled: bool) -> Numbers {
        let mut form = 0;
        while form < Numbers::FORMS {
            self.0[form][!scaled as usize] = 0;
            form += 1;
        }
        self
    }

    const fn or(mut self, other: Numbers) -> Numbers {
        let mut form = 0;
        while form < Numbers::FORMS {
            let (own, other) = (self.0[form], other.0[form]);
            self.0[form] = [own[0] | other[0], own[1] | other[1]];
            form += 1;
        }
        self
    }

    /// How many kinds there are.
    const KINDS: usize = Numbers::FORMS * Numbers::UNITS * 2;

    fn kind(num: &Num) -> usize {
        (num.form as usize * Numbers::UNITS + num.unit as usize) * 2 + usize::from(num.scaled)
    }

    fn has_kind(self, kind: usize) -> bool {
        let (form, unit) = (kind / 2 / Numbers::UNITS, kind / 2 % Numbers::UNITS);
        self.0[form][kind % 2] >> unit & 1 == 1
    }
}

/// The words outside the lexicon that a frame looks at.
static LETTERS: Words = Words::of(&[
    "absent",
    "as",
    "away",
    "bar",
    "both",
    "bottom",
    "but",
    "closed",
    "closes",
    "cut",
    "cuts",
    "double",
    "except",
    "extended",
    "extends",
    "feature",
    "features",
    "fewer",
    "figure",
    "figures",
    "gone",
    "halved",
    "last",
    "leave",
    "less",
    "missing",
    "more",
    "narrows",
    "nothing",
    "nowhere",
    "off",
    "opened",
    "out",
    "past",
    "peaked",
    "quadruple",
    "raised",
    "raises",
    "reduced",
    "reduces",
    "same",
    "save",
    "stretched",
    "thrice",
    "tightened",
    "trimmed",
    "trims",
    "triple",
    "twice",
    "widened",
    "widens",
    "winner",
]);

/// Frames, each with the classes of which one stands in the sentence.
type Found = Vec<(Classes, Find)>;

/// The frames that look at each kind of token, in their order.
struct Table {
    /// It is for tokens that stand before "as".
    before_as: bool,
    /// By kind of number, made when the first of a kind is met: there are many, and few are written.
    numbers: [OnceLock<Found>; Numbers::KINDS],
    mentions: Found,
    dates: Found,
    letters: Found,
    /// By class.
    words: Vec<Found>,
}

/// For tokens that do not stand before "as", and for those that do.
static TABLES: LazyLock<[Table; 2]> = LazyLock::new(|| [false, true].map(table));

/// The frames that look at such a token, and those that look at whatever stands before "as".
fn found(before_as: bool, looks: impl Fn(&Looks) -> bool) -> Found {
    let frames = FRAMES.iter().filter(|(at, _)| looks(at) || before_as && at.before_as);
    frames.map(|(at, find)| (at.beside, *find)).collect()
}

fn table(before_as: bool) -> Table {
    let class = |class| found(before_as, |looks| looks.words.has_index(class));
    Table {
        before_as,
        numbers: [const { OnceLock::new() }; Numbers::KINDS],
        mentions: found(before_as, |looks| looks.mentions),
        dates: found(before_as, |looks| looks.dates),
        letters: found(before_as, |looks| looks.letters),
        words: (0..Classes::COUNT).map(class).collect(),
    }
}

impl Table {
    fn numbers(&self, num: &Num) -> &[(Classes, Find)] {
        let kind = Numbers::kind(num);
        let looks = |looks: &Looks| looks.numbers && looks.of.has_kind(kind);
        self.numbers[kind].get_or_init(|| found(self.before_as, looks))
    }
}

/// The frames that may know a token.
#[derive(Clone, Copy)]
pub(super) struct Looking {
    frames: &'static [(Classes, Find)],
    /// The classes that stand in the sentence.
    stand: Classes,
}

impl Looking {
    #[inline]
    pub fn is_empty(self) -> bool {
        self.frames.is_empty()
    }

    /// In the order in which they are tried.
    #[inline]
    pub fn frames(self) -> impl Iterator<Item = Find> {
        let stands = move |beside: &Classes| beside.is_empty() || beside.meets(self.stand);
        self.frames.iter().filter(move |(beside, _)| stands(beside)).map(|(_, find)| *find)
    }
}

/// True if no frame that looks at numbers knows this one, of those that are said to look at others only.
pub(super) fn others_know_nothing(f: Frame<'_>) -> bool {
    let Some(num) = f.num() else { return true };
    let asked = |at: &Looks| {
        at.of.has_kind(Numbers::kind(num)) && (at.beside.is_empty() || at.beside.meets(f.s.classes))
    };
    let mut others = FRAMES.iter().filter(|(at, _)| at.numbers && !at.before_as && !asked(at));
    others.all(|(_, find)| find(f).is_none())
}

/// What looks at a token; nothing looks at marks and at what a reference has put there.
#[inline]
pub(super) fn looking_at(s: &Sentence, at: usize) -> Looking {
    Looking { frames: frames_of(s, at).unwrap_or_default(), stand: s.classes }
}

#[inline]
fn frames_of(s: &Sentence, at: usize) -> Option<&'static [(Classes, Find)]> {
    // Most tokens are none that a frame looks at, whatever stands behind them.
    let token = &s.tokens[at];
    let table = || {
        let before_as = s.text(at + 1) == "as" || s.is(at + 1, &[Class::AsMuchAs]);
        &TABLES[usize::from(before_as)]
    };
    Some(match &token.kind {
        Kind::Num(num) => table().numbers(&s.nums[*num]),
        Kind::Lex(class) => &table().words[*class as usize],
        Kind::Who(_) => &table().mentions,
        Kind::Date(_) => &table().dates,
        Kind::Board(_) | Kind::Period(_) | Kind::Word(_) if LETTERS.has(token.text) => &table().letters,
        Kind::Board(_)
        | Kind::Period(_)
        | Kind::Span(_)
        | Kind::Word(_)
        | Kind::Figure(_)
        | Kind::Mark(_) => return None,
    })
}
