//! Steps about the extra-neuron problem: the fields of each rule (`proofs/format/extra-neuron.md`).

use serde::{Deserialize, Serialize};

use super::pattern::IntegerRow;
use super::{nullable, rule};
use crate::case::Verdict;
use crate::rational::Canonical;

/// `sum_k s_k e^(q_k)` as pairs `[q_k, s_k]`: exponents increase, no coefficient is zero.
///
/// Zero exactly when the list is empty (Lindemann-Weierstrass).
pub type ExponentialSum = Vec<(Canonical, Canonical)>;

/// Integer multipliers of some rows of a system, by row number.
pub type Multipliers = Vec<(usize, Canonical)>;

/// A base network `f(x) = c + sum_j v_j max(<W_j, x> + b_j, 0)`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReluNetwork {
    /// Input weights, one row of d entries for each neuron.
    #[serde(rename = "W")]
    pub weights: Vec<Vec<Canonical>>,
    /// Hidden biases.
    pub b: Vec<Canonical>,
    /// Output weights.
    pub v: Vec<Canonical>,
    /// Output bias.
    pub c: Canonical,
}

/// Rule `extra-base`: outputs and loss of a base.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtraBase {
    /// The network; absent for the base of the case.
    #[serde(deserialize_with = "nullable")]
    pub network: Option<ReluNetwork>,
    /// Its outputs at the points.
    pub outputs: Vec<Canonical>,
    /// Its loss without extra unit; absent for the logistic loss, whose values are no rational numbers.
    #[serde(deserialize_with = "nullable")]
    pub loss: Option<Canonical>,
}
rule!(ExtraBase, "extra-base");

/// Rule `extra-output-weight`: a nonzero output weight of the unit excludes a critical point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtraOutputWeight {
    /// The value of the identity: lambda a^2, times p for a monomial of power p.
    pub value: Canonical,
}
rule!(ExtraOutputWeight, "extra-output-weight");

/// A kind of parameter of the base.
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

/// Rule `extra-gradient-entry`: a partial derivative of the base that is not zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtraGradientEntry {
    /// The base.
    pub base: u64,
    /// Which kind of parameter.
    pub parameter: Parameter,
    /// Of which neuron; absent for the output bias.
    #[serde(deserialize_with = "nullable")]
    pub neuron: Option<usize>,
    /// From which input; only for an input weight.
    #[serde(deserialize_with = "nullable")]
    pub input: Option<usize>,
    /// The derivative, cleared of denominators for the logistic loss.
    pub value: ExponentialSum,
}
rule!(ExtraGradientEntry, "extra-gradient-entry");

/// Rule `extra-one-sided`: a descent direction of a neuron with points on its kink.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtraOneSided {
    /// The base.
    pub base: u64,
    /// The neuron.
    pub neuron: usize,
    /// The direction of its input weights, then of its hidden bias.
    pub direction: Vec<Canonical>,
    /// The one-sided derivative.
    pub value: Canonical,
}
rule!(ExtraOneSided, "extra-one-sided");

/// Rule `extra-stationary`: no direction of the base has a nonzero derivative that falls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtraStationary {
    /// The base.
    pub base: u64,
    /// Whether the loss is differentiable there.
    pub differentiable: bool,
}
rule!(ExtraStationary, "extra-stationary");

/// Rule `extra-order`: the order to which the derivative in `a` vanishes at the unit of the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtraOrder {
    /// The base.
    pub base: u64,
    /// The order m.
    pub order: usize,
    /// A derivative of order m that does not vanish: how often by each w, then by b.
    pub derivative: Vec<usize>,
    /// Its value.
    pub sum: ExponentialSum,
}
rule!(ExtraOrder, "extra-order");

/// Rule `extra-group`: points at one place whose coefficients do not add up to zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtraGroup {
    /// The base.
    pub base: u64,
    /// A point at the place.
    pub point: usize,
    /// The sum.
    pub sum: ExponentialSum,
}
rule!(ExtraGroup, "extra-group");

/// Rule `extra-moment`: a moment of the coefficients that is not zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtraMoment {
    /// The base.
    pub base: u64,
    /// The exponent of each coordinate.
    pub powers: Vec<usize>,
    /// The moment.
    pub sum: ExponentialSum,
}
rule!(ExtraMoment, "extra-moment");

/// Rule `extra-optimal`: at every place the base has a best output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtraOptimal {
    /// The base.
    pub base: u64,
}
rule!(ExtraOptimal, "extra-optimal");

/// Rule `extra-moments-vanish`: all moments up to the power of a monomial unit are zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtraMomentsVanish {
    /// The base.
    pub base: u64,
    /// The power of the unit.
    pub power: usize,
    /// A point at a place where the output is not best, if the minimum is a bad one.
    #[serde(deserialize_with = "nullable")]
    pub bad: Option<usize>,
}
rule!(ExtraMomentsVanish, "extra-moments-vanish");

/// Rule `extra-base-minimum`: the base is a local minimum of its own loss.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtraBaseMinimum {
    /// The base.
    pub base: u64,
    /// A base of the same width with a smaller loss, if one is shown.
    #[serde(deserialize_with = "nullable")]
    pub better: Option<u64>,
}
rule!(ExtraBaseMinimum, "extra-base-minimum");

/// A unit `a u(<w, x> + b)`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtraUnit {
    /// Output weight.
    pub a: Canonical,
    /// Input weights.
    pub w: Vec<Canonical>,
    /// Bias.
    pub b: Canonical,
}

