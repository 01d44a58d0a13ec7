//! Rational numbers as text: one strict canonical form, one tolerant reader for people.
//!
//! *Canonical*: `p` or `p/q` in lowest terms with q > 1, no plus sign, no leading zero, no `-0`. This is
//! the only form in certificates and answers. *Input*: what a person may write in a case; not necessarily
//! reduced, decimals such as `0.125` are exact. Neither reader uses the parsers of num-rational or
//! num-bigint on unchecked text: those accept `2/4`, `1/-2` and `1_0`.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An exact rational number; always in lowest terms with a positive denominator.
pub type Rational = num_rational::BigRational;

/// Most digits in a numerator or denominator (and in a decimal): parsing is quadratic in this.
pub const MAX_DIGITS: usize = 20_000;

/// Why a text is not an acceptable rational.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RationalError {
    /// Not of the form of a number at all.
    #[error("`{0}` is not a rational number")]
    NotANumber(String),
    /// Denominator zero.
    #[error("`{0}` has denominator zero")]
    ZeroDenominator(String),
    /// A number, but not in the one canonical form (only certificates ask for it).
    #[error("`{found}` is not canonical, write `{canonical}`")]
    NotCanonical {
        /// What was written.
        found: String,
        /// The canonical text of the same number.
        canonical: String,
    },
    /// More digits than [`MAX_DIGITS`].
    #[error("a number of {digits} digits; at most {MAX_DIGITS} are read")]
    TooLong {
        /// Digits found.
        digits: usize,
    },
}

/// Reads the canonical form and nothing else: `3`, `-1/2`; not `2/4`, `+1`, `01`, `1/1`, `-0`.
///
/// # Errors
/// Any of [`RationalError`].
///
/// ```
/// use critcert_certificate::rational::parse_canonical;
/// assert!(parse_canonical("-1/2").is_ok());
/// assert!(parse_canonical("2/4").is_err());
/// ```
pub fn parse_canonical(text: &str) -> Result<Rational, RationalError> {
    let value = parse_input(text)?;
    let canonical = value.to_string();
    if canonical == text {
        Ok(value)
    } else {
        Err(RationalError::NotCanonical { found: excerpt(text), canonical: excerpt(&canonical) })
    }
}

/// Reads what a person writes: `[-]digits`, `[-]digits/digits`, or `[-]digits.digits`, all exact.
///
/// # Errors
/// [`RationalError::NotANumber`], [`RationalError::ZeroDenominator`], [`RationalError::TooLong`].
///
/// ```
/// use critcert_certificate::rational::parse_input;
/// assert_eq!(parse_input("0.125").unwrap(), parse_input("2/16").unwrap());
/// assert!(parse_input("1/0").is_err());
/// assert!(parse_input("1e3").is_err());
/// ```
pub fn parse_input(text: &str) -> Result<Rational, RationalError> {
    let not_a_number = || RationalError::NotANumber(excerpt(text));
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let magnitude = if let Some((numerator, denominator)) = unsigned.split_once('/') {
        let (p, q) = (digits(numerator, text)?, digits(denominator, text)?);
        if q.is_zero() {
            return Err(RationalError::ZeroDenominator(excerpt(text)));
        }
        Rational::new(p, q)
    } else if let Some((whole, fraction)) = unsigned.split_once('.') {
        if whole.is_empty() || fraction.is_empty() {
            return Err(not_a_number());
        }
        let joined = [whole, fraction].concat();
        let exponent = u32::try_from(fraction.len()).map_err(|_| not_a_number())?;
        Rational::new(digits(&joined, text)?, BigInt::from(10).pow(exponent))
    } else {
        Rational::from_integer(digits(unsigned, text)?)
    };
    Ok(if negative { -magnitude } else { magnitude })
}

fn digits(part: &str, whole: &str) -> Result<BigInt, RationalError> {
    if part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(RationalError::NotANumber(excerpt(whole)));
    }
    if part.len() > MAX_DIGITS {
        return Err(RationalError::TooLong { digits: part.len() });
    }
    part.parse().map_err(|_| RationalError::NotANumber(excerpt(whole)))
}

/// The first few characters of a text, for messages about texts of any length.
fn excerpt(text: &str) -> String {
    const SHOWN: usize = 60;
    if text.chars().count() <= SHOWN {
        text.to_owned()
    } else {
        text.chars().take(SHOWN).chain("...".chars()).collect()
    }
}

/// The sign of a rational as -1, 0 or 1.
#[must_use]
pub fn sign(value: &Rational) -> i8 {
    if value.is_zero() {
        0
    } else if value.is_positive() {
        1
    } else {
        -1
    }
}

/// Compares two rationals by their cross products.
///
/// The order and the equality of num-rational walk along both continued fractions with one level of recursion for each
/// step, so that long numbers near each other exhaust the stack. Whatever compares numbers of any length compares them here.
///
/// ```
/// use critcert_certificate::rational::{compare, ratio};
/// assert!(compare(&ratio(2, 3), &ratio(3, 4)).is_lt());
/// assert!(compare(&ratio(-2, 3), &ratio(-3, 4)).is_gt());
/// ```
#[must_use]
pub fn compare(left: &Rational, right: &Rational) -> Ordering {
    if left.denom() == right.denom() {
        return left.numer().cmp(right.numer());
    }
    (left.numer() * right.denom()).cmp(&(right.numer() * left.denom()))
}

