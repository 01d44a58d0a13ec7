//! The second rung of the ladder: i128, with products and exact division in 256 bits.

use num_bigint::BigInt;

use super::number::Number;

/// A signed 256-bit integer in two's complement: `high * 2^128 + low`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Wide {
    high: i128,
    low: u128,
}

impl Wide {
    /// The exact product; |a b| <= 2^254 always fits.
    fn product(a: i128, b: i128) -> Self {
        let (high, low) = unsigned_product(a.cast_unsigned(), b.cast_unsigned());
        // Reading a negative factor as unsigned adds 2^128 to it, hence 2^128 times the other to the product.
        let mut high = high.cast_signed();
        if a < 0 {
            high = high.wrapping_sub(b);
        }
        if b < 0 {
            high = high.wrapping_sub(a);
        }
        Self { high, low }
    }

    fn minus(self, other: Self) -> Option<Self> {
        let (low, borrow) = self.low.overflowing_sub(other.low);
        let high = self.high.checked_sub(other.high)?.checked_sub(i128::from(borrow))?;
        Some(Self { high, low })
    }

    /// The low 128 bits of `self / 2^shift`, shift below 128.
    fn shifted_low(self, shift: u32) -> u128 {
        if shift == 0 { self.low } else { (self.low >> shift) | (self.high.cast_unsigned() << (128 - shift)) }
    }
}

/// The product of two unsigned double words as (high, low), by halves.
fn unsigned_product(a: u128, b: u128) -> (u128, u128) {
    const MASK: u128 = u64::MAX as u128;
    let (a1, a0) = (a >> 64, a & MASK);
    let (b1, b0) = (b >> 64, b & MASK);
    let low = a0 * b0;
    // At most (2^64-1)^2 + 2(2^64-1) < 2^128.
    let middle = a1 * b0 + (low >> 64);
    let cross = a0 * b1 + (middle & MASK);
    (a1 * b1 + (middle >> 64) + (cross >> 64), (cross << 64) | (low & MASK))
}

/// As [`super::number::WordDivisor`], for double words.
#[derive(Debug, Clone, Copy)]
pub(super) struct DoubleDivisor {
    value: i128,
    shift: u32,
    inverse: u128,
}

impl DoubleDivisor {
    fn new(value: i128) -> Self {
        let shift = value.trailing_zeros().min(127);
        let odd = (value >> shift).cast_unsigned();
        let mut inverse = odd.wrapping_mul(3) ^ 2;
        for _ in 0..5 {
            inverse = inverse.wrapping_mul(2_u128.wrapping_sub(odd.wrapping_mul(inverse)));
        }
        Self { value, shift, inverse }
    }

    fn divide(self, dividend: Wide) -> Option<i128> {
        let quotient = dividend.shifted_low(self.shift).wrapping_mul(self.inverse).cast_signed();
        (Wide::product(quotient, self.value) == dividend).then_some(quotient)
    }
}

impl Number for i128 {
    type Entry = i64;
    type Divisor = DoubleDivisor;

    const ZERO: Self = 0;

    fn one() -> Self {
        1
    }
    fn is_negative(&self) -> bool {
        *self < 0
    }
    fn is_positive(&self) -> bool {
        *self > 0
    }
    fn is_zero(&self) -> bool {
        *self == 0
    }
    fn negated(&self) -> Option<Self> {
        self.checked_neg()
    }
    fn minus(&self, other: &Self) -> Option<Self> {
        self.checked_sub(*other)
    }
    fn plus(&self, other: &Self) -> Option<Self> {
        self.checked_add(*other)
    }
    fn times(&self, other: &Self) -> Option<Self> {
        self.checked_mul(*other)
    }
    fn ceiling_quotient(&self, divisor: &Self) -> Option<Self> {
        let quotient = self.checked_div_euclid(*divisor)?;
        quotient.checked_add(i128::from(self.checked_rem_euclid(*divisor)? != 0))
    }
    fn gcd(&self, other: &Self) -> Option<Self> {
        let representable = *self != Self::MIN && *other != Self::MIN;
        representable.then(|| num_integer::gcd(*self, *other))
    }
    fn quotient(&self, divisor: &Self) -> Option<Self> {
        self.checked_div(*divisor)
    }
    fn dot(row: &[i64], column: &[i128]) -> Option<i128> {
        row.iter()
            .zip(column)
            .try_fold(0_i128, |sum, (&a, &x)| sum.checked_add(x.checked_mul(i128::from(a))?))
    }
    fn affine(row: &[i64], column: &[i128], bound: &i64, denominator: &i128) -> Option<i128> {
        Self::dot(row, column)?.checked_sub(denominator.checked_mul(i128::from(*bound))?)
    }
    fn divisor(denominator: &i128) -> DoubleDivisor {
        DoubleDivisor::new(*denominator)
    }
    fn cross(a: &i128, b: &i128, c: &i128, d: &i128, divisor: &DoubleDivisor) -> Option<i128> {
        divisor.divide(Wide::product(*a, *b).minus(Wide::product(*c, *d))?)
    }
    fn to_big(&self) -> BigInt {
        BigInt::from(*self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn big(wide: Wide) -> BigInt {
        (BigInt::from(wide.high) << 128) + BigInt::from(wide.low)
    }

    fn entry() -> impl Strategy<Value = i128> {
        (any::<i128>(), 0_u32..127).prop_map(|(value, shift)| value >> shift)
    }

    proptest! {
        #[test]
        fn products_agree_with_big_integers(a in entry(), b in entry()) {
            prop_assert_eq!(big(Wide::product(a, b)), BigInt::from(a) * BigInt::from(b));
        }

        #[test]
        fn exact_division_undoes_multiplication(q in entry(), d in entry()) {
            prop_assume!(d > 0);
            prop_assert_eq!(DoubleDivisor::new(d).divide(Wide::product(q, d)), Some(q));
        }

        #[test]
        fn cross_agrees_with_big_integers(a in entry(), b in entry(), c in entry(), d in entry()) {
            let expected = BigInt::from(a) * BigInt::from(b) - BigInt::from(c) * BigInt::from(d);
            let found = i128::cross(&a, &b, &c, &d, &DoubleDivisor::new(1));
            prop_assert_eq!(found, i128::try_from(expected).ok());
        }
    }

    #[test]
    fn extremes_are_refused_not_wrapped() {
        let least = i128::MIN;
        assert_eq!(i128::cross(&least, &least, &least, &i128::MAX, &DoubleDivisor::new(1)), None);
        assert_eq!(i128::cross(&least, &1, &0, &0, &DoubleDivisor::new(1)), Some(least));
        assert_eq!(i128::dot(&[2], &[i128::MAX]), None);
    }
}
