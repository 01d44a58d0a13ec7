//! What the kernel answers.

use std::borrow::Cow;
use std::fmt;

use critcert_certificate::certificate::Answer;

/// The answer of [`crate::check`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// Every rule holds and the claim is settled.
    Verified(Verified),
    /// Some rule does not hold, or the certificate is not about this case.
    Refused(Refusal),
    /// Not a certificate in the sense of the format.
    Malformed {
        /// 1-based line; 0 where the file cannot be read at all.
        line: u64,
        /// What is wrong.
        message: String,
    },
    /// A stated limit was passed; nothing is said about the claim.
    Declined {
        /// 1-based line.
        line: u64,
        /// Which limit.
        message: String,
    },
}

impl Outcome {
    /// The word that opens the human line and names the verdict in JSON.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Verified(verified) if verified.trusts.is_empty() => "verified",
            Self::Verified(_) => "verified-relative",
            Self::Refused(_) => "refused",
            Self::Malformed { .. } => "malformed",
            Self::Declined { .. } => "declined",
        }
    }

    /// The exit code of a program that checks one certificate; `strict` asks for an empty list of trust.
    #[must_use]
    pub fn exit_code(&self, strict: bool) -> u8 {
        match self {
            Self::Verified(verified) => u8::from(strict && !verified.trusts.is_empty()),
            Self::Refused(_) => 1,
            Self::Malformed { .. } => 2,
            Self::Declined { .. } => 3,
        }
    }

    /// Why not verified, in one line; `None` when verified.
    #[must_use]
    pub fn reason(&self) -> Option<String> {
        match self {
            Self::Verified(_) => None,
            Self::Refused(refusal) => Some(refusal.to_string()),
            Self::Malformed { line: 0, message } => Some(message.clone()),
            Self::Malformed { line, message } | Self::Declined { line, message } => {
                Some(format!("line {line}: {message}"))
            }
        }
    }
}

/// A certificate that was checked. Only the kernel makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    pub(crate) claim: String,
    pub(crate) answer: Answer,
    pub(crate) steps: u64,
    pub(crate) trusts: Vec<String>,
}

impl Verified {
    /// The canonical claim that was settled.
    #[must_use]
    pub fn claim(&self) -> &str {
        &self.claim
    }

    /// The claim for a line that people read: of a long one (weight matrices, many losses) the first characters, and
    /// how many there are in all.
    #[must_use]
    pub fn claim_in_short(&self) -> Cow<'_, str> {
        const SHOWN: usize = 240;
        let mut letters = self.claim.char_indices();
        match letters.nth(SHOWN) {
            None => Cow::Borrowed(&self.claim),
            Some((at, _)) => {
                let start = self.claim.get(..at).unwrap_or_default();
                let all = SHOWN.saturating_add(1).saturating_add(letters.count());
                Cow::Owned(format!("{start}.. ({all} characters)"))
            }
        }
    }

    /// Whether the claim was proved or refuted.
    #[must_use]
    pub fn answer(&self) -> Answer {
        self.answer
    }

    /// The number of steps that were checked.
    #[must_use]
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// What was taken on trust: theorems used but not checked.
    #[must_use]
    pub fn trusts(&self) -> &[String] {
        &self.trusts
    }
}

/// A refusal: where and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The step, if the certificate got that far.
    pub step: Option<u64>,
    /// The rule of that step.
    pub rule: Option<String>,
    /// Why.
    pub reason: Reason,
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(step) = self.step {
            write!(formatter, "step {step}")?;
            if let Some(rule) = &self.rule {
                write!(formatter, " ({rule})")?;
            }
            write!(formatter, ": ")?;
        }
        self.reason.fmt(formatter)
    }
}

/// Why a certificate is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// Another format or version.
    #[error("format version: expected {expected}, got {got}")]
    Version {
        /// What this checker reads.
        expected: String,
        /// What the header says.
        got: String,
    },
    /// The digest of the statement is not that of the case and claim at hand.
    #[error("the certificate is about another statement: expected digest {expected}, got {got}")]
    Statement {
        /// Computed from the case.
        expected: String,
        /// Stated in the header.
        got: String,
    },
    /// The header says that the case asks this, and it does not.
    #[error("the case does not ask the claim {claim}")]
    ClaimNotAsked {
        /// The canonical claim.
        claim: String,
    },
    /// A step number out of sequence.
    #[error("step number: expected {expected}, got {got}")]
    StepNumber {
        /// Next in sequence.
        expected: u64,
        /// Stated.
        got: u64,
    },
    /// No rule of that name.
    #[error("unknown rule `{name}`")]
    UnknownRule {
        /// The name.
        name: String,
    },
    /// A reference to a step that does not show what is needed.
    #[error("step {step} does not come before and show {needed}")]
    Reference {
        /// The step referred to.
        step: u64,
        /// What it should show.
        needed: &'static str,
    },
    /// A stated value is not the computed one.
    #[error("{what}: expected {expected}, got {got}")]
    Value {
        /// Which value.
        what: String,
        /// Computed.
        expected: String,
        /// Stated.
        got: String,
    },
    /// A value has the wrong sign.
    #[error("{what} must be {needed}, got {got}")]
    Sign {
        /// Which value.
        what: String,
        /// What it must be.
        needed: &'static str,
        /// What it is.
        got: String,
    },
    /// A side condition of the rule fails.
    #[error("{condition}")]
    Condition {
        /// The condition, as a sentence about what is wrong.
        condition: &'static str,
    },
    /// The tree continues with another branch.
    #[error("branch: expected `{expected}`, got `{got}`")]
    Branch {
        /// Next in order.
        expected: String,
        /// Stated.
        got: String,
    },
    /// The combination of rows has a nonzero coefficient.
    #[error("the combination leaves {got} for unknown {unknown}, expected {expected}")]
    Combination {
        /// Number of the unknown.
        unknown: usize,
        /// Coefficient needed.
        expected: String,
        /// Coefficient found.
        got: String,
    },
    /// The certificate ends before its tree does.
    #[error("the tree is not complete: branch `{branch}` is missing")]
    Incomplete {
        /// First missing branch.
        branch: String,
    },
    /// The rule does not apply to this kind of problem.
    #[error("the rule does not apply to a problem of kind {kind}")]
    Kind {
        /// Kind of the case's problem.
        kind: &'static str,
    },
    /// Nothing was concluded.
    #[error("the certificate has no conclusion")]
    NoConclusion,
    /// Steps after the conclusion.
    #[error("a step follows the conclusion")]
    AfterConclusion,
    /// The number of steps in the end line is wrong.
    #[error("number of steps: expected {expected}, got {got}")]
    EndCount {
        /// Counted.
        expected: u64,
        /// Stated.
        got: u64,
    },
    /// The digest in the end line is wrong.
    #[error("digest of the lines: expected {expected}, got {got}")]
    EndDigest {
        /// Computed.
        expected: String,
        /// Stated.
        got: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_claims_are_shortened_and_short_ones_are_not() {
        let verified =
            |claim: String| Verified { claim, answer: Answer::Proved, steps: 1, trusts: Vec::new() };
        assert_eq!(verified("x".repeat(240)).claim_in_short(), "x".repeat(240));
        let long = verified(format!("{}\u{3c0}{}", "x".repeat(239), "y".repeat(10_000)));
        assert_eq!(long.claim_in_short(), format!("{}\u{3c0}.. (10240 characters)", "x".repeat(239)));
        assert_eq!(long.claim().len(), 10_241);
    }
}
