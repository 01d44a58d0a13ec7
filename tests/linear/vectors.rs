//! The instances of `tests/data/linear_vectors.json`, answers of an independent implementation.

use critcert::answer::{classify_answer, landscape_answer};
use critcert::linear::{Instance, Spectrum};
use critcert::prove::{Control, Finding, classify, linear_landscape};
use critcert_certificate::case::Case;
use critcert_certificate::rational::{Rational, parse_canonical, parse_input};
use critcert_checker::{Outcome, check};
use serde_json::{Value, json};

fn instances() -> Vec<Value> {
    let text = include_str!("../data/linear_vectors.json");
    let file: Value = serde_json::from_str(text).unwrap();
    file["instances"].as_array().unwrap().clone()
}

fn instance(id: &str) -> Value {
    instances().into_iter().find(|instance| instance["id"].as_str().unwrap().starts_with(id)).unwrap()
}

fn case(instance: &Value, width: usize, mu: &str) -> Case {
    let mut case = json!({ "problem": {
        "kind": "linear", "X": instance["X"], "Y": instance["Y"], "width": width, "mu": mu,
    }});
    if instance.get("W1").is_some() {
        case["network"] = json!({ "W1": instance["W1"], "W2": instance["W2"] });
    }
    let node = critcert_certificate::document::json::read(&case.to_string()).unwrap();
    Case::from_node(&node, &critcert_certificate::case::NoDataFiles).unwrap()
}

fn answer(case: &Case) -> Value {
    let (finding, certificate) = classify(case, "case.toml").unwrap();
    let outcome = check(case, &mut std::io::Cursor::new(certificate.unwrap()));
    assert!(matches!(outcome, Outcome::Verified(_)), "{outcome:?}");
    serde_json::to_value(classify_answer(&finding).unwrap()).unwrap()
}

fn number(value: &Value) -> Rational {
    parse_input(value.as_str().unwrap()).unwrap()
}

#[test]
fn verdicts_directions_and_second_derivatives_are_reproduced() {
    let mut count = 0;
    for instance in instances() {
        let Some(expected) = instance.get("classification").and_then(Value::as_str) else { continue };
        let width = instance["W1"].as_array().unwrap().len();
        let answer = answer(&case(&instance, width, "0"));
        let verdict = if expected.starts_with("strict saddle") { "saddle" } else { "global-minimum" };
        assert_eq!(answer["verdict"], verdict, "{}", instance["id"]);
        assert_eq!(answer["loss"], instance["loss"]);
        assert_eq!((&answer["neurons"], &answer["differentiable"]), (&json!([]), &json!(true)));
        if verdict == "saddle" {
            assert_eq!(answer["evidence"]["W1"], instance["direction_W1"]);
            assert_eq!(answer["evidence"]["W2"], instance["direction_W2"]);
            let second =
                instance.get("second_derivative").or(instance.get("second_derivative_any_mu")).unwrap();
            assert_eq!(&answer["evidence"]["second_derivative"], second);
        } else {
            assert_eq!(answer["global"], json!(true));
        }
        count += 1;
    }
    assert_eq!(count, 4);
}

#[test]
fn the_regularised_saddle_has_the_same_certificate_for_every_factor() {
    let instance = instance("I16");
    for mu in ["1/1000", "1", "7/3", "100000"] {
        let answer = answer(&case(&instance, 2, mu));
        assert_eq!(answer["verdict"], "saddle");
        assert_eq!(answer["loss"], instance["loss"]);
        assert_eq!(answer["evidence"]["second_derivative"], instance["second_derivative_any_mu"]);
    }
    let unbalanced = self::instance("I9");
    assert_eq!(answer(&case(&unbalanced, 2, "1"))["verdict"], "not-critical");
}

