//! Certificates about the porcupine problem.

mod claimant;
mod enclosed;
mod point;
mod regions;
mod span;

use std::io::Write;

use critcert_certificate::case::porcupine::{PorcupineNetwork, PorcupineProblem};
use critcert_certificate::case::{Network, PorcupineClaim};
use critcert_certificate::certificate::porcupine::Value;
use critcert_certificate::certificate::{Answer, CertificateWriter};
use critcert_certificate::rational::Canonical;

use super::{Control, Finding, ProveError};
use crate::porcupine::enclosed::Kernel;
use crate::porcupine::form::AnyForm;
use crate::porcupine::landscape::decide_all;
use crate::porcupine::lines::Lines;
use crate::porcupine::patterns::Model;
use crate::porcupine::ring::{Fraction, Ring};
use crate::porcupine::{self as kind, Classification, Landscape, PorcupineError, classify, landscape};
use claimant::Claimant;

impl From<PorcupineError> for ProveError {
    fn from(error: PorcupineError) -> Self {
        match error {
            PorcupineError::Interrupted => Self::Interrupted,
            error => Self::Undetermined(error.to_string()),
        }
    }
}

/// What settling a claim gives: the answer, the step that shows it, and what was found.
type Shown = (Answer, u64, Finding);

/// Runs `$body` with `$model` over the ring of the problem, or `$other` if there is none.
macro_rules! with_model {
    ($problem:expr, |$model:ident| $body:expr, $other:expr) => {{
        let lines = Lines::of($problem);
        match AnyForm::of($problem, &lines) {
            None => $other,
            Some(AnyForm::Finite(form)) => {
                let $model = &Model { problem: $problem, lines: &lines, form: &form };
                $body
            }
            Some(AnyForm::Gaussian(form)) => {
                let $model = &Model { problem: $problem, lines: &lines, form: &form };
                $body
            }
        }
    }};
}

/// Settles a claim; returns the answer and the step that shows it.
///
/// What is about the lines alone comes first: it needs no law of the input.
pub(super) fn settle<W: Write>(
    problem: &PorcupineProblem,
    network: Option<&Network>,
    claim: &PorcupineClaim,
    writer: &mut CertificateWriter<W>,
    control: Control<'_>,
) -> Result<Shown, ProveError> {
    let lines = Lines::of(problem);
    if let Some(shown) = span::settle(problem, &lines, claim, writer)? {
        return Ok(shown);
    }
    with_model!(
        problem,
        |model| Claimant { model, writer, control }.settle(network, claim),
        enclosed::settle(problem, network, claim, writer)
    )
}

/// What a network is.
///
/// # Errors
/// [`ProveError::Undetermined`] when a sign stays open, with Gaussian input.
pub fn classify_network(
    problem: &PorcupineProblem,
    network: &PorcupineNetwork,
) -> Result<Classification, ProveError> {
    let lines = Lines::of(problem);
    with_model!(
        problem,
        |model| Ok(classify(model, &positions(network), true)),
        Ok(kind::enclosed::classify(problem, &Kernel::of(problem, &lines), network))
    )
}

/// Writes the proof of a verdict on the case's network; returns the step of the verdict.
pub(super) fn write_point<W: Write>(
    found: &Classification,
    writer: &mut CertificateWriter<W>,
) -> Result<u64, ProveError> {
    point::write(None, found, writer)
}

/// Every local minimum, with the certificate of all patterns; returns whether there is only one loss.
pub(super) fn write_landscape<W: Write>(
    problem: &PorcupineProblem,
    writer: &mut CertificateWriter<W>,
    control: Control<'_>,
) -> Result<(Answer, u64, Landscape), ProveError> {
    with_model!(
        problem,
        |model| {
            let mut claimant = Claimant { model, writer, control };
            let decided = claimant.decide_all()?;
            let step = claimant.write_patterns(&decided)?;
            let found = landscape(model, &decided);
            Ok((answer(found.levels.len() == 1), step, found))
        },
        Err(PorcupineError::Angle.into())
    )
}

/// The landscape without a certificate.
///
/// # Errors
/// [`ProveError::Undetermined`] past a limit; [`ProveError::Interrupted`].
pub fn find_landscape(problem: &PorcupineProblem, control: Control<'_>) -> Result<Landscape, ProveError> {
    with_model!(
        problem,
        |model| {
            let decided = decide_all(model, control.interrupted, &|done| (control.progress)(done, None))?;
            Ok(landscape(model, &decided))
        },
        Err(PorcupineError::Angle.into())
    )
}

/// The positions of a network over a ring.
fn positions<R: Ring>(network: &PorcupineNetwork) -> Vec<Vec<Fraction<R>>> {
    let line = |line: &Vec<Canonical>| line.iter().map(|position| Fraction::rational(&position.0)).collect();
    network.t.iter().map(line).collect()
}

fn values<R: Ring>(z: &[Fraction<R>]) -> Vec<Value> {
    z.iter().map(Fraction::value).collect()
}

fn answer(holds: bool) -> Answer {
    if holds { Answer::Proved } else { Answer::Refuted }
}
