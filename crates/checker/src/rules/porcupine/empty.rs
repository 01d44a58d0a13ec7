//! Rule `porcupine-empty`: a line with one neuron is never mixed.

use critcert_certificate::case::Problem;
use critcert_certificate::certificate::porcupine::PorcupineEmpty;

use super::{AnyFact, Fact, fields, require};
use crate::kernel::{Failure, State};

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: PorcupineEmpty = fields(with)?;
    state.porcupine_lines()?;
    let count = match &state.case.problem {
        Problem::Porcupine(problem) => problem.neurons_per_line.get(stated.line).copied(),
        _ => None,
    };
    require(count == Some(1), "the line has more than one neuron, or does not exist")?;
    Ok(Some(AnyFact::Porcupine(Fact::Empty(stated.line))))
}
