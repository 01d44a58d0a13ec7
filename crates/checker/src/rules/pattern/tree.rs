//! Rule `pattern-tree`: the start of the tree of sign extensions.

use critcert_certificate::certificate::pattern::PatternTree;

use super::{AnyFact, Branches, Tally, Tree, fields, require};
use crate::kernel::{Failure, State};

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: PatternTree = fields(with)?;
    let (points, _, tree) = state.patterns()?;
    require(tree.is_none(), "a second tree")?;
    *tree = Some(Tree { branches: Branches::new(points.rows.len(), stated.faces), tally: Tally::default() });
    Ok(None)
}
