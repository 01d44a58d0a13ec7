//! Whether a region holds a differentiable local minimum, with the evidence.

use std::collections::BTreeMap;

use critcert_certificate::Rational;
use critcert_certificate::case::DatasetNetwork;
use itertools::Itertools;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Zero};

use super::share::{Sorted, kinds};
use crate::dataset::landscape::LandscapeError;
use crate::dataset::landscape::count::{Fitted, fitted};
use crate::dataset::landscape::kind::Kind;
use crate::dataset::landscape::realize::{Cut, Realized, Weights, realize};
use crate::dataset::landscape::regions::{MAX_REGIONS, misclassified};
use crate::dataset::landscape::search::Strata;
use crate::dataset::landscape::witness::{assemble, factor_into};

/// A region: the numbers of its cells, and what it holds.
#[derive(Debug, Clone)]
pub struct Decided {
    /// One cell for each neuron, none above the next one.
    pub cells: Vec<usize>,
    /// What is there.
    pub held: Held,
    /// The loss of the only residual that a differentiable local minimum of the region can have.
    pub loss: Rational,
    /// The number of points that this residual misclassifies.
    pub misclassified: usize,
}

/// What a region holds.
#[derive(Debug, Clone)]
pub enum Held {
    /// A differentiable local minimum.
    Minimum(DatasetNetwork),
    /// None.
    Without {
        /// The projection: a denominator, then numerators, D for each different cell and one for the output bias.
        fit: Vec<BigInt>,
        /// For each choice of signs of the different cells a proof: signs over `+-0*` and multipliers as in [`Cut`].
        cuts: Vec<(String, Vec<(usize, BigInt)>)>,
    },
}

impl Decided {
    /// The region with its kinds.
    #[must_use]
    pub fn sorted(&self, points: usize, epsilon: &Rational) -> Sorted {
        let minimum = matches!(self.held, Held::Minimum(_));
        (self.cells.clone(), kinds(minimum, &self.loss, self.misclassified, points, epsilon))
    }
}

/// Shows every region in the order of the cells to `see`, multisets of N cells, lexicographic.
///
/// # Errors
/// [`LandscapeError::TooLarge`] past [`MAX_REGIONS`] regions; [`LandscapeError::Interrupted`]; [`LandscapeError::Internal`].
pub fn decide(
    strata: &Strata,
    interrupted: &dyn Fn() -> bool,
    see: &mut dyn FnMut(Decided),
) -> Result<(), LandscapeError> {
    let cells: Vec<&Kind> = strata.kinds.iter().filter(|kind| !kind.is_kink()).collect();
    for (count, region) in (0..cells.len()).combinations_with_replacement(strata.width).enumerate() {
        if interrupted() {
            return Err(LandscapeError::Interrupted);
        }
        if count >= MAX_REGIONS {
            return Err(LandscapeError::TooLarge { what: "regions", limit: MAX_REGIONS });
        }
        see(one(strata, &cells, region)?);
    }
    Ok(())
}

/// One region. The vector of the neurons of one cell (the sum of v_j w_j) is free where there are several, as cells are open
/// cones; of a single neuron it lies in the cell, in its opposite, or is 0.
fn one(strata: &Strata, cells: &[&Kind], region: Vec<usize>) -> Result<Decided, LandscapeError> {
    let counts: BTreeMap<usize, usize> = region.iter().copied().counts().into_iter().collect();
    let group: Vec<(&Kind, usize)> = counts.iter().map(|(&cell, &count)| (cells[cell], count)).collect();
    let kinds: Vec<&Kind> = group.iter().map(|(kind, _)| *kind).collect();
    let fit = fitted(strata, &kinds)?;
    let options = group.iter().map(|(_, count)| match count {
        1 => vec![Some(Weights::Plus), Some(Weights::Minus), None],
        _ => vec![Some(Weights::Both)],
    });
    let mut cuts: Vec<(String, Vec<(usize, BigInt)>)> = Vec::new();
    let mut held = None;
    for choice in options.multi_cartesian_product() {
        if cuts.iter().any(|(signs, _)| covers(signs, &choice)) {
            continue;
        }
        let active: Vec<usize> = choice.iter().positions(Option::is_some).collect();
        let chosen: Vec<&Kind> = active.iter().map(|&j| kinds[j]).collect();
        let signs: Vec<Weights> = choice.iter().copied().flatten().collect();
        match realize(&strata.frame, &chosen, &fit.prediction, &[signs])? {
            Realized::Yes(_, values, over) => {
                held = Some(Held::Minimum(network(strata, &group, &choice, &values, over * &fit.unit)));
                break;
            }
            Realized::No(found) => {
                cuts.extend(found.into_iter().map(|cut| widened(strata, cut, &active, choice.len())));
            }
        }
    }
    let residual = fit.residual();
    let held = held.unwrap_or_else(|| Held::Without { fit: stated(strata, &kinds, &fit), cuts });
    Ok(Decided { cells: region, held, misclassified: misclassified(strata, &residual), loss: fit.loss })
}

