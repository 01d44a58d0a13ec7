//! From a case and a claim to a certificate.
//!
//! [`prove`] settles one claim, proved or refuted, and writes its certificate on the way. What the steps mean is
//! specified in `proofs/FORMAT.md`; the mathematics is in the module of the problem kind.

pub mod interval;

use std::io::Write;

use critcert_certificate::case::{Case, Claim, Problem};
use critcert_certificate::certificate::{Answer, Asked, CertificateWriter, Conclude, Prepared, Statement};

use crate::interval::IntervalError;
use crate::interval::landscape::LandscapeError;

/// Why a claim was not settled.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProveError {
    /// The claim or problem kind is not one that this version settles.
    #[error("{0}")]
    Unsupported(String),
    /// A hypothesis of the theorem behind the claim fails.
    #[error("{0}")]
    Hypothesis(String),
    /// The question is settled neither way, for the reason given.
    #[error("undetermined: {0}")]
    Undetermined(String),
    /// The user stopped the run.
    #[error("interrupted")]
    Interrupted,
    /// Two methods disagree, or another defect of this program.
    #[error("internal error, please report it with the case: {0}")]
    Internal(String),
    /// The certificate could not be written.
    #[error("the certificate cannot be written: {0}")]
    Output(#[from] std::io::Error),
}

impl From<IntervalError> for ProveError {
    fn from(error: IntervalError) -> Self {
        Self::Internal(error.to_string())
    }
}

impl From<LandscapeError> for ProveError {
    fn from(error: LandscapeError) -> Self {
        match error {
            LandscapeError::ConstantTarget | LandscapeError::TooWide { .. } => {
                Self::Hypothesis(error.to_string())
            }
            LandscapeError::Interrupted => Self::Interrupted,
            LandscapeError::Output(error) => Self::Output(error),
            LandscapeError::Internal(message) => Self::Internal(message),
        }
    }
}

/// How a long run is watched and stopped.
#[derive(Clone, Copy)]
pub struct Control<'a> {
    /// Asked often; true stops the run with [`ProveError::Interrupted`].
    pub interrupted: &'a (dyn Fn() -> bool + Sync),
    /// Told how far the run is: work done so far and, if known, in all.
    pub progress: &'a (dyn Fn(u64, Option<u64>) + Sync),
}

impl std::fmt::Debug for Control<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Control")
    }
}

impl Control<'_> {
    /// Never stops, tells nobody.
    pub const NONE: Control<'static> = Control { interrupted: &|| false, progress: &|_, _| {} };
}

/// Settles `claim` about `case` and writes the certificate to `sink`.
///
/// `path` is where the case was read, `asked` who asked; both go into the header. The certificate depends on
/// nothing else: the same case and claim give the same bytes.
///
/// # Errors
/// [`ProveError`]; what was written to `sink` until then is not a certificate.
pub fn prove<W: Write>(
    case: &Case,
    claim: &Claim,
    path: &str,
    asked: Asked,
    sink: W,
    control: Control<'_>,
) -> Result<Answer, ProveError> {
    let statement = Statement::new(&case.problem, case.network.as_ref(), claim)
        .map_err(|error| ProveError::Internal(error.to_string()))?;
    let prepared = Prepared { case: path.to_owned(), asked, statement };
    let mut writer = CertificateWriter::begin(sink, &prepared)?;
    let (answer, by) = match (&case.problem, claim) {
        (Problem::Interval(problem), Claim::Interval(claim)) => {
            interval::settle(problem, case.network.as_ref(), claim, &mut writer, control)?
        }
        (problem, claim) => {
            let (claim, kind) = (claim.kind(), problem.kind());
            let message = format!("this version does not settle the claim `{claim}` about {kind} problems");
            return Err(ProveError::Unsupported(message));
        }
    };
    writer.step(&Conclude { answer, by })?;
    writer.finish()?;
    Ok(answer)
}
