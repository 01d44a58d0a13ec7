//! The verdict on the point of a case.

use std::io::Write;

use critcert_certificate::certificate::CertificateWriter;
use critcert_certificate::certificate::extra_neuron::{
    ExtraEscape, ExtraGradientEntry, ExtraMomentsVanish, ExtraOneSided, ExtraOptimal, ExtraOrder,
    ExtraOutputWeight, ExtraStationary, ExtraVerdict,
};
use critcert_certificate::rational::Canonical;

use super::super::ProveError;
use super::{list, write_base};
use crate::extra_neuron::moments::Moment;
use crate::extra_neuron::{Classification, Proof};

/// Writes the steps that prove the verdict on the point of the case.
pub(in crate::prove) fn write_point<W: Write>(
    found: &Classification,
    writer: &mut CertificateWriter<W>,
) -> Result<u64, ProveError> {
    let base = write_base(&found.base, true, writer)?;
    let because = match &found.proof {
        Proof::Optimal => vec![writer.step(&ExtraOptimal { base })?],
        Proof::Escape { outputs } => {
            let outputs = list(outputs);
            vec![writer.step(&ExtraEscape { base, unit: None, outputs, better: None })?]
        }
        Proof::OutputWeight { value } => {
            vec![writer.step(&ExtraOutputWeight { value: Canonical(value.clone()) })?]
        }
        Proof::UnitDerivative(moment) => vec![writer.step(&order_step(base, 0, moment))?],
        Proof::GradientEntry { parameter, neuron, input, value } => {
            let (parameter, neuron, input) = (*parameter, *neuron, *input);
            let value = value.to_wire();
            vec![writer.step(&ExtraGradientEntry { base, parameter, neuron, input, value })?]
        }
        Proof::OneSided { neuron, direction, value } => {
            let (direction, value) = (list(direction), Canonical(value.clone()));
            vec![writer.step(&ExtraOneSided { base, neuron: *neuron, direction, value })?]
        }
        Proof::Order(moment) => {
            let order = found.order.unwrap_or_default();
            let differentiable = found.differentiable;
            vec![
                writer.step(&ExtraStationary { base, differentiable })?,
                writer.step(&order_step(base, order, moment))?,
            ]
        }
        Proof::MomentsVanish { power, bad, better } => {
            let step = ExtraMomentsVanish { base, power: *power, bad: Some(*bad) };
            let mut because = vec![writer.step(&step)?];
            if let Some(better) = better {
                because.push(write_base(better, false, writer)?);
            }
            because
        }
        Proof::None(reason) => return Err(ProveError::Undetermined(reason.to_string())),
    };
    Ok(writer.step(&ExtraVerdict { verdict: found.verdict, order: found.order, because })?)
}

fn order_step(base: u64, order: usize, moment: &Moment) -> ExtraOrder {
    ExtraOrder { base, order, derivative: moment.powers.clone(), sum: moment.sum.to_wire() }
}
