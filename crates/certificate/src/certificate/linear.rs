//! Steps about the linear problem: the fields of each rule (`proofs/format/linear.md`).

use serde::{Deserialize, Serialize};

use super::{nullable, rule};
use crate::case::Verdict;
use crate::case::linear::LinearNetwork;
use crate::rational::Canonical;

/// Rule `linear-point`: the loss of a network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinearPoint {
    /// The network; absent for the network of the case.
    #[serde(deserialize_with = "nullable")]
    pub network: Option<LinearNetwork>,
    /// Its loss, the regulariser included.
    pub loss: Canonical,
}
rule!(LinearPoint, "linear-point");

/// A layer of the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Layer {
    /// The first, d1 x d0.
    W1,
    /// The second, d2 x d1.
    W2,
}

/// Rule `linear-gradient-entry`: a partial derivative that is not zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinearGradientEntry {
    /// The point.
    pub point: u64,
    /// Which layer.
    pub layer: Layer,
    /// Which row of it, from 0.
    pub row: usize,
    /// Which column of it, from 0.
    pub column: usize,
    /// The partial derivative.
    pub value: Canonical,
}
rule!(LinearGradientEntry, "linear-gradient-entry");

/// Rule `linear-zero-gradient`: the point is critical.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinearZeroGradient {
    /// The point.
    pub point: u64,
}
rule!(LinearZeroGradient, "linear-zero-gradient");

/// Rule `linear-negative-curvature`: a line through the point on which the second derivative is negative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinearNegativeCurvature {
    /// The point.
    pub point: u64,
    /// The direction, shaped like the network.
    pub direction: LinearNetwork,
    /// The second derivative of the loss along it.
    pub second_derivative: Canonical,
}
rule!(LinearNegativeCurvature, "linear-negative-curvature");

/// Rule `linear-sigma`: the matrix whose eigenvalues decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinearSigma {
    /// H with X X^T H = X Y^T, d0 x d2.
    pub solution: Vec<Vec<Canonical>>,
}
rule!(LinearSigma, "linear-sigma");

/// Rule `linear-lower-bound`: no network of the width has a smaller loss than `bound`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinearLowerBound {
    /// The step of Sigma.
    pub sigma: u64,
    /// A number c >= 0.
    pub shift: Canonical,
    /// A symmetric matrix Z >= 0 with Z >= Sigma - c I, d2 x d2.
    pub excess: Vec<Vec<Canonical>>,
    /// (|Y|^2 - tr Z - c d1) / 2.
    pub bound: Canonical,
}
rule!(LinearLowerBound, "linear-lower-bound");

/// Rule `linear-verdict`: what the point is, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinearVerdict {
    /// The point.
    pub point: u64,
    /// What it is.
    pub verdict: Verdict,
    /// The steps that show it.
    pub because: Vec<u64>,
}
rule!(LinearVerdict, "linear-verdict");

/// Rule `linear-least-loss`: a bound that a network attains.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinearLeastLoss {
    /// The step of the bound.
    pub bound: u64,
    /// The point that attains it without the regulariser.
    pub point: u64,
}
rule!(LinearLeastLoss, "linear-least-loss");

/// A factor of the characteristic polynomial with an interval around each of its roots.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpectralFactor {
    /// The factor, monic, constant coefficient first.
    pub polynomial: Vec<Canonical>,
    /// How often it divides the characteristic polynomial.
    pub multiplicity: usize,
    /// One interval for each root; both ends the root itself for a factor of degree 1.
    pub roots: Vec<[Canonical; 2]>,
}

/// Rule `linear-spectrum`: the eigenvalues of Sigma with multiplicities.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinearSpectrum {
    /// The step of Sigma.
    pub sigma: u64,
    /// The factors.
    pub factors: Vec<SpectralFactor>,
}
rule!(LinearSpectrum, "linear-spectrum");

/// Rule `linear-least-loss-interval`: the least loss, enclosed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinearLeastLossInterval {
    /// The step of the eigenvalues.
    pub spectrum: u64,
    /// The least loss is at least this.
    pub low: Canonical,
    /// The least loss is at most this.
    pub high: Canonical,
}
rule!(LinearLeastLossInterval, "linear-least-loss-interval");

/// A critical value: a number (both ends equal), or an interval in which it lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CriticalValueEntry {
    /// The value, or the lower end of its interval.
    pub low: Canonical,
    /// The value, or the upper end of its interval.
    pub high: Canonical,
    /// How many multiplicity vectors have it.
    pub vectors: u64,
}

/// Rule `linear-critical-values`: all critical values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinearCriticalValues {
    /// The step of the eigenvalues.
    pub spectrum: u64,
    /// The values, increasing.
    pub values: Vec<CriticalValueEntry>,
}
rule!(LinearCriticalValues, "linear-critical-values");

/// Rule `linear-benign`: every critical point is a global minimum or a strict saddle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinearBenign {
    /// The step of Sigma.
    pub sigma: u64,
}
rule!(LinearBenign, "linear-benign");
