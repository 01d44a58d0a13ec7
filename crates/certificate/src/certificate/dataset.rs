//! Steps about the data-set problem: the fields of each rule (`proofs/format/dataset.md`).

use serde::{Deserialize, Serialize};

use super::interval::Parameter;
use super::{nullable, rule};
use crate::case::Verdict;
use crate::case::dataset::DatasetNetwork;
use crate::rational::Canonical;

/// Signs on the data and flatness of a neuron.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CovectorKind {
    /// One of `+`, `0`, `-` for each point.
    pub covector: String,
    /// Whether the output weight is zero.
    pub flat: bool,
}

/// Rule `dataset-point`: loss, differentiability and signs at a network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatasetPoint {
    /// The network; absent for the network of the case.
    #[serde(deserialize_with = "nullable")]
    pub network: Option<DatasetNetwork>,
    /// Its loss.
    pub loss: Canonical,
    /// Whether the loss is differentiable there.
    pub differentiable: bool,
    /// Its neurons, in order.
    pub neurons: Vec<CovectorKind>,
}
rule!(DatasetPoint, "dataset-point");

/// Numbers by kink class, classes increasing.
pub type ByClass = Vec<(usize, Canonical)>;

/// A node of a cover of R^D by cones, in preorder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum CoverNode {
    /// The cone is divided by the sign of this class; the positive half follows, then the negative one.
    Split(usize),
    /// This class has one sign on the cone.
    Forced {
        /// The class.
        class: usize,
        /// Whether its products are nonnegative.
        positive: bool,
        /// Multipliers of the signed classes.
        multipliers: ByClass,
    },
    /// The function is nonnegative on the cone.
    Leaf {
        /// Slopes of classes without a sign; zeros are left out.
        slopes: ByClass,
        /// Multipliers of the signed classes.
        cone: ByClass,
    },
}

/// Rule `dataset-stationary`: no one-sided directional derivative is negative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stationary {
    /// The point.
    pub point: u64,
    /// A cover for each neuron, `null` for flat ones.
    pub covers: Vec<Option<Vec<CoverNode>>>,
}
rule!(Stationary, "dataset-stationary");

/// Rule `dataset-local-minimum`: a stationary point whose flat neurons have no derivative at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LocalMinimum {
    /// The step that shows the point stationary.
    pub stationary: u64,
}
rule!(LocalMinimum, "dataset-local-minimum");

/// Rule `dataset-not-critical`: a negative one-sided derivative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotCritical {
    /// The point.
    pub point: u64,
    /// `w` (with the hidden bias), `v` or `c`.
    pub parameter: Parameter,
    /// Of which neuron; absent for the output bias.
    #[serde(deserialize_with = "nullable")]
    pub neuron: Option<usize>,
    /// D entries for `w`, one for `v` and `c`.
    pub direction: Vec<Canonical>,
    /// The derivative.
    pub value: Canonical,
}
rule!(NotCritical, "dataset-not-critical");

/// Rule `dataset-saddle-ray`: along a ray at a flat neuron the loss falls, along the opposite output weight it grows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaddleRay {
    /// The point.
    pub point: u64,
    /// The flat neuron.
    pub neuron: usize,
    /// The change of its input weights, hidden bias last.
    pub direction: Vec<Canonical>,
    /// The change of its output weight.
    pub output: Canonical,
    /// The coefficient of the square.
    pub coefficient: Canonical,
}
rule!(SaddleRay, "dataset-saddle-ray");

/// Rule `dataset-local-maximum`: a silent point around which the loss is not larger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LocalMaximum {
    /// The point.
    pub point: u64,
    /// The factor of the margin.
    pub eta: Canonical,
    /// A cover for each neuron.
    pub covers: Vec<Vec<CoverNode>>,
}
rule!(LocalMaximum, "dataset-local-maximum");

/// Rule `dataset-not-maximum`: a silent point that is no local maximum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotMaximum {
    /// The point.
    pub point: u64,
    /// The neuron.
    pub neuron: usize,
    /// The direction of its input weights, hidden bias last.
    pub direction: Vec<Canonical>,
}
rule!(NotMaximum, "dataset-not-maximum");

/// Rule `dataset-verdict`: what the point is, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatasetVerdict {
    /// The point.
    pub point: u64,
    /// What it is.
    pub verdict: Verdict,
    /// The steps that show it.
    pub because: Vec<u64>,
}
rule!(DatasetVerdict, "dataset-verdict");

/// Rule `dataset-growth`: the loss grows along the output bias from every network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatasetGrowth {
    /// The coefficient of the square.
    pub coefficient: Canonical,
}
rule!(DatasetGrowth, "dataset-growth");

/// A point on which every silent neuron vanishes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SilentZero {
    /// The point.
    pub point: usize,
    /// How the other points combine to its opposite, by point.
    pub multipliers: Vec<(usize, Canonical)>,
}

/// Rule `dataset-no-maximum`: without output bias, no network is a local maximum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoMaximum {
    /// A silent neuron with as few zeros as possible.
    pub interior: Vec<Canonical>,
    /// Its zeros.
    pub zero: Vec<SilentZero>,
    /// Directions for a positive and for a negative output weight.
    pub directions: [Vec<Canonical>; 2],
}
rule!(NoMaximum, "dataset-no-maximum");

/// Rule `zero-loss-contradiction`: a combination of outputs that vanishes for every network, but not for the labels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ZeroLossContradiction {
    /// The factors by point, points increasing; other points have the factor 0.
    pub factors: Vec<(usize, Canonical)>,
}
rule!(ZeroLossContradiction, "zero-loss-contradiction");
