//! Rule `pattern-cell`: a leaf of the tree is realized.

use critcert_certificate::certificate::pattern::PatternCell;

use super::{AnyFact, fields, require};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;
use crate::pattern::branches::text;
use crate::pattern::row::Row;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: PatternCell = fields(with)?;
    let (points, _, tree) = state.patterns()?;
    let tree = tree.as_mut().ok_or(Reason::Condition { condition: "no tree was started" })?;
    let branch = tree.branches.take(&stated.branch)?;
    require(branch.len() == points.rows.len(), "the branch does not have a sign for every class")?;
    let witness = Row::read(&stated.witness)?;
    require(witness.len() == points.dimension, "a witness has another length than the lifted points")?;
    let signs: Vec<i8> = points.rows.iter().map(|row| row.side(&witness)).collect();
    if signs != branch {
        let what = "pattern of the witness".to_owned();
        return Err(Reason::Value { what, expected: text(&signs), got: stated.branch }.into());
    }
    tree.tally.add(&branch);
    Ok(None)
}
