//! Rule `extra-eliminates`, section 15: the hypotheses of the theorem hold.

use critcert_certificate::case::extra_neuron::{ExtraNeuronProblem, Unit};
use critcert_certificate::certificate::extra_neuron::ExtraEliminates;
use num_traits::Signed;

use super::{AnyFact, Fact, fields, require, shown};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

/// Refuses unless lambda > 0 and the unit separates the places.
pub(super) fn applies(state: &State<'_>, separation: Option<u64>) -> Result<(), Reason> {
    let problem: &ExtraNeuronProblem = state.extra()?;
    require(problem.lambda.0.is_positive(), "lambda is not positive")?;
    match (&problem.unit, separation) {
        (Unit::Exp, None) => Ok(()),
        (Unit::Exp, Some(_)) => Err(Reason::Condition { condition: "the exponential needs no separation" }),
        (Unit::Monomial(_), None) => {
            Err(Reason::Condition { condition: "a monomial needs a separation of the places" })
        }
        (Unit::Monomial(power), Some(step)) => {
            let degree = state.extra_fact(step, "a separation", |fact| match fact {
                Fact::Separates(degree) => Some(degree),
                _ => None,
            })?;
            require(degree <= power, "the separating degree is above the power")
        }
    }
}

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: ExtraEliminates = fields(with)?;
    applies(state, stated.separation)?;
    shown(Fact::Eliminates)
}
