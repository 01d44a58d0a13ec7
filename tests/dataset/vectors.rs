//! Small instances worked out elsewhere: regions, saddle, counts, weak maximum, minimum at a kink.

use std::collections::BTreeMap;

use critcert::dataset::Proof;
use critcert::dataset::landscape::count::{census, multisets};
use critcert::dataset::landscape::plan::{Plan, list};
use critcert::pattern::{Points, cover, list as patterns};
use critcert_certificate::Rational;
use critcert_certificate::case::Verdict;
use critcert_certificate::case::dataset::{DatasetNetwork, DatasetProblem};
use critcert_certificate::rational::{parse_input, ratio};
use num_bigint::BigInt;
use serde_json::Value;

use super::support::{accepted, network, problem};

pub(crate) fn vector(id: &str) -> Value {
    let all: Value = serde_json::from_str(include_str!("../data/vectors/dataset.json")).unwrap();
    let found = all.as_array().unwrap().iter().find(|row| row["id"].as_str().unwrap().starts_with(id));
    found.unwrap().clone()
}

/// A number, written as an integer or as a text.
fn word(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn words(list: &Value) -> String {
    list.as_array().unwrap().iter().map(word).collect::<Vec<_>>().join(" ")
}

fn rows(list: &Value) -> String {
    list.as_array().unwrap().iter().map(words).collect::<Vec<_>>().join(", ")
}

fn number(value: &Value) -> Rational {
    parse_input(&word(value)).unwrap()
}

pub(crate) fn problem_of(row: &Value) -> DatasetProblem {
    let biases = (row["hidden_bias"] == true, row["output_bias"] == true);
    problem(&rows(&row["X"]), &words(&row["y"]), &word(&row["leaky_slope"]), biases)
}

fn network_of(data: &mut DatasetProblem, point: &Value) -> DatasetNetwork {
    let c = point.get("c").map(word);
    network(data, &rows(&point["W"]), &words(&point["v"]), c.as_deref())
}

#[test]
fn the_regions_of_the_bump() {
    let row = vector("I1_");
    let mut data = problem_of(&row);
    let plan = Plan::new(&data, 1, &|| false).unwrap();
    let found = census(&plan.strata, &|| false).unwrap();
    let mut expected: BTreeMap<Rational, BigInt> = BTreeMap::new();
    let regions = row["regions"].as_array().unwrap();
    for region in regions.iter().filter(|region| !region["dlm_sign_types"].as_array().unwrap().is_empty()) {
        *expected.entry(number(&region["unconstrained_region_loss"])).or_default() += 1;
    }
    assert_eq!(found.positive_loss, expected);
    assert_eq!((found.regions, found.zero_loss), (regions.len().into(), 0.into()));
    assert_eq!(found.without, 4.into());
    let spurious = network_of(&mut data, &row["spurious"]);
    let answer = accepted(&data, &spurious);
    assert_eq!((answer.verdict, answer.loss), (Verdict::LocalMinimum, number(&row["spurious"]["loss"])));
    assert!(answer.differentiable);
    let better = network_of(&mut data, &row["better"]);
    let answer = accepted(&data, &better);
    assert_eq!((answer.verdict, &answer.loss), (Verdict::GlobalMinimum, &number(&row["global_min"])));
    let residual = row["better"]["residual"].as_array().unwrap();
    assert!(answer.residual.iter().zip(residual).all(|(own, stated)| *own == number(stated)));
}

#[test]
fn the_strict_saddle() {
    let row = vector("I4_");
    let mut data = problem_of(&row);
    let point = network_of(&mut data, &row["point"]);
    let found = accepted(&data, &point);
    assert_eq!(found.verdict, Verdict::Saddle);
    let Proof::Saddle { ray, .. } = &found.proof else { panic!("{:?}", found.proof) };
    let direction = row["direction"]["dW"][0].as_array().unwrap();
    assert!(ray.delta.iter().zip(direction).all(|(own, stated)| *own == number(stated)));
    assert_eq!(ray.output, number(&row["direction"]["dv"][0]));
    assert_eq!(&ray.coefficient * ratio(2, 1), number(&row["second_derivative"]));
}

#[test]
fn the_numbers_of_cells_and_multisets() {
    let row = vector("I5_");
    for (name, bound) in [("general_position", "cover_count"), ("degenerate", "cover_bound")] {
        let stated = &row[name];
        let data = problem(&rows(&stated["X"]), "0 0 0 0 0", "0", (true, true));
        let points = Points::of(&data).unwrap();
        let listing = patterns(&points, false, &|| false).unwrap();
        let mut found: Vec<String> = Vec::new();
        let all = listing.try_for_each(|pattern| {
            let opposite: Vec<i8> = pattern.signs.iter().map(|sign| -sign).collect();
            found.extend([points.pattern_text(pattern.signs), points.pattern_text(&opposite)]);
            Ok::<(), std::convert::Infallible>(())
        });
        assert!(all.is_ok());
        found.sort();
        let mut expected: Vec<String> = stated["patterns"].as_array().unwrap().iter().map(word).collect();
        expected.sort();
        assert_eq!(found, expected);
        assert_eq!(found.len().to_string(), word(&stated["cells"]));
        assert_eq!(cover(5, 3).to_string(), word(&stated[bound]));
    }
    let cells = 22;
    for (signs, key) in
        [(1, "multisets_unsigned_N3"), (2, "multisets_signed_N3"), (3, "multisets_three_signs_N3")]
    {
        assert_eq!(multisets(signs * cells, 3).to_string(), word(&row[key]));
    }
}

#[test]
fn the_weak_maximum() {
    let row = vector("I6_");
    let mut data = problem_of(&row);
    let point = network_of(&mut data, &row["point"]);
    let found = accepted(&data, &point);
    assert_eq!((found.verdict, found.loss), (Verdict::LocalMaximum, number(&row["loss"])));
    assert!(!found.differentiable);
}

#[test]
fn the_minimum_at_a_kink_and_the_better_one() {
    let row = vector("I15_");
    let mut data = problem_of(&row);
    let point = network_of(&mut data, &row["point"]);
    let found = accepted(&data, &point);
    assert_eq!((found.verdict, &found.loss), (Verdict::LocalMinimum, &number(&row["loss"])));
    let kink = row["kink_index"].as_u64().unwrap() as usize;
    assert_eq!(found.neurons[0].covector.to_string().find('0'), Some(kink));
    assert_eq!(&found.residual[kink] * number(&row["slope_at_kink"]), number(&row["multiplier_mu"]));
    let minima = list(&data, 1, &|| false).unwrap();
    assert_eq!(minima[0].loss, number(&row["global_min"]));
    assert!(minima.iter().any(|minimum| minimum.loss == found.loss));
}
