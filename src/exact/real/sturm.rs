//! Sturm's theorem.

use critcert_certificate::Rational;

use super::integer_polynomial::IntegerPolynomial;

/// The Sturm sequence of a squarefree polynomial.
#[derive(Debug, Clone)]
pub struct Sturm {
    sequence: Vec<IntegerPolynomial>,
}

impl Sturm {
    /// The sequence `p, p', -rem, ..`, each divided by its positive content.
    #[must_use]
    pub fn new(polynomial: &IntegerPolynomial) -> Self {
        let mut sequence = vec![polynomial.clone()];
        let mut next = polynomial.derivative();
        while !next.is_zero() {
            let rest = sequence.last().map(|last| last.remainder(&next).negated());
            sequence.push(next);
            match rest {
                Some(rest) => next = rest,
                None => break,
            }
        }
        Self { sequence }
    }

    /// The number of sign changes at `x`, zeros left out.
    #[must_use]
    pub fn variations(&self, x: &Rational) -> usize {
        let signs: Vec<i8> =
            self.sequence.iter().map(|polynomial| polynomial.sign_at(x)).filter(|&sign| sign != 0).collect();
        signs.windows(2).filter(|pair| pair[0] != pair[1]).count()
    }

    /// The number of distinct real roots in the half-open interval `(low, high]`, for `low <= high`.
    #[must_use]
    pub fn count(&self, low: &Rational, high: &Rational) -> usize {
        self.variations(low).saturating_sub(self.variations(high))
    }
}

#[cfg(test)]
mod tests {
    use super::super::integer_polynomial::tests::{poly, with_roots};
    use super::*;
    use critcert_certificate::rational::ratio;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn counts_are_those_of_the_factorisation(
            roots in prop::collection::btree_set((-9_i64..=9, 1_i64..=4), 0..6),
            complex in any::<bool>(),
            from in -10_i64..10,
            length in 0_i64..12,
        ) {
            let mut distinct: Vec<Rational> = roots.iter().map(|&(p, q)| ratio(p, q)).collect();
            distinct.sort();
            distinct.dedup();
            let fractions: Vec<(i64, i64)> = distinct
                .iter()
                .map(|root| (i64::try_from(root.numer()).unwrap(), i64::try_from(root.denom()).unwrap()))
                .collect();
            let mut polynomial = with_roots(&fractions);
            if complex {
                polynomial = polynomial.mul(&poly(&[3, 1, 2]));
            }
            let (low, high) = (ratio(from, 1), ratio(from + length, 1));
            let expected = distinct.iter().filter(|root| low < **root && **root <= high).count();
            prop_assert_eq!(Sturm::new(&polynomial).count(&low, &high), expected);
        }
    }
}
