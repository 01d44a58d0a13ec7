//! Reads `tests/data/interval_points.json`: points with the answers of an independent implementation.
#![allow(dead_code, reason = "the example reads fewer fields than the test")]

use critcert_certificate::Canonical;
use critcert_certificate::case::Verdict;
use critcert_certificate::case::interval::{IntervalNetwork, IntervalProblem, NeuronType};

/// One row of the file.
#[derive(Debug, serde::Deserialize)]
pub(crate) struct Row {
    /// T0 and T1.
    pub(crate) interval: [Canonical; 2],
    /// The target.
    pub(crate) target: Target,
    /// The network.
    pub(crate) network: IntervalNetwork,
    /// The answers.
    pub(crate) expect: Expect,
}

/// An affine target.
#[derive(Debug, serde::Deserialize)]
pub(crate) struct Target {
    /// alpha.
    pub(crate) slope: Canonical,
    /// beta.
    pub(crate) intercept: Canonical,
}

/// The expected answers of a row.
#[derive(Debug, serde::Deserialize)]
pub(crate) struct Expect {
    /// What the point is.
    pub(crate) verdict: Verdict,
    /// Its loss.
    pub(crate) loss: Canonical,
    /// The type of each neuron.
    pub(crate) types: Vec<NeuronType>,
    /// Whether each neuron is flat.
    pub(crate) flat: Vec<bool>,
    /// Whether the loss is differentiable.
    pub(crate) differentiable: bool,
}

impl Row {
    /// The problem of the row, as wide as its network.
    pub(crate) fn problem(&self) -> IntervalProblem {
        IntervalProblem {
            start: self.interval[0].clone(),
            end: self.interval[1].clone(),
            slope: self.target.slope.clone(),
            intercept: self.target.intercept.clone(),
            width: self.network.w.len(),
        }
    }
}

/// All rows.
pub(crate) fn interval_points() -> Vec<Row> {
    serde_json::from_str(include_str!("../data/interval_points.json")).expect("the data file is well formed")
}
