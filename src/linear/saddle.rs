//! Directions of negative curvature at critical points that are not global minima.

use critcert_certificate::Rational;
use critcert_certificate::rational::ratio;
use num_traits::{One, Zero};

use super::instance::{Instance, LinearError, Point};
use crate::exact::Matrix;

/// A direction with the second derivative of the loss along it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Direction {
    /// Change of W1.
    pub w1: Matrix,
    /// Change of W2.
    pub w2: Matrix,
    /// The second derivative, negative.
    pub second_derivative: Rational,
}

impl Direction {
    /// The direction with the second derivative of f along it, `|(W2 D1 + D2 W1) X|^2 + 2 <D2 D1, R>`.
    fn new(instance: &Instance, point: &Point, w1: Matrix, w2: Matrix) -> Self {
        let first = point.w2.mul(&w1).add_scaled(&Rational::one(), &w2.mul(&point.w1));
        let second_derivative =
            first.mul(&instance.s).inner(&first) + w2.mul(&w1).inner(&point.residual) * ratio(2, 1);
        Self { w1, w2, second_derivative }
    }

    /// The first-order change of the balance B along the direction.
    #[must_use]
    pub fn balance_change(&self, instance: &Instance, point: &Point) -> Matrix {
        let one = Rational::one();
        let second = self.w2.transpose().mul(&point.w2);
        let first = self.w1.mul(&instance.s).mul(&point.w1.transpose());
        let half = second.sub(&first);
        half.add_scaled(&one, &half.transpose())
    }
}

/// A direction of negative curvature when W2 has a kernel, or W1 S a left kernel; `None` when neither has, or R = 0.
///
/// With W2 a = 0, w a nonzero column of R and S h = R^T w: D1 = a h^T and D2 = -t w a^T, with the best t. With
/// a^T W1 S = 0 the roles of the layers are exchanged.
pub(super) fn from_kernel(instance: &Instance, point: &Point) -> Result<Option<Direction>, LinearError> {
    let residual = &point.residual;
    let Some(w) = (0..residual.columns()).map(|j| residual.column(j)).find(|w| !w.iter().all(Zero::is_zero))
    else {
        return Ok(None);
    };
    let w = Matrix::column_vector(&w);
    let solved = instance.s.solve(&residual.transpose().mul(&w));
    let h = solved.ok_or(LinearError::Internal("S h = R^T w has no solution"))?;
    let pull = h.inner(&instance.s.mul(&h));
    let first_column =
        |kernel: &Matrix| (kernel.columns() > 0).then(|| Matrix::column_vector(&kernel.column(0)));
    let best = |numerator: Rational, denominator: Rational| {
        if denominator.is_zero() { Rational::one() } else { numerator / denominator }
    };
    if let Some(a) = first_column(&point.w2.kernel()) {
        let through = a.transpose().mul(&point.w1);
        let spread = through.mul(&instance.s).inner(&through);
        let t = best(a.squared_norm() * &pull, w.squared_norm() * spread);
        let (w1, w2) = (a.mul(&h.transpose()), w.mul(&a.transpose()).scale(&-t));
        return Ok(Some(Direction::new(instance, point, w1, w2)));
    }
    if let Some(a) = first_column(&point.w1.mul(&instance.s).transpose().kernel()) {
        let t = best(a.squared_norm(), point.w2.mul(&a).squared_norm());
        let (w1, w2) = (a.mul(&h.transpose()).scale(&-t), w.mul(&a.transpose()));
        return Ok(Some(Direction::new(instance, point, w1, w2)));
    }
    Ok(None)
}

/// The direction that turns u = W2 p towards n in the kernel of W2^T: D1 = p h^T, D2 = n (G p)^T with S h = C^T n and
/// G = W2^T W2. Its second derivative is |n|^2 u.Sigma u - |u|^2 n.Sigma n.
pub(super) fn rotation(
    instance: &Instance,
    point: &Point,
    p: &Matrix,
    n: &Matrix,
) -> Result<Direction, LinearError> {
    let solved = instance.s.solve(&instance.c.transpose().mul(n));
    let h = solved.ok_or(LinearError::Internal("S h = C^T n has no solution"))?;
    let gram_p = point.w2.transpose().mul(&point.w2).mul(p);
    Ok(Direction::new(instance, point, p.mul(&h.transpose()), n.mul(&gram_p.transpose())))
}
