//! Rule `linear-benign`: every critical point is a global minimum or a strict saddle.

use critcert_certificate::certificate::linear::LinearBenign;

use super::{AnyFact, Fact, fields};
use crate::kernel::{Failure, State};

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: LinearBenign = fields(with)?;
    state.linear()?;
    state.sigma(stated.sigma)?;
    Ok(Some(AnyFact::Linear(Fact::Benign)))
}
