//! Mathematics of the porcupine problem, for its rules.

pub(crate) mod bounds;
pub(crate) mod enclosure;
pub(crate) mod evaluate;
pub(crate) mod kernel;
pub(crate) mod lines;
pub(crate) mod model;
pub(crate) mod number;
