//! The trusted kernel: decides whether a certificate proves the claim it states about a case.
//!
//! The kernel *evaluates*: sums, products, signs, identities, and the coverage of a stated tree. It does
//! not search, pivot or guess, and it takes the problem from the case, never from the certificate. The
//! rules are specified in `proofs/FORMAT.md`, one section and one file per rule; the table from rule names to
//! functions is in the module `rules`.
//!
//! Entry point: [`check`].

#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::unreachable,
    clippy::todo,
    clippy::unimplemented,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::float_arithmetic,
    clippy::disallowed_types,
    clippy::disallowed_methods
)]

mod dataset;
mod extra_neuron;
mod files;
mod interval;
mod kernel;
mod linear;
mod outcome;
mod pattern;
mod porcupine;
mod reader;
mod rules;
mod stratum;
mod volume;

pub use files::{check_file, find_case, read_case};
pub use kernel::check;
pub use outcome::{Outcome, Reason, Refusal, Verified};
pub use reader::{ReadHeaderError, read_header};
