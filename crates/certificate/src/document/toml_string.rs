//! The four kinds of TOML strings.

use super::SyntaxError;
use super::cursor::Cursor;

/// Takes a line end if there is one: `\n` or `\r\n`.
pub(super) fn newline(cursor: &mut Cursor<'_>) -> bool {
    cursor.eat("\n") || cursor.eat("\r\n")
}

/// Bytes that may stand in a comment or in a string: no control character but the tab.
pub(super) fn is_string_byte(byte: u8) -> bool {
    byte == b'\t' || (byte >= b' ' && byte != 0x7f)
}

/// `'..'` or `'''..'''`: no escapes.
pub(super) fn literal_string(cursor: &mut Cursor<'_>, multiline: bool) -> Result<String, SyntaxError> {
    string(cursor, if multiline { "'''" } else { "'" }, false)
}

/// `".."` or `"""..."""`: with escapes.
pub(super) fn basic_string(cursor: &mut Cursor<'_>, multiline: bool) -> Result<String, SyntaxError> {
    string(cursor, if multiline { "\"\"\"" } else { "\"" }, true)
}

fn string(cursor: &mut Cursor<'_>, quotes: &str, escapes: bool) -> Result<String, SyntaxError> {
    let start = cursor.offset();
    let multiline = quotes.len() == 3;
    let quote = quotes.as_bytes().first().copied().unwrap_or(b'"');
    cursor.eat(quotes);
    if multiline {
        newline(cursor);
    }
    let mut text = String::new();
    loop {
        text.push_str(
            cursor.take_while(|byte| is_string_byte(byte) && byte != quote && !(escapes && byte == b'\\')),
        );
        if cursor.eat(quotes) {
            // Up to two quotes may stand directly before the closing three.
            let extra = cursor.take_while(|byte| multiline && byte == quote);
            if extra.len() > 2 {
                return Err(SyntaxError::new("too many quotes", cursor.since(start), ""));
            }
            text.push_str(extra);
            return Ok(text);
        }
        match cursor.peek() {
            Some(byte) if multiline && byte == quote => text.extend(cursor.bump()),
            Some(b'\\') if escapes => text.extend(escape(cursor, multiline)?),
            _ if multiline && cursor.eat("\n") => text.push('\n'),
            _ if multiline && cursor.eat("\r\n") => text.push_str("\r\n"),
            Some(b'\n' | b'\r') | None => {
                let help = format!("add {quotes}");
                return Err(SyntaxError::new("a string without its end", cursor.since(start), help));
            }
            Some(_) => return Err(cursor.expected("the rest of a string")),
        }
    }
}

/// One escape; `None` for a backslash that joins lines.
fn escape(cursor: &mut Cursor<'_>, multiline: bool) -> Result<Option<char>, SyntaxError> {
    let start = cursor.offset();
    cursor.eat("\\");
    if multiline {
        let space = cursor.rest().trim_start_matches([' ', '\t']);
        if space.starts_with('\n') || space.starts_with("\r\n") {
            while newline(cursor) || !cursor.take_while(|byte| matches!(byte, b' ' | b'\t')).is_empty() {}
            return Ok(None);
        }
    }
    let character = match cursor.bump() {
        Some(character @ ('"' | '\\')) => Some(character),
        Some('b') => Some('\u{8}'),
        Some('e') => Some('\u{1b}'),
        Some('f') => Some('\u{c}'),
        Some('n') => Some('\n'),
        Some('r') => Some('\r'),
        Some('t') => Some('\t'),
        Some('x') => char::from_u32(cursor.hexadecimal(2)?),
        Some('u') => char::from_u32(cursor.hexadecimal(4)?),
        Some('U') => char::from_u32(cursor.hexadecimal(8)?),
        _ => None,
    };
    let error =
        || SyntaxError::new("not an escape of TOML", cursor.since(start), "write `\\\\` for a backslash");
    character.map(Some).ok_or_else(error)
}
