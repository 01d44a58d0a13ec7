//! The meaning of JSON answers.

use std::borrow::Cow;

use critcert_certificate::case::CaseError;
use critcert_certificate::certificate::porcupine::Value as Number;
use critcert_certificate::document::Span;
use serde_json::Value;

use super::Meaning;
use super::stated::between;
use crate::input::InputError;

/// The meaning of what `--json` printed to the file `name`: one answer, or one for each line.
///
/// # Errors
/// [`InputError`] of code `not-an-answer`, with the line.
pub fn meaning_of_answers(text: &str, name: &str) -> Result<Meaning, InputError> {
    let lines: Vec<(usize, &str)> =
        text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).collect();
    let help = "give files with what critcert printed with --json, or certificates";
    let wrong = |number: usize, message: String| {
        let line = text.lines().nth(number).unwrap_or_default();
        let error = CaseError::new("not-an-answer", message, Span::new(0, 0), help);
        InputError::in_text(error, name, line, number + 1)
    };
    // An answer may have been laid out over several lines.
    let whole: Option<Value> = serde_json::from_str(&exact_integers(text)).ok();
    if let Some(answer) = whole {
        return meaning(&answer).ok_or_else(|| wrong(0, "this JSON is no answer of critcert".to_owned()));
    }
    if lines.is_empty() {
        return Err(wrong(0, "the file is empty".to_owned()));
    }
    let mut all = Meaning::default();
    for (row, (number, line)) in lines.iter().enumerate() {
        let answer: Value = serde_json::from_str(&exact_integers(line)).map_err(|error| {
            let message = error.to_string();
            let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
            wrong(*number, format!("not a line of JSON: {message}"))
        })?;
        let own = meaning(&answer)
            .ok_or_else(|| wrong(*number, "this JSON is no answer of critcert".to_owned()))?;
        all.absorb(own, &format!("row {row}"));
    }
    Ok(all)
}

/// The text with long integers as strings: counts of patterns outgrow machine words.
fn exact_integers(text: &str) -> Cow<'_, str> {
    const SAFE: usize = 15;
    let bytes = text.as_bytes();
    let (mut out, mut copied, mut at, mut quoted) = (String::new(), 0, 0, false);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if quoted => at += 1,
            b'"' => quoted = !quoted,
            b'0'..=b'9' if !quoted => {
                let end = at + bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
                let is_integer = !matches!(bytes.get(end), Some(b'.' | b'e' | b'E'));
                let is_start = at == 0 || !matches!(bytes[at - 1], b'.' | b'-' | b'+' | b'e' | b'E');
                if end - at > SAFE && is_integer && is_start {
                    out += &text[copied..at];
                    out += &format!("\"{}\"", &text[at..end]);
                    copied = end;
                }
                at = end;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    Cow::Owned(out + &text[copied..])
}

/// A number, a boolean or a word as text; one known by bounds only as `between LOW and HIGH`.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(list) => {
            let parts: Vec<String> = list.iter().filter_map(text).collect();
            Some(format!("[{}]", parts.join(", ")))
        }
        Value::Object(map) => Some(match (map.get("low"), map.get("high"), map.get("interval")) {
            (Some(low), Some(high), _) => between(low, high),
            (_, _, Some(Value::Array(ends))) if ends.len() == 2 => match map.get("polynomial").and_then(text)
            {
                Some(polynomial) => format!("the root {} of {polynomial}", between(&ends[0], &ends[1])),
                None => between(&ends[0], &ends[1]),
            },
            _ => match serde_json::from_value::<Number>(value.clone()) {
                Ok(number) => number.text(),
                Err(_) => value.to_string(),
            },
        }),
        other => Some(other.to_string()),
    }
}

fn field(answer: &Value, key: &str) -> Option<String> {
    text(&answer[key])
}

fn entries<'a>(answer: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    answer[key].as_array().into_iter().flatten()
}

/// The meaning of one answer; `None` if it is none of this program.
fn meaning(answer: &Value) -> Option<Meaning> {
    let mut own = Meaning::default();
    let has = |key: &str| answer.get(key).is_some();
    let about = if has("error") {
        let code = field(&answer["error"], "code");
        own.add("error", "", [("code", code), ("message", field(&answer["error"], "message"))]);
        "error"
    } else if has("verdict") && has("neurons") {
        point(answer, &mut own);
        "classify"
    } else if has("verdict") && has("certificate") {
        let name = field(answer, "certificate").unwrap_or_default();
        own.add(
            "certificate",
            name,
            [("verdict", field(answer, "verdict")), ("trusts", field(answer, "trusts"))],
        );
        "check"
    } else if answer["claims"].is_array() {
        claims(answer, &mut own);
        "audit"
    } else if answer["families"].is_array() {
        families(answer, &mut own);
        "landscape of an interval problem"
    } else if answer["critical_values"].is_array() {
        minima(answer, &mut own);
        critical_values(answer, &mut own);
        "landscape of a linear problem"
    } else if has("sign_patterns") {
        minima(answer, &mut own);
        for key in ["all", "spurious", "settled_by_span"] {
            own.add(
                "sign patterns",
                key.replace('_', " "),
                [("number", field(&answer["sign_patterns"], key))],
            );
        }
        "landscape of a porcupine problem"
    } else if answer["local_minima"].is_array() {
        minima(answer, &mut own);
        "landscape of a data-set problem"
    } else if has("has_local_minimum") {
        extra_unit(answer, &mut own);
        "landscape of an extra-neuron problem"
    } else if has("regions") && has("zero_loss") {
        regions(answer, &mut own);
        "regions of a data-set problem"
    } else if has("cells") {
        "patterns"
    } else {
        return None;
    };
    own.statement.insert("answer".to_owned(), about.to_owned());
    if let Some(width) = field(answer, "width") {
        own.statement.insert("width".to_owned(), width);
    }
    for key in ["patterns", "infeasible", "cells", "covectors", "strata"] {
        if let Some(count) = field(answer, key) {
            own.add("count", key, [("number", Some(count))]);
        }
    }
    if let Some(least) = field(answer, "global_minimum") {
        own.add("least loss", "", [("loss", Some(least))]);
    }
    if let Some(complete) = field(answer, "complete").filter(|complete| complete != "true") {
        own.add("enumeration", "", [("complete", Some(complete))]);
    }
    Some(own)
}

