//! Certificates about all local minima of a data-set problem.

use std::io::Write;
use std::path::Path;

use critcert_certificate::case::{DatasetClaim, DatasetProblem};
use critcert_certificate::certificate::stratum::{
    StratumList, StratumMinimum, StratumSpurious, StratumStart,
};
use critcert_certificate::certificate::{Answer, CertificateWriter};
use critcert_certificate::rational::{Canonical, Rational};
use num_bigint::BigInt;

use super::{Control, Finding, ProveError};
use crate::dataset::landscape::LandscapeError;
use crate::dataset::landscape::count::multisets;
use crate::dataset::landscape::covector::Branch;
use crate::dataset::landscape::jobs::{Results, run};
use crate::dataset::landscape::plan::Plan;
use crate::dataset::landscape::search::{Category, Minimum};
use crate::dataset::landscape::small::Small;
use crate::dataset::landscape::wire::{self, Line};

impl From<LandscapeError> for ProveError {
    fn from(error: LandscapeError) -> Self {
        match error {
            LandscapeError::TooLarge { .. } => Self::Undetermined(error.to_string()),
            LandscapeError::Interrupted => Self::Interrupted,
            LandscapeError::Output(error) => Self::Output(error),
            LandscapeError::Internal(message) => Self::Internal(message),
        }
    }
}

/// Every local minimum of a data-set problem at a width.
#[derive(Debug, Clone)]
pub struct Landscape {
    /// Number of neurons.
    pub width: usize,
    /// Number of covectors of one neuron, the all-zero one included.
    pub covectors: usize,
    /// Those without a zero.
    pub cells: usize,
    /// Strata up to permutation of the neurons.
    pub strata: BigInt,
    /// One local minimum for each loss, the smoothest, by increasing loss; the first is global.
    pub minima: Vec<Minimum>,
}

/// The width and the answer to a claim from the list of all local minima; `None` for other claims.
fn question(claim: &DatasetClaim) -> Option<usize> {
    match claim {
        DatasetClaim::NoSpuriousLocalMinimum { width }
        | DatasetClaim::NoSpuriousDifferentiableMinimum { width, .. }
        | DatasetClaim::LocalMinimumLosses { width, .. }
        | DatasetClaim::GlobalMinimumValue { width, .. } => Some(*width),
        _ => None,
    }
}

/// Settles a claim about all local minima; `None` for other claims.
///
/// # Errors
/// [`ProveError`].
pub(super) fn settle<W: Write>(
    problem: &DatasetProblem,
    claim: &DatasetClaim,
    writer: &mut CertificateWriter<W>,
    control: Control<'_>,
) -> Result<Option<(Answer, u64, Finding)>, ProveError> {
    let Some(width) = question(claim) else { return Ok(None) };
    let directory = Directory::of(control)?;
    let (plan, results, landscape) = enumerate(problem, width, directory.path(), control)?;
    let (answer, by) = write(&plan, &results, &landscape, claim, writer)?;
    Ok(Some((answer, by, Finding::Strata(Box::new(landscape)))))
}

/// Every local minimum at a width, without a certificate; with a directory of jobs, certificates of claims about the same
/// width reuse what was computed.
///
/// # Errors
/// [`ProveError`].
pub fn survey(problem: &DatasetProblem, width: usize, control: Control<'_>) -> Result<Landscape, ProveError> {
    let directory = Directory::of(control)?;
    Ok(enumerate(problem, width, directory.path(), control)?.2)
}

/// Where the results of jobs are kept.
enum Directory<'a> {
    Given(&'a Path),
    Temporary(tempfile::TempDir),
}

impl<'a> Directory<'a> {
    fn of(control: Control<'a>) -> Result<Self, ProveError> {
        match control.jobs {
            Some(directory) => Ok(Self::Given(directory)),
            None => Ok(Self::Temporary(tempfile::Builder::new().prefix("critcert-").tempdir()?)),
        }
    }

    fn path(&self) -> &Path {
        match self {
            Self::Given(path) => path,
            Self::Temporary(directory) => directory.path(),
        }
    }
}

fn enumerate(
    problem: &DatasetProblem,
    width: usize,
    directory: &Path,
    control: Control<'_>,
) -> Result<(Plan, Results, Landscape), ProveError> {
    let plan = Plan::new(problem, width, &control.interrupted)?;
    let results = run(&plan, directory, control.interrupted, control.progress)?;
    let minima = results.minima(&plan.seeds)?;
    let landscape = Landscape {
        width,
        covectors: plan.strata.kinds.len(),
        cells: plan.strata.kinds.iter().filter(|kind| !kind.is_kink()).count(),
        strata: multisets(3 * plan.strata.kinds.len(), width),
        minima,
    };
    Ok((plan, results, landscape))
}

