//! Polynomials with integer coefficients: the ring operations that root isolation needs.

use critcert_certificate::Rational;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

use crate::exact::Polynomial;

/// A polynomial with integer coefficients, lowest order first, no trailing zero.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct IntegerPolynomial {
    coefficients: Vec<BigInt>,
}

impl IntegerPolynomial {
    /// The polynomial with these coefficients, lowest order first.
    #[must_use]
    pub fn new(mut coefficients: Vec<BigInt>) -> Self {
        while coefficients.last().is_some_and(Zero::is_zero) {
            coefficients.pop();
        }
        Self { coefficients }
    }

    /// The primitive polynomial with positive leading coefficient and the same roots.
    #[must_use]
    pub fn of(polynomial: &Polynomial) -> Self {
        let common =
            polynomial.coefficients().iter().fold(BigInt::one(), |common, value| common.lcm(value.denom()));
        let integer = |value: &Rational| value.numer() * (&common / value.denom());
        Self::new(polynomial.coefficients().iter().map(integer).collect()).primitive()
    }

    /// The monic polynomial with the same roots; zero for zero.
    #[must_use]
    pub fn monic(&self) -> Polynomial {
        let Some(leading) = self.coefficients.last() else { return Polynomial::default() };
        Polynomial::new(
            self.coefficients.iter().map(|value| Rational::new(value.clone(), leading.clone())).collect(),
        )
    }

    /// The coefficients, lowest order first; empty for zero.
    #[must_use]
    pub fn coefficients(&self) -> &[BigInt] {
        &self.coefficients
    }

    /// The degree; 0 for constants and for zero.
    #[must_use]
    pub fn degree(&self) -> usize {
        self.coefficients.len().saturating_sub(1)
    }

    /// Whether this is the zero polynomial.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.coefficients.is_empty()
    }

    /// The polynomial divided by its content, with a positive leading coefficient.
    #[must_use]
    pub fn primitive(mut self) -> Self {
        let negative = self.coefficients.last().is_some_and(Signed::is_negative);
        self = self.divided_by_content();
        if negative {
            for coefficient in &mut self.coefficients {
                *coefficient = -&*coefficient;
            }
        }
        self
    }

    /// The polynomial divided by its positive content.
    pub(super) fn divided_by_content(mut self) -> Self {
        let content = self.coefficients.iter().fold(BigInt::zero(), |content, value| content.gcd(value));
        if !content.is_zero() && !content.is_one() {
            for coefficient in &mut self.coefficients {
                *coefficient /= &content;
            }
        }
        self
    }

    /// The negative.
    pub(super) fn negated(mut self) -> Self {
        for coefficient in &mut self.coefficients {
            *coefficient = -&*coefficient;
        }
        self
    }

    /// `denominator(x)^degree` times the value at `x`; its sign is the sign of the value.
    #[must_use]
    pub fn scaled_value(&self, x: &Rational) -> BigInt {
        let (numerator, denominator) = (x.numer(), x.denom());
        let mut value = BigInt::zero();
        let mut power = BigInt::one();
        for coefficient in self.coefficients.iter().rev() {
            value = value * numerator + coefficient * &power;
            power *= denominator;
        }
        value
    }

    /// The sign of the value at `x`.
    #[must_use]
    pub fn sign_at(&self, x: &Rational) -> i8 {
        sign(&self.scaled_value(x))
    }

    /// The derivative.
    #[must_use]
    pub fn derivative(&self) -> Self {
        let terms = self.coefficients.iter().enumerate().skip(1);
        Self::new(terms.map(|(order, value)| value * BigInt::from(order)).collect())
    }

    /// A positive multiple of the remainder of `self` by `divisor`, which must not be zero.
    pub(super) fn remainder(&self, divisor: &Self) -> Self {
        let mut rest = self.coefficients.clone();
        let Some(leading) = divisor.coefficients.last() else { return Self::new(Vec::new()) };
        let scale = leading.abs();
        while rest.len() >= divisor.coefficients.len() {
            let shift = rest.len() - divisor.coefficients.len();
            let Some(top) = rest.last().cloned() else { break };
            // leading * rest - top * x^shift * divisor, with the sign of leading taken out.
            let factor = if leading.is_negative() { -top } else { top };
            for entry in &mut rest {
                *entry *= &scale;
            }
            for (entry, value) in rest.iter_mut().skip(shift).zip(&divisor.coefficients) {
                *entry -= &factor * value;
            }
            while rest.last().is_some_and(Zero::is_zero) {
                rest.pop();
            }
        }
        Self::new(rest).divided_by_content()
    }

    /// The primitive greatest common divisor.
    #[must_use]
    pub fn gcd(&self, other: &Self) -> Self {
        let (mut larger, mut smaller) = (self.clone().primitive(), other.clone().primitive());
        while !smaller.is_zero() {
            let rest = larger.remainder(&smaller);
            larger = std::mem::replace(&mut smaller, rest);
        }
        larger.primitive()
    }

    /// The quotient if `divisor` divides `self` over the integers, else `None`.
    #[must_use]
    pub fn exact_quotient(&self, divisor: &Self) -> Option<Self> {
        let leading = divisor.coefficients.last()?;
        let mut rest = self.coefficients.clone();
        let mut quotient = vec![BigInt::zero(); (rest.len() + 1).saturating_sub(divisor.coefficients.len())];
        for shift in (0..quotient.len()).rev() {
            let (factor, left) = rest[shift + divisor.degree()].div_rem(leading);
            if !left.is_zero() {
                return None;
            }
            for (entry, value) in rest.iter_mut().skip(shift).zip(&divisor.coefficients) {
                *entry -= &factor * value;
            }
            quotient[shift] = factor;
        }
        rest.iter().all(Zero::is_zero).then(|| Self::new(quotient))
    }

    /// The product.
    #[must_use]
    pub fn mul(&self, other: &Self) -> Self {
        let mut product = vec![BigInt::zero(); self.coefficients.len() + other.coefficients.len()];
        for (i, left) in self.coefficients.iter().enumerate() {
            for (entry, right) in product.iter_mut().skip(i).zip(&other.coefficients) {
                *entry += left * right;
            }
        }
        Self::new(product)
    }

    /// The primitive polynomial with the same roots, each once.
    #[must_use]
    pub fn squarefree_part(&self) -> Self {
        let common = self.gcd(&self.derivative());
        self.clone().primitive().exact_quotient(&common).unwrap_or_else(|| self.clone())
    }

    /// Primitive squarefree polynomials without common roots, of positive degree, each with its multiplicity in
    /// `self`; multiplicities increase.
    ///
    /// # Source
    /// Yun 1976, *On square-free decomposition algorithms*, in the plain form with one gcd for each multiplicity.
    #[must_use]
    pub fn squarefree_factors(&self) -> Vec<(Self, usize)> {
        let mut factors = Vec::new();
        let mut rest = self.clone().primitive();
        // The roots of multiplicity >= k, each once.
        let mut support = rest.squarefree_part();
        let mut multiplicity = 1;
        while rest.degree() > 0 {
            rest = rest.exact_quotient(&support).unwrap_or_else(|| Self::new(vec![BigInt::one()]));
            let deeper = support.gcd(&rest);
            if let Some(exact) = support.exact_quotient(&deeper).filter(|factor| factor.degree() > 0) {
                factors.push((exact, multiplicity));
            }
            support = deeper;
            multiplicity += 1;
        }
        factors
    }

    /// A power of two larger than the absolute value of every root.
    ///
    /// # Source
    /// Cauchy: 1 + the largest ratio of a coefficient to the leading one.
    #[must_use]
    pub fn root_bound(&self) -> BigInt {
        let Some(leading) = self.coefficients.last() else { return BigInt::one() };
        let largest = self.coefficients.iter().map(Signed::abs).max().unwrap_or_default();
        let ratio: BigInt = largest / leading.abs() + 2;
        BigInt::one() << ratio.bits()
    }
}

