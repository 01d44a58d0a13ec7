//! A network on the data: outputs, residual, loss, signs, derivatives.

use critcert_certificate::Rational;
use critcert_certificate::case::dataset::DatasetNetwork;
use critcert_certificate::rational::ratio;
use num_traits::{Signed, Zero};

use super::covector::{Covector, Sign};
use super::derivative::{Derivative, activation};
use super::lifted::{DatasetError, Lifted};

/// A neuron on the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Neuron {
    /// Input weights, hidden bias last; D entries.
    pub w: Vec<Rational>,
    /// Output weight.
    pub v: Rational,
    /// `s(w . X_i)`, n entries.
    pub hidden: Vec<Rational>,
    /// The signs of `w . X_i`.
    pub covector: Covector,
    /// The derivative `D_j`.
    pub derivative: Derivative,
}

impl Neuron {
    /// Whether some nonzero lifted point has product 0 with w.
    #[must_use]
    pub fn has_kink(&self) -> bool {
        !self.derivative.kinks.is_empty()
    }
}

/// A network on the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation {
    /// The neurons.
    pub neurons: Vec<Neuron>,
    /// `e = f - y`, n entries.
    pub residual: Vec<Rational>,
    /// `1/2 sum e_i^2`.
    pub loss: Rational,
    /// Whether L is differentiable there: `v_j D_j` is linear for every neuron.
    pub differentiable: bool,
}

impl Evaluation {
    /// Evaluates a network of any width.
    ///
    /// # Errors
    /// [`DatasetError::Network`] when it does not fit the data.
    pub fn new(lifted: &Lifted, network: &DatasetNetwork) -> Result<Self, DatasetError> {
        let weights = lifted.neurons(network)?;
        let mut residual: Vec<Rational> = lifted.labels().iter().map(|label| -label).collect();
        if let Some(c) = &network.c {
            for e in &mut residual {
                *e += &c.0;
            }
        }
        let mut parts = Vec::with_capacity(weights.len());
        for (w, v) in weights.into_iter().zip(&network.v) {
            let values = lifted.preactivations(&w);
            let covector = Covector::of_values(&values);
            let hidden: Vec<Rational> = values.into_iter().map(|u| activation(lifted, u)).collect();
            if !v.0.is_zero() {
                for (e, h) in residual.iter_mut().zip(&hidden).filter(|(_, h)| !h.is_zero()) {
                    *e += &v.0 * h;
                }
            }
            parts.push((w, v.0.clone(), hidden, covector));
        }
        let neurons: Vec<Neuron> = parts
            .into_iter()
            .map(|(w, v, hidden, covector)| {
                let derivative = Derivative::new(lifted, &covector, &residual);
                Neuron { w, v, hidden, covector, derivative }
            })
            .collect();
        let differentiable = neurons.iter().all(|neuron| neuron.v.is_zero() || neuron.derivative.is_linear());
        let loss = half_square(&residual);
        Ok(Self { neurons, residual, loss, differentiable })
    }

    /// `sum e_i`, the derivative in the output bias.
    #[must_use]
    pub fn total(&self) -> Rational {
        self.residual.iter().sum()
    }

    /// Whether some neuron has a kink on a nonzero lifted point.
    #[must_use]
    pub fn has_kink(&self) -> bool {
        self.neurons.iter().any(Neuron::has_kink)
    }

    /// Whether every neuron vanishes on every point.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        self.neurons.iter().all(|neuron| neuron.hidden.iter().all(Zero::is_zero))
    }

    /// Whether the residual is orthogonal to the outputs of every network of every width: then the loss is least.
    ///
    /// Any neuron is a multiple of one number on each ray of lifted points, so this asks for `sum kappa_i e_i = 0` over
    /// every ray, and `sum e_i = 0` with output bias. Loss 0 is a special case; so are means of contradictory labels.
    #[must_use]
    pub fn is_orthogonal_to_all(&self, lifted: &Lifted) -> bool {
        let balanced = |sign: Sign| {
            lifted.classes().iter().all(|class| {
                let members = class.members.iter().filter(|member| Sign::of(&member.factor) == sign);
                let sum: Rational = members.map(|member| &member.factor * &self.residual[member.index]).sum();
                sum.is_zero()
            })
        };
        (!lifted.output_bias() || self.total().is_zero()) && balanced(Sign::Plus) && balanced(Sign::Minus)
    }
}

/// `1/2 sum r_i^2`.
pub(super) fn half_square(residual: &[Rational]) -> Rational {
    square(residual) * ratio(1, 2)
}

/// `sum r_i^2`.
pub(super) fn square(vector: &[Rational]) -> Rational {
    vector.iter().filter(|entry| !entry.is_zero()).map(|entry| entry * entry).sum()
}

/// -1 or 1 times `magnitude`, with the sign of `of`.
pub(super) fn with_sign(magnitude: Rational, of: &Rational) -> Rational {
    if of.is_negative() { -magnitude } else { magnitude }
}