fn covers(signs: &str, choice: &[Option<Weights>]) -> bool {
    signs.chars().zip(choice).all(|(own, sign)| own == '*' || own == symbol(*sign))
}

fn symbol(sign: Option<Weights>) -> char {
    match sign {
        Some(Weights::Plus) => '+',
        Some(Weights::Minus) => '-',
        Some(Weights::Both) => '*',
        None => '0',
    }
}

/// A cut about some of the cells as one about all, with `0` at the others.
fn widened(strata: &Strata, cut: Cut, active: &[usize], all: usize) -> (String, Vec<(usize, BigInt)>) {
    let n = strata.frame.points();
    let mut signs = vec!['0'; all];
    for (&j, sign) in active.iter().zip(&cut.signs) {
        signs[j] = sign.map_or('*', |sign| symbol(Some(sign)));
    }
    let place = |row: usize| match row.checked_sub(n) {
        None => row,
        Some(beyond) => n + active[beyond / n] * n + beyond % n,
    };
    let multipliers = cut.multipliers.into_iter().map(|(row, value)| (place(row), value)).collect();
    (signs.into_iter().collect(), multipliers)
}

/// The projection in the coordinates of the problem.
fn stated(strata: &Strata, kinds: &[&Kind], fit: &Fitted) -> Vec<BigInt> {
    let frame = &strata.frame;
    let dimension = frame.dimension();
    let mut all = vec![fit.unit.clone()];
    for (j, kind) in kinds.iter().enumerate() {
        let factors = &fit.coefficients[j * dimension..][..kind.basis.len()];
        let vector = combined(kind, factors, dimension).into_iter().map(|entry| entry * &frame.high);
        all.extend(frame.back_integer(&vector.collect::<Vec<_>>()));
    }
    all.extend(fit.coefficients.last().filter(|_| frame.output_bias).cloned());
    let content = all.iter().fold(BigInt::zero(), |gcd, value| gcd.gcd(value));
    if content > BigInt::one() {
        all.iter_mut().for_each(|value| *value /= &content);
    }
    all
}

fn combined(kind: &Kind, factors: &[BigInt], dimension: usize) -> Vec<BigInt> {
    let mut vector = vec![BigInt::zero(); dimension];
    for (factor, basis) in factors.iter().zip(&kind.basis) {
        vector.iter_mut().zip(basis).for_each(|(entry, b)| *entry += factor * b);
    }
    vector
}

/// A network of the region with these vectors: `values` over `over`, by the columns of the active cells, and last the output
/// bias.
fn network(
    strata: &Strata,
    group: &[(&Kind, usize)],
    choice: &[Option<Weights>],
    values: &[BigInt],
    over: BigInt,
) -> DatasetNetwork {
    let frame = &strata.frame;
    let mut rest = values;
    let mut neurons: Vec<(Vec<Rational>, Rational)> = Vec::new();
    for ((kind, count), sign) in group.iter().zip(choice) {
        let inside: Vec<Rational> = kind.witness.iter().cloned().map(Rational::from_integer).collect();
        let from = neurons.len();
        if let Some(sign) = sign {
            let (own, others) = rest.split_at(kind.basis.len());
            rest = others;
            let vector = combined(kind, own, frame.dimension()).into_iter();
            let vector: Vec<Rational> =
                vector.map(|entry| Rational::new(entry * &frame.high, over.clone())).collect();
            match sign {
                Weights::Plus => neurons.push((vector, Rational::one())),
                Weights::Minus => {
                    neurons.push((vector.into_iter().map(|entry| -entry).collect(), -Rational::one()));
                }
                Weights::Both => {
                    let factor = factor_into(frame, kind, &vector, &inside);
                    let shift: Vec<Rational> = inside.iter().map(|entry| &factor * entry).collect();
                    let moved = vector.iter().zip(&shift).map(|(entry, by)| entry + by).collect();
                    neurons.push((moved, Rational::one()));
                    neurons.push((shift, -Rational::one()));
                }
            }
        }
        while neurons.len() < from + count {
            neurons.push((inside.clone(), Rational::zero()));
        }
    }
    let c = rest.first().map_or_else(Rational::zero, |value| Rational::new(value.clone(), over));
    assemble(frame, &neurons, &c)
}
