//! The canonical writer: one pass, constant memory, the same bytes for the same steps.

use std::io::{self, Write};

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{Asked, End, EndLine, FORMAT, Header, Rule, Statement, VERSION, hex_digest};

/// Writes header, steps and end line to `sink`, counting and hashing on the way.
///
/// The sink should be buffered. Dropping the writer without [`CertificateWriter::finish`] leaves a
/// certificate without its end line, which every checker refuses.
#[derive(Debug)]
pub struct CertificateWriter<W> {
    sink: W,
    hasher: Sha256,
    steps: u64,
}

/// What a certificate is about, before its first step.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// Where the case was found.
    pub case: String,
    /// Who asked.
    pub asked: Asked,
    /// The question.
    pub statement: Statement,
}

#[derive(Serialize)]
struct StepLine<'a, R> {
    id: u64,
    rule: &'static str,
    with: &'a R,
}

impl<W: Write> CertificateWriter<W> {
    /// Writes the header.
    ///
    /// # Errors
    /// Any error of the sink.
    pub fn begin(sink: W, prepared: &Prepared) -> io::Result<Self> {
        let mut writer = Self { sink, hasher: Sha256::new(), steps: 0 };
        writer.line(&Header {
            format: FORMAT.to_owned(),
            version: VERSION,
            case: prepared.case.clone(),
            asked: prepared.asked,
            claim: serde_json::value::RawValue::from_string(prepared.statement.claim.clone())?,
            statement: prepared.statement.digest(),
        })?;
        Ok(writer)
    }

    /// Writes one step and returns its number.
    ///
    /// # Errors
    /// Any error of the sink.
    pub fn step<R: Rule + Serialize>(&mut self, fields: &R) -> io::Result<u64> {
        let id = self.steps;
        self.line(&StepLine { id, rule: R::NAME, with: fields })?;
        self.steps += 1;
        Ok(id)
    }

    /// Writes the end line and returns the sink, flushed.
    ///
    /// # Errors
    /// Any error of the sink.
    pub fn finish(mut self) -> io::Result<W> {
        let end = EndLine { end: End { steps: self.steps, sha256: hex_digest(self.hasher.clone()) } };
        self.line(&end)?;
        self.sink.flush()?;
        Ok(self.sink)
    }

    fn line<T: Serialize>(&mut self, value: &T) -> io::Result<()> {
        let mut text = serde_json::to_vec(value)?;
        text.push(b'\n');
        self.hasher.update(&text);
        self.sink.write_all(&text)
    }
}
