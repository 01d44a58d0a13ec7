//! Whether a network is a local minimum, by multipliers at its kinks.

use critcert_certificate::case::{DatasetNetwork, DatasetProblem};
use critcert_certificate::certificate::stratum::Smoothness;
use critcert_certificate::rational::{Canonical, Rational, sign};
use num_traits::{Signed, Zero};

use crate::kernel::Failure;
use crate::outcome::Reason;

/// Most concave kinks of one neuron: the number of choices of sides doubles with each.
const MAX_CONCAVE: usize = 16;

/// A network evaluated on the data.
pub(crate) struct Evaluated {
    points: Vec<Vec<Rational>>,
    neurons: Vec<Neuron>,
    residual: Vec<Rational>,
    slope: Rational,
    output_bias: bool,
    pub(crate) loss: Rational,
    pub(crate) smoothness: Smoothness,
}

struct Neuron {
    v: Rational,
    /// Sign of the pre-activation at each point.
    signs: Vec<i8>,
}

fn refuse(condition: &'static str) -> Reason {
    Reason::Condition { condition }
}

impl Evaluated {
    pub(crate) fn new(problem: &DatasetProblem, network: &DatasetNetwork) -> Result<Self, Reason> {
        let width = network.v.len();
        let biases = network.b.as_ref().map(Vec::len);
        let fits = network.weights.len() == width
            && network.weights.iter().all(|row| row.len() == problem.dimension())
            && biases == problem.hidden_bias.then_some(width)
            && network.c.is_some() == problem.output_bias;
        if !fits {
            return Err(refuse("the network does not fit the problem"));
        }
        let lift = |vector: &Vec<Canonical>, last: Option<Rational>| -> Vec<Rational> {
            vector.iter().map(|entry| entry.0.clone()).chain(last).collect()
        };
        let one = || problem.hidden_bias.then(|| Rational::from_integer(1.into()));
        let points: Vec<Vec<Rational>> = problem.points.iter().map(|point| lift(point, one())).collect();
        let slope = problem.activation.slope();
        let c = network.c.as_ref().map_or_else(Rational::zero, |c| c.0.clone());
        let mut residual: Vec<Rational> = problem.labels.iter().map(|label| &c - &label.0).collect();
        let mut neurons = Vec::with_capacity(width);
        let mut smoothness = Smoothness::Live;
        for (index, (row, v)) in network.weights.iter().zip(&network.v).enumerate() {
            let bias = network.b.as_ref().and_then(|b| b.get(index)).map(|b| b.0.clone());
            let w = lift(row, bias);
            let mut signs = Vec::with_capacity(points.len());
            let mut values_vanish = true;
            for (point, entry) in points.iter().zip(&mut residual) {
                let u: Rational = point.iter().zip(&w).map(|(x, w)| x * w).sum();
                signs.push(sign(&u));
                let value = if u.is_negative() { u * &slope } else { u };
                values_vanish &= value.is_zero();
                *entry += value * &v.0;
            }
            let kink = signs.iter().zip(&points).any(|(sign, point)| *sign == 0 && !is_origin(point));
            smoothness = smoothness.min(match (kink, values_vanish) {
                (true, _) => Smoothness::Kink,
                (false, true) => Smoothness::Dead,
                (false, false) => Smoothness::Live,
            });
            neurons.push(Neuron { v: v.0.clone(), signs });
        }
        let loss = residual.iter().map(|e| e * e).sum::<Rational>() / Rational::from_integer(2.into());
        let output_bias = problem.output_bias;
        Ok(Self { points, neurons, residual, slope, output_bias, loss, smoothness })
    }

    /// The signs of each neuron on the points.
    pub(crate) fn signs(&self) -> impl Iterator<Item = &[i8]> {
        self.neurons.iter().map(|neuron| neuron.signs.as_slice())
    }

    /// e = f - y at each point.
    pub(crate) fn residual(&self) -> &[Rational] {
        &self.residual
    }

