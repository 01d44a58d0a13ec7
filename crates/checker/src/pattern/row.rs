//! Integer rows: reading them, and on which side of a hyperplane they lie.

use critcert_certificate::certificate::pattern::IntegerRow;
use critcert_certificate::rational::MAX_DIGITS;
use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};

use crate::kernel::Failure;

/// A vector of integers, in machine words as well if they fit.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    words: Option<Vec<i64>>,
    /// Empty if `words` holds the row.
    entries: Vec<BigInt>,
}

impl Row {
    /// The row with these entries.
    pub(crate) fn new(entries: Vec<BigInt>) -> Self {
        match entries.iter().map(ToPrimitive::to_i64).collect() {
            Some(words) => Self { words: Some(words), entries: Vec::new() },
            None => Self { words: None, entries },
        }
    }

    /// Reads canonical integers separated by single spaces.
    pub(crate) fn read(text: &IntegerRow) -> Result<Self, Failure> {
        let mut words = Vec::with_capacity(8);
        for token in text.0.split(' ') {
            let (negative, digits) = canonical(token)?;
            match word(digits) {
                Some(magnitude) => words.push(if negative { -magnitude } else { magnitude }),
                None => return Self::read_large(text),
            }
        }
        Ok(Self { words: Some(words), entries: Vec::new() })
    }

    fn read_large(text: &IntegerRow) -> Result<Self, Failure> {
        let mut entries = Vec::new();
        for token in text.0.split(' ') {
            let (_, digits) = canonical(token)?;
            if digits.len() > MAX_DIGITS {
                return Err(Failure::Declined(format!("an integer of more than {MAX_DIGITS} digits")));
            }
            entries.push(token.parse().map_err(|_| not_an_integer(token))?);
        }
        Ok(Self { words: None, entries })
    }

    pub(crate) fn len(&self) -> usize {
        self.words.as_ref().map_or(self.entries.len(), Vec::len)
    }

    pub(crate) fn entries(&self) -> Vec<BigInt> {
        match &self.words {
            Some(words) => words.iter().copied().map(BigInt::from).collect(),
            None => self.entries.clone(),
        }
    }

    /// The sign of the scalar product with another row of the same length.
    pub(crate) fn side(&self, other: &Self) -> i8 {
        if let (Some(left), Some(right)) = (&self.words, &other.words) {
            let product = left.iter().zip(right).try_fold(0_i128, |sum, (&a, &b)| {
                // A product of two words always fits.
                sum.checked_add(i128::from(a).checked_mul(i128::from(b))?)
            });
            if let Some(product) = product {
                return i8::from(product > 0) - i8::from(product < 0);
            }
        }
        let product: BigInt = self.entries().iter().zip(other.entries()).map(|(a, b)| a * b).sum();
        i8::from(product.is_positive()) - i8::from(product.is_negative())
    }
}

/// Sign and digits of a canonical integer.
fn canonical(token: &str) -> Result<(bool, &str), Failure> {
    let (negative, digits) = token.strip_prefix('-').map_or((false, token), |digits| (true, digits));
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let leading_zero = digits.starts_with('0') && (digits.len() > 1 || negative);
    if plain && !leading_zero { Ok((negative, digits)) } else { Err(not_an_integer(token)) }
}

fn not_an_integer(token: &str) -> Failure {
    let shown: String = token.chars().take(40).collect();
    Failure::Malformed(format!("`{shown}` is not a canonical integer"))
}

/// Digits as a machine word, if there are few enough to be sure.
fn word(digits: &str) -> Option<i64> {
    const SAFE: usize = 18;
    if digits.len() > SAFE {
        return None;
    }
    digits
        .bytes()
        .try_fold(0_i64, |value, byte| value.checked_mul(10)?.checked_add(i64::from(byte.checked_sub(b'0')?)))
}
