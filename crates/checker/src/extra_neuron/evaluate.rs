//! Bases at the points of the case: outputs, losses, coefficients, derivatives, moments.

use std::collections::BTreeMap;

use critcert_certificate::case::dataset::DatasetNetwork;
use critcert_certificate::case::extra_neuron::{ExtraNeuronProblem, SampleLoss};
use critcert_certificate::certificate::extra_neuron::ReluNetwork;
use critcert_certificate::rational::{Canonical, Rational, ratio};
use num_traits::{One, Signed, Zero};

use super::sums::Sum;

/// Most terms of a product that clears denominators; past it a certificate is declined.
const TERMS: usize = 1 << 14;

/// A hidden neuron of a base.
#[derive(Debug, Clone)]
pub(crate) struct Neuron {
    pub(crate) w: Vec<Rational>,
    pub(crate) b: Rational,
    pub(crate) v: Rational,
}

impl Neuron {
    /// `<w, x> + b`.
    pub(crate) fn at(&self, point: &[Canonical]) -> Rational {
        dot(&self.w, point) + &self.b
    }
}

/// `<weights, point>`.
pub(crate) fn dot(weights: &[Rational], point: &[Canonical]) -> Rational {
    weights.iter().zip(point).map(|(weight, x)| weight * &x.0).sum()
}

/// A ReLU network on d inputs.
#[derive(Debug, Clone)]
pub(crate) struct Network {
    pub(crate) neurons: Vec<Neuron>,
    pub(crate) c: Rational,
}

impl Network {
    /// The network of a case.
    pub(crate) fn of_case(network: &DatasetNetwork, dimension: usize) -> Option<Self> {
        let b = network.b.as_deref()?;
        Self::new(&network.weights, b, &network.v, network.c.as_ref()?, dimension)
    }

    /// The network of a step.
    pub(crate) fn of_step(network: &ReluNetwork, dimension: usize) -> Option<Self> {
        Self::new(&network.weights, &network.b, &network.v, &network.c, dimension)
    }

    /// `None` when the shapes do not fit.
    fn new(
        weights: &[Vec<Canonical>],
        b: &[Canonical],
        v: &[Canonical],
        c: &Canonical,
        dimension: usize,
    ) -> Option<Self> {
        let shape = b.len() == weights.len() && v.len() == weights.len();
        if !shape || weights.iter().any(|row| row.len() != dimension) {
            return None;
        }
        let neuron = |((row, b), v): ((&Vec<Canonical>, &Canonical), &Canonical)| Neuron {
            w: row.iter().map(|entry| entry.0.clone()).collect(),
            b: b.0.clone(),
            v: v.0.clone(),
        };
        let neurons = weights.iter().zip(b).zip(v).map(neuron).collect();
        Some(Self { neurons, c: c.0.clone() })
    }

    /// `f(x)`.
    fn output(&self, point: &[Canonical]) -> Rational {
        let mut sum = self.c.clone();
        for neuron in &self.neurons {
            let inner = neuron.at(point);
            if inner.is_positive() {
                sum += &neuron.v * inner;
            }
        }
        sum
    }

    /// The outputs at all points.
    pub(crate) fn outputs(&self, problem: &ExtraNeuronProblem) -> Vec<Rational> {
        problem.points.iter().map(|point| self.output(point)).collect()
    }
}

/// The power of a rational number; 1 for the exponent 0.
pub(crate) fn power(base: &Rational, exponent: usize) -> Rational {
    let mut result = Rational::one();
    for _ in 0..exponent {
        result *= base;
    }
    result
}

/// `x^powers`.
pub(crate) fn monomial(point: &[Canonical], powers: &[usize]) -> Rational {
    point.iter().zip(powers).fold(Rational::one(), |product, (x, &exponent)| product * power(&x.0, exponent))
}

