//! Rule `rank-full`: the rows of the region's matrix are independent.

use critcert_certificate::certificate::rank::RankFull;

use super::{AnyFact, Fact, fields, require};
use crate::dataset::region::unit_pivots;
use crate::kernel::{Failure, State};

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: RankFull = fields(with)?;
    let region = state.region()?;
    require((2..1 << 31).contains(&stated.modulus), "the modulus is not between 2 and 2^31 - 1")?;
    require(stated.columns.len() == region.len(), "there is not one column for each point")?;
    unit_pivots(region.residues(&stated.columns, stated.modulus)?, stated.modulus)?;
    Ok(Some(AnyFact::Rank(Fact::Independent(true))))
}
