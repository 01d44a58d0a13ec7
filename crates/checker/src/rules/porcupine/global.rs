//! Rule `porcupine-global`: the least loss, by one minimiser for each choice of sides.

use critcert_certificate::certificate::porcupine::PorcupineGlobal;

use super::{AnyFact, Fact, fields, require};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;
use crate::porcupine::evaluate::minimiser;
use crate::porcupine::number::{Ratio, same_number};

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: PorcupineGlobal = fields(with)?;
    let model = state.porcupine_model()?;
    let count = model.lines.choices();
    require(count == Some(stated.choices.len()), "the choices are not all choices of sides on single lines")?;
    let mut least: Option<Ratio> = None;
    for (number, choice) in stated.choices.iter().enumerate() {
        let (expected, allowed) = model.lines.choice(number);
        if expected != choice.sides {
            return Err(Reason::Branch { expected, got: choice.sides.clone() }.into());
        }
        let (_, _, evaluation) = minimiser(&model, &allowed, &choice.z)?;
        let better = match &least {
            None => true,
            Some(least) => evaluation.loss.compare(least)? < 0,
        };
        if better {
            least = Some(evaluation.loss);
        }
    }
    let Some(least) = least else {
        return Err(Reason::Condition { condition: "there is no choice" }.into());
    };
    same_number("least loss", &least, &stated.value)?;
    Ok(Some(AnyFact::Porcupine(Fact::Least(Box::new(least)))))
}
