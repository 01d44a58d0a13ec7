//! Activation patterns of one neuron on a data set: which signs of w.X_1, .., w.X_n occur.
//!
//! The lifted points X_i ([`Points`]) are the normals of a central hyperplane arrangement in Q^D. A *covector* is the sign
//! vector of some w in Q^D, over `+`, `0`, `-`; a *cell* is a covector without zero. Both are listed completely, in
//! general and in degenerate position: [`list`] without linear programs, in memory; [`tree::search`] in bounded
//! memory and with a reason for every branch left out; [`count`] does without listing. Witnesses are integer
//! vectors.
//!
//! # Source
//! T. M. Cover 1965; H. Whitney 1932; T. Zaslavsky 1975. Methods: own, see the submodules.

mod cells;
mod count;
mod faces;
mod listing;
mod number;
mod points;
mod restrict;
pub mod tree;

pub use count::{CountError, Counts, WORK, count, cover};
pub use listing::{Listing, Pattern, Witness, list};
pub use points::{Place, Points, PointsError};

/// The symbol of a sign.
#[must_use]
pub fn symbol(sign: i8) -> char {
    match sign {
        0 => '0',
        1.. => '+',
        _ => '-',
    }
}
