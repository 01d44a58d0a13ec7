//! Rule `dataset-stationary`: no one-sided directional derivative is negative.

use critcert_certificate::certificate::dataset::Stationary;
use critcert_certificate::rational::Rational;
use num_traits::Zero;

use super::{AnyFact, Fact, fields, require, same};
use crate::dataset::evaluate::product;
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: Stationary = fields(with)?;
    let point = state.dataset_point(stated.point)?;
    let evaluation = &point.evaluation;
    if point.data.output_bias {
        same("sum of the residual", &Rational::zero(), &evaluation.residual.iter().sum())?;
    }
    require(stated.covers.len() == evaluation.neurons.len(), "not one cover for each neuron")?;
    for (neuron, cover) in evaluation.neurons.iter().zip(&stated.covers) {
        let derivative = product(&neuron.hidden, &evaluation.residual);
        same("derivative in an output weight", &Rational::zero(), &derivative)?;
        match cover {
            Some(cover) => {
                require(!neuron.v.is_zero(), "a cover for a flat neuron")?;
                evaluation.slope_function(&point.data, neuron, &neuron.v).accept(cover)?;
            }
            None if neuron.v.is_zero() => {}
            None => {
                let condition = "a neuron that is not flat has no cover";
                return Err(Reason::Condition { condition }.into());
            }
        }
    }
    Ok(Some(AnyFact::Dataset(Fact::Stationary(stated.point))))
}
