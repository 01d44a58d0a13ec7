//! The type of every hidden neuron, and what it says about differentiability.
//!
//! # Source
//! Cheridito, Jentzen, Rossmannek 2021, arXiv 2103.10922, the definition of neuron types.

use critcert_certificate::case::interval::NeuronType;
use critcert_certificate::rational::sign;
use num_traits::Zero;

use super::instance::{Instance, Neuron};

/// The type of a neuron, and whether it is flat: two independent properties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NeuronClass {
    /// The type: exactly one holds.
    pub kind: NeuronType,
    /// Whether the output weight `v` is zero.
    pub flat: bool,
}

impl NeuronClass {
    /// Whether the neuron is degenerate and not flat: the only obstacle to differentiability.
    #[must_use]
    pub fn is_obstacle(self) -> bool {
        self.kind == NeuronType::Degenerate && !self.flat
    }
}

/// The class of each neuron, in order.
#[must_use]
pub fn neuron_classes(instance: &Instance<'_>) -> Vec<NeuronClass> {
    instance
        .neurons()
        .map(|neuron| NeuronClass { kind: neuron_type(instance, &neuron), flat: neuron.v.is_zero() })
        .collect()
}

/// The type of one neuron on the closed interval of the instance.
#[must_use]
pub fn neuron_type(instance: &Instance<'_>, neuron: &Neuron<'_>) -> NeuronType {
    if neuron.w.is_zero() {
        return match sign(neuron.b) {
            0 => NeuronType::Degenerate,
            1 => NeuronType::SemiActive,
            _ => NeuronType::Inactive,
        };
    }
    // w x + b is strictly monotone: its signs at the ends decide everything, and they are not both zero.
    match (sign(&neuron.inner(instance.start())), sign(&neuron.inner(instance.end()))) {
        (-1, -1) => NeuronType::Inactive,
        (0, -1) => NeuronType::SemiInactiveStart,
        (-1, 0) => NeuronType::SemiInactiveEnd,
        (1, -1) | (-1, 1) => NeuronType::Type2Active,
        _ => NeuronType::Type1Active,
    }
}

/// Whether the loss is differentiable: no neuron is degenerate and not flat, or the loss is zero.
///
/// # Source
/// Cheridito, Jentzen, Rossmannek 2021, arXiv 2103.10922 (differentiability of the loss).
#[must_use]
pub fn is_differentiable(classes: &[NeuronClass], loss: &critcert_certificate::Rational) -> bool {
    loss.is_zero() || !classes.iter().any(|class| class.is_obstacle())
}
