//! The extra-neuron problem, prover side: a base f for binary labels, plus one unit `a u(<w, x> + b)`.
//!
//! The augmented loss is `sum_i l(-y_i (f(x_i) + a u(<w, x_i> + b))) + lambda a^2 / 2` with `u` the exponential or a
//! power. The *coefficients* are `c_i = y_i l'(-y_i f(x_i))`; the derivative in `a` at `a = 0` is
//! `-G(w, b)` with `G(w, b) = sum_i c_i u(<w, x_i> + b)`. Equal points form a *place*.
//!
//! - [`classify()`]: what the point (base, a, w, b) is, with the order of a saddle;
//! - [`lines`]: all critical lines above a base of a one-dimensional problem;
//! - [`existence`]: whether some base of a width has the best output at every place;
//! - [`base_minima`]: which local minima of the base alone the unit removes;
//! - [`optimum`]: what is best at a place; [`descent`]: a better point nearby, by enclosures.
//!
//! The theorems N1 to N6 are stated and proved in `proofs/format/extra-neuron.md`.
//!
//! # Source
//! Liang, Sun, Lee, Srikant 2018, arXiv 1805.08671; the sharper forms and their proofs are ours.

pub mod base_minima;
pub mod better;
pub mod classify;
pub mod descent;
pub mod existence;
pub mod exponential_sum;
pub mod instance;
pub mod lines;
pub mod moments;
pub mod optimum;
pub mod theta;

pub use classify::{Classification, OpenReason, Proof, classify};
pub use exponential_sum::ExponentialSum;
pub use instance::{BasePoint, ExtraNeuronError};
