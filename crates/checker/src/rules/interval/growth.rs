//! Rule `growth`, section 8.8: the loss grows along the output bias, so nothing is a local maximum.

use critcert_certificate::certificate::interval::Growth;
use num_traits::Signed;

use super::{AnyFact, Fact, fields, require, same};
use crate::kernel::{Failure, State};

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: Growth = fields(with)?;
    let length = state.interval()?.length();
    same("coefficient of the square", &length, &stated.coefficient.0)?;
    require(length.is_positive(), "the interval is empty")?;
    Ok(Some(AnyFact::Interval(Fact::NoLocalMaximum)))
}