/// The rational `numerator / denominator` of two machine integers.
///
/// A zero denominator gives zero, so that the function is total; callers pass literals.
#[must_use]
pub fn ratio(numerator: i64, denominator: i64) -> Rational {
    if denominator == 0 {
        return Rational::zero();
    }
    Rational::new(BigInt::from(numerator), BigInt::from(denominator))
}

/// A rational in a certificate or answer: serialized canonically, deserialized only if canonical. Compared by [`compare`].
#[derive(Debug, Clone)]
pub struct Canonical(pub Rational);

impl PartialEq for Canonical {
    fn eq(&self, other: &Self) -> bool {
        compare(&self.0, &other.0).is_eq()
    }
}

impl Eq for Canonical {}

impl std::hash::Hash for Canonical {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        // Equal numbers have equal parts, which are in lowest terms.
        self.0.numer().hash(state);
        self.0.denom().hash(state);
    }
}

impl PartialOrd for Canonical {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Canonical {
    fn cmp(&self, other: &Self) -> Ordering {
        compare(&self.0, &other.0)
    }
}

impl Canonical {
    /// The number zero.
    #[must_use]
    pub fn zero() -> Self {
        Self(Rational::zero())
    }

    /// The number one.
    #[must_use]
    pub fn one() -> Self {
        Self(Rational::one())
    }
}

impl std::fmt::Display for Canonical {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(formatter)
    }
}

impl Serialize for Canonical {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Canonical {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        parse_canonical(&text).map(Self).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_texts_round_trip() {
        for text in ["0", "7", "-7", "1/2", "-22/7", "123456789012345678901234567891/7"] {
            assert_eq!(parse_canonical(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn everything_else_is_not_canonical() {
        for text in ["2/4", "1/1", "-0", "01", "007/7", "0.5", "0/3"] {
            assert!(matches!(parse_canonical(text), Err(RationalError::NotCanonical { .. })), "{text}");
        }
    }

    #[test]
    fn non_numbers_are_refused_by_both_readers() {
        for text in [
            "", "-", "+1", " 1", "1 ", "1/-2", "1_0", "1/", "/2", "1.", ".5", "1e3", "nan", "1/2/3", "0.1/2",
            "٣", "--1",
        ] {
            assert!(matches!(parse_input(text), Err(RationalError::NotANumber(_))), "{text}");
            assert!(matches!(parse_canonical(text), Err(RationalError::NotANumber(_))), "{text}");
        }
        assert!(matches!(parse_input("1/0"), Err(RationalError::ZeroDenominator(_))));
    }

    #[test]
    fn long_neighbours_are_compared() {
        // Neighbouring quotients of Fibonacci numbers: the longest continued fractions for their length.
        let (mut before, mut last) = (BigInt::one(), BigInt::one());
        for _ in 0..90_000 {
            (before, last) = (last.clone(), before + last);
        }
        let next = &before + &last;
        let below = Canonical(Rational::new_raw(before, last.clone()));
        let above = Canonical(Rational::new_raw(last, next));
        // F(k)/F(k+1) is above the limit for odd k and below it for even k.
        assert!(below != above);
        assert_eq!(below.cmp(&above), above.cmp(&below).reverse());
        let sorted: Vec<Canonical> = [(-1, 2), (-1, 3), (0, 1), (2, 5), (1, 2), (5, 1)]
            .into_iter()
            .map(|(p, q)| Canonical(ratio(p, q)))
            .collect();
        assert!(sorted.windows(2).all(|pair| pair[0] < pair[1] && pair[0].0 < pair[1].0));
    }

    #[test]
    fn input_reads_decimals_exactly() {
        assert_eq!(parse_input("-0.125").unwrap(), ratio(-1, 8));
        assert_eq!(parse_input("10/4").unwrap(), ratio(5, 2));
        assert_eq!(parse_input("0.3333").unwrap(), ratio(3333, 10000));
    }

    #[test]
    fn long_numbers_are_refused_before_parsing() {
        let text = "9".repeat(MAX_DIGITS + 1);
        assert_eq!(parse_input(&text), Err(RationalError::TooLong { digits: MAX_DIGITS + 1 }));
        let long_decimal = format!("0.{}", "9".repeat(MAX_DIGITS));
        assert!(matches!(parse_input(&long_decimal), Err(RationalError::TooLong { .. })));
    }

    #[test]
    fn serde_uses_the_canonical_form_only() {
        let value: Canonical = serde_json::from_str("\"-1/2\"").unwrap();
        assert_eq!(serde_json::to_string(&value).unwrap(), "\"-1/2\"");
        assert!(serde_json::from_str::<Canonical>("\"2/4\"").is_err());
        assert!(serde_json::from_str::<Canonical>("0.5").is_err());
    }
}
