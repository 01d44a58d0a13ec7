//! Rule `extra-separation`, section 14: polynomials of a degree separate the places.

use critcert_certificate::certificate::extra_neuron::ExtraSeparation;
use critcert_certificate::rational::Rational;
use num_traits::{One, Zero};

use super::{AnyFact, Fact, fields, require, same, shown};
use crate::extra_neuron::evaluate::{monomial, places};
use crate::kernel::{Failure, State};

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: ExtraSeparation = fields(with)?;
    let problem = state.extra()?;
    let places = places(problem);
    if stated.polynomials.is_empty() {
        require(
            stated.power >= places.len().saturating_sub(1),
            "the power does not separate so many places",
        )?;
        return shown(Fact::Separates(stated.power));
    }
    require(stated.polynomials.len() == places.len(), "there is one polynomial for each place")?;
    for (index, polynomial) in stated.polynomials.iter().enumerate() {
        for (powers, _) in polynomial {
            require(powers.len() == problem.dimension(), "an exponent list has the wrong length")?;
            let degree = powers.iter().fold(0_usize, |sum, entry| sum.saturating_add(*entry));
            require(degree <= stated.power, "a polynomial has a degree above the power")?;
            if degree > 4096 {
                return Err(Failure::Declined("a degree above 4096".to_owned()));
            }
        }
        for (other, members) in places.iter().enumerate() {
            let Some(point) = members.first().and_then(|first| problem.points.get(*first)) else { continue };
            let mut value = Rational::zero();
            for (powers, coefficient) in polynomial {
                value += &coefficient.0 * monomial(point, powers);
            }
            let expected = if index == other { Rational::one() } else { Rational::zero() };
            same("value of a separating polynomial", &expected, &value)?;
        }
    }
    shown(Fact::Separates(stated.power))
}
