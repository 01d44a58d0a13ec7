//! What is best at a place where points with n+ positive and n- negative labels lie.

use critcert_certificate::Rational;
use critcert_certificate::case::extra_neuron::SampleLoss;
use critcert_certificate::rational::ratio;
use num_bigint::BigInt;
use num_traits::{One, Pow, Signed, Zero};

use crate::exact::sturm::{Domain, root_factors};

/// The outputs s that minimise `n+ l(-s) + n- l(s)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Optimum {
    /// All s with `label s >= 1`; the least loss is 0.
    Margin(i8),
    /// One rational output.
    Value(Rational),
    /// One irrational output: the root of this integer polynomial (constant first) in the open interval.
    Algebraic {
        /// The polynomial.
        polynomial: Vec<BigInt>,
        /// The interval.
        interval: (Rational, Rational),
    },
    /// `log(n+ / n-)`.
    Logarithm(Rational),
    /// None: the loss falls towards infinity.
    Nothing,
}

/// The best outputs at a place.
///
/// # Source
/// Own; one derivative.
///
/// ```
/// use critcert::extra_neuron::optimum::{Optimum, optimum};
/// use critcert_certificate::case::extra_neuron::SampleLoss;
/// use critcert_certificate::rational::ratio;
/// assert_eq!(optimum(&SampleLoss::Hinge(3), 4, 1), Optimum::Value(ratio(1, 3)));
/// assert!(matches!(optimum(&SampleLoss::Hinge(3), 2, 1), Optimum::Algebraic { .. }));
/// ```
#[must_use]
pub fn optimum(loss: &SampleLoss, plus: usize, minus: usize) -> Optimum {
    let count = |n: usize| Rational::from_integer(BigInt::from(n));
    match loss {
        SampleLoss::Squared => Optimum::Value((count(plus) - count(minus)) / count((plus + minus).max(1))),
        SampleLoss::Logistic | SampleLoss::Hinge(_) if plus == minus => Optimum::Value(Rational::zero()),
        SampleLoss::Logistic if plus == 0 || minus == 0 => Optimum::Nothing,
        SampleLoss::Logistic => Optimum::Logarithm(count(plus) / count(minus)),
        SampleLoss::Hinge(_) if minus == 0 => Optimum::Margin(1),
        SampleLoss::Hinge(_) if plus == 0 => Optimum::Margin(-1),
        SampleLoss::Hinge(power) => {
            let polynomial = derivative(*power, plus, minus);
            // The optimum is the only root between -1 and 1.
            let inside =
                |(lower, upper): &(Rational, Rational)| *lower >= ratio(-1, 1) && *upper <= ratio(1, 1);
            let factors = root_factors(&polynomial, Domain::Real);
            let found = factors.iter().flat_map(|factor| &factor.roots).find(|root| inside(root)).cloned();
            match found {
                Some((lower, upper)) if lower == upper => Optimum::Value(lower),
                Some(interval) => Optimum::Algebraic { polynomial, interval },
                None => Optimum::Nothing,
            }
        }
    }
}

/// `n- (1+s)^(p-1) - n+ (1-s)^(p-1)`, the derivative by p on [-1, 1], with coprime integer coefficients.
#[must_use]
pub fn derivative(power: usize, plus: usize, minus: usize) -> Vec<BigInt> {
    let degree = power.saturating_sub(1);
    let mut binomial = BigInt::one();
    let mut list = Vec::with_capacity(power);
    for exponent in 0..=degree {
        let sign = if exponent % 2 == 0 { -1 } else { 1 };
        list.push(&binomial * (BigInt::from(minus) + BigInt::from(plus) * sign));
        binomial = binomial * (degree - exponent) / (exponent + 1);
    }
    crate::exact::sturm::primitive(list)
}

/// Bounds for the least loss at a place of the hinge of power p with both labels.
#[must_use]
pub fn hinge_value_bounds(
    power: usize,
    plus: usize,
    minus: usize,
    s: &(Rational, Rational),
) -> (Rational, Rational) {
    let count = |n: usize| Rational::from_integer(BigInt::from(n));
    let one = Rational::one();
    let at = |s_plus: &Rational, s_minus: &Rational| {
        let hinge =
            |slack: Rational| if slack.is_positive() { Pow::pow(&slack, power) } else { Rational::zero() };
        count(plus) * hinge(&one - s_plus) + count(minus) * hinge(&one + s_minus)
    };
    (at(&s.1, &s.0), at(&s.0, &s.1))
}
