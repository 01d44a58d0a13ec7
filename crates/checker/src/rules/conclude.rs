//! Rule `conclude`, section 8.15: the claim is proved or refuted.

use critcert_certificate::case::Claim;
use critcert_certificate::certificate::Conclude;

use super::{Fact, extra_neuron, fields, interval};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<Fact>, Failure> {
    let stated: Conclude = fields(with)?;
    let answer = match &state.claim {
        Claim::Interval(claim) => interval::conclude(state, claim, stated.by)?,
        Claim::ExtraNeuron(claim) => extra_neuron::conclude(state, claim, stated.by)?,
        _ => return Err(Reason::Condition { condition: "no rule of this version settles the claim" }.into()),
    };
    if answer != stated.answer {
        return Err(Reason::Value {
            what: "answer".to_owned(),
            expected: format!("{answer:?}").to_lowercase(),
            got: format!("{:?}", stated.answer).to_lowercase(),
        }
        .into());
    }
    state.answer = Some(answer);
    Ok(None)
}
