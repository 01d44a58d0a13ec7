//! Spoilt certificates: each is refused, with the reason that its spoiler must meet.

use std::io::Cursor;
use std::path::Path;

use critcert::input::load;
use critcert_certificate::case::{Case, LinearClaim};
use critcert_checker::{Outcome, check};
use serde_json::{Value, json};

use crate::certificate::Parts;
use crate::support::settled;

/// A case of `cases/linear` with only its claim of this kind.
fn case(name: &str, kind: &str) -> Case {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/linear").join(format!("{name}.toml"));
    let mut case = load(&path).unwrap().case;
    case.claims.retain(|claim| claim.kind() == kind);
    assert_eq!(case.claims.len(), 1, "{name} has one claim {kind}");
    case
}

/// Spoils the certificate of a case's first claim; returns the reason of the refusal.
fn refusal(case: &Case, spoil: impl FnOnce(&mut Parts)) -> String {
    let (_, text) = settled(case);
    let mut parts = Parts::read(&text);
    let before = parts.sealed();
    assert!(matches!(check(case, &mut Cursor::new(before.as_bytes())), Outcome::Verified(_)));
    spoil(&mut parts);
    let after = parts.sealed();
    assert_ne!(before, after, "nothing is spoilt");
    match check(case, &mut Cursor::new(after.as_bytes())) {
        Outcome::Refused(refusal) => refusal.to_string(),
        outcome => panic!("{outcome:?}"),
    }
}

#[track_caller]
fn refused(name: &str, kind: &str, reason: &str, spoil: impl FnOnce(&mut Parts)) {
    let found = refusal(&case(name, kind), spoil);
    assert!(found.contains(reason), "expected `{reason}`, got `{found}`");
}

#[test]
fn loss_of_a_point() {
    refused("saddle-full-rank", "verdict", "loss: expected 2, got 3", |parts| {
        parts.first("linear-point")["loss"] = json!("3");
    });
}

#[test]
fn another_network() {
    refused(
        "saddle-balanced-without-regulariser",
        "verdict",
        "the verdict is about another network",
        |parts| {
            // The hidden units exchanged: every step holds, but it is not the case's network.
            parts.first("linear-point")["network"] = json!({
                "W1": [["0", "0", "1"], ["3", "0", "0"]], "W2": [["0", "3"], ["0", "0"], ["1", "0"]],
            });
            parts.first("linear-negative-curvature")["direction"] = json!({
                "W1": [["0", "4", "0"], ["0", "0", "0"]], "W2": [["0", "0"], ["1", "0"], ["0", "0"]],
            });
        },
    );
}

#[test]
fn shapes_of_a_network_and_of_a_direction() {
    refused("saddle-full-rank", "verdict", "the shapes of the problem", |parts| {
        parts.first("linear-point")["network"] =
            json!({ "W1": [["1", "0", "0"]], "W2": [["1"], ["0"], ["0"]] });
    });
    refused("saddle-full-rank", "verdict", "the shape of the network", |parts| {
        parts.first("linear-negative-curvature")["direction"]["W1"].as_array_mut().unwrap().pop();
    });
}

#[test]
fn gradient_entry_value_place_and_zero() {
    let name = "not-critical-regularised";
    refused(name, "verdict", "partial derivative: expected", |parts| {
        parts.first("linear-gradient-entry")["value"] = json!("1/7");
    });
    refused(name, "verdict", "there is no such weight", |parts| {
        parts.first("linear-gradient-entry")["column"] = json!(9);
    });
    refused(name, "verdict", "the partial derivative is zero", |parts| {
        let entry = parts.first("linear-gradient-entry");
        *entry = json!({ "point": 0, "layer": "W1", "row": 0, "column": 1, "value": "0" });
    });
}

#[test]
fn zero_gradient_where_it_is_not_zero() {
    refused("not-critical-regularised", "verdict", "derivative by W", |parts| {
        let position = parts.position("linear-gradient-entry", 0);
        parts.steps[position] =
            json!({ "id": position, "rule": "linear-zero-gradient", "with": { "point": 0 } });
    });
}

