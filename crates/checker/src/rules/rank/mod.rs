//! Rules about the rank of a region (`proofs/format/rank.md`), and the facts that they show.

mod deficient;
mod full;

use critcert_certificate::case::{Claim, DatasetClaim, Network, Problem};
use critcert_certificate::certificate::Answer;
use critcert_certificate::rational::Rational;

use super::{Fact as AnyFact, Table, fields, numbers, require};
use crate::dataset::region::Region;
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) const TABLE: Table = &[("rank-full", full::apply), ("rank-deficient", deficient::apply)];

/// What a step shows.
pub(crate) enum Fact {
    /// Whether the rows of the region's matrix are independent.
    Independent(bool),
}

/// The answer to the claim that step `by` shows.
pub(super) fn conclude(state: &State<'_>, by: u64) -> Result<Answer, Reason> {
    let independent = state.fact(by, "the rank of the region", |fact| match fact {
        AnyFact::Rank(Fact::Independent(independent)) => Some(independent),
        _ => None,
    })?;
    Ok(if *independent { Answer::Proved } else { Answer::Refuted })
}

impl State<'_> {
    /// The region of the claim's weights, or of the case's network.
    fn region(&self) -> Result<Region, Failure> {
        let Problem::Dataset(problem) = &self.case.problem else {
            return Err(Reason::Kind { kind: self.case.problem.kind() }.into());
        };
        let condition = "the claim is not about a region";
        let Claim::Dataset(DatasetClaim::EveryDifferentiableMinimumGlobalByRank { weights }) = &self.claim
        else {
            return Err(Reason::Condition { condition }.into());
        };
        let weights: Vec<Vec<Rational>> = match (weights, &self.case.network) {
            (Some(weights), _) => weights.iter().map(|row| numbers(row)).collect(),
            (None, Some(Network::Dataset(network))) => {
                let bias = |neuron| network.b.as_ref().and_then(|b| b.get(neuron));
                let rows = network.weights.iter().enumerate();
                rows.map(|(neuron, row)| {
                    numbers(row).into_iter().chain(bias(neuron).map(|b| b.0.clone())).collect()
                })
                .collect()
            }
            _ => return Err(Reason::Condition { condition }.into()),
        };
        Region::new(problem, &weights)
    }
}
