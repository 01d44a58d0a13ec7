//! Factors over the rational numbers of a polynomial whose roots are all real.
//!
//! A monic factor of a monic polynomial with integer coefficients has integer coefficients, so the sum of its roots
//! is an integer. Sets of roots with that property are few; each is tried by an exact division, which is the proof.

use critcert_certificate::Rational;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, ToPrimitive, Zero};

use super::{IntegerPolynomial, RealAlgebraic};

/// Most sets of roots that are tried for one polynomial.
pub const MAX_SETS: u64 = 1 << 18;

/// Factors of a squarefree polynomial, each with its roots, increasing; the product is the polynomial, up to a constant.
#[derive(Debug, Clone)]
pub struct Factors {
    /// The factors: primitive, with their roots.
    pub factors: Vec<(IntegerPolynomial, Vec<RealAlgebraic>)>,
    /// Whether every factor is irreducible; `false` when there were too many sets of roots to try.
    pub complete: bool,
}

/// Splits a squarefree polynomial, all of whose roots are real, into factors with rational coefficients.
///
/// Exponential in the degree, with at most [`MAX_SETS`] tries. A polynomial with other roots comes back whole.
#[must_use]
pub fn rational_factors(polynomial: &IntegerPolynomial) -> Factors {
    let degree = polynomial.degree();
    let polynomial = polynomial.clone().primitive();
    let leading = polynomial.coefficients().last().cloned().unwrap_or_default();
    let isolated = RealAlgebraic::roots(&polynomial);
    if isolated.len() != degree || degree < 2 {
        return Factors { factors: vec![(polynomial, isolated)], complete: degree < 2 };
    }
    let mut monic = integral(&polynomial, &leading);
    let bits = monic.root_bound().bits() + 2;
    let precision = 160 + bits * degree as u64;
    // Sums of roots are looked at with a few bits; the roots are refined to all of them only for a set to be tried.
    let mut values = Values { roots: isolated.clone(), leading: leading.clone() };
    let mut found = Vec::new();
    let mut complete = true;
    let mut size = 1;
    while 2 * size <= values.roots.len() {
        if binomial(values.roots.len(), size) > MAX_SETS {
            complete = false;
            break;
        }
        match find_set(&mut values, size, precision, &monic) {
            Some((set, factor, rest)) => {
                monic = rest;
                let mut index = 0;
                values.roots.retain(|_| {
                    index += 1;
                    !set.contains(&(index - 1))
                });
                found.push(factor);
            }
            None => size += 1,
        }
    }
    if found.is_empty() {
        return Factors { factors: vec![(polynomial, isolated)], complete };
    }
    if monic.degree() > 0 {
        found.push(monic);
    }
    let back = |factor: &IntegerPolynomial| {
        let factor = unscaled(factor, &leading);
        let roots = RealAlgebraic::roots(&factor);
        (factor, roots)
    };
    Factors { factors: found.iter().map(back).collect(), complete }
}

/// `a^(n-1) p(x / a)` for the leading coefficient `a`: monic with integer coefficients.
fn integral(polynomial: &IntegerPolynomial, leading: &BigInt) -> IntegerPolynomial {
    let degree = polynomial.degree();
    let mut power = BigInt::one();
    let mut coefficients = vec![BigInt::zero(); degree + 1];
    for (order, coefficient) in polynomial.coefficients().iter().enumerate().rev() {
        if order == degree {
            coefficients[order] = BigInt::one();
        } else {
            coefficients[order] = coefficient * &power;
            power *= leading;
        }
    }
    IntegerPolynomial::new(coefficients)
}

/// The primitive polynomial whose roots are those of `factor` divided by `leading`.
fn unscaled(factor: &IntegerPolynomial, leading: &BigInt) -> IntegerPolynomial {
    let mut power = BigInt::one();
    let mut coefficients = Vec::with_capacity(factor.degree() + 1);
    for coefficient in factor.coefficients() {
        coefficients.push(coefficient * &power);
        power *= leading;
    }
    IntegerPolynomial::new(coefficients).primitive()
}

/// Number of sets of `size` among `count`, saturating.
fn binomial(count: usize, size: usize) -> u64 {
    let mut value: u64 = 1;
    for index in 0..size {
        let (over, under) = (count.saturating_sub(index) as u64, index as u64 + 1);
        value = value.saturating_mul(over) / under;
    }
    value
}

/// The roots of the monic polynomial: these roots times a factor.
struct Values {
    roots: Vec<RealAlgebraic>,
    leading: BigInt,
}

