//! Mistakes that are easy to make about the extra unit, each with the instance that shows it.

use critcert::extra_neuron::optimum::{Optimum, optimum};
use critcert::extra_neuron::{ExtraNeuronError, classify, existence};
use critcert::prove::{Control, extra_neuron_landscape, prove};
use critcert_certificate::case::extra_neuron::{Base, ExtraNeuronNetwork, ExtraNeuronProblem, SampleLoss};
use critcert_certificate::case::{Claim, ExtraNeuronClaim, Verdict};
use critcert_certificate::certificate::{Answer, Asked};
use critcert_certificate::rational::ratio;
use critcert_checker::Outcome;

use super::support::{bare, case, certificate, checked, integer, line, unit};

fn answer(problem: &ExtraNeuronProblem, claim: ExtraNeuronClaim) -> Answer {
    let case = bare(problem.clone(), None);
    let mut bytes = Vec::new();
    let claim = Claim::ExtraNeuron(claim);
    let settled = prove(&case, &claim, "case.toml", Asked::Command, &mut bytes, Control::NONE).unwrap();
    let outcome = checked(&case, std::str::from_utf8(&bytes).unwrap());
    assert!(matches!(outcome, Outcome::Verified(_)), "{outcome:?}");
    settled.answer
}

fn frozen(data: &[(i64, i8)], outputs: &[i64], half: bool) -> ExtraNeuronProblem {
    let denominator = if half { 2 } else { 1 };
    let outputs = outputs.iter().map(|f| critcert_certificate::Canonical(ratio(*f, denominator))).collect();
    line(data, Some(Base::Outputs(outputs)), None)
}

/// Points with equal exponents form one group for criticality, and two places for local minimality.
#[test]
fn trap_1_exponent_ties() {
    let mut problem = frozen(&[(0, 1), (1, -1)], &[0, 0], false);
    problem.points = vec![vec![integer(0), integer(0)], vec![integer(0), integer(1)]];
    let at = |w: [i64; 2]| {
        let w = w.map(integer).to_vec();
        classify(&problem, &ExtraNeuronNetwork { a: integer(0), w, b: integer(0) }).unwrap()
    };
    let tied = at([1, 0]);
    assert_eq!((tied.verdict, tied.order), (Verdict::Saddle, Some(1)));
    assert_eq!(at([0, 1]).verdict, Verdict::NotCritical);
}

/// With both labels at a point the best output is a compromise, perhaps an irrational one.
#[test]
fn trap_2_duplicates_with_opposite_labels() {
    assert_eq!(optimum(&SampleLoss::Squared, 2, 1), Optimum::Value(ratio(1, 3)));
    assert_eq!(optimum(&SampleLoss::Hinge(3), 4, 1), Optimum::Value(ratio(1, 3)));
    assert!(matches!(optimum(&SampleLoss::Hinge(3), 2, 1), Optimum::Algebraic { .. }));
    let problem = line(&[(0, 1), (0, 1), (0, -1)], None, Some(1));
    let found = existence::existence(&problem, 1, Control::NONE);
    assert!(matches!(found, Err(ExtraNeuronError::Undetermined(_))), "{found:?}");
    // Rational compromise: a local minimum exists although no network classifies both labels.
    let problem = line(&[(0, 1), (0, 1), (0, 1), (0, 1), (0, -1)], None, Some(1));
    assert_eq!(answer(&problem, ExtraNeuronClaim::Vacuous), Answer::Refuted);
}

/// "Every local minimum is global" can hold because there is none.
#[test]
fn trap_3_vacuity() {
    let vacuous = [
        line(&[(0, 1), (1, -1), (2, 1)], None, Some(1)),
        ExtraNeuronProblem { loss: SampleLoss::Logistic, ..line(&[(0, 1), (1, -1)], None, Some(3)) },
    ];
    for problem in vacuous {
        assert_eq!(answer(&problem, ExtraNeuronClaim::ExtraNeuronEliminatesBadMinima), Answer::Proved);
        assert_eq!(answer(&problem, ExtraNeuronClaim::Vacuous), Answer::Proved);
    }
    // Equal numbers of both labels at every point: the logistic loss has a minimiser after all.
    let balanced =
        ExtraNeuronProblem { loss: SampleLoss::Logistic, ..line(&[(0, 1), (0, -1)], None, Some(1)) };
    assert_eq!(answer(&balanced, ExtraNeuronClaim::Vacuous), Answer::Refuted);
}

