//! Gaussian input at any angles: verdicts by strict signs of enclosed numbers, and zeros shown symbolically.
//!
//! Losses and derivatives are rational combinations of the kernel values `E |<u, x>| |<v, x>|` ([`kernel`]), which are
//! enclosed to any precision ([`angle`]). An enclosure proves a strict sign. A number is taken for zero only when it
//! vanishes as a combination; one that neither vanishes nor leaves zero up to the limit of precision is a *tie*,
//! and the question stays open.

pub mod angle;
pub mod classify;
pub mod kernel;
pub mod least;
pub mod region;

pub use classify::classify;
pub use kernel::Kernel;
pub use least::{LeastBounds, least};
pub use region::region;

use critcert_certificate::certificate::porcupine::{Bounds, Value};
use critcert_certificate::rational::{Canonical, Rational};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

use super::PorcupineError;
use kernel::{Combination, PRECISIONS};

/// The sign of a number, or the tie as an error that names it.
pub(super) fn decided(
    kernel: &Kernel<'_>,
    number: &Combination,
    what: impl FnOnce() -> String,
) -> Result<i8, PorcupineError> {
    kernel.sign(number).ok_or_else(|| PorcupineError::Tie { what: what() })
}

/// Decimal bounds of a number that is not negative; exact ones if it is rational, and a positive lower one if it is
/// positive.
pub(super) fn bounds(kernel: &Kernel<'_>, number: &Combination) -> Bounds {
    if number.terms.is_empty() {
        let value = Canonical(number.rational.clone());
        return Bounds { low: value.clone(), high: value };
    }
    let mut found = None;
    for (bits, digits) in PRECISIONS.iter().zip([12_usize, 24, 48, 96, 192]) {
        let (low, high) = kernel.enclose(number, *bits);
        let ten = num_traits::pow(BigInt::from(10), digits);
        let unit = BigInt::one() << *bits;
        let (low, high) = ((low * &ten).div_floor(&unit), (high * &ten).div_ceil(&unit));
        let enough = low.is_positive();
        let decimal = |value: BigInt| Canonical(Rational::new(value, ten.clone()));
        found = Some(Bounds { low: decimal(low), high: decimal(high) });
        if enough {
            break;
        }
    }
    found.unwrap_or_else(|| Bounds { low: Canonical(Rational::zero()), high: Canonical(Rational::zero()) })
}

/// Bounds as a value: a number if they agree.
#[must_use]
pub fn value(bounds: Bounds) -> Value {
    if bounds.low == bounds.high { Value::Rational(bounds.low) } else { Value::Between(bounds) }
}
