//! A base of smaller loss: one idle neuron is made active at the points that lie furthest in one direction, or the
//! activation patterns of the width are searched for a base that is best everywhere.

use critcert_certificate::Rational;
use critcert_certificate::case::extra_neuron::ExtraNeuronProblem;
use critcert_certificate::rational::ratio;
use num_traits::{One, Signed, Zero};

use super::existence::{Existence, existence_within};
use super::instance::{BasePoint, Network};
use crate::prove::Control;

/// A base of smaller loss: from [`find_better`], or else by the patterns of the width, if there are at most 20,000;
/// `None` when neither gives one.
#[must_use]
pub fn search_better(problem: &ExtraNeuronProblem, base: &BasePoint) -> Option<BasePoint> {
    const PATTERNS: u32 = 20_000;
    find_better(problem, base).or_else(|| {
        let found = existence_within(problem, problem.width?, PATTERNS, Control::NONE);
        let Ok(Existence::Base { network, .. }) = found else { return None };
        let better = BasePoint::of_network(problem, *network).ok()?;
        (better.loss.as_ref()? < base.loss.as_ref()?).then_some(better)
    })
}

/// The best base that arises from `base` by giving its first idle neuron (v = 0, or active nowhere) a kink just before
/// the points of largest or smallest coordinate, with output 1 or -1 there; `None` when none has a smaller loss.
#[must_use]
pub fn find_better(problem: &ExtraNeuronProblem, base: &BasePoint) -> Option<BasePoint> {
    let network = base.network.as_ref()?;
    let loss = base.loss.as_ref()?;
    let idle = |index: &usize| {
        let neuron = &network.neurons[*index];
        neuron.v.is_zero() || problem.points.iter().all(|point| !neuron.inner(point).is_positive())
    };
    let idle = (0..network.neurons.len()).find(idle)?;
    let mut best: Option<BasePoint> = None;
    for input in 0..problem.dimension() {
        for side in [1, -1] {
            let mut values: Vec<Rational> =
                problem.points.iter().map(|point| &point[input].0 * ratio(side, 1)).collect();
            values.sort();
            values.dedup();
            let [.., second, last] = values.as_slice() else { continue };
            let reached =
                problem.points.iter().position(|point| &point[input].0 * ratio(side, 1) == *last)?;
            for target in [1, -1] {
                let mut better: Network = network.clone();
                let neuron = &mut better.neurons[idle];
                neuron.w = vec![Rational::zero(); problem.dimension()];
                neuron.w[input] = ratio(side, 1);
                neuron.b = -second.clone();
                neuron.v = (ratio(target, 1) - &base.outputs[reached]) / (last - second);
                let candidate = BasePoint::of_network(problem, better).ok()?;
                let found = best.as_ref().map_or(loss, |best| best.loss.as_ref().unwrap_or(loss));
                if candidate.loss.as_ref().is_some_and(|loss| loss < found) {
                    best = Some(candidate);
                }
            }
        }
    }
    best
}

/// A base that classifies every point correctly: constant, or with one idle neuron; `None` if no tried one does.
#[must_use]
pub fn find_correct(problem: &ExtraNeuronProblem, base: &BasePoint) -> Option<BasePoint> {
    let network = base.network.as_ref()?;
    let correct = |candidate: &BasePoint| {
        let mut margins = problem.labels.iter().zip(&candidate.outputs);
        margins.all(|(label, output)| (ratio(i64::from(*label), 1) * output).is_positive())
    };
    for target in [Rational::one(), -Rational::one()] {
        let constant = Network { c: target, ..network.clone() };
        let candidate = BasePoint::of_network(problem, constant).ok()?;
        if correct(&candidate) {
            return Some(candidate);
        }
    }
    find_better(problem, base).filter(correct)
}
