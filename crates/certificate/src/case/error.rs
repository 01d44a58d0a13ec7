//! Why a document is not a case.

use crate::document::{Span, SyntaxError};
use crate::rational::RationalError;

/// What is wrong with a case, where, and how to fix it.
///
/// Codes, one per kind of mistake and stable: `missing-key`, `unknown-key`, `wrong-type`, `float`,
/// `not-a-number`, `zero-denominator`, `too-many-digits`, `wrong-length`, `ragged`, `empty-data`,
/// `empty-interval`, `out-of-range`, `contradictory-keys`, `unknown-kind`, `unknown-claim`,
/// `unknown-value`, `wrong-label`, `zero-line`, `wrong-sum`, `unreadable-data`, `unknown-column`, and
/// those of [`SyntaxError`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct CaseError {
    /// The kind of mistake.
    pub code: &'static str,
    /// What is wrong, in one line.
    pub message: String,
    /// Where: in the case, or in the data file if there is one.
    pub span: Span,
    /// How to fix it; may be empty.
    pub help: String,
    /// The data file that `span` refers to, by the name the case gives it.
    pub file: Option<String>,
}

impl CaseError {
    /// An error in the case itself.
    #[must_use]
    pub fn new(code: &'static str, message: impl Into<String>, span: Span, help: impl Into<String>) -> Self {
        Self { code, message: message.into(), span, help: help.into(), file: None }
    }

    /// The error for a text that is not a number, `what` says which.
    pub(super) fn number(error: &RationalError, span: Span) -> Self {
        let (code, help) = match error {
            RationalError::ZeroDenominator(_) => ("zero-denominator", "the denominator must not be zero"),
            RationalError::TooLong { .. } => ("too-many-digits", "use a shorter number"),
            RationalError::NotANumber(text) => ("not-a-number", advice(text)),
            _ => ("not-a-number", RATIONAL),
        };
        Self::new(code, error.to_string(), span, help)
    }
}

const RATIONAL: &str = "write a rational such as \"3\", \"-1/2\" or \"0.125\"";

/// How to write what is no number, where it looks like one.
fn advice(text: &str) -> &'static str {
    let numeric = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-./eE;_ \t".contains(&byte));
    let numeric = numeric && text.bytes().any(|byte| byte.is_ascii_digit());
    let inside = text.trim();
    if numeric && inside.contains([';', ' ', '\t']) && !inside.contains('/') {
        "write one number here; in a data file separate the columns by commas or by tabs"
    } else if numeric && inside.contains(['e', 'E']) {
        "write it without exponent, for example 1e-3 as \"0.001\" or \"1/1000\""
    } else if numeric && inside.contains([' ', '_']) {
        "write it without spaces and underscores, for example \"1/2\" or \"1000\""
    } else {
        RATIONAL
    }
}

impl From<SyntaxError> for CaseError {
    fn from(error: SyntaxError) -> Self {
        Self::new(error.code, error.message, error.span, error.help)
    }
}
