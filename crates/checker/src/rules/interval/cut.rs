//! Rule `cut`, section 8.12: the system of a branch has no solution.

use critcert_certificate::certificate::interval::Cut;

use super::{AnyFact, fields};
use crate::interval::system::System;
use crate::kernel::{Failure, State};

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: Cut = fields(with)?;
    let tree = state.open_tree()?;
    let branch = tree.take(&stated.branch)?;
    System::of(&branch.labels).accept_contradiction(&stated.multipliers)?;
    tree.count_cut(&branch);
    Ok(None)
}