/// Rule `extra-escape`: without regulariser a global minimum has a nonzero output weight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtraEscape {
    /// The base.
    pub base: u64,
    /// The unit; absent for that of the case.
    #[serde(deserialize_with = "nullable")]
    pub unit: Option<ExtraUnit>,
    /// The outputs with the unit.
    pub outputs: Vec<Canonical>,
    /// A base of smaller loss, if one is shown.
    #[serde(deserialize_with = "nullable")]
    pub better: Option<u64>,
}
rule!(ExtraEscape, "extra-escape");

/// Rule `extra-verdict`: what the point of the case is, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtraVerdict {
    /// What it is.
    pub verdict: Verdict,
    /// The order of a saddle.
    #[serde(deserialize_with = "nullable")]
    pub order: Option<usize>,
    /// The steps that show it.
    pub because: Vec<u64>,
}
rule!(ExtraVerdict, "extra-verdict");

/// A term of a polynomial: the exponent of each coordinate, and the coefficient.
pub type Term = (Vec<usize>, Canonical);

/// Rule `extra-separation`: polynomials of this degree separate the places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtraSeparation {
    /// The degree.
    pub power: usize,
    /// For each place in the order of first occurrence a polynomial that is 1 there and 0 at the others; empty
    /// when the power is at least the number of places less one.
    pub polynomials: Vec<Vec<Term>>,
}
rule!(ExtraSeparation, "extra-separation");

/// Rule `extra-eliminates`: the theorem applies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtraEliminates {
    /// For a monomial unit, the step that shows that its power separates the places.
    #[serde(deserialize_with = "nullable")]
    pub separation: Option<u64>,
}
rule!(ExtraEliminates, "extra-eliminates");

/// A square-free factor of a polynomial, and its roots.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Factor {
    /// Its exponent in the product.
    pub multiplicity: usize,
    /// Its coefficients, integers, constant first.
    pub polynomial: Vec<Canonical>,
    /// Its roots in the domain, increasing: equal ends for a rational root, else an open interval.
    pub roots: Vec<[Canonical; 2]>,
}

/// Rule `extra-lines`: all critical lines above a base.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtraLines {
    /// The base.
    pub base: u64,
    /// The polynomial, integer coefficients, constant first.
    pub polynomial: Vec<Canonical>,
    /// Its square-free factors, by increasing multiplicity.
    pub factors: Vec<Factor>,
    /// The multiplicity of the line w = 0 of a monomial unit.
    pub at_zero_weight: usize,
}
rule!(ExtraLines, "extra-lines");

/// A hidden neuron in the enumeration: the places where it is active, as a text over `+` and `-` along
/// increasing places, and the sign of its output weight.
pub type Activation = (String, i8);

/// Rule `extra-cells`: all sets of places at which a neuron can be active, in any dimension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtraCells {
    /// One witness (w, b) for each cell in which the first place is active, in order.
    pub witnesses: Vec<IntegerRow>,
}
rule!(ExtraCells, "extra-cells");

/// Rule `extra-patterns`: starts the enumeration of the patterns of a width.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtraPatterns {
    /// The width.
    pub width: usize,
    /// The number of patterns, multisets of activations.
    pub patterns: Canonical,
}
rule!(ExtraPatterns, "extra-patterns");

/// Rule `extra-cut`: no base with this pattern has a best output at every place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtraCut {
    /// The pattern.
    pub neurons: Vec<Activation>,
    /// The Motzkin multipliers.
    pub multipliers: Multipliers,
}
rule!(ExtraCut, "extra-cut");

/// Rule `extra-covered`: every pattern was cut.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtraCovered {
    /// The number of patterns.
    pub patterns: Canonical,
}
rule!(ExtraCovered, "extra-covered");

/// Rule `extra-no-minimiser`: at the place of this point no output is best.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtraNoMinimiser {
    /// The point.
    pub point: usize,
}
rule!(ExtraNoMinimiser, "extra-no-minimiser");

/// Rule `extra-vacuous`: the augmented loss has no local minimum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtraVacuous {
    /// The step that shows that no base has a best output at every place, or no frozen one.
    pub because: u64,
    /// For a monomial unit, the step that shows that its power separates the places.
    #[serde(deserialize_with = "nullable")]
    pub separation: Option<u64>,
}
rule!(ExtraVacuous, "extra-vacuous");

/// Rule `extra-shifted-hinge`: with the hinge max(z-1, 0)^p a global minimum misclassifies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtraShiftedHinge {
    /// The base.
    pub base: u64,
    /// Number of points with the wrong sign.
    pub misclassified: usize,
    /// A base that classifies all points, if the base is not frozen.
    #[serde(deserialize_with = "nullable")]
    pub correct: Option<u64>,
}
rule!(ExtraShiftedHinge, "extra-shifted-hinge");

/// Rule `extra-without-skip`: with the unit fed by the hidden layer a bad local minimum survives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtraWithoutSkip {
    /// The base.
    pub base: u64,
    /// A base of smaller loss.
    pub better: u64,
}
rule!(ExtraWithoutSkip, "extra-without-skip");

/// Rule `extra-quadratic`: with units per layer and a quadratic regulariser a bad local minimum survives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtraQuadratic {
    /// The base: the first hidden layer and the output bias.
    pub base: u64,
    /// A base of smaller loss.
    pub better: u64,
    /// The second derivatives in (c, v1, v2).
    pub hessian: [[Canonical; 3]; 3],
}
rule!(ExtraQuadratic, "extra-quadratic");
