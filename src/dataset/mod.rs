//! The data-set problem, prover side: labelled points, fitted in the sense of least squares by a hidden layer.
//!
//! Notation of the specification (`proofs/format/dataset.md`): lifted points `X_i = (x_i, 1)` with hidden bias and
//! `X_i = x_i` without, D their length; `f(x) = c + sum_j v_j s(w_j . X)` with `s(u) = u` for `u > 0` and
//! `rho u` otherwise; loss `L = 1/2 sum_i e_i^2` with the residual `e = f - y`. Points and neurons are numbered from 0.
//!
//! The core for everything about this problem is
//! - [`Lifted`]: the lifted points as primitive integer rows, parallel ones merged into classes;
//! - [`Covector`]: the signs of a neuron on them;
//! - [`Derivative`]: the one-sided derivative `D_j` of the loss in a neuron's input weights, which depends on
//!   covector and residual alone;
//! - [`Hinges`] and [`prove_nonnegative`]: whether such a piecewise linear function is nonnegative, with a
//!   certificate either way.
//!
//! On it stand the verdict on any point ([`classify()`]) and the question of local maxima
//! ([`maximum::decide_maximum`]); networks of loss 0 are constructed in [`zero_loss`].
//!
//! # Source
//! Soudry, Hoffer 2017, arXiv 1702.05777 (differentiable minima); Liu 2020, arXiv 2002.04763; own (kinks: the proofs
//! are in `proofs/format/dataset.md`).

mod better;
pub mod classify;
pub mod covector;
pub mod derivative;
pub mod hinges;
pub mod landscape;
pub mod lifted;
pub mod maximum;
pub mod point;
pub mod rank;
pub mod saddle;
pub mod volume;
mod walk;
pub mod zero_loss;

pub use better::better_network;
pub use classify::{Classification, Proof, classify};
pub use covector::{Covector, Sign};
pub use derivative::{Derivative, Kink};
pub use hinges::{Cover, Decision, Hinge, Hinges, Node, prove_nonnegative};
pub use lifted::{Class, DatasetError, Lifted, Member};
pub use point::Evaluation;

use critcert_certificate::case::dataset::DatasetNetwork;
use critcert_certificate::{Canonical, Rational};

/// The network with these input weights (hidden bias last), output weights and output bias.
#[must_use]
pub fn network_of(
    lifted: &Lifted,
    weights: &[Vec<Rational>],
    outputs: &[Rational],
    output_bias: Option<Rational>,
) -> DatasetNetwork {
    let list = |numbers: &[Rational]| numbers.iter().cloned().map(Canonical).collect::<Vec<_>>();
    let mut rows: Vec<Vec<Canonical>> = weights.iter().map(|w| list(w)).collect();
    let b = lifted.hidden_bias().then(|| rows.iter_mut().filter_map(Vec::pop).collect());
    DatasetNetwork { weights: rows, b, v: list(outputs), c: output_bias.map(Canonical) }
}
