//! The plain text of a letter, from the markup of its content: 72 columns, aligned tables, numbered links.
//! In: markup of ours (the Markdown writer's and the theme's), well-formed. Out: text; unknown elements give their text.

mod table;

use std::fmt::Write as _;
use table::{Cell, Table};

/// Columns of a line.
const WIDE: usize = 72;

/// What a letter is made of.
pub struct Letter<'a> {
    pub subject: &'a str,
    pub site: &'a str,
    pub dateline: &'a str,
    pub summary: Option<&'a str>,
    pub url: &'a str,
    pub home: &'a str,
    pub content: &'a str,
    pub unsubscribe: Option<&'a str>,
    pub address: Option<&'a str>,
}

/// The whole letter; its first line is the subject's header.
pub fn edition(letter: &Letter<'_>) -> String {
    let mut out = format!("Subject: {}\n\n", letter.subject);
    let _ = writeln!(out, "{}\n{}\n{}\n", letter.site, letter.dateline, "=".repeat(WIDE));
    let title = wrap(letter.subject, WIDE, "", "").join("\n");
    let _ = writeln!(out, "{title}\n");
    if let Some(summary) = letter.summary {
        let _ = writeln!(out, "{}\n", wrap(summary, WIDE, "", "").join("\n"));
    }
    let _ = writeln!(out, "View in browser: {}\n", letter.url);
    let mut writer = Writer::default();
    writer.read(letter.content);
    out.push_str(writer.finish().trim_end());
    let _ = writeln!(out, "\n\n{}", "-".repeat(WIDE));
    let _ = writeln!(out, "{}: {}", letter.site, letter.home);
    if let Some(address) = letter.address {
        let _ = writeln!(out, "{address}");
    }
    if let Some(unsubscribe) = letter.unsubscribe {
        let _ = writeln!(out, "Unsubscribe: {unsubscribe}");
    }
    out
}

#[derive(Default)]
struct Writer {
    out: String,
    /// The text of the block that is open.
    line: String,
    /// What stands before the first and the further lines of the block.
    lead: String,
    lists: Vec<List>,
    quotes: usize,
    /// Inside `<pre>` white space counts.
    preformatted: bool,
    links: Vec<String>,
    open_links: Vec<Option<usize>>,
    /// The marks of the links in the open cell.
    marks: Vec<String>,
    table: Option<Table>,
    hidden: usize,
}

struct List {
    next: Option<u32>,
}

