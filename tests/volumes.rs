//! Angular volumes: the vector of an independent implementation, known solid angles, sampling, and refused certificates.

use std::io::Cursor;

use critcert::answer::stratum::region_answer;
use critcert::dataset::landscape::plan::Plan;
use critcert::dataset::landscape::regions::regions;
use critcert::dataset::volume::Cells;
use critcert::dataset::volume::estimate::{UNIT, clopper_pearson};
use critcert::dataset::volume::turn::Part;
use critcert::prove::volume::Volumes;
use critcert::prove::{Control, ProveError, prove};
use critcert_certificate::Canonical;
use critcert_certificate::case::dataset::{Activation, DatasetProblem};
use critcert_certificate::case::dataset_claim::{Bounds, RegionVolumes};
use critcert_certificate::case::{Case, Claim, DatasetClaim, Problem};
use critcert_certificate::certificate::{Answer, Asked, Statement};
use critcert_certificate::rational::{Rational, parse_canonical, ratio};
use critcert_checker::{Outcome, check};
use proptest::prelude::*;
use serde_json::{Value, json};

#[path = "support/certificate.rs"]
mod certificate;
use certificate::Parts;

fn problem(points: &[Vec<i64>], labels: &[i64], width: usize, biases: [bool; 2]) -> DatasetProblem {
    let numbers = |row: &[i64]| row.iter().map(|&entry| Canonical(ratio(entry, 1))).collect::<Vec<_>>();
    DatasetProblem {
        points: points.iter().map(|row| numbers(row)).collect(),
        labels: numbers(labels),
        width,
        activation: Activation::Relu,
        hidden_bias: biases[0],
        output_bias: biases[1],
    }
}

fn stored(key: &str) -> Value {
    let all: Value = serde_json::from_str(include_str!("data/vectors/volumes.json")).unwrap();
    all[key].clone()
}

fn stored_problem(one: &Value) -> DatasetProblem {
    let number = |value: &Value| match value {
        Value::String(text) => Canonical(parse_canonical(text).unwrap()),
        value => Canonical(ratio(value.as_i64().unwrap(), 1)),
    };
    let list = |value: &Value| value.as_array().unwrap().iter().map(number).collect::<Vec<_>>();
    let slope = number(&one["leaky_slope"]);
    DatasetProblem {
        points: one["X"].as_array().unwrap().iter().map(list).collect(),
        labels: list(&one["y"]),
        width: usize::try_from(one["hidden_neurons"].as_u64().unwrap()).unwrap(),
        activation: if slope == Canonical::zero() { Activation::Relu } else { Activation::Leaky(slope) },
        hidden_bias: one["hidden_bias"].as_bool().unwrap(),
        output_bias: one["output_bias"].as_bool().unwrap(),
    }
}

fn bounds(low: Rational, high: Rational) -> Option<Bounds> {
    Some(Bounds { low: Canonical(low), high: Canonical(high) })
}

fn nothing() -> RegionVolumes {
    RegionVolumes {
        zero_loss: None,
        positive_loss: None,
        without_minimum: None,
        misclassified: None,
        epsilon: Canonical::zero(),
    }
}

fn case(problem: &DatasetProblem, claim: RegionVolumes) -> Case {
    Case {
        title: None,
        source: None,
        problem: Problem::Dataset(problem.clone()),
        network: None,
        claims: vec![Claim::Dataset(DatasetClaim::RegionVolumes(Box::new(claim)))],
    }
}

fn settle(case: &Case) -> Result<(Answer, Vec<u8>), ProveError> {
    let mut bytes = Vec::new();
    let settled = prove(case, &case.claims[0], "case.toml", Asked::Case, &mut bytes, Control::NONE)?;
    Ok((settled.answer, bytes))
}

fn parts(problem: &DatasetProblem) -> (Cells, Vec<Part>) {
    let plan = Plan::new(problem, problem.width, &|| false).unwrap();
    let cells = Cells::new(problem, &plan).unwrap();
    let parts = cells.parts(96).unwrap().unwrap();
    (cells, parts)
}

fn pattern(signs: &[i8]) -> String {
    signs.iter().map(|&sign| critcert::pattern::symbol(sign)).collect()
}

