//! Rule `stratum-covector`: the next covector.

use critcert_certificate::certificate::stratum::StratumCovector;

use super::{AnyFact, fields, require};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;
use crate::stratum::covector::Covector;
use crate::stratum::cover::read_signs;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: StratumCovector = fields(with)?;
    let known = state.covectors()?;
    let signs =
        read_signs(&stated.signs).ok_or(Reason::Condition { condition: "signs are written with + 0 -" })?;
    require(signs.len() == known.points.rows.len(), "a covector has one sign for each point")?;
    known.cover.take(&stated.signs)?;
    let covector = Covector::accept(&known.points, signs, &stated)?;
    known.all.push(covector);
    Ok(None)
}
