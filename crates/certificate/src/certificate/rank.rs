//! Steps about the rank of a region of a data-set problem: the fields of each rule (`proofs/format/rank.md`).

use serde::{Deserialize, Serialize};

use super::rule;
use crate::rational::Canonical;

/// Rule `rank-full`: the rows of the region's matrix are independent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RankFull {
    /// The number modulo which elimination is done, from 2 to 2^31 - 1; it need not be a prime.
    pub modulus: u64,
    /// One column for each point, in the order of elimination.
    pub columns: Vec<usize>,
}
rule!(RankFull, "rank-full");

/// Rule `rank-deficient`: the rows of the region's matrix are dependent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RankDeficient {
    /// The factors of the rows, not all 0.
    pub vector: Vec<Canonical>,
}
rule!(RankDeficient, "rank-deficient");
