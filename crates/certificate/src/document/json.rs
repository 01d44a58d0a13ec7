//! The checker's own JSON reader: strict RFC 8259, without `null`, without repeated keys.

use super::cursor::Cursor;
use super::table::duplicate_key;
use super::toml::is_float;
use super::{Entry, MAX_KEYS, Node, Span, SyntaxError, Value, check_size};

/// Reads one JSON value that fills the whole text.
///
/// Numbers with a fraction or an exponent become [`Value::Float`]; integers keep all their digits.
/// Cost: linear in the text.
///
/// # Errors
/// [`SyntaxError`]: not JSON, a repeated key, `null`, text behind the value, or over a limit of
/// [`document`](super).
///
/// ```
/// use critcert_certificate::document::json;
/// assert!(json::read(r#"{"a": [1, "1/2"]}"#).is_ok());
/// assert!(json::read(r#"{"a": 1, "a": 2}"#).is_err());
/// ```
pub fn read(text: &str) -> Result<Node, SyntaxError> {
    check_size(text)?;
    let mut cursor = Cursor::new(text);
    skip_space(&mut cursor);
    let node = value(&mut cursor, 0)?;
    skip_space(&mut cursor);
    match cursor.peek() {
        None => Ok(node),
        Some(_) => Err(cursor.expected("the end of the file")),
    }
}

fn skip_space(cursor: &mut Cursor<'_>) {
    cursor.take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'));
}

/// One value; recursion is bounded by [`MAX_DEPTH`](super::MAX_DEPTH).
fn value(cursor: &mut Cursor<'_>, depth: usize) -> Result<Node, SyntaxError> {
    cursor.check_depth(depth)?;
    let start = cursor.offset();
    match cursor.peek() {
        Some(b'{') => table(cursor, depth),
        Some(b'[') => list(cursor, depth),
        Some(b'"') => {
            let text = string(cursor)?;
            cursor.node(Value::Text(text), start)
        }
        Some(b'-' | b'0'..=b'9') => number(cursor),
        Some(byte) if byte.is_ascii_alphabetic() => {
            let word = cursor.take_while(|byte| byte.is_ascii_alphanumeric());
            let value = match word {
                "true" => Value::Boolean(true),
                "false" => Value::Boolean(false),
                "NaN" | "Infinity" | "nan" | "inf" => Value::Float(word.to_owned()),
                "null" => {
                    let help = "leave the key out instead";
                    return Err(SyntaxError::new(
                        "`null` has no meaning in a case",
                        cursor.since(start),
                        help,
                    ));
                }
                _ => {
                    let help = "strings need double quotes";
                    return Err(SyntaxError::new("not a JSON value", cursor.since(start), help));
                }
            };
            cursor.node(value, start)
        }
        _ => Err(cursor.expected("a JSON value")),
    }
}

fn table(cursor: &mut Cursor<'_>, depth: usize) -> Result<Node, SyntaxError> {
    let start = cursor.offset();
    cursor.eat("{");
    let mut entries: Vec<Entry> = Vec::new();
    skip_space(cursor);
    if !cursor.eat("}") {
        loop {
            skip_space(cursor);
            if cursor.peek() != Some(b'"') {
                return Err(cursor.expected("a key in double quotes"));
            }
            let key_start = cursor.offset();
            let key = string(cursor)?;
            let key_span = cursor.since(key_start);
            if entries.len() >= MAX_KEYS || entries.iter().any(|entry| entry.key == key) {
                return Err(duplicate_key(&key, key_span, entries.len()));
            }
            skip_space(cursor);
            if !cursor.eat(":") {
                return Err(cursor.expected("`:`"));
            }
            skip_space(cursor);
            let node = value(cursor, depth + 1)?;
            entries.push(Entry { key, key_span, node });
            skip_space(cursor);
            if cursor.eat("}") {
                break;
            }
            if !cursor.eat(",") {
                return Err(cursor.expected("`,` or `}`"));
            }
        }
    }
    let mut node = cursor.node(Value::Table(entries), start)?;
    // The brace is what a missing key is reported at, not all lines of the table.
    node.span = if depth == 0 { Span::default() } else { Span::new(start, start + 1) };
    Ok(node)
}

fn list(cursor: &mut Cursor<'_>, depth: usize) -> Result<Node, SyntaxError> {
    let start = cursor.offset();
    cursor.eat("[");
    let mut nodes = Vec::new();
    skip_space(cursor);
    if !cursor.eat("]") {
        loop {
            skip_space(cursor);
            nodes.push(value(cursor, depth + 1)?);
            skip_space(cursor);
            if cursor.eat("]") {
                break;
            }
            if !cursor.eat(",") {
                return Err(cursor.expected("`,` or `]`"));
            }
        }
    }
    cursor.node(Value::List(nodes), start)
}

