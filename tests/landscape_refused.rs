//! Spoilt certificates of landscapes of data sets, each refused for its reason.

#[path = "support/certificate.rs"]
#[allow(dead_code, reason = "support shared by several tests")]
mod certificate;

use std::io::Cursor;

use certificate::Parts;
use critcert::prove::{Control, prove};
use critcert_certificate::case::{Case, NoDataFiles};
use critcert_certificate::certificate::Asked;
use critcert_certificate::document::toml;
use critcert_checker::{Outcome, check};
use serde_json::{Value, json};

const FIVE: &str = r#"
    [problem]
    kind = "dataset"
    points = [[-2], [-1], [0], [1], [3]]
    labels = [0, 2, -1, 1, 0]
    width = 2
    [[claim]]
    kind = "global-minimum-value"
    value = 1
    [[claim]]
    kind = "no-spurious-local-minimum"
"#;

fn five() -> Case {
    Case::from_node(&toml::read(FIVE).unwrap(), &NoDataFiles).unwrap()
}

fn certificate(claim: usize) -> Parts {
    let case = five();
    let mut bytes = Vec::new();
    prove(&case, &case.claims[claim], "five.toml", Asked::Case, &mut bytes, Control::NONE).unwrap();
    Parts::read(std::str::from_utf8(&bytes).unwrap())
}

/// The kind of refusal and its text.
fn refusal(parts: &Parts) -> (String, String) {
    match check(&five(), &mut Cursor::new(parts.sealed())) {
        Outcome::Refused(refusal) => {
            let debug = format!("{:?}", refusal.reason);
            (debug.split([' ', '{', '(']).next().unwrap().to_owned(), refusal.to_string())
        }
        outcome => (outcome.word().to_owned(), outcome.reason().unwrap_or_default()),
    }
}

fn bump(value: &mut Value) {
    let number: i64 = value.as_str().unwrap().parse().unwrap();
    *value = json!((number + 1).to_string());
}

/// The first step of a rule with a list of at least one entry under a key.
fn with_some<'a>(parts: &'a mut Parts, rule: &str, key: &str) -> &'a mut Value {
    let found = parts.steps.iter_mut().find(|step| {
        step["rule"] == rule && step["with"][key].as_array().is_some_and(|list| !list.is_empty())
    });
    &mut found.unwrap()["with"][key]
}

type Spoil = fn(&mut Parts);

