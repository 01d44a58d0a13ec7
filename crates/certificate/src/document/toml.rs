//! The checker's own TOML reader: everything cases use, nothing that rounds.
//!
//! Comments, bare, quoted and dotted keys, `[tables]`, `[[lists of tables]]`, inline tables, all four
//! kinds of strings, decimal integers, booleans, lists over several lines. Floats become
//! [`Value::Float`] so that the case reader can refuse them with a hint. Dates and integers that are not
//! decimal are not read.
//!
//! # Source
//! The TOML specification, versions 1.0 and 1.1 (inline tables may span lines and end in a comma).

use super::cursor::Cursor;
use super::table::{Growing, Key};
use super::toml_string::{basic_string, is_string_byte, literal_string, newline};
use super::{Node, Span, SyntaxError, Value, check_size};

/// Reads a TOML document; the root is a table.
///
/// Cost: linear in the text.
///
/// # Errors
/// [`SyntaxError`]: not TOML, outside the subset above, a key given twice, or over a limit of
/// [`document`](super).
///
/// ```
/// use critcert_certificate::document::toml;
/// assert!(toml::read("[problem]\nwidth = 2  # neurons").is_ok());
/// assert!(toml::read("a = 1\na = 2").is_err());
/// ```
pub fn read(text: &str) -> Result<Node, SyntaxError> {
    check_size(text)?;
    let mut cursor = Cursor::new(text);
    let mut root = Growing::new(Span::default());
    let mut body = None;
    let mut path: Vec<Key> = Vec::new();
    let mut listed = false;
    loop {
        skip_blank_lines(&mut cursor)?;
        let next = cursor.peek();
        if matches!(next, None | Some(b'['))
            && let Some(body) = body.take()
        {
            root.attach(std::mem::take(&mut path), listed, body)?;
        }
        match next {
            None => break,
            Some(b'[') => {
                let span;
                (path, listed, span) = header(&mut cursor)?;
                cursor.check_depth(path.len())?;
                body = Some(Growing::new(span));
            }
            Some(_) => {
                let (keys, node) = pair(&mut cursor, path.len())?;
                body.as_mut().unwrap_or(&mut root).insert(keys, node)?;
            }
        }
        end_of_line(&mut cursor)?;
    }
    root.finish(&mut cursor)
}

fn skip_space(cursor: &mut Cursor<'_>) {
    cursor.take_while(|byte| matches!(byte, b' ' | b'\t'));
}

fn comment(cursor: &mut Cursor<'_>) -> Result<(), SyntaxError> {
    if cursor.peek() == Some(b'#') {
        cursor.take_while(is_string_byte);
        if !(cursor.rest().is_empty() || cursor.rest().starts_with('\n') || cursor.rest().starts_with("\r\n"))
        {
            return Err(cursor.expected("the rest of a comment"));
        }
    }
    Ok(())
}

fn skip_blank_lines(cursor: &mut Cursor<'_>) -> Result<(), SyntaxError> {
    loop {
        skip_space(cursor);
        comment(cursor)?;
        if !newline(cursor) {
            return Ok(());
        }
    }
}

fn end_of_line(cursor: &mut Cursor<'_>) -> Result<(), SyntaxError> {
    skip_space(cursor);
    comment(cursor)?;
    if newline(cursor) || cursor.peek().is_none() {
        Ok(())
    } else {
        Err(cursor.expected("the end of the line"))
    }
}

/// `[path]` or `[[path]]`; gives the path, whether it is the second form, and where it stands.
fn header(cursor: &mut Cursor<'_>) -> Result<(Vec<Key>, bool, Span), SyntaxError> {
    let start = cursor.offset();
    let listed = cursor.eat("[[");
    if !listed {
        cursor.eat("[");
    }
    let path = dotted_key(cursor)?;
    let close = if listed { "]]" } else { "]" };
    if !cursor.eat(close) {
        return Err(cursor.expected(&format!("`{close}`")));
    }
    Ok((path, listed, cursor.since(start)))
}

/// `a.b.c`, with space around the parts.
fn dotted_key(cursor: &mut Cursor<'_>) -> Result<Vec<Key>, SyntaxError> {
    let mut keys = Vec::new();
    loop {
        skip_space(cursor);
        let start = cursor.offset();
        let name = match cursor.peek() {
            Some(b'"') => basic_string(cursor, false)?,
            Some(b'\'') => literal_string(cursor, false)?,
            _ => cursor
                .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
                .to_owned(),
        };
        if cursor.offset() == start {
            return Err(cursor.expected("a key"));
        }
        keys.push(Key { name, span: cursor.since(start) });
        cursor.check_depth(keys.len())?;
        skip_space(cursor);
        if !cursor.eat(".") {
            return Ok(keys);
        }
    }
}

/// `key = value` in a table at `depth`.
fn pair(cursor: &mut Cursor<'_>, depth: usize) -> Result<(Vec<Key>, Node), SyntaxError> {
    let keys = dotted_key(cursor)?;
    if !cursor.eat("=") {
        return Err(cursor.expected("`=`"));
    }
    skip_space(cursor);
    let node = value(cursor, depth + keys.len())?;
    Ok((keys, node))
}

