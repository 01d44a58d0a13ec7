//! Explanations: the argument about a point or a certificate in words, each line with its numbers, to be checked by hand.
//!
//! [`of_case`] explains what the network of a case is; [`of_certificate`] and [`of_step`] say of the steps of a certificate what
//! each states and why it holds, after the rules of `proofs/FORMAT.md` and `proofs/format/`. An explanation proves
//! nothing: the checker does. Everything said comes from the modules of the problem kinds and from the certificate.
//!
//! Lines are written in a small markup: formulas between backticks, literal signs and words between `«` and `»`.
//! [`text`] and [`tex`] render it.

mod point;
mod steps;
pub mod tex;
pub mod text;
mod words;

use critcert_certificate::case::{Case, Claim};
use serde::Serialize;

use crate::input::Certificate;
use crate::prove::ProveError;
use crate::theorems::{self, Theorem};
use words::quoted;

/// An argument in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// What is explained.
    pub title: String,
    /// Its parts, in order.
    pub parts: Vec<Part>,
}

/// A part of an argument: lines under a heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// The heading.
    pub heading: String,
    /// The lines.
    pub lines: Vec<String>,
}

impl Part {
    fn new(heading: impl Into<String>) -> Self {
        Self { heading: heading.into(), lines: Vec::new() }
    }

    fn say(&mut self, line: impl Into<String>) {
        self.lines.push(line.into());
    }
}

/// Explains what the network of a case is, or what a case without a network asks; `path` is where the case was read.
///
/// # Errors
/// As for [`crate::prove::classify`].
pub fn of_case(case: &Case, path: &str) -> Result<Explanation, ProveError> {
    let mut parts = vec![problem(case)];
    if case.network.is_some() {
        parts.extend(point::parts(case, path)?);
    } else {
        parts.push(claims(case));
    }
    let title = case.title.as_deref().map_or_else(|| quoted(path), quoted);
    Ok(Explanation { title, parts })
}

/// Explains a whole certificate about a case; `name` is its file.
#[must_use]
pub fn of_certificate(case: &Case, certificate: &Certificate, name: &str) -> Explanation {
    let mut parts = vec![problem(case), statement(case, certificate)];
    let reader = steps::Reader::new(case, certificate);
    parts.extend((0..certificate.steps.len()).map(|index| reader.part(index)));
    Explanation { title: format!("The argument of {}", quoted(name)), parts }
}

/// Explains one step of a certificate; `None` if there is no such step.
#[must_use]
pub fn of_step(case: &Case, certificate: &Certificate, name: &str, id: u64) -> Option<Explanation> {
    let index = usize::try_from(id).ok().filter(|&index| index < certificate.steps.len())?;
    let reader = steps::Reader::new(case, certificate);
    let mut part = reader.part(index);
    if let Some(line) = reader.uses(index) {
        part.say(line);
    }
    let parts = vec![problem(case), statement(case, certificate), part];
    Some(Explanation { title: format!("Step {id} of {}", quoted(name)), parts })
}

/// Whether a rule has an explanation of its own; others are shown with their fields.
#[must_use]
pub fn knows(rule: &str) -> bool {
    steps::knows(rule)
}

fn problem(case: &Case) -> Part {
    let mut part = Part::new("Problem");
    if let Some(source) = &case.source {
        part.say(format!("Source: {}.", quoted(source).trim_end_matches('.')));
    }
    point::problem(case, &mut part);
    part
}

fn claims(case: &Case) -> Part {
    let mut part = Part::new("Claims");
    part.say("The case has no network, so there is no point to explain; a certificate of one of its claims can be explained step by step.");
    for claim in &case.claims {
        part.say(about_claim(claim));
    }
    part
}

fn about_claim(claim: &Claim) -> String {
    let words = quoted(&theorems::describe(claim));
    match theorems::of_claim(claim) {
        Some(Theorem { statement, proves, .. }) => {
            format!("Claim: {words}. It instantiates the theorem: {statement}. Proved here: {proves}.")
        }
        None => format!("Claim: {words}."),
    }
}

fn statement(case: &Case, certificate: &Certificate) -> Part {
    let mut part = Part::new("Claim");
    match case.read_claim(certificate.header.claim.get()) {
        Ok(claim) => {
            part.say(about_claim(&claim));
            if let Some(theorem) = theorems::of_claim(&claim) {
                part.say(format!("Cited: {}.", quoted(&theorem.citation())));
            }
        }
        Err(_) => part.say(format!("Claim: {}.", quoted(certificate.header.claim.get()))),
    }
    part
}
