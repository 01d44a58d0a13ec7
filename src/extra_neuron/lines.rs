//! All critical lines above a base of a one-dimensional problem.

use critcert_certificate::Rational;
use critcert_certificate::case::extra_neuron::{ExtraNeuronProblem, Unit};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, ToPrimitive, Zero};

use super::instance::{BasePoint, ExtraNeuronError};
use super::moments::monomial;
use crate::exact::sturm::{Domain, RootFactor, root_factors};

/// Largest degree.
const DEGREE: usize = 4096;

/// The critical points (base, 0, w, b) above a stationary base.
///
/// For the exponential, `u = e^(w/scale)` runs through the positive roots of the polynomial and b is free: each
/// root is a line. For a monomial of power p, `r = b/w` runs through the real roots, a line through the origin
/// each, and the line w = 0 has the multiplicity `at_zero_weight`. The multiplicity is the order of the saddle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriticalLines {
    /// The common denominator of the coordinates (exponential), else 1.
    pub scale: BigInt,
    /// The polynomial: coprime integers, constant first; empty when every (w, b) is critical.
    pub polynomial: Vec<BigInt>,
    /// Its square-free factors with their roots.
    pub factors: Vec<RootFactor>,
    /// Multiplicity of the line w = 0 of a monomial unit.
    pub at_zero_weight: usize,
}

impl CriticalLines {
    /// The number of lines; `None` when every (w, b) is critical.
    #[must_use]
    pub fn count(&self) -> Option<usize> {
        let roots: usize = self.factors.iter().map(|factor| factor.roots.len()).sum();
        (!self.polynomial.is_empty()).then_some(roots + usize::from(self.at_zero_weight > 0))
    }

    /// All roots in increasing order, each with its multiplicity.
    #[must_use]
    pub fn roots(&self) -> Vec<(&(Rational, Rational), usize)> {
        let of = |factor: &'_ RootFactor| factor.multiplicity;
        let mut all: Vec<_> = self
            .factors
            .iter()
            .flat_map(|factor| factor.roots.iter().map(move |root| (root, of(factor))))
            .collect();
        all.sort();
        all
    }
}

/// Finds all critical lines.
///
/// # Errors
/// [`ExtraNeuronError::Hypothesis`] unless the points are one-dimensional;
/// [`ExtraNeuronError::Undetermined`] when a coefficient is not rational or the degree is above 4096.
///
/// # Source
/// Own: theorem N3.
pub fn critical_lines(
    problem: &ExtraNeuronProblem,
    base: &BasePoint,
) -> Result<CriticalLines, ExtraNeuronError> {
    if problem.dimension() != 1 {
        return Err(ExtraNeuronError::Hypothesis("critical lines are listed for one-dimensional points"));
    }
    let irrational =
        || ExtraNeuronError::Undetermined("the coefficients are not rational numbers".to_owned());
    let coefficients: Vec<Rational> = base
        .coefficients
        .iter()
        .map(|sum| sum.to_rational().ok_or_else(irrational))
        .collect::<Result<_, _>>()?;
    let too_high = || ExtraNeuronError::Undetermined(format!("a polynomial of a degree above {DEGREE}"));
    match problem.unit {
        Unit::Exp => {
            let scale =
                problem.points.iter().fold(BigInt::one(), |common, point| common.lcm(point[0].0.denom()));
            let exponent = |x: &Rational| x.numer() * (&scale / x.denom());
            let exponents: Vec<BigInt> = problem.points.iter().map(|point| exponent(&point[0].0)).collect();
            let least = exponents.iter().min().cloned().unwrap_or_default();
            let places: Vec<usize> = exponents
                .iter()
                .map(|exponent| (exponent - &least).to_usize().filter(|place| *place <= DEGREE))
                .collect::<Option<_>>()
                .ok_or_else(too_high)?;
            let mut dense = vec![Rational::zero(); places.iter().max().map_or(0, |degree| degree + 1)];
            for (place, coefficient) in places.iter().zip(&coefficients) {
                dense[*place] += coefficient;
            }
            let first = dense.iter().position(|entry| !entry.is_zero()).unwrap_or(dense.len());
            let polynomial = cleared(&dense[first..]);
            let factors = root_factors(&polynomial, Domain::Positive);
            Ok(CriticalLines { scale, polynomial, factors, at_zero_weight: 0 })
        }
        Unit::Monomial(power) if power > DEGREE => Err(too_high()),
        Unit::Monomial(power) => {
            let moment = |degree: usize| -> Rational {
                let terms = problem.points.iter().zip(&coefficients);
                terms.map(|(point, coefficient)| coefficient * monomial(point, &[degree])).sum()
            };
            let mut dense = vec![Rational::zero(); power + 1];
            let mut binomial = BigInt::one();
            for degree in 0..=power {
                dense[power - degree] = moment(degree) * Rational::from_integer(binomial.clone());
                binomial = binomial * (power - degree) / (degree + 1);
            }
            let polynomial = cleared(&dense);
            let at_zero_weight = polynomial.len().checked_sub(1).map_or(0, |degree| power - degree);
            let factors = root_factors(&polynomial, Domain::Real);
            Ok(CriticalLines { scale: BigInt::one(), polynomial, factors, at_zero_weight })
        }
    }
}

/// Coprime integers with the signs of the given numbers, without trailing zeros.
fn cleared(values: &[Rational]) -> Vec<BigInt> {
    let common = values.iter().fold(BigInt::one(), |common, value| common.lcm(value.denom()));
    let mut list: Vec<BigInt> =
        values.iter().map(|value| value.numer() * (&common / value.denom())).collect();
    while list.last().is_some_and(Zero::is_zero) {
        list.pop();
    }
    let content = list.iter().fold(BigInt::zero(), |divisor, entry| divisor.gcd(entry));
    list.iter_mut().for_each(|entry| *entry /= &content);
    list
}
