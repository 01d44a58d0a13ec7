//! Answers about porcupine problems.

use critcert_certificate::case::Verdict;
use critcert_certificate::certificate::porcupine::{Side, Value as Number};
use num_bigint::BigInt;
use serde::Serialize;
use serde_json::{Value, json};

use super::ClassifyAnswer;
use super::interval::Count;
use crate::porcupine::{Classification, Landscape, Proof};

/// Numbers as texts: `p/q`, or a quotient of polynomials in `pi`.
fn texts(values: &[Number]) -> Vec<String> {
    values.iter().map(Number::text).collect()
}

/// The answer about one network: its neurons line by line, each with the line and the sign of its position.
pub(super) fn classify_answer(found: &Classification) -> ClassifyAnswer {
    let global = match (&found.verdict, &found.proof) {
        (Verdict::GlobalMinimum, _) => Some(Some(true)),
        (Verdict::LocalMinimum, Proof::NotLeast { .. }) => Some(Some(false)),
        (Verdict::LocalMinimum, _) => Some(None),
        _ => None,
    };
    let sign = |sign: i8| match sign {
        1 => "+",
        -1 => "-",
        _ => "0",
    };
    let neurons = found.signs.iter().enumerate().flat_map(|(line, signs)| {
        signs.iter().map(move |&own| json!({ "line": line, "sign": sign(own), "type": sign(own) }))
    });
    ClassifyAnswer {
        verdict: found.verdict,
        loss: found.loss.text(),
        differentiable: found.differentiable,
        global,
        neurons: neurons.collect(),
        evidence: evidence(found),
        order: None,
        because: because(found),
    }
}

fn evidence(found: &Classification) -> Value {
    let mut evidence = match &found.proof {
        Proof::ZeroLoss => json!({ "kind": "zero-loss" }),
        Proof::Least(least) => json!({ "kind": "least-loss", "choices": least.choices.len() }),
        Proof::Open(reason) => json!({ "kind": "open", "reason": reason }),
        Proof::Optimal => json!({ "kind": "optimality-conditions" }),
        Proof::NotLeast { better, loss } => {
            let t: Vec<Vec<String>> = better.iter().map(|line| texts(line)).collect();
            json!({ "kind": "linear-test", "better": { "t": t }, "better_loss": loss.text() })
        }
        Proof::LinearTest => json!({ "kind": "linear-test" }),
        Proof::Descent { line, neuron, direction, value } => json!({
            "kind": "one-sided-derivative",
            "line": line,
            "neuron": neuron,
            "direction": if *direction == Side::Plus { "+" } else { "-" },
            "value": value.text(),
        }),
        Proof::Maximum => json!({ "kind": "all-derivatives-negative" }),
    };
    if let (Some(note), Some(map)) = (merged_note(&found.places), evidence.as_object_mut()) {
        map.insert("note".to_owned(), json!(note));
    }
    evidence
}

/// What proves the verdict, in words.
fn because(found: &Classification) -> String {
    let words = match &found.proof {
        Proof::ZeroLoss => "the loss is zero".to_owned(),
        Proof::Least(_) => "the loss is the least one, by convexity in the masses".to_owned(),
        Proof::Open(reason) => reason.clone(),
        Proof::Optimal => {
            "no derivative with respect to a mass is negative, and those of positive masses vanish".to_owned()
        }
        Proof::NotLeast { better, loss } => {
            let lines = better.iter().map(|line| format!("[{}]", texts(line).join(", ")));
            let lines: Vec<String> = lines.collect();
            let loss = loss.text();
            format!("every neuron passes the linear test, and t = [{}] has the loss {loss}", lines.join(", "))
        }
        Proof::LinearTest => {
            "every neuron passes the linear test; the least loss was not computed".to_owned()
        }
        Proof::Descent { line, neuron, direction, value } => {
            let way = if *direction == Side::Plus { "up" } else { "down" };
            let value = value.text();
            format!("neuron {neuron} of line {line} moving {way} has the one-sided derivative {value}")
        }
        Proof::Maximum => "the loss falls in every direction that changes the outputs".to_owned(),
    };
    match merged_note(&found.places) {
        Some(note) => format!("{words} ({note})"),
        None => words,
    }
}

