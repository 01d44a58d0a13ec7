//! Rule `porcupine-enclosed-least`: bounds of the least loss, by masses and by dual vectors.

use critcert_certificate::certificate::porcupine::Bounds;
use critcert_certificate::certificate::porcupine_enclosed::EnclosedLeast;
use critcert_certificate::rational::{Canonical, Rational};
use num_traits::{Signed, Zero};

use super::{AnyFact, Fact, fields, require};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;
use crate::porcupine::number::sign;

fn numbers(list: &[Canonical]) -> Vec<Rational> {
    list.iter().map(|entry| entry.0.clone()).collect()
}

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: EnclosedLeast = fields(with)?;
    let kernel = state.porcupine_kernel()?;
    let Bounds { low, high } = &stated.loss;
    // Upper bound: a network with these masses.
    let z = numbers(&stated.z);
    let residual = kernel.function(&z)?.minus(&kernel.teacher);
    if let Some((index, mass)) = z.iter().enumerate().find(|(_, mass)| mass.is_negative()) {
        return Err(sign(&format!("mass {index}"), "at least 0", mass.to_string()));
    }
    let pairs = z.iter().step_by(2).zip(z.iter().skip(1).step_by(2)).zip(&kernel.lines.neurons);
    let attained = pairs.into_iter().all(|((plus, minus), &count)| count > 1 || (plus * minus).is_zero());
    require(attained, "both masses of a line with a single neuron are positive")?;
    let loss = kernel.expectation(&residual, &residual);
    let above = kernel.sign(&loss.clone().plus_rational(&-&high.0));
    if !matches!(above, Some(0 | -1)) {
        let (what, got) = ("upper bound of the least loss".to_owned(), high.to_string());
        return Err(Reason::Value { what, expected: kernel.text(&loss), got }.into());
    }
    // Lower bound: zero, or one dual vector for each choice of sides.
    if low.0.is_zero() {
        require(stated.choices.is_empty(), "the lower bound 0 needs no dual vectors")?;
        return Ok(Some(AnyFact::Porcupine(Fact::LeastBounds(Box::new(stated.loss)))));
    }
    let count = kernel.lines.choices();
    require(count == Some(stated.choices.len()), "the choices are not all choices of sides on single lines")?;
    let square = kernel.expectation(&kernel.teacher, &kernel.teacher);
    for (number, choice) in stated.choices.iter().enumerate() {
        let (expected, allowed) = kernel.lines.choice(number);
        if expected != choice.sides {
            return Err(Reason::Branch { expected, got: choice.sides.clone() }.into());
        }
        let dual = kernel.function(&numbers(&choice.w))?;
        let residual = dual.minus(&kernel.teacher);
        for (mass, _) in allowed.iter().enumerate().filter(|(_, allowed)| **allowed) {
            let slope = kernel.expectation(&residual, &kernel.feature(mass)?);
            if !matches!(kernel.sign(&slope), Some(0 | 1)) {
                let what = format!("half the derivative of mass {mass}");
                return Err(sign(&what, "at least 0", kernel.text(&slope)));
            }
        }
        let bound = square.minus(&kernel.expectation(&dual, &dual));
        if !matches!(kernel.sign(&bound.clone().plus_rational(&-&low.0)), Some(0 | 1)) {
            let (what, got) = ("lower bound of the least loss".to_owned(), low.to_string());
            return Err(Reason::Value { what, expected: kernel.text(&bound), got }.into());
        }
    }
    Ok(Some(AnyFact::Porcupine(Fact::LeastBounds(Box::new(stated.loss)))))
}
