//! All cells of a central arrangement, by restriction, without any linear program.
//!
//! # Method
//! Add the hyperplanes one after the other. The cells of the first k that hyperplane k cuts are exactly those that
//! meet it, that is, the cells of the arrangement which the first k cut out of hyperplane k: the same
//! question in one dimension less. A witness u of such a cell on hyperplane k lies in the relative interior of the
//! wall between the two halves; from a witness w of the cell on one side, M u - w for large M is on the
//! other. Both lists are sorted, so that they are merged in one pass. A cell costs O(D) scalar products
//! in each of D dimensions, in every position of the points, degenerate or not.
//!
//! Opposite cells come in pairs; only the half of the list on the positive side of row 0 is kept.
//!
//! # Source
//! The bijection is that of deletion and restriction, T. Zaslavsky, *Facing up to Arrangements*, 1975, section 2;
//! its use as an algorithm with inherited witnesses is ours.

use std::hash::Hash;

use num_traits::{One, Zero};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::number::{Number, shorten, side, sign};
use super::restrict::{Restriction, perpendicular};
use crate::exact::integer::ExactInteger;

/// Why a list was not finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// A number left its type.
    Overflow,
    /// The user asked to stop.
    Interrupted,
    /// A stated limit was passed.
    TooLarge,
}

/// Cells with witnesses, increasing in the lexicographic order with + before -.
#[derive(Debug)]
pub(super) struct Cells<T> {
    /// Words per cell.
    stride: usize,
    /// Bit i from the most significant on: row i is negative.
    signs: Vec<u64>,
    pub(super) dimension: usize,
    witnesses: Vec<T>,
}

impl<T: Clone> Cells<T> {
    fn new(rows: usize, dimension: usize) -> Self {
        Self { stride: rows.div_ceil(64).max(1), signs: Vec::new(), dimension, witnesses: Vec::new() }
    }

    pub(super) fn len(&self) -> usize {
        self.signs.len() / self.stride
    }

    fn signs(&self, index: usize) -> &[u64] {
        &self.signs[index * self.stride..(index + 1) * self.stride]
    }

    /// Whether row `row` is negative in a cell.
    pub(super) fn is_negative(&self, index: usize, row: usize) -> bool {
        self.signs[index * self.stride + row / 64] & bit(row) != 0
    }

    pub(super) fn witness(&self, index: usize) -> &[T] {
        &self.witnesses[index * self.dimension..(index + 1) * self.dimension]
    }

    fn push(&mut self, signs: &[u64], witness: &[T]) {
        self.signs.extend_from_slice(signs);
        self.signs.resize(self.signs.len().next_multiple_of(self.stride), 0);
        self.witnesses.extend_from_slice(witness);
    }

    fn mark_last(&mut self, row: usize) {
        let start = self.signs.len() - self.stride;
        self.signs[start + row / 64] |= bit(row);
    }
}

fn bit(row: usize) -> u64 {
    1 << (63 - row % 64)
}

/// Half of the cells of pairwise non-parallel rows, at least one.
pub(super) fn cells<N: Number + Hash>(
    rows: &[Vec<N>],
    interrupted: &(dyn Fn() -> bool + Sync),
) -> Result<Cells<N>, Stop> {
    /// From here on the lists on different hyperplanes are made in parallel.
    const PARALLEL: usize = 4;
    let dimension = rows.first().map_or(0, Vec::len);
    let mut list = Cells::new(rows.len(), dimension);
    let Some(first) = rows.first() else { return Ok(list) };
    list.push(&[0], first);
    if dimension >= PARALLEL {
        if interrupted() {
            return Err(Stop::Interrupted);
        }
        let walls: Vec<Cells<N::Wide>> = (1..rows.len())
            .into_par_iter()
            .map(|k| wall(rows, k, interrupted))
            .collect::<Result<_, Stop>>()?;
        for (k, wall) in walls.into_iter().enumerate() {
            list = split(&list, &wall, rows, k + 1).ok_or(Stop::Overflow)?;
        }
    } else {
        for k in 1..rows.len() {
            let wall = wall(rows, k, interrupted)?;
            list = split(&list, &wall, rows, k).ok_or(Stop::Overflow)?;
        }
    }
    Ok(list)
}

/// The cells that rows before k cut out of hyperplane k, as cells of those rows with witnesses on it.
fn wall<N: Number + Hash>(
    rows: &[Vec<N>],
    k: usize,
    interrupted: &(dyn Fn() -> bool + Sync),
) -> Result<Cells<N::Wide>, Stop> {
    let normal = &rows[k];
    let mut wall = Cells::new(rows.len(), normal.len());
    if normal.len() == 2 {
        let witness = perpendicular(normal, &rows[0]);
        wall.push(&[0], &wide(&witness));
        for (row, x) in rows[..k].iter().enumerate() {
            if side(x, &witness) < 0 {
                wall.mark_last(row);
            }
        }
        return Ok(wall);
    }
    let restriction = Restriction::new(rows[..k].iter(), normal).ok_or(Stop::Overflow)?;
    let inner = cells(&restriction.rows, interrupted)?;
    for index in 0..inner.len() {
        let witness = restriction.lift(&wide(inner.witness(index))).ok_or(Stop::Overflow)?;
        wall.push(&[0], &witness);
        for (row, place) in restriction.places.iter().enumerate() {
            // No row before k is parallel to row k, so that none restricts to zero.
            if place.is_some_and(|(class, opposite)| inner.is_negative(index, class) != opposite) {
                wall.mark_last(row);
            }
        }
    }
    Ok(wall)
}

