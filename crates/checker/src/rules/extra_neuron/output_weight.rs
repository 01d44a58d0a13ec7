//! Rule `extra-output-weight`, section 2: with a != 0 and lambda > 0 the point is not critical.

use critcert_certificate::case::extra_neuron::Unit;
use critcert_certificate::certificate::extra_neuron::ExtraOutputWeight;
use critcert_certificate::rational::Rational;
use num_traits::Signed;

use super::{AnyFact, Fact, fields, same, shown};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: ExtraOutputWeight = fields(with)?;
    let problem = state.extra()?;
    let a = &state.extra_unit()?.a.0;
    let factor = match problem.unit {
        Unit::Exp => 1,
        Unit::Monomial(power) => power,
    };
    let value = Rational::from_integer(factor.into()) * &problem.lambda.0 * a * a;
    same("value of the identity", &value, &stated.value.0)?;
    if !value.is_positive() {
        let what = "value of the identity".to_owned();
        return Err(Reason::Sign { what, needed: "positive", got: value.to_string() }.into());
    }
    shown(Fact::NotCritical)
}
