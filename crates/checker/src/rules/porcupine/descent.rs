//! Rule `porcupine-descent`: a negative one-sided derivative.

use critcert_certificate::certificate::porcupine::PorcupineDescent;

use super::{AnyFact, Fact, fields};
use crate::kernel::{Failure, State};
use crate::porcupine::number::{same_number, sign};

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: PorcupineDescent = fields(with)?;
    let model = state.porcupine_model()?;
    let positions = &state.porcupine_point(stated.point)?.positions;
    let value = positions.derivative(&model, stated.line, stated.neuron, stated.direction)?;
    same_number("derivative", &value, &stated.value)?;
    if value.sign()? >= 0 {
        return Err(sign("the derivative", "negative", value.text()));
    }
    Ok(Some(AnyFact::Porcupine(Fact::Descends(stated.point))))
}
