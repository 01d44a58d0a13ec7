//! The kinks of a network: distinct breakpoints strictly inside the interval, with the neurons that share them.

use critcert_certificate::Rational;
use critcert_certificate::case::interval::NeuronType;

use super::instance::Instance;
use super::types::NeuronClass;

/// One breakpoint inside the interval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kink {
    /// Its position, `T0 < position < T1`.
    pub position: Rational,
    /// The neurons that break there, flat ones too, in increasing order.
    pub neurons: Vec<usize>,
}

/// The kinks of all type-2-active neurons by increasing position. `classes` are those of the same instance.
#[must_use]
pub fn kinks(instance: &Instance<'_>, classes: &[NeuronClass]) -> Vec<Kink> {
    let mut breaks: Vec<(Rational, usize)> = instance
        .neurons()
        .zip(classes)
        .enumerate()
        .filter(|(_, (_, class))| class.kind == NeuronType::Type2Active)
        .filter_map(|(index, (neuron, _))| Some((neuron.breakpoint()?, index)))
        .collect();
    breaks.sort_unstable();
    let mut result: Vec<Kink> = Vec::new();
    for (position, neuron) in breaks {
        match result.last_mut() {
            Some(last) if last.position == position => last.neurons.push(neuron),
            _ => result.push(Kink { position, neurons: vec![neuron] }),
        }
    }
    result
}
