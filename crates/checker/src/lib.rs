//! The trusted kernel.
