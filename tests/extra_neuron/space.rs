//! Existence of a local minimum for points in the plane and above.

use critcert::extra_neuron::BasePoint;
use critcert::extra_neuron::existence::{Existence, existence};
use critcert::lp::{Answer as LpAnswer, Relation, System, decide};
use critcert::prove::{Control, extra_neuron_landscape, prove};
use critcert_certificate::case::extra_neuron::{ExtraNeuronProblem, SampleLoss, Unit};
use critcert_certificate::case::{Claim, ExtraNeuronClaim};
use critcert_certificate::certificate::{Answer, Asked};
use critcert_checker::Outcome;
use num_bigint::BigInt;
use proptest::prelude::*;

use super::support::{bare, case, checked, integer, line};

fn space(data: &[(Vec<i64>, i8)], width: usize) -> ExtraNeuronProblem {
    ExtraNeuronProblem {
        points: data.iter().map(|(x, _)| x.iter().map(|x| integer(*x)).collect()).collect(),
        labels: data.iter().map(|(_, label)| *label).collect(),
        loss: SampleLoss::Hinge(3),
        lambda: integer(1),
        unit: Unit::Exp,
        base: None,
        width: Some(width),
    }
}

/// The label of a corner of the cube is the parity of its coordinates.
fn parity(dimension: u32) -> Vec<(Vec<i64>, i8)> {
    let corner = |bits: u32| (0..dimension).map(|bit| i64::from(bits >> bit & 1)).collect();
    let label = |bits: u32| if bits.count_ones() % 2 == 1 { 1 } else { -1 };
    (0..1 << dimension).map(|bits| (corner(bits), label(bits))).collect()
}

/// The answer to the claim `vacuous`, with a certificate that the checker accepts.
fn vacuous(problem: &ExtraNeuronProblem) -> (Answer, String) {
    let case = bare(problem.clone(), None);
    let claim = Claim::ExtraNeuron(ExtraNeuronClaim::Vacuous);
    let mut bytes = Vec::new();
    let settled = prove(&case, &claim, "case.toml", Asked::Command, &mut bytes, Control::NONE).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let outcome = checked(&case, &text);
    assert!(matches!(outcome, Outcome::Verified(_)), "{outcome:?}");
    (settled.answer, text)
}

#[test]
fn one_neuron_is_not_enough_for_exclusive_or_and_two_are() {
    // 14 of the 16 subsets of the corners are cut off by a line: 4 * 7 - 1 = 27 activations.
    let Existence::Refuted(found) = existence(&space(&parity(2), 1), 1, Control::NONE).unwrap() else {
        panic!("one neuron is not enough")
    };
    assert_eq!((found.witnesses.len(), found.cuts.len()), (7, 27));
    assert_eq!(found.patterns, BigInt::from(27));
    assert_eq!(vacuous(&space(&parity(2), 1)).0, Answer::Proved);

    let problem = space(&parity(2), 2);
    let Existence::Base { network, patterns } = existence(&problem, 2, Control::NONE).unwrap() else {
        panic!("two neurons are enough")
    };
    assert_eq!(patterns, BigInt::from(27 * 28 / 2));
    let base = BasePoint::of_network(&problem, *network).unwrap();
    assert!(base.first_bad_place(&problem).is_none());
    assert_eq!(vacuous(&problem).0, Answer::Refuted);
}

#[test]
fn one_neuron_is_not_enough_for_the_parity_of_three() {
    // The cube has 104 cells.
    let (answer, text) = vacuous(&space(&parity(3), 1));
    assert_eq!(answer, Answer::Proved);
    assert_eq!(text.lines().filter(|step| step.contains("\"extra-cut\"")).count(), 2 * 104 - 1);
}

#[test]
fn points_on_a_line_in_the_plane_have_the_answer_of_the_line() {
    for labels in [[1, -1, 1], [1, 1, -1], [1, -1, -1]] {
        let flat: Vec<(i64, i8)> = labels.iter().enumerate().map(|(x, y)| (x as i64, *y)).collect();
        let tilted: Vec<_> = flat.iter().map(|(x, y)| (vec![3 * x, 5 - x], *y)).collect();
        let found = existence(&space(&tilted, 1), 1, Control::NONE).unwrap();
        let on_line = existence(&line(&flat, None, Some(1)), 1, Control::NONE).unwrap();
        match (found, on_line) {
            (Existence::Refuted(found), Existence::Refuted(on_line)) => {
                assert_eq!(found.patterns, on_line.patterns);
            }
            (Existence::Base { .. }, Existence::Base { .. }) => {}
            other => panic!("{labels:?}: {other:?}"),
        }
    }
}

