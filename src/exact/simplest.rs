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

    proptest! {
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
