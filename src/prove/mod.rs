//! From a case and a claim to a certificate.
//!
//! [`prove`] settles one claim, proved or refuted, and writes its certificate on the way. What the steps mean is
//! specified in `proofs/FORMAT.md`; the mathematics is in the module of the problem kind.

pub mod extra_neuron;
pub mod interval;

use std::io::Write;

use critcert_certificate::case::{Case, Claim, ExtraNeuronClaim, IntervalClaim, Network, Problem, Verdict};
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

/// A settled claim.
#[derive(Debug)]
pub struct Settled {
    /// Proved or refuted.
    pub answer: Answer,
    /// What was found on the way.
    pub finding: Finding,
}

/// What settling a claim found, beyond the answer.
#[derive(Debug)]
#[non_exhaustive]
pub enum Finding {
    /// Nothing more.
    None,
    /// What the network of an interval case is.
    IntervalPoint(Box<crate::interval::Classification>),
    /// Every critical point of an interval problem.
    IntervalLandscape(interval::Landscape),
    /// What the point of an extra-neuron case is.
    ExtraNeuronPoint(Box<crate::extra_neuron::Classification>),
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
) -> Result<Settled, ProveError> {
    let mut writer = begin(case, claim, path, asked, sink)?;
    let (answer, by, finding) = match (&case.problem, claim) {
        (Problem::Interval(problem), Claim::Interval(claim)) => {
            interval::settle(problem, case.network.as_ref(), claim, &mut writer, control)?
        }
        (Problem::ExtraNeuron(problem), Claim::ExtraNeuron(claim)) => {
            extra_neuron::settle(problem, case.network.as_ref(), claim, &mut writer, control)?
        }
        (problem, claim) => {
            let (claim, kind) = (claim.kind(), problem.kind());
            let message = format!("this version does not settle the claim `{claim}` about {kind} problems");
            return Err(ProveError::Unsupported(message));
        }
    };
    writer.step(&Conclude { answer, by })?;
    writer.finish()?;
    Ok(Settled { answer, finding })
}

/// Decides what the network of a case is, with a certificate unless the verdict is *undetermined*.
///
/// # Errors
/// [`ProveError::Unsupported`] for a case without a network or of a kind that this version does not classify;
/// [`ProveError::Internal`] when two methods disagree.
pub fn classify(case: &Case, path: &str) -> Result<(Finding, Option<Vec<u8>>), ProveError> {
    match (&case.problem, &case.network) {
        (_, None) => Err(ProveError::Unsupported("there is no network to classify".to_owned())),
        (Problem::Interval(problem), Some(Network::Interval(network))) => {
            let found = interval::classify_twice(problem, network)?;
            if found.verdict == Verdict::Undetermined {
                return Ok((Finding::IntervalPoint(Box::new(found)), None));
            }
            let claim = Claim::Interval(IntervalClaim::Verdict { expect: found.verdict });
            let mut writer = begin(case, &claim, path, Asked::Command, Vec::new())?;
            let by = interval::write_point(problem, network, true, &found, &mut writer)?;
            writer.step(&Conclude { answer: Answer::Proved, by })?;
            Ok((Finding::IntervalPoint(Box::new(found)), Some(writer.finish()?)))
        }
        (Problem::ExtraNeuron(problem), Some(Network::ExtraNeuron(network))) => {
            let found = crate::extra_neuron::classify(problem, network)?;
            if found.verdict == Verdict::Undetermined {
                return Ok((Finding::ExtraNeuronPoint(Box::new(found)), None));
            }
            let (expect, order) = (found.verdict, found.order);
            let claim = Claim::ExtraNeuron(ExtraNeuronClaim::Verdict { expect, order });
            let mut writer = begin(case, &claim, path, Asked::Command, Vec::new())?;
            let by = extra_neuron::write_point(&found, &mut writer)?;
            writer.step(&Conclude { answer: Answer::Proved, by })?;
            Ok((Finding::ExtraNeuronPoint(Box::new(found)), Some(writer.finish()?)))
        }
        (problem, Some(_)) => {
            let message = format!("this version does not classify networks of {} problems", problem.kind());
            Err(ProveError::Unsupported(message))
        }
    }
}

/// Lists what is above the base of an extra-neuron case, and whether there is a local minimum at all.
///
/// The certificate is one of the claim `extra-neuron-eliminates-bad-minima`, with the rest as further steps.
///
/// # Errors
/// See [`extra_neuron::write_landscape`]; [`ProveError::Unsupported`] for another kind of problem.
pub fn extra_neuron_landscape(
    case: &Case,
    path: &str,
    control: Control<'_>,
) -> Result<(extra_neuron::Landscape, Vec<u8>), ProveError> {
    let Problem::ExtraNeuron(problem) = &case.problem else {
        return Err(ProveError::Unsupported("this is no extra-neuron problem".to_owned()));
    };
    let claim = Claim::ExtraNeuron(ExtraNeuronClaim::ExtraNeuronEliminatesBadMinima);
    let mut writer = begin(case, &claim, path, Asked::Command, Vec::new())?;
    let (landscape, by) = extra_neuron::write_landscape(problem, &mut writer, control)?;
    writer.step(&Conclude { answer: Answer::Proved, by })?;
    Ok((landscape, writer.finish()?))
}

/// Starts the certificate of a claim.
fn begin<W: Write>(
    case: &Case,
    claim: &Claim,
    path: &str,
    asked: Asked,
    sink: W,
) -> Result<CertificateWriter<W>, ProveError> {
    let statement = Statement::new(&case.problem, case.network.as_ref(), claim)
        .map_err(|error| ProveError::Internal(error.to_string()))?;
    Ok(CertificateWriter::begin(sink, &Prepared { case: path.to_owned(), asked, statement })?)
}
