//! The data-set problem: points of the vectors, traps, properties, refused certificates.

mod hinges;
mod points;
mod properties;
mod refused;
mod support;
mod traps;
mod vectors;
mod zero_loss;
mod zero_loss_refused;
