//! Mathematics of the porcupine problem, for its rules.

pub(crate) mod evaluate;
pub(crate) mod model;
pub(crate) mod number;
