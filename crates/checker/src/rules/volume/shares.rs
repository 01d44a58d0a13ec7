//! Rule `volume-shares`: lower bounds of disjoint regions add up.

use critcert_certificate::certificate::volume::VolumeShares;
use critcert_certificate::rational::Rational;
use num_bigint::BigInt;
use num_traits::{One, Zero};

use super::{AnyFact, Class, Fact, Share, fields};
use crate::kernel::{Failure, State};

/// Most bits of an angle.
const MAX_BITS: u32 = 4096;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: VolumeShares = fields(with)?;
    if stated.bits > MAX_BITS {
        return Err(Failure::Declined(format!("more than {MAX_BITS} bits")));
    }
    let (problem, claim) = state.volume_problem()?;
    let epsilon = &claim.epsilon.0;
    let parts: Vec<Rational> = state.volume.cells.iter().map(|cell| cell.cone.part(stated.bits)).collect();
    let count = Rational::from_integer(problem.labels.len().into());
    // Known to be in the class, and known to be outside.
    let mut known: [(Rational, Rational); 4] = std::array::from_fn(|_| (Rational::zero(), Rational::zero()));
    for (cells, class) in &state.volume.regions {
        let part = multiple(cells) * cells.iter().filter_map(|&cell| parts.get(cell)).product::<Rational>();
        let holds = match class {
            Class::Without => [false, false, true, false],
            Class::Minimum { exact, wrong } => {
                let many = Rational::from_integer((*wrong).into()) > epsilon * &count;
                [*exact, !*exact, false, many]
            }
        };
        for ((inside, outside), holds) in known.iter_mut().zip(holds) {
            *if holds { inside } else { outside } += &part;
        }
    }
    let shares = known.map(|(inside, outside)| Share { low: inside, high: Rational::one() - outside });
    Ok(Some(AnyFact::Volume(Fact::Shares(shares))))
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
