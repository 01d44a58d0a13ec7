//! Answers about the angular volume of regions.

use critcert_certificate::{Canonical, Rational};
use serde::Serialize;

use crate::dataset::volume::estimate::{Estimate, UNIT};
use crate::dataset::volume::share::rounded;
use crate::dataset::volume::turn::Part;
use crate::exact::decimal::cut;

/// Decimal places of bounds.
const PLACES: usize = 12;

/// The volumes of regions, as parts of all weights.
#[derive(Debug, Clone, Serialize)]
pub struct VolumeAnswer {
    /// The dimension of the span of the lifted points.
    pub dimension: usize,
    /// The share of points that a minimum may misclassify without being counted.
    pub epsilon: String,
    /// Regions with differentiable local minima of loss 0.
    pub zero_loss: Volume,
    /// Regions with differentiable local minima of positive loss.
    pub positive_loss: Volume,
    /// Regions without differentiable local minima.
    pub without_minimum: Volume,
    /// Regions with differentiable local minima that misclassify more than `epsilon`.
    pub misclassified: Volume,
    /// The cells of one neuron; none for an estimate.
    pub cells: Vec<CellVolume>,
    /// What an estimate is made of; absent if the volumes are exact or enclosed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub estimate: Option<Draw>,
}

/// A part of all weights.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Volume {
    /// Known.
    Exact(String),
    /// Enclosed, or estimated.
    Bounds {
        /// At most the part.
        low: Canonical,
        /// At least the part.
        high: Canonical,
        /// What it is exactly, if there is a short formula.
        #[serde(skip_serializing_if = "Option::is_none")]
        formula: Option<String>,
    },
}

/// The volume of a cell.
#[derive(Debug, Clone, Serialize)]
pub struct CellVolume {
    /// The signs on the points.
    pub pattern: String,
    /// The part of all weights of one neuron.
    pub volume: Volume,
}

/// How an estimate was made.
#[derive(Debug, Clone, Serialize)]
pub struct Draw {
    /// What it is worth.
    pub note: &'static str,
    /// Networks drawn.
    pub samples: u32,
    /// The seed.
    pub seed: u64,
    /// The probability with which each pair of bounds holds.
    pub confidence: &'static str,
}

/// A part, with bounds rounded outward to decimals if it is not known exactly.
#[must_use]
pub fn volume(part: &Part) -> Volume {
    if let Some(value) = part.exact() {
        return Volume::Exact(value.to_string());
    }
    let (low, high) = rounded(part, PLACES);
    Volume::Bounds { low: Canonical(low), high: Canonical(high), formula: part.formula.clone() }
}

/// Exact or enclosed volumes.
#[must_use]
pub fn enclosed_answer(
    dimension: usize,
    epsilon: &Rational,
    shares: &[Part; 4],
    cells: Vec<(String, Part)>,
) -> VolumeAnswer {
    let cell = |(pattern, part): (String, Part)| CellVolume { pattern, volume: volume(&part) };
    let cells = cells.into_iter().map(cell).collect();
    VolumeAnswer { cells, ..answer(dimension, epsilon, shares.each_ref().map(volume)) }
}

/// Estimated volumes.
#[must_use]
pub fn estimated_answer(
    dimension: usize,
    epsilon: &Rational,
    shares: &[Estimate; 4],
    (samples, seed): (u32, u64),
) -> VolumeAnswer {
    let bounds = |estimate: &Estimate| Volume::Bounds {
        low: Canonical(millionths(estimate.low)),
        high: Canonical(millionths(estimate.high)),
        formula: None,
    };
    let draw = Draw { note: "estimate, not a proof", samples, seed, confidence: "0.99" };
    VolumeAnswer { estimate: Some(draw), ..answer(dimension, epsilon, shares.each_ref().map(bounds)) }
}

/// The shares alone.
fn answer(dimension: usize, epsilon: &Rational, shares: [Volume; 4]) -> VolumeAnswer {
    let [zero_loss, positive_loss, without_minimum, misclassified] = shares;
    VolumeAnswer {
        dimension,
        epsilon: epsilon.to_string(),
        zero_loss,
        positive_loss,
        without_minimum,
        misclassified,
        cells: Vec::new(),
        estimate: None,
    }
}

/// The number of so many millionths.
#[must_use]
pub fn millionths(value: u64) -> Rational {
    Rational::new(value.into(), UNIT.into())
}

/// For people: bounds in decimals, which say them whole.
impl std::fmt::Display for Volume {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Exact(value) => formatter.write_str(value),
            Self::Bounds { low, high, formula } => {
                if let Some(formula) = formula {
                    write!(formatter, "{formula}, ")?;
                }
                write!(formatter, "{} to {}", cut(&low.0, PLACES).0, cut(&high.0, PLACES).0)
            }
        }
    }
}
