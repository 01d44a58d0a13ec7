//! The tables from rule names to functions, one for each kind of problem, and what rules share.

mod conclude;
mod dataset;
mod extra_neuron;
mod interval;
mod linear;
mod pattern;
mod porcupine;
mod rank;
mod stratum;
mod volume;

use critcert_certificate::rational::{Canonical, Rational};
use serde::Deserialize;

use crate::kernel::{Failure, State};
use crate::outcome::Reason;
use crate::reader::json_message;

pub(crate) use extra_neuron::Progress as ExtraNeuronProgress;
pub(crate) use interval::Progress as IntervalProgress;
pub(crate) use pattern::Progress as PatternProgress;
pub(crate) use porcupine::Progress as PorcupineProgress;
pub(crate) use stratum::Progress as StratumProgress;
pub(crate) use volume::Progress as VolumeProgress;

/// A rule: reads its fields, and returns the fact that they show, if later steps can use it.
pub(crate) type RuleFunction = fn(&mut State<'_>, &str) -> Result<Option<Fact>, Failure>;

/// Rule names with their functions.
type Table = &'static [(&'static str, RuleFunction)];

const TABLES: &[Table] = &[
    &[("conclude", conclude::apply)],
    interval::TABLE,
    pattern::TABLE,
    linear::TABLE,
    dataset::TABLE,
    stratum::TABLE,
    rank::TABLE,
    volume::TABLE,
    porcupine::TABLE,
    extra_neuron::TABLE,
];

/// The function of the rule with this name.
pub(crate) fn find(name: &str) -> Option<RuleFunction> {
    let mut rules = TABLES.iter().copied().flatten();
    rules.find(|(known, _)| *known == name).map(|(_, function)| *function)
}

/// What a step shows; each kind of problem has its own facts.
pub(crate) enum Fact {
    /// About an interval problem.
    Interval(interval::Fact),
    /// About a data-set problem.
    Dataset(dataset::Fact),
    /// About the activation patterns of a data set.
    Pattern(pattern::Fact),
    /// About a linear problem.
    Linear(linear::Fact),
    /// About all local minima of a data-set problem.
    Stratum(stratum::Fact),
    /// About the rank of a region of a data-set problem.
    Rank(rank::Fact),
    /// About the angular volume of regions of a data-set problem.
    Volume(volume::Fact),
    /// About a porcupine problem.
    Porcupine(porcupine::Fact),
    /// About an extra-neuron problem.
    ExtraNeuron(extra_neuron::Fact),
}

/// Reads the fields of a rule.
fn fields<'a, T: Deserialize<'a>>(with: &'a str) -> Result<T, Failure> {
    serde_json::from_str(with).map_err(|error| Failure::Malformed(json_message(&error)))
}

/// The numbers of a list.
pub(crate) fn numbers(list: &[Canonical]) -> Vec<Rational> {
    list.iter().map(|entry| entry.0.clone()).collect()
}

/// Refuses when a stated value is not the computed one.
fn same<T: PartialEq + ToString>(what: &str, expected: &T, got: &T) -> Result<(), Reason> {
    if expected == got {
        return Ok(());
    }
    Err(Reason::Value { what: what.to_owned(), expected: expected.to_string(), got: got.to_string() })
}

/// Refuses when a condition of a rule fails; `condition` says what is wrong.
pub(crate) fn require(holds: bool, condition: &'static str) -> Result<(), Reason> {
    if holds { Ok(()) } else { Err(Reason::Condition { condition }) }
}
