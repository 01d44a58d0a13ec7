//! Rule `dataset-not-maximum`: a direction in which a silent point's loss grows.

use critcert_certificate::certificate::dataset::NotMaximum;
use num_traits::{Signed, Zero};

use super::{AnyFact, Fact, fields, numbers, require};
use crate::dataset::evaluate::product;
use crate::kernel::{Failure, State};

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: NotMaximum = fields(with)?;
    let point = state.dataset_point(stated.point)?;
    let (data, neuron) = (&point.data, point.neuron(stated.neuron)?);
    require(point.evaluation.is_silent(), "a hidden activation is not zero")?;
    let direction = numbers(&stated.direction);
    require(direction.len() == data.dimension, "the direction has another length")?;
    let moves = |index: &usize| {
        let u = data.lifted.get(*index).map(|x| product(x, &direction));
        u.is_some_and(|u| !data.activation(&u).is_zero())
    };
    require(data.zeros(&neuron.signs).iter().any(moves), "no activation moves in the direction")?;
    let value = &neuron.v * data.derivative(&point.evaluation.residual, &neuron.signs, &direction);
    require(!value.is_negative(), "the loss falls in the direction")?;
    Ok(Some(AnyFact::Dataset(Fact::NotMaximum(stated.point))))
}
