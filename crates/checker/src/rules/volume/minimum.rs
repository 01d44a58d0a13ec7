//! Rule `volume-minimum`: a differentiable local minimum of a region.

use critcert_certificate::case::DatasetNetwork;
use critcert_certificate::certificate::limits;
use critcert_certificate::certificate::volume::VolumeMinimum;
use critcert_certificate::rational::Rational;
use num_traits::Zero;

use super::{AnyFact, Class, fields, require};
use crate::kernel::{Failure, State};
use crate::stratum::local::Evaluated;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: VolumeMinimum = fields(with)?;
    let (problem, _) = state.volume_problem()?;
    let network = DatasetNetwork::from(stated.network);
    if network.v.len() > limits::NEURONS {
        return Err(Failure::Declined(format!("more than {} neurons", limits::NEURONS)));
    }
    let cells = state.volume.region(&stated.cells, problem.width)?;
    let evaluated = Evaluated::new(problem, &network)?;
    // Cells have no kinks, so that the network is differentiable.
    let here = cells.iter().map(|cell| cell.covector.signs.as_slice()).eq(evaluated.signs());
    require(here, "the network is not in the region")?;
    evaluated.accept_minimum(&vec![Vec::new(); network.v.len()])?;
    let half = Rational::new(1.into(), 2.into());
    let wrong = evaluated
        .residual()
        .iter()
        .zip(&problem.labels)
        .filter(|(e, label)| (*e + &label.0 > half) != (label.0 > half))
        .count();
    let class = Class::Minimum { exact: evaluated.loss.is_zero(), wrong };
    state.volume.regions.push((stated.cells, class));
    Ok(None)
}
