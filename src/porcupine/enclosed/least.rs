//! Bounds of the least loss: a network above, dual vectors below.

use critcert_certificate::case::porcupine::PorcupineProblem;
use critcert_certificate::certificate::porcupine::Bounds;
use critcert_certificate::rational::{Canonical, Rational};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

use super::bounds;
use super::kernel::{Combination, Kernel, PRECISIONS};
use crate::exact::Matrix;
use crate::porcupine::PorcupineError;
use crate::porcupine::form::{Form, gaussian_kernel};
use crate::porcupine::lines::Lines;
use crate::porcupine::patterns::Model;
use crate::porcupine::ring::{Fraction, common_denominator, scaled};

/// Digits of the masses and dual vectors.
const DIGITS: usize = 12;

/// Bounds of the least loss with what shows them.
#[derive(Debug, Clone)]
pub struct LeastBounds {
    /// The bounds.
    pub loss: Bounds,
    /// Masses of a network with a loss not above the upper bound.
    pub z: Vec<Rational>,
    /// For each choice of sides on single lines a dual vector w: with `Gw >= c` for the masses it allows, and
    /// `E y^2 - w'Gw` not below the lower bound. Empty when the lower bound is 0.
    pub choices: Vec<(Vec<bool>, Vec<Rational>)>,
}

impl LeastBounds {
    /// A network with the masses.
    #[must_use]
    pub fn positions(&self, problem: &PorcupineProblem, lines: &Lines) -> Vec<Vec<Canonical>> {
        let positive = |mass: &Rational| mass.is_positive().then(|| mass.clone());
        let masses: Vec<_> = self.z.chunks(2).map(|pair| (positive(&pair[0]), positive(&pair[1]))).collect();
        let scale = |mass: &Rational, factor: &Rational| mass * factor;
        let t = lines.positions(&problem.neurons_per_line, &masses, false, scale, &Rational::zero());
        t.into_iter().map(|row| row.into_iter().map(Canonical).collect()).collect()
    }
}

/// Encloses the least loss.
///
/// A form with rational entries near those of the problem is minimised exactly. Its minimiser, rounded, gives the
/// upper bound. Adding a small multiple of the vector of ones makes it a dual vector, as all entries of G are
/// positive or zero, and those of its diagonal positive: `z'Gz >= 2 w'Gz - w'Gw` gives `L(z) >= 2 (Gw - c)'z - w'Gw + E y^2`.
///
/// # Errors
/// [`PorcupineError::TooManySingles`], [`PorcupineError::Tie`] when lines are too close for the precision.
pub fn least(problem: &PorcupineProblem, kernel: &Kernel<'_>) -> Result<LeastBounds, PorcupineError> {
    let zero = || Canonical(Rational::zero());
    if let Some(z) = teacher_masses(problem, kernel) {
        return Ok(LeastBounds { loss: Bounds { low: zero(), high: zero() }, z, choices: Vec::new() });
    }
    let form = approximate(kernel)?;
    let model = Model { problem, lines: kernel.lines, form: &form };
    let found = model.least()?;
    let z = rounded(&found.z);
    let residual = kernel.function(&z).minus(&kernel.teacher);
    let high = bounds(kernel, &kernel.expectation(&residual, &residual)).high;
    let mut low: Option<Rational> = None;
    let mut choices = Vec::new();
    for (sides, z) in &found.choices {
        let mut allowed = vec![true; kernel.masses()];
        for (line, plus) in kernel.lines.singles().into_iter().zip(sides) {
            allowed[2 * line + usize::from(*plus)] = false;
        }
        let w = dual(kernel, &rounded(z), &allowed)?;
        let below = lower(kernel, &w);
        if low.as_ref().is_none_or(|low| below < *low) {
            low = Some(below);
        }
        choices.push((sides.clone(), w));
    }
    match low {
        Some(low) if low.is_positive() => {
            Ok(LeastBounds { loss: Bounds { low: Canonical(low), high }, z, choices })
        }
        _ => Ok(LeastBounds { loss: Bounds { low: zero(), high }, z, choices: Vec::new() }),
    }
}

