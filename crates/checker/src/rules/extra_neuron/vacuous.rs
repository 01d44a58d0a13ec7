//! Rules `extra-no-minimiser` and `extra-vacuous`, sections 20 and 21: the augmented loss has no local minimum.

use critcert_certificate::case::extra_neuron::{SampleLoss, Unit};
use critcert_certificate::certificate::extra_neuron::{ExtraNoMinimiser, ExtraVacuous};
use num_traits::Signed;

use super::eliminates::applies;
use super::{AnyFact, Fact, fields, is_frozen, require, shown};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) fn no_minimiser(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: ExtraNoMinimiser = fields(with)?;
    let problem = state.extra()?;
    require(problem.loss == SampleLoss::Logistic, "only the logistic loss has no minimiser")?;
    let Some(place) = problem.points.get(stated.point) else {
        return Err(Reason::Condition { condition: "there is no such point" }.into());
    };
    let mut labels = problem.points.iter().zip(&problem.labels).filter(|(point, _)| *point == place);
    let first = labels.next().map(|(_, label)| *label);
    require(labels.all(|(_, label)| Some(*label) == first), "the place has both labels")?;
    shown(Fact::NoneOptimal)
}

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: ExtraVacuous = fields(with)?;
    let problem = state.extra()?;
    let reason = state.any_extra_fact(stated.because)?;
    let frozen = "the base is not the frozen one of the case";
    match reason {
        Fact::NoneOptimal => applies(state, stated.separation)?,
        Fact::NotBest(base) => {
            require(state.extra_base(*base)?.of_case && is_frozen(problem), frozen)?;
            applies(state, stated.separation)?;
        }
        Fact::Moment { base, degree } => {
            require(state.extra_base(*base)?.of_case && is_frozen(problem), frozen)?;
            require(problem.lambda.0.is_positive(), "lambda is not positive")?;
            match problem.unit {
                Unit::Monomial(power) => {
                    require(*degree <= power, "the degree of the moment is above the power")?
                }
                Unit::Exp => {}
            }
        }
        _ => {
            let (step, needed) = (stated.because, "that no base is best everywhere");
            return Err(Reason::Reference { step, needed }.into());
        }
    }
    shown(Fact::Vacuous)
}
