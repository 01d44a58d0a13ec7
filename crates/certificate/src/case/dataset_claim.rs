//! Claims about data-set problems.
//!
//! # Source
//! Soudry, Hoffer 2017, arXiv 1702.05777; Liu 2020, arXiv 2002.04763; own (claims about kinks).

use serde::Serialize;

use super::claim::{self, Vocabulary};
use super::dataset::DatasetProblem;
use super::read::{self, Fields, Read};
use super::{CaseError, Verdict};
use crate::document::{Node, Value};
use crate::rational::Canonical;

/// A claim about a data-set problem. Every `width` is by default the problem's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum DatasetClaim {
    /// The network of the case has this verdict.
    Verdict {
        /// The verdict.
        expect: Verdict,
    },
    /// No network is a local maximum.
    NoLocalMaximum,
    /// Every local minimum, differentiable or not, is global.
    NoSpuriousLocalMinimum {
        /// Number of hidden neurons.
        width: usize,
    },
    /// Every local minimum at which no pre-activation is zero is global.
    NoSpuriousDifferentiableMinimum {
        /// Number of hidden neurons.
        width: usize,
        /// Whether only regions without a dead neuron are meant.
        non_dead: bool,
    },
    /// The losses of all local minima are exactly these.
    LocalMinimumLosses {
        /// The losses, increasing and without repetition, whatever order the case has.
        losses: Vec<Canonical>,
        /// Number of hidden neurons.
        width: usize,
    },
    /// The least loss is exactly this.
    GlobalMinimumValue {
        /// The loss.
        value: Canonical,
        /// Number of hidden neurons.
        width: usize,
    },
    /// The number of realizable activation patterns of one neuron is exactly this.
    PatternCount {
        /// Patterns without a zero.
        cells: usize,
        /// All patterns, the all-zero one included.
        #[serde(skip_serializing_if = "Option::is_none")]
        covectors: Option<usize>,
    },
    /// A rank certificate shows that every differentiable local minimum of one region has loss 0.
    EveryDifferentiableMinimumGlobalByRank {
        /// A point of the region: N rows of d entries, and with hidden bias the bias as a last entry.
        /// `None` means the network of the case.
        #[serde(skip_serializing_if = "Option::is_none")]
        weights: Option<Vec<Vec<Canonical>>>,
    },
    /// Some network of the problem's width has loss 0.
    ZeroLossNetwork,
    /// Shares of the angular volume of all regions, between bounds; at least one is stated.
    RegionVolumes(Box<RegionVolumes>),
}

/// Which regions take which share of the angular volume.
///
/// # Source
/// Soudry, Hoffer 2017, arXiv 1702.05777 (the volume of regions with sub-optimal minima).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegionVolumes {
    /// Regions with a differentiable local minimum of loss 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zero_loss: Option<Bounds>,
    /// Regions with a differentiable local minimum of positive loss.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub positive_loss: Option<Bounds>,
    /// Regions without a differentiable local minimum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub without_minimum: Option<Bounds>,
    /// Regions with a differentiable local minimum whose misclassification exceeds `epsilon`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub misclassified: Option<Bounds>,
    /// The share of misclassified points that `misclassified` allows; 0 unless stated.
    pub epsilon: Canonical,
}

/// A closed interval `[low, high]`; a single number `p` in a case means `["p", "p"]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(into = "[Canonical; 2]")]
pub struct Bounds {
    /// The lower end.
    pub low: Canonical,
    /// The upper end, at least `low`.
    pub high: Canonical,
}

impl From<Bounds> for [Canonical; 2] {
    fn from(bounds: Bounds) -> Self {
        [bounds.low, bounds.high]
    }
}

impl Bounds {
    fn read(node: &Node) -> Read<Self> {
        if !matches!(node.value, Value::List(_)) {
            let value = read::number(node, "a volume")?;
            return Ok(Self { low: value.clone(), high: value });
        }
        let ends = read::numbers_of(node, "a volume", 2, "a pair of bounds has")?;
        match <[Canonical; 2]>::try_from(ends) {
            Ok([low, high]) if low <= high => Ok(Self { low, high }),
            _ => {
                let message = "the lower bound exceeds the upper one";
                Err(CaseError::new("out-of-range", message, node.span, "exchange the two"))
            }
        }
    }
}

impl DatasetClaim {
    pub(super) const VOCABULARY: Vocabulary = &[
        ("verdict", &["expect"]),
        ("no-local-maximum", &[]),
        ("no-spurious-local-minimum", &["width"]),
        ("no-spurious-differentiable-minimum", &["width", "non_dead"]),
        ("local-minimum-losses", &["losses", "width"]),
        ("global-minimum-value", &["value", "width"]),
        ("pattern-count", &["cells", "covectors"]),
        ("every-differentiable-minimum-global-by-rank", &["weights"]),
        ("zero-loss-network", &[]),
        ("region-volumes", &["zero_loss", "positive_loss", "without_minimum", "misclassified", "epsilon"]),
    ];

