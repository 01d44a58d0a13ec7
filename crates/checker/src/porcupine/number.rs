//! Numbers of Q(pi), as quotients of integer polynomials in pi. A rational number has constant ones.

use critcert_certificate::certificate::porcupine::Value;
use critcert_certificate::rational::Rational;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

use crate::kernel::Failure;
use crate::outcome::Reason;

/// Most coefficients of a polynomial in a certificate.
const COEFFICIENTS: usize = 256;
/// Most bits of pi that a sign is decided with.
const BITS: u32 = 1 << 17;

/// An integer polynomial in pi, constant coefficient first, the last one not zero; `[]` is zero.
///
/// Pi is transcendental (Lindemann 1882): the number is zero iff the polynomial is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Number(Vec<BigInt>);

impl Number {
    pub(crate) fn new(mut coefficients: Vec<BigInt>) -> Self {
        while coefficients.last().is_some_and(Zero::is_zero) {
            coefficients.pop();
        }
        Self(coefficients)
    }

    pub(crate) fn zero() -> Self {
        Self(Vec::new())
    }

    pub(crate) fn one() -> Self {
        Self(vec![BigInt::one()])
    }

    pub(crate) fn integer(value: BigInt) -> Self {
        Self::new(vec![value])
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds `factor * left * right`.
    pub(crate) fn add_product(&mut self, left: &Self, right: &Self, negative: bool) {
        for (i, a) in left.0.iter().enumerate() {
            for (j, b) in right.0.iter().enumerate() {
                let place = i.saturating_add(j);
                if self.0.len() <= place {
                    self.0.resize(place.saturating_add(1), BigInt::zero());
                }
                if let Some(entry) = self.0.get_mut(place) {
                    if negative {
                        *entry -= a * b;
                    } else {
                        *entry += a * b;
                    }
                }
            }
        }
        while self.0.last().is_some_and(Zero::is_zero) {
            self.0.pop();
        }
    }

    pub(crate) fn times(&self, other: &Self) -> Self {
        let mut product = Self::zero();
        product.add_product(self, other, false);
        product
    }

    pub(crate) fn negated(&self) -> Self {
        Self(self.0.iter().map(|entry| -entry).collect())
    }

    /// The sign of the value at pi: -1, 0 or 1.
    pub(crate) fn sign(&self) -> Result<i8, Failure> {
        let of = |value: &BigInt| if value.is_positive() { 1 } else { -1 };
        match self.0.as_slice() {
            [] => return Ok(0),
            [constant] => return Ok(of(constant)),
            _ => {}
        }
        let mut bits = 128_u32;
        while bits <= BITS {
            let (low, high) = self.enclosure(bits);
            if low.is_positive() || high.is_negative() {
                return Ok(of(&low));
            }
            bits = bits.saturating_mul(2);
        }
        Err(Failure::Declined(format!("the sign of a polynomial in pi takes more than {BITS} bits of pi")))
    }

    /// Integers below and above a positive multiple of the value.
    fn enclosure(&self, bits: u32) -> (BigInt, BigInt) {
        let pi = pi_enclosure(bits);
        let (mut low, mut high) = (BigInt::zero(), BigInt::zero());
        let mut power = (BigInt::one(), BigInt::one());
        // The power k of pi, times 2^(bits (n - k)), so that all terms have the unit 2^(bits n).
        let mut remaining = self.0.len();
        for coefficient in &self.0 {
            remaining = remaining.saturating_sub(1);
            let lift = BigInt::one() << u64::from(bits).saturating_mul(u64::try_from(remaining).unwrap_or(0));
            let (least, most) =
                if coefficient.is_negative() { (&power.1, &power.0) } else { (&power.0, &power.1) };
            low += coefficient * least * &lift;
            high += coefficient * most * &lift;
            power = (&power.0 * &pi.0, &power.1 * &pi.1);
        }
        (low, high)
    }
}

/// Integers with `low <= 2^bits pi <= high`.
///
/// Euler: pi = 4 arctan(1/2) + 4 arctan(1/3); both series alternate with falling terms, so that consecutive partial
/// sums enclose the value, and every rounding is counted.
pub(super) fn pi_enclosure(bits: u32) -> (BigInt, BigInt) {
    const GUARD: u32 = 32;
    let one = BigInt::one() << bits.saturating_add(GUARD);
    let (mut low, mut high) = (BigInt::zero(), BigInt::zero());
    for n in [2_u32, 3] {
        let square = BigInt::from(n.saturating_mul(n));
        // Bounds of one / n^(2k + 1).
        let mut least = one.div_floor(&BigInt::from(n));
        let mut most: BigInt = &least + 1;
        let mut odd = BigInt::one();
        let mut positive = true;
        loop {
            let term = (least.div_floor(&odd), most.div_ceil(&odd));
            if positive {
                low += &term.0;
                high += &term.1;
            } else {
                low -= &term.1;
                high -= &term.0;
            }
            if term.1 <= BigInt::one() {
                // What is left is at most the size of this term.
                low -= &term.1;
                high += &term.1;
                break;
            }
            least = least.div_floor(&square);
            most = most.div_ceil(&square);
            odd += 2;
            positive = !positive;
        }
    }
    let unit = BigInt::one() << GUARD;
    let four = BigInt::from(4);
    ((low * &four).div_floor(&unit), (high * &four).div_ceil(&unit))
}

/// A quotient with a positive denominator.
#[derive(Debug, Clone)]
pub(crate) struct Ratio {
    pub(crate) top: Number,
    pub(crate) over: Number,
}

impl Ratio {
    pub(crate) fn rational(value: &Rational) -> Self {
        Self { top: Number::integer(value.numer().clone()), over: Number::integer(value.denom().clone()) }
    }

