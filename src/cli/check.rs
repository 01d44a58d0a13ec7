//! `check`: the checker on certificate files.

use std::time::Instant;

use critcert_checker::{Outcome, check_file};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde::Serialize;

use super::arguments::{Check, Common};
use super::failure::Failure;
use super::{Done, table, watch};

/// The JSON answer about one certificate.
#[derive(Debug, Serialize)]
struct Line<'a> {
    certificate: String,
    verdict: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    trusts: &'a [String],
}

/// Checks every certificate; the exit code is that of the worst one.
pub(crate) fn run(verb: &Check, common: &Common) -> Done {
    let bar = watch::progress(common.quiet, "certificates", Some(verb.certificates.len() as u64));
    let outcomes: Vec<Outcome> = verb
        .certificates
        .par_iter()
        .map(|path| {
            let start = Instant::now();
            let outcome = check_file(path, verb.case.as_deref());
            tracing::info!("{}: {} in {:?}", path.display(), outcome.word(), start.elapsed());
            bar.inc(1);
            outcome
        })
        .collect();
    bar.finish_and_clear();
    let mut lines = String::new();
    for (path, outcome) in verb.certificates.iter().zip(&outcomes) {
        let certificate = path.display().to_string();
        lines += &line(outcome, &certificate, common.json)?;
        lines.push('\n');
    }
    table::print(&lines)?;
    Ok(table::worst(outcomes.iter().map(|outcome| outcome.exit_code(verb.strict))))
}

/// The line about one certificate: a JSON object, or words.
pub(super) fn line(outcome: &Outcome, certificate: &str, json: bool) -> Result<String, Failure> {
    if !json {
        return Ok(describe(outcome, certificate));
    }
    let trusts = match outcome {
        Outcome::Verified(verified) => verified.trusts(),
        _ => &[],
    };
    let (certificate, verdict, reason) = (certificate.to_owned(), outcome.word(), outcome.reason());
    let line = Line { certificate, verdict, reason, trusts };
    serde_json::to_string(&line).map_err(|error| Failure::output(error.into()))
}

fn describe(outcome: &Outcome, certificate: &str) -> String {
    let word = outcome.word();
    match outcome {
        Outcome::Verified(verified) => {
            let answer = table::answer_word(verified.answer());
            format!(
                "{word}: {certificate}: {answer} {} in {} steps",
                verified.claim_in_short(),
                verified.steps()
            )
        }
        Outcome::Malformed { .. } if certificate.ends_with(".toml") => {
            format!("{word}: {certificate}: a case is no certificate; `audit` proves and checks its claims")
        }
        _ => format!("{word}: {certificate}: {}", outcome.reason().unwrap_or_default()),
    }
}
