//! Whether the augmented loss has a local minimum.

use std::io::Write;

use critcert_certificate::case::extra_neuron::{ExtraNeuronNetwork, ExtraNeuronProblem, Unit};
use critcert_certificate::certificate::extra_neuron::{
    ExtraCells, ExtraCovered, ExtraCut, ExtraGroup, ExtraMomentsVanish, ExtraNoMinimiser, ExtraOptimal,
    ExtraPatterns, ExtraVacuous,
};
use critcert_certificate::certificate::pattern::IntegerRow;
use critcert_certificate::certificate::{Answer, CertificateWriter};
use critcert_certificate::rational::{Canonical, Rational};
use num_bigint::BigInt;
use num_traits::Zero;

use super::super::{Control, Finding, ProveError};
use super::assumptions::write_escape;
use super::theorem::{moment_step, unit_separation};
use super::{Outcome, write_base};
use crate::extra_neuron::BasePoint;
use crate::extra_neuron::classify::is_frozen;
use crate::extra_neuron::existence::{Existence, existence};
use crate::extra_neuron::moments::first_moment;

pub(super) fn vacuous<W: Write>(
    problem: &ExtraNeuronProblem,
    unit: Option<&ExtraNeuronNetwork>,
    writer: &mut CertificateWriter<W>,
    control: Control<'_>,
) -> Outcome {
    if is_frozen(problem) {
        let base = BasePoint::of_case(problem)?;
        let hidden = match problem.unit {
            Unit::Exp => None,
            Unit::Monomial(power) => Some((power, first_moment(problem, &base, power))),
        };
        let bad = base.first_bad_place(problem);
        let step = write_base(&base, true, writer)?;
        let Some((point, sum)) = bad else {
            return Ok((Answer::Refuted, writer.step(&ExtraOptimal { base: step })?, Finding::None));
        };
        let because = match hidden {
            None => writer.step(&ExtraGroup { base: step, point, sum: sum.to_wire() })?,
            Some((_, Some(moment))) => writer.step(&moment_step(step, moment))?,
            Some((power, None)) => {
                let survivor = ExtraMomentsVanish { base: step, power, bad: Some(point) };
                return Ok((Answer::Refuted, writer.step(&survivor)?, Finding::None));
            }
        };
        if problem.lambda.0.is_zero() {
            let message = "lambda = 0, which the theorem excludes".to_owned();
            return Err(ProveError::Undetermined(message));
        }
        let step = writer.step(&ExtraVacuous { because, separation: None })?;
        return Ok((Answer::Proved, step, Finding::None));
    }
    let found = exists(problem, writer, control)?;
    if let Some(step) = found.minimum {
        return Ok((Answer::Refuted, step, Finding::None));
    }
    if problem.lambda.0.is_zero() {
        return Ok((Answer::Refuted, write_escape(problem, unit, writer)?, Finding::None));
    }
    let because = found.none.unwrap_or_default();
    let separation = unit_separation(problem, writer)?;
    let step = writer.step(&ExtraVacuous { because, separation })?;
    Ok((Answer::Proved, step, Finding::None))
}

/// What the enumeration of a width gave: the step of a local minimum, or of its absence.
pub(super) struct Exists {
    pub(super) minimum: Option<u64>,
    pub(super) none: Option<u64>,
    pub(super) base: Option<BasePoint>,
    pub(super) patterns: BigInt,
}

/// Decides and writes whether some base of the width has the best output everywhere.
pub(super) fn exists<W: Write>(
    problem: &ExtraNeuronProblem,
    writer: &mut CertificateWriter<W>,
    control: Control<'_>,
) -> Result<Exists, ProveError> {
    let Some(width) = problem.width else {
        return Err(ProveError::Hypothesis("the case states no width".to_owned()));
    };
    match existence(problem, width, control)? {
        Existence::Base { network, patterns } => {
            let base = BasePoint::of_network(problem, *network)?;
            let step = write_base(&base, false, writer)?;
            let minimum = Some(writer.step(&ExtraOptimal { base: step })?);
            Ok(Exists { minimum, none: None, base: Some(base), patterns })
        }
        Existence::NoMinimiser(point) => {
            let none = Some(writer.step(&ExtraNoMinimiser { point })?);
            Ok(Exists { minimum: None, none, base: None, patterns: BigInt::zero() })
        }
        Existence::Refuted(refutation) => {
            let patterns = refutation.patterns;
            let large = || Canonical(Rational::from_integer(patterns.clone()));
            if !refutation.witnesses.is_empty() {
                let witnesses = refutation.witnesses.into_iter().map(IntegerRow).collect();
                writer.step(&ExtraCells { witnesses })?;
            }
            writer.step(&ExtraPatterns { width, patterns: large() })?;
            for (neurons, motzkin) in refutation.cuts {
                let neurons = neurons.iter().map(|neuron| (neuron.text(), neuron.sign)).collect();
                let terms = motzkin.terms.into_iter();
                let multipliers =
                    terms.map(|(row, value)| (row, Canonical(Rational::from_integer(value)))).collect();
                writer.step(&ExtraCut { neurons, multipliers })?;
            }
            let none = Some(writer.step(&ExtraCovered { patterns: large() })?);
            Ok(Exists { minimum: None, none, base: None, patterns })
        }
    }
}
