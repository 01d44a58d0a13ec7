//! Whether some base of a width has the best output at every place, for points of any dimension.
//!
//! By theorem N1 this is the same as: the augmented loss has a local minimum. Each pattern of activations and
//! output signs is one linear system, feasible or refuted by multipliers. On the line the activations are
//! intervals; else they are the cells of the arrangement of the lifted places. Closed cells cover everything.

use critcert_certificate::Rational;
use critcert_certificate::case::extra_neuron::ExtraNeuronProblem;
use critcert_certificate::rational::ratio;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Zero};

use super::instance::{ExtraNeuronError, Network, Neuron, places};
use super::optimum::{Optimum, optimum};
use crate::lp::{Answer, Motzkin, Relation, System, decide};
use crate::pattern::{Points, cover, list};
use crate::prove::Control;

/// The answer about a width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Existence {
    /// A base with the best output at every place.
    Base {
        /// The base.
        network: Box<Network>,
        /// The number of patterns of the width.
        patterns: BigInt,
    },
    /// At the place of this point no output is best.
    NoMinimiser(usize),
    /// No base of the width has the best output everywhere.
    Refuted(Box<Refutation>),
}

/// Why no base of a width has the best output everywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refutation {
    /// Above dimension 1, a witness (w, b) of each cell in which the first place is active, as integers separated
    /// by spaces, for places multiplied by the common denominator; empty on the line.
    pub witnesses: Vec<String>,
    /// The number of patterns.
    pub patterns: BigInt,
    /// One contradiction for each pattern, in order.
    pub cuts: Vec<(Vec<Activation>, Motzkin)>,
}

/// The places where a neuron is active, in increasing order of their coordinates, and the sign of its output weight.
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

/// A place: its coordinates times the common denominator, then 1, and what is best there.
#[derive(Debug)]
struct Place {
    lifted: Vec<BigInt>,
    best: Optimum,
}

/// The number of patterns of a width: multisets of this many activations.
fn pattern_count(kinds: usize, width: usize) -> BigInt {
    (1..=width).fold(BigInt::one(), |count, step| count * (kinds + step - 1) / step)
}

/// All activations of one neuron, and the witnesses of their cells.
struct Activations {
    list: Vec<Activation>,
    witnesses: Vec<String>,
}

/// Each set of active places with output sign 1 and then -1, and last the neuron that is active nowhere.
fn with_signs(sets: impl Iterator<Item = Vec<bool>>, places: usize) -> Vec<Activation> {
    let mut list: Vec<Activation> =
        sets.flat_map(|active| [1, -1].map(|sign| Activation { active: active.clone(), sign })).collect();
    list.push(Activation { active: vec![false; places], sign: 1 });
    list
}

/// On the line: suffixes from the longest, then prefixes from the shortest.
fn on_the_line(places: usize) -> Activations {
    let suffixes = (0..places).map(|start| (0..places).map(|place| place >= start).collect::<Vec<_>>());
    let prefixes = (1..places).map(|end| (0..places).map(|place| place < end).collect());
    Activations { list: with_signs(suffixes.chain(prefixes), places), witnesses: Vec::new() }
}

/// In any dimension: the cells in which the first place is active, then their opposites but for the empty one.
fn in_space(places: &[Place], control: Control<'_>) -> Result<Activations, ExtraNeuronError> {
    /// Bound on the number of cells.
    const CELLS: u32 = 200_000;
    let dimension = places.first().map_or(0, |place| place.lifted.len());
    if cover(places.len(), dimension) > BigInt::from(CELLS) {
        let message = format!("{} places may have more than {CELLS} cells, the limit", places.len());
        return Err(ExtraNeuronError::Undetermined(message));
    }
    let rows: Vec<Vec<Rational>> = places
        .iter()
        .map(|place| place.lifted.iter().cloned().map(Rational::from_integer).collect())
        .collect();
    let points = Points::from_rows(&rows).map_err(|error| ExtraNeuronError::Internal(error.to_string()))?;
    let listing = list(&points, false, control.interrupted).map_err(|_| ExtraNeuronError::Interrupted)?;
    let (mut sets, mut witnesses) = (Vec::new(), Vec::new());
    let collected: Result<(), std::convert::Infallible> = listing.try_for_each(|pattern| {
        sets.push(pattern.signs.iter().map(|&sign| sign > 0).collect::<Vec<bool>>());
        witnesses.push(pattern.witness.to_string());
        Ok(())
    });
    let Ok(()) = collected;
    let opposites: Vec<Vec<bool>> = sets.iter().map(|set| set.iter().map(|on| !on).collect()).collect();
    let opposites = opposites.into_iter().filter(|set: &Vec<bool>| set.contains(&true));
    let list = with_signs(sets.into_iter().chain(opposites), places.len());
    Ok(Activations { list, witnesses })
}

