//! Rules `extra-group` and `extra-moment`, sections 7 and 8: a sum of coefficients that is not zero.

use critcert_certificate::certificate::extra_neuron::{ExtraGroup, ExtraMoment};
use critcert_certificate::rational::Rational;
use num_traits::{One, Zero};

use super::{AnyFact, Evaluated, Fact, fields, require, same_nonzero, shown};
use crate::extra_neuron::evaluate::{monomial, weighted};
use crate::extra_neuron::sums::Sum;
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

/// The sum of the coefficients at the place of a point.
pub(super) fn sum_at(state: &State<'_>, base: &Evaluated, point: usize) -> Result<Sum, Reason> {
    let problem = state.extra()?;
    let Some(place) = problem.points.get(point) else {
        return Err(Reason::Condition { condition: "there is no such point" });
    };
    let weight = |index: usize| {
        if problem.points.get(index) == Some(place) { Rational::one() } else { Rational::zero() }
    };
    Ok(weighted(&base.coefficients, weight, |_| Rational::zero()))
}

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: ExtraGroup = fields(with)?;
    let base = state.extra_base(stated.base)?;
    same_nonzero("sum at the place", &sum_at(state, base, stated.point)?, &stated.sum)?;
    shown(Fact::NotBest(stated.base))
}

pub(super) fn moment(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: ExtraMoment = fields(with)?;
    let problem = state.extra()?;
    let base = state.extra_base(stated.base)?;
    require(stated.powers.len() == problem.dimension(), "the moment has the wrong length")?;
    let degree = stated.powers.iter().fold(0_usize, |sum, entry| sum.saturating_add(*entry));
    if degree > 4096 {
        return Err(Failure::Declined("a moment of a degree above 4096".to_owned()));
    }
    let weight = |index: usize| match problem.points.get(index) {
        Some(point) => monomial(point, &stated.powers),
        None => Rational::zero(),
    };
    let sum = weighted(&base.coefficients, weight, |_| Rational::zero());
    same_nonzero("moment", &sum, &stated.sum)?;
    shown(Fact::Moment { base: stated.base, degree })
}
