//! Gaussian input at any angles: enclosures against quadrature, symbolic zeros, verdicts, claims.

use std::f64::consts::PI;

use critcert::porcupine::Proof;
use critcert::porcupine::enclosed::angle::absolute_moment;
use critcert::porcupine::enclosed::{Kernel, least};
use critcert::porcupine::lines::Lines;
use critcert::prove::porcupine::{classify_network, find_landscape};
use critcert::prove::{Control, ProveError, prove};
use critcert_certificate::Canonical;
use critcert_certificate::case::porcupine::{
    PorcupineInput, PorcupineNetwork, PorcupineProblem, TeacherNeuron,
};
use critcert_certificate::case::{PorcupineClaim, Verdict};
use critcert_certificate::certificate::porcupine::Value;
use critcert_certificate::certificate::{Answer, Asked};
use critcert_certificate::rational::{Rational, ratio};
use num_bigint::BigInt;
use num_traits::ToPrimitive;
use proptest::prelude::*;

use super::support::{case, classify, numbers, settled};

pub(crate) fn problem(
    lines: &[Vec<i64>],
    neurons: &[usize],
    teacher: &[(Vec<i64>, i64)],
) -> PorcupineProblem {
    PorcupineProblem {
        lines: lines.iter().map(|line| numbers(line)).collect(),
        neurons_per_line: neurons.to_vec(),
        input: PorcupineInput::Gaussian,
        teacher: teacher
            .iter()
            .map(|(line, t)| TeacherNeuron { line: numbers(line), t: Canonical(ratio(*t, 1)) })
            .collect(),
    }
}

fn float(value: &Rational) -> f64 {
    value.to_f64().unwrap()
}

/// Bounds of a value as floats.
fn bounds(value: &Value) -> (f64, f64) {
    match value {
        Value::Rational(value) => (float(&value.0), float(&value.0)),
        Value::Between(bounds) => (float(&bounds.low.0), float(&bounds.high.0)),
        Value::Pi(_) => panic!("enclosed problems have no numbers of Q(pi)"),
    }
}

/// The loss in the plane by the midpoint rule on the circle: `E r^2 = 2` times the mean over angles.
fn quadrature(problem: &PorcupineProblem, t: &[Vec<f64>]) -> f64 {
    const STEPS: usize = 10_000;
    let dot = |line: &[Canonical], x: [f64; 2]| float(&line[0].0) * x[0] + float(&line[1].0) * x[1];
    let sum: f64 = (0..STEPS)
        .map(|step| {
            let angle = (step as f64 + 0.5) * 2.0 * PI / STEPS as f64;
            let x = [angle.cos(), angle.sin()];
            let student: f64 = problem
                .lines
                .iter()
                .zip(t)
                .map(|(line, t)| t.iter().map(|t| (t * dot(line, x)).max(0.0)).sum::<f64>())
                .sum();
            let teacher: f64 = problem
                .teacher
                .iter()
                .map(|neuron| (float(&neuron.t.0) * dot(&neuron.line, x)).max(0.0))
                .sum();
            (student - teacher).powi(2)
        })
        .sum();
    2.0 * sum / STEPS as f64
}

#[test]
fn kernel_values_agree_with_quadrature() {
    for cosine in [
        ratio(0, 1),
        ratio(1, 10),
        ratio(1, 2),
        ratio(7, 10),
        ratio(71, 100),
        ratio(99, 100),
        ratio(99999, 100_000),
    ] {
        let (low, high) = absolute_moment(&cosine, &ratio(1, 1), 128);
        assert!(low < high && &high - &low < BigInt::from(1024), "{cosine}");
        let scale = 2_f64.powi(128);
        let value = low.to_f64().unwrap() / scale;
        let angle = float(&cosine).acos();
        const STEPS: usize = 200_000;
        let sum: f64 = (0..STEPS)
            .map(|step| {
                let x = (step as f64 + 0.5) * 2.0 * PI / STEPS as f64;
                (x.cos() * (x - angle).cos()).abs()
            })
            .sum();
        assert!((2.0 * sum / STEPS as f64 - value).abs() < 1e-8, "{cosine}");
    }
    // psi(0) = 2/pi and psi(1/2) = sqrt(3)/pi + 1/6.
    let value = |c| absolute_moment(&c, &ratio(1, 1), 60).0.to_f64().unwrap() / 2_f64.powi(60);
    assert!((value(ratio(0, 1)) - 2.0 / PI).abs() < 1e-15);
    assert!((value(ratio(1, 2)) - (3_f64.sqrt() / PI + 1.0 / 6.0)).abs() < 1e-15);
}

