//! What the network of a case is, kind by kind.

mod dataset;
mod extra_neuron;
mod interval;
mod linear;
mod porcupine;

use critcert_certificate::case::{Case, Network, Problem};

use super::Part;
use crate::prove::{Finding, ProveError, classify};

/// The problem in formulas.
pub(super) fn problem(case: &Case, part: &mut Part) {
    match &case.problem {
        Problem::Interval(problem) => interval::problem(problem, part),
        Problem::Dataset(problem) => dataset::problem(problem, part),
        Problem::Linear(problem) => linear::problem(problem, part),
        Problem::Porcupine(problem) => porcupine::problem(problem, part),
        Problem::ExtraNeuron(problem) => extra_neuron::problem(problem, part),
    }
}

/// The argument about the network of the case.
pub(super) fn parts(case: &Case, path: &str) -> Result<Vec<Part>, ProveError> {
    let (finding, _) = classify(case, path)?;
    match (&case.problem, &case.network, &finding) {
        (Problem::Interval(problem), Some(Network::Interval(network)), Finding::IntervalPoint(found)) => {
            interval::parts(problem, network, found)
        }
        (Problem::Dataset(problem), Some(Network::Dataset(network)), Finding::DatasetPoint(point)) => {
            dataset::parts(problem, network, point)
        }
        (Problem::Linear(problem), Some(Network::Linear(network)), Finding::LinearPoint(found)) => {
            linear::parts(problem, network, found)
        }
        (Problem::Porcupine(problem), Some(Network::Porcupine(network)), Finding::PorcupinePoint(found)) => {
            Ok(porcupine::parts(problem, network, found))
        }
        (
            Problem::ExtraNeuron(problem),
            Some(Network::ExtraNeuron(unit)),
            Finding::ExtraNeuronPoint(found),
        ) => Ok(extra_neuron::parts(problem, unit, found)),
        _ => Err(ProveError::Unsupported("there is nothing to explain about this case".to_owned())),
    }
}
