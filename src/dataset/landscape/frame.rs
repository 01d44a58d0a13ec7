//! A data-set problem in integers: columns, labels and slope scaled to whole numbers.

use critcert_certificate::Rational;
use critcert_certificate::case::DatasetProblem;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Zero};

/// Points, labels and slope as integers, and how to go back.
///
/// Shapes: `rows` is n x D with `rows[i] = X_i diag(scales)`, D = d + 1 with hidden bias (last column all 1, scale 1). A
/// vector R of the problem is `diag(scales) R'` for a vector R' of the frame: products with points are the same.
/// `labels = label_scale y`. The slope is `low / high`, and a column `(a_i X_i.b)_i` of the problem is held as
/// `high` times itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// The lifted points, scaled.
    pub rows: Vec<Vec<BigInt>>,
    /// One positive scale for each coordinate.
    pub scales: Vec<BigInt>,
    /// The labels, scaled.
    pub labels: Vec<BigInt>,
    /// The positive scale of the labels.
    pub label_scale: BigInt,
    /// Numerator of the slope rho.
    pub low: BigInt,
    /// Denominator of the slope rho.
    pub high: BigInt,
    /// Whether neurons have a bias.
    pub hidden_bias: bool,
    /// Whether there is an output bias c.
    pub output_bias: bool,
}

impl Frame {
    /// Scales the problem.
    ///
    /// Requires points of one length, as a case has them.
    #[must_use]
    pub fn new(problem: &DatasetProblem) -> Self {
        let dimension = problem.dimension();
        let mut scales: Vec<BigInt> = (0..dimension)
            .map(|k| problem.points.iter().fold(BigInt::one(), |lcm, point| lcm.lcm(point[k].0.denom())))
            .collect();
        let mut rows: Vec<Vec<BigInt>> = problem
            .points
            .iter()
            .map(|point| point.iter().zip(&scales).map(|(x, scale)| scaled(&x.0, scale)).collect())
            .collect();
        if problem.hidden_bias {
            scales.push(BigInt::one());
            rows.iter_mut().for_each(|row| row.push(BigInt::one()));
        }
        let label_scale = problem.labels.iter().fold(BigInt::one(), |lcm, label| lcm.lcm(label.0.denom()));
        let slope = problem.activation.slope();
        Self {
            rows,
            scales,
            labels: problem.labels.iter().map(|label| scaled(&label.0, &label_scale)).collect(),
            label_scale,
            low: slope.numer().clone(),
            high: slope.denom().clone(),
            hidden_bias: problem.hidden_bias,
            output_bias: problem.output_bias,
        }
    }

    /// n, the number of points.
    #[must_use]
    pub fn points(&self) -> usize {
        self.rows.len()
    }

    /// D, the length of lifted points.
    #[must_use]
    pub fn dimension(&self) -> usize {
        self.scales.len()
    }

    /// A vector of the frame in the coordinates of the problem.
    #[must_use]
    pub fn back(&self, vector: &[Rational]) -> Vec<Rational> {
        vector
            .iter()
            .zip(&self.scales)
            .map(|(entry, scale)| entry * Rational::from_integer(scale.clone()))
            .collect()
    }

    /// An integer vector of the frame in the coordinates of the problem.
    #[must_use]
    pub fn back_integer(&self, vector: &[BigInt]) -> Vec<BigInt> {
        vector.iter().zip(&self.scales).map(|(entry, scale)| entry * scale).collect()
    }

    /// `high a_i` for a sign.
    #[must_use]
    pub fn slope_of(&self, sign: i8) -> BigInt {
        match sign {
            1 => self.high.clone(),
            -1 => self.low.clone(),
            _ => BigInt::zero(),
        }
    }

    /// `high s(u)` for an integer u.
    #[must_use]
    pub fn activate(&self, u: &BigInt) -> BigInt {
        if u.sign() == num_bigint::Sign::Minus { u * &self.low } else { u * &self.high }
    }
}

fn scaled(value: &Rational, scale: &BigInt) -> BigInt {
    value.numer() * (scale / value.denom())
}

/// The product of two integer vectors of one length.
pub(super) fn product(left: &[BigInt], right: &[BigInt]) -> BigInt {
    left.iter().zip(right).map(|(a, b)| a * b).sum()
}
