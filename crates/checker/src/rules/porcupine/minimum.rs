//! Rule `porcupine-minimum`: the linear test.

use critcert_certificate::certificate::porcupine::PorcupineMinimum;

use super::{AnyFact, Fact, fields, require};
use crate::kernel::{Failure, State};

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: PorcupineMinimum = fields(with)?;
    let model = state.porcupine_model()?;
    let holds = state.porcupine_point(stated.point)?.positions.is_minimum(&model)?;
    require(holds, "the linear test fails at a neuron")?;
    Ok(Some(AnyFact::Porcupine(Fact::Minimum(stated.point))))
}
