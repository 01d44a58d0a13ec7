//! The answer to `patterns`.

use serde::Serialize;

use super::interval::Count;
use crate::prove::pattern::{Method, Patterns};

/// The answer as a JSON object.
#[derive(Debug, Clone, Serialize)]
pub struct PatternsAnswer {
    /// Patterns without a zero.
    pub cells: Count,
    /// All patterns, the all-zero one included, if asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub covectors: Option<Count>,
    /// Whether the numbers are proved to be those of all patterns; always true.
    pub complete: bool,
    /// The number of cells by the formula of Whitney and Zaslavsky (Cover's in general position); `null` when computing it
    /// would take too long.
    pub expected_by_formula: Option<Count>,
    /// The lifted dimension.
    pub dimension: usize,
    /// Numbers of points, and of classes of parallel ones.
    pub points: usize,
    /// See `points`.
    pub classes: usize,
    /// How completeness is proved.
    pub method: &'static str,
}

/// The answer about patterns.
#[must_use]
pub fn patterns_answer(found: &Patterns) -> PatternsAnswer {
    PatternsAnswer {
        cells: Count(found.counts.cells.clone()),
        covectors: found.counts.covectors.clone().map(Count),
        complete: true,
        expected_by_formula: found.by_formula.then(|| Count(found.counts.cells.clone())),
        dimension: found.points.dimension(),
        points: found.points.places().len(),
        classes: found.points.rows().len(),
        method: match found.method {
            Method::Formula => "formula",
            Method::Tree => "tree",
            _ => "witnesses-and-formula",
        },
    }
}
