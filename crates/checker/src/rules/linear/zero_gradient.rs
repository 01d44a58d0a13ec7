//! Rule `linear-zero-gradient`: the point is critical.

use critcert_certificate::certificate::linear::LinearZeroGradient;
use num_traits::Zero;

use super::{AnyFact, Fact, fields};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: LinearZeroGradient = fields(with)?;
    let evaluation = &state.linear_point(stated.point)?.evaluation;
    for (layer, gradient) in [("W1", evaluation.gradient1()), ("W2", evaluation.gradient2())] {
        for (row, entries) in gradient.rows().iter().enumerate() {
            for (column, value) in entries.iter().enumerate() {
                if !value.is_zero() {
                    let what = format!("derivative by {layer}[{row}][{column}]");
                    let (expected, got) = ("0".to_owned(), value.to_string());
                    return Err(Reason::Value { what, expected, got }.into());
                }
            }
        }
    }
    Ok(Some(AnyFact::Linear(Fact::Critical(stated.point))))
}
