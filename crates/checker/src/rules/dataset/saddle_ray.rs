//! Rule `dataset-saddle-ray`: the loss falls along a ray and grows along its mirror image.

use critcert_certificate::certificate::dataset::SaddleRay;
use critcert_certificate::rational::Rational;
use num_traits::{Signed, Zero};

use super::{AnyFact, Fact, fields, numbers, require, same};
use crate::dataset::ray::change_along_ray;
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: SaddleRay = fields(with)?;
    let point = state.dataset_point(stated.point)?;
    let neuron = point.neuron(stated.neuron)?;
    require(neuron.v.is_zero(), "the neuron of the ray is not flat")?;
    let direction = numbers(&stated.direction);
    require(direction.len() == point.data.dimension, "the direction has another length")?;
    let along =
        |output: &Rational| change_along_ray(&point.data, &point.evaluation, neuron, (&direction, output));
    let [first, second] = along(&stated.output.0);
    same("coefficient of eps", &Rational::zero(), &first)?;
    same("coefficient of eps^2", &second, &stated.coefficient.0)?;
    if !second.is_negative() {
        let what = "the coefficient of eps^2".to_owned();
        return Err(Reason::Sign { what, needed: "negative", got: second.to_string() }.into());
    }
    let [_, mirrored] = along(&-&stated.output.0);
    require(mirrored.is_positive(), "the loss does not grow along the opposite output weight")?;
    Ok(Some(AnyFact::Dataset(Fact::Saddle(stated.point))))
}