fn halves(value: &str) -> Option<Bounds> {
    let value = parse_canonical(value).unwrap();
    bounds(value.clone(), value)
}

fn eighth() -> (DatasetProblem, RegionVolumes) {
    let one = stored("volumes");
    let share = |key: &str| halves(one[key].as_str().unwrap());
    let claim = RegionVolumes {
        zero_loss: share("volume_regions_with_zero_loss_dlm"),
        positive_loss: share("volume_regions_with_positive_loss_dlm"),
        without_minimum: share("volume_regions_without_dlm"),
        misclassified: share("volume_regions_with_dlm_mce_positive"),
        epsilon: Canonical::zero(),
    };
    (stored_problem(&one), claim)
}

#[test]
fn the_stored_volumes_are_found_and_proved() {
    let one = stored("volumes");
    let (problem, claim) = eighth();
    let (cells, parts) = parts(&problem);
    assert_eq!(cells.signs.len(), 6);
    for (signs, part) in cells.signs.iter().zip(&parts) {
        assert_eq!(json!(part.exact().unwrap().to_string()), one["cell_volume"][pattern(signs)]);
    }
    let case = case(&problem, claim);
    let (answer, bytes) = settle(&case).unwrap();
    assert_eq!(answer, Answer::Proved);
    assert!(matches!(check(&case, &mut Cursor::new(bytes)), Outcome::Verified(_)));
}

#[test]
fn a_wrong_share_is_refuted() {
    let (problem, mut claim) = eighth();
    claim.zero_loss = bounds(ratio(1, 16), ratio(1, 1));
    let case = case(&problem, claim);
    let (answer, bytes) = settle(&case).unwrap();
    assert_eq!(answer, Answer::Refuted);
    assert!(matches!(check(&case, &mut Cursor::new(bytes)), Outcome::Verified(_)));
}

#[test]
fn the_stored_least_losses_of_closed_cells_are_found() {
    let one = stored("closed");
    let problem = stored_problem(&one);
    let plan = Plan::new(&problem, 1, &|| false).unwrap();
    let mut found = Vec::new();
    for region in regions(&plan.strata, &|| false).unwrap().iter().map(region_answer) {
        let least = region.closed_minimum.unwrap();
        for (sign, minimum) in [("+", least.plus), ("-", least.minus)] {
            found.push(json!({ "pattern": region.pattern[0], "sign": sign, "minimum": minimum }));
        }
    }
    assert_eq!(json!(found), one["per_closed_cell_minimum"]);
    let least = found.iter().map(|entry| parse_canonical(entry["minimum"].as_str().unwrap()).unwrap()).min();
    assert_eq!(json!(least.unwrap().to_string()), one["global_min"]);
}

#[test]
fn octants_and_the_braid_arrangement_are_exact() {
    // Three coordinate planes cut space in eight; the planes x = y, y = z, x = z of R^3, which have a line in common, in six;
    // the six planes x = y, x = -y, .. of the type D_3 in 24.
    let axes = problem(&[vec![1, 0, 0], vec![0, 1, 0], vec![0, 0, 1]], &[1, 0, 2], 1, [false, false]);
    let braid = problem(&[vec![1, -1, 0], vec![0, 1, -1], vec![1, 0, -1]], &[1, 0, 2], 1, [false, false]);
    let roots = [[1, 1, 0], [1, -1, 0], [0, 1, 1], [0, 1, -1], [1, 0, 1], [1, 0, -1]].map(|row| row.to_vec());
    let roots = problem(&roots, &[1, 0, 2, 1, 1, 0], 1, [false, false]);
    for (problem, dimension, count) in [(axes, 3, 8), (braid, 2, 6), (roots, 3, 24)] {
        let (cells, parts) = parts(&problem);
        assert_eq!((cells.span.dimension(), parts.len()), (dimension, count));
        for part in parts {
            assert_eq!(part.exact(), Some(&ratio(1, i64::try_from(count).unwrap())));
        }
    }
}