/// The sum of the losses `l(-y f)`; `None` for the logistic loss.
pub(crate) fn loss(problem: &ExtraNeuronProblem, outputs: &[Rational]) -> Option<Rational> {
    let mut total = Rational::zero();
    for (label, output) in problem.labels.iter().zip(outputs) {
        let slack = Rational::one() - ratio(i64::from(*label), 1) * output;
        total += match problem.loss {
            SampleLoss::Hinge(_) if !slack.is_positive() => Rational::zero(),
            SampleLoss::Hinge(exponent) => power(&slack, exponent),
            SampleLoss::Squared => &slack * &slack,
            SampleLoss::Logistic => return None,
        };
    }
    Some(total)
}

/// The coefficients `c_i = y_i l'(-y_i f_i)`, for the logistic loss multiplied by the product of all distinct
/// `1 + e^(y_i f_i)`; `None` past the limit on terms.
pub(crate) fn coefficients(problem: &ExtraNeuronProblem, outputs: &[Rational]) -> Option<Vec<Sum>> {
    let mut list = Vec::new();
    let mut arguments: Vec<Rational> = Vec::new();
    if problem.loss == SampleLoss::Logistic {
        let signed = problem.labels.iter().zip(outputs);
        arguments = signed.map(|(label, output)| ratio(i64::from(*label), 1) * output).collect();
        arguments.sort();
        arguments.dedup();
    }
    for (label, output) in problem.labels.iter().zip(outputs) {
        let label = ratio(i64::from(*label), 1);
        let margin = &label * output;
        let slack = Rational::one() - &margin;
        list.push(match problem.loss {
            SampleLoss::Hinge(_) if !slack.is_positive() => Sum::default(),
            SampleLoss::Hinge(exponent) => {
                let factor = Rational::from_integer(exponent.into());
                Sum::constant(label * factor * power(&slack, exponent.saturating_sub(1)))
            }
            SampleLoss::Squared => Sum::constant(label * ratio(2, 1) * slack),
            SampleLoss::Logistic => {
                let mut product = Sum::constant(label);
                for argument in arguments.iter().filter(|argument| **argument != margin) {
                    product = product.times(&Sum::one_plus_exponential(argument));
                    if product.terms() > TERMS {
                        return None;
                    }
                }
                product
            }
        });
    }
    Some(list)
}

/// The places: indices of the points that are equal, in the order of first occurrence.
pub(crate) fn places(problem: &ExtraNeuronProblem) -> Vec<Vec<usize>> {
    let mut known: BTreeMap<&[Canonical], usize> = BTreeMap::new();
    let mut places: Vec<Vec<usize>> = Vec::new();
    for (index, point) in problem.points.iter().enumerate() {
        let place = *known.entry(point).or_insert(places.len());
        match places.get_mut(place) {
            Some(members) => members.push(index),
            None => places.push(vec![index]),
        }
    }
    places
}

/// `sum_i weight(i) e^(shift(i)) c_i`.
pub(crate) fn weighted(
    coefficients: &[Sum],
    weight: impl Fn(usize) -> Rational,
    shift: impl Fn(usize) -> Rational,
) -> Sum {
    let mut total = Sum::default();
    for (index, coefficient) in coefficients.iter().enumerate() {
        let factor = weight(index);
        if !factor.is_zero() {
            total.add_scaled(coefficient, &factor, &shift(index));
        }
    }
    total
}

/// All lists of `length` exponents with the sum `total`; `None` when there are more than a limit.
pub(crate) fn exponents(length: usize, total: usize) -> Option<Vec<Vec<usize>>> {
    const LISTS: usize = 100_000;
    let mut lists: Vec<(Vec<usize>, usize)> = vec![(Vec::new(), total)];
    for position in 0..length {
        let last = position.saturating_add(1) == length;
        let mut longer = Vec::new();
        for (list, left) in lists {
            let choices = if last { left..=left } else { 0..=left };
            for choice in choices {
                let mut list = list.clone();
                list.push(choice);
                longer.push((list, left.saturating_sub(choice)));
            }
            if longer.len() > LISTS {
                return None;
            }
        }
        lists = longer;
    }
    Some(lists.into_iter().filter(|(_, left)| *left == 0).map(|(list, _)| list).collect())
}
