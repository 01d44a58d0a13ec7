//! Rule `dataset-point`: loss, differentiability and signs of a network.

use critcert_certificate::case::Network;
use critcert_certificate::certificate::dataset::{CovectorKind, DatasetPoint};
use critcert_certificate::certificate::limits;
use num_traits::Zero;

use super::{AnyFact, Fact, Point, fields, require, same};
use crate::dataset::evaluate::{Evaluation, Neuron};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: DatasetPoint = fields(with)?;
    let data = state.dataset()?;
    let network = match (&stated.network, &state.case.network) {
        (Some(network), _) | (None, Some(Network::Dataset(network))) => network,
        _ => return Err(Reason::Condition { condition: "the case has no network" }.into()),
    };
    if network.weights.len() > limits::NEURONS {
        return Err(Failure::Declined(format!("more than {} neurons", limits::NEURONS)));
    }
    let Some(evaluation) = Evaluation::new(&data, network) else {
        return Err(Reason::Condition { condition: "the network does not fit the problem" }.into());
    };
    same("loss", &evaluation.loss, &stated.loss.0)?;
    same("differentiable", &evaluation.differentiable, &stated.differentiable)?;
    let kinds: Vec<CovectorKind> = evaluation.neurons.iter().map(kind).collect();
    require(kinds == stated.neurons, "the signs of the neurons are not those stated")?;
    let of_case = stated.network.is_none();
    Ok(Some(AnyFact::Dataset(Fact::Point(Box::new(Point { of_case, data, evaluation })))))
}

fn kind(neuron: &Neuron) -> CovectorKind {
    let symbol = |sign: &i8| match sign {
        1 => '+',
        0 => '0',
        _ => '-',
    };
    CovectorKind { covector: neuron.signs.iter().map(symbol).collect(), flat: neuron.v.is_zero() }
}
