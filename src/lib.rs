//! Exact, certified statements about the loss landscape of small neural networks.

pub mod hint;
pub mod lp;
