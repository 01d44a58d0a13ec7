//! Linear systems with strict rows over the rationals: a point, or a proof that there is none.
//!
//! A [`System`] is any list of integer rows `a.x > b`, `a.x >= b`, `a.x = b` over free rational unknowns.
//! [`decide`] answers exactly, with one of
//! - a [`Witness`]: a rational point satisfying every row, or
//! - a [`Motzkin`] vector: multipliers of the rows whose sum is the contradiction `0 > 0` or `0 >= 1`.
//!
//! Motzkin's transposition theorem says that exactly one of the two exists. [`audit`] checks either by
//! plain evaluation, without any code of the engine. [`Solver`] is the same engine with a stack of rows:
//! `push` continues from the basis at hand, `pop` restores the earlier one exactly, so that the answer
//! depends on the rows present and their order only, never on branches visited before.
//!
//! # Method
//! Each row gets a slack `z = a.x - b - s e`, with s = 1 on strict rows and `e` a positive infinitesimal, and
//! the engine looks for z >= 0 in the ordered field Q(e): z = 0 on equalities. A basis of rows is held at z = 0;
//! `x` as a function of these slacks is an integer matrix over one denominator, the adjugate of the basis
//! (dictionary.rs). A violated row is exchanged with a basis row that can repair it; when no row can, the
//! identity at hand is the Motzkin vector (search.rs, with the reason for termination). Only this
//! D x (D+2) matrix is pivoted (the revised form), rows stay as given and are merely evaluated: the cost of
//! a pivot does not depend on the number of rows, and saving a basis copies D(D+2) words.
//!
//! # Numbers
//! A pivot is fraction-free: products, one difference, one exact division by the previous pivot. All
//! entries are minors of the input (J. Edmonds, *Systems of distinct representatives and linear algebra*, 1967;
//! E. H. Bareiss, *Sylvester's identity and multistep integer-preserving Gaussian elimination*, 1968), so
//! they stay short. A matrix is held in i64; the first number that does not fit promotes the whole matrix
//! to i128, then to big integers (number.rs). Choices depend on values only, so the answer does not
//! depend on the number type.
//!
//! # Source
//! T. S. Motzkin, *Beitraege zur Theorie der linearen Ungleichungen*, 1936 (the alternative). B. Dutertre and
//! L. de Moura, *A fast linear-arithmetic solver for DPLL(T)*, CAV 2006 (feasibility by repairing violated
//! rows, infinitesimals, Bland's rule, backtracking). The revised integer form and the ladder are ours.

mod answer;
pub mod audit;
mod dictionary;
mod engine;
mod extract;
mod number;
mod search;
mod solver;
mod system;
mod track;
mod wide;

pub use answer::{Answer, Motzkin, Witness};
pub use solver::{Solver, Status, decide, decide_from};
pub use system::{Relation, ShapeError, System};
