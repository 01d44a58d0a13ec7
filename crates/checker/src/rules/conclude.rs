//! Rule `conclude`, section 8.15: the claim is proved or refuted.

use critcert_certificate::case::{Claim, IntervalClaim};
use critcert_certificate::certificate::{Answer, Conclude};

use super::{Fact, fields, require};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<Fact>, Failure> {
    let stated: Conclude = fields(with)?;
    let answer = match &state.claim {
        Claim::Interval(IntervalClaim::Verdict { expect }) => {
            let settled = state.settled(stated.by)?;
            require(state.point(settled.point)?.of_case, "the verdict is about another network")?;
            if settled.verdict == *expect { Answer::Proved } else { Answer::Refuted }
        }
        Claim::Interval(IntervalClaim::NoLocalMaximum) => {
            state.fact(stated.by, "that nothing is a local maximum", |fact| match fact {
                Fact::NoLocalMaximum => Some(&()),
                _ => None,
            })?;
            Answer::Proved
        }
        Claim::Interval(IntervalClaim::Classification { width }) => {
            let shown = state.fact(stated.by, "a classification", |fact| match fact {
                Fact::Classification(width) => Some(width),
                _ => None,
            })?;
            require(shown == width, "the classification is of another width")?;
            Answer::Proved
        }
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
