//! Rules about the linear problem (`proofs/format/linear.md`), and the facts that they show.

mod benign;
mod critical_values;
mod gradient_entry;
mod least_loss;
mod least_loss_interval;
mod lower_bound;
mod negative_curvature;
mod point;
mod sigma;
mod spectrum;
mod verdict;
mod zero_gradient;

use critcert_certificate::Rational;
use critcert_certificate::case::linear::LinearProblem;
use critcert_certificate::case::{LinearClaim, Problem, Verdict};
use critcert_certificate::certificate::Answer;
use critcert_certificate::rational::compare;

use super::{Fact as AnyFact, Table as RuleTable, fields, require, same};
use crate::kernel::State;
use crate::linear::evaluate::Evaluation;
use crate::linear::spectrum::Spectrum;
use crate::linear::table::Table;
use crate::outcome::Reason;

pub(super) const TABLE: RuleTable = &[
    ("linear-point", point::apply),
    ("linear-gradient-entry", gradient_entry::apply),
    ("linear-zero-gradient", zero_gradient::apply),
    ("linear-negative-curvature", negative_curvature::apply),
    ("linear-sigma", sigma::apply),
    ("linear-lower-bound", lower_bound::apply),
    ("linear-verdict", verdict::apply),
    ("linear-least-loss", least_loss::apply),
    ("linear-spectrum", spectrum::apply),
    ("linear-least-loss-interval", least_loss_interval::apply),
    ("linear-critical-values", critical_values::apply),
    ("linear-benign", benign::apply),
];

/// What a step shows.
pub(crate) enum Fact {
    /// A network was evaluated.
    Point(Box<Point>),
    /// The point of this step is not critical.
    NotCritical(u64),
    /// The point of this step is critical.
    Critical(u64),
    /// The second derivative is negative along a line through the point of this step.
    NegativeCurvature(u64),
    /// The matrix Sigma.
    Sigma(Table),
    /// No network has a smaller loss.
    LowerBound(Rational),
    /// The verdict on a point.
    Verdict(Settled),
    /// The least loss lies between these numbers, both included.
    LeastLoss(Rational, Rational),
    /// The eigenvalues of Sigma.
    Spectrum(Spectrum),
    /// All critical values, increasing: numbers, or intervals that hold one each.
    CriticalValues(Vec<(Rational, Rational)>),
    /// Every critical point is a global minimum or a strict saddle.
    Benign,
}

/// An evaluated network.
pub(crate) struct Point {
    /// Whether it is the network of the case.
    of_case: bool,
    evaluation: Evaluation,
}

/// A point with its verdict.
#[derive(Clone, Copy)]
pub(crate) struct Settled {
    point: u64,
    verdict: Verdict,
}

/// The answer to a claim that step `by` shows.
pub(super) fn conclude(state: &State<'_>, claim: &LinearClaim, by: u64) -> Result<Answer, Reason> {
    let answer = |holds: bool| if holds { Answer::Proved } else { Answer::Refuted };
    match claim {
        LinearClaim::Verdict { expect } => {
            let settled = *state.linear_fact(by, "a verdict", |fact| match fact {
                Fact::Verdict(settled) => Some(settled),
                _ => None,
            })?;
            require(state.linear_point(settled.point)?.of_case, "the verdict is about another network")?;
            Ok(answer(settled.verdict == *expect))
        }
        LinearClaim::NoSpuriousLocalMinimum | LinearClaim::EverySaddleStrict => {
            state.linear_fact(by, "that every critical point is benign", |fact| match fact {
                Fact::Benign => Some(&()),
                _ => None,
            })?;
            Ok(Answer::Proved)
        }
        LinearClaim::GlobalMinimumValue { value } => {
            let (low, high) = state.linear_fact_pair(by)?;
            if compare(low, high).is_eq() {
                return Ok(answer(compare(low, &value.0).is_eq()));
            }
            require(
                compare(&value.0, low).is_lt() || compare(&value.0, high).is_gt(),
                "the stated value lies in the interval of the least loss",
            )?;
            Ok(Answer::Refuted)
        }
        LinearClaim::CriticalValues { losses } => {
            let values = state.linear_fact(by, "all critical values", |fact| match fact {
                Fact::CriticalValues(values) => Some(values),
                _ => None,
            })?;
            let exact = |(low, high): &(Rational, Rational)| compare(low, high).is_eq().then(|| low.clone());
            for (low, high) in values.iter().filter(|value| exact(value).is_none()) {
                let inside =
                    losses.iter().any(|loss| compare(low, &loss.0).is_le() && compare(&loss.0, high).is_le());
                require(!inside, "a stated loss lies in an interval of a critical value")?;
            }
            let found: Option<Vec<Rational>> = values.iter().map(exact).collect();
            Ok(answer(found.is_some_and(|found| found.iter().eq(losses.iter().map(|loss| &loss.0)))))
        }
    }
}

impl State<'_> {
    /// The linear problem of the case.
    fn linear(&self) -> Result<&LinearProblem, Reason> {
        match &self.case.problem {
            Problem::Linear(problem) => Ok(problem),
            other => Err(Reason::Kind { kind: other.kind() }),
        }
    }

    /// The fact shown by an earlier step, if `select` accepts it.
    fn linear_fact<T>(
        &self,
        step: u64,
        needed: &'static str,
        select: impl Fn(&Fact) -> Option<&T>,
    ) -> Result<&T, Reason> {
        self.fact(step, needed, |fact| match fact {
            AnyFact::Linear(fact) => select(fact),
            _ => None,
        })
    }

    /// The evaluated network of an earlier step.
    fn linear_point(&self, step: u64) -> Result<&Point, Reason> {
        self.linear_fact(step, "a point", |fact| match fact {
            Fact::Point(point) => Some(&**point),
            _ => None,
        })
    }

    /// The matrix Sigma of an earlier step.
    fn sigma(&self, step: u64) -> Result<&Table, Reason> {
        self.linear_fact(step, "the matrix Sigma", |fact| match fact {
            Fact::Sigma(sigma) => Some(sigma),
            _ => None,
        })
    }

    /// The eigenvalues of an earlier step.
    fn spectrum(&self, step: u64) -> Result<&Spectrum, Reason> {
        self.linear_fact(step, "the eigenvalues of Sigma", |fact| match fact {
            Fact::Spectrum(spectrum) => Some(spectrum),
            _ => None,
        })
    }

    /// The lower bound of an earlier step.
    fn linear_bound(&self, step: u64) -> Result<&Rational, Reason> {
        self.linear_fact(step, "a lower bound", |fact| match fact {
            Fact::LowerBound(bound) => Some(bound),
            _ => None,
        })
    }

    /// The ends between which the least loss lies.
    fn linear_fact_pair(&self, step: u64) -> Result<(&Rational, &Rational), Reason> {
        let needed = "the least loss";
        let fact = self.linear_fact(step, needed, |fact| match fact {
            Fact::LeastLoss(..) => Some(fact),
            _ => None,
        })?;
        match fact {
            Fact::LeastLoss(low, high) => Ok((low, high)),
            _ => Err(Reason::Reference { step, needed }),
        }
    }
}