fn point(answer: &Value, own: &mut Meaning) {
    own.add(
        "point",
        "",
        [
            ("verdict", field(answer, "verdict")),
            ("loss", field(answer, "loss")),
            ("differentiable", field(answer, "differentiable")),
            (
                "global",
                answer.get("global").map(|global| text(global).unwrap_or_else(|| "not decided".to_owned())),
            ),
            ("order", field(answer, "order")),
        ],
    );
    for (index, neuron) in entries(answer, "neurons").enumerate() {
        let kind = field(neuron, "type").or_else(|| field(neuron, "covector"));
        let fields = [("type", kind), ("flat", field(neuron, "flat")), ("line", field(neuron, "line"))];
        own.add("neuron", index.to_string(), fields);
    }
}

fn claims(answer: &Value, own: &mut Meaning) {
    for claim in entries(answer, "claims") {
        let case = field(claim, "case").unwrap_or_default();
        let stated = if claim["statement"].is_null() { &claim["claim"] } else { &claim["statement"] };
        let checked = field(claim, "checked");
        let fields =
            [("verdict", field(claim, "verdict")), ("checked", checked), ("trusts", field(claim, "trusts"))];
        own.add("claim", format!("{case} {stated}"), fields);
    }
    for error in entries(answer, "errors") {
        let name = field(error, "file").unwrap_or_default();
        own.add("error", name, [("code", field(error, "code")), ("message", field(error, "message"))]);
    }
}

fn families(answer: &Value, own: &mut Meaning) {
    for family in entries(answer, "families") {
        let (verdict, kinks) = (field(family, "verdict"), field(family, "kinks"));
        let name = format!("{} with {} kinks", verdict.unwrap_or_default(), kinks.unwrap_or_default());
        own.add(
            "family",
            name,
            [
                ("loss", field(family, "loss")),
                ("breakpoints", field(family, "breakpoints")),
                ("weight at each kink", field(family, "kink_weight")),
                ("patterns", field(family, "patterns")),
            ],
        );
    }
}

fn minima(answer: &Value, own: &mut Meaning) {
    for minimum in entries(answer, "local_minima") {
        own.add(
            "local minimum",
            format!("of loss {}", field(minimum, "loss").unwrap_or_default()),
            [
                ("spurious", field(minimum, "spurious")),
                ("differentiable", field(minimum, "differentiable")),
                ("smoothness", field(minimum, "smoothness")),
                ("strata", field(minimum, "strata")),
                ("patterns", field(minimum, "patterns")),
            ],
        );
    }
}

fn critical_values(answer: &Value, own: &mut Meaning) {
    for value in entries(answer, "critical_values") {
        let fields = [("families", field(value, "subsets")), ("index", field(value, "index"))];
        own.add("critical value", field(value, "value").unwrap_or_default(), fields);
    }
    for eigenvalue in entries(answer, "eigenvalues") {
        let fields = [("multiplicity", field(eigenvalue, "multiplicity"))];
        own.add("eigenvalue", field(eigenvalue, "value").unwrap_or_default(), fields);
    }
}

fn extra_unit(answer: &Value, own: &mut Meaning) {
    let fields = [("exists", field(answer, "has_local_minimum")), ("undecided", field(answer, "undecided"))];
    own.add("local minimum of the augmented loss", "", fields);
    own.statement.extend(field(answer, "unit").map(|unit| ("unit".to_owned(), unit)));
    let base = &answer["base"];
    if base.is_object() {
        let lines = &base["critical_lines"];
        own.add(
            "base",
            "",
            [
                ("loss", field(base, "loss")),
                ("outputs", field(base, "outputs")),
                ("best outputs", field(base, "best_outputs")),
                ("local minimum of its loss", field(base, "local_minimum_of_base_loss")),
                ("critical lines", field(lines, "count")),
            ],
        );
        for root in entries(lines, "roots") {
            let name = text(root).unwrap_or_default();
            own.add("critical line", name, [("multiplicity", field(root, "multiplicity"))]);
        }
    }
    for minimum in entries(answer, "base_local_minima") {
        let name = format!("of loss {}", field(minimum, "loss").unwrap_or_default());
        let fields = [("spurious", field(minimum, "spurious")), ("removed", field(minimum, "removed"))];
        own.add("local minimum of the base", name, fields);
    }
}

fn regions(answer: &Value, own: &mut Meaning) {
    for key in ["regions", "zero_loss", "positive_loss", "without"] {
        own.add("regions", key.replace('_', " "), [("number", field(answer, key))]);
    }
    for loss in entries(answer, "losses") {
        let name = format!("of loss {}", field(loss, "loss").unwrap_or_default());
        own.add("differentiable local minimum", name, [("regions", field(loss, "regions"))]);
    }
    let volumes = &answer["volumes"];
    for key in crate::dataset::volume::share::NAMES.into_iter().filter(|key| !volumes[key].is_null()) {
        own.add("volume", key.replace('_', " "), [("part", field(volumes, key))]);
    }
    for cell in entries(volumes, "cells") {
        let name = format!("of the cell {}", field(cell, "pattern").unwrap_or_default());
        own.add("volume", name, [("part", field(cell, "volume"))]);
    }
}