pub(super) fn sign(value: &BigInt) -> i8 {
    if value.is_zero() {
        0
    } else if value.is_positive() {
        1
    } else {
        -1
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use critcert_certificate::rational::ratio;
    use proptest::prelude::*;

    pub(in crate::exact::real) fn poly(coefficients: &[i64]) -> IntegerPolynomial {
        IntegerPolynomial::new(coefficients.iter().map(|&value| BigInt::from(value)).collect())
    }

    /// The product of (q x - p) over the fractions p/q.
    pub(in crate::exact::real) fn with_roots(roots: &[(i64, i64)]) -> IntegerPolynomial {
        roots.iter().fold(poly(&[1]), |product, &(p, q)| product.mul(&poly(&[-p, q])))
    }

    #[test]
    fn squarefree_factors_know_multiplicities() {
        let polynomial = with_roots(&[(1, 1), (2, 1), (2, 1), (3, 1), (3, 1), (-5, 2), (-5, 2), (-5, 2)]);
        let expected =
            vec![(with_roots(&[(1, 1)]), 1), (with_roots(&[(2, 1), (3, 1)]), 2), (with_roots(&[(-5, 2)]), 3)];
        assert_eq!(polynomial.squarefree_factors(), expected);
        assert_eq!(poly(&[7]).squarefree_factors(), Vec::new());
    }

    proptest! {
        #[test]
        fn gcd_and_quotient_recover_factors(
            a in prop::collection::vec(-6_i64..=6, 1..5),
            b in prop::collection::vec(-6_i64..=6, 1..5),
            n in -20_i64..20,
        ) {
            let (a, b) = (poly(&a), poly(&b));
            prop_assume!(!a.is_zero() && !b.is_zero());
            let product = a.mul(&b);
            prop_assert_eq!(product.exact_quotient(&a), Some(b.clone()));
            let divisor = product.gcd(&a.mul(&a));
            prop_assert!(product.primitive().exact_quotient(&divisor).is_some());
            prop_assert_eq!(divisor.degree(), a.degree() + a.gcd(&b).degree());
            let x = ratio(n, 7);
            prop_assert_eq!(a.sign_at(&x) * b.sign_at(&x), a.mul(&b).sign_at(&x));
        }
    }
}