    /// Reads a number of a certificate.
    pub(crate) fn read(value: &Value) -> Result<Self, Failure> {
        let fraction = match value {
            Value::Rational(value) => return Ok(Self::rational(&value.0)),
            Value::Pi(fraction) => fraction,
            Value::Between(_) => {
                let message = "bounds stand where the rule needs a number";
                return Err(Failure::Malformed(message.to_owned()));
            }
        };
        let mut both = Vec::new();
        for list in [&fraction.numerator, &fraction.denominator] {
            if list.len() > COEFFICIENTS {
                return Err(Failure::Declined(format!("more than {COEFFICIENTS} coefficients")));
            }
            if list.iter().any(|entry| !entry.0.is_integer()) {
                return Err(Failure::Malformed(
                    "a coefficient of a polynomial in pi is no integer".to_owned(),
                ));
            }
            if list.last().is_some_and(|entry| entry.0.is_zero()) {
                return Err(Failure::Malformed("the last coefficient of a polynomial is zero".to_owned()));
            }
            both.push(Number::new(list.iter().map(|entry| entry.0.to_integer()).collect()));
        }
        let (Some(over), Some(top)) = (both.pop(), both.pop()) else {
            return Err(Failure::Malformed("a fraction without parts".to_owned()));
        };
        if over.sign()? != 1 {
            return Err(sign("a denominator", "positive", value.text()));
        }
        Ok(Self { top, over })
    }

    pub(crate) fn sign(&self) -> Result<i8, Failure> {
        self.top.sign()
    }

    pub(crate) fn times(&self, other: &Self) -> Self {
        Self { top: self.top.times(&other.top), over: self.over.times(&other.over) }
    }

    pub(crate) fn plus(&self, other: &Self) -> Self {
        let mut top = self.top.times(&other.over);
        top.add_product(&other.top, &self.over, false);
        Self { top, over: self.over.times(&other.over) }
    }

    /// The difference times a positive number.
    fn gap(&self, other: &Self) -> Number {
        let mut gap = self.top.times(&other.over);
        gap.add_product(&other.top, &self.over, true);
        gap
    }

    pub(crate) fn equals(&self, other: &Self) -> bool {
        self.gap(other).is_zero()
    }

    /// The sign of `self - other`.
    pub(crate) fn compare(&self, other: &Self) -> Result<i8, Failure> {
        self.gap(other).sign()
    }

    /// The number for messages.
    pub(crate) fn text(&self) -> String {
        match (self.top.0.as_slice(), self.over.0.as_slice()) {
            ([], _) => "0".to_owned(),
            ([top], [over]) if !over.is_zero() => Rational::new(top.clone(), over.clone()).to_string(),
            (top, over) => format!("{top:?}/{over:?} in powers of pi"),
        }
    }
}

/// A refusal for a wrong sign.
pub(crate) fn sign(what: &str, needed: &'static str, got: String) -> Failure {
    Reason::Sign { what: what.to_owned(), needed, got }.into()
}

/// Refuses when a stated number is not the computed one.
pub(crate) fn same_number(what: &str, expected: &Ratio, got: &Value) -> Result<(), Failure> {
    if expected.equals(&Ratio::read(got)?) {
        return Ok(());
    }
    Err(Reason::Value { what: what.to_owned(), expected: expected.text(), got: got.text() }.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_those_at_pi() {
        let number = |list: &[i64]| Number::new(list.iter().copied().map(BigInt::from).collect());
        for (list, expected) in [
            (vec![-355, 113], -1),
            (vec![-333, 106], 1),
            (vec![-10, 0, 1], -1),
            (vec![-9, 0, 1], 1),
            (vec![0, 0, 0], 0),
            (vec![-7], -1),
        ] {
            assert!(matches!(number(&list).sign(), Ok(sign) if sign == expected), "{list:?}");
        }
        let (low, high) = pi_enclosure(256);
        assert!(low < high && &high - &low < BigInt::from(16));
        let near = Number::new(vec![-low, BigInt::one() << 256]);
        assert!(matches!(near.sign(), Ok(1)));
    }
}
