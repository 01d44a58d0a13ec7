//! Moments of the coefficients, and the order to which the derivative in `a` vanishes.

use critcert_certificate::Rational;
use critcert_certificate::case::extra_neuron::{ExtraNeuronNetwork, ExtraNeuronProblem, Unit};
use critcert_certificate::rational::Canonical;
use num_traits::{Pow, Zero};

use super::exponential_sum::ExponentialSum;
use super::instance::{BasePoint, inner, places};

/// A sum of coefficients that is not zero: the exponents of its monomial, and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// The exponent of each coordinate; for the order at a unit, then how often by b.
    pub powers: Vec<usize>,
    /// The value.
    pub sum: ExponentialSum,
}

/// `x^powers`.
#[must_use]
pub fn monomial(point: &[Canonical], powers: &[usize]) -> Rational {
    point.iter().zip(powers).map(|(x, &exponent)| Pow::pow(&x.0, exponent)).product()
}

/// All exponent lists of `length` entries with sum `degree`, in lexicographic order.
#[must_use]
pub fn exponent_lists(length: usize, degree: usize) -> Vec<Vec<usize>> {
    match length {
        0 if degree == 0 => vec![Vec::new()],
        0 => Vec::new(),
        1 => vec![vec![degree]],
        _ => (0..=degree)
            .flat_map(|first| {
                exponent_lists(length - 1, degree - first)
                    .into_iter()
                    .map(move |rest| std::iter::once(first).chain(rest).collect())
            })
            .collect(),
    }
}

/// The first moment `sum_i c_i x_i^alpha` of degree at most `power` that is not zero, degrees increasing.
#[must_use]
pub fn first_moment(problem: &ExtraNeuronProblem, base: &BasePoint, power: usize) -> Option<Moment> {
    // Monomials up to this degree already separate the places.
    let separating = places(problem).len().saturating_sub(1);
    for degree in 0..=power.min(separating) {
        for powers in exponent_lists(problem.dimension(), degree) {
            let weights: Vec<Rational> =
                problem.points.iter().map(|point| monomial(point, &powers)).collect();
            let sum = ExponentialSum::combine(&base.coefficients, &weights, None);
            if !sum.is_empty() {
                return Some(Moment { powers, sum });
            }
        }
    }
    None
}

/// The order m to which `G` vanishes at the unit, with a derivative of that order; `None` when G is zero.
///
/// Order 0 means that the derivative in `a` is not zero.
///
/// # Source
/// Own: theorem N2 for the exponential, N5 for monomials.
#[must_use]
pub fn order(
    problem: &ExtraNeuronProblem,
    base: &BasePoint,
    unit: &ExtraNeuronNetwork,
) -> Option<(usize, Moment)> {
    let w: Vec<Rational> = unit.w.iter().map(|entry| entry.0.clone()).collect();
    let inner: Vec<Rational> = problem.points.iter().map(|point| inner(&w, &unit.b.0, point)).collect();
    let highest = match problem.unit {
        Unit::Exp => places(problem).len().saturating_sub(1),
        Unit::Monomial(power) => power,
    };
    for order in 0..=highest {
        // For the exponential, derivatives by b repeat those of lower order.
        let by_bias = if problem.unit == Unit::Exp { 0..=0 } else { 0..=order };
        for times in by_bias {
            for mut powers in exponent_lists(problem.dimension(), order - times) {
                let weight = |(point, inner): (&Vec<Canonical>, &Rational)| {
                    let moment = monomial(point, &powers);
                    match problem.unit {
                        Unit::Exp => moment,
                        Unit::Monomial(power) if !moment.is_zero() => moment * Pow::pow(inner, power - order),
                        Unit::Monomial(_) => moment,
                    }
                };
                let weights: Vec<Rational> = problem.points.iter().zip(&inner).map(weight).collect();
                let shifts = (problem.unit == Unit::Exp).then_some(inner.as_slice());
                let sum = ExponentialSum::combine(&base.coefficients, &weights, shifts);
                if !sum.is_empty() {
                    powers.push(times);
                    return Some((order, Moment { powers, sum }));
                }
            }
        }
    }
    None
}

/// A polynomial in several variables: terms (exponents, coefficient).
pub type Terms = Vec<(Vec<usize>, Rational)>;

/// For each place, in the order of first occurrence, a polynomial of degree at most `power` that is 1 there and 0 at
/// the other places, as terms (exponents, coefficient); `None` when there are none.
#[must_use]
pub fn separating_polynomials(problem: &ExtraNeuronProblem, power: usize) -> Option<Vec<Terms>> {
    let points: Vec<&Vec<Canonical>> =
        places(problem).iter().map(|members| &problem.points[members[0]]).collect();
    let powers: Vec<Vec<usize>> = (0..=power.min(points.len()))
        .flat_map(|degree| exponent_lists(problem.dimension(), degree))
        .collect();
    // Gauss-Jordan on [values of the monomials | unit matrix], one row for each place.
    let mut rows: Vec<Vec<Rational>> = points
        .iter()
        .enumerate()
        .map(|(index, point)| {
            let unit =
                (0..points.len()).map(|other| Rational::from_integer(i32::from(other == index).into()));
            powers.iter().map(|powers| monomial(point, powers)).chain(unit).collect()
        })
        .collect();
    let mut pivots: Vec<usize> = Vec::new();
    for column in 0..powers.len() {
        let used = pivots.len();
        let Some(found) = (used..rows.len()).find(|&row| !rows[row][column].is_zero()) else { continue };
        rows.swap(used, found);
        let pivot = rows[used].clone();
        let scaled: Vec<Rational> = pivot.iter().map(|entry| entry / &pivot[column]).collect();
        for (index, row) in rows.iter_mut().enumerate() {
            let factor = row[column].clone();
            if index != used && !factor.is_zero() {
                row.iter_mut().zip(&scaled).for_each(|(entry, other)| *entry -= &factor * other);
            }
        }
        rows[used] = scaled;
        pivots.push(column);
    }
    if pivots.len() < points.len() {
        return None;
    }
    let polynomial = |place: usize| {
        let terms = pivots.iter().zip(&rows);
        terms
            .map(|(&column, row)| (powers[column].clone(), row[powers.len() + place].clone()))
            .filter(|(_, coefficient)| !coefficient.is_zero())
            .collect()
    };
    Some((0..points.len()).map(polynomial).collect())
}
