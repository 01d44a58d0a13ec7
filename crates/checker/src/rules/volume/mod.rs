//! Rules about the angular volume of regions (`proofs/format/volumes.md`), and the facts that they show.

mod cell;
mod empty;
mod minimum;
mod shares;
mod span;

use critcert_certificate::case::dataset_claim::{Bounds, RegionVolumes};
use critcert_certificate::case::{Claim, DatasetClaim, DatasetProblem, Problem};
use critcert_certificate::certificate::Answer;
use critcert_certificate::rational::Rational;

use super::{Fact as AnyFact, Table, fields, require};
use crate::kernel::State;
use crate::outcome::Reason;
use crate::stratum::covector::Covector;
use crate::stratum::points::Points;
use crate::volume::polygon::Cone;
use crate::volume::span::Span;

pub(super) const TABLE: Table = &[
    ("volume-span", span::apply),
    ("volume-cell", cell::apply),
    ("volume-minimum", minimum::apply),
    ("volume-empty", empty::apply),
    ("volume-shares", shares::apply),
];

/// What is under way besides facts.
#[derive(Default)]
pub(crate) struct Progress {
    span: Option<(Span, Points)>,
    cells: Vec<Cell>,
    regions: Vec<(Vec<usize>, Class)>,
}

/// A cell, and a cone in its closure.
struct Cell {
    text: String,
    covector: Covector,
    cone: Cone,
}

/// What a region holds.
#[derive(Clone, Copy)]
enum Class {
    /// A differentiable local minimum: whether its loss is 0, and the number of misclassified points.
    Minimum { exact: bool, wrong: usize },
    /// None.
    Without,
}

/// A share of the volume, between bounds.
pub(crate) struct Share {
    low: Rational,
    high: Rational,
}

/// What a step shows.
pub(crate) enum Fact {
    /// The shares of the claim, in its order: loss 0, positive loss, without a minimum, misclassified.
    Shares(Box<[Share; 4]>),
}

/// The answer to the claim that step `by` shows.
pub(super) fn conclude(state: &State<'_>, claim: &RegionVolumes, by: u64) -> Result<Answer, Reason> {
    let shares = state.fact(by, "the shares of the volume", |fact| match fact {
        AnyFact::Volume(Fact::Shares(shares)) => Some(shares),
        _ => None,
    })?;
    let claimed = [&claim.zero_loss, &claim.positive_loss, &claim.without_minimum, &claim.misclassified];
    let stated = || shares.iter().zip(claimed).filter_map(|(share, bounds)| Some((share, bounds.as_ref()?)));
    if stated().any(|(share, bounds)| share.high < bounds.low.0 || bounds.high.0 < share.low) {
        return Ok(Answer::Refuted);
    }
    let within =
        |(share, bounds): (&Share, &Bounds)| bounds.low.0 <= share.low && share.high <= bounds.high.0;
    require(stated().all(within), "a share is neither within its bounds nor outside")?;
    Ok(Answer::Proved)
}

impl State<'_> {
    /// The data-set problem of a case whose claim is about volumes, with the claim.
    fn volume_problem(&self) -> Result<(&DatasetProblem, &RegionVolumes), Reason> {
        match (&self.case.problem, &self.claim) {
            (Problem::Dataset(problem), Claim::Dataset(DatasetClaim::RegionVolumes(claim))) => {
                Ok((problem, claim))
            }
            (Problem::Dataset(_), _) => {
                Err(Reason::Condition { condition: "the claim is not about the volume of regions" })
            }
            (other, _) => Err(Reason::Kind { kind: other.kind() }),
        }
    }
}

impl Progress {
    /// The span of the points, which comes first.
    fn span(&self) -> Result<&(Span, Points), Reason> {
        self.span.as_ref().ok_or(Reason::Condition { condition: "the span of the points was not stated" })
    }

    /// The cells of a region of N neurons, in order; refused unless the region comes after all before.
    fn region(&self, cells: &[usize], width: usize) -> Result<Vec<&Cell>, Reason> {
        require(cells.len() == width, "a region has one cell for each neuron")?;
        require(cells.is_sorted(), "the cells of a region are not in order")?;
        let later = self.regions.last().is_none_or(|(last, _)| last.as_slice() < cells);
        require(later, "the region does not come after the one before")?;
        let chosen: Option<Vec<&Cell>> = cells.iter().map(|&cell| self.cells.get(cell)).collect();
        chosen.ok_or(Reason::Condition { condition: "there is no such cell" })
    }
}
