//! Rule `zero-loss-contradiction`, and what settles the claim `zero-loss-network` (`proofs/format/zero-loss.md`).

use critcert_certificate::certificate::Answer;
use critcert_certificate::certificate::dataset::ZeroLossContradiction;
use critcert_certificate::rational::Rational;
use num_traits::{Signed, Zero};

use super::{AnyFact, Fact, fields, require};
use crate::dataset::evaluate::{Data, product};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: ZeroLossContradiction = fields(with)?;
    let data = state.dataset()?;
    let mut pairs = stated.factors.iter().zip(stated.factors.iter().skip(1));
    require(pairs.all(|((left, _), (right, _))| left < right), "the points do not increase")?;
    let mut factors = vec![Rational::zero(); data.labels.len()];
    for (index, factor) in &stated.factors {
        let place = factors.get_mut(*index);
        *place.ok_or(Reason::Condition { condition: "there is no point of this number" })? = factor.0.clone();
    }
    vanishes(&data, &factors)?;
    let contradicted = !product(&factors, &data.labels).is_zero();
    require(contradicted, "the combination of the labels is zero")?;
    Ok(Some(AnyFact::Dataset(Fact::NoZeroLoss)))
}

/// Refuses unless `sum factor_i f(x_i) = 0` for every network f.
fn vanishes(data: &Data, factors: &[Rational]) -> Result<(), Reason> {
    let total = factors.iter().sum::<Rational>();
    require(
        !data.output_bias || total.is_zero(),
        "the factors do not add up to zero, as an output bias asks",
    )?;
    for coordinate in 0..data.dimension {
        let terms =
            data.lifted.iter().zip(factors).filter_map(|(x, factor)| Some(x.get(coordinate)? * factor));
        require(terms.sum::<Rational>().is_zero(), "the combination of the points is not zero")?;
    }
    let all: Vec<usize> = (0..data.lifted.len()).collect();
    for line in data.classes(&all) {
        let terms = line.iter().filter_map(|(index, kappa)| Some(kappa.abs() * factors.get(*index)?));
        require(terms.sum::<Rational>().is_zero(), "the factors do not cancel on a line through the origin")?;
    }
    Ok(())
}

/// Proved by a network of loss 0 off all kinks, refuted by a contradiction or by the least loss of the width.
pub(super) fn conclude(state: &State<'_>, by: u64) -> Result<Answer, Reason> {
    if let Ok(losses) = state.losses(by) {
        let positive = losses.first().is_some_and(|(loss, _)| loss.is_positive());
        require(positive, "the least loss of the list is not positive")?;
        return Ok(Answer::Refuted);
    }
    let shown = state.dataset_fact(by, "a network, or that none has loss 0", |fact| match fact {
        Fact::Point(_) | Fact::NoZeroLoss => Some(fact),
        _ => None,
    })?;
    let Fact::Point(point) = shown else { return Ok(Answer::Refuted) };
    let neurons = &point.evaluation.neurons;
    require(point.evaluation.loss.is_zero(), "the loss of the network is not zero")?;
    require(neurons.len() == state.stratum_width()?, "the network has another width than the problem")?;
    let smooth = neurons.iter().all(|neuron| point.data.zeros(&neuron.signs).is_empty());
    require(smooth, "a point lies on the kink of a neuron")?;
    Ok(Answer::Proved)
}
