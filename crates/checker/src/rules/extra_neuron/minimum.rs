//! Rules `extra-optimal` and `extra-moments-vanish`, sections 9 and 10: points that are minima.

use critcert_certificate::certificate::extra_neuron::{ExtraMomentsVanish, ExtraOptimal};
use critcert_certificate::rational::Rational;
use num_traits::Zero;

use super::base_minimum::is_flat_to_first_order;
use super::group::sum_at;
use super::{AnyFact, Fact, fields, require, shown};
use crate::extra_neuron::evaluate::{exponents, monomial, places, weighted};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) fn optimal(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: ExtraOptimal = fields(with)?;
    let base = state.extra_base(stated.base)?;
    for members in places(state.extra()?) {
        let Some(&point) = members.first() else { continue };
        let sum = sum_at(state, base, point)?;
        if !sum.is_zero() {
            let what = format!("sum at the place of point {point}");
            return Err(Reason::Value { what, expected: "0".to_owned(), got: sum.to_string() }.into());
        }
    }
    shown(Fact::Optimal(stated.base))
}

pub(super) fn moments_vanish(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: ExtraMomentsVanish = fields(with)?;
    let problem = state.extra()?;
    let base = state.extra_base(stated.base)?;
    for degree in 0..=stated.power {
        let Some(lists) = exponents(problem.dimension(), degree) else {
            return Err(Failure::Declined("too many moments".to_owned()));
        };
        for powers in lists {
            let weight = |index: usize| match problem.points.get(index) {
                Some(point) => monomial(point, &powers),
                None => Rational::zero(),
            };
            let sum = weighted(&base.coefficients, weight, |_| Rational::zero());
            if !sum.is_zero() {
                let what = format!("moment of degree {degree}");
                return Err(Reason::Value { what, expected: "0".to_owned(), got: sum.to_string() }.into());
            }
        }
    }
    is_flat_to_first_order(problem, base)?;
    let bad = match stated.bad {
        None => false,
        Some(point) => {
            require(!sum_at(state, base, point)?.is_zero(), "the output at the place is best")?;
            true
        }
    };
    shown(Fact::Minimum { base: stated.base, power: stated.power, bad })
}
