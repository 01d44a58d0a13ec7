//! What a network is, by the linear test with enclosed derivatives.

use critcert_certificate::case::Verdict;
use critcert_certificate::case::porcupine::{PorcupineNetwork, PorcupineProblem};
use critcert_certificate::certificate::porcupine::{Bounds, Side, Value};
use critcert_certificate::rational::{Canonical, Rational};
use num_traits::{Signed, Zero};

use super::kernel::{Combination, Kernel, Parts};
use super::{bounds, decided, least, value};
use crate::porcupine::PorcupineError;
use crate::porcupine::classify::{Classification, Proof};
use crate::porcupine::lines::Lines;

/// A network with its derivatives.
struct Point<'a> {
    kernel: &'a Kernel<'a>,
    /// For each line of the case, the signs of its neurons.
    signs: Vec<Vec<i8>>,
    masses: Vec<Rational>,
    residual: Parts,
    /// Half the derivatives with respect to the masses.
    slopes: Vec<Combination>,
}

/// The masses of a network on the distinct lines.
#[must_use]
pub fn masses(lines: &Lines, t: &[Vec<Canonical>]) -> Vec<Rational> {
    let mut masses = vec![Rational::zero(); 2 * lines.len()];
    for (row, (line, factor)) in t.iter().zip(&lines.places) {
        for position in row {
            let own = &position.0 * factor;
            masses[2 * line + usize::from(own.is_negative())] += own.abs();
        }
    }
    masses
}

impl<'a> Point<'a> {
    fn new(kernel: &'a Kernel<'a>, t: &[Vec<Canonical>]) -> Self {
        let sign = |position: &Canonical| match (position.0.is_positive(), position.0.is_negative()) {
            (true, _) => 1,
            (_, true) => -1,
            _ => 0,
        };
        let masses = masses(kernel.lines, t);
        let residual = kernel.function(&masses).minus(&kernel.teacher);
        let slopes =
            (0..masses.len()).map(|mass| kernel.expectation(&residual, &kernel.feature(mass))).collect();
        let signs = t.iter().map(|row| row.iter().map(sign).collect()).collect();
        Self { kernel, signs, masses, residual, slopes }
    }

    fn slope(&self, mass: usize) -> Result<i8, PorcupineError> {
        decided(self.kernel, &self.slopes[mass], || {
            let side = if mass.is_multiple_of(2) { "positive" } else { "negative" };
            format!("the derivative with respect to the {side} mass of distinct line {}", mass / 2)
        })
    }

    /// A move with a negative one-sided derivative: the sign of the growing mass's derivative is -1, that of a
    /// shrinking one 1. Undecided derivatives are passed over.
    fn descent(&self) -> Option<Proof> {
        for (line, row) in self.signs.iter().enumerate() {
            let (place, factor) = &self.kernel.lines.places[line];
            for (neuron, &own) in row.iter().enumerate() {
                for direction in [Side::Plus, Side::Minus] {
                    let up = direction == Side::Plus;
                    let side = if own == 0 { up } else { own > 0 };
                    let mass = 2 * place + usize::from(side != factor.is_positive());
                    let falls = if side == up { -1 } else { 1 };
                    if self.kernel.sign(&self.slopes[mass]) == Some(falls) {
                        let value = self.derivative(mass, side == up, factor);
                        return Some(Proof::Descent { line, neuron, direction, value });
                    }
                }
            }
        }
        None
    }

    /// Bounds of a one-sided derivative.
    fn derivative(&self, mass: usize, grows: bool, factor: &Rational) -> Value {
        let size = factor.abs() * Rational::from_integer(2.into());
        let mut sum = Combination { rational: Rational::zero(), terms: std::collections::BTreeMap::new() };
        sum.add(&if grows { -size } else { size }, &self.slopes[mass]);
        // The derivative is negative: bounds of its opposite.
        let opposite = bounds(self.kernel, &sum);
        let minus = |value: Canonical| Canonical(-value.0);
        value(Bounds { low: minus(opposite.high), high: minus(opposite.low) })
    }