/// Most patterns of an enumeration.
const PATTERNS: u32 = 2_000_000;

/// The places of a problem, or a point at whose place no output is best.
enum Sorted {
    /// By increasing coordinates, with the common denominator of these.
    Places(Vec<Place>, BigInt),
    NoMinimiser(usize),
}

fn sorted_places(problem: &ExtraNeuronProblem) -> Result<Sorted, ExtraNeuronError> {
    let mut sorted: Vec<(Vec<Rational>, Optimum)> = Vec::new();
    for members in places(problem) {
        let plus = members.iter().filter(|&&index| problem.labels[index] > 0).count();
        let best = optimum(&problem.loss, plus, members.len() - plus);
        if best == Optimum::Nothing {
            return Ok(Sorted::NoMinimiser(members[0]));
        }
        let point = &problem.points[members[0]];
        sorted.push((point.iter().map(|entry| entry.0.clone()).collect(), best));
    }
    if sorted.iter().any(|(_, best)| !matches!(best, Optimum::Margin(_) | Optimum::Value(_))) {
        let message = "the best output at a place with both labels is irrational";
        return Err(ExtraNeuronError::Undetermined(message.to_owned()));
    }
    sorted.sort_by(|left, right| left.0.cmp(&right.0));
    let entries = sorted.iter().flat_map(|(point, _)| point);
    let scale = entries.fold(BigInt::one(), |common, x| common.lcm(x.denom()));
    let lift = |point: &[Rational]| {
        let scaled = point.iter().map(|x| x.numer() * (&scale / x.denom()));
        scaled.chain(std::iter::once(BigInt::one())).collect()
    };
    let places = sorted.into_iter().map(|(point, best)| Place { lifted: lift(&point), best }).collect();
    Ok(Sorted::Places(places, scale))
}

/// The linear systems of the patterns of a problem, for whoever wants to state them.
#[derive(Debug)]
pub struct PatternSystems {
    places: Vec<Place>,
}

impl PatternSystems {
    /// Sorts the places of a problem.
    ///
    /// # Errors
    /// [`ExtraNeuronError::Undetermined`] when a best output is irrational or there is none.
    pub fn new(problem: &ExtraNeuronProblem) -> Result<Self, ExtraNeuronError> {
        match sorted_places(problem)? {
            Sorted::Places(places, _) => Ok(Self { places }),
            Sorted::NoMinimiser(point) => Err(ExtraNeuronError::Undetermined(format!(
                "no output is best at the place of point {point}"
            ))),
        }
    }

    /// The places by increasing coordinates: these times their common denominator, then 1.
    #[must_use]
    pub fn lifted(&self) -> Vec<Vec<BigInt>> {
        self.places.iter().map(|place| place.lifted.clone()).collect()
    }

    /// The system of a pattern: unknowns c, then (w, b) of each neuron that is active somewhere; rows: for each such
    /// neuron one for each place, then for each place what its output has to be.
    ///
    /// # Errors
    /// [`ExtraNeuronError::Internal`] only.
    pub fn of(&self, neurons: &[Activation]) -> Result<System, ExtraNeuronError> {
        system(&self.places, neurons)
    }
}

/// Decides whether a base of this width has the best output everywhere.
///
/// # Errors
/// [`ExtraNeuronError::Undetermined`] when a best output is irrational, or when there may be more than
/// 200,000 cells or are more than 2,000,000 patterns; [`ExtraNeuronError::Interrupted`].
///
/// # Source
/// Own: theorem N4; the reduction to output weights of size 1 is positive rescaling.
pub fn existence(
    problem: &ExtraNeuronProblem,
    width: usize,
    control: Control<'_>,
) -> Result<Existence, ExtraNeuronError> {
    existence_within(problem, width, PATTERNS, control)
}

