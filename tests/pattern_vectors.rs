//! Numbers and lists of patterns computed by an independent program.

use std::collections::BTreeSet;

use critcert::pattern::{Points, count, list};
use critcert_certificate::rational::{Rational, ratio};
use critcert_certificate::{Canonical, rational::parse_input};
use num_bigint::BigInt;

/// A row of `tests/data/vectors/pattern_counts.json`.
#[derive(serde::Deserialize)]
struct Row {
    points: Vec<Vec<String>>,
    hidden_bias: bool,
    cells: usize,
    covectors: Option<usize>,
    patterns: Option<Vec<String>>,
}

#[test]
fn counts_and_lists_are_those_of_the_vectors() {
    let text = include_str!("data/vectors/pattern_counts.json");
    let rows: Vec<Row> = serde_json::from_str(text).unwrap();
    assert_eq!(rows.len(), 11);
    for row in rows {
        let lifted = |point: &Vec<String>| -> Vec<Rational> {
            let entries = point.iter().map(|entry| Canonical(parse_input(entry).unwrap()).0);
            entries.chain(row.hidden_bias.then(|| ratio(1, 1))).collect()
        };
        let points = Points::from_rows(&row.points.iter().map(lifted).collect::<Vec<_>>()).unwrap();
        let counts = count(&points, true, &|| false).unwrap();
        assert_eq!(counts.cells, BigInt::from(row.cells));
        let mut found = BTreeSet::new();
        let cells = list(&points, false, &|| false).unwrap();
        assert_eq!(2 * cells.len(), row.cells);
        cells
            .try_for_each(|pattern| {
                let opposite: Vec<i8> = pattern.signs.iter().map(|sign| -sign).collect();
                found.insert(points.pattern_text(pattern.signs));
                found.insert(points.pattern_text(&opposite));
                Ok::<(), ()>(())
            })
            .unwrap();
        if let Some(covectors) = row.covectors {
            assert_eq!(counts.covectors, Some(BigInt::from(covectors)));
            assert_eq!(2 * list(&points, true, &|| false).unwrap().len() + 1, covectors);
        }
        if let Some(patterns) = row.patterns {
            assert_eq!(found, patterns.into_iter().collect());
        }
    }
}
