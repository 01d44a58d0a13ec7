//! Certificates about the angular volume of regions of a data-set problem.

use std::io::Write;

use critcert_certificate::Canonical;
use critcert_certificate::Rational;
use critcert_certificate::case::dataset::DatasetProblem;
use critcert_certificate::case::dataset_claim::{Bounds, RegionVolumes};
use critcert_certificate::certificate::stratum::SignCut;
use critcert_certificate::certificate::volume::{
    VolumeCell, VolumeEmpty, VolumeMinimum, VolumeShares, VolumeSpan,
};
use critcert_certificate::certificate::{Answer, CertificateWriter};
use itertools::Itertools;

use super::{Control, Finding, ProveError};
use crate::answer::volume::millionths;
use crate::dataset::landscape::count::multisets;
use crate::dataset::landscape::plan::Plan;
use crate::dataset::landscape::wire::{integers, text};
use crate::dataset::volume::decide::{Decided, Held, decide};
use crate::dataset::volume::estimate::{Estimate, SAMPLES, estimate};
use crate::dataset::volume::share::{NAMES, Sorted, rounded};
use crate::dataset::volume::turn::Part;
use crate::dataset::volume::{Cells, VolumeError};
use crate::exact::decimal::cut;

/// Bits of angles with which a claim is tried, one after the other.
const BITS: [u32; 3] = [96, 256, 1024];

/// Bits that the checker gets beyond those that settled the claim.
const MORE_BITS: u32 = 32;

impl From<VolumeError> for ProveError {
    fn from(error: VolumeError) -> Self {
        match error {
            VolumeError::Data(error) => error.into(),
            VolumeError::Landscape(error) => error.into(),
        }
    }
}

/// Every region of a problem at its width, with the cells.
#[derive(Debug)]
pub struct Volumes {
    /// Covectors and data.
    pub plan: Plan,
    /// The cells.
    pub cells: Cells,
    /// All regions.
    pub regions: Vec<Decided>,
}

impl Volumes {
    /// Decides every region.
    ///
    /// # Errors
    /// [`ProveError`].
    pub fn new(problem: &DatasetProblem, width: usize, control: Control<'_>) -> Result<Self, ProveError> {
        let plan = Plan::new(problem, width, &control.interrupted)?;
        let cells = Cells::new(problem, &plan)?;
        let all = u64::try_from(multisets(cells.signs.len(), width)).ok();
        let mut regions = Vec::new();
        let mut done = 0;
        decide(&plan.strata, &control.interrupted, &mut |region| {
            regions.push(region);
            done += 1;
            (control.progress)(done, all);
        })?;
        Ok(Self { plan, cells, regions })
    }

    /// The shares of the kinds of regions, in the order of [`NAMES`]; `None` when the points span too many dimensions.
    ///
    /// # Errors
    /// [`ProveError::Internal`] only.
    pub fn shares(&self, epsilon: &Rational, bits: u32) -> Result<Option<[Part; 4]>, ProveError> {
        Ok(self.cells.shares(&self.sorted(epsilon), bits)?)
    }

    fn sorted(&self, epsilon: &Rational) -> Vec<Sorted> {
        let n = self.plan.strata.frame.points();
        self.regions.iter().map(|region| region.sorted(n, epsilon)).collect()
    }

    /// Estimates of the shares by `samples` networks from a seed.
    ///
    /// # Errors
    /// [`ProveError::Undetermined`] past a limit, [`ProveError::Interrupted`].
    pub fn estimates(
        &self,
        epsilon: &Rational,
        draw: (u32, u64),
        control: Control<'_>,
    ) -> Result<[Estimate; 4], ProveError> {
        let frame = &self.plan.strata.frame;
        Ok(estimate(frame, &self.cells.signs, &self.sorted(epsilon), draw, &control.interrupted)?)
    }
}

