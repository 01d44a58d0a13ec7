//! Lifted points as primitive integer rows, parallel ones merged.

use std::collections::HashMap;

use critcert_certificate::case::dataset::DatasetProblem;
use critcert_certificate::rational::Rational;
use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

use crate::exact::integer::primitive;

/// Why the points have no patterns.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PointsError {
    /// Without hidden bias the point 0 leaves every pre-activation at zero: no pattern is free of zeros.
    #[error(
        "point {index} (counted from 0) is zero and there is no hidden bias: every neuron has pre-activation 0 \
         there, so there are no cells"
    )]
    Zero {
        /// Number of the point.
        index: usize,
    },
}

/// The lifted points X_i up to scaling.
///
/// X_i = (x_i, 1) with hidden bias, X_i = x_i without. Points on one line through 0 form a *class*; classes are
/// numbered by their first points, and the row of a class is the primitive integer vector in Q_(>0) X_i of
/// its first point. The sign of a neuron at a point is the sign at its class, reversed for opposite points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Points {
    dimension: usize,
    rows: Vec<Vec<BigInt>>,
    places: Vec<Place>,
}

/// Where a point went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Its class.
    pub class: usize,
    /// Whether it is a negative multiple of the row of its class.
    pub opposite: bool,
}

impl Points {
    /// Lifts and merges the points of a data-set problem.
    ///
    /// # Errors
    /// [`PointsError::Zero`].
    pub fn of(problem: &DatasetProblem) -> Result<Self, PointsError> {
        let lifted = |point: &Vec<_>| {
            let mut row: Vec<Rational> =
                point.iter().map(|entry: &critcert_certificate::Canonical| entry.0.clone()).collect();
            if problem.hidden_bias {
                row.push(Rational::one());
            }
            row
        };
        let lifted: Vec<Vec<Rational>> = problem.points.iter().map(lifted).collect();
        Self::from_rows(&lifted)
    }

    /// Merges lifted points given as rows of one common length.
    ///
    /// # Errors
    /// [`PointsError::Zero`].
    pub fn from_rows(lifted: &[Vec<Rational>]) -> Result<Self, PointsError> {
        let mut points = Self {
            dimension: lifted.first().map_or(0, Vec::len),
            rows: Vec::new(),
            places: Vec::with_capacity(lifted.len()),
        };
        let mut known: HashMap<Vec<BigInt>, usize> = HashMap::new();
        for (index, row) in lifted.iter().enumerate() {
            let (row, _) = primitive(row);
            let Some(leading) = row.iter().find(|entry| !entry.is_zero()) else {
                return Err(PointsError::Zero { index });
            };
            let upward = if leading.is_negative() { negated(&row) } else { row.clone() };
            let fresh = points.rows.len();
            let class = *known.entry(upward).or_insert(fresh);
            if class == fresh {
                points.rows.push(row);
                points.places.push(Place { class, opposite: false });
            } else {
                let opposite = points.rows[class] != row;
                points.places.push(Place { class, opposite });
            }
        }
        Ok(points)
    }

    /// The lifted dimension D.
    #[must_use]
    pub fn dimension(&self) -> usize {
        self.dimension
    }

    /// One primitive integer row of length D per class, no two parallel, none zero.
    #[must_use]
    pub fn rows(&self) -> &[Vec<BigInt>] {
        &self.rows
    }

    /// For each point of the problem, in order, its class.
    #[must_use]
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// The pattern of all points, over `+0-`, from the signs of the classes.
    #[must_use]
    pub fn pattern_text(&self, signs: &[i8]) -> String {
        let symbol = |place: &Place| {
            let sign = signs.get(place.class).copied().unwrap_or(0);
            super::symbol(if place.opposite { -sign } else { sign })
        };
        self.places.iter().map(symbol).collect()
    }
}

fn negated(row: &[BigInt]) -> Vec<BigInt> {
    row.iter().map(|entry| -entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use critcert_certificate::rational::ratio;

    #[test]
    fn parallel_points_merge_with_their_sign() {
        let row = |entries: &[(i64, i64)]| entries.iter().map(|&(p, q)| ratio(p, q)).collect::<Vec<_>>();
        let rows = [
            row(&[(-1, 2), (1, 3)]),
            row(&[(3, 1), (-2, 1)]),
            row(&[(-6, 1), (4, 1)]),
            row(&[(0, 1), (5, 1)]),
        ];
        let points = Points::from_rows(&rows).unwrap();
        assert_eq!(points.rows(), [[-3, 2].map(BigInt::from), [0, 1].map(BigInt::from)]);
        let places: Vec<_> = points.places().iter().map(|place| (place.class, place.opposite)).collect();
        assert_eq!(places, [(0, false), (0, true), (0, false), (1, false)]);
        assert_eq!(points.pattern_text(&[1, 0]), "+-+0");
        let zero = Points::from_rows(&[row(&[(1, 1)]), row(&[(0, 1)])]);
        assert_eq!(zero, Err(PointsError::Zero { index: 1 }));
    }
}
