//! Rule `porcupine-enclosed-point`: bounds of the loss, and differentiability, at a network.

use critcert_certificate::case::Network;
use critcert_certificate::certificate::limits;
use critcert_certificate::certificate::porcupine_enclosed::EnclosedPoint;
use critcert_certificate::rational::Rational;
use num_traits::{Signed, Zero};

use super::{AnyFact, Enclosed, Fact, fields, require};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;
use crate::porcupine::lines::sides;
use crate::rules::same;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: EnclosedPoint = fields(with)?;
    let kernel = state.porcupine_kernel()?;
    let t = match (&stated.t, &state.case.network) {
        (Some(t), _) => t,
        (None, Some(Network::Porcupine(network))) => &network.t,
        _ => return Err(Reason::Condition { condition: "the case has no network" }.into()),
    };
    let counts = state.porcupine_problem()?.neurons_per_line.iter().copied();
    require(t.iter().map(Vec::len).eq(counts), "t has another shape than the case")?;
    if t.iter().map(Vec::len).sum::<usize>() > limits::NEURONS {
        return Err(Failure::Declined(format!("more than {} neurons", limits::NEURONS)));
    }
    let mut masses = vec![Rational::zero(); sides(kernel.lines.neurons.len())[0]];
    let (mut signs, mut resting) = (Vec::new(), Vec::new());
    for (line, (place, factor)) in t.iter().zip(&kernel.lines.places) {
        let [plus, minus] = sides(*place);
        let mut row = Vec::new();
        for position in line {
            let own = &position.0 * factor;
            let mass = if own.is_negative() { minus } else { plus };
            if let Some(sum) = masses.get_mut(mass) {
                *sum += own.abs();
            }
            row.push(if position.0.is_zero() {
                0
            } else if position.0.is_negative() {
                -1
            } else {
                1
            });
        }
        if row.contains(&0) {
            resting.push([plus, minus]);
        }
        signs.push(row);
    }
    let residual = kernel.function(&masses)?.minus(&kernel.teacher);
    let loss = kernel.expectation(&residual, &residual);
    if !kernel.is_within(&loss, &stated.loss) {
        let got = format!("[{}, {}]", stated.loss.low, stated.loss.high);
        return Err(Reason::Value { what: "loss".to_owned(), expected: kernel.text(&loss), got }.into());
    }
    // Differentiable iff the one-sided derivatives of every neuron at 0 add up to zero.
    let mut differentiable = true;
    for [plus, minus] in resting {
        let [up, down] = [kernel.feature(plus)?, kernel.feature(minus)?];
        let sum = kernel.expectation(&residual, &up).plus(&kernel.expectation(&residual, &down));
        let sign = kernel.sign(&sum);
        require(sign.is_some(), "the precision does not decide whether the loss is differentiable")?;
        differentiable &= sign == Some(0);
    }
    same("differentiable", &differentiable, &stated.differentiable)?;
    let point = Enclosed { of_case: stated.t.is_none(), signs, masses, loss: stated.loss };
    Ok(Some(AnyFact::Porcupine(Fact::Enclosed(Box::new(point)))))
}
