//! Rule `porcupine-enclosed-region`: the local minima of a sign region, by bounds of least losses.

use critcert_certificate::certificate::porcupine_enclosed::{EnclosedFound, EnclosedRegion};
use critcert_certificate::rational::Rational;
use num_bigint::BigInt;
use num_traits::{One, Zero};

use super::{AnyFact, Fact, fields, require};
use crate::kernel::{Failure, State};
use crate::porcupine::bounds::{lower, upper};
use crate::porcupine::enclosure::Enclosure;
use crate::porcupine::kernel::{Function, Kernel};
use crate::porcupine::lines::dot;
use crate::porcupine::number::sign;
use crate::rules::numbers;

/// Bits of the root of an error.
const BITS: u32 = 128;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: EnclosedRegion = fields(with)?;
    let kernel = state.porcupine_kernel()?;
    let region = kernel.lines.letters(&stated.region, "+-m")?;
    let mut lines = region.iter().zip(&kernel.lines.neurons);
    require(
        lines.all(|(letter, &count)| *letter != 'm' || count > 1),
        "a line with a single neuron is not mixed",
    )?;
    // In a region every mass that is allowed is required.
    let allowed: Vec<bool> = region.iter().flat_map(|letter| [*letter != '-', *letter != '+']).collect();
    let z = numbers(&stated.z);
    let residual = upper(&kernel, &z, &stated.loss.high.0)?;
    let outside = z.iter().zip(&allowed).any(|(mass, allowed)| !allowed && !mass.is_zero());
    require(!outside, "a mass is positive that the region excludes")?;
    let low = &stated.loss.low.0;
    if !low.is_zero() {
        lower(&kernel, &numbers(&stated.w), &allowed, low, false)?;
    }
    let required = |feature: usize| allowed.get(feature) == Some(&true);
    let fact = match stated.found {
        EnclosedFound::Zero => {
            require(residual.is_zero(), "the loss is not zero")?;
            Fact::Region(region)
        }
        EnclosedFound::Blocked { feature } => {
            require(required(feature), "the mass need not be positive")?;
            blocked(&kernel, &residual, feature, &(&stated.loss.high.0 - low))?;
            Fact::Region(region)
        }
        EnclosedFound::Spurious { least, without } => {
            let least = state.porcupine_bounds(least)?;
            require(least.high.0 < *low, "the loss of the region is not shown to exceed the least one")?;
            let expected = (0..allowed.len()).filter(|&feature| required(feature));
            let all = expected.eq(without.iter().map(|dual| dual.feature));
            require(all, "the dual vectors are not one for each mass of the region")?;
            for dual in &without {
                let rest: Vec<bool> = allowed
                    .iter()
                    .enumerate()
                    .map(|(feature, allowed)| *allowed && feature != dual.feature)
                    .collect();
                lower(&kernel, &numbers(&dual.w), &rest, &stated.loss.high.0, true)?;
            }
            Fact::Spurious(region)
        }
    };
    Ok(Some(AnyFact::Porcupine(fact)))
}

/// Refuses unless the derivative of the mass is positive at every minimiser.
///
/// A minimiser differs from the masses by at most the gap in mean square, so half the derivative by at most
/// `sqrt(gap E phi^2)`.
fn blocked(kernel: &Kernel, residual: &Function, feature: usize, gap: &Rational) -> Result<(), Failure> {
    let phi = kernel.feature(feature)?;
    let slope = kernel.expectation(residual, &phi);
    // E phi^2 = |u|^2/2.
    let direction = kernel.lines.directions.get(feature.checked_div(2).unwrap_or(0));
    let square =
        direction.map_or_else(Rational::zero, |u| dot(u, u)) * gap / Rational::from_integer(2.into());
    let root = Enclosure::root(&square, BITS).high;
    let error = Rational::new(root, BigInt::one() << BITS);
    if kernel.sign(&slope.clone().plus_rational(&-error)) == Some(1) {
        return Ok(());
    }
    let what = format!("half the derivative of mass {feature}, less its error");
    Err(sign(&what, "positive", kernel.text(&slope)))
}
