//! The eigenvalues of Sigma.

use critcert_certificate::Rational;
use critcert_certificate::rational::compare;
use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

use super::instance::Instance;
use crate::exact::real::factor::rational_factors;
use crate::exact::real::sums::RootSystem;
use crate::exact::real::{IntegerPolynomial, RealAlgebraic};
use crate::exact::{Matrix, Polynomial};

/// A distinct eigenvalue; its enclosure is in the root system at the same place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Eigenvalue {
    /// How often it occurs.
    pub multiplicity: usize,
    /// The number of its factor.
    pub factor: usize,
}

/// The spectrum of Sigma.
#[derive(Debug, Clone)]
pub struct Spectrum {
    /// The characteristic polynomial.
    pub characteristic: Polynomial,
    /// Factors over the rational numbers with different roots, and their multiplicities.
    pub factors: Vec<(IntegerPolynomial, usize)>,
    /// Whether all factors are irreducible.
    pub irreducible: bool,
    /// The distinct eigenvalues, the largest first.
    pub eigenvalues: Vec<Eigenvalue>,
    /// The same numbers, grouped by factor.
    pub system: RootSystem,
}

impl Spectrum {
    /// The spectrum of an instance's Sigma.
    #[must_use]
    pub fn new(instance: &Instance) -> Self {
        Self::of(&instance.sigma)
    }

    /// The spectrum of a symmetric rational matrix.
    #[must_use]
    pub fn of(sigma: &Matrix) -> Self {
        let characteristic = sigma.characteristic_polynomial();
        let mut factors = Vec::new();
        let mut roots = Vec::new();
        let mut irreducible = true;
        for (part, multiplicity) in IntegerPolynomial::of(&characteristic).squarefree_factors() {
            let split = rational_factors(&part);
            irreducible &= split.complete;
            for (factor, found) in split.factors {
                let number = factors.len();
                let exact = match factor.coefficients() {
                    [constant, leading] => {
                        let value = -Rational::new(constant.clone(), leading.clone());
                        Some(RealAlgebraic::rational(&value))
                    }
                    _ => None,
                };
                factors.push((factor, multiplicity));
                let eigenvalue = Eigenvalue { multiplicity, factor: number };
                match exact {
                    Some(root) => roots.push((root, eigenvalue)),
                    None => roots.extend(found.into_iter().map(|root| (root, eigenvalue))),
                }
            }
        }
        sort_decreasing(&mut roots);
        let (roots, eigenvalues): (Vec<_>, Vec<_>) = roots.into_iter().unzip();
        let groups: Vec<Vec<usize>> = (0..factors.len())
            .map(|factor| {
                (0..eigenvalues.len()).filter(|&index| eigenvalues[index].factor == factor).collect()
            })
            .collect();
        let system = RootSystem::new(roots, groups, sigma.denominator().clone());
        Self { characteristic, factors, irreducible, eigenvalues, system }
    }

    /// How many of the distinct eigenvalues are positive; zero, if it occurs, is the last one.
    #[must_use]
    pub fn positive(&self) -> usize {
        let zero = IntegerPolynomial::new(vec![BigInt::zero(), BigInt::one()]);
        let last = self.eigenvalues.last();
        let singular = last.is_some_and(|last| self.factors[last.factor].0 == zero);
        self.eigenvalues.len() - usize::from(singular)
    }

    /// Short intervals, one for each distinct eigenvalue and disjoint: the enclosures, rounded outwards to a grid.
    #[must_use]
    pub fn short_intervals(&self) -> Vec<(Rational, Rational)> {
        let roots = self.system.roots();
        let gap = |pair: &[RealAlgebraic]| pair[0].low() - pair[1].high();
        let smallest = roots.windows(2).map(gap).filter(Signed::is_positive).min_by(compare);
        let smallest = smallest.unwrap_or_else(Rational::one);
        let bits = ((smallest.denom() / smallest.numer()).bits() + 3).max(20);
        let grid = Rational::from_integer(BigInt::one() << bits);
        let rounded = |root: &RealAlgebraic| match root.is_exact() {
            true => (root.low().clone(), root.high().clone()),
            false => ((root.low() * &grid).floor() / &grid, (root.high() * &grid).ceil() / &grid),
        };
        roots.iter().map(rounded).collect()
    }

    /// How many of each distinct eigenvalue are among the `count` largest.
    #[must_use]
    pub fn largest(&self, count: usize) -> Vec<i64> {
        let mut left = count;
        let take = |eigenvalue: &Eigenvalue| {
            let taken = left.min(eigenvalue.multiplicity);
            left -= taken;
            i64::try_from(taken).unwrap_or(i64::MAX)
        };
        self.eigenvalues.iter().map(take).collect()
    }
}

/// Sorts distinct numbers, the largest first, refining where intervals overlap.
fn sort_decreasing(roots: &mut [(RealAlgebraic, Eigenvalue)]) {
    for end in 1..roots.len() {
        let mut at = end;
        while at > 0 {
            let (before, after) = roots.split_at_mut(at);
            let (Some(left), Some(right)) = (before.last_mut(), after.first_mut()) else { break };
            if left.0.compare(&mut right.0).is_gt() {
                break;
            }
            std::mem::swap(left, right);
            at -= 1;
        }
    }
}