impl Writer {
    fn read(&mut self, html: &str) {
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            self.text(&rest[..at]);
            let Some(end) = rest[at..].find('>') else { break };
            self.tag(&rest[at + 1..at + end]);
            rest = &rest[at + end + 1..];
        }
        self.text(rest);
        self.flush();
    }

    fn finish(mut self) -> String {
        if !self.links.is_empty() {
            self.out.push_str("\nLinks\n\n");
            for (index, link) in self.links.iter().enumerate() {
                let _ = writeln!(self.out, "[{}] {link}", index + 1);
            }
        }
        self.out
    }

    fn text(&mut self, raw: &str) {
        if self.hidden > 0 {
            return;
        }
        let text = unescape(raw);
        if self.preformatted {
            self.line.push_str(&text);
            return;
        }
        for c in text.chars() {
            if c.is_whitespace() && c != '\u{a0}' {
                if !self.line.ends_with(' ') && !self.line.is_empty() {
                    self.line.push(' ');
                }
            } else {
                self.line.push(c);
            }
        }
    }

    fn tag(&mut self, tag: &str) {
        let closing = tag.starts_with('/');
        let name: String =
            tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect::<String>();
        match (name.as_str(), closing) {
            ("style" | "script", _) => self.hidden = usize::from(!closing),
            ("br", _) => self.line.push('\n'),
            ("hr", _) => {
                self.flush();
                let _ = writeln!(self.out, "{}\n", "-".repeat(WIDE));
            }
            ("a", false) => self.open_link(tag),
            ("a", true) => {
                if let Some(Some(number)) = self.open_links.pop() {
                    let mark = format!(" [{number}]");
                    self.line.push_str(&mark);
                    self.marks.push(mark);
                }
            }
            ("img", _) => {
                let alt = attribute(tag, "alt").unwrap_or_default();
                if !alt.is_empty() {
                    let _ = write!(self.line, "[{alt}]");
                }
            }
            ("table" | "caption" | "tr" | "th" | "td", _) => self.table_tag(&name, closing, tag),
            ("ul" | "ol", false) => {
                self.flush();
                self.lists.push(List { next: (name == "ol").then_some(1) });
            }
            ("ul" | "ol", true) => {
                self.flush();
                self.lists.pop();
                if self.lists.is_empty() {
                    self.blank();
                }
            }
            ("li", false) => self.item(),
            ("blockquote", _) => {
                self.flush();
                self.quotes = if closing { self.quotes.saturating_sub(1) } else { self.quotes + 1 };
            }
            ("pre", _) => {
                self.flush();
                self.preformatted = !closing;
            }
            ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", true) => self.heading(),
            (
                "p" | "div" | "section" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "li" | "dl" | "dt" | "dd",
                _,
            ) => {
                self.flush();
            }
            _ => {}
        }
    }

    fn open_link(&mut self, tag: &str) {
        let href = attribute(tag, "href").filter(|href| !href.starts_with('#'));
        let number = href.map(|href| {
            let known = self.links.iter().position(|link| *link == href);
            known.unwrap_or_else(|| {
                self.links.push(href);
                self.links.len() - 1
            }) + 1
        });
        self.open_links.push(number);
    }

    fn item(&mut self) {
        self.flush();
        let depth = self.lists.len().saturating_sub(1);
        let mark = match self.lists.last_mut() {
            Some(List { next: Some(number) }) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "- ".to_string(),
        };
        self.lead = format!("{}{mark}", "  ".repeat(depth));
    }

    fn heading(&mut self) {
        let line = std::mem::take(&mut self.line);
        let lines = wrap(line.trim(), WIDE, "", "");
        let longest = lines.iter().map(|l| width(l)).max().unwrap_or(0);
        if longest > 0 {
            let _ = writeln!(self.out, "\n{}\n{}\n", lines.join("\n"), "-".repeat(longest));
        }
    }

    /// Ends the block that is open.
    fn flush(&mut self) {
        if let Some(table) = &mut self.table {
            // A paragraph in a cell is part of the cell.
            if table.in_caption || !table.rows.is_empty() {
                return;
            }
        }
        let line = std::mem::take(&mut self.line);
        let text = line.trim_matches(['\n', ' ']);
        if text.is_empty() {
            return;
        }
        let lead = std::mem::take(&mut self.lead);
        let quote = "> ".repeat(self.quotes);
        let in_list = !self.lists.is_empty();
        if self.preformatted || line.contains("\n    ") {
            text.lines().for_each(|l| self.out.push_str(&format!("    {l}\n")));
        } else {
            let further = format!("{quote}{}", " ".repeat(width(&lead)));
            let first = format!("{quote}{lead}");
            for part in text.split('\n') {
                for l in wrap(part, WIDE, &first, &further) {
                    let _ = writeln!(self.out, "{l}");
                }
            }
        }
        if !in_list {
            self.blank();
        }
    }

    fn blank(&mut self) {
        if !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    fn table_tag(&mut self, name: &str, closing: bool, tag: &str) {
        match (name, closing) {
            ("table", false) => {
                self.flush();
                self.table = Some(Table::default());
            }
            ("table", true) => {
                self.line.clear();
                if let Some(table) = self.table.take() {
                    self.out.push_str(&table.laid_out());
                    self.blank();
                }
            }
            ("caption", _) => {
                let text = std::mem::take(&mut self.line);
                if let Some(table) = &mut self.table {
                    table.in_caption = !closing;
                    if closing {
                        table.caption = text.trim().to_string();
                    }
                }
            }
            ("tr", false) => {
                self.line.clear();
                if let Some(table) = &mut self.table {
                    table.rows.push(Vec::new());
                }
            }
            ("th" | "td", false) => {
                self.line.clear();
                self.marks.clear();
                let right = attribute(tag, "class")
                    .is_some_and(|class| class.split(' ').any(|c| c == "num" || c == "align-right"));
                if let Some(table) = &mut self.table {
                    let at = table.rows.last().map_or(0, Vec::len);
                    if table.right.len() <= at {
                        table.right.resize(at + 1, false);
                    }
                    table.right[at] |= right;
                }
            }
            ("th" | "td", true) => {
                let line = std::mem::take(&mut self.line);
                let marks = std::mem::take(&mut self.marks);
                if let Some(row) = self.table.as_mut().and_then(|table| table.rows.last_mut()) {
                    let text = line.split_whitespace().collect::<Vec<_>>().join(" ");
                    row.push(Cell { text, marks });
                }
            }
            _ => {}
        }
    }
}

