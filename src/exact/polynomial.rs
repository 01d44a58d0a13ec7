//! Polynomials in one variable over the rational numbers.
//!
//! Dense, lowest order first, no trailing zero: two polynomials are equal iff their coefficients are. Used for
//! the loss along a ray, whose lowest nonzero coefficient decides descent for all small positive arguments.

use critcert_certificate::Rational;
use num_traits::{One, Zero};

/// A polynomial; entry `i` of the coefficients belongs to the power `i`, the last entry is not zero.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Polynomial {
    coefficients: Vec<Rational>,
}

/// Two interpolation points have the same argument.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the interpolation argument {argument} occurs twice")]
pub struct RepeatedNode {
    /// The argument given twice.
    pub argument: Rational,
}

impl Polynomial {
    /// The polynomial with these coefficients, lowest order first; trailing zeros are dropped.
    #[must_use]
    pub fn new(mut coefficients: Vec<Rational>) -> Self {
        while coefficients.last().is_some_and(Zero::is_zero) {
            coefficients.pop();
        }
        Self { coefficients }
    }

    /// The coefficients, lowest order first, without trailing zeros; empty for the zero polynomial.
    #[must_use]
    pub fn coefficients(&self) -> &[Rational] {
        &self.coefficients
    }

    /// The coefficient of the power `order`; zero beyond the degree.
    #[must_use]
    pub fn coefficient(&self, order: usize) -> Rational {
        self.coefficients.get(order).cloned().unwrap_or_else(Rational::zero)
    }

    /// The degree, `None` for the zero polynomial.
    #[must_use]
    pub fn degree(&self) -> Option<usize> {
        self.coefficients.len().checked_sub(1)
    }

    /// The lowest order with a nonzero coefficient, and that coefficient; `None` for the zero polynomial.
    ///
    /// Its sign is the sign of the polynomial at all sufficiently small positive arguments.
    ///
    /// ```
    /// use critcert::exact::Polynomial;
    /// use critcert_certificate::rational::ratio;
    /// let p = Polynomial::new(vec![ratio(0, 1), ratio(-1, 2), ratio(100, 1)]);
    /// assert_eq!(p.lowest(), Some((1, &ratio(-1, 2))));
    /// ```
    #[must_use]
    pub fn lowest(&self) -> Option<(usize, &Rational)> {
        self.coefficients.iter().enumerate().find(|(_, coefficient)| !coefficient.is_zero())
    }

    /// The value at `x`, by Horner's rule.
    #[must_use]
    pub fn eval(&self, x: &Rational) -> Rational {
        self.coefficients.iter().rev().fold(Rational::zero(), |value, coefficient| value * x + coefficient)
    }

    /// The sum.
    #[must_use]
    pub fn add(&self, other: &Self) -> Self {
        let length = self.coefficients.len().max(other.coefficients.len());
        Self::new((0..length).map(|order| self.coefficient(order) + other.coefficient(order)).collect())
    }

    /// The product; quadratic in the degrees.
    #[must_use]
    pub fn mul(&self, other: &Self) -> Self {
        let mut result = vec![Rational::zero(); self.coefficients.len() + other.coefficients.len()];
        for (i, left) in self.coefficients.iter().enumerate() {
            for (entry, right) in result.iter_mut().skip(i).zip(&other.coefficients) {
                *entry += left * right;
            }
        }
        Self::new(result)
    }

    /// The polynomial `p(factor * x)` in `x`.
    #[must_use]
    pub fn rescale_argument(&self, factor: &Rational) -> Self {
        let powers = std::iter::successors(Some(Rational::one()), |power| Some(power * factor));
        Self::new(
            self.coefficients.iter().zip(powers).map(|(coefficient, power)| coefficient * power).collect(),
        )
    }

