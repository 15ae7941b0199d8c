//! How names are spelled: when two spellings are one name, and what address a name gets.

use sha2::{Digest, Sha256};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization as _;

/// The one documented fold.
pub fn fold(name: &str) -> String {
    let dashed =
        plain(name).chars().map(|c| if matches!(c, '.' | '_' | ' ') { '-' } else { c }).collect::<String>();
    dashed.chars().flat_map(char::to_lowercase).collect()
}

/// A name without what no reader sees: space around it, and which of two forms Unicode has for one letter.
pub fn plain(name: &str) -> Cow<'_, str> {
    let trimmed = name.trim();
    if trimmed.is_ascii() { Cow::Borrowed(trimmed) } else { Cow::Owned(trimmed.nfc().collect()) }
}

/// Lower case, every run outside `[a-z0-9.]` becomes `-`, trimmed, at most 80 bytes.
pub fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_lowercase() || c.is_ascii_digit() || c == '.' {
            out.push(c);
        } else if !out.ends_with('-') {
            out.push('-');
        }
        if out.len() >= 90 {
            break;
        }
    }
    let trimmed = out.trim_matches(['-', '.']);
    trimmed[..trimmed.len().min(80)].trim_end_matches(['-', '.']).to_string()
}

/// The slug with 8 hexadecimal digits of the name's SHA-256, within 80 bytes.
pub fn hashed_slug(slug: &str, name: &str) -> String {
    let hash: String = Sha256::digest(name.as_bytes()).iter().take(4).map(|b| format!("{b:02x}")).collect();
    let stem = slug[..slug.len().min(71)].trim_end_matches(['-', '.']);
    let stem = if stem.is_empty() { "unnamed" } else { stem };
    format!("{stem}-{hash}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fold_and_nothing_more() {
        assert_eq!(fold("Claude_Opus 4.7"), "claude-opus-4-7");
        assert_ne!(fold("gpt-5-chat"), fold("gpt-5"));
        assert_ne!(fold("x-20260416"), fold("x"));
        assert_eq!(fold("e\u{301}t "), fold("\u{e9}t"));
    }

    #[test]
    fn slugs_of_source_names() {
        assert_eq!(slug("openrouter/owl-alpha"), "openrouter-owl-alpha");
        assert_eq!(slug("../../../etc/passwd"), "etc-passwd");
        assert_eq!(slug("Gemini 3 Flash (thinking-minimal)"), "gemini-3-flash-thinking-minimal");
        assert_eq!(slug("文心"), "");
        assert!(slug(&"é".repeat(300)).len() <= 80);
        assert!(crate::model::is_slug(&hashed_slug(&slug("文心"), "文心")));
        assert!(crate::model::is_slug(&hashed_slug(&"a".repeat(80), "x")));
    }
}
