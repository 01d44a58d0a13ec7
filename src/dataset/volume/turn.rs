//! Angles as parts of a turn.

use critcert_certificate::rational::{Rational, ratio};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, Zero};

use crate::porcupine::enclosed::angle::{arctan_bounds, fixed, root_bounds};
use crate::porcupine::pi::pi_bounds;

/// Bits beyond those asked for.
const GUARD: u32 = 32;

/// A part of a whole, between bounds that are equal when it is known exactly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// At most the part.
    pub low: Rational,
    /// At least the part.
    pub high: Rational,
    /// A formula, if the part is an angle that is no rational part of a turn.
    pub formula: Option<String>,
}

impl Part {
    /// A part that is known.
    #[must_use]
    pub fn exactly(value: Rational) -> Self {
        Self { low: value.clone(), high: value, formula: None }
    }

    /// The value, if it is known.
    #[must_use]
    pub fn exact(&self) -> Option<&Rational> {
        (self.low == self.high).then_some(&self.low)
    }
}

/// The angle between two vectors as a part of a full turn, from their inner product and the square `area > 0` of the area of
/// their parallelogram.
///
/// # Source
/// Niven 1956: an angle whose cosine has a rational square is a rational part of a turn only if it is a multiple of 30 or 45
/// degrees. So every other angle stays enclosed at any precision.
#[must_use]
pub fn turn(product: &Rational, area: &Rational, bits: u32) -> Part {
    let twelfths = twelfths(&(product * product), area);
    let half = ratio(1, 2);
    let acute = match twelfths {
        Some(twelfths) => Part::exactly(twelfths / ratio(12, 1)),
        None => acute_turn(&product.abs(), area, bits),
    };
    if !product.is_negative() {
        return acute;
    }
    let formula = acute.formula.map(|formula| format!("1/2 - {formula}"));
    Part { low: &half - acute.high, high: half - acute.low, formula }
}

/// Twelve times the angle between 0 and a quarter of a turn with `cos^2 : sin^2 = square : area`, if it is known.
fn twelfths(square: &Rational, area: &Rational) -> Option<Rational> {
    if square.is_zero() {
        return Some(ratio(3, 1));
    }
    // The tangent, squared.
    let tangent = area / square;
    let known = [
        (ratio(0, 1), ratio(0, 1)),
        (ratio(1, 3), ratio(1, 1)),
        (ratio(1, 1), ratio(3, 2)),
        (ratio(3, 1), ratio(2, 1)),
    ];
    known.into_iter().find_map(|(known, twelfths)| (known == tangent).then_some(twelfths))
}

/// The sum of angles of complex numbers `p + q sqrt(-g)`, between `low` and `low + 1` in turns, if it is a multiple of 30 or 45
/// degrees: the angle of their product.
#[must_use]
pub fn sum_of_turns(angles: &[(Rational, Rational)], g: &Rational, low: &Rational) -> Option<Rational> {
    let one = (ratio(1, 1), ratio(0, 1));
    let (x, y) = angles.iter().fold(one, |(x, y), (p, q)| (&x * p - &y * q * g, x * q + y * p));
    let acute = twelfths(&(&x * &x), &(&y * &y * g))? / ratio(12, 1);
    let turned = match (x.is_negative(), y.is_negative()) {
        (false, false) => acute,
        (true, false) => ratio(1, 2) - acute,
        (true, true) => ratio(1, 2) + acute,
        (false, true) => -acute,
    };
    Some((low - &turned).ceil() + turned)
}

fn acute_turn(product: &Rational, area: &Rational, bits: u32) -> Part {
    let work = bits + GUARD;
    let arc = arctan_bounds(&root_bounds(area, work), &fixed(product, work), work);
    let pi = pi_bounds(work);
    let over = BigInt::from(1) << bits;
    let low = (arc.0 << bits).div_floor(&(&pi.1 * 2));
    let high = (arc.1 << bits).div_ceil(&(&pi.0 * 2));
    let tangent = area / (product * product);
    let (top, root) = (tangent.numer().sqrt(), tangent.denom().sqrt());
    let whole = &top * &top == *tangent.numer() && &root * &root == *tangent.denom();
    let argument = if whole { Rational::new(top, root).to_string() } else { format!("sqrt({tangent})") };
    Part {
        low: Rational::new(low, over.clone()),
        high: Rational::new(high, over),
        formula: Some(format!("atan({argument})/(2 pi)")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn angles_of_the_table_are_exact() {
        for (product, area, expected) in [
            (0, 5, ratio(1, 4)),
            (3, 9, ratio(1, 8)),
            (-3, 9, ratio(3, 8)),
            (1, 3, ratio(1, 6)),
            (-1, 3, ratio(1, 3)),
            (3, 3, ratio(1, 12)),
            (-3, 3, ratio(5, 12)),
        ] {
            let found = turn(&ratio(product, 1), &ratio(area, 1), 64);
            assert_eq!(found.exact(), Some(&expected), "{product} {area}");
        }
    }

    #[test]
    fn other_angles_have_a_formula_and_their_digits() {
        // arctan(1/2) / (2 pi) = 0.073791808825216...
        let found = turn(&ratio(2, 1), &ratio(1, 1), 64);
        assert_eq!(found.formula.as_deref(), Some("atan(1/2)/(2 pi)"));
        let digits = |value: i64| ratio(value, 1_000_000_000_000);
        assert!(digits(73_791_808_825) < found.low && found.high < digits(73_791_808_826));
        let obtuse = turn(&ratio(-1, 1), &ratio(2, 1), 64);
        assert_eq!(obtuse.formula.as_deref(), Some("1/2 - atan(sqrt(2))/(2 pi)"));
        assert!(obtuse.exact().is_none() && &obtuse.high - &obtuse.low < ratio(1, 1 << 60));
    }
}