const LIST: &[(&str, Spoil, &str, &str)] = &[
    (
        "a covector is left out",
        |parts| {
            let position = parts.position("stratum-covector", 3);
            parts.remove(position);
        },
        "Branch",
        "expected",
    ),
    (
        "the witness of a covector has other signs",
        |parts| {
            let witness = &mut parts.first("stratum-covector")["witness"];
            for entry in witness.as_array_mut().unwrap() {
                *entry = json!("-1");
            }
        },
        "Value",
        "sign of the witness",
    ),
    (
        "a basis vector leaves the kink",
        |parts| {
            let step = parts
                .steps
                .iter_mut()
                .find(|step| step["with"]["points"].as_array().is_some_and(|points| points.len() == 1));
            bump(&mut step.unwrap()["with"]["basis"][0][1]);
        },
        "Condition",
        "not orthogonal to a point",
    ),
    (
        "the inverse is another matrix",
        |parts| {
            parts.first("stratum-covector")["inverse"][0][0] = json!("7");
        },
        "Condition",
        "not the inverse",
    ),
    (
        "a basis is too small",
        |parts| {
            let step = parts.first("stratum-covector");
            step["basis"] = json!([["1", "0"]]);
            step["inverse"] = json!([["1"]]);
        },
        "Condition",
        "square matrix",
    ),
    (
        "the multipliers of void signs do not cancel",
        |parts| {
            let multiplier = &mut parts.first("stratum-void")["multipliers"][0][1];
            bump(multiplier);
        },
        "Combination",
        "unknown",
    ),
    (
        "the loss of a local minimum is another",
        |parts| {
            parts.first("stratum-minimum")["loss"] = json!("1/2");
        },
        "Value",
        "loss",
    ),
    (
        "a kink is called differentiable",
        |parts| {
            let step = parts.steps.iter_mut().find(|step| step["with"]["smoothness"] == "kink");
            step.unwrap()["with"]["smoothness"] = json!("live");
        },
        "Condition",
        "smoothness",
    ),
    (
        "a multiplier at a kink is out of bounds",
        |parts| {
            let step = parts.steps.iter_mut().find(|step| step["with"]["smoothness"] == "kink").unwrap();
            let kinks = step["with"]["kinks"].as_array_mut().unwrap();
            let leaves = kinks.iter_mut().find(|leaves| leaves.as_array().is_some_and(|l| !l.is_empty()));
            leaves.unwrap()[0][0] = json!("1000");
        },
        "Condition",
        "out of its bounds",
    ),
    (
        "the constant local minimum is left out",
        |parts| {
            let position = parts.steps.iter().position(|step| step["with"]["loss"] == "13/5").unwrap();
            parts.remove(position);
        },
        "Condition",
        "output weights 0 is not shown",
    ),
    (
        "a group is left out",
        |parts| {
            let position = parts.position("stratum-known", 5);
            parts.remove(position);
        },
        "Branch",
        "expected",
    ),
    (
        "the projection is another point",
        |parts| {
            bump(&mut with_some(parts, "stratum-barred", "fit")[1]);
        },
        "Condition",
        "not orthogonal to the predictions",
    ),
    (
        "the denominator of a projection is negative",
        |parts| {
            with_some(parts, "stratum-barred", "fit")[0] = json!("-1");
        },
        "Sign",
        "denominator of the fit",
    ),
    (
        "the rays are exchanged",
        |parts| {
            let at = &mut parts.first("stratum-barred")["at"];
            *at = json!([at[0], at[2], at[1]]);
        },
        "Condition",
        "first derivative is not negative",
    ),
    (
        "an excluded group is called known",
        |parts| {
            let position = parts.position("stratum-barred", 0);
            let step = &mut parts.steps[position];
            step["rule"] = json!("stratum-known");
            step["with"].as_object_mut().unwrap().remove("at");
        },
        "Condition",
        "no local minimum with this loss",
    ),
    (
        "a known loss is called zero",
        |parts| {
            let position = parts.position("stratum-known", 0);
            parts.steps[position]["rule"] = json!("stratum-exact");
        },
        "Condition",
        "the residual is not zero",
    ),
    (
        "a cut has another multiplier",
        |parts| {
            let cuts = with_some(parts, "stratum-cut", "cuts");
            bump(&mut cuts[0]["multipliers"][0][1]);
        },
        "Combination",
        "unknown",
    ),
    (
        "a cut is left out",
        |parts| {
            with_some(parts, "stratum-cut", "cuts").as_array_mut().unwrap().pop();
        },
        "Condition",
        "not covered",
    ),
    (
        "the groups stop early",
        |parts| {
            let list = parts.position("stratum-list", 0);
            parts.remove(list - 1);
        },
        "Incomplete",
        "is missing",
    ),
    (
        "a loss is missing in the list",
        |parts| {
            parts.first("stratum-list")["losses"].as_array_mut().unwrap().pop();
        },
        "Condition",
        "not that of the local minima shown",
    ),
    (
        "the number of strata is another",
        |parts| {
            let strata = &mut parts.first("stratum-list")["strata"];
            bump(strata);
        },
        "Value",
        "number of strata",
    ),
    (
        "the answer is turned",
        |parts| {
            parts.first("conclude")["answer"] = json!("refuted");
        },
        "Value",
        "answer",
    ),
];

#[test]
fn spoilt_lists_are_refused() {
    let whole = certificate(0);
    assert_eq!(refusal(&whole).0, "verified");
    for (name, spoil, kind, text) in LIST {
        let mut parts = whole.clone();
        spoil(&mut parts);
        let (found, message) = refusal(&parts);
        assert_eq!(&found, kind, "{name}: {message}");
        assert!(message.contains(text), "{name}: {message}");
    }
}

#[test]
fn spoilt_counterexamples_are_refused() {
    let whole = certificate(1);
    assert_eq!(refusal(&whole).0, "verified");
    let mut exchanged = whole.clone();
    let step = exchanged.first("stratum-spurious");
    *step = json!({ "minimum": step["better"], "better": step["minimum"] });
    assert!(refusal(&exchanged).1.contains("not better"));
    let mut narrow = whole.clone();
    narrow.first("stratum-minimum")["network"]["v"].as_array_mut().unwrap().pop();
    assert!(refusal(&narrow).1.contains("another width"), "{:?}", refusal(&narrow));
    let mut proved = whole;
    proved.first("conclude")["answer"] = json!("proved");
    assert_eq!(refusal(&proved).0, "Value");
}