    /// The one polynomial of degree less than `points.len()` through the points `(argument, value)`.
    ///
    /// Newton's divided differences, quadratic in the number of points. No points give the zero polynomial.
    ///
    /// # Errors
    /// [`RepeatedNode`] if two points have the same argument (with equal values, too).
    ///
    /// ```
    /// use critcert::exact::Polynomial;
    /// use critcert_certificate::rational::ratio;
    /// let points = [(0, 1), (1, 2), (2, 5)].map(|(x, y)| (ratio(x, 1), ratio(y, 1)));
    /// let one_plus_square = Polynomial::new(vec![ratio(1, 1), ratio(0, 1), ratio(1, 1)]);
    /// assert_eq!(Polynomial::interpolate(&points), Ok(one_plus_square));
    /// ```
    pub fn interpolate(points: &[(Rational, Rational)]) -> Result<Self, RepeatedNode> {
        // Entry i of the table holds, after round k, the divided difference over nodes i-k..=i (for i >= k).
        let mut table: Vec<Rational> = points.iter().map(|(_, value)| value.clone()).collect();
        for round in 1..points.len() {
            let mut lower = table.get(round - 1).cloned().unwrap_or_else(Rational::zero);
            let spans = points.iter().skip(round).zip(points);
            for (entry, ((last, _), (first, _))) in table.iter_mut().skip(round).zip(spans) {
                if last == first {
                    return Err(RepeatedNode { argument: last.clone() });
                }
                let difference = (&*entry - &lower) / (last - first);
                lower = std::mem::replace(entry, difference);
            }
        }
        // Newton's form, expanded from the highest difference down: p <- p * (x - node) + difference.
        let mut expanded: Vec<Rational> = Vec::with_capacity(points.len());
        for ((node, _), difference) in points.iter().zip(&table).rev() {
            let mut carried = difference.clone();
            for entry in &mut expanded {
                let shifted = &carried - &*entry * node;
                carried = std::mem::replace(entry, shifted);
            }
            expanded.push(carried);
        }
        Ok(Self::new(expanded))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use critcert_certificate::rational::ratio;
    use proptest::prelude::*;

    fn polynomial() -> impl Strategy<Value = Polynomial> {
        let coefficient = (-9_i64..=9, 1_i64..=5).prop_map(|(p, q)| ratio(p, q));
        prop::collection::vec(coefficient, 0..8).prop_map(Polynomial::new)
    }

    #[test]
    fn trailing_zeros_are_dropped_and_zero_has_no_degree() {
        assert_eq!(Polynomial::new(vec![ratio(1, 1), ratio(0, 1)]).degree(), Some(0));
        assert_eq!(Polynomial::new(vec![ratio(0, 1)]).degree(), None);
        assert_eq!(Polynomial::default().lowest(), None);
        assert_eq!(Polynomial::interpolate(&[]), Ok(Polynomial::default()));
    }

    #[test]
    fn repeated_nodes_are_refused() {
        let points = [(0, 1), (1, 2), (0, 1)].map(|(x, y)| (ratio(x, 1), ratio(y, 1)));
        assert_eq!(Polynomial::interpolate(&points), Err(RepeatedNode { argument: ratio(0, 1) }));
    }

    proptest! {
        #[test]
        fn interpolation_recovers_the_polynomial(p in polynomial(), first in -5_i64..5, denominator in 1_i64..7) {
            let points: Vec<_> = (0..9)
                .map(|k| ratio(first + k * k + k, denominator))
                .map(|x| (x.clone(), p.eval(&x)))
                .collect();
            prop_assert_eq!(Polynomial::interpolate(&points), Ok(p));
        }

        #[test]
        fn values_respect_sum_product_and_rescaling(p in polynomial(), q in polynomial(), n in -9_i64..9, d in 1_i64..9) {
            let x = ratio(n, d);
            prop_assert_eq!(p.add(&q).eval(&x), p.eval(&x) + q.eval(&x));
            prop_assert_eq!(p.mul(&q).eval(&x), p.eval(&x) * q.eval(&x));
            prop_assert_eq!(p.rescale_argument(&x).eval(&ratio(2, 3)), p.eval(&(x * ratio(2, 3))));
        }
    }
}
