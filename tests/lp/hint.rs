//! Proposals from floating point: never believed, never needed.

use critcert::hint::{decide_large, decide_with_hint, propose};
use critcert::lp::Relation::{Equal, Greater, GreaterEqual};
use critcert::lp::{Answer, System, audit, decide};
use num_bigint::BigInt;
use num_traits::Pow;
use proptest::prelude::*;

use crate::support::{assert_canonical, system, systems, touching_systems};

fn agrees(system: &System) {
    let hinted = decide_with_hint(system);
    assert!(audit::verify(system, &hinted), "{hinted:?}");
    assert_canonical(system, &hinted);
    let feasible = |answer: &Answer| matches!(answer, Answer::Feasible(_));
    assert_eq!(feasible(&hinted), feasible(&decide(system)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn hinted_answers_have_the_same_truth((unknowns, rows) in systems(0..=5, 0..=12)) {
        agrees(&system(unknowns, &rows));
    }

    #[test]
    fn hinted_answers_have_the_same_truth_where_rows_touch((unknowns, rows) in touching_systems()) {
        agrees(&system(unknowns, &rows));
    }
}

#[test]
fn a_gap_below_floating_point_is_decided_exactly() {
    // x >= 1 + 10^-30 or so against x <= 1, and the same with the gap open.
    let scale: BigInt = BigInt::from(10).pow(30_u32);
    for (extra, feasible) in [(1, false), (-1, true)] {
        let mut system = System::new(1);
        system.push_big(std::slice::from_ref(&scale), &(&scale + extra), Greater).unwrap();
        system.push(&[-1], -1, Greater).unwrap();
        agrees(&system);
        assert_eq!(matches!(decide_with_hint(&system), Answer::Feasible(_)), feasible);
    }
}

#[test]
fn numbers_beyond_floating_point_are_decided_without_a_hint() {
    let huge: BigInt = BigInt::from(10).pow(400_u32);
    let mut system = System::new(1);
    system.push_big(std::slice::from_ref(&huge), &-&huge, GreaterEqual).unwrap();
    assert_eq!(propose(&system), None);
    agrees(&system);
}

#[test]
fn contradictory_equalities_leave_nothing_to_propose() {
    let system = system(2, &[(vec![1, 1], Equal, 0), (vec![1, 1], Equal, 1)]);
    assert_eq!(propose(&system), None);
    agrees(&system);
}

#[test]
fn a_simple_open_set_has_a_simple_proposed_point() {
    let system = system(1, &[(vec![1], Greater, 0), (vec![-1], Greater, -100)]);
    let proposal = propose(&system).expect("the float code solves this");
    assert!(proposal.points.iter().any(|point| audit::verify_witness(&system, point)));
}

#[test]
fn a_large_system_uses_the_hint() {
    // Differences of 30 neighbours, positive, and closed to a ring: infeasible; without the last: feasible.
    let unknowns = 30;
    let mut system = System::new(unknowns);
    for j in 0..unknowns {
        let mut row = vec![0; unknowns];
        row[j] = -1;
        row[(j + 1) % unknowns] += 1;
        system.push(&row, 0, Greater).unwrap();
    }
    let Answer::Infeasible(motzkin) = decide_large(&system) else { panic!("a ring cannot rise") };
    assert_eq!(motzkin.to_dense(unknowns), vec![BigInt::from(1); unknowns]);
    system.pop();
    let answer = decide_large(&system);
    assert!(matches!(answer, Answer::Feasible(_)) && audit::verify(&system, &answer));
}
