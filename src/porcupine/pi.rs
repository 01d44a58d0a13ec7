//! Integer polynomials evaluated at pi: zero only as polynomials, signed by an enclosure.

use critcert_certificate::Rational;
use critcert_certificate::certificate::porcupine::Value;
use critcert_certificate::rational::Canonical;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

/// A polynomial in pi with integer coefficients, constant one first and the last one not zero.
///
/// # Source
/// Pi is transcendental (Lindemann 1882), so that a polynomial is zero at pi only if it is the zero
/// polynomial: equality of numbers is equality of polynomials.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PiPolynomial {
    coefficients: Vec<BigInt>,
}

impl PiPolynomial {
    /// The polynomial with these coefficients; trailing zeros are dropped.
    #[must_use]
    pub fn new(mut coefficients: Vec<BigInt>) -> Self {
        while coefficients.last().is_some_and(Zero::is_zero) {
            coefficients.pop();
        }
        Self { coefficients }
    }

    /// The coefficients, constant one first; empty for zero.
    #[must_use]
    pub fn coefficients(&self) -> &[BigInt] {
        &self.coefficients
    }

    /// The sum or the difference.
    pub(super) fn sum(&self, other: &Self, subtract: bool) -> Self {
        let length = self.coefficients.len().max(other.coefficients.len());
        let get = |list: &[BigInt], index: usize| list.get(index).cloned().unwrap_or_default();
        let entry = |index| {
            let (left, right) = (get(&self.coefficients, index), get(&other.coefficients, index));
            if subtract { left - right } else { left + right }
        };
        Self::new((0..length).map(entry).collect())
    }

    /// The product.
    pub(super) fn product(&self, other: &Self) -> Self {
        let mut result = vec![BigInt::zero(); self.coefficients.len() + other.coefficients.len()];
        for (i, left) in self.coefficients.iter().enumerate() {
            for (entry, right) in result.iter_mut().skip(i).zip(&other.coefficients) {
                *entry += left * right;
            }
        }
        Self::new(result)
    }

    /// The quotient; requires a division without remainder over the integers.
    pub(super) fn divided_by(&self, divisor: &Self) -> Self {
        self.divide(divisor).0
    }

    /// Quotient and remainder, as far as the division stays within the integers.
    fn divide(&self, divisor: &Self) -> (Self, Self) {
        let Some(lead) = divisor.coefficients.last() else { return (Self::default(), self.clone()) };
        let mut rest = self.coefficients.clone();
        let mut quotient = vec![BigInt::zero(); rest.len()];
        let degree = divisor.coefficients.len() - 1;
        while rest.len() > degree {
            let shift = rest.len() - 1 - degree;
            let factor = rest.last().map(|top| top / lead).unwrap_or_default();
            for (index, entry) in divisor.coefficients.iter().enumerate() {
                rest[shift + index] -= &factor * entry;
            }
            if rest.last().is_some_and(|top| !top.is_zero()) {
                break;
            }
            quotient[shift] = factor;
            rest.pop();
        }
        (Self::new(quotient), Self::new(rest))
    }

    /// Divides every coefficient by a common factor.
    pub(super) fn divide_content(&mut self, factor: &BigInt) {
        self.coefficients.iter_mut().for_each(|entry| *entry /= factor);
    }

    /// Divides by pi; requires the constant coefficient zero.
    pub(super) fn divide_by_pi(&mut self) {
        if !self.coefficients.is_empty() {
            self.coefficients.remove(0);
        }
    }

    /// Both divided by their greatest common divisor.
    pub(super) fn lowest_terms(top: &Self, over: &Self) -> (Self, Self) {
        let factor = top.common_divisor(over);
        let (mut top, mut over) = (top.divided_by(&factor), over.divided_by(&factor));
        let all = top.coefficients.iter().chain(&over.coefficients);
        let content = all.fold(BigInt::zero(), |content, entry| content.gcd(entry));
        if content > One::one() {
            top.divide_content(&content);
            over.divide_content(&content);
        }
        (top, over)
    }

    /// The greatest common divisor without content, positive at pi.
    fn common_divisor(&self, other: &Self) -> Self {
        let (mut a, mut b) = (self.primitive(), other.primitive());
        if a.coefficients.len() < b.coefficients.len() {
            std::mem::swap(&mut a, &mut b);
        }
        while !b.coefficients.is_empty() {
            // Pseudo-division: the power of the leading coefficient makes every quotient an integer.
            let lead = b.coefficients.last().cloned().unwrap_or_else(One::one);
            let steps = (a.coefficients.len() + 1).saturating_sub(b.coefficients.len());
            let factor = Self::new(vec![num_traits::pow(lead, steps)]);
            let rest = a.product(&factor).divide(&b).1;
            a = b;
            b = rest.primitive();
        }
        if a.sign_at_pi() < 0 { Self::default().sum(&a, true) } else { a }
    }

    fn primitive(&self) -> Self {
        let content = self.coefficients.iter().fold(BigInt::zero(), |content, entry| content.gcd(entry));
        let mut result = self.clone();
        if content > One::one() {
            result.divide_content(&content);
        }
        result
    }

    /// The sign of the value at pi.
    pub(super) fn sign_at_pi(&self) -> i8 {
        match self.coefficients.as_slice() {
            [] => return 0,
            [constant] => return if constant.is_positive() { 1 } else { -1 },
            _ => {}
        }
        // Terminates: the value is not zero, and the enclosure shrinks to it.
        let mut bits = 64;
        loop {
            let (low, high) = self.enclosure(bits);
            if low.is_positive() {
                return 1;
            }
            if high.is_negative() {
                return -1;
            }
            bits *= 2;
        }
    }

