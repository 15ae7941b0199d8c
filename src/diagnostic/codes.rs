//! Every diagnostic's cause and remedy, for `standings explain`. They are read once from `codes.txt`.

use std::sync::LazyLock;

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

static CODES: LazyLock<Vec<Explanation>> = LazyLock::new(|| {
    let blocks = include_str!("codes.txt").split("\n\n").filter(|block| !block.starts_with('#'));
    blocks.map(explanation).collect()
});

/// Three lines: the code, the cause, the remedy.
fn explanation(block: &'static str) -> Explanation {
    let [code, cause, remedy] = block.trim_end().split('\n').collect::<Vec<_>>()[..] else {
        panic!("three lines tell of a code in codes.txt: {block}");
    };
    Explanation { code, cause, remedy }
}

/// All of them, by code.
pub fn explanations() -> &'static [Explanation] {
    &CODES
}

/// The explanation of one code.
pub fn explain(code: &str) -> Option<&'static Explanation> {
    CODES.iter().find(|e| e.code == code)
}
