//! Keys come from the environment and go into one header of one request. Promise: no text of ours holds one.

use std::fmt;

/// The keys of a run, known so that they can be struck out of everything that is printed or kept.
#[derive(Clone, Default)]
pub struct Secrets {
    keys: Vec<String>,
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} keys", self.keys.len())
    }
}

impl Secrets {
    /// Knows a key.
    pub fn add(&mut self, key: &str) {
        if key.len() >= 4 && !self.keys.iter().any(|k| k == key) {
            self.keys.push(key.to_string());
        }
    }

    /// A text without keys.
    pub fn clean(&self, text: &str) -> String {
        self.keys.iter().fold(text.to_string(), |text, key| text.replace(key.as_str(), "[key]"))
    }

    /// True if a key stands in the bytes.
    pub fn in_bytes(&self, bytes: &[u8]) -> bool {
        self.keys.iter().any(|key| bytes.windows(key.len()).any(|w| w == key.as_bytes()))
    }
}
