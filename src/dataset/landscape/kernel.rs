//! Integer kernels and inverses of small matrices.

use critcert_certificate::Rational;
use num_bigint::BigInt;
use num_traits::{One, Zero};

use crate::exact::integer::primitive;

/// The independent rows found first, by number, and a basis of the vectors orthogonal to all rows.
///
/// The basis vectors are integers without common factor, in a fixed order.
///
/// # Source
/// Gauss-Jordan elimination.
#[must_use]
pub fn kernel(rows: &[&[BigInt]], dimension: usize) -> (Vec<usize>, Vec<Vec<BigInt>>) {
    let mut reduced: Vec<(usize, Vec<Rational>)> = Vec::new();
    let mut independent = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let mut row: Vec<Rational> = row.iter().cloned().map(Rational::from_integer).collect();
        for (pivot, other) in &reduced {
            subtract(&mut row, *pivot, other);
        }
        let Some(pivot) = row.iter().position(|entry| !entry.is_zero()) else { continue };
        let lead = row[pivot].clone();
        row.iter_mut().for_each(|entry| *entry /= &lead);
        for (_, other) in &mut reduced {
            subtract(other, pivot, &row);
        }
        reduced.push((pivot, row));
        independent.push(number);
        if reduced.len() == dimension {
            break;
        }
    }
    let pivots: Vec<usize> = reduced.iter().map(|(pivot, _)| *pivot).collect();
    let basis = (0..dimension).filter(|column| !pivots.contains(column)).map(|free| {
        let mut vector = vec![Rational::zero(); dimension];
        vector[free] = Rational::one();
        for (pivot, row) in &reduced {
            vector[*pivot] = -row[free].clone();
        }
        primitive(&vector).0
    });
    (independent, basis.collect())
}

fn subtract(row: &mut [Rational], pivot: usize, other: &[Rational]) {
    if row[pivot].is_zero() {
        return;
    }
    let factor = row[pivot].clone();
    for (entry, own) in row.iter_mut().zip(other) {
        *entry -= &factor * own;
    }
}

/// The inverse of a square matrix, `None` if it is singular.
#[must_use]
pub fn inverse_of(matrix: &[Vec<Rational>]) -> Option<Vec<Vec<Rational>>> {
    let size = matrix.len();
    let unit = |i: usize, j: usize| if i == j { Rational::one() } else { Rational::zero() };
    let extended = matrix.iter().enumerate();
    let mut rows: Vec<Vec<Rational>> =
        extended.map(|(i, row)| row.iter().cloned().chain((0..size).map(|j| unit(i, j))).collect()).collect();
    for column in 0..size {
        let found = (column..size).find(|&row| !rows[row][column].is_zero())?;
        rows.swap(column, found);
        let lead = rows[column][column].clone();
        rows[column].iter_mut().for_each(|entry| *entry /= &lead);
        let pivot = rows[column].clone();
        for (index, row) in rows.iter_mut().enumerate() {
            if index != column {
                subtract(row, column, &pivot);
            }
        }
    }
    Some(rows.into_iter().map(|row| row[size..].to_vec()).collect())
}
