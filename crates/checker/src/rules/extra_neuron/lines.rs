//! Rule `extra-lines`, section 16: all critical lines above a base of a one-dimensional problem.

use critcert_certificate::case::extra_neuron::{ExtraNeuronProblem, Unit};
use critcert_certificate::certificate::extra_neuron::{ExtraLines, Factor};
use critcert_certificate::rational::Rational;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::{AnyFact, Evaluated, Fact, fields, require, same, shown};
use crate::extra_neuron::evaluate::{monomial, weighted};
use crate::extra_neuron::sturm::{Chain, Place, Polynomial, primitive, sign_at, times, trim};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

/// Largest degree of the polynomial.
const DEGREE: usize = 4096;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: ExtraLines = fields(with)?;
    let problem = state.extra()?;
    require(problem.dimension() == 1, "the points are not one-dimensional")?;
    let base = state.extra_base(stated.base)?;
    let (polynomial, positive, at_zero_weight) = match problem.unit {
        Unit::Exp => (exponential(problem, base)?, true, 0),
        Unit::Monomial(power) => {
            if power > DEGREE {
                return Err(Failure::Declined(format!("a power above {DEGREE}")));
            }
            let found = homogeneous(problem, base, power)?;
            let degree = found.len().saturating_sub(1);
            let missing = if found.is_empty() { 0 } else { power.saturating_sub(degree) };
            (found, false, missing)
        }
    };
    let given = integers(stated.polynomial.iter().map(|entry| &entry.0))?;
    same("polynomial", &text(&polynomial), &text(&given))?;
    same("multiplicity of w = 0", &at_zero_weight, &stated.at_zero_weight)?;
    factors(&polynomial, positive, &stated.factors)?;
    shown(Fact::Lines)
}

fn text(polynomial: &[BigInt]) -> String {
    polynomial.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn integers<'a>(values: impl Iterator<Item = &'a Rational>) -> Result<Polynomial, Reason> {
    let mut list = Vec::new();
    for value in values {
        require(value.is_integer(), "a coefficient is not an integer")?;
        list.push(value.numer().clone());
    }
    require(!list.last().is_some_and(Zero::is_zero), "the last coefficient is zero")?;
    Ok(list)
}

/// Rational coefficients as coprime integers, by a positive factor.
fn cleared(values: Vec<Rational>) -> Polynomial {
    let common = values.iter().fold(BigInt::one(), |common, value| common.lcm(value.denom()));
    primitive(trim(values.iter().map(|value| value.numer() * (&common / value.denom())).collect()))
}

fn rational(sum: &crate::extra_neuron::sums::Sum) -> Result<Rational, Reason> {
    sum.rational().ok_or(Reason::Condition { condition: "a coefficient is not a rational number" })
}

/// `sum_i c_i u^(N x_i)` without its power of u.
fn exponential(problem: &ExtraNeuronProblem, base: &Evaluated) -> Result<Polynomial, Failure> {
    let coordinates: Vec<&Rational> = problem.points.iter().flatten().map(|x| &x.0).collect();
    let common = coordinates.iter().fold(BigInt::one(), |common, x| common.lcm(x.denom()));
    let exponents: Vec<BigInt> = coordinates.iter().map(|x| x.numer() * (&common / x.denom())).collect();
    let least = exponents.iter().min().cloned().unwrap_or_default();
    let mut coefficients: Vec<Rational> = Vec::new();
    for (exponent, sum) in exponents.iter().zip(&base.coefficients) {
        let Some(place) = (exponent - &least).to_usize().filter(|place| *place <= DEGREE) else {
            return Err(Failure::Declined(format!("a polynomial of a degree above {DEGREE}")));
        };
        if coefficients.len() <= place {
            coefficients.resize(place.saturating_add(1), Rational::zero());
        }
        if let Some(entry) = coefficients.get_mut(place) {
            *entry += rational(sum)?;
        }
    }
    let found = cleared(coefficients);
    Ok(found.into_iter().skip_while(Zero::is_zero).collect())
}

