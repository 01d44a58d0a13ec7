//! Rule `porcupine-enclosed-zero`: whether t = 0 is a strict local maximum, by enclosed moments.

use critcert_certificate::certificate::porcupine_enclosed::EnclosedZero;

use super::{AnyFact, Fact, fields};
use crate::kernel::{Failure, State};
use crate::porcupine::lines::sides;
use crate::porcupine::number::sign;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: EnclosedZero = fields(with)?;
    let kernel = state.porcupine_kernel()?;
    let masses = match stated.violated {
        Some(mass) => vec![mass],
        None => (0..sides(kernel.lines.neurons.len())[0]).collect(),
    };
    for mass in masses {
        let moment = kernel.expectation(&kernel.teacher, &kernel.feature(mass)?);
        let found = kernel.sign(&moment);
        let holds = if stated.violated.is_some() { matches!(found, Some(0 | -1)) } else { found == Some(1) };
        if !holds {
            let needed = if stated.violated.is_some() { "at most 0" } else { "positive" };
            return Err(sign(&format!("moment {mass}"), needed, kernel.text(&moment)));
        }
    }
    Ok(Some(AnyFact::Porcupine(Fact::Zero(stated.violated.is_none()))))
}
