//! Spoilt certificates, each refused for the stated reason.

use std::io::Cursor;
use std::path::Path;

use critcert::input::load;
use critcert::prove::{Control, prove};
use critcert_certificate::case::{Case, NoDataFiles};
use critcert_certificate::certificate::Asked;
use critcert_certificate::document::toml;
use critcert_checker::{Outcome, check};
use serde_json::{Value, json};

use super::certificate::Parts;

/// A teacher that leaves a line without mass: patterns that need it are excluded by multipliers.
const FLAT: &str = r#"
    [problem]
    kind = "porcupine"
    lines = [["1", "0"], ["0", "1"]]
    neurons_per_line = [2, 2]
    points = [["1", "0"], ["-1", "0"], ["0", "1"], ["0", "-1"], ["1", "1"]]
    targets = ["1", "0", "0", "0", "1"]
    [[claim]]
    kind = "local-minimum-losses"
    losses = ["0"]
"#;

/// A teacher whose only neuron lies on a line of the network: the moment of the opposite side vanishes.
const ONE_WAY: &str = r#"
    [problem]
    kind = "porcupine"
    lines = [["1", "0"], ["2", "1"]]
    neurons_per_line = [2, 1]
    input = "gaussian"
    teacher = [{ line = ["2", "1"], t = "3" }]
    [[claim]]
    kind = "zero-is-strict-local-maximum"
"#;

/// A teacher off the lines: the least loss is positive and known by bounds.
const OFF_THE_LINES: &str = r#"
    [problem]
    kind = "porcupine"
    lines = [["1", "0"], ["1", "2"]]
    neurons_per_line = [2, 1]
    input = "gaussian"
    teacher = [{ line = ["3", "1"], t = "1" }, { line = ["1", "-1"], t = "-1" }]
    [[claim]]
    kind = "distance-to-teacher"
    value = "100"
"#;

/// A region whose local minima would need a mass that is zero in every minimiser.
const BLOCKED: &str = r#"
    [problem]
    kind = "porcupine"
    lines = [["1", "0"], ["2", "1"]]
    neurons_per_line = [2, 1]
    input = "gaussian"
    teacher = [{ line = ["1", "0"], t = "3" }, { line = ["2", "1"], t = "1" }]
    [[claim]]
    kind = "no-spurious-local-minimum"
    regions = "+-"
"#;

/// Nearly the axes with much negative mass of the teacher on the first line: its positive side alone holds a local
/// minimum.
const SPURIOUS: &str = r#"
    [problem]
    kind = "porcupine"
    lines = [["10", "1"], ["0", "1"]]
    neurons_per_line = [2, 2]
    input = "gaussian"
    teacher = [
        { line = ["10", "1"], t = "1" },
        { line = ["10", "1"], t = "-1/10" },
        { line = ["0", "1"], t = "1" },
        { line = ["0", "1"], t = "-1" },
    ]
    [[claim]]
    kind = "no-spurious-local-minimum"
    regions = "+m"
"#;

/// Name, case, claim, variant of the reason (perhaps with words of it after a colon), and what is spoilt.
type Corruption = (&'static str, &'static str, &'static str, &'static str, fn(&mut Parts));

/// The step of a rule with a given key in `found`.
fn found<'a>(parts: &'a mut Parts, rule: &str, key: &str) -> &'a mut Value {
    let step =
        parts.steps.iter_mut().find(|step| step["rule"] == rule && !step["with"]["found"][key].is_null());
    &mut step.unwrap_or_else(|| panic!("there is no {rule} that {key}"))["with"]
}

/// Puts a closed pattern of `one-per-line-r3`, that is a region as well, in place of the region: one that holds a local
/// minimum with a positive loss, or else one that holds none.
fn exchange_region(parts: &mut Parts, holds: bool) {
    let patterns = self::parts(&case("one-per-line-r3"), LOSSES);
    let wished = |with: &&Value| {
        let loss = &with["found"]["holds"]["loss"];
        let pattern = with["pattern"].as_str().unwrap_or("o");
        !pattern.contains('o') && if holds { loss.is_string() && loss != "0" } else { loss.is_null() }
    };
    let found = patterns.steps.iter().map(|step| &step["with"]).find(wished).unwrap();
    let region = parts.first("porcupine-region");
    for (to, from) in [("region", "pattern"), ("z", "z"), ("found", "found")] {
        region[to] = found[from].clone();
    }
    if !holds {
        region["global"] = Value::Null;
    }
}

