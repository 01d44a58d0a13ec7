//! Small systems whose answer is known by looking.

use critcert::lp::Relation::{Equal, Greater, GreaterEqual};
use critcert::lp::{Answer, Motzkin, Solver, System, audit, decide};
use num_bigint::BigInt;

use crate::fourier_motzkin;
use crate::support::{PlainRow, decided, system};

fn feasible(unknowns: usize, rows: &[PlainRow]) {
    let system = system(unknowns, rows);
    assert!(fourier_motzkin::is_feasible(&system));
    assert!(decided(&system), "{rows:?}");
}

fn refuted_by(unknowns: usize, rows: &[PlainRow], multipliers: &[i64]) {
    let system = system(unknowns, rows);
    assert!(!fourier_motzkin::is_feasible(&system));
    assert!(!decided(&system));
    let Answer::Infeasible(motzkin) = decide(&system) else { panic!("{rows:?} has no solution") };
    let expected: Vec<BigInt> = multipliers.iter().copied().map(BigInt::from).collect();
    assert_eq!(motzkin.to_dense(rows.len()), expected, "{rows:?}");
}

#[test]
fn no_rows_have_a_solution_in_any_dimension() {
    for unknowns in [0, 1, 5] {
        feasible(unknowns, &[]);
    }
}

#[test]
fn rows_without_unknowns_are_decided_by_their_bound() {
    feasible(0, &[(vec![], GreaterEqual, 0), (vec![], Equal, 0), (vec![], Greater, -1)]);
    refuted_by(0, &[(vec![], GreaterEqual, -1), (vec![], Greater, 0)], &[0, 1]);
    refuted_by(0, &[(vec![], GreaterEqual, 3)], &[1]);
    refuted_by(0, &[(vec![], Equal, 5)], &[1]);
    refuted_by(0, &[(vec![], Equal, -5)], &[-1]);
}

#[test]
fn zero_rows_are_decided_by_their_bound() {
    feasible(2, &[(vec![0, 0], GreaterEqual, 0), (vec![0, 0], Equal, 0), (vec![0, 0], Greater, -7)]);
    refuted_by(2, &[(vec![1, 0], Greater, 0), (vec![0, 0], Greater, 0)], &[0, 1]);
    refuted_by(2, &[(vec![0, 0], Equal, 1)], &[1]);
    refuted_by(2, &[(vec![0, 0], Equal, -1)], &[-1]);
    refuted_by(2, &[(vec![0, 0], GreaterEqual, 1)], &[1]);
}

#[test]
fn contradictory_equalities_are_refuted_with_positive_right_side() {
    refuted_by(1, &[(vec![1], Equal, 0), (vec![1], Equal, 1)], &[-1, 1]);
    refuted_by(1, &[(vec![1], Equal, 1), (vec![1], Equal, 0)], &[1, -1]);
    refuted_by(2, &[(vec![2, 2], Equal, 2), (vec![3, 3], Equal, 4)], &[-3, 2]);
}

#[test]
fn dependent_equalities_without_contradiction_are_feasible() {
    feasible(2, &[(vec![1, 1], Equal, 1), (vec![2, 2], Equal, 2), (vec![-1, -1], Equal, -1)]);
    feasible(3, &[(vec![1, 2, 3], Equal, 6), (vec![1, 0, -1], Equal, 0), (vec![2, 2, 2], Equal, 6)]);
}

#[test]
fn strict_half_lines_that_only_touch_are_refuted() {
    refuted_by(1, &[(vec![1], Greater, 0), (vec![-1], Greater, 0)], &[1, 1]);
    refuted_by(1, &[(vec![1], Greater, 0), (vec![-1], GreaterEqual, 0)], &[1, 1]);
    refuted_by(1, &[(vec![2], GreaterEqual, 6), (vec![-3], Greater, -9)], &[3, 2]);
    refuted_by(1, &[(vec![1], Greater, 0), (vec![1], Equal, 0)], &[1, -1]);
    refuted_by(1, &[(vec![-1], Greater, 0), (vec![1], Equal, 0)], &[1, 1]);
}

#[test]
fn weak_half_lines_that_touch_share_the_point() {
    feasible(1, &[(vec![1], GreaterEqual, 0), (vec![-1], GreaterEqual, 0), (vec![1], Equal, 0)]);
    feasible(2, &[(vec![1, 0], GreaterEqual, 3), (vec![-1, 0], GreaterEqual, -3), (vec![0, 1], Greater, 3)]);
}