    /// The `kind` of the claim, as a case spells it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Verdict { .. } => "verdict",
            Self::NoLocalMaximum => "no-local-maximum",
            Self::NoSpuriousLocalMinimum { .. } => "no-spurious-local-minimum",
            Self::NoSpuriousDifferentiableMinimum { .. } => "no-spurious-differentiable-minimum",
            Self::LocalMinimumLosses { .. } => "local-minimum-losses",
            Self::GlobalMinimumValue { .. } => "global-minimum-value",
            Self::PatternCount { .. } => "pattern-count",
            Self::EveryDifferentiableMinimumGlobalByRank { .. } => {
                "every-differentiable-minimum-global-by-rank"
            }
            Self::ZeroLossNetwork => "zero-loss-network",
            Self::RegionVolumes(_) => "region-volumes",
        }
    }

    pub(super) fn read(node: &Node, problem: &DatasetProblem, network: bool) -> Read<Self> {
        let (kind, fields) = claim::read_kind(node, "dataset", Self::VOCABULARY)?;
        let width = || read::width_or(&fields, problem.width);
        Ok(match kind {
            "verdict" => Self::Verdict { expect: claim::read_expect(&fields, network)? },
            "no-local-maximum" => Self::NoLocalMaximum,
            "no-spurious-local-minimum" => Self::NoSpuriousLocalMinimum { width: width()? },
            "no-spurious-differentiable-minimum" => {
                let non_dead = fields.optional("non_dead");
                let non_dead = non_dead.map_or(Ok(false), |node| read::boolean(node, "`non_dead`"))?;
                Self::NoSpuriousDifferentiableMinimum { width: width()?, non_dead }
            }
            "local-minimum-losses" => {
                Self::LocalMinimumLosses { losses: read_losses(&fields)?, width: width()? }
            }
            "global-minimum-value" => {
                let value = read::number(fields.required("value")?, "`value`")?;
                Self::GlobalMinimumValue { value, width: width()? }
            }
            "pattern-count" => {
                let count = |node| read::count(node, "a number of patterns", 0, read::MAX_COUNT);
                let cells = count(fields.required("cells")?)?;
                Self::PatternCount { cells, covectors: fields.optional("covectors").map(count).transpose()? }
            }
            "every-differentiable-minimum-global-by-rank" => {
                let rows = (problem.width, "the problem's width is");
                let columns = match problem.hidden_bias {
                    true => (problem.dimension() + 1, "with hidden bias (the last entry) it needs"),
                    false => (problem.dimension(), "the points have dimension"),
                };
                let weights = fields.optional("weights");
                let weights =
                    weights.map(|node| read::matrix_of(node, "`weights`", rows, columns)).transpose()?;
                if weights.is_none() && !network {
                    return Err(claim::without_network(&fields));
                }
                Self::EveryDifferentiableMinimumGlobalByRank { weights }
            }
            "zero-loss-network" => Self::ZeroLossNetwork,
            _ => Self::RegionVolumes(Box::new(RegionVolumes::read(&fields)?)),
        })
    }
}

/// The key `losses`: at least one loss, sorted here, none twice.
pub(super) fn read_losses(fields: &Fields<'_>) -> Read<Vec<Canonical>> {
    let node = fields.required("losses")?;
    let mut losses = read::some_numbers(node, "`losses`")?;
    losses.sort();
    let count = losses.len();
    losses.dedup();
    if losses.len() < count {
        let message = "a loss is listed twice";
        return Err(CaseError::new("contradictory-keys", message, node.span, "list every loss once"));
    }
    Ok(losses)
}

impl RegionVolumes {
    fn read(fields: &Fields<'_>) -> Read<Self> {
        let bounds = |key: &str| fields.optional(key).map(Bounds::read).transpose();
        let epsilon = fields.optional("epsilon").map(|node| read::number(node, "`epsilon`")).transpose()?;
        let volumes = Self {
            zero_loss: bounds("zero_loss")?,
            positive_loss: bounds("positive_loss")?,
            without_minimum: bounds("without_minimum")?,
            misclassified: bounds("misclassified")?,
            epsilon: epsilon.unwrap_or_else(Canonical::zero),
        };
        let stated =
            [&volumes.zero_loss, &volumes.positive_loss, &volumes.without_minimum, &volumes.misclassified];
        if stated.iter().all(|bounds| bounds.is_none()) {
            return Err(fields.missing("zero_loss"));
        }
        Ok(volumes)
    }
}
