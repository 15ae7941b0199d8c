//! The syntax of a reference: `{{ name(value, key=value) }}`. What it means is `resolve`'s business.

use crate::diagnostic::Span;

/// A value as written.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// In quotes.
    Text(String),
    /// Digits.
    Number(u32),
}

/// One argument.
#[derive(Debug, Clone, PartialEq)]
pub struct Argument {
    /// Its key, if named.
    pub key: Option<(String, Span)>,
    /// Its value.
    pub value: Value,
    /// Where the value stands, without quotes.
    pub span: Span,
}

/// A reference as written.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// Its name.
    pub name: String,
    /// Where the name stands.
    pub name_span: Span,
    /// Its arguments.
    pub arguments: Vec<Argument>,
    /// All of it, with the braces.
    pub span: Span,
}

/// Why a text that begins with `{{` is no reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong.
    pub message: &'static str,
    /// Where.
    pub span: Span,
}

/// Where the first pair of braces stands with which a reference may begin.
pub fn first(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'{', bytes).find(|at| bytes.get(at + 1) == Some(&b'{'))
}

/// Parses the reference that begins at the start of `text`; places count from `offset`.
pub fn parse(text: &str, offset: usize) -> Result<Call, SyntaxError> {
    let mut cursor = Cursor { text, at: 2, offset };
    cursor.space();
    let (name, name_span) =
        cursor.word().ok_or_else(|| cursor.error("a name such as `rank` belongs here"))?;
    cursor.space();
    cursor.expect('(', "`(` belongs here, as in `{{ rank(\"id\") }}`")?;
    let mut arguments = Vec::new();
    loop {
        cursor.space();
        if cursor.take(')') {
            break;
        }
        arguments.push(argument(&mut cursor)?);
        cursor.space();
        if !cursor.take(',') {
            cursor.expect(')', "`,` or `)` belongs here")?;
            break;
        }
    }
    cursor.space();
    cursor.expect('}', "`}}` ends a reference")?;
    cursor.expect('}', "`}}` ends a reference")?;
    Ok(Call { name, name_span, arguments, span: Span::new(offset, offset + cursor.at) })
}

fn argument(cursor: &mut Cursor<'_>) -> Result<Argument, SyntaxError> {
    let key = match cursor.peek() {
        Some(c) if c.is_ascii_alphabetic() => {
            let key = cursor.word();
            cursor.space();
            cursor.expect('=', "`=` belongs here; texts stand in quotes")?;
            cursor.space();
            key
        }
        _ => None,
    };
    let start = cursor.at;
    match cursor.peek() {
        Some(quote @ ('"' | '\'')) => {
            let rest = &cursor.text[start + 1..];
            let end = rest.find(quote).ok_or_else(|| cursor.error("this quotation mark is not closed"))?;
            if rest[..end].contains('\n') {
                return Err(cursor.error("this quotation mark is not closed on its line"));
            }
            cursor.at = start + 1 + end + 1;
            let span = Span::new(cursor.offset + start + 1, cursor.offset + start + 1 + end);
            Ok(Argument { key, value: Value::Text(rest[..end].to_string()), span })
        }
        Some(c) if c.is_ascii_digit() => {
            let digits: String = cursor.text[start..].chars().take_while(char::is_ascii_digit).collect();
            let number = digits.parse().map_err(|_| cursor.error("this number is too large"))?;
            cursor.at += digits.len();
            let span = Span::new(cursor.offset + start, cursor.offset + cursor.at);
            Ok(Argument { key, value: Value::Number(number), span })
        }
        Some('“' | '”' | '‘' | '’') => Err(cursor.error("texts stand in straight quotes, \" or '")),
        Some('\n') => Err(cursor.error("a reference stands on one line")),
        _ => Err(cursor.error("a text in quotes or a whole number belongs here")),
    }
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
    offset: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn take(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        if found {
            self.at += c.len_utf8();
        }
        found
    }

    fn space(&mut self) {
        while self.take(' ') || self.take('\u{a0}') {}
    }

    fn expect(&mut self, c: char, message: &'static str) -> Result<(), SyntaxError> {
        if self.take(c) { Ok(()) } else { Err(self.error(message)) }
    }

    fn word(&mut self) -> Option<(String, Span)> {
        let start = self.at;
        while self.peek().is_some_and(|c| c.is_ascii_alphanumeric() || c == '_') {
            self.at += 1;
        }
        let span = Span::new(self.offset + start, self.offset + self.at);
        (self.at > start).then(|| (self.text[start..self.at].to_string(), span))
    }

    fn error(&self, message: &'static str) -> SyntaxError {
        let at = self.offset + self.at;
        SyntaxError { message, span: Span::new(at, at + self.peek().map_or(1, char::len_utf8)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_values_and_places() {
        let call = parse("{{ chart(\"bump\", periods=12) }} rest", 100).unwrap();
        assert_eq!((call.name.as_str(), call.span), ("chart", Span::new(100, 131)));
        assert_eq!(call.arguments[0].span, Span::new(110, 114));
        assert_eq!(call.arguments[1].value, Value::Number(12));
    }

    #[test]
    fn mistakes_have_places() {
        for (text, at) in
            [("{{ }}", 3), ("{{ rank }}", 8), ("{{ rank(x) }}", 9), ("{{ rank(\"x) }}", 8), ("{{ a(1) }", 9)]
        {
            assert_eq!(parse(text, 0).unwrap_err().span.start, at, "{text}");
        }
    }
}
