//! Counts what a theme's templates do, so that loops within loops end with an error and not with patience, and weighs
//! what they keep, so that a text glued to itself again and again ends before the machine's memory does.
//! In: a template's text. Out: the same text with a counting call in every component and included template, behind every
//! `set` that makes something, and a counting filter behind what every loop goes through; and the way back from a place
//! in it to a place in the author's.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::ops::Range;

/// The name of the call that counts.
pub const CALL: &str = "_standings_step";

/// The name of the filter that counts the rounds of a loop: once a loop, since a call in every round costs as much as
/// the round itself.
pub const FILTER: &str = "_standings_rounds";

/// Most rounds of loops, components and included templates on one page.
pub const MOST: u32 = 2_000_000;

/// Most bytes of one value that a template keeps; lists within lists count as often as they would be printed.
pub const HEAVIEST: usize = 64 << 20;

/// Most lists within one another.
pub const DEEPEST: usize = 100;

/// So many bytes kept count as one round.
pub const BYTES_A_ROUND: usize = 1024;

/// How many rounds a template counts for that is included.
const INCLUDE: u32 = 50;

/// Most numbers that one `range` gives.
pub const LONGEST_RANGE: i128 = 10_000;

/// Most templates that include one another in a row.
const LONGEST_CHAIN: usize = 10;

thread_local! {
    /// A page is rendered by one thread from its beginning to its end.
    static TAKEN: Cell<u32> = const { Cell::new(0) };
}

/// Begins a page.
pub fn begin() {
    TAKEN.set(0);
}

/// Counts so many rounds; false when there were too many.
pub fn take(rounds: u32) -> bool {
    TAKEN.set(TAKEN.get().saturating_add(rounds));
    TAKEN.get() <= MOST
}

/// A template's text that counts.
pub struct Counted {
    /// What the engine is given.
    pub text: String,
    /// Where something was put into `text`, and its length, in order.
    put: Vec<(usize, usize)>,
}

impl Counted {
    /// Puts the calls in.
    pub fn new(text: &str) -> Counted {
        let mut counted = Counted { text: String::with_capacity(text.len()), put: Vec::new() };
        let tags = tags(text);
        // What extends another must begin with saying so, and is no more than its blocks.
        let extends = tags.iter().any(|tag| tag.word == "extends");
        if !extends {
            counted.call(INCLUDE, &[], false);
        }
        let mut done = 0;
        let mut blocks = 0;
        let mut captured = Vec::new();
        for tag in &tags {
            let kept = match tag.word {
                "block" => {
                    blocks += 1;
                    continue;
                }
                "endblock" => {
                    blocks -= 1;
                    continue;
                }
                "for" if !extends || blocks > 0 => {
                    if let Some(through) = tag.through() {
                        counted.text.push_str(&text[done..through.start]);
                        done = through.end;
                        counted.put(" (");
                        counted.text.push_str(&text[through]);
                        counted.put(&format!(") | {FILTER} "));
                    }
                    continue;
                }
                "component" => parameters(tag.inside),
                "set" | "set_global" if tag.assigned().is_some() => tag.assigned().into_iter().collect(),
                // `{% set x %}…{% endset %}` has its value at its end.
                "set" | "set_global" => {
                    captured.push(name(tag.inside[tag.word.len()..].trim_start()));
                    continue;
                }
                "endset" => captured.pop().into_iter().collect(),
                _ => continue,
            };
            if extends && blocks == 0 {
                continue;
            }
            counted.text.push_str(&text[done..tag.end]);
            done = tag.end;
            counted.call(1, &kept, text[..tag.end].ends_with("-%}"));
        }
        counted.text.push_str(&text[done..]);
        counted
    }

    /// A call, which trims what follows if the tag before it did, and is told of values to weigh.
    fn call(&mut self, rounds: u32, kept: &[&str], trims: bool) {
        let of = if kept.is_empty() { String::new() } else { format!(", of=[{}]", kept.join(", ")) };
        let call = format!("{{{{ {CALL}(n={rounds}{of}) {}}}}}", if trims { "-" } else { "" });
        self.put(&call);
    }