/// Columns of a text, as most fonts of fixed width show it.
fn width(text: &str) -> usize {
    text.chars().filter(|c| !matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}')).count()
}

/// Lines of at most so many columns; a longer word keeps a line of its own.
fn wrap(text: &str, most: usize, first: &str, further: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = first.to_string();
    let mut empty = true;
    for word in text.split([' ', '\n', '\t']).filter(|w| !w.is_empty()) {
        if !empty && width(&line) + 1 + width(word) > most {
            lines.push(std::mem::replace(&mut line, further.to_string()));
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    if !empty {
        lines.push(line);
    }
    lines
}

/// An attribute of a start tag.
pub fn attribute(tag: &str, name: &str) -> Option<String> {
    let at = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let end = tag[at..].find('"')?;
    Some(unescape(&tag[at..at + end]))
}

/// The references that our writers and the template engine use.
fn unescape(text: &str) -> String {
    let named = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&#x2F;", "/"),
        ("&apos;", "'"),
        ("&nbsp;", "\u{a0}"),
        ("&amp;", "&"),
    ];
    named.iter().fold(text.to_string(), |text, (from, to)| text.replace(from, to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    #[test]
    fn blocks_links_lists_and_tables() {
        let mut writer = Writer::default();
        writer.read(
            "<h2>Head &amp; line</h2>\n<p>One <a href=\"https://a.example/\">link</a>, the <a href=\"https://a.example/\">same</a>, <a href=\"#fn\">a note</a>.</p><ul><li>first</li><li><p>second</p></li></ul><blockquote><p>said</p></blockquote><pre><code>a\n  b\n</code></pre><table><caption>Board</caption><thead><tr><th>Name</th><th class=\"num\">Value</th></tr></thead><tbody><tr><th><a href=\"https://b.example/\">Alpha</a></th><td class=\"num\">7</td></tr><tr><th>B</th><td class=\"num\">1,100</td></tr></tbody></table>",
        );
        expect![[r#"

            Head & line
            -----------

            One link [1], the same [1], a note.

            - first
            - second

            > said

                a
                  b

            Board

            Name       Value
            ----------------
            Alpha [2]      7
            B          1,100


            Links

            [1] https://a.example/
            [2] https://b.example/
        "#]]
        .assert_eq(&writer.finish());
    }

    #[test]
    fn a_cell_that_is_cut_keeps_the_number_of_its_link() {
        let mut writer = Writer::default();
        let link = |n: u32| format!("<a href=\"https://{n}.example/\">{}</a>", "long name ".repeat(6));
        writer.read(&format!(
            "<table><tr><td>{}</td><td>{}, {}</td></tr></table>",
            link(1),
            link(2),
            link(3)
        ));
        let text = writer.finish();
        let line = text.lines().next().unwrap();
        assert!(line.contains("… [1]  ") && line.ends_with("… [2] [3]") && width(line) <= WIDE, "{line}");
    }

    #[test]
    fn lines_keep_to_72_columns() {
        let letter = Letter {
            subject: "T",
            site: "S",
            dateline: "D",
            summary: None,
            url: "https://example.com/",
            home: "https://e.example/",
            content: &format!(
                "<p>{}</p><table><tr><td>{}</td><td>{}</td></tr></table>",
                "word ".repeat(60),
                "x".repeat(90),
                "y".repeat(50)
            ),
            unsubscribe: None,
            address: None,
        };
        for line in edition(&letter).lines() {
            assert!(width(line) <= WIDE, "{line}");
        }
    }
}
