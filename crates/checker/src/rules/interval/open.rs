//! Rule `open`, section 8.11: a branch is replaced by its extensions.

use critcert_certificate::certificate::interval::Open;

use super::{AnyFact, fields, require};
use crate::kernel::{Failure, State};

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: Open = fields(with)?;
    let tree = state.open_tree()?;
    let branch = tree.take(&stated.branch)?;
    require(tree.push_extensions(&branch), "the branch has no extension")?;
    Ok(None)
}
