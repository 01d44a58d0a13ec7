//! Rule `linear-least-loss`: a bound that a network attains.

use critcert_certificate::certificate::linear::LinearLeastLoss;

use super::{AnyFact, Fact, fields, same};
use crate::kernel::{Failure, State};

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: LinearLeastLoss = fields(with)?;
    let bound = state.linear_bound(stated.bound)?;
    let fit = &state.linear_point(stated.point)?.evaluation.fit;
    same("loss without the regulariser", bound, fit)?;
    Ok(Some(AnyFact::Linear(Fact::LeastLoss(bound.clone(), bound.clone()))))
}
