//! Claims with their verdicts, certificates step by step, and the verdict on the network of a case.

use critcert_certificate::case::Case;
use critcert_certificate::certificate::{Answer, Asked};
use critcert_checker::Outcome;
use serde_json::Value;

use super::page::{Page, details, escape, number, numbers, paragraph, table};
use crate::answer;
use crate::prove::{Control, Finding, ProveError, classify, prove};
use crate::theorems::{self, Theorem};

/// Most steps of a certificate that are shown.
const STEPS: usize = 300;
/// Most characters of a step that are shown.
const CHARACTERS: usize = 4000;

/// A claim and what became of it.
pub(super) struct Shown {
    claim: String,
    theorem: String,
    verdict: String,
    checker: String,
    steps: Vec<(String, String)>,
    left_out: usize,
    holds: bool,
}

impl Shown {
    /// Whether the claim was proved and the certificate verified.
    pub(super) fn holds(&self) -> bool {
        self.holds
    }

    fn new(claim: String, theorem: String, outcome: &Outcome, text: &str) -> Self {
        let (verdict, checker, holds) = match outcome {
            Outcome::Verified(verified) => {
                let proved = verified.answer() == Answer::Proved;
                let verdict = if proved { "proved" } else { "refuted" };
                let mut checker = format!("{} in {} steps", outcome.word(), verified.steps());
                if !verified.trusts().is_empty() {
                    checker += &format!(", relative to: {}", verified.trusts().join("; "));
                }
                (verdict.to_owned(), checker, proved)
            }
            _ => {
                let reason = outcome.reason().unwrap_or_default();
                ("not shown".to_owned(), format!("{}: {reason}", outcome.word()), false)
            }
        };
        let lines: Vec<&str> = text.lines().collect();
        let inner = lines.get(1..lines.len().saturating_sub(1)).unwrap_or_default();
        let steps = inner.iter().take(STEPS).map(|line| step(line)).collect();
        Self { claim, theorem, verdict, checker, steps, left_out: inner.len().saturating_sub(STEPS), holds }
    }

    /// A given certificate; the claim is the one in its header.
    pub(super) fn of_certificate(case: &Case, name: &str, text: &str, outcome: &Outcome) -> Self {
        let header: Value =
            text.lines().next().and_then(|line| serde_json::from_str(line).ok()).unwrap_or_default();
        let stated = header["claim"].to_string();
        let claim = case.read_claim(&stated).ok();
        let words = claim.as_ref().map_or(stated, theorems::describe);
        let theorem = claim.as_ref().and_then(theorems::of_claim).map(Theorem::citation).unwrap_or_default();
        Self::new(format!("{words} ({name})"), theorem, outcome, text)
    }
}

/// A step: its heading and its fields.
fn step(line: &str) -> (String, String) {
    let value: Value = serde_json::from_str(line).unwrap_or_default();
    let heading = match (value["id"].as_u64(), value["rule"].as_str()) {
        (Some(id), Some(rule)) => format!("Step {id}: {rule}"),
        _ => "Unreadable step".to_owned(),
    };
    let fields = serde_json::to_string(&value["with"]).unwrap_or_default();
    let fields = if value.is_null() { line } else { &fields };
    let mut text: String = fields.chars().take(CHARACTERS).collect();
    if text.len() < fields.len() {
        text += " … (the rest is in the certificate)";
    }
    (heading, text)
}

/// Settles all claims of a case and has the checker read each certificate.
pub(super) fn settle(
    case: &Case,
    path: &str,
    control: Control<'_>,
) -> Result<(Vec<Shown>, Vec<Finding>), ProveError> {
    let (mut shown, mut findings) = (Vec::new(), Vec::new());
    for claim in &case.claims {
        let mut bytes = Vec::new();
        let theorem = theorems::of_claim(claim).map(Theorem::citation).unwrap_or_default();
        let words = theorems::describe(claim);
        match prove(case, claim, path, Asked::Case, &mut bytes, control) {
            Ok(settled) => {
                let outcome = critcert_checker::check(case, &mut bytes.as_slice());
                shown.push(Shown::new(words, theorem, &outcome, &String::from_utf8_lossy(&bytes)));
                findings.push(settled.finding);
            }
            Err(
                error
                @ (ProveError::Undetermined(_) | ProveError::Unsupported(_) | ProveError::Hypothesis(_)),
            ) => shown.push(undecided(words, theorem, &error)),
            Err(error) => return Err(error),
        }
    }
    Ok((shown, findings))
}

