//! The rings in which a porcupine problem is computed: integers, and integer polynomials in pi.

use std::cmp::Ordering;

use critcert_certificate::certificate::porcupine::{PiFraction, Value};
use critcert_certificate::rational::{Canonical, Rational};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

use super::pi::PiPolynomial;

/// An ordered ring without zero divisors whose elements are compared exactly.
pub trait Ring: Clone + PartialEq + std::fmt::Debug + Send + Sync {
    /// The number as an element, for an integer.
    fn integer(value: &BigInt) -> Self;
    /// -1, 0 or 1.
    fn sign(&self) -> i8;
    /// `self + other`.
    fn plus(&self, other: &Self) -> Self;
    /// `self - other`.
    fn minus(&self, other: &Self) -> Self;
    /// `self * other`.
    fn times(&self, other: &Self) -> Self;
    /// `(a b - c d) / divisor`; requires that the division leaves no remainder.
    fn cross(a: &Self, b: &Self, c: &Self, d: &Self, divisor: &Self) -> Self;
    /// Divides all of them by a positive common factor that is easy to find.
    fn shorten(values: &mut [Self]);
    /// A common multiple of two positive elements.
    fn multiple(&self, other: &Self) -> Self {
        if self == other { self.clone() } else { self.times(other) }
    }
    /// The quotient, for the world outside; requires a positive denominator.
    fn quotient(numerator: &Self, denominator: &Self) -> Value;
    /// Numerator and positive denominator of a number.
    fn read(value: &Value) -> Option<(Self, Self)>;

    /// The number zero.
    fn zero() -> Self {
        Self::integer(&BigInt::ZERO)
    }
    /// The number one.
    fn one() -> Self {
        Self::integer(&BigInt::from(1))
    }
    /// `-self`.
    fn negated(&self) -> Self {
        Self::zero().minus(self)
    }
    /// Whether this is zero.
    fn is_zero(&self) -> bool {
        self.sign() == 0
    }
    /// Whether this is positive.
    fn is_positive(&self) -> bool {
        self.sign() > 0
    }
    /// Whether this is negative.
    fn is_negative(&self) -> bool {
        self.sign() < 0
    }
}

impl Ring for BigInt {
    fn integer(value: &BigInt) -> Self {
        value.clone()
    }
    fn sign(&self) -> i8 {
        match self.cmp(&BigInt::ZERO) {
            Ordering::Less => -1,
            Ordering::Equal => 0,
            Ordering::Greater => 1,
        }
    }
    fn plus(&self, other: &Self) -> Self {
        self + other
    }
    fn minus(&self, other: &Self) -> Self {
        self - other
    }
    fn times(&self, other: &Self) -> Self {
        self * other
    }
    fn cross(a: &Self, b: &Self, c: &Self, d: &Self, divisor: &Self) -> Self {
        if Zero::is_zero(c) || Zero::is_zero(d) {
            return a * b / divisor;
        }
        (a * b - c * d) / divisor
    }
    fn multiple(&self, other: &Self) -> Self {
        self.lcm(other)
    }
    fn shorten(values: &mut [Self]) {
        let factor = values.iter().fold(BigInt::ZERO, |factor, value| factor.gcd(value));
        if factor > One::one() {
            values.iter_mut().for_each(|value| *value /= &factor);
        }
    }
    fn quotient(numerator: &Self, denominator: &Self) -> Value {
        Value::Rational(Canonical(Rational::new(numerator.clone(), denominator.clone())))
    }
    fn read(value: &Value) -> Option<(Self, Self)> {
        match value {
            Value::Rational(value) => Some((value.0.numer().clone(), value.0.denom().clone())),
            Value::Pi(_) | Value::Between(_) => None,
        }
    }
}

