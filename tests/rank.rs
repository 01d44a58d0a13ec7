//! The rank of a region: vectors of an independent implementation, an exact second method, refused certificates.

use std::io::Cursor;

use critcert::dataset::rank::{Rank, rank};
use critcert::exact::matrix::Matrix;
use critcert::prove::{Control, ProveError, prove};
use critcert_certificate::Canonical;
use critcert_certificate::case::dataset::{Activation, DatasetProblem};
use critcert_certificate::case::{Case, Claim, DatasetClaim, Problem};
use critcert_certificate::certificate::{Answer, Asked, Statement};
use critcert_certificate::rational::{Rational, ratio};
use critcert_checker::{Outcome, check};
use proptest::prelude::*;
use serde_json::{Value, json};

#[path = "support/certificate.rs"]
#[expect(dead_code, reason = "other tests move steps, too")]
mod certificate;
use certificate::Parts;

fn numbers(row: &[i64]) -> Vec<Canonical> {
    row.iter().map(|&entry| Canonical(ratio(entry, 1))).collect()
}

fn case(points: &[Vec<i64>], weights: &[Vec<i64>], activation: Activation, biases: [bool; 2]) -> Case {
    let problem = DatasetProblem {
        points: points.iter().map(|row| numbers(row)).collect(),
        labels: vec![Canonical(ratio(1, 1)); points.len()],
        width: weights.len(),
        activation,
        hidden_bias: biases[0],
        output_bias: biases[1],
    };
    let weights = Some(weights.iter().map(|row| numbers(row)).collect());
    Case {
        title: None,
        source: None,
        problem: Problem::Dataset(problem),
        network: None,
        claims: vec![Claim::Dataset(DatasetClaim::EveryDifferentiableMinimumGlobalByRank { weights })],
    }
}

fn settle(case: &Case) -> Result<(Answer, Vec<u8>), ProveError> {
    let mut bytes = Vec::new();
    let settled = prove(case, &case.claims[0], "case.toml", Asked::Case, &mut bytes, Control::NONE)?;
    Ok((settled.answer, bytes))
}

/// The matrix of a region from its definition.
fn matrix(problem: &DatasetProblem, weights: &[Vec<i64>]) -> Option<Matrix> {
    let lift = |point: &Vec<Canonical>| {
        let mut point: Vec<Rational> = point.iter().map(|entry| entry.0.clone()).collect();
        point.extend(problem.hidden_bias.then(|| ratio(1, 1)));
        point
    };
    let mut rows = Vec::new();
    for point in problem.points.iter().map(lift) {
        let mut row = Vec::new();
        for w in weights {
            let product: Rational = w.iter().zip(&point).map(|(&w, x)| ratio(w, 1) * x).sum();
            let zero = ratio(0, 1);
            if product == zero && point.iter().any(|x| *x != zero) {
                return None;
            }
            let a = if product > zero { ratio(1, 1) } else { problem.activation.slope() };
            row.extend(point.iter().map(|x| Canonical(&a * x)));
        }
        row.extend(problem.output_bias.then(|| Canonical(ratio(1, 1))));
        rows.push(row);
    }
    Some(Matrix::from_rows(&rows))
}

fn stored(id: &str) -> (Value, Vec<Vec<i64>>, Vec<Vec<i64>>) {
    let all: Vec<Value> = serde_json::from_str(include_str!("data/vectors/rank.json")).unwrap();
    let one = all.into_iter().find(|one| one["id"] == id).unwrap();
    let integers = |key: &str| serde_json::from_value(one[key].clone()).unwrap();
    let (points, weights) = (integers("X"), integers("W"));
    (one, points, weights)
}

#[test]
fn the_stored_ranks_are_found() {
    let (one, points, weights) = stored("I7_rank_relu");
    let relu = case(&points, &weights, Activation::Relu, [false, false]);
    let Problem::Dataset(problem) = &relu.problem else { unreachable!() };
    let matrix = matrix(problem, &weights).unwrap();
    assert_eq!(json!(matrix.rank()), one["rank"]);
    let rows: Vec<Vec<Rational>> =
        weights.iter().map(|row| row.iter().map(|&w| ratio(w, 1)).collect()).collect();
    let Rank::Deficient { vector } = rank(problem, &rows, &|| false, &|_, _| {}).unwrap() else {
        panic!("the rank is not full")
    };
    let texts: Vec<String> = vector.into_iter().map(|entry| Canonical(entry).to_string()).collect();
    assert_eq!(json!([texts]), one["left_null_vectors"]);
    assert_eq!(settle(&relu).unwrap().0, Answer::Refuted);

    let (one, points, weights) = stored("I7_rank_leaky_1_4");
    let leaky = case(&points, &weights, Activation::Leaky(Canonical(ratio(1, 4))), [false, false]);
    let (answer, bytes) = settle(&leaky).unwrap();
    assert_eq!(answer, Answer::Proved);
    let text = String::from_utf8(bytes).unwrap();
    let mut parts = Parts::read(&text);
    assert_eq!(parts.first("rank-full")["modulus"], one["prime"]);
    assert_eq!(parts.first("rank-full")["columns"], one["minor_columns"]);
}

/// Name, whether leaky, variant of the reason, and what is spoilt.
type Corruption = (&'static str, bool, &'static str, fn(&mut Parts));

