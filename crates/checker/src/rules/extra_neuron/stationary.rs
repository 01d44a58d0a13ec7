//! Rule `extra-stationary`, section 5: the base has no falling direction.

use critcert_certificate::case::extra_neuron::ExtraNeuronProblem;
use critcert_certificate::certificate::extra_neuron::ExtraStationary;
use critcert_certificate::rational::Rational;
use num_traits::{One, Signed, Zero};

use super::{AnyFact, Evaluated, Fact, fields, require, same, shown};
use crate::extra_neuron::evaluate::{Neuron, places, weighted};
use crate::extra_neuron::sums::Sum;
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

/// The sum of `c_i`, or of `c_i` times one coordinate, over the points where a neuron is active.
pub(super) fn active_sum(
    problem: &ExtraNeuronProblem,
    base: &Evaluated,
    neuron: &Neuron,
    input: Option<usize>,
) -> Sum {
    let weight = |index: usize| {
        let Some(point) = problem.points.get(index) else { return Rational::zero() };
        if !neuron.at(point).is_positive() {
            return Rational::zero();
        }
        match input {
            Some(input) => point.get(input).map_or_else(Rational::zero, |x| x.0.clone()),
            None => Rational::one(),
        }
    };
    weighted(&base.coefficients, weight, |_| Rational::zero())
}

/// How the loss depends on (w, b) of one neuron to first order.
pub(super) struct Kinks<'a> {
    problem: &'a ExtraNeuronProblem,
    base: &'a Evaluated,
    neuron: &'a Neuron,
    /// Places on the kink whose coefficients do not add up to zero: a point there, and the sum.
    rough: Vec<(usize, Sum)>,
}

impl<'a> Kinks<'a> {
    /// The kinks of a neuron.
    pub(super) fn of(problem: &'a ExtraNeuronProblem, base: &'a Evaluated, neuron: &'a Neuron) -> Self {
        let mut rough = Vec::new();
        for members in places(problem) {
            let Some(&first) = members.first() else { continue };
            let on_kink = problem.points.get(first).is_some_and(|point| neuron.at(point).is_zero());
            if on_kink && !neuron.v.is_zero() {
                let weight =
                    |index: usize| if members.contains(&index) { Rational::one() } else { Rational::zero() };
                let sum = weighted(&base.coefficients, weight, |_| Rational::zero());
                if !sum.is_zero() {
                    rough.push((first, sum));
                }
            }
        }
        Self { problem, base, neuron, rough }
    }

    /// Whether the loss is differentiable in w and b of the neuron.
    pub(super) fn is_smooth(&self) -> bool {
        self.rough.is_empty()
    }

    /// The one-sided derivative in a direction of (w, b).
    pub(super) fn derivative(&self, direction: &[Rational]) -> Result<Rational, Reason> {
        let not_rational = Reason::Condition { condition: "the derivative is not a rational number" };
        let rational = |sum: &Sum| sum.rational().ok_or_else(|| not_rational.clone());
        let mut total = Rational::zero();
        for (input, change) in direction.iter().enumerate() {
            let coordinate = (input < self.problem.dimension()).then_some(input);
            total += change * rational(&active_sum(self.problem, self.base, self.neuron, coordinate))?;
        }
        for (point, sum) in &self.rough {
            let Some(point) = self.problem.points.get(*point) else { continue };
            let bias = direction.last().cloned().unwrap_or_else(Rational::zero);
            let inner = crate::extra_neuron::evaluate::dot(direction, point) + bias;
            if inner.is_positive() {
                total += inner * rational(sum)?;
            }
        }
        Ok(-(total * &self.neuron.v))
    }
}

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: ExtraStationary = fields(with)?;
    let problem = state.extra()?;
    let base = state.extra_base(stated.base)?;
    let mut differentiable = true;
    if let Some(network) = &base.network {
        let zero = |_: usize| Rational::zero();
        vanishes("derivative by c", &weighted(&base.coefficients, |_| Rational::one(), zero))?;
        for (index, neuron) in network.neurons.iter().enumerate() {
            let weight = |index: usize| match problem.points.get(index).map(|point| neuron.at(point)) {
                Some(inner) if inner.is_positive() => inner,
                _ => Rational::zero(),
            };
            let by_output_weight = weighted(&base.coefficients, weight, zero);
            vanishes(&format!("derivative by v of neuron {index}"), &by_output_weight)?;
            if neuron.v.is_zero() {
                continue;
            }
            let kinks = Kinks::of(problem, base, neuron);
            if kinks.is_smooth() {
                for input in (0..problem.dimension()).map(Some).chain(std::iter::once(None)) {
                    let sum = active_sum(problem, base, neuron, input);
                    vanishes(&format!("derivative by w or b of neuron {index}"), &sum)?;
                }
            } else {
                differentiable = false;
                no_falling_direction(problem, &kinks)?;
            }
        }
    }
    same("differentiable", &differentiable, &stated.differentiable)?;
    shown(Fact::Stationary(stated.base))
}

fn vanishes(what: &str, sum: &Sum) -> Result<(), Reason> {
    same(what, &"0".to_owned(), &sum.to_string())
}

/// On the line the derivative is linear between the rays `+-(1, -x)` for the kinks x, so the signs there, and at
/// `+-(0, 1)` when there is one kink, decide.
fn no_falling_direction(problem: &ExtraNeuronProblem, kinks: &Kinks<'_>) -> Result<(), Reason> {
    require(problem.dimension() == 1, "a kink in more than one dimension")?;
    let mut rays = vec![[Rational::zero(), Rational::one()]];
    for (point, _) in &kinks.rough {
        if let Some([x]) = problem.points.get(*point).map(Vec::as_slice) {
            rays.push([Rational::one(), -&x.0]);
        }
    }
    for [w, b] in rays {
        for direction in [[w.clone(), b.clone()], [-w.clone(), -b.clone()]] {
            let value = kinks.derivative(&direction)?;
            if value.is_negative() {
                let what = "one-sided derivative".to_owned();
                return Err(Reason::Sign { what, needed: "not negative", got: value.to_string() });
            }
        }
    }
    Ok(())
}
