//! Exact, certified statements about the loss landscape of small neural networks.

pub mod answer;
pub mod exact;
pub mod input;
pub mod interval;
pub mod lp;
pub mod pattern;
pub mod prove;
pub mod theorems;
