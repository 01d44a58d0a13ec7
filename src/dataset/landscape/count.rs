//! Counts of strata and regions, without reductions and without certificates: for small cases and for comparison.

use std::collections::BTreeMap;

use critcert_certificate::Rational;
use itertools::Itertools;
use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

use super::kind::Kind;
use super::realize::{Realized, Weights, realize};
use super::residual::{Projection, dot};
use super::search::Strata;
use super::{LandscapeError, internal};

/// The projection of the labels on the predictions of some covectors.
pub(crate) struct Fitted {
    /// -e times `unit`.
    pub(crate) left: Vec<BigInt>,
    /// Positive.
    pub(crate) unit: BigInt,
    /// Proportional to the prediction, in the units of [`realize`].
    pub(crate) prediction: Vec<BigInt>,
    pub(crate) loss: Rational,
    /// By slot of the columns, D for each covector, and last for the constant one: the coefficients in `unit` times the
    /// prediction.
    pub(crate) coefficients: Vec<BigInt>,
}

impl Fitted {
    /// e at each point.
    pub(crate) fn residual(&self) -> Vec<Rational> {
        self.left.iter().map(|left| Rational::new(-left, self.unit.clone())).collect()
    }
}

pub(crate) fn fitted(strata: &Strata, group: &[&Kind]) -> Result<Fitted, LandscapeError> {
    let frame = &strata.frame;
    let dimension = frame.dimension();
    let slots = 1 + group.len() * dimension;
    let mut projection = Projection::new(&frame.labels, slots);
    let failed = || internal("big integers overflow");
    if frame.output_bias {
        projection.add(&vec![BigInt::one(); frame.points()], slots - 1).ok_or_else(failed)?;
    }
    for (j, kind) in group.iter().enumerate() {
        for (b, column) in kind.columns.iter().enumerate() {
            projection.add(column, j * dimension + b).ok_or_else(failed)?;
        }
    }
    let (left, over) = (projection.residual().to_vec(), projection.denominator());
    let prediction = frame.labels.iter().zip(&left).map(|(label, left)| label * &over - left).collect();
    let unit = over * &frame.label_scale;
    let square: BigInt = left.iter().map(|entry| entry * entry).sum();
    let loss = Rational::new(square, &unit * &unit * BigInt::from(2));
    let coefficients = projection.coefficients();
    Ok(Fitted { left, unit, prediction, loss, coefficients })
}

/// Whether the one-sided derivative at this covector is negative somewhere, and positive somewhere.
///
/// It is linear on the vectors that respect the covector's zeros, and modulo these its signs are those on the rays.
fn derivative_signs(kind: &Kind, left: &[BigInt]) -> (bool, bool) {
    let value = |vector: &Vec<BigInt>| dot(vector, left).unwrap_or_else(BigInt::zero);
    if kind.columns.iter().any(|column| !value(column).is_zero()) {
        return (true, true);
    }
    let negative = kind.tests.iter().any(|test| value(test).is_positive());
    let positive = kind.tests.iter().any(|test| value(test).is_negative());
    (negative, positive)
}

fn binomial(n: usize, k: usize) -> BigInt {
    if k > n {
        return BigInt::zero();
    }
    (0..k).fold(BigInt::one(), |product, step| product * (n - step) / (step + 1))
}

/// Multisets of `size` out of `kinds` kinds: `C(kinds + size - 1, size)`.
#[must_use]
pub fn multisets(kinds: usize, size: usize) -> BigInt {
    if kinds == 0 { BigInt::from(u8::from(size == 0)) } else { binomial(kinds + size - 1, size) }
}

