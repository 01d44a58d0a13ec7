//! Rule `extra-escape`, section 12: without regulariser a global minimum has a nonzero output weight.

use critcert_certificate::case::extra_neuron::Unit;
use critcert_certificate::certificate::extra_neuron::ExtraEscape;
use critcert_certificate::rational::Rational;
use num_traits::{One, Zero};

use super::{AnyFact, Fact, fields, require, same, shown};
use crate::extra_neuron::evaluate::{coefficients, dot, places, power, weighted};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: ExtraEscape = fields(with)?;
    let problem = state.extra()?;
    let base = state.extra_case_base(stated.base)?;
    let (a, w, b) = match &stated.unit {
        Some(unit) => (&unit.a.0, &unit.w, &unit.b.0),
        None => {
            let unit = state.extra_unit()?;
            (&unit.a.0, &unit.w, &unit.b.0)
        }
    };
    require(w.len() == problem.dimension(), "the unit has the wrong number of inputs")?;
    require(!a.is_zero(), "the output weight of the unit is zero")?;
    let w: Vec<Rational> = w.iter().map(|entry| entry.0.clone()).collect();
    let mut outputs = Vec::new();
    for (point, output) in problem.points.iter().zip(&base.outputs) {
        let inner = dot(&w, point) + b;
        let unit = match problem.unit {
            Unit::Exp if inner.is_zero() => Rational::one(),
            Unit::Exp => return Err(Reason::Condition { condition: "an output is not rational" }.into()),
            Unit::Monomial(exponent) => power(&inner, exponent),
        };
        outputs.push(output + a * unit);
    }
    let list = |values: &[Rational]| values.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let given: Vec<Rational> = stated.outputs.iter().map(|output| output.0.clone()).collect();
    same("outputs", &list(&outputs), &list(&given))?;
    let Some(sums) = coefficients(problem, &outputs) else {
        return Err(Failure::Declined("too many different outputs for the logistic loss".to_owned()));
    };
    for members in places(problem) {
        let weight = |index: usize| if members.contains(&index) { Rational::one() } else { Rational::zero() };
        let sum = weighted(&sums, weight, |_| Rational::zero());
        same("sum at a place", &"0".to_owned(), &sum.to_string())?;
    }
    if let Some(better) = stated.better {
        state.is_better(better, base)?;
    }
    shown(Fact::Escape { of_case: stated.unit.is_none() })
}
