//! Documents: the tree of values that a TOML or JSON text spells, with the place of every value.
//!
//! A case is read in two steps: text -> [`Node`] (here, knowing nothing about cases) and
//! [`Node`] -> [`Case`](crate::case::Case) (there, knowing nothing about syntax). The readers here are
//! this project's own and take no more of the two languages than cases use, so that the checker reads a
//! case by itself; the prover reads TOML through a library, and tests compare the two.
//!
//! Both readers are total: every input gives a tree or one [`SyntaxError`]. Sizes are bounded by
//! [`MAX_BYTES`], [`MAX_DEPTH`], [`MAX_NODES`] and [`MAX_KEYS`] before anything grows.

mod cursor;
pub mod json;
mod table;
pub mod toml;
mod toml_string;

/// Most bytes in a document: 64 MiB.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;
/// Deepest nesting of tables and lists; the root is at depth 0.
pub const MAX_DEPTH: usize = 64;
/// Most values in one document.
pub const MAX_NODES: usize = 4_000_000;
/// Most keys in one table (a repeated key is found by comparing with all earlier ones).
pub const MAX_KEYS: usize = 256;

/// A half-open range of byte offsets, `start..end`, into the text of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset behind the last byte.
    pub end: usize,
}

impl Span {
    /// The range from `start` to `end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }
}

/// A value together with the place where it is written.
///
/// The span of a table opened by a `[header]` is that header; the span of the root is empty at offset 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Where it is written.
    pub span: Span,
}

/// What a document can hold. Numbers stay text: no value here is ever rounded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A string, escapes resolved.
    Text(String),
    /// A decimal integer as `-?[0-9]+`, of any length.
    Integer(String),
    /// A number with a fraction or an exponent, `inf` or `nan`, as written.
    Float(String),
    /// `true` or `false`.
    Boolean(bool),
    /// A list.
    List(Vec<Node>),
    /// A table; no key occurs twice.
    Table(Vec<Entry>),
}

impl Value {
    /// What the value is, with its article, for messages.
    #[must_use]
    pub fn description(&self) -> &'static str {
        match self {
            Self::Text(_) => "a string",
            Self::Integer(_) => "an integer",
            Self::Float(_) => "a float",
            Self::Boolean(_) => "a boolean",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
        }
    }
}

/// One `key = value` of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key is written.
    pub key_span: Span,
    /// The value.
    pub node: Node,
}

/// Why a text is not a document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct SyntaxError {
    /// `syntax`, `duplicate-key`, `too-deep`, `too-many-values` or `too-large`.
    pub code: &'static str,
    /// What is wrong, in one line.
    pub message: String,
    /// Where.
    pub span: Span,
    /// What to do about it; may be empty.
    pub help: String,
}

impl SyntaxError {
    /// An error of code `syntax`.
    #[must_use]
    pub fn new(message: impl Into<String>, span: Span, help: impl Into<String>) -> Self {
        Self { code: "syntax", message: message.into(), span, help: help.into() }
    }

    /// An error of another code.
    #[must_use]
    pub fn with_code(self, code: &'static str) -> Self {
        Self { code, ..self }
    }
}

/// Refuses a text longer than [`MAX_BYTES`].
fn check_size(text: &str) -> Result<(), SyntaxError> {
    if text.len() <= MAX_BYTES {
        return Ok(());
    }
    let message = format!("a document of {} bytes; at most {MAX_BYTES} are read", text.len());
    Err(SyntaxError::new(message, Span::default(), "put large data into a CSV file").with_code("too-large"))
}

/// Line and column of a place in a text, both counted from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The character in that line.
    pub column: usize,
}

/// The position of a byte offset; an offset behind the end, or inside a character, counts as the next
/// smaller place that exists. A byte order mark at the start counts for nothing.
///
/// ```
/// use critcert_certificate::document::{position, Position};
/// assert_eq!(position("a = 1\nb = 2", 6), Position { line: 2, column: 1 });
/// ```
#[must_use]
pub fn position(text: &str, offset: usize) -> Position {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut position = Position { line: 1, column: 1 };
    for (at, character) in text.char_indices().skip_while(|(at, _)| *at < start) {
        if at + character.len_utf8() > offset {
            break;
        }
        if character == '\n' {
            position = Position { line: position.line + 1, column: 1 };
        } else {
            position.column += 1;
        }
    }
    position
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters() {
        let text = "α = 1\r\nβγ = 2";
        assert_eq!(position(text, 0), Position { line: 1, column: 1 });
        assert_eq!(position(text, 3), Position { line: 1, column: 3 });
        let gamma = text.find('γ').unwrap();
        assert_eq!(position(text, gamma), Position { line: 2, column: 2 });
        assert_eq!(position(text, gamma + 1), Position { line: 2, column: 2 });
        assert_eq!(position(text, 1000), Position { line: 2, column: 7 });
        assert_eq!(position("", 7), Position { line: 1, column: 1 });
    }
}
