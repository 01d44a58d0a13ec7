//! Bounds of least losses: masses above, dual vectors below.

use critcert_certificate::rational::Rational;
use num_traits::Signed;

use super::kernel::{Function, Kernel};
use super::number::sign;
use crate::kernel::Failure;
use crate::outcome::Reason;

/// Refuses unless the masses are at least 0 and have a loss of at most `high`; the residual `h - y`.
pub(crate) fn upper(kernel: &Kernel, z: &[Rational], high: &Rational) -> Result<Function, Failure> {
    let residual = kernel.function(z)?.minus(&kernel.teacher);
    if let Some((index, mass)) = z.iter().enumerate().find(|(_, mass)| mass.is_negative()) {
        return Err(sign(&format!("mass {index}"), "at least 0", mass.to_string()));
    }
    let loss = kernel.expectation(&residual, &residual);
    if matches!(kernel.sign(&loss.clone().plus_rational(&-high)), Some(0 | -1)) {
        return Ok(residual);
    }
    let (what, got) = ("upper bound of the loss".to_owned(), high.to_string());
    Err(Reason::Value { what, expected: kernel.text(&loss), got }.into())
}

/// Refuses unless `Gw >= c` at the allowed masses and `E y^2 - w'Gw` is at least `low`, or above it.
pub(crate) fn lower(
    kernel: &Kernel,
    w: &[Rational],
    allowed: &[bool],
    low: &Rational,
    above: bool,
) -> Result<(), Failure> {
    let dual = kernel.function(w)?;
    let residual = dual.minus(&kernel.teacher);
    for (mass, _) in allowed.iter().enumerate().filter(|(_, allowed)| **allowed) {
        let slope = kernel.expectation(&residual, &kernel.feature(mass)?);
        if !matches!(kernel.sign(&slope), Some(0 | 1)) {
            let what = format!("half the derivative of mass {mass}");
            return Err(sign(&what, "at least 0", kernel.text(&slope)));
        }
    }
    let square = kernel.expectation(&kernel.teacher, &kernel.teacher);
    let bound = square.minus(&kernel.expectation(&dual, &dual));
    match kernel.sign(&bound.clone().plus_rational(&-low)) {
        Some(1) => Ok(()),
        Some(0) if !above => Ok(()),
        _ => {
            let (what, got) = ("lower bound of the loss".to_owned(), low.to_string());
            Err(Reason::Value { what, expected: kernel.text(&bound), got }.into())
        }
    }
}
