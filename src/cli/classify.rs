//! `classify`: exact verdicts on networks.

use std::path::Path;

use critcert::answer::{ClassifyAnswer, classify_answer};
use critcert::dataset::landscape::small::Landscapes;
use critcert::input::load;
use critcert::prove;
use critcert_certificate::case::{Case, Problem, Verdict};
use critcert_checker::Outcome;

use super::arguments::{Classify, Common};
use super::failure::Failure;
use super::{Done, batch, sink, table};

/// Classifies every case in turn.
pub(crate) fn run(verb: &Classify, common: &Common) -> Done {
    if verb.cert.is_some() && (verb.cases.len() != 1 || batch::is_batch(&verb.cases[0])) {
        let message = "--cert writes the certificate of a single case, not of a batch or of several cases";
        return Err(Failure::Usage(message.to_owned()));
    }
    let mut codes = Vec::new();
    for path in &verb.cases {
        codes.push(if batch::is_batch(path) {
            batch::run(path, verb, common)?
        } else {
            single(path, verb, common)?
        });
    }
    Ok(table::worst(codes))
}

fn single(path: &Path, verb: &Classify, common: &Common) -> Done {
    let loaded = load(path)?;
    if let (Problem::Dataset(problem), false) = (&loaded.case.problem, common.quiet) {
        prove::dataset::notes(problem).iter().for_each(|note| table::tell(&format!("note: {note}")));
    }
    let (answer, certificate) = answer(&loaded.case, path, !verb.no_check, &Landscapes::default())?;
    if let (Some(out), Some(bytes)) = (&verb.cert, &certificate) {
        sink::write_whole(out, bytes)?;
    }
    let text = if common.json { json_line(&answer)? } else { describe(path, &answer) };
    table::print(&text)?;
    Ok(if answer.verdict == Verdict::Undetermined { 3 } else { 0 })
}

/// The answer about the network of a case and its certificate, checked if asked.
pub(super) fn answer(
    case: &Case,
    path: &Path,
    check: bool,
    landscapes: &Landscapes,
) -> Result<(ClassifyAnswer, Option<Vec<u8>>), Failure> {
    let (finding, certificate) = prove::classify_with(case, &sink::recorded_path(path), landscapes)
        .map_err(|error| Failure::prove(path, error))?;
    if let (true, Some(bytes)) = (check, &certificate) {
        accept(case, path, bytes)?;
    }
    let answer = classify_answer(&finding).ok_or_else(|| Failure::NotAccepted {
        file: path.display().to_string(),
        outcome: "no answer about a network".to_owned(),
    })?;
    Ok((answer, certificate))
}

/// Runs the checker on a certificate that the prover just wrote.
pub(super) fn accept(case: &Case, path: &Path, certificate: &[u8]) -> Result<Vec<String>, Failure> {
    accept_from(case, path, &mut std::io::Cursor::new(certificate))
}

/// As [`accept`], for a certificate that is read piece by piece.
pub(super) fn accept_from(
    case: &Case,
    path: &Path,
    certificate: &mut dyn std::io::BufRead,
) -> Result<Vec<String>, Failure> {
    let start = std::time::Instant::now();
    match critcert_checker::check(case, certificate) {
        Outcome::Verified(verified) => {
            let (steps, time) = (verified.steps(), start.elapsed());
            tracing::info!("{}: the checker accepts the proof, {steps} steps in {time:?}", path.display());
            Ok(verified.trusts().to_vec())
        }
        outcome => Err(Failure::NotAccepted {
            file: path.display().to_string(),
            outcome: format!("{}: {}", outcome.word(), outcome.reason().unwrap_or_default()),
        }),
    }
}

pub(super) fn json_line(answer: &impl serde::Serialize) -> Result<String, Failure> {
    let text = serde_json::to_string(answer).map_err(|error| Failure::output(error.into()))?;
    Ok(text + "\n")
}

/// The answer for people.
fn describe(path: &Path, answer: &ClassifyAnswer) -> String {
    let differentiable = if answer.differentiable { "differentiable" } else { "not differentiable" };
    let mut text = format!("{}: {}\n", path.display(), answer.verdict.name());
    text += &format!("  loss {}{}, {differentiable}\n", answer.loss, decimal(&answer.loss));
    for (index, neuron) in answer.neurons.iter().enumerate() {
        let flat = if neuron["flat"] == true { ", flat" } else { "" };
        let kind = neuron["type"].as_str().or(neuron["covector"].as_str()).unwrap_or_default();
        text += &format!("  neuron {index}: {}{flat}\n", kind);
    }
    text + &format!("  because {}\n", answer.because)
}

/// A decimal for orientation after a fraction, as ` = 0.027...`; nothing after other texts.
pub(super) fn decimal(number: &str) -> String {
    const PLACES: usize = 6;
    match critcert_certificate::rational::parse_canonical(number) {
        Ok(value) if !value.is_integer() => {
            let (digits, whole) = critcert::exact::decimal::cut(&value, PLACES);
            format!(" = {digits}{}", if whole { "" } else { "..." })
        }
        _ => String::new(),
    }
}
