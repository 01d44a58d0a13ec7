//! What each step of a certificate states, with its numbers, and why it holds: one function for each rule.

mod dataset;
mod extra_assumptions;
mod extra_neuron;
mod interval;
mod linear;
mod pattern;
mod porcupine;
mod rank;
mod stratum;
mod volume;

use critcert_certificate::case::{Case, Problem};
use critcert_certificate::certificate::porcupine::Value as Number;
use serde_json::Value;

use super::Part;
use super::words::quoted;
use crate::export::{Formula, Row};
use crate::input::Certificate;
use crate::lp::Relation;

/// Most entries of a list in a line.
const SHOWN: usize = 16;

/// Says what a step states, from its fields.
type Explain = fn(&Reader<'_>, &Value) -> Vec<String>;

/// Rule names with their functions.
type Table = &'static [(&'static str, Explain)];

const TABLES: &[Table] = &[
    &[("conclude", conclude)],
    interval::TABLE,
    pattern::TABLE,
    linear::TABLE,
    dataset::TABLE,
    stratum::TABLE,
    rank::TABLE,
    volume::TABLE,
    porcupine::TABLE,
    extra_neuron::TABLE,
    extra_assumptions::TABLE,
];

fn find(rule: &str) -> Option<Explain> {
    TABLES.iter().copied().flatten().find(|(name, _)| *name == rule).map(|(_, explain)| *explain)
}

pub(super) fn knows(rule: &str) -> bool {
    find(rule).is_some()
}

/// A certificate with its case, ready to be explained.
pub(super) struct Reader<'a> {
    pub(super) case: &'a Case,
    steps: Vec<(&'a str, Value)>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(case: &'a Case, certificate: &'a Certificate) -> Self {
        let steps = certificate
            .steps
            .iter()
            .map(|step| (step.rule.as_str(), serde_json::from_str(step.with.get()).unwrap_or_default()))
            .collect();
        Self { case, steps }
    }

    /// One step in words.
    pub(super) fn part(&self, index: usize) -> Part {
        let Some((rule, with)) = self.steps.get(index) else { return Part::new(format!("Step {index}")) };
        let mut part = Part::new(format!("Step {index}: {}", quoted(rule)));
        match find(rule) {
            Some(explain) => part.lines = explain(self, with),
            None => {
                part.say(format!("A step of the rule «{}», with these fields:", quoted(rule)));
                for (key, value) in with.as_object().into_iter().flatten() {
                    part.say(format!("{}: {}", quoted(key), show(value)));
                }
            }
        }
        part
    }

    /// Which later steps refer to a step.
    pub(super) fn uses(&self, index: usize) -> Option<String> {
        let refers = |with: &Value| {
            const KEYS: [&str; 15] = [
                "point",
                "because",
                "by",
                "member",
                "global",
                "stationary",
                "base",
                "bound",
                "sigma",
                "spectrum",
                "minimum",
                "better",
                "separation",
                "least",
                "correct",
            ];
            let is_own =
                |value: &Value| value.as_u64().and_then(|id| usize::try_from(id).ok()) == Some(index);
            let mut fields = with.as_object().into_iter().flatten();
            fields.any(|(key, value)| {
                KEYS.contains(&key.as_str()) && (is_own(value) || entries(value).any(is_own))
            })
        };
        let later = self.steps.iter().enumerate().skip(index + 1).filter(|(_, (_, with))| refers(with));
        let names: Vec<String> =
            later.take(SHOWN).map(|(step, (rule, _))| format!("step {step} ({})", quoted(rule))).collect();
        (!names.is_empty()).then(|| format!("Used by {}.", names.join(", ")))
    }

    /// Number and rule of the step that a field refers to.
    fn step(&self, reference: &Value) -> String {
        let rule = self.at(reference).map(|(rule, _)| format!(" ({})", quoted(rule))).unwrap_or_default();
        format!("step {}{rule}", show(reference))
    }

    /// The step that a field refers to.
    fn at(&self, reference: &Value) -> Option<&(&'a str, Value)> {
        self.steps.get(usize::try_from(reference.as_u64()?).ok()?)
    }

    /// The steps of a list.
    fn list(&self, references: &Value) -> String {
        let names: Vec<String> =
            references.as_array().into_iter().flatten().map(|reference| self.step(reference)).collect();
        join(&names)
    }

    /// The fields of the step before that a field refers to.
    fn with(&self, reference: &Value) -> &Value {
        self.at(reference).map_or(&Value::Null, |(_, with)| with)
    }
}

