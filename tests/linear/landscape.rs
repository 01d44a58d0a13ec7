//! Landscapes of dense problems: values, polynomials, progress, interruption, limits.

use std::cell::RefCell;
use std::sync::atomic::{AtomicU64, Ordering};

use critcert::exact::{Matrix, Polynomial};
use critcert::linear::{Instance, LinearError, MAX_BITS, MAX_VECTORS, landscape};
use critcert::prove::{Control, ProveError, linear_landscape};
use critcert_certificate::case::linear::LinearProblem;
use critcert_certificate::case::{LinearClaim, Verdict};
use critcert_certificate::certificate::Answer;
use critcert_certificate::rational::{Rational, ratio};
use critcert_checker::{Outcome, check};
use num_traits::{Signed, Zero};

use crate::support::{case, network, problem, settled};

/// A matrix of integers of at most two digits.
fn dense(rows: usize, columns: usize, seed: u64) -> Matrix {
    let mut state = seed;
    let entries: Vec<i64> = (0..rows * columns)
        .map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            i64::try_from((state >> 33) % 199).unwrap() - 99
        })
        .collect();
    Matrix::from_fn(rows, columns, |row, column| ratio(entries[row * columns + column], 1))
}

fn dense_problem(size: usize, width: usize) -> LinearProblem {
    let samples = size + 2;
    problem(&dense(size, samples, 1), &dense(size, samples, 2), width, Rational::zero())
}

fn quiet(problem: &LinearProblem) -> Result<critcert::linear::Landscape, LinearError> {
    landscape(&Instance::new(problem).unwrap(), &|| false, &|_, _| {})
}

/// The value of an integer polynomial.
fn value_at(coefficients: &[num_bigint::BigInt], x: &Rational) -> Rational {
    let terms = coefficients.iter().cloned().map(Rational::from_integer).collect();
    Polynomial::new(terms).eval(x)
}

#[test]
fn every_value_of_a_dense_problem_is_a_simple_root_of_its_polynomial() {
    let problem = dense_problem(6, 3);
    let found = quiet(&problem).unwrap();
    assert_eq!(found.spectrum.factors.len(), 1, "the characteristic polynomial is irreducible");
    // 1 + 6 + 15 + 20 subsets; of k eigenvalues there are as many as conjugates.
    assert_eq!((found.vectors, found.values.len()), (42, 42));
    let mut degrees = Vec::new();
    for value in &found.values {
        let Some(polynomial) = &value.polynomial else {
            assert!(value.rational().is_some());
            continue;
        };
        degrees.push(polynomial.degree());
        let [low, high] = [&value.low, &value.high].map(|end| value_at(polynomial.coefficients(), end));
        assert!((low * high).is_negative(), "no change of sign in [{}, {}]", value.low, value.high);
    }
    degrees.sort_unstable();
    let expected: Vec<usize> = [6, 15, 20].into_iter().flat_map(|degree| vec![degree; degree]).collect();
    assert_eq!(degrees, expected);
}

#[test]
fn progress_grows_to_all_that_was_announced() {
    let told = RefCell::new(Vec::new());
    let progress = |done, all: Option<u64>| told.borrow_mut().push((done, all.unwrap_or(0)));
    landscape(&Instance::new(&dense_problem(5, 2)).unwrap(), &|| false, &progress).unwrap();
    let told = told.into_inner();
    assert!(told.windows(2).all(|pair| pair[0] <= pair[1]), "{told:?}");
    // 16 subsets, each one a value: 16 confirmed, 16 searched for a rational number, 16 described.
    assert_eq!(told.last(), Some(&(48, 48)));
}

#[test]
fn a_landscape_can_be_interrupted_at_every_step() {
    let problem = dense_problem(4, 2);
    let instance = Instance::new(&problem).unwrap();
    let asked = AtomicU64::new(0);
    landscape(&instance, &|| asked.fetch_add(1, Ordering::Relaxed) == u64::MAX, &|_, _| {}).unwrap();
    for stop in 0..asked.into_inner() {
        let asked = AtomicU64::new(0);
        let interrupted = || asked.fetch_add(1, Ordering::Relaxed) == stop;
        let found = landscape(&instance, &interrupted, &|_, _| {});
        assert_eq!(found.err(), Some(LinearError::Interrupted), "{stop}");
    }
    let control = Control { interrupted: &|| true, ..Control::NONE };
    let stopped = linear_landscape(&case(&problem, None, Vec::new()), "case.toml", control);
    assert!(matches!(stopped, Err(ProveError::Interrupted)));
}

