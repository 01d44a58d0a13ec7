//! Steps about all local minima of a data-set problem: the fields of each rule (`proofs/format/landscape.md`).

use serde::{Deserialize, Serialize};

use super::interval::Multipliers;
use super::rule;
use crate::case::DatasetNetwork;
use crate::rational::Canonical;

/// How smooth a local minimum is, from the roughest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Smoothness {
    /// Some pre-activation is 0.
    Kink,
    /// No pre-activation is 0, but some neuron is 0 on all points.
    Dead,
    /// No pre-activation is 0, and no neuron is 0 on all points.
    Live,
}

/// Rule `stratum-covector`: the next covector, and the vectors that respect its zeros.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StratumCovector {
    /// The signs on all points, over `+0-`.
    pub signs: String,
    /// A vector with these signs.
    pub witness: Vec<Canonical>,
    /// Integer vectors orthogonal to the points at the zeros.
    pub basis: Vec<Vec<Canonical>>,
    /// Some of the zeros.
    pub points: Vec<usize>,
    /// The inverse of the matrix whose rows are the basis and these points.
    pub inverse: Vec<Vec<Canonical>>,
    /// Integer vectors along which one-sided derivatives are tested.
    pub rays: Vec<Vec<Canonical>>,
}
rule!(StratumCovector, "stratum-covector");

/// Rule `stratum-void`: no vector has signs that begin like this.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StratumVoid {
    /// Signs of the first points.
    pub signs: String,
    /// The Motzkin multipliers of these points.
    pub multipliers: Multipliers,
}
rule!(StratumVoid, "stratum-void");

/// Rule `stratum-minimum`: a network is a local minimum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StratumMinimum {
    /// The network.
    pub network: NetworkFields,
    /// Its loss.
    pub loss: Canonical,
    /// How smooth it is.
    pub smoothness: Smoothness,
    /// For each neuron, for each choice of sides of its concave kinks, one multiplier for each of its kinks.
    pub kinks: Vec<Vec<Vec<Canonical>>>,
}
rule!(StratumMinimum, "stratum-minimum");

/// A network of a data-set problem in a certificate; biases that the problem lacks are `null`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NetworkFields {
    /// Input weights, one row for each neuron.
    #[serde(rename = "W")]
    pub weights: Vec<Vec<Canonical>>,
    /// Hidden biases.
    #[serde(deserialize_with = "super::nullable")]
    pub b: Option<Vec<Canonical>>,
    /// Output weights.
    pub v: Vec<Canonical>,
    /// Output bias.
    #[serde(deserialize_with = "super::nullable")]
    pub c: Option<Canonical>,
}

impl From<DatasetNetwork> for NetworkFields {
    fn from(network: DatasetNetwork) -> Self {
        let DatasetNetwork { weights, b, v, c } = network;
        Self { weights, b, v, c }
    }
}

impl From<NetworkFields> for DatasetNetwork {
    fn from(network: NetworkFields) -> Self {
        let NetworkFields { weights, b, v, c } = network;
        Self { weights, b, v, c }
    }
}

/// Rule `stratum-spurious`: a local minimum is not global.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StratumSpurious {
    /// The step of the local minimum.
    pub minimum: u64,
    /// The step of a better one.
    pub better: u64,
}
rule!(StratumSpurious, "stratum-spurious");

/// Rule `stratum-start`: the covectors are complete, the groups begin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StratumStart {
    /// Number of neurons.
    pub width: usize,
}
rule!(StratumStart, "stratum-start");

/// Rule `stratum-barred`: one neuron of the group can have neither sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StratumBarred {
    /// Numbers of covectors, increasing.
    pub group: Vec<usize>,
    /// The projection: a denominator, then numerators of the coefficients.
    pub fit: Vec<Canonical>,
    /// Neuron of the group, ray of negative derivative, ray of positive derivative.
    pub at: [usize; 3],
}
rule!(StratumBarred, "stratum-barred");

/// Rule `stratum-known`: the loss of the group is that of a known local minimum, at least as smooth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StratumKnown {
    /// Numbers of covectors, increasing.
    pub group: Vec<usize>,
    /// The projection.
    pub fit: Vec<Canonical>,
}
rule!(StratumKnown, "stratum-known");

/// Rule `stratum-exact`: the group and all that extend it fit the labels, and loss 0 is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StratumExact {
    /// Numbers of covectors, increasing.
    pub group: Vec<usize>,
    /// The projection.
    pub fit: Vec<Canonical>,
}
rule!(StratumExact, "stratum-exact");

/// Rule `stratum-cut`: no allowed signs realize the projection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StratumCut {
    /// Numbers of covectors, increasing.
    pub group: Vec<usize>,
    /// The projection.
    pub fit: Vec<Canonical>,
    /// Neuron of the group, sign that is excluded, ray that excludes it.
    pub barred: Vec<(usize, BarredSign, usize)>,
    /// Proofs for the other signs.
    pub cuts: Vec<SignCut>,
}
rule!(StratumCut, "stratum-cut");

/// The sign of an output weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum BarredSign {
    /// Positive.
    #[serde(rename = "+")]
    Plus,
    /// Negative.
    #[serde(rename = "-")]
    Minus,
}

/// Proof that some choices of signs do not realize a prediction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignCut {
    /// One character for each covector of the group: `+`, `-`, or `*` for any; about regions also `0` for no neuron with an
    /// output weight.
    pub signs: String,
    /// Motzkin multipliers.
    pub multipliers: Multipliers,
}

/// Rule `stratum-list`: the list of local minima is complete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StratumList {
    /// All losses, increasing, each with the smoothest that occurs.
    pub losses: Vec<(Canonical, Smoothness)>,
    /// Strata up to permutation of the neurons.
    pub strata: Canonical,
}
rule!(StratumList, "stratum-list");
