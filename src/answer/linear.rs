//! Answers about linear problems.

use critcert_certificate::Rational;
use critcert_certificate::case::Verdict;
use critcert_certificate::rational::{Canonical, ratio};
use itertools::Itertools;
use num_traits::Zero;
use serde::Serialize;
use serde_json::{Value, json};

use super::ClassifyAnswer;
use crate::exact::real::IntegerPolynomial;
use crate::exact::{Matrix, decimal};
use crate::linear::{Classification, CriticalValue, Proof};
use crate::prove::linear::LinearLandscape;

/// The answer about one network.
pub(super) fn classify_answer(found: &Classification) -> ClassifyAnswer {
    ClassifyAnswer {
        verdict: found.verdict,
        loss: found.loss.to_string(),
        differentiable: true,
        global: (found.verdict == Verdict::GlobalMinimum).then_some(Some(true)),
        neurons: Vec::new(),
        evidence: evidence(&found.proof),
        order: None,
        because: because(&found.proof),
    }
}

/// The proof in one sentence.
fn because(proof: &Proof) -> String {
    match proof {
        Proof::GradientEntry { layer, row, column, value } => {
            format!("the derivative of the loss by {layer:?}[{row}][{column}] is {value}")
        }
        Proof::Optimal(bound) if bound.shift.is_zero() => {
            "no linear map fits better in the sense of least squares".to_owned()
        }
        Proof::Optimal(bound) => format!(
            "the columns of W2 span eigenvectors of Sigma, and {} separates their eigenvalues from the others",
            bound.shift
        ),
        Proof::Saddle(direction) => format!(
            "the gradient is zero, and along the direction W1: {}, W2: {}\n  the second derivative is {}",
            rows(&direction.w1),
            rows(&direction.w2),
            direction.second_derivative
        ),
    }
}

/// A matrix in one line, rows separated by semicolons.
fn rows(matrix: &Matrix) -> String {
    matrix.to_rows().iter().map(|row| row.iter().join(" ")).join("; ")
}

fn evidence(proof: &Proof) -> Value {
    match proof {
        Proof::GradientEntry { layer, row, column, value } => json!({
            "kind": "gradient-entry", "layer": layer, "row": row, "column": column, "value": value.to_string(),
        }),
        Proof::Optimal(bound) => json!({
            "kind": "lower-bound",
            "shift": bound.shift.to_string(),
            "excess": bound.excess.to_rows(),
            "bound": bound.value.to_string(),
        }),
        Proof::Saddle(direction) => json!({
            "kind": "negative-curvature",
            "W1": direction.w1.to_rows(),
            "W2": direction.w2.to_rows(),
            "second_derivative": direction.second_derivative.to_string(),
        }),
    }
}

/// A number: rational, or the root of a polynomial in an interval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Number {
    /// A rational number.
    Rational(Canonical),
    /// A root of a polynomial with integer coefficients (constant coefficient first), the only one between the ends.
    /// The polynomial is `null` when it would have too large a degree; the eigenvalues then say what the number is.
    Algebraic {
        /// The polynomial.
        polynomial: Option<Vec<Canonical>>,
        /// The ends.
        interval: [Canonical; 2],
    },
}

impl Number {
    /// The ends of the interval, equal for a rational number.
    #[must_use]
    pub fn bounds(&self) -> (&Rational, &Rational) {
        match self {
            Self::Rational(value) => (&value.0, &value.0),
            Self::Algebraic { interval: [low, high], .. } => (&low.0, &high.0),
        }
    }
}

/// The answer to `landscape`.
#[derive(Debug, Clone, Serialize)]
pub struct LandscapeAnswer {
    /// Always true: an incomplete list is an error.
    pub complete: bool,
    /// The width.
    pub width: usize,
    /// The least loss.
    pub global_minimum: Number,
    /// The losses of local minima: the least loss only.
    pub local_minima: Vec<LocalMinimum>,
    /// What was proved about all critical points.
    pub statement: &'static str,
    /// The characteristic polynomial of Sigma, constant coefficient first.
    pub characteristic_polynomial: Vec<Canonical>,
    /// The distinct eigenvalues of Sigma, the largest first.
    pub eigenvalues: Vec<EigenvalueAnswer>,
    /// The number of families of critical points: multiplicity vectors.
    pub strata: u64,
    /// All critical values, increasing.
    pub critical_values: Vec<CriticalValueAnswer>,
}