#[test]
fn more_combinations_than_the_limit_are_an_answer_that_names_it() {
    let y = Matrix::from_fn(18, 18, |i, j| ratio(if i == j { i64::try_from(i).unwrap() + 1 } else { 0 }, 1));
    let problem = problem(&Matrix::identity(18), &y, 18, Rational::zero());
    let error = quiet(&problem).unwrap_err();
    assert_eq!(error, LinearError::TooManyVectors { limit: MAX_VECTORS });
    assert!(error.to_string().contains("200000"), "{error}");
    let refused = linear_landscape(&case(&problem, None, Vec::new()), "case.toml", Control::NONE);
    assert!(matches!(refused, Err(ProveError::Undetermined(message)) if message.contains("200000")));
}

/// Sigma = diag(A, A + I) with an irreducible A of size 10: with l, m eigenvalues of A, l + (m + 1) = m + (l + 1), and the
/// difference has 8100 conjugates below 2^8.
#[test]
fn an_equality_beyond_the_limit_of_precision_is_an_answer_that_names_what_was_reached() {
    const SIZE: usize = 10;
    let b =
        |i: usize, j: usize| i64::from(i == j) * [1, 2, 1, 6, 1, 1, 2, 1, 1, 2][i] + i64::from(i + 1 == j);
    let y = Matrix::from_fn(2 * SIZE, 3 * SIZE, |i, j| {
        ratio(
            match (i / SIZE, j / SIZE) {
                (0, 0) => b(i, j),
                (1, 1) => b(i - SIZE, j - SIZE),
                (1, 2) => i64::from(i - SIZE == j - 2 * SIZE),
                _ => 0,
            },
            1,
        )
    });
    let problem = problem(&Matrix::identity(3 * SIZE), &y, 2, Rational::zero());
    let instance = Instance::new(&problem).unwrap();
    let spectrum = critcert::linear::Spectrum::new(&instance);
    assert_eq!(spectrum.factors.iter().map(|(factor, _)| factor.degree()).collect::<Vec<_>>(), [SIZE, SIZE]);
    let error = quiet(&problem).unwrap_err();
    let LinearError::Undecided { limit, compared, of } = &error else { panic!("{error}") };
    assert!(limit.limit == MAX_BITS && limit.needed > MAX_BITS);
    assert!(compared < of);
    let needed = limit.needed;
    assert_eq!(
        error.to_string(),
        format!(
            "deciding whether two sums of eigenvalues are equal needs {needed} bits, more than the limit of 60000; \
             {compared} of {of} comparisons of this kind were decided before"
        )
    );
}

#[test]
fn the_certificate_of_a_dense_landscape_is_accepted() {
    let problem = dense_problem(5, 3);
    let case = case(&problem, None, Vec::new());
    let (found, certificate) = linear_landscape(&case, "case.toml", Control::NONE).unwrap();
    assert_eq!(found.landscape.values.len(), 26);
    let outcome = check(&case, &mut std::io::Cursor::new(&certificate));
    assert!(matches!(outcome, Outcome::Verified(_)), "{outcome:?}");
}

#[test]
fn points_of_a_dense_problem_are_classified() {
    let problem = dense_problem(12, 6);
    let zero = network(&Matrix::zero(6, 12), &Matrix::zero(12, 6));
    let random = network(&dense(6, 12, 3), &dense(12, 6, 4));
    for (network, expect) in [(zero, Verdict::Saddle), (random, Verdict::NotCritical)] {
        let case = case(&problem, Some(&network), vec![LinearClaim::Verdict { expect }]);
        assert_eq!(settled(&case).0, Answer::Proved, "{expect:?}");
    }
}

#[test]
fn the_command_line_answers_a_limit_with_exit_code_3_and_its_name() {
    let rows = |diagonal: fn(usize) -> usize| {
        let row = |i| (0..18).map(|j| if i == j { diagonal(i) } else { 0 }).collect::<Vec<_>>();
        serde_json::to_value((0..18).map(row).collect::<Vec<_>>()).unwrap()
    };
    let case = serde_json::json!({ "problem": {
        "kind": "linear", "X": rows(|_| 1), "Y": rows(|i| i + 1), "width": 18,
    }});
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("many.json");
    std::fs::write(&path, case.to_string()).unwrap();
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_critcert"));
    let output = command.arg("landscape").arg(&path).arg("--json").output().unwrap();
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((output.status.code(), &answer["error"]["code"]), (Some(3), &"undetermined".into()));
    let message = answer["error"]["message"].as_str().unwrap();
    assert!(message.contains("more than 200000 combinations of eigenvalues"), "{message}");
}
