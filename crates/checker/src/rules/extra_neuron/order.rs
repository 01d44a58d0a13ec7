//! Rule `extra-order`, section 6: the order to which the derivative in `a` vanishes.

use critcert_certificate::case::extra_neuron::{ExtraNeuronNetwork, ExtraNeuronProblem, Unit};
use critcert_certificate::certificate::extra_neuron::ExtraOrder;
use critcert_certificate::rational::Rational;
use num_traits::Zero;

use super::{AnyFact, Evaluated, Fact, fields, require, same_nonzero, shown};
use crate::extra_neuron::evaluate::{dot, exponents, monomial, power, weighted};
use crate::extra_neuron::sums::Sum;
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: ExtraOrder = fields(with)?;
    let problem = state.extra()?;
    let unit = state.extra_unit()?;
    require(unit.a.0.is_zero(), "the output weight of the unit is not zero")?;
    let base = state.extra_case_base(stated.base)?;
    let length = problem.dimension().saturating_add(1);
    require(stated.derivative.len() == length, "the derivative has the wrong length")?;
    let total = stated.derivative.iter().fold(0_usize, |sum, times| sum.saturating_add(*times));
    require(total == stated.order, "the derivative has another order")?;
    match problem.unit {
        // Every derivative by b repeats the sum of a lower order.
        Unit::Exp => require(stated.derivative.last() == Some(&0), "a derivative by b adds nothing")?,
        Unit::Monomial(power) => require(stated.order <= power, "the order is above the power")?,
    }
    // Never more than the number of places, so that the loop below is short.
    let bound = problem.points.len().max(match problem.unit {
        Unit::Exp => 0,
        Unit::Monomial(power) => power,
    });
    require(stated.order <= bound, "the order is above every possible one")?;
    for order in 0..stated.order {
        let Some(lists) = exponents(length, order) else {
            return Err(Failure::Declined("too many derivatives".to_owned()));
        };
        for list in lists {
            if problem.unit == Unit::Exp && list.last() != Some(&0) {
                continue;
            }
            let sum = derivative(problem, base, unit, &list, order);
            if !sum.is_zero() {
                let what = format!("derivative of order {order}");
                let (expected, got) = ("0".to_owned(), sum.to_string());
                return Err(Reason::Value { what, expected, got }.into());
            }
        }
    }
    let sum = derivative(problem, base, unit, &stated.derivative, stated.order);
    same_nonzero("derivative", &sum, &stated.sum)?;
    shown(Fact::Order { base: stated.base, order: stated.order })
}

/// `sum_i c_i x_i^alpha e^(e_i)`, for a monomial of power p `sum_i c_i x_i^alpha e_i^(p - k)`.
fn derivative(
    problem: &ExtraNeuronProblem,
    base: &Evaluated,
    unit: &ExtraNeuronNetwork,
    list: &[usize],
    order: usize,
) -> Sum {
    let w: Vec<Rational> = unit.w.iter().map(|entry| entry.0.clone()).collect();
    let inner = |index: usize| match problem.points.get(index) {
        Some(point) => dot(&w, point) + &unit.b.0,
        None => Rational::zero(),
    };
    let moment = |index: usize| match problem.points.get(index) {
        Some(point) => monomial(point, list),
        None => Rational::zero(),
    };
    match problem.unit {
        Unit::Exp => weighted(&base.coefficients, moment, inner),
        Unit::Monomial(exponent) => {
            let left = exponent.saturating_sub(order);
            let weight = |index: usize| moment(index) * power(&inner(index), left);
            weighted(&base.coefficients, weight, |_| Rational::zero())
        }
    }
}
