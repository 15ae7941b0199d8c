//! Permanent ids: tag URIs (RFC 4151) whose root is the site's `id:` and whose rest says where a thing comes from.

use crate::site::Site;
use std::fmt::Write as _;

/// A tag URI below the site's root.
pub fn tag(site: &Site<'_>, specific: &str) -> String {
    let authority = site.config.id.clone().unwrap_or_else(|| {
        let host = site.config.base_url.host_str().unwrap_or("localhost");
        let plain: String =
            host.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).collect();
        format!("{},1970", plain.trim_matches('-'))
    });
    let mut tag = format!("tag:{authority}:");
    specific.bytes().for_each(|byte| push(&mut tag, byte));
    tag
}

/// Adds a byte, escaped where it must be.
fn push(tag: &mut String, byte: u8) {
    if byte.is_ascii_alphanumeric() || b"-._~:/".contains(&byte) {
        tag.push(char::from(byte));
    } else {
        let _ = write!(tag, "%{byte:02X}");
    }
}