fn wide<N: Number>(vector: &[N]) -> Vec<N::Wide> {
    vector.iter().map(N::widen).collect()
}

/// The cells of k + 1 rows from those of k rows and those of them that hyperplane k cuts.
fn split<N: Number>(list: &Cells<N>, wall: &Cells<N::Wide>, rows: &[Vec<N>], k: usize) -> Option<Cells<N>> {
    let mut next = Cells::new(rows.len(), list.dimension);
    next.signs.reserve(list.signs.len() + wall.signs.len());
    next.witnesses.reserve(list.witnesses.len() + wall.witnesses.len());
    let normal = &rows[k];
    let mut at_wall = 0;
    for index in 0..list.len() {
        let (signs, witness) = (list.signs(index), list.witness(index));
        let here = side(normal, witness);
        if at_wall >= wall.len() || wall.signs(at_wall) != signs {
            next.push(signs, witness);
            if here < 0 {
                next.mark_last(k);
            }
            continue;
        }
        let across = |wanted: i8| {
            if here == 0 {
                let step = if wanted > 0 { normal.clone() } else { normal.iter().map(N::negated).collect() };
                beside(&rows[..=k], signs, wanted, &wide(witness), &step)
            } else {
                let step: Vec<N> = witness.iter().map(N::negated).collect();
                beside(&rows[..=k], signs, wanted, wall.witness(at_wall), &step)
            }
        };
        if here > 0 {
            next.push(signs, witness)
        } else {
            next.push(signs, &across(1)?)
        }
        if here < 0 {
            next.push(signs, witness)
        } else {
            next.push(signs, &across(-1)?)
        }
        next.mark_last(k);
        at_wall += 1;
    }
    debug_assert_eq!(at_wall, wall.len(), "every cell of the wall lies in a cell of the list");
    Some(next)
}

/// A short witness near `base`, moved along `step` off the last row's hyperplane to its side `wanted`.
///
/// `base` has the given signs on all rows but the last, on whose hyperplane it lies.
fn beside<N: Number>(
    rows: &[Vec<N>],
    signs: &[u64],
    wanted: i8,
    base: &[N::Wide],
    step: &[N],
) -> Option<Vec<N>> {
    let (last, before) = rows.split_last()?;
    let short: Option<Vec<N>> = base.iter().map(N::narrow).collect();
    let mut factor = N::Wide::one();
    for row in before {
        let at_base = match &short {
            Some(short) => N::dot(row, short),
            None => N::wide_dot(row, base)?,
        };
        let along = N::dot(row, step);
        if sign(&at_base) == -sign(&along) {
            let least = N::Wide::one().plus(&N::ratio(&along, &at_base))?;
            factor = factor.max(least);
        }
    }
    // Twice the least factor stands well between the walls, where short vectors are found.
    factor = factor.plus(&factor)?;
    let mut vector = Vec::with_capacity(base.len());
    for (at, along) in base.iter().zip(step) {
        vector.push(at.times(&factor)?.plus(&along.widen())?);
    }
    debug_assert!(!vector.iter().all(Zero::is_zero));
    shorten::<N>(&vector, |candidate| {
        side(last, candidate) == wanted
            && before.iter().enumerate().all(|(row, x)| {
                let negative = signs[row / 64] & bit(row) != 0;
                side(x, candidate) == if negative { -1 } else { 1 }
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_lines_in_the_plane_have_six_cells() {
        let list = cells(&[vec![1, 0], vec![0, 1], vec![1, 1]], &|| false).unwrap();
        let texts: Vec<String> = (0..list.len())
            .map(|index| (0..3).map(|row| if list.is_negative(index, row) { '-' } else { '+' }).collect())
            .collect();
        assert_eq!(texts, ["+++", "+-+", "+--"]);
        assert_eq!(list.witness(0), [1, 1]);
    }

    #[test]
    fn big_integers_give_the_same_list() {
        let rows = vec![vec![2_i64, 1, 1], vec![-1, 3, 1], vec![0, 0, 1], vec![5, -2, 1], vec![1, 1, 2]];
        let big: Vec<Vec<num_bigint::BigInt>> =
            rows.iter().map(|row| row.iter().map(|&entry| entry.into()).collect()).collect();
        let (words, big) = (cells(&rows, &|| false).unwrap(), cells(&big, &|| false).unwrap());
        assert_eq!(words.len(), 11);
        assert_eq!(words.signs, big.signs);
        for index in 0..words.len() {
            let widened: Vec<_> = words.witness(index).iter().map(Number::write).collect();
            assert_eq!(widened, big.witness(index));
        }
    }

    #[test]
    fn words_suffice_for_two_digits_in_six_dimensions() {
        let row = |i: i64| (1..6).map(|k| (i * i * (k + 3) + 31 * i * k) % 199 - 99).chain([1]).collect();
        let rows: Vec<Vec<i64>> = (1..15).map(row).collect();
        let list = cells(&rows, &|| false).unwrap();
        let largest = list.witnesses.iter().map(|entry| entry.abs()).max();
        assert!(largest < Some(1 << 30), "{largest:?}");
    }
}