/// `sum_i c_i (x_i + r)^p`.
fn homogeneous(problem: &ExtraNeuronProblem, base: &Evaluated, power: usize) -> Result<Polynomial, Failure> {
    let mut coefficients = vec![Rational::zero(); power.saturating_add(1)];
    let mut binomial = BigInt::one();
    for degree in 0..=power {
        let weight = |index: usize| match problem.points.get(index) {
            Some(point) => monomial(point, &[degree]),
            None => Rational::zero(),
        };
        let moment = rational(&weighted(&base.coefficients, weight, |_| Rational::zero()))?;
        if let Some(entry) = coefficients.get_mut(power.saturating_sub(degree)) {
            *entry = moment * Rational::from_integer(binomial.clone());
        }
        binomial = binomial * power.saturating_sub(degree) / degree.saturating_add(1);
    }
    Ok(cleared(coefficients))
}

/// Refuses unless the factors are coprime, square-free, multiply to the polynomial and have the stated roots.
fn factors(polynomial: &[BigInt], positive: bool, stated: &[Factor]) -> Result<(), Reason> {
    if polynomial.is_empty() {
        return require(stated.is_empty(), "the zero polynomial has no factors");
    }
    let mut product = vec![BigInt::one()];
    let mut radical = vec![BigInt::one()];
    let mut previous = 0;
    for factor in stated {
        require(factor.multiplicity > previous, "the multiplicities do not increase")?;
        previous = factor.multiplicity;
        let entries = integers(factor.polynomial.iter().map(|entry| &entry.0))?;
        require(entries.len() > 1, "a factor is constant")?;
        let degree = entries.len().saturating_sub(1).checked_mul(factor.multiplicity);
        require(degree.is_some_and(|degree| degree < polynomial.len()), "a factor has too large a degree")?;
        for _ in 0..factor.multiplicity {
            product = times(&product, &entries);
        }
        radical = times(&radical, &entries);
        roots(&entries, positive, &factor.roots)?;
    }
    let opposite: Polynomial = product.iter().map(|entry| -entry).collect();
    require(
        product == polynomial || opposite == polynomial,
        "the factors do not multiply to the polynomial",
    )?;
    require(Chain::new(&radical).is_square_free(), "the factors are not square-free and coprime")
}

/// Refuses unless the intervals isolate all roots of a square-free polynomial, positive ones or all.
fn roots(
    polynomial: &[BigInt],
    positive: bool,
    stated: &[[critcert_certificate::rational::Canonical; 2]],
) -> Result<(), Reason> {
    let chain = Chain::new(polynomial);
    require(chain.is_square_free(), "a factor is not square-free")?;
    let zero = Rational::zero();
    let start = if positive { Place::At(&zero) } else { Place::MinusInfinity };
    let total = chain.variations(&start).saturating_sub(chain.variations(&Place::PlusInfinity));
    same("number of roots", &total, &stated.len())?;
    let mut end: Option<(&Rational, bool)> = None;
    for [lower, upper] in stated {
        let (lower, upper) = (&lower.0, &upper.0);
        require(lower <= upper, "an interval is empty")?;
        let is_point = lower == upper;
        if positive {
            let inside = if is_point { lower.is_positive() } else { !lower.is_negative() };
            require(inside, "an interval reaches below zero")?;
        }
        let apart = end.is_none_or(|(end, point)| end < lower || (end == lower && !(point && is_point)));
        require(apart, "two intervals overlap")?;
        let (at_lower, at_upper) =
            (sign_at(polynomial, &Place::At(lower)), sign_at(polynomial, &Place::At(upper)));
        if is_point {
            require(at_lower == 0, "a stated root is none")?;
        } else {
            require(at_lower != 0 && at_upper != 0, "an end of an interval is a root")?;
            let inside =
                chain.variations(&Place::At(lower)).saturating_sub(chain.variations(&Place::At(upper)));
            same("number of roots in an interval", &1_usize, &inside)?;
        }
        end = Some((upper, is_point));
    }
    Ok(())
}
