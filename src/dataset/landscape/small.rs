//! Landscapes of small problems, whole in memory: what decides whether a local minimum is global.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use critcert_certificate::case::DatasetProblem;
use num_bigint::BigInt;
use num_traits::One;

use super::LandscapeError;
use super::plan::{Plan, best};
use super::search::{Event, Minimum};
use super::wire::Line;
use crate::dataset::Lifted;
use crate::pattern::cover;

/// Most groups of covectors (by [`groups_at_most`]) for which a landscape is made to classify a point.
pub const MAX_GROUPS: u32 = 10_000;

/// Problems whose landscapes are kept.
const KEPT: usize = 16;

/// A complete landscape.
#[derive(Debug, Clone)]
pub struct Small {
    /// Covectors and what was known beforehand.
    pub plan: Plan,
    /// How each group is settled, in order.
    pub lines: Vec<Line>,
    /// One local minimum for each loss, by increasing loss; the first is global.
    pub minima: Vec<Minimum>,
}

impl Small {
    /// The landscape at the width of the problem, `None` beyond the limits.
    ///
    /// # Errors
    /// [`LandscapeError::Internal`] only.
    pub fn new(problem: &DatasetProblem) -> Result<Option<Self>, LandscapeError> {
        if groups_at_most(problem).is_none_or(|groups| groups > MAX_GROUPS.into()) {
            return Ok(None);
        }
        match Self::search(problem) {
            Ok(found) => Ok(Some(found)),
            Err(LandscapeError::TooLarge { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn search(problem: &DatasetProblem) -> Result<Self, LandscapeError> {
        let plan = Plan::new(problem, problem.width, &|| false)?;
        let (mut known, mut minima, mut lines) = (plan.known(), plan.seeds.clone(), Vec::new());
        let strata = &plan.strata;
        for first in strata.roots() {
            strata.search(first, strata.width, &mut known, &|| false, &mut |event| {
                match &event {
                    Event::Found(minimum) => minima.push((*minimum).clone()),
                    Event::Settled(..) => lines.push(Line::of(&strata.frame, &event)?),
                }
                Ok(())
            })?;
        }
        Ok(Self { lines, minima: best(minima), plan })
    }
}

/// A bound of the number of groups of at most N covectors, `None` when the data cannot be lifted.
///
/// With n points, no two of them parallel once lifted, there are at most `1 + sum_(j < D) C(n, j) cover(n - j, D - j)`
/// covectors: those that vanish on j independent points are cells of the others in dimension D - j.
///
/// # Source
/// Cover 1965 (cells in general position); Zaslavsky 1975 (general position has the most faces).
#[must_use]
pub fn groups_at_most(problem: &DatasetProblem) -> Option<BigInt> {
    let lifted = Lifted::new(problem).ok()?;
    let (n, dimension) = (lifted.classes().len(), lifted.dimension());
    let mut covectors = BigInt::one();
    let mut subsets = BigInt::one();
    for j in 0..dimension.min(n + 1) {
        let cells = if n == j { BigInt::one() } else { cover(n - j, dimension - j) };
        covectors += &subsets * cells;
        subsets = subsets * (n - j) / (j + 1);
    }
    let (mut groups, mut of_size) = (BigInt::one(), BigInt::one());
    for size in 0..problem.width {
        of_size = of_size * (&covectors - size) / (size + 1);
        groups += &of_size;
        if of_size <= BigInt::ZERO || groups > MAX_GROUPS.into() {
            break;
        }
    }
    Some(groups)
}

type Kept = Arc<OnceLock<Result<Option<Arc<Small>>, String>>>;

/// The landscapes of the problems last asked about, so that many points of one problem need one landscape.
#[derive(Debug, Default)]
pub struct Landscapes(Mutex<Vec<(DatasetProblem, Kept)>>);

impl Landscapes {
    /// The landscape of a problem at its width, `None` beyond the limits. It is made once, whoever asks first.
    ///
    /// # Errors
    /// [`LandscapeError::Internal`] only.
    pub fn of(&self, problem: &DatasetProblem) -> Result<Option<Arc<Small>>, LandscapeError> {
        let kept = {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            match all.iter().find(|(known, _)| known == problem) {
                Some((_, kept)) => Arc::clone(kept),
                None => {
                    if all.len() == KEPT {
                        all.remove(0);
                    }
                    let kept = Kept::default();
                    all.push((problem.clone(), Arc::clone(&kept)));
                    kept
                }
            }
        };
        let make = || Small::new(problem).map(|found| found.map(Arc::new)).map_err(|error| error.to_string());
        kept.get_or_init(make).clone().map_err(LandscapeError::Internal)
    }
}
