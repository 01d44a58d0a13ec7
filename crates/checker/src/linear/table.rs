//! Tables of numbers with a checked shape, and the few operations on them that the rules need.

use critcert_certificate::Rational;
use critcert_certificate::rational::Canonical;
use num_traits::Zero;

/// A matrix; every row has `columns` entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    rows: Vec<Vec<Rational>>,
    columns: usize,
}

impl Table {
    /// The rows as a table of this shape, or `None` if they have another one.
    pub(crate) fn read(rows: &[Vec<Canonical>], shape: (usize, usize)) -> Option<Self> {
        let (count, columns) = shape;
        if rows.len() != count || rows.iter().any(|row| row.len() != columns) {
            return None;
        }
        let rows = rows.iter().map(|row| row.iter().map(|value| value.0.clone()).collect()).collect();
        Some(Self { rows, columns })
    }

    pub(crate) fn rows(&self) -> &[Vec<Rational>] {
        &self.rows
    }

    pub(crate) fn shape(&self) -> (usize, usize) {
        (self.rows.len(), self.columns)
    }

    pub(crate) fn get(&self, row: usize, column: usize) -> Option<&Rational> {
        self.rows.get(row)?.get(column)
    }

    pub(crate) fn transpose(&self) -> Self {
        let mut rows = vec![Vec::with_capacity(self.rows.len()); self.columns];
        for row in &self.rows {
            for (column, value) in rows.iter_mut().zip(row) {
                column.push(value.clone());
            }
        }
        Self { rows, columns: self.rows.len() }
    }

    /// The product; columns of `self` beyond the rows of `other`, of which there are none, would be ignored.
    pub(crate) fn times(&self, other: &Self) -> Self {
        let row = |left: &Vec<Rational>| {
            let mut sums = vec![Rational::zero(); other.columns];
            for (factor, right) in left.iter().zip(&other.rows) {
                if factor.is_zero() {
                    continue;
                }
                for (sum, value) in sums.iter_mut().zip(right) {
                    *sum += factor * value;
                }
            }
            sums
        };
        Self { rows: self.rows.iter().map(row).collect(), columns: other.columns }
    }

    /// Entry by entry.
    fn combined(&self, other: &Self, combine: impl Fn(&Rational, &Rational) -> Rational) -> Self {
        let row = |(left, right): (&Vec<Rational>, &Vec<Rational>)| {
            left.iter().zip(right).map(|(a, b)| combine(a, b)).collect()
        };
        Self { rows: self.rows.iter().zip(&other.rows).map(row).collect(), columns: self.columns }
    }

    pub(crate) fn plus(&self, other: &Self) -> Self {
        self.combined(other, |a, b| a + b)
    }

    pub(crate) fn minus(&self, other: &Self) -> Self {
        self.combined(other, |a, b| a - b)
    }

    /// Adds a number to every diagonal entry.
    pub(crate) fn shifted(mut self, number: &Rational) -> Self {
        for (index, row) in self.rows.iter_mut().enumerate() {
            if let Some(entry) = row.get_mut(index) {
                *entry += number;
            }
        }
        self
    }

    /// The sum of the products of corresponding entries.
    pub(crate) fn inner(&self, other: &Self) -> Rational {
        let pairs = self.rows.iter().flatten().zip(other.rows.iter().flatten());
        pairs.map(|(a, b)| a * b).sum()
    }

    pub(crate) fn trace(&self) -> Rational {
        self.rows.iter().enumerate().filter_map(|(index, row)| row.get(index)).sum()
    }
}