fn landscape(case: &Case) -> Value {
    let (found, certificate) = linear_landscape(case, "case.toml", Control::NONE).unwrap();
    let outcome = check(case, &mut std::io::Cursor::new(certificate));
    assert!(matches!(outcome, Outcome::Verified(_)), "{outcome:?}");
    let text = landscape_answer(case, &Finding::LinearLandscape(Box::new(found))).unwrap().unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn all_critical_values_of_the_irrational_instance() {
    let instance = instance("I11");
    let found = landscape(&case(&instance, 2, "0"));
    let mut chi: Vec<Value> = found["characteristic_polynomial"].as_array().unwrap().clone();
    chi.reverse();
    assert_eq!(json!(chi), instance["charpoly_Sigma"]);
    assert_eq!(found["strata"], instance["count"]);
    let values = found["critical_values"].as_array().unwrap();
    let expected = instance["critical_values"].as_array().unwrap();
    assert_eq!(values.len(), expected.len());
    for expected in expected {
        let subset = expected["index_subset"].as_array().unwrap();
        let vector: Vec<u64> = (1..=3).map(|index| u64::from(subset.contains(&json!(index)))).collect();
        let value = values.iter().find(|value| value["eigenvalues"] == json!([vector])).unwrap();
        assert_eq!(value["global"], json!(expected["kind"] == "global"));
        let (low, high) = match &value["value"] {
            Value::String(text) => {
                let exact = parse_canonical(text).unwrap();
                (exact.clone(), exact)
            }
            other => (number(&other["interval"][0]), number(&other["interval"][1])),
        };
        assert!(low <= number(&expected["interval"][1]) && number(&expected["interval"][0]) <= high);
        assert_eq!(value["value"].is_string(), subset.is_empty());
    }
    assert_eq!(found["local_minima"].as_array().unwrap().len(), 1);
    assert_eq!(found["local_minima"][0]["loss"], found["global_minimum"]);
}

#[test]
fn the_spectrum_check_and_the_index_of_the_full_rank_saddle() {
    let spectrum = instance("I12");
    let found = landscape(&case(&spectrum, 2, "0"));
    let eigenvalues: Vec<&Value> =
        found["eigenvalues"].as_array().unwrap().iter().map(|eigenvalue| &eigenvalue["value"]).collect();
    assert_eq!(json!(eigenvalues), spectrum["eigenvalues"]);
    let saddle = instance("I9");
    let found = landscape(&case(&saddle, 2, "0"));
    let value =
        found["critical_values"].as_array().unwrap().iter().find(|value| value["value"] == "2").unwrap();
    assert_eq!(value["index"], saddle["index_negative_eigenvalues"]);
    assert_eq!(value["eigenvalues"], json!([[1, 0, 1]]));
}

#[test]
fn the_characteristic_polynomial_splits_as_the_saddle_says() {
    let saddle = instance("I9");
    let case = case(&saddle, 2, "0");
    let critcert_certificate::case::Problem::Linear(problem) = &case.problem else { panic!() };
    let spectrum = Spectrum::new(&Instance::new(problem).unwrap());
    let highest_first = |key: &str| {
        let numbers = saddle[key].as_array().unwrap().iter().rev().map(number).collect();
        critcert::exact::Polynomial::new(numbers)
    };
    let product = highest_first("chi_on_col_W2").mul(&highest_first("chi_on_complement"));
    assert_eq!(spectrum.characteristic, product);
}

/// Each instance is a case as well.
#[test]
fn every_instance_is_a_case() {
    let directory = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/linear");
    let files = std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    let cases: Vec<Case> = files.map(|path| critcert::input::load(&path).unwrap().case).collect();
    for instance in instances() {
        let width = instance["W1"].as_array().map_or(2, Vec::len);
        let expected = case(&instance, width, "0");
        let fits = |found: &&Case| match (&found.problem, &expected.problem) {
            (
                critcert_certificate::case::Problem::Linear(found_problem),
                critcert_certificate::case::Problem::Linear(problem),
            ) => {
                (&found_problem.x, &found_problem.y) == (&problem.x, &problem.y)
                    && (expected.network.is_none() || expected.network == found.network)
            }
            _ => false,
        };
        assert!(cases.iter().any(|found| fits(&found)), "{}", instance["id"]);
    }
}
