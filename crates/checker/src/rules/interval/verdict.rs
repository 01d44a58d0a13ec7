//! Rule `interval-verdict`, section 8.7: what a point is, from the facts about it.

use critcert_certificate::case::Verdict;
use critcert_certificate::certificate::interval::VerdictStep;
use num_traits::Zero;

use super::{AnyFact, Fact, Settled, fields, require};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: VerdictStep = fields(with)?;
    let point = state.point(stated.point)?;
    let ray = match (stated.verdict, stated.because.as_slice()) {
        (Verdict::GlobalMinimum, []) => {
            require(point.evaluation.loss.is_zero(), "the loss is not zero")?;
            None
        }
        (Verdict::NotCritical, &[reason]) => {
            shows(state, reason, stated.point, "that the point is not critical", |fact| match fact {
                Fact::NotCritical(point) => Some(point),
                _ => None,
            })?;
            None
        }
        (Verdict::Saddle, &[critical, ray]) => {
            shows(state, critical, stated.point, "that the point is critical", |fact| match fact {
                Fact::Critical(point) => Some(point),
                _ => None,
            })?;
            let descent = state.descent(ray)?;
            require(descent.point == stated.point, "the descent ray is at another point")?;
            Some(ray)
        }
        (Verdict::LocalMinimum, &[minimum, better]) => {
            shows(state, minimum, stated.point, "that the point is a local minimum", |fact| match fact {
                Fact::LocalMinimum(point) => Some(point),
                _ => None,
            })?;
            let better = &state.point(better)?.evaluation;
            let same_width = better.neurons.len() == point.evaluation.neurons.len();
            require(same_width, "the better network has another width")?;
            require(better.loss < point.evaluation.loss, "the other network is not better")?;
            None
        }
        _ => {
            let condition = "no such verdict with this number of reasons";
            return Err(Reason::Condition { condition }.into());
        }
    };
    Ok(Some(AnyFact::Interval(Fact::Verdict(Settled { point: stated.point, verdict: stated.verdict, ray }))))
}

/// Refuses unless `step` shows what is `needed` about `point`.
fn shows(
    state: &State<'_>,
    step: u64,
    point: u64,
    needed: &'static str,
    select: impl Fn(&Fact) -> Option<&u64>,
) -> Result<(), Reason> {
    let about = *state.interval_fact(step, needed, select)?;
    if about == point { Ok(()) } else { Err(Reason::Reference { step, needed }) }
}
