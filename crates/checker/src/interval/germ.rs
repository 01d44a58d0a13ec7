//! Numbers in Q[eps] with eps a positive infinitesimal, and the loss along a ray.
//!
//! A polynomial in eps is positive when its lowest-order nonzero coefficient is: then it is positive for
//! all small eps > 0. Order, minimum and sorting below refer to this order, which is total.

use std::cmp::Ordering;

use critcert_certificate::case::interval::IntervalProblem;
use critcert_certificate::rational::{Rational, ratio};
use num_traits::{Signed, Zero};

use super::evaluate::Neuron;

/// A polynomial in eps, constant coefficient first, last coefficient nonzero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Germ(Vec<Rational>);

impl Germ {
    pub(crate) fn zero() -> Self {
        Self(Vec::new())
    }

    pub(crate) fn constant(value: &Rational) -> Self {
        Self(vec![value.clone()]).trimmed()
    }

    /// `value + eps * change`.
    pub(crate) fn linear(value: &Rational, change: &Rational) -> Self {
        Self(vec![value.clone(), change.clone()]).trimmed()
    }

    fn trimmed(mut self) -> Self {
        while self.0.last().is_some_and(Zero::is_zero) {
            self.0.pop();
        }
        self
    }

    /// The coefficients.
    pub(crate) fn coefficients(&self) -> &[Rational] {
        &self.0
    }

    pub(crate) fn plus(&self, other: &Self) -> Self {
        let (long, short) = if self.0.len() >= other.0.len() { (self, other) } else { (other, self) };
        let mut sum = long.0.clone();
        for (target, term) in sum.iter_mut().zip(&short.0) {
            *target += term;
        }
        Self(sum).trimmed()
    }

    pub(crate) fn minus(&self, other: &Self) -> Self {
        self.plus(&other.scaled(&ratio(-1, 1)))
    }

    pub(crate) fn scaled(&self, factor: &Rational) -> Self {
        Self(self.0.iter().map(|coefficient| coefficient * factor).collect()).trimmed()
    }

    pub(crate) fn times(&self, other: &Self) -> Self {
        let mut product = Self::zero();
        for (shift, factor) in other.0.iter().enumerate() {
            let mut term = vec![Rational::zero(); shift];
            term.extend(self.0.iter().map(|coefficient| coefficient * factor));
            product = product.plus(&Self(term));
        }
        product
    }

    /// Sign for all small eps > 0.
    pub(crate) fn sign(&self) -> Ordering {
        match self.0.iter().find(|coefficient| !coefficient.is_zero()) {
            None => Ordering::Equal,
            Some(lowest) if lowest.is_positive() => Ordering::Greater,
            Some(_) => Ordering::Less,
        }
    }

    fn compare(&self, other: &Self) -> Ordering {
        self.minus(other).sign()
    }
}

/// A neuron on the ray: (w + eps dw) x + (b + eps db) with output weight v + eps dv.
struct Moving {
    w: Germ,
    b: Germ,
    v: Germ,
}

impl Moving {
    fn at(&self, x: &Germ) -> Germ {
        self.w.times(x).plus(&self.b)
    }
}

/// The breakpoint of a moving neuron as a polynomial in eps, if it is one.
fn breakpoint(neuron: &Neuron, change: &Neuron) -> Option<Germ> {
    if neuron.w.is_zero() {
        // (w, b) = eps (dw, db): the breakpoint stands still.
        let still = neuron.b.is_zero() && !change.w.is_zero();
        still.then(|| Germ::constant(&(-&change.b / &change.w)))
    } else if change.w.is_zero() {
        Some(Germ::linear(&(-&neuron.b / &neuron.w), &(-&change.b / &neuron.w)))
    } else {
        // (dw, db) proportional to (w, b).
        let proportional = &change.w * &neuron.b == &change.b * &neuron.w;
        proportional.then(|| Germ::constant(&(-&neuron.b / &neuron.w)))
    }
}

/// L(phi + eps d) for small eps > 0 as a polynomial in eps, or `None` when some breakpoint is not one.
///
/// `neurons`, `c` are phi, `changes`, `dc` are d, with as many changes as neurons.
pub(crate) fn loss_along_ray(
    problem: &IntervalProblem,
    (neurons, c): (&[Neuron], &Rational),
    (changes, dc): (&[Neuron], &Rational),
) -> Option<Germ> {
    let (start, end) = (Germ::constant(&problem.start.0), Germ::constant(&problem.end.0));
    let mut moving = Vec::with_capacity(neurons.len());
    let mut cuts = vec![start.clone(), end.clone()];
    for (neuron, change) in neurons.iter().zip(changes) {
        let germ = Moving {
            w: Germ::linear(&neuron.w, &change.w),
            b: Germ::linear(&neuron.b, &change.b),
            v: Germ::linear(&neuron.v, &change.v),
        };
        let signs = (germ.at(&start).sign(), germ.at(&end).sign());
        if matches!(signs, (Ordering::Less, Ordering::Greater) | (Ordering::Greater, Ordering::Less)) {
            cuts.push(breakpoint(neuron, change)?);
        }
        moving.push(germ);
    }
    cuts.sort_by(Germ::compare);
    cuts.dedup();
    let c = Germ::linear(c, dc);
    let (half, sixth, four) = (ratio(1, 2), ratio(1, 6), ratio(4, 1));
    let mut loss = Germ::zero();
    for (p, q) in cuts.iter().zip(cuts.iter().skip(1)) {
        let middle = p.plus(q).scaled(&half);
        let mut slope = Germ::constant(&-&problem.slope.0);
        let mut intercept = c.minus(&Germ::constant(&problem.intercept.0));
        for neuron in &moving {
            if neuron.at(&middle).sign() == Ordering::Greater {
                slope = slope.plus(&neuron.v.times(&neuron.w));
                intercept = intercept.plus(&neuron.v.times(&neuron.b));
            }
        }
        let square = |x: &Germ| {
            let residual = slope.times(x).plus(&intercept);
            residual.times(&residual)
        };
        let simpson = square(p).plus(&square(&middle).scaled(&four)).plus(&square(q));
        loss = loss.plus(&q.minus(p).scaled(&sixth).times(&simpson));
    }
    Some(loss)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_order_decides_the_sign() {
        let germ = Germ::linear(&ratio(0, 1), &ratio(-1, 1)).plus(&Germ(vec![
            ratio(0, 1),
            ratio(0, 1),
            ratio(9, 1),
        ]));
        assert_eq!(germ.sign(), Ordering::Less);
        assert_eq!(germ.minus(&germ).sign(), Ordering::Equal);
    }

    #[test]
    fn products_multiply_coefficients() {
        let factor = Germ::linear(&ratio(1, 1), &ratio(1, 1));
        assert_eq!(factor.times(&factor), Germ(vec![ratio(1, 1), ratio(2, 1), ratio(1, 1)]));
    }
}
