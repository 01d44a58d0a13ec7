//! Rule `gradient-entry`, section 8.2: a partial derivative that is not zero.

use critcert_certificate::case::interval::NeuronType;
use critcert_certificate::certificate::interval::{GradientEntry, Parameter};
use num_traits::Zero;

use super::{AnyFact, Fact, fields, require, same};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: GradientEntry = fields(with)?;
    let point = state.point(stated.point)?;
    let evaluation = &point.evaluation;
    let value = match (stated.parameter, stated.neuron) {
        (Parameter::C, None) => evaluation.output_bias_derivative(),
        (Parameter::C, Some(_)) | (_, None) => {
            return Err(Reason::Condition { condition: "a neuron for w, b and v, none for c" }.into());
        }
        (parameter, Some(index)) => {
            let (Some(neuron), Some(kind)) = (evaluation.neurons.get(index), point.kinds.get(index)) else {
                return Err(Reason::Condition { condition: "there is no such neuron" }.into());
            };
            let [w, b, v] = evaluation.derivatives(neuron);
            if parameter == Parameter::V {
                v
            } else {
                require(kind.kind != NeuronType::Degenerate, "the neuron is degenerate")?;
                if parameter == Parameter::W { w } else { b }
            }
        }
    };
    same("partial derivative", &value, &stated.value.0)?;
    require(!value.is_zero(), "the partial derivative is zero")?;
    Ok(Some(AnyFact::Interval(Fact::NotCritical(stated.point))))
}
