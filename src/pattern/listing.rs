//! Complete lists of patterns in memory.

use std::hash::Hash;

use num_bigint::BigInt;

use super::cells::{Cells, Stop, cells};
use super::faces::{Faces, faces};
use super::number::Number;
use super::points::Points;

/// A witness: an integer vector of length D.
#[derive(Debug, Clone, Copy)]
pub enum Witness<'a> {
    /// In machine words.
    Words(&'a [i64]),
    /// In double words.
    Wide(&'a [i128]),
    /// Of any size.
    Big(&'a [BigInt]),
}

impl Witness<'_> {
    /// The entries.
    #[must_use]
    pub fn entries(&self) -> Vec<BigInt> {
        match self {
            Self::Words(entries) => entries.iter().map(|&entry| BigInt::from(entry)).collect(),
            Self::Wide(entries) => entries.iter().map(|&entry| BigInt::from(entry)).collect(),
            Self::Big(entries) => entries.to_vec(),
        }
    }
}

impl std::fmt::Display for Witness<'_> {
    /// The entries, separated by single spaces.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        fn write<N: std::fmt::Display>(
            entries: &[N],
            formatter: &mut std::fmt::Formatter<'_>,
        ) -> std::fmt::Result {
            for (index, entry) in entries.iter().enumerate() {
                let separator = if index == 0 { "" } else { " " };
                write!(formatter, "{separator}{entry}")?;
            }
            Ok(())
        }
        match self {
            Self::Words(entries) => write(entries, formatter),
            Self::Wide(entries) => write(entries, formatter),
            Self::Big(entries) => write(entries, formatter),
        }
    }
}

/// A realizable pattern.
#[derive(Debug, Clone, Copy)]
pub struct Pattern<'a> {
    /// The sign of each class of points: 1, 0 or -1.
    pub signs: &'a [i8],
    /// A point with these signs.
    pub witness: Witness<'a>,
}

/// Half of the realizable patterns: those whose first sign that is not zero is positive.
///
/// With every pattern its opposite is realizable, too, by the opposite witness; the all-zero pattern is its own
/// opposite and is not listed. The order is lexicographic in the signs of the classes, + before 0 before -.
#[derive(Debug)]
pub struct Listing {
    rows: usize,
    found: Found,
}

#[derive(Debug)]
enum Found {
    Cells(Cells<i64>),
    BigCells(Cells<BigInt>),
    Faces(Faces<i64>),
    BigFaces(Faces<BigInt>),
}

/// Lists the cells, or with `zeros` all patterns.
///
/// Memory: the patterns' signs and witnesses; see [`super::tree`] for listing in bounded memory. The list does
/// not depend on the number of threads.
///
/// # Errors
/// [`super::CountError::Interrupted`] is the only one.
pub fn list(
    points: &Points,
    zeros: bool,
    interrupted: &(dyn Fn() -> bool + Sync),
) -> Result<Listing, super::CountError> {
    let found = match (short::<i64>(points), zeros) {
        (Some(rows), false) => cells(&rows, interrupted).map(Found::Cells),
        (Some(rows), true) => faces(&rows, interrupted).map(Found::Faces),
        (None, _) => Err(Stop::Overflow),
    };
    let found = match (found, zeros) {
        (Err(Stop::Overflow), false) => cells(points.rows(), interrupted).map(Found::BigCells),
        (Err(Stop::Overflow), true) => faces(points.rows(), interrupted).map(Found::BigFaces),
        (found, _) => found,
    };
    // Big integers do not overflow, and lists have no limit of their own.
    let found = found.map_err(|_| super::CountError::Interrupted)?;
    Ok(Listing { rows: points.rows().len(), found })
}

/// The rows in another number type, if they fit.
pub(super) fn short<N: Number + Hash>(points: &Points) -> Option<Vec<Vec<N>>> {
    points.rows().iter().map(|row| row.iter().map(N::read).collect()).collect()
}

impl Listing {
    /// The number of patterns listed: half of all, the all-zero one not counted.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.found {
            Found::Cells(list) => list.len(),
            Found::BigCells(list) => list.len(),
            Found::Faces(list) => list.len(),
            Found::BigFaces(list) => list.len(),
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Shows the patterns in order.
    ///
    /// # Errors
    /// The first error of `see`.
    pub fn try_for_each<E>(&self, mut see: impl FnMut(Pattern<'_>) -> Result<(), E>) -> Result<(), E> {
        let mut signs = Vec::with_capacity(self.rows);
        for index in 0..self.len() {
            let witness = match &self.found {
                Found::Cells(list) => {
                    cell_signs(list, index, self.rows, &mut signs);
                    Witness::Words(list.witness(index))
                }
                Found::BigCells(list) => {
                    cell_signs(list, index, self.rows, &mut signs);
                    Witness::Big(list.witness(index))
                }
                Found::Faces(list) => Witness::Wide(list.get(index, &mut signs)),
                Found::BigFaces(list) => Witness::Big(list.get(index, &mut signs)),
            };
            see(Pattern { signs: &signs, witness })?;
        }
        Ok(())
    }
}

fn cell_signs<N: Number>(list: &Cells<N>, index: usize, rows: usize, signs: &mut Vec<i8>) {
    signs.clear();
    signs.extend((0..rows).map(|row| if list.is_negative(index, row) { -1 } else { 1 }));
}
