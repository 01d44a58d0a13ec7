//! Lists of patterns against counts, formulas, brute force and each other.

use std::collections::BTreeSet;

use critcert::lp::{Answer, Relation, System, decide};
use critcert::pattern::{Points, count, cover, list, tree};
use critcert_certificate::rational::ratio;
use num_bigint::BigInt;
use proptest::prelude::*;

fn never() -> bool {
    false
}

/// Points with hidden bias.
fn lifted(points: &[Vec<i64>]) -> Points {
    let row = |point: &Vec<i64>| point.iter().map(|&x| ratio(x, 1)).chain([ratio(1, 1)]).collect::<Vec<_>>();
    Points::from_rows(&points.iter().map(row).collect::<Vec<_>>()).unwrap()
}

/// Signs of half of all patterns, each witness checked, the order checked.
fn listed(points: &Points, zeros: bool) -> Vec<Vec<i8>> {
    let mut found: Vec<Vec<i8>> = Vec::new();
    list(points, zeros, &never)
        .unwrap()
        .try_for_each(|pattern| {
            realizes(points, pattern.signs, &pattern.witness.entries());
            found.push(pattern.signs.to_vec());
            Ok::<(), ()>(())
        })
        .unwrap();
    assert!(found.is_sorted_by(|left, right| left > right), "+ before 0 before -");
    found
}

/// The same from the tree, every cut checked.
fn searched(points: &Points, zeros: bool) -> Vec<Vec<i8>> {
    let mut found = Vec::new();
    tree::search(points, zeros, &never, |event| {
        match event {
            tree::Event::Found(pattern) => {
                realizes(points, pattern.signs, &pattern.witness.entries());
                found.push(pattern.signs.to_vec());
            }
            tree::Event::Cut { branch, multipliers } => contradicts(points, branch, multipliers),
        }
        Ok::<(), std::convert::Infallible>(())
    })
    .unwrap();
    found
}

fn realizes(points: &Points, signs: &[i8], witness: &[BigInt]) {
    for (row, &sign) in points.rows().iter().zip(signs) {
        let value: BigInt = row.iter().zip(witness).map(|(x, w)| x * w).sum();
        assert_eq!(value.cmp(&BigInt::ZERO) as i8, sign, "{row:?} {witness:?}");
    }
}

fn contradicts(points: &Points, branch: &[i8], multipliers: &[(usize, BigInt)]) {
    let mut sum = vec![BigInt::ZERO; points.dimension()];
    let mut strict = false;
    for (row, multiplier) in multipliers {
        if branch[*row] != 0 {
            assert!(*multiplier > BigInt::ZERO);
            strict = true;
        }
        let factor = if branch[*row] < 0 { -multiplier } else { multiplier.clone() };
        sum.iter_mut().zip(&points.rows()[*row]).for_each(|(sum, x)| *sum += &factor * x);
    }
    assert!(strict && sum.iter().all(|entry| *entry == BigInt::ZERO), "{branch:?} {multipliers:?}");
}

/// Half of all sign vectors that a linear program each says are realizable.
fn brute(points: &Points, zeros: bool) -> BTreeSet<Vec<i8>> {
    let mut all = vec![Vec::new()];
    for _ in points.rows() {
        let symbols: &[i8] = if zeros { &[1, 0, -1] } else { &[1, -1] };
        all = all
            .iter()
            .flat_map(|signs: &Vec<i8>| symbols.iter().map(move |&s| [signs.as_slice(), &[s]].concat()))
            .collect();
    }
    let realizable = |signs: &Vec<i8>| {
        let mut system = System::new(points.dimension());
        for (row, &sign) in points.rows().iter().zip(signs) {
            let row: Vec<BigInt> = row.iter().map(|x| x * if sign < 0 { -1 } else { 1 }).collect();
            let relation = if sign == 0 { Relation::Equal } else { Relation::Greater };
            system.push_big(&row, &BigInt::ZERO, relation).unwrap();
        }
        signs.iter().find(|&&sign| sign != 0) == Some(&1) && matches!(decide(&system), Answer::Feasible(_))
    };
    all.into_iter().filter(realizable).collect()
}

