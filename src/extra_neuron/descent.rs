//! A better point nearby, certified by rational enclosures of exponentials.
//!
//! Such a point illustrates a saddle; it lies at a finite distance and is *not* the proof that the point is no local
//! minimum (that is the nonzero sum of [`crate::extra_neuron::moments`]).

use critcert_certificate::Rational;
use critcert_certificate::case::extra_neuron::{ExtraNeuronProblem, SampleLoss, Unit};
use critcert_certificate::rational::{Canonical, ratio};
use num_bigint::BigInt;
use num_traits::{One, Pow, Signed, Zero};

use super::instance::{BasePoint, inner};

/// A unit above the base with a smaller augmented loss.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Descent {
    /// Output weight.
    pub a: Rational,
    /// Input weights.
    pub w: Vec<Rational>,
    /// Bias.
    pub b: Rational,
    /// An upper bound, negative, for the change of the loss.
    pub change: Rational,
}

/// Rational numbers below and above `e^q`, within about 2^-bits of it relatively.
///
/// Halves the argument until it is at most 1/2, sums the Taylor series with the bound `2 |x|^N / N!` for its rest,
/// and squares back; bounds are rounded outwards to `bits + 32` binary digits on the way.
#[must_use]
pub fn exponential(q: &Rational, bits: u32) -> (Rational, Rational) {
    if q.is_zero() {
        return (Rational::one(), Rational::one());
    }
    let mut x = q.clone();
    let mut halvings = 0_u32;
    while x.abs() > ratio(1, 2) {
        x /= ratio(2, 1);
        halvings += 1;
    }
    let precision = bits + 32 + 2 * halvings;
    let target = Rational::new(BigInt::one(), BigInt::one() << precision);
    let (mut sum, mut term, mut index) = (Rational::one(), Rational::one(), 0_u32);
    while term.abs() > target {
        index += 1;
        term = term * &x / Rational::from_integer(index.into());
        sum += &term;
    }
    // The rest is at most the next term times 1 + 1/2 + 1/4 + .. <= 2, and the next one is at most this one.
    let error = term.abs() * ratio(2, 1);
    let mut bounds = (round(&(&sum - &error), precision, false), round(&(sum + error), precision, true));
    for _ in 0..halvings {
        bounds = (
            round(&(&bounds.0 * &bounds.0), precision, false),
            round(&(&bounds.1 * &bounds.1), precision, true),
        );
    }
    bounds
}

/// The nearest number with this many binary digits after the leading ones of its size, outwards.
fn round(value: &Rational, bits: u32, up: bool) -> Rational {
    // Small numbers keep their relative precision.
    let size = value.denom().bits().saturating_sub(value.numer().bits());
    let scale = BigInt::one() << (u64::from(bits) + size);
    let scaled = value * Rational::from_integer(scale.clone());
    let whole = if up { scaled.ceil() } else { scaled.floor() };
    whole / Rational::from_integer(scale)
}

/// An upper bound for the augmented loss at (base, a, w, b) minus the loss of the base; `None` for the
/// logistic loss.
#[must_use]
pub fn change_bound(
    problem: &ExtraNeuronProblem,
    base: &BasePoint,
    (a, w, b): (&Rational, &[Rational], &Rational),
) -> Option<Rational> {
    const BITS: u32 = 80;
    let mut total = a * a * &problem.lambda.0 / ratio(2, 1);
    for ((point, label), output) in problem.points.iter().zip(&problem.labels).zip(&base.outputs) {
        let argument = inner(w, b, point);
        let (low, high) = match problem.unit {
            Unit::Exp => exponential(&argument, BITS),
            Unit::Monomial(power) => {
                let value: Rational = Pow::pow(&argument, power);
                (value.clone(), value)
            }
        };
        let label = ratio(i64::from(*label), 1);
        let slack = Rational::one() - &label * output;
        let (one, other) = (&slack - &label * a * low, &slack - &label * a * high);
        total += match problem.loss {
            SampleLoss::Hinge(power) => {
                let hinge = |slack: Rational| {
                    if slack.is_positive() { Pow::pow(&slack, power) } else { Rational::zero() }
                };
                hinge(one.max(other)) - hinge(slack)
            }
            SampleLoss::Squared => {
                let square = |slack: &Rational| slack * slack;
                square(&one).max(square(&other)) - square(&slack)
            }
            SampleLoss::Logistic => return None,
        };
    }
    // Only the enclosures make this long; upwards, so still a bound.
    Some(round(&total, 96, true))
}

/// Looks for a unit near (w, b) with a smaller loss; the first one found, `None` if no tried one is.
#[must_use]
pub fn find_descent(
    problem: &ExtraNeuronProblem,
    base: &BasePoint,
    w: &[Canonical],
    b: &Canonical,
) -> Option<Descent> {
    let w: Vec<Rational> = w.iter().map(|entry| entry.0.clone()).collect();
    for step in [(1, 20), (1, 4), (1, 1)] {
        for place in 0..=w.len() {
            for direction in [-1, 1] {
                let change = ratio(direction * step.0, step.1);
                let (mut w, mut b) = (w.clone(), b.0.clone());
                w.get_mut(place).map_or(&mut b, |entry| entry).add_assign_ratio(&change);
                for digits in 1..=8_u32 {
                    for sign in [1, -1] {
                        let a = Rational::new(BigInt::from(sign), BigInt::from(10).pow(digits));
                        let change = change_bound(problem, base, (&a, &w, &b))?;
                        if change.is_negative() {
                            return Some(Descent { a, w, b, change });
                        }
                    }
                }
            }
        }
    }
    None
}

/// `+=` as a method, for use behind a choice of places.
trait AddAssignRatio {
    fn add_assign_ratio(&mut self, other: &Self);
}

impl AddAssignRatio for Rational {
    fn add_assign_ratio(&mut self, other: &Self) {
        *self += other;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponentials_are_enclosed() {
        for (p, q) in [(1, 1), (-1, 1), (1, 20), (-7, 2), (30, 1)] {
            let (low, high) = exponential(&ratio(p, q), 60);
            let (low_back, high_back) = exponential(&ratio(-p, q), 60);
            assert!(low < high && low.is_positive());
            // e^q e^-q = 1 lies in the product of the enclosures, and the enclosures are narrow.
            assert!(&low * low_back < Rational::one() && &high * high_back > Rational::one());
            assert!((&high - &low) / low < Rational::new(1.into(), BigInt::one() << 50));
        }
        let (low, high) = exponential(&ratio(1, 1), 40);
        assert!(low < ratio(2_718_281_829, 1_000_000_000) && high > ratio(2_718_281_828, 1_000_000_000));
    }
}
