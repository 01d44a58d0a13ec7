//! Rule `porcupine-enclosed-least`: bounds of the least loss, by masses and by dual vectors.

use critcert_certificate::certificate::porcupine::Bounds;
use critcert_certificate::certificate::porcupine_enclosed::EnclosedLeast;
use num_traits::Zero;

use super::{AnyFact, Fact, fields, require};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;
use crate::porcupine::bounds::{lower, upper};
use crate::rules::numbers;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: EnclosedLeast = fields(with)?;
    let kernel = state.porcupine_kernel()?;
    let Bounds { low, high } = &stated.loss;
    // Upper bound: a network with these masses.
    let z = numbers(&stated.z);
    upper(&kernel, &z, &high.0)?;
    let pairs = z.iter().step_by(2).zip(z.iter().skip(1).step_by(2)).zip(&kernel.lines.neurons);
    let attained = pairs.into_iter().all(|((plus, minus), &count)| count > 1 || (plus * minus).is_zero());
    require(attained, "both masses of a line with a single neuron are positive")?;
    // Lower bound: zero, or one dual vector for each choice of sides.
    if low.0.is_zero() {
        require(stated.choices.is_empty(), "the lower bound 0 needs no dual vectors")?;
        return Ok(Some(AnyFact::Porcupine(Fact::LeastBounds(Box::new(stated.loss)))));
    }
    let count = kernel.lines.choices();
    require(count == Some(stated.choices.len()), "the choices are not all choices of sides on single lines")?;
    for (number, choice) in stated.choices.iter().enumerate() {
        let (expected, allowed) = kernel.lines.choice(number);
        if expected != choice.sides {
            return Err(Reason::Branch { expected, got: choice.sides.clone() }.into());
        }
        lower(&kernel, &numbers(&choice.w), &allowed, &low.0, false)?;
    }
    Ok(Some(AnyFact::Porcupine(Fact::LeastBounds(Box::new(stated.loss)))))
}
