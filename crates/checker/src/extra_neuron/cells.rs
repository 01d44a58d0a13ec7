//! All cells of the lifted places: which sets of places a neuron can be active at.

use critcert_certificate::case::extra_neuron::ExtraNeuronProblem;
use critcert_certificate::certificate::pattern::IntegerRow;
use num_bigint::BigInt;

use super::patterns::lifted_places;
use crate::kernel::Failure;
use crate::outcome::Reason;
use crate::pattern::arrangement;
use crate::pattern::points::Points;
use crate::pattern::row::Row;
use crate::rules::require;

/// The cells in which the first place is active, from their witnesses, if these are all of them.
///
/// The witnesses are in strictly decreasing order of their signs, so that no cell is listed twice; then the
/// list is complete because it is as long as the count by deletion and restriction.
pub(crate) fn cells(
    problem: &ExtraNeuronProblem,
    witnesses: &[IntegerRow],
) -> Result<Vec<Vec<bool>>, Failure> {
    let rows = lifted_places(problem)?.into_iter().map(|(lifted, _, _)| Row::new(lifted)).collect();
    let points = Points { dimension: problem.dimension().saturating_add(1), rows };
    let mut cells: Vec<Vec<bool>> = Vec::with_capacity(witnesses.len());
    for witness in witnesses {
        let witness = Row::read(witness)?;
        require(witness.len() == points.dimension, "a witness has another length than the lifted points")?;
        let signs: Vec<i8> = points.rows.iter().map(|row| row.side(&witness)).collect();
        require(!signs.contains(&0), "a witness of a cell lies on a hyperplane")?;
        let cell: Vec<bool> = signs.iter().map(|sign| *sign > 0).collect();
        require(cell.first() == Some(&true), "the first place is not active at a witness")?;
        require(cells.last().is_none_or(|last| cell < *last), "a cell is listed twice or out of order")?;
        cells.push(cell);
    }
    let (counted, _) = arrangement::count(&points, false)?;
    let listed = BigInt::from(cells.len()) * 2;
    if counted != listed {
        let what = "number of cells".to_owned();
        let (expected, got) = (counted.to_string(), listed.to_string());
        return Err(Reason::Value { what, expected, got }.into());
    }
    Ok(cells)
}
