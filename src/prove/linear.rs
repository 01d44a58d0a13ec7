//! Certificates about the linear problem.

use std::io::Write;

use critcert_certificate::case::linear::{LinearNetwork, LinearProblem};
use critcert_certificate::case::{LinearClaim, Network};
use critcert_certificate::certificate::linear::{
    CriticalValueEntry, LinearBenign, LinearCriticalValues, LinearGradientEntry, LinearLeastLoss,
    LinearLeastLossInterval, LinearLowerBound, LinearNegativeCurvature, LinearPoint, LinearSigma,
    LinearSpectrum, LinearVerdict, LinearZeroGradient, SpectralFactor,
};
use critcert_certificate::certificate::{Answer, CertificateWriter};
use critcert_certificate::rational::{Canonical, Rational, compare, ratio};

use super::{Control, Finding, ProveError};
use crate::linear::{
    Classification, Instance, Landscape, LinearError, LowerBound, Proof, Spectrum, classify, landscape,
    optimum,
};

impl From<LinearError> for ProveError {
    fn from(error: LinearError) -> Self {
        match error {
            LinearError::Internal(message) => Self::Internal(message.to_owned()),
            LinearError::Interrupted => Self::Interrupted,
            error => Self::Undetermined(error.to_string()),
        }
    }
}

/// Settles a claim; returns the answer and the step that shows it.
pub(super) fn settle<W: Write>(
    problem: &LinearProblem,
    network: Option<&Network>,
    claim: &LinearClaim,
    writer: &mut CertificateWriter<W>,
    control: Control<'_>,
) -> Result<(Answer, u64, Finding), ProveError> {
    let answer = |holds: bool| if holds { Answer::Proved } else { Answer::Refuted };
    match claim {
        LinearClaim::Verdict { expect } => {
            let Some(Network::Linear(network)) = network else {
                return Err(ProveError::Unsupported("a verdict needs a [network] in the case".to_owned()));
            };
            let found = classify(problem, network)?;
            let step = write_point(problem, &found, writer)?;
            Ok((answer(found.verdict == *expect), step, Finding::LinearPoint(Box::new(found))))
        }
        LinearClaim::NoSpuriousLocalMinimum | LinearClaim::EverySaddleStrict => {
            let instance = Instance::new(problem)?;
            let sigma = write_sigma(&instance, writer)?;
            Ok((Answer::Proved, writer.step(&LinearBenign { sigma })?, Finding::None))
        }
        LinearClaim::GlobalMinimumValue { value } => {
            let instance = Instance::new(problem)?;
            let (holds, step) = write_least_loss(&instance, &value.0, writer)?;
            Ok((answer(holds), step, Finding::None))
        }
        LinearClaim::CriticalValues { losses } => {
            let instance = Instance::new(problem)?;
            let found = landscape(&instance, control.interrupted, control.progress)?;
            let sigma = write_sigma(&instance, writer)?;
            let spectrum = write_spectrum(&found.spectrum, sigma, writer)?;
            let step = write_values(&found, spectrum, writer)?;
            let stated = losses.iter().map(|loss| Some(&loss.0));
            let holds = found.values.iter().map(|value| value.rational()).eq(stated);
            let found = LinearLandscape { landscape: found, width: problem.width };
            Ok((answer(holds), step, Finding::LinearLandscape(Box::new(found))))
        }
    }
}

/// All critical values of a problem at a width.
#[derive(Debug)]
pub struct LinearLandscape {
    /// The values.
    pub landscape: Landscape,
    /// The width.
    pub width: usize,
}

/// Writes the landscape with the proof that no local minimum is spurious and every saddle is strict.
///
/// # Errors
/// [`ProveError::Undetermined`] past a limit of [`crate::linear`].
pub(super) fn write_landscape<W: Write>(
    problem: &LinearProblem,
    writer: &mut CertificateWriter<W>,
    control: Control<'_>,
) -> Result<(u64, LinearLandscape), ProveError> {
    let instance = Instance::new(problem)?;
    let found = landscape(&instance, control.interrupted, control.progress)?;
    let sigma = write_sigma(&instance, writer)?;
    let spectrum = write_spectrum(&found.spectrum, sigma, writer)?;
    write_values(&found, spectrum, writer)?;
    let step = writer.step(&LinearBenign { sigma })?;
    Ok((step, LinearLandscape { landscape: found, width: problem.width }))
}

