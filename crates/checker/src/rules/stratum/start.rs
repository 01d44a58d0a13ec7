//! Rule `stratum-start`: the covectors are complete; constant predictions are settled; the groups begin.

use critcert_certificate::certificate::stratum::{Smoothness, StratumStart};
use num_traits::Zero;

use super::{AnyFact, fields, require};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;
use crate::stratum::groups::{Groups, Residual};
use crate::stratum::points::dot;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: StratumStart = fields(with)?;
    require(
        stated.width == state.stratum_width()? && stated.width > 0,
        "the width is not that of the claim",
    )?;
    let progress = &mut state.stratum;
    require(progress.groups.is_none(), "the groups have started already")?;
    let known = progress.covectors.as_ref().ok_or(Reason::Condition { condition: "no covectors" })?;
    known.cover.complete()?;
    // Networks with all output weights 0: minima iff the gradient in the input weights vanishes on some cell.
    let residual = Residual::constant(&known.points);
    let mut flat = None;
    for covector in known.all.iter().filter(|covector| !covector.kink) {
        if covector.columns.iter().all(|column| dot(column, &residual.entries).is_zero()) {
            let smoothness = if covector.dead { Smoothness::Dead } else { Smoothness::Live };
            flat = flat.max(Some(smoothness));
        }
    }
    if let Some(smoothness) = flat {
        let shown = progress.losses.knows(&residual.loss(), smoothness);
        require(shown, "the local minimum with all output weights 0 is not shown")?;
    }
    progress.groups = Some(Groups::new(&known.all, stated.width));
    Ok(None)
}
