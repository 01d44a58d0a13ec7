//! Rule `one-sided-derivative`, section 8.3: a descent direction at a degenerate neuron.

use critcert_certificate::case::interval::NeuronType;
use critcert_certificate::certificate::interval::OneSidedDerivative;
use num_traits::Signed;

use super::{AnyFact, Fact, fields, require, same};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: OneSidedDerivative = fields(with)?;
    let problem = state.interval()?;
    let point = state.point(stated.point)?;
    let (Some(neuron), Some(kind)) =
        (point.evaluation.neurons.get(stated.neuron), point.kinds.get(stated.neuron))
    else {
        return Err(Reason::Condition { condition: "there is no such neuron" }.into());
    };
    require(kind.kind == NeuronType::Degenerate, "the neuron is not degenerate")?;
    let [omega, eta] = &stated.direction;
    let value = point.evaluation.one_sided_derivative(problem, &neuron.v, &omega.0, &eta.0);
    same("one-sided derivative", &value, &stated.value.0)?;
    if !value.is_negative() {
        let what = "the one-sided derivative".to_owned();
        return Err(Reason::Sign { what, needed: "negative", got: value.to_string() }.into());
    }
    Ok(Some(AnyFact::Interval(Fact::NotCritical(stated.point))))
}