/// The same with another limit on the number of patterns.
pub(super) fn existence_within(
    problem: &ExtraNeuronProblem,
    width: usize,
    limit: u32,
    control: Control<'_>,
) -> Result<Existence, ExtraNeuronError> {
    let (places, scale) = match sorted_places(problem)? {
        Sorted::Places(places, scale) => (places, scale),
        Sorted::NoMinimiser(point) => return Ok(Existence::NoMinimiser(point)),
    };
    let Activations { list: kinds, witnesses } =
        if problem.dimension() == 1 { on_the_line(places.len()) } else { in_space(&places, control)? };
    let patterns = pattern_count(kinds.len(), width);
    if patterns > BigInt::from(limit) {
        let message = format!("{patterns} patterns, more than the limit of {limit}");
        return Err(ExtraNeuronError::Undetermined(message));
    }
    let mut cuts = Vec::new();
    let mut pattern = vec![0; width];
    loop {
        if (control.interrupted)() {
            return Err(ExtraNeuronError::Interrupted);
        }
        let neurons: Vec<Activation> = pattern.iter().map(|&kind| kinds[kind].clone()).collect();
        match decide(&system(&places, &neurons)?) {
            Answer::Infeasible(motzkin) => cuts.push((neurons, motzkin)),
            Answer::Feasible(witness) => {
                let values = witness.to_rationals();
                let network = Box::new(network(&neurons, &values, &scale, problem.dimension()));
                return Ok(Existence::Base { network, patterns });
            }
        }
        (control.progress)(cuts.len() as u64, u64::try_from(&patterns).ok());
        let Some(position) = pattern.iter().rposition(|&kind| kind + 1 < kinds.len()) else {
            return Ok(Existence::Refuted(Box::new(Refutation { witnesses, patterns, cuts })));
        };
        let next = pattern[position] + 1;
        pattern[position..].fill(next);
    }
}

/// The system of a pattern. Unknowns: c, then (w, b) of each neuron that is active somewhere. Rows: for each such
/// neuron one for each place, then for each place what its output has to be.
fn system(places: &[Place], neurons: &[Activation]) -> Result<System, ExtraNeuronError> {
    let active: Vec<&Activation> = neurons.iter().filter(|neuron| !neuron.is_idle()).collect();
    let block = places.first().map_or(0, |place| place.lifted.len());
    let unknowns = block * active.len() + 1;
    let mut system = System::new(unknowns);
    let shape = |error: crate::lp::ShapeError| ExtraNeuronError::Internal(error.to_string());
    let put = |row: &mut [BigInt], neuron: usize, place: &Place, sign: i8| {
        let entries = row.iter_mut().skip(1 + block * neuron);
        entries.zip(&place.lifted).for_each(|(entry, x)| *entry = x * sign);
    };
    for (index, neuron) in active.iter().enumerate() {
        for (place, on) in places.iter().zip(&neuron.active) {
            let mut row = vec![BigInt::zero(); unknowns];
            put(&mut row, index, place, if *on { 1 } else { -1 });
            system.push_big(&row, &BigInt::zero(), Relation::GreaterEqual).map_err(shape)?;
        }
    }
    for (index, place) in places.iter().enumerate() {
        let mut row = vec![BigInt::zero(); unknowns];
        row[0] = BigInt::one();
        for (position, neuron) in active.iter().enumerate() {
            if neuron.active[index] {
                put(&mut row, position, place, neuron.sign);
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
fn network(neurons: &[Activation], values: &[Rational], scale: &BigInt, dimension: usize) -> Network {
    let scale = Rational::from_integer(scale.clone());
    let mut blocks = values[1..].chunks(dimension + 1);
    let neurons = neurons
        .iter()
        .map(|activation| match activation.is_idle() {
            false => {
                let block = blocks.next().unwrap_or_default();
                let (w, b) = block.split_at(dimension.min(block.len()));
                let w = w.iter().map(|weight| weight * &scale).collect();
                let b = b.first().cloned().unwrap_or_default();
                Neuron { w, b, v: ratio(i64::from(activation.sign), 1) }
            }
            true => Neuron { w: vec![Rational::zero(); dimension], b: ratio(-1, 1), v: Rational::zero() },
        })
        .collect();
    Network { neurons, c: values[0].clone() }
}
