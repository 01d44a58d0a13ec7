//! The interval problem: an affine target on a closed interval, fitted in the true L2 sense.
//!
//! # Source
//! Cheridito, Jentzen, Rossmannek 2021, arXiv 2103.10922 (setting and neuron types).

use serde::Serialize;

use crate::rational::{Canonical, Rational};

/// Target `slope * x + intercept` on `[start, end]`, a hidden layer of `width` ReLU neurons.
///
/// The loss is the integral of `(f - target)^2` over the interval, without a factor in front.
/// A value read from a case satisfies `start < end` and `width >= 1`; `slope` may be zero, which the
/// theorem excludes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IntervalProblem {
    /// Left end of the interval, T0.
    pub start: Canonical,
    /// Right end of the interval, T1.
    pub end: Canonical,
    /// Slope of the target, alpha.
    pub slope: Canonical,
    /// Intercept of the target, beta.
    pub intercept: Canonical,
    /// Number of hidden neurons, N.
    pub width: usize,
}

impl IntervalProblem {
    /// The value of the target at `x`.
    #[must_use]
    pub fn target(&self, x: &Rational) -> Rational {
        &self.slope.0 * x + &self.intercept.0
    }

    /// The length of the interval, D.
    #[must_use]
    pub fn length(&self) -> Rational {
        &self.end.0 - &self.start.0
    }
}

/// A network `f(x) = c + sum_j v_j max(w_j x + b_j, 0)` with scalar input.
///
/// `w`, `b` and `v` have one entry per neuron, in the same order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IntervalNetwork {
    /// Input weights.
    pub w: Vec<Canonical>,
    /// Hidden biases.
    pub b: Vec<Canonical>,
    /// Output weights.
    pub v: Vec<Canonical>,
    /// Output bias.
    pub c: Canonical,
}

impl IntervalNetwork {
    /// The number of neurons, or `None` when `w`, `b`, `v` differ in length.
    #[must_use]
    pub fn width(&self) -> Option<usize> {
        (self.w.len() == self.b.len() && self.b.len() == self.v.len()).then_some(self.w.len())
    }
}

/// The type of a hidden neuron on the interval `[T0, T1]`; exactly one applies.
///
/// Whether a neuron is *flat* (`v = 0`) is a second, independent property.
///
/// # Source
/// Cheridito, Jentzen, Rossmannek 2021, arXiv 2103.10922, the definition of neuron types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, serde::Deserialize)]
pub enum NeuronType {
    /// `w = 0` and `b = 0`.
    #[serde(rename = "degenerate")]
    Degenerate,
    /// `w x + b < 0` on the whole interval.
    #[serde(rename = "inactive")]
    Inactive,
    /// `w < 0` and `w T0 + b = 0`: zero on the interval, with its breakpoint at the left end.
    #[serde(rename = "semi-inactive-T0")]
    SemiInactiveStart,
    /// `w > 0` and `w T1 + b = 0`: zero on the interval, with its breakpoint at the right end.
    #[serde(rename = "semi-inactive-T1")]
    SemiInactiveEnd,
    /// `w = 0 < b`: a positive constant.
    #[serde(rename = "semi-active")]
    SemiActive,
    /// `w != 0` and `w x + b >= 0` on the whole interval, not zero throughout.
    #[serde(rename = "type-1-active")]
    Type1Active,
    /// `w != 0` and the breakpoint lies in the open interval.
    #[serde(rename = "type-2-active")]
    Type2Active,
}
