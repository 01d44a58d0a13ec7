//! Rules `extra-shifted-hinge`, `extra-without-skip` and `extra-quadratic`, sections 22 to 24: counterexamples
//! when an assumption is left out.

use critcert_certificate::case::extra_neuron::{Assumption, ExtraNeuronProblem, SampleLoss};
use critcert_certificate::certificate::extra_neuron::{ExtraQuadratic, ExtraShiftedHinge, ExtraWithoutSkip};
use critcert_certificate::rational::{Canonical, Rational, ratio};
use num_traits::{One, Signed, Zero};

use super::group::sum_at;
use super::{AnyFact, Evaluated, Fact, fields, require, same, shown};
use crate::extra_neuron::evaluate::{power, weighted};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) fn shifted_hinge(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: ExtraShiftedHinge = fields(with)?;
    let problem = state.extra()?;
    require(matches!(problem.loss, SampleLoss::Hinge(_)), "the loss is not a hinge")?;
    let base = state.extra_case_base(stated.base)?;
    let mut misclassified = 0_usize;
    for margin in margins(problem, base) {
        require(margin >= ratio(-1, 1), "the shifted hinge is not zero at a point")?;
        if margin.is_negative() {
            misclassified = misclassified.saturating_add(1);
        }
    }
    same("number of misclassified points", &misclassified, &stated.misclassified)?;
    require(misclassified > 0, "no point is misclassified")?;
    match (stated.correct, &base.network) {
        (None, None) => {}
        (Some(step), Some(_)) => {
            let correct = state.extra_base(step)?;
            let right = margins(problem, correct).iter().all(Signed::is_positive);
            require(right, "the other base misclassifies a point")?;
        }
        _ => return Err(Reason::Condition { condition: "realizability is for a base that varies" }.into()),
    }
    shown(Fact::Fails(Assumption::NegativeMinimisers))
}

/// `y_i f_i`.
fn margins(problem: &ExtraNeuronProblem, base: &Evaluated) -> Vec<Rational> {
    let pairs = problem.labels.iter().zip(&base.outputs);
    pairs.map(|(label, output)| ratio(i64::from(*label), 1) * output).collect()
}

/// Refuses unless no hidden neuron reaches a point, the coefficients add up to zero and `better` is better.
fn bad_dead_base(state: &State<'_>, base: &Evaluated, better: u64) -> Result<(), Reason> {
    let problem = state.extra()?;
    require(problem.lambda.0.is_positive(), "lambda is not positive")?;
    let Some(network) = &base.network else {
        return Err(Reason::Condition { condition: "the base is frozen" });
    };
    let mut inner = network.neurons.iter().flat_map(|neuron| problem.points.iter().map(|x| neuron.at(x)));
    require(inner.all(|value| value.is_negative()), "a hidden neuron is not strictly dead")?;
    let total = weighted(&base.coefficients, |_| Rational::one(), |_| Rational::zero());
    same("sum of all coefficients", &"0".to_owned(), &total.to_string())?;
    state.is_better(better, base)
}

pub(super) fn without_skip(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: ExtraWithoutSkip = fields(with)?;
    let base = state.extra_case_base(stated.base)?;
    bad_dead_base(state, base, stated.better)?;
    shown(Fact::Fails(Assumption::SkipConnection))
}

pub(super) fn quadratic(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: ExtraQuadratic = fields(with)?;
    let problem = state.extra()?;
    let base = state.extra_case_base(stated.base)?;
    bad_dead_base(state, base, stated.better)?;
    let mut not_best = false;
    for point in 0..problem.points.len() {
        not_best = not_best || !sum_at(state, base, point)?.is_zero();
    }
    require(not_best, "every output is best")?;
    let mut curvature = Rational::zero();
    for margin in margins(problem, base) {
        let slack = Rational::one() - margin;
        curvature += match problem.loss {
            SampleLoss::Squared => ratio(2, 1),
            SampleLoss::Hinge(exponent) if exponent >= 3 || !slack.is_zero() => {
                let factor = Rational::from_integer(exponent.into())
                    * Rational::from_integer(exponent.saturating_sub(1).into());
                if slack.is_positive() {
                    factor * power(&slack, exponent.saturating_sub(2))
                } else {
                    Rational::zero()
                }
            }
            _ => {
                return Err(
                    Reason::Condition { condition: "the loss has no rational second derivative" }.into()
                );
            }
        };
    }
    if !curvature.is_positive() {
        let what = "second derivative by c".to_owned();
        return Err(Reason::Sign { what, needed: "positive", got: curvature.to_string() }.into());
    }
    let (zero, lambda) = (Rational::zero(), problem.lambda.0.clone());
    let expected = [
        [curvature.clone(), zero.clone(), curvature.clone()],
        [zero.clone(), lambda.clone(), zero.clone()],
        [curvature.clone(), zero, curvature + lambda],
    ]
    .map(|row| row.map(Canonical));
    require(stated.hessian == expected, "the second derivatives are others")?;
    shown(Fact::Fails(Assumption::RegulariserPower))
}
