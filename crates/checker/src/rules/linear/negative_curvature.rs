//! Rule `linear-negative-curvature`: a line through the point on which the second derivative is negative.

use critcert_certificate::certificate::linear::LinearNegativeCurvature;
use num_traits::Signed;

use super::{AnyFact, Fact, fields, same};
use crate::kernel::{Failure, State};
use crate::linear::evaluate::Layers;
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: LinearNegativeCurvature = fields(with)?;
    let evaluation = &state.linear_point(stated.point)?.evaluation;
    let Some(direction) = Layers::read(state.linear()?, &stated.direction) else {
        return Err(
            Reason::Condition { condition: "the direction does not have the shape of the network" }.into()
        );
    };
    let value = evaluation.second_derivative(&direction);
    same("second derivative", &value, &stated.second_derivative.0)?;
    if !value.is_negative() {
        let what = "the second derivative".to_owned();
        return Err(Reason::Sign { what, needed: "negative", got: value.to_string() }.into());
    }
    Ok(Some(AnyFact::Linear(Fact::NegativeCurvature(stated.point))))
}
