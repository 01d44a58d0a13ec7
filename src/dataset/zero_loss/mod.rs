//! Networks of loss 0, constructed, or a reason why no network has loss 0.
//!
//! 1. [`targets`] splits the labels into an output bias, a linear part and an even part, or finds a combination of the
//!    labels that contradicts every network. Both are rare guests: the even part alone does where no two lifted points
//!    lie on a line.
//! 2. [`groups`] divides the lines where the even part is not 0 into groups of up to D - 1.
//! 3. [`neurons`] gives three neurons to each group, which are 0 on all other lines, and the linear part its own.
//!
//! No point is on the kink of a neuron, so that a whole region of weights is reached in which loss 0 is
//! differentiable.
//!
//! # Source
//! Own, in the setting of Soudry, Hoffer 2017, arXiv 1702.05777; proofs in `proofs/format/zero-loss.md`.

pub mod groups;
pub mod neurons;
pub mod targets;

use critcert_certificate::Rational;
use critcert_certificate::case::dataset::DatasetNetwork;

use super::lifted::{DatasetError, Lifted};
use super::network_of;

/// What the construction finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ZeroLoss {
    /// A network of the width asked for, with loss 0 and without a point on a kink.
    Network(DatasetNetwork),
    /// Factors by point, increasing, that combine the outputs of every network to 0, but not the labels.
    Contradiction(Vec<(usize, Rational)>),
    /// The construction needs more neurons than there are; fewer may do.
    TooNarrow {
        /// How many it needs.
        needed: usize,
    },
}

/// Constructs a network of loss 0 of this width; surplus neurons get the output weight 0.
///
/// Needs 3 neurons for each group, and up to 4 for a linear part. Exact; cost O(m^2 n D) for m groups.
///
/// # Errors
/// [`DatasetError::Internal`] on a defect of this program.
pub fn construct(lifted: &Lifted, width: usize) -> Result<ZeroLoss, DatasetError> {
    let targets = match targets::targets(lifted) {
        Ok(targets) => targets,
        Err(contradiction) => return Ok(ZeroLoss::Contradiction(contradiction)),
    };
    let mut neurons = neurons::neurons(lifted, &targets)?;
    let needed = neurons.len();
    if needed > width {
        return Ok(ZeroLoss::TooNarrow { needed });
    }
    neurons.resize(width, neurons::idle(lifted));
    let (weights, outputs): (Vec<_>, Vec<_>) = neurons.into_iter().unzip();
    let output_bias = lifted.output_bias().then_some(targets.output_bias);
    Ok(ZeroLoss::Network(network_of(lifted, &weights, &outputs, output_bias)))
}
