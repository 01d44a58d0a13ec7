//! Spoilt certificates about data sets, each refused for its reason.

use critcert_certificate::case::{Case, Claim, DatasetClaim, Verdict};
use critcert_checker::{Outcome, check};
use serde_json::{Value, json};

use super::support::{case, network, problem, settled};

#[path = "../support/certificate.rs"]
#[allow(dead_code, reason = "nothing is removed or inserted here")]
mod certificate;
pub(crate) use certificate::Parts;

fn verdict(expect: Verdict) -> Vec<Claim> {
    vec![Claim::Dataset(DatasetClaim::Verdict { expect })]
}

fn kink() -> Case {
    let mut data = problem("0, 1, 2, 3, 4", "0 2 2 -2 2", "0", (true, true));
    let network = network(&mut data, "-1 3", "3/17", Some("10/17"));
    case(&data, Some(&network), verdict(Verdict::LocalMinimum))
}

fn cells() -> Case {
    let mut data = problem("1 0, 0 1, 1 1", "-1 -1 1", "0", (false, false));
    let network = network(&mut data, "0 0", "1", None);
    case(&data, Some(&network), verdict(Verdict::LocalMinimum))
}

fn saddle() -> Case {
    let mut data = problem("0 1, -1 -2, -2 0", "1 1 -1", "0", (false, false));
    let network = network(&mut data, "-2 -1", "0", None);
    case(&data, Some(&network), verdict(Verdict::Saddle))
}

fn falling() -> Case {
    let mut data = problem("1, 2", "1 0", "0", (false, true));
    let network = network(&mut data, "-1", "1", Some("1"));
    case(&data, Some(&network), verdict(Verdict::NotCritical))
}

fn maximum() -> Case {
    let mut data = problem("1", "1", "0", (false, false));
    let network = network(&mut data, "0", "1", None);
    case(&data, Some(&network), verdict(Verdict::LocalMaximum))
}

fn silent() -> Case {
    let mut data = problem("1 0, 0 1", "1 -1", "0", (false, false));
    let network = network(&mut data, "0 0", "1", None);
    case(&data, Some(&network), verdict(Verdict::NotCritical))
}

fn no_maximum() -> Case {
    let data = problem("1 0, 0 1, -1 -1, 1 -1", "1 -1 2 0", "0", (false, false));
    case(&data, None, vec![Claim::Dataset(DatasetClaim::NoLocalMaximum)])
}

fn best() -> Case {
    let mut data = problem("0, 1, 2, 3", "0 0 1 0", "0", (true, true));
    let network = network(&mut data, "-3/11 6/11", "-1", Some("5/11"));
    case(&data, Some(&network), verdict(Verdict::GlobalMinimum))
}

fn growth() -> Case {
    let data = problem("0, 1, 2", "0 1 0", "0", (true, true));
    case(&data, None, vec![Claim::Dataset(DatasetClaim::NoLocalMaximum)])
}

/// Name, case, part of the message, what is done.
type Corruption = (&'static str, fn() -> Case, &'static str, fn(&mut Parts));

