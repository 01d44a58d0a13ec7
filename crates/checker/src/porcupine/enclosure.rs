//! Real numbers between two multiples of a power of two.

use critcert_certificate::rational::Rational;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

use super::number::pi_enclosure;

/// `low <= 2^bits number <= high`, where all numbers of a computation have the same bits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Enclosure {
    pub(crate) low: BigInt,
    pub(crate) high: BigInt,
}

impl Enclosure {
    pub(crate) fn rational(value: &Rational, bits: u32) -> Self {
        let top = value.numer() << bits;
        Self { low: top.div_floor(value.denom()), high: top.div_ceil(value.denom()) }
    }

    /// The square root of a number that is not negative.
    ///
    /// The integer part of the root of a number is that of the root of its integer part.
    pub(crate) fn root(value: &Rational, bits: u32) -> Self {
        let scaled = value.numer() << bits.saturating_mul(2);
        let low = scaled.div_floor(value.denom()).sqrt();
        let exact = &low * &low * value.denom() == scaled;
        let high = if exact { low.clone() } else { &low + 1 };
        Self { low, high }
    }

    /// 2/pi.
    pub(crate) fn two_over_pi(bits: u32) -> Self {
        let (least, most) = pi_enclosure(bits);
        let top = BigInt::one() << bits.saturating_mul(2).saturating_add(1);
        Self { low: top.div_floor(&most), high: top.div_ceil(&least) }
    }

    pub(crate) fn plus(&self, other: &Self) -> Self {
        Self { low: &self.low + &other.low, high: &self.high + &other.high }
    }

    pub(crate) fn minus(&self, other: &Self) -> Self {
        Self { low: &self.low - &other.high, high: &self.high - &other.low }
    }

    pub(crate) fn times(&self, other: &Self, bits: u32) -> Self {
        let (mut low, mut high) = (&self.low * &other.low, &self.low * &other.low);
        for product in [&self.low * &other.high, &self.high * &other.low, &self.high * &other.high] {
            if product < low {
                low = product;
            } else if product > high {
                high = product;
            }
        }
        let unit = BigInt::one() << bits;
        Self { low: low.div_floor(&unit), high: high.div_ceil(&unit) }
    }

    /// The product with a rational number.
    pub(crate) fn scaled(&self, factor: &Rational) -> Self {
        let (least, most) =
            if factor.is_negative() { (&self.high, &self.low) } else { (&self.low, &self.high) };
        Self {
            low: (least * factor.numer()).div_floor(factor.denom()),
            high: (most * factor.numer()).div_ceil(factor.denom()),
        }
    }
}

/// `B(y) = arcsin(s) / (s sqrt(1 - y))` with y = s^2, for a rational `0 <= y <= 1/2`.
///
/// Newton's series `sum b_n y^n` with b_0 = 1, `b_(n+1) = b_n (2n + 2)/(2n + 3)`: all terms are positive, and what
/// follows a term is at most `y/(1 - y) <= 1` times it.
pub(crate) fn arcsine_ratio(y: &Rational, bits: u32) -> Enclosure {
    let one = BigInt::one() << bits;
    let (mut low, mut high) = (BigInt::zero(), BigInt::zero());
    let mut term = Enclosure { low: one.clone(), high: one };
    let mut even = BigInt::from(2);
    loop {
        low += &term.low;
        high += &term.high;
        if term.high <= BigInt::one() {
            high += &term.high;
            return Enclosure { low, high };
        }
        let (top, over) = (y.numer() * &even, y.denom() * (&even + 1));
        term =
            Enclosure { low: (&term.low * &top).div_floor(&over), high: (&term.high * &top).div_ceil(&over) };
        even += 2;
    }
}

/// `E |<u, x>| |<v, x>|` for a standard normal x, from `product = |u'v|` and `square = |u|^2 |v|^2 > product^2`.
///
/// It is `(2/pi)(sqrt(D) + product arcsin c)` with c the cosine `product / sqrt(square)` and D = square - product^2.
/// With t = c^2: `product arcsin c = t sqrt(D) B(t)` for t <= 1/2; and otherwise `arcsin c = pi/2 - arcsin sqrt(1 - t)`
/// gives `product + (2/pi) sqrt(D) (1 - t B(1 - t))`.
pub(super) fn absolute_moment(product: &Rational, square: &Rational, bits: u32) -> Enclosure {
    let own = product * product;
    let determinant = square - &own;
    let cosine = own / square;
    let rest = Rational::one() - &cosine;
    let one = Enclosure::rational(&Rational::one(), bits);
    let front = Enclosure::two_over_pi(bits).times(&Enclosure::root(&determinant, bits), bits);
    if cosine <= rest {
        let inner = one.plus(&arcsine_ratio(&cosine, bits).scaled(&cosine));
        return front.times(&inner, bits);
    }
    let inner = one.minus(&arcsine_ratio(&rest, bits).scaled(&cosine));
    Enclosure::rational(product, bits).plus(&front.times(&inner, bits))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Known values: psi(0) = 2/pi, psi(1/2) = sqrt(3)/pi + 1/6.
    #[test]
    fn moments_are_the_known_ones() {
        let bits = 192;
        let ratio = |a: i64, b: i64| Rational::new(a.into(), b.into());
        let digits = |text: &str| {
            let scale = num_traits::pow(BigInt::from(10), text.len());
            Rational::new(text.parse().unwrap(), scale)
        };
        for (product, square, expected) in [
            (ratio(0, 1), ratio(1, 1), "636619772367581343075535053490057448137838582961825794"),
            (ratio(1, 2), ratio(1, 1), "717995562088458716177993164979636108064053147033307319"),
        ] {
            let found = absolute_moment(&product, &square, bits);
            let known = Enclosure::rational(&digits(expected), bits);
            // 54 digits are less than 180 bits.
            let tolerance = BigInt::one() << 16_u32;
            assert!((&found.low - &known.low).abs() < tolerance, "{found:?} {known:?}");
            assert!(&found.high - &found.low < BigInt::from(1024));
        }
        // Continuity at both sides of 45 degrees, where the formula changes.
        let below = absolute_moment(&ratio(7071, 10000), &ratio(1, 1), bits);
        let above = absolute_moment(&ratio(7072, 10000), &ratio(1, 1), bits);
        let unit = BigInt::one() << bits;
        let slope: BigInt = (above.low - below.low) * 10000;
        // psi' = (2/pi) arcsin c is 1/2 at 45 degrees.
        let gap: BigInt = slope * 2 - &unit;
        assert!(gap.abs() < unit / 1000);
    }
}
