//! Rational matrices on integer entries with one common denominator.
//!
//! Products and eliminations run on integers only: `i128` where it suffices, big integers where it does not. A
//! matrix may have no rows or no columns. Indices count from 0.

mod characteristic;
mod elimination;
mod symmetric;

use critcert_certificate::{Canonical, Rational};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

use super::integer::ExactInteger;

pub use elimination::Echelon;
pub use symmetric::Inertia;

/// A matrix: integer entries, row after row, over one positive denominator, in lowest terms as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    rows: usize,
    columns: usize,
    entries: Vec<BigInt>,
    denominator: BigInt,
}

impl Matrix {
    /// The matrix of this shape with entry `(row, column)` from `entry`.
    #[must_use]
    pub fn from_fn(rows: usize, columns: usize, mut entry: impl FnMut(usize, usize) -> Rational) -> Self {
        let values: Vec<Rational> =
            (0..rows * columns).map(|index| entry(index / columns, index % columns)).collect();
        let denominator = values.iter().fold(BigInt::one(), |common, value| common.lcm(value.denom()));
        let entries = values.iter().map(|value| value.numer() * (&denominator / value.denom())).collect();
        Self { rows, columns, entries, denominator }
    }

    /// The matrix with these rows, all of the length of the first; missing entries count as zero.
    #[must_use]
    pub fn from_rows(rows: &[Vec<Canonical>]) -> Self {
        let columns = rows.first().map_or(0, Vec::len);
        let entry = |row: usize, column: usize| {
            rows.get(row).and_then(|row| row.get(column)).map_or_else(Rational::zero, |value| value.0.clone())
        };
        Self::from_fn(rows.len(), columns, entry)
    }

    /// The matrix with these columns, each of `rows` entries.
    #[must_use]
    pub fn from_columns(rows: usize, columns: &[Vec<Rational>]) -> Self {
        Self::from_fn(rows, columns.len(), |row, column| columns[column][row].clone())
    }

    /// The matrix of integers over a denominator, which must not be zero; brought to lowest terms.
    pub(super) fn from_integers(
        rows: usize,
        columns: usize,
        mut entries: Vec<BigInt>,
        mut denominator: BigInt,
    ) -> Self {
        let mut common = denominator.abs();
        for entry in &entries {
            if common.is_one() {
                break;
            }
            common = common.gcd(entry);
        }
        if denominator.is_negative() {
            common = -common;
        }
        if !common.is_one() {
            denominator /= &common;
            for entry in &mut entries {
                *entry /= &common;
            }
        }
        Self { rows, columns, entries, denominator }
    }

    /// The zero matrix.
    #[must_use]
    pub fn zero(rows: usize, columns: usize) -> Self {
        Self { rows, columns, entries: vec![BigInt::zero(); rows * columns], denominator: BigInt::one() }
    }

    /// The unit matrix.
    #[must_use]
    pub fn identity(size: usize) -> Self {
        Self::from_fn(
            size,
            size,
            |row, column| if row == column { Rational::one() } else { Rational::zero() },
        )
    }

    /// The matrix with this vector as its only column.
    #[must_use]
    pub fn column_vector(vector: &[Rational]) -> Self {
        Self::from_fn(vector.len(), 1, |row, _| vector[row].clone())
    }

    /// The number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The number of columns.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The integer entries, row after row, of `denominator()` times the matrix.
    #[must_use]
    pub fn numerators(&self) -> &[BigInt] {
        &self.entries
    }

    /// The least positive integer whose product with the matrix has integer entries.
    #[must_use]
    pub fn denominator(&self) -> &BigInt {
        &self.denominator
    }

    /// The entry at `(row, column)`.
    ///
    /// # Panics
    /// Outside the matrix.
    #[must_use]
    pub fn entry(&self, row: usize, column: usize) -> Rational {
        Rational::new(self.numerator(row, column).clone(), self.denominator.clone())
    }

    pub(super) fn numerator(&self, row: usize, column: usize) -> &BigInt {
        assert!(row < self.rows && column < self.columns, "an entry outside the matrix");
        &self.entries[row * self.columns + column]
    }

    /// The column with this number.
    #[must_use]
    pub fn column(&self, column: usize) -> Vec<Rational> {
        (0..self.rows).map(|row| self.entry(row, column)).collect()
    }

    /// The entries as rows of canonical numbers.
    #[must_use]
    pub fn to_rows(&self) -> Vec<Vec<Canonical>> {
        let row = |row| (0..self.columns).map(|column| Canonical(self.entry(row, column))).collect();
        (0..self.rows).map(row).collect()
    }

    /// The transpose.
    #[must_use]
    pub fn transpose(&self) -> Self {
        let entries = (0..self.entries.len())
            .map(|at| self.numerator(at % self.rows, at / self.rows).clone())
            .collect();
        Self { rows: self.columns, columns: self.rows, entries, denominator: self.denominator.clone() }
    }

