//! The simplest rational of an interval: the one of smallest denominator, then of smallest numerator.

use critcert_certificate::Rational;
use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

/// The rational of smallest denominator in the closed interval `[low, high]`, and among those the smallest.
///
/// Requires `0 < low <= high`; otherwise `None`. Linear in the number of continued fraction terms.
///
/// # Source
/// Own statement of the Stern-Brocot descent: the answer shares the leading continued fraction terms of both
/// ends, and at the first integer between the ends the smallest such integer closes the fraction.
///
/// ```
/// use critcert::exact::simplest_between;
/// use critcert_certificate::rational::ratio;
/// assert_eq!(simplest_between(&ratio(7, 24), &ratio(7, 12)), Some(ratio(1, 2)));
/// ```
#[must_use]
pub fn simplest_between(low: &Rational, high: &Rational) -> Option<Rational> {
    if !low.is_positive() || low > high {
        return None;
    }
    let (mut low, mut high) = (low.clone(), high.clone());
    // Matrix of the continued fraction read so far: its value at x is (a x + b) / (c x + d).
    let (mut a, mut b, mut c, mut d) = (BigInt::one(), BigInt::zero(), BigInt::zero(), BigInt::one());
    loop {
        let integer = low.ceil();
        if integer <= high {
            let last = integer.to_integer();
            return Some(Rational::new(&a * &last + b, &c * &last + d));
        }
        // No integer in [low, high]: both ends share the floor and have positive fractional parts.
        let floor = low.floor();
        let term = floor.to_integer();
        let inverses = ((&high - &floor).recip(), (&low - &floor).recip());
        (low, high) = inverses;
        (a, b, c, d) = (&a * &term + b, a, &c * &term + d, c);
    }
}

/// The rational of smallest denominator in the open interval `(low, high)`, and among those the smallest one.
///
/// Requires `0 <= low < high`; otherwise `None`. Linear in the number of continued fraction terms.
///
/// # Source
/// Own statement of the Stern-Brocot descent, as for [`simplest_between`].
///
/// ```
/// use critcert::exact::simplest_strictly_between;
/// use critcert_certificate::rational::ratio;
/// assert_eq!(simplest_strictly_between(&ratio(1, 2), &ratio(1, 1)), Some(ratio(2, 3)));
/// ```
#[must_use]
pub fn simplest_strictly_between(low: &Rational, high: &Rational) -> Option<Rational> {
    if low.is_negative() || low >= high {
        return None;
    }
    // The upper end is absent when it is infinite.
    let (mut low, mut high) = (low.clone(), Some(high.clone()));
    let (mut a, mut b, mut c, mut d) = (BigInt::one(), BigInt::zero(), BigInt::zero(), BigInt::one());
    loop {
        let floor = low.floor();
        let next = &floor + Rational::one();
        if high.as_ref().is_none_or(|high| &next < high) {
            let last = next.to_integer();
            return Some(Rational::new(&a * &last + b, &c * &last + d));
        }
        let term = floor.to_integer();
        // 0 <= low - floor < high - floor <= 1: continue with the inverses, in exchanged order.
        let above = (low != floor).then(|| (&low - &floor).recip());
        low = high.map_or_else(Rational::zero, |high| (high - &floor).recip());
        high = above;
        (a, b, c, d) = (&a * &term + b, a, &c * &term + d, c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use critcert_certificate::rational::ratio;
    use proptest::prelude::*;

    #[test]
    fn ends_out_of_order_or_not_positive_have_no_answer() {
        assert_eq!(simplest_between(&ratio(0, 1), &ratio(1, 1)), None);
        assert_eq!(simplest_between(&ratio(2, 1), &ratio(1, 1)), None);
        assert_eq!(simplest_between(&ratio(3, 7), &ratio(3, 7)), Some(ratio(3, 7)));
    }

    #[test]
    fn open_intervals_leave_out_their_ends() {
        assert_eq!(simplest_strictly_between(&ratio(1, 1), &ratio(4, 1)), Some(ratio(2, 1)));
        assert_eq!(simplest_strictly_between(&ratio(0, 1), &ratio(1, 3)), Some(ratio(1, 4)));
        assert_eq!(simplest_strictly_between(&ratio(0, 1), &ratio(1, 1)), Some(ratio(1, 2)));
        assert_eq!(simplest_strictly_between(&ratio(1, 1), &ratio(1, 1)), None);
        assert_eq!(simplest_strictly_between(&ratio(-1, 1), &ratio(1, 1)), None);
    }

    proptest! {
        #[test]
        fn in_open_intervals_equals_the_search(p in 0_i64..200, q in 1_i64..60, extra in 1_i64..60, s in 1_i64..60) {
            let low = ratio(p, q);
            let high = &low + ratio(extra, s * 20);
            let found = simplest_strictly_between(&low, &high).unwrap();
            let searched = (1_i64..)
                .find_map(|denominator| {
                    let numerator = (&low * ratio(denominator, 1)).floor().to_integer() + 1;
                    let candidate = Rational::new(numerator, BigInt::from(denominator));
                    (candidate < high).then_some(candidate)
                })
                .unwrap();
            prop_assert_eq!(found.denom(), searched.denom());
            prop_assert!(low < found && found < high);
        }

        #[test]
        fn equals_the_search_by_increasing_denominator(p in 1_i64..200, q in 1_i64..60, extra in 0_i64..60, s in 1_i64..60) {
            let low = ratio(p, q);
            let high = &low + ratio(extra, s * 20);
            let found = simplest_between(&low, &high).unwrap();
            let searched = (1_i64..)
                .find_map(|denominator| {
                    let numerator = (&low * ratio(denominator, 1)).ceil().to_integer();
                    let candidate = Rational::new(numerator, BigInt::from(denominator));
                    (candidate <= high).then_some(candidate)
                })
                .unwrap();
            prop_assert_eq!(found, searched);
        }
    }
}
