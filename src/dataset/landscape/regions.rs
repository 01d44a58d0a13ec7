//! The regions of a data-set problem one by one: residual, loss and signs of differentiable local minima.

use std::collections::BTreeMap;

use critcert_certificate::Rational;
use itertools::Itertools;
use num_bigint::BigInt;

use super::count::fitted;
use super::kind::Kind;
use super::realize::{Realized, Weights, realize};
use super::search::Strata;
use super::{LandscapeError, internal};

/// Most regions that are listed.
pub const MAX_REGIONS: usize = 100_000;

/// A region: a cell for each neuron, up to permutation of the neurons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// The cells by their numbers among all, none above the next one.
    pub cells: Vec<usize>,
    /// The signs of each neuron on the n points, 1 or -1 (0 at a lifted point that is zero); N entries, equal ones adjacent.
    pub pattern: Vec<Vec<i8>>,
    /// e = f - y at each point, the only residual that a differentiable local minimum of the region can have.
    ///
    /// It says nothing about whether there is one.
    pub residual: Vec<Rational>,
    /// 1/2 sum e_i^2.
    pub loss: Rational,
    /// All choices of the signs of v_1, .., v_N with which the region holds a differentiable local minimum, 1 before -1
    /// before 0 at each neuron.
    pub signs: Vec<Vec<i8>>,
    /// The number of points at which exactly one of f_i > 1/2, y_i > 1/2 holds.
    pub misclassified: usize,
    /// For one neuron the least loss in the closed cell with v >= 0, and with v <= 0.
    pub closed: Option<[Rational; 2]>,
}

/// Every region of cells in the order of `strata.kinds`: multisets of N cells, lexicographic.
///
/// Cost: up to 3^N linear programs for each of the C(m + N - 1, N) regions of m cells.
///
/// # Errors
/// [`LandscapeError::TooLarge`] past [`MAX_REGIONS`] regions, [`LandscapeError::Interrupted`],
/// [`LandscapeError::Internal`].
///
/// # Source
/// Soudry, Hoffer 2017, arXiv 1702.05777, Lemma 2 (one residual for each region); own (the signs). With all blocks of the
/// normal equations, a region holds a differentiable local minimum with these signs of v iff f = sum Phi_j R_j + c 1 has a
/// solution with R_j in the open cone of its cell times the sign, R_j = 0 for sign 0: take v_j = the sign and w_j = v_j R_j,
/// or any w_j of the cell. Neurons of one cell and one sign merge as the cone is convex, and both signs in one cell allow
/// every R.
pub fn regions(strata: &Strata, interrupted: &dyn Fn() -> bool) -> Result<Vec<Region>, LandscapeError> {
    let cells = (0..strata.kinds.len()).filter(|&index| !strata.kinds[index].is_kink()).collect_vec();
    let mut found = Vec::new();
    for numbers in (0..cells.len()).combinations_with_replacement(strata.width) {
        if interrupted() {
            return Err(LandscapeError::Interrupted);
        }
        if found.len() >= MAX_REGIONS {
            return Err(LandscapeError::TooLarge { what: "regions", limit: MAX_REGIONS });
        }
        let kinds: Vec<usize> = numbers.iter().map(|&number| cells[number]).collect();
        found.push(region(strata, numbers, &kinds)?);
    }
    Ok(found)
}

fn region(strata: &Strata, numbers: Vec<usize>, cells: &[usize]) -> Result<Region, LandscapeError> {
    let kind = |index: &usize| &strata.kinds[*index];
    let group: Vec<&Kind> = cells.iter().dedup().map(kind).collect();
    let fit = fitted(strata, &group)?;
    let residual = fit.residual();
    let misclassified = misclassified(strata, &residual);
    let mut decided: BTreeMap<Vec<(usize, Weights)>, bool> = BTreeMap::new();
    let mut signs = Vec::new();
    for choice in cells.iter().map(|_| [1_i8, -1, 0]).multi_cartesian_product() {
        let merged = merge(cells, &choice);
        let holds = match decided.get(&merged) {
            Some(holds) => *holds,
            None => {
                let kinds: Vec<&Kind> = merged.iter().map(|(index, _)| kind(index)).collect();
                let weights: Vec<Weights> = merged.iter().map(|(_, sign)| *sign).collect();
                let answer = realize(&strata.frame, &kinds, &fit.prediction, &[weights])?;
                let holds = matches!(answer, Realized::Yes(..));
                decided.insert(merged, holds);
                holds
            }
        };
        if holds {
            signs.push(choice);
        }
    }
    let pattern = cells.iter().map(|index| kind(index).signs.clone()).collect();
    let closed = if let [cell] = cells { Some(closed_minima(strata, &strata.kinds[*cell])?) } else { None };
    Ok(Region { cells: numbers, pattern, residual, loss: fit.loss, signs, misclassified, closed })
}

/// The least loss of one neuron in a closed cell, with v >= 0 and with v <= 0.
///
/// # Source
/// Own: the vectors v w form a closed convex cone and the loss is a convex quadratic, so a least value is attained, inside
/// some face of the cone; there it is that of the projection on the span of the face.
fn closed_minima(strata: &Strata, cell: &Kind) -> Result<[Rational; 2], LandscapeError> {
    let mut least: [Option<Rational>; 2] = [None, None];
    let on_face =
        |face: &&Kind| face.signs.iter().zip(&cell.signs).all(|(own, sign)| *own == 0 || own == sign);
    for face in strata.kinds.iter().filter(on_face) {
        let fit = fitted(strata, &[face])?;
        for (least, sign) in least.iter_mut().zip([Weights::Plus, Weights::Minus]) {
            if least.as_ref().is_some_and(|least| *least <= fit.loss) {
                continue;
            }
            if let Realized::Yes(..) = realize(&strata.frame, &[face], &fit.prediction, &[vec![sign]])? {
                *least = Some(fit.loss.clone());
            }
        }
    }
    match least {
        [Some(plus), Some(minus)] => Ok([plus, minus]),
        _ => Err(internal("a closed cell without a least loss")),
    }
}

/// The number of points at which exactly one of f_i > 1/2, y_i > 1/2 holds.
pub(crate) fn misclassified(strata: &Strata, residual: &[Rational]) -> usize {
    let half = Rational::new(BigInt::from(1), BigInt::from(2));
    let wrong = |(e, label): &(&Rational, &BigInt)| {
        let label = Rational::new((*label).clone(), strata.frame.label_scale.clone());
        (*e + &label > half) != (label > half)
    };
    residual.iter().zip(&strata.frame.labels).filter(wrong).count()
}

/// One sign, or both, for each cell with a neuron of output weight not 0.
fn merge(cells: &[usize], choice: &[i8]) -> Vec<(usize, Weights)> {
    let mut merged: BTreeMap<usize, Weights> = BTreeMap::new();
    for (&cell, &sign) in cells.iter().zip(choice).filter(|(_, sign)| **sign != 0) {
        let own = if sign > 0 { Weights::Plus } else { Weights::Minus };
        let entry = merged.entry(cell).or_insert(own);
        if *entry != own {
            *entry = Weights::Both;
        }
    }
    merged.into_iter().collect()
}
