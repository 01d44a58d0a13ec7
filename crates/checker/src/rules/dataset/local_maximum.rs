//! Rule `dataset-local-maximum`: a silent point around which the loss is not larger.

use critcert_certificate::certificate::dataset::LocalMaximum;
use num_traits::Signed;

use super::{AnyFact, Fact, fields, require};
use crate::kernel::{Failure, State};

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: LocalMaximum = fields(with)?;
    let point = state.dataset_point(stated.point)?;
    let (data, evaluation) = (&point.data, &point.evaluation);
    require(!data.output_bias, "with an output bias nothing is a local maximum")?;
    require(evaluation.is_silent(), "a hidden activation is not zero")?;
    require(stated.eta.0.is_positive(), "eta is not positive")?;
    require(stated.covers.len() == evaluation.neurons.len(), "not one cover for each neuron")?;
    for (neuron, cover) in evaluation.neurons.iter().zip(&stated.covers) {
        let fall = data.function(&evaluation.residual, &neuron.signs, &-&neuron.v, &stated.eta.0);
        fall.accept(cover)?;
    }
    Ok(Some(AnyFact::Dataset(Fact::LocalMaximum(stated.point))))
}