    /// The product; cubic in the size.
    ///
    /// # Panics
    /// Unless the columns of `self` are as many as the rows of `other`.
    #[must_use]
    pub fn mul(&self, other: &Self) -> Self {
        assert_eq!(self.columns, other.rows, "shapes of a product");
        let entries = multiply::<i128>(self, other).or_else(|| multiply::<BigInt>(self, other));
        let denominator = &self.denominator * &other.denominator;
        Self::from_integers(self.rows, other.columns, entries.unwrap_or_default(), denominator)
    }

    /// `self + factor * other`, of one shape.
    ///
    /// # Panics
    /// On different shapes.
    #[must_use]
    pub fn add_scaled(&self, factor: &Rational, other: &Self) -> Self {
        assert_eq!((self.rows, self.columns), (other.rows, other.columns), "shapes of a sum");
        let denominator = &self.denominator * &other.denominator * factor.denom();
        let left = &other.denominator * factor.denom();
        let right = &self.denominator * factor.numer();
        let pairs = self.entries.iter().zip(&other.entries);
        let entries = pairs.map(|(a, b)| a * &left + b * &right).collect();
        Self::from_integers(self.rows, self.columns, entries, denominator)
    }

    /// The difference of two matrices of one shape.
    ///
    /// # Panics
    /// On different shapes.
    #[must_use]
    pub fn sub(&self, other: &Self) -> Self {
        self.add_scaled(&-Rational::one(), other)
    }

    /// The matrix times a number.
    #[must_use]
    pub fn scale(&self, factor: &Rational) -> Self {
        let entries = self.entries.iter().map(|entry| entry * factor.numer()).collect();
        Self::from_integers(self.rows, self.columns, entries, &self.denominator * factor.denom())
    }

    /// Whether all entries are zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.entries.iter().all(Zero::is_zero)
    }

    /// The sum of the products of corresponding entries of two matrices of one shape.
    ///
    /// # Panics
    /// On different shapes.
    #[must_use]
    pub fn inner(&self, other: &Self) -> Rational {
        assert_eq!((self.rows, self.columns), (other.rows, other.columns), "shapes of an inner product");
        let sum: BigInt = self.entries.iter().zip(&other.entries).map(|(a, b)| a * b).sum();
        Rational::new(sum, &self.denominator * &other.denominator)
    }

    /// The sum of the squares of the entries.
    #[must_use]
    pub fn squared_norm(&self) -> Rational {
        self.inner(self)
    }

    /// The sum of the diagonal entries.
    #[must_use]
    pub fn trace(&self) -> Rational {
        let sum: BigInt = (0..self.rows.min(self.columns)).map(|index| self.numerator(index, index)).sum();
        Rational::new(sum, self.denominator.clone())
    }
}

/// The integer entries of the product, `None` on overflow.
fn multiply<I: ExactInteger>(left: &Matrix, right: &Matrix) -> Option<Vec<BigInt>> {
    let read = |matrix: &Matrix| matrix.entries.iter().map(I::read).collect::<Option<Vec<I>>>();
    let (a, b) = (read(left)?, read(right)?);
    let mut product = Vec::with_capacity(left.rows * right.columns);
    for row in 0..left.rows {
        for column in 0..right.columns {
            let mut sum = I::zero();
            for inner in 0..left.columns {
                let term = a[row * left.columns + inner].times(&b[inner * right.columns + column])?;
                sum = sum.plus(&term)?;
            }
            product.push(sum.write());
        }
    }
    Some(product)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use critcert_certificate::rational::ratio;
    use proptest::prelude::*;

    pub(in crate::exact) fn integers(rows: &[&[i64]]) -> Matrix {
        Matrix::from_fn(rows.len(), rows.first().map_or(0, |row| row.len()), |i, j| ratio(rows[i][j], 1))
    }

    pub(in crate::exact) fn any_matrix(rows: usize, columns: usize) -> impl Strategy<Value = Matrix> {
        prop::collection::vec((-4_i64..=4, 1_i64..=3), rows * columns).prop_map(move |v| {
            Matrix::from_fn(rows, columns, |i, j| ratio(v[i * columns + j].0, v[i * columns + j].1))
        })
    }

    #[test]
    fn shapes_without_rows_or_columns_work() {
        let empty = Matrix::zero(3, 0);
        assert_eq!(empty.mul(&Matrix::zero(0, 2)), Matrix::zero(3, 2));
        assert_eq!(empty.transpose(), Matrix::zero(0, 3));
        assert!(empty.is_zero() && empty.squared_norm().is_zero());
    }

    proptest! {
        #[test]
        fn algebra_holds(a in any_matrix(2, 3), b in any_matrix(3, 4), c in any_matrix(3, 4), n in -5_i64..5) {
            let factor = ratio(n, 3);
            let left = a.mul(&b.add_scaled(&factor, &c));
            let right = a.mul(&b).add_scaled(&factor, &a.mul(&c));
            prop_assert_eq!(left, right);
            prop_assert_eq!(a.mul(&b).transpose(), b.transpose().mul(&a.transpose()));
            prop_assert_eq!(b.inner(&c), b.transpose().mul(&c).trace());
            prop_assert_eq!(Matrix::from_rows(&a.to_rows()), a);
        }
    }
}
