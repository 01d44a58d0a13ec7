//! Rule `extra-base-minimum`, section 11: the base is a local minimum of its own loss.

use critcert_certificate::case::extra_neuron::ExtraNeuronProblem;
use critcert_certificate::certificate::extra_neuron::ExtraBaseMinimum;
use critcert_certificate::rational::Rational;
use num_traits::{One, Zero};

use super::stationary::active_sum;
use super::{AnyFact, Evaluated, Fact, fields, require, same, shown};
use crate::extra_neuron::evaluate::weighted;
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

/// Refuses unless every function near the base differs from it by one on which the coefficients vanish: no point on
/// a kink, and on the points of each neuron the sums of c_i and of c_i x_i are zero, as is the sum of all c_i.
pub(super) fn is_flat_to_first_order(problem: &ExtraNeuronProblem, base: &Evaluated) -> Result<(), Reason> {
    let Some(network) = &base.network else { return Ok(()) };
    let total = weighted(&base.coefficients, |_| Rational::one(), |_| Rational::zero());
    same("sum of all coefficients", &"0".to_owned(), &total.to_string())?;
    for neuron in &network.neurons {
        let on_kink = problem.points.iter().any(|point| neuron.at(point).is_zero());
        require(!on_kink, "a point lies on a kink")?;
        for input in (0..problem.dimension()).map(Some).chain(std::iter::once(None)) {
            let sum = active_sum(problem, base, neuron, input);
            same("sum over the points of a neuron", &"0".to_owned(), &sum.to_string())?;
        }
    }
    Ok(())
}

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: ExtraBaseMinimum = fields(with)?;
    let problem = state.extra()?;
    let base = state.extra_base(stated.base)?;
    require(base.network.is_some(), "a frozen base has no parameters")?;
    is_flat_to_first_order(problem, base)?;
    if let Some(better) = stated.better {
        state.is_better(better, base)?;
    }
    shown(Fact::BaseMinimum)
}
