//! What `site.yaml` says about reaching readers: the form for subscriptions, and whom to tell of a security hole.

use crate::document::{Fields, Node, Reading};
use jiff::civil::Date;

/// The form that takes subscriptions.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Subscribe {
    /// Where the form posts to.
    pub action: Option<String>,
    /// Whose form it is.
    pub provider: String,
    /// The name of the address field, where the provider's usual one is not meant.
    pub field: Option<String>,
}

impl Subscribe {
    /// What the provider calls the field of the address.
    pub fn field(&self) -> &str {
        self.field.as_deref().unwrap_or(match self.provider.as_str() {
            "mailchimp" => "EMAIL",
            "kit" | "convertkit" => "email_address",
            _ => "email",
        })
    }

    /// False for providers whose forms need their own script: a link leads to them instead.
    pub fn takes_plain_forms(&self) -> bool {
        self.provider != "ghost"
    }
}

/// What `/.well-known/security.txt` says (RFC 9116).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Security {
    /// Addresses to write to, best first: `mailto:` or `https://`.
    pub contact: Vec<String>,
    /// The day from which it is not to be relied on.
    pub expires: Date,
    /// The policy's address.
    pub policy: Option<String>,
    /// Who is thanked.
    pub acknowledgments: Option<String>,
    /// Languages that are understood: `en, de`.
    pub languages: Vec<String>,
}

/// Reads `subscribe`; the inner `None` is the provider `none`.
pub fn subscribe(r: &mut Reading<'_>, node: &Node) -> Option<Option<Subscribe>> {
    let mut f = Fields::open(node, "`subscribe`", r)?;
    let action = f.node("action").and_then(|n| match r.text(n)?.as_str() {
        "" => None,
        _ => r.web_address(n),
    });
    let provider = f.optional("provider", r, Reading::text).unwrap_or_else(|| "none".to_string());
    let field = f.optional("field", r, Reading::text);
    f.finish(r);
    if provider != "none" && action.is_none() {
        let help = "give the address that the form posts to, or write `provider: none`";
        let message =
            format!("`subscribe` names the provider `{provider}` and no `action`: there is no form");
        r.warning_help("config-subscribe", node.span, message, help);
    }
    Some((provider != "none").then_some(Subscribe { action, provider, field }))
}

/// Reads `security`.
pub fn security(r: &mut Reading<'_>, node: &Node) -> Option<Security> {
    let mut f = Fields::open(node, "`security`", r)?;
    let contact = f.required("contact", r, |r, n| match n.value {
        crate::document::Value::List(_) => {
            let contacts: Vec<String> = r.list(n).iter().filter_map(|n| contact(r, n)).collect();
            (!contacts.is_empty()).then_some(contacts)
        }
        _ => Some(vec![contact(r, n)?]),
    });
    let expires = f.required("expires", r, Reading::date);
    let policy = f.optional("policy", r, Reading::web_address);
    let acknowledgments = f.optional("acknowledgments", r, Reading::web_address);
    let languages = f.optional("languages", r, Reading::texts).unwrap_or_default();
    f.finish(r);
    Some(Security { contact: contact?, expires: expires?, policy, acknowledgments, languages })
}

/// An address to write to. A bare e-mail address is taken for one.
fn contact(r: &mut Reading<'_>, node: &Node) -> Option<String> {
    let text = r.text(node)?.trim().to_string();
    if text.contains(char::is_whitespace) {
        r.error("config-security", node.span, "a contact is one address");
        return None;
    }
    if text.starts_with("mailto:") || text.starts_with("https://") || text.starts_with("tel:") {
        return Some(text);
    }
    if text.contains('@') && !text.contains(':') {
        return Some(format!("mailto:{text}"));
    }
    let help = "write `mailto:security@example.com` or `https://example.com/security`";
    r.error_help("config-security", node.span, format!("`{text}` is not an address to write to"), help);
    None
}
