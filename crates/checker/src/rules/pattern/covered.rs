//! Rule `pattern-covered`: the tree is complete.

use critcert_certificate::certificate::pattern::PatternCovered;

use super::{AnyFact, fields};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: PatternCovered = fields(with)?;
    let (_, _, tree) = state.patterns()?;
    let tree = tree.take().ok_or(Reason::Condition { condition: "no tree was started" })?;
    if let Some(branch) = tree.branches.missing() {
        return Err(Reason::Incomplete { branch }.into());
    }
    let numbers = tree.tally.numbers(tree.branches.faces());
    numbers.accept(&stated.cells, stated.covectors.as_ref())?;
    Ok(Some(numbers.fact()))
}
