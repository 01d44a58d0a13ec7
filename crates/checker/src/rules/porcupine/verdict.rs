//! Rule `porcupine-verdict`: what a point is, from the facts about it.

use critcert_certificate::case::Verdict;
use critcert_certificate::certificate::porcupine::PorcupineVerdict;

use super::{AnyFact, Fact, Settled, fields, require};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: PorcupineVerdict = fields(with)?;
    let model = state.porcupine_model()?;
    let loss = &state.porcupine_point(stated.point)?.positions.evaluation.loss;
    let mut compared = false;
    match (stated.verdict, stated.because.as_slice()) {
        (Verdict::GlobalMinimum, []) => require(loss.top.is_zero(), "the loss is not zero")?,
        (Verdict::GlobalMinimum, &[least]) => {
            require(state.porcupine_least(least)?.equals(loss), "the loss is not the least one")?;
        }
        (Verdict::LocalMinimum, &[minimum, ref rest @ ..]) => {
            shows(state, minimum, stated.point, "that the point is a local minimum", |fact| match fact {
                Fact::Minimum(point) => Some(point),
                _ => None,
            })?;
            if let &[better] = rest {
                let better = &state.porcupine_point(better)?.positions.evaluation.loss;
                require(better.compare(loss)? < 0, "the other point is not better")?;
                compared = true;
            } else {
                require(rest.is_empty(), "no such verdict with this number of reasons")?;
            }
        }
        (Verdict::NotCritical, &[descent]) => {
            shows(
                state,
                descent,
                stated.point,
                "that the loss descends from the point",
                |fact| match fact {
                    Fact::Descends(point) => Some(point),
                    _ => None,
                },
            )?;
            let maximum = state.porcupine_point(stated.point)?.positions.is_maximum(&model)?;
            require(!maximum, "the point is a local maximum")?;
        }
        (Verdict::LocalMaximum, &[maximum]) => {
            shows(state, maximum, stated.point, "that the point is a local maximum", |fact| match fact {
                Fact::Maximum(point) => Some(point),
                _ => None,
            })?;
        }
        _ => {
            let condition = "no such verdict with this number of reasons";
            return Err(Reason::Condition { condition }.into());
        }
    }
    let settled = Settled { point: stated.point, verdict: stated.verdict, compared };
    Ok(Some(AnyFact::Porcupine(Fact::Verdict(settled))))
}

/// Refuses unless `step` shows what is `needed` about `point`.
fn shows(
    state: &State<'_>,
    step: u64,
    point: u64,
    needed: &'static str,
    select: impl Fn(&Fact) -> Option<&u64>,
) -> Result<(), Reason> {
    let about = *state.porcupine_fact(step, needed, select)?;
    if about == point { Ok(()) } else { Err(Reason::Reference { step, needed }) }
}
