//! Rule `rank-deficient`: the rows of the region's matrix are dependent.

use critcert_certificate::certificate::rank::RankDeficient;
use num_traits::Zero;

use super::{AnyFact, Fact, fields, numbers, require};
use crate::kernel::{Failure, State};

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: RankDeficient = fields(with)?;
    let region = state.region()?;
    let vector = numbers(&stated.vector);
    require(vector.len() == region.len(), "there is not one factor for each point")?;
    require(vector.iter().any(|factor| !factor.is_zero()), "all factors are zero")?;
    require(region.annihilates(&vector), "the combination of the rows is not zero")?;
    Ok(Some(AnyFact::Rank(Fact::Independent(false))))
}