#[test]
fn second_derivative_value_and_sign() {
    refused("saddle-full-rank", "verdict", "second derivative: expected -2332/729, got -2330/729", |parts| {
        parts.first("linear-negative-curvature")["second_derivative"] = json!("-2330/729");
    });
}

#[test]
fn direction_of_positive_curvature() {
    refused("saddle-singular-x", "verdict", "must be negative, got 1682/5", |parts| {
        let step = parts.first("linear-negative-curvature");
        step["direction"]["W2"] = json!([["-5"], ["-2"]]);
        step["second_derivative"] = json!("1682/5");
    });
}

#[test]
fn verdict_without_its_reasons() {
    refused("saddle-full-rank", "verdict", "no such verdict with this number of reasons", |parts| {
        parts.first("linear-verdict")["because"].as_array_mut().unwrap().pop();
    });
    refused("saddle-full-rank", "verdict", "show that the point is critical", |parts| {
        parts.first("linear-verdict")["because"] = json!([2, 1]);
    });
    refused("saddle-full-rank", "verdict", "does not come before and show a lower bound", |parts| {
        let step = parts.first("linear-verdict");
        step["verdict"] = json!("global-minimum");
        step["because"] = json!([1]);
    });
}

#[test]
fn sigma_from_a_wrong_solution() {
    refused("global-minimum-equal-eigenvalues", "verdict", "does not solve X X^T H = X Y^T", |parts| {
        parts.first("linear-sigma")["solution"][0][0] = json!("3");
    });
    refused(
        "global-minimum-equal-eigenvalues",
        "no-spurious-local-minimum",
        "d0 rows and d2 columns",
        |parts| {
            parts.first("linear-sigma")["solution"].as_array_mut().unwrap().pop();
        },
    );
}

#[test]
fn lower_bound_semidefinite_conditions_shift_and_value() {
    let name = "global-minimum-equal-eigenvalues";
    let bound = |spoil: fn(&mut Value)| move |parts: &mut Parts| spoil(parts.first("linear-lower-bound"));
    refused(
        name,
        "verdict",
        "Z is not positive semidefinite",
        bound(|step| step["excess"][0][0] = json!("-1")),
    );
    refused(
        name,
        "verdict",
        "Z is not positive semidefinite",
        bound(|step| step["excess"][0][1] = json!("1")),
    );
    refused(name, "verdict", "Z - Sigma + c I is not", bound(|step| step["shift"] = json!("3")));
    refused(name, "verdict", "bound: expected 2, got 5/2", bound(|step| step["bound"] = json!("5/2")));
    refused(name, "verdict", "the shift must be at least 0", bound(|step| step["shift"] = json!("-4")));
    refused(
        name,
        "verdict",
        "the size of Sigma",
        bound(|step| {
            step["excess"].as_array_mut().unwrap().pop();
        }),
    );
    // A bound that holds but is not attained.
    refused(
        name,
        "verdict",
        "loss of a global minimum: expected 3/2, got 2",
        bound(|step| {
            step["excess"] = json!([["0", "0"], ["0", "0"]]);
            step["shift"] = json!("5");
            step["bound"] = json!("3/2");
        }),
    );
}

#[test]
fn least_loss_not_attained_and_claimed_otherwise() {
    refused("saddle-full-rank", "global-minimum-value", "loss", |parts| {
        let zero = json!({ "W1": [["0","0","0"],["0","0","0"]], "W2": [["0","0"],["0","0"],["0","0"]] });
        let point = parts.first("linear-point");
        point["network"] = zero;
        point["loss"] = json!("7");
    });
    refused("saddle-full-rank", "global-minimum-value", "answer: expected proved, got refuted", |parts| {
        parts.first("conclude")["answer"] = json!("refuted");
    });
}

