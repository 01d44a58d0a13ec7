//! Rows and witnesses in machine words where they suffice, in big integers where they do not.
//!
//! Every operation that could leave the type answers `None`; the whole enumeration is then repeated in big
//! integers. The patterns found are the same either way; the witnesses are, too, because choices depend on
//! values only.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use crate::exact::integer::ExactInteger;

/// Integers that fill rows and witnesses.
pub(super) trait Number: Clone + std::fmt::Debug + Ord + Send + Sync + 'static {
    /// Holds every scalar product of two rows.
    type Wide: ExactInteger + Send + Sync;
    fn read(value: &BigInt) -> Option<Self>;
    fn write(&self) -> BigInt;
    fn zero() -> Self;
    fn is_zero(&self) -> bool;
    fn is_negative(&self) -> bool;
    fn negated(&self) -> Self;
    fn widen(&self) -> Self::Wide;
    fn narrow(value: &Self::Wide) -> Option<Self>;
    fn dot(left: &[Self], right: &[Self]) -> Self::Wide;
    /// `a b - c d`
    fn cross(a: &Self, b: &Self, c: &Self, d: &Self) -> Self::Wide;
    /// As [`Number::dot`] with a wide vector, which may leave the wide type.
    fn wide_dot(row: &[Self], vector: &[Self::Wide]) -> Option<Self::Wide> {
        row.iter()
            .zip(vector)
            .try_fold(Self::zero().widen(), |sum, (entry, wide)| sum.plus(&entry.widen().times(wide)?))
    }
    /// The quotient of the magnitudes, rounded down; `divisor` is not zero.
    fn ratio(dividend: &Self::Wide, divisor: &Self::Wide) -> Self::Wide {
        dividend.abs() / divisor.abs()
    }
    /// Divides a wide row by the greatest common divisor of its entries.
    fn reduce(row: &mut [Self::Wide]) {
        let content = row.iter().fold(Self::zero().widen(), |content, entry| content.gcd(entry));
        if content > Self::Wide::one() {
            row.iter_mut().for_each(|entry| *entry = entry.clone() / content.clone());
        }
    }
    /// Divides a row by the greatest common divisor of its entries.
    fn primitive(row: &[Self::Wide]) -> Option<Vec<Self>>;
    /// Number of binary digits of the magnitude.
    fn bits(value: &Self::Wide) -> u64;
    /// `value / 2^shift`, rounded to the nearest.
    fn scaled(value: &Self::Wide, shift: u64) -> Option<Self>;
}

/// Words of at most this magnitude: products of two stay below 2^112, so that sums of 2^15 of them fit i128.
const WORD: i64 = 1 << 56;

impl Number for i64 {
    type Wide = i128;

    fn read(value: &BigInt) -> Option<Self> {
        value.to_i64().filter(|value| value.abs() <= WORD)
    }
    fn write(&self) -> BigInt {
        BigInt::from(*self)
    }
    fn zero() -> Self {
        0
    }
    fn is_zero(&self) -> bool {
        *self == 0
    }
    fn is_negative(&self) -> bool {
        *self < 0
    }
    fn negated(&self) -> Self {
        -*self
    }
    fn widen(&self) -> i128 {
        i128::from(*self)
    }
    fn narrow(value: &i128) -> Option<Self> {
        value.to_i64().filter(|value| (-WORD..=WORD).contains(value))
    }
    fn dot(left: &[Self], right: &[Self]) -> i128 {
        left.iter().zip(right).map(|(&a, &b)| i128::from(a) * i128::from(b)).sum()
    }
    fn cross(a: &Self, b: &Self, c: &Self, d: &Self) -> i128 {
        i128::from(*a) * i128::from(*b) - i128::from(*c) * i128::from(*d)
    }
    fn primitive(row: &[i128]) -> Option<Vec<Self>> {
        let short: Option<Vec<i64>> = row.iter().map(ToPrimitive::to_i64).collect();
        if let Some(mut words) = short {
            let content = words.iter().fold(0_u64, |content, word| gcd(content, word.unsigned_abs()));
            if content > 1 {
                let content = i64::try_from(content).ok()?;
                words.iter_mut().for_each(|word| *word /= content);
            }
            return words.iter().all(|word| (-WORD..=WORD).contains(word)).then_some(words);
        }
        let content = row.iter().fold(0_i128, |content, entry| content.gcd(entry));
        row.iter().map(|entry| Self::narrow(&(entry / content.max(1)))).collect()
    }
    fn ratio(dividend: &i128, divisor: &i128) -> i128 {
        let (dividend, divisor) = (dividend.unsigned_abs(), divisor.unsigned_abs());
        match (u64::try_from(dividend), u64::try_from(divisor)) {
            (Ok(dividend), Ok(divisor)) => i128::from(dividend / divisor),
            // The magnitude of the dividend is that of a sum of words, below 2^127.
            _ => (dividend / divisor).cast_signed(),
        }
    }
    fn reduce(row: &mut [i128]) {
        let mut content = 0_u64;
        for entry in row.iter() {
            let Ok(entry) = u64::try_from(entry.unsigned_abs()) else {
                content = 0;
                break;
            };
            content = gcd(content, entry);
            if content == 1 {
                return;
            }
        }
        let content = match content {
            0 => row.iter().fold(0_i128, |content, entry| content.gcd(entry)),
            content => i128::from(content),
        };
        if content > 1 {
            row.iter_mut().for_each(|entry| *entry /= content);
        }
    }
    fn bits(value: &i128) -> u64 {
        u64::from(128 - value.unsigned_abs().leading_zeros())
    }
    fn scaled(value: &i128, shift: u64) -> Option<Self> {
        if shift == 0 {
            return Self::narrow(value);
        }
        // The second-highest bit is free: values come from checked sums of words.
        Self::narrow(&(value.checked_add(1_i128.checked_shl(u32::try_from(shift - 1).ok()?)?)? >> shift))
    }
}

