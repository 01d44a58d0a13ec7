//! Rule `porcupine-region`: every local minimum of a sign region is global, or there is none.

use critcert_certificate::certificate::porcupine::PorcupineRegion;

use super::{AnyFact, Fact, fields, require};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;
use crate::porcupine::evaluate::settle;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: PorcupineRegion = fields(with)?;
    let model = state.porcupine_model()?;
    let region = model.lines.letters(&stated.region, "+-m")?;
    match (settle(&model, &region, &stated.z, &stated.found)?, stated.global) {
        (None, None) => {}
        (Some(loss), Some(global)) => {
            require(state.porcupine_least(global)?.equals(&loss), "the loss is not the least one")?;
        }
        (None, Some(_)) => {
            let condition = "a region without local minimum needs no least loss";
            return Err(Reason::Condition { condition }.into());
        }
        (Some(_), None) => {
            let condition = "the region holds a local minimum, and the least loss is missing";
            return Err(Reason::Condition { condition }.into());
        }
    }
    Ok(Some(AnyFact::Porcupine(Fact::Region(region))))
}
