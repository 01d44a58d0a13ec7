//! Rule `stratum-list`: the list of losses is complete.

use critcert_certificate::certificate::stratum::{Smoothness, StratumList};
use critcert_certificate::rational::Rational;
use num_bigint::BigInt;
use num_traits::One;

use super::{AnyFact, Fact, fields, require, same};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: StratumList = fields(with)?;
    let progress = &state.stratum;
    let groups =
        progress.groups.as_ref().ok_or(Reason::Condition { condition: "the groups have not started" })?;
    groups.complete()?;
    let covectors = progress.covectors.as_ref().map_or(0, |known| known.all.len());
    same("number of strata", &strata(covectors, groups.width), &stated.strata.0)?;
    let losses: Vec<(Rational, Smoothness)> =
        progress.losses.0.iter().map(|(loss, smoothness)| (loss.clone(), *smoothness)).collect();
    let listed = stated.losses.iter().map(|(loss, smoothness)| (&loss.0, smoothness));
    require(
        losses.iter().map(|(loss, smoothness)| (loss, smoothness)).eq(listed),
        "the list is not that of the local minima shown",
    )?;
    Ok(Some(AnyFact::Stratum(Fact::List(losses))))
}

/// Multisets of `width` pairs of a covector and a sign of the output weight: C(3m + N - 1, N).
fn strata(covectors: usize, width: usize) -> Rational {
    let kinds = BigInt::from(covectors) * 3;
    let mut count = BigInt::one();
    for step in 0..width {
        count = count * (&kinds + step) / (BigInt::from(step) + 1_u8);
    }
    Rational::from_integer(count)
}