/// A loss of local minima.
#[derive(Debug, Clone, Serialize)]
pub struct LocalMinimum {
    /// The loss.
    pub loss: Number,
    /// Always false.
    pub spurious: bool,
    /// Always true.
    pub differentiable: bool,
    /// Families of critical points with this loss.
    pub strata: usize,
}

/// An eigenvalue of Sigma.
#[derive(Debug, Clone, Serialize)]
pub struct EigenvalueAnswer {
    /// The number.
    pub value: Number,
    /// How often it occurs.
    pub multiplicity: usize,
}

/// A critical value.
#[derive(Debug, Clone, Serialize)]
pub struct CriticalValueAnswer {
    /// The loss.
    pub value: Number,
    /// How many families of critical points have it.
    pub subsets: usize,
    /// Whether it is the least loss.
    pub global: bool,
    /// The number of negative eigenvalues of the Hessian of the loss without regulariser; the least over the families.
    pub index: u64,
    /// The same for every family.
    pub indices: Vec<u64>,
    /// For each family, how many of each positive eigenvalue it takes, the largest first.
    pub eigenvalues: Vec<Vec<i64>>,
}

fn list(polynomial: &IntegerPolynomial) -> Vec<Canonical> {
    polynomial.coefficients().iter().map(|value| Canonical(value.clone().into())).collect()
}

fn number(value: &CriticalValue) -> Number {
    match value.rational() {
        Some(rational) => Number::Rational(Canonical(rational.clone())),
        None => Number::Algebraic {
            polynomial: value.polynomial.as_ref().map(list),
            interval: [Canonical(value.low.clone()), Canonical(value.high.clone())],
        },
    }
}

/// The answer about a landscape.
#[must_use]
pub fn landscape_answer(found: &LinearLandscape) -> LandscapeAnswer {
    let landscape = &found.landscape;
    let spectrum = &landscape.spectrum;
    let global_minimum = landscape.values.first().map_or_else(|| Number::Rational(Canonical::zero()), number);
    let local_minima = landscape.values.first().map(|value| LocalMinimum {
        loss: number(value),
        spurious: false,
        differentiable: true,
        strata: value.vectors.len(),
    });
    let eigenvalues =
        spectrum.eigenvalues.iter().zip(spectrum.short_intervals()).map(|(eigenvalue, (low, high))| {
            let value = if low == high {
                Number::Rational(Canonical(low))
            } else {
                let (factor, _) = &spectrum.factors[eigenvalue.factor];
                let interval = [Canonical(low), Canonical(high)];
                Number::Algebraic { polynomial: Some(list(factor)), interval }
            };
            EigenvalueAnswer { value, multiplicity: eigenvalue.multiplicity }
        });
    LandscapeAnswer {
        complete: true,
        width: found.width,
        global_minimum,
        local_minima: local_minima.into_iter().collect(),
        statement: "no spurious local minimum, every saddle strict",
        characteristic_polynomial: spectrum
            .characteristic
            .coefficients()
            .iter()
            .cloned()
            .map(Canonical)
            .collect(),
        eigenvalues: eigenvalues.collect(),
        strata: landscape.vectors,
        critical_values: landscape
            .values
            .iter()
            .enumerate()
            .map(|(position, value)| CriticalValueAnswer {
                value: number(value),
                subsets: value.vectors.len(),
                global: position == 0,
                index: value.indices.iter().min().copied().unwrap_or(0),
                indices: value.indices.clone(),
                eigenvalues: value.vectors.clone(),
            })
            .collect(),
    }
}

/// A decimal for orientation: the middle of the interval, rounded to six places.
#[must_use]
pub fn approximate(number: &Number) -> String {
    const PLACES: usize = 6;
    let (low, high) = number.bounds();
    decimal::rounded(&((low + high) * ratio(1, 2)), PLACES)
}
