//! Estimates of shares by random weights, where no formula for volumes is exact.
//!
//! An estimate is no proof and settles no claim.

use std::collections::HashMap;

use critcert_certificate::Rational;
use num_bigint::BigInt;

use super::share::Sorted;
use crate::dataset::landscape::LandscapeError;
use crate::dataset::landscape::frame::Frame;

/// Networks drawn, unless another number is asked for.
pub const SAMPLES: u32 = 10_000;

/// Most networks that are drawn.
pub const MAX_SAMPLES: u32 = 1 << 20;

/// Most dimensions of lifted points: in more, hardly any vector of a cube lies in the ball.
pub const MAX_DIMENSION: usize = 12;

/// Coordinates are drawn from `-SIDE..=SIDE`.
const SIDE: i64 = 1 << 24;

/// Bounds of probabilities are in units of one in a million.
pub const UNIT: u64 = 1_000_000;

/// How often a share was hit, and where it lies with 99 % confidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Estimate {
    /// Networks in regions of the kind.
    pub hits: u32,
    /// Networks drawn.
    pub samples: u32,
    /// In millionths.
    pub low: u64,
    /// In millionths.
    pub high: u64,
}

/// Estimates the shares of the kinds of regions; `regions` are all of them.
///
/// Directions are drawn uniformly: integer vectors of a cube, until one lies in the ball. Signs are exact; the rare vector on
/// a kink is drawn again. The numbers depend on the seed alone.
///
/// # Errors
/// [`LandscapeError::TooLarge`] beyond [`MAX_DIMENSION`] dimensions or [`MAX_SAMPLES`]; [`LandscapeError::Interrupted`].
pub fn estimate(
    frame: &Frame,
    cells: &[Vec<i8>],
    regions: &[Sorted],
    draw: (u32, u64),
    interrupted: &dyn Fn() -> bool,
) -> Result<[Estimate; 4], LandscapeError> {
    let (samples, seed) = draw;
    let dimension = frame.dimension();
    if dimension > MAX_DIMENSION {
        return Err(LandscapeError::TooLarge {
            what: "dimensions for an estimate of volumes",
            limit: MAX_DIMENSION,
        });
    }
    if samples > MAX_SAMPLES {
        let limit = usize::try_from(MAX_SAMPLES).unwrap_or(usize::MAX);
        return Err(LandscapeError::TooLarge { what: "samples", limit });
    }
    let width = regions.first().map_or(0, |(cells, _)| cells.len());
    let number: HashMap<&[i8], usize> =
        cells.iter().enumerate().map(|(cell, signs)| (signs.as_slice(), cell)).collect();
    let kinds: HashMap<&[usize], &[bool; 4]> =
        regions.iter().map(|(cells, kinds)| (cells.as_slice(), kinds)).collect();
    let mut source = fastrand::Rng::with_seed(seed);
    let mut hits = [0_u32; 4];
    let mut drawn = 0;
    while drawn < samples {
        if drawn % 64 == 0 && interrupted() {
            return Err(LandscapeError::Interrupted);
        }
        let cells: Option<Vec<usize>> = (0..width)
            .map(|_| number.get(signs(frame, &direction(&mut source, dimension)).as_slice()).copied())
            .collect();
        let Some(mut cells) = cells else { continue };
        cells.sort_unstable();
        let Some(kinds) = kinds.get(cells.as_slice()) else { continue };
        drawn += 1;
        for (hits, kind) in hits.iter_mut().zip(kinds.iter()) {
            *hits += u32::from(*kind);
        }
    }
    Ok(hits.map(|hits| {
        let (low, high) = clopper_pearson(hits, samples);
        Estimate { hits, samples, low, high }
    }))
}

/// An integer vector, its direction uniform up to the grid.
fn direction(source: &mut fastrand::Rng, dimension: usize) -> Vec<i64> {
    loop {
        let vector: Vec<i64> = (0..dimension).map(|_| source.i64(-SIDE..=SIDE)).collect();
        let square: i64 = vector.iter().map(|x| x * x).sum();
        if 0 < square && square <= SIDE * SIDE {
            return vector;
        }
    }
}

/// The signs of a vector of the problem on the points: `X_i = X'_i / scale` coordinate by coordinate.
fn signs(frame: &Frame, vector: &[i64]) -> Vec<i8> {
    let sign = |row: &Vec<BigInt>| {
        let sum: Rational = row
            .iter()
            .zip(&frame.scales)
            .zip(vector)
            .map(|((x, scale), &w)| Rational::new(x * w, scale.clone()))
            .sum();
        critcert_certificate::rational::sign(&sum)
    };
    frame.rows.iter().map(sign).collect()
}

/// The interval of Clopper and Pearson with confidence 99 %, outward to millionths.
///
/// The lower end is the largest probability with which at least `hits` hits have a probability of at most 1/200, the upper end
/// the same of the misses. Binomial weights are integers relative to the largest; what is cut off is below 2^-60 of it.
///
/// # Source
/// Clopper, Pearson 1934.
#[must_use]
pub fn clopper_pearson(hits: u32, samples: u32) -> (u64, u64) {
    (lower(hits, samples), UNIT - lower(samples - hits, samples))
}

fn lower(hits: u32, samples: u32) -> u64 {
    if hits == 0 {
        return 0;
    }
    let (mut low, mut high) = (0, UNIT);
    while high - low > 1 {
        let middle = u64::midpoint(low, high);
        if is_rare(hits, samples, middle) { low = middle } else { high = middle }
    }
    low
}

/// Whether at least `hits` of `samples` hits of probability `p` millionths are at most one in 200.
fn is_rare(hits: u32, samples: u32, p: u64) -> bool {
    let (n, p) = (u128::from(samples), u128::from(p));
    let q = u128::from(UNIT) - p;
    let mode = ((n + 1) * p / u128::from(UNIT)).min(n);
    let hits = u128::from(hits);
    let (mut tail, mut total) = (0_u128, 0_u128);
    let mut see = |index: u128, weight: u128| {
        total += weight;
        if index >= hits {
            tail += weight;
        }
    };
    let (mut weight, mut index) = (1_u128 << 80_u32, mode);
    while weight > 0 {
        see(index, weight);
        if index == n {
            break;
        }
        weight = weight * (n - index) * p / ((index + 1) * q.max(1));
        index += 1;
    }
    (weight, index) = (1_u128 << 80_u32, mode);
    while index > 0 {
        weight = weight * index * q / ((n - index + 1) * p.max(1));
        index -= 1;
        if weight == 0 {
            break;
        }
        see(index, weight);
    }
    tail * 200 <= total
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_without_hits_is_the_known_one() {
        // 1 - (1/200)^(1/1000) = 0.0052842...
        assert_eq!(clopper_pearson(0, 1000), (0, 5285));
        assert_eq!(clopper_pearson(1000, 1000), (UNIT - 5285, UNIT));
    }

    #[test]
    fn the_interval_of_a_small_sample_is_the_known_one() {
        // One of two: the roots of 1 - (1 - p)^2 = 1/200 and p^2 = 199/200... p = 0.0025031..., by symmetry 0.9974968...
        assert_eq!(clopper_pearson(1, 2), (2503, UNIT - 2503));
    }
}
