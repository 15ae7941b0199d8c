//! What rows may be counted by, or be the only ones to fulfil.

/// What a counted row fulfils.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Predicate {
    /// Is new.
    Debut,
    /// Is back.
    Return,
    /// Is new or back.
    Joined,
    /// Left.
    Exit,
    /// Left, as a row: another row of the same model may have taken over.
    RowExit,
    /// Rank went up.
    Climbed,
    /// Rank went down.
    Fell,
    /// Rank unchanged.
    Held,
    /// Rank went up or down.
    Moved,
    /// Came into the counted top.
    Entered,
    /// Grew faster than the market.
    Outgrew,
    /// Grew slower than the market.
    Undergrew,
    /// Value went up.
    Grew,
    /// Value went down.
    Shrank,
    /// Its score went up.
    ScoredMore,
    /// Its score went down.
    ScoredLess,
    /// Its score is what it was.
    ScoreHeld,
    /// It has more votes than before.
    VotedMore,
    /// It has fewer votes than before.
    VotedLess,
    /// Its share went up.
    GainedShare,
    /// Its share went down.
    LostShare,
    /// Is a free row.
    Free,
    /// Is on the board.
    Listed,
}

impl Predicate {
    /// Of scores and the votes behind them.
    pub fn is_of_scores(self) -> bool {
        use Predicate as P;
        matches!(self, P::ScoredMore | P::ScoredLess | P::ScoreHeld | P::VotedMore | P::VotedLess)
    }

    /// Of what is not there any more.
    pub fn is_exit(self) -> bool {
        matches!(self, Predicate::Exit | Predicate::RowExit)
    }
}
