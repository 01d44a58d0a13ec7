//! Rule `pattern-cut`: no point has signs that begin like the branch.

use critcert_certificate::certificate::pattern::PatternCut;
use num_bigint::BigInt;
use num_traits::{Signed, Zero};

use super::{AnyFact, fields, require};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: PatternCut = fields(with)?;
    let (points, _, tree) = state.patterns()?;
    let tree = tree.as_mut().ok_or(Reason::Condition { condition: "no tree was started" })?;
    let branch = tree.branches.take(&stated.branch)?;
    let mut sum = vec![BigInt::zero(); points.dimension];
    let (mut strict, mut next) = (false, 0);
    for (index, multiplier) in &stated.multipliers {
        let (Some(&sign), Some(row)) = (branch.get(*index), points.rows.get(*index)) else {
            let condition = "a multiplier for a row that does not exist";
            return Err(Reason::Condition { condition }.into());
        };
        require(*index >= next, "the rows of the multipliers do not increase")?;
        next = index.saturating_add(1);
        let whole = !multiplier.0.is_zero() && multiplier.0.is_integer();
        require(whole, "a multiplier is zero or not an integer")?;
        if sign != 0 && multiplier.0.is_negative() {
            let what = format!("the multiplier of strict row {index}");
            return Err(Reason::Sign { what, needed: "positive", got: multiplier.to_string() }.into());
        }
        strict |= sign != 0;
        let factor = multiplier.0.to_integer() * if sign < 0 { -1 } else { 1 };
        for (sum, entry) in sum.iter_mut().zip(row.entries()) {
            *sum += &factor * entry;
        }
    }
    require(strict, "no strict row has a multiplier")?;
    match sum.iter().position(|entry| !entry.is_zero()) {
        None => Ok(None),
        Some(unknown) => {
            let got = sum.get(unknown).map(ToString::to_string).unwrap_or_default();
            Err(Reason::Combination { unknown, expected: "0".to_owned(), got }.into())
        }
    }
}
