//! Rule `linear-verdict`: what a point is, from the facts about it.

use critcert_certificate::case::Verdict;
use critcert_certificate::certificate::linear::LinearVerdict;

use super::{AnyFact, Fact, Settled, fields, same};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: LinearVerdict = fields(with)?;
    let point = state.linear_point(stated.point)?;
    let shows = |step: u64, needed: &'static str, select: fn(&Fact) -> Option<&u64>| {
        let about = *state.linear_fact(step, needed, select)?;
        if about == stated.point { Ok(()) } else { Err(Reason::Reference { step, needed }) }
    };
    match (stated.verdict, stated.because.as_slice()) {
        (Verdict::GlobalMinimum, &[bound]) => {
            same("loss of a global minimum", state.linear_bound(bound)?, &point.evaluation.loss)?;
        }
        (Verdict::NotCritical, &[reason]) => {
            shows(reason, "that the point is not critical", |fact| match fact {
                Fact::NotCritical(point) => Some(point),
                _ => None,
            })?;
        }
        (Verdict::Saddle, &[critical, curvature]) => {
            shows(critical, "that the point is critical", |fact| match fact {
                Fact::Critical(point) => Some(point),
                _ => None,
            })?;
            shows(curvature, "negative curvature at the point", |fact| match fact {
                Fact::NegativeCurvature(point) => Some(point),
                _ => None,
            })?;
        }
        _ => {
            let condition = "no such verdict with this number of reasons";
            return Err(Reason::Condition { condition }.into());
        }
    }
    let settled = Settled { point: stated.point, verdict: stated.verdict };
    Ok(Some(AnyFact::Linear(Fact::Verdict(settled))))
}