/// Writes the steps; returns the answer and the step that shows it.
fn write<W: Write>(
    plan: &Plan,
    results: &Results,
    landscape: &Landscape,
    claim: &DatasetClaim,
    writer: &mut CertificateWriter<W>,
) -> Result<(Answer, u64), ProveError> {
    let minima = &landscape.minima;
    let needed = match claim {
        DatasetClaim::NoSpuriousLocalMinimum { .. } => Some(Category::Kink),
        DatasetClaim::NoSpuriousDifferentiableMinimum { non_dead: false, .. } => Some(Category::Dead),
        DatasetClaim::NoSpuriousDifferentiableMinimum { non_dead: true, .. } => Some(Category::Live),
        _ => None,
    };
    // The counterexample alone refutes: the list is not needed.
    let spurious = needed.and_then(|needed| minima.iter().skip(1).find(|minimum| minimum.category >= needed));
    if let (Some(spurious), Some(best)) = (spurious, minima.first()) {
        let minimum = writer.step(&found(plan, spurious)?)?;
        let better = writer.step(&found(plan, best)?)?;
        return Ok((Answer::Refuted, writer.step(&StratumSpurious { minimum, better })?));
    }
    let by = write_list(plan, minima, &mut |see| results.for_each(see), writer)?;
    let losses: Vec<_> = minima.iter().map(|minimum| Canonical(minimum.loss.clone())).collect();
    let holds = match claim {
        DatasetClaim::LocalMinimumLosses { losses: claimed, .. } => losses == *claimed,
        DatasetClaim::GlobalMinimumValue { value, .. } => losses.first() == Some(value),
        _ => true,
    };
    Ok((if holds { Answer::Proved } else { Answer::Refuted }, by))
}

/// Shows the settled lines of all groups, in order.
type Lines<'a> =
    dyn FnMut(&mut dyn FnMut(Line) -> Result<(), LandscapeError>) -> Result<(), LandscapeError> + 'a;

/// Writes the complete list of local minima; returns its step.
fn write_list<W: Write>(
    plan: &Plan,
    minima: &[Minimum],
    lines: &mut Lines<'_>,
    writer: &mut CertificateWriter<W>,
) -> Result<u64, ProveError> {
    let mut kinds = plan.strata.kinds.iter();
    for branch in &plan.branches {
        match (branch, branch_kind(branch, &mut kinds)) {
            (Branch::Void(signs, multipliers), _) => writer.step(&wire::void(signs, multipliers))?,
            (_, Some(kind)) => writer.step(&wire::covector(&plan.strata.frame, kind)?)?,
            _ => return Err(ProveError::Internal("a covector is missing".to_owned())),
        };
    }
    for minimum in minima {
        writer.step(&found(plan, minimum)?)?;
    }
    writer.step(&StratumStart { width: plan.strata.width })?;
    lines(&mut |line| {
        match line {
            Line::Found(..) | Line::Done(_) => return Ok(()),
            Line::Barred(step) => writer.step(&step)?,
            Line::Known(step) => writer.step(&step)?,
            Line::Exact(step) => writer.step(&step)?,
            Line::Cut(step) => writer.step(&step)?,
        };
        Ok(())
    })?;
    let losses: Vec<_> = minima
        .iter()
        .map(|minimum| (Canonical(minimum.loss.clone()), wire::smoothness(minimum.category)))
        .collect();
    let strata = multisets(3 * plan.strata.kinds.len(), plan.strata.width);
    let strata = Canonical(Rational::from_integer(strata));
    Ok(writer.step(&StratumList { losses, strata })?)
}

/// Writes the complete list of local minima of a small problem; returns its step.
pub(super) fn write_small<W: Write>(
    small: &Small,
    writer: &mut CertificateWriter<W>,
) -> Result<u64, ProveError> {
    let mut lines = |see: &mut dyn FnMut(Line) -> Result<(), LandscapeError>| {
        small.lines.iter().cloned().try_for_each(see)
    };
    write_list(&small.plan, &small.minima, &mut lines, writer)
}

fn branch_kind<'a, K>(branch: &Branch, kinds: &mut impl Iterator<Item = &'a K>) -> Option<&'a K> {
    if matches!(branch, Branch::Realized(..)) { kinds.next() } else { None }
}

fn found(plan: &Plan, minimum: &Minimum) -> Result<StratumMinimum, ProveError> {
    Ok(wire::found(&plan.strata.frame, minimum)?)
}
