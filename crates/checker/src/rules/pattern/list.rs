//! Rule `pattern-list`: the list is complete, because it is as long as it can be.

use critcert_certificate::certificate::pattern::PatternList;

use super::{AnyFact, Numbers, fields};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: PatternList = fields(with)?;
    let (points, list, _) = state.patterns()?;
    let list = list.take().ok_or(Reason::Condition { condition: "no patterns were listed" })?;
    list.tally.numbers(list.faces).accept(&stated.cells, stated.covectors.as_ref())?;
    let counted = Numbers::by_restriction(points, list.faces)?;
    counted.accept(&stated.cells, stated.covectors.as_ref())?;
    Ok(Some(counted.fact()))
}
