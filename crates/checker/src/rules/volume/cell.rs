//! Rule `volume-cell`: a cone in the closure of a cell.

use critcert_certificate::certificate::volume::VolumeCell;

use super::{AnyFact, Cell, fields, require};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;
use crate::stratum::covector::Covector;
use crate::stratum::cover::read_signs;
use crate::volume::polygon::Cone;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: VolumeCell = fields(with)?;
    let (span, points) = state.volume.span()?;
    let signs =
        read_signs(&stated.signs).ok_or(Reason::Condition { condition: "signs are written with + 0 -" })?;
    require(signs.len() == points.rows.len(), "a cell has one sign for each point")?;
    let mut all = signs.iter().enumerate();
    require(
        all.all(|(i, sign)| (*sign == 0) == points.is_origin(i)),
        "a cell has signs + and - at all points but 0",
    )?;
    let later = state.volume.cells.last().is_none_or(|last| last.text < stated.signs);
    require(later, "the cells are not in order")?;
    let cone = Cone::accept(span, &signs, &stated.rays)?;
    let covector = Covector::of_cell(points, signs);
    state.volume.cells.push(Cell { text: stated.signs, covector, cone });
    Ok(None)
}