/// Bad local minima go, bad critical points stay: saddles, of high order too.
#[test]
fn trap_4_critical_points_remain() {
    let problem =
        frozen(&[(0, 1), (1, -1), (1, -1), (1, -1), (2, 1), (2, 1), (2, 1), (3, -1)], &[0; 8], false);
    let found = classify(&problem, &unit(ratio(0, 1), ratio(0, 1))).unwrap();
    // The coefficients 1, -3, 3, -1 make a triple root at u = 1.
    assert_eq!((found.verdict, found.order), (Verdict::Saddle, Some(3)));
    assert_eq!(answer(&problem, ExtraNeuronClaim::Vacuous), Answer::Proved);
    let (landscape, _) = extra_neuron_landscape(&case("one-neuron-c"), "case.toml", Control::NONE).unwrap();
    assert_eq!(landscape.base.unwrap().lines.unwrap().count(), Some(2));
    assert_eq!(landscape.has_local_minimum, Ok(false));
}

/// Each assumption is needed: four counterexamples.
#[test]
fn trap_5_four_counterexamples() {
    for name in
        ["one-neuron-lambda-0", "one-neuron-shifted-hinge", "exp-without-skip", "per-layer-regulariser"]
    {
        let case = case(name);
        let refute = |claim: &Claim| claim.kind() == "refute-without-assumption";
        let index = case.claims.iter().position(refute).unwrap();
        let (found, text) = certificate(&case, index);
        assert_eq!(found, Answer::Proved, "{name}");
        assert!(matches!(checked(&case, &text), Outcome::Verified(_)), "{name}");
    }
}

/// The squared hinge has no second derivative at margin 1; N1 needs one derivative only.
#[test]
fn trap_6_smoothness_of_the_loss() {
    for power in [2, 3, 5] {
        let mut problem = frozen(&[(0, 1), (1, -1)], &[1, 0], false);
        problem.loss = SampleLoss::Hinge(power);
        assert_eq!(answer(&problem, ExtraNeuronClaim::Vacuous), Answer::Proved);
        let mut best = frozen(&[(0, 1), (1, -1)], &[1, -1], false);
        best.loss = SampleLoss::Hinge(power);
        let found = classify(&best, &unit(ratio(1, 1), ratio(0, 1))).unwrap();
        assert_eq!(found.verdict, Verdict::GlobalMinimum);
    }
    let error = critcert::input::load(
        &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/malformed/hinge-power.toml"),
    );
    assert!(error.is_err(), "power 1 is not differentiable");
}

/// A base with points on its kinks: no gradient of it is used to show that nothing above it is a local minimum.
#[test]
fn trap_7_the_base_need_not_be_differentiable() {
    let case = case("not-critical-at-a-kink");
    let (landscape, bytes) = extra_neuron_landscape(&case, "case.toml", Control::NONE).unwrap();
    assert!(!landscape.base.unwrap().optimal);
    let text = String::from_utf8(bytes).unwrap();
    assert!(matches!(checked(&case, &text), Outcome::Verified(_)));
    assert!(text.contains("extra-group"));
    for rule in ["extra-stationary", "extra-gradient-entry", "extra-one-sided"] {
        assert!(!text.contains(rule), "{rule}");
    }
}

/// Right signs are enough if the base can be scaled; a frozen one has to reach margin 1 itself.
#[test]
fn trap_8_signs_and_margins() {
    let data = [(0, 1), (1, -1)];
    assert_eq!(answer(&frozen(&data, &[1, -1], true), ExtraNeuronClaim::Vacuous), Answer::Proved);
    assert_eq!(answer(&line(&data, None, Some(1)), ExtraNeuronClaim::Vacuous), Answer::Refuted);
}
