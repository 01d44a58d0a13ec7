//! Rule `stratum-spurious`: a local minimum that is not global.

use critcert_certificate::certificate::stratum::{Smoothness, StratumSpurious};
use critcert_certificate::rational::Rational;

use super::{AnyFact, Fact, fields, require};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: StratumSpurious = fields(with)?;
    let (loss, smoothness) = minimum(state, stated.minimum)?;
    let (better, _) = minimum(state, stated.better)?;
    require(better < loss, "the other local minimum is not better")?;
    Ok(Some(AnyFact::Stratum(Fact::Spurious(smoothness))))
}

fn minimum<'a>(state: &'a State<'_>, step: u64) -> Result<(&'a Rational, Smoothness), Reason> {
    let fact = state.stratum_fact(step, "a local minimum", |fact| match fact {
        Fact::Minimum(..) => Some(fact),
        _ => None,
    })?;
    match fact {
        Fact::Minimum(loss, smoothness) => Ok((loss, *smoothness)),
        _ => Err(Reason::Reference { step, needed: "a local minimum" }),
    }
}