const ALL: &[Corruption] = &[
    ("loss", kink, "loss: expected 107/17", |p| p.first("dataset-point")["loss"] = json!("106/17")),
    ("covector", kink, "signs of the neurons", |p| {
        p.first("dataset-point")["neurons"][0]["covector"] = json!("++++-");
    }),
    ("flatness", saddle, "signs of the neurons", |p| {
        p.first("dataset-point")["neurons"][0]["flat"] = json!(false);
    }),
    ("differentiable", kink, "differentiable: expected false", |p| {
        p.first("dataset-point")["differentiable"] = json!(true);
    }),
    ("other network", kink, "about another network", |p| {
        p.first("dataset-point")["network"] = json!({"W":[["-2"]],"b":["6"],"v":["3/34"],"c":"10/17"});
    }),
    ("network of another shape", kink, "does not fit", |p| {
        p.first("dataset-point")["network"] = json!({"W":[["-2"]],"v":["3/34"],"c":"10/17"});
    }),
    ("slope", kink, "the combination leaves", |p| {
        p.first("dataset-stationary")["covers"][0][0]["leaf"]["slopes"][0][1] = json!("6/11");
    }),
    ("slope above one", kink, "not in (0, 1]", |p| {
        p.first("dataset-stationary")["covers"][0][0]["leaf"]["slopes"][0][1] = json!("12/11");
    }),
    ("slope of a class that does not exist", kink, "does not exist", |p| {
        p.first("dataset-stationary")["covers"][0][0]["leaf"]["slopes"][0][0] = json!(1);
    }),
    ("no cover", kink, "has no cover", |p| p.first("dataset-stationary")["covers"][0] = Value::Null),
    ("empty cover", kink, "does not reach", |p| p.first("dataset-stationary")["covers"][0] = json!([])),
    ("covers of fewer neurons", kink, "not one cover", |p| {
        p.first("dataset-stationary")["covers"] = json!([]);
    }),
    ("cover for a flat neuron", saddle, "a cover for a flat neuron", |p| {
        p.first("dataset-stationary")["covers"][0] = json!([{ "leaf": { "slopes": [], "cone": [] } }]);
    }),
    ("half of a cover", cells, "does not reach", |p| {
        p.first("dataset-stationary")["covers"][0].as_array_mut().unwrap().pop();
    }),
    ("leaf without its split", cells, "has no sign on a leaf", |p| {
        p.first("dataset-stationary")["covers"][0].as_array_mut().unwrap().remove(0);
    }),
    ("split of another class", cells, "has no sign on a leaf", |p| {
        p.first("dataset-stationary")["covers"][0][0] = json!({ "split": 0 });
    }),
    ("node after the end", cells, "nodes follow", |p| {
        let cover = p.first("dataset-stationary")["covers"][0].as_array_mut().unwrap();
        let last = cover.last().unwrap().clone();
        cover.push(last);
    }),
    ("forced without reason", cells, "does not follow", |p| {
        p.first("dataset-stationary")["covers"][0][0] =
            json!({ "forced": { "class": 2, "positive": true, "multipliers": [] } });
    }),
    (
        "saddle called a minimum",
        saddle,
        "does not come before and show that the point is a local minimum",
        |p| {
            p.first("dataset-verdict")["verdict"] = json!("local-minimum");
        },
    ),
    ("minimum of a flat neuron with a derivative", saddle, "a flat neuron has a derivative", |p| {
        let position = p.position("dataset-saddle-ray", 0);
        p.steps[position] =
            json!({"id": position, "rule": "dataset-local-minimum", "with": {"stationary": 1}});
    }),
    ("coefficient", saddle, "coefficient of eps^2: expected -25/64", |p| {
        p.first("dataset-saddle-ray")["coefficient"] = json!("-25/32");
    }),
    ("ray upwards", saddle, "must be negative", |p| {
        let ray = p.first("dataset-saddle-ray");
        ray["output"] = json!("-5/32");
        ray["coefficient"] = json!("75/64");
    }),
    ("better network that is worse", kink, "is not better", |p| {
        let position = p.position("dataset-point", 1);
        let worse = &mut p.steps[position]["with"];
        worse["network"] = json!({"W":[["0"]],"b":["-1"],"v":["0"],"c":"0"});
        worse["loss"] = json!("8");
        worse["differentiable"] = json!(true);
        worse["neurons"] = json!([{"covector":"-----","flat":true}]);
    }),
    ("derivative", falling, "one-sided derivative: expected", |p| {
        p.first("dataset-not-critical")["value"] = json!("-7");
    }),
    ("direction uphill", falling, "must be negative", |p| {
        let step = p.first("dataset-not-critical");
        step["direction"][0] = json!("1");
        step["value"] = json!("1");
    }),
    ("global without orthogonality", falling, "not orthogonal", |p| {
        let step = p.first("dataset-verdict");
        step["verdict"] = json!("global-minimum");
        step["because"] = json!([]);
    }),
    ("eta", maximum, "eta is not positive", |p| p.first("dataset-local-maximum")["eta"] = json!("0")),
    ("eta too large", maximum, "has no sign on a leaf", |p| {
        p.first("dataset-local-maximum")["eta"] = json!("2");
    }),
    ("maximum without the falling direction", maximum, "no such verdict", |p| {
        p.first("dataset-verdict")["because"].as_array_mut().unwrap().pop();
    }),
    ("not critical, but perhaps a maximum", silent, "may be a local maximum", |p| {
        p.first("dataset-verdict")["because"].as_array_mut().unwrap().pop();
    }),
    ("direction that moves nothing", silent, "no activation moves", |p| {
        p.first("dataset-not-maximum")["direction"] = json!(["-1", "-1"]);
    }),
    ("silent neuron", no_maximum, "positive on a point", |p| {
        p.first("dataset-no-maximum")["interior"] = json!(["1", "0"]);
    }),
    ("zeros", no_maximum, "not those of the silent neuron", |p| {
        p.first("dataset-no-maximum")["zero"].as_array_mut().unwrap().pop();
    }),
    ("combination of points", no_maximum, "not the opposite of the combination", |p| {
        p.first("dataset-no-maximum")["zero"][0]["multipliers"] = json!([]);
    }),
    ("direction of no failure", no_maximum, "does not fail", |p| {
        p.first("dataset-no-maximum")["directions"][0] = json!(["-1", "-1"]);
    }),
    ("growth", growth, "coefficient of the square: expected 3/2", |p| {
        p.first("dataset-growth")["coefficient"] = json!("3");
    }),
    ("a loss above the least", best, "loss is not the least of the list", |p| {
        let point = p.first("dataset-point");
        point["network"] = json!({"W":[["-2/3"]],"b":["1/3"],"v":["-1"],"c":"1/3"});
        point["loss"] = json!("1/3");
        point["differentiable"] = json!(true);
        point["neurons"][0]["covector"] = json!("+---");
    }),
    ("the least loss of another width", best, "about another width than the network's", |p| {
        let point = p.first("dataset-point");
        point["network"] = json!({"W":[["-3/11"],["0"]],"b":["6/11","-1"],"v":["-1","0"],"c":"5/11"});
        point["neurons"] = json!([{"covector":"++0-","flat":false},{"covector":"----","flat":true}]);
    }),
    ("a list of another width", best, "width is not that of the claim", |p| {
        p.first("stratum-start")["width"] = json!(2);
    }),
    ("the least loss without the list", best, "not orthogonal", |p| {
        p.first("dataset-verdict")["because"] = json!([]);
    }),
    ("a local minimum in place of the list", best, "the list of all local minima", |p| {
        let minimum = p.position("stratum-minimum", 0);
        p.first("dataset-verdict")["because"] = json!([minimum]);
    }),
    ("an incomplete list", best, "the tree is not complete", |p| {
        let last = p.position("stratum-list", 0) - 1;
        p.remove(last);
        p.renumber();
    }),
    ("wrong conclusion", kink, "answer: expected proved", |p| {
        p.first("conclude")["answer"] = json!("refuted");
    }),
    ("conclusion from a point", kink, "show a verdict", |p| p.first("conclude")["by"] = json!(0)),
];