/// Masses rounded up to decimals: positive ones stay positive, and at 0 they stay 0.
pub(super) fn rounded(z: &[Fraction<BigInt>]) -> Vec<Rational> {
    let ten = num_traits::pow(BigInt::from(10), DIGITS);
    z.iter().map(|mass| Rational::new((&mass.top * &ten).div_ceil(&mass.over), ten.clone())).collect()
}

/// A decimal below `E y^2 - w'Gw`.
pub(super) fn lower(kernel: &Kernel<'_>, w: &[Rational]) -> Rational {
    let function = kernel.function(w);
    let mut bound = kernel.expectation(&kernel.teacher, &kernel.teacher);
    bound.add(&-Rational::one(), &kernel.expectation(&function, &function));
    let bits = 128_u32;
    let ten = num_traits::pow(BigInt::from(10), DIGITS + 2);
    let below = (kernel.enclose(&bound, bits).0 * &ten).div_floor(&(BigInt::one() << bits));
    Rational::new(below, ten)
}

/// `z` plus the least multiple `4^k 10^-12` of the vector of ones with derivatives `>= 0` where masses are allowed.
pub(super) fn dual(
    kernel: &Kernel<'_>,
    z: &[Rational],
    allowed: &[bool],
) -> Result<Vec<Rational>, PorcupineError> {
    let mut step = Rational::new(BigInt::one(), num_traits::pow(BigInt::from(10), DIGITS));
    for _ in 0..40 {
        let w: Vec<Rational> = z.iter().map(|mass| mass + &step).collect();
        let residual = kernel.function(&w).minus(&kernel.teacher);
        let holds = (0..w.len()).filter(|&mass| allowed[mass]).all(|mass| {
            matches!(kernel.sign(&kernel.expectation(&residual, &kernel.feature(mass))), Some(0 | 1))
        });
        if holds {
            return Ok(w);
        }
        step *= Rational::from_integer(4.into());
    }
    Err(PorcupineError::Tie { what: "the derivatives at a dual vector".to_owned() })
}

/// The teacher's own masses, if the network can have them.
pub(super) fn teacher_masses(problem: &PorcupineProblem, kernel: &Kernel<'_>) -> Option<Vec<Rational>> {
    let mut z = vec![Rational::zero(); kernel.masses()];
    for neuron in &problem.teacher {
        let vector: Vec<Rational> = neuron.line.iter().map(|entry| &entry.0 * &neuron.t.0).collect();
        if vector.iter().all(Zero::is_zero) {
            continue;
        }
        let mut known = kernel.lines.directions.iter().enumerate();
        let found =
            known.find_map(|(line, known)| Some((line, crate::porcupine::lines::factor(known, &vector)?)));
        let (line, factor) = found?;
        z[2 * line + usize::from(factor.is_negative())] += factor.abs();
    }
    let single = |line: usize| kernel.lines.neurons[line] == 1;
    let attained = (0..kernel.lines.len())
        .all(|line| !single(line) || z[2 * line].is_zero() || z[2 * line + 1].is_zero());
    attained.then_some(z)
}

/// A form with rational entries near those of the problem, with the same null space.
pub(super) fn approximate(kernel: &Kernel<'_>) -> Result<Form<BigInt>, PorcupineError> {
    let n = kernel.masses();
    let mut parts: Vec<_> = (0..n).map(|mass| kernel.feature(mass)).collect();
    parts.push(kernel.teacher.clone());
    for &bits in &PRECISIONS {
        let middles = kernel.middles(bits);
        let middle = |number: &Combination| {
            let terms = number.terms.iter().map(|(class, factor)| &middles[*class] * factor);
            &number.rational + terms.sum::<Rational>()
        };
        let entries: Vec<Vec<Rational>> = parts
            .iter()
            .map(|left| parts.iter().map(|right| middle(&kernel.expectation(left, right))).collect())
            .collect();
        let matrix = Matrix::from_fn(n + 1, n + 1, |row, column| entries[row][column].clone());
        if !matrix.is_positive_semidefinite() {
            continue;
        }
        let factor = common_denominator(entries.iter().flatten());
        let matrix =
            entries.iter().map(|row| row.iter().map(|entry| scaled(entry, &factor)).collect()).collect();
        return Ok(Form { matrix, scale: factor, kernel: gaussian_kernel(kernel.lines) });
    }
    Err(PorcupineError::Tie { what: "the angle of two lines".to_owned() })
}
