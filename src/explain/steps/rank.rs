//! Steps of `proofs/format/rank.md`.

use serde_json::Value;

use super::{Reader, Table, show};

pub(super) const TABLE: Table = &[("rank-full", full), ("rank-deficient", deficient)];

/// What the matrix of the region is.
const MATRIX: &str = "The matrix of the region has a row for each point and, for each neuron, the columns `a_ji X_i` (`a_ji` the slope of neuron `j` at point `i`), with one more column of ones where there is an output bias.";

fn full(_: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![
        MATRIX.to_owned(),
        format!(
            "Its columns `{}`, with denominators cleared row by row, have a determinant that is a unit modulo `{}`: elimination meets only unit pivots. So it is not 0, and the rank is the number of points.",
            show(&with["columns"]),
            show(&with["modulus"])
        ),
        "A differentiable local minimum of the region has a residual orthogonal to all columns; independent rows leave only the residual 0 (Soudry, Hoffer 2017, Lemma 2).".to_owned(),
    ]
}

fn deficient(_: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![
        MATRIX.to_owned(),
        format!(
            "The vector `e = {}` is not 0 and is orthogonal to every column, so the rank is below the number of points: the lemma says nothing about this region.",
            show(&with["vector"])
        ),
    ]
}
