//! `tests/data/porcupine.json`: exact answers of an independent implementation.

use std::collections::BTreeMap;
use std::path::Path;

use critcert::input::load;
use critcert_certificate::case::porcupine::{PorcupineInput, PorcupineProblem, TeacherNeuron};
use critcert_certificate::case::{PorcupineClaim, Problem};
use critcert_certificate::certificate::Answer;
use critcert_certificate::rational::parse_input;
use critcert_certificate::{Canonical, Rational};
use serde_json::Value;

use super::properties::{Sample, sign_patterns};
use super::support::{case, classify, landscape, numbers, settled};

fn number(value: &Value) -> Rational {
    value.as_str().map_or_else(|| parse_input(&value.to_string()), parse_input).unwrap()
}

fn list(value: &Value) -> Vec<Canonical> {
    value.as_array().unwrap().iter().map(|entry| Canonical(number(entry))).collect()
}

fn instances() -> Vec<Value> {
    let file: Value = serde_json::from_str(include_str!("../data/porcupine.json")).unwrap();
    file["instances"].as_array().unwrap().clone()
}

fn problem(instance: &Value) -> PorcupineProblem {
    let rows = |key: &str| instance[key].as_array().unwrap().iter().map(list).collect();
    PorcupineProblem {
        lines: rows("lines"),
        neurons_per_line: instance["neurons_per_line"]
            .as_array()
            .unwrap()
            .iter()
            .map(|count| usize::try_from(count.as_u64().unwrap()).unwrap())
            .collect(),
        input: PorcupineInput::Finite {
            points: rows("points"),
            weights: list(&instance["weights"]),
            targets: list(&instance["targets"]),
        },
        teacher: Vec::new(),
    }
}

#[test]
fn landscapes_are_those_of_the_vectors() {
    let mut count = 0;
    for instance in instances().iter().filter(|instance| instance["kind"] == "pnn_finite") {
        let found = landscape(&problem(instance));
        let expected = &instance["expected"];
        assert_eq!(found.levels[0].loss.text(), expected["global_value"].as_str().unwrap());
        let spurious: Vec<String> = found.levels[1..].iter().map(|level| level.loss.text()).collect();
        let levels: Vec<&str> =
            expected["nonglobal_levels"].as_array().unwrap().iter().map(|v| v.as_str().unwrap()).collect();
        assert_eq!(spurious, levels, "{}", instance["id"]);
        let mut patterns: BTreeMap<String, String> = BTreeMap::new();
        for level in &found.levels {
            for pattern in &level.patterns {
                patterns.insert(pattern.clone(), level.loss.text());
            }
        }
        let classes = expected["local_min_classes"].as_array().unwrap();
        let classes: BTreeMap<String, String> = classes
            .iter()
            .map(|class| {
                let text = |key: &str| class[key].as_str().unwrap().to_owned();
                (text("pattern"), text("value"))
            })
            .collect();
        assert_eq!(patterns, classes, "{}", instance["id"]);
        count += 1;
    }
    assert_eq!(count, 6);
}

/// The file counts all 3^k sign patterns of the neurons, zeros included.
#[test]
fn sign_patterns_per_level_are_those_of_the_vectors() {
    for instance in instances().iter().filter(|instance| instance["kind"] == "pnn_finite") {
        let integer = |value: &Value| number(value).to_integer().try_into().unwrap();
        let integers = |value: &Value| value.as_array().unwrap().iter().map(integer).collect::<Vec<i64>>();
        let rows = |key: &str| instance[key].as_array().unwrap().iter().map(integers).collect();
        let sample = Sample {
            lines: rows("lines"),
            neurons: problem(instance).neurons_per_line,
            points: rows("points"),
            targets: integers(&instance["targets"]),
            t: Vec::new(),
        };
        let expected = instance["sign_patterns_per_level_float_crosscheck"].as_object().unwrap();
        let mut expected: Vec<(String, i64)> =
            expected.iter().map(|(loss, count)| (loss.clone(), count.as_i64().unwrap())).collect();
        expected.sort_by_key(|(loss, _)| parse_input(loss).unwrap());
        let found = sign_patterns(&sample);
        let levels: Vec<String> =
            landscape(&problem(instance)).levels.iter().map(|l| l.loss.text()).collect();
        assert_eq!(found.keys().map(Rational::to_string).collect::<Vec<_>>(), levels);
        let expected: Vec<i64> = expected.into_iter().map(|(_, count)| count).collect();
        assert_eq!(found.into_values().collect::<Vec<_>>(), expected, "{}", instance["id"]);
    }
}