fn undecided(claim: String, theorem: String, error: &ProveError) -> Shown {
    let (verdict, checker) = ("undecided".to_owned(), error.to_string());
    Shown { claim, theorem, verdict, checker, steps: Vec::new(), left_out: 0, holds: false }
}

/// The table of claims, and each certificate to browse.
pub(super) fn show(page: &mut Page, shown: &[Shown]) {
    page.section("What is proved, and how it was checked");
    if shown.is_empty() {
        page.add(&paragraph("The case makes no claims."));
        return;
    }
    page.add(&paragraph(
        "Every verdict was reached in exact rational arithmetic and written as a certificate. The checker, a separate \
         program, recomputed each step from the case and the witnesses alone.",
    ));
    let rows: Vec<Vec<String>> = shown
        .iter()
        .map(|claim| {
            vec![
                escape(&claim.claim),
                format!("<span class=\"word\">{}</span>", escape(&claim.verdict)),
                escape(&claim.checker),
                escape(&claim.theorem),
            ]
        })
        .collect();
    page.add(&table(
        "Claims, verdicts and the checker's outcome",
        &["claim", "verdict", "checker", "theorem"],
        &rows,
    ));
    for claim in shown.iter().filter(|claim| !claim.steps.is_empty()) {
        let mut steps = String::new();
        for (heading, fields) in &claim.steps {
            steps += &details(heading, &format!("<pre>{}</pre>", escape(fields)));
        }
        if claim.left_out > 0 {
            steps += &paragraph(&format!("{} further steps are in the certificate.", claim.left_out));
        }
        page.add(&details(&format!("Certificate of: {}", claim.claim), &steps));
    }
}

/// The verdict on the network of the case.
pub(super) fn point(page: &mut Page, case: &Case, path: &str) -> Result<(), ProveError> {
    page.section("The network of the case");
    let (finding, _) = match classify(case, path) {
        Ok(found) => found,
        Err(error) => return super::missing(page, error),
    };
    let Some(answer) = answer::classify_answer(&finding) else { return Ok(()) };
    let smooth = if answer.differentiable { "differentiable" } else { "not differentiable" };
    page.add(&format!(
        "<p>Verdict: <span class=\"word\">{}</span>. Loss {}; the loss is {smooth} there.</p>",
        answer.verdict.name(),
        number(&answer.loss)
    ));
    page.add(&paragraph(&format!("Reason: {}.", answer.because)));
    if let Some(network) = &case.network {
        let value = serde_json::to_value(network).unwrap_or_default();
        page.add(&network_table("The network", &value));
    }
    if !answer.neurons.is_empty() {
        let rows: Vec<Vec<String>> = answer
            .neurons
            .iter()
            .enumerate()
            .map(|(index, neuron)| {
                let kind = neuron["type"].as_str().or(neuron["covector"].as_str()).unwrap_or_default();
                let flat = if neuron["flat"] == true { "yes" } else { "no" };
                vec![index.to_string(), escape(kind), flat.to_owned()]
            })
            .collect();
        page.add(&table("Neurons", &["neuron", "type or covector", "flat"], &rows));
    }
    Ok(())
}

/// A network: each parameter with its values, rows in brackets.
pub(super) fn network_table(caption: &str, network: &Value) -> String {
    let Some(map) = network.as_object() else { return String::new() };
    // From the input to the output; JSON has lost that order.
    const ORDER: [&str; 9] = ["W1", "W2", "t", "a", "W", "w", "b", "v", "c"];
    let mut entries: Vec<_> = map.iter().collect();
    entries.sort_by_key(|(name, _)| ORDER.iter().position(|known| known == name));
    let rows: Vec<Vec<String>> =
        entries.into_iter().map(|(name, value)| vec![escape(name), parameter(value)]).collect();
    table(caption, &["parameter", "value"], &rows)
}

/// The values of a parameter.
pub(super) fn parameter(value: &Value) -> String {
    match value {
        Value::Array(entries) if entries.iter().all(|entry| entry.is_string()) => {
            format!("({})", numbers(entries.iter().filter_map(Value::as_str)))
        }
        Value::Array(entries) => entries.iter().map(parameter).collect::<Vec<_>>().join(" "),
        Value::String(text) => number(text),
        other => escape(&other.to_string()),
    }
}