impl Ring for PiPolynomial {
    fn integer(value: &BigInt) -> Self {
        Self::new(vec![value.clone()])
    }
    fn sign(&self) -> i8 {
        self.sign_at_pi()
    }
    fn is_zero(&self) -> bool {
        self.coefficients().is_empty()
    }
    fn plus(&self, other: &Self) -> Self {
        self.sum(other, false)
    }
    fn minus(&self, other: &Self) -> Self {
        self.sum(other, true)
    }
    fn times(&self, other: &Self) -> Self {
        self.product(other)
    }
    fn cross(a: &Self, b: &Self, c: &Self, d: &Self, divisor: &Self) -> Self {
        a.times(b).minus(&c.times(d)).divided_by(divisor)
    }
    fn shorten(values: &mut [Self]) {
        let all = values.iter().flat_map(Self::coefficients);
        let factor = all.fold(BigInt::ZERO, |factor, value| factor.gcd(value));
        if factor > One::one() {
            values.iter_mut().for_each(|value| value.divide_content(&factor));
        }
        while values.iter().all(|value| value.coefficients().first().is_none_or(Zero::is_zero))
            && values.iter().any(|value| !value.is_zero())
        {
            values.iter_mut().for_each(Self::divide_by_pi);
        }
    }
    fn quotient(numerator: &Self, denominator: &Self) -> Value {
        let (numerator, denominator) = Self::lowest_terms(numerator, denominator);
        if let ([], _) | ([_], [_]) = (numerator.coefficients(), denominator.coefficients()) {
            let over = denominator.coefficients().first().cloned().unwrap_or_else(One::one);
            let top = numerator.coefficients().first().cloned().unwrap_or_default();
            let over = if numerator.is_zero() || Zero::is_zero(&over) { One::one() } else { over };
            return Value::Rational(Canonical(Rational::new(top, over)));
        }
        let list = |polynomial: &Self| {
            let numbers = polynomial.coefficients().iter();
            numbers.map(|number| Canonical(Rational::from_integer(number.clone()))).collect()
        };
        Value::Pi(PiFraction { numerator: list(&numerator), denominator: list(&denominator) })
    }
    fn read(value: &Value) -> Option<(Self, Self)> {
        match value {
            Value::Rational(value) => Some((Self::integer(value.0.numer()), Self::integer(value.0.denom()))),
            Value::Pi(fraction) => {
                let list = |numbers: &[Canonical]| {
                    Self::new(numbers.iter().map(|number| number.0.to_integer()).collect())
                };
                let (top, over) = (list(&fraction.numerator), list(&fraction.denominator));
                over.is_positive().then_some((top, over))
            }
            Value::Between(_) => None,
        }
    }
}

/// A quotient with a positive denominator.
#[derive(Debug, Clone)]
pub struct Fraction<R> {
    /// Numerator.
    pub top: R,
    /// Denominator, positive.
    pub over: R,
}

impl<R: Ring> Fraction<R> {
    /// The quotient of two elements; requires `over > 0`.
    pub fn new(top: R, over: R) -> Self {
        let mut both = [top, over];
        R::shorten(&mut both);
        let [top, over] = both;
        Self { top, over }
    }

    /// The number zero.
    #[must_use]
    pub fn zero() -> Self {
        Self { top: R::zero(), over: R::one() }
    }

    /// A rational number.
    #[must_use]
    pub fn rational(value: &Rational) -> Self {
        Self { top: R::integer(value.numer()), over: R::integer(value.denom()) }
    }

    /// Compares two numbers.
    pub fn compare(&self, other: &Self) -> Ordering {
        self.top.times(&other.over).minus(&other.top.times(&self.over)).sign().cmp(&0)
    }

    /// The sum.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        let top = self.top.times(&other.over).plus(&other.top.times(&self.over));
        Self::new(top, self.over.times(&other.over))
    }

    /// The product.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        Self::new(self.top.times(&other.top), self.over.times(&other.over))
    }

    /// The number for the world outside.
    #[must_use]
    pub fn value(&self) -> Value {
        R::quotient(&self.top, &self.over)
    }
}

/// The least common multiple of the denominators.
pub(super) fn common_denominator<'a>(values: impl Iterator<Item = &'a Rational>) -> BigInt {
    values.fold(BigInt::from(1), |multiple, value| multiple.lcm(value.denom()))
}

/// `value * factor` as an integer; requires that it is one.
pub(super) fn scaled(value: &Rational, factor: &BigInt) -> BigInt {
    value.numer() * (factor / value.denom())
}

/// Whether a rational number is a square, and its root.
pub(super) fn square_root(value: &Rational) -> Option<Rational> {
    if value.is_negative() {
        return None;
    }
    let (top, over) = (value.numer().sqrt(), value.denom().sqrt());
    let root = Rational::new(top, over);
    (&root * &root == *value).then_some(root)
}
