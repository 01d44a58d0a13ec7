//! The number types a dictionary may be written in, and the few operations it needs.
//!
//! Every operation is exact or says `None`, which promotes the whole dictionary to the next type. Exact
//! division in machine words multiplies by the inverse modulo a power of two and multiplies back to
//! confirm, which is cheaper than dividing (T. Jebelean, *An algorithm for exact division*, 1993).

use num_bigint::BigInt;
use num_traits::{Signed, Zero};

/// An integer type for the entries of a dictionary. `None` always means: does not fit this type.
pub(super) trait Number: Clone + Default + Ord + std::fmt::Debug {
    /// The type in which rows of the system are read.
    type Entry: std::fmt::Debug;
    /// A denominator prepared for many exact divisions.
    type Divisor;

    const ZERO: Self;

    fn one() -> Self;
    fn is_negative(&self) -> bool;
    fn is_positive(&self) -> bool;
    fn is_zero(&self) -> bool;
    fn negated(&self) -> Option<Self>;
    fn minus(&self, other: &Self) -> Option<Self>;
    fn plus(&self, other: &Self) -> Option<Self>;
    fn times(&self, other: &Self) -> Option<Self>;
    /// The least integer not below `self / divisor`, for a positive divisor.
    fn ceiling_quotient(&self, divisor: &Self) -> Option<Self>;
    /// The greatest common divisor, not negative.
    fn gcd(&self, other: &Self) -> Option<Self>;
    /// `self / divisor`, rounded towards zero, for a positive divisor.
    fn quotient(&self, divisor: &Self) -> Option<Self>;
    /// `row.column`; both of one length.
    fn dot(row: &[Self::Entry], column: &[Self]) -> Option<Self>;
    /// `row.column - bound * denominator`.
    fn affine(row: &[Self::Entry], column: &[Self], bound: &Self::Entry, denominator: &Self) -> Option<Self>;
    /// Prepares a positive denominator.
    fn divisor(denominator: &Self) -> Self::Divisor;
    /// `(a b - c d) / divisor`; requires that the division leaves no remainder.
    fn cross(a: &Self, b: &Self, c: &Self, d: &Self, divisor: &Self::Divisor) -> Option<Self>;
    fn to_big(&self) -> BigInt;
}

/// A machine word prepared for exact division: `value = odd * 2^shift`, `inverse * odd = 1 mod 2^64`.
#[derive(Debug, Clone, Copy)]
pub(super) struct WordDivisor {
    value: i64,
    shift: u32,
    inverse: i64,
}

impl WordDivisor {
    fn new(value: i64) -> Self {
        let shift = value.trailing_zeros().min(63);
        let odd = value >> shift;
        // Correct to 5 bits; each Newton step doubles that.
        let mut inverse = odd.wrapping_mul(3) ^ 2;
        for _ in 0..4 {
            inverse = inverse.wrapping_mul(2_i64.wrapping_sub(odd.wrapping_mul(inverse)));
        }
        Self { value, shift, inverse }
    }

    /// The quotient if it is an integer in i64; the product confirms it.
    #[inline]
    fn divide(self, dividend: i128) -> Option<i64> {
        // Only the low word of the shifted dividend matters modulo 2^64.
        let quotient = ((dividend >> self.shift) as i64).wrapping_mul(self.inverse);
        (i128::from(quotient) * i128::from(self.value) == dividend).then_some(quotient)
    }
}

/// The sum in double words, for when a partial sum leaves the machine word.
#[cold]
fn wide_affine(row: &[i64], column: &[i64], bound: i64, denominator: i64) -> Option<i64> {
    let mut sum = -(i128::from(bound) * i128::from(denominator));
    for (&a, &x) in row.iter().zip(column) {
        sum = sum.checked_add(i128::from(a) * i128::from(x))?;
    }
    i64::try_from(sum).ok()
}

impl Number for i64 {
    type Entry = i64;
    type Divisor = WordDivisor;

    const ZERO: Self = 0;

    fn one() -> Self {
        1
    }
    #[inline]
    fn is_negative(&self) -> bool {
        *self < 0
    }
    #[inline]
    fn is_positive(&self) -> bool {
        *self > 0
    }
    #[inline]
    fn is_zero(&self) -> bool {
        *self == 0
    }
    #[inline]
    fn negated(&self) -> Option<Self> {
        self.checked_neg()
    }
    #[inline]
    fn minus(&self, other: &Self) -> Option<Self> {
        self.checked_sub(*other)
    }
    #[inline]
    fn plus(&self, other: &Self) -> Option<Self> {
        self.checked_add(*other)
    }
    #[inline]
    fn times(&self, other: &Self) -> Option<Self> {
        self.checked_mul(*other)
    }
    fn ceiling_quotient(&self, divisor: &Self) -> Option<Self> {
        let quotient = self.checked_div_euclid(*divisor)?;
        quotient.checked_add(i64::from(self.checked_rem_euclid(*divisor)? != 0))
    }
    fn gcd(&self, other: &Self) -> Option<Self> {
        // The least word has no absolute value.
        let representable = *self != Self::MIN && *other != Self::MIN;
        representable.then(|| num_integer::gcd(*self, *other))
    }
    fn quotient(&self, divisor: &Self) -> Option<Self> {
        self.checked_div(*divisor)
    }
    #[inline]
    fn dot(row: &[i64], column: &[i64]) -> Option<i64> {
        let mut sum = 0_i64;
        for (&a, &x) in row.iter().zip(column) {
            match a.checked_mul(x).and_then(|product| sum.checked_add(product)) {
                Some(next) => sum = next,
                None => return wide_affine(row, column, 0, 0),
            }
        }
        Some(sum)
    }
    #[inline]
    fn affine(row: &[i64], column: &[i64], bound: &i64, denominator: &i64) -> Option<i64> {
        let narrow = || Self::dot(row, column)?.checked_sub(bound.checked_mul(*denominator)?);
        narrow().or_else(|| wide_affine(row, column, *bound, *denominator))
    }
    fn divisor(denominator: &i64) -> WordDivisor {
        WordDivisor::new(*denominator)
    }
    #[inline]
    fn cross(a: &i64, b: &i64, c: &i64, d: &i64, divisor: &WordDivisor) -> Option<i64> {
        let ab = i128::from(*a) * i128::from(*b);
        divisor.divide(ab.checked_sub(i128::from(*c) * i128::from(*d))?)
    }
    fn to_big(&self) -> BigInt {
        BigInt::from(*self)
    }
}

