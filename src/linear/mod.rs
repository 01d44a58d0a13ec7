//! The linear problem, prover side: a shallow linear network fitted in the sense of least squares.
//!
//! Notation: `X` is d0 x n, `Y` d2 x n, `W1` d1 x d0, `W2` d2 x d1,
//! `f = 1/2 |W2 W1 X - Y|^2` (Frobenius), `g = f + mu/4 |B|^2` with the balance `B = W2^T W2 - W1 S W1^T`;
//! `S = X X^T`, `C = Y X^T`, `R = W2 W1 S - C`, and `Sigma = C H` for any `H` with `S H = C^T` (d2 x d2, positive
//! semidefinite). Eigenvalues of Sigma are listed from the largest.
//!
//! - [`classify()`]: what a network is, with proof;
//! - [`optimum()`]: the least loss, when it is rational, with a network and a bound;
//! - [`landscape()`]: all critical values.
//!
//! # Source
//! Zhu, Soudry, Eldar, Wakin 2018, arXiv 1805.04938, and Baldi, Hornik 1989 for the problem; the theorem that every
//! critical point is a global minimum or a strict saddle, without any assumption on the data, and what follows from
//! it is proved in `proofs/format/linear.md`.

mod classify;
mod instance;
mod landscape;
mod optimum;
mod saddle;
mod spectrum;

pub use classify::{Classification, Proof, classify};
pub use instance::{Instance, LinearError, Point};
pub use landscape::{CriticalValue, Landscape, MAX_BITS, MAX_VECTORS, landscape};
pub use optimum::{LowerBound, Optimum, optimum};
pub use saddle::Direction;
pub use spectrum::{Eigenvalue, Spectrum};
