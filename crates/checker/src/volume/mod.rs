//! The angular volume of cells, from below.

pub(crate) mod angle;
pub(crate) mod polygon;
pub(crate) mod span;
