//! Sums of rational multiples of exponentials of rational numbers.

use std::collections::BTreeMap;
use std::fmt;

use critcert_certificate::Rational;
use critcert_certificate::certificate::extra_neuron::ExponentialSum as Wire;
use critcert_certificate::rational::Canonical;
use num_traits::Zero;

/// `sum_k s_k e^(q_k)` with distinct exponents and nonzero coefficients.
///
/// Equality is equality of numbers: exponentials of distinct rational numbers are linearly independent over
/// the rationals.
///
/// # Source
/// Lindemann-Weierstrass; e.g. A. Baker, *Transcendental Number Theory*, 1975, Theorem 1.4.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ExponentialSum {
    terms: BTreeMap<Rational, Rational>,
}

impl ExponentialSum {
    /// The sum of the given `(exponent, coefficient)` pairs; equal exponents are merged.
    pub fn new(terms: impl IntoIterator<Item = (Rational, Rational)>) -> Self {
        let mut map: BTreeMap<Rational, Rational> = BTreeMap::new();
        for (exponent, coefficient) in terms {
            *map.entry(exponent).or_insert_with(Rational::zero) += coefficient;
        }
        map.retain(|_, coefficient| !coefficient.is_zero());
        Self { terms: map }
    }

    /// The rational number `value`.
    #[must_use]
    pub fn rational(value: Rational) -> Self {
        Self::new([(Rational::zero(), value)])
    }

    /// Exponents with their coefficients, exponents increasing.
    pub fn terms(&self) -> impl Iterator<Item = (&Rational, &Rational)> {
        self.terms.iter()
    }

    /// The number of terms.
    #[must_use]
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Whether the sum is zero.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The value, if it is rational.
    #[must_use]
    pub fn to_rational(&self) -> Option<Rational> {
        match self.terms.len() {
            0 => Some(Rational::zero()),
            1 => self.terms.get(&Rational::zero()).cloned(),
            _ => None,
        }
    }

    /// The product.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        let pairs = self.terms.iter().flat_map(|(p, s)| other.terms.iter().map(move |(q, t)| (p + q, s * t)));
        Self::new(pairs)
    }

    /// `sum_i weight_i e^(shift_i) sums_i`; terms of weight zero are skipped.
    #[must_use]
    pub fn combine(sums: &[Self], weights: &[Rational], shifts: Option<&[Rational]>) -> Self {
        let mut terms: BTreeMap<Rational, Rational> = BTreeMap::new();
        for (index, (sum, weight)) in sums.iter().zip(weights).enumerate() {
            if weight.is_zero() {
                continue;
            }
            let shift = shifts.and_then(|shifts| shifts.get(index));
            for (exponent, coefficient) in &sum.terms {
                let exponent = shift.map_or_else(|| exponent.clone(), |shift| exponent + shift);
                *terms.entry(exponent).or_insert_with(Rational::zero) += coefficient * weight;
            }
        }
        terms.retain(|_, coefficient| !coefficient.is_zero());
        Self { terms }
    }

    /// The sum multiplied by a rational number.
    #[must_use]
    pub fn scaled(&self, factor: &Rational) -> Self {
        Self::new(self.terms.iter().map(|(exponent, value)| (exponent.clone(), value * factor)))
    }

    /// The form in certificates.
    #[must_use]
    pub fn to_wire(&self) -> Wire {
        self.terms.iter().map(|(q, s)| (Canonical(q.clone()), Canonical(s.clone()))).collect()
    }
}

impl fmt::Display for ExponentialSum {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.terms.is_empty() {
            return formatter.write_str("0");
        }
        for (index, (exponent, coefficient)) in self.terms.iter().enumerate() {
            if index > 0 {
                formatter.write_str(" + ")?;
            }
            if exponent.is_zero() {
                write!(formatter, "{coefficient}")?;
            } else {
                write!(formatter, "({coefficient}) e^({exponent})")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use critcert_certificate::rational::ratio;

    #[test]
    fn equal_exponents_merge_and_zero_disappears() {
        let sum = ExponentialSum::new([
            (ratio(1, 2), ratio(3, 1)),
            (ratio(0, 1), ratio(1, 1)),
            (ratio(1, 2), ratio(-3, 1)),
        ]);
        assert_eq!(sum, ExponentialSum::rational(ratio(1, 1)));
        assert_eq!(sum.to_rational(), Some(ratio(1, 1)));
        let square = ExponentialSum::new([(ratio(1, 1), ratio(1, 1)), (ratio(-1, 1), ratio(1, 1))]);
        assert_eq!(square.times(&square).to_string(), "(1) e^(-2) + 2 + (1) e^(2)");
    }
}
