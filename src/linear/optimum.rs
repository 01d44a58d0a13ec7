//! The least loss: lower bounds that need no eigenvalue, and networks that attain them.

use critcert_certificate::Rational;
use critcert_certificate::rational::ratio;
use num_traits::{One, Zero};

use super::instance::{Instance, LinearError, Point};
use super::spectrum::Spectrum;
use crate::exact::Matrix;
use crate::exact::real::{IntegerPolynomial, simplest_separator};

/// No network of the width has a loss below `value = (|Y|^2 - tr Z - c d1)/2`.
///
/// `Z` and `Z - Sigma + c I` are positive semidefinite and `c >= 0`: then `tr(P Sigma) <= tr Z + c d1` for every
/// orthogonal projector `P` of rank at most d1, and no network with columns of `W2` in the range of `P` has a loss
/// below `(|Y|^2 - tr(P Sigma))/2`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LowerBound {
    /// c.
    pub shift: Rational,
    /// Z, d2 x d2.
    pub excess: Matrix,
    /// The bound.
    pub value: Rational,
}

impl LowerBound {
    fn new(instance: &Instance, shift: Rational, excess: Matrix) -> Self {
        let width = Rational::from_integer(instance.width.into());
        let value = (&instance.target_norm - excess.trace() - &shift * width) * ratio(1, 2);
        Self { shift, excess, value }
    }

    /// The bound with c = 0 and Z = Sigma: ordinary least squares.
    #[must_use]
    pub fn least_squares(instance: &Instance) -> Self {
        Self::new(instance, Rational::zero(), instance.sigma.clone())
    }

    /// The bound with Z = P (Sigma - c I) P, P the projector on the columns of `basis`, which are independent.
    ///
    /// Semidefinite as needed iff the columns span an invariant subspace of Sigma whose eigenvalues are at least c,
    /// and the others are at most c.
    ///
    /// # Errors
    /// [`LinearError::Internal`] if the columns are dependent.
    pub fn at_subspace(instance: &Instance, basis: &Matrix, c: &Rational) -> Result<Self, LinearError> {
        let transposed = basis.transpose();
        let solved = transposed.mul(basis).solve(&transposed);
        let projector = basis.mul(&solved.ok_or(LinearError::Internal("a basis is dependent"))?);
        let shifted = instance.sigma.add_scaled(&-c, &Matrix::identity(instance.sigma.rows()));
        Ok(Self::new(instance, c.clone(), projector.mul(&shifted).mul(&projector)))
    }
}

/// A global minimum of f with rational weights.
#[derive(Debug, Clone)]
pub struct Optimum {
    /// The bound, whose value is the least loss.
    pub bound: LowerBound,
    /// A network with that loss (without the regulariser).
    pub point: Point,
}

/// The least loss with a network that attains it, `None` if it is not rational.
///
/// It is rational iff the subspace of the largest eigenvalues can be chosen rational: if the sum of the d1 largest
/// eigenvalues is rational, every automorphism maps the multiset of them to one with the same sum, hence to itself,
/// the largest sum being attained by one multiset only.
///
/// # Errors
/// [`LinearError::Factorisation`] when the characteristic polynomial could not be split completely and that matters.
pub fn optimum(instance: &Instance, spectrum: &Spectrum) -> Result<Option<Optimum>, LinearError> {
    let size = instance.sigma.rows();
    let taken = spectrum.largest(instance.width);
    let mut polynomial = IntegerPolynomial::new(vec![One::one()]);
    let mut partial = None;
    for (factor, group) in spectrum.system.groups().iter().enumerate() {
        let (factor_polynomial, multiplicity) = &spectrum.factors[factor];
        let whole = i64::try_from(*multiplicity).unwrap_or(i64::MAX);
        let counts: Vec<i64> = group.iter().map(|&index| taken[index]).collect();
        if counts.iter().all(|&count| count == whole) {
            polynomial = polynomial.mul(factor_polynomial);
        } else if counts.iter().any(|&count| count > 0) {
            match group.as_slice() {
                &[index] => partial = Some(index),
                _ if !spectrum.irreducible => {
                    return Err(LinearError::Factorisation { degree: factor_polynomial.degree() });
                }
                _ => return Ok(None),
            }
        }
    }
    let inside = kernel_of(&polynomial.monic(), &instance.sigma);
    let mut basis: Vec<Vec<Rational>> = (0..inside.columns()).map(|j| inside.column(j)).collect();
    let bound = if let Some(index) = partial {
        // Some but not all copies of a rational eigenvalue: it is the separator.
        let c = spectrum.system.roots()[index].low().clone();
        let eigenspace = instance.sigma.add_scaled(&-&c, &Matrix::identity(size)).kernel();
        let copies = usize::try_from(taken[index]).unwrap_or(0);
        basis.extend((0..copies).map(|j| eigenspace.column(j)));
        LowerBound::at_subspace(instance, &inside, &c)?
    } else {
        let next = taken.iter().position(|&count| count == 0);
        match next.filter(|&next| next > 0) {
            Some(next) if next < spectrum.positive() => {
                let (mut below, mut above) =
                    (spectrum.system.roots()[next].clone(), spectrum.system.roots()[next - 1].clone());
                let c = simplest_separator(&mut below, &mut above)
                    .ok_or(LinearError::Internal("no number lies between two eigenvalues"))?;
                LowerBound::at_subspace(instance, &inside, &c)?
            }
            _ => LowerBound::least_squares(instance),
        }
    };
    let point = fitted(instance, &basis)?;
    Ok(Some(Optimum { bound, point }))
}

/// The kernel of a polynomial in a matrix; of the constant 1 the zero space.
fn kernel_of(polynomial: &crate::exact::Polynomial, matrix: &Matrix) -> Matrix {
    let size = matrix.rows();
    let mut value = Matrix::zero(size, size);
    for coefficient in polynomial.coefficients().iter().rev() {
        value = value.mul(matrix).add_scaled(coefficient, &Matrix::identity(size));
    }
    value.kernel()
}

/// The network whose W2 has these columns, then zeros, and whose W1 fits best: G W1 = W2^T H^T.
fn fitted(instance: &Instance, basis: &[Vec<Rational>]) -> Result<Point, LinearError> {
    let used = Matrix::from_columns(instance.sigma.rows(), basis);
    let right = used.transpose().mul(&instance.solution.transpose());
    let solved = used.transpose().mul(&used).solve(&right);
    let top = solved.ok_or(LinearError::Internal("eigenvectors are dependent"))?;
    let filled = |matrix: &Matrix, row: usize, column: usize| {
        if row < matrix.rows() && column < matrix.columns() {
            matrix.entry(row, column)
        } else {
            Rational::zero()
        }
    };
    let w1 = Matrix::from_fn(instance.width, instance.s.rows(), |row, column| filled(&top, row, column));
    let w2 = Matrix::from_fn(used.rows(), instance.width, |row, column| filled(&used, row, column));
    Ok(Point::new(instance, w1, w2))
}