    /// Refuses unless the network is a local minimum, as the multipliers at its kinks show.
    pub(crate) fn accept_minimum(&self, kinks: &[Vec<Vec<Canonical>>]) -> Result<(), Failure> {
        if self.output_bias && !self.residual.iter().sum::<Rational>().is_zero() {
            return Err(refuse("the residuals do not add up to zero").into());
        }
        if kinks.len() != self.neurons.len() {
            return Err(refuse("one list of multipliers for each neuron").into());
        }
        for (neuron, leaves) in self.neurons.iter().zip(kinks) {
            self.accept_neuron(neuron, leaves)?;
        }
        Ok(())
    }

    fn accept_neuron(&self, neuron: &Neuron, leaves: &[Vec<Canonical>]) -> Result<(), Failure> {
        let dimension = self.points.first().map_or(0, Vec::len);
        let side = if neuron.v.is_negative() {
            -Rational::from_integer(1.into())
        } else {
            Rational::from_integer(1.into())
        };
        let mut linear = vec![Rational::zero(); dimension];
        // The points at kinks, with the side of v times their residuals.
        let mut zeros: Vec<(&[Rational], Rational)> = Vec::new();
        for ((point, sign), e) in self.points.iter().zip(&neuron.signs).zip(&self.residual) {
            let weight = e * &side;
            match sign {
                0 if !is_origin(point) => zeros.push((point, weight)),
                0 => {}
                1 => add(&mut linear, point, &weight),
                _ => add(&mut linear, point, &(weight * &self.slope)),
            }
        }
        if zeros.is_empty() || neuron.v.is_zero() {
            if !zeros.is_empty() {
                return Err(refuse("a neuron of output weight 0 has a kink at a point").into());
            }
            if !linear.iter().all(Zero::is_zero) {
                return Err(refuse("the gradient in the input weights of a neuron is not zero").into());
            }
            return Ok(if leaves.is_empty() { Ok(()) } else { Err(refuse("multipliers without kinks")) }?);
        }
        let concave = zeros.iter().filter(|(_, weight)| weight.is_negative()).count();
        if concave > MAX_CONCAVE {
            return Err(Failure::Declined(format!("more than {MAX_CONCAVE} concave kinks of one neuron")));
        }
        let choices = 1_usize.checked_shl(u32::try_from(concave).unwrap_or(u32::MAX)).unwrap_or(usize::MAX);
        if leaves.len() != choices {
            return Err(refuse("one list of multipliers for each choice of sides").into());
        }
        for (choice, leaf) in leaves.iter().enumerate() {
            self.accept_leaf(&linear, &zeros, choice, leaf)?;
        }
        Ok(())
    }

    /// The identity of one choice of sides: bit k of `choice` is set where the k-th concave kink is on its negative side.
    fn accept_leaf(
        &self,
        linear: &[Rational],
        zeros: &[(&[Rational], Rational)],
        choice: usize,
        leaf: &[Canonical],
    ) -> Result<(), Reason> {
        if leaf.len() != zeros.len() {
            return Err(refuse("one multiplier for each kink"));
        }
        let mut sum = linear.to_vec();
        let mut rest = choice;
        for ((point, weight), multiplier) in zeros.iter().zip(leaf) {
            let multiplier = &multiplier.0;
            if weight.is_negative() {
                let negative = rest % 2 == 1;
                rest /= 2;
                if multiplier.is_negative() {
                    let what = "multiplier of a concave kink".to_owned();
                    return Err(Reason::Sign { what, needed: "not negative", got: multiplier.to_string() });
                }
                let own = if negative { weight * &self.slope + multiplier } else { weight - multiplier };
                add(&mut sum, point, &own);
            } else {
                if *multiplier < weight * &self.slope || multiplier > weight {
                    return Err(refuse("the multiplier of a convex kink is out of its bounds"));
                }
                add(&mut sum, point, multiplier);
            }
        }
        for (unknown, entry) in sum.iter().enumerate() {
            if !entry.is_zero() {
                return Err(Reason::Combination {
                    unknown,
                    expected: "0".to_owned(),
                    got: entry.to_string(),
                });
            }
        }
        Ok(())
    }
}

fn is_origin(point: &[Rational]) -> bool {
    point.iter().all(Zero::is_zero)
}

fn add(sum: &mut [Rational], point: &[Rational], factor: &Rational) {
    for (entry, x) in sum.iter_mut().zip(point) {
        *entry += x * factor;
    }
}
