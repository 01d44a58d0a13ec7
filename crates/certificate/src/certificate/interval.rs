//! Steps about the interval problem: the fields of each rule (`proofs/FORMAT.md`, section 8).

use serde::{Deserialize, Serialize};

use super::{nullable, rule};
use crate::case::Verdict;
use crate::case::interval::{IntervalNetwork, NeuronType};
use crate::rational::Canonical;

/// Type and flatness of a neuron.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NeuronKind {
    /// The type.
    #[serde(rename = "type")]
    pub kind: NeuronType,
    /// Whether the output weight is zero.
    pub flat: bool,
}

/// Rule `interval-point`: loss, differentiability and types at a network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IntervalPoint {
    /// The network; absent for the network of the case.
    #[serde(deserialize_with = "nullable")]
    pub network: Option<IntervalNetwork>,
    /// Its loss.
    pub loss: Canonical,
    /// Whether the loss is differentiable there.
    pub differentiable: bool,
    /// Its neurons, in order.
    pub neurons: Vec<NeuronKind>,
}
rule!(IntervalPoint, "interval-point");

/// A kind of parameter of the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Parameter {
    /// An input weight.
    W,
    /// A hidden bias.
    B,
    /// An output weight.
    V,
    /// The output bias.
    C,
}

/// Rule `gradient-entry`: a partial derivative that is not zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradientEntry {
    /// The point.
    pub point: u64,
    /// Which kind of parameter.
    pub parameter: Parameter,
    /// Of which neuron; absent for the output bias.
    #[serde(deserialize_with = "nullable")]
    pub neuron: Option<usize>,
    /// The partial derivative.
    pub value: Canonical,
}
rule!(GradientEntry, "gradient-entry");

/// Rule `one-sided-derivative`: a descent direction at a degenerate neuron.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OneSidedDerivative {
    /// The point.
    pub point: u64,
    /// The degenerate neuron.
    pub neuron: usize,
    /// The direction of its input weight and hidden bias.
    pub direction: [Canonical; 2],
    /// The one-sided derivative.
    pub value: Canonical,
}
rule!(OneSidedDerivative, "one-sided-derivative");

/// Rule `zero-gradient`: the point is critical.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ZeroGradient {
    /// The point.
    pub point: u64,
}
rule!(ZeroGradient, "zero-gradient");

/// Rule `descent-ray`: a direction along which the loss is a polynomial that starts downwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DescentRay {
    /// The point.
    pub point: u64,
    /// The direction, shaped like the network.
    pub direction: IntervalNetwork,
    /// Loss along the ray minus loss at the point, constant coefficient first.
    pub polynomial: Vec<Canonical>,
}
rule!(DescentRay, "descent-ray");

/// Rule `radius`: a cube on which the point has the least loss.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Radius {
    /// The point.
    pub point: u64,
    /// Half the side of the cube.
    pub delta: Canonical,
}
rule!(Radius, "radius");

/// Rule `interval-verdict`: what the point is, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VerdictStep {
    /// The point.
    pub point: u64,
    /// What it is.
    pub verdict: Verdict,
    /// The steps that show it.
    pub because: Vec<u64>,
}
rule!(VerdictStep, "interval-verdict");

/// Rule `growth`: the loss grows along the output bias from every network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Growth {
    /// The coefficient of the square.
    pub coefficient: Canonical,
}
rule!(Growth, "growth");

/// Rule `tree`: the start of the pattern tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tree {
    /// The width for which patterns are enumerated.
    pub width: usize,
    /// The step that shows a global minimum of that width with loss 0.
    pub global: u64,
}
rule!(Tree, "tree");

/// Rule `open`: the branch is split into its extensions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Open {
    /// The branch.
    pub branch: String,
}
rule!(Open, "open");

/// Integer multipliers of some rows of a system, by row number.
pub type Multipliers = Vec<(usize, Canonical)>;

/// Rule `cut`: the system of the branch has no solution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cut {
    /// The branch.
    pub branch: String,
    /// The Motzkin multipliers.
    pub multipliers: Multipliers,
}
rule!(Cut, "cut");

/// Rule `family`: the critical points of a branch, exactly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Family {
    /// The branch.
    pub branch: String,
    /// What its members are.
    pub verdict: Verdict,
    /// The kinks.
    pub breakpoints: Vec<Canonical>,
    /// The loss of every member.
    pub loss: Canonical,
    /// For each kink, how the equality rows combine to equal lengths.
    pub equal: Vec<Multipliers>,
    /// The step that shows the verdict of a reduced member.
    pub member: u64,
}
rule!(Family, "family");

/// Rule `classification`: the tree is complete, with these counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Classification {
    /// All patterns of the width.
    pub patterns: Canonical,
    /// Patterns below cut branches.
    pub infeasible: Canonical,
    /// Patterns of each family, in the order of the steps.
    pub families: Vec<Canonical>,
}
rule!(Classification, "classification");
