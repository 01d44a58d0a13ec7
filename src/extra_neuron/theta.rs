//! First-order behaviour of the loss in the parameters of a base network.

use critcert_certificate::Rational;
use critcert_certificate::case::extra_neuron::ExtraNeuronProblem;
use critcert_certificate::certificate::extra_neuron::Parameter;
use num_traits::{One, Signed, Zero};

use super::exponential_sum::ExponentialSum;
use super::instance::{BasePoint, Network, Neuron, places};

/// What the parameters of the base say about the point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Theta {
    /// No falling direction; whether the loss is differentiable.
    Stationary {
        /// False when a point with nonzero coefficient lies on a kink.
        differentiable: bool,
    },
    /// A partial derivative that is not zero.
    Entry {
        /// Which kind.
        parameter: Parameter,
        /// Which neuron.
        neuron: Option<usize>,
        /// Which input.
        input: Option<usize>,
        /// The derivative.
        value: ExponentialSum,
    },
    /// A one-sided derivative that is negative.
    Falling {
        /// Which neuron.
        neuron: usize,
        /// The direction of (w, b).
        direction: Vec<Rational>,
        /// The derivative.
        value: Rational,
    },
    /// A kink where no tried direction falls and not all could be tried.
    Open {
        /// The neuron.
        neuron: usize,
    },
}

impl Theta {
    /// Whether the loss is differentiable in the parameters of the base; known for every answer but a found entry
    /// or direction, where it refers to the neurons looked at.
    #[must_use]
    pub fn is_differentiable(problem: &ExtraNeuronProblem, base: &BasePoint) -> bool {
        let Some(network) = &base.network else { return true };
        network.neurons.iter().all(|neuron| rough_places(problem, base, neuron).is_empty())
    }
}

/// Decides the parameters of the base; a frozen base is stationary.
///
/// Order: c, then all v, then (w, b) of each neuron.
#[must_use]
pub fn theta(problem: &ExtraNeuronProblem, base: &BasePoint) -> Theta {
    let Some(network) = &base.network else { return Theta::Stationary { differentiable: true } };
    let minus_one = -Rational::one();
    let all = vec![Rational::one(); problem.points.len()];
    let total = ExponentialSum::combine(&base.coefficients, &all, None).scaled(&minus_one);
    if !total.is_empty() {
        return Theta::Entry { parameter: Parameter::C, neuron: None, input: None, value: total };
    }
    for (index, neuron) in network.neurons.iter().enumerate() {
        let positive = |point| Some(neuron.inner(point)).filter(Signed::is_positive);
        let weights: Vec<Rational> =
            problem.points.iter().map(|point| positive(point).unwrap_or_else(Rational::zero)).collect();
        let value = ExponentialSum::combine(&base.coefficients, &weights, None).scaled(&minus_one);
        if !value.is_empty() {
            return Theta::Entry { parameter: Parameter::V, neuron: Some(index), input: None, value };
        }
    }
    let mut differentiable = true;
    for (index, neuron) in network.neurons.iter().enumerate() {
        if neuron.v.is_zero() {
            continue;
        }
        let rough = rough_places(problem, base, neuron);
        if rough.is_empty() {
            if let Some((input, sum)) = first_active_sum(problem, base, neuron) {
                let parameter = if input.is_some() { Parameter::W } else { Parameter::B };
                let value = sum.scaled(&-&neuron.v);
                return Theta::Entry { parameter, neuron: Some(index), input, value };
            }
            continue;
        }
        differentiable = false;
        match falling(problem, base, neuron, &rough) {
            Some(Some((direction, value))) => return Theta::Falling { neuron: index, direction, value },
            Some(None) => {}
            None => return Theta::Open { neuron: index },
        }
    }
    Theta::Stationary { differentiable }
}

/// Whether the base is a local minimum of its own loss because every function near it differs by one on which the
/// coefficients vanish: no point on a kink, all sums over active sets zero.
#[must_use]
pub fn is_flat(problem: &ExtraNeuronProblem, base: &BasePoint) -> bool {
    let Some(network) = &base.network else { return true };
    let all = vec![Rational::one(); problem.points.len()];
    let total = ExponentialSum::combine(&base.coefficients, &all, None);
    let flat = |neuron: &Neuron| {
        let on_kink = problem.points.iter().any(|point| neuron.inner(point).is_zero());
        !on_kink && first_active_sum(problem, base, neuron).is_none()
    };
    total.is_empty() && network.neurons.iter().all(flat)
}

