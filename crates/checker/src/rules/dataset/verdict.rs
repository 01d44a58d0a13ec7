//! Rule `dataset-verdict`: what a point is, from the facts about it.

use critcert_certificate::case::Verdict;
use critcert_certificate::certificate::dataset::DatasetVerdict;

use super::{AnyFact, Fact, Settled, fields, require};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: DatasetVerdict = fields(with)?;
    let point = state.dataset_point(stated.point)?;
    let shows = |step, needed, select: fn(&Fact) -> Option<&u64>| -> Result<(), Reason> {
        let about = *state.dataset_fact(step, needed, select)?;
        if about == stated.point { Ok(()) } else { Err(Reason::Reference { step, needed }) }
    };
    let not_critical = |step| {
        shows(step, "that the point is not critical", |fact| match fact {
            Fact::NotCritical(point) => Some(point),
            _ => None,
        })
    };
    let local_minimum = |step| {
        shows(step, "that the point is a local minimum", |fact| match fact {
            Fact::LocalMinimum(point) => Some(point),
            _ => None,
        })
    };
    let silent = !point.data.output_bias && point.evaluation.is_silent();
    let mut beaten = false;
    match (stated.verdict, stated.because.as_slice()) {
        (Verdict::GlobalMinimum, []) => {
            let least = point.data.is_orthogonal_to_all(&point.evaluation.residual);
            require(least, "the residual is not orthogonal to the outputs of all networks")?;
        }
        (Verdict::GlobalMinimum, &[list]) => {
            let least = state.losses(list)?.first().map(|(loss, _)| loss);
            let same_width = point.evaluation.neurons.len() == state.stratum_width()?;
            require(same_width, "the list is about another width than the network's")?;
            require(least == Some(&point.evaluation.loss), "the loss is not the least of the list")?;
        }
        (Verdict::LocalMinimum, &[minimum]) => local_minimum(minimum)?,
        (Verdict::LocalMinimum, &[minimum, better]) => {
            local_minimum(minimum)?;
            let better = &state.dataset_point(better)?.evaluation;
            let same_width = better.neurons.len() == point.evaluation.neurons.len();
            require(same_width, "the better network has another width")?;
            require(better.loss < point.evaluation.loss, "the other network is not better")?;
            beaten = true;
        }
        (Verdict::Saddle, &[stationary, ray]) => {
            shows(stationary, "that the point is stationary", |fact| match fact {
                Fact::Stationary(point) => Some(point),
                _ => None,
            })?;
            shows(ray, "that the point is a saddle", |fact| match fact {
                Fact::Saddle(point) => Some(point),
                _ => None,
            })?;
        }
        (Verdict::NotCritical, &[falling]) => {
            not_critical(falling)?;
            require(!silent, "a silent point without output bias may be a local maximum")?;
        }
        (Verdict::NotCritical, &[falling, not_maximum]) => {
            not_critical(falling)?;
            shows(not_maximum, "that the point is no local maximum", |fact| match fact {
                Fact::NotMaximum(point) => Some(point),
                _ => None,
            })?;
        }
        (Verdict::LocalMaximum, &[maximum, falling]) => {
            shows(maximum, "that the point is a local maximum", |fact| match fact {
                Fact::LocalMaximum(point) => Some(point),
                _ => None,
            })?;
            not_critical(falling)?;
        }
        _ => {
            let condition = "no such verdict with this number of reasons";
            return Err(Reason::Condition { condition }.into());
        }
    }
    Ok(Some(AnyFact::Dataset(Fact::Verdict(Settled {
        point: stated.point,
        verdict: stated.verdict,
        beaten,
    }))))
}
