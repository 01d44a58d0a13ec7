//! Rule `stratum-known`: the loss of the group is known.

use critcert_certificate::certificate::stratum::StratumKnown;

use super::{AnyFact, fields, require};
use crate::kernel::{Failure, State};
use crate::stratum::groups::smoothness;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: StratumKnown = fields(with)?;
    let (_, group, residual) = state.stratum.take(&stated.group, &stated.fit, false)?;
    let (loss, smoothness) = (residual.loss(), smoothness(&group));
    require(
        state.stratum.losses.knows(&loss, smoothness),
        "no local minimum with this loss, as smooth, is shown",
    )?;
    Ok(None)
}