/// One value; recursion is bounded by [`MAX_DEPTH`](super::MAX_DEPTH).
fn value(cursor: &mut Cursor<'_>, depth: usize) -> Result<Node, SyntaxError> {
    cursor.check_depth(depth)?;
    let start = cursor.offset();
    match cursor.peek() {
        Some(b'"') => {
            let multiline = cursor.rest().starts_with("\"\"\"");
            let text = basic_string(cursor, multiline)?;
            cursor.node(Value::Text(text), start)
        }
        Some(b'\'') => {
            let multiline = cursor.rest().starts_with("'''");
            let text = literal_string(cursor, multiline)?;
            cursor.node(Value::Text(text), start)
        }
        Some(b'[') => list(cursor, depth),
        Some(b'{') => inline_table(cursor, depth),
        Some(byte) if byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-') => scalar(cursor),
        _ => Err(cursor.expected("a value")),
    }
}

fn list(cursor: &mut Cursor<'_>, depth: usize) -> Result<Node, SyntaxError> {
    let start = cursor.offset();
    cursor.eat("[");
    let mut nodes = Vec::new();
    loop {
        skip_blank_lines(cursor)?;
        if cursor.eat("]") {
            return cursor.node(Value::List(nodes), start);
        }
        nodes.push(value(cursor, depth + 1)?);
        skip_blank_lines(cursor)?;
        if !cursor.eat(",") && cursor.peek() != Some(b']') {
            return Err(cursor.expected("`,` or `]`"));
        }
    }
}

fn inline_table(cursor: &mut Cursor<'_>, depth: usize) -> Result<Node, SyntaxError> {
    let start = cursor.offset();
    cursor.eat("{");
    let mut table = Growing::new(Span::default());
    loop {
        skip_blank_lines(cursor)?;
        if cursor.eat("}") {
            let mut node = table.finish(cursor)?;
            node.span = cursor.since(start);
            return Ok(node);
        }
        let (keys, node) = pair(cursor, depth)?;
        table.insert(keys, node)?;
        skip_blank_lines(cursor)?;
        if !cursor.eat(",") && cursor.peek() != Some(b'}') {
            return Err(cursor.expected("`,` or `}`"));
        }
    }
}

/// A boolean or a number, told apart by its text.
fn scalar(cursor: &mut Cursor<'_>) -> Result<Node, SyntaxError> {
    let start = cursor.offset();
    let text = cursor.take_while(|byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.' | b'_' | b':' | b'/')
    });
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let value = match text {
        "true" => Value::Boolean(true),
        "false" => Value::Boolean(false),
        _ if matches!(unsigned, "inf" | "nan") || is_float(unsigned) => Value::Float(text.to_owned()),
        _ if is_digits(unsigned) && (unsigned == "0" || !unsigned.starts_with('0')) => {
            Value::Integer(text.replace('_', "").trim_start_matches('+').to_owned())
        }
        _ => {
            let help = "strings and rationals need quotes, \"-1/2\"; dates and numbers such as 0xff or 007 are not read";
            return Err(SyntaxError::new("not a value that a case can hold", cursor.since(start), help));
        }
    };
    cursor.node(value, start)
}

/// Digits, with single underscores between them.
fn is_digits(text: &str) -> bool {
    text.split('_').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// `digits[.digits][e[+-]digits]` with at least one of the two.
pub(super) fn is_float(text: &str) -> bool {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (text, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    (fraction.is_some() || exponent.is_some())
        && is_digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(is_digits)
        && exponent.is_none_or(is_digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_come_from_headers_dots_and_braces() {
        let text = "a.b = 1\n[c]\nd = { e = 'x', f.g = true }\n[[h]]\n[[h]]\ni = [ # two\n 1,\n 2.5,\n]\n";
        let node = read(text).unwrap();
        assert_eq!(show(&node), "{a:{b:1},c:{d:{e:'x',f:{g:true}}},h:[{},{i:[1,2.5f]}]}");
    }

    fn show(node: &Node) -> String {
        match &node.value {
            Value::Text(text) => format!("'{text}'"),
            Value::Integer(text) => text.clone(),
            Value::Float(text) => format!("{text}f"),
            Value::Boolean(value) => value.to_string(),
            Value::List(nodes) => format!("[{}]", nodes.iter().map(show).collect::<Vec<_>>().join(",")),
            Value::Table(entries) => {
                let pairs = entries.iter().map(|entry| format!("{}:{}", entry.key, show(&entry.node)));
                format!("{{{}}}", pairs.collect::<Vec<_>>().join(","))
            }
        }
    }

    #[test]
    fn no_key_is_given_twice() {
        for text in [
            "a = 1\na = 2",
            "[a]\n[a]",
            "a.b = 1\n[a]",
            "a = {}\n[a.b]",
            "a = []\n[[a]]",
            "[[a]]\n[a]",
            "[a]\n[[a]]",
            "a = { b = 1, b = 2 }",
            "[a]\nb.c = 1\n[a.b]",
            "a = 1\na.b = 2",
        ] {
            assert_eq!(read(text).unwrap_err().code, "duplicate-key", "{text}");
        }
    }

    #[test]
    fn what_cases_do_not_use_is_refused() {
        for text in [
            "a = 1979-05-27",
            "a = 0xff",
            "a = 1/2",
            "a = 07",
            "a = yes",
            "a = 1__0",
            "a = 1.",
            "a = \"\\q\"",
        ] {
            assert_eq!(read(text).unwrap_err().code, "syntax", "{text}");
        }
        assert_eq!(read(&format!("a = {}", "[".repeat(100))).unwrap_err().code, "too-deep");
        assert_eq!(read(&format!("{}a = 1", "a.".repeat(100))).unwrap_err().code, "too-deep");
    }
}
