//! The data-set problem, prover side.

pub mod landscape;
