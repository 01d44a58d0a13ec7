//! The local minima of a sign region, by bounds of least losses.

use std::cmp::Ordering;

use critcert_certificate::case::porcupine::PorcupineProblem;
use critcert_certificate::certificate::porcupine::Bounds;
use critcert_certificate::rational::{Canonical, Rational};
use num_bigint::BigInt;
use num_traits::{Signed, Zero};

use super::bounds;
use super::kernel::Kernel;
use super::least::{LeastBounds, approximate, dual, least, lower, rounded};
use crate::porcupine::PorcupineError;
use crate::porcupine::form::Form;
use crate::porcupine::nnls::Solver;
use crate::porcupine::patterns::Letter;

/// A region with what was found.
#[derive(Debug, Clone)]
pub struct Region {
    /// Bounds of the least loss over its masses.
    pub loss: Bounds,
    /// Masses that show the upper bound.
    pub z: Vec<Rational>,
    /// A dual vector that shows the lower bound.
    pub w: Vec<Rational>,
    /// What became of it.
    pub found: Found,
}

/// What became of a region.
#[derive(Debug, Clone)]
pub enum Found {
    /// The masses have loss zero.
    Zero,
    /// This required mass is zero in every minimiser.
    Blocked(usize),
    /// It holds a local minimum above the least loss; for each required mass a dual vector that shows a larger loss
    /// without it.
    Spurious(Box<LeastBounds>, Vec<(usize, Vec<Rational>)>),
}

/// Approximate minimisers of a problem, for any choice of masses.
struct Search<'a> {
    kernel: &'a Kernel<'a>,
    form: Form<BigInt>,
}

impl Search<'_> {
    fn minimise(&self, allowed: &[bool]) -> Vec<Rational> {
        rounded(&Solver::new(&self.form).minimise(allowed))
    }

    /// A dual vector for a choice of masses, and the bound that it shows.
    fn bound(&self, z: &[Rational], allowed: &[bool]) -> Result<(Vec<Rational>, Rational), PorcupineError> {
        let w = dual(self.kernel, z, allowed)?;
        let low = lower(self.kernel, &w);
        Ok((w, low))
    }
}

/// Settles a region of the distinct lines, without open letters.
///
/// # Errors
/// [`PorcupineError::Tie`] when the bounds do not decide it.
///
/// # Source
/// Own (`proofs/format/porcupine.md`): every minimiser z* over the region's masses has `E (h_z - h_z*)^2 <= L(z) - L(z*)`, so
/// that derivatives are known up to the root of the gap; and a mass is positive in every minimiser if the least
/// loss without it is larger.
pub fn region(
    problem: &PorcupineProblem,
    kernel: &Kernel<'_>,
    pattern: &[Letter],
) -> Result<Region, PorcupineError> {
    let search = Search { kernel, form: approximate(kernel)? };
    let allowed: Vec<bool> =
        pattern.iter().flat_map(|letter| [*letter != Letter::Minus, *letter != Letter::Plus]).collect();
    let zero = || Canonical(Rational::zero());
    let teacher = super::least::teacher_masses(problem, kernel);
    if let Some(z) =
        teacher.filter(|z| z.iter().zip(&allowed).all(|(mass, allowed)| *allowed || mass.is_zero()))
    {
        let loss = Bounds { low: zero(), high: zero() };
        return Ok(Region { loss, w: vec![Rational::zero(); z.len()], z, found: Found::Zero });
    }
    let z = search.minimise(&allowed);
    let residual = kernel.function(&z).minus(&kernel.teacher);
    let high = bounds(kernel, &kernel.expectation(&residual, &residual)).high;
    let (w, low) = search.bound(&z, &allowed)?;
    let low = if low.is_positive() { low } else { Rational::zero() };
    let gap = &high.0 - &low;
    let required: Vec<usize> = (0..allowed.len()).filter(|&mass| allowed[mass]).collect();
    // Half a derivative exceeds its error sqrt(gap |u|^2 / 2), with room for the rounding of the root.
    let blocked = required.iter().find(|&&mass| {
        let u = &kernel.lines.directions[mass / 2];
        let error = &gap * u.iter().map(|entry| entry * entry).sum::<Rational>();
        let slope = kernel.expectation(&residual, &kernel.feature(mass));
        let unit = BigInt::from(1) << 128_u32;
        let below = Rational::new(kernel.enclose(&slope, 128).0, unit);
        below.is_positive() && (&below * &below).cmp(&error) == Ordering::Greater
    });
    let done = |found| {
        Ok(Region {
            loss: Bounds { low: Canonical(low.clone()), high: high.clone() },
            z: z.clone(),
            w: w.clone(),
            found,
        })
    };
    if let Some(&mass) = blocked {
        return done(Found::Blocked(mass));
    }
    let tie = |what: &str| Err(PorcupineError::Open { what: what.to_owned() });
    let global = least(problem, kernel)?;
    if global.loss.high.0 >= low {
        return tie("the least loss of the region is not told apart from that of the problem");
    }
    let mut without = Vec::new();
    for mass in required {
        let mut rest = allowed.clone();
        rest[mass] = false;
        let (dual, bound) = search.bound(&search.minimise(&rest), &rest)?;
        if bound <= high.0 {
            return tie("whether the region holds a local minimum is not decided by bounds of its loss");
        }
        without.push((mass, dual));
    }
    done(Found::Spurious(Box::new(global), without))
}
