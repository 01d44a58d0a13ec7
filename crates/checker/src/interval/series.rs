//! Numbers of patterns: power series in x, cut off above x^N, with integer coefficients.

use num_bigint::BigInt;
use num_traits::{One, Zero};

/// A power series modulo x^(N+1); entry i is the coefficient of x^i.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Series(Vec<BigInt>);

impl Series {
    /// The series 1, modulo x^(width + 1).
    pub(crate) fn one(width: usize) -> Self {
        let mut coefficients = vec![BigInt::zero(); width.saturating_add(1)];
        if let Some(first) = coefficients.first_mut() {
            *first = BigInt::one();
        }
        Self(coefficients)
    }

    /// The product with `numerator / (1 - x)^power`; `numerator` lists (exponent, coefficient).
    pub(crate) fn times(&self, numerator: &[(usize, i32)], power: usize) -> Self {
        let mut product = vec![BigInt::zero(); self.0.len()];
        for &(exponent, coefficient) in numerator {
            for (target, term) in product.iter_mut().skip(exponent).zip(&self.0) {
                *target += term * coefficient;
            }
        }
        for _ in 0..power {
            let mut sum = BigInt::zero();
            for coefficient in &mut product {
                sum += &*coefficient;
                coefficient.clone_from(&sum);
            }
        }
        Self(product)
    }

    /// The sum of two series.
    fn plus(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(left, right)| left + right).collect())
    }

    /// The coefficient of x^N in the product with another series.
    pub(crate) fn last_of_product(&self, other: &Self) -> BigInt {
        self.0.iter().zip(other.0.iter().rev()).map(|(left, right)| left * right).sum()
    }
}

/// The generating functions of what may follow an unfinished branch.
#[derive(Debug)]
pub(crate) struct Continuations {
    /// Before the label of a piece: P / (1 - P K).
    pub(crate) before_piece: Series,
    /// After it: close, or a kink and what follows: 1 + K P / (1 - P K).
    pub(crate) after_piece: Series,
    /// Nothing follows.
    pub(crate) nothing: Series,
}

/// K = (2x - x^2)/(1-x)^4, the generating function of one kink.
const KINK: (&[(usize, i32)], usize) = (&[(1, 2), (2, -1)], 4);

impl Continuations {
    /// For patterns of `width` neurons.
    pub(crate) fn new(width: usize) -> Self {
        let one = Series::one(width);
        let piece = one.times(&[(0, 1)], 2);
        // R = P + P K R, where P K has no constant term: each round settles one more coefficient.
        let mut before_piece = piece.clone();
        for _ in 0..width {
            let kink_first = before_piece.times(KINK.0, KINK.1);
            before_piece = piece.plus(&kink_first.times(&[(0, 1)], 2));
        }
        let after_piece = one.plus(&before_piece.times(KINK.0, KINK.1));
        Self { before_piece, after_piece, nothing: one }
    }

    /// The number of all patterns: 14 base classes, then pieces and kinks.
    pub(crate) fn all_patterns(&self) -> BigInt {
        self.nothing.times(&[(0, 1)], 14).last_of_product(&self.before_piece)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_one_has_fourteen_classes_and_four_kinds_of_type_2_neuron() {
        // One neuron: a base class, a flat neuron inside the only piece (2 signs), or a kink (2 signs).
        assert_eq!(Continuations::new(1).all_patterns(), BigInt::from(14 + 2 + 2));
    }

    #[test]
    fn geometric_factors_count_multisets() {
        let series = Series::one(3).times(&[(0, 1)], 2);
        assert_eq!(series, Series([1, 2, 3, 4].map(BigInt::from).to_vec()));
    }
}
