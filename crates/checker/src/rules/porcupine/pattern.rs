//! Rule `porcupine-pattern`: the next of the 3^r patterns.

use critcert_certificate::certificate::porcupine::PorcupinePattern;

use super::{AnyFact, fields};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;
use crate::porcupine::evaluate::settle;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: PorcupinePattern = fields(with)?;
    let model = state.porcupine_model()?;
    let expected = numbered(state.porcupine.patterns, model.lines.neurons.len())
        .ok_or(Reason::Condition { condition: "all patterns have been treated" })?;
    if expected != stated.pattern {
        return Err(Reason::Branch { expected, got: stated.pattern }.into());
    }
    let pattern = model.lines.letters(&stated.pattern, "+-o")?;
    if let Some(loss) = settle(&model, &pattern, &stated.z, &stated.found)? {
        state.porcupine.losses.push(loss);
    }
    state.porcupine.patterns = state.porcupine.patterns.saturating_add(1);
    Ok(None)
}

/// The pattern with this number: in base 3, digits `+`, `-`, `o`, first line most significant.
pub(super) fn numbered(mut number: u64, lines: usize) -> Option<String> {
    let mut letters = Vec::new();
    for _ in 0..lines {
        letters.push(match number.checked_rem(3)? {
            0 => '+',
            1 => '-',
            _ => 'o',
        });
        number = number.checked_div(3)?;
    }
    (number == 0).then(|| letters.into_iter().rev().collect())
}
