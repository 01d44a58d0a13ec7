//! Whether some one-dimensional base of a width has the best output at every place.
//!
//! By theorem N1 this is the same as: the augmented loss has a local minimum. Each pattern of activations and
//! output signs is one linear system, feasible or refuted by multipliers.

use critcert_certificate::Rational;
use critcert_certificate::case::extra_neuron::ExtraNeuronProblem;
use critcert_certificate::rational::ratio;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Zero};

use super::instance::{ExtraNeuronError, Network, Neuron, places};
use super::optimum::{Optimum, optimum};
use crate::lp::{Answer, Motzkin, Relation, System, decide};
use crate::prove::Control;

/// The answer about a width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Existence {
    /// This base has the best output at every place.
    Base(Box<Network>),
    /// At the place of this point no output is best.
    NoMinimiser(usize),
    /// No base of the width has the best output everywhere: one contradiction for each pattern, in order.
    Refuted(Vec<(Vec<Activation>, Motzkin)>),
}

/// The places where a neuron is active, along increasing coordinates, and the sign of its output weight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activation {
    /// Whether it is active at each place.
    pub active: Vec<bool>,
    /// 1 or -1.
    pub sign: i8,
}

impl Activation {
    /// The text of the places in certificates.
    #[must_use]
    pub fn text(&self) -> String {
        self.active.iter().map(|active| if *active { '+' } else { '-' }).collect()
    }

    fn is_idle(&self) -> bool {
        !self.active.contains(&true)
    }
}

/// A place on the line: its coordinate times the common denominator, and what is best there.
struct Place {
    x: BigInt,
    best: Optimum,
}

/// The number of patterns of a width at k places: multisets of 4k - 1 activations.
#[must_use]
pub fn pattern_count(places: usize, width: usize) -> BigInt {
    let kinds = (4 * places).saturating_sub(1);
    (1..=width).fold(BigInt::one(), |count, step| count * (kinds + step - 1) / step)
}

/// All activations of one neuron: suffixes from the longest, prefixes from the shortest, each with output sign 1
/// and -1, and last the neuron that is active nowhere.
#[must_use]
pub fn activations(places: usize) -> Vec<Activation> {
    let suffixes = (0..places).map(|start| (0..places).map(|place| place >= start).collect::<Vec<_>>());
    let prefixes = (1..places).map(|end| (0..places).map(|place| place < end).collect());
    let mut list: Vec<Activation> = suffixes
        .chain(prefixes)
        .flat_map(|active| [1, -1].map(|sign| Activation { active: active.clone(), sign }))
        .collect();
    list.push(Activation { active: vec![false; places], sign: 1 });
    list
}

/// Decides whether a base of this width has the best output everywhere.
///
/// # Errors
/// [`ExtraNeuronError::Hypothesis`] unless the points are one-dimensional;
/// [`ExtraNeuronError::Undetermined`] when a best output is irrational or there are more than
/// 2,000,000 patterns; [`ExtraNeuronError::Interrupted`].
///
/// # Source
/// Own: theorem N4; the reduction to output weights of size 1 is positive rescaling.
pub fn existence(
    problem: &ExtraNeuronProblem,
    width: usize,
    control: Control<'_>,
) -> Result<Existence, ExtraNeuronError> {
    const PATTERNS: u32 = 2_000_000;
    let mut line: Vec<(Rational, Optimum)> = Vec::new();
    for members in places(problem) {
        let plus = members.iter().filter(|&&index| problem.labels[index] > 0).count();
        let best = optimum(&problem.loss, plus, members.len() - plus);
        if best == Optimum::Nothing {
            return Ok(Existence::NoMinimiser(members[0]));
        }
        if problem.dimension() == 1 {
            line.push((problem.points[members[0]][0].0.clone(), best));
        }
    }
    if problem.dimension() != 1 {
        return Err(ExtraNeuronError::Hypothesis(
            "local minima of the augmented loss are enumerated for one-dimensional points",
        ));
    }
    if line.iter().any(|(_, best)| !matches!(best, Optimum::Margin(_) | Optimum::Value(_))) {
        let message = "the best output at a place with both labels is irrational";
        return Err(ExtraNeuronError::Undetermined(message.to_owned()));
    }
    line.sort_by(|left, right| left.0.cmp(&right.0));
    let scale = line.iter().fold(BigInt::one(), |common, (x, _)| common.lcm(x.denom()));
    let line: Vec<Place> =
        line.into_iter().map(|(x, best)| Place { x: x.numer() * (&scale / x.denom()), best }).collect();
    let total = pattern_count(line.len(), width);
    if total > BigInt::from(PATTERNS) {
        let message = format!("{total} patterns, more than the limit of {PATTERNS}");
        return Err(ExtraNeuronError::Undetermined(message));
    }
    let kinds = activations(line.len());
    let mut cuts = Vec::new();
    let mut pattern = vec![0; width];
    loop {
        if (control.interrupted)() {
            return Err(ExtraNeuronError::Interrupted);
        }
        let neurons: Vec<Activation> = pattern.iter().map(|&kind| kinds[kind].clone()).collect();
        match decide(&system(&line, &neurons)?) {
            Answer::Infeasible(motzkin) => cuts.push((neurons, motzkin)),
            Answer::Feasible(witness) => {
                let values = witness.to_rationals();
                return Ok(Existence::Base(Box::new(network(&neurons, &values, &scale))));
            }
        }
        (control.progress)(cuts.len() as u64, u64::try_from(&total).ok());
        let Some(position) = pattern.iter().rposition(|&kind| kind + 1 < kinds.len()) else {
            return Ok(Existence::Refuted(cuts));
        };
        let next = pattern[position] + 1;
        pattern[position..].fill(next);
    }
}

