//! The row stack: the same truth as a fresh decision at every moment, and exact return on pop.

use critcert::lp::Relation::{Equal, Greater, GreaterEqual};
use critcert::lp::{Answer, Solver, Status, audit, decide};
use proptest::prelude::*;

use crate::support::{assert_canonical, system, systems};

fn check_top(solver: &Solver) -> Answer {
    let answer = solver.answer();
    assert!(audit::verify(solver.system(), &answer));
    assert_canonical(solver.system(), &answer);
    let feasible = matches!(decide(solver.system()), Answer::Feasible(_));
    assert_eq!(feasible, solver.status() == Status::Feasible);
    assert_eq!((solver.witness().is_some(), solver.motzkin().is_some()), (feasible, !feasible));
    answer
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn pushes_agree_with_fresh_decisions((unknowns, rows) in systems(0..=5, 0..=12)) {
        let mut solver = Solver::new(unknowns);
        for (coefficients, relation, bound) in &rows {
            solver.push(coefficients, *bound, *relation).unwrap();
            check_top(&solver);
        }
        prop_assert_eq!(solver.system(), &system(unknowns, &rows));
    }

    #[test]
    fn pops_return_to_the_same_answer(
        (unknowns, rows) in systems(1..=4, 1..=12),
        moves in prop::collection::vec(0..3_u8, 0..60),
        scales in prop::collection::vec(prop_oneof![8 => Just(1_i64), 1 => Just(1 << 20), 1 => Just(1 << 55)], 12),
    ) {
        let mut solver = Solver::new(unknowns);
        let mut answers = vec![solver.answer()];
        let mut rows = rows.iter().zip(&scales).cycle();
        for step in moves {
            if step == 0 {
                let moved = solver.pop();
                prop_assert_eq!(moved, answers.len() > 1);
                if moved {
                    answers.pop();
                }
                prop_assert_eq!(Some(&solver.answer()), answers.last());
            } else if let Some(((coefficients, relation, bound), scale)) = rows.next() {
                let coefficients: Vec<i64> = coefficients.iter().map(|a| a * scale + (scale & 1)).collect();
                let side = solver.side(&coefficients, *bound);
                let status = solver.push(&coefficients, *bound, *relation).unwrap();
                if side == Some(std::cmp::Ordering::Greater) && *relation != Equal {
                    prop_assert_eq!(status, Status::Feasible);
                }
                answers.push(check_top(&solver));
            }
        }
    }
}

/// Counts the cells of a central arrangement by extending sign vectors; each node is one push.
fn count_cells(solver: &mut Solver, points: &[Vec<i64>]) -> usize {
    let Some((first, rest)) = points.split_first() else {
        return 1;
    };
    let opposite: Vec<i64> = first.iter().map(|entry| -entry).collect();
    let mut cells = 0;
    for row in [first, &opposite] {
        if solver.push(row, 0, Greater).unwrap() == Status::Feasible {
            cells += count_cells(solver, rest);
        }
        solver.pop();
    }
    cells
}

#[test]
fn sign_trees_count_covers_cells() {
    // General position: 2 sum_(k < d) binomial(n - 1, k) cells (T. M. Cover 1965). The moment curve is in it.
    let points: Vec<Vec<i64>> = (1..=9).map(|t: i64| vec![1, t, t * t, t * t * t]).collect();
    let mut solver = Solver::new(4);
    assert_eq!(count_cells(&mut solver, &points), 2 * (1 + 8 + 28 + 56));
    assert!(solver.system().is_empty());
}

#[test]
fn sign_trees_count_cells_in_special_position() {
    // The braid arrangement x_i = x_j of four coordinates: one cell for each of the 24 orders.
    let mut points = Vec::new();
    for i in 0..4 {
        for j in 0..i {
            let mut row = vec![0; 4];
            (row[i], row[j]) = (1, -1);
            points.push(row);
        }
    }
    assert_eq!(count_cells(&mut Solver::new(4), &points), 24);
}

#[test]
fn rows_after_a_contradiction_keep_it() {
    let mut solver = Solver::new(1);
    solver.push(&[1], 0, Greater).unwrap();
    solver.push(&[-1], 0, GreaterEqual).unwrap();
    let proof = solver.motzkin();
    assert!(proof.is_some());
    assert_eq!(solver.push(&[1], 5, Equal), Ok(Status::Infeasible));
    assert_eq!(solver.motzkin(), proof);
    assert_eq!(solver.side(&[1], 0), None);
    solver.pop();
    solver.pop();
    assert_eq!(solver.status(), Status::Feasible);
    assert_eq!(solver.side(&[1], 0), Some(std::cmp::Ordering::Greater));
}
