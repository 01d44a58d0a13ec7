//! Exact tools shared by all problem kinds. No floating point, no limits on the size of numbers.

mod combine;
pub mod decimal;
pub(crate) mod integer;
pub mod matrix;
pub mod polynomial;
pub mod real;
pub mod simplest;
pub mod sturm;

pub use combine::combine;
pub use matrix::Matrix;
pub use polynomial::{Polynomial, RepeatedNode};
pub use simplest::{simplest_between, simplest_strictly_between};
