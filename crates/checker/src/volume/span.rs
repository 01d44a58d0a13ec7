//! The span of the lifted points, and vectors in it by their factors.

use critcert_certificate::case::DatasetProblem;
use critcert_certificate::certificate::volume::VolumeSpan;
use critcert_certificate::rational::{Canonical, Rational};
use num_traits::{One, Zero};

use crate::outcome::Reason;
use crate::rules::require;

/// Most dimensions of the span: in more, no angle formula is exact.
const DIMENSIONS: usize = 3;

/// The lifted points, all of them combinations of the first few stated ones.
pub(crate) struct Span {
    /// n rows of D numbers.
    pub(crate) points: Vec<Vec<Rational>>,
    /// Indices of the stated points.
    basis: Vec<usize>,
}

fn inner(left: &[Rational], right: &[Rational]) -> Rational {
    left.iter().zip(right).map(|(a, b)| a * b).sum()
}

impl Span {
    /// Refuses unless every lifted point is the stated combination.
    ///
    /// The stated points may be dependent: then every cell has a degenerate parallelogram and is refused.
    pub(crate) fn accept(problem: &DatasetProblem, stated: &VolumeSpan) -> Result<Self, Reason> {
        let lift = |point: &Vec<Canonical>| -> Vec<Rational> {
            let bias = problem.hidden_bias.then(Rational::one);
            point.iter().map(|entry| entry.0.clone()).chain(bias).collect()
        };
        let points: Vec<Vec<Rational>> = problem.points.iter().map(lift).collect();
        require(stated.points.len() <= DIMENSIONS, "angles are summed in at most three dimensions")?;
        let in_range = stated.points.iter().all(|&point| point < points.len());
        require(in_range, "there is no such point")?;
        require(stated.coordinates.len() == points.len(), "one row of factors for each point")?;
        let span = Self { points, basis: stated.points.clone() };
        for (point, row) in span.points.iter().zip(&stated.coordinates) {
            let combined = span.vector(row)?;
            require(combined == *point, "a point is not the stated combination")?;
        }
        Ok(span)
    }

    /// r, the dimension of the span.
    pub(crate) fn dimension(&self) -> usize {
        self.basis.len()
    }

    /// The square of the area of the parallelogram of the two stated points, for r = 2.
    pub(crate) fn area(&self) -> Option<Rational> {
        match self.basis.as_slice() {
            [left, right] => Some(parallelogram(self.points.get(*left)?, self.points.get(*right)?).1),
            _ => None,
        }
    }

    /// The vector with these factors.
    pub(crate) fn vector(&self, factors: &[Canonical]) -> Result<Vec<Rational>, Reason> {
        require(factors.len() == self.basis.len(), "one factor for each point of the span")?;
        let mut sum = vec![Rational::zero(); self.points.first().map_or(0, Vec::len)];
        for (factor, &index) in factors.iter().zip(&self.basis) {
            for (entry, x) in sum.iter_mut().zip(self.points.get(index).into_iter().flatten()) {
                *entry += &factor.0 * x;
            }
        }
        Ok(sum)
    }
}

/// Inner product and squared area of the parallelogram of two vectors.
pub(crate) fn parallelogram(left: &[Rational], right: &[Rational]) -> (Rational, Rational) {
    let product = inner(left, right);
    let area = inner(left, left) * inner(right, right) - &product * &product;
    (product, area)
}

/// As [`parallelogram`] for two vectors freed of their parts along a third one, times `|axis|^2` and its square.
pub(crate) fn parallelogram_across(
    axis: &[Rational],
    left: &[Rational],
    right: &[Rational],
) -> (Rational, Rational) {
    let long = inner(axis, axis);
    let part = |a: &[Rational], b: &[Rational]| inner(a, b) * &long - inner(a, axis) * inner(b, axis);
    let product = part(left, right);
    let area = part(left, left) * part(right, right) - &product * &product;
    (product, area)
}

/// Whether the closed cell of these signs holds a vector; the signs of its products otherwise do not matter.
pub(crate) fn is_within(points: &[Vec<Rational>], signs: &[i8], vector: &[Rational]) -> bool {
    points.iter().zip(signs).all(|(point, sign)| {
        let side = critcert_certificate::rational::sign(&inner(point, vector));
        side.saturating_mul(*sign) >= 0
    })
}

/// Whether a vector lies on the hyperplane of a point that is not 0.
pub(crate) fn is_on_wall(points: &[Vec<Rational>], signs: &[i8], vector: &[Rational]) -> bool {
    points.iter().zip(signs).any(|(point, sign)| *sign != 0 && inner(point, vector).is_zero())
}
