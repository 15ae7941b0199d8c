//! The places of a page that a link can lead to.

use std::collections::BTreeSet;

/// Their names: every `id`, and the `name` of an `a`.
pub(super) fn places(html: &str) -> BTreeSet<String> {
    let mut places = BTreeSet::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let (tag, after) =
                rest.split_at(rest.find([' ', '\n', '\t', '\r', '/', '>']).unwrap_or(rest.len()));
            let is_link = tag.eq_ignore_ascii_case("a");
            rest = attributes(after, |name, value| {
                if name.eq_ignore_ascii_case("id") || (is_link && name.eq_ignore_ascii_case("name")) {
                    places.insert(unescaped(value));
                }
            });
            if ["script", "style", "textarea", "title"].iter().any(|raw| tag.eq_ignore_ascii_case(raw)) {
                rest = behind(rest, tag);
            }
        }
    }
    places
}

/// What stands behind a tag that begins before `rest`; each of its attributes is told.
fn attributes<'h>(mut rest: &'h str, mut tell: impl FnMut(&'h str, &'h str)) -> &'h str {
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        let Some(first) = rest.chars().next() else { return rest };
        if first == '>' {
            return &rest[1..];
        }
        // A name may begin with anything else.
        let ends = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '=');
        let behind_first = first.len_utf8();
        let length = rest[behind_first..].find(ends).map_or(rest.len(), |at| behind_first + at);
        let name = &rest[..length];
        rest = rest[length..].trim_ascii_start();
        let Some(value) = rest.strip_prefix('=').map(str::trim_ascii_start) else { continue };
        let value = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let (value, after) = value[1..].split_once(quote).unwrap_or((&value[1..], ""));
                rest = after;
                value
            }
            _ => {
                let ends = |c: char| c.is_ascii_whitespace() || c == '>';
                let (value, after) = value.split_at(value.find(ends).unwrap_or(value.len()));
                rest = after;
                value
            }
        };
        tell(name, value);
    }
}

/// What stands behind the end of an element that holds no tags.
fn behind<'h>(mut rest: &'h str, tag: &str) -> &'h str {
    while let Some((_, after)) = rest.split_once("</") {
        rest = after;
        if rest.get(..tag.len()).is_some_and(|end| end.eq_ignore_ascii_case(tag)) {
            return rest;
        }
    }
    ""
}

fn unescaped(value: &str) -> String {
    let named = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    named.iter().fold(value.to_string(), |text, (from, to)| text.replace(from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(html: &str) -> Vec<String> {
        places(html).into_iter().collect()
    }

    #[test]
    fn places_are_read_off_the_markup() {
        assert_eq!(of("<h2 id=\"a-b\">x</h2><a name='c'></a><p id=\"d&amp;e\">"), ["a-b", "c", "d&e"]);
        assert_eq!(
            of("<p\nid=a><A class=x NAME=b><br id=c/><p hidden id = 'd'><a\n\tname=\"e\"/>"),
            ["a", "b", "c/", "d", "e"]
        );
        assert_eq!(of("<p title=\"a > b\" id=x><meta name=y><p data-id=z>1 < 2 id=w <p id=v"), ["v", "x"]);
    }

    #[test]
    fn what_is_no_markup_has_no_places() {
        assert_eq!(of("<!-- <p id=a> --><p id=b>"), ["b"]);
        assert_eq!(of("<script>if (1<a) x = '<p id=\"</p>'</SCRIPT><p id=b><style>a<b id='</style>"), ["b"]);
        assert_eq!(of("<p =id id='a"), ["a"]);
        assert_eq!(of("<title>é</p>"), [""; 0]);
    }
}
