//! The table from rule names to functions, and the facts that rules show.

mod classification;
mod conclude;
mod cut;
mod descent_ray;
mod family;
mod gradient_entry;
mod growth;
mod interval_point;
mod one_sided_derivative;
mod open;
mod radius;
mod tree;
mod verdict;
mod zero_gradient;

use critcert_certificate::case::interval::IntervalProblem;
use critcert_certificate::case::{Problem, Verdict};
use critcert_certificate::certificate::interval::NeuronKind;
use serde::Deserialize;

use crate::interval::evaluate::{Evaluation, Neuron};
use crate::interval::tree::TreeState;
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

/// A rule: reads its fields, and returns the fact that they show, if later steps can use it.
pub(crate) type RuleFunction = fn(&mut State<'_>, &str) -> Result<Option<Fact>, Failure>;

/// The function of the rule with this name.
pub(crate) fn find(name: &str) -> Option<RuleFunction> {
    TABLE.iter().find(|(known, _)| *known == name).map(|(_, function)| *function)
}

const TABLE: &[(&str, RuleFunction)] = &[
    ("interval-point", interval_point::apply),
    ("gradient-entry", gradient_entry::apply),
    ("one-sided-derivative", one_sided_derivative::apply),
    ("zero-gradient", zero_gradient::apply),
    ("descent-ray", descent_ray::apply),
    ("radius", radius::apply),
    ("verdict", verdict::apply),
    ("growth", growth::apply),
    ("tree", tree::apply),
    ("open", open::apply),
    ("cut", cut::apply),
    ("family", family::apply),
    ("classification", classification::apply),
    ("conclude", conclude::apply),
];

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
    pub(crate) of_case: bool,
    pub(crate) evaluation: Evaluation,
    pub(crate) kinds: Vec<NeuronKind>,
}

/// A descent ray: its point, and the changes of the neurons along it.
pub(crate) struct Descent {
    pub(crate) point: u64,
    pub(crate) changes: Vec<Neuron>,
}

/// A point with its verdict, and the step of the descent ray if it is a saddle.
#[derive(Clone, Copy)]
pub(crate) struct Settled {
    pub(crate) point: u64,
    pub(crate) verdict: Verdict,
    pub(crate) ray: Option<u64>,
}

/// Reads the fields of a rule.
pub(crate) fn fields<'a, T: Deserialize<'a>>(with: &'a str) -> Result<T, Failure> {
    serde_json::from_str(with).map_err(|error| Failure::Malformed(error.to_string()))
}

impl State<'_> {
    /// The interval problem of the case.
    pub(crate) fn interval(&self) -> Result<&IntervalProblem, Reason> {
        match &self.case.problem {
            Problem::Interval(problem) => Ok(problem),
            other => Err(Reason::Kind { kind: other.kind() }),
        }
    }

    /// The tree under way.
    pub(crate) fn open_tree(&mut self) -> Result<&mut TreeState, Reason> {
        self.tree.as_mut().ok_or(Reason::Condition { condition: "no tree was started" })
    }

    /// The evaluated network of an earlier step.
    pub(crate) fn point(&self, step: u64) -> Result<&Point, Reason> {
        self.fact(step, "a point", |fact| match fact {
            Fact::Point(point) => Some(&**point),
            _ => None,
        })
    }

    /// The descent ray of an earlier step.
    pub(crate) fn descent(&self, step: u64) -> Result<&Descent, Reason> {
        self.fact(step, "that the point is no local minimum", |fact| match fact {
            Fact::Descends(descent) => Some(&**descent),
            _ => None,
        })
    }

    /// The verdict of an earlier step.
    pub(crate) fn settled(&self, step: u64) -> Result<Settled, Reason> {
        self.fact(step, "a verdict", |fact| match fact {
            Fact::Verdict(settled) => Some(settled),
            _ => None,
        })
        .copied()
    }
}

/// Refuses when a stated value is not the computed one.
pub(crate) fn same<T: PartialEq + ToString>(what: &str, expected: &T, got: &T) -> Result<(), Reason> {
    if expected == got {
        return Ok(());
    }
    Err(Reason::Value { what: what.to_owned(), expected: expected.to_string(), got: got.to_string() })
}

/// Refuses when a condition of a rule fails; `condition` says what is wrong.
pub(crate) fn require(holds: bool, condition: &'static str) -> Result<(), Reason> {
    if holds { Ok(()) } else { Err(Reason::Condition { condition }) }
}
