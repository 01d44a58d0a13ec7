//! Every critical point of the interval problem at a given width: the pattern tree.
//!
//! The *pattern* of a network says how many neurons it has of each kind and how their breakpoints are
//! ordered. Each pattern asks one question, "is this homogeneous linear system in the squared lengths of
//! the pieces strictly feasible", and whole branches of patterns fall together as soon as a prefix of the
//! system is infeasible. The patterns, the system and the tree are specified in `proofs/FORMAT.md`, section 8.9.
//!
//! [`search`](search::search) walks the tree with pruning, [`enumerate_all`](brute::enumerate_all) decides every
//! pattern on its own; the two must agree.
//!
//! # Source
//! Own, from the linear systems behind Cheridito, Jentzen, Rossmannek 2021, arXiv 2103.10922, the classification theorem for ReLU.

pub mod branch;
pub mod brute;
pub mod counts;
pub mod family;
pub mod rows;
pub mod search;

use num_bigint::BigInt;

pub use family::Family;
pub use search::{Event, search};

/// Why a landscape was not completed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LandscapeError {
    /// The target is constant: the theorem's hypothesis fails.
    #[error("the classification needs a target of nonzero slope, and the slope is 0")]
    ConstantTarget,
    /// Brute force is for small widths.
    #[error("brute force decides every pattern on its own and stops at width {limit}; the width is {width}")]
    TooWide {
        /// Width asked for.
        width: usize,
        /// Largest width allowed.
        limit: usize,
    },
    /// The user stopped the run.
    #[error("interrupted")]
    Interrupted,
    /// A feasible branch that the theorem does not know, or another contradiction within the program.
    #[error("internal error, please report: {0}")]
    Internal(String),
    /// The receiver of events failed.
    #[error(transparent)]
    Output(#[from] std::io::Error),
}

/// The numbers of a finished search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// All patterns of the width.
    pub patterns: BigInt,
    /// Patterns in cut branches.
    pub infeasible: BigInt,
    /// Patterns of each family, in the order in which they were found.
    pub families: Vec<BigInt>,
    /// Branches that were split.
    pub opened: u64,
    /// Branches that were cut.
    pub cut: u64,
}
