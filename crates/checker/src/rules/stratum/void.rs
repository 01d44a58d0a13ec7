//! Rule `stratum-void`: no vector has signs that begin like this.

use critcert_certificate::certificate::stratum::StratumVoid;
use num_bigint::BigInt;
use num_traits::{Signed, Zero};

use super::{AnyFact, fields, require};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;
use crate::stratum::cover::read_signs;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: StratumVoid = fields(with)?;
    let known = state.covectors()?;
    known.cover.take(&stated.signs)?;
    let signs =
        read_signs(&stated.signs).ok_or(Reason::Condition { condition: "signs are written with + 0 -" })?;
    let mut sum = vec![BigInt::zero(); known.points.dimension];
    let (mut strict, mut next) = (false, 0_usize);
    for (point, multiplier) in &stated.multipliers {
        let (Some(&sign), Some(row)) = (signs.get(*point), known.points.rows.get(*point)) else {
            return Err(Reason::Condition { condition: "a multiplier of a point without a sign" }.into());
        };
        require(*point >= next, "the multipliers are not in order")?;
        next = point.saturating_add(1);
        require(multiplier.0.is_integer(), "a multiplier is not an integer")?;
        if sign != 0 {
            require(multiplier.0.is_positive(), "the multiplier of a point with a sign is not positive")?;
            strict = true;
        }
        let signed = if sign < 0 { -multiplier.0.numer().clone() } else { multiplier.0.numer().clone() };
        for (entry, x) in sum.iter_mut().zip(row) {
            *entry += x * &signed;
        }
    }
    require(strict, "no point with a sign has a multiplier")?;
    for (unknown, entry) in sum.iter().enumerate() {
        if !entry.is_zero() {
            let (expected, got) = ("0".to_owned(), entry.to_string());
            return Err(Reason::Combination { unknown, expected, got }.into());
        }
    }
    Ok(None)
}