fn sample() -> impl Strategy<Value = (PorcupineProblem, Vec<Vec<Rational>>)> {
    const LINES: [[i64; 2]; 5] = [[1, 0], [2, 1], [-1, 3], [1, -1], [3, 5]];
    let line = || prop::sample::select(LINES.to_vec()).prop_map(|line| line.to_vec());
    (
        prop::sample::subsequence(LINES.to_vec(), 1..=3),
        prop::collection::vec(1_usize..=3, 3),
        prop::collection::vec((line(), -2_i64..=2), 1..=4),
        prop::collection::vec(-2_i64..=2, 9),
    )
        .prop_map(|(lines, neurons, teacher, t)| {
            let lines: Vec<Vec<i64>> = lines.iter().map(|line| line.to_vec()).collect();
            let problem = problem(&lines, &neurons[..lines.len()], &teacher);
            let mut t = t.into_iter().map(|t| ratio(t, 2));
            let t = problem.neurons_per_line.iter().map(|&count| t.by_ref().take(count).collect()).collect();
            (problem, t)
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Losses lie between their bounds; verdicts say what small steps do.
    #[test]
    fn verdicts_agree_with_quadrature((problem, t) in sample()) {
        let kernel_lines = Lines::of(&problem);
        let kernel = Kernel::of(&problem, &kernel_lines);
        let network = PorcupineNetwork { t: t.iter().map(|row| row.iter().cloned().map(Canonical).collect()).collect() };
        let found = critcert::porcupine::enclosed::classify(&problem, &kernel, &network);
        if found.verdict == Verdict::Undetermined {
            prop_assert!(matches!(found.proof, Proof::Open(_)));
            return Ok(());
        }
        let floats: Vec<Vec<f64>> = t.iter().map(|row| row.iter().map(float).collect()).collect();
        let here = quadrature(&problem, &floats);
        let (low, high) = bounds(&found.loss);
        prop_assert!(low - 1e-4 <= here && here <= high + 1e-4, "{low} {here} {high}");
        let (mut falls, mut rises) = (f64::INFINITY, f64::NEG_INFINITY);
        for line in 0..t.len() {
            for neuron in 0..t[line].len() {
                for step in [1e-3, -1e-3] {
                    let mut moved = floats.clone();
                    moved[line][neuron] += step;
                    let change = quadrature(&problem, &moved) - here;
                    falls = falls.min(change);
                    rises = rises.max(change);
                }
            }
        }
        match found.verdict {
            Verdict::GlobalMinimum | Verdict::LocalMinimum => prop_assert!(falls > -1e-7),
            Verdict::LocalMaximum => prop_assert!(rises < 1e-7),
            _ => {
                let descends = matches!(found.proof, Proof::Descent { .. });
                prop_assert!(descends);
            }
        }
        if let Proof::Descent { line, neuron, direction, value } = &found.proof {
            let mut moved = floats;
            let up = matches!(direction, critcert_certificate::certificate::porcupine::Side::Plus);
            moved[*line][*neuron] += if up { 1e-4 } else { -1e-4 };
            let slope = (quadrature(&problem, &moved) - here) / 1e-4;
            prop_assert!((slope - bounds(value).0).abs() < 1e-2, "{slope} {value:?}");
        }
        // Where the exact route applies too, it agrees.
        let exact = classify_network(&problem, &network).unwrap();
        if !exact.enclosed {
            prop_assert_eq!(exact.verdict, found.verdict);
            prop_assert_eq!(exact.differentiable, found.differentiable);
        }
    }

    /// Bounds of the least loss are close and hold; certificates of every claim are accepted.
    #[test]
    fn claims_are_settled_with_accepted_certificates((problem, t) in sample()) {
        let lines = Lines::of(&problem);
        let found = least(&problem, &Kernel::of(&problem, &lines)).unwrap();
        prop_assert!(float(&(&found.loss.high.0 - &found.loss.low.0)) < 1e-6);
        let floats: Vec<Vec<f64>> = t.iter().map(|row| row.iter().map(float).collect()).collect();
        prop_assert!(quadrature(&problem, &floats) > float(&found.loss.low.0) - 1e-4);
        let answer = |claim: PorcupineClaim| {
            let case = case(&problem, Some(t.clone()), &claim);
            match prove(&case, &case.claims[0], "case.toml", Asked::Case, std::io::sink(), Control::NONE) {
                Ok(_) => Some(settled(&case, &case.claims[0])),
                Err(ProveError::Undetermined(_)) => None,
                Err(error) => panic!("{error}"),
            }
        };
        let beyond = Canonical(&found.loss.high.0 + ratio(1, 1));
        prop_assert_eq!(answer(PorcupineClaim::DistanceToTeacher { value: beyond }), Some(Answer::Refuted));
        prop_assert!(answer(PorcupineClaim::ZeroIsStrictLocalMaximum).is_some());
        let network = PorcupineNetwork { t: t.iter().map(|row| row.iter().cloned().map(Canonical).collect()).collect() };
        let found = classify_network(&problem, &network).unwrap();
        if found.verdict != Verdict::Undetermined {
            prop_assert_eq!(answer(PorcupineClaim::Verdict { expect: found.verdict }), Some(Answer::Proved));
        }
    }
}

#[test]
fn ties_are_undetermined_and_symmetric_zeros_are_exact() {
    // Moving mass between two lines of equal angle to a third one cancels there: lines (1, 2) and (2, 1) about (1, 1).
    let lines = vec![vec![1, 2], vec![2, 1], vec![1, 1]];
    let teacher = [(vec![1, 2], 1), (vec![1, 2], -1), (vec![1, 1], 1), (vec![1, 1], -1)];
    let symmetric = problem(&lines, &[2, 2, 2], &teacher);
    let kernel_lines = Lines::of(&symmetric);
    let kernel = Kernel::of(&symmetric, &kernel_lines);
    // e = 0 and q = (-2, 2, 0): the derivatives on the third line vanish, by symmetry.
    let masses = [0, 0, 1, 1, 1, 1].map(|mass| ratio(mass, 1));
    let residual = kernel.function(&masses).minus(&kernel.teacher);
    for mass in [4, 5] {
        let slope = kernel.expectation(&residual, &kernel.feature(mass));
        assert_eq!(kernel.sign(&slope), Some(0), "{slope:?}");
    }
    // Near psi(1/2) = sqrt(3)/pi + 1/6 every strict sign is decided within the limit.
    let number = kernel.expectation(&kernel.feature(0), &kernel.feature(2));
    assert_eq!(kernel.sign(&number), Some(1));
    let (low, _) = kernel.enclose(&number, 700);
    let near = number.less(&Rational::new(low.clone(), BigInt::from(1) << 700_u32));
    assert_eq!(kernel.sign(&near), Some(1));
    let (low, _) = kernel.enclose(&number, 1100);
    let tie = number.less(&Rational::new(low, BigInt::from(1) << 1100_u32));
    assert_eq!(kernel.sign(&tie), None);
}

#[test]
fn zero_is_a_maximum_and_all_patterns_stay_undetermined() {
    let lines = vec![vec![1, 2], vec![2, 1]];
    let problem = problem(&lines, &[2, 2], &[(vec![1, -1], 1), (vec![1, -1], -1)]);
    let zero = classify(&problem, vec![vec![ratio(0, 1); 2]; 2]);
    assert_eq!(zero.verdict, Verdict::LocalMaximum);
    let error = find_landscape(&problem, Control::NONE).unwrap_err();
    assert!(matches!(error, ProveError::Undetermined(reason) if reason.contains("Q(pi)")));
    // y = |<v, x>| with |v|^2 = 2.
    assert_eq!(zero.loss.text(), "2");
}
