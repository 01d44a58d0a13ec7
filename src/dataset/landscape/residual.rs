//! Projections without fractions, one column at a time.
//!
//! Orthogonalisation of Gram-Schmidt in integers: with d_k the Gram determinant of the first k independent columns, the
//! k-th vector is `b_k = d_(k-1) b*_k`, and every vector `d_k (v - projection of v on the first k)` is an integer
//! combination of v and the columns. So all divisions below are exact.
//!
//! # Source
//! H. Cohen, *A Course in Computational Algebraic Number Theory*, 1993, section 2.6.3 (integral Gram-Schmidt); Bareiss 1968.

use num_bigint::BigInt;

use crate::exact::integer::ExactInteger;

/// Independent columns, orthogonalised, and what they leave of the labels.
///
/// Vectors have n entries followed by the coefficients of the columns in use, by slot, and for the residual by the
/// coefficient of the labels, which is the last determinant.
#[derive(Debug, Clone)]
pub(super) struct Projection<I> {
    points: usize,
    vectors: Vec<Vec<I>>,
    determinants: Vec<I>,
    /// For each number of vectors the residual `d (y - projection)`.
    residuals: Vec<Vec<I>>,
}

impl<I: ExactInteger> Projection<I> {
    /// No columns yet; at most `slots` will be added.
    #[must_use]
    pub(super) fn new(labels: &[I], slots: usize) -> Self {
        let mut residual = labels.to_vec();
        residual.resize(labels.len() + slots, I::zero());
        Self {
            points: labels.len(),
            vectors: Vec::new(),
            determinants: Vec::new(),
            residuals: vec![residual],
        }
    }

    /// The number of independent columns.
    #[must_use]
    pub(super) fn rank(&self) -> usize {
        self.vectors.len()
    }

    /// Goes back to the first `rank` independent columns.
    pub(super) fn truncate(&mut self, rank: usize) {
        self.vectors.truncate(rank);
        self.determinants.truncate(rank);
        self.residuals.truncate(rank + 1);
    }

    /// `d (y - f)`, n entries; its signs and products are those of -e.
    #[must_use]
    pub(super) fn residual(&self) -> &[I] {
        self.residuals.last().map_or(&[], |residual| &residual[..self.points])
    }

    /// For each slot the coefficient of its column in d f.
    #[must_use]
    pub(super) fn coefficients(&self) -> Vec<BigInt> {
        let Some(residual) = self.residuals.last() else { return Vec::new() };
        residual[self.points..].iter().map(|entry| -entry.write()).collect()
    }

    /// d, the positive denominator of residual and coefficients.
    #[must_use]
    pub(super) fn denominator(&self) -> I {
        self.determinants.last().cloned().unwrap_or_else(I::one)
    }

    /// Adds a column with its slot; `None` when a number does not fit, and then nothing is changed.
    pub(super) fn add(&mut self, column: &[I], slot: usize) -> Option<()> {
        let zero_below = |vector: &[I]| vector.iter().all(|entry| entry.is_zero());
        if zero_below(column) {
            return Some(());
        }
        let residual = self.residuals.last()?;
        let mut vector = column.to_vec();
        vector.resize(residual.len(), I::zero());
        vector[self.points + slot] = I::one();
        let mut before = I::one();
        for (own, determinant) in self.vectors.iter().zip(&self.determinants) {
            reduce(&mut vector, column, own, determinant, &before, self.points)?;
            before = determinant.clone();
        }
        if zero_below(&vector[..self.points]) {
            return Some(());
        }
        let determinant = dot(&vector[..self.points], column)?;
        let mut left = residual.clone();
        // The labels themselves are the first residual.
        let labels = &self.residuals.first()?[..self.points];
        reduce(&mut left, labels, &vector, &determinant, &before, self.points)?;
        self.vectors.push(vector);
        self.determinants.push(determinant);
        self.residuals.push(left);
        Some(())
    }
}

/// `vector <- (d_k vector - (original . b_k) b_k) / d_(k-1)`.
fn reduce<I: ExactInteger>(
    vector: &mut [I],
    original: &[I],
    own: &[I],
    determinant: &I,
    before: &I,
    points: usize,
) -> Option<()> {
    let factor = dot(&own[..points], original)?;
    let plain = before.is_one();
    for (entry, other) in vector.iter_mut().zip(own) {
        if entry.is_zero() && (other.is_zero() || factor.is_zero()) {
            continue;
        }
        let sum = entry.times(determinant)?.minus(&other.times(&factor)?)?;
        *entry = if plain { sum } else { sum / before.clone() };
    }
    Some(())
}

/// The product of two vectors.
pub(super) fn dot<I: ExactInteger>(left: &[I], right: &[I]) -> Option<I> {
    left.iter().zip(right).try_fold(I::zero(), |sum, (a, b)| sum.plus(&a.times(b)?))
}
