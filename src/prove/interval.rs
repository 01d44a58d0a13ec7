//! Certificates about the interval problem.

use std::io::Write;

use critcert_certificate::case::interval::{IntervalNetwork, IntervalProblem};
use critcert_certificate::case::{IntervalClaim, Network, Verdict};
use critcert_certificate::certificate::interval::{
    Classification as ClassificationStep, Cut, DescentRay, Family as FamilyStep, GradientEntry, Growth,
    IntervalPoint, Multipliers, NeuronKind, OneSidedDerivative, Open, Parameter as ParameterName, Radius,
    Tree, VerdictStep, ZeroGradient,
};
use critcert_certificate::certificate::{Answer, CertificateWriter};
use critcert_certificate::rational::{Canonical, Rational};
use num_bigint::BigInt;
use num_traits::Zero;

use super::{Control, Finding, ProveError};
use crate::interval::gradient::Parameter;
use crate::interval::landscape::{Event, Family, LandscapeError, Tally, search};
use crate::interval::local_minimum::exact_network;
use crate::interval::rays::Ray;
use crate::interval::{Classification, Proof, classify, classify_by_theorem};

/// Settles a claim; returns the answer and the step that shows it.
pub(super) fn settle<W: Write>(
    problem: &IntervalProblem,
    network: Option<&Network>,
    claim: &IntervalClaim,
    writer: &mut CertificateWriter<W>,
    control: Control<'_>,
) -> Result<(Answer, u64, Finding), ProveError> {
    match claim {
        IntervalClaim::Verdict { expect } => {
            let Some(Network::Interval(network)) = network else {
                return Err(ProveError::Unsupported("a verdict needs a [network] in the case".to_owned()));
            };
            let classification = classify_twice(problem, network)?;
            let step = write_point(problem, network, true, &classification, writer)?;
            let holds = classification.verdict == *expect;
            let answer = if holds { Answer::Proved } else { Answer::Refuted };
            Ok((answer, step, Finding::IntervalPoint(Box::new(classification))))
        }
        IntervalClaim::NoLocalMaximum => {
            let step = writer.step(&Growth { coefficient: Canonical(problem.length()) })?;
            Ok((Answer::Proved, step, Finding::None))
        }
        IntervalClaim::Classification { width } => {
            let landscape = write_classification(problem, *width, writer, control)?;
            Ok((Answer::Proved, landscape.step, Finding::IntervalLandscape(landscape)))
        }
    }
}

/// Classifies a network by its own loss and, where the theorem applies, by the theorem as well.
///
/// # Errors
/// [`ProveError::Internal`] when the two disagree.
pub fn classify_twice(
    problem: &IntervalProblem,
    network: &IntervalNetwork,
) -> Result<Classification, ProveError> {
    let classification = classify(problem, network)?;
    if !problem.slope.0.is_zero() {
        let second = classify_by_theorem(problem, network)?;
        if second != classification.verdict {
            let first = classification.verdict;
            let message = format!("point-wise proof says {}, the theorem {}", first.name(), second.name());
            return Err(ProveError::Internal(message));
        }
    }
    Ok(classification)
}

/// Writes the steps that prove the verdict on a network; returns the step of the verdict.
///
/// `of_case` says that the network is the case's own.
pub(super) fn write_point<W: Write>(
    problem: &IntervalProblem,
    network: &IntervalNetwork,
    of_case: bool,
    classification: &Classification,
    writer: &mut CertificateWriter<W>,
) -> Result<u64, ProveError> {
    let neurons = |classification: &Classification| {
        classification.neurons.iter().map(|class| NeuronKind { kind: class.kind, flat: class.flat }).collect()
    };
    let point = writer.step(&IntervalPoint {
        network: (!of_case).then(|| network.clone()),
        loss: Canonical(classification.loss.clone()),
        differentiable: classification.differentiable,
        neurons: neurons(classification),
    })?;
    let because = match &classification.proof {
        Proof::ZeroLoss => Vec::new(),
        Proof::GradientEntry { parameter, value } => {
            let (parameter, neuron) = parameter_name(*parameter);
            vec![writer.step(&GradientEntry { point, parameter, neuron, value: Canonical(value.clone()) })?]
        }
        Proof::OneSidedDerivative { neuron, direction: (omega, eta), value } => {
            let direction = [Canonical(omega.clone()), Canonical(eta.clone())];
            let value = Canonical(value.clone());
            vec![writer.step(&OneSidedDerivative { point, neuron: *neuron, direction, value })?]
        }
        Proof::DescentRay(ray) => {
            vec![writer.step(&ZeroGradient { point })?, writer.step(&ray_step(point, ray))?]
        }
        Proof::Radius { delta, better } => {
            let radius = writer.step(&Radius { point, delta: Canonical(delta.clone()) })?;
            let evaluated = classify(problem, better)?;
            let better = writer.step(&IntervalPoint {
                network: Some((**better).clone()),
                loss: Canonical(evaluated.loss.clone()),
                differentiable: evaluated.differentiable,
                neurons: neurons(&evaluated),
            })?;
            vec![radius, better]
        }
        Proof::None(reason) => return Err(ProveError::Undetermined(reason.to_string())),
    };
    Ok(writer.step(&VerdictStep { point, verdict: classification.verdict, because })?)
}