#[test]
fn eigenvalues_lost_moved_or_invented() {
    let name = "critical-values-repeated";
    let spectrum = |spoil: fn(&mut Value)| {
        move |parts: &mut Parts| spoil(&mut parts.first("linear-spectrum")["factors"])
    };
    refused(
        name,
        "critical-values",
        "do not add up to the size",
        spectrum(|factors| {
            factors.as_array_mut().unwrap().pop();
        }),
    );
    refused(
        name,
        "critical-values",
        "do not add up to the size",
        spectrum(|factors| {
            factors[0]["multiplicity"] = json!(4);
        }),
    );
    refused(
        name,
        "critical-values",
        "is not the characteristic polynomial",
        spectrum(|factors| {
            let (first, second) = (factors[0]["multiplicity"].clone(), factors[1]["multiplicity"].clone());
            factors[0]["multiplicity"] = second;
            factors[1]["multiplicity"] = first;
        }),
    );
    refused(
        name,
        "critical-values",
        "not stated exactly",
        spectrum(|factors| {
            factors[0]["roots"][0][1] = json!("5");
        }),
    );
    refused(
        name,
        "critical-values",
        "is not monic",
        spectrum(|factors| {
            factors[0]["polynomial"][1] = json!("2");
        }),
    );
    refused(
        name,
        "critical-values",
        "as many intervals as its degree",
        spectrum(|factors| {
            factors[0]["roots"].as_array_mut().unwrap().clear();
            factors[0]["roots"] = json!([["1", "1"], ["1", "1"]]);
        }),
    );
    for spoil in [
        |factors: &mut Value| factors[0]["multiplicity"] = json!(0),
        |factors: &mut Value| factors[0]["roots"] = json!([]),
    ] {
        refused(name, "critical-values", "a factor without roots or of multiplicity zero", spectrum(spoil));
    }
}

/// Widens the intervals of the eigenvalues by a thousandth.
fn widen(parts: &mut Parts) {
    use critcert_certificate::rational::{parse_canonical, ratio};
    for factor in parts.first("linear-spectrum")["factors"].as_array_mut().unwrap() {
        for root in factor["roots"].as_array_mut().unwrap() {
            for (end, by) in [(0, -1), (1, 1)] {
                let value = parse_canonical(root[end].as_str().unwrap()).unwrap();
                let wider = critcert_certificate::Canonical(value + ratio(by, 1000));
                root[end] = serde_json::to_value(wider).unwrap();
            }
        }
    }
}

#[test]
fn eigenvalues_too_wide_for_the_values() {
    let found = refusal(&irrational(), widen);
    let reason = "a multiplicity vector sticks out of the interval of its value";
    assert!(found.contains(reason), "{found}");
    let found = refusal(&irrational(), |parts| {
        widen(parts);
        // Three numbers in place of intervals, each inside of the widened enclosure of the sum.
        for value in parts.first("linear-critical-values")["values"].as_array_mut().unwrap() {
            value["high"] = value["low"].clone();
        }
    });
    assert!(found.contains("a multiplicity vector is not shown to have a stated value"), "{found}");
}

#[test]
fn a_stated_least_loss_inside_the_interval_is_not_decided() {
    let mut case = irrational();
    let value = critcert_certificate::Canonical(critcert_certificate::rational::ratio(1, 9));
    case.claims = vec![critcert_certificate::case::Claim::Linear(LinearClaim::GlobalMinimumValue { value })];
    let found = refusal(&case, |parts| {
        let step = parts.first("linear-least-loss-interval");
        (step["low"], step["high"]) = (json!("0"), json!("100"));
    });
    assert!(found.contains("the stated value lies in the interval of the least loss"), "{found}");
}

#[test]
fn a_network_that_the_case_has_not() {
    refused("critical-values-rational", "global-minimum-value", "the case has no network", |parts| {
        parts.first("linear-point")["network"] = Value::Null;
    });
}

/// The irrational instance with a claim that is refuted, so that its certificate has intervals.
fn irrational() -> Case {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/linear/critical-values-irrational.toml");
    let mut case = load(&path).unwrap().case;
    let losses = vec![critcert_certificate::Canonical(critcert_certificate::rational::ratio(9, 1))];
    case.claims = vec![critcert_certificate::case::Claim::Linear(LinearClaim::CriticalValues { losses })];
    case
}

