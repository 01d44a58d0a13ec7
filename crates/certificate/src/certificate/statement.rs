//! The statement that a certificate is about, and the digest that binds it.

use serde::Serialize;
use sha2::{Digest, Sha256};

/// Canonical problem, network and claim, as texts.
///
/// Each text is the JSON serialization of a noun of this crate: fixed key order, canonical numbers, no
/// white space. Two cases with the same statement ask the same question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The canonical problem.
    pub problem: String,
    /// The canonical network, or `null`.
    pub network: String,
    /// The canonical claim.
    pub claim: String,
}

impl Statement {
    /// Forms the statement of a problem, an optional network and a claim.
    ///
    /// # Errors
    /// Only if a noun cannot be written as JSON, which the types of this crate exclude.
    pub fn new<P: Serialize, N: Serialize, C: Serialize>(
        problem: &P,
        network: Option<&N>,
        claim: &C,
    ) -> serde_json::Result<Self> {
        Ok(Self {
            problem: serde_json::to_string(problem)?,
            network: serde_json::to_string(&network)?,
            claim: serde_json::to_string(claim)?,
        })
    }

    /// SHA-256 of the statement text, in lower-case hexadecimal.
    #[must_use]
    pub fn digest(&self) -> String {
        let mut hasher = Sha256::new();
        for part in [&self.problem, &self.network, &self.claim] {
            hasher.update(part.as_bytes());
            hasher.update(b"\n");
        }
        hex_digest(hasher)
    }
}

/// The digest of what was fed to `hasher`, in lower-case hexadecimal.
#[must_use]
pub fn hex_digest(hasher: Sha256) -> String {
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
