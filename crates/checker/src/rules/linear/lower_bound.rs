//! Rule `linear-lower-bound`: no network of the width has a smaller loss.

use critcert_certificate::Rational;
use critcert_certificate::certificate::linear::LinearLowerBound;
use critcert_certificate::rational::ratio;
use num_traits::Signed;

use super::{AnyFact, Fact, fields, require, same};
use crate::kernel::{Failure, State};
use crate::linear::definite::is_positive_semidefinite;
use crate::linear::evaluate::Samples;
use crate::linear::table::Table;
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: LinearLowerBound = fields(with)?;
    let problem = state.linear()?;
    let sigma = state.sigma(stated.sigma)?;
    let (Some(excess), Some(samples)) = (Table::read(&stated.excess, sigma.shape()), Samples::of(problem))
    else {
        return Err(Reason::Condition { condition: "the matrix Z does not have the size of Sigma" }.into());
    };
    let shift = &stated.shift.0;
    if shift.is_negative() {
        let what = "the shift".to_owned();
        return Err(Reason::Sign { what, needed: "at least 0", got: shift.to_string() }.into());
    }
    require(is_positive_semidefinite(&excess), "Z is not positive semidefinite")?;
    let gap = excess.minus(sigma).shifted(shift);
    require(is_positive_semidefinite(&gap), "Z - Sigma + c I is not positive semidefinite")?;
    let width = Rational::from_integer(problem.width.into());
    let bound = (samples.target_norm() - excess.trace() - shift * width) * ratio(1, 2);
    same("bound", &bound, &stated.bound.0)?;
    Ok(Some(AnyFact::Linear(Fact::LowerBound(bound))))
}
