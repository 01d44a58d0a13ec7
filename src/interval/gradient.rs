//! The exact gradient of the loss, and one-sided derivatives at degenerate neurons.
//!
//! # Source
//! Cheridito, Jentzen, Rossmannek 2021, arXiv 2103.10922 (the generalized gradient of the loss).

use critcert_certificate::Rational;
use num_traits::{Signed, Zero};

use super::instance::Instance;
use super::residual::{Moments, Residual};

/// One coordinate of parameter space; neurons are numbered from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Parameter {
    /// The output bias `c`.
    OutputBias,
    /// The output weight `v_j`.
    OutputWeight(usize),
    /// The hidden bias `b_j`.
    HiddenBias(usize),
    /// The input weight `w_j`.
    InputWeight(usize),
}

/// The partial derivatives of the loss, one entry per neuron in `w`, `b` and `v`.
///
/// The entries of `w_j` and `b_j` at a degenerate neuron that is not flat are 0 by the convention that the
/// derivative of `max(., 0)` at 0 is 0; the loss has no such derivative there unless the residual is zero.
/// Every other entry is a derivative in the usual sense, at every point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gradient {
    /// `dL/dw_j = 2 v_j` times the integral of `x r` where the neuron acts.
    pub w: Vec<Rational>,
    /// `dL/db_j = 2 v_j` times the integral of `r` where the neuron acts.
    pub b: Vec<Rational>,
    /// `dL/dv_j = 2` times the integral of `r max(w_j x + b_j, 0)`.
    pub v: Vec<Rational>,
    /// `dL/dc = 2` times the integral of `r`.
    pub c: Rational,
}

impl Gradient {
    /// Whether every entry is zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.first_nonzero().is_none()
    }

    /// The first nonzero entry in the order `c`, all `v`, all `b`, all `w`.
    #[must_use]
    pub fn first_nonzero(&self) -> Option<(Parameter, &Rational)> {
        let with = |entries, parameter: fn(usize) -> Parameter| {
            let entries: &[Rational] = entries;
            entries.iter().enumerate().map(move |(neuron, value)| (parameter(neuron), value))
        };
        std::iter::once((Parameter::OutputBias, &self.c))
            .chain(with(&self.v, Parameter::OutputWeight))
            .chain(with(&self.b, Parameter::HiddenBias))
            .chain(with(&self.w, Parameter::InputWeight))
            .find(|(_, value)| !value.is_zero())
    }
}

/// The gradient at an instance, from its residual (which must be the residual of the same instance).
///
/// O(N) rational operations for N neurons: each integral is a difference of two prefix sums.
///
/// # Source
/// Cheridito, Jentzen, Rossmannek 2021, arXiv 2103.10922. With `y = x - T0` the formulas read
/// `dL/dw = 2 v (T0 m0 + m1)`, `dL/db = 2 v m0`, `dL/dv = 2 ((w T0 + b) m0 + w m1)`, `m_i` the moments.
#[must_use]
pub fn gradient(instance: &Instance<'_>, residual: &Residual) -> Gradient {
    let start = instance.start();
    let width = residual.supports().len();
    let mut result = Gradient {
        w: Vec::with_capacity(width),
        b: Vec::with_capacity(width),
        v: Vec::with_capacity(width),
        c: double(residual.total().mean),
    };
    for (neuron, support) in instance.neurons().zip(residual.supports()) {
        let Moments { mean, first } = residual.over_support(*support);
        if mean.is_zero() && first.is_zero() {
            result.w.push(Rational::zero());
            result.b.push(Rational::zero());
            result.v.push(Rational::zero());
            continue;
        }
        let (mean, first) = (double(mean), double(first));
        let x_moment = if mean.is_zero() { first } else { first + start * &mean };
        result.v.push(neuron.w * &x_moment + neuron.b * &mean);
        result.w.push(neuron.v * x_moment);
        result.b.push(neuron.v * mean);
    }
    result
}

/// The one-sided derivative of the loss at a degenerate neuron with output weight `v`, when `(w, b)` leaves `(0, 0)`
/// in the direction `(omega, eta)`: `2 v` times the integral of `r max(omega x + eta, 0)`.
///
/// # Source
/// Cheridito, Jentzen, Rossmannek 2021, arXiv 2103.10922; directly from the definition of the derivative.
#[must_use]
pub fn one_sided_derivative(
    instance: &Instance<'_>,
    residual: &Residual,
    v: &Rational,
    (omega, eta): (&Rational, &Rational),
) -> Rational {
    let total = residual.total();
    let moments = if omega.is_zero() {
        if eta.is_positive() { total } else { Moments::default() }
    } else {
        // Where omega x + eta > 0: on the right of its zero, or on the left.
        let before = residual.up_to(&-(eta / omega));
        if omega.is_positive() {
            Moments { mean: total.mean - before.mean, first: total.first - before.first }
        } else {
            before
        }
    };
    let at_start = omega * instance.start() + eta;
    double(v * (at_start * moments.mean + omega * moments.first))
}

fn double(value: Rational) -> Rational {
    &value + &value
}
