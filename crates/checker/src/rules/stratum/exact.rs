//! Rule `stratum-exact`: the group and all that extend it have loss 0, which is known.

use critcert_certificate::certificate::stratum::StratumExact;
use num_traits::Zero;

use super::{AnyFact, fields, require};
use crate::kernel::{Failure, State};
use crate::stratum::groups::smoothness;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: StratumExact = fields(with)?;
    let (_, group, residual) = state.stratum.take(&stated.group, &stated.fit, true)?;
    let (loss, smoothness) = (residual.loss(), smoothness(&group));
    require(loss.is_zero(), "the residual is not zero")?;
    require(
        state.stratum.losses.knows(&loss, smoothness),
        "no local minimum with this loss, as smooth, is shown",
    )?;
    Ok(None)
}