/// The system of a pattern. Unknowns: c, then (w, b) of each neuron that is active somewhere. Rows: for each such
/// neuron one for each place, then for each place what its output has to be.
fn system(line: &[Place], neurons: &[Activation]) -> Result<System, ExtraNeuronError> {
    let active: Vec<&Activation> = neurons.iter().filter(|neuron| !neuron.is_idle()).collect();
    let unknowns = 2 * active.len() + 1;
    let mut system = System::new(unknowns);
    let shape = |error: crate::lp::ShapeError| ExtraNeuronError::Internal(error.to_string());
    for (index, neuron) in active.iter().enumerate() {
        for (place, on) in line.iter().zip(&neuron.active) {
            let sign = BigInt::from(if *on { 1 } else { -1 });
            let mut row = vec![BigInt::zero(); unknowns];
            row[2 * index + 1] = &place.x * &sign;
            row[2 * index + 2] = sign;
            system.push_big(&row, &BigInt::zero(), Relation::GreaterEqual).map_err(shape)?;
        }
    }
    for (index, place) in line.iter().enumerate() {
        let mut row = vec![BigInt::zero(); unknowns];
        row[0] = BigInt::one();
        for (position, neuron) in active.iter().enumerate() {
            if neuron.active[index] {
                row[2 * position + 1] = &place.x * neuron.sign;
                row[2 * position + 2] = BigInt::from(neuron.sign);
            }
        }
        let (factor, bound, relation) = match &place.best {
            Optimum::Margin(label) => (BigInt::from(*label), BigInt::one(), Relation::GreaterEqual),
            Optimum::Value(value) => (value.denom().clone(), value.numer().clone(), Relation::Equal),
            _ => return Err(ExtraNeuronError::Internal("a best output is not rational".to_owned())),
        };
        row.iter_mut().for_each(|entry| *entry *= &factor);
        system.push_big(&row, &bound, relation).map_err(shape)?;
    }
    Ok(system)
}

/// The network of a solution, in the coordinates of the case.
fn network(neurons: &[Activation], values: &[Rational], scale: &BigInt) -> Network {
    let mut pairs = values[1..].chunks(2);
    let neurons = neurons
        .iter()
        .map(|activation| match activation.is_idle() {
            false => {
                let pair = pairs.next().unwrap_or_default();
                let value = |index: usize| pair.get(index).cloned().unwrap_or_default();
                let w = vec![value(0) * Rational::from_integer(scale.clone())];
                Neuron { w, b: value(1), v: ratio(i64::from(activation.sign), 1) }
            }
            true => Neuron { w: vec![Rational::zero()], b: ratio(-1, 1), v: Rational::zero() },
        })
        .collect();
    Network { neurons, c: values[0].clone() }
}