#[test]
fn every_corruption_is_refused_for_its_reason() {
    assert!(ALL.len() >= 12);
    for (name, case, message, spoil) in ALL {
        let case = case();
        let (_, text) = settled(&case);
        let mut parts = Parts::read(&text);
        let resealed = check(&case, &mut parts.sealed().as_bytes());
        assert!(matches!(resealed, Outcome::Verified(_)), "{name}: {resealed:?}");
        spoil(&mut parts);
        let spoilt = parts.sealed();
        match check(&case, &mut spoilt.as_bytes()) {
            Outcome::Refused(refusal) => {
                let reason = refusal.to_string();
                assert!(reason.contains(message), "{name}: {reason}");
            }
            outcome => panic!("{name}: {outcome:?}\n{text}"),
        }
    }
}

#[test]
fn unknown_and_missing_fields_are_malformed() {
    let spoils: [fn(&mut Parts); 4] = [
        |p| p.first("dataset-point")["extra"] = json!(1),
        |p| p.first("dataset-stationary")["covers"][0][0]["leaf"]["extra"] = json!(1),
        |p| p.first("dataset-stationary")["covers"][0][0]["leaf"]["slopes"][0][1] = json!("10/22"),
        |p| {
            p.first("dataset-point").as_object_mut().unwrap().remove("network");
        },
    ];
    let case = kink();
    let (_, text) = settled(&case);
    for spoil in spoils {
        let mut parts = Parts::read(&text);
        spoil(&mut parts);
        let outcome = check(&case, &mut parts.sealed().as_bytes());
        assert!(matches!(outcome, Outcome::Malformed { .. }), "{outcome:?}");
    }
}
