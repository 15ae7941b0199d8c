//! Text that is safe inside XML, in content and in attributes.

/// Escapes the five special characters and drops what XML 1.0 cannot hold.
pub fn text(raw: &str) -> String {
    // Feeds hold whole pages: most bytes are copied as they are, and marks make them about so much longer.
    let mut out = String::with_capacity(raw.len() + raw.len() / 4);
    let mut rest = raw;
    while let Some(at) = rest.bytes().position(|byte| SPECIAL[usize::from(byte)]) {
        let (before, special) = rest.split_at(at);
        out.push_str(before);
        let (length, instead) = match special.as_bytes()[0] {
            b'&' => (1, "&amp;"),
            b'<' => (1, "&lt;"),
            b'>' => (1, "&gt;"),
            b'"' => (1, "&quot;"),
            b'\'' => (1, "&apos;"),
            FIRST_OF_NONCHARACTERS if special.starts_with(['\u{FFFE}', '\u{FFFF}']) => (3, ""),
            FIRST_OF_NONCHARACTERS => (3, &special[..3]),
            _ => (1, ""),
        };
        out.push_str(instead);
        rest = &special[length..];
    }
    out.push_str(rest);
    out
}

/// What U+FFFE and U+FFFF begin with, and other characters too.
const FIRST_OF_NONCHARACTERS: u8 = 0xEF;

/// The bytes that are not copied as they are, or not always.
const SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    let mut control = 0;
    while control < b' ' {
        special[control as usize] = !matches!(control, b'\t' | b'\n' | b'\r');
        control += 1;
    }
    special[b'&' as usize] = true;
    special[b'<' as usize] = true;
    special[b'>' as usize] = true;
    special[b'"' as usize] = true;
    special[b'\'' as usize] = true;
    special[FIRST_OF_NONCHARACTERS as usize] = true;
    special
};

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
