//! All local minima of the base's own squared loss, and which of them the unit removes.
//!
//! `(-y f + 1)^2 = (y - f)^2` for labels -1 and 1, so that the loss of the base without unit is twice the loss of the
//! data-set problem with the same points and labels, whose local minima are all known.

use critcert_certificate::Rational;
use critcert_certificate::case::DatasetProblem;
use critcert_certificate::case::dataset::{Activation, DatasetNetwork};
use critcert_certificate::case::extra_neuron::{ExtraNeuronProblem, SampleLoss};
use critcert_certificate::rational::{Canonical, ratio};

use super::instance::{BasePoint, Network, places};
use crate::prove::stratum::survey;
use crate::prove::{Control, ProveError};

/// One loss of local minima of the base alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseMinimum {
    /// The loss of the base, sum of `l(-y f)`.
    pub loss: Rational,
    /// Whether it is above the least loss of the width.
    pub spurious: bool,
    /// Whether no point above it is a local minimum of the augmented loss.
    pub removed: bool,
    /// A base with that loss.
    pub network: DatasetNetwork,
}

/// Whether [`base_minima`] takes the problem: the squared loss, bases that vary, width at most 2, at most 6 places in
/// dimension at most 2.
#[must_use]
pub fn is_small(problem: &ExtraNeuronProblem) -> bool {
    problem.loss == SampleLoss::Squared
        && problem.width.is_some_and(|width| width <= 2)
        && problem.dimension() <= 2
        && places(problem).len() <= 6
}

/// The losses of all local minima of the base alone, increasing; the first one is the least loss of the width.
///
/// The theorem N1 has to apply to the problem: lambda > 0, and a unit that separates the places. Then a minimum is
/// removed iff its outputs are not best at some place.
///
/// # Errors
/// [`ProveError`] of the list of local minima.
///
/// # Source
/// Own: Theorem E of `proofs/format/landscape.md` with N1.
pub fn base_minima(
    problem: &ExtraNeuronProblem,
    width: usize,
    control: Control<'_>,
) -> Result<Vec<BaseMinimum>, ProveError> {
    let data = DatasetProblem {
        points: problem.points.clone(),
        labels: problem.labels.iter().map(|label| Canonical(ratio(i64::from(*label), 1))).collect(),
        width,
        activation: Activation::Relu,
        hidden_bias: true,
        output_bias: true,
    };
    let found = survey(&data, width, Control { jobs: None, ..control })?;
    let least = found.minima.first().map(|minimum| minimum.loss.clone()).unwrap_or_default();
    let minimum = |minimum: crate::dataset::landscape::search::Minimum| {
        let base = BasePoint::of_network(problem, Network::of_case(&minimum.network)?)?;
        let loss = &minimum.loss * ratio(2, 1);
        if base.loss.as_ref() != Some(&loss) {
            return Err(ProveError::Internal("two ways to compute a loss disagree".to_owned()));
        }
        let removed = base.first_bad_place(problem).is_some();
        Ok(BaseMinimum { loss, spurious: minimum.loss > least, removed, network: minimum.network })
    };
    found.minima.into_iter().map(minimum).collect()
}
