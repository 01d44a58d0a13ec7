//! Rule `volume-shares`: lower bounds of disjoint regions add up.

use std::collections::BTreeMap;

use critcert_certificate::certificate::volume::VolumeShares;
use critcert_certificate::rational::Rational;
use num_bigint::BigInt;
use num_traits::{One, Zero};

use super::{AnyFact, Class, Fact, Progress, Share, fields};
use crate::kernel::{Failure, State};
use crate::volume::angle::sum_of_turns;

/// Most bits of an angle.
const MAX_BITS: u32 = 4096;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: VolumeShares = fields(with)?;
    if stated.bits > MAX_BITS {
        return Err(Failure::Declined(format!("more than {MAX_BITS} bits")));
    }
    let (problem, claim) = state.volume_problem()?;
    let volume = &state.volume;
    let parts: Vec<Rational> = volume.cells.iter().map(|cell| cell.cone.part(stated.bits)).collect();
    let count = Rational::from_integer(problem.labels.len().into());
    let allowed = &claim.epsilon.0 * &count;
    // Per kind: is a region of it?
    let kinds: [&dyn Fn(&Class) -> bool; 4] = [
        &|class| matches!(class, Class::Minimum { exact: true, .. }),
        &|class| matches!(class, Class::Minimum { exact: false, .. }),
        &|class| matches!(class, Class::Without),
        &|class| matches!(class, Class::Minimum { wrong, .. } if Rational::from_integer((*wrong).into()) > allowed),
    ];
    let complete = volume.is_complete(problem.width);
    let shares = kinds.map(|kind| {
        let inside = volume.known(&parts, kind);
        let outside = volume.known(&parts, &|class| !kind(class));
        let mut share = Share { low: inside, high: Rational::one() - outside };
        // Nothing is outside the regions: a kind that none is of, or all are of, has no part or the whole.
        if complete && !volume.regions.iter().any(|(_, class)| kind(class)) {
            share.high = Rational::zero();
        }
        if complete && volume.regions.iter().all(|(_, class)| kind(class)) {
            share.low = Rational::one();
        }
        share
    });
    Ok(Some(AnyFact::Volume(Fact::Shares(Box::new(shares)))))
}

impl Progress {
    /// A lower bound of the volume of the regions of a kind.
    fn known(&self, parts: &[Rational], kind: &dyn Fn(&Class) -> bool) -> Rational {
        let mut sum = Rational::zero();
        let mut single = Some(Vec::new());
        for (cells, _) in self.regions.iter().filter(|(_, class)| kind(class)) {
            sum += multiple(cells) * cells.iter().filter_map(|&cell| parts.get(cell)).product::<Rational>();
            single = match (single, cells.as_slice()) {
                (Some(mut all), [cell]) => {
                    all.extend(self.cells.get(*cell).and_then(|cell| cell.cone.angle()));
                    Some(all)
                }
                _ => None,
            };
        }
        // One neuron and r = 2: a sum of angles can be a known part of a turn where the angles are not.
        let area = self.span.as_ref().and_then(|(span, _)| span.area());
        let (Some(angles), Some(area)) = (single, area) else { return sum };
        match sum_of_turns(angles.iter(), &area) {
            // The true sum is at least `sum`, and differs from `turns` by whole turns.
            Some(turns) => (&sum - &turns).ceil() + turns,
            None => sum,
        }
    }

    /// Whether the cells cover everything, and the regions stated are all of them.
    ///
    /// Cones with disjoint interiors cover everything if each of their facets belongs to two of them: then the boundary of their
    /// union has no facet, and what is left of dimension r - 2 does not separate.
    fn is_complete(&self, width: usize) -> bool {
        let mut owners: BTreeMap<Vec<Vec<Rational>>, usize> = BTreeMap::new();
        for facet in self.cells.iter().flat_map(|cell| cell.cone.facets()) {
            let count = owners.entry(facet).or_default();
            *count = count.saturating_add(1);
        }
        let covered = !self.cells.is_empty() && owners.values().all(|count| *count == 2);
        // Regions are listed without repetition: C(m + N - 1, N) are all.
        let mut all = BigInt::one();
        for place in 1..=width {
            let top = self.cells.len().saturating_add(place).saturating_sub(1);
            all = all * top / place;
        }
        covered && BigInt::from(self.regions.len()) == all
    }
}

/// The number of ways to give these cells to the neurons.
fn multiple(cells: &[usize]) -> Rational {
    let mut ways = BigInt::one();
    let mut same = 0_usize;
    for (place, cell) in cells.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|before| cells.get(before));
        same = if before == Some(cell) { same.saturating_add(1) } else { 1 };
        ways = ways * place.saturating_add(1) / same;
    }
    Rational::from_integer(ways)
}
