//! Real algebraic numbers, exactly: a polynomial with integer coefficients and an interval with one root of it.
//!
//! - [`IntegerPolynomial`]: gcd, squarefree parts, exact division, signs at rational points;
//! - [`Sturm`]: numbers of real roots in an interval;
//! - [`RealAlgebraic`]: isolation, refinement to any precision, exact comparison;
//! - [`factor`]: factors over the rational numbers of polynomials whose roots are all real;
//! - [`sums`]: comparison of sums of roots, equality included.

mod algebraic;
pub mod factor;
mod integer_polynomial;
mod sturm;
pub mod sums;

pub use algebraic::{RealAlgebraic, simplest_separator};
pub use integer_polynomial::IntegerPolynomial;
pub use sturm::Sturm;
