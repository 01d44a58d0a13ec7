//! Rule `pattern-formula`: the numbers of patterns, by counting alone.

use critcert_certificate::certificate::pattern::PatternFormula;

use super::{AnyFact, Numbers, fields};
use crate::kernel::{Failure, State};

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: PatternFormula = fields(with)?;
    let (points, _, _) = state.patterns()?;
    let counted = Numbers::by_restriction(points, stated.covectors.is_some())?;
    counted.accept(&stated.cells, stated.covectors.as_ref())?;
    Ok(Some(counted.fact()))
}
