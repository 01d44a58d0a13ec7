//! Rule `dataset-growth`: the loss grows along the output bias, so nothing is a local maximum.

use critcert_certificate::certificate::dataset::DatasetGrowth;
use critcert_certificate::rational::Rational;
use num_bigint::BigInt;
use num_traits::Signed;

use super::{AnyFact, Fact, fields, require, same};
use crate::kernel::{Failure, State};

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: DatasetGrowth = fields(with)?;
    let data = state.dataset()?;
    require(data.output_bias, "there is no output bias")?;
    let half = Rational::new(BigInt::from(data.lifted.len()), BigInt::from(2));
    same("coefficient of the square", &half, &stated.coefficient.0)?;
    require(half.is_positive(), "the data set is empty")?;
    Ok(Some(AnyFact::Dataset(Fact::NoLocalMaximum)))
}
