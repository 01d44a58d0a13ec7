//! Real algebraic numbers: isolation, refinement, comparison.

use std::cmp::Ordering;
use std::sync::Arc;

use critcert_certificate::Rational;
use critcert_certificate::rational::{compare, ratio};
use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

use super::integer_polynomial::{IntegerPolynomial, sign};
use super::sturm::Sturm;
use crate::exact::simplest_strictly_between;

/// A real root of a squarefree polynomial, told from the other roots by an interval.
///
/// Either both ends are the number, or it is the only root strictly between them, and the polynomial has opposite
/// signs at the ends. Two values are equal by [`RealAlgebraic::compare`], not by their representation.
#[derive(Debug, Clone)]
pub struct RealAlgebraic {
    polynomial: Arc<IntegerPolynomial>,
    low: Rational,
    high: Rational,
    /// Step of the quadratic refinement: the next one divides the interval by `2^step`.
    step: u32,
}

impl RealAlgebraic {
    /// The rational number, as a root of its linear polynomial.
    #[must_use]
    pub fn rational(value: &Rational) -> Self {
        let polynomial = IntegerPolynomial::new(vec![-value.numer(), value.denom().clone()]);
        Self { polynomial: Arc::new(polynomial), low: value.clone(), high: value.clone(), step: 1 }
    }

    /// The real roots of a squarefree polynomial, increasing. No interval holds zero inside.
    ///
    /// # Source
    /// Bisection with Sturm's theorem.
    #[must_use]
    pub fn roots(polynomial: &IntegerPolynomial) -> Vec<Self> {
        if polynomial.degree() == 0 {
            return Vec::new();
        }
        let sturm = Sturm::new(polynomial);
        let shared = Arc::new(polynomial.clone());
        let bound = Rational::from_integer(polynomial.root_bound());
        let mut roots = Vec::new();
        // Half-open intervals with the variations at both ends, the leftmost on top.
        let point = |x: Rational| {
            let variations = sturm.variations(&x);
            (x, variations)
        };
        let (left, zero, right) = (point(-&bound), point(Rational::zero()), point(bound));
        let mut open = vec![(zero.clone(), right), (left, zero)];
        while let Some((low, high)) = open.pop() {
            match low.1.saturating_sub(high.1) {
                0 => {}
                1 => roots.push(Self::isolated(&shared, low.0, high.0)),
                _ => {
                    let middle = point((&low.0 + &high.0) * ratio(1, 2));
                    open.push((middle.clone(), high));
                    open.push((low, middle));
                }
            }
        }
        roots
    }

    /// The only root in `(low, high]`.
    fn isolated(polynomial: &Arc<IntegerPolynomial>, mut low: Rational, high: Rational) -> Self {
        let make = |low, high| Self { polynomial: Arc::clone(polynomial), low, high, step: 1 };
        let at_high = polynomial.sign_at(&high);
        if at_high == 0 {
            return make(high.clone(), high);
        }
        // The lower end may be the root before: come down from above until the sign changes.
        let mut high = high;
        while polynomial.sign_at(&low) != -at_high {
            let middle = (&low + &high) * ratio(1, 2);
            match polynomial.sign_at(&middle) {
                0 => return make(middle.clone(), middle),
                at_middle if at_middle == at_high => high = middle,
                _ => low = middle,
            }
        }
        make(low, high)
    }

    /// The squarefree polynomial of which this is a root.
    #[must_use]
    pub fn polynomial(&self) -> &IntegerPolynomial {
        &self.polynomial
    }

    /// A number at most this one.
    #[must_use]
    pub fn low(&self) -> &Rational {
        &self.low
    }

    /// A number at least this one.
    #[must_use]
    pub fn high(&self) -> &Rational {
        &self.high
    }

