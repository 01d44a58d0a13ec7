//! Angles as parts of a turn: exact where a table of cosines has them, enclosed otherwise.

use critcert_certificate::rational::Rational;
use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

use crate::porcupine::enclosure::{Enclosure, arcsine_ratio};

fn ratio(top: i64, over: i64) -> Rational {
    Rational::new(top.into(), over.into())
}

/// A lower bound of the angle between two vectors, as a part of a full turn; the angle itself if it is a multiple of 30 or
/// 45 degrees.
///
/// `product` is their inner product, `area > 0` the square of the area of their parallelogram, both up to one positive
/// square. The acute angle t between their lines has `sin^2 t = area / (product^2 + area)`, and `t = B(y) sqrt(y (1 - y))`
/// for y = sin^2 t, `pi/2 - B(1 - y) sqrt(y (1 - y))` as well (see [`arcsine_ratio`]).
pub(crate) fn turn(product: &Rational, area: &Rational, bits: u32) -> Rational {
    let square = product * product;
    let three = ratio(3, 1);
    let exact = if square.is_zero() {
        Some(ratio(1, 4))
    } else if square == *area {
        Some(ratio(1, 8))
    } else if *area == &three * &square {
        Some(ratio(1, 6))
    } else if square == &three * area {
        Some(ratio(1, 12))
    } else {
        None
    };
    if let Some(acute) = exact {
        return if product.is_negative() { ratio(1, 2) - acute } else { acute };
    }
    let sine = area / (&square + area);
    let (low, high) = acute_turn(&sine, bits);
    if product.is_negative() { ratio(1, 2) - high } else { low }
}

/// Bounds of `arcsin(sqrt(y)) / (2 pi)` for 0 < y < 1.
fn acute_turn(y: &Rational, bits: u32) -> (Rational, Rational) {
    let rest = Rational::one() - y;
    let small = y.min(&rest);
    let root = Enclosure::root(&(y * &rest), bits);
    // In units of a quarter of a turn.
    let front = Enclosure::two_over_pi(bits).times(&root, bits);
    let mut part = front.times(&arcsine_ratio(small, bits), bits);
    if small != y {
        part = Enclosure::rational(&Rational::one(), bits).minus(&part);
    }
    let unit = BigInt::from(4) << bits;
    (Rational::new(part.low, unit.clone()), Rational::new(part.high, unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_angles_are_exact() {
        let cases = [
            (0, 7, ratio(1, 4)),
            (2, 4, ratio(1, 8)),
            (-2, 4, ratio(3, 8)),
            (1, 3, ratio(1, 6)),
            (-1, 3, ratio(1, 3)),
            (3, 3, ratio(1, 12)),
            (-3, 3, ratio(5, 12)),
        ];
        for (product, area, expected) in cases {
            assert_eq!(turn(&ratio(product, 1), &ratio(area, 1), 64), expected, "{product} {area}");
        }
    }

    #[test]
    fn other_angles_are_enclosed_from_below() {
        // arctan(1/2) / (2 pi) = 0.07379180882521663...
        let known = |digits: i64| ratio(digits, 100_000_000_000_000);
        let found = turn(&ratio(2, 1), &ratio(1, 1), 128);
        assert!(known(7_379_180_882_521) < found && found < known(7_379_180_882_522), "{found}");
        // The supplement, and the complement: 1/2 and 1/4 in sum, short of them by less than 2^-120.
        let tiny = Rational::new(BigInt::one(), BigInt::one() << 120_u32);
        let supplement = turn(&ratio(-2, 1), &ratio(1, 1), 128);
        let complement = turn(&ratio(1, 2), &ratio(1, 1), 128);
        for gap in [ratio(1, 2) - &found - supplement, ratio(1, 4) - &found - complement] {
            assert!(gap.is_positive() && gap < tiny, "{gap}");
        }
    }
}
