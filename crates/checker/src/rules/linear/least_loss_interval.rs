//! Rule `linear-least-loss-interval`: the least loss, enclosed.

use critcert_certificate::certificate::linear::LinearLeastLossInterval;
use critcert_certificate::rational::compare;

use super::{AnyFact, Fact, fields, require};
use crate::kernel::{Failure, State};
use crate::linear::evaluate::Samples;
use crate::linear::spectrum::losses;
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: LinearLeastLossInterval = fields(with)?;
    let problem = state.linear()?;
    let Some(samples) = Samples::of(problem) else {
        return Err(Reason::Condition { condition: "the data are not matrices" }.into());
    };
    let sum = state.spectrum(stated.spectrum)?.largest(problem.width);
    let (low, high) = losses(&samples.target_norm(), &sum);
    let inside = compare(&stated.low.0, &low).is_le() && compare(&high, &stated.high.0).is_le();
    require(inside, "the interval does not hold what is known of the least loss")?;
    Ok(Some(AnyFact::Linear(Fact::LeastLoss(stated.low.0, stated.high.0))))
}
