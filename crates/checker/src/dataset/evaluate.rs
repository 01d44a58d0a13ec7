//! Lifted points, outputs, residual, signs, and the sums that make up one-sided derivatives.

use std::collections::BTreeMap;

use critcert_certificate::case::dataset::{DatasetNetwork, DatasetProblem};
use critcert_certificate::rational::{Rational, ratio, sign};
use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

use super::cover::Function;
use super::region::cleared;
use crate::stratum::points::dot;

/// The data of the case.
pub(crate) struct Data {
    /// `X_i`, each of D entries.
    pub(crate) lifted: Vec<Vec<Rational>>,
    /// Each as integers and their positive denominator.
    whole: Vec<(Vec<BigInt>, BigInt)>,
    /// `y_i`.
    pub(crate) labels: Vec<Rational>,
    /// rho.
    pub(crate) slope: Rational,
    /// D.
    pub(crate) dimension: usize,
    pub(crate) hidden_bias: bool,
    pub(crate) output_bias: bool,
}

impl Data {
    pub(crate) fn new(problem: &DatasetProblem) -> Self {
        let lift = |point: &Vec<_>| -> Vec<Rational> {
            let coordinates = point.iter().map(|x: &critcert_certificate::Canonical| x.0.clone());
            coordinates.chain(problem.hidden_bias.then(Rational::one)).collect()
        };
        let lifted: Vec<Vec<Rational>> = problem.points.iter().map(lift).collect();
        Self {
            whole: lifted.iter().map(|x| cleared(x)).collect(),
            lifted,
            labels: problem.labels.iter().map(|label| label.0.clone()).collect(),
            slope: problem.activation.slope(),
            dimension: problem.dimension().saturating_add(usize::from(problem.hidden_bias)),
            hidden_bias: problem.hidden_bias,
            output_bias: problem.output_bias,
        }
    }

    /// s(u).
    pub(crate) fn activation(&self, u: &Rational) -> Rational {
        if u.is_positive() { u.clone() } else { u * &self.slope }
    }

    /// Whether `X_i = 0`.
    fn is_unseen(&self, index: usize) -> bool {
        self.lifted.get(index).is_none_or(|x| x.iter().all(Zero::is_zero))
    }

    /// The points with sign 0 that are not `X_i = 0`.
    pub(crate) fn zeros(&self, signs: &[i8]) -> Vec<usize> {
        let zero = signs.iter().enumerate().filter(|(_, sign)| **sign == 0).map(|(index, _)| index);
        zero.filter(|&index| !self.is_unseen(index)).collect()
    }

    /// Groups points into classes of parallel lifted points, each as (point, kappa) with `X = kappa X_first`;
    /// classes in the order of their first members, members increasing.
    pub(crate) fn classes(&self, points: &[usize]) -> Vec<Vec<(usize, Rational)>> {
        let mut classes: Vec<Vec<(usize, Rational)>> = Vec::new();
        let mut leading: Vec<Rational> = Vec::new();
        let mut known: BTreeMap<Vec<Rational>, usize> = BTreeMap::new();
        for &index in points {
            let Some(x) = self.lifted.get(index) else { continue };
            let Some(lead) = x.iter().find(|entry| !entry.is_zero()) else { continue };
            let direction: Vec<Rational> = x.iter().map(|entry| entry / lead).collect();
            let number = *known.entry(direction).or_insert_with(|| {
                classes.push(Vec::new());
                leading.push(lead.clone());
                classes.len().saturating_sub(1)
            });
            if let (Some(class), Some(first)) = (classes.get_mut(number), leading.get(number)) {
                class.push((index, lead / first));
            }
        }
        classes
    }

    /// Whether `factor * D - eta * S` is nonnegative is asked of covers: this is that function.
    ///
    /// D is the derivative of a neuron with these signs, `S = sum_(i in Z) max(X_i . delta, 0)`, or `sum |X_i . delta|` for rho > 0.
    pub(crate) fn function(
        &self,
        residual: &[Rational],
        signs: &[i8],
        factor: &Rational,
        eta: &Rational,
    ) -> Function {
        let mut linear = vec![Rational::zero(); self.dimension];
        let mut add = |coefficient: &Rational, x: &[Rational]| {
            for (entry, x) in linear.iter_mut().zip(x) {
                *entry += coefficient * x;
            }
        };
        for ((x, e), sign) in self.lifted.iter().zip(residual).zip(signs) {
            match sign {
                1 => add(&(factor * e), x),
                -1 => add(&(factor * e * &self.slope), x),
                _ => {}
            }
        }
        let steep = Rational::one() - &self.slope;
        let mut rows = Vec::new();
        let mut weights = Vec::new();
        for class in self.classes(&self.zeros(signs)) {
            let Some(x) = class.first().and_then(|(first, _)| self.lifted.get(*first)) else { continue };
            let mut weight = Rational::zero();
            for (index, kappa) in &class {
                let Some(e) = residual.get(*index) else { continue };
                // Coefficients of max(kappa u, 0) and of kappa u, with u = X_first . delta.
                let mut hinge = factor * e * &steep;
                let mut straight = factor * e * &self.slope;
                if self.slope.is_zero() {
                    hinge -= eta;
                } else {
                    hinge -= eta * ratio(2, 1);
                    straight += eta;
                }
                // max(kappa u, 0) is kappa max(u, 0) or, for kappa < 0, |kappa| (max(u, 0) - u) = |kappa| max(u, 0) + kappa u.
                weight += &hinge * kappa.abs();
                if kappa.is_negative() {
                    straight += hinge;
                }
                add(&(straight * kappa), x);
            }
            rows.push(x.clone());
            weights.push(weight);
        }
        Function { linear, rows, weights }
    }