const CORRUPTIONS: &[Corruption] = &[
    ("column-repeated", true, "Value", |parts| parts.first("rank-full")["columns"][1] = json!(0)),
    ("column-missing", true, "Condition", |parts| {
        parts.first("rank-full")["columns"].as_array_mut().unwrap().pop();
    }),
    ("column-beyond", true, "Condition", |parts| parts.first("rank-full")["columns"][11] = json!(16)),
    ("modulus-one", true, "Condition", |parts| parts.first("rank-full")["modulus"] = json!(1)),
    ("modulus-large", true, "Condition", |parts| {
        parts.first("rank-full")["modulus"] = json!(1_u64 << 31);
    }),
    ("pivot-no-unit", true, "Value", |parts| parts.first("rank-full")["modulus"] = json!(8)),
    ("full-is-not-deficient", true, "Condition", |parts| {
        let step = parts.position("rank-full", 0);
        parts.steps[step]["rule"] = json!("rank-deficient");
        parts.steps[step]["with"] = json!({ "vector": vec!["1"; 12] });
    }),
    ("vector-changed", false, "Condition", |parts| parts.first("rank-deficient")["vector"][0] = json!("1")),
    ("vector-zero", false, "Condition", |parts| parts.first("rank-deficient")["vector"][10] = json!("0")),
    ("vector-short", false, "Condition", |parts| {
        parts.first("rank-deficient")["vector"].as_array_mut().unwrap().pop();
    }),
    ("deficient-is-not-full", false, "Value", |parts| {
        let step = parts.position("rank-deficient", 0);
        parts.steps[step]["rule"] = json!("rank-full");
        let columns: Vec<usize> = (0..12).collect();
        parts.steps[step]["with"] = json!({ "modulus": 2_147_483_647_u64, "columns": columns });
    }),
    ("answer", true, "Value", |parts| parts.first("conclude")["answer"] = json!("refuted")),
];

#[test]
fn every_corruption_is_refused_for_its_reason() {
    for (name, leaky, variant, spoil) in CORRUPTIONS {
        let (id, activation) = if *leaky {
            ("I7_rank_leaky_1_4", Activation::Leaky(Canonical(ratio(1, 4))))
        } else {
            ("I7_rank_relu", Activation::Relu)
        };
        let (_, points, weights) = stored(id);
        let case = case(&points, &weights, activation, [false, false]);
        let mut parts = Parts::read(&String::from_utf8(settle(&case).unwrap().1).unwrap());
        let outcome = check(&case, &mut Cursor::new(parts.sealed()));
        assert!(matches!(outcome, Outcome::Verified(_)), "{name}: {outcome:?}");
        spoil(&mut parts);
        match check(&case, &mut Cursor::new(parts.sealed())) {
            Outcome::Refused(refusal) => {
                let debug = format!("{:?}", refusal.reason);
                assert_eq!(debug.split([' ', '{', '(']).next().unwrap(), *variant, "{name}: {refusal}");
            }
            outcome => panic!("{name}: {outcome:?}"),
        }
    }
}

#[test]
fn weights_on_a_kink_are_in_no_region() {
    let on = case(&[vec![1, 1], vec![2, 0]], &[vec![0, 1]], Activation::Relu, [false, true]);
    let error = settle(&on).unwrap_err();
    assert!(
        matches!(&error, ProveError::Hypothesis(message) if message.contains("point 1 lies on the kink"))
    );
    // The checker refuses the same region whatever the certificate says.
    let off = case(&[vec![1, 1], vec![2, 1]], &[vec![0, 1]], Activation::Relu, [false, true]);
    let mut parts = Parts::read(&String::from_utf8(settle(&off).unwrap().1).unwrap());
    let statement = Statement::new(&on.problem, on.network.as_ref(), &on.claims[0]).unwrap();
    parts.header["statement"] = json!(statement.digest());
    let outcome = check(&on, &mut Cursor::new(parts.sealed()));
    assert!(outcome.reason().is_some_and(|reason| reason.contains("there is no region")), "{outcome:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Elimination modulo a prime and elimination over the rationals agree, and the checker accepts the answer.
    #[test]
    fn ranks_agree_with_exact_elimination(
        points in proptest::collection::vec(proptest::collection::vec(-4_i64..5, 2), 1..7),
        weights in proptest::collection::vec(proptest::collection::vec(-3_i64..4, 3), 1..4),
        leaky in any::<bool>(),
        hidden_bias in any::<bool>(),
        output_bias in any::<bool>(),
    ) {
        let weights: Vec<Vec<i64>> =
            weights.into_iter().map(|row| row[..2 + usize::from(hidden_bias)].to_vec()).collect();
        let activation = if leaky { Activation::Leaky(Canonical(ratio(1, 3))) } else { Activation::Relu };
        let case = case(&points, &weights, activation, [hidden_bias, output_bias]);
        let Problem::Dataset(problem) = &case.problem else { unreachable!() };
        match matrix(problem, &weights) {
            None => prop_assert!(matches!(settle(&case), Err(ProveError::Hypothesis(_)))),
            Some(matrix) => {
                let (answer, bytes) = settle(&case).unwrap();
                prop_assert_eq!(answer == Answer::Proved, matrix.rank() == points.len());
                prop_assert!(matches!(check(&case, &mut Cursor::new(bytes)), Outcome::Verified(_)));
            }
        }
    }
}