/// Whether no hidden neuron reaches a point, or its kink.
#[must_use]
pub fn is_strictly_dead(problem: &ExtraNeuronProblem, network: &Network) -> bool {
    let dead = |neuron: &Neuron| problem.points.iter().all(|point| neuron.inner(point).is_negative());
    network.neurons.iter().all(dead)
}

/// Places on the kink of a neuron with v != 0 whose coefficients do not add up to zero: a point, and the sum.
fn rough_places(
    problem: &ExtraNeuronProblem,
    base: &BasePoint,
    neuron: &Neuron,
) -> Vec<(usize, ExponentialSum)> {
    if neuron.v.is_zero() {
        return Vec::new();
    }
    let on_kink = |members: &Vec<usize>| neuron.inner(&problem.points[members[0]]).is_zero();
    let kinks = places(problem).into_iter().filter(on_kink);
    let sums = kinks.map(|members| (members[0], base.sum_at(&members)));
    sums.filter(|(_, sum)| !sum.is_empty()).collect()
}

/// `sum c_i x_i` (by input) or `sum c_i` (`None`) over the points where the neuron is active.
fn active_sum(
    problem: &ExtraNeuronProblem,
    base: &BasePoint,
    neuron: &Neuron,
    input: Option<usize>,
) -> ExponentialSum {
    let weight = |point: &Vec<_>| {
        if !neuron.inner(point).is_positive() {
            return Rational::zero();
        }
        input.map_or_else(Rational::one, |input| {
            let coordinate: &critcert_certificate::Canonical = &point[input];
            coordinate.0.clone()
        })
    };
    let weights: Vec<Rational> = problem.points.iter().map(weight).collect();
    ExponentialSum::combine(&base.coefficients, &weights, None)
}

/// The first of these sums that is not zero.
fn first_active_sum(
    problem: &ExtraNeuronProblem,
    base: &BasePoint,
    neuron: &Neuron,
) -> Option<(Option<usize>, ExponentialSum)> {
    let inputs = (0..problem.dimension()).map(Some).chain(std::iter::once(None));
    let sums = inputs.map(|input| (input, active_sum(problem, base, neuron, input)));
    sums.into_iter().find(|(_, sum)| !sum.is_empty())
}

/// A falling direction of (w, b): found (`Some(Some)`), excluded (`Some(None)`), or neither.
///
/// On the line the derivative is linear between the rays `+-(1, -x)` of the kinks x, and with one kink it depends on
/// `w x + b` alone once these two rays do not fall, so `+-(0, 1)` decides.
fn falling(
    problem: &ExtraNeuronProblem,
    base: &BasePoint,
    neuron: &Neuron,
    rough: &[(usize, ExponentialSum)],
) -> Option<Option<(Vec<Rational>, Rational)>> {
    let dimension = problem.dimension();
    let inputs = (0..dimension).map(Some).chain(std::iter::once(None));
    let active: Vec<Rational> =
        inputs.map(|input| active_sum(problem, base, neuron, input).to_rational()).collect::<Option<_>>()?;
    let rough: Vec<(usize, Rational)> =
        rough.iter().map(|(point, sum)| sum.to_rational().map(|sum| (*point, sum))).collect::<Option<_>>()?;
    let mut rays: Vec<Vec<Rational>> = Vec::new();
    for (point, _) in &rough {
        for input in 0..dimension {
            let mut ray = vec![Rational::zero(); dimension + 1];
            ray[input] = Rational::one();
            ray[dimension] = -&problem.points[*point][input].0;
            rays.push(ray);
        }
    }
    for position in 0..=dimension {
        let mut ray = vec![Rational::zero(); dimension + 1];
        ray[position] = Rational::one();
        rays.push(ray);
    }
    for ray in rays {
        for direction in [ray.clone(), ray.iter().map(|entry| -entry).collect()] {
            let mut total: Rational = direction.iter().zip(&active).map(|(change, sum)| change * sum).sum();
            for (point, sum) in &rough {
                let moved = super::instance::inner(
                    &direction[..dimension],
                    &direction[dimension],
                    &problem.points[*point],
                );
                if moved.is_positive() {
                    total += moved * sum;
                }
            }
            let value = -(total * &neuron.v);
            if value.is_negative() {
                return Some(Some((direction, value)));
            }
        }
    }
    (dimension == 1).then_some(None)
}
