//! Mathematics of the extra-neuron rules: evaluation of bases, sums of exponentials, root counts, patterns.

pub(crate) mod cells;
pub(crate) mod evaluate;
pub(crate) mod patterns;
pub(crate) mod sturm;
pub(crate) mod sums;
