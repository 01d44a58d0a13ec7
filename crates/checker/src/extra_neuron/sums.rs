//! Sums `s_1 e^(q_1) + s_2 e^(q_2) + ..` with rational numbers q and s.
//!
//! # Source
//! Such a sum with distinct exponents is zero only if all its coefficients are: Lindemann-Weierstrass.

use std::collections::BTreeMap;
use std::fmt;

use critcert_certificate::certificate::extra_neuron::ExponentialSum;
use critcert_certificate::rational::Rational;
use num_traits::{One, Zero};

/// A sum of exponentials; no coefficient is zero.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Sum(BTreeMap<Rational, Rational>);

impl Sum {
    /// The rational number `value`.
    pub(crate) fn constant(value: Rational) -> Self {
        let mut sum = Self::default();
        sum.add(Rational::zero(), value);
        sum
    }

    /// `1 + e^exponent`.
    pub(crate) fn one_plus_exponential(exponent: &Rational) -> Self {
        let mut sum = Self::constant(Rational::one());
        sum.add(exponent.clone(), Rational::one());
        sum
    }

    /// Adds one term.
    fn add(&mut self, exponent: Rational, coefficient: Rational) {
        let total = match self.0.remove(&exponent) {
            Some(old) => old + coefficient,
            None => coefficient,
        };
        if !total.is_zero() {
            self.0.insert(exponent, total);
        }
    }

    /// Adds `factor e^shift other`.
    pub(crate) fn add_scaled(&mut self, other: &Self, factor: &Rational, shift: &Rational) {
        for (exponent, coefficient) in &other.0 {
            self.add(exponent + shift, coefficient * factor);
        }
    }

    /// The product.
    pub(crate) fn times(&self, other: &Self) -> Self {
        let mut product = Self::default();
        for (exponent, coefficient) in &self.0 {
            product.add_scaled(other, coefficient, exponent);
        }
        product
    }

    /// Whether the sum is the number zero.
    pub(crate) fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// The number of terms.
    pub(crate) fn terms(&self) -> usize {
        self.0.len()
    }

    /// The value, if it is a rational number.
    pub(crate) fn rational(&self) -> Option<Rational> {
        match self.0.len() {
            0 => Some(Rational::zero()),
            1 => self.0.get(&Rational::zero()).cloned(),
            _ => None,
        }
    }

    /// The sum that a certificate states, as a text to compare; repeated or unordered terms stay visible.
    pub(crate) fn text_of(stated: &ExponentialSum) -> String {
        text(stated.iter().map(|(exponent, coefficient)| (&exponent.0, &coefficient.0)))
    }
}

impl fmt::Display for Sum {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&text(self.0.iter()))
    }
}

fn text<'a>(terms: impl Iterator<Item = (&'a Rational, &'a Rational)>) -> String {
    let parts: Vec<String> = terms.map(|(exponent, value)| format!("({value}) e^({exponent})")).collect();
    if parts.is_empty() { "0".to_owned() } else { parts.join(" + ") }
}
