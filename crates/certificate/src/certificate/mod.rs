//! Certificates: header, steps, end. The specification is `proofs/FORMAT.md`.
//!
//! A certificate is line-delimited JSON. This module holds the shape of each line and the canonical
//! writer; whether a step *holds* is the checker's business.

pub mod dataset;
pub mod extra_neuron;
pub mod interval;
pub mod linear;
pub mod pattern;
pub mod porcupine;
pub mod porcupine_enclosed;
pub mod rank;
mod statement;
pub mod stratum;
pub mod volume;
mod writer;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

pub use statement::{Statement, hex_digest};
pub use writer::{CertificateWriter, Prepared};

/// The value of the header's `format` key.
pub const FORMAT: &str = "critcert";
/// The version of the format that this crate describes.
pub const VERSION: u32 = 1;

/// Limits stated in the specification, section 1; past them a certificate is declined.
pub mod limits {
    /// Most bytes in one line.
    pub const LINE_BYTES: usize = 16 << 20;
    /// Most neurons in a network.
    pub const NEURONS: usize = 4096;
    /// Most lines in a certificate.
    pub const LINES: u64 = 1 << 32;
}

/// Who asked the question that the certificate answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Asked {
    /// The claim is one of the case's claims.
    Case,
    /// The claim came from the command line.
    Command,
}

/// The first line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// Always [`FORMAT`].
    pub format: String,
    /// Always [`VERSION`] in a certificate that can be checked.
    pub version: u32,
    /// Where the case was found, for looking it up again.
    pub case: String,
    /// Who asked.
    pub asked: Asked,
    /// The canonical claim.
    pub claim: Box<RawValue>,
    /// The digest of the statement text.
    pub statement: String,
}

/// A step: its number, the name of its rule, and the fields of that rule, not yet read.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Envelope<'a> {
    /// Number of the step, from 0.
    pub id: u64,
    /// Name of the rule.
    #[serde(borrow)]
    pub rule: std::borrow::Cow<'a, str>,
    /// The rule's fields.
    #[serde(borrow)]
    pub with: &'a RawValue,
}

/// The last line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndLine {
    /// The counts and the digest.
    pub end: End,
}

/// Counts and digest over all lines before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct End {
    /// Number of steps.
    pub steps: u64,
    /// SHA-256 of all bytes before the end line.
    pub sha256: String,
}

/// The fields of a rule: a type of this crate that knows its rule's name.
pub trait Rule {
    /// The name in the `rule` key.
    const NAME: &'static str;
}

/// Names a rule for its struct of fields.
macro_rules! rule {
    ($fields:ty, $name:literal) => {
        impl crate::certificate::Rule for $fields {
            const NAME: &'static str = $name;
        }
    };
}
pub(crate) use rule;

/// Reads an optional value whose key must be there, `null` for absence.
pub(crate) fn nullable<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer)
}

/// The answer to a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// The claim holds.
    Proved,
    /// The claim does not hold.
    Refuted,
}

/// Rule `conclude`, the last step: the answer to the claim and the step that shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conclude {
    /// Proved or refuted.
    pub answer: Answer,
    /// The step that shows it.
    pub by: u64,
}
rule!(Conclude, "conclude");
