//! Every local minimum of a data-set problem at a given width, kinks included.
//!
//! A *stratum* gives each neuron a covector (its signs on the points) and a sign of its output weight. All local
//! minima of a stratum have one prediction f: the orthogonal projection of y on the space F of predictions that
//! neurons of these covectors can make. So the residual e is known before any linear program, the
//! conditions for a local minimum at each neuron are signs of finitely many products with e, and only what survives
//! needs a linear program: is f realized with the signs of the stratum?
//!
//! # Reductions
//! F depends on the *group*, the set of covectors of the neurons whose output weight is not 0; signs come last. Neurons
//! with covector and sign in common merge. A neuron of output weight 0 may be left out, and one covector with both signs
//! matters on cells only. The proofs are in `proofs/format/landscape.md`.
//!
//! # Source
//! Own; Soudry, Hoffer 2017, arXiv 1702.05777, Lemma 2 (one residual for the differentiable minima of a region).

pub mod count;
pub mod covector;
pub mod frame;
pub mod jobs;
pub mod kernel;
pub mod kind;
pub mod minimum;
pub mod plan;
pub mod realize;
pub mod regions;
mod residual;
pub mod search;
pub mod small;
pub mod wire;
pub mod witness;

/// Why a landscape was not completed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LandscapeError {
    /// A stated limit was reached.
    #[error("more than {limit} {what}")]
    TooLarge {
        /// Of what there are too many.
        what: &'static str,
        /// The limit.
        limit: usize,
    },
    /// The user stopped the run.
    #[error("interrupted")]
    Interrupted,
    /// A contradiction within the program.
    #[error("internal error, please report it with the case: {0}")]
    Internal(String),
    /// A file could not be written or read.
    #[error(transparent)]
    Output(#[from] std::io::Error),
}

pub(crate) fn internal(message: &str) -> LandscapeError {
    LandscapeError::Internal(message.to_owned())
}
