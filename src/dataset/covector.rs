//! Covectors: the signs of a neuron on the data.

use critcert_certificate::Rational;
use critcert_certificate::rational::sign;

use super::lifted::Lifted;

/// A sign; ordered `Minus < Zero < Plus`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sign {
    /// Negative.
    Minus,
    /// Zero.
    Zero,
    /// Positive.
    Plus,
}

impl Sign {
    /// The sign of a rational.
    #[must_use]
    pub fn of(value: &Rational) -> Self {
        match sign(value) {
            1 => Self::Plus,
            0 => Self::Zero,
            _ => Self::Minus,
        }
    }

    /// The opposite sign.
    #[must_use]
    pub fn opposite(self) -> Self {
        match self {
            Self::Minus => Self::Plus,
            Self::Zero => Self::Zero,
            Self::Plus => Self::Minus,
        }
    }

    /// `+`, `0` or `-`.
    #[must_use]
    pub fn symbol(self) -> char {
        match self {
            Self::Minus => '-',
            Self::Zero => '0',
            Self::Plus => '+',
        }
    }
}

/// The signs of `w . X_i`, one for each point; a *cell* if none of them is zero.
///
/// ```
/// use critcert::dataset::Covector;
/// let covector: Covector = "+0-".parse()?;
/// assert_eq!(covector.to_string(), "+0-");
/// assert!(!covector.is_cell());
/// # Ok::<(), critcert::dataset::covector::NotACovector>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Covector(pub Vec<Sign>);

/// A text with other characters than `+`, `0` and `-`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a covector: only +, 0 and - may occur")]
pub struct NotACovector(pub String);

impl Covector {
    /// The covector of a neuron with these input weights (D entries, hidden bias last).
    #[must_use]
    pub fn of(lifted: &Lifted, w: &[Rational]) -> Self {
        Self::of_values(&lifted.preactivations(w))
    }

    /// The signs of these numbers.
    #[must_use]
    pub fn of_values(values: &[Rational]) -> Self {
        Self(values.iter().map(Sign::of).collect())
    }

    /// The signs.
    #[must_use]
    pub fn signs(&self) -> &[Sign] {
        &self.0
    }

    /// Whether no sign is zero.
    #[must_use]
    pub fn is_cell(&self) -> bool {
        !self.0.contains(&Sign::Zero)
    }
}

impl std::fmt::Display for Covector {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|sign| write!(formatter, "{}", sign.symbol()))
    }
}

impl std::str::FromStr for Covector {
    type Err = NotACovector;

    fn from_str(text: &str) -> Result<Self, NotACovector> {
        let sign = |symbol| match symbol {
            '+' => Ok(Sign::Plus),
            '0' => Ok(Sign::Zero),
            '-' => Ok(Sign::Minus),
            _ => Err(NotACovector(text.to_owned())),
        };
        text.chars().map(sign).collect::<Result<_, _>>().map(Self)
    }
}