/// A note on proportional lines, if there are any.
fn merged_note(places: &[usize]) -> Option<String> {
    let pairs: Vec<String> = places
        .iter()
        .enumerate()
        .filter_map(|(line, place)| {
            let first = places.iter().position(|other| other == place)?;
            (first != line).then(|| format!("line {line} is proportional to line {first} and merged with it"))
        })
        .collect();
    (!pairs.is_empty()).then(|| pairs.join("; "))
}

/// The answer to `landscape`.
#[derive(Debug, Clone, Serialize)]
pub struct LandscapeAnswer {
    /// Always true: an incomplete enumeration is an error.
    pub complete: bool,
    /// The least loss.
    pub global_minimum: String,
    /// One entry for each loss, increasing.
    pub local_minima: Vec<LevelAnswer>,
    /// Number 3^r of patterns that were decided.
    pub strata: usize,
    /// The distinct lines: for each the lines of the case that span it.
    pub lines: Vec<Vec<usize>>,
    /// Strict sign patterns of the neurons: all, with a spurious local minimum, and without by the span theorem.
    pub sign_patterns: SignPatterns,
    /// A note on merged lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Numbers of strict sign patterns of the neurons.
#[derive(Debug, Clone, Serialize)]
pub struct SignPatterns {
    /// All 2^k.
    pub all: Count,
    /// Those with a local minimum that is not global.
    pub spurious: Count,
    /// The fraction of these.
    pub spurious_fraction: String,
    /// Those in which the span theorem excludes one.
    pub settled_by_span: Count,
    /// The fraction of the others, in which a spurious local minimum is possible as far as that theorem says.
    pub bad_capable_fraction: String,
}

/// All local minima of one loss.
#[derive(Debug, Clone, Serialize)]
pub struct LevelAnswer {
    /// The loss.
    pub loss: String,
    /// Whether it exceeds the least one.
    pub spurious: bool,
    /// Whether some of them has no zero neuron.
    pub differentiable: bool,
    /// Number of patterns that hold one.
    pub strata: usize,
    /// Those patterns: for each distinct line `+` all positive, `-` all negative, `o` anything else.
    pub patterns: Vec<String>,
    /// Strict sign patterns of the neurons that hold one.
    pub sign_patterns: Count,
    /// One of them.
    pub witness: Witness,
}

/// A network, with its masses.
#[derive(Debug, Clone, Serialize)]
pub struct Witness {
    /// Positions, one list for each line of the case.
    pub t: Vec<Vec<String>>,
    /// Masses `P_0, N_0, P_1, N_1, ..` on the distinct lines.
    pub masses: Vec<String>,
}

/// The answer about a landscape.
#[must_use]
pub fn landscape_answer(found: &Landscape) -> LandscapeAnswer {
    let level = |(place, level): (usize, &crate::porcupine::landscape::Level)| LevelAnswer {
        loss: level.loss.text(),
        spurious: place > 0,
        differentiable: level.differentiable,
        strata: level.patterns.len(),
        patterns: level.patterns.clone(),
        sign_patterns: Count(level.sign_patterns.clone()),
        witness: Witness {
            t: level.witness.iter().map(|line| texts(line)).collect(),
            masses: texts(&level.masses),
        },
    };
    let fraction = |part: &BigInt| {
        critcert_certificate::Rational::new(part.clone(), found.sign_patterns.clone()).to_string()
    };
    let mut places = vec![0; found.lines.iter().map(Vec::len).sum()];
    for (line, members) in found.lines.iter().enumerate() {
        members.iter().for_each(|&member| places[member] = line);
    }
    LandscapeAnswer {
        complete: true,
        global_minimum: found.levels.first().map(|level| level.loss.text()).unwrap_or_default(),
        local_minima: found.levels.iter().enumerate().map(level).collect(),
        strata: found.patterns,
        lines: found.lines.clone(),
        sign_patterns: SignPatterns {
            all: Count(found.sign_patterns.clone()),
            spurious: Count(found.spurious_sign_patterns.clone()),
            spurious_fraction: fraction(&found.spurious_sign_patterns),
            settled_by_span: Count(found.settled_by_span.clone()),
            bad_capable_fraction: fraction(&(&found.sign_patterns - &found.settled_by_span)),
        },
        note: merged_note(&places),
    }
}
