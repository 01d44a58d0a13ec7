//! The paper's classification, as it stands: the verdict from neuron types, breakpoints and signs alone.
//!
//! The second, independent path. It computes no integral: whether the loss is positive is decided by comparing
//! `f` with the target at the ends and at every breakpoint between them, where piecewise affine functions agree
//! iff they are equal.
//!
//! # Source
//! Cheridito, Jentzen, Rossmannek 2021, arXiv 2103.10922, main theorem, parts (I) to (VI); `alpha != 0`.

use critcert_certificate::Rational;
use critcert_certificate::case::Verdict;
use critcert_certificate::case::interval::{IntervalNetwork, IntervalProblem, NeuronType};
use critcert_certificate::rational::{ratio, sign};
use num_bigint::BigInt;
use num_traits::{Signed, Zero};

use super::instance::{Instance, IntervalError};
use super::kinks::{Kink, kinks};
use super::types::{NeuronClass, neuron_classes};

/// The verdict of the theorem: global minimum (VI), non-global local minimum (III), saddle (IV), else not critical.
///
/// Local maxima do not exist (I), and points without a derivative are neither critical nor local extrema (II).
///
/// # Errors
/// [`IntervalError::ConstantTarget`] for `alpha = 0`, and the errors of [`Instance::new`].
///
/// # Source
/// Cheridito, Jentzen, Rossmannek 2021, arXiv 2103.10922, main theorem.
pub fn classify_by_theorem(
    problem: &IntervalProblem,
    network: &IntervalNetwork,
) -> Result<Verdict, IntervalError> {
    let instance = Instance::new(problem, network)?;
    if problem.slope.0.is_zero() {
        return Err(IntervalError::ConstantTarget);
    }
    let classes = neuron_classes(&instance);
    let kinks = kinks(&instance, &classes);
    let mid = (instance.start() + instance.end()) / ratio(2, 1);
    let hits = |x: &Rational| instance.output(x) == problem.target(x);
    Ok(if hits(instance.start()) && hits(instance.end()) && kinks.iter().all(|kink| hits(&kink.position)) {
        Verdict::GlobalMinimum
    } else if !hits(&mid) {
        Verdict::NotCritical
    } else if is_local_minimum(&instance, &classes) {
        Verdict::LocalMinimum
    } else if is_saddle(&instance, &classes, &kinks) {
        Verdict::Saddle
    } else {
        Verdict::NotCritical
    })
}

/// (III), given `L > 0` and `f(mid) = A(mid)`.
fn is_local_minimum(instance: &Instance<'_>, classes: &[NeuronClass]) -> bool {
    instance.neurons().zip(classes).all(|(neuron, class)| {
        let pull = sign(instance.slope()) * sign(neuron.v);
        match class.kind {
            NeuronType::Inactive => true,
            NeuronType::SemiInactiveStart => pull > 0,
            NeuronType::SemiInactiveEnd => pull < 0,
            _ => false,
        }
    })
}

/// (IV), given `L > 0` and `f(mid) = A(mid)`.
fn is_saddle(instance: &Instance<'_>, classes: &[NeuronClass], kinks: &[Kink]) -> bool {
    let excluded = |class: &NeuronClass| match class.kind {
        NeuronType::Type1Active => true,
        NeuronType::SemiActive | NeuronType::Degenerate => !class.flat,
        _ => false,
    };
    if classes.iter().any(excluded) {
        return false;
    }
    if kinks.is_empty() { has_escaping_neuron(instance, classes) } else { is_sawtooth(instance, kinks) }
}

/// The second half of (IVa).
fn has_escaping_neuron(instance: &Instance<'_>, classes: &[NeuronClass]) -> bool {
    instance.neurons().zip(classes).any(|(neuron, class)| {
        let pull = sign(instance.slope()) * sign(neuron.v);
        match class.kind {
            NeuronType::SemiActive | NeuronType::Degenerate => class.flat,
            NeuronType::SemiInactiveStart => pull <= 0,
            NeuronType::SemiInactiveEnd => pull >= 0,
            _ => false,
        }
    })
}

/// (IVb): an even number n of equidistant kinks `q_i = T0 + i D / (n + 1)`, orientation `+ - + - ..`, and
/// `sum v_j w_j = 2 alpha / (n + 1)` over the neurons of each kink.
fn is_sawtooth(instance: &Instance<'_>, kinks: &[Kink]) -> bool {
    if !kinks.len().is_multiple_of(2) {
        return false;
    }
    let pieces = Rational::from_integer(BigInt::from(kinks.len() + 1));
    let step = (instance.end() - instance.start()) / &pieces;
    let strength = instance.slope() * ratio(2, 1) / pieces;
    let neurons: Vec<_> = instance.neurons().collect();
    let mut expected = instance.start().clone();
    for (index, kink) in kinks.iter().enumerate() {
        expected += &step;
        if kink.position != expected {
            return false;
        }
        let mut sum = Rational::zero();
        for neuron in kink.neurons.iter().filter_map(|&neuron| neurons.get(neuron)) {
            // The first kink, index 0 here and 1 in the paper, has w > 0.
            if neuron.w.is_positive() != index.is_multiple_of(2) {
                return false;
            }
            sum += neuron.v * neuron.w;
        }
        if sum != strength {
            return false;
        }
    }
    true
}
