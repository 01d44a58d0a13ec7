//! What a network is: not critical, a global minimum, or a strict saddle. There is nothing else.

use critcert_certificate::Rational;
use critcert_certificate::case::Verdict;
use critcert_certificate::case::linear::{LinearNetwork, LinearProblem};
use critcert_certificate::certificate::linear::Layer;
use num_traits::{Signed, Zero};

use super::instance::{Instance, LinearError, Point};
use super::optimum::LowerBound;
use super::saddle::{Direction, from_kernel, rotation};
use crate::exact::Matrix;
use crate::exact::real::{IntegerPolynomial, RealAlgebraic, simplest_separator};

/// A verdict with its proof.
#[derive(Debug, Clone)]
pub struct Classification {
    /// Global minimum, saddle or not critical.
    pub verdict: Verdict,
    /// The loss, the regulariser included.
    pub loss: Rational,
    /// Why.
    pub proof: Proof,
}

/// Why a network is what it is.
#[derive(Debug, Clone)]
pub enum Proof {
    /// A partial derivative that is not zero.
    GradientEntry {
        /// Which layer.
        layer: Layer,
        /// Row in the layer.
        row: usize,
        /// Column in the layer.
        column: usize,
        /// The partial derivative.
        value: Rational,
    },
    /// A lower bound for all networks that this one attains.
    Optimal(LowerBound),
    /// A direction of negative curvature.
    Saddle(Direction),
}

/// Classifies a network exactly.
///
/// # Errors
/// [`LinearError::Internal`] for a defect of this program, never for an input.
///
/// # Source
/// Own theorem, proved in `proofs/format/linear.md`.
pub fn classify(problem: &LinearProblem, network: &LinearNetwork) -> Result<Classification, LinearError> {
    let instance = Instance::new(problem)?;
    let point = instance.point(network);
    let loss = point.loss.clone();
    for (layer, gradient) in [(Layer::W1, &point.gradient1), (Layer::W2, &point.gradient2)] {
        if let Some((row, column, value)) = nonzero_entry(gradient) {
            let proof = Proof::GradientEntry { layer, row, column, value };
            return Ok(Classification { verdict: Verdict::NotCritical, loss, proof });
        }
    }
    let proof = critical(&instance, &point)?;
    let verdict = match &proof {
        Proof::Optimal(bound) if bound.value != loss => {
            return Err(LinearError::Internal("the bound is not the loss of a global minimum"));
        }
        Proof::Saddle(direction) if !direction.second_derivative.is_negative() => {
            return Err(LinearError::Internal("the direction is not one of negative curvature"));
        }
        Proof::Saddle(direction)
            if !instance.mu.is_zero() && !direction.balance_change(&instance, &point).is_zero() =>
        {
            return Err(LinearError::Internal("the direction leaves the balanced networks"));
        }
        Proof::Optimal(_) => Verdict::GlobalMinimum,
        _ => Verdict::Saddle,
    };
    Ok(Classification { verdict, loss, proof })
}

fn nonzero_entry(matrix: &Matrix) -> Option<(usize, usize, Rational)> {
    let at = matrix.numerators().iter().position(|entry| !entry.is_zero())?;
    let (row, column) = (at / matrix.columns(), at % matrix.columns());
    Some((row, column, matrix.entry(row, column)))
}

fn critical(instance: &Instance, point: &Point) -> Result<Proof, LinearError> {
    if point.residual.is_zero() {
        return Ok(Proof::Optimal(LowerBound::least_squares(instance)));
    }
    if let Some(direction) = from_kernel(instance, point)? {
        return Ok(Proof::Saddle(direction));
    }
    // W2 has full column rank and its columns span an invariant subspace of Sigma. Sigma on it and on its complement:
    let (inside, outside) = (&point.w2, point.w2.transpose().kernel());
    let (gram_in, form_in) = restricted(instance, inside);
    let (gram_out, form_out) = restricted(instance, &outside);
    let mut smallest = extreme_eigenvalue(&gram_in, &form_in, false)?;
    let mut largest = extreme_eigenvalue(&gram_out, &form_out, true)?;
    match largest.compare(&mut smallest) {
        std::cmp::Ordering::Greater => {
            let c = simplest_separator(&mut smallest, &mut largest)
                .ok_or(LinearError::Internal("no number lies between two eigenvalues"))?;
            let below = form_in.add_scaled(&-&c, &gram_in).negative_direction();
            let above = gram_out.scale(&c).sub(&form_out).negative_direction();
            let (Some(p), Some(n)) = (below, above) else {
                return Err(LinearError::Internal("a separated eigenvalue is not seen by elimination"));
            };
            let n = outside.mul(&Matrix::column_vector(&n));
            Ok(Proof::Saddle(rotation(instance, point, &Matrix::column_vector(&p), &n)?))
        }
        std::cmp::Ordering::Less => {
            let c = simplest_separator(&mut largest, &mut smallest)
                .ok_or(LinearError::Internal("no number lies between two eigenvalues"))?;
            Ok(Proof::Optimal(LowerBound::at_subspace(instance, inside, &c)?))
        }
        std::cmp::Ordering::Equal => {
            // Conjugates of a common eigenvalue are eigenvalues of both parts, so they lie on both sides of it: they
            // are the number itself, which is rational.
            let c = common_rational(&mut smallest, &largest)?;
            Ok(Proof::Optimal(LowerBound::at_subspace(instance, inside, &c)?))
        }
    }
}

/// N^T N and N^T Sigma N.
fn restricted(instance: &Instance, basis: &Matrix) -> (Matrix, Matrix) {
    let transposed = basis.transpose();
    (transposed.mul(basis), transposed.mul(&instance.sigma).mul(basis))
}

/// The largest or smallest eigenvalue of the form relative to the Gram matrix.
fn extreme_eigenvalue(gram: &Matrix, form: &Matrix, largest: bool) -> Result<RealAlgebraic, LinearError> {
    let operator = gram.solve(form).ok_or(LinearError::Internal("a Gram matrix of a basis is singular"))?;
    let polynomial = IntegerPolynomial::of(&operator.characteristic_polynomial()).squarefree_part();
    let mut roots = RealAlgebraic::roots(&polynomial);
    let found = if largest { roots.pop() } else { (!roots.is_empty()).then(|| roots.remove(0)) };
    found.ok_or(LinearError::Internal("a symmetric matrix without an eigenvalue"))
}

/// The rational number that both are, given that they are equal.
fn common_rational(first: &mut RealAlgebraic, second: &RealAlgebraic) -> Result<Rational, LinearError> {
    for number in [&*first, second] {
        if number.is_exact() {
            return Ok(number.low().clone());
        }
    }
    let common = first.polynomial().gcd(second.polynomial());
    let [constant, leading] = common.coefficients() else {
        return Err(LinearError::Internal("a common extreme eigenvalue is not rational"));
    };
    Ok(-Rational::new(constant.clone(), leading.clone()))
}
