//! Rule `zero-gradient`, section 8.4: the point is critical.

use critcert_certificate::certificate::interval::ZeroGradient;
use critcert_certificate::rational::Rational;
use num_traits::Zero;

use super::{AnyFact, Fact, fields, require};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: ZeroGradient = fields(with)?;
    let evaluation = &state.point(stated.point)?.evaluation;
    require(evaluation.is_differentiable(), "the loss is not differentiable at the point")?;
    vanishes(|| "dL/dc".to_owned(), &evaluation.output_bias_derivative())?;
    for (index, neuron) in evaluation.neurons.iter().enumerate() {
        for (parameter, value) in ["w", "b", "v"].iter().zip(evaluation.derivatives(neuron)) {
            vanishes(|| format!("dL/d{parameter} of neuron {index}"), &value)?;
        }
    }
    Ok(Some(AnyFact::Interval(Fact::Critical(stated.point))))
}

fn vanishes(what: impl Fn() -> String, value: &Rational) -> Result<(), Reason> {
    if value.is_zero() {
        return Ok(());
    }
    Err(Reason::Value { what: what(), expected: "0".to_owned(), got: value.to_string() })
}