    /// Whether both ends of the interval are the number.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        compare(&self.low, &self.high).is_eq()
    }

    fn set_exact(&mut self, value: Rational) {
        self.low = value.clone();
        self.high = value;
    }

    /// Compares with a rational number, without refinement.
    #[must_use]
    pub fn compare_rational(&self, value: &Rational) -> Ordering {
        if self.is_exact() {
            return compare(&self.low, value);
        }
        if compare(value, &self.low).is_le() {
            return Ordering::Greater;
        }
        if compare(value, &self.high).is_ge() {
            return Ordering::Less;
        }
        // The root lies beyond `value` iff the sign there is still that at the lower end.
        match self.polynomial.sign_at(value) {
            0 => Ordering::Equal,
            at_value if at_value == self.polynomial.sign_at(&self.low) => Ordering::Greater,
            _ => Ordering::Less,
        }
    }

    /// Halves the interval.
    pub fn bisect(&mut self) {
        if self.is_exact() {
            return;
        }
        let middle = (&self.low + &self.high) * ratio(1, 2);
        match self.compare_rational(&middle) {
            Ordering::Equal => self.set_exact(middle),
            Ordering::Greater => self.low = middle,
            Ordering::Less => self.high = middle,
        }
    }

    /// Narrows the interval to a length of at most `width`, which must be positive.
    ///
    /// # Source
    /// Abbott 2014, arXiv 1203.1227: quadratic interval refinement.
    pub fn refine(&mut self, width: &Rational) {
        while compare(&(&self.high - &self.low), width).is_gt() {
            self.quadratic_step();
        }
    }

    fn quadratic_step(&mut self) {
        if self.step <= 1 {
            self.step = 2;
            return self.bisect();
        }
        let parts = BigInt::one() << self.step;
        let piece = (&self.high - &self.low) / Rational::from_integer(parts.clone());
        let value = |x: &Rational| {
            let degree = u32::try_from(self.polynomial.degree()).unwrap_or(u32::MAX);
            Rational::new_raw(self.polynomial.scaled_value(x), x.denom().pow(degree))
        };
        let (at_low, at_high) = (value(&self.low), value(&self.high));
        // Where the chord meets zero, as a multiple of the piece: parts * a / (a - b) for the values a and b.
        let (a, b) = (at_low.numer() * at_high.denom(), at_high.numer() * at_low.denom());
        let difference = &a - &b;
        let guess: BigInt = if difference.is_zero() { BigInt::zero() } else { a * &parts / difference };
        let guess = guess.clamp(BigInt::zero(), &parts - 1);
        let low_sign = sign(at_low.numer());
        let at = |position: &BigInt| &self.low + &piece * Rational::from_integer(position.clone());
        // Walk at most two pieces away from the guess.
        for offset in [0, 1, -1] {
            let start: BigInt = &guess + offset;
            if start.is_negative() || start >= parts {
                continue;
            }
            let (left, right) = (at(&start), at(&(&start + 1)));
            let (at_left, at_right) = (self.polynomial.sign_at(&left), self.polynomial.sign_at(&right));
            if at_left == 0 {
                return self.set_exact(left);
            }
            if at_right == 0 {
                return self.set_exact(right);
            }
            if at_left == low_sign && at_right == -low_sign {
                self.low = left;
                self.high = right;
                self.step = self.step.saturating_mul(2);
                return;
            }
        }
        self.step /= 2;
        if self.step <= 1 {
            self.bisect();
        }
    }

    /// Compares two real algebraic numbers exactly; both intervals may become narrower.
    ///
    /// Equal iff the greatest common divisor of the polynomials has a root in the intersection of the intervals;
    /// it has at most one there, with opposite signs at the ends or at an end.
    pub fn compare(&mut self, other: &mut Self) -> Ordering {
        if other.is_exact() {
            return self.compare_rational(&other.low);
        }
        if self.is_exact() {
            return other.compare_rational(&self.low).reverse();
        }
        let common = self.polynomial.gcd(&other.polynomial);
        let mut may_be_equal = common.degree() > 0;
        loop {
            // Open intervals: touching ones hold different numbers.
            if compare(&self.high, &other.low).is_le() {
                return Ordering::Less;
            }
            if compare(&other.high, &self.low).is_le() {
                return Ordering::Greater;
            }
            if may_be_equal {
                let low = if compare(&self.low, &other.low).is_ge() { &self.low } else { &other.low };
                let high = if compare(&self.high, &other.high).is_le() { &self.high } else { &other.high };
                // Every end of the intersection is an end of an interval, where a polynomial is not zero.
                if common.sign_at(low) * common.sign_at(high) < 0 {
                    return Ordering::Equal;
                }
                may_be_equal = false;
            }
            self.bisect();
            other.bisect();
            if self.is_exact() || other.is_exact() {
                return self.compare(other);
            }
        }
    }
}

