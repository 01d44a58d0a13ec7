//! Answers as JSON objects: the contract of the command line with scripts.
//!
//! Every number is a canonical rational text. More keys than the contract's may appear, none disappears.

pub mod dataset;
pub mod extra_neuron;
pub mod interval;
pub mod linear;
pub mod pattern;
pub mod porcupine;
pub mod stratum;
pub mod volume;

use critcert_certificate::case::{Case, Verdict};
use serde::Serialize;
use serde_json::Value;

use crate::prove::Finding;

/// The answer to `classify`.
#[derive(Debug, Clone, Serialize)]
pub struct ClassifyAnswer {
    /// What the network is.
    pub verdict: Verdict,
    /// Its loss.
    pub loss: String,
    /// Whether the loss is differentiable there.
    pub differentiable: bool,
    /// For the two minimum verdicts: whether it is global, `null` if that was not decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub global: Option<Option<bool>>,
    /// For extra-neuron problems: the order of a saddle, `null` for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<Option<usize>>,
    /// One object for each neuron.
    pub neurons: Vec<Value>,
    /// What proves the verdict.
    pub evidence: Value,
    /// The same in words, for people; not part of the JSON.
    #[serde(skip)]
    pub because: String,
}

/// The answer about a classified network, `None` if the finding is not about one.
#[must_use]
pub fn classify_answer(finding: &Finding) -> Option<ClassifyAnswer> {
    match finding {
        Finding::IntervalPoint(found) => Some(interval::classify_answer(found)),
        Finding::DatasetPoint(point) => Some(dataset::classify_answer(point)),
        Finding::LinearPoint(found) => Some(linear::classify_answer(found)),
        Finding::PorcupinePoint(found) => Some(porcupine::classify_answer(found)),
        Finding::ExtraNeuronPoint(found) => Some(extra_neuron::classify_answer(found)),
        _ => None,
    }
}

/// The answer about a landscape as a JSON text, `None` if the finding is not about one.
///
/// A text and not a [`Value`]: numbers of patterns are integers of any length.
///
/// # Errors
/// Only if an answer cannot be written as JSON.
pub fn landscape_answer(case: &Case, finding: &Finding) -> Option<serde_json::Result<String>> {
    use critcert_certificate::case::Problem;
    match (finding, &case.problem) {
        (Finding::IntervalLandscape(found), Problem::Interval(problem)) => {
            let answer = interval::landscape_answer(problem, found);
            Some(serde_json::to_string(&answer))
        }
        (Finding::PorcupineLandscape(found), _) => {
            Some(serde_json::to_string(&porcupine::landscape_answer(found)))
        }
        (Finding::LinearLandscape(found), Problem::Linear(_)) => {
            Some(serde_json::to_string(&linear::landscape_answer(found)))
        }
        _ => None,
    }
}
