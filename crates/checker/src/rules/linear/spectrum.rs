//! Rule `linear-spectrum`: the eigenvalues of Sigma with multiplicities.

use critcert_certificate::certificate::linear::LinearSpectrum;

use super::{AnyFact, Fact, fields};
use crate::kernel::{Failure, State};
use crate::linear::characteristic::characteristic_polynomial;
use crate::linear::definite::common_denominator;
use crate::linear::spectrum::Spectrum;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: LinearSpectrum = fields(with)?;
    let sigma = state.sigma(stated.sigma)?;
    let characteristic = characteristic_polynomial(sigma);
    let spectrum = Spectrum::accept(&characteristic, &stated.factors, common_denominator(sigma))?;
    Ok(Some(AnyFact::Linear(Fact::Spectrum(spectrum))))
}
