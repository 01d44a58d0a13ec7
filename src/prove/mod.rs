//! From a case and a claim to a certificate.
//!
//! [`prove`] settles one claim, proved or refuted, and writes its certificate on the way. What the steps mean is
//! specified in `proofs/FORMAT.md`; the mathematics is in the module of the problem kind.

pub mod dataset;
pub mod extra_neuron;
pub mod interval;
pub mod linear;
pub mod pattern;
pub mod porcupine;
pub mod rank;
pub mod stratum;
pub mod volume;
mod zero_loss;

use std::io::Write;

use critcert_certificate::case::porcupine::{PorcupineClaim, Regions};
use critcert_certificate::case::{
    Case, Claim, DatasetClaim, ExtraNeuronClaim, IntervalClaim, LinearClaim, Network, Problem, Verdict,
};
use critcert_certificate::certificate::{Answer, Asked, CertificateWriter, Conclude, Prepared, Statement};

use crate::dataset::landscape::small::Landscapes;
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
    /// Where a run that is split into jobs keeps their results, so that it can be continued; a temporary directory if
    /// there is none.
    pub jobs: Option<&'a std::path::Path>,
}

impl std::fmt::Debug for Control<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Control")
    }
}

impl Control<'_> {
    /// Never stops, tells nobody.
    pub const NONE: Control<'static> = Control { interrupted: &|| false, progress: &|_, _| {}, jobs: None };
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
    /// What the network of a data-set case is.
    DatasetPoint(Box<dataset::Point>),
    /// Every critical point of an interval problem.
    IntervalLandscape(interval::Landscape),
    /// Every activation pattern of a data set, or their number.
    Patterns(pattern::Patterns),
    /// What the network of a linear case is.
    LinearPoint(Box<crate::linear::Classification>),
    /// Every critical value of a linear problem.
    LinearLandscape(Box<linear::LinearLandscape>),
    /// Every local minimum of a data-set problem.
    Strata(Box<stratum::Landscape>),
    /// What the network of a porcupine case is.
    PorcupinePoint(Box<crate::porcupine::Classification>),
    /// Every local minimum of a porcupine problem.
    PorcupineLandscape(Box<crate::porcupine::Landscape>),
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
        (Problem::Porcupine(problem), Claim::Porcupine(claim)) => {
            porcupine::settle(problem, case.network.as_ref(), claim, &mut writer, control)?
        }
        (Problem::Dataset(problem), Claim::Dataset(claim @ DatasetClaim::PatternCount { .. })) => {
            pattern::settle(problem, claim, pattern::Method::Economical, &mut writer, control)?
        }
        (
            Problem::Dataset(problem),
            Claim::Dataset(claim @ (DatasetClaim::Verdict { .. } | DatasetClaim::NoLocalMaximum)),
        ) => dataset::settle(problem, case.network.as_ref(), claim, &mut writer)?,
        (
            Problem::Dataset(problem),
            Claim::Dataset(DatasetClaim::EveryDifferentiableMinimumGlobalByRank { weights }),
        ) => {
            let network = case.network.as_ref();
            rank::settle(problem, network, weights.as_deref(), &mut writer, control)?
        }
        (Problem::Dataset(problem), Claim::Dataset(DatasetClaim::RegionVolumes(claim))) => {
            volume::settle(problem, claim, &mut writer, control)?
        }
        (Problem::Dataset(problem), Claim::Dataset(DatasetClaim::ZeroLossNetwork)) => {
            zero_loss::settle(problem, &mut writer)?
        }
        (Problem::Linear(problem), Claim::Linear(claim)) => {
            linear::settle(problem, case.network.as_ref(), claim, &mut writer, control)?
        }
        (Problem::Dataset(problem), Claim::Dataset(claim)) => {
            stratum::settle(problem, claim, &mut writer, control)?
                .ok_or_else(|| unsettled("dataset", claim.kind()))?
        }
        (Problem::ExtraNeuron(problem), Claim::ExtraNeuron(claim)) => {
            extra_neuron::settle(problem, case.network.as_ref(), claim, &mut writer, control)?
        }
        (problem, claim) => {
            return Err(unsettled(problem.kind(), claim.kind()));
        }
    };
    writer.step(&Conclude { answer, by })?;
    writer.finish()?;
    Ok(Settled { answer, finding })
}

fn unsettled(kind: &str, claim: &str) -> ProveError {
    ProveError::Unsupported(format!("this version does not settle the claim `{claim}` about {kind} problems"))
}