const REGION: &str = "no-spurious-local-minimum:+-+";
const LOSSES: &str = "local-minimum-losses";
const GLOBAL: &str = "distance-to-teacher";
const ZERO: &str = "zero-is-strict-local-maximum";

const ALL: &[Corruption] = &[
    ("point-loss", "scalar-k2", "verdict", "Value", |parts| {
        parts.first("porcupine-point")["loss"] = json!("3");
    }),
    ("point-differentiable", "scalar-k2", "verdict", "Value", |parts| {
        parts.first("porcupine-point")["differentiable"] = json!(false);
    }),
    ("point-of-another-shape", "scalar-k2", "verdict", "Condition", |parts| {
        parts.first("porcupine-point")["t"] = json!([["1", "1", "1"]]);
    }),
    ("verdict-about-another-network", "scalar-k2", "verdict", "Condition", |parts| {
        parts.first("porcupine-point")["t"] = json!([["1/4", "3/4"]]);
    }),
    ("better-is-not-better", "scalar-k2", "verdict", "Condition", |parts| {
        parts.first("porcupine-verdict")["because"][1] = json!(0);
    }),
    ("minimum-called-global", "scalar-k2", "verdict", "Condition", |parts| {
        let verdict = parts.first("porcupine-verdict");
        verdict["verdict"] = json!("global-minimum");
        verdict["because"] = json!([]);
    }),
    ("linear-test-at-another-point", "not-critical", "verdict", "Condition", |parts| {
        let step = parts.position("porcupine-descent", 0);
        parts.steps[step]["rule"] = json!("porcupine-minimum");
        parts.steps[step]["with"] = json!({ "point": 0 });
    }),
    ("no-maximum", "not-critical", "verdict", "Condition", |parts| {
        let step = parts.position("porcupine-descent", 0);
        parts.steps[step]["rule"] = json!("porcupine-maximum");
        parts.steps[step]["with"] = json!({ "point": 0 });
    }),
    ("descent-value", "not-critical", "verdict", "Value", |parts| {
        parts.first("porcupine-descent")["value"] = json!("-1/1000");
    }),
    ("descent-neuron", "not-critical", "verdict", "Condition", |parts| {
        parts.first("porcupine-descent")["neuron"] = json!(7);
    }),
    ("maximum-called-not-critical", "gaussian-45-degrees", "verdict", "Reference", |parts| {
        parts.first("porcupine-verdict")["verdict"] = json!("not-critical");
    }),
    ("pattern-missing", "axes-d2", LOSSES, "Branch", |parts| {
        parts.remove(4);
    }),
    ("pattern-doubled", "axes-d2", LOSSES, "Branch", |parts| {
        let step = parts.steps[4].clone();
        parts.insert(4, step);
    }),
    ("pattern-invented", "axes-d2", LOSSES, "Branch", |parts| {
        parts.first("porcupine-pattern")["pattern"] = json!("+x");
    }),
    ("last-pattern-missing", "axes-d2", LOSSES, "Incomplete", |parts| {
        let last = parts.position("porcupine-landscape", 0) - 1;
        parts.remove(last);
    }),
    ("pattern-after-the-last", "axes-d2", LOSSES, "Condition", |parts| {
        let last = parts.position("porcupine-landscape", 0);
        let step = parts.steps[last - 1].clone();
        parts.insert(last, step);
    }),
    ("pattern-loss", "axes-d2", LOSSES, "Value", |parts| {
        found(parts, "porcupine-pattern", "holds")["found"]["holds"]["loss"] = json!("1");
    }),
    ("mass-negative", "axes-d2", LOSSES, "Sign", |parts| {
        found(parts, "porcupine-pattern", "holds")["z"][0] = json!("-9/8");
    }),
    ("mass-no-minimiser", "axes-d2", LOSSES, "Sign", |parts| {
        found(parts, "porcupine-pattern", "holds")["z"][0] = json!("1");
    }),
    ("mass-outside-of-the-pattern", "axes-d2", LOSSES, "Condition", |parts| {
        found(parts, "porcupine-pattern", "holds")["z"][1] = json!("1");
    }),
    ("mass-missing", "axes-d2", LOSSES, "Condition", |parts| {
        found(parts, "porcupine-pattern", "holds")["z"].as_array_mut().unwrap().pop();
    }),
    ("holding-pattern-called-blocked", "axes-d2", LOSSES, "Condition", |parts| {
        found(parts, "porcupine-pattern", "holds")["found"] = json!({ "blocked": { "feature": 0 } });
    }),
    ("blocked-at-a-free-mass", "asymmetric-unmatched", LOSSES, "Condition", |parts| {
        found(parts, "porcupine-pattern", "blocked")["found"] = json!({ "blocked": { "feature": 5 } });
    }),
    ("blocked-pattern-called-holding", "asymmetric-unmatched", LOSSES, "Value", |parts| {
        let step = found(parts, "porcupine-pattern", "blocked");
        step["found"] = json!({ "holds": { "loss": "1" } });
    }),
    ("multipliers-zero", FLAT, LOSSES, "Condition", |parts| {
        let step = found(parts, "porcupine-pattern", "flat");
        for value in step["found"]["flat"]["multipliers"].as_array_mut().unwrap() {
            *value = json!("0");
        }
    }),
    ("multipliers-negative", FLAT, LOSSES, "Condition", |parts| {
        let step = found(parts, "porcupine-pattern", "flat");
        for value in step["found"]["flat"]["multipliers"].as_array_mut().unwrap() {
            if *value != json!("0") {
                *value = json!("-1");
            }
        }
    }),
    ("single-neuron-that-rests", "one-per-line-r3", LOSSES, "Condition", |parts| {
        found(parts, "porcupine-pattern", "holds")["found"] = json!({ "descends": { "feature": 0 } });
    }),
    ("loss-left-out", "axes-d2", LOSSES, "Condition", |parts| {
        parts.first("porcupine-landscape")["losses"].as_array_mut().unwrap().remove(1);
    }),
    ("loss-added", "axes-d2", LOSSES, "Condition", |parts| {
        parts.first("porcupine-landscape")["losses"].as_array_mut().unwrap().push(json!("100"));
    }),
    ("losses-out-of-order", "axes-d2", LOSSES, "Condition", |parts| {
        parts.first("porcupine-landscape")["losses"].as_array_mut().unwrap().reverse();
    }),
    ("number-of-patterns", "axes-d2", LOSSES, "Value", |parts| {
        parts.first("porcupine-landscape")["patterns"] = json!(8);
    }),
    ("answer", "axes-d2", LOSSES, "Value", |parts| {
        parts.first("conclude")["answer"] = json!("refuted");
    }),
    ("conclusion-from-another-step", "axes-d2", LOSSES, "Reference", |parts| {
        parts.first("conclude")["by"] = json!(0);
    }),
    ("least-loss", "mismatch-schur", GLOBAL, "Value", |parts| {
        parts.first("porcupine-global")["value"] = json!("3/7");
    }),
    ("choice-missing", "one-per-line-r3", GLOBAL, "Condition", |parts| {
        parts.first("porcupine-global")["choices"].as_array_mut().unwrap().pop();
    }),
    ("choice-doubled", "one-per-line-r3", GLOBAL, "Branch", |parts| {
        let choices = parts.first("porcupine-global")["choices"].as_array_mut().unwrap();
        choices[1] = choices[0].clone();
    }),
    ("choice-no-minimiser", "one-per-line-r3", GLOBAL, "Sign", |parts| {
        parts.first("porcupine-global")["choices"][0]["z"] = json!(["0", "0", "0", "0", "0", "0"]);
    }),
    ("span-coefficient", "asymmetric-unmatched", "span-theorem:mm+", "Combination", |parts| {
        parts.first("porcupine-span")["lines"][0]["inside"]["coefficients"][0] = json!("2");
    }),
    ("span-closed-line-missing", "asymmetric-unmatched", "span-theorem:mm+", "Condition", |parts| {
        parts.first("porcupine-span")["lines"] = json!([]);
    }),
    ("span-of-another-region", "asymmetric-unmatched", "span-theorem:mm+", "Condition", |parts| {
        let span = parts.first("porcupine-span");
        span["region"] = json!("mcm");
        span["lines"] = json!([{ "inside": { "line": 1, "coefficients": ["-1", "1"] } }]);
    }),
    ("span-choice-missing", "axes-d2", "span-theorem", "Incomplete", |parts| {
        parts.remove(1);
    }),
    ("span-count", "axes-d2", "span-theorem", "Value", |parts| {
        parts.first("porcupine-span-count")["settled"] = json!("5");
    }),
    ("span-normal", "axes-d2", "span-theorem", "Condition", |parts| {
        let place = parts.position("porcupine-span", 1);
        parts.steps[place]["with"]["lines"][0]["outside"]["normal"] = json!(["1", "1"]);
    }),
    ("moment", "axes-d2", ZERO, "Value", |parts| {
        parts.first("porcupine-zero")["moments"][0] = json!("1/7");
    }),
    ("moment-not-violated", "axes-d2", ZERO, "Sign", |parts| {
        parts.first("porcupine-zero")["violated"] = json!(2);
    }),
    ("enclosed-point-loss", "gaussian-not-critical", "verdict", "Value", |parts| {
        parts.first("porcupine-enclosed-point")["loss"] = json!({ "low": "0", "high": "1/1000000" });
    }),
    ("enclosed-point-differentiable", "gaussian-any-angles", "verdict", "Value", |parts| {
        parts.first("porcupine-enclosed-point")["differentiable"] = json!(true);
    }),
    ("enclosed-point-of-another-shape", "gaussian-any-angles", "verdict", "Condition", |parts| {
        parts.first("porcupine-enclosed-point")["t"] = json!([["0", "0"], ["0"]]);
    }),
    ("enclosed-verdict-about-another-network", "gaussian-60-degrees", "verdict", "Condition", |parts| {
        parts.first("porcupine-enclosed-point")["t"] = json!([["1", "-2"], ["-1", "1/2"]]);
    }),
    ("enclosed-descent-the-other-way", "gaussian-not-critical", "verdict", "Sign", |parts| {
        let descent = &mut parts.first("porcupine-enclosed-verdict")["descent"];
        descent["direction"] = if descent["direction"] == "+" { json!("-") } else { json!("+") };
    }),
    ("enclosed-descent-of-no-neuron", "gaussian-not-critical", "verdict", "Condition", |parts| {
        parts.first("porcupine-enclosed-verdict")["descent"]["neuron"] = json!(2);
    }),
    ("enclosed-point-called-global", "gaussian-not-critical", "verdict", "Sign", |parts| {
        let verdict = parts.first("porcupine-enclosed-verdict");
        verdict["verdict"] = json!("global-minimum");
        verdict["descent"] = json!(null);
    }),
    ("enclosed-point-called-local-minimum", "gaussian-not-critical", "verdict", "Sign", |parts| {
        let verdict = parts.first("porcupine-enclosed-verdict");
        verdict["verdict"] = json!("local-minimum");
        verdict["descent"] = json!(null);
    }),
    ("enclosed-point-called-local-maximum", "gaussian-not-critical", "verdict", "Condition", |parts| {
        let verdict = parts.first("porcupine-enclosed-verdict");
        verdict["verdict"] = json!("local-maximum");
        verdict["descent"] = json!(null);
    }),
    ("enclosed-maximum-called-not-critical", "gaussian-any-angles", "verdict", "Condition", |parts| {
        let verdict = parts.first("porcupine-enclosed-verdict");
        verdict["verdict"] = json!("not-critical");
        verdict["descent"] = json!({ "line": 0, "neuron": 0, "direction": "+" });
    }),
    ("enclosed-minimum-called-saddle", "gaussian-60-degrees", "verdict", "Condition", |parts| {
        parts.first("porcupine-enclosed-verdict")["verdict"] = json!("saddle");
    }),
    ("enclosed-minimum-not-better", "gaussian-60-degrees", "verdict", "Condition", |parts| {
        let verdict = parts.first("porcupine-enclosed-verdict");
        verdict["verdict"] = json!("local-minimum");
        verdict["better"] = json!(0);
    }),
    ("enclosed-upper-bound", OFF_THE_LINES, GLOBAL, "Value", |parts| {
        let loss = &mut parts.first("porcupine-enclosed-least")["loss"];
        loss["high"] = loss["low"].clone();
    }),
    ("enclosed-lower-bound", OFF_THE_LINES, GLOBAL, "Value", |parts| {
        let loss = &mut parts.first("porcupine-enclosed-least")["loss"];
        loss["low"] = loss["high"].clone();
    }),
    ("enclosed-mass-negative", OFF_THE_LINES, GLOBAL, "Sign", |parts| {
        parts.first("porcupine-enclosed-least")["z"][0] = json!("-1");
    }),
    ("enclosed-mass-on-both-sides-of-a-single-neuron", OFF_THE_LINES, GLOBAL, "Condition", |parts| {
        parts.first("porcupine-enclosed-least")["loss"]["high"] = json!("1000");
        parts.first("porcupine-enclosed-least")["z"][2] = json!("1");
        parts.first("porcupine-enclosed-least")["z"][3] = json!("1");
    }),
    ("enclosed-choice-missing", OFF_THE_LINES, GLOBAL, "Condition", |parts| {
        parts.first("porcupine-enclosed-least")["choices"].as_array_mut().unwrap().pop();
    }),
    ("enclosed-choice-doubled", OFF_THE_LINES, GLOBAL, "Branch", |parts| {
        let choices = parts.first("porcupine-enclosed-least")["choices"].as_array_mut().unwrap();
        choices[1] = choices[0].clone();
    }),
    ("enclosed-choice-not-dual", OFF_THE_LINES, GLOBAL, "Sign", |parts| {
        parts.first("porcupine-enclosed-least")["choices"][0]["w"] = json!(["0", "0", "0", "0"]);
    }),
    ("enclosed-lower-bound-zero-with-choices", OFF_THE_LINES, GLOBAL, "Condition", |parts| {
        parts.first("porcupine-enclosed-least")["loss"]["low"] = json!("0");
    }),
    ("region-mass-that-is-not-blocked", BLOCKED, "no-spurious-local-minimum:+-", "Sign", |parts| {
        let found = &mut parts.first("porcupine-enclosed-region")["found"];
        *found = json!({ "blocked": { "feature": 0 } });
    }),
    ("region-mass-that-is-not-required", BLOCKED, "no-spurious-local-minimum:+-", "Condition", |parts| {
        let found = &mut parts.first("porcupine-enclosed-region")["found"];
        *found = json!({ "blocked": { "feature": 1 } });
    }),
    ("region-called-zero", BLOCKED, "no-spurious-local-minimum:+-", "Condition", |parts| {
        parts.first("porcupine-enclosed-region")["found"] = json!("zero");
    }),
    ("region-upper-bound", BLOCKED, "no-spurious-local-minimum:+-", "Value", |parts| {
        parts.first("porcupine-enclosed-region")["loss"]["high"] = json!("0");
    }),
    ("region-lower-bound", BLOCKED, "no-spurious-local-minimum:+-", "Value", |parts| {
        let loss = &mut parts.first("porcupine-enclosed-region")["loss"];
        loss["low"] = loss["high"].clone();
    }),
    ("region-of-another-name", BLOCKED, "no-spurious-local-minimum:+-", "Condition", |parts| {
        parts.first("porcupine-enclosed-region")["region"] = json!("--");
    }),
    ("region-mixed-at-a-single-neuron", BLOCKED, "no-spurious-local-minimum:+-", "Condition", |parts| {
        parts.first("porcupine-enclosed-region")["region"] = json!("+m");
    }),
    (
        "spurious-region-without-a-dual-vector",
        SPURIOUS,
        "no-spurious-local-minimum:+m",
        "Condition",
        |parts| {
            let found = &mut parts.first("porcupine-enclosed-region")["found"];
            found["spurious"]["without"].as_array_mut().unwrap().pop();
        },
    ),
    (
        "spurious-region-with-a-wrong-dual-vector",
        SPURIOUS,
        "no-spurious-local-minimum:+m",
        "Value",
        |parts| {
            let region = parts.first("porcupine-enclosed-region");
            region["found"]["spurious"]["without"][0]["w"] = region["w"].clone();
        },
    ),
    (
        "spurious-region-compared-with-itself",
        SPURIOUS,
        "no-spurious-local-minimum:+m",
        "Reference",
        |parts| {
            parts.first("porcupine-enclosed-region")["found"]["spurious"]["least"] = json!(1);
        },
    ),
    ("enclosed-moment-not-violated", "gaussian-any-angles", ZERO, "Sign", |parts| {
        parts.first("porcupine-enclosed-zero")["violated"] = json!(1);
    }),
    ("enclosed-moment-violated", ONE_WAY, ZERO, "Sign", |parts| {
        parts.first("porcupine-enclosed-zero")["violated"] = json!(null);
    }),
    ("enclosed-moment-of-no-mass", "gaussian-any-angles", ZERO, "Condition", |parts| {
        parts.first("porcupine-enclosed-zero")["violated"] = json!(6);
    }),
    ("enclosures-of-finite-points", "axes-d2", ZERO, "Condition", |parts| {
        let step = parts.position("porcupine-zero", 0);
        parts.steps[step]["rule"] = json!("porcupine-enclosed-zero");
        parts.steps[step]["with"] = json!({ "violated": null });
    }),
    ("region-without-least-loss", "one-per-line-r3", "no-spurious-local-minimum:+-+", "Condition", |parts| {
        parts.first("porcupine-region")["global"] = json!(null);
    }),
    (
        "region-without-minimum",
        "asymmetric-unmatched",
        "no-spurious-local-minimum:+-m",
        "Condition",
        |parts| {
            parts.first("porcupine-region")["global"] = json!(0);
        },
    ),
    ("region-holds-nothing", "asymmetric-unmatched", "no-spurious-local-minimum:+-m", "Condition", |parts| {
        parts.first("porcupine-region")["found"] = json!({ "holds": { "loss": "9669/3094" } });
    }),
    ("region-wrong-least", "one-per-line-r3", REGION, "Condition: the loss is not the least one", |parts| {
        // Another region, whose local minima are spurious, beside the right least loss.
        exchange_region(parts, true);
    }),
    (
        "region-least-of-no-step",
        "one-per-line-r3",
        REGION,
        "Reference: does not come before and show the least loss",
        |parts| {
            let own = parts.position("porcupine-region", 0);
            parts.first("porcupine-region")["global"] = json!(own);
        },
    ),
    (
        "region-of-another-claim",
        "one-per-line-r3",
        REGION,
        "Condition: the step is about another region",
        |parts| exchange_region(parts, false),
    ),
    ("bounds-of-the-loss-at-a-point", "scalar-k2", "verdict", "Malformed: bounds stand where", |parts| {
        parts.first("porcupine-point")["loss"] = json!({ "low": "0", "high": "100" });
    }),
    ("bounds-of-the-loss-of-a-pattern", "axes-d2", LOSSES, "Malformed: bounds stand where", |parts| {
        let holds = &mut found(parts, "porcupine-pattern", "holds")["found"]["holds"];
        holds["loss"] = json!({ "low": "0", "high": "100" });
    }),
    ("bounds-of-a-mass-of-a-pattern", "axes-d2", LOSSES, "Malformed: bounds stand where", |parts| {
        found(parts, "porcupine-pattern", "holds")["z"][0] = json!({ "low": "0", "high": "100" });
    }),
    ("bounds-of-the-least-loss", "mismatch-schur", GLOBAL, "Malformed: bounds stand where", |parts| {
        parts.first("porcupine-global")["value"] = json!({ "low": "0", "high": "100" });
    }),
    ("bounds-of-a-moment", "axes-d2", ZERO, "Malformed: bounds stand where", |parts| {
        parts.first("porcupine-zero")["moments"][0] = json!({ "low": "0", "high": "100" });
    }),
    ("bounds-of-a-listed-loss", "axes-d2", LOSSES, "Malformed: bounds stand where", |parts| {
        parts.first("porcupine-landscape")["losses"][1] = json!({ "low": "0", "high": "100" });
    }),
    (
        "enclosed-maximum-called-global",
        "gaussian-any-angles",
        "verdict",
        "Sign: must be at least 0",
        |parts| {
            // Every mass is zero; the loss would fall if one grew.
            parts.first("porcupine-enclosed-verdict")["verdict"] = json!("global-minimum");
        },
    ),
    (
        "enclosed-slope-at-a-positive-mass-called-global",
        "gaussian-not-critical",
        "verdict",
        "Sign: must be 0",
        |parts| {
            let verdict = parts.first("porcupine-enclosed-verdict");
            verdict["verdict"] = json!("global-minimum");
            verdict["descent"] = json!(null);
        },
    ),
    (
        "enclosed-global-with-a-better-point",
        "gaussian-60-degrees",
        "verdict",
        "Condition: no such verdict with these reasons",
        |parts| {
            parts.first("porcupine-enclosed-verdict")["better"] = json!(0);
        },
    ),
    (
        "enclosed-bounds-that-hold-the-value",
        OFF_THE_LINES,
        GLOBAL,
        "Condition: the bounds of the least loss leave open whether it is the value",
        |parts| {
            parts.first("porcupine-enclosed-least")["loss"]["high"] = json!("1000");
        },
    ),
    (
        "spurious-region-not-above-the-least-loss",
        SPURIOUS,
        "no-spurious-local-minimum:+m",
        "Condition: the loss of the region is not shown to exceed the least one",
        |parts| {
            // A true lower bound of the region's loss, below the least loss.
            parts.first("porcupine-enclosed-region")["loss"]["low"] = json!("0");
        },
    ),
    (
        "region-mass-outside",
        BLOCKED,
        "no-spurious-local-minimum:+-",
        "Condition: that the region excludes",
        |parts| {
            let region = parts.first("porcupine-enclosed-region");
            region["loss"]["high"] = json!("1000");
            region["z"][1] = json!("1/100");
        },
    ),
    ("empty-line-does-not-exist", "single-neurons", "no-spurious-local-minimum:m+", "Condition", |parts| {
        parts.first("porcupine-empty")["line"] = json!(2);
    }),
    ("gaussian-moment-without-pi", "gaussian-axes-1", ZERO, "Value", |parts| {
        parts.first("porcupine-zero")["moments"][0] = json!("9/11");
    }),
];