/// All numbers of cells and covectors agree: lists, tree, formula.
fn agree(points: &Points) -> (usize, usize) {
    let counts = count(points, true, &never).unwrap();
    let (cells, faces) = (listed(points, false), listed(points, true));
    assert_eq!(counts.cells, BigInt::from(2 * cells.len()));
    assert_eq!(counts.covectors, Some(BigInt::from(2 * faces.len() + 1)));
    assert_eq!(searched(points, false), cells);
    assert_eq!(searched(points, true), faces);
    (2 * cells.len(), 2 * faces.len() + 1)
}

#[test]
fn one_dimension_with_hidden_bias_has_2n_cells_and_4n_plus_1_covectors() {
    for n in 2..12_i64 {
        let points = lifted(
            &(0..n)
                .map(|x| vec![x * x - 3 * x * (x % 2)])
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect::<Vec<_>>(),
        );
        let n = points.rows().len();
        assert_eq!(agree(&points), (2 * n, 4 * n + 1));
    }
}

#[test]
fn grids_and_cubes() {
    let grid = |side: i64, dimension: u32| -> Vec<Vec<i64>> {
        (0..side.pow(dimension))
            .map(|code| (0..dimension).map(|axis| code / side.pow(axis) % side).collect())
            .collect()
    };
    // Threshold functions of 1, 2, 3, 4 variables: OEIS A000609.
    for (dimension, cells) in [(1, 4), (2, 14), (3, 104), (4, 1882)] {
        assert_eq!(count(&lifted(&grid(2, dimension)), false, &never).unwrap().cells, BigInt::from(cells));
        assert_eq!(2 * listed(&lifted(&grid(2, dimension)), false).len(), cells);
    }
    for (side, dimension) in [(3, 2), (2, 3), (4, 2)] {
        agree(&lifted(&grid(side, dimension)));
    }
}

#[test]
fn general_position_has_covers_number_of_cells() {
    // Points on the moment curve are in general position.
    for (n, dimension) in [(9_i64, 2_u32), (8, 3), (7, 4), (5, 6)] {
        let curve: Vec<Vec<i64>> =
            (1..=n).map(|t| (1..=dimension).map(|power| t.pow(power)).collect()).collect();
        let points = lifted(&curve);
        let (cells, _) = agree(&points);
        assert_eq!(BigInt::from(cells), cover(n as usize, dimension as usize + 1));
    }
}

#[test]
fn numbers_beyond_machine_words() {
    let huge = |x: i64| ratio(x, 1) * ratio(i64::MAX, 1) * ratio(i64::MAX, 1);
    let rows: Vec<Vec<_>> = [[1, 2, 3], [-3, 1, 1], [2, 2, -1], [5, 1, 7]]
        .iter()
        .enumerate()
        .map(|(i, row)| row.iter().map(|&x| huge(x) + ratio(i as i64 * x % 3, 1)).collect())
        .collect();
    let points = Points::from_rows(&rows).unwrap();
    let small = lifted(&[vec![1, 2], vec![-3, 1], vec![2, 2], vec![5, 1]]);
    assert_eq!(agree(&points), agree(&small));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn lists_agree_with_brute_force(
        rows in proptest::collection::vec(proptest::collection::vec(-2_i64..3, 1..4), 1..6),
        bias in any::<bool>(),
    ) {
        let dimension = rows[0].len();
        let rows: Vec<Vec<_>> = rows
            .iter()
            .map(|row| {
                let entries = (0..dimension).map(|j| row.get(j).copied().unwrap_or(1));
                entries.chain(bias.then_some(1)).map(|x| ratio(x, 1)).collect()
            })
            .collect();
        let Ok(points) = Points::from_rows(&rows) else { return Ok(()) };
        agree(&points);
        for zeros in [false, true] {
            let found = listed(&points, zeros);
            prop_assert_eq!(found.iter().cloned().collect::<BTreeSet<_>>(), brute(&points, zeros));
        }
    }
}