impl Values {
    /// The roots as multiples of `2^-bits`, rounded down.
    fn approximate(&mut self, bits: u64) -> Vec<BigInt> {
        let width = Rational::new(BigInt::one(), BigInt::one() << (bits + self.leading.bits()));
        let factor = Rational::from_integer(&self.leading << bits);
        let value = |root: &mut RealAlgebraic| {
            root.refine(&width);
            (root.low() * &factor).floor().to_integer()
        };
        self.roots.iter_mut().map(value).collect()
    }
}

type Found = (Vec<usize>, IntegerPolynomial, IntegerPolynomial);

/// The first set of `size` roots whose product of linear factors divides `monic`, with that factor and the quotient.
fn find_set(values: &mut Values, size: usize, precision: u64, monic: &IntegerPolynomial) -> Option<Found> {
    // The fractional parts, as multiples of 2^-128: sums wrap around at the integers.
    let unit = BigInt::one() << 128;
    let fraction = |value: &BigInt| value.mod_floor(&unit).to_u128().unwrap_or_default();
    let fractions: Vec<u128> = values.approximate(128).iter().map(fraction).collect();
    let mut set: Vec<usize> = (0..size).collect();
    loop {
        let sum = set.iter().fold(0_u128, |sum, &index| sum.wrapping_add(fractions[index]));
        let distance = sum.min(sum.wrapping_neg());
        if distance < 1 << 16 {
            let factor = product(&set, &values.approximate(precision), precision);
            if let Some(rest) = monic.exact_quotient(&factor) {
                return Some((set, factor, rest));
            }
        }
        // The next set in lexicographic order.
        let movable = (0..size).rev().find(|&at| set[at] + size - at < fractions.len())?;
        set[movable] += 1;
        for at in movable + 1..size {
            set[at] = set[at - 1] + 1;
        }
    }
}

/// The product of `x - root`, coefficients rounded to integers.
fn product(set: &[usize], values: &[BigInt], precision: u64) -> IntegerPolynomial {
    // Product of (2^precision x - value), of which the coefficient of x^k carries 2^(precision (m - k)) once divided.
    let mut coefficients = vec![BigInt::one()];
    for &index in set {
        let mut next = vec![BigInt::zero(); coefficients.len() + 1];
        for (order, coefficient) in coefficients.iter().enumerate() {
            next[order] -= coefficient * &values[index];
            next[order + 1] += coefficient;
        }
        coefficients = next;
    }
    let degree = set.len() as u64;
    let round = |(order, value): (usize, &BigInt)| -> BigInt {
        let shift = precision * (degree - order as u64);
        if shift == 0 { value.clone() } else { (value + (BigInt::one() << (shift - 1))) >> shift }
    };
    IntegerPolynomial::new(coefficients.iter().enumerate().map(round).collect())
}

#[cfg(test)]
mod tests {
    use super::super::integer_polynomial::tests::{poly, with_roots};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_factorisations() {
        let quadratics = poly(&[-1, -2, 1]).mul(&poly(&[7, -6, 1]));
        let polynomial = quadratics.mul(&with_roots(&[(1, 3), (-2, 1)]));
        let Factors { factors, complete } = rational_factors(&polynomial);
        let mut found: Vec<_> = factors.iter().map(|(factor, _)| factor.coefficients().to_vec()).collect();
        found.sort();
        let mut expected: Vec<_> = [&[-1, 3][..], &[2, 1], &[-1, -2, 1], &[7, -6, 1]]
            .iter()
            .map(|factor| poly(factor).coefficients().to_vec())
            .collect();
        expected.sort();
        assert!(complete);
        assert_eq!(found, expected);
        let cubic = poly(&[-9, 45, -18, 1]);
        assert_eq!(rational_factors(&cubic).factors.len(), 1);
    }

    proptest! {
        #[test]
        fn products_of_real_quadratics_split(parts in prop::collection::btree_set((-6_i64..=6, 0_i64..=3), 1..4)) {
            // x^2 + b x - (1 + c) has two real roots.
            let polynomial = parts.iter().fold(poly(&[1]), |p, &(b, c)| p.mul(&poly(&[-1 - c, b, 1])));
            let squarefree = polynomial.squarefree_part();
            let Factors { factors, complete } = rational_factors(&squarefree);
            prop_assert!(complete);
            prop_assert!(factors.iter().all(|(factor, roots)| factor.degree() <= 2 && roots.len() == factor.degree()));
            let product = factors.iter().fold(poly(&[1]), |p, (factor, _)| p.mul(factor));
            prop_assert_eq!(product.primitive(), squarefree);
        }
    }
}
