//! The plan of a search: covectors, the losses known beforehand, and the list of jobs.

use critcert_certificate::case::DatasetProblem;

use super::LandscapeError;
use super::covector::{Branch, enumerate};
use super::frame::Frame;
use super::kind::Kind;
use super::search::{Event, Known, Minimum, Strata, is_known};

/// Most covectors of one neuron.
pub const MAX_COVECTORS: usize = 20_000;

/// What every job starts from.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The problem.
    pub strata: Strata,
    /// The tree of covectors, with all cuts.
    pub branches: Vec<Branch>,
    /// Local minima known before the jobs run: constant predictions and single covectors.
    pub seeds: Vec<Minimum>,
}

impl Plan {
    /// Enumerates the covectors and settles the smallest groups.
    ///
    /// # Errors
    /// [`LandscapeError`].
    pub fn new(
        problem: &DatasetProblem,
        width: usize,
        interrupted: &dyn Fn() -> bool,
    ) -> Result<Self, LandscapeError> {
        let frame = Frame::new(problem);
        let branches = enumerate(&frame, MAX_COVECTORS, interrupted)?;
        let mut kinds = Vec::new();
        for branch in &branches {
            if let Branch::Realized(signs, witness) = branch {
                kinds.push(Kind::new(&frame, signs.clone(), witness.clone())?);
            }
        }
        let strata = Strata { frame, kinds, width };
        let mut seeds: Vec<Minimum> = strata.constant().into_iter().collect();
        let mut known: Known = seeds.iter().map(|seed| (seed.loss.clone(), seed.category)).collect();
        for first in strata.roots() {
            strata.search(first, 1, &mut known, interrupted, &mut |event| {
                if let Event::Found(minimum) = event {
                    seeds.push(minimum.clone());
                }
                Ok(())
            })?;
        }
        Ok(Self { strata, branches, seeds: best(seeds) })
    }

    /// The losses of the seeds.
    #[must_use]
    pub fn known(&self) -> Known {
        self.seeds.iter().map(|seed| (seed.loss.clone(), seed.category)).collect()
    }
}

/// One minimum for each loss, the smoothest, and the first of these; by increasing loss.
#[must_use]
pub fn best(minima: Vec<Minimum>) -> Vec<Minimum> {
    let mut known = Known::new();
    for minimum in &minima {
        if !is_known(&known, &minimum.loss, minimum.category) {
            known.insert(minimum.loss.clone(), minimum.category);
        }
    }
    let mut chosen = std::collections::BTreeMap::new();
    for minimum in minima {
        if known.get(&minimum.loss) == Some(&minimum.category) {
            chosen.entry(minimum.loss.clone()).or_insert(minimum);
        }
    }
    chosen.into_values().collect()
}

/// The complete list of local minima, one for each loss, by increasing loss; all jobs in turn and without certificates.
///
/// # Errors
/// [`LandscapeError`].
pub fn list(
    problem: &DatasetProblem,
    width: usize,
    interrupted: &dyn Fn() -> bool,
) -> Result<Vec<Minimum>, LandscapeError> {
    let plan = Plan::new(problem, width, interrupted)?;
    let mut known = plan.known();
    let mut minima = plan.seeds.clone();
    for first in plan.strata.roots() {
        plan.strata.search(first, width, &mut known, interrupted, &mut |event| {
            if let Event::Found(minimum) = event {
                minima.push(minimum.clone());
            }
            Ok(())
        })?;
    }
    Ok(best(minima))
}
