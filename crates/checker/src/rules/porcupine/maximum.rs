//! Rule `porcupine-maximum`: every way out leads down or changes nothing, and one leads down.

use critcert_certificate::certificate::porcupine::PorcupineMaximum;

use super::{AnyFact, Fact, fields, require};
use crate::kernel::{Failure, State};

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: PorcupineMaximum = fields(with)?;
    let model = state.porcupine_model()?;
    let holds = state.porcupine_point(stated.point)?.positions.is_maximum(&model)?;
    require(holds, "the loss does not fall in every direction that matters")?;
    Ok(Some(AnyFact::Porcupine(Fact::Maximum(stated.point))))
}
