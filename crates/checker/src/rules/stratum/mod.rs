//! Rules about all local minima of a data-set problem, `proofs/format/landscape.md`, and the facts that they show.

mod barred;
mod covector;
pub(super) mod cut;
mod exact;
mod known;
mod list;
mod minimum;
mod spurious;
mod start;
mod void;

use critcert_certificate::case::{Claim, DatasetClaim, DatasetProblem, Problem};
use critcert_certificate::certificate::Answer;
use critcert_certificate::certificate::stratum::Smoothness;
use critcert_certificate::rational::{Canonical, Rational};

use super::{Fact as AnyFact, Table, fields, require, same};
use crate::kernel::State;
use crate::outcome::Reason;
use crate::stratum::covector::Covector;
use crate::stratum::cover::Cover;
use crate::stratum::groups::{Groups, Losses, Residual};
use crate::stratum::points::Points;

pub(super) const TABLE: Table = &[
    ("stratum-covector", covector::apply),
    ("stratum-void", void::apply),
    ("stratum-minimum", minimum::apply),
    ("stratum-spurious", spurious::apply),
    ("stratum-start", start::apply),
    ("stratum-barred", barred::apply),
    ("stratum-known", known::apply),
    ("stratum-exact", exact::apply),
    ("stratum-cut", cut::apply),
    ("stratum-list", list::apply),
];

/// What is under way besides facts.
#[derive(Default)]
pub(crate) struct Progress {
    covectors: Option<Covectors>,
    losses: Losses,
    groups: Option<Groups>,
}

/// The covectors so far.
struct Covectors {
    points: Points,
    cover: Cover,
    all: Vec<Covector>,
}

/// What a step shows.
pub(crate) enum Fact {
    /// A network of the claim's width is a local minimum.
    Minimum(Rational, Smoothness),
    /// A local minimum of this smoothness is not global.
    Spurious(Smoothness),
    /// The complete list of losses of local minima.
    List(Vec<(Rational, Smoothness)>),
}

/// The answer to a claim that step `by` shows; `None` when it is no claim of this kind of certificate.
pub(in crate::rules) fn conclude(
    state: &State<'_>,
    claim: &DatasetClaim,
    by: u64,
) -> Result<Option<Answer>, Reason> {
    let answer = |holds: bool| if holds { Answer::Proved } else { Answer::Refuted };
    let needed = match claim {
        DatasetClaim::NoSpuriousLocalMinimum { .. } => Smoothness::Kink,
        DatasetClaim::NoSpuriousDifferentiableMinimum { non_dead: false, .. } => Smoothness::Dead,
        DatasetClaim::NoSpuriousDifferentiableMinimum { non_dead: true, .. } => Smoothness::Live,
        DatasetClaim::LocalMinimumLosses { losses, .. } => {
            let found: Vec<&Rational> = state.losses(by)?.iter().map(|(loss, _)| loss).collect();
            let claimed: Vec<&Rational> = losses.iter().map(|Canonical(loss)| loss).collect();
            return Ok(Some(answer(found == claimed)));
        }
        DatasetClaim::GlobalMinimumValue { value, .. } => {
            let least = state.losses(by)?.first().map(|(loss, _)| loss);
            return Ok(Some(answer(least == Some(&value.0))));
        }
        _ => return Ok(None),
    };
    if let Ok(smoothness) = state.spurious(by) {
        require(smoothness >= needed, "the spurious local minimum is rougher than the claim allows")?;
        return Ok(Some(Answer::Refuted));
    }
    let losses = state.losses(by)?;
    let spurious = losses.iter().skip(1).any(|(_, smoothness)| *smoothness >= needed);
    Ok(Some(answer(!spurious)))
}

impl State<'_> {
    /// The data-set problem of the case.
    fn stratum_problem(&self) -> Result<&DatasetProblem, Reason> {
        match &self.case.problem {
            Problem::Dataset(problem) => Ok(problem),
            other => Err(Reason::Kind { kind: other.kind() }),
        }
    }

    /// The width that the claim is about; that of the problem for a claim that states none.
    pub(in crate::rules) fn stratum_width(&self) -> Result<usize, Reason> {
        match &self.claim {
            Claim::Dataset(DatasetClaim::Verdict { .. } | DatasetClaim::ZeroLossNetwork) => {
                Ok(self.stratum_problem()?.width)
            }
            Claim::Dataset(
                DatasetClaim::NoSpuriousLocalMinimum { width }
                | DatasetClaim::NoSpuriousDifferentiableMinimum { width, .. }
                | DatasetClaim::LocalMinimumLosses { width, .. }
                | DatasetClaim::GlobalMinimumValue { width, .. },
            ) => Ok(*width),
            _ => Err(Reason::Condition { condition: "the claim is not about all local minima of a width" }),
        }
    }

    fn stratum_fact<T>(
        &self,
        step: u64,
        needed: &'static str,
        select: impl Fn(&Fact) -> Option<&T>,
    ) -> Result<&T, Reason> {
        self.fact(step, needed, |fact| match fact {
            AnyFact::Stratum(fact) => select(fact),
            _ => None,
        })
    }

    /// The losses of all local minima of the width, increasing.
    pub(in crate::rules) fn losses(&self, step: u64) -> Result<&Vec<(Rational, Smoothness)>, Reason> {
        self.stratum_fact(step, "the list of all local minima", |fact| match fact {
            Fact::List(losses) => Some(losses),
            _ => None,
        })
    }

    fn spurious(&self, step: u64) -> Result<Smoothness, Reason> {
        self.stratum_fact(step, "a spurious local minimum", |fact| match fact {
            Fact::Spurious(smoothness) => Some(smoothness),
            _ => None,
        })
        .copied()
    }

    /// The covectors, started at the first use.
    fn covectors(&mut self) -> Result<&mut Covectors, Reason> {
        if self.stratum.covectors.is_none() {
            let points = Points::new(self.stratum_problem()?);
            let cover = Cover::new(points.rows.len());
            self.stratum.covectors = Some(Covectors { points, cover, all: Vec::new() });
        }
        self.stratum.covectors.as_mut().ok_or(Reason::Condition { condition: "no covectors" })
    }
}

impl Progress {
    /// Takes the next group and its projection: data, covectors of the group, residual.
    fn take<'a>(
        &'a mut self,
        group: &[usize],
        fit: &[Canonical],
        whole: bool,
    ) -> Result<(&'a Points, Vec<&'a Covector>, Residual), Reason> {
        let groups =
            self.groups.as_mut().ok_or(Reason::Condition { condition: "the groups have not started" })?;
        groups.take(group, whole)?;
        let known = self.covectors.as_ref().ok_or(Reason::Condition { condition: "no covectors" })?;
        let chosen: Option<Vec<&Covector>> = group.iter().map(|&index| known.all.get(index)).collect();
        let chosen = chosen.ok_or(Reason::Condition { condition: "there is no such covector" })?;
        let residual = Residual::accept(&known.points, &chosen, fit)?;
        Ok((&known.points, chosen, residual))
    }

    fn width(&self) -> usize {
        self.groups.as_ref().map_or(0, |groups| groups.width)
    }
}

/// The sign of the one-sided derivative of a neuron along one of its rays.
fn derivative(covector: &Covector, residual: &Residual, ray: usize) -> Result<i8, Reason> {
    let test = covector.tests.get(ray).ok_or(Reason::Condition { condition: "there is no such ray" })?;
    let value = crate::stratum::points::dot(test, &residual.entries);
    Ok(critcert_certificate::rational::sign(&Rational::from_integer(value)))
}
