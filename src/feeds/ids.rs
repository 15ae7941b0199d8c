//! Permanent ids: tag URIs (RFC 4151) whose root is the site's `id:` and whose rest says where a thing comes from.

use crate::site::Site;

/// A tag URI below the site's root.
pub fn tag(site: &Site<'_>, specific: &str) -> String {
    let authority = site.config.id.clone().unwrap_or_else(|| {
        let host = site.config.base_url.host_str().unwrap_or("localhost");
        let plain: String =
            host.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).collect();
        format!("{},1970", plain.trim_matches('-'))
    });
    let escaped: String = specific.bytes().map(escape_byte).collect();
    format!("tag:{authority}:{escaped}")
}

fn escape_byte(b: u8) -> String {
    if b.is_ascii_alphanumeric() || b"-._~:/".contains(&b) {
        (b as char).to_string()
    } else {
        format!("%{b:02X}")
    }
}
