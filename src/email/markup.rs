//! What the markup of pages has that mail programs do not understand.
//! In: markup of ours. Out: the same text; links within it lead to the page, since mail programs drop the ids that they
//! would need; a footnote's mark is a number, for the note stands below; labels and handles for scrolling are gone.

use crate::editorial::escape;

/// Attributes without a meaning in mail.
const DROPPED: [&str; 3] = ["aria-label", "role", "tabindex"];

/// The markup of a text as mail has it; `page` is where the text stands on the site.
pub fn for_mail(page: &str, html: &str) -> String {
    let here = format!(" href=\"{}#", escape(page));
    let mut out = String::with_capacity(html.len());
    let (mut going_back, mut in_mark) = (false, false);
    for piece in html.split_inclusive('>') {
        let Some((text, tag)) = piece.rfind('<').map(|at| piece.split_at(at)) else {
            out.push_str(piece);
            continue;
        };
        if going_back {
            going_back = tag != "</a>";
        } else if tag.starts_with("<a ") && tag.contains(" role=\"doc-backlink\"") {
            // An arrow back to the text would open the page in a browser.
            out.push_str(text.trim_end());
            going_back = true;
        } else if in_mark && tag == "</a>" {
            out.push_str(text);
            in_mark = false;
        } else if tag.starts_with("<a ") && tag.contains(" role=\"doc-noteref\"") {
            out.push_str(text);
            in_mark = true;
        } else {
            out.push_str(text);
            let tag = DROPPED.iter().fold(tag.replace(" href=\"#", &here), |tag, name| without(tag, name));
            // A section without its label is a part like any other.
            out.push_str(&tag.replacen("<section", "<div", 1).replacen("</section", "</div", 1));
        }
    }
    out
}

fn without(tag: String, name: &str) -> String {
    let start = format!(" {name}=\"");
    let Some(at) = tag.find(&start) else { return tag };
    let value = at + start.len();
    match tag[value..].find('"') {
        Some(length) => format!("{}{}", &tag[..at], &tag[value + length + 1..]),
        None => tag,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_within_the_text_lead_to_the_page_and_text_is_left_alone() {
        let html = "<p>a href=\"#x <a id=\"m\" href=\"#fn\">1</a> <a href=\"https://b/#c\">b</a></p>";
        assert_eq!(
            for_mail("https://e.example/i/", html),
            "<p>a href=\"#x <a id=\"m\" href=\"https://e.example/i/#fn\">1</a> <a href=\"https://b/#c\">b</a></p>"
        );
    }

    #[test]
    fn labels_go_and_a_footnotes_links_too() {
        let html = "<div role=\"group\" aria-label=\"Table\" tabindex=\"0\"><p>A \
            role=\"note\"<sup><a id=\"r\" href=\"#n\" role=\"doc-noteref\" aria-label=\"Note 1\">1</a></sup>. \
            <a href=\"#r\" role=\"doc-backlink\" aria-label=\"Back\">↩</a> \
            <a href=\"#r-2\" role=\"doc-backlink\" aria-label=\"Back\">↩</a></p></div>";
        let html = &html.replace("<div ", "<section ").replace("</div>", "</section>");
        assert_eq!(for_mail("https://e.example/", html), "<div><p>A role=\"note\"<sup>1</sup>.</p></div>");
    }
}
