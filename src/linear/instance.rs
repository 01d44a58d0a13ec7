//! The data of a problem and of a network, as matrices.

use critcert_certificate::Rational;
use critcert_certificate::case::linear::{LinearNetwork, LinearProblem};
use critcert_certificate::rational::ratio;

use crate::exact::Matrix;
use crate::exact::real::sums::PrecisionLimit;

/// Why a question about a linear problem has no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LinearError {
    /// More combinations of eigenvalues than are listed.
    #[error("the landscape has more than {limit} combinations of eigenvalues, the most that are listed")]
    TooManyVectors {
        /// The limit.
        limit: u64,
    },
    /// Too many digits would be needed.
    #[error("{limit}; {compared} of {of} comparisons of this kind were decided before")]
    Undecided {
        /// The limit that was reached.
        limit: PrecisionLimit,
        /// How many comparisons came before, of the same round.
        compared: usize,
        /// Comparisons in that round.
        of: usize,
    },
    /// A characteristic polynomial was not factored completely.
    #[error("a factor of degree {degree} of the characteristic polynomial is too large to be split")]
    Factorisation {
        /// Its degree.
        degree: usize,
    },
    /// The run was stopped.
    #[error("interrupted")]
    Interrupted,
    /// A defect of this program.
    #[error("{0}")]
    Internal(&'static str),
}

/// A problem with the matrices derived from it.
#[derive(Debug, Clone)]
pub struct Instance {
    /// X, d0 x n.
    pub x: Matrix,
    /// Y, d2 x n.
    pub y: Matrix,
    /// S = X X^T, d0 x d0.
    pub s: Matrix,
    /// C = Y X^T, d2 x d0.
    pub c: Matrix,
    /// H with S H = C^T, d0 x d2.
    pub solution: Matrix,
    /// Sigma = C H, d2 x d2.
    pub sigma: Matrix,
    /// |Y|^2.
    pub target_norm: Rational,
    /// d1.
    pub width: usize,
    /// Factor of the regulariser.
    pub mu: Rational,
}

impl Instance {
    /// The matrices of a problem.
    ///
    /// # Errors
    /// [`LinearError::Internal`] if S H = C^T had no solution, which cannot be: the columns of C^T = X Y^T lie in the
    /// range of X, which is that of S.
    pub fn new(problem: &LinearProblem) -> Result<Self, LinearError> {
        let (x, y) = (Matrix::from_rows(&problem.x), Matrix::from_rows(&problem.y));
        let transposed = x.transpose();
        let (s, c) = (x.mul(&transposed), y.mul(&transposed));
        let solution = s.solve(&c.transpose()).ok_or(LinearError::Internal("S H = C^T has no solution"))?;
        let sigma = c.mul(&solution);
        let target_norm = y.squared_norm();
        Ok(Self { x, y, s, c, solution, sigma, target_norm, width: problem.width, mu: problem.mu.0.clone() })
    }

    /// A network with the matrices derived from it.
    #[must_use]
    pub fn point(&self, network: &LinearNetwork) -> Point {
        Point::new(self, Matrix::from_rows(&network.w1), Matrix::from_rows(&network.w2))
    }
}

/// A network of an instance.
#[derive(Debug, Clone)]
pub struct Point {
    /// W1, d1 x d0.
    pub w1: Matrix,
    /// W2, d2 x d1.
    pub w2: Matrix,
    /// R = W2 W1 S - C, d2 x d0.
    pub residual: Matrix,
    /// B = W2^T W2 - W1 S W1^T, d1 x d1.
    pub balance: Matrix,
    /// The loss, the regulariser included.
    pub loss: Rational,
    /// The gradient by W1.
    pub gradient1: Matrix,
    /// The gradient by W2.
    pub gradient2: Matrix,
}

impl Point {
    /// Evaluates the network with these layers.
    ///
    /// df/dW1 = W2^T R, df/dW2 = R W1^T; the regulariser adds -mu B W1 S and mu W2 B.
    #[must_use]
    pub fn new(instance: &Instance, w1: Matrix, w2: Matrix) -> Self {
        let w1_s = w1.mul(&instance.s);
        let residual = w2.mul(&w1_s).sub(&instance.c);
        let balance = w2.transpose().mul(&w2).sub(&w1_s.mul(&w1.transpose()));
        let fit = w2.mul(&w1).mul(&instance.x).sub(&instance.y).squared_norm() * ratio(1, 2);
        let loss = fit + &instance.mu * balance.squared_norm() * ratio(1, 4);
        let gradient1 = w2.transpose().mul(&residual).add_scaled(&-&instance.mu, &balance.mul(&w1_s));
        let gradient2 = residual.mul(&w1.transpose()).add_scaled(&instance.mu, &w2.mul(&balance));
        Self { w1, w2, residual, balance, loss, gradient1, gradient2 }
    }
}
