//! Certificates as files: header, steps and end, read to be shown or compared. Reading verifies nothing.

use std::path::Path;

use critcert_certificate::case::CaseError;
use critcert_certificate::certificate::{EndLine, Envelope, Header};
use critcert_certificate::document::Span;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::InputError;

/// A certificate, line by line.
#[derive(Debug)]
pub struct Certificate {
    /// The first line.
    pub header: Header,
    /// The steps; step i has the id i.
    pub steps: Vec<Step>,
}

/// A step whose fields are not yet read.
#[derive(Debug)]
pub struct Step {
    /// Number of the step, from 0.
    pub id: u64,
    /// Name of the rule.
    pub rule: String,
    /// The rule's fields, as they stand.
    pub with: Box<RawValue>,
}

impl Step {
    /// The fields as the type of their rule.
    ///
    /// # Errors
    /// When they are others.
    pub fn fields<'a, T: Deserialize<'a>>(&'a self) -> serde_json::Result<T> {
        serde_json::from_str(self.with.get())
    }
}

impl Certificate {
    /// Reads the certificate in the file `path`.
    ///
    /// # Errors
    /// [`InputError`] of code `not-found`, `directory`, `unreadable`, `not-text`, or as for [`Certificate::parse`].
    pub fn load(path: &Path) -> Result<Self, InputError> {
        let name = path.display().to_string();
        if path.extension().is_some_and(|extension| extension == "toml") && path.is_file() {
            let error = InputError::new(
                "malformed-certificate",
                format!("`{name}` is a case, no certificate"),
                &name,
            );
            return Err(error.with_help(format!(
                "`critcert audit {name} --out DIR` writes the certificates of its claims"
            )));
        }
        let text = std::fs::read(path).map_err(|error| InputError::unreadable(&name, &error))?;
        let text = String::from_utf8(text)
            .map_err(|_| InputError::new("not-text", format!("`{name}` is not a text file"), &name))?;
        Self::parse(&text, &name)
    }

    /// Reads a certificate from the text of the file `name`.
    ///
    /// # Errors
    /// [`InputError`] of code `malformed-certificate`, with the line, for a text that is not of the format.
    pub fn parse(text: &str, name: &str) -> Result<Self, InputError> {
        let lines: Vec<&str> = text.lines().collect();
        let wrong = |number: usize, message: String| {
            let help = "a certificate is what `critcert audit --out` or `--cert` writes, unchanged";
            let line = lines.get(number).copied().unwrap_or_default();
            let error = CaseError::new("malformed-certificate", message, Span::new(0, 0), help);
            InputError::in_text(error, name, line, number + 1)
        };
        let json = |number: usize, error: serde_json::Error| {
            let message = error.to_string();
            let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
            wrong(number, format!("not a line of a certificate: {message}"))
        };
        let Some((first, rest)) = lines.split_first() else {
            return Err(wrong(0, "the file is empty".to_owned()));
        };
        let header: Header = serde_json::from_str(first).map_err(|error| json(0, error))?;
        let Some((last, inner)) = rest.split_last() else {
            return Err(wrong(0, "the header stands alone, without steps and end line".to_owned()));
        };
        let mut steps = Vec::with_capacity(inner.len());
        for (index, line) in inner.iter().enumerate() {
            let envelope: Envelope<'_> =
                serde_json::from_str(line).map_err(|error| json(index + 1, error))?;
            if usize::try_from(envelope.id).ok() != Some(index) {
                return Err(wrong(
                    index + 1,
                    format!("step {} stands where step {index} belongs", envelope.id),
                ));
            }
            steps.push(Step {
                id: envelope.id,
                rule: envelope.rule.into_owned(),
                with: envelope.with.to_owned(),
            });
        }
        let _: EndLine = serde_json::from_str(last).map_err(|error| json(lines.len() - 1, error))?;
        Ok(Self { header, steps })
    }
}
