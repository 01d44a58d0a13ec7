//! The mistakes that a treatment of the porcupine problem is prone to, one test each.

use std::path::Path;

use critcert::input::load;
use critcert::porcupine::Landscape;
use critcert::prove::{Control, ProveError, prove};
use critcert_certificate::Canonical;
use critcert_certificate::case::porcupine::{LineSign, PorcupineProblem, Regions};
use critcert_certificate::case::{PorcupineClaim, Problem, Verdict};
use critcert_certificate::certificate::porcupine::Value;
use critcert_certificate::certificate::{Answer, Asked};
use critcert_certificate::rational::{Rational, ratio};
use num_traits::{Signed, Zero};

use super::gaussian;
use super::support::{case, classify, landscape, problem, settled};

fn stored(name: &str) -> PorcupineProblem {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/porcupine");
    match load(&directory.join(format!("{name}.toml"))).unwrap().case.problem {
        Problem::Porcupine(problem) => problem,
        other => panic!("{}", other.kind()),
    }
}

fn witness(found: &Landscape, level: usize) -> Vec<Vec<Rational>> {
    let number = |value: &Value| match value {
        Value::Rational(value) => value.0.clone(),
        other => panic!("{}", other.text()),
    };
    found.levels[level].witness.iter().map(|line| line.iter().map(number).collect()).collect()
}

/// At t = 0 the one-sided derivatives decide, not a gradient: 0 lies between them, and the point is a strict
/// maximum; with one of them negative and the other not, it is neither minimum nor maximum.
#[test]
fn trap_1_zero_neurons_take_the_one_sided_test() {
    let line = [vec![1]];
    let points = [vec![1], vec![-1]];
    let zero = || vec![vec![ratio(0, 1); 2]];
    let maximum = classify(&problem(&line, &[2], &points, &[1, 1]), zero());
    assert_eq!((maximum.verdict, maximum.differentiable), (Verdict::LocalMaximum, false));
    let between = classify(&problem(&line, &[2], &points, &[1, -1]), zero());
    assert_eq!((between.verdict, between.differentiable), (Verdict::NotCritical, true));
    let minimum = classify(&problem(&line, &[2], &points, &[-1, -1]), zero());
    assert_eq!((minimum.verdict, minimum.differentiable), (Verdict::GlobalMinimum, false));
}

/// Three mixed lines in a plane do not span the space; and a line given twice is one line.
#[test]
fn trap_2_counting_mixed_lines_is_not_spanning() {
    let coplanar = stored("coplanar-d3");
    let signs = vec![LineSign::Mixed, LineSign::Mixed, LineSign::Mixed, LineSign::Plus];
    let claim = PorcupineClaim::NoSpuriousLocalMinimum { regions: Regions::Named(signs.clone()) };
    let question = case(&coplanar, None, &claim);
    assert_eq!(settled(&question, &question.claims[0]), Answer::Refuted);
    let claim = PorcupineClaim::SpanTheorem { regions: Regions::Named(signs) };
    let question = case(&coplanar, None, &claim);
    let result = prove(&question, &question.claims[0], "c", Asked::Case, std::io::sink(), Control::NONE);
    assert!(matches!(result, Err(ProveError::Hypothesis(_))));
    let found = landscape(&stored("merged-lines"));
    assert_eq!(found.patterns, 9);
    assert!(found.lines.iter().any(|members| members.len() == 2));
}

/// Open lines need not have both signs: open lines that span a closed one leave spurious minima there.
#[test]
fn trap_3_open_is_not_mixed() {
    let lines = [vec![1, 0], vec![0, 1], vec![1, 1]];
    let points = [vec![1, 0], vec![0, 1], vec![-1, 1], vec![1, -2], vec![-1, -1]];
    let mut found = false;
    for number in 0..4_i64.pow(5) {
        let targets: Vec<i64> = (0..5).map(|place| number / 4_i64.pow(place) % 4 - 1).collect();
        let problem = problem(&lines, &[2, 2, 2], &points, &targets);
        let landscape = landscape(&problem);
        for level in landscape.levels.iter().skip(1) {
            let closed = |pattern: &&String| pattern.matches('o').count() == 2;
            if let Some(pattern) = level.patterns.iter().find(closed) {
                // With both signs on the open lines the span theorem covers the region.
                let signs = pattern.chars().map(|letter| match letter {
                    '+' => LineSign::Plus,
                    '-' => LineSign::Minus,
                    _ => LineSign::Mixed,
                });
                let regions = Regions::Named(signs.collect());
                let claim = PorcupineClaim::NoSpuriousLocalMinimum { regions };
                let question = case(&problem, None, &claim);
                assert_eq!(settled(&question, &question.claims[0]), Answer::Proved);
                found = true;
            }
        }
        if found {
            return;
        }
    }
    panic!("no spurious minimum with two open lines among the targets");
}

