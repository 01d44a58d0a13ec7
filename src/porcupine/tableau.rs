//! Principal pivots on the symmetric matrix of a form, without fractions.

use super::ring::Ring;

/// The form with some masses solved for.
///
/// With S the set of basic masses and D = det G_SS > 0 (in the ring, scaled), the entries are D times: in column
/// 2r, the minimiser z_S in rows of S, the slack `c_j - G_jS z_S` in the others, and the least loss over the
/// masses of S (scaled) in the corner. In columns of basic masses stands the inverse of G_SS, and below it
/// `-G_jS G_SS^-1`.
///
/// # Source
/// Principal pivoting: A. W. Tucker 1960; without fractions: J. Edmonds 1967, E. H. Bareiss 1968. All entries are
/// minors of the given matrix, so that every division is exact.
#[derive(Debug, Clone)]
pub(super) struct Tableau<R> {
    rows: Vec<Vec<R>>,
    /// D.
    pub(super) over: R,
    basic: Vec<bool>,
}

impl<R: Ring> Tableau<R> {
    pub(super) fn new(matrix: &[Vec<R>]) -> Self {
        Self { rows: matrix.to_vec(), over: R::one(), basic: vec![false; matrix.len() - 1] }
    }

    pub(super) fn is_basic(&self, index: usize) -> bool {
        self.basic[index]
    }

    /// D times the mass (basic) or the slack (not basic).
    pub(super) fn right(&self, index: usize) -> &R {
        &self.rows[index][self.basic.len()]
    }

    /// An entry.
    pub(super) fn entry(&self, row: usize, column: usize) -> &R {
        &self.rows[row][column]
    }

    /// Exchanges a mass with its slack; requires a positive diagonal entry.
    pub(super) fn pivot(&mut self, index: usize) {
        let pivot_row = self.rows[index].clone();
        let pivot = pivot_row[index].clone();
        for (i, row) in self.rows.iter_mut().enumerate() {
            if i == index {
                continue;
            }
            let factor = row[index].clone();
            for (k, entry) in row.iter_mut().enumerate() {
                if k == index {
                    *entry = factor.negated();
                } else if factor.is_zero() || pivot_row[k].is_zero() {
                    if !entry.is_zero() {
                        *entry = R::cross(entry, &pivot, &R::zero(), &R::zero(), &self.over);
                    }
                } else {
                    *entry = R::cross(entry, &pivot, &factor, &pivot_row[k], &self.over);
                }
            }
        }
        self.rows[index][index] = std::mem::replace(&mut self.over, pivot);
        self.basic[index] = !self.basic[index];
    }
}
