//! The porcupine problem: every hidden neuron lives on a fixed line, output weights are 1.
//!
//! Network `h(x; t) = sum max(t_i <u_l(i), x>, 0)`, loss `L = E (h - y)^2` without a factor. The loss depends on t
//! only through the masses z = (P_l, N_l) >= 0, the sums of the positive and of the negative |t_i| on each line,
//! and is a convex quadratic function of them ([`form`]). So everything is non-negative least squares
//! (module `nnls`), although the loss is not convex in t: a mass can start to grow only where a neuron is zero.
//!
//! - t is a local minimum iff every neuron meets the *linear test*: `t_i > 0`: dL/dP_l = 0; `t_i < 0`: dL/dN_l = 0;
//!   `t_i = 0`: both are >= 0 ([`mod@classify`]).
//! - The local minima fall into 3^r *patterns*, a letter for each line: `+` all neurons positive, `-` all
//!   negative, `o` open, that is anything else. A pattern has at most one loss ([`patterns`]).
//! - If the mixed lines span the closed ones, every local minimum there is global ([`span`]).
//!
//! Numbers are rational for finitely many points and lie in Q(pi) for Gaussian input with lines at multiples
//! of 45 degrees ([`ring`]). Other angles are treated by enclosures ([`enclosed`]).
//!
//! # Source
//! S. Feizi, H. Javadi, J. Zhang, D. Tse, *Porcupine neural networks: (almost) all local optima are global*, arXiv
//! 1710.02196, for the problem and the loss in terms of masses. The linear test, the patterns and the span theorem
//! are own; proofs are in `proofs/format/porcupine.md`.

pub mod classify;
pub mod enclosed;
pub mod form;
pub mod landscape;
pub mod lines;
mod nnls;
pub mod patterns;
pub mod pi;
pub mod ring;
pub mod span;
mod tableau;

pub use classify::{Classification, Proof, classify};
pub use landscape::{Landscape, landscape};

/// Why a question about a porcupine problem has no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PorcupineError {
    /// Gaussian input with an angle outside of the range in which every sign is decided.
    #[error(
        "the lines of network and teacher meet at angles that lead out of Q(pi), where losses are enclosed and cannot \
         be compared in general; all patterns are decided for angles that are multiples of 45 degrees, with rational \
         products of lengths"
    )]
    Angle,
    /// A number that is enclosed together with zero.
    #[error(
        "{what} is not told apart from zero by {limit} bits, and does not vanish as a combination of kernel values",
        limit = enclosed::kernel::PRECISIONS[enclosed::kernel::PRECISIONS.len() - 1]
    )]
    Tie {
        /// Which number.
        what: String,
    },
    /// Bounds that leave a question about a region open.
    #[error("{what}; enclosures do not prove equality")]
    Open {
        /// What is open.
        what: String,
    },
    /// More distinct lines than a complete enumeration is made for.
    #[error("{lines} distinct lines; all patterns are enumerated up to {limit}", limit = patterns::MAX_LINES)]
    TooManyLines {
        /// Number of distinct lines.
        lines: usize,
    },
    /// More lines with one neuron than choices of sides are enumerated for.
    #[error("{lines} lines with a single neuron; the least loss is computed up to {limit}", limit = patterns::MAX_SINGLES)]
    TooManySingles {
        /// Number of such lines.
        lines: usize,
    },
    /// The user stopped the run.
    #[error("interrupted")]
    Interrupted,
}
