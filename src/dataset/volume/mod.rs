//! The angular volume of regions: which part of all weights holds which kind of differentiable local minimum.
//!
//! The volume of a region with cells C_1, .., C_N is `P(w_1 in C_1) .. P(w_N in C_N)` for independent standard normal vectors
//! w_j in R^D; output weights and the output bias do not matter. Only the part of w_j in the span of the lifted points has an
//! influence on its cell, and that part is standard normal as well: what counts is r, the dimension of the span. Volumes are
//! 1/2 for r = 1, angles for r = 2 and areas of polygons on the sphere for r = 3; for larger r they are estimated.
//!
//! # Source
//! Soudry, Hoffer 2017, arXiv 1702.05777, Definitions 3 and 4; own (`proofs/format/volumes.md`).

pub mod cone;
pub mod decide;
pub mod estimate;
pub mod share;
pub mod turn;

use critcert_certificate::Rational;
use critcert_certificate::case::DatasetProblem;

use crate::dataset::landscape::LandscapeError;
use crate::dataset::landscape::plan::Plan;
use crate::dataset::{DatasetError, Lifted};
use cone::Span;
use share::Sorted;
use turn::{Part, sum_of_turns};

/// The largest dimension of the span for which volumes are angles or areas.
pub const MAX_DIMENSION: usize = 3;

/// Why there are no volumes.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VolumeError {
    /// The data contradict themselves.
    #[error(transparent)]
    Data(#[from] DatasetError),
    /// The regions were not decided.
    #[error(transparent)]
    Landscape(#[from] LandscapeError),
}

/// The cells of one neuron, in order, with their cones.
#[derive(Debug, Clone)]
pub struct Cells {
    /// The span of the points.
    pub span: Span,
    /// The signs of each cell on the points.
    pub signs: Vec<Vec<i8>>,
    /// For each cell the rays of its closure in the coordinates of the span, none if the span has a dimension above
    /// [`MAX_DIMENSION`].
    pub rays: Option<Vec<Vec<Vec<num_bigint::BigInt>>>>,
}

impl Cells {
    /// The cells of a plan, which are its covectors without kinks.
    ///
    /// # Errors
    /// [`VolumeError`].
    pub fn new(problem: &DatasetProblem, plan: &Plan) -> Result<Self, VolumeError> {
        let span = Span::new(&Lifted::new(problem)?)?;
        let cells = plan.strata.kinds.iter().filter(|kind| !kind.is_kink());
        let signs: Vec<Vec<i8>> = cells.map(|kind| kind.signs.clone()).collect();
        let rays = (span.dimension() <= MAX_DIMENSION).then(|| {
            let candidates = span.candidates();
            signs.iter().map(|signs| span.rays(&candidates, signs)).collect()
        });
        Ok(Self { span, signs, rays })
    }

    /// The part of all directions in each cell; `None` beyond [`MAX_DIMENSION`].
    ///
    /// # Errors
    /// [`LandscapeError::Internal`] when the rays of a cell are not those of a cone.
    pub fn parts(&self, bits: u32) -> Result<Option<Vec<Part>>, LandscapeError> {
        let Some(rays) = &self.rays else { return Ok(None) };
        let part = |(signs, rays): (&Vec<i8>, &Vec<_>)| self.span.part(signs, rays, bits);
        self.signs.iter().zip(rays).map(part).collect::<Result<_, _>>().map(Some)
    }

    /// The share of each kind of regions, in the order of [`share::NAMES`]; `None` beyond [`MAX_DIMENSION`].
    ///
    /// # Errors
    /// [`LandscapeError::Internal`] only.
    pub fn shares(&self, regions: &[Sorted], bits: u32) -> Result<Option<[Part; 4]>, LandscapeError> {
        let parts = self.parts(bits)?;
        Ok(parts.map(|parts| share::shares(regions, &parts, &|cells, low| self.sum(cells, low))))
    }

    /// The sum of the parts of some cells where it is a multiple of 1/24, from a lower bound: for r = 2 only, and without it
    /// elsewhere.
    #[must_use]
    pub fn sum(&self, cells: &[usize], low: &Rational) -> Option<Rational> {
        let rays = self.rays.as_ref()?;
        let angles: Option<Vec<_>> =
            cells.iter().map(|&cell| self.span.angle(&self.signs[cell], &rays[cell])).collect();
        sum_of_turns(&angles?, &self.span.area()?, low)
    }
}
