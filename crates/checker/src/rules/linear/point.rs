//! Rule `linear-point`: the loss of a network.

use critcert_certificate::case::Network;
use critcert_certificate::certificate::linear::LinearPoint;

use super::{AnyFact, Fact, Point, fields, same};
use crate::kernel::{Failure, State};
use crate::linear::evaluate::Evaluation;
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: LinearPoint = fields(with)?;
    let problem = state.linear()?;
    let network = match (&stated.network, &state.case.network) {
        (Some(network), _) | (None, Some(Network::Linear(network))) => network,
        _ => return Err(Reason::Condition { condition: "the case has no network" }.into()),
    };
    let Some(evaluation) = Evaluation::new(problem, network) else {
        return Err(
            Reason::Condition { condition: "the layers do not have the shapes of the problem" }.into()
        );
    };
    same("loss", &evaluation.loss, &stated.loss.0)?;
    let of_case = stated.network.is_none();
    Ok(Some(AnyFact::Linear(Fact::Point(Box::new(Point { of_case, evaluation })))))
}
