//! Fraction-free elimination: rank, kernel, linear systems.

use critcert_certificate::Rational;
use num_bigint::BigInt;
use num_traits::{One, Zero};

use super::Matrix;
use crate::exact::combine::eliminate;

/// The reduced echelon form of a matrix, up to positive or negative integer factors of its rows.
#[derive(Debug, Clone)]
pub struct Echelon {
    rows: Vec<Vec<BigInt>>,
    pivots: Vec<usize>,
}

impl Matrix {
    /// Gauss-Jordan elimination on integer rows, with pivots among the first `columns` columns only.
    ///
    /// In each row the first entry that is not zero is its pivot; a column with a pivot is zero elsewhere. Rows are
    /// divided by their content. Cubic in the size.
    #[must_use]
    pub fn echelon(&self, columns: usize) -> Echelon {
        let mut rows: Vec<Vec<BigInt>> = match self.columns {
            0 => Vec::new(),
            width => self.entries.chunks(width).map(<[BigInt]>::to_vec).collect(),
        };
        let mut pivots = Vec::new();
        for column in 0..columns.min(self.columns) {
            let used = pivots.len();
            let Some(found) = (used..rows.len()).find(|&row| !rows[row][column].is_zero()) else { continue };
            rows.swap(used, found);
            let pivot_row = rows[used].clone();
            for (index, row) in rows.iter_mut().enumerate() {
                if index != used && !row[column].is_zero() {
                    eliminate(row, &pivot_row, column);
                }
            }
            pivots.push(column);
        }
        Echelon { rows, pivots }
    }

    /// The rank.
    #[must_use]
    pub fn rank(&self) -> usize {
        self.echelon(self.columns).pivots.len()
    }

    /// A basis of the vectors `v` with `self v = 0`, as columns.
    ///
    /// One vector for each column without a pivot: 1 there, 0 at the other such columns.
    #[must_use]
    pub fn kernel(&self) -> Matrix {
        let echelon = self.echelon(self.columns);
        let free: Vec<usize> = (0..self.columns).filter(|column| !echelon.pivots.contains(column)).collect();
        let basis: Vec<Vec<Rational>> = free
            .iter()
            .map(|&free| {
                let mut vector = vec![Rational::zero(); self.columns];
                vector[free] = Rational::one();
                for (row, &pivot) in echelon.rows.iter().zip(&echelon.pivots) {
                    vector[pivot] = -Rational::new(row[free].clone(), row[pivot].clone());
                }
                vector
            })
            .collect();
        Matrix::from_columns(self.columns, &basis)
    }

    /// A solution `x` of `self x = right` (a matrix, one system per column), `None` if there is none.
    ///
    /// Unknowns without a pivot are zero.
    ///
    /// # Panics
    /// Unless both have equally many rows.
    #[must_use]
    pub fn solve(&self, right: &Matrix) -> Option<Matrix> {
        assert_eq!(self.rows, right.rows, "shapes of a linear system");
        let joined = Matrix::from_fn(self.rows, self.columns + right.columns, |row, column| {
            match column.checked_sub(self.columns) {
                None => self.entry(row, column),
                Some(column) => right.entry(row, column),
            }
        });
        let Echelon { rows, pivots } = joined.echelon(self.columns);
        if rows.iter().skip(pivots.len()).any(|row| row.iter().any(|entry| !entry.is_zero())) {
            return None;
        }
        let mut solution = vec![vec![Rational::zero(); right.columns]; self.columns];
        for (row, &pivot) in rows.iter().zip(&pivots) {
            for (entry, value) in solution[pivot].iter_mut().zip(&row[self.columns..]) {
                *entry = Rational::new(value.clone(), row[pivot].clone());
            }
        }
        Some(Matrix::from_fn(self.columns, right.columns, |row, column| solution[row][column].clone()))
    }

    /// The numbers of a largest set of linearly independent columns, the leftmost ones.
    #[must_use]
    pub fn independent_columns(&self) -> Vec<usize> {
        self.echelon(self.columns).pivots
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{any_matrix, integers};
    use super::*;
    use critcert_certificate::rational::ratio;
    use proptest::prelude::*;

    #[test]
    fn small_systems() {
        let a = integers(&[&[1, 2], &[2, 4]]);
        assert_eq!(a.rank(), 1);
        assert_eq!(a.kernel().column(0), vec![ratio(-2, 1), ratio(1, 1)]);
        assert_eq!(a.solve(&integers(&[&[1], &[3]])), None);
        assert_eq!(a.solve(&integers(&[&[3], &[6]])).unwrap().column(0), vec![ratio(3, 1), ratio(0, 1)]);
        assert_eq!(Matrix::zero(0, 2).kernel(), Matrix::identity(2));
    }

    proptest! {
        #[test]
        fn kernel_and_rank_fit_together(a in any_matrix(3, 2), b in any_matrix(2, 4)) {
            let product = a.mul(&b);
            let kernel = product.kernel();
            prop_assert!(product.mul(&kernel).is_zero());
            prop_assert_eq!(kernel.columns() + product.rank(), 4);
            prop_assert_eq!(kernel.rank(), kernel.columns());
            prop_assert_eq!(product.rank(), product.transpose().rank());
        }

        #[test]
        fn solutions_solve(a in any_matrix(4, 3), x in any_matrix(3, 2)) {
            let right = a.mul(&x);
            prop_assert_eq!(a.mul(&a.solve(&right).unwrap()), right);
        }
    }
}
