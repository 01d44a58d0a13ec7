//! Sums of hinges: the decision by covers against evaluation on all rays of the arrangement.

use critcert::dataset::{Decision, Hinge, Hinges, prove_nonnegative};
use critcert_certificate::Rational;
use critcert_certificate::rational::ratio;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::Signed;
use proptest::prelude::*;

/// Rows in space, unit vectors first so that every cell has a vertex at 0, no two parallel; weights of either sign or zero.
fn hinges() -> impl Strategy<Value = (Hinges, Vec<[i64; 3]>)> {
    let row = prop::collection::vec(-2_i64..=2, 3);
    (
        prop::collection::vec((row, -2_i64..=4), 0..5),
        prop::collection::vec(-1_i64..=4, 3),
        prop::collection::vec(-6_i64..=2, 3),
    )
        .prop_map(|(others, unit_weights, linear)| {
            let units = [[1, 0, 0], [0, 1, 0], [0, 0, 1]].into_iter().zip(unit_weights);
            let others = others.into_iter().map(|(row, weight)| ([row[0], row[1], row[2]], weight));
            let mut rows: Vec<[i64; 3]> = Vec::new();
            let mut hinges: Vec<Hinge> = Vec::new();
            for (row, weight) in units.chain(others) {
                let content = row.iter().fold(0, |gcd: i64, entry| gcd.gcd(entry));
                if content == 0 || rows.iter().any(|other| cross(other, &row) == [0; 3]) {
                    continue;
                }
                let number = hinges.len();
                let primitive = row.iter().map(|entry| BigInt::from(entry / content)).collect();
                hinges.push(Hinge { number, row: primitive, weight: ratio(weight, 2) });
                rows.push(row);
            }
            (Hinges { linear: linear.into_iter().map(|entry| ratio(entry, 3)).collect(), hinges }, rows)
        })
}

fn cross(a: &[i64; 3], b: &[i64; 3]) -> [i64; 3] {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn nonnegative_means_nonnegative_on_all_rays((function, rows) in hinges()) {
        let mut least = ratio(0, 1);
        for (index, a) in rows.iter().enumerate() {
            for b in &rows[..index] {
                for side in [1, -1] {
                    let ray: Vec<Rational> = cross(a, b).iter().map(|entry| ratio(side * entry, 1)).collect();
                    least = least.min(function.at(&ray));
                }
            }
        }
        match prove_nonnegative(&function) {
            Decision::Nonnegative(_) => prop_assert!(!least.is_negative()),
            Decision::Negative(delta) => {
                prop_assert!(function.at(&delta).is_negative());
                prop_assert!(least.is_negative());
            }
            Decision::TooLarge => prop_assert!(false, "too large"),
        }
    }
}
