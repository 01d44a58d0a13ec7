//! Steps about the angular volume of regions: the fields of each rule (`proofs/format/volumes.md`).

use serde::{Deserialize, Serialize};

use super::rule;
use super::stratum::{NetworkFields, SignCut};
use crate::rational::Canonical;

/// Rule `volume-span`: some of the lifted points, and all of them as combinations of these.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VolumeSpan {
    /// The indices of r independent points.
    pub points: Vec<usize>,
    /// n rows of r factors.
    pub coordinates: Vec<Vec<Canonical>>,
}
rule!(VolumeSpan, "volume-span");

/// Rule `volume-cell`: a cell, and vectors of its closure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VolumeCell {
    /// The signs on all points, over `+0-`.
    pub signs: String,
    /// Vectors, each by the factors of the r points of the span; for r = 3 in cyclic order.
    pub rays: Vec<Vec<Canonical>>,
}
rule!(VolumeCell, "volume-cell");

/// Rule `volume-minimum`: a region holds a differentiable local minimum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VolumeMinimum {
    /// The numbers of the neurons' cells, none above the next one.
    pub cells: Vec<usize>,
    /// The local minimum.
    pub network: NetworkFields,
}
rule!(VolumeMinimum, "volume-minimum");

/// Rule `volume-empty`: a region holds no differentiable local minimum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VolumeEmpty {
    /// The numbers of the neurons' cells, none above the next one.
    pub cells: Vec<usize>,
    /// The projection: a denominator, then numerators of the coefficients.
    pub fit: Vec<Canonical>,
    /// Proofs that the prediction is not realized.
    pub cuts: Vec<SignCut>,
}
rule!(VolumeEmpty, "volume-empty");

/// Rule `volume-shares`: the shares of the volume, from the regions so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VolumeShares {
    /// Bits behind the binary point with which angles are enclosed.
    pub bits: u32,
}
rule!(VolumeShares, "volume-shares");
