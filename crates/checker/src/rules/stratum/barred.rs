//! Rule `stratum-barred`: a neuron of the group can have neither sign.

use critcert_certificate::certificate::stratum::StratumBarred;

use super::{AnyFact, derivative, fields, require};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: StratumBarred = fields(with)?;
    let (_, group, residual) = state.stratum.take(&stated.group, &stated.fit, false)?;
    let [neuron, below, above] = stated.at;
    let covector =
        group.get(neuron).ok_or(Reason::Condition { condition: "the group has no such neuron" })?;
    require(derivative(covector, &residual, below)? < 0, "the first derivative is not negative")?;
    require(derivative(covector, &residual, above)? > 0, "the second derivative is not positive")?;
    Ok(None)
}