    /// `D(delta)` for a neuron with these signs, from the definition.
    pub(crate) fn derivative(&self, residual: &[Rational], signs: &[i8], delta: &[Rational]) -> Rational {
        let mut sum = Rational::zero();
        for ((x, e), sign) in self.lifted.iter().zip(residual).zip(signs) {
            let u = product(x, delta);
            sum += e * match sign {
                1 => u,
                -1 => u * &self.slope,
                _ => self.activation(&u),
            };
        }
        sum
    }

    /// Whether `sum kappa_i e_i = 0` on every ray of lifted points, and `sum e_i = 0` with output bias.
    pub(crate) fn is_orthogonal_to_all(&self, residual: &[Rational]) -> bool {
        if self.output_bias && !residual.iter().sum::<Rational>().is_zero() {
            return false;
        }
        let all: Vec<usize> = (0..self.lifted.len()).collect();
        self.classes(&all).iter().all(|class| {
            [1, -1].iter().all(|side| {
                let members = class.iter().filter(|(_, kappa)| sign(kappa) == *side);
                let terms = members.filter_map(|(index, kappa)| Some(kappa * residual.get(*index)?));
                terms.sum::<Rational>().is_zero()
            })
        })
    }
}

/// The product of two vectors of one length.
pub(crate) fn product(left: &[Rational], right: &[Rational]) -> Rational {
    left.iter().zip(right).map(|(a, b)| a * b).sum()
}

/// One neuron.
pub(crate) struct Neuron {
    /// Input weights, hidden bias last.
    pub(crate) w: Vec<Rational>,
    pub(crate) v: Rational,
    /// The signs of `w . X_i`.
    pub(crate) signs: Vec<i8>,
    /// `s(w . X_i)`.
    pub(crate) hidden: Vec<Rational>,
}

/// A network on the data.
pub(crate) struct Evaluation {
    pub(crate) neurons: Vec<Neuron>,
    pub(crate) residual: Vec<Rational>,
    pub(crate) loss: Rational,
    pub(crate) differentiable: bool,
}

impl Evaluation {
    /// Evaluates a network, `None` when it does not fit the data.
    pub(crate) fn new(data: &Data, network: &DatasetNetwork) -> Option<Self> {
        let width = network.weights.len();
        let fits = network.v.len() == width
            && network.b.is_some() == data.hidden_bias
            && network.b.as_ref().is_none_or(|b| b.len() == width)
            && network.c.is_some() == data.output_bias;
        if !fits {
            return None;
        }
        let mut neurons = Vec::with_capacity(width);
        for (index, (weights, v)) in network.weights.iter().zip(&network.v).enumerate() {
            let bias = network.b.as_ref().and_then(|b| b.get(index));
            let w: Vec<Rational> = weights.iter().chain(bias).map(|entry| entry.0.clone()).collect();
            if w.len() != data.dimension {
                return None;
            }
            let (integers, over) = cleared(&w);
            let value = |(x, scale): &(Vec<BigInt>, BigInt)| Rational::new(dot(&integers, x), &over * scale);
            let values: Vec<Rational> = data.whole.iter().map(value).collect();
            let signs = values.iter().map(sign).collect();
            let hidden = values.iter().map(|u| data.activation(u)).collect();
            neurons.push(Neuron { w, v: v.0.clone(), signs, hidden });
        }
        let mut residual: Vec<Rational> = Vec::with_capacity(data.labels.len());
        for (index, label) in data.labels.iter().enumerate() {
            let mut e = -label;
            if let Some(c) = &network.c {
                e += &c.0;
            }
            for neuron in &neurons {
                if let Some(hidden) = neuron.hidden.get(index) {
                    e += &neuron.v * hidden;
                }
            }
            residual.push(e);
        }
        let loss = residual.iter().map(|e| e * e).sum::<Rational>() * ratio(1, 2);
        let mut evaluation = Self { neurons, residual, loss, differentiable: true };
        evaluation.differentiable = evaluation.neurons.iter().all(|neuron| {
            neuron.v.is_zero() || evaluation.slope_function(data, neuron, &neuron.v).is_linear()
        });
        Some(evaluation)
    }

    /// `factor * D_j`.
    pub(crate) fn slope_function(&self, data: &Data, neuron: &Neuron, factor: &Rational) -> Function {
        data.function(&self.residual, &neuron.signs, factor, &Rational::zero())
    }

    /// Whether every neuron is zero on every point.
    pub(crate) fn is_silent(&self) -> bool {
        self.neurons.iter().all(|neuron| neuron.hidden.iter().all(Zero::is_zero))
    }
}