/// Euclid's algorithm; most contents are 1 after one or two steps.
fn gcd(mut left: u64, mut right: u64) -> u64 {
    while right != 0 {
        if left == 1 {
            return 1;
        }
        (left, right) = (right, left % right);
    }
    left
}

impl Number for BigInt {
    type Wide = BigInt;

    fn read(value: &BigInt) -> Option<Self> {
        Some(value.clone())
    }
    fn write(&self) -> BigInt {
        self.clone()
    }
    fn zero() -> Self {
        BigInt::ZERO
    }
    fn is_zero(&self) -> bool {
        Zero::is_zero(self)
    }
    fn is_negative(&self) -> bool {
        Signed::is_negative(self)
    }
    fn negated(&self) -> Self {
        -self
    }
    fn widen(&self) -> BigInt {
        self.clone()
    }
    fn narrow(value: &BigInt) -> Option<Self> {
        Some(value.clone())
    }
    fn dot(left: &[Self], right: &[Self]) -> BigInt {
        left.iter().zip(right).map(|(a, b)| a * b).sum()
    }
    fn cross(a: &Self, b: &Self, c: &Self, d: &Self) -> BigInt {
        a * b - c * d
    }
    fn primitive(row: &[BigInt]) -> Option<Vec<Self>> {
        let content = row.iter().fold(BigInt::ZERO, |content, entry| content.gcd(entry));
        if Zero::is_zero(&content) {
            return Some(row.to_vec());
        }
        Some(row.iter().map(|entry| entry / &content).collect())
    }
    fn bits(value: &BigInt) -> u64 {
        value.bits()
    }
    fn scaled(value: &BigInt, shift: u64) -> Option<Self> {
        if shift == 0 {
            return Some(value.clone());
        }
        Some((value + (BigInt::from(1) << (shift - 1))) >> shift)
    }
}

/// The sign of a scalar product: -1, 0 or 1.
pub(super) fn side<N: Number>(row: &[N], witness: &[N]) -> i8 {
    sign(&N::dot(row, witness))
}

/// The sign of a wide integer.
pub(super) fn sign<W: ExactInteger>(value: &W) -> i8 {
    if value.is_zero() {
        0
    } else if value.is_negative() {
        -1
    } else {
        1
    }
}

/// A short vector near the direction of `vector` that `accepts` accepts; `vector` itself must be accepted.
///
/// Tries the roundings to 1, 2, 3, .. binary digits of the largest entry.
pub(super) fn shorten<N: Number>(vector: &[N::Wide], accepts: impl Fn(&[N]) -> bool) -> Option<Vec<N>> {
    let length = vector.iter().map(N::bits).max().unwrap_or(0);
    let mut candidate = Vec::with_capacity(vector.len());
    for digits in 1..length {
        candidate.clear();
        for entry in vector {
            candidate.push(N::scaled(entry, length - digits)?);
        }
        if accepts(&candidate) {
            let wide: Vec<N::Wide> = candidate.iter().map(N::widen).collect();
            return N::primitive(&wide);
        }
    }
    N::primitive(vector)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_become_primitive_in_both_types() {
        assert_eq!(<i64 as Number>::primitive(&[6, -9, 0]), Some(vec![2, -3, 0]));
        let large = 1_i128 << 100;
        assert_eq!(<i64 as Number>::primitive(&[large * 2, large * -3]), Some(vec![2, -3]));
        assert_eq!(<i64 as Number>::primitive(&[large, 1]), None);
        let big = |value: i64| BigInt::from(value);
        assert_eq!(BigInt::primitive(&[big(6), big(-9)]), Some(vec![big(2), big(-3)]));
        assert_eq!(<i64 as Number>::primitive(&[0, 0]), Some(vec![0, 0]));
    }

    #[test]
    fn shortening_keeps_what_is_asked_for_and_agrees_in_both_types() {
        let keeps = |candidate: &[i64]| candidate[0] > candidate[1] && candidate[1] > 0;
        let short = shorten::<i64>(&[1000, 990], keeps).unwrap();
        assert!(keeps(&short) && short[0] <= 128, "{short:?}");
        let big = shorten::<BigInt>(&[BigInt::from(1000), BigInt::from(990)], |candidate| {
            candidate[0] > candidate[1] && candidate[1] > BigInt::ZERO
        });
        assert_eq!(big, Some(short.iter().map(|&entry| BigInt::from(entry)).collect()));
    }
}
