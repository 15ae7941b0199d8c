//! What each mail provider puts in for a reader, and what it would take for its own template language.

use crate::config::Provider;

/// Stands in for the address at which a reader leaves. It is a sound address that leads nowhere (RFC 2606), so a
/// letter is valid as it is and whoever sends it by a tool of their own replaces it.
pub const UNSUBSCRIBE: &str = "https://unsubscribe.invalid/";
/// The sender's postal address, where the provider has it.
pub const ADDRESS: &str = "https-postal-address-invalid";

/// A provider's placeholders, and the openings of its template language.
pub struct Profile {
    /// The address at which a reader leaves; `None` where the provider adds its own foot.
    pub unsubscribe: Option<&'static str>,
    /// The sender's postal address.
    pub address: Option<&'static str>,
    openings: &'static [&'static str],
}

pub fn profile(provider: Provider) -> Profile {
    match provider {
        Provider::Generic => {
            Profile { unsubscribe: Some(UNSUBSCRIBE), address: None, openings: &["{{", "{%", "*|"] }
        }
        Provider::Buttondown => Profile {
            unsubscribe: Some("{{ unsubscribe_url }}"),
            address: None,
            openings: &["{{", "{%", "{#"],
        },
        Provider::Kit => Profile {
            unsubscribe: Some("{{ unsubscribe_url }}"),
            address: Some("{{ address }}"),
            openings: &["{{", "{%"],
        },
        Provider::Mailchimp => Profile {
            unsubscribe: Some("*|UNSUB|*"),
            address: Some("*|LIST:ADDRESSLINE|*"),
            openings: &["*|", "{{"],
        },
        Provider::Ghost => Profile {
            unsubscribe: Some("%%{unsubscribe_url}%%"),
            address: None,
            openings: &["%%{", "{{", "{%"],
        },
    }
}

impl Profile {
    /// Openings in the text become ones that only a browser reads as such; then the placeholders are put in.
    pub fn finish_html(&self, html: &str) -> String {
        self.finish(html, |opening| opening.chars().map(|c| format!("&#{};", c as u32)).collect())
    }

    /// In plain text an invisible joiner parts an opening.
    pub fn finish_text(&self, text: &str) -> String {
        self.finish(text, |opening| {
            let mut letters = opening.chars();
            letters.next().into_iter().chain(['\u{2060}']).chain(letters).collect()
        })
    }

    fn finish(&self, text: &str, inert: impl Fn(&str) -> String) -> String {
        let mut out = text.to_string();
        for opening in self.openings {
            out = out.replace(opening, &inert(opening));
        }
        out.replace(UNSUBSCRIBE, self.unsubscribe.unwrap_or_default())
            .replace(ADDRESS, self.address.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literal_openings_are_inert_and_placeholders_are_not() {
        let html = format!("<p>{{{{ x }}}} {{% y %}} *|Z|*</p><a href=\"{UNSUBSCRIBE}\">leave</a>");
        let buttondown = profile(Provider::Buttondown).finish_html(&html);
        assert_eq!(
            buttondown,
            "<p>&#123;&#123; x }} &#123;&#37; y %} *|Z|*</p><a href=\"{{ unsubscribe_url }}\">leave</a>"
        );
        let mailchimp = profile(Provider::Mailchimp).finish_html(&html);
        assert!(
            mailchimp.contains("&#42;&#124;Z|*") && mailchimp.contains("href=\"*|UNSUB|*\""),
            "{mailchimp}"
        );
        assert!(!profile(Provider::Kit).finish_text("a {{ b }}").contains("{{ b"));
    }
}