    /// Integers with `low <= 2^(bits degree) p(pi) <= high`.
    fn enclosure(&self, bits: u32) -> (BigInt, BigInt) {
        let (below, above) = pi_bounds(bits);
        let scale = BigInt::one() << bits;
        let mut low = BigInt::zero();
        let mut high = BigInt::zero();
        let mut unit = BigInt::one();
        // Horner; the bounds of pi are positive, so that the sign of a bound says which of them to take.
        for (step, coefficient) in self.coefficients.iter().rev().enumerate() {
            if step > 0 {
                low *= if low.is_negative() { &above } else { &below };
                high *= if high.is_negative() { &below } else { &above };
                unit *= &scale;
            }
            low += coefficient * &unit;
            high += coefficient * &unit;
        }
        (low, high)
    }
}

/// Rational bounds of a value, equal for a rational one; for a quotient of polynomials in pi near enough to show some digits.
///
/// `None` for a quotient whose denominator is not seen to be positive, which certificates and answers never hold.
///
/// ```
/// use critcert::porcupine::pi::bounds;
/// use critcert_certificate::certificate::porcupine::{PiFraction, Value};
/// use critcert_certificate::rational::{Canonical, ratio};
/// let integers = |list: &[i64]| list.iter().map(|&entry| Canonical(ratio(entry, 1))).collect();
/// let value = Value::Pi(PiFraction { numerator: integers(&[1]), denominator: integers(&[0, 1]) });
/// let (low, high) = bounds(&value).unwrap();
/// assert!(ratio(3183, 10_000) < low && low < high && high < ratio(3184, 10_000)); // 1/pi
/// ```
#[must_use]
pub fn bounds(value: &Value) -> Option<(Rational, Rational)> {
    const BITS: u32 = 256;
    let fraction = match value {
        Value::Rational(value) => return Some((value.0.clone(), value.0.clone())),
        Value::Between(bounds) => return Some((bounds.low.0.clone(), bounds.high.0.clone())),
        Value::Pi(fraction) => fraction,
    };
    let enclosure = |list: &[Canonical]| {
        let polynomial = PiPolynomial::new(list.iter().map(|entry| entry.0.numer().clone()).collect());
        let (low, high) = polynomial.enclosure(BITS);
        let degree = polynomial.coefficients.len().saturating_sub(1);
        let unit = num_traits::pow(BigInt::one() << BITS, degree);
        (Rational::new(low, unit.clone()), Rational::new(high, unit))
    };
    let ((low, high), (below, above)) = (enclosure(&fraction.numerator), enclosure(&fraction.denominator));
    below.is_positive().then(|| {
        let under_low = if low.is_negative() { &below } else { &above };
        let under_high = if high.is_negative() { &above } else { &below };
        (low / under_low, high / under_high)
    })
}

/// Integers with `low <= 2^bits pi <= high`.
///
/// # Source
/// Machin 1706: pi = 16 arctan(1/5) - 4 arctan(1/239), alternating series with falling terms.
pub(crate) fn pi_bounds(bits: u32) -> (BigInt, BigInt) {
    const GUARD: u32 = 16;
    let one = BigInt::one() << (bits + GUARD);
    let (fifth, error_fifth) = arctan_inverse(5, &one);
    let (small, error_small) = arctan_inverse(239, &one);
    let value = BigInt::from(16) * fifth - BigInt::from(4) * small;
    let error = BigInt::from(16 * error_fifth + 4 * error_small);
    let unit = BigInt::one() << GUARD;
    ((&value - &error).div_floor(&unit), (&value + &error).div_ceil(&unit))
}

/// `one * arctan(1/n)` and a bound of the error: one unit for every rounding and one for the rest.
fn arctan_inverse(n: u32, one: &BigInt) -> (BigInt, u64) {
    let square = BigInt::from(n * n);
    let mut power = one / n;
    let mut sum = BigInt::zero();
    let (mut odd, mut error, mut negative) = (1_u64, 2_u64, false);
    while !power.is_zero() {
        let term = &power / odd;
        sum = if negative { sum - term } else { sum + term };
        power /= &square;
        odd += 2;
        negative = !negative;
        // The truncated power is off by less than two units, the quotient by one more.
        error += 3;
    }
    (sum, error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn polynomial(coefficients: &[i64]) -> PiPolynomial {
        PiPolynomial::new(coefficients.iter().copied().map(BigInt::from).collect())
    }

    #[test]
    fn pi_is_between_its_bounds() {
        let (low, high) = pi_bounds(64);
        // 2^64 pi = 57952155664616982739.7...
        let known: BigInt = "57952155664616982739".parse().unwrap();
        assert!(low <= known && known < high && &high - &low <= BigInt::from(3));
    }

    #[test]
    fn signs_near_zero_are_exact() {
        // 355/113 exceeds pi by less than 3e-7; a convergent beyond 64 bits needs refinement.
        assert_eq!(polynomial(&[-355, 113]).sign_at_pi(), -1);
        assert_eq!(polynomial(&[-333, 106]).sign_at_pi(), 1);
        let (low, _) = pi_bounds(300);
        let near = PiPolynomial::new(vec![-low, BigInt::one() << 300]);
        assert_eq!(near.sign_at_pi(), 1);
        assert_eq!(polynomial(&[]).sign_at_pi(), 0);
        assert_eq!(polynomial(&[-10, 0, 1]).sign_at_pi(), -1);
    }

    #[test]
    fn division_undoes_the_product_and_lowest_terms_cancel() {
        let (a, b) = (polynomial(&[3, -1, 4]), polynomial(&[-2, 0, 7, 1]));
        assert_eq!(a.product(&b).divided_by(&b), a);
        let (top, over) = PiPolynomial::lowest_terms(&a.product(&b), &b.product(&polynomial(&[5])));
        assert_eq!((top, over), (a, polynomial(&[5])));
    }
}
