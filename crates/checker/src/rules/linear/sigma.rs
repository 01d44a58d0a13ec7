//! Rule `linear-sigma`: the matrix whose eigenvalues decide.

use critcert_certificate::certificate::linear::LinearSigma;

use super::{AnyFact, Fact, fields, require};
use crate::kernel::{Failure, State};
use crate::linear::evaluate::Samples;
use crate::linear::table::Table;
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: LinearSigma = fields(with)?;
    let problem = state.linear()?;
    let shape = (problem.inputs(), problem.outputs());
    let (Some(solution), Some(samples)) = (Table::read(&stated.solution, shape), Samples::of(problem)) else {
        return Err(
            Reason::Condition { condition: "the solution does not have d0 rows and d2 columns" }.into()
        );
    };
    require(samples.solves(&solution), "the solution does not solve X X^T H = X Y^T")?;
    Ok(Some(AnyFact::Linear(Fact::Sigma(samples.sigma(&solution)))))
}
