//! What a covector does to a stratum: its columns in the space of predictions, and its tests of a residual.

use std::collections::BTreeSet;

use itertools::Itertools;
use num_bigint::BigInt;
use num_traits::Zero;

use super::LandscapeError;
use super::frame::{Frame, product};
use super::kernel::kernel;

/// Most subsets of kinked points tried for the rays of one covector.
const MAX_RAYS: usize = 100_000;

/// A realizable covector with everything that depends on it alone.
///
/// The points `X_i = 0` have sign 0 always and do not count as zeros.
#[derive(Debug, Clone)]
pub struct Kind {
    /// The sign on each point.
    pub signs: Vec<i8>,
    /// A vector of the frame with these signs.
    pub witness: Vec<BigInt>,
    /// The points with sign 0 and `X_i != 0`.
    pub zeros: Vec<usize>,
    /// Some of the zeros whose points are a basis of the span of all of them.
    pub spanning: Vec<usize>,
    /// A basis of `{R : R.X_i = 0 at all zeros}`.
    pub basis: Vec<Vec<BigInt>>,
    /// For each basis vector b, `high (a_i X_i.b)_i`.
    pub columns: Vec<Vec<BigInt>>,
    /// The rays of the arrangement of the points at the zeros, modulo the basis.
    pub rays: Vec<Vec<BigInt>>,
    /// For each ray r the vector h with `h.e = high D(r)`, D the one-sided derivative.
    pub tests: Vec<Vec<BigInt>>,
    /// Without zeros, and constant 0 on the data: ReLU, all signs - (or points 0).
    pub dead: bool,
}

impl Kind {
    /// All of these for one covector.
    ///
    /// # Errors
    /// [`LandscapeError::TooLarge`] when too many points are parallel to too few directions at its zeros.
    pub fn new(frame: &Frame, signs: Vec<i8>, witness: Vec<BigInt>) -> Result<Self, LandscapeError> {
        let is_origin = |i: usize| frame.rows[i].iter().all(Zero::is_zero);
        let zeros: Vec<usize> = (0..signs.len()).filter(|&i| signs[i] == 0 && !is_origin(i)).collect();
        let rows: Vec<&[BigInt]> = zeros.iter().map(|&i| frame.rows[i].as_slice()).collect();
        let (independent, basis) = kernel(&rows, frame.dimension());
        let spanning = independent.iter().map(|&place| zeros[place]).collect();
        let columns: Vec<Vec<BigInt>> = basis.iter().map(|b| column(frame, &signs, b)).collect();
        let rays = rays(frame, &zeros, independent.len(), &basis)?;
        let tests = rays.iter().map(|ray| test(frame, &signs, ray)).collect();
        let dead = zeros.is_empty() && columns.iter().flatten().all(Zero::is_zero);
        Ok(Self { signs, witness, zeros, spanning, basis, columns, rays, tests, dead })
    }

    /// Whether some pre-activation is zero.
    #[must_use]
    pub fn is_kink(&self) -> bool {
        !self.zeros.is_empty()
    }

    /// Whether it adds nothing to the space of predictions.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.columns.iter().flatten().all(Zero::is_zero)
    }
}

fn column(frame: &Frame, signs: &[i8], vector: &[BigInt]) -> Vec<BigInt> {
    let entry = |(row, &sign): (&Vec<BigInt>, &i8)| frame.slope_of(sign) * product(row, vector);
    frame.rows.iter().zip(signs).map(entry).collect()
}

/// `high a_i X_i.r`, and `high s(X_i.r)` at the zeros.
fn test(frame: &Frame, signs: &[i8], ray: &[BigInt]) -> Vec<BigInt> {
    let entry = |(row, &sign): (&Vec<BigInt>, &i8)| {
        let u = product(row, ray);
        if sign == 0 { frame.activate(&u) } else { frame.slope_of(sign) * u }
    };
    frame.rows.iter().zip(signs).map(entry).collect()
}

/// The directions, modulo the basis, orthogonal to zeros of one rank less, both ways, each once.
fn rays(
    frame: &Frame,
    zeros: &[usize],
    rank: usize,
    basis: &[Vec<BigInt>],
) -> Result<Vec<Vec<BigInt>>, LandscapeError> {
    let Some(less) = rank.checked_sub(1) else { return Ok(Vec::new()) };
    // One point of each class of parallel ones is enough.
    let lines: BTreeSet<Vec<BigInt>> = zeros.iter().map(|&i| line(&frame.rows[i])).collect();
    let mut found = BTreeSet::new();
    for (tried, subset) in lines.iter().combinations(less).enumerate() {
        if tried >= MAX_RAYS {
            return Err(LandscapeError::TooLarge { what: "directions at one kink", limit: MAX_RAYS });
        }
        // Orthogonal to the basis as well: one representative of each direction modulo the basis.
        let rows: Vec<&[BigInt]> =
            subset.iter().map(|row| row.as_slice()).chain(basis.iter().map(Vec::as_slice)).collect();
        if let (_, [ray]) = (0, kernel(&rows, frame.dimension()).1.as_slice()) {
            found.insert(line(ray));
        }
    }
    Ok(found.into_iter().flat_map(|ray| [ray.clone(), ray.iter().map(|entry| -entry).collect()]).collect())
}

/// The primitive vector on the line of this one whose first nonzero entry is positive.
fn line(vector: &[BigInt]) -> Vec<BigInt> {
    use num_integer::Integer;
    use num_traits::Signed;
    let content = vector.iter().fold(BigInt::zero(), |gcd, entry| gcd.gcd(entry));
    if content.is_zero() {
        return vector.to_vec();
    }
    let negative = vector.iter().find(|entry| !entry.is_zero()).is_some_and(Signed::is_negative);
    let divisor = if negative { -content } else { content };
    vector.iter().map(|entry| entry / &divisor).collect()
}
