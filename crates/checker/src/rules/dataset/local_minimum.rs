//! Rule `dataset-local-minimum`: a stationary point whose flat neurons have no derivative at all.

use critcert_certificate::certificate::dataset::LocalMinimum;
use critcert_certificate::rational::Rational;
use num_traits::{One, Zero};

use super::{AnyFact, Fact, fields, require};
use crate::kernel::{Failure, State};

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: LocalMinimum = fields(with)?;
    let step = *state.dataset_fact(stated.stationary, "that a point is stationary", |fact| match fact {
        Fact::Stationary(point) => Some(point),
        _ => None,
    })?;
    let point = state.dataset_point(step)?;
    for neuron in point.evaluation.neurons.iter().filter(|neuron| neuron.v.is_zero()) {
        let derivative = point.evaluation.slope_function(&point.data, neuron, &Rational::one());
        require(derivative.is_zero(), "a flat neuron has a derivative that is not zero")?;
    }
    Ok(Some(AnyFact::Dataset(Fact::LocalMinimum(step))))
}
