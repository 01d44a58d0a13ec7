//! Eigenvalues with multiplicities, known by intervals, and sums of them.

use critcert_certificate::Rational;
use critcert_certificate::certificate::linear::SpectralFactor;
use critcert_certificate::rational::{compare, ratio};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

use super::characteristic::{product, sign_at};
use crate::outcome::Reason;

/// A distinct eigenvalue: exact if both ends are equal, else strictly between them.
#[derive(Debug, Clone)]
pub(crate) struct Eigenvalue {
    low: Rational,
    high: Rational,
    pub(crate) multiplicity: usize,
    factor: usize,
}

impl Eigenvalue {
    fn is_exact(&self) -> bool {
        compare(&self.low, &self.high).is_eq()
    }
}

/// The distinct eigenvalues of Sigma, the largest first.
#[derive(Debug)]
pub(crate) struct Spectrum {
    pub(crate) eigenvalues: Vec<Eigenvalue>,
    factors: usize,
    /// A positive integer whose product with each eigenvalue is an algebraic integer.
    scale: BigInt,
}

fn refuse<T>(condition: &'static str) -> Result<T, Reason> {
    Err(Reason::Condition { condition })
}

impl Spectrum {
    /// Accepts factors with intervals for their roots, given the characteristic polynomial of a symmetric positive
    /// semidefinite matrix whose entries have the common denominator `scale`.
    pub(crate) fn accept(
        characteristic: &[Rational],
        factors: &[SpectralFactor],
        scale: BigInt,
    ) -> Result<Self, Reason> {
        let mut eigenvalues = Vec::new();
        let mut degree = 0_usize;
        for (number, factor) in factors.iter().enumerate() {
            let polynomial: Vec<Rational> = factor.polynomial.iter().map(|value| value.0.clone()).collect();
            if polynomial.last().is_none_or(|leading| !leading.is_one()) {
                return refuse("a factor is not monic");
            }
            if factor.multiplicity == 0 || factor.roots.is_empty() {
                return refuse("a factor without roots or of multiplicity zero");
            }
            if factor.roots.len().checked_add(1) != Some(polynomial.len()) {
                return refuse("a factor has not as many intervals as its degree");
            }
            degree = degree.saturating_add(factor.roots.len().saturating_mul(factor.multiplicity));
            for [low, high] in &factor.roots {
                accept_root(&polynomial, &low.0, &high.0)?;
                eigenvalues.push(Eigenvalue {
                    low: low.0.clone(),
                    high: high.0.clone(),
                    multiplicity: factor.multiplicity,
                    factor: number,
                });
            }
        }
        if degree.checked_add(1) != Some(characteristic.len()) {
            return refuse("the degrees of the factors do not add up to the size of Sigma");
        }
        let mut whole = vec![Rational::one()];
        for factor in factors {
            let polynomial: Vec<Rational> = factor.polynomial.iter().map(|value| value.0.clone()).collect();
            for _ in 0..factor.multiplicity {
                whole = product(&whole, &polynomial);
            }
        }
        let mut entries = whole.iter().zip(characteristic);
        let equal = whole.len() == characteristic.len() && entries.all(|(a, b)| compare(a, b).is_eq());
        if !equal {
            return refuse("the product of the factors is not the characteristic polynomial");
        }
        eigenvalues.sort_by(|a, b| compare(&b.low, &a.low).then_with(|| compare(&b.high, &a.high)));
        for (above, below) in eigenvalues.iter().zip(eigenvalues.iter().skip(1)) {
            let same = above.is_exact() && below.is_exact() && compare(&above.low, &below.low).is_eq();
            if compare(&below.high, &above.low).is_gt() || same {
                return refuse("two intervals of eigenvalues overlap");
            }
        }
        Ok(Self { eigenvalues, factors: factors.len(), scale })
    }

    /// The number of positive eigenvalues; zero, if it occurs, is the last one.
    pub(crate) fn positive(&self) -> usize {
        self.eigenvalues.iter().filter(|eigenvalue| eigenvalue.high.is_positive()).count()
    }

    /// The multiplicities of the positive eigenvalues.
    pub(crate) fn multiplicities(&self) -> Vec<usize> {
        self.eigenvalues.iter().take(self.positive()).map(|eigenvalue| eigenvalue.multiplicity).collect()
    }

    /// An interval that holds the sum of the eigenvalues with these coefficients.
    pub(crate) fn enclose(&self, coefficients: &[i64]) -> (Rational, Rational) {
        let mut sums = (Rational::zero(), Rational::zero());
        for (eigenvalue, &coefficient) in self.eigenvalues.iter().zip(coefficients) {
            if coefficient == 0 {
                continue;
            }
            let factor = Rational::from_integer(coefficient.into());
            let (least, most) = match coefficient.is_positive() {
                true => (&eigenvalue.low, &eigenvalue.high),
                false => (&eigenvalue.high, &eigenvalue.low),
            };
            sums.0 += &factor * least;
            sums.1 += factor * most;
        }
        sums
    }

    /// The sum of the `count` largest eigenvalues, enclosed.
    pub(crate) fn largest(&self, count: usize) -> (Rational, Rational) {
        let mut left = count;
        let mut sums = (Rational::zero(), Rational::zero());
        for eigenvalue in &self.eigenvalues {
            let taken = left.min(eigenvalue.multiplicity);
            left = left.saturating_sub(taken);
            let factor = Rational::from_integer(taken.into());
            sums.0 += &factor * &eigenvalue.low;
            sums.1 += factor * &eigenvalue.high;
        }
        sums
    }

