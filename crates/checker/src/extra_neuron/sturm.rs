//! Numbers of real roots by sign variations, on polynomials with integer coefficients.
//!
//! # Source
//! C. Sturm 1829: for a square-free polynomial the number of roots in (p, q] is V(p) - V(q), the difference of
//! the sign variations of its chain.

use critcert_certificate::rational::{Rational, sign};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, Zero};

/// An integer polynomial, constant coefficient first, the last one nonzero; empty for zero.
pub(crate) type Polynomial = Vec<BigInt>;

/// Where variations are counted.
pub(crate) enum Place<'a> {
    MinusInfinity,
    At(&'a Rational),
    PlusInfinity,
}

/// Drops zero coefficients at the end.
pub(crate) fn trim(mut polynomial: Polynomial) -> Polynomial {
    while polynomial.last().is_some_and(Zero::is_zero) {
        polynomial.pop();
    }
    polynomial
}

/// Divides by the greatest common divisor of the coefficients.
pub(crate) fn primitive(polynomial: Polynomial) -> Polynomial {
    let content = polynomial.iter().fold(BigInt::zero(), |divisor, entry| divisor.gcd(entry));
    if content.is_zero() {
        return polynomial;
    }
    polynomial.into_iter().map(|entry| entry / &content).collect()
}

/// The product.
pub(crate) fn times(left: &[BigInt], right: &[BigInt]) -> Polynomial {
    let mut product = vec![BigInt::zero(); left.len().saturating_add(right.len())];
    for (shift, factor) in left.iter().enumerate() {
        for (entry, other) in product.iter_mut().skip(shift).zip(right) {
            *entry += factor * other;
        }
    }
    trim(product)
}

/// The sign of the value.
pub(crate) fn sign_at(polynomial: &[BigInt], place: &Place<'_>) -> i8 {
    match place {
        Place::At(x) => {
            let value = |sum: Rational, entry: &BigInt| sum * *x + Rational::from_integer(entry.clone());
            sign(&polynomial.iter().rev().fold(Rational::zero(), value))
        }
        Place::PlusInfinity => leading_sign(polynomial),
        Place::MinusInfinity if polynomial.len() % 2 == 1 => leading_sign(polynomial),
        Place::MinusInfinity => 0_i8.saturating_sub(leading_sign(polynomial)),
    }
}

fn leading_sign(polynomial: &[BigInt]) -> i8 {
    match polynomial.last() {
        Some(last) if last.is_positive() => 1,
        Some(last) if last.is_negative() => -1,
        _ => 0,
    }
}

/// The chain of a polynomial.
pub(crate) struct Chain(Vec<Polynomial>);

impl Chain {
    /// The polynomial, its derivative, and the negated remainders up to positive factors.
    pub(crate) fn new(polynomial: &[BigInt]) -> Self {
        let derivative = polynomial.iter().enumerate().skip(1).map(|(power, entry)| entry * power).collect();
        let mut chain = vec![polynomial.to_vec(), primitive(derivative)];
        while let [.., before, last] = chain.as_slice() {
            if last.is_empty() {
                break;
            }
            let next = negated_remainder(before, last);
            chain.push(next);
        }
        chain.pop();
        Self(chain)
    }

    /// Whether the polynomial is not zero and has no multiple root.
    pub(crate) fn is_square_free(&self) -> bool {
        self.0.last().is_some_and(|last| last.len() == 1)
    }

    /// The number of sign variations at a place.
    pub(crate) fn variations(&self, place: &Place<'_>) -> usize {
        let signs = self.0.iter().map(|polynomial| sign_at(polynomial, place)).filter(|sign| *sign != 0);
        let mut count = 0_usize;
        let mut previous = 0_i8;
        for sign in signs {
            if previous != 0 && sign != previous {
                count = count.saturating_add(1);
            }
            previous = sign;
        }
        count
    }
}

/// A positive multiple of minus the remainder of `dividend` by `divisor`, which is not zero.
fn negated_remainder(dividend: &[BigInt], divisor: &[BigInt]) -> Polynomial {
    let mut rest = trim(dividend.to_vec());
    let Some(leading) = divisor.last() else { return Vec::new() };
    let scale = leading.abs();
    while rest.len() >= divisor.len() {
        let Some(top) = rest.last().cloned() else { break };
        let factor = if leading.is_negative() { -top } else { top };
        let shift = rest.len().saturating_sub(divisor.len());
        for entry in &mut rest {
            *entry *= &scale;
        }
        for (entry, other) in rest.iter_mut().skip(shift).zip(divisor) {
            *entry -= &factor * other;
        }
        rest = trim(rest);
    }
    primitive(rest.into_iter().map(|entry| -entry).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use critcert_certificate::rational::ratio;

    fn polynomial(entries: &[i64]) -> Polynomial {
        entries.iter().copied().map(BigInt::from).collect()
    }

    #[test]
    fn roots_are_counted_by_variations() {
        // (x - 1)(x - 2)(x + 3)
        let chain = Chain::new(&polynomial(&[6, -7, 0, 1]));
        assert!(chain.is_square_free());
        let at = |p: i64| chain.variations(&Place::At(&ratio(p, 2)));
        assert_eq!(chain.variations(&Place::MinusInfinity) - chain.variations(&Place::PlusInfinity), 3);
        assert_eq!(at(0) - chain.variations(&Place::PlusInfinity), 2);
        assert_eq!(at(0) - at(3), 1);
        assert_eq!(at(0) - at(2), 1);
    }

    #[test]
    fn multiple_roots_are_noticed() {
        assert!(!Chain::new(&polynomial(&[1, -2, 1])).is_square_free());
        assert!(Chain::new(&polynomial(&[-1, 1])).is_square_free());
        assert!(Chain::new(&polynomial(&[5])).is_square_free());
        assert!(!Chain::new(&[]).is_square_free());
    }
}
