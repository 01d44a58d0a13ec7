//! Rules `extra-gradient-entry` and `extra-one-sided`, sections 3 and 4: a derivative of the base that is not zero.

use critcert_certificate::certificate::extra_neuron::{ExtraGradientEntry, ExtraOneSided, Parameter};
use critcert_certificate::rational::Rational;
use num_traits::{One, Signed, Zero};

use super::stationary::{Kinks, active_sum};
use super::{AnyFact, Evaluated, Fact, fields, require, same, same_nonzero, shown};
use crate::extra_neuron::evaluate::{Network, Neuron, weighted};
use crate::extra_neuron::sums::Sum;
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

/// The base of the case as a network, at a point with a = 0.
fn varying<'a>(state: &'a State<'_>, base: u64) -> Result<(&'a Evaluated, &'a Network), Reason> {
    require(state.extra_unit()?.a.0.is_zero(), "the output weight of the unit is not zero")?;
    let base = state.extra_case_base(base)?;
    match &base.network {
        Some(network) => Ok((base, network)),
        None => Err(Reason::Condition { condition: "the base is frozen" }),
    }
}

fn neuron(network: &Network, index: Option<usize>) -> Result<&Neuron, Reason> {
    index
        .and_then(|index| network.neurons.get(index))
        .ok_or(Reason::Condition { condition: "there is no such neuron" })
}

pub(super) fn gradient_entry(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: ExtraGradientEntry = fields(with)?;
    let problem = state.extra()?;
    let (base, network) = varying(state, stated.base)?;
    let zero = |_| Rational::zero();
    let input_free = stated.input.is_none();
    let value = match stated.parameter {
        Parameter::C => {
            require(stated.neuron.is_none() && input_free, "the output bias belongs to no neuron or input")?;
            weighted(&base.coefficients, |_| -Rational::one(), zero)
        }
        Parameter::V => {
            require(input_free, "an output weight belongs to no input")?;
            let neuron = neuron(network, stated.neuron)?;
            let weight = |index: usize| match problem.points.get(index).map(|point| neuron.at(point)) {
                Some(inner) if inner.is_positive() => -inner,
                _ => Rational::zero(),
            };
            weighted(&base.coefficients, weight, zero)
        }
        Parameter::W | Parameter::B => {
            let neuron = neuron(network, stated.neuron)?;
            let kinks = Kinks::of(problem, base, neuron);
            require(kinks.is_smooth(), "the loss is not differentiable in this neuron")?;
            let input = match (stated.parameter, stated.input) {
                (Parameter::W, Some(input)) if input < problem.dimension() => Some(input),
                (Parameter::B, None) => None,
                _ => return Err(Reason::Condition { condition: "there is no such input" }.into()),
            };
            let sum = active_sum(problem, base, neuron, input);
            let mut value = Sum::default();
            value.add_scaled(&sum, &-&neuron.v, &Rational::zero());
            value
        }
    };
    same_nonzero("derivative", &value, &stated.value)?;
    shown(Fact::NotCritical)
}

pub(super) fn one_sided(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: ExtraOneSided = fields(with)?;
    let problem = state.extra()?;
    let (base, network) = varying(state, stated.base)?;
    let neuron = neuron(network, Some(stated.neuron))?;
    let expected = problem.dimension().saturating_add(1);
    require(stated.direction.len() == expected, "the direction has the wrong length")?;
    let direction: Vec<Rational> = stated.direction.iter().map(|entry| entry.0.clone()).collect();
    let value = Kinks::of(problem, base, neuron).derivative(&direction)?;
    same("one-sided derivative", &value, &stated.value.0)?;
    if !value.is_negative() {
        let what = "one-sided derivative".to_owned();
        return Err(Reason::Sign { what, needed: "negative", got: value.to_string() }.into());
    }
    shown(Fact::NotCritical)
}
