//! Rules `extra-cells`, `extra-patterns`, `extra-cut` and `extra-covered`, sections 17 to 19: no base of the width is
//! best everywhere.

use critcert_certificate::certificate::extra_neuron::{ExtraCells, ExtraCovered, ExtraCut, ExtraPatterns};
use critcert_certificate::certificate::limits;

use super::{AnyFact, Fact, fields, is_frozen, require, same, shown};
use crate::extra_neuron::cells;
use crate::extra_neuron::patterns::Enumeration;
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

const NOT_STARTED: Reason = Reason::Condition { condition: "no enumeration was started" };

pub(super) fn list(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: ExtraCells = fields(with)?;
    let problem = state.extra()?;
    require(problem.dimension() > 1, "on the line the cells are known")?;
    require(state.extra_neuron.cells.is_none(), "the cells were listed before")?;
    let cells = cells::cells(problem, &stated.witnesses)?;
    state.extra_neuron.cells = Some(cells);
    Ok(None)
}

pub(super) fn start(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: ExtraPatterns = fields(with)?;
    let problem = state.extra()?;
    require(!is_frozen(problem), "the base of the case is frozen")?;
    require(problem.width == Some(stated.width), "the width is another one")?;
    if stated.width > limits::NEURONS {
        return Err(Failure::Declined(format!("more than {} neurons", limits::NEURONS)));
    }
    require(state.extra_neuron.enumeration.is_none(), "an enumeration was started before")?;
    let enumeration = Enumeration::new(problem, stated.width, state.extra_neuron.cells.as_deref())?;
    same("number of patterns", &enumeration.count(), &stated.patterns.0)?;
    state.extra_neuron.enumeration = Some(enumeration);
    Ok(None)
}

pub(super) fn cut(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: ExtraCut = fields(with)?;
    let enumeration = state.extra_neuron.enumeration.as_mut().ok_or(NOT_STARTED)?;
    enumeration.cut(&stated.neurons, &stated.multipliers)?;
    Ok(None)
}

pub(super) fn covered(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: ExtraCovered = fields(with)?;
    let enumeration = state.extra_neuron.enumeration.as_ref().ok_or(NOT_STARTED)?;
    if let Some(pattern) = enumeration.pending() {
        return Err(Reason::Incomplete { branch: pattern }.into());
    }
    same("number of patterns", &enumeration.count(), &stated.patterns.0)?;
    shown(Fact::NoneOptimal)
}
