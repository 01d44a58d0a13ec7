//! Claims about Gaussian input at any angles.

use std::io::Write;

use critcert_certificate::case::porcupine::PorcupineProblem;
use critcert_certificate::case::{Network, PorcupineClaim, Verdict};
use critcert_certificate::certificate::porcupine_enclosed::{
    DualChoice, DualWithout, EnclosedFound, EnclosedLeast, EnclosedRegion, EnclosedZero,
};
use critcert_certificate::certificate::{Answer, CertificateWriter};
use critcert_certificate::rational::{Canonical, Rational};

use super::{Finding, ProveError, Shown, answer, point, span};
use crate::porcupine::enclosed::region::{Found, Region};
use crate::porcupine::enclosed::{Kernel, LeastBounds, classify, least, region};
use crate::porcupine::lines::Lines;
use crate::porcupine::patterns::{Letter, MAX_LINES, numbered, word};
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
            let found = classify(problem, &kernel, network);
            if let Proof::Open(reason) = &found.proof {
                return Err(ProveError::Undetermined(reason.clone()));
            }
            if *expect == Verdict::GlobalMinimum && matches!(found.proof, Proof::LinearTest) {
                let message = "a local minimum whose loss is not told apart from the least one";
                return Err(ProveError::Undetermined(message.to_owned()));
            }
            let step = point::write(None, &found, writer)?;
            Ok((answer(found.verdict == *expect), step, Finding::PorcupinePoint(Box::new(found))))
        }
        PorcupineClaim::ZeroIsStrictLocalMaximum => zero(&kernel, writer),
        PorcupineClaim::DistanceToTeacher { value } => distance(problem, &kernel, &value.0, writer),
        PorcupineClaim::NoSpuriousLocalMinimum { regions } => {
            let Some(signs) = span::signs(problem, regions) else {
                return somewhere(problem, &kernel, writer);
            };
            let pattern = span::merged(&lines, &signs);
            let found = region(problem, &kernel, &pattern)?;
            write_region(&pattern, &found, writer)
        }
        PorcupineClaim::LocalMinimumLosses { .. } | PorcupineClaim::SpanTheorem { .. } => {
            Err(PorcupineError::Angle.into())
        }
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
    let step = write_least(&found, writer)?;
    Ok((answer(holds), step, Finding::None))
}

fn numbers(list: &[Rational]) -> Vec<Canonical> {
    list.iter().cloned().map(Canonical).collect()
}

fn write_least<W: Write>(found: &LeastBounds, writer: &mut CertificateWriter<W>) -> Result<u64, ProveError> {
    let choice = |(sides, w): &(Vec<bool>, Vec<Rational>)| DualChoice {
        sides: sides.iter().map(|&plus| if plus { '+' } else { '-' }).collect(),
        w: numbers(w),
    };
    let choices = found.choices.iter().map(choice).collect();
    Ok(writer.step(&EnclosedLeast { loss: found.loss.clone(), z: numbers(&found.z), choices })?)
}

fn write_region<W: Write>(
    pattern: &[Letter],
    region: &Region,
    writer: &mut CertificateWriter<W>,
) -> Result<Shown, ProveError> {
    let (answer, found) = match &region.found {
        Found::Zero => (Answer::Proved, EnclosedFound::Zero),
        Found::Blocked(feature) => (Answer::Proved, EnclosedFound::Blocked { feature: *feature }),
        Found::Spurious(least, without) => {
            let dual =
                |(feature, w): &(usize, Vec<Rational>)| DualWithout { feature: *feature, w: numbers(w) };
            let without = without.iter().map(dual).collect();
            (Answer::Refuted, EnclosedFound::Spurious { least: write_least(least, writer)?, without })
        }
    };
    let step = writer.step(&EnclosedRegion {
        region: word(pattern),
        loss: region.loss.clone(),
        z: numbers(&region.z),
        w: numbers(&region.w),
        found,
    })?;
    Ok((answer, step, Finding::None))
}

/// Refutes that no region holds a spurious local minimum, by the first one that is shown to hold one.
fn somewhere<W: Write>(
    problem: &PorcupineProblem,
    kernel: &Kernel<'_>,
    writer: &mut CertificateWriter<W>,
) -> Result<Shown, ProveError> {
    let lines = kernel.lines.len();
    if lines > MAX_LINES {
        return Err(PorcupineError::TooManyLines { lines }.into());
    }
    for number in 0..3_usize.pow(u32::try_from(lines).unwrap_or(0)) {
        let open = |letter: Letter| if letter == Letter::Open { Letter::Mixed } else { letter };
        let pattern: Vec<Letter> = numbered(number, lines).into_iter().map(open).collect();
        let empty = pattern.iter().zip(&kernel.lines.neurons);
        if empty.into_iter().any(|(letter, &count)| *letter == Letter::Mixed && count == 1) {
            continue;
        }
        if let Ok(found) = region(problem, kernel, &pattern)
            && matches!(found.found, Found::Spurious(..))
        {
            return write_region(&pattern, &found, writer);
        }
    }
    Err(PorcupineError::Angle.into())
}