    fn put(&mut self, piece: &str) {
        self.put.push((self.text.len(), piece.len()));
        self.text.push_str(piece);
    }

    /// Where the author wrote what stands at a place of `text`.
    pub fn written(&self, place: &Range<usize>) -> Range<usize> {
        let back = |at: usize| {
            let before = self.put.iter().filter(|(start, _)| *start < at);
            at - before.map(|(start, length)| (*length).min(at - start)).sum::<usize>()
        };
        back(place.start)..back(place.end)
    }
}

/// The template that begins a chain of includes which is too long for the stack, if one does. What includes itself is
/// the engine's to say.
pub fn chained(templates: &BTreeMap<String, String>) -> Option<&str> {
    let mut lengths = BTreeMap::new();
    templates.keys().map(String::as_str).find(|name| chain(name, 0, templates, &mut lengths) > LONGEST_CHAIN)
}

fn chain<'a>(
    name: &'a str,
    before: usize,
    templates: &'a BTreeMap<String, String>,
    lengths: &mut BTreeMap<&'a str, usize>,
) -> usize {
    if let Some(length) = lengths.get(name) {
        return *length;
    }
    if before > LONGEST_CHAIN {
        return 1;
    }
    lengths.insert(name, 0);
    let Some(text) = templates.get(name) else { return 0 };
    let includes = tags(text).into_iter().filter(|tag| tag.word == "include");
    let named = includes.flat_map(|tag| tag.inside.split(['"', '\'', '`']).skip(1).step_by(2));
    let length = 1 + named.map(|next| chain(next, before + 1, templates, lengths)).max().unwrap_or(0);
    lengths.insert(name, length);
    length
}

/// A name in a template, and where it stands.
#[derive(Debug, Clone)]
pub struct Named<'a> {
    /// Without quotes.
    pub name: &'a str,
    /// Its place, without quotes.
    pub range: Range<usize>,
}

/// What the tags of one kind name, in order: `include` and `extends` in quotes, `block` and `component` behind the word.
pub fn named<'a>(text: &'a str, word: &str) -> Vec<Named<'a>> {
    let tags = tags(text).into_iter().filter(|tag| tag.word == word);
    tags.flat_map(|tag| {
        let start = tag.end - tag.inside.len();
        let at = |name: &'a str, from: usize| Named { name, range: start + from..start + from + name.len() };
        if matches!(word, "include" | "extends") {
            let mut from = 0;
            let pieces = tag.inside.split(['"', '\'', '`']).map(|piece| {
                let named = at(piece, from);
                from += piece.len() + 1;
                named
            });
            return pieces.skip(1).step_by(2).collect::<Vec<_>>();
        }
        let rest = tag.inside[word.len()..].trim_start();
        vec![at(component(rest), tag.inside.len() - rest.len())]
    })
    .collect()
}

/// The calls of components within components, each with the component in which it stands.
pub fn calls(text: &str) -> Vec<(&str, Named<'_>)> {
    let tags = tags(text);
    let bodies = tags.iter().enumerate().filter(|(_, tag)| tag.word == "component").map(|(i, tag)| {
        let end = tags[i..].iter().find(|tag| tag.word == "endcomponent").map_or(text.len(), |tag| tag.end);
        (component(tag.inside[tag.word.len()..].trim_start()), tag.end..end)
    });
    bodies
        .flat_map(|(inside, body)| {
            let opens = text[body.clone()].match_indices('<').map(move |(at, _)| body.start + at + 1);
            let called = opens.filter(|at| {
                let before = text[..at - 1].trim_end().trim_end_matches('-');
                before.ends_with("{{") || before.ends_with("{%")
            });
            called.map(move |at| {
                let from = at + text[at..].len() - text[at..].trim_start().len();
                let name = component(&text[from..]);
                (inside, Named { name, range: from..from + name.len() })
            })
        })
        .collect()
}

