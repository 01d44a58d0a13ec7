//! Rules about the data-set problem (`proofs/format/dataset.md`), and the facts that they show.

mod growth;
mod local_maximum;
mod local_minimum;
mod no_maximum;
mod not_critical;
mod not_maximum;
mod point;
mod saddle_ray;
mod stationary;
mod verdict;
mod zero_loss;

use critcert_certificate::case::{DatasetClaim, Problem, Verdict};
use critcert_certificate::certificate::Answer;

use super::{Fact as AnyFact, Table, fields, numbers, require, same};
use crate::dataset::evaluate::{Data, Evaluation, Neuron};
use crate::kernel::State;
use crate::outcome::Reason;

pub(super) const TABLE: Table = &[
    ("dataset-point", point::apply),
    ("dataset-stationary", stationary::apply),
    ("dataset-local-minimum", local_minimum::apply),
    ("dataset-not-critical", not_critical::apply),
    ("dataset-saddle-ray", saddle_ray::apply),
    ("dataset-local-maximum", local_maximum::apply),
    ("dataset-not-maximum", not_maximum::apply),
    ("dataset-verdict", verdict::apply),
    ("dataset-growth", growth::apply),
    ("dataset-no-maximum", no_maximum::apply),
    ("zero-loss-contradiction", zero_loss::apply),
];

/// What a step shows.
pub(crate) enum Fact {
    /// A network was evaluated.
    Point(Box<Point>),
    /// No one-sided directional derivative is negative at the point of this step.
    Stationary(u64),
    /// The point of this step is a local minimum.
    LocalMinimum(u64),
    /// Some one-sided directional derivative is negative at the point of this step.
    NotCritical(u64),
    /// The point of this step is neither a local minimum nor a local maximum.
    Saddle(u64),
    /// The point of this step is a local maximum.
    LocalMaximum(u64),
    /// The point of this step is no local maximum.
    NotMaximum(u64),
    /// The verdict on a point.
    Verdict(Settled),
    /// No network is a local maximum.
    NoLocalMaximum,
    /// No network of any width has loss 0.
    NoZeroLoss,
}

/// An evaluated network.
pub(crate) struct Point {
    /// Whether it is the network of the case.
    of_case: bool,
    data: Data,
    evaluation: Evaluation,
}

impl Point {
    /// A neuron of the point.
    fn neuron(&self, index: usize) -> Result<&Neuron, Reason> {
        let condition = "there is no neuron of this number";
        self.evaluation.neurons.get(index).ok_or(Reason::Condition { condition })
    }
}

/// A point with its verdict.
#[derive(Clone, Copy)]
pub(crate) struct Settled {
    point: u64,
    verdict: Verdict,
    /// Whether a better network of the same width was shown.
    beaten: bool,
}

/// The answer to a claim that step `by` shows.
pub(super) fn conclude(state: &State<'_>, claim: &DatasetClaim, by: u64) -> Result<Answer, Reason> {
    match claim {
        DatasetClaim::Verdict { expect } => {
            let settled = state.dataset_fact(by, "a verdict", |fact| match fact {
                Fact::Verdict(settled) => Some(settled),
                _ => None,
            })?;
            require(state.dataset_point(settled.point)?.of_case, "the verdict is about another network")?;
            let open = *expect == Verdict::GlobalMinimum && settled.verdict == Verdict::LocalMinimum;
            require(!open || settled.beaten, "a local minimum may be global: no better network is shown")?;
            Ok(if settled.verdict == *expect { Answer::Proved } else { Answer::Refuted })
        }
        DatasetClaim::NoLocalMaximum => {
            let shown = state.dataset_fact(by, "whether anything is a local maximum", |fact| match fact {
                Fact::NoLocalMaximum | Fact::LocalMaximum(_) => Some(fact),
                _ => None,
            })?;
            if let Fact::LocalMaximum(point) = shown {
                let width = state.dataset_point(*point)?.evaluation.neurons.len();
                let Problem::Dataset(problem) = &state.case.problem else {
                    return Err(Reason::Kind { kind: state.case.problem.kind() });
                };
                require(width == problem.width, "the local maximum has another width")?;
                return Ok(Answer::Refuted);
            }
            Ok(Answer::Proved)
        }
        DatasetClaim::ZeroLossNetwork => zero_loss::conclude(state, by),
        _ => Err(Reason::Condition { condition: "no rule of this version settles the claim" }),
    }
}

impl State<'_> {
    /// The data of the case.
    fn dataset(&self) -> Result<Data, Reason> {
        match &self.case.problem {
            Problem::Dataset(problem) => Ok(Data::new(problem)),
            other => Err(Reason::Kind { kind: other.kind() }),
        }
    }

    /// The fact shown by an earlier step, if `select` accepts it.
    fn dataset_fact<T>(
        &self,
        step: u64,
        needed: &'static str,
        select: impl Fn(&Fact) -> Option<&T>,
    ) -> Result<&T, Reason> {
        self.fact(step, needed, |fact| match fact {
            AnyFact::Dataset(fact) => select(fact),
            _ => None,
        })
    }

    /// The evaluated network of an earlier step.
    fn dataset_point(&self, step: u64) -> Result<&Point, Reason> {
        self.dataset_fact(step, "a point", |fact| match fact {
            Fact::Point(point) => Some(&**point),
            _ => None,
        })
    }
}
