//! Claims about Gaussian input at any angles.

use std::io::Write;

use critcert_certificate::case::porcupine::PorcupineProblem;
use critcert_certificate::case::{Network, PorcupineClaim, Verdict};
use critcert_certificate::certificate::CertificateWriter;
use critcert_certificate::certificate::porcupine_enclosed::{DualChoice, EnclosedLeast, EnclosedZero};
use critcert_certificate::rational::{Canonical, Rational};

use super::{Finding, ProveError, Shown, answer, point};
use crate::porcupine::enclosed::{Kernel, classify, least};
use crate::porcupine::lines::Lines;
use crate::porcupine::{PorcupineError, Proof};

/// Settles a claim by enclosures and symbolic zeros.
pub(super) fn settle<W: Write>(
    problem: &PorcupineProblem,
    network: Option<&Network>,
    claim: &PorcupineClaim,
    writer: &mut CertificateWriter<W>,
) -> Result<Shown, ProveError> {
    let lines = Lines::of(problem);
    let kernel = Kernel::of(problem, &lines);
    match claim {
        PorcupineClaim::Verdict { expect } => {
            let Some(Network::Porcupine(network)) = network else {
                return Err(ProveError::Unsupported("a verdict needs a [network] in the case".to_owned()));
            };
            let found = classify(problem, &kernel, network)?;
            if *expect == Verdict::GlobalMinimum && matches!(found.proof, Proof::LinearTest) {
                let message = "a local minimum whose loss is not told apart from the least one";
                return Err(ProveError::Undetermined(message.to_owned()));
            }
            let step = point::write(None, &found, writer)?;
            Ok((answer(found.verdict == *expect), step, Finding::PorcupinePoint(Box::new(found))))
        }
        PorcupineClaim::ZeroIsStrictLocalMaximum => zero(&kernel, writer),
        PorcupineClaim::DistanceToTeacher { value } => distance(problem, &kernel, &value.0, writer),
        PorcupineClaim::NoSpuriousLocalMinimum { .. }
        | PorcupineClaim::LocalMinimumLosses { .. }
        | PorcupineClaim::SpanTheorem { .. } => Err(PorcupineError::Angle.into()),
    }
}

fn zero<W: Write>(kernel: &Kernel<'_>, writer: &mut CertificateWriter<W>) -> Result<Shown, ProveError> {
    let moment = |mass| kernel.expectation(&kernel.teacher, &kernel.feature(mass));
    let signs: Vec<Option<i8>> = (0..kernel.masses()).map(|mass| kernel.sign(&moment(mass))).collect();
    let violated = signs.iter().position(|sign| matches!(sign, Some(0 | -1)));
    if violated.is_none()
        && let Some(mass) = signs.iter().position(Option::is_none)
    {
        return Err(PorcupineError::Tie { what: format!("moment {mass}") }.into());
    }
    let step = writer.step(&EnclosedZero { violated })?;
    Ok((answer(violated.is_none()), step, Finding::None))
}

fn distance<W: Write>(
    problem: &PorcupineProblem,
    kernel: &Kernel<'_>,
    value: &Rational,
    writer: &mut CertificateWriter<W>,
) -> Result<Shown, ProveError> {
    let found = least(problem, kernel)?;
    let (low, high) = (&found.loss.low.0, &found.loss.high.0);
    if low < high && low <= value && value <= high {
        let message = format!("the least loss lies in [{low}, {high}], and so does the stated one");
        return Err(ProveError::Undetermined(message));
    }
    let holds = value == low && value == high;
    let numbers = |list: &[Rational]| list.iter().cloned().map(Canonical).collect();
    let choice = |(sides, w): &(Vec<bool>, Vec<Rational>)| DualChoice {
        sides: sides.iter().map(|&plus| if plus { '+' } else { '-' }).collect(),
        w: numbers(w),
    };
    let step = writer.step(&EnclosedLeast {
        loss: found.loss.clone(),
        z: numbers(&found.z),
        choices: found.choices.iter().map(choice).collect(),
    })?;
    Ok((answer(holds), step, Finding::None))
}