#[test]
fn half_lines_are_halves() {
    let line = problem(&[vec![2], vec![-3]], &[1, 1], 1, [false, false]);
    let (cells, parts) = parts(&line);
    assert_eq!(cells.signs, [[1, -1], [-1, 1]]);
    assert!(parts.iter().all(|part| part.exact() == Some(&ratio(1, 2))));
    // With points that are 0 everything is one cell.
    let (cells, parts) = self::parts(&problem(&[vec![0]], &[1], 1, [false, true]));
    assert_eq!((cells.span.dimension(), parts[0].exact()), (0, Some(&ratio(1, 1))));
}

#[test]
fn the_solid_angle_of_a_cube_corner_cut_in_two_has_its_digits() {
    // Corner of the planes x = 0, y = 0 and x + y + z = 0. Its angles, between inward normals: 90, and twice pi - arccos(1/sqrt 3)
    // or arccos(1/sqrt 3); the cell + + + has corners of 90, 125.26.., 125.26.. degrees.
    let cut = problem(&[vec![1, 0, 0], vec![0, 1, 0], vec![1, 1, 1]], &[0, 1, 2], 1, [false, false]);
    let (cells, parts) = parts(&cut);
    let place = cells.signs.iter().position(|signs| *signs == [1, 1, 1]).unwrap();
    // (1/4 + 2 (1/2 - acos(1/sqrt 3)/(2 pi)) - 1/2) / 2 = 0.2229536..
    let known =
        f64::midpoint(0.25 - 2.0 * (1.0_f64 / 3.0_f64.sqrt()).acos() / std::f64::consts::TAU + 1.0, -0.5);
    let digits = |value: f64| Rational::from_float(value).unwrap();
    assert!(parts[place].low < digits(known + 1e-12) && digits(known - 1e-12) < parts[place].high);
    assert!(&parts[place].high - &parts[place].low < ratio(1, 1 << 40));
    assert!(parts[place].exact().is_none());
}

#[test]
fn sums_of_angles_can_be_exact_where_no_angle_is() {
    let line = problem(&[vec![0], vec![1], vec![2], vec![3]], &[0, 0, 1, 0], 1, [true, true]);
    let (_, all) = parts(&line);
    let formulas: Vec<&str> = all.iter().filter_map(|part| part.formula.as_deref()).collect();
    assert!(formulas.contains(&"atan(1/3)/(2 pi)"), "{formulas:?}");
    let claim = RegionVolumes { positive_loss: halves("3/4"), zero_loss: halves("0"), ..nothing() };
    let case = case(&line, claim);
    let (answer, bytes) = settle(&case).unwrap();
    assert_eq!(answer, Answer::Proved);
    assert!(matches!(check(&case, &mut Cursor::new(bytes)), Outcome::Verified(_)));
}

