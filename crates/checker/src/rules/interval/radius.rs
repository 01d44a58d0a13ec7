//! Rule `radius`, section 8.6: the point is a local minimum.

use critcert_certificate::case::interval::NeuronType;
use critcert_certificate::certificate::interval::Radius;
use critcert_certificate::rational::{Rational, ratio, sign};
use num_traits::{One, Signed, Zero};

use super::{AnyFact, Fact, fields, require, same};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: Radius = fields(with)?;
    let problem = state.interval()?;
    let point = state.point(stated.point)?;
    let (start, end) = (&problem.start.0, &problem.end.0);
    let alpha = sign(&problem.slope.0);
    require(alpha != 0, "the target is constant")?;
    let delta = &stated.delta.0;
    if !delta.is_positive() {
        let what = "delta".to_owned();
        return Err(Reason::Sign { what, needed: "positive", got: delta.to_string() }.into());
    }
    let middle = (start + end) * ratio(1, 2);
    same("output bias", &problem.target(&middle), &point.evaluation.c)?;
    let scale = Rational::one() + start.abs().max(end.abs());
    let length = problem.length();
    for (neuron, kind) in point.evaluation.neurons.iter().zip(&point.kinds) {
        let wanted_sign = match kind.kind {
            NeuronType::Inactive => 0,
            NeuronType::SemiInactiveStart => alpha,
            NeuronType::SemiInactiveEnd => -alpha,
            _ => {
                return Err(
                    Reason::Condition { condition: "a neuron is not inactive or semi-inactive" }.into()
                );
            }
        };
        if wanted_sign == 0 {
            let largest = neuron.at(start).max(neuron.at(end));
            at_most(delta, &(-largest / &scale))?;
        } else {
            require(sign(&neuron.v) == wanted_sign, "a semi-inactive neuron has the wrong sign of alpha v")?;
            at_most(delta, &neuron.v.abs())?;
            at_most(delta, &(neuron.w.abs() * &length / (&scale * ratio(2, 1))))?;
        }
    }
    Ok(Some(AnyFact::Interval(Fact::LocalMinimum(stated.point))))
}

fn at_most(delta: &Rational, bound: &Rational) -> Result<(), Reason> {
    if (bound - delta).is_negative() || bound.is_zero() {
        let (expected, got) = (format!("at most {bound}"), delta.to_string());
        return Err(Reason::Value { what: "delta".to_owned(), expected, got });
    }
    Ok(())
}