/// For each loss the number of strata, up to permutation of the neurons, that hold local minima with this loss.
///
/// Every group of at most N covectors and every choice of signs is decided on its own; neurons of output weight 0 count.
///
/// # Errors
/// [`LandscapeError`].
pub fn strata_by_loss(
    strata: &Strata,
    interrupted: &dyn Fn() -> bool,
) -> Result<BTreeMap<Rational, BigInt>, LandscapeError> {
    let width = strata.width;
    let mut counts: BTreeMap<Rational, BigInt> = BTreeMap::new();
    for size in 0..=width.min(strata.kinds.len()) {
        for group in strata.kinds.iter().combinations(size) {
            if interrupted() {
                return Err(LandscapeError::Interrupted);
            }
            let found = fitted(strata, &group)?;
            let signs: Vec<(bool, bool)> =
                group.iter().map(|kind| derivative_signs(kind, &found.left)).collect();
            if signs.contains(&(true, true)) {
                continue;
            }
            let flat =
                || strata.kinds.iter().filter(|kind| derivative_signs(kind, &found.left) == (false, false));
            let options = signs.iter().map(|&(negative, positive)| match (negative, positive) {
                (false, false) => vec![Weights::Plus, Weights::Minus, Weights::Both],
                (false, true) => vec![Weights::Plus],
                _ => vec![Weights::Minus],
            });
            let choices: Vec<Vec<Weights>> =
                if size == 0 { vec![Vec::new()] } else { options.multi_cartesian_product().collect() };
            let mut count = BigInt::zero();
            for choice in choices {
                let kinds: usize = choice.iter().map(|sign| sign.neurons()).sum();
                if kinds > width {
                    continue;
                }
                let yes = realize(&strata.frame, &group, &found.prediction, std::slice::from_ref(&choice))?;
                if !matches!(yes, Realized::Yes(..)) {
                    continue;
                }
                let flat = flat().count();
                for active in kinds..=width {
                    let spread =
                        if kinds == 0 { multisets(0, active) } else { binomial(active - 1, kinds - 1) };
                    count += spread * multisets(flat, width - active);
                }
            }
            if !count.is_zero() {
                *counts.entry(found.loss).or_default() += count;
            }
        }
    }
    Ok(counts)
}

/// The regions (a cell for each neuron, up to permutation) by their differentiable local minima.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Census {
    /// All regions.
    pub regions: BigInt,
    /// Regions with differentiable local minima of loss 0.
    pub zero_loss: BigInt,
    /// For each positive loss the number of regions with differentiable local minima of this loss.
    pub positive_loss: BTreeMap<Rational, BigInt>,
    /// Regions without.
    pub without: BigInt,
}

/// Decides for every region whether it holds a differentiable local minimum: one linear program for each choice of signs
/// (zero included) on the solutions of the region's normal equations.
///
/// # Errors
/// [`LandscapeError`].
///
/// # Source
/// Soudry, Hoffer 2017, arXiv 1702.05777, Lemma 2; Liu 2020, arXiv 2002.04763; own (the signs, zero included).
pub fn census(strata: &Strata, interrupted: &dyn Fn() -> bool) -> Result<Census, LandscapeError> {
    let width = strata.width;
    let cells: Vec<&Kind> = strata.kinds.iter().filter(|kind| !kind.is_kink()).collect();
    let regions = multisets(cells.len(), width);
    let (mut zero_loss, mut positive_loss) = (BigInt::zero(), BTreeMap::<Rational, BigInt>::new());
    for size in 1..=width.min(cells.len()) {
        for group in cells.iter().copied().combinations(size) {
            if interrupted() {
                return Err(LandscapeError::Interrupted);
            }
            let found = fitted(strata, &group)?;
            // Which cells have two neurons or more: each choice stands for a number of regions.
            for several in (0..size).powerset() {
                let least = size + several.len();
                if least > width {
                    continue;
                }
                // Neurons beyond two go to the cells in `several`.
                let count = if several.is_empty() {
                    BigInt::from(u8::from(size == width))
                } else {
                    multisets(several.len(), width - least)
                };
                if !count.is_zero() && holds(strata, &group, &several, &found.prediction)? {
                    if found.loss.is_zero() {
                        zero_loss += count;
                    } else {
                        *positive_loss.entry(found.loss.clone()).or_default() += count;
                    }
                }
            }
        }
    }
    let positive: BigInt = positive_loss.values().sum();
    let without = &regions - &zero_loss - positive;
    Ok(Census { regions, zero_loss, positive_loss, without })
}

/// The loss of the differentiable local minima of one neuron in a cell, `None` if there are none.
///
/// # Errors
/// [`LandscapeError`].
pub fn region(strata: &Strata, cell: &Kind) -> Result<Option<Rational>, LandscapeError> {
    let found = fitted(strata, &[cell])?;
    Ok(holds(strata, &[cell], &[], &found.prediction)?.then_some(found.loss))
}

/// Whether a region's prediction is realized with some signs, zero included.
fn holds(
    strata: &Strata,
    group: &[&Kind],
    several: &[usize],
    prediction: &[BigInt],
) -> Result<bool, LandscapeError> {
    let options = (0..group.len()).map(|j| {
        let both = several.contains(&j).then_some(Weights::Both);
        [Some(Weights::Plus), Some(Weights::Minus), None].into_iter().chain(both.map(Some)).collect_vec()
    });
    for choice in options.multi_cartesian_product() {
        let (kinds, signs): (Vec<&Kind>, Vec<Weights>) =
            group.iter().copied().zip(choice).filter_map(|(kind, sign)| Some((kind, sign?))).unzip();
        if matches!(realize(&strata.frame, &kinds, prediction, &[signs])?, Realized::Yes(..)) {
            return Ok(true);
        }
    }
    Ok(false)
}
