//! The ladder: answers do not depend on the number type in which they are found.

use critcert::lp::{Answer, Solver, System, audit, decide};
use num_bigint::BigInt;
use num_traits::Pow;
use proptest::prelude::*;

use crate::support::{PlainRow, decided, systems};

/// The system with every row multiplied by a positive integer: the same solutions.
fn scaled(unknowns: usize, rows: &[PlainRow], factor: &BigInt) -> System {
    let mut system = System::new(unknowns);
    for (coefficients, relation, bound) in rows {
        let coefficients: Vec<BigInt> = coefficients.iter().map(|entry| factor * entry).collect();
        system.push_big(&coefficients, &(factor * bound), *relation).unwrap();
    }
    system
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn long_rows_have_the_same_answer((unknowns, rows) in systems(0..=5, 0..=12)) {
        let plain = decide(&scaled(unknowns, &rows, &BigInt::from(1)));
        // Pivots overflow i64 but not i128; overflow i128; rows themselves leave i64.
        for factor in [BigInt::from(1_u64 << 29), BigInt::from(1_u64 << 58), BigInt::from(3).pow(100_u32)] {
            let long = scaled(unknowns, &rows, &factor);
            decided(&long);
            match (&plain, decide(&long)) {
                (Answer::Infeasible(expected), Answer::Infeasible(found)) => prop_assert_eq!(expected, &found),
                (Answer::Feasible(_), Answer::Feasible(found)) => {
                    prop_assert!(audit::verify_witness(&scaled(unknowns, &rows, &BigInt::from(1)), &found));
                }
                _ => prop_assert!(false, "scaling rows changed the answer"),
            }
        }
    }

    #[test]
    fn entries_of_any_word_are_decided(
        rows in prop::collection::vec((prop::collection::vec(any::<i64>(), 4), 0..3_u8, any::<i64>()), 0..14),
    ) {
        use critcert::lp::Relation::{Equal, Greater, GreaterEqual};
        let mut solver = Solver::new(4);
        let mut system = System::new(4);
        for (coefficients, kind, bound) in &rows {
            let relation = [Greater, GreaterEqual, Equal][usize::from(*kind)];
            system.push(coefficients, *bound, relation).unwrap();
            solver.push(coefficients, *bound, relation).unwrap();
        }
        decided(&system);
        prop_assert!(audit::verify(&system, &solver.answer()));
        while solver.pop() {}
        prop_assert_eq!(solver.answer(), Solver::new(4).answer());
    }
}

#[test]
fn the_extreme_word_is_an_ordinary_entry() {
    use critcert::lp::Relation::{Equal, Greater};
    let mut system = System::new(2);
    system.push(&[i64::MIN, i64::MAX], i64::MIN, Equal).unwrap();
    system.push(&[i64::MAX, i64::MIN], i64::MIN, Greater).unwrap();
    assert!(decided(&system));
    system.push(&[i64::MIN, i64::MAX], i64::MIN, Greater).unwrap();
    assert!(!decided(&system));
}

#[test]
fn popping_a_long_row_forgets_it() {
    use critcert::lp::Relation::Greater;
    let huge = BigInt::from(7).pow(60_u32);
    let mut solver = Solver::new(1);
    solver.push(&[1], 3, Greater).unwrap();
    let before = solver.answer();
    for bound in [2, 5] {
        solver.push_big(&[-&huge], &(-&huge * BigInt::from(bound)), Greater).unwrap();
        assert_eq!(matches!(solver.answer(), Answer::Feasible(_)), bound == 5);
        solver.pop();
        assert_eq!(solver.answer(), before);
    }
}