/// Settles the claim about shares of the volume.
///
/// # Errors
/// [`ProveError::Undetermined`] when the points span more than three dimensions, or a share is too near to a bound.
pub fn settle<W: Write>(
    problem: &DatasetProblem,
    claim: &RegionVolumes,
    writer: &mut CertificateWriter<W>,
    control: Control<'_>,
) -> Result<(Answer, u64, Finding), ProveError> {
    let volumes = Volumes::new(problem, problem.width, control)?;
    let epsilon = &claim.epsilon.0;
    let mut last = None;
    for bits in BITS {
        let Some(shares) = volumes.shares(epsilon, bits)? else {
            let estimates = volumes.estimates(epsilon, (SAMPLES, 0), control)?;
            return Err(beyond(volumes.cells.span.dimension(), &estimates));
        };
        if let Some(answer) = decided(claim, &shares) {
            let by = write(&volumes, bits + MORE_BITS, writer)?;
            return Ok((answer, by, Finding::None));
        }
        last = Some(shares);
    }
    let enclosed = last.iter().flatten().zip(NAMES).map(|(share, name)| {
        let (low, high) = rounded(share, 12);
        format!("{name} between {} and {}", cut(&low, 12).0, cut(&high, 12).0)
    });
    let enclosed = enclosed.collect_vec().join(", ");
    Err(ProveError::Undetermined(format!("a share is too near to a bound of the claim: {enclosed}")))
}

fn beyond(dimension: usize, estimates: &[Estimate; 4]) -> ProveError {
    let lines = estimates.iter().zip(NAMES).map(|(estimate, name)| {
        let [low, high] = [estimate.low, estimate.high].map(|end| cut(&millionths(end), 6).0);
        format!("{name} {low} to {high}")
    });
    let lines = lines.collect_vec().join(", ");
    ProveError::Undetermined(format!(
        "the points span {dimension} dimensions, and volumes are exact or enclosed up to 3 only; estimate, not a proof \
         ({SAMPLES} networks, seed 0, each with 99 % confidence): {lines}"
    ))
}

/// The answer, if every stated share is within its bounds or some share is outside.
fn decided(claim: &RegionVolumes, shares: &[Part; 4]) -> Option<Answer> {
    let stated = [&claim.zero_loss, &claim.positive_loss, &claim.without_minimum, &claim.misclassified];
    let pairs = || shares.iter().zip(stated).filter_map(|(share, bounds)| Some((share, bounds.as_ref()?)));
    let outside = |(share, bounds): (&Part, &Bounds)| share.high < bounds.low.0 || bounds.high.0 < share.low;
    let within = |(share, bounds): (&Part, &Bounds)| bounds.low.0 <= share.low && share.high <= bounds.high.0;
    if pairs().any(outside) {
        return Some(Answer::Refuted);
    }
    pairs().all(within).then_some(Answer::Proved)
}

fn write<W: Write>(
    volumes: &Volumes,
    bits: u32,
    writer: &mut CertificateWriter<W>,
) -> Result<u64, ProveError> {
    let cells = &volumes.cells;
    let coordinates =
        cells.span.coordinates.iter().map(|row| row.iter().cloned().map(Canonical).collect()).collect();
    writer.step(&VolumeSpan { points: cells.span.basis.clone(), coordinates })?;
    for (signs, rays) in cells.signs.iter().zip(cells.rays.iter().flatten()) {
        let rays = rays.iter().map(|ray| integers(ray)).collect();
        writer.step(&VolumeCell { signs: text(signs), rays })?;
    }
    for region in &volumes.regions {
        let cells = region.cells.clone();
        match &region.held {
            Held::Minimum(network) => {
                writer.step(&VolumeMinimum { cells, network: network.clone().into() })?
            }
            Held::Without { fit, cuts } => {
                let cut = |(signs, multipliers): &(String, Vec<(usize, num_bigint::BigInt)>)| SignCut {
                    signs: signs.clone(),
                    multipliers: multipliers
                        .iter()
                        .map(|(row, value)| (*row, Canonical(Rational::from_integer(value.clone()))))
                        .collect(),
                };
                writer.step(&VolumeEmpty {
                    cells,
                    fit: integers(fit),
                    cuts: cuts.iter().map(cut).collect(),
                })?
            }
        };
    }
    Ok(writer.step(&VolumeShares { bits })?)
}
