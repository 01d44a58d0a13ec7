//! Rule `stratum-minimum`: a network is a local minimum, kinks included.

use critcert_certificate::case::DatasetNetwork;
use critcert_certificate::certificate::limits;
use critcert_certificate::certificate::stratum::StratumMinimum;

use super::{AnyFact, Fact, fields, require, same};
use crate::kernel::{Failure, State};
use crate::stratum::local::Evaluated;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: StratumMinimum = fields(with)?;
    let network = DatasetNetwork::from(stated.network);
    if network.v.len() > limits::NEURONS {
        return Err(Failure::Declined(format!("more than {} neurons", limits::NEURONS)));
    }
    require(network.v.len() == state.stratum_width()?, "the network has another width than the claim")?;
    let evaluated = Evaluated::new(state.stratum_problem()?, &network)?;
    same("loss", &evaluated.loss, &stated.loss.0)?;
    require(evaluated.smoothness == stated.smoothness, "the smoothness is not the one stated")?;
    evaluated.accept_minimum(&stated.kinks)?;
    state.stratum.losses.add(evaluated.loss.clone(), evaluated.smoothness);
    Ok(Some(AnyFact::Stratum(Fact::Minimum(evaluated.loss, evaluated.smoothness))))
}
