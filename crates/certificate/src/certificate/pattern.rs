//! Steps about the activation patterns of a data set: the fields of each rule (`proofs/format/patterns.md`).

use serde::{Deserialize, Serialize};

use super::interval::Multipliers;
use super::{nullable, rule};
use crate::rational::Canonical;

/// Limits stated in `proofs/format/patterns.md`; past them a certificate is declined.
pub mod limits {
    /// Most points restricted to a hyperplane while counting.
    pub const RESTRICTIONS: u64 = 1 << 27;
}

/// Rule `pattern-witnesses`: the next patterns of a list, by one point of each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PatternWitnesses {
    /// Whether patterns with zeros are listed, too.
    pub faces: bool,
    /// Integer rows, see [`IntegerRow`].
    pub witnesses: Vec<IntegerRow>,
}
rule!(PatternWitnesses, "pattern-witnesses");

/// Rule `pattern-list`: the list is complete, with these counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PatternList {
    /// Patterns without a zero.
    pub cells: Canonical,
    /// All patterns; absent unless they were listed.
    #[serde(deserialize_with = "nullable")]
    pub covectors: Option<Canonical>,
}
rule!(PatternList, "pattern-list");

/// Rule `pattern-tree`: the start of the tree of sign extensions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PatternTree {
    /// Whether the tree branches to zeros, too.
    pub faces: bool,
}
rule!(PatternTree, "pattern-tree");

/// Rule `pattern-cell`: a leaf of the tree is realized.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PatternCell {
    /// The signs of all classes, over `+0-`.
    pub branch: String,
    /// A point with these signs.
    pub witness: IntegerRow,
}
rule!(PatternCell, "pattern-cell");

/// Rule `pattern-cut`: no point has signs that begin like the branch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PatternCut {
    /// The signs of the first classes, over `+0-`.
    pub branch: String,
    /// The Motzkin multipliers of the branch's rows.
    pub multipliers: Multipliers,
}
rule!(PatternCut, "pattern-cut");

/// Rule `pattern-covered`: the tree is complete, with these counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PatternCovered {
    /// Patterns without a zero.
    pub cells: Canonical,
    /// All patterns; absent unless the tree branches to zeros.
    #[serde(deserialize_with = "nullable")]
    pub covectors: Option<Canonical>,
}
rule!(PatternCovered, "pattern-covered");

/// Rule `pattern-formula`: the numbers of patterns, by counting alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PatternFormula {
    /// Patterns without a zero.
    pub cells: Canonical,
    /// All patterns; absent unless they are counted.
    #[serde(deserialize_with = "nullable")]
    pub covectors: Option<Canonical>,
}
rule!(PatternFormula, "pattern-formula");

/// Integers in canonical form, separated by single spaces, as one text: `3 -1 0`.
///
/// A list of texts would take twice the space, and certificates hold hundreds of thousands of rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct IntegerRow(pub String);
