//! Mathematics of the rules about linear problems.

pub(crate) mod characteristic;
pub(crate) mod definite;
pub(crate) mod evaluate;
pub(crate) mod spectrum;
pub(crate) mod table;
