//! Systems for tests, as plain data.

use critcert::lp::Relation::{Equal, Greater, GreaterEqual};
use critcert::lp::{Answer, Relation, System, audit, decide};
use num_bigint::BigInt;
use proptest::prelude::*;

/// A row as plain data: coefficients, relation, bound.
pub(crate) type PlainRow = (Vec<i64>, Relation, i64);

pub(crate) fn system(unknowns: usize, rows: &[PlainRow]) -> System {
    let mut system = System::new(unknowns);
    for (coefficients, relation, bound) in rows {
        system.push(coefficients, *bound, *relation).expect("test rows have D coefficients");
    }
    system
}

/// Decides, checks the answer independently, and tells whether the system is feasible.
pub(crate) fn decided(system: &System) -> bool {
    let answer = decide(system);
    assert!(audit::verify(system, &answer), "{answer:?} does not prove itself on {system:?}");
    assert_canonical(system, &answer);
    matches!(answer, Answer::Feasible(_))
}

pub(crate) fn assert_canonical(system: &System, answer: &Answer) {
    let gcd = |entries: &mut dyn Iterator<Item = &BigInt>| {
        entries.fold(BigInt::ZERO, |factor, entry| num_integer::gcd(factor, entry.clone()))
    };
    match answer {
        Answer::Feasible(witness) => {
            let all = &mut witness.numerators.iter().chain([&witness.denominator]);
            assert_eq!(gcd(all), BigInt::from(1), "{witness:?}");
        }
        Answer::Infeasible(motzkin) => {
            assert_eq!(
                gcd(&mut motzkin.terms.iter().map(|(_, entry)| entry)),
                BigInt::from(1),
                "{motzkin:?}"
            );
            assert!(motzkin.terms.len() <= system.unknowns() + 1, "{motzkin:?}");
            assert!(motzkin.terms.iter().all(|(_, entry)| *entry != BigInt::ZERO), "{motzkin:?}");
        }
    }
}

fn relation() -> impl Strategy<Value = Relation> {
    prop_oneof![5 => Just(Greater), 3 => Just(GreaterEqual), 1 => Just(Equal)]
}

fn entry() -> impl Strategy<Value = i64> {
    prop_oneof![4 => Just(0), 4 => -2..=2_i64, 1 => -9..=9_i64]
}

fn row(unknowns: usize) -> impl Strategy<Value = PlainRow> {
    let bound = prop_oneof![2 => Just(0), 1 => -3..=3_i64];
    (prop::collection::vec(entry(), unknowns), relation(), bound)
}

/// Random systems with many zeros, some repeated rows and some homogeneous ones.
pub(crate) fn systems(
    unknowns: std::ops::RangeInclusive<usize>,
    rows: std::ops::RangeInclusive<usize>,
) -> impl Strategy<Value = (usize, Vec<PlainRow>)> {
    unknowns.prop_flat_map(move |unknowns| {
        let plain = prop::collection::vec(row(unknowns), rows.clone());
        (plain, any::<bool>(), prop::option::of((0..12_usize, 0..12_usize))).prop_map(
            move |(mut rows, homogeneous, repeated)| {
                if homogeneous {
                    rows.iter_mut().for_each(|row| row.2 = 0);
                }
                if let Some((from, to)) = repeated
                    && from < rows.len()
                    && to < rows.len()
                {
                    rows[to] = rows[from].clone();
                }
                (unknowns, rows)
            },
        )
    })
}

/// Rows with many exact dependencies: small entries around an integer point they nearly all touch.
pub(crate) fn touching_systems() -> impl Strategy<Value = (usize, Vec<PlainRow>)> {
    (1..=4_usize).prop_flat_map(|unknowns| {
        let point = prop::collection::vec(-2..=2_i64, unknowns);
        let rows = prop::collection::vec((row(unknowns), prop_oneof![6 => Just(0), 1 => -1..=1_i64]), 0..=9);
        (point, rows).prop_map(move |(point, rows)| {
            let through = |((coefficients, relation, _), shift): (PlainRow, i64)| {
                let bound = coefficients.iter().zip(&point).map(|(a, x)| a * x).sum::<i64>() + shift;
                (coefficients, relation, bound)
            };
            (unknowns, rows.into_iter().map(through).collect())
        })
    })
}
