//! Rule `conclude`, section 8.15: the claim is proved or refuted.

use critcert_certificate::case::{Claim, DatasetClaim};
use critcert_certificate::certificate::Conclude;

use super::{
    Fact, dataset, extra_neuron, fields, interval, linear, pattern, porcupine, rank, stratum, volume,
};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

const UNSETTLED: Reason = Reason::Condition { condition: "no rule of this version settles the claim" };

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<Fact>, Failure> {
    let stated: Conclude = fields(with)?;
    let answer = match &state.claim {
        Claim::Interval(claim) => interval::conclude(state, claim, stated.by)?,
        Claim::Porcupine(claim) => porcupine::conclude(state, claim, stated.by)?,
        Claim::Dataset(claim @ DatasetClaim::PatternCount { .. }) => {
            pattern::conclude(state, claim, stated.by)?
        }
        Claim::Dataset(
            claim @ (DatasetClaim::Verdict { .. }
            | DatasetClaim::NoLocalMaximum
            | DatasetClaim::ZeroLossNetwork),
        ) => dataset::conclude(state, claim, stated.by)?,
        Claim::Dataset(DatasetClaim::EveryDifferentiableMinimumGlobalByRank { .. }) => {
            rank::conclude(state, stated.by)?
        }
        Claim::Dataset(DatasetClaim::RegionVolumes(claim)) => volume::conclude(state, claim, stated.by)?,
        Claim::Linear(claim) => linear::conclude(state, claim, stated.by)?,
        Claim::Dataset(claim) => stratum::conclude(state, claim, stated.by)?.ok_or(UNSETTLED)?,
        Claim::ExtraNeuron(claim) => extra_neuron::conclude(state, claim, stated.by)?,
    };
    if answer != stated.answer {
        return Err(Reason::Value {
            what: "answer".to_owned(),
            expected: format!("{answer:?}").to_lowercase(),
            got: format!("{:?}", stated.answer).to_lowercase(),
        }
        .into());
    }
    state.answer = Some(answer);
    Ok(None)
}
