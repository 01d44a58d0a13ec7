//! Patterns of a data set: lifted points, their signs, the number of patterns, the tree of sign extensions.

pub(crate) mod arrangement;
pub(crate) mod branches;
pub(crate) mod points;
pub(crate) mod row;
