//! The interval problem, evaluated from the definitions.

pub(crate) mod evaluate;
pub(crate) mod germ;
pub(crate) mod series;
pub(crate) mod system;
pub(crate) mod tree;
