//! The interval problem, prover side: an affine target on `[T0, T1]`, fitted by a hidden layer of ReLU neurons.
//!
//! Notation of the sources: `f(x) = c + sum_j v_j max(w_j x + b_j, 0)`, target `A(x) = alpha x + beta`, residual
//! `r = f - A`, loss `L` = integral of `r^2` over `[T0, T1]` without a factor in front, `D = T1 - T0`. Neurons are
//! numbered from 0. At a kink the derivative of `max(., 0)` is 0.
//!
//! Two paths decide what a point is, and share only neuron types and breakpoints:
//! - [`classify()`], *point by point*: exact gradient, descent rays, radius certificates; it proves
//!   what it says and works for `alpha = 0` too;
//! - [`classify_by_theorem`]: the paper's own conditions (I) to (VI), `alpha != 0`.
//!
//! # Source
//! Cheridito, Jentzen, Rossmannek 2021, arXiv 2103.10922.

pub mod classify;
mod frame;
pub mod gradient;
pub mod instance;
pub mod kinks;
pub mod landscape;
pub mod local_minimum;
pub mod rays;
pub mod residual;
pub mod theorem;
pub mod types;

pub use classify::{Classification, Proof, classify};
pub use instance::{Instance, IntervalError};
pub use theorem::classify_by_theorem;
