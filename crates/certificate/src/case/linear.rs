//! The linear problem: a shallow linear network fitted in the sense of least squares.
//!
//! # Source
//! Zhu, Soudry, Eldar, Wakin 2018, arXiv 1805.04938.

use num_traits::Signed;
use serde::Serialize;

use super::claim::{self, Vocabulary};
use super::dataset_claim::read_losses;
use super::read::{self, Fields, Read};
use super::{CaseError, Verdict};
use crate::document::Node;
use crate::rational::Canonical;

/// Loss `1/2 |W2 W1 X - Y|_F^2 + mu/4 |W2^T W2 - W1 X X^T W1^T|_F^2`.
///
/// X has d0 rows, Y has d2 rows, both have n columns, one per sample; d0, d2, n >= 1. No rank is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LinearProblem {
    /// Inputs X, d0 rows of n entries.
    #[serde(rename = "X")]
    pub x: Vec<Vec<Canonical>>,
    /// Outputs Y, d2 rows of n entries.
    #[serde(rename = "Y")]
    pub y: Vec<Vec<Canonical>>,
    /// Number of hidden units, d1.
    pub width: usize,
    /// Factor of the balancing regulariser, at least 0; 0 when the case has none.
    pub mu: Canonical,
}

/// The two factors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinearNetwork {
    /// First layer, d1 rows of d0 entries.
    #[serde(rename = "W1")]
    pub w1: Vec<Vec<Canonical>>,
    /// Second layer, d2 rows of d1 entries.
    #[serde(rename = "W2")]
    pub w2: Vec<Vec<Canonical>>,
}

impl LinearProblem {
    /// The number of inputs, d0.
    #[must_use]
    pub fn inputs(&self) -> usize {
        self.x.len()
    }

    /// The number of outputs, d2.
    #[must_use]
    pub fn outputs(&self) -> usize {
        self.y.len()
    }

    /// The number of samples, n.
    #[must_use]
    pub fn samples(&self) -> usize {
        self.x.first().map_or(0, Vec::len)
    }

    pub(super) fn read(node: &Node) -> Read<Self> {
        let fields = Fields::new(node, "[problem]", &["kind", "X", "Y", "width", "mu"])?;
        let x = read::matrix(fields.required("X")?, "`X`")?;
        let y_node = fields.required("Y")?;
        let y = read::matrix(y_node, "`Y`")?;
        let (columns, samples) = (y.first().map_or(0, Vec::len), x.first().map_or(0, Vec::len));
        if columns != samples {
            let message = format!(
                "`Y` has {columns} {}, `X` has {samples}: both have one column per sample",
                read::plural(columns, "column", "columns")
            );
            let help = "give both as many columns; a matrix with one row per sample has to be transposed";
            return Err(CaseError::new("wrong-length", message, y_node.span, help));
        }
        let width = read::width(fields.required("width")?, "`width`")?;
        let mu = match fields.optional("mu") {
            None => Canonical::zero(),
            Some(node) => {
                let mu = read::number(node, "`mu`")?;
                if mu.0.is_negative() {
                    let message = format!("`mu` is {mu}, but a regulariser has a factor of at least 0");
                    return Err(CaseError::new(
                        "out-of-range",
                        message,
                        node.span,
                        "write 0 or a positive number",
                    ));
                }
                mu
            }
        };
        Ok(Self { x, y, width, mu })
    }
}

impl LinearNetwork {
    pub(super) fn read(node: &Node, problem: &LinearProblem) -> Read<Self> {
        let fields = Fields::new(node, "[network]", &["W1", "W2"])?;
        let hidden = (problem.width, "the problem's width is");
        let inputs = (problem.inputs(), "the rows of `X` number");
        let outputs = (problem.outputs(), "the rows of `Y` number");
        Ok(Self {
            w1: read::matrix_of(fields.required("W1")?, "`W1`", hidden, inputs)?,
            w2: read::matrix_of(fields.required("W2")?, "`W2`", outputs, hidden)?,
        })
    }
}

/// A claim about a linear problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum LinearClaim {
    /// The network of the case has this verdict.
    Verdict {
        /// The verdict.
        expect: Verdict,
    },
    /// Every local minimum is global.
    NoSpuriousLocalMinimum,
    /// Every critical point that is not a global minimum has a direction of negative curvature.
    EverySaddleStrict,
    /// The least loss is exactly this.
    GlobalMinimumValue {
        /// The loss.
        value: Canonical,
    },
    /// The losses of all critical points are exactly these.
    CriticalValues {
        /// The losses, increasing and without repetition, whatever order the case has.
        losses: Vec<Canonical>,
    },
}

impl LinearClaim {
    pub(super) const VOCABULARY: Vocabulary = &[
        ("verdict", &["expect"]),
        ("no-spurious-local-minimum", &[]),
        ("every-saddle-strict", &[]),
        ("global-minimum-value", &["value"]),
        ("critical-values", &["losses"]),
    ];

    /// The `kind` of the claim, as a case spells it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Verdict { .. } => "verdict",
            Self::NoSpuriousLocalMinimum => "no-spurious-local-minimum",
            Self::EverySaddleStrict => "every-saddle-strict",
            Self::GlobalMinimumValue { .. } => "global-minimum-value",
            Self::CriticalValues { .. } => "critical-values",
        }
    }

    pub(super) fn read(node: &Node, network: bool) -> Read<Self> {
        let (kind, fields) = claim::read_kind(node, "linear", Self::VOCABULARY)?;
        Ok(match kind {
            "verdict" => Self::Verdict { expect: claim::read_expect(&fields, network)? },
            "no-spurious-local-minimum" => Self::NoSpuriousLocalMinimum,
            "every-saddle-strict" => Self::EverySaddleStrict,
            "global-minimum-value" => {
                Self::GlobalMinimumValue { value: read::number(fields.required("value")?, "`value`")? }
            }
            _ => Self::CriticalValues { losses: read_losses(&fields)? },
        })
    }
}
