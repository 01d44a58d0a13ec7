//! Rule `volume-empty`: no differentiable local minimum in a region.

use critcert_certificate::certificate::volume::VolumeEmpty;

use super::{AnyFact, Class, fields, require};
use crate::kernel::{Failure, State};
use crate::rules::stratum::cut::accept_cut;
use crate::stratum::covector::Covector;
use crate::stratum::groups::Residual;

/// Most choices of signs of one region.
const MAX_CHOICES: u64 = 1 << 20;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: VolumeEmpty = fields(with)?;
    let (problem, _) = state.volume_problem()?;
    let (_, points) = state.volume.span()?;
    let cells = state.volume.region(&stated.cells, problem.width)?;
    // The different cells, and whether one neuron alone is in each.
    let mut group: Vec<&Covector> = Vec::new();
    let mut alone: Vec<bool> = Vec::new();
    let mut last = None;
    for (number, cell) in stated.cells.iter().zip(cells) {
        if last == Some(number) {
            alone.pop();
            alone.push(false);
        } else {
            group.push(&cell.covector);
            alone.push(true);
        }
        last = Some(number);
    }
    let residual = Residual::accept(points, &group, &stated.fit)?;
    let prediction = residual.prediction(points);
    for cut in &stated.cuts {
        accept_cut(points, &group, &prediction, cut)?;
    }
    let patterns: Vec<&[u8]> = stated.cuts.iter().map(|cut| cut.signs.as_bytes()).collect();
    accept_coverage(&alone, &patterns)?;
    state.volume.regions.push((stated.cells, Class::Without));
    Ok(None)
}

/// Refuses unless every choice of signs is covered: +, - or 0 where one neuron is alone in its cell, and `*` elsewhere.
///
/// `*` covers every choice, as it supposes nothing of the vector.
fn accept_coverage(alone: &[bool], patterns: &[&[u8]]) -> Result<(), Failure> {
    const SIGNS: [u8; 3] = *b"+-0";
    let single = u32::try_from(alone.iter().filter(|alone| **alone).count()).unwrap_or(u32::MAX);
    let choices = 3_u64.checked_pow(single).filter(|choices| *choices <= MAX_CHOICES);
    let choices =
        choices.ok_or_else(|| Failure::Declined(format!("more than {MAX_CHOICES} choices of signs")))?;
    for choice in 0..choices {
        let mut rest = choice;
        let signs: Vec<u8> = alone
            .iter()
            .map(|alone| {
                if !*alone {
                    return b'*';
                }
                let digit = usize::try_from(rest % 3).unwrap_or(0);
                rest /= 3;
                SIGNS.get(digit).copied().unwrap_or(b'0')
            })
            .collect();
        let covers =
            |pattern: &&&[u8]| pattern.iter().zip(&signs).all(|(own, sign)| *own == b'*' || own == sign);
        require(patterns.iter().any(|pattern| covers(&pattern)), "a choice of signs is not covered")?;
    }
    Ok(())
}
