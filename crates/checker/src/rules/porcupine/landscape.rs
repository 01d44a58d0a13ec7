//! Rule `porcupine-landscape`: every pattern was treated, and these are the losses.

use critcert_certificate::certificate::porcupine::PorcupineLandscape;

use super::pattern::numbered;
use super::{AnyFact, Fact, fields, require};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;
use crate::porcupine::number::Ratio;
use crate::rules::same;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: PorcupineLandscape = fields(with)?;
    let model = state.porcupine_model()?;
    let progress = &mut state.porcupine;
    if let Some(branch) = numbered(progress.patterns, model.lines.neurons.len()) {
        return Err(Reason::Incomplete { branch }.into());
    }
    same("patterns", &progress.patterns, &stated.patterns)?;
    let losses: Vec<Ratio> = stated.losses.iter().map(Ratio::read).collect::<Result<_, _>>()?;
    for (left, right) in losses.iter().zip(losses.iter().skip(1)) {
        require(left.compare(right)? < 0, "the losses do not increase")?;
    }
    let mut seen = vec![false; losses.len()];
    for found in std::mem::take(&mut progress.losses) {
        let (mut low, mut high) = (0_usize, losses.len());
        let mut place = None;
        while low < high {
            let middle = low.midpoint(high);
            let Some(candidate) = losses.get(middle) else { break };
            match found.compare(candidate)? {
                0 => {
                    place = Some(middle);
                    break;
                }
                1 => low = middle.saturating_add(1),
                _ => high = middle,
            }
        }
        let mark = place.and_then(|place| seen.get_mut(place));
        *mark.ok_or(Reason::Condition { condition: "the loss of a pattern is not listed" })? = true;
    }
    require(seen.iter().all(|seen| *seen), "a listed loss belongs to no pattern")?;
    Ok(Some(AnyFact::Porcupine(Fact::Landscape(losses))))
}
