//! Numbers of cells and faces without listing them.
//!
//! The *Whitney numbers* b_0, b_1, .. of a central arrangement are the magnitudes of the coefficients of its
//! characteristic polynomial; the number of cells is their sum. Adding a hyperplane H to an arrangement A' adds the
//! Whitney numbers of the restriction of A' to H, shifted by one: b(A) = b(A') + t b(A^H) with t the shift. In general
//! position b_k = C(n-1, k-1) + C(n-1, k) for k < D, and the sum is Cover's number. The number of faces is
//! the sum of the numbers of cells of the restrictions to all flats.
//!
//! # Source
//! H. Whitney, *A logical expansion in mathematics*, 1932; T. Zaslavsky, *Facing up to Arrangements*, 1975, Theorems A
//! and B; T. M. Cover, *Geometrical and statistical properties of systems of linear inequalities*, 1965.

use std::hash::Hash;

use num_bigint::BigInt;
use num_traits::One;

use super::cells::Stop;
use super::number::Number;
use super::points::Points;
use super::restrict::Restriction;

/// Numbers of patterns of one neuron.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    /// Patterns without a zero.
    pub cells: BigInt,
    /// All patterns, the all-zero one included, if they were counted.
    pub covectors: Option<BigInt>,
}

/// Why patterns were not counted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CountError {
    /// More work than [`WORK`].
    #[error("counting the patterns takes more than {WORK} restrictions of points")]
    TooLarge,
    /// The user asked to stop.
    #[error("interrupted")]
    Interrupted,
}

/// Most rows restricted to a hyperplane while counting; the checker has the same limit.
pub const WORK: u64 = critcert_certificate::certificate::pattern::limits::RESTRICTIONS;

/// Counts the cells, and the covectors if asked, without listing them.
///
/// Cost: about C(m, D-2) m restrictions of rows for m classes; a factor of about C(m, k) / C(m, D-2) more for the covectors.
///
/// # Errors
/// [`CountError`].
pub fn count(
    points: &Points,
    covectors: bool,
    interrupted: &(dyn Fn() -> bool + Sync),
) -> Result<Counts, CountError> {
    match count_in::<i64>(points, covectors, interrupted) {
        Some(Err(Stop::Overflow)) | None => match count_in::<BigInt>(points, covectors, interrupted) {
            Some(Ok(counts)) => Ok(counts),
            Some(Err(Stop::Interrupted)) => Err(CountError::Interrupted),
            _ => Err(CountError::TooLarge),
        },
        Some(Ok(counts)) => Ok(counts),
        Some(Err(Stop::Interrupted)) => Err(CountError::Interrupted),
        Some(Err(Stop::TooLarge)) => Err(CountError::TooLarge),
    }
}

fn count_in<N: Number + Hash>(
    points: &Points,
    covectors: bool,
    interrupted: &(dyn Fn() -> bool + Sync),
) -> Option<Result<Counts, Stop>> {
    let rows: Vec<Vec<N>> =
        points.rows().iter().map(|row| row.iter().map(N::read).collect()).collect::<Option<_>>()?;
    let mut counter = Counter { left: WORK, interrupted };
    let run = || -> Result<Counts, Stop> {
        let cells = counter.whitney(&rows)?.iter().sum();
        let passed = vec![false; rows.len()];
        let covectors = covectors.then(|| counter.faces(&rows, &passed)).transpose()?;
        Ok(Counts { cells, covectors })
    };
    let mut run = run;
    Some(run())
}

struct Counter<'a> {
    left: u64,
    interrupted: &'a (dyn Fn() -> bool + Sync),
}

impl Counter<'_> {
    fn spend(&mut self, rows: usize) -> Result<(), Stop> {
        self.left = self.left.checked_sub(rows as u64).ok_or(Stop::TooLarge)?;
        if (self.interrupted)() { Err(Stop::Interrupted) } else { Ok(()) }
    }

    /// The Whitney numbers of pairwise non-parallel rows.
    fn whitney<N: Number + Hash>(&mut self, rows: &[Vec<N>]) -> Result<Vec<BigInt>, Stop> {
        let mut numbers = vec![BigInt::one()];
        // One line, or lines in a plane: 1, n, n - 1.
        if rows.len() == 1 || rows.first().is_some_and(|row| row.len() <= 2) {
            numbers.push(rows.len().into());
            if rows.len() > 1 {
                numbers.push((rows.len() - 1).into());
            }
            return Ok(numbers);
        }
        for k in 0..rows.len() {
            self.spend(k)?;
            let restricted = Restriction::new(rows[..k].iter(), &rows[k]).ok_or(Stop::Overflow)?;
            let inner = self.whitney(&restricted.rows)?;
            numbers.resize(numbers.len().max(inner.len() + 1), BigInt::ZERO);
            for (number, added) in numbers.iter_mut().skip(1).zip(inner) {
                *number += added;
            }
        }
        Ok(numbers)
    }

    /// The number of faces on flats not visited elsewhere; `passed` as in the listing of faces.
    fn faces<N: Number + Hash>(&mut self, rows: &[Vec<N>], passed: &[bool]) -> Result<BigInt, Stop> {
        let mut faces: BigInt = self.whitney(rows)?.iter().sum();
        for i in (0..rows.len()).filter(|&i| !passed[i]) {
            self.spend(rows.len())?;
            let restricted = Restriction::new(rows.iter(), &rows[i]).ok_or(Stop::Overflow)?;
            let mut passed_below = vec![false; restricted.rows.len()];
            for (row, place) in restricted.places.iter().enumerate() {
                if let (Some((class, _)), true) = (place, row < i || passed[row]) {
                    passed_below[*class] = true;
                }
            }
            faces += self.faces(&restricted.rows, &passed_below)?;
        }
        Ok(faces)
    }
}

/// Cover's number 2 sum_(k < D) C(n-1, k): the cells of n >= 1 rows in general position in Q^D, D >= 1.
#[must_use]
pub fn cover(rows: usize, dimension: usize) -> BigInt {
    let mut binomial = BigInt::one();
    let mut sum = BigInt::ZERO;
    for k in 0..dimension.min(rows) {
        sum += &binomial;
        binomial = binomial * (rows - 1 - k) / (k + 1);
    }
    sum * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cover_numbers() {
        assert_eq!(cover(30, 3), 872.into());
        assert_eq!(cover(30, 6), 293_192.into());
        assert_eq!(cover(5, 9), 32.into());
        assert_eq!(cover(1, 1), 2.into());
    }
}
