//! Reports: a case or a certificate as one page, with exact numbers and figures.
//!
//! [`of_case`] settles every claim of a case and has each certificate checked; [`of_certificate`] has a given certificate
//! checked. Both then show what the library says about the problem. Floating point is used for the coordinates of
//! figures only: nothing reads them back, and every number that is shown is exact.

mod dataset;
mod extra_neuron;
mod interval;
mod linear;
mod page;
mod plot;
mod porcupine;
mod proof;
mod svg;

use critcert_certificate::case::{Case, Problem};
use critcert_checker::Outcome;

use crate::prove::{Control, Finding, ProveError};
use page::{Page, paragraph};
use proof::Shown;

/// A report.
#[derive(Debug, Clone)]
pub struct Report {
    /// The page: HTML that is XML as well.
    pub html: String,
    /// Names and contents of its figures as SVG files.
    pub figures: Vec<(String, String)>,
    /// Every claim was proved and every certificate verified.
    pub holds: bool,
}

/// The report about a case read from `path`: every claim settled and checked, and what the library says about the problem.
///
/// # Errors
/// [`ProveError`]; a claim that is not settled for a stated reason is shown as undecided instead.
pub fn of_case(case: &Case, path: &str, control: Control<'_>) -> Result<Report, ProveError> {
    let mut page = Page::default();
    let (shown, findings) = proof::settle(case, path, control)?;
    head(&mut page, case, path);
    proof::show(&mut page, &shown);
    body(&mut page, case, path, &findings, control)?;
    Ok(finish(&page, case, path, &shown))
}

/// The report about a certificate: what the checker answered (`outcome`), its steps (`text`), and its case read from `path`.
///
/// # Errors
/// As for [`of_case`].
pub fn of_certificate(
    case: &Case,
    path: &str,
    name: &str,
    text: &str,
    outcome: &Outcome,
    control: Control<'_>,
) -> Result<Report, ProveError> {
    let mut page = Page::default();
    let shown = vec![Shown::of_certificate(case, name, text, outcome)];
    head(&mut page, case, path);
    proof::show(&mut page, &shown);
    body(&mut page, case, path, &[], control)?;
    Ok(finish(&page, case, path, &shown))
}

fn finish(page: &Page, case: &Case, path: &str, shown: &[Shown]) -> Report {
    let title = case.title.as_deref().unwrap_or(path);
    Report {
        html: page.finish(title),
        figures: page.figures.iter().map(|figure| (figure.name.clone(), figure.standalone())).collect(),
        holds: shown.iter().all(Shown::holds),
    }
}

fn head(page: &mut Page, case: &Case, path: &str) {
    page.add(&paragraph(&format!("A problem of the kind {}, read from {path}.", case.problem.kind())));
    if let Some(source) = &case.source {
        page.add(&paragraph(&format!("Source: {source}")));
    }
}

fn body(
    page: &mut Page,
    case: &Case,
    path: &str,
    findings: &[Finding],
    control: Control<'_>,
) -> Result<(), ProveError> {
    if case.network.is_some() {
        proof::point(page, case, path)?;
    }
    match &case.problem {
        Problem::Interval(problem) => interval::show(page, case, problem, findings, control),
        Problem::Dataset(problem) => dataset::show(page, case, problem, control),
        Problem::Linear(_) => linear::show(page, case, path, control),
        Problem::Porcupine(problem) => porcupine::show(page, case, problem, path, control),
        Problem::ExtraNeuron(problem) => extra_neuron::show(page, case, problem, path, control),
    }
}

/// Shows why a part of a report is missing, or passes an interruption and a defect on.
fn missing(page: &mut Page, error: ProveError) -> Result<(), ProveError> {
    match error {
        ProveError::Unsupported(_) | ProveError::Hypothesis(_) | ProveError::Undetermined(_) => {
            page.add(&paragraph(&format!("Not listed: {error}.")));
            Ok(())
        }
        error => Err(error),
    }
}
