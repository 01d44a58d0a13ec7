//! Rule `tree`, section 8.10: the start of the pattern tree.

use critcert_certificate::case::{Claim, IntervalClaim, Verdict};
use critcert_certificate::certificate::interval::Tree;
use critcert_certificate::certificate::limits;
use num_traits::Zero;

use super::{AnyFact, fields, require};
use crate::interval::tree::TreeState;
use crate::kernel::{Failure, State};

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: Tree = fields(with)?;
    let problem = state.interval()?;
    require(state.interval.tree.is_none(), "a second tree")?;
    require(!problem.slope.0.is_zero(), "the target is constant, the classification does not hold")?;
    let claim = Claim::Interval(IntervalClaim::Classification { width: stated.width });
    let claimed = state.claim == claim;
    require(claimed, "the tree is not of the width of a classification claim")?;
    require(stated.width > 0, "the width is zero")?;
    if stated.width > limits::NEURONS {
        return Err(Failure::Declined(format!("more than {} neurons", limits::NEURONS)));
    }
    let global = state.settled(stated.global)?;
    require(global.verdict == Verdict::GlobalMinimum, "the step shows no global minimum")?;
    let width = state.point(global.point)?.evaluation.neurons.len();
    require(width == stated.width, "the global minimum has another width")?;
    state.interval.tree = Some(TreeState::new(stated.width));
    Ok(None)
}