/// Decides what the network of a case is, with a certificate unless the verdict is *undetermined*.
///
/// # Errors
/// [`ProveError::Unsupported`] for a case without a network or of a kind that this version does not classify;
/// [`ProveError::Internal`] when two methods disagree.
pub fn classify(case: &Case, path: &str) -> Result<(Finding, Option<Vec<u8>>), ProveError> {
    classify_with(case, path, &Landscapes::default())
}

/// As [`classify`], for many points: landscapes made on the way are kept in `landscapes`.
///
/// # Errors
/// As for [`classify`].
pub fn classify_with(
    case: &Case,
    path: &str,
    landscapes: &Landscapes,
) -> Result<(Finding, Option<Vec<u8>>), ProveError> {
    match (&case.problem, &case.network) {
        (_, None) => Err(ProveError::Unsupported(
            "the case has no network to classify; add a [network] section".to_owned(),
        )),
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
        (Problem::Dataset(problem), Some(Network::Dataset(network))) => {
            let point = dataset::Point::new(problem, network, landscapes)?;
            let verdict = point.classification.verdict;
            if verdict == Verdict::Undetermined {
                return Ok((Finding::DatasetPoint(Box::new(point)), None));
            }
            let claim = Claim::Dataset(DatasetClaim::Verdict { expect: verdict });
            let mut writer = begin(case, &claim, path, Asked::Command, Vec::new())?;
            let by = dataset::write_point(problem, &point, &mut writer)?;
            writer.step(&Conclude { answer: Answer::Proved, by })?;
            Ok((Finding::DatasetPoint(Box::new(point)), Some(writer.finish()?)))
        }
        (Problem::Porcupine(problem), Some(Network::Porcupine(network))) => {
            let found = porcupine::classify_network(problem, network)?;
            if found.verdict == Verdict::Undetermined {
                return Ok((Finding::PorcupinePoint(Box::new(found)), None));
            }
            let claim = Claim::Porcupine(PorcupineClaim::Verdict { expect: found.verdict });
            let mut writer = begin(case, &claim, path, Asked::Command, Vec::new())?;
            let by = porcupine::write_point(&found, &mut writer)?;
            writer.step(&Conclude { answer: Answer::Proved, by })?;
            Ok((Finding::PorcupinePoint(Box::new(found)), Some(writer.finish()?)))
        }
        (Problem::Linear(problem), Some(Network::Linear(network))) => {
            let found = crate::linear::classify(problem, network)?;
            let claim = Claim::Linear(LinearClaim::Verdict { expect: found.verdict });
            let mut writer = begin(case, &claim, path, Asked::Command, Vec::new())?;
            let by = linear::write_point(problem, &found, &mut writer)?;
            writer.step(&Conclude { answer: Answer::Proved, by })?;
            Ok((Finding::LinearPoint(Box::new(found)), Some(writer.finish()?)))
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

/// Finds every local minimum of a porcupine case and writes the certificate of all patterns, as proof or refutation
/// of the claim that no local minimum is spurious.
///
/// # Errors
/// [`ProveError::Unsupported`] for another kind of problem; else as for [`prove`].
pub fn porcupine_landscape<W: Write>(
    case: &Case,
    path: &str,
    sink: W,
    control: Control<'_>,
) -> Result<crate::porcupine::Landscape, ProveError> {
    let Problem::Porcupine(problem) = &case.problem else {
        let message = format!("this version has no landscape of {} problems", case.problem.kind());
        return Err(ProveError::Unsupported(message));
    };
    let claim = PorcupineClaim::NoSpuriousLocalMinimum { regions: Regions::All };
    let mut writer = begin(case, &Claim::Porcupine(claim), path, Asked::Command, sink)?;
    let (answer, by, found) = porcupine::write_landscape(problem, &mut writer, control)?;
    writer.step(&Conclude { answer, by })?;
    writer.finish()?;
    Ok(found)
}

/// All critical values of a linear problem, with the certificate that the list is complete, that no local minimum is
/// spurious and that every saddle is strict.
///
/// # Errors
/// [`ProveError::Undetermined`] past a limit of [`crate::linear`], [`ProveError::Unsupported`] for another kind.
pub fn linear_landscape(
    case: &Case,
    path: &str,
    control: Control<'_>,
) -> Result<(linear::LinearLandscape, Vec<u8>), ProveError> {
    let Problem::Linear(problem) = &case.problem else {
        return Err(ProveError::Unsupported("the problem is not linear".to_owned()));
    };
    let claim = Claim::Linear(LinearClaim::NoSpuriousLocalMinimum);
    let mut writer = begin(case, &claim, path, Asked::Command, Vec::new())?;
    let (by, found) = linear::write_landscape(problem, &mut writer, control)?;
    writer.step(&Conclude { answer: Answer::Proved, by })?;
    Ok((found, writer.finish()?))
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
