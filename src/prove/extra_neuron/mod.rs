//! Certificates about the extra-neuron problem.

mod assumptions;
mod existence;
mod landscape;
mod point;
mod theorem;

use std::io::Write;

use critcert_certificate::case::Network as CaseNetwork;
use critcert_certificate::case::extra_neuron::{ExtraNeuronClaim, ExtraNeuronProblem, Unit};
use critcert_certificate::certificate::extra_neuron::ExtraBase;
use critcert_certificate::certificate::{Answer, CertificateWriter};
use critcert_certificate::rational::{Canonical, Rational};

use super::{Control, Finding, ProveError};
use crate::extra_neuron::{BasePoint, ExtraNeuronError, classify};

pub use landscape::{Landscape, LandscapeBase, write_landscape};
pub(super) use point::write_point;

impl From<ExtraNeuronError> for ProveError {
    fn from(error: ExtraNeuronError) -> Self {
        match error {
            ExtraNeuronError::NoBase | ExtraNeuronError::Shape | ExtraNeuronError::Hypothesis(_) => {
                Self::Hypothesis(error.to_string())
            }
            ExtraNeuronError::TooManyTerms | ExtraNeuronError::Undetermined(_) => {
                Self::Undetermined(error.to_string())
            }
            ExtraNeuronError::Interrupted => Self::Interrupted,
            ExtraNeuronError::Internal(message) => Self::Internal(message),
        }
    }
}

/// What a settled claim is: the answer, the step that shows it, and what was found.
type Outcome = Result<(Answer, u64, Finding), ProveError>;

/// Settles a claim; returns the answer and the step that shows it.
pub(super) fn settle<W: Write>(
    problem: &ExtraNeuronProblem,
    network: Option<&CaseNetwork>,
    claim: &ExtraNeuronClaim,
    writer: &mut CertificateWriter<W>,
    control: Control<'_>,
) -> Outcome {
    let unit = match network {
        Some(CaseNetwork::ExtraNeuron(unit)) => Some(unit),
        _ => None,
    };
    match claim {
        ExtraNeuronClaim::Verdict { expect, order } => {
            let unit = unit.ok_or_else(|| {
                ProveError::Unsupported("a verdict needs a [network] in the case".to_owned())
            })?;
            let found = classify(problem, unit)?;
            let step = write_point(&found, writer)?;
            let holds = found.verdict == *expect && (order.is_none() || *order == found.order);
            let answer = if holds { Answer::Proved } else { Answer::Refuted };
            Ok((answer, step, Finding::ExtraNeuronPoint(Box::new(found))))
        }
        ExtraNeuronClaim::ExtraNeuronEliminatesBadMinima => theorem::eliminates(problem, unit, writer),
        ExtraNeuronClaim::Vacuous => existence::vacuous(problem, unit, writer, control),
        ExtraNeuronClaim::MonomialPowerSuffices { power } => {
            let power = match (power, &problem.unit) {
                (Some(power), _) | (None, Unit::Monomial(power)) => *power,
                (None, Unit::Exp) => {
                    return Err(ProveError::Hypothesis("the claim states no power".to_owned()));
                }
            };
            theorem::monomial(problem, power, writer)
        }
        ExtraNeuronClaim::RefuteWithoutAssumption { assumption } => {
            assumptions::without(problem, unit, *assumption, writer)
        }
    }
}

fn list(values: &[Rational]) -> Vec<Canonical> {
    values.iter().cloned().map(Canonical).collect()
}

/// Writes a base; `of_case` says that it is the base of the case.
fn write_base<W: Write>(
    base: &BasePoint,
    of_case: bool,
    writer: &mut CertificateWriter<W>,
) -> Result<u64, ProveError> {
    let network = base.network.as_ref().filter(|_| !of_case).map(|network| network.to_wire());
    let loss = base.loss.clone().map(Canonical);
    Ok(writer.step(&ExtraBase { network, outputs: list(&base.outputs), loss })?)
}
