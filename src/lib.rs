//! Exact, certified statements about the loss landscape of small neural networks.

pub mod exact;
pub mod input;
pub mod interval;
pub mod lp;
pub mod prove;