impl Number for BigInt {
    type Entry = BigInt;
    type Divisor = BigInt;

    const ZERO: Self = BigInt::ZERO;

    fn one() -> Self {
        BigInt::from(1)
    }
    fn is_negative(&self) -> bool {
        Signed::is_negative(self)
    }
    fn is_positive(&self) -> bool {
        Signed::is_positive(self)
    }
    fn is_zero(&self) -> bool {
        Zero::is_zero(self)
    }
    fn negated(&self) -> Option<Self> {
        Some(-self)
    }
    fn minus(&self, other: &Self) -> Option<Self> {
        Some(self - other)
    }
    fn plus(&self, other: &Self) -> Option<Self> {
        Some(self + other)
    }
    fn times(&self, other: &Self) -> Option<Self> {
        Some(self * other)
    }
    fn ceiling_quotient(&self, divisor: &Self) -> Option<Self> {
        if Zero::is_zero(divisor) { None } else { Some(num_integer::Integer::div_ceil(self, divisor)) }
    }
    fn gcd(&self, other: &Self) -> Option<Self> {
        Some(num_integer::Integer::gcd(self, other))
    }
    fn quotient(&self, divisor: &Self) -> Option<Self> {
        num_traits::CheckedDiv::checked_div(self, divisor)
    }
    fn dot(row: &[BigInt], column: &[BigInt]) -> Option<BigInt> {
        let nonzero = row.iter().zip(column).filter(|(a, x)| !Zero::is_zero(*a) && !Zero::is_zero(*x));
        Some(nonzero.map(|(a, x)| a * x).sum())
    }
    fn affine(row: &[BigInt], column: &[BigInt], bound: &BigInt, denominator: &BigInt) -> Option<BigInt> {
        Some(Self::dot(row, column)? - bound * denominator)
    }
    fn divisor(denominator: &BigInt) -> BigInt {
        denominator.clone()
    }
    fn cross(a: &BigInt, b: &BigInt, c: &BigInt, d: &BigInt, divisor: &BigInt) -> Option<BigInt> {
        let dividend = a * b - c * d;
        Some(if Zero::is_zero(&dividend) { dividend } else { dividend / divisor })
    }
    fn to_big(&self) -> BigInt {
        self.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_division_agrees_with_division() {
        for value in [1, 2, 3, 6, 8, 97, 1 << 40, i64::MAX, (1 << 62), 12 * 625] {
            let divisor = WordDivisor::new(value);
            for quotient in [0, 1, -1, 7, -90, i64::MAX, i64::MIN, 1 << 62, -(1 << 33)] {
                let dividend = i128::from(quotient) * i128::from(value);
                assert_eq!(divisor.divide(dividend), Some(quotient), "{dividend} / {value}");
            }
        }
    }

    #[test]
    fn quotients_outside_the_word_or_not_integral_are_refused() {
        assert_eq!(WordDivisor::new(3).divide(3 * (1_i128 << 63)), None);
        assert_eq!(WordDivisor::new(2).divide(-(1_i128 << 100)), None);
        assert_eq!(WordDivisor::new(6).divide(9), None);
        assert_eq!(WordDivisor::new(7).divide(15), None);
    }

    #[test]
    fn partial_sums_may_leave_the_word() {
        let big = i64::MAX;
        assert_eq!(i64::dot(&[1, 1, -1], &[big, big, big]), Some(big));
        assert_eq!(i64::dot(&[1, 1], &[big, 1]), None);
        assert_eq!(i64::affine(&[2], &[big], &2, &(big - 1)), Some(2));
        assert_eq!(i64::cross(&i64::MIN, &i64::MIN, &i64::MIN, &big, &WordDivisor::new(1)), None);
    }

    #[test]
    fn ceilings_round_up_on_both_signs() {
        assert_eq!(7_i64.ceiling_quotient(&2), Some(4));
        assert_eq!((-7_i64).ceiling_quotient(&2), Some(-3));
        assert_eq!(BigInt::from(-7).ceiling_quotient(&BigInt::from(2)), Some(BigInt::from(-3)));
        assert_eq!(6_i64.ceiling_quotient(&3), Some(2));
    }
}
