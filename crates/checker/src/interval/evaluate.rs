//! Loss, gradient and neuron types at a network, by Simpson's rule between breakpoints.
//!
//! Between neighbouring breakpoints the network is affine, so every integrand that occurs (r, x r, r^2) is a
//! polynomial of degree at most two there, for which Simpson's rule is exact.

use critcert_certificate::case::interval::{IntervalNetwork, IntervalProblem, NeuronType};
use critcert_certificate::certificate::interval::NeuronKind;
use critcert_certificate::rational::{Rational, ratio};
use num_traits::{Signed, Zero};

/// One neuron, as numbers.
#[derive(Debug, Clone)]
pub(crate) struct Neuron {
    pub(crate) w: Rational,
    pub(crate) b: Rational,
    pub(crate) v: Rational,
}

impl Neuron {
    /// The pre-activation w x + b.
    pub(crate) fn at(&self, x: &Rational) -> Rational {
        &self.w * x + &self.b
    }

    /// -b/w, if w != 0.
    pub(crate) fn breakpoint(&self) -> Option<Rational> {
        (!self.w.is_zero()).then(|| -&self.b / &self.w)
    }

    /// Type and flatness, from the table of the specification.
    pub(crate) fn kind(&self, problem: &IntervalProblem) -> NeuronKind {
        let (left, right) = (self.at(&problem.start.0), self.at(&problem.end.0));
        let kind = if self.w.is_zero() && self.b.is_zero() {
            NeuronType::Degenerate
        } else if left.is_negative() && right.is_negative() {
            NeuronType::Inactive
        } else if self.w.is_negative() && left.is_zero() {
            NeuronType::SemiInactiveStart
        } else if self.w.is_positive() && right.is_zero() {
            NeuronType::SemiInactiveEnd
        } else if self.w.is_zero() {
            NeuronType::SemiActive
        } else if left.is_negative() || right.is_negative() {
            NeuronType::Type2Active
        } else {
            NeuronType::Type1Active
        };
        NeuronKind { kind, flat: self.v.is_zero() }
    }
}

/// The neurons of a network, or `None` when its lists differ in length.
pub(crate) fn neurons(network: &IntervalNetwork) -> Option<Vec<Neuron>> {
    network.width()?;
    let triples = network.w.iter().zip(&network.b).zip(&network.v);
    Some(triples.map(|((w, b), v)| Neuron { w: w.0.clone(), b: b.0.clone(), v: v.0.clone() }).collect())
}

/// f(x), from the definition.
pub(crate) fn value(neurons: &[Neuron], c: &Rational, x: &Rational) -> Rational {
    let mut sum = c.clone();
    for neuron in neurons {
        let activation = neuron.at(x);
        if activation.is_positive() {
            sum += &neuron.v * activation;
        }
    }
    sum
}

/// Integrals of r = f - target over one piece.
struct Piece {
    middle: Rational,
    r: Rational,
    xr: Rational,
}

/// A network with its loss and the integrals that make up its gradient.
pub(crate) struct Evaluation {
    pub(crate) neurons: Vec<Neuron>,
    pub(crate) c: Rational,
    pub(crate) loss: Rational,
    pieces: Vec<Piece>,
}

impl Evaluation {
    /// Evaluates a network with `neurons` and output bias `c`.
    pub(crate) fn new(problem: &IntervalProblem, neurons: Vec<Neuron>, c: Rational) -> Self {
        let (start, end) = (&problem.start.0, &problem.end.0);
        let mut cuts: Vec<Rational> = neurons.iter().filter_map(Neuron::breakpoint).collect();
        cuts.retain(|cut| start < cut && cut < end);
        cuts.push(start.clone());
        cuts.push(end.clone());
        cuts.sort();
        cuts.dedup();
        let residual = |x: &Rational| value(&neurons, &c, x) - problem.target(x);
        let (half, sixth, four) = (ratio(1, 2), ratio(1, 6), ratio(4, 1));
        let mut loss = Rational::zero();
        let mut pieces = Vec::with_capacity(cuts.len());
        let ends = cuts.iter().map(|cut| (cut, residual(cut)));
        for ((p, at_p), (q, at_q)) in ends.clone().zip(ends.skip(1)) {
            let middle = (p + q) * &half;
            let at_middle = residual(&middle);
            let weight = (q - p) * &sixth;
            loss += &weight * (&at_p * &at_p + &four * &at_middle * &at_middle + &at_q * &at_q);
            let r = &weight * (&at_p + &four * &at_middle + &at_q);
            let xr = weight * (p * at_p + &four * &middle * at_middle + q * at_q);
            pieces.push(Piece { middle, r, xr });
        }
        Self { neurons, c, loss, pieces }
    }

    /// Integrals of r and of x r over I_j = {x : w x + b > 0}.
    fn active_moments(&self, neuron: &Neuron) -> (Rational, Rational) {
        let mut sums = (Rational::zero(), Rational::zero());
        for piece in &self.pieces {
            if neuron.at(&piece.middle).is_positive() {
                sums.0 += &piece.r;
                sums.1 += &piece.xr;
            }
        }
        sums
    }

    /// dL/dc.
    pub(crate) fn output_bias_derivative(&self) -> Rational {
        let sum: Rational = self.pieces.iter().map(|piece| &piece.r).sum();
        sum * ratio(2, 1)
    }

    /// dL/dw, dL/db, dL/dv of a neuron.
    pub(crate) fn derivatives(&self, neuron: &Neuron) -> [Rational; 3] {
        let (r, xr) = self.active_moments(neuron);
        let two = ratio(2, 1);
        let twice = &two * &neuron.v;
        [&twice * &xr, &twice * &r, two * (&neuron.w * xr + &neuron.b * r)]
    }

    /// 2 v int r max(omega x + eta, 0): the one-sided derivative at a degenerate neuron of output weight v.
    ///
    /// The integrand needs the breakpoint of (omega, eta) among the cuts; `problem` gives them anew.
    pub(crate) fn one_sided_derivative(
        &self,
        problem: &IntervalProblem,
        v: &Rational,
        omega: &Rational,
        eta: &Rational,
    ) -> Rational {
        let probe = Neuron { w: omega.clone(), b: eta.clone(), v: Rational::zero() };
        let mut neurons = self.neurons.clone();
        neurons.push(probe.clone());
        let refined = Self::new(problem, neurons, self.c.clone());
        let (r, xr) = refined.active_moments(&probe);
        ratio(2, 1) * v * (omega * xr + eta * r)
    }

    /// Whether L is differentiable here.
    pub(crate) fn is_differentiable(&self) -> bool {
        let kink = |neuron: &Neuron| neuron.w.is_zero() && neuron.b.is_zero() && !neuron.v.is_zero();
        self.loss.is_zero() || !self.neurons.iter().any(kink)
    }
}
