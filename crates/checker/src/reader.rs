//! Reading lines with a bound on their length, hashing what was read.

use std::io::{self, BufRead, Read};

use critcert_certificate::certificate::{Header, hex_digest, limits};
use sha2::{Digest, Sha256};

/// Why a line could not be had.
#[derive(Debug)]
pub(crate) enum LineError {
    /// The line is not one of the format.
    Malformed(String),
    /// A limit is passed.
    Declined(String),
}

/// What is wrong with a piece of JSON, without serde's own count of lines: a piece is never a whole file.
pub(crate) fn json_message(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.rsplit_once(" at line ").map_or(message.clone(), |(what, _)| what.to_owned())
}

/// Lines of a certificate, one at a time.
pub(crate) struct Lines<'a> {
    source: &'a mut dyn BufRead,
    hasher: Sha256,
    number: u64,
    line: Vec<u8>,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(source: &'a mut dyn BufRead) -> Self {
        Self { source, hasher: Sha256::new(), number: 0, line: Vec::new() }
    }

    /// 1-based number of the line read last.
    pub(crate) fn number(&self) -> u64 {
        self.number
    }

    /// Digest of all lines before the one read last.
    pub(crate) fn digest_before(&self) -> String {
        hex_digest(self.hasher.clone())
    }

    /// The next line without its line feed, or `None` at the end.
    pub(crate) fn next(&mut self) -> Result<Option<&str>, LineError> {
        if self.number > 0 {
            self.hasher.update(&self.line);
        }
        self.line.clear();
        self.number = self.number.saturating_add(1);
        if self.number > limits::LINES {
            return Err(LineError::Declined(format!("more than {} lines", limits::LINES)));
        }
        let bound = u64::try_from(limits::LINE_BYTES).unwrap_or(u64::MAX);
        let read = read_line(self.source, bound, &mut self.line)
            .map_err(|error| LineError::Malformed(format!("cannot be read: {error}")))?;
        if read == 0 {
            return Ok(None);
        }
        let Some((b'\n', content)) = self.line.split_last() else {
            return Err(if self.line.len() >= limits::LINE_BYTES {
                LineError::Declined(format!("a line of more than {} bytes", limits::LINE_BYTES))
            } else {
                LineError::Malformed("the last line does not end with a line feed".to_owned())
            });
        };
        match std::str::from_utf8(content) {
            Ok(text) => Ok(Some(text)),
            Err(_) => Err(LineError::Malformed("not UTF-8 text".to_owned())),
        }
    }
}

fn read_line(source: &mut dyn BufRead, bound: u64, line: &mut Vec<u8>) -> io::Result<usize> {
    source.take(bound).read_until(b'\n', line)
}

/// Why the header of a certificate could not be read.
#[derive(Debug, thiserror::Error)]
#[error("not a certificate: {0}")]
pub struct ReadHeaderError(String);

/// Reads the header alone, to find the case that a certificate is about. Nothing is verified by this.
///
/// # Errors
/// When the first line is not a header.
pub fn read_header(source: &mut dyn BufRead) -> Result<Header, ReadHeaderError> {
    let mut lines = Lines::new(source);
    match lines.next() {
        Ok(Some(line)) => serde_json::from_str(line).map_err(|error| ReadHeaderError(json_message(&error))),
        Ok(None) => Err(ReadHeaderError("the file is empty".to_owned())),
        Err(LineError::Malformed(message) | LineError::Declined(message)) => Err(ReadHeaderError(message)),
    }
}