fn number(cursor: &mut Cursor<'_>) -> Result<Node, SyntaxError> {
    let start = cursor.offset();
    let text =
        cursor.take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.' | b'/'));
    let digits = text.strip_prefix('-').unwrap_or(text);
    let value = if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        if digits.len() > 1 && digits.starts_with('0') {
            return Err(SyntaxError::new(
                "a number with a leading zero",
                cursor.since(start),
                "drop the zeros",
            ));
        }
        Value::Integer(text.to_owned())
    } else if is_float(digits) || text == "-Infinity" {
        Value::Float(text.to_owned())
    } else {
        let help = "write a rational as a string, for example \"-1/2\"";
        return Err(SyntaxError::new("not a JSON number", cursor.since(start), help));
    };
    cursor.node(value, start)
}

fn string(cursor: &mut Cursor<'_>) -> Result<String, SyntaxError> {
    let start = cursor.offset();
    cursor.eat("\"");
    let mut text = String::new();
    loop {
        text.push_str(cursor.take_while(|byte| byte >= b' ' && byte != b'"' && byte != b'\\'));
        match cursor.peek() {
            Some(b'"') => {
                cursor.eat("\"");
                return Ok(text);
            }
            Some(b'\\') => text.push(escape(cursor)?),
            Some(_) => return Err(cursor.expected("the rest of a string")),
            None => {
                return Err(SyntaxError::new("a string without its end", cursor.since(start), "add `\"`"));
            }
        }
    }
}

fn escape(cursor: &mut Cursor<'_>) -> Result<char, SyntaxError> {
    let start = cursor.offset();
    cursor.eat("\\");
    let character = match cursor.bump() {
        Some(character @ ('"' | '\\' | '/')) => Some(character),
        Some('b') => Some('\u{8}'),
        Some('f') => Some('\u{c}'),
        Some('n') => Some('\n'),
        Some('r') => Some('\r'),
        Some('t') => Some('\t'),
        Some('u') => {
            let high = cursor.hexadecimal(4)?;
            let code = if (0xd800..0xdc00).contains(&high) && cursor.eat("\\u") {
                let low = cursor.hexadecimal(4)?;
                // Surrogate pairs, RFC 8259 section 7; anything but a low half falls out of the range.
                low.checked_sub(0xdc00)
                    .filter(|low| *low < 0x400)
                    .map(|low| 0x1_0000 + (high - 0xd800) * 0x400 + low)
            } else {
                Some(high)
            };
            code.and_then(char::from_u32)
        }
        _ => None,
    };
    character.ok_or_else(|| {
        SyntaxError::new("not an escape of JSON", cursor.since(start), "write `\\\\` for a backslash")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> &'static str {
        read(text).unwrap_err().code
    }

    #[test]
    fn values_keep_their_text_and_place() {
        let node = read(" {\"a\": [-12, 1.5e3, \"\\u00e9\\ud83d\\ude00\\n\", true]}\n").unwrap();
        let Value::Table(entries) = node.value else { panic!("not a table") };
        let [Entry { key, key_span, node }] = entries.as_slice() else { panic!("not one key") };
        assert_eq!((key.as_str(), *key_span, node.span), ("a", Span::new(2, 5), Span::new(7, 49)));
        let Value::List(nodes) = &node.value else { panic!("not a list") };
        let values: Vec<&Value> = nodes.iter().map(|node| &node.value).collect();
        assert_eq!(
            values,
            [
                &Value::Integer("-12".to_owned()),
                &Value::Float("1.5e3".to_owned()),
                &Value::Text("é😀\n".to_owned()),
                &Value::Boolean(true),
            ]
        );
    }

    #[test]
    fn everything_else_is_refused() {
        for text in [
            "",
            "{",
            "[1,]",
            "[1 2]",
            "{\"a\" 1}",
            "{a: 1}",
            "01",
            "-",
            "+1",
            "1.",
            ".5",
            "1/2",
            "null",
            "nul",
            "\"\n\"",
            "\"\\x\"",
            "\"\\ud800\"",
            "\"\\ud800\\u0041\"",
            "\"a",
            "1 2",
            "[1]]",
            "// c\n1",
            "'a'",
            "{\"a\": 1,}",
        ] {
            assert_eq!(code(text), "syntax", "{text}");
        }
        assert_eq!(code("{\"a\": 1, \"\\u0061\": 2}"), "duplicate-key");
        assert_eq!(code(&"[".repeat(100)), "too-deep");
        let keys: Vec<String> = (0..=MAX_KEYS).map(|key| format!("\"{key}\": 0")).collect();
        assert_eq!(code(&format!("{{{}}}", keys.join(","))), "too-many-values");
    }
}
