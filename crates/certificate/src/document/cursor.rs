//! A place in a text that only moves forward: what the two readers share.

use super::{MAX_DEPTH, MAX_NODES, Node, Span, SyntaxError, Value};

/// A text and how far it has been read, with the count of values made so far.
#[derive(Debug)]
pub(super) struct Cursor<'t> {
    text: &'t str,
    offset: usize,
    nodes: usize,
}

impl<'t> Cursor<'t> {
    /// At the start of `text`, behind a byte order mark if there is one.
    pub(super) fn new(text: &'t str) -> Self {
        let offset = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Self { text, offset, nodes: 0 }
    }

    pub(super) fn offset(&self) -> usize {
        self.offset
    }

    /// The next byte; all syntax of both languages is ASCII.
    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.offset).copied()
    }

    /// The text not yet read.
    pub(super) fn rest(&self) -> &'t str {
        self.text.get(self.offset..).unwrap_or_default()
    }

    /// Takes the next character, of any length.
    pub(super) fn bump(&mut self) -> Option<char> {
        let character = self.rest().chars().next()?;
        self.offset += character.len_utf8();
        Some(character)
    }

    /// Takes `expected` if it comes next.
    pub(super) fn eat(&mut self, expected: &str) -> bool {
        let found = self.rest().starts_with(expected);
        if found {
            self.offset += expected.len();
        }
        found
    }

    /// Takes the longest run of bytes for which `accept` holds. `accept` must hold for all bytes of a
    /// non-ASCII character or for none.
    pub(super) fn take_while(&mut self, accept: impl Fn(u8) -> bool) -> &'t str {
        let start = self.offset;
        let length = self.rest().bytes().take_while(|&byte| accept(byte)).count();
        self.offset += length;
        self.text.get(start..self.offset).unwrap_or_default()
    }

    /// The span from `start` to here.
    pub(super) fn since(&self, start: usize) -> Span {
        Span::new(start, self.offset)
    }

    /// A value that began at `start` and ends here.
    pub(super) fn node(&mut self, value: Value, start: usize) -> Result<Node, SyntaxError> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            let message = format!("more than {MAX_NODES} values in one document");
            return Err(SyntaxError::new(message, self.since(start), "put large data into a CSV file")
                .with_code("too-many-values"));
        }
        Ok(Node { value, span: self.since(start) })
    }

    /// Refuses to nest deeper than [`MAX_DEPTH`].
    pub(super) fn check_depth(&self, depth: usize) -> Result<(), SyntaxError> {
        if depth <= MAX_DEPTH {
            return Ok(());
        }
        let message = format!("nested deeper than {MAX_DEPTH} levels");
        Err(SyntaxError::new(message, self.here(), "a case needs about five levels").with_code("too-deep"))
    }

    /// The span of the next character, empty at the end.
    pub(super) fn here(&self) -> Span {
        let length = self.rest().chars().next().map_or(0, char::len_utf8);
        Span::new(self.offset, self.offset + length)
    }

    /// The error that `wanted` was expected here.
    pub(super) fn expected(&self, wanted: &str) -> SyntaxError {
        let found = match self.rest().chars().next() {
            None => "the end of the file".to_owned(),
            Some('\n' | '\r') => "the end of the line".to_owned(),
            Some(character) if character.is_control() => format!("a control character ({character:?})"),
            Some(character) => format!("`{character}`"),
        };
        SyntaxError::new(format!("expected {wanted}, found {found}"), self.here(), "")
    }

    /// Reads `count` hexadecimal digits as a character code.
    pub(super) fn hexadecimal(&mut self, count: usize) -> Result<u32, SyntaxError> {
        let start = self.offset;
        let mut code = 0_u32;
        for _ in 0..count {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
            let Some(digit) = digit else { return Err(self.expected("a hexadecimal digit")) };
            self.offset += 1;
            code = code
                .checked_mul(16)
                .and_then(|code| code.checked_add(digit))
                .ok_or_else(|| SyntaxError::new("not a Unicode character", self.since(start), ""))?;
        }
        Ok(code)
    }
}
