//! Rule `dataset-not-critical`: a negative one-sided derivative.

use critcert_certificate::certificate::dataset::NotCritical;
use critcert_certificate::certificate::interval::Parameter;
use critcert_certificate::rational::Rational;
use num_traits::Signed;

use super::{AnyFact, Fact, fields, numbers, require, same};
use crate::dataset::evaluate::product;
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: NotCritical = fields(with)?;
    let point = state.dataset_point(stated.point)?;
    let evaluation = &point.evaluation;
    let direction = numbers(&stated.direction);
    let value = match (stated.parameter, stated.neuron, direction.as_slice()) {
        (Parameter::C, None, [change]) => {
            require(point.data.output_bias, "there is no output bias")?;
            change * evaluation.residual.iter().sum::<Rational>()
        }
        (Parameter::V, Some(index), [change]) => {
            change * product(&point.neuron(index)?.hidden, &evaluation.residual)
        }
        (Parameter::W, Some(index), delta) => {
            let neuron = point.neuron(index)?;
            require(delta.len() == point.data.dimension, "the direction has another length")?;
            &neuron.v * point.data.derivative(&evaluation.residual, &neuron.signs, delta)
        }
        _ => {
            let condition = "no such parameter with a direction of this length";
            return Err(Reason::Condition { condition }.into());
        }
    };
    same("one-sided derivative", &value, &stated.value.0)?;
    if !value.is_negative() {
        let what = "the one-sided derivative".to_owned();
        return Err(Reason::Sign { what, needed: "negative", got: value.to_string() }.into());
    }
    Ok(Some(AnyFact::Dataset(Fact::NotCritical(stated.point))))
}
