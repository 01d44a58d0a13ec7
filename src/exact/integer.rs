//! Machine integers where they suffice, big integers where they do not, one text for both.
//!
//! Exact sums over a common denominator are written once over [`ExactInteger`] and run first with `i128`.
//! Every operation answers `None` instead of overflowing, and the caller then repeats the whole sum with
//! [`BigInt`], which never answers `None`. The result is the same exact number either way.

use critcert_certificate::Rational;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

/// Integers with operations that notice overflow.
pub(crate) trait ExactInteger: Clone + Ord + Zero + One + num_integer::Integer + Signed {
    /// The same number in this type, if it fits.
    fn read(value: &BigInt) -> Option<Self>;
    /// The same number as a big integer.
    fn write(&self) -> BigInt;
    /// `self + other`.
    fn plus(&self, other: &Self) -> Option<Self>;
    /// `self * other`.
    fn times(&self, other: &Self) -> Option<Self>;
    /// `self - other`.
    fn minus(&self, other: &Self) -> Option<Self> {
        self.plus(&other.clone().neg())
    }
    /// A small literal; total because every implementor holds all of `i8`.
    fn small(value: i8) -> Self;
}

impl ExactInteger for i128 {
    fn read(value: &BigInt) -> Option<Self> {
        value.to_i128().filter(|value| *value != Self::MIN)
    }
    fn write(&self) -> BigInt {
        BigInt::from(*self)
    }
    // The one number without a negative is treated as an overflow, so that negation is total.
    fn plus(&self, other: &Self) -> Option<Self> {
        self.checked_add(*other).filter(|sum| *sum != Self::MIN)
    }
    fn times(&self, other: &Self) -> Option<Self> {
        self.checked_mul(*other).filter(|product| *product != Self::MIN)
    }
    fn small(value: i8) -> Self {
        Self::from(value)
    }
}

impl ExactInteger for BigInt {
    fn read(value: &BigInt) -> Option<Self> {
        Some(value.clone())
    }
    fn write(&self) -> BigInt {
        self.clone()
    }
    fn plus(&self, other: &Self) -> Option<Self> {
        Some(self + other)
    }
    fn times(&self, other: &Self) -> Option<Self> {
        Some(self * other)
    }
    fn small(value: i8) -> Self {
        Self::from(value)
    }
}

/// The least common multiple of two positive integers.
pub(crate) fn common_multiple<I: ExactInteger>(left: &I, right: &I) -> Option<I> {
    if left == right {
        return Some(left.clone());
    }
    (left.clone() / left.gcd(right)).times(right)
}

/// Integers without common factor and a positive scale with `vector = scale integers`; 0 has scale 1.
pub(crate) fn primitive(vector: &[Rational]) -> (Vec<BigInt>, Rational) {
    let denominator = vector.iter().fold(BigInt::one(), |lcm, entry| lcm.lcm(entry.denom()));
    let mut integers: Vec<BigInt> =
        vector.iter().map(|entry| entry.numer() * (&denominator / entry.denom())).collect();
    let content = integers.iter().fold(BigInt::zero(), |gcd, entry| gcd.gcd(entry));
    if content.is_zero() {
        return (integers, Rational::one());
    }
    for entry in &mut integers {
        *entry /= &content;
    }
    (integers, Rational::new(content, denominator))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overflow_is_noticed_and_the_number_without_a_negative_is_overflow() {
        assert_eq!(i128::MAX.plus(&1), None);
        assert_eq!((-i128::MAX).minus(&1), None);
        assert_eq!((i128::MAX / 2 + 1).times(&2), None);
        assert_eq!(i128::read(&BigInt::from(i128::MIN)), None);
        assert_eq!(i128::read(&(BigInt::from(i128::MAX) + 1)), None);
    }

    #[test]
    fn both_types_agree() {
        assert_eq!(common_multiple(&6_i128, &4), Some(12));
        assert_eq!(common_multiple(&BigInt::from(6), &BigInt::from(4)), Some(BigInt::from(12)));
        assert_eq!(3_i128.minus(&5).map(|value| value.write()), BigInt::from(3).minus(&BigInt::from(5)));
    }
}
