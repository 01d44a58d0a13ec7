//! Rules about the interval problem, sections 8.1 to 8.14, and the facts that they show.

mod classification;
mod cut;
mod descent_ray;
mod family;
mod gradient_entry;
mod growth;
mod one_sided_derivative;
mod open;
mod point;
mod radius;
mod tree;
mod verdict;
mod zero_gradient;

use critcert_certificate::case::interval::IntervalProblem;
use critcert_certificate::case::{IntervalClaim, Problem, Verdict};
use critcert_certificate::certificate::Answer;
use critcert_certificate::certificate::interval::NeuronKind;

use super::{Fact as AnyFact, Table, fields, require, same};
use crate::interval::evaluate::{Evaluation, Neuron};
use crate::interval::tree::TreeState;
use crate::kernel::State;
use crate::outcome::Reason;

pub(super) const TABLE: Table = &[
    ("interval-point", point::apply),
    ("gradient-entry", gradient_entry::apply),
    ("one-sided-derivative", one_sided_derivative::apply),
    ("zero-gradient", zero_gradient::apply),
    ("descent-ray", descent_ray::apply),
    ("radius", radius::apply),
    ("interval-verdict", verdict::apply),
    ("growth", growth::apply),
    ("tree", tree::apply),
    ("open", open::apply),
    ("cut", cut::apply),
    ("family", family::apply),
    ("classification", classification::apply),
];

/// What is under way besides facts.
#[derive(Default)]
pub(crate) struct Progress {
    tree: Option<TreeState>,
}

/// What a step shows.
pub(crate) enum Fact {
    /// A network was evaluated.
    Point(Box<Point>),
    /// The loss is differentiable at the point of this step, with zero gradient.
    Critical(u64),
    /// The point of this step is not critical.
    NotCritical(u64),
    /// The point is no local minimum.
    Descends(Box<Descent>),
    /// The point of this step is a local minimum.
    LocalMinimum(u64),
    /// The verdict on a point.
    Verdict(Settled),
    /// No network is a local maximum.
    NoLocalMaximum,
    /// The complete list of critical points at this width.
    Classification(usize),
}

/// An evaluated network.
pub(crate) struct Point {
    /// Whether it is the network of the case.
    of_case: bool,
    evaluation: Evaluation,
    kinds: Vec<NeuronKind>,
}

/// A descent ray: its point, and the changes of the neurons along it.
pub(crate) struct Descent {
    point: u64,
    changes: Vec<Neuron>,
}

/// A point with its verdict, and the step of the descent ray if it is a saddle.
#[derive(Clone, Copy)]
pub(crate) struct Settled {
    point: u64,
    verdict: Verdict,
    ray: Option<u64>,
}

/// The answer to a claim that step `by` shows.
pub(super) fn conclude(state: &State<'_>, claim: &IntervalClaim, by: u64) -> Result<Answer, Reason> {
    match claim {
        IntervalClaim::Verdict { expect } => {
            let settled = state.settled(by)?;
            require(state.point(settled.point)?.of_case, "the verdict is about another network")?;
            Ok(if settled.verdict == *expect { Answer::Proved } else { Answer::Refuted })
        }
        IntervalClaim::NoLocalMaximum => {
            state.interval_fact(by, "that nothing is a local maximum", |fact| match fact {
                Fact::NoLocalMaximum => Some(&()),
                _ => None,
            })?;
            Ok(Answer::Proved)
        }
        IntervalClaim::Classification { width } => {
            let shown = state.interval_fact(by, "a classification", |fact| match fact {
                Fact::Classification(width) => Some(width),
                _ => None,
            })?;
            require(shown == width, "the classification is of another width")?;
            Ok(Answer::Proved)
        }
    }
}

impl State<'_> {
    /// The interval problem of the case.
    fn interval(&self) -> Result<&IntervalProblem, Reason> {
        match &self.case.problem {
            Problem::Interval(problem) => Ok(problem),
            other => Err(Reason::Kind { kind: other.kind() }),
        }
    }

    /// The fact shown by an earlier step, if `select` accepts it.
    fn interval_fact<T>(
        &self,
        step: u64,
        needed: &'static str,
        select: impl Fn(&Fact) -> Option<&T>,
    ) -> Result<&T, Reason> {
        self.fact(step, needed, |fact| match fact {
            AnyFact::Interval(fact) => select(fact),
            _ => None,
        })
    }

    /// The tree under way.
    fn open_tree(&mut self) -> Result<&mut TreeState, Reason> {
        self.interval.tree.as_mut().ok_or(Reason::Condition { condition: "no tree was started" })
    }

    /// The evaluated network of an earlier step.
    fn point(&self, step: u64) -> Result<&Point, Reason> {
        self.interval_fact(step, "a point", |fact| match fact {
            Fact::Point(point) => Some(&**point),
            _ => None,
        })
    }

    /// The descent ray of an earlier step.
    fn descent(&self, step: u64) -> Result<&Descent, Reason> {
        self.interval_fact(step, "that the point is no local minimum", |fact| match fact {
            Fact::Descends(descent) => Some(&**descent),
            _ => None,
        })
    }

    /// The verdict of an earlier step.
    fn settled(&self, step: u64) -> Result<Settled, Reason> {
        self.interval_fact(step, "a verdict", |fact| match fact {
            Fact::Verdict(settled) => Some(settled),
            _ => None,
        })
        .copied()
    }
}
