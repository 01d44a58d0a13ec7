//! The Gaussian kernel `E |<u, x>| |<v, x>|`, enclosed.

use critcert_certificate::rational::Rational;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

use crate::porcupine::pi::pi_bounds;

/// Bits beyond those of the answer.
const GUARD: u32 = 64;

/// Integers `low <= 2^bits value <= high`.
pub type Bounds = (BigInt, BigInt);

/// `E |<u, x>| |<v, x>| = (2/pi)(sqrt(D) + a arctan(a / sqrt(D)))`, times 2^bits, where `a = |u'v|`, `square = |u|^2 |v|^2`
/// and D = square - a^2 > 0.
///
/// # Source
/// The arc-cosine kernel of degree 1: Cho and Saul 2009. Own evaluation: two halvings of the angle,
/// `tan(x/2) = tan x / (1 + sqrt(1 + tan^2 x))`, then Gregory's series; both are monotone, so that bounds go to bounds.
#[must_use]
pub fn absolute_moment(a: &Rational, square: &Rational, bits: u32) -> Bounds {
    let work = bits + GUARD;
    let determinant = square - a * a;
    let root = root_bounds(&determinant, work);
    let a = fixed(a, work);
    let arc = arctan_bounds(&a, &root, work);
    let unit = BigInt::one() << work;
    let product = ((&a.0 * &arc.0).div_floor(&unit), (&a.1 * &arc.1).div_ceil(&unit));
    let pi = pi_bounds(work);
    // The sum is times 2^work, and so is pi.
    let low = ((BigInt::from(2) * (&root.0 + product.0)) << bits).div_floor(&pi.1);
    let high = ((BigInt::from(2) * (&root.1 + product.1)) << bits).div_ceil(&pi.0);
    (low, high)
}

pub(crate) fn fixed(value: &Rational, bits: u32) -> Bounds {
    let top = value.numer() << bits;
    (top.div_floor(value.denom()), top.div_ceil(value.denom()))
}

/// Bounds of the root of an integer.
fn integer_root(low: &BigInt, high: &BigInt) -> Bounds {
    let top = high.sqrt();
    let exact = &top * &top == *high;
    (low.sqrt(), if exact { top } else { top + 1 })
}

pub(crate) fn root_bounds(value: &Rational, bits: u32) -> Bounds {
    let (low, high) = fixed(value, 2 * bits);
    integer_root(&low, &high)
}

/// Bounds of `arctan(top / over)` for positive `over`.
pub(crate) fn arctan_bounds(top: &Bounds, over: &Bounds, bits: u32) -> Bounds {
    // Beyond 45 degrees the other angle of the right triangle.
    if top.0 > over.1 {
        let other = arctan_bounds(over, top, bits);
        let pi = pi_bounds(bits + 1);
        // pi/2 with `bits` bits is pi with `bits + 1` bits, divided by 4.
        let quarter = |value: &BigInt, up: bool| {
            let four = BigInt::from(4);
            if up { value.div_ceil(&four) } else { value.div_floor(&four) }
        };
        return (quarter(&pi.0, false) - other.1, quarter(&pi.1, true) - other.0);
    }
    let unit = BigInt::one() << bits;
    let mut low = (&top.0 * &unit).div_floor(&over.1);
    let mut high = (&top.1 * &unit).div_ceil(&over.0);
    for _ in 0..2 {
        let square = &unit * &unit;
        let hypotenuse = integer_root(&(&square + &low * &low), &(&square + &high * &high));
        low = (&low * &unit).div_floor(&(&unit + hypotenuse.1));
        high = (&high * &unit).div_ceil(&(&unit + hypotenuse.0));
    }
    let (low, high) = (gregory(&low, &unit, false), gregory(&high, &unit, true));
    (low * 4, high * 4)
}

/// A bound of `unit arctan(tangent / unit)` for `0 <= tangent < unit/2`.
fn gregory(tangent: &BigInt, unit: &BigInt, upper: bool) -> BigInt {
    let square = unit * unit;
    let tangent_square = tangent * tangent;
    let (mut power, mut sum, mut odd, mut error) = (tangent.clone(), BigInt::zero(), 1_u64, 2_u64);
    let mut negative = false;
    while power.is_positive() {
        let term = &power / odd;
        sum = if negative { sum - term } else { sum + term };
        power = &power * &tangent_square / &square;
        odd += 2;
        negative = !negative;
        // A truncated power is off by less than two units, the quotient by one more.
        error += 3;
    }
    if upper { sum + error } else { sum - error }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernel_at_sixty_degrees_has_its_digits() {
        // psi(1/2) = sqrt(3)/pi + 1/6 = 0.7179955620884587...
        let half = Rational::new(1.into(), 2.into());
        let (low, high) = absolute_moment(&half, &Rational::one(), 200);
        let known: BigInt = "717995562088458716177993164979636108064053147033307319".parse().unwrap();
        let scale = num_traits::pow(BigInt::from(10), 54);
        assert_eq!((&low * &scale) >> 200_u32, known);
        assert!(low < high && high - low < BigInt::from(8));
    }

    #[test]
    fn the_kernel_at_a_right_angle_is_two_over_pi() {
        let (low, high) = absolute_moment(&Rational::zero(), &Rational::one(), 100);
        let pi = pi_bounds(100);
        let two = BigInt::one() << 201_u32;
        assert!(&low * &pi.0 <= two && two <= &high * &pi.1 && high - low < BigInt::from(4));
    }
}
