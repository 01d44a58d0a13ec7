//! Rule `classification`, section 8.14: the tree is complete.

use critcert_certificate::certificate::interval::Classification;
use critcert_certificate::rational::Rational;

use super::{AnyFact, Fact, fields, require, same};
use crate::kernel::{Failure, State};

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: Classification = fields(with)?;
    let tree = state.open_tree()?;
    let counts = tree.complete()?;
    same("patterns", &counts.patterns, &stated.patterns.0)?;
    same("infeasible patterns", &counts.infeasible, &stated.infeasible.0)?;
    let families: Vec<&Rational> = stated.families.iter().map(|count| &count.0).collect();
    require(counts.families.iter().eq(families), "the patterns of the families are not those stated")?;
    Ok(Some(AnyFact::Interval(Fact::Classification(tree.width))))
}