fn case(name: &str) -> Case {
    if name.contains('[') {
        return Case::from_node(&toml::read(name).unwrap(), &NoDataFiles).unwrap();
    }
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/porcupine");
    load(&directory.join(format!("{name}.toml"))).unwrap().case
}

/// The certificate of a claim, named by its kind and perhaps `:regions`.
fn parts(case: &Case, claim: &str) -> Parts {
    let (kind, regions) = claim.split_once(':').unwrap_or((claim, "all"));
    let named = |claim: &&critcert_certificate::case::Claim| {
        let text = serde_json::to_value(claim).unwrap();
        claim.kind() == kind && text.get("regions").is_none_or(|value| value == regions)
    };
    let claim = case.claims.iter().find(named).unwrap();
    let mut bytes = Vec::new();
    prove(case, claim, "case.toml", Asked::Case, &mut bytes, Control::NONE).unwrap();
    Parts::read(&String::from_utf8(bytes).unwrap())
}

#[test]
fn every_corruption_is_refused_for_its_reason() {
    for (name, source, claim, variant, spoil) in ALL {
        let case = case(source);
        let mut parts = parts(&case, claim);
        let before = parts.sealed();
        let outcome = check(&case, &mut Cursor::new(&before));
        assert!(matches!(outcome, Outcome::Verified(_)), "{name}: {outcome:?}");
        spoil(&mut parts);
        let after = parts.sealed();
        assert_ne!(before, after, "{name}: nothing is spoilt");
        let (variant, words) = variant.split_once(": ").unwrap_or((variant, ""));
        let (found, text) = match check(&case, &mut Cursor::new(&after)) {
            Outcome::Refused(refusal) => {
                let debug = format!("{:?}", refusal.reason);
                (debug.split([' ', '{', '(']).next().unwrap().to_owned(), refusal.to_string())
            }
            Outcome::Malformed { message, .. } => ("Malformed".to_owned(), message),
            outcome => panic!("{name}: {outcome:?}"),
        };
        assert_eq!(found, variant, "{name}: {text}");
        assert!(text.contains(words), "{name}: expected `{words}`, got `{text}`");
    }
}