    /// Whether the sum with these coefficients is surely equal to `constant`: its distance is below what a nonzero
    /// number of its form can have (specification, *Equality of sums*).
    pub(crate) fn equals(&self, coefficients: &[i64], constant: &Rational) -> bool {
        let (least, most) = self.enclose(coefficients);
        let distance = std::cmp::max_by((least - constant).abs(), (most - constant).abs(), compare);
        if distance.is_zero() {
            return true;
        }
        let scale = self.scale.lcm(constant.denom());
        let largest = self.eigenvalues.first().map_or_else(Rational::zero, |first| first.high.clone());
        let mut size = constant.abs();
        for coefficient in coefficients {
            size += Rational::from_integer(BigInt::from(*coefficient).abs()) * &largest;
        }
        let size = (size * Rational::from_integer(scale.clone())).ceil().to_integer();
        let conjugates = self.orbit(coefficients);
        let exponent = (conjugates - BigInt::one()) * BigInt::from(size.bits()) + BigInt::from(scale.bits());
        // distance < 2^-exponent, decided by lengths first: p/q < 2^-e when bits(p) + e <= bits(q) - 1.
        let numerator = BigInt::from(distance.numer().bits());
        let denominator = BigInt::from(distance.denom().bits());
        numerator + exponent < denominator
    }

    /// The number of ways to permute coefficients among the roots of each factor.
    fn orbit(&self, coefficients: &[i64]) -> BigInt {
        let mut orbit = BigInt::one();
        for factor in 0..self.factors {
            let mut members: Vec<i64> = self
                .eigenvalues
                .iter()
                .zip(coefficients)
                .filter(|(eigenvalue, _)| eigenvalue.factor == factor)
                .map(|(_, coefficient)| *coefficient)
                .collect();
            members.sort_unstable();
            let mut factorial = BigInt::one();
            let mut repeats = BigInt::one();
            let mut run = 0_usize;
            let mut last = None;
            for (position, member) in members.into_iter().enumerate() {
                run = if last == Some(member) { run.saturating_add(1) } else { 1 };
                last = Some(member);
                factorial *= BigInt::from(position.saturating_add(1));
                repeats *= BigInt::from(run);
            }
            orbit *= factorial / repeats;
        }
        orbit
    }
}

/// A sign change between the ends, or the root itself for a factor of degree 1.
///
/// As many disjoint intervals with a sign change as the degree hold one root each, and no other root is left.
fn accept_root(polynomial: &[Rational], low: &Rational, high: &Rational) -> Result<(), Reason> {
    if low.is_negative() {
        return refuse("an interval of an eigenvalue reaches below zero");
    }
    match polynomial {
        [constant, _] => {
            if compare(low, high).is_ne() || compare(low, &-constant).is_ne() {
                return refuse("the root of a linear factor is not stated exactly");
            }
        }
        _ => {
            let needed = compare(low, high).is_lt()
                && i16::from(sign_at(polynomial, low)) * i16::from(sign_at(polynomial, high)) < 0;
            if !needed {
                return refuse("a factor does not change its sign in an interval of its roots");
            }
        }
    }
    Ok(())
}

/// Vectors `0 <= k_i <= m_i` with `sum k_i <= most`, in lexicographic order.
pub(crate) struct MultiplicityVectors {
    multiplicities: Vec<usize>,
    most: usize,
    next: Option<Vec<usize>>,
}

impl MultiplicityVectors {
    pub(crate) fn new(multiplicities: Vec<usize>, most: usize) -> Self {
        let next = Some(vec![0; multiplicities.len()]);
        Self { multiplicities, most, next }
    }

    /// How many there are, `None` if more than `limit`.
    pub(crate) fn at_most(&self, limit: u64) -> Option<u64> {
        let size = self.most.min(self.multiplicities.iter().sum());
        // Entry t: the number of vectors over the eigenvalues so far with sum t.
        let mut counts = vec![0_u64; size.checked_add(1)?];
        *counts.first_mut()? = 1;
        for &multiplicity in &self.multiplicities {
            let mut next = vec![0_u64; counts.len()];
            for (total, count) in counts.iter().enumerate() {
                for entry in next.iter_mut().skip(total).take(multiplicity.saturating_add(1)) {
                    *entry = entry.checked_add(*count)?;
                }
            }
            counts = next;
        }
        let total = counts.iter().try_fold(0_u64, |sum, count| sum.checked_add(*count))?;
        (total <= limit).then_some(total)
    }
}

impl Iterator for MultiplicityVectors {
    type Item = Vec<usize>;

    fn next(&mut self) -> Option<Vec<usize>> {
        let current = self.next.take()?;
        let mut following = current.clone();
        let mut total: usize = following.iter().sum();
        let mut carried = false;
        for (entry, multiplicity) in following.iter_mut().zip(&self.multiplicities).rev() {
            if *entry < *multiplicity && total < self.most {
                *entry = entry.saturating_add(1);
                carried = true;
                break;
            }
            total = total.saturating_sub(*entry);
            *entry = 0;
        }
        self.next = carried.then_some(following);
        Some(current)
    }
}

/// (|Y|^2 - sum)/2 for the two ends of an enclosure of the sum.
pub(crate) fn losses(target_norm: &Rational, sum: &(Rational, Rational)) -> (Rational, Rational) {
    let half = ratio(1, 2);
    ((target_norm - &sum.1) * &half, (target_norm - &sum.0) * half)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn multiplicity_vectors_are_counted_and_listed() {
        let vectors = MultiplicityVectors::new(vec![1, 2, 1], 2);
        assert_eq!(vectors.at_most(100), Some(8));
        assert_eq!(vectors.at_most(7), None);
        let listed: Vec<_> = vectors.collect();
        assert_eq!(listed.len(), 8);
        assert!(listed.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(MultiplicityVectors::new(Vec::new(), 3).collect::<Vec<_>>(), vec![Vec::<usize>::new()]);
    }
}