#[test]
fn zero_and_its_loss_are_those_of_the_vectors() {
    for instance in instances().iter().filter(|instance| instance["kind"] == "pnn_finite") {
        let problem = problem(instance);
        let expected = &instance["expected"];
        let zero = problem.neurons_per_line.iter().map(|&count| vec![Rational::default(); count]).collect();
        let found = classify(&problem, zero);
        assert_eq!(found.loss.text(), expected["loss_at_zero"].as_str().unwrap());
        let strict = expected["zero_is_strict_local_max"] == true;
        assert_eq!(found.verdict.name() == "local-maximum", strict);
        let claim = PorcupineClaim::ZeroIsStrictLocalMaximum;
        let case = case(&problem, None, &claim);
        assert_eq!(settled(&case, &case.claims[0]) == Answer::Proved, strict);
    }
}

#[test]
fn three_coplanar_mixed_lines_leave_a_spurious_minimum() {
    let instances = instances();
    let instance = instances.iter().find(|instance| instance["id"] == "pnn_coplanar_d3").unwrap();
    let found = landscape(&problem(instance));
    let level = found.levels.iter().find(|level| level.loss.text() == "470/2871").unwrap();
    assert!(level.patterns.contains(&"ooo+".to_owned()) && level.differentiable);
    assert_eq!(found.levels[0].loss.text(), "0");
}

#[test]
fn gaussian_axes_meet_the_exact_test() {
    let instances = instances();
    let instance = instances.iter().find(|instance| instance["id"] == "pnn_gauss_axes_d2").unwrap();
    for row in instance["expected"].as_array().unwrap() {
        let mass = |key: &str, line: usize| row[key][line].as_i64().unwrap();
        let mut teacher = Vec::new();
        for line in 0..2 {
            let direction = numbers(&[i64::from(line == 0), i64::from(line == 1)]);
            for t in [mass("P_star", line), -mass("N_star", line)] {
                let t = Canonical(Rational::from_integer(t.into()));
                teacher.push(TeacherNeuron { line: direction.clone(), t });
            }
        }
        let problem = PorcupineProblem {
            lines: vec![numbers(&[1, 0]), numbers(&[0, 1])],
            neurons_per_line: vec![2, 2],
            input: PorcupineInput::Gaussian,
            teacher,
        };
        let found = landscape(&problem);
        let level = found.levels.iter().find(|level| level.patterns.contains(&"+o".to_owned()));
        let exists = row["local_min_exists"] == true;
        assert_eq!(level.is_some(), exists, "{row}");
        if let Some(level) = level {
            // value = N^2 (pi^2 - 4) / (2 pi^2 - 4)
            let text = match mass("N_star", 0) {
                1 => "(pi^2 - 4)/(2 pi^2 - 4)",
                _ => "(2 pi^2 - 8)/(pi^2 - 2)",
            };
            assert_eq!(level.loss.text(), text);
        }
        assert_eq!(found.levels[0].loss.text(), "0");
    }
}

#[test]
fn every_claim_of_every_case_holds() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/porcupine");
    let mut count = 0;
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let case = load(&path).unwrap().case;
        assert!(matches!(case.problem, Problem::Porcupine(_)) && case.title.is_some());
        for claim in &case.claims {
            assert_eq!(settled(&case, claim), Answer::Proved, "{}: {}", path.display(), claim.kind());
            count += 1;
        }
    }
    assert!(count > 60);
}

/// Each instance is a case as well, with its losses as a claim.
#[test]
fn every_instance_is_a_case() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/porcupine");
    let mut count = 0;
    for instance in instances().iter().filter(|instance| instance["kind"] != "pnn_gaussian_axes") {
        let id = instance["id"].as_str().unwrap();
        let name = id.trim_start_matches("pnn_").replace('_', "-");
        let case = load(&directory.join(format!("{name}.toml"))).unwrap().case;
        let Problem::Porcupine(found) = &case.problem else { panic!("{name}") };
        let expected = problem(instance);
        assert_eq!(
            (&found.lines, &found.neurons_per_line, &found.input),
            (&expected.lines, &expected.neurons_per_line, &expected.input),
            "{name}"
        );
        let losses: Vec<String> = landscape(&expected).levels.iter().map(|level| level.loss.text()).collect();
        let claimed = case.claims.iter().find_map(|claim| match claim {
            critcert_certificate::case::Claim::Porcupine(PorcupineClaim::LocalMinimumLosses { losses }) => {
                Some(losses.iter().map(ToString::to_string).collect::<Vec<_>>())
            }
            _ => None,
        });
        assert_eq!(claimed, Some(losses), "{name}");
        count += 1;
    }
    assert_eq!(count, 7);
}
