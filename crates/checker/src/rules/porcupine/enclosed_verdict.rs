//! Rule `porcupine-enclosed-verdict`: what a point is, by strict signs and symbolic zeros.

use critcert_certificate::case::Verdict;
use critcert_certificate::certificate::porcupine::Side;
use critcert_certificate::certificate::porcupine_enclosed::{EnclosedVerdict, Move};
use num_traits::{Signed, Zero};

use super::{AnyFact, Enclosed, Fact, Settled, fields, require};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;
use crate::porcupine::kernel::{Function, Kernel};
use crate::porcupine::lines::sides;
use crate::porcupine::number::sign;

/// The derivatives at a point, by their signs.
struct Slopes<'a> {
    kernel: &'a Kernel,
    residual: Function,
}

impl Slopes<'_> {
    /// The sign of the derivative with respect to a mass, if the precision decides it.
    fn sign(&self, mass: usize) -> Result<Option<i8>, Failure> {
        let feature = self.kernel.feature(mass)?;
        Ok(self.kernel.sign(&self.kernel.expectation(&self.residual, &feature)))
    }

    /// Refuses unless the derivative is at least 0, and exactly 0 when asked.
    fn require(&self, mass: usize, zero: bool) -> Result<(), Failure> {
        let found = self.sign(mass)?;
        if found == Some(0) || (found == Some(1) && !zero) {
            return Ok(());
        }
        let needed = if zero { "0" } else { "at least 0" };
        let got = self.kernel.text(&self.kernel.expectation(&self.residual, &self.kernel.feature(mass)?));
        Err(sign(&format!("half the derivative of mass {mass}"), needed, got))
    }
}

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: EnclosedVerdict = fields(with)?;
    let kernel = state.porcupine_kernel()?;
    let point = state.porcupine_enclosed(stated.point)?;
    let residual = kernel.function(&point.masses)?.minus(&kernel.teacher);
    let slopes = Slopes { kernel: &kernel, residual };
    let masses = 0..point.masses.len();
    let mut compared = false;
    match (stated.verdict, stated.descent, stated.better) {
        (Verdict::GlobalMinimum, None, None) => {
            if !slopes.residual.is_zero() {
                // The Karush-Kuhn-Tucker conditions over all masses.
                for (mass, size) in masses.zip(&point.masses) {
                    slopes.require(mass, !size.is_zero())?;
                }
            }
        }
        (Verdict::LocalMinimum, None, better) => {
            linear_test(point, &slopes)?;
            if let Some(better) = better {
                let better = &state.porcupine_enclosed(better)?.loss;
                require(better.high.0 < point.loss.low.0, "the other point is not shown to be better")?;
                compared = true;
            }
        }
        (Verdict::NotCritical, Some(descent), None) => {
            descends(point, &slopes, &descent)?;
            // No side of a line is dead under a normal law, so that a local maximum has all neurons at 0.
            let mut rises = point.signs.iter().flatten().any(|sign| *sign != 0);
            for mass in masses {
                rises = rises || matches!(slopes.sign(mass)?, Some(0 | 1));
            }
            require(rises, "the point is not shown to be no local maximum")?;
        }
        (Verdict::LocalMaximum, None, None) => {
            let resting = point.signs.iter().flatten().all(|sign| *sign == 0);
            require(resting, "a neuron is not at 0")?;
            for mass in masses {
                require(slopes.sign(mass)? == Some(-1), "a derivative is not shown to be negative")?;
            }
        }
        _ => {
            let condition = "no such verdict with these reasons";
            return Err(Reason::Condition { condition }.into());
        }
    }
    let settled = Settled { point: stated.point, verdict: stated.verdict, compared };
    Ok(Some(AnyFact::Porcupine(Fact::Verdict(settled))))
}

/// The linear test: derivative 0 at the mass of a neuron that is not at 0, at least 0 at both masses otherwise.
fn linear_test(point: &Enclosed, slopes: &Slopes<'_>) -> Result<(), Failure> {
    for (signs, (place, factor)) in point.signs.iter().zip(&slopes.kernel.lines.places) {
        let [plus, minus] = sides(*place);
        for sign in signs {
            if *sign == 0 {
                slopes.require(plus, false)?;
                slopes.require(minus, false)?;
            } else {
                slopes.require(if (*sign > 0) == factor.is_positive() { plus } else { minus }, true)?;
            }
        }
    }
    Ok(())
}

/// Refuses unless the move has a negative one-sided derivative.
fn descends(point: &Enclosed, slopes: &Slopes<'_>, descent: &Move) -> Result<(), Failure> {
    let missing = || Failure::from(Reason::Condition { condition: "there is no such neuron" });
    let own =
        *point.signs.get(descent.line).and_then(|signs| signs.get(descent.neuron)).ok_or_else(missing)?;
    let (place, factor) = slopes.kernel.lines.places.get(descent.line).ok_or_else(missing)?;
    let rises = descent.direction == Side::Plus;
    // The side on which the neuron is, or goes to from 0; its mass grows if the position moves away from 0.
    let side = if own == 0 { rises } else { own > 0 };
    let [plus, minus] = sides(*place);
    let mass = if side == factor.is_positive() { plus } else { minus };
    let needed = if side == rises { -1 } else { 1 };
    if slopes.sign(mass)? == Some(needed) {
        return Ok(());
    }
    let form = slopes.kernel.expectation(&slopes.residual, &slopes.kernel.feature(mass)?);
    let needed = if needed < 0 { "negative" } else { "positive" };
    Err(sign(&format!("half the derivative of mass {mass}"), needed, slopes.kernel.text(&form)))
}
