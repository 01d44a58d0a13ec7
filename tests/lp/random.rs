//! Random systems: the engine agrees with Fourier-Motzkin elimination, and every answer proves itself.

use critcert::lp::{Answer, audit, decide, decide_from};
use proptest::prelude::*;

use crate::fourier_motzkin;
use crate::support::{decided, system, systems, touching_systems};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn agrees_with_elimination((unknowns, rows) in systems(0..=3, 0..=12)) {
        let system = system(unknowns, &rows);
        prop_assert_eq!(decided(&system), fourier_motzkin::is_feasible(&system));
    }

    #[test]
    fn agrees_with_elimination_in_more_unknowns((unknowns, rows) in systems(4..=5, 0..=8)) {
        let system = system(unknowns, &rows);
        prop_assert_eq!(decided(&system), fourier_motzkin::is_feasible(&system));
    }

    #[test]
    fn agrees_with_elimination_on_rows_through_one_point((unknowns, rows) in touching_systems()) {
        let system = system(unknowns, &rows);
        prop_assert_eq!(decided(&system), fourier_motzkin::is_feasible(&system));
    }

    #[test]
    fn every_answer_proves_itself((_, rows) in systems(6..=6, 0..=12), extra in systems(6..=6, 0..=40)) {
        let rows: Vec<_> = rows.into_iter().chain(extra.1).collect();
        decided(&system(6, &rows));
    }

    #[test]
    fn a_proposed_basis_never_changes_the_truth(
        (unknowns, rows) in systems(0..=5, 0..=12),
        proposed in prop::collection::vec(0..14_usize, 0..8),
    ) {
        let system = system(unknowns, &rows);
        let answer = decide_from(&system, &proposed);
        prop_assert!(audit::verify(&system, &answer));
        let agree = matches!(answer, Answer::Feasible(_)) == matches!(decide(&system), Answer::Feasible(_));
        prop_assert!(agree);
    }
}
