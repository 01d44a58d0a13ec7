//! Exact, certified statements about the loss landscape of small neural networks.

pub mod answer;
pub mod dataset;
pub mod exact;
pub mod input;
pub mod interval;
pub mod lp;
pub mod prove;
pub mod theorems;
