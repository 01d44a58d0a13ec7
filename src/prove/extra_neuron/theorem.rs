//! Whether the theorem applies: separation by monomials, minima that survive, and the claims about both.

use std::io::Write;

use critcert_certificate::case::extra_neuron::{ExtraNeuronNetwork, ExtraNeuronProblem, Unit};
use critcert_certificate::certificate::extra_neuron::{
    ExtraEliminates, ExtraMoment, ExtraMomentsVanish, ExtraOptimal, ExtraSeparation,
};
use critcert_certificate::certificate::{Answer, CertificateWriter};
use critcert_certificate::rational::Canonical;
use num_traits::Zero;

use super::super::{Finding, ProveError};
use super::assumptions::write_escape;
use super::{Outcome, write_base};
use crate::extra_neuron::BasePoint;
use crate::extra_neuron::classify::is_frozen;
use crate::extra_neuron::instance::places;
use crate::extra_neuron::moments::{Moment, first_moment, separating_polynomials};
use crate::extra_neuron::theta::is_flat;

/// Writes that monomials of this power separate the places; `None` when they do not.
fn write_separation<W: Write>(
    problem: &ExtraNeuronProblem,
    power: usize,
    writer: &mut CertificateWriter<W>,
) -> Result<Option<u64>, ProveError> {
    let mut polynomials = Vec::new();
    if power < places(problem).len().saturating_sub(1) {
        let Some(found) = separating_polynomials(problem, power) else { return Ok(None) };
        polynomials = found
            .into_iter()
            .map(|terms| terms.into_iter().map(|(powers, value)| (powers, Canonical(value))).collect())
            .collect();
    }
    Ok(Some(writer.step(&ExtraSeparation { power, polynomials })?))
}

/// The separation that the unit of the problem needs: none for the exponential.
///
/// # Errors
/// [`ProveError::Undetermined`] when the power does not separate the places.
pub(super) fn unit_separation<W: Write>(
    problem: &ExtraNeuronProblem,
    writer: &mut CertificateWriter<W>,
) -> Result<Option<u64>, ProveError> {
    match problem.unit {
        Unit::Exp => Ok(None),
        Unit::Monomial(power) => write_separation(problem, power, writer)?.map(Some).ok_or_else(|| {
            let message = format!("monomials of power {power} do not separate the points");
            ProveError::Undetermined(message)
        }),
    }
}

/// A minimum above the base of the case that a monomial unit of this power leaves there, if there is one.
fn surviving<W: Write>(
    problem: &ExtraNeuronProblem,
    power: usize,
    writer: &mut CertificateWriter<W>,
) -> Result<Option<u64>, ProveError> {
    if problem.base.is_none() {
        return Ok(None);
    }
    let base = BasePoint::of_case(problem)?;
    let Some((bad, _)) = base.first_bad_place(problem) else { return Ok(None) };
    if first_moment(problem, &base, power).is_some() || !is_flat(problem, &base) {
        return Ok(None);
    }
    let base = write_base(&base, true, writer)?;
    Ok(Some(writer.step(&ExtraMomentsVanish { base, power, bad: Some(bad) })?))
}

pub(super) fn eliminates<W: Write>(
    problem: &ExtraNeuronProblem,
    unit: Option<&ExtraNeuronNetwork>,
    writer: &mut CertificateWriter<W>,
) -> Outcome {
    if problem.lambda.0.is_zero() {
        let step = write_escape(problem, unit, writer)?;
        return Ok((Answer::Refuted, step, Finding::None));
    }
    if let Unit::Monomial(power) = problem.unit
        && let Some(step) = surviving(problem, power, writer)?
    {
        return Ok((Answer::Refuted, step, Finding::None));
    }
    let separation = unit_separation(problem, writer)?;
    let step = writer.step(&ExtraEliminates { separation })?;
    Ok((Answer::Proved, step, Finding::None))
}

pub(super) fn monomial<W: Write>(
    problem: &ExtraNeuronProblem,
    power: usize,
    writer: &mut CertificateWriter<W>,
) -> Outcome {
    if problem.lambda.0.is_zero() {
        return Err(ProveError::Hypothesis("lambda = 0, which the theorem excludes".to_owned()));
    }
    if let Some(step) = surviving(problem, power, writer)? {
        return Ok((Answer::Refuted, step, Finding::None));
    }
    if let Some(step) = write_separation(problem, power, writer)? {
        return Ok((Answer::Proved, step, Finding::None));
    }
    if is_frozen(problem) {
        let base = BasePoint::of_case(problem)?;
        let step = write_base(&base, true, writer)?;
        let step = match first_moment(problem, &base, power) {
            Some(moment) => writer.step(&moment_step(step, moment))?,
            None => writer.step(&ExtraOptimal { base: step })?,
        };
        return Ok((Answer::Proved, step, Finding::None));
    }
    let message =
        format!("monomials of power {power} do not separate the points, and the base is no counterexample");
    Err(ProveError::Undetermined(message))
}

pub(super) fn moment_step(base: u64, moment: Moment) -> ExtraMoment {
    ExtraMoment { base, powers: moment.powers, sum: moment.sum.to_wire() }
}
