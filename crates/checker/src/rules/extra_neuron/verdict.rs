//! Rule `extra-verdict`, section 13: what the point of the case is.

use critcert_certificate::case::Verdict;
use critcert_certificate::case::extra_neuron::Unit;
use critcert_certificate::certificate::extra_neuron::ExtraVerdict;
use num_traits::{Signed, Zero};

use super::{AnyFact, Fact, fields, is_frozen, require, shown};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: ExtraVerdict = fields(with)?;
    let problem = state.extra()?;
    let no_weight = state.extra_unit()?.a.0.is_zero();
    let reasons: Vec<&Fact> =
        stated.because.iter().map(|step| state.any_extra_fact(*step)).collect::<Result<_, _>>()?;
    let needs_no_weight = "the output weight of the unit is not zero";
    match (stated.verdict, reasons.as_slice()) {
        (Verdict::GlobalMinimum, [Fact::Optimal(base)]) => {
            state.extra_case_base(*base)?;
            require(no_weight, needs_no_weight)?;
        }
        (Verdict::GlobalMinimum, [Fact::Escape { of_case: true }]) => {
            require(problem.lambda.0.is_zero(), "lambda is positive")?;
        }
        (
            Verdict::GlobalMinimum | Verdict::LocalMinimum,
            [Fact::Minimum { base, power, .. }, better @ ..],
        ) => {
            let of_case = state.extra_case_base(*base)?;
            require(no_weight, needs_no_weight)?;
            require(problem.unit == Unit::Monomial(*power), "the unit has another power")?;
            let global = stated.verdict == Verdict::GlobalMinimum;
            require(
                global == is_frozen(problem),
                "a minimum above a frozen base is global, others are not shown to be",
            )?;
            match (better, stated.because.get(1)) {
                ([], _) => {}
                ([Fact::Base(_)], Some(step)) if !global => state.is_better(*step, of_case)?,
                _ => return Err(unfit()),
            }
        }
        (Verdict::Saddle, [Fact::Stationary(stationary), Fact::Order { base, order }]) => {
            require(stationary == base, "the reasons are about different bases")?;
            require(*order > 0, "a saddle has a positive order")?;
            require(problem.lambda.0.is_positive(), "lambda is not positive")?;
            require(stated.order == Some(*order), "the order is another one")?;
        }
        (Verdict::NotCritical, [Fact::NotCritical]) => {}
        (Verdict::NotCritical, [Fact::Order { order: 0, .. }]) => {}
        _ => return Err(unfit()),
    }
    if stated.verdict != Verdict::Saddle {
        require(stated.order.is_none(), "only a saddle has an order")?;
    }
    shown(Fact::Verdict(stated.verdict, stated.order))
}

fn unfit() -> Failure {
    Reason::Condition { condition: "no such verdict from these reasons" }.into()
}