#[test]
fn a_share_at_a_bound_is_undecided() {
    // The share of dead weights with bias at the points 0, 1, 3 is no multiple of 1/24, and no rational number is it.
    let line = problem(&[vec![0], vec![1], vec![3]], &[0, 1, 0], 2, [true, true]);
    let found = Volumes::new(&line, 2, Control::NONE).unwrap();
    let [_, positive, ..] = found.shares(&ratio(0, 1), 64).unwrap().unwrap();
    assert!(positive.exact().is_none());
    let far =
        RegionVolumes { positive_loss: bounds(ratio(0, 1), &positive.high + ratio(1, 1000)), ..nothing() };
    assert_eq!(settle(&case(&line, far)).unwrap().0, Answer::Proved);
    // A bound within all enclosures: the middle of a very narrow one.
    let narrow = found.shares(&ratio(0, 1), 2048).unwrap().unwrap();
    let middle = (&narrow[1].low + &narrow[1].high) / ratio(2, 1);
    let near = RegionVolumes { positive_loss: bounds(ratio(0, 1), middle), ..nothing() };
    match settle(&case(&line, near)) {
        Err(ProveError::Undetermined(reason)) => assert!(reason.contains("too near to a bound"), "{reason}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn four_dimensions_are_estimated_and_undecided() {
    let points = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]].map(|row| row.to_vec());
    let axes = problem(&points, &[1, 0, 1, 0], 1, [false, false]);
    let found = Volumes::new(&axes, 1, Control::NONE).unwrap();
    assert!(found.shares(&ratio(0, 1), 64).unwrap().is_none());
    // 16 cells of volume 1/16. Zero loss takes both labels 1 with positive and the labels 0 with negative sign: one cell.
    let estimates = found.estimates(&ratio(0, 1), (4000, 7), Control::NONE).unwrap();
    let within = |hit: usize, low: u64, high: u64| estimates[hit].low <= low && high <= estimates[hit].high;
    assert!(within(0, UNIT / 16, UNIT / 16), "{estimates:?}");
    assert_eq!(estimates[0].hits + estimates[1].hits + estimates[2].hits, 4000);
    assert_eq!(estimates, found.estimates(&ratio(0, 1), (4000, 7), Control::NONE).unwrap());
    let claim = RegionVolumes { zero_loss: halves("1/16"), ..nothing() };
    match settle(&case(&axes, claim)) {
        Err(ProveError::Undetermined(reason)) => {
            assert!(reason.contains("estimate, not a proof") && reason.contains("4 dimensions"), "{reason}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_command_line_marks_estimates_and_refuses_shares_that_are_none() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("axes.toml");
    let axes = "[problem]\nkind = \"dataset\"\npoints = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]\n\
                labels = [1, 0, 1, 0]\nwidth = 1\nhidden_bias = false\noutput_bias = false\n";
    std::fs::write(&path, axes).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_critcert"));
        command.arg("landscape").arg(&path).args(["--cells-only", "--volumes"]).args(arguments).assert()
    };
    let output = run(&["--samples", "500", "--seed", "3", "--json"]).code(0).get_output().stdout.clone();
    let answer: Value = serde_json::from_slice(&output).unwrap();
    let expected =
        json!({ "note": "estimate, not a proof", "samples": 500, "seed": 3, "confidence": "0.99" });
    assert_eq!(answer["volumes"]["estimate"], expected);
    assert_eq!(answer["volumes"]["dimension"], 4);
    let ends = ["low", "high"].map(|end| answer["volumes"]["zero_loss"][end].as_str().unwrap().to_owned());
    let ends = ends.map(|end| parse_canonical(&end).unwrap());
    assert!(ends[0] <= ratio(1, 16) && ratio(1, 16) <= ends[1], "{ends:?}");
    run(&[]).code(0).stdout(predicates::str::contains("estimate, not a proof (10000 networks, seed 0"));
    run(&["--epsilon", "2"]).code(2).stderr(predicates::str::contains("write a number from 0 to 1"));
}

/// Name, which case (the stored plane one or three points in space), words of the reason, and what is spoilt.
type Corruption = (&'static str, bool, &'static str, fn(&mut Parts));

const CORRUPTIONS: &[Corruption] = &[
    ("span-twice", false, "stated twice", |parts| {
        let step = parts.steps[0].clone();
        parts.insert(1, step);
    }),
    ("span-missing", false, "was not stated", |parts| parts.remove(0)),
    ("coordinates-changed", false, "not the stated combination", |parts| {
        parts.first("volume-span")["coordinates"][2][0] = json!("1");
    }),
    ("coordinates-short", false, "one row of factors", |parts| {
        parts.first("volume-span")["coordinates"].as_array_mut().unwrap().pop();
    }),
    ("point-beyond", false, "no such point", |parts| parts.first("volume-span")["points"][0] = json!(9)),
    ("basis-dependent", false, "one factor for each", |parts| {
        parts.first("volume-span")["points"] = json!([0, 1, 2]);
    }),
    ("span-of-four", false, "at most three dimensions", |parts| {
        parts.first("volume-span")["points"] = json!([0, 1, 2, 0]);
    }),
    ("signs-unknown", false, "written with + 0 -", |parts| {
        parts.first("volume-cell")["signs"] = json!("+x+")
    }),
    ("signs-short", false, "one sign for each point", |parts| {
        parts.first("volume-cell")["signs"] = json!("++");
    }),
    ("ray-outside", false, "outside the closed cell", |parts| {
        parts.first("volume-cell")["rays"][0] = json!(["0", "-1"]);
    }),
    ("rays-parallel", false, "do not span a cone", |parts| {
        let ray = parts.first("volume-cell")["rays"][0].clone();
        parts.first("volume-cell")["rays"][1] = ray;
    }),
    ("ray-missing", false, "r vectors", |parts| {
        parts.first("volume-cell")["rays"].as_array_mut().unwrap().pop();
    }),
    ("cell-with-kink", false, "signs + and - at all points", |parts| {
        parts.first("volume-cell")["signs"] = json!("+0+");
    }),
    ("cells-exchanged", false, "cells are not in order", |parts| {
        let position = parts.position("volume-cell", 0);
        parts.steps.swap(position, position + 1);
        parts.renumber();
    }),
    ("region-twice", false, "does not come after", |parts| {
        let position = parts.position("volume-minimum", 0);
        let step = parts.steps[position].clone();
        parts.insert(position + 1, step);
    }),
    ("region-unordered", false, "not in order", |parts| {
        let position = parts.position("volume-minimum", 1);
        parts.steps[position]["with"]["cells"] = json!([5, 0]);
    }),
    ("region-narrow", false, "one cell for each neuron", |parts| {
        parts.first("volume-minimum")["cells"] = json!([0]);
    }),
    ("region-unknown", false, "no such cell", |parts| parts.first("volume-minimum")["cells"] = json!([0, 9])),
    ("minimum-elsewhere", false, "not in the region", |parts| {
        parts.first("volume-minimum")["network"]["W"][0][0] = json!("-9");
    }),
    ("minimum-moved", false, "gradient in the input weights", |parts| {
        parts.first("volume-minimum")["network"]["v"][0] = json!("2");
    }),
    ("fit-changed", false, "not orthogonal", |parts| parts.first("volume-empty")["fit"][1] = json!("3")),
    ("cut-missing", false, "choice of signs is not covered", |parts| {
        parts.first("volume-empty")["cuts"].as_array_mut().unwrap().pop();
    }),
    ("cut-wider", false, "signs that the cut does not suppose", |parts| {
        parts.first("volume-empty")["cuts"][0]["signs"] = json!("**");
    }),
    ("cut-for-none", false, "signs that the cut does not suppose", |parts| {
        parts.first("volume-empty")["cuts"][0]["signs"] = json!("00");
    }),
    ("region-hidden", false, "neither within its bounds nor outside", |parts| {
        let position = parts.position("volume-minimum", 0);
        parts.remove(position);
    }),
    ("cell-hidden", false, "no such cell", |parts| {
        let position = parts.position("volume-cell", 5);
        parts.remove(position);
    }),
    ("answer", false, "answer", |parts| parts.first("conclude")["answer"] = json!("refuted")),
    ("by-another-step", false, "the shares of the volume", |parts| parts.first("conclude")["by"] = json!(0)),
    ("corners-turned", true, "cyclic order", |parts| {
        parts.first("volume-cell")["rays"].as_array_mut().unwrap().swap(1, 2);
    }),
    ("corner-inside", true, "on no wall", |parts| {
        let rays = parts.first("volume-cell")["rays"].as_array_mut().unwrap();
        let middle: Vec<String> = (0..3_usize)
            .map(|k| {
                let sum: Rational =
                    rays.iter().map(|ray| parse_canonical(ray[k].as_str().unwrap()).unwrap()).sum();
                sum.to_string()
            })
            .collect();
        rays[0] = json!(middle);
    }),
    ("corners-flat", true, "r vectors", |parts| {
        parts.first("volume-cell")["rays"].as_array_mut().unwrap().truncate(2);
    }),
];

fn space() -> (DatasetProblem, RegionVolumes) {
    let points = [vec![0, 0], vec![1, 0], vec![0, 1], vec![1, 1]];
    let problem = problem(&points, &[0, 1, 1, 0], 1, [true, true]);
    (problem, RegionVolumes { positive_loss: bounds(ratio(0, 1), ratio(99, 100)), ..nothing() })
}

#[test]
fn every_corruption_is_refused_for_its_reason() {
    for (name, in_space, words, spoil) in CORRUPTIONS {
        let (problem, claim) = if *in_space { space() } else { eighth() };
        let case = case(&problem, claim);
        let mut parts = Parts::read(&String::from_utf8(settle(&case).unwrap().1).unwrap());
        let outcome = check(&case, &mut Cursor::new(parts.sealed()));
        assert!(matches!(outcome, Outcome::Verified(_)), "{name}: {outcome:?}");
        spoil(&mut parts);
        match check(&case, &mut Cursor::new(parts.sealed())) {
            Outcome::Refused(refusal) => {
                assert!(refusal.to_string().contains(words), "{name}: {refusal}");
            }
            outcome => panic!("{name}: {outcome:?}"),
        }
    }
}

#[test]
fn volumes_belong_to_their_claim_and_have_few_bits() {
    let (problem, claim) = eighth();
    let own = case(&problem, claim);
    let mut parts = Parts::read(&String::from_utf8(settle(&own).unwrap().1).unwrap());
    parts.first("volume-shares")["bits"] = json!(5000);
    let outcome = check(&own, &mut Cursor::new(parts.sealed()));
    assert!(
        matches!(&outcome, Outcome::Declined { message, .. } if message.contains("4096 bits")),
        "{outcome:?}"
    );

    let claim = Claim::Dataset(DatasetClaim::NoSpuriousLocalMinimum { width: 2 });
    let other = Case { claims: vec![claim], ..own };
    let statement = Statement::new(&other.problem, other.network.as_ref(), &other.claims[0]).unwrap();
    parts.header["statement"] = json!(statement.digest());
    parts.header["claim"] = serde_json::to_value(&other.claims[0]).unwrap();
    let outcome = check(&other, &mut Cursor::new(parts.sealed()));
    assert!(outcome.reason().is_some_and(|reason| reason.contains("not about the volume")), "{outcome:?}");
}

#[test]
fn a_corner_that_is_reflex_is_refused() {
    // Four corners of a cell in order, and a fifth vector inside between the second and the third.
    let (problem, claim) = space();
    let case = case(&problem, claim);
    let mut parts = Parts::read(&String::from_utf8(settle(&case).unwrap().1).unwrap());
    let four = (0..14)
        .map(|skip| parts.position("volume-cell", skip))
        .find(|&position| parts.steps[position]["with"]["rays"].as_array().unwrap().len() == 4)
        .unwrap();
    let rays = parts.steps[four]["with"]["rays"].as_array_mut().unwrap();
    let number = |ray: &Value, k: usize| parse_canonical(ray[k].as_str().unwrap()).unwrap();
    // The second and third corner and a bit of the first: inside the triangle of these three.
    let inside: Vec<String> = (0..3)
        .map(|k| (number(&rays[1], k) + number(&rays[2], k) + number(&rays[0], k) / ratio(3, 1)).to_string())
        .collect();
    rays.insert(2, json!(inside));
    let outcome = check(&case, &mut Cursor::new(parts.sealed()));
    assert!(outcome.reason().is_some_and(|reason| reason.contains("convex polygon")), "{outcome:?}");
}

fn instance() -> impl Strategy<Value = DatasetProblem> {
    let points = |dimension| proptest::collection::vec(proptest::collection::vec(-3_i64..4, dimension), 2..5);
    let labels = proptest::collection::vec(-2_i64..3, 4);
    let shape = prop_oneof![points(2), points(3)];
    (shape, labels, any::<bool>(), any::<bool>()).prop_map(|(mut points, labels, bias, output)| {
        points.sort();
        points.dedup();
        // At most three dimensions.
        let bias = bias && points[0].len() == 2;
        problem(&points, &labels[..points.len()], 1, [bias, output])
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// The parts add up to 1, a sample of directions agrees with each, and turning space changes nothing.
    #[test]
    fn parts_are_those_of_all_directions(problem in instance(), seed in any::<u64>()) {
        let (cells, all) = parts(&problem);
        let low: Rational = all.iter().map(|part| &part.low).sum();
        let high: Rational = all.iter().map(|part| &part.high).sum();
        prop_assert!(low <= ratio(1, 1) && ratio(1, 1) <= high && high - low < ratio(1, 1 << 40));

        let lifted: Vec<Vec<i64>> = problem.points.iter().map(|point| {
            let whole = point.iter().map(|x| i64::try_from(x.0.to_integer()).unwrap());
            whole.chain(problem.hidden_bias.then_some(1)).collect()
        }).collect();
        let samples = 2000_u32;
        let mut source = fastrand::Rng::with_seed(seed);
        let mut hits = vec![0_u32; all.len()];
        let mut drawn = 0;
        while drawn < samples {
            // Box and Muller.
            let w: Vec<f64> = lifted[0].iter().map(|_| {
                (-2.0 * (1.0 - source.f64()).ln()).sqrt() * (std::f64::consts::TAU * source.f64()).cos()
            }).collect();
            let signs: Vec<i8> = lifted.iter().map(|row| {
                #[expect(clippy::cast_precision_loss, reason = "small integers")]
                let sum: f64 = row.iter().zip(&w).map(|(&x, w)| x as f64 * w).sum();
                if row.iter().all(|&x| x == 0) { 0 } else if sum > 0.0 { 1 } else { -1 }
            }).collect();
            let Some(cell) = cells.signs.iter().position(|own| *own == signs) else { continue };
            hits[cell] += 1;
            drawn += 1;
        }
        for (part, hits) in all.iter().zip(hits) {
            // Twice as wide as the interval of 99 %, so that a hundred comparisons stay quiet.
            let (low, high) = clopper_pearson(hits, samples);
            let wide = high - low;
            let scaled = |value: u64| ratio(i64::try_from(value).unwrap(), i64::try_from(UNIT).unwrap());
            prop_assert!(part.high >= scaled(low.saturating_sub(wide)), "{part:?} {hits}");
            prop_assert!(part.low <= scaled(high + wide), "{part:?} {hits}");
        }

        if !problem.hidden_bias {
            let mut turned = problem.clone();
            for point in &mut turned.points {
                let (x, y) = (point[0].0.clone(), point[1].0.clone());
                point[0] = Canonical((ratio(3, 1) * &x - ratio(4, 1) * &y) / ratio(5, 1));
                point[1] = Canonical((ratio(4, 1) * x + ratio(3, 1) * y) / ratio(5, 1));
            }
            let (other, found) = parts(&turned);
            prop_assert_eq!(&other.signs, &cells.signs);
            for (before, after) in all.iter().zip(&found) {
                prop_assert_eq!(before.exact(), after.exact());
                prop_assert!(before.low <= after.high && after.low <= before.high);
            }
        }
    }

    /// The checker finds the same shares from rays as the prover from walls: bounds a little wider are proved, a little off
    /// are refuted.
    #[test]
    fn prover_and_checker_agree(problem in instance(), width in 1_usize..3) {
        let problem = DatasetProblem { width, ..problem };
        let found = Volumes::new(&problem, width, Control::NONE).unwrap();
        prop_assume!(found.regions.len() < 200);
        let shares = found.shares(&ratio(0, 1), 96).unwrap().unwrap();
        let sum: Rational = shares[..3].iter().map(|share| &share.low).sum();
        prop_assert!(sum <= ratio(1, 1));
        let tiny = ratio(1, 1 << 40);
        let around = |share: &Part| bounds(&share.low - &tiny, &share.high + &tiny);
        let claim = RegionVolumes {
            zero_loss: around(&shares[0]),
            positive_loss: around(&shares[1]),
            without_minimum: around(&shares[2]),
            misclassified: around(&shares[3]),
            epsilon: Canonical::zero(),
        };
        let off = RegionVolumes { positive_loss: bounds(&shares[1].high + &tiny, ratio(2, 1)), ..claim.clone() };
        for (claim, expected) in [(claim, Answer::Proved), (off, Answer::Refuted)] {
            let case = case(&problem, claim);
            let (answer, bytes) = settle(&case).unwrap();
            prop_assert_eq!(answer, expected);
            let outcome = check(&case, &mut Cursor::new(bytes));
            prop_assert!(matches!(outcome, Outcome::Verified(_)), "{:?}", outcome);
        }
    }
}
