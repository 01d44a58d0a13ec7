//! Verdicts on networks as steps.

use std::io::Write;

use critcert_certificate::certificate::CertificateWriter;
use critcert_certificate::certificate::porcupine::{
    Bounds, Choice, PorcupineDescent, PorcupineGlobal, PorcupineMaximum, PorcupineMinimum, PorcupinePoint,
    PorcupineVerdict, Value,
};
use critcert_certificate::certificate::porcupine_enclosed::{EnclosedPoint, EnclosedVerdict, Move};
use critcert_certificate::rational::Canonical;

use super::ProveError;
use crate::porcupine::classify::GlobalMinimum;
use crate::porcupine::{Classification, Proof};

/// Writes the proof of a verdict; `t` is absent for the case's network.
pub(super) fn write<W: Write>(
    t: Option<Vec<Vec<Value>>>,
    found: &Classification,
    writer: &mut CertificateWriter<W>,
) -> Result<u64, ProveError> {
    if found.enclosed {
        return write_enclosed(t, found, writer);
    }
    let point =
        writer.step(&PorcupinePoint { t, loss: found.loss.clone(), differentiable: found.differentiable })?;
    let because = match &found.proof {
        Proof::ZeroLoss | Proof::Optimal | Proof::Open(_) => Vec::new(),
        Proof::Least(least) => vec![write_least(least, writer)?],
        Proof::LinearTest => vec![writer.step(&PorcupineMinimum { point })?],
        Proof::NotLeast { better, loss } => {
            let minimum = writer.step(&PorcupineMinimum { point })?;
            let better = PorcupinePoint {
                t: Some(better.clone()),
                loss: loss.clone(),
                differentiable: found.better_is_differentiable,
            };
            vec![minimum, writer.step(&better)?]
        }
        Proof::Descent { line, neuron, direction, value } => {
            let (line, neuron, direction) = (*line, *neuron, *direction);
            vec![writer.step(&PorcupineDescent { point, line, neuron, direction, value: value.clone() })?]
        }
        Proof::Maximum => vec![writer.step(&PorcupineMaximum { point })?],
    };
    Ok(writer.step(&PorcupineVerdict { point, verdict: found.verdict, because })?)
}

pub(super) fn write_least<W: Write>(
    least: &GlobalMinimum,
    writer: &mut CertificateWriter<W>,
) -> Result<u64, ProveError> {
    let choice = |(sides, z): &(String, Vec<Value>)| Choice { sides: sides.clone(), z: z.clone() };
    let choices = least.choices.iter().map(choice).collect();
    Ok(writer.step(&PorcupineGlobal { value: least.value.clone(), choices })?)
}

/// As [`write()`], with bounds of losses.
fn write_enclosed<W: Write>(
    t: Option<Vec<Vec<Value>>>,
    found: &Classification,
    writer: &mut CertificateWriter<W>,
) -> Result<u64, ProveError> {
    let t = t.map(|t| rationals(&t)).transpose()?;
    let loss = bounds(&found.loss)?;
    let point = writer.step(&EnclosedPoint { t, loss, differentiable: found.differentiable })?;
    let (mut descent, mut better) = (None, None);
    match &found.proof {
        Proof::Descent { line, neuron, direction, .. } => {
            descent = Some(Move { line: *line, neuron: *neuron, direction: *direction });
        }
        Proof::NotLeast { better: t, loss } => {
            let differentiable = found.better_is_differentiable;
            let point = EnclosedPoint { t: Some(rationals(t)?), loss: bounds(loss)?, differentiable };
            better = Some(writer.step(&point)?);
        }
        _ => {}
    }
    Ok(writer.step(&EnclosedVerdict { point, verdict: found.verdict, descent, better })?)
}

fn rationals(t: &[Vec<Value>]) -> Result<Vec<Vec<Canonical>>, ProveError> {
    let number = |value: &Value| match value {
        Value::Rational(value) => Ok(value.clone()),
        other => Err(ProveError::Internal(format!("the position {} is not rational", other.text()))),
    };
    t.iter().map(|row| row.iter().map(number).collect()).collect()
}

fn bounds(value: &Value) -> Result<Bounds, ProveError> {
    match value {
        Value::Rational(value) => Ok(Bounds { low: value.clone(), high: value.clone() }),
        Value::Between(bounds) => Ok(bounds.clone()),
        Value::Pi(_) => Err(ProveError::Internal("a loss of Q(pi) among enclosed ones".to_owned())),
    }
}
