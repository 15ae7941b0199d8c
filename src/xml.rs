//! Text that is safe inside XML, in content and in attributes.

/// Escapes the five special characters and drops what XML 1.0 cannot hold.
pub fn text(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    // Feeds hold whole pages, of which most bytes are copied as they are.
    let mut copied = 0;
    for (at, byte) in raw.bytes().enumerate() {
        let (length, instead) = match byte {
            b'&' => (1, "&amp;"),
            b'<' => (1, "&lt;"),
            b'>' => (1, "&gt;"),
            b'"' => (1, "&quot;"),
            b'\'' => (1, "&apos;"),
            b'\t' | b'\n' | b'\r' => continue,
            0..b' ' => (1, ""),
            FIRST_OF_NONCHARACTERS if raw[at..].starts_with(['\u{FFFE}', '\u{FFFF}']) => (3, ""),
            _ => continue,
        };
        out.push_str(&raw[copied..at]);
        out.push_str(instead);
        copied = at + length;
    }
    out.push_str(&raw[copied..]);
    out
}

/// What U+FFFE and U+FFFF begin with, and other characters too.
const FIRST_OF_NONCHARACTERS: u8 = 0xEF;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_is_inert() {
        assert_eq!(text("a]]>&<b\u{0}\u{ffff}\"'"), "a]]&gt;&amp;&lt;b&quot;&apos;");
        assert_eq!(text("\tä\u{FFFD}\u{FFFE}\u{FF01}\u{1f}<ﬀ\r\n\u{FFFF}"), "\tä\u{FFFD}\u{FF01}&lt;ﬀ\r\n");
        assert_eq!(text(""), "");
    }
}
