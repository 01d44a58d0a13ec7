//! Decimals for orientation beside exact numbers, computed with integers.

use critcert_certificate::Rational;
use critcert_certificate::rational::ratio;
use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

/// Significant digits of [`significant`] and [`shared`].
const DIGITS: usize = 6;

/// The decimals of a number, cut off after `places` places, and whether they are the whole number.
///
/// ```
/// use critcert::exact::decimal::cut;
/// use critcert_certificate::rational::ratio;
/// assert_eq!(cut(&ratio(-1, 8), 4), ("-0.1250".to_owned(), true));
/// assert_eq!(cut(&ratio(2, 3), 2), ("0.66".to_owned(), false));
/// ```
#[must_use]
pub fn cut(value: &Rational, places: usize) -> (String, bool) {
    let power = num_traits::pow(BigInt::from(10), places);
    let scaled = value.abs() * Rational::from_integer(power);
    let digits = format!("{:0>width$}", scaled.to_integer().to_string(), width = places + 1);
    let (whole, rest) = digits.split_at(digits.len() - places);
    let sign = if value.is_negative() { "-" } else { "" };
    let point = if places > 0 { "." } else { "" };
    (format!("{sign}{whole}{point}{rest}"), scaled.is_integer())
}

/// The decimals of a number, rounded to `places` places.
///
/// ```
/// use critcert::exact::decimal::rounded;
/// use critcert_certificate::rational::ratio;
/// assert_eq!(rounded(&ratio(2, 3), 2), "0.67");
/// ```
#[must_use]
pub fn rounded(value: &Rational, places: usize) -> String {
    let power = Rational::from_integer(num_traits::pow(BigInt::from(10), places));
    cut(&((value * &power).round() / power), places).0
}

/// Six significant digits, cut off, without zeros at the end; `…` says that more follow.
///
/// ```
/// use critcert::exact::decimal::significant;
/// use critcert_certificate::rational::ratio;
/// assert_eq!(significant(&ratio(1, 972)), "0.00102880…");
/// assert_eq!(significant(&ratio(5, 4)), "1.25");
/// ```
#[must_use]
pub fn significant(value: &Rational) -> String {
    let (digits, whole) = cut(value, places(value));
    if !whole {
        return digits + "…";
    }
    if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.').to_owned() } else { digits }
}

/// The decimals that all numbers between two bounds share, at most six significant digits; where they share none, those of
/// the middle, rounded.
///
/// ```
/// use critcert::exact::decimal::shared;
/// use critcert_certificate::rational::ratio;
/// assert_eq!(shared(&ratio(213, 1024), &ratio(855, 4096)), "0.208…");
/// ```
#[must_use]
pub fn shared(low: &Rational, high: &Rational) -> String {
    if low == high {
        return significant(low);
    }
    if low.is_negative() == high.is_negative() {
        for places in (1..=places(low)).rev() {
            let (one, other) = (cut(low, places).0, cut(high, places).0);
            if one == other {
                return one + "…";
            }
        }
    }
    rounded(&((low + high) * ratio(1, 2)), DIGITS)
}

/// The number of places after the point that show six significant digits, at least one.
fn places(value: &Rational) -> usize {
    let mut size = value.abs();
    if size.is_zero() {
        return 1;
    }
    if size >= Rational::one() {
        return DIGITS.saturating_sub(size.to_integer().to_string().len()).max(1);
    }
    let ten = Rational::from_integer(BigInt::from(10));
    let mut zeros = 0;
    while size < ratio(1, 10) {
        size *= &ten;
        zeros += 1;
    }
    zeros + DIGITS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_those_of_division_by_hand() {
        for (value, expected) in [
            (ratio(0, 1), "0"),
            (ratio(-1, 3), "-0.333333…"),
            (ratio(1, 4), "0.25"),
            (ratio(123_456_789, 2), "61728394.5"),
            (ratio(1, 175_692), "0.00000569177…"),
            (ratio(1_000_001, 1_000_000), "1.00000…"),
            (ratio(-7, 1), "-7"),
        ] {
            assert_eq!(significant(&value), expected, "{value}");
        }
        assert_eq!(rounded(&ratio(-5, 8), 2), "-0.63");
        assert_eq!(rounded(&ratio(1, 12), 6), "0.083333");
        assert_eq!(cut(&ratio(1_999_999, 1_000_000), 0), ("1".to_owned(), false));
    }

    #[test]
    fn shared_digits_hold_for_both_bounds() {
        assert_eq!(shared(&ratio(-2, 3), &ratio(-333, 500)), "-0.666…");
        assert_eq!(shared(&ratio(999, 1000), &ratio(1001, 1000)), "1.000000");
        assert_eq!(shared(&ratio(-1, 1000), &ratio(1, 1000)), "0.000000");
        assert_eq!(shared(&ratio(1, 3), &ratio(1, 3)), "0.333333…");
        assert_eq!(shared(&ratio(28_697, 262_144), &ratio(114_789, 1_048_576)), "0.10947…");
    }
}
