//! Rule `pattern-witnesses`: the next patterns of a list.

use critcert_certificate::certificate::pattern::PatternWitnesses;

use super::{AnyFact, List, Tally, fields, require};
use crate::kernel::{Failure, State};
use crate::pattern::row::Row;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: PatternWitnesses = fields(with)?;
    let (points, list, _) = state.patterns()?;
    let list =
        list.get_or_insert_with(|| List { faces: stated.faces, last: Vec::new(), tally: Tally::default() });
    require(list.faces == stated.faces, "the list changes between cells and all patterns")?;
    let mut signs = Vec::with_capacity(points.rows.len());
    for witness in &stated.witnesses {
        let witness = Row::read(witness)?;
        require(witness.len() == points.dimension, "a witness has another length than the lifted points")?;
        signs.clear();
        signs.extend(points.rows.iter().map(|row| row.side(&witness)));
        require(list.faces || !signs.contains(&0), "a witness of a cell lies on a hyperplane")?;
        let first = signs.iter().find(|&&sign| sign != 0);
        require(first.is_some(), "a witness of the all-zero pattern is listed")?;
        require(first == Some(&1), "the first sign that is not zero is negative")?;
        // + before 0 before - means that signs decrease as numbers.
        let fresh = list.last.is_empty() || signs < list.last;
        require(fresh, "a pattern is listed twice or out of order")?;
        list.tally.add(&signs);
        std::mem::swap(&mut list.last, &mut signs);
    }
    Ok(None)
}