/// The name of a component or a block at the beginning of a text.
fn component(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '.' | '-'));
    &text[..end.unwrap_or(text.len())]
}

struct Tag<'a> {
    word: &'a str,
    /// From the word to the closing `%}`.
    inside: &'a str,
    end: usize,
}

impl<'a> Tag<'a> {
    /// The name that `set x = …` gives a value to.
    fn assigned(&self) -> Option<&'a str> {
        let rest = self.inside[self.word.len()..].trim_start();
        let name = name(rest);
        let value = rest[name.len()..].trim_start().strip_prefix('=')?;
        (!name.is_empty() && !is_old(value.trim_end_matches("%}").trim_end_matches('-'))).then_some(name)
    }

    /// Where the expression stands that a loop goes through: behind `for x in` or `for k, v in`. What is written
    /// otherwise is the engine's to complain of.
    fn through(&self) -> Option<Range<usize>> {
        let names = self.inside.strip_prefix("for")?;
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let mut rest = names.trim_start().trim_start_matches(is_name).trim_start();
        if let Some(second) = rest.strip_prefix(',') {
            rest = second.trim_start().trim_start_matches(is_name).trim_start();
        }
        let expression = rest.strip_prefix("in").filter(|e| !e.starts_with(is_name))?;
        let closed = expression.strip_suffix("%}")?;
        let until = self.end - "%}".len() - usize::from(closed.ends_with('-'));
        Some(self.end - expression.len()..until)
    }
}

/// True for an expression that makes nothing larger than there was: a place in what there is, a sum, a comparison.
/// Texts grow by `~` and by filters and calls, lists by brackets that stand behind no name.
fn is_old(expression: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || c.is_whitespace() || "_.+-*/<>=!?[]".contains(c);
    let literal = expression.match_indices('[').any(|(at, _)| {
        !expression[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ']' | '?'))
    });
    expression.chars().all(plain) && !literal
}

/// The name at the beginning of a text.
fn name(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len());
    &text[..end]
}

/// The names that a component's head gives to what it is handed: `component a(b, c = "x, y", @site)`.
fn parameters(inside: &str) -> Vec<&str> {
    let Some(open) = inside.find('(') else { return Vec::new() };
    let mut names = Vec::new();
    let (mut start, mut depth, mut quote) = (open + 1, 0, None);
    for (at, c) in inside.char_indices().skip_while(|(at, _)| *at <= open) {
        match (quote, c) {
            (Some(open), c) => quote = Some(open).filter(|open| *open != c),
            (None, '"' | '\'' | '`') => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ',' | ')') if depth == 0 => {
                names.push(name(inside[start..at].trim_start()));
                start = at + 1;
                if c == ')' {
                    break;
                }
            }
            (None, ')' | ']' | '}') => depth -= 1,
            (None, _) => {}
        }
    }
    names.retain(|name| name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_'));
    names
}

/// The `{% … %}` of a template, in order; what stands in comments, in `raw` and in strings is none.
fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('{').map(|i| at + i) {
        let rest = &text[open..];
        at = open + 1;
        if rest.starts_with("{#") {
            at = rest.find("#}").map_or(text.len(), |i| open + i + 2);
        } else if rest.starts_with("{{") {
            at = close(text, open + 2, "}}");
        } else if rest.starts_with("{%") {
            let end = close(text, open + 2, "%}");
            let inside = text[open + 2..end].trim_start_matches('-').trim_start();
            let length =
                inside.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(inside.len());
            found.push(Tag { word: &inside[..length], inside, end });
            at = end;
            if inside[..length] == *"raw" {
                at = text[end..].find("endraw").map_or(text.len(), |i| end + i);
            }
        }
    }
    found
}