#[test]
fn intervals_without_a_root_and_overlapping_ones() {
    let found = refusal(&irrational(), |parts| {
        parts.first("linear-spectrum")["factors"][0]["roots"][0] = json!(["3", "4"]);
    });
    assert!(found.contains("does not change its sign"), "{found}");
    let found = refusal(&irrational(), |parts| {
        let roots = &mut parts.first("linear-spectrum")["factors"][0]["roots"];
        roots[1] = roots[0].clone();
    });
    assert!(found.contains("overlap"), "{found}");
    let found = refusal(&irrational(), |parts| {
        parts.first("linear-spectrum")["factors"][0]["roots"][0][0] = json!("-1");
    });
    assert!(found.contains("an interval of an eigenvalue reaches below zero"), "{found}");
}

#[test]
fn critical_values_lost_merged_widened_or_miscounted() {
    let values = |spoil: fn(&mut Value)| {
        refusal(&irrational(), |parts| spoil(&mut parts.first("linear-critical-values")["values"]))
    };
    let found = values(|values| {
        values.as_array_mut().unwrap().pop();
    });
    assert!(found.contains("does not belong to exactly one"), "{found}");
    let found = values(|values| {
        let high = values[1]["high"].clone();
        values[0]["high"] = high;
        values[0]["vectors"] = json!(2);
        values.as_array_mut().unwrap().remove(1);
    });
    assert!(found.contains("not shown to be equal"), "{found}");
    let found = values(|values| values[2]["vectors"] = json!(2));
    assert!(found.contains("number of multiplicity vectors"), "{found}");
    let found = values(|values| {
        let first = values[0].clone();
        values[0] = values[1].clone();
        values[1] = first;
    });
    assert!(found.contains("do not increase"), "{found}");
    let found = values(|values| {
        let low = values[0]["low"].clone();
        values[0]["high"] = low;
    });
    assert!(found.contains("does not belong") || found.contains("not shown to have"), "{found}");
    let found = values(|values| {
        values[6]["high"] = json!("10");
        values.as_array_mut().unwrap().push(json!({ "low": "11", "high": "11", "vectors": 0 }));
    });
    assert!(found.contains("a value that no multiplicity vector has"), "{found}");
}

#[test]
fn a_stated_loss_inside_an_interval_decides_nothing() {
    let mut case = irrational();
    let losses = vec![critcert_certificate::Canonical(critcert_certificate::rational::ratio(9, 1))];
    case.claims = vec![critcert_certificate::case::Claim::Linear(LinearClaim::CriticalValues { losses })];
    let found =
        refusal(&case, |parts| parts.first("linear-critical-values")["values"][6]["high"] = json!("10"));
    assert!(found.contains("lies in an interval"), "{found}");
}

#[test]
fn least_loss_interval_too_narrow() {
    let mut case = irrational();
    let value = critcert_certificate::Canonical(critcert_certificate::rational::ratio(1, 9));
    case.claims = vec![critcert_certificate::case::Claim::Linear(LinearClaim::GlobalMinimumValue { value })];
    let found = refusal(&case, |parts| {
        let high = parts.first("linear-least-loss-interval")["high"].clone();
        parts.first("linear-least-loss-interval")["low"] = high;
    });
    assert!(found.contains("does not hold what is known"), "{found}");
}

#[test]
fn rules_of_another_kind_and_benign_without_sigma() {
    refused("saddle-full-rank", "every-saddle-strict", "show the matrix Sigma", |parts| {
        parts.first("linear-benign")["sigma"] = json!(7);
    });
    refused(
        "saddle-full-rank",
        "every-saddle-strict",
        "does not apply to a problem of kind linear",
        |parts| {
            let position = parts.position("linear-sigma", 0);
            parts.steps[position] =
                json!({ "id": position, "rule": "growth", "with": { "coefficient": "1" } });
        },
    );
}
