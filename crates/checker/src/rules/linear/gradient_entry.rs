//! Rule `linear-gradient-entry`: a partial derivative that is not zero.

use critcert_certificate::certificate::linear::{Layer, LinearGradientEntry};
use num_traits::Zero;

use super::{AnyFact, Fact, fields, require, same};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: LinearGradientEntry = fields(with)?;
    let evaluation = &state.linear_point(stated.point)?.evaluation;
    let gradient = match stated.layer {
        Layer::W1 => evaluation.gradient1(),
        Layer::W2 => evaluation.gradient2(),
    };
    let Some(value) = gradient.get(stated.row, stated.column) else {
        return Err(Reason::Condition { condition: "there is no such weight" }.into());
    };
    same("partial derivative", value, &stated.value.0)?;
    require(!value.is_zero(), "the partial derivative is zero")?;
    Ok(Some(AnyFact::Linear(Fact::NotCritical(stated.point))))
}
