//! Errors about input, for people (a caret under the mistake) and for scripts (one JSON object).

use std::fmt::Display;
use std::io::ErrorKind;

use critcert_certificate::case::CaseError;
use critcert_certificate::document::{Position, position};
use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents,
    SourceCode, SourceSpan, SpanContents,
};

/// Why an input is not a case: what, where, and how to fix it.
///
/// Codes are those of [`CaseError`] and `readers-disagree`, `not-found`, `directory`, `unreadable`, `too-large`,
/// `empty-file`, `not-text`, `unknown-extension`.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{message}")]
pub struct InputError {
    /// The kind of mistake; stable.
    pub code: &'static str,
    /// What is wrong, in one line.
    pub message: String,
    /// How to fix it; may be empty.
    pub help: String,
    /// The file.
    pub file: String,
    /// The place in the file, if the mistake has one.
    place: Option<Box<Place>>,
}

/// A place in a file, with as much of its line as is shown.
#[derive(Debug, Clone)]
struct Place {
    position: Position,
    /// Part of the line, without its end.
    excerpt: String,
    /// Characters of the line before the excerpt.
    skipped: usize,
    /// The part of `excerpt` to underline: offset and length in bytes.
    underlined: (usize, usize),
    file: String,
}

impl InputError {
    /// An error about a file as a whole.
    #[must_use]
    pub fn new(code: &'static str, message: impl Into<String>, file: &str) -> Self {
        Self { code, message: message.into(), help: String::new(), file: file.to_owned(), place: None }
    }

    /// The same error with a way to fix it.
    #[must_use]
    pub fn with_help(self, help: impl Into<String>) -> Self {
        Self { help: help.into(), ..self }
    }

    /// The error for the file `name` that the system does not let us read.
    #[must_use]
    pub fn unreadable(name: &str, error: &std::io::Error) -> Self {
        let new = |code, message: String, help: &str| Self::new(code, message, name).with_help(help);
        match error.kind() {
            ErrorKind::NotFound => new("not-found", format!("there is no file `{name}`"), "check the path"),
            ErrorKind::IsADirectory => {
                new("directory", format!("`{name}` is a directory"), "name a file in it")
            }
            _ => new("unreadable", format!("`{name}` can not be read: {error}"), ""),
        }
    }

    /// An error in `text`, which is `file` from its line `first_line` (from 1) on.
    #[must_use]
    pub fn in_text(error: CaseError, file: &str, text: &str, first_line: usize) -> Self {
        let place = Some(Box::new(Place::new(&error, file, text, first_line)));
        Self { code: error.code, message: error.message, help: error.help, file: file.to_owned(), place }
    }

    /// Line and column of the mistake, from 1, columns in characters.
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        self.place.as_ref().map(|place| place.position)
    }

    /// The error for people, over several lines: message, excerpt with a caret, help.
    #[must_use]
    pub fn render(&self, colours: bool) -> String {
        let theme = if colours { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        let handler = GraphicalReportHandler::new_themed(theme).with_links(false).with_width(100);
        let mut text = String::new();
        match handler.render_report(&mut text, self) {
            Ok(()) => text,
            Err(_) => format!("{}: {self}\n", self.file),
        }
    }

    /// The error for scripts: `{"error": {"code", "message", "file", "line", "column"}}`; the last two only
    /// if the mistake has a place.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        let mut error = serde_json::json!({ "code": self.code, "message": self.message, "file": self.file });
        if let (Some(Position { line, column }), Some(object)) = (self.position(), error.as_object_mut()) {
            object.insert("line".to_owned(), line.into());
            object.insert("column".to_owned(), column.into());
        }
        serde_json::json!({ "error": error })
    }
}

impl Diagnostic for InputError {
    fn code<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        Some(Box::new(self.code))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        (!self.help.is_empty()).then(|| Box::new(&self.help) as Box<dyn Display + 'a>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.place.as_deref().map(|place| place as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let place = self.place.as_deref()?;
        Some(Box::new(std::iter::once(LabeledSpan::new_primary_with_span(None, place.underlined))))
    }
}

impl Place {
    /// Keeps at most this many characters of the line before the mistake, and twice as many after: a line
    /// may be a whole JSON file, or one number of thousands of digits.
    const SHOWN: usize = 60;

    fn new(error: &CaseError, file: &str, text: &str, first_line: usize) -> Self {
        let mut start = error.span.start.min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let mut at = position(text, start);
        let column = at.column;
        at.line += first_line - 1;
        let (before, after) = text.split_at(start);
        let before = before.rsplit('\n').next().unwrap_or_default().trim_start_matches('\u{feff}');
        let after = after.split(['\n', '\r']).next().unwrap_or_default();
        let shown_before = match before.char_indices().rev().nth(Self::SHOWN - 1) {
            Some((offset, _)) => &before[offset..],
            None => before,
        };
        let shown_after = match after.char_indices().nth(2 * Self::SHOWN) {
            Some((offset, _)) => &after[..offset],
            None => after,
        };
        // Control characters would spoil the terminal and the alignment of the caret.
        let clean = |text: &str| -> String {
            text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
        };
        let (shown_before, mut marked) = (clean(shown_before), error.span.end.saturating_sub(start));
        let shown_after_clean = clean(shown_after);
        if shown_after_clean.len() != shown_after.len() {
            // A control character of two bytes became one space: underline one character only.
            marked = marked.min(1);
        }
        marked = marked.min(shown_after_clean.len());
        while !shown_after_clean.is_char_boundary(marked) {
            marked += 1;
        }
        let skipped = column.saturating_sub(1 + shown_before.chars().count());
        let underlined = (shown_before.len(), marked);
        let excerpt = shown_before + &shown_after_clean;
        Self { position: at, excerpt, skipped, underlined, file: file.to_owned() }
    }
}

impl SourceCode for Place {
    fn read_span<'a>(
        &'a self,
        _span: &SourceSpan,
        context_lines_before: usize,
        context_lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        // Asked without context, the renderer wants the place that it prints in the heading; otherwise the
        // excerpt. It adds one to line and column.
        let (start, column) = match (context_lines_before, context_lines_after) {
            (0, 0) => (self.underlined.0, self.position.column - 1),
            _ => (0, self.skipped),
        };
        let data = self.excerpt.as_bytes().get(start..).unwrap_or_default();
        let all = SourceSpan::from((start, data.len()));
        let line = self.position.line - 1;
        Ok(Box::new(MietteSpanContents::new_named(self.file.clone(), data, all, line, column, 1)))
    }
}
