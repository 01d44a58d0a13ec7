//! Answers about all local minima of data-set problems.

use std::collections::BTreeMap;

use critcert_certificate::case::DatasetNetwork;
use critcert_certificate::certificate::stratum::Smoothness;
use critcert_certificate::rational::Rational;
use num_bigint::BigInt;
use serde::Serialize;

use super::interval::Count;
use super::volume::VolumeAnswer;
use crate::dataset::landscape::count::Census;
use crate::dataset::landscape::regions::Region;
use crate::dataset::landscape::search::Category;
use crate::dataset::landscape::wire;
use crate::prove::stratum::Landscape;

/// The answer to `landscape`.
#[derive(Debug, Clone, Serialize)]
pub struct StrataAnswer {
    /// Always true: an incomplete enumeration is an error.
    pub complete: bool,
    /// The number of neurons.
    pub width: usize,
    /// The least loss.
    pub global_minimum: String,
    /// Patterns of one neuron without a zero.
    pub cells: usize,
    /// All patterns of one neuron, the all-zero one included.
    pub covectors: usize,
    /// Strata covered, up to permutation of the neurons.
    pub strata: Count,
    /// One entry for each loss of a local minimum, by increasing loss.
    pub local_minima: Vec<MinimumAnswer>,
}

/// A loss of local minima.
#[derive(Debug, Clone, Serialize)]
pub struct MinimumAnswer {
    /// The loss.
    pub loss: String,
    /// Whether it is not the least.
    pub spurious: bool,
    /// Whether some stratum with this loss has no zero in its covectors.
    pub differentiable: bool,
    /// The smoothest local minima with this loss: `kink`, `dead` (differentiable, but only with a neuron that is 0 on all
    /// points) or `live`.
    pub smoothness: Smoothness,
    /// Dimension of the set of (R, c) with the witness's prediction and covectors, R_j = v_j w_j summed over neurons with
    /// covector in common.
    pub dimension: usize,
    /// Strata with local minima of this loss, if counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strata: Option<Count>,
    /// A local minimum with this loss.
    pub witness: DatasetNetwork,
}

/// The answer about a landscape; `counts` are the strata of each loss, if they were counted.
#[must_use]
pub fn strata_answer(found: &Landscape, counts: Option<&BTreeMap<Rational, BigInt>>) -> StrataAnswer {
    let minimum = |(index, minimum): (usize, &crate::dataset::landscape::search::Minimum)| MinimumAnswer {
        loss: minimum.loss.to_string(),
        spurious: index > 0,
        differentiable: minimum.category > Category::Kink,
        smoothness: wire::smoothness(minimum.category),
        dimension: minimum.dimension,
        strata: counts.map(|counts| Count(counts.get(&minimum.loss).cloned().unwrap_or_default())),
        witness: minimum.network.clone(),
    };
    StrataAnswer {
        complete: true,
        width: found.width,
        global_minimum: found.minima.first().map(|minimum| minimum.loss.to_string()).unwrap_or_default(),
        cells: found.cells,
        covectors: found.covectors,
        strata: Count(found.strata.clone()),
        local_minima: found.minima.iter().enumerate().map(minimum).collect(),
    }
}

/// The answer to `landscape --cells-only`.
#[derive(Debug, Clone, Serialize)]
pub struct CensusAnswer {
    /// Always true.
    pub complete: bool,
    /// All regions up to permutation of the neurons.
    pub regions: Count,
    /// Regions with differentiable local minima of loss 0.
    pub zero_loss: Count,
    /// Regions with differentiable local minima of positive loss.
    pub positive_loss: Count,
    /// Regions without differentiable local minima.
    pub without: Count,
    /// For each loss the number of regions with differentiable local minima of this loss.
    pub losses: Vec<RegionLoss>,
    /// The regions one by one, if they were listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<Vec<RegionAnswer>>,
    /// The volumes, if they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volumes: Option<VolumeAnswer>,
}

/// A region.
#[derive(Debug, Clone, Serialize)]
pub struct RegionAnswer {
    /// The signs on the points of each neuron, over `+0-`.
    pub pattern: Vec<String>,
    /// The loss of the region's residual, attained by a differentiable local minimum iff there are signs.
    pub unconstrained_region_loss: String,
    /// f - y at each point.
    pub residual: Vec<String>,
    /// The signs of the output weights with which there is a differentiable local minimum.
    pub dlm_sign_types: Vec<String>,
    /// Points whose label and whose prediction lie on different sides of 1/2.
    pub misclassified: usize,
    /// For one neuron the least loss in the closed region with v >= 0, and with v <= 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_minimum: Option<ClosedMinimum>,
}

/// The least losses of one neuron in a closed cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClosedMinimum {
    /// With v >= 0.
    #[serde(rename = "+")]
    pub plus: String,
    /// With v <= 0.
    #[serde(rename = "-")]
    pub minus: String,
}

/// The answer about one region.
#[must_use]
pub fn region_answer(region: &Region) -> RegionAnswer {
    let text = |signs: &Vec<i8>| signs.iter().map(|&sign| crate::pattern::symbol(sign)).collect::<String>();
    RegionAnswer {
        pattern: region.pattern.iter().map(text).collect(),
        unconstrained_region_loss: region.loss.to_string(),
        residual: region.residual.iter().map(ToString::to_string).collect(),
        dlm_sign_types: region.signs.iter().map(text).collect(),
        misclassified: region.misclassified,
        closed_minimum: region
            .closed
            .as_ref()
            .map(|[plus, minus]| ClosedMinimum { plus: plus.to_string(), minus: minus.to_string() }),
    }
}

/// A loss of differentiable local minima.
#[derive(Debug, Clone, Serialize)]
pub struct RegionLoss {
    /// The loss.
    pub loss: String,
    /// The number of regions.
    pub regions: Count,
}

/// The answer about a census of regions, and about the regions one by one if they were listed.
#[must_use]
pub fn census_answer(
    census: &Census,
    regions: Option<&[Region]>,
    volumes: Option<VolumeAnswer>,
) -> CensusAnswer {
    let zero = (census.zero_loss > BigInt::ZERO).then(|| ("0".to_owned(), census.zero_loss.clone()));
    let positive = census.positive_loss.iter().map(|(loss, count)| (loss.to_string(), count.clone()));
    CensusAnswer {
        complete: true,
        regions: Count(census.regions.clone()),
        zero_loss: Count(census.zero_loss.clone()),
        positive_loss: Count(census.positive_loss.values().sum()),
        without: Count(census.without.clone()),
        losses: zero
            .into_iter()
            .chain(positive)
            .map(|(loss, count)| RegionLoss { loss, regions: Count(count) })
            .collect(),
        list: regions.map(|regions| regions.iter().map(region_answer).collect()),
        volumes,
    }
}
