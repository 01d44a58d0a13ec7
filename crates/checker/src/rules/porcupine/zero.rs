//! Rule `porcupine-zero`: whether t = 0 is a strict local maximum.

use critcert_certificate::certificate::porcupine::PorcupineZero;

use super::{AnyFact, Fact, fields, require};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;
use crate::porcupine::number::{Ratio, same_number, sign};

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: PorcupineZero = fields(with)?;
    let model = state.porcupine_model()?;
    require(stated.moments.len() == model.moments.len(), "the moments are not two for each distinct line")?;
    let computed: Vec<Ratio> =
        model.moments.iter().map(|moment| Ratio { top: moment.clone(), over: model.scale.clone() }).collect();
    for (index, (moment, stated)) in computed.iter().zip(&stated.moments).enumerate() {
        same_number(&format!("moment {index}"), moment, stated)?;
    }
    if let Some(index) = stated.violated {
        let moment = computed.get(index).ok_or(Reason::Condition { condition: "there is no such moment" })?;
        if moment.sign()? > 0 {
            return Err(sign(&format!("moment {index}"), "at most 0", moment.text()));
        }
    } else {
        for (index, moment) in computed.iter().enumerate() {
            if moment.sign()? <= 0 {
                return Err(sign(&format!("moment {index}"), "positive", moment.text()));
            }
        }
    }
    Ok(Some(AnyFact::Porcupine(Fact::Zero(stated.violated.is_none()))))
}