    /// Whether every neuron is at 0 and every derivative negative: with a normal law no side is dead.
    fn is_maximum(&self) -> Result<bool, PorcupineError> {
        if self.signs.iter().flatten().any(|sign| *sign != 0) {
            return Ok(false);
        }
        // One that is decided not to be negative settles it, whatever the others are.
        let signs: Vec<Option<i8>> = self.slopes.iter().map(|slope| self.kernel.sign(slope)).collect();
        if signs.iter().any(|sign| matches!(sign, Some(0 | 1))) {
            return Ok(false);
        }
        for mass in 0..self.slopes.len() {
            self.slope(mass)?;
        }
        Ok(true)
    }

    /// Refuses ties where the linear test asks for a sign; requires that no descent was found.
    fn linear_test(&self) -> Result<(), PorcupineError> {
        for (row, (place, factor)) in self.signs.iter().zip(&self.kernel.lines.places) {
            for &own in row {
                let needed = match own {
                    0 => vec![2 * place, 2 * place + 1],
                    own => vec![2 * place + usize::from((own > 0) != factor.is_positive())],
                };
                for mass in needed {
                    self.slope(mass)?;
                }
            }
        }
        Ok(())
    }

    fn is_differentiable(&self) -> Result<bool, PorcupineError> {
        for (row, (place, _)) in self.signs.iter().zip(&self.kernel.lines.places) {
            if row.contains(&0) {
                let mut sum = self.slopes[2 * place].clone();
                sum.add(&Rational::from_integer(1.into()), &self.slopes[2 * place + 1]);
                let what = || format!("the sum of both one-sided derivatives on distinct line {place}");
                if decided(self.kernel, &sum, what)? != 0 {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }
}

/// Classifies a network for Gaussian input at any angles; *undetermined*, with the reason, when a sign that matters
/// stays open.
///
/// # Source
/// The linear test, as for [`crate::porcupine::classify()`].
#[must_use]
pub fn classify(
    problem: &PorcupineProblem,
    kernel: &Kernel<'_>,
    network: &PorcupineNetwork,
) -> Classification {
    let point = Point::new(kernel, &network.t);
    let loss = bounds(kernel, &kernel.expectation(&point.residual, &point.residual));
    let found = point.is_differentiable().and_then(|differentiable| {
        let (verdict, proof, better_is_differentiable) = prove(problem, &point, &loss)?;
        Ok((differentiable, verdict, proof, better_is_differentiable))
    });
    let (differentiable, verdict, proof, better_is_differentiable) =
        found.unwrap_or_else(|error| (false, Verdict::Undetermined, Proof::Open(error.to_string()), false));
    Classification {
        verdict,
        loss: value(loss),
        differentiable,
        signs: point.signs,
        places: kernel.lines.places.iter().map(|(line, _)| *line).collect(),
        proof,
        better_is_differentiable,
        enclosed: true,
    }
}

/// The verdict, its proof, and whether the loss is differentiable at a better point of that proof.
fn prove(
    problem: &PorcupineProblem,
    point: &Point<'_>,
    loss: &Bounds,
) -> Result<(Verdict, Proof, bool), PorcupineError> {
    let kernel = point.kernel;
    let mut better_is_differentiable = false;
    let (verdict, proof) = if point.residual.is_zero() {
        (Verdict::GlobalMinimum, Proof::ZeroLoss)
    } else if let Some(descent) = point.descent() {
        if point.is_maximum()? {
            (Verdict::LocalMaximum, Proof::Maximum)
        } else {
            (Verdict::NotCritical, descent)
        }
    } else {
        point.linear_test()?;
        let optimal = point.masses.iter().zip(&point.slopes).all(|(mass, slope)| {
            matches!(kernel.sign(slope), Some(sign) if sign == 0 || (sign > 0 && mass.is_zero()))
        });
        let better = if optimal { None } else { least(problem, kernel).ok() };
        match better {
            _ if optimal => (Verdict::GlobalMinimum, Proof::Optimal),
            Some(found) if found.loss.high.0 < loss.low.0 => {
                let t = found.positions(problem, kernel.lines);
                let better = Point::new(kernel, &t);
                better_is_differentiable = better.is_differentiable()?;
                let loss = bounds(kernel, &kernel.expectation(&better.residual, &better.residual));
                let better =
                    t.into_iter().map(|row| row.into_iter().map(Value::Rational).collect()).collect();
                (Verdict::LocalMinimum, Proof::NotLeast { better, loss: value(loss) })
            }
            _ => (Verdict::LocalMinimum, Proof::LinearTest),
        }
    };
    Ok((verdict, proof, better_is_differentiable))
}
