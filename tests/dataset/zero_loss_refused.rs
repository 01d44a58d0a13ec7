//! Spoilt certificates about networks of loss 0, each refused for its reason.

use critcert_certificate::Canonical;
use critcert_certificate::case::{Case, Claim, DatasetClaim};
use critcert_certificate::certificate::Statement;
use critcert_certificate::rational::ratio;
use critcert_checker::{Outcome, check};
use serde_json::json;

use super::refused::Parts;
use super::support::{case, problem, settled};
use super::zero_loss::{asked, i14};

/// The name, the case, a part of the reason, and what is spoilt.
type Corruption = (&'static str, fn() -> Case, &'static str, fn(&mut Parts));

fn ten() -> Case {
    asked(&i14().1, 10)
}

fn narrow() -> Case {
    asked(&i14().1, 1)
}

fn multiple() -> Case {
    asked(&problem("1 2, 2 4, 1 1", "1 3 0", "0", (false, false)), 2)
}

fn three() -> Case {
    asked(&problem("1, 2, 3, 5", "0 1 0 1", "0", (false, true)), 2)
}

fn opposite() -> Case {
    asked(&problem("1 0, -1 0, 0 1, 0 -1, 1 1, -1 -1", "1 0 1 0 1 0", "0", (false, false)), 2)
}

const CORRUPTIONS: &[Corruption] = &[
    ("a factor", multiple, "combination of the points is not zero", |p| {
        p.first("zero-loss-contradiction")["factors"][0][1] = json!("3");
    }),
    ("no factors", multiple, "combination of the labels is zero", |p| {
        p.first("zero-loss-contradiction")["factors"] = json!([]);
    }),
    ("points in disorder", multiple, "the points do not increase", |p| {
        p.first("zero-loss-contradiction")["factors"] = json!([[1, "-1"], [0, "2"]]);
    }),
    ("a point twice", multiple, "the points do not increase", |p| {
        p.first("zero-loss-contradiction")["factors"] = json!([[0, "2"], [1, "-1"], [1, "-1"]]);
    }),
    ("a point beyond", multiple, "no point of this number", |p| {
        p.first("zero-loss-contradiction")["factors"][1][0] = json!(3);
    }),
    ("factors of no output bias", three, "do not add up to zero", |p| {
        p.first("zero-loss-contradiction")["factors"] = json!([[0, "2"], [1, "-1"]]);
    }),
    ("labels that fit", three, "combination of the labels is zero", |p| {
        p.first("zero-loss-contradiction")["factors"] = json!([[0, "-3"], [1, "2"], [2, "3"], [3, "-2"]]);
    }),
    ("a line", opposite, "do not cancel on a line", |p| {
        p.first("zero-loss-contradiction")["factors"] = json!([[0, "1"], [1, "1"]]);
    }),
    ("an answer", multiple, "answer: expected refuted", |p| p.first("conclude")["answer"] = json!("proved")),
    ("a positive loss", ten, "the loss of the network is not zero", |p| {
        let point = p.first("dataset-point");
        point["network"] = json!({ "W": vec![["1", "3"]; 10], "v": vec!["0"; 10] });
        point["loss"] = json!("7");
        point["neurons"] = json!(vec![json!({"covector":"+0++","flat":true}); 10]);
    }),
    ("an unequal width", ten, "the network has another width than the problem", |p| {
        let point = p.first("dataset-point");
        point["network"]["W"].as_array_mut().unwrap().pop();
        point["network"]["v"].as_array_mut().unwrap().pop();
        point["neurons"].as_array_mut().unwrap().pop();
    }),
    ("a kink", ten, "a point lies on the kink of a neuron", |p| {
        let point = p.first("dataset-point");
        point["network"]["W"][9] = json!(["1", "3"]);
        point["neurons"][9] = json!({"covector":"+0++","flat":true});
    }),
    ("signs", ten, "the signs of the neurons are not those stated", |p| {
        p.first("dataset-point")["neurons"][0]["covector"] = json!("++++");
    }),
    ("an output weight", ten, "loss: expected", |p| p.first("dataset-point")["network"]["v"][0] = json!("5")),
    ("a refutation of a network", ten, "answer: expected proved", |p| {
        p.first("conclude")["answer"] = json!("refuted");
    }),
    ("a minimum in place of the list", narrow, "a network, or that none has loss 0", |p| {
        let minimum = p.position("stratum-minimum", 0);
        p.first("conclude")["by"] = json!(minimum);
    }),
    ("a list of another width", narrow, "width is not that of the claim", |p| {
        p.first("stratum-start")["width"] = json!(2);
    }),
];

#[test]
fn every_corruption_is_refused_for_its_reason() {
    for (name, case, message, spoil) in CORRUPTIONS {
        let case = case();
        let mut parts = Parts::read(&settled(&case).1);
        let resealed = check(&case, &mut parts.sealed().as_bytes());
        assert!(matches!(resealed, Outcome::Verified(_)), "{name}: {resealed:?}");
        spoil(&mut parts);
        match check(&case, &mut parts.sealed().as_bytes()) {
            Outcome::Refused(refusal) => {
                let reason = refusal.to_string();
                assert!(reason.contains(message), "{name}: {reason}");
            }
            outcome => panic!("{name}: {outcome:?}"),
        }
    }
}

#[test]
fn a_list_whose_least_loss_is_zero_refutes_nothing() {
    let data = problem("0, 1, 2, 3", "0 0 1 2", "0", (true, false));
    let value = Canonical(ratio(0, 1));
    let listed =
        case(&data, None, vec![Claim::Dataset(DatasetClaim::GlobalMinimumValue { value, width: 1 })]);
    let mut parts = Parts::read(&settled(&listed).1);
    let zero = asked(&data, 1);
    let statement = Statement::new(&zero.problem, zero.network.as_ref(), &zero.claims[0]);
    let statement = statement.unwrap();
    parts.header["claim"] = serde_json::from_str(&statement.claim).unwrap();
    parts.header["statement"] = json!(statement.digest());
    for answer in ["proved", "refuted"] {
        parts.first("conclude")["answer"] = json!(answer);
        let outcome = check(&zero, &mut parts.sealed().as_bytes());
        let reason = outcome.reason().unwrap_or_default();
        assert!(reason.contains("the least loss of the list is not positive"), "{outcome:?}");
    }
}
