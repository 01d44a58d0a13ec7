//! Steps about the porcupine problem with Gaussian input and any angles (`proofs/format/porcupine.md`): numbers
//! are enclosed, zeros are shown symbolically.

use serde::{Deserialize, Serialize};

use super::porcupine::{Bounds, Side};
use super::{nullable, rule};
use crate::case::Verdict;
use crate::rational::Canonical;

/// Rule `porcupine-enclosed-point`: loss and differentiability at a network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnclosedPoint {
    /// The positions, one list per line of the case; absent for the network of the case.
    #[serde(deserialize_with = "nullable")]
    pub t: Option<Vec<Vec<Canonical>>>,
    /// Bounds of its loss.
    pub loss: Bounds,
    /// Whether the loss is differentiable there.
    pub differentiable: bool,
}
rule!(EnclosedPoint, "porcupine-enclosed-point");

/// A move of one neuron.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// A line of the case.
    pub line: usize,
    /// A neuron of that line.
    pub neuron: usize,
    /// The direction in which the position moves.
    pub direction: Side,
}

/// Rule `porcupine-enclosed-verdict`: what a point is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnclosedVerdict {
    /// The point.
    pub point: u64,
    /// What it is.
    pub verdict: Verdict,
    /// A move along which the loss falls, for `not-critical`.
    #[serde(deserialize_with = "nullable")]
    pub descent: Option<Move>,
    /// A point with a smaller loss, for `local-minimum`.
    #[serde(deserialize_with = "nullable")]
    pub better: Option<u64>,
}
rule!(EnclosedVerdict, "porcupine-enclosed-verdict");

/// A dual vector for one choice of sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DualChoice {
    /// One letter `+` or `-` for each line with a single neuron.
    pub sides: String,
    /// The dual vector, two entries for each distinct line.
    pub w: Vec<Canonical>,
}

/// Rule `porcupine-enclosed-least`: bounds of the least loss.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnclosedLeast {
    /// The bounds.
    pub loss: Bounds,
    /// Masses that show the upper bound.
    pub z: Vec<Canonical>,
    /// What shows the lower bound; empty if it is 0.
    pub choices: Vec<DualChoice>,
}
rule!(EnclosedLeast, "porcupine-enclosed-least");

/// Rule `porcupine-enclosed-zero`: whether t = 0 is a strict local maximum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnclosedZero {
    /// A moment that is not positive, if there is one.
    #[serde(deserialize_with = "nullable")]
    pub violated: Option<usize>,
}
rule!(EnclosedZero, "porcupine-enclosed-zero");

/// A dual vector without one of the masses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DualWithout {
    /// The mass that is left out.
    pub feature: usize,
    /// The dual vector, two entries for each distinct line.
    pub w: Vec<Canonical>,
}

/// What became of a region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum EnclosedFound {
    /// The masses have loss zero, and so has every local minimum of the region.
    Zero,
    /// It holds no local minimum: this mass is required, and zero in every minimiser.
    Blocked {
        /// The mass.
        feature: usize,
    },
    /// It holds a local minimum, and its loss is not the least one.
    Spurious {
        /// Bounds of the least loss.
        least: u64,
        /// For each required mass: without it the loss is larger.
        without: Vec<DualWithout>,
    },
}

/// Rule `porcupine-enclosed-region`: the local minima of a sign region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnclosedRegion {
    /// One letter `+`, `-` or `m` for each distinct line.
    pub region: String,
    /// Bounds of the least loss over the masses of the region.
    pub loss: Bounds,
    /// Masses that show the upper bound.
    pub z: Vec<Canonical>,
    /// A dual vector that shows the lower bound.
    pub w: Vec<Canonical>,
    /// What became of the region.
    pub found: EnclosedFound,
}
rule!(EnclosedRegion, "porcupine-enclosed-region");