#[test]
fn an_equality_confines_strict_rows() {
    feasible(2, &[(vec![1, 1], Equal, 0), (vec![1, 0], Greater, 0), (vec![0, -1], Greater, 0)]);
    refuted_by(
        2,
        &[(vec![1, 1], Equal, 0), (vec![1, 0], Greater, 0), (vec![0, 1], GreaterEqual, 0)],
        &[-1, 1, 1],
    );
}

#[test]
fn an_equality_after_inequalities_may_replace_them() {
    feasible(2, &[(vec![1, 0], GreaterEqual, 1), (vec![0, 1], GreaterEqual, 1), (vec![1, 1], Equal, 5)]);
    refuted_by(
        2,
        &[(vec![1, 0], GreaterEqual, 1), (vec![0, 1], GreaterEqual, 1), (vec![1, 1], Equal, 1)],
        &[1, 1, -1],
    );
}

#[test]
fn thin_open_triangles_have_a_point() {
    feasible(2, &[(vec![1000, -1], Greater, 0), (vec![-999, 1], Greater, 0), (vec![0, -1], Greater, -1)]);
    refuted_by(
        2,
        &[(vec![1000, -1], Greater, 0), (vec![-1000, 1], Greater, 0), (vec![0, -1], Greater, -1)],
        &[1, 1, 0],
    );
}

#[test]
fn beales_cycling_example_ends() {
    // E. M. L. Beale 1955, in integers: the optimum is 5 in this scale, asked for and then surpassed.
    let mut rows = vec![
        (vec![-25, 6000, 4, -900], GreaterEqual, 0),
        (vec![-50, 9000, 2, -300], GreaterEqual, 0),
        (vec![0, 0, -1, 0], GreaterEqual, -1),
    ];
    for unknown in 0..4 {
        let mut row = vec![0; 4];
        row[unknown] = 1;
        rows.push((row, GreaterEqual, 0));
    }
    for relation in [GreaterEqual, Greater] {
        let with_goal = [rows.clone(), vec![(vec![75, -15000, 2, -600], relation, 5)]].concat();
        let system = system(4, &with_goal);
        assert_eq!(decided(&system), fourier_motzkin::is_feasible(&system));
    }
}

#[test]
fn homogeneous_witnesses_are_integer_points() {
    let system = system(2, &[(vec![2, 3], Greater, 0), (vec![-1, 4], Greater, 0), (vec![5, -7], Equal, 0)]);
    let Answer::Feasible(witness) = decide(&system) else { panic!("7, 5 is a solution") };
    assert_eq!(witness.denominator, BigInt::from(1));
    assert_eq!(witness.numerators, vec![BigInt::from(7), BigInt::from(5)]);
}

#[test]
fn rows_of_the_wrong_length_are_refused() {
    let mut system = System::new(2);
    let error = system.push(&[1], 0, Greater).expect_err("one coefficient for two unknowns");
    assert_eq!((error.expected, error.found), (2, 1));
    assert!(system.is_empty());
    let mut solver = Solver::new(1);
    assert!(solver.push(&[1, 2], 0, Equal).is_err());
    assert!(!solver.pop());
}

#[test]
fn the_audit_refuses_what_does_not_prove_itself() {
    let system = system(1, &[(vec![1], Greater, 0), (vec![-1], GreaterEqual, 0), (vec![1], Equal, 0)]);
    let motzkin = |terms: &[(usize, i64)]| Motzkin {
        terms: terms.iter().map(|&(row, entry)| (row, BigInt::from(entry))).collect(),
    };
    assert!(audit::verify_motzkin(&system, &motzkin(&[(0, 1), (1, 1)])));
    assert!(audit::verify_motzkin(&system, &motzkin(&[(0, 1), (2, -1)])));
    for (terms, why) in [
        (&[][..], "nothing proves nothing"),
        (&[(0, 1)], "left sides do not cancel"),
        (&[(0, -1), (1, -1)], "negative multipliers of inequalities"),
        (&[(1, 1), (2, 1)], "no strict row takes part"),
        (&[(1, 1), (0, 1)], "rows out of order"),
        (&[(0, 1), (0, 0), (1, 1)], "a row twice"),
        (&[(0, 1), (1, 1), (3, 0)], "no such row"),
    ] {
        assert!(!audit::verify_motzkin(&system, &motzkin(terms)), "{why}");
    }
}
