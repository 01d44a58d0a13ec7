//! The rank of a region: is every differentiable local minimum in it a perfect fit?
//!
//! A *region* fixes for each neuron on which side of it every point lies. Its matrix has a row for each point, the
//! columns `a_ji X_i` of each neuron j (a = 1 on the active side, the slope on the other) and, with an output bias, a
//! column of ones. At a differentiable local minimum the residual is orthogonal to all columns, so rank n forces it to be 0.
//!
//! # Source
//! Soudry, Hoffer 2017, arXiv 1702.05777, Lemma 2. Elimination modulo a prime: own, `proofs/format/rank.md`.

use critcert_certificate::Rational;
use critcert_certificate::case::dataset::DatasetProblem;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive, Zero};
use rayon::iter::{IntoParallelRefMutIterator, ParallelIterator};

use super::lifted::{Lifted, dot};
use crate::exact::integer::primitive;
use crate::exact::matrix::Matrix;
use crate::prove::ProveError;

/// The prime 2^31 - 1, for which reduction is a shift and a sum.
pub const PRIME: u64 = (1 << 31) - 1;

/// Most rows of an exact elimination.
pub const MAX_EXACT: usize = 300;

/// What is known about the rows of a region's matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rank {
    /// They are independent: elimination modulo [`PRIME`] in the order of rows has pivots in these columns.
    Full {
        /// One column for each row, in order.
        columns: Vec<usize>,
    },
    /// They are dependent: these factors, not all 0, combine them to 0.
    Deficient {
        /// One factor for each row.
        vector: Vec<Rational>,
    },
}

/// The matrix of a region, rows scaled to integers.
struct Region {
    rows: Vec<Vec<BigInt>>,
    /// `row = factor * row of the matrix`, positive.
    factors: Vec<Rational>,
}

impl Region {
    fn new(problem: &DatasetProblem, weights: &[Vec<Rational>]) -> Result<Self, ProveError> {
        let lifted = Lifted::new(problem)?;
        let slope = lifted.slope();
        let weights: Vec<Vec<BigInt>> = weights.iter().map(|w| primitive(w).0).collect();
        let mut rows = Vec::with_capacity(lifted.len());
        let mut factors = Vec::with_capacity(lifted.len());
        for (index, (point, scale)) in lifted.rows().iter().zip(lifted.scales()).enumerate() {
            let mut row = Vec::with_capacity(weights.len() * point.len() + 1);
            for (neuron, w) in weights.iter().enumerate() {
                let product = dot(w, point);
                if product.is_zero() && lifted.class_of()[index].is_some() {
                    return Err(ProveError::Hypothesis(format!(
                        "point {index} lies on the kink of neuron {neuron}: the weights are in no region; change them a little"
                    )));
                }
                let side = if product.is_positive() { slope.denom() } else { slope.numer() };
                let factor = side * scale.numer();
                row.extend(point.iter().map(|x| x * &factor));
            }
            if lifted.output_bias() {
                row.push(slope.denom() * scale.denom());
            }
            rows.push(row);
            factors.push(Rational::from_integer(slope.denom() * scale.denom()));
        }
        Ok(Self { rows, factors })
    }

    fn residues(&self) -> Vec<Vec<u64>> {
        let prime = BigInt::from(PRIME);
        let residue = |entry: &BigInt| entry.mod_floor(&prime).to_u64().unwrap_or(0);
        self.rows.iter().map(|row| row.iter().map(residue).collect()).collect()
    }

