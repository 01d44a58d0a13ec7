//! Rule `extra-base`, section 1: outputs and loss of a base.

use critcert_certificate::case::extra_neuron::Base as CaseBase;
use critcert_certificate::certificate::extra_neuron::ExtraBase;
use critcert_certificate::certificate::limits;

use super::{AnyFact, Evaluated, Fact, fields, require, same, shown};
use crate::extra_neuron::evaluate::{self, Network};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: ExtraBase = fields(with)?;
    let problem = state.extra()?;
    let shape = Reason::Condition { condition: "the shape of the base is wrong" };
    let network = match (&stated.network, &problem.base) {
        (None, Some(CaseBase::Outputs(_))) => None,
        (None, Some(CaseBase::Network(network))) => {
            Some(Network::of_case(network, problem.dimension()).ok_or(shape)?)
        }
        (Some(_), Some(CaseBase::Outputs(_))) => {
            return Err(Reason::Condition { condition: "the base of the case is frozen" }.into());
        }
        (Some(network), _) => Some(Network::of_step(network, problem.dimension()).ok_or(shape)?),
        (None, None) => return Err(Reason::Condition { condition: "the case has no base" }.into()),
    };
    let outputs = match (&network, &problem.base) {
        (Some(network), _) => {
            if network.neurons.len() > limits::NEURONS {
                return Err(Failure::Declined(format!("more than {} neurons", limits::NEURONS)));
            }
            require(problem.width == Some(network.neurons.len()), "the base has another width")?;
            network.outputs(problem)
        }
        (None, Some(CaseBase::Outputs(outputs))) => outputs.iter().map(|output| output.0.clone()).collect(),
        _ => return Err(Reason::Condition { condition: "the case has no base" }.into()),
    };
    let given: Vec<_> = stated.outputs.iter().map(|output| output.0.clone()).collect();
    same("outputs", &list(&outputs), &list(&given))?;
    let loss = evaluate::loss(problem, &outputs);
    let text = |loss: Option<String>| loss.unwrap_or_else(|| "none".to_owned());
    same(
        "loss",
        &text(loss.as_ref().map(ToString::to_string)),
        &text(stated.loss.map(|loss| loss.to_string())),
    )?;
    let Some(coefficients) = evaluate::coefficients(problem, &outputs) else {
        return Err(Failure::Declined("too many different outputs for the logistic loss".to_owned()));
    };
    let of_case = stated.network.is_none();
    shown(Fact::Base(Box::new(Evaluated { of_case, network, outputs, loss, coefficients })))
}

fn list(values: &[critcert_certificate::rational::Rational]) -> String {
    values.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
