//! The data-set problem, evaluated from the definitions.

pub(crate) mod cover;
pub(crate) mod evaluate;
pub(crate) mod ray;
pub(crate) mod region;