    /// The factors of a combination of the first rows that vanishes, from columns in which all but the last are independent.
    fn dependence(&self, columns: &[usize]) -> Option<Vec<Rational>> {
        let rows = columns.len() + 1;
        let matrix = Matrix::from_fn(columns.len(), rows, |column, row| {
            Rational::from_integer(self.rows[row][columns[column]].clone())
        });
        let combination = matrix.kernel().column(0);
        let (integers, _) = primitive(&combination);
        let width = self.rows[0].len();
        let vanishes = (0..width).all(|column| {
            let sum: BigInt =
                integers.iter().zip(&self.rows).map(|(factor, row)| factor * &row[column]).sum();
            sum.is_zero()
        });
        vanishes.then(|| {
            let mut vector: Vec<Rational> = integers
                .into_iter()
                .zip(&self.factors)
                .map(|(integer, factor)| Rational::from_integer(integer) * factor)
                .collect();
            vector.resize(self.rows.len(), Rational::zero());
            primitive(&vector).0.into_iter().map(Rational::from_integer).collect()
        })
    }
}

fn reduce(value: u64) -> u64 {
    let folded = (value & PRIME) + (value >> 31);
    if folded >= PRIME { folded - PRIME } else { folded }
}

fn inverse(value: u64) -> u64 {
    let (mut power, mut result, mut exponent) = (value, 1, PRIME - 2);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = reduce(result * power);
        }
        power = reduce(power * power);
        exponent >>= 1;
    }
    result
}

/// The columns of the pivots, row by row; those before the first dependent row as an error.
///
/// Cost: n^2 times the number of columns.
fn pivots(
    mut rows: Vec<Vec<u64>>,
    interrupted: &dyn Fn() -> bool,
    progress: &dyn Fn(u64, Option<u64>),
) -> Result<Result<Vec<usize>, Vec<usize>>, ProveError> {
    let all = rows.len();
    let mut columns = Vec::with_capacity(all);
    for done in 0..all {
        if interrupted() {
            return Err(ProveError::Interrupted);
        }
        progress(done as u64, Some(all as u64));
        let (head, below) = rows[done..].split_at_mut(1);
        let head = &head[0];
        let Some(column) = head.iter().position(|&entry| entry != 0) else {
            return Ok(Err(columns));
        };
        let inverse = inverse(head[column]);
        below.par_iter_mut().for_each(|row| {
            if row[column] != 0 {
                let factor = PRIME - reduce(row[column] * inverse);
                for (entry, &x) in row.iter_mut().zip(head) {
                    *entry = reduce(reduce(*entry + factor * x));
                }
            }
        });
        columns.push(column);
    }
    Ok(Ok(columns))
}

/// The rank of the region of these weights, N rows of D entries with the hidden bias last.
///
/// # Errors
/// [`ProveError::Hypothesis`] for weights on a kink; [`ProveError::Undetermined`] when the rows are dependent modulo the prime and
/// more than [`MAX_EXACT`] of them would have to be treated exactly, or are independent after all; [`ProveError::Interrupted`].
pub fn rank(
    problem: &DatasetProblem,
    weights: &[Vec<Rational>],
    interrupted: &dyn Fn() -> bool,
    progress: &dyn Fn(u64, Option<u64>),
) -> Result<Rank, ProveError> {
    let region = Region::new(problem, weights)?;
    match pivots(region.residues(), interrupted, progress)? {
        Ok(columns) => Ok(Rank::Full { columns }),
        Err(columns) if columns.len() >= MAX_EXACT => Err(ProveError::Undetermined(format!(
            "row {} depends on those before modulo {PRIME}, which proves nothing, and an exact proof is tried up to {MAX_EXACT} rows only",
            columns.len()
        ))),
        Err(columns) => match region.dependence(&columns) {
            Some(vector) => Ok(Rank::Deficient { vector }),
            None => Err(ProveError::Undetermined(format!("the rows are dependent modulo {PRIME} alone"))),
        },
    }
}

#[cfg(test)]
mod tests {
    use num_traits::One;

    use super::*;

    #[test]
    fn residues_are_a_field() {
        for value in [1, 2, 12345, PRIME - 1, PRIME / 2] {
            assert_eq!(reduce(value * inverse(value)), 1);
        }
        assert_eq!(reduce(PRIME), 0);
        assert_eq!(reduce(reduce((PRIME - 1) * (PRIME - 1) + PRIME - 1)), 0);
        assert!(BigInt::from(PRIME) + BigInt::one() == BigInt::one() << 31);
    }
}
