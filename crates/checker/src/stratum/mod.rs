//! The strata of a data-set problem, by the checker's own evaluation.

pub(crate) mod covector;
pub(crate) mod cover;
pub(crate) mod groups;
pub(crate) mod local;
pub(crate) mod points;
