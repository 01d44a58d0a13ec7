//! Rule `interval-point`, section 8.1: loss, differentiability and types of a network.

use critcert_certificate::case::Network;
use critcert_certificate::certificate::interval::{IntervalPoint, NeuronKind};
use critcert_certificate::certificate::limits;

use super::{AnyFact, Fact, Point, fields, require, same};
use crate::interval::evaluate::{Evaluation, neurons};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: IntervalPoint = fields(with)?;
    let problem = state.interval()?;
    let network = match (&stated.network, &state.case.network) {
        (Some(network), _) | (None, Some(Network::Interval(network))) => network,
        _ => return Err(Reason::Condition { condition: "the case has no network" }.into()),
    };
    let Some(neurons) = neurons(network) else {
        return Err(Reason::Condition { condition: "w, b and v differ in length" }.into());
    };
    if neurons.len() > limits::NEURONS {
        return Err(Failure::Declined(format!("more than {} neurons", limits::NEURONS)));
    }
    let kinds: Vec<NeuronKind> = neurons.iter().map(|neuron| neuron.kind(problem)).collect();
    let evaluation = Evaluation::new(problem, neurons, network.c.0.clone());
    same("loss", &evaluation.loss, &stated.loss.0)?;
    same("differentiable", &evaluation.is_differentiable(), &stated.differentiable)?;
    require(kinds == stated.neurons, "the types of the neurons are not those stated")?;
    Ok(Some(AnyFact::Interval(Fact::Point(Box::new(Point {
        of_case: stated.network.is_none(),
        evaluation,
        kinds,
    })))))
}