#[test]
fn too_many_places_are_undecided_with_the_limit_in_the_reason() {
    let data: Vec<(Vec<i64>, i8)> =
        (0..400).map(|i| (vec![i, i * i % 97], if i % 3 == 0 { 1 } else { -1 })).collect();
    let (found, _) =
        extra_neuron_landscape(&bare(space(&data, 3), None), "case.toml", Control::NONE).unwrap();
    let reason = found.has_local_minimum.unwrap_err();
    assert!(reason.contains("the limit"), "{reason}");
}

#[test]
fn the_landscape_says_so_too() {
    for (name, minimum) in [("xor-width-1", false), ("xor-width-2", true), ("triangle-with-centre", false)] {
        let case = case(name);
        let (found, bytes) = extra_neuron_landscape(&case, "case.toml", Control::NONE).unwrap();
        assert_eq!(found.has_local_minimum, Ok(minimum), "{name}");
        let outcome = checked(&case, std::str::from_utf8(&bytes).unwrap());
        assert!(matches!(outcome, Outcome::Verified(_)), "{name}: {outcome:?}");
    }
}

/// The base alone has a dead local minimum of loss 2 besides the interpolating one; the unit removes the dead one.
#[test]
fn spurious_minima_of_the_base_are_removed() {
    let mut problem = line(&[(0, 1), (1, -1)], None, Some(1));
    problem.loss = SampleLoss::Squared;
    let minima = |problem: &ExtraNeuronProblem| {
        let (found, _) =
            extra_neuron_landscape(&bare(problem.clone(), None), "case.toml", Control::NONE).unwrap();
        let minima = found.base_minima.unwrap();
        minima.iter().map(|m| (m.loss.to_string(), m.spurious, m.removed)).collect::<Vec<_>>()
    };
    let expected = [("0".to_owned(), false, false), ("2".to_owned(), true, true)];
    assert_eq!(minima(&problem), expected);
    // No base of width 1 interpolates exclusive or: everything goes, the least loss included.
    let mut problem = space(&parity(2), 1);
    problem.loss = SampleLoss::Squared;
    let all = minima(&problem);
    assert_eq!(all[0].0, "8/3");
    assert!(!all.is_empty() && all.iter().all(|(_, _, removed)| *removed), "{all:?}");
    assert!(!all[0].1 && all[1..].iter().all(|(_, spurious, _)| *spurious));
}

/// No neuron is idle, so that the better base comes from the patterns of width 2.
#[test]
fn a_bad_minimum_is_shown_not_global_by_the_patterns() {
    use critcert::extra_neuron::better::{find_better, search_better};
    let case = case("flat-without-idle-neuron");
    let critcert_certificate::case::Problem::ExtraNeuron(problem) = &case.problem else { panic!("kind") };
    let base = BasePoint::of_case(problem).unwrap();
    assert_eq!(find_better(problem, &base), None);
    let better = search_better(problem, &base).unwrap();
    assert_eq!(better.loss.unwrap().to_string(), "0");
    assert_eq!(base.loss.unwrap().to_string(), "4");
    let (_, text) = super::support::certificate(&case, 0);
    assert_eq!(text.lines().filter(|step| step.contains("\"extra-base\"")).count(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Second method: one system for every subset of the points, cut off by a line or not.
    #[test]
    fn existence_in_the_plane_agrees_with_all_subsets(
        data in prop::collection::vec(((-2_i64..=2, -2_i64..=2), prop::bool::ANY), 1..7), squared in prop::bool::ANY,
    ) {
        let data: Vec<(Vec<i64>, i8)> =
            data.into_iter().map(|((x, y), plus)| (vec![x, y], if plus { 1 } else { -1 })).collect();
        prop_assume!(data.iter().all(|(x, y)| data.iter().all(|(other, label)| x != other || y == label)));
        let mut problem = space(&data, 1);
        if squared {
            problem.loss = SampleLoss::Squared;
        }
        let relation = if squared { Relation::Equal } else { Relation::GreaterEqual };
        let brute = (0_u32..1 << data.len()).any(|subset| [1, -1].into_iter().any(|sign| {
            let mut system = System::new(4);
            for (index, (x, y)) in data.iter().enumerate() {
                let on = i64::from(subset >> index & 1);
                let (direction, y) = (2 * on - 1, i64::from(*y));
                system.push(&[0, direction * x[0], direction * x[1], direction], 0, Relation::GreaterEqual).unwrap();
                system.push(&[y, y * sign * on * x[0], y * sign * on * x[1], y * sign * on], 1, relation).unwrap();
            }
            matches!(decide(&system), LpAnswer::Feasible(_))
        }));
        let (answer, _) = vacuous(&problem);
        prop_assert_eq!(answer == Answer::Refuted, brute);
    }
}