/// With one neuron on each line no theorem covers a region, and spurious minima are common.
#[test]
fn trap_4_single_neurons_have_no_mixed_lines() {
    let found = landscape(&stored("one-per-line-r3"));
    assert!(found.settled_by_span.is_zero());
    assert!(found.spurious_sign_patterns.is_positive() && found.levels.len() > 1);
}

/// Mass moved between neurons of one sign on a line gives another local minimum of the same loss.
#[test]
fn trap_5_local_minima_are_polytopes() {
    let problem = stored("scalar-k3");
    let found = landscape(&problem);
    let mut t = witness(&found, found.levels.len() - 1);
    assert!(t[0].windows(2).all(|pair| pair[0].is_positive() == pair[1].is_positive()));
    let part = &t[0][0] / ratio(3, 1);
    t[0][0] -= &part;
    t[0][1] += &part;
    let moved = classify(&problem, t);
    assert_eq!(moved.verdict, Verdict::LocalMinimum);
    assert_eq!(moved.loss, found.levels.last().unwrap().loss);
}

/// A side that no input reaches: positions there are free, and never block a minimum.
#[test]
fn trap_6_dead_sides_are_free() {
    let problem = problem(&[vec![1]], &[2], &[vec![1], vec![2]], &[1, 2]);
    for dead in [0, -1, -100] {
        let found = classify(&problem, vec![vec![ratio(1, 1), ratio(dead, 1)]]);
        assert_eq!(found.verdict, Verdict::GlobalMinimum, "{dead}");
    }
    let found = landscape(&problem);
    let losses: Vec<String> = found.levels.iter().map(|level| level.loss.text()).collect();
    // All neurons on the dead side: the output is zero, and no small step changes it.
    assert_eq!(losses, ["0", "5/2"]);
    assert_eq!(found.levels[1].patterns, ["-"]);
}

/// A closed pattern can be global, and share its loss with the open one.
#[test]
fn trap_7_patterns_share_losses() {
    let problem = problem(&[vec![1]], &[2], &[vec![1], vec![-1]], &[1, 0]);
    let found = landscape(&problem);
    assert_eq!(found.levels.iter().map(|level| level.loss.text()).collect::<Vec<_>>(), ["0"]);
    assert_eq!(found.levels[0].patterns, ["+", "o"]);
}

/// Enclosures never prove equality: a rational number inside the bounds of the least loss leaves the claim open,
/// however close, while one outside refutes it.
#[test]
fn trap_8_enclosures_do_not_prove_equality() {
    let problem =
        gaussian::problem(&[vec![1, 0], vec![1, 2]], &[2, 2], &[(vec![3, 1], 1), (vec![1, -1], -1)]);
    let lines = critcert::porcupine::lines::Lines::of(&problem);
    let kernel = critcert::porcupine::enclosed::Kernel::of(&problem, &lines);
    let bounds = critcert::porcupine::enclosed::least(&problem, &kernel).unwrap().loss;
    let ask = |value: Rational| {
        let claim = PorcupineClaim::DistanceToTeacher { value: Canonical(value) };
        let question = case(&problem, None, &claim);
        prove(&question, &question.claims[0], "c", Asked::Case, std::io::sink(), Control::NONE)
    };
    let middle = (&bounds.low.0 + &bounds.high.0) / ratio(2, 1);
    assert!(matches!(ask(middle), Err(ProveError::Undetermined(_))));
    assert_eq!(ask(&bounds.high.0 + ratio(1, 1_000_000)).unwrap().answer, Answer::Refuted);
    assert_eq!(ask(&bounds.low.0 - ratio(1, 1_000_000)).unwrap().answer, Answer::Refuted);
}
