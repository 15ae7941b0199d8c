//! Every diagnostic's cause and remedy, for `standings explain`.

/// A code with its cause and remedy.
#[derive(Debug, Clone, Copy)]
pub struct Explanation {
    /// The code.
    pub code: &'static str,
    /// What it means.
    pub cause: &'static str,
    /// How to mend it.
    pub remedy: &'static str,
}

static CODES: &[Explanation] = &[];

/// All of them, by code.
pub fn explanations() -> &'static [Explanation] {
    CODES
}

/// The explanation of one code.
pub fn explain(code: &str) -> Option<&'static Explanation> {
    CODES.iter().find(|e| e.code == code)
}