fn parameter_name(parameter: Parameter) -> (ParameterName, Option<usize>) {
    match parameter {
        Parameter::OutputBias => (ParameterName::C, None),
        Parameter::OutputWeight(neuron) => (ParameterName::V, Some(neuron)),
        Parameter::HiddenBias(neuron) => (ParameterName::B, Some(neuron)),
        Parameter::InputWeight(neuron) => (ParameterName::W, Some(neuron)),
    }
}

fn ray_step(point: u64, ray: &Ray) -> DescentRay {
    let list = |values: &[Rational]| values.iter().cloned().map(Canonical).collect();
    let direction = &ray.direction;
    DescentRay {
        point,
        direction: IntervalNetwork {
            w: list(&direction.w),
            b: list(&direction.b),
            v: list(&direction.v),
            c: Canonical(direction.c.clone()),
        },
        polynomial: list(ray.polynomial.coefficients()),
    }
}

/// The complete list of critical points at a width.
#[derive(Debug)]
pub struct Landscape {
    /// The width of the networks.
    pub width: usize,
    /// The step of the certificate that shows it.
    pub step: u64,
    /// Numbers of patterns and branches.
    pub tally: Tally,
    /// The families, in the order found.
    pub families: Vec<Family>,
}

/// Writes the whole classification at `width`.
///
/// # Errors
/// [`ProveError::Hypothesis`] for a constant target; see [`ProveError`] for the others.
pub fn write_classification<W: Write>(
    problem: &IntervalProblem,
    width: usize,
    writer: &mut CertificateWriter<W>,
    control: Control<'_>,
) -> Result<Landscape, ProveError> {
    if problem.slope.0.is_zero() {
        return Err(LandscapeError::ConstantTarget.into());
    }
    let problem = &IntervalProblem { width, ..problem.clone() };
    let best = exact_network(problem);
    let classification = classify_twice(problem, &best)?;
    if classification.verdict != Verdict::GlobalMinimum {
        return Err(ProveError::Internal("the exact network has positive loss".to_owned()));
    }
    let global = write_point(problem, &best, false, &classification, writer)?;
    writer.step(&Tree { width, global })?;
    let mut families = Vec::new();
    let mut branches = 0;
    let interrupted = || (control.interrupted)();
    let tally = search(width, &interrupted, &mut |event| {
        branches += 1;
        (control.progress)(branches, None);
        match event {
            Event::Open(branch) => writer.step(&Open { branch: branch.to_owned() }).map(drop)?,
            Event::Cut(branch, motzkin) => {
                let multipliers = wire(&motzkin.terms);
                writer.step(&Cut { branch: branch.to_owned(), multipliers }).map(drop)?;
            }
            Event::Found(branch, family, equal) => {
                write_family(problem, branch, family, equal, writer).map_err(|error| match error {
                    ProveError::Output(error) => LandscapeError::Output(error),
                    error => LandscapeError::Internal(error.to_string()),
                })?;
                families.push(family.clone());
            }
        }
        Ok(())
    })?;
    let step = writer.step(&ClassificationStep {
        patterns: large(&tally.patterns),
        infeasible: large(&tally.infeasible),
        families: tally.families.iter().map(large).collect(),
    })?;
    Ok(Landscape { width, step, tally, families })
}

fn write_family<W: Write>(
    problem: &IntervalProblem,
    branch: &str,
    family: &Family,
    equal: &[Vec<(usize, BigInt)>],
    writer: &mut CertificateWriter<W>,
) -> Result<(), ProveError> {
    let network = family.member(problem, problem.width);
    let classification = classify_twice(problem, &network)?;
    if classification.verdict != family.verdict() {
        let message = format!("the member of branch `{branch}` is a {}", classification.verdict.name());
        return Err(ProveError::Internal(message));
    }
    let member = write_point(problem, &network, false, &classification, writer)?;
    writer.step(&FamilyStep {
        branch: branch.to_owned(),
        verdict: family.verdict(),
        breakpoints: family.breakpoints(problem).into_iter().map(Canonical).collect(),
        loss: Canonical(family.loss(problem)),
        equal: equal.iter().map(|terms| wire(terms)).collect(),
        member,
    })?;
    Ok(())
}

fn wire(terms: &[(usize, BigInt)]) -> Multipliers {
    terms.iter().map(|(row, multiplier)| (*row, large(multiplier))).collect()
}

fn large(value: &BigInt) -> Canonical {
    Canonical(Rational::from_integer(value.clone()))
}
