//! Cases: what is asked, about which problem and which network.

pub mod interval;

use serde::{Deserialize, Serialize};

/// What a point of parameter space is, in the order in which the questions are asked.
///
/// *Critical* means: the loss is differentiable there with zero gradient (for problems with kinks each
/// problem kind says what replaces it). A *saddle* is critical and neither a local minimum nor a local
/// maximum. `LocalMinimum` is used for local minima that are not known to be global.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// No network of this width has a smaller loss.
    GlobalMinimum,
    /// A local minimum.
    LocalMinimum,
    /// Critical, and every neighbourhood holds points of smaller and of larger loss.
    Saddle,
    /// Some one-sided directional derivative is negative.
    NotCritical,
    /// A local maximum (impossible when the output bias is trained).
    LocalMaximum,
    /// Not decided; only with a stated reason.
    Undetermined,
}

impl Verdict {
    /// The verdict's name in cases, certificates and answers.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::GlobalMinimum => "global-minimum",
            Self::LocalMinimum => "local-minimum",
            Self::Saddle => "saddle",
            Self::NotCritical => "not-critical",
            Self::LocalMaximum => "local-maximum",
            Self::Undetermined => "undetermined",
        }
    }
}