/// Writes the steps that prove the verdict on the case's network; returns the step of the verdict.
pub(super) fn write_point<W: Write>(
    problem: &LinearProblem,
    found: &Classification,
    writer: &mut CertificateWriter<W>,
) -> Result<u64, ProveError> {
    let point = writer.step(&LinearPoint { network: None, loss: Canonical(found.loss.clone()) })?;
    let because = match &found.proof {
        Proof::GradientEntry { layer, row, column, value } => {
            let value = Canonical(value.clone());
            vec![writer.step(&LinearGradientEntry {
                point,
                layer: *layer,
                row: *row,
                column: *column,
                value,
            })?]
        }
        Proof::Optimal(bound) => {
            let sigma = write_sigma(&Instance::new(problem)?, writer)?;
            vec![write_bound(bound, sigma, writer)?]
        }
        Proof::Saddle(direction) => vec![
            writer.step(&LinearZeroGradient { point })?,
            writer.step(&LinearNegativeCurvature {
                point,
                direction: LinearNetwork { w1: direction.w1.to_rows(), w2: direction.w2.to_rows() },
                second_derivative: Canonical(direction.second_derivative.clone()),
            })?,
        ],
    };
    Ok(writer.step(&LinearVerdict { point, verdict: found.verdict, because })?)
}

fn write_sigma<W: Write>(instance: &Instance, writer: &mut CertificateWriter<W>) -> Result<u64, ProveError> {
    Ok(writer.step(&LinearSigma { solution: instance.solution.to_rows() })?)
}

fn write_bound<W: Write>(
    bound: &LowerBound,
    sigma: u64,
    writer: &mut CertificateWriter<W>,
) -> Result<u64, ProveError> {
    Ok(writer.step(&LinearLowerBound {
        sigma,
        shift: Canonical(bound.shift.clone()),
        excess: bound.excess.to_rows(),
        bound: Canonical(bound.value.clone()),
    })?)
}

fn write_spectrum<W: Write>(
    spectrum: &Spectrum,
    sigma: u64,
    writer: &mut CertificateWriter<W>,
) -> Result<u64, ProveError> {
    let mut factors = Vec::with_capacity(spectrum.factors.len());
    for ((factor, multiplicity), group) in spectrum.factors.iter().zip(spectrum.system.groups()) {
        let root = |&index: &usize| {
            let root = &spectrum.system.roots()[index];
            [Canonical(root.low().clone()), Canonical(root.high().clone())]
        };
        factors.push(SpectralFactor {
            polynomial: factor.monic().coefficients().iter().cloned().map(Canonical).collect(),
            multiplicity: *multiplicity,
            roots: group.iter().map(root).collect(),
        });
    }
    Ok(writer.step(&LinearSpectrum { sigma, factors })?)
}

fn write_values<W: Write>(
    found: &Landscape,
    spectrum: u64,
    writer: &mut CertificateWriter<W>,
) -> Result<u64, ProveError> {
    let entry = |value: &crate::linear::CriticalValue| CriticalValueEntry {
        low: Canonical(value.low.clone()),
        high: Canonical(value.high.clone()),
        vectors: value.vectors.len() as u64,
    };
    Ok(writer.step(&LinearCriticalValues { spectrum, values: found.values.iter().map(entry).collect() })?)
}

/// Writes what decides whether `value` is the least loss; returns the answer and the step.
fn write_least_loss<W: Write>(
    instance: &Instance,
    value: &Rational,
    writer: &mut CertificateWriter<W>,
) -> Result<(bool, u64), ProveError> {
    let mut spectrum = Spectrum::new(instance);
    let sigma = write_sigma(instance, writer)?;
    if let Some(best) = optimum(instance, &spectrum)? {
        let network = LinearNetwork { w1: best.point.w1.to_rows(), w2: best.point.w2.to_rows() };
        let bound = write_bound(&best.bound, sigma, writer)?;
        let loss = Canonical(best.point.loss.clone());
        let point = writer.step(&LinearPoint { network: Some(network), loss })?;
        let step = writer.step(&LinearLeastLoss { bound, point })?;
        return Ok((best.bound.value == *value, step));
    }
    // The least loss is irrational: an interval leaves out the stated value.
    let taken = spectrum.largest(instance.width);
    let mut bits = 16;
    loop {
        let (least, most) = spectrum.system.enclose(&taken, &Rational::from_integer(0.into()));
        let half = ratio(1, 2);
        let low = (&instance.target_norm - most) * &half;
        let high = (&instance.target_norm - least) * &half;
        if compare(value, &low).is_lt() || compare(value, &high).is_gt() {
            let step = write_spectrum(&spectrum, sigma, writer)?;
            let (low, high) = (Canonical(low), Canonical(high));
            return Ok((false, writer.step(&LinearLeastLossInterval { spectrum: step, low, high })?));
        }
        spectrum.system.refine(bits);
        bits *= 2;
    }
}
