//! Rule `porcupine-point`: loss and differentiability at a network.

use critcert_certificate::Canonical;
use critcert_certificate::case::{Network, Problem};
use critcert_certificate::certificate::limits;
use critcert_certificate::certificate::porcupine::PorcupinePoint;

use super::{AnyFact, Fact, Point, fields, require};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;
use crate::porcupine::evaluate::Positions;
use crate::porcupine::number::{Ratio, same_number};
use crate::rules::same;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: PorcupinePoint = fields(with)?;
    let model = state.porcupine_model()?;
    let Problem::Porcupine(problem) = &state.case.problem else {
        return Err(Reason::Kind { kind: state.case.problem.kind() }.into());
    };
    let t: Vec<Vec<Ratio>> = match (&stated.t, &state.case.network) {
        (Some(t), _) => {
            let read = |line: &Vec<_>| line.iter().map(Ratio::read).collect::<Result<Vec<_>, _>>();
            t.iter().map(read).collect::<Result<_, _>>()?
        }
        (None, Some(Network::Porcupine(network))) => {
            let read = |line: &Vec<Canonical>| line.iter().map(number).collect();
            network.t.iter().map(read).collect()
        }
        _ => return Err(Reason::Condition { condition: "the case has no network" }.into()),
    };
    let lengths = t.iter().map(Vec::len);
    require(lengths.eq(problem.neurons_per_line.iter().copied()), "t has another shape than the case")?;
    if t.iter().map(Vec::len).sum::<usize>() > limits::NEURONS {
        return Err(Failure::Declined(format!("more than {} neurons", limits::NEURONS)));
    }
    let positions = Positions::new(&model, &t)?;
    same_number("loss", &positions.evaluation.loss, &stated.loss)?;
    same("differentiable", &positions.is_differentiable(&model)?, &stated.differentiable)?;
    let point = Point { of_case: stated.t.is_none(), positions };
    Ok(Some(AnyFact::Porcupine(Fact::Point(Box::new(point)))))
}

fn number(position: &Canonical) -> Ratio {
    Ratio::rational(&position.0)
}
