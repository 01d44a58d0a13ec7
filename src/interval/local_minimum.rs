//! Non-global local minima: a radius within which the loss cannot fall, and a network that is better.

use critcert_certificate::Rational;
use critcert_certificate::case::interval::{IntervalNetwork, IntervalProblem, NeuronType};
use critcert_certificate::rational::{Canonical, ratio};
use num_traits::{One, Signed};

use super::instance::Instance;
use super::types::NeuronClass;

/// A positive `delta` such that no network within `delta` in every parameter has a smaller loss; `None` when the
/// conditions do not hold. `classes` are those of the same instance.
///
/// Conditions: every neuron is inactive, or semi-inactive at T0 with `alpha v > 0`, or semi-inactive at T1 with
/// `alpha v < 0`; and `f(mid) = A(mid)`. Then with `M = 1 + max(|T0|, |T1|)`, `delta` is the least of
/// `-max(w T0 + b, w T1 + b) / M` over inactive neurons, `|v|` and `|w| D / (2 M)` over semi-inactive ones.
///
/// # Source
/// Own; the point-wise half of Cheridito, Jentzen, Rossmannek 2021, arXiv 2103.10922, main theorem (III). Proof: on
/// the interval `f = c`, so `r = -alpha (x - mid)`. A change of at most `delta` in `(w, b)` moves `w x + b` by at
/// most `delta M`. So an inactive neuron stays zero; a semi-inactive one stays zero on the half away from its
/// breakpoint, and its new output weight keeps its sign or is 0, hence `v' r >= 0` where it may act. With
/// `f' - f = c' - c + sum v'_j max(.)` and integral of `r` zero, `L' - L` = integral of `(f' - f)^2 + 2 r (f' - f) >= 0`.
#[must_use]
pub fn local_minimum_radius(instance: &Instance<'_>, classes: &[NeuronClass]) -> Option<Rational> {
    let (start, end, alpha) = (instance.start(), instance.end(), instance.slope());
    let half_length = (end - start) / ratio(2, 1);
    let bound = Rational::one() + start.abs().max(end.abs());
    let mut delta: Option<Rational> = None;
    for (neuron, class) in instance.neurons().zip(classes) {
        let pull = alpha * neuron.v;
        let limit = match class.kind {
            NeuronType::Inactive => -neuron.inner(start).max(neuron.inner(end)) / &bound,
            NeuronType::SemiInactiveStart if pull.is_positive() => {
                semi_inactive(neuron.v, neuron.w, &half_length, &bound)
            }
            NeuronType::SemiInactiveEnd if pull.is_negative() => {
                semi_inactive(neuron.v, neuron.w, &half_length, &bound)
            }
            _ => return None,
        };
        delta = Some(delta.map_or(limit.clone(), |delta| delta.min(limit)));
    }
    let mid = (start + end) / ratio(2, 1);
    // All neurons vanish on the interval, so f(mid) = c.
    (instance.network().c.0 == instance.problem().target(&mid)).then_some(delta).flatten()
}

fn semi_inactive(v: &Rational, w: &Rational, half_length: &Rational, bound: &Rational) -> Rational {
    v.abs().min(w.abs() * half_length / bound)
}

/// A network of loss zero: the first neuron carries the target, `A(x) = A(T0) + alpha max(x - T0, 0)` on the
/// interval; all other parameters are zero. The problem must have at least one neuron for the loss to be zero.
#[must_use]
pub fn exact_network(problem: &IntervalProblem) -> IntervalNetwork {
    let first = |value: Rational| {
        let mut entries = vec![Canonical::zero(); problem.width];
        if let Some(entry) = entries.first_mut() {
            *entry = Canonical(value);
        }
        entries
    };
    IntervalNetwork {
        w: first(Rational::one()),
        b: first(-&problem.start.0),
        v: first(problem.slope.0.clone()),
        c: Canonical(problem.target(&problem.start.0)),
    }
}