/// Behind the end of a tag that has begun, strings skipped.
pub fn close(text: &str, from: usize, end: &str) -> usize {
    let mut quote = None;
    let mut skip = false;
    for (index, c) in text[from..].char_indices() {
        match (quote, c) {
            _ if skip => skip = false,
            (Some(_), '\\') => skip = true,
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') => quote = Some(c),
            (None, _) if text[from + index..].starts_with(end) => return from + index + end.len(),
            (None, _) => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, counted: &str) {
        let made = Counted::new(text);
        let shown = made.text.replace(&format!("{{{{ {CALL}(n=1) "), "<");
        let shown =
            shown.replace(&format!("{{{{ {CALL}(n=50) "), "<").replace(&format!("{{{{ {CALL}(n=1, of="), "<");
        let shown = shown.replace(") }}", ">").replace("}}", ">");
        assert_eq!(shown.replace(&format!(") | {FILTER} "), "]").replace(" (", "["), counted);
        // Every place of the author's is found again.
        for word in ["ONE", "TWO"] {
            if let (Some(there), Some(here)) = (made.text.find(word), text.find(word)) {
                assert_eq!(made.written(&(there..there + 3)), here..here + 3, "{word} in {text}");
            }
        }
    }

    #[test]
    fn loops_components_and_whole_templates_are_counted() {
        check("a{% for x in y %}ONE{% endfor %}TWO", "<>a{% for x in[ y ]%}ONE{% endfor %}TWO");
        check(
            "{% for x in ONE | sort -%} TWO{%- endfor %}",
            "<>{% for x in[ ONE | sort ]-%} TWO{%- endfor %}",
        );
        check("{%- for k,v in m.n %}ONE{% endfor %}", "<>{%- for k,v in[ m.n ]%}ONE{% endfor %}");
        check(
            "{%- component a(b) -%} ONE{% endcomponent a %}",
            "<>{%- component a(b) -%}<[b]) -> ONE{% endcomponent a %}",
        );
        check(
            "{% extends \"b\" %}{% block c %}ONE{% endblock %}",
            "{% extends \"b\" %}{% block c %}ONE{% endblock %}",
        );
    }

    #[test]
    fn what_is_kept_is_weighed() {
        check(
            "{% set x = a ~ b -%} ONE{% set_global y=[x, x] %}TWO",
            "<>{% set x = a ~ b -%}<[x]) -> ONE{% set_global y=[x, x] %}<[y]>TWO",
        );
        check(
            "{% set x | upper %}ONE{% set y %}{% endset %}{% endset %}",
            "<>{% set x | upper %}ONE{% set y %}{% endset %}<[y]>{% endset %}<[x]>",
        );
        check(
            "{% component a(b: string, c = \"x, y\", d = [1, 2], @site) %}ONE{% endcomponent a %}",
            "<>{% component a(b: string, c = \"x, y\", d = [1, 2], @site) %}<[b, c, d]>ONE{% endcomponent a %}",
        );
        check(
            "{% extends \"b\" %}{% set x = f() %}{% block c %}{% set y = x | a %}ONE{% endblock %}",
            "{% extends \"b\" %}{% set x = f() %}{% block c %}{% set y = x | a %}<[y]>ONE{% endblock %}",
        );
        // What was there before weighs nothing more.
        check(
            "{% set d = a.b[0] - c %}ONE{% set t=x[1][2] -%}",
            "<>{% set d = a.b[0] - c %}ONE{% set t=x[1][2] -%}",
        );
    }

    #[test]
    fn what_only_looks_like_a_loop_is_left_alone() {
        check("{# {% for x in y %} #}ONE", "<>{# {% for x in y %} #}ONE");
        check("{% raw %}{% for x in y %}{% endraw %}ONE", "<>{% raw %}{% for x in y %}{% endraw %}ONE");
        check("{% for inner %}ONE{% endfor %}", "<>{% for inner %}ONE{% endfor %}");
        check("{% if \"{% for %}\" %}ONE{% endif %}", "<>{% if \"{% for %}\" %}ONE{% endif %}");
        check("{% for x in \"%}\" %}ONE{% endfor %}{", "<>{% for x in[ \"%}\" ]%}ONE{% endfor %}{");
    }
}