/// The simplest rational number strictly between two real algebraic numbers, `None` unless `0 <= below < above`.
///
/// Simplest: smallest denominator, then smallest.
pub fn simplest_separator(below: &mut RealAlgebraic, above: &mut RealAlgebraic) -> Option<Rational> {
    if below.compare_rational(&Rational::zero()) == Ordering::Less || below.compare(above) != Ordering::Less {
        return None;
    }
    loop {
        let candidate = simplest_strictly_between(&below.low, &above.high)?;
        match (below.compare_rational(&candidate), above.compare_rational(&candidate)) {
            (Ordering::Less, Ordering::Greater) => return Some(candidate),
            (Ordering::Equal, _) => below.set_exact(candidate),
            (_, Ordering::Equal) => above.set_exact(candidate),
            _ => {
                below.bisect();
                above.bisect();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::integer_polynomial::tests::{poly, with_roots};
    use super::*;
    use proptest::prelude::*;

    fn golden() -> Vec<RealAlgebraic> {
        RealAlgebraic::roots(&poly(&[-1, -1, 1]))
    }

    #[test]
    fn roots_refine_to_many_digits() {
        let mut root = golden().pop().unwrap();
        let width = Rational::new(BigInt::one(), BigInt::one() << 5000_u32);
        root.refine(&width);
        assert!(root.high() - root.low() <= width);
        let square = |x: &Rational| x * x - x - Rational::one();
        assert!(square(root.low()).is_negative() && square(root.high()).is_positive());
    }

    #[test]
    fn equal_roots_of_different_polynomials_are_equal() {
        let mut first = golden().pop().unwrap();
        let other = poly(&[-1, -1, 1]).mul(&poly(&[-2, 0, 1]));
        let mut roots = RealAlgebraic::roots(&other);
        assert_eq!(roots.len(), 4);
        assert_eq!(first.compare(&mut roots[3]), Ordering::Equal);
        assert_eq!(first.compare(&mut roots[2]), Ordering::Greater);
        assert_eq!(roots[1].compare(&mut first), Ordering::Less);
    }

    #[test]
    fn separators_are_the_simplest() {
        let mut roots = RealAlgebraic::roots(&poly(&[6, 0, -5, 0, 1])); // the square roots of 2 and 3
        let (mut below, mut above) = (roots.remove(2), roots.remove(2));
        assert_eq!(simplest_separator(&mut below, &mut above), Some(ratio(3, 2)));
        let (mut one, mut four) =
            (RealAlgebraic::rational(&ratio(1, 1)), RealAlgebraic::rational(&ratio(4, 1)));
        assert_eq!(simplest_separator(&mut one, &mut four), Some(ratio(2, 1)));
        assert_eq!(simplest_separator(&mut four, &mut one), None);
        let mut zero = RealAlgebraic::rational(&ratio(0, 1));
        assert_eq!(simplest_separator(&mut zero, &mut one), Some(ratio(1, 2)));
    }

    proptest! {
        #[test]
        fn isolation_finds_all_rational_roots(roots in prop::collection::btree_set((-9_i64..=9, 1_i64..=4), 1..7)) {
            let mut expected: Vec<Rational> = roots.iter().map(|&(p, q)| ratio(p, q)).collect();
            expected.sort();
            expected.dedup();
            let fractions: Vec<(i64, i64)> = expected
                .iter()
                .map(|root| (i64::try_from(root.numer()).unwrap(), i64::try_from(root.denom()).unwrap()))
                .collect();
            let found = RealAlgebraic::roots(&with_roots(&fractions));
            prop_assert_eq!(found.len(), expected.len());
            for (mut found, expected) in found.into_iter().zip(expected) {
                prop_assert_eq!(found.compare_rational(&expected), Ordering::Equal);
                found.refine(&ratio(1, 1_000_000));
                prop_assert_eq!(found.compare_rational(&expected), Ordering::Equal);
            }
        }
    }
}
