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
    if let Some(acute) = known(&square, area) {
        return if product.is_negative() { ratio(1, 2) - acute } else { acute };
    }
    let sine = area / (&square + area);
    let (low, high) = acute_turn(&sine, bits);
    if product.is_negative() { ratio(1, 2) - high } else { low }
}

/// The angle t between 0 and 90 degrees with `cos^2 t : sin^2 t = square : area`, as a part of a turn, if it is one of those
/// with a cosine in the table.
fn known(square: &Rational, area: &Rational) -> Option<Rational> {
    let three = ratio(3, 1);
    if square.is_zero() {
        Some(ratio(1, 4))
    } else if area.is_zero() {
        Some(Rational::zero())
    } else if square == area {
        Some(ratio(1, 8))
    } else if *area == &three * square {
        Some(ratio(1, 6))
    } else if *square == &three * area {
        Some(ratio(1, 12))
    } else {
        None
    }
}

/// A sum of angles as a part of a turn, less whole turns, if it is a multiple of 30 or 45 degrees.
///
/// Each angle is that of the complex number `p + q sqrt(-g)`, g > 0; the sum is the angle of their product.
pub(crate) fn sum_of_turns<'a>(
    angles: impl Iterator<Item = &'a (Rational, Rational)>,
    g: &Rational,
) -> Option<Rational> {
    let (mut x, mut y) = (Rational::one(), Rational::zero());
    for (p, q) in angles {
        (x, y) = (&x * p - &y * q * g, &x * q + &y * p);
    }
    let acute = known(&(&x * &x), &(&y * &y * g))?;
    Some(match (x.is_negative(), y.is_negative()) {
        (false, false) => acute,
        (true, false) => ratio(1, 2) - acute,
        (true, true) => ratio(1, 2) + acute,
        (false, true) => ratio(1, 1) - acute,
    })
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
    fn sums_of_angles_are_found_where_no_angle_is() {
        // arctan(1/2) + arctan(1/3) is 45 degrees; eight times that are none; with g = 3 three angles of 60 degrees.
        let angles = [(ratio(2, 1), ratio(1, 1)), (ratio(3, 1), ratio(1, 1))];
        let sum = |times: usize| sum_of_turns(angles.iter().cycle().take(2 * times), &ratio(1, 1));
        assert_eq!(
            [sum(1), sum(3), sum(6), sum(7), sum(8)].map(Option::unwrap),
            [1, 3, 6, 7, 0].map(|k| ratio(k, 8))
        );
        assert_eq!(sum_of_turns(angles[..1].iter(), &ratio(1, 1)), None);
        let sixty = [(ratio(1, 1), ratio(1, 1))];
        assert_eq!(sum_of_turns(sixty.iter().cycle().take(3), &ratio(3, 1)), Some(ratio(1, 2)));
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