/// `a`, `a and b`, `a, b and c`.
fn join(names: &[String]) -> String {
    match names {
        [] => "nothing".to_owned(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// A value as text: numbers and words as they stand, lists in parentheses, long ones shortened.
fn show(value: &Value) -> String {
    match value {
        Value::Null => "(absent)".to_owned(),
        Value::String(text) => quoted(text),
        Value::Array(list) => {
            let mut parts: Vec<String> = list.iter().take(SHOWN).map(show).collect();
            if list.len() > SHOWN {
                parts.push("...".to_owned());
            }
            format!("({})", parts.join(", "))
        }
        Value::Object(_) => match serde_json::from_value::<Number>(value.clone()) {
            Ok(number) => number.text(),
            Err(_) => {
                let map = value.as_object().into_iter().flatten();
                map.map(|(key, value)| format!("{} = {}", quoted(key), show(value)))
                    .collect::<Vec<_>>()
                    .join(", ")
            }
        },
        other => other.to_string(),
    }
}

/// How many entries a list has.
fn length(value: &Value) -> usize {
    value.as_array().map_or(0, Vec::len)
}

/// A verdict as words: `a local minimum`, `not critical`.
fn verdict(value: &Value) -> &'static str {
    match value.as_str() {
        Some("global-minimum") => "a global minimum",
        Some("local-minimum") => "a local minimum",
        Some("local-maximum") => "a local maximum",
        Some("saddle") => "a saddle",
        _ => "not critical",
    }
}

/// Entries of a list.
fn entries(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// `the network of the case`, or the network stated.
fn network(value: &Value) -> String {
    if value.is_null() {
        return "the network of the case".to_owned();
    }
    const ORDER: [&str; 7] = ["w", "W", "W1", "W2", "b", "v", "c"];
    let stated = ORDER.iter().filter(|key| !value[**key].is_null());
    let parts: Vec<String> = stated.map(|key| format!("`{key} = {}`", show(&value[*key]))).collect();
    format!("the network {}", parts.join(", "))
}

/// A row of a formula.
fn row(formula: &Formula, row: &Row) -> String {
    let terms: Vec<_> = row
        .terms
        .iter()
        .map(|(unknown, entry)| {
            let name = formula.unknowns.get(*unknown).cloned().unwrap_or_default();
            (critcert_certificate::Rational::from_integer(entry.clone()), name)
        })
        .collect();
    let symbol = match row.relation {
        Relation::Greater => ">",
        Relation::GreaterEqual => ">=",
        Relation::Equal => "=",
    };
    let left = super::words::sum(&terms, &critcert_certificate::Rational::from_integer(0.into()));
    format!("{left} {symbol} {}", row.bound)
}

/// One line for each multiplier of a row of a formula.
fn combination(formula: &Formula, multipliers: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    for term in entries(multipliers).take(SHOWN) {
        let index = term[0].as_u64().and_then(|index| usize::try_from(index).ok());
        let Some(own) = index.and_then(|index| formula.rows.get(index)) else { continue };
        lines.push(format!("`{}` times row {}: `{}`;", show(&term[1]), show(&term[0]), row(formula, own)));
    }
    if length(multipliers) > SHOWN {
        lines.push(format!("and {} further rows;", length(multipliers) - SHOWN));
    }
    lines
}

fn conclude(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    let by = reader.step(&with["by"]);
    vec![match with["answer"].as_str() {
        Some("refuted") => format!("The claim does not hold: {by} shows the contrary."),
        _ => format!("The claim holds: it is what {by} shows."),
    }]
}

/// The data-set problem of the case.
fn dataset_problem<'a>(reader: &Reader<'a>) -> Option<&'a critcert_certificate::case::DatasetProblem> {
    match &reader.case.problem {
        Problem::Dataset(problem) => Some(problem),
        _ => None,
    }
}
