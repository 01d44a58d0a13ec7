//! Rules about the extra-neuron problem (`proofs/format/extra-neuron.md`), and the facts that they show.

mod assumptions;
mod base;
mod base_minimum;
mod derivatives;
mod eliminates;
mod escape;
mod group;
mod lines;
mod minimum;
mod order;
mod output_weight;
mod patterns;
mod separation;
mod stationary;
mod vacuous;
mod verdict;

use critcert_certificate::case::extra_neuron::{
    Assumption, Base as CaseBase, ExtraNeuronClaim, ExtraNeuronNetwork, ExtraNeuronProblem, Unit,
};
use critcert_certificate::case::{Network as CaseNetwork, Problem, Verdict};
use critcert_certificate::certificate::Answer;
use critcert_certificate::rational::Rational;
use num_traits::Signed;

use super::{Fact as AnyFact, Table, fields, require, same};
use crate::extra_neuron::evaluate::Network;
use crate::extra_neuron::patterns::Enumeration;
use crate::extra_neuron::sums::Sum;
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) const TABLE: Table = &[
    ("extra-base", base::apply),
    ("extra-output-weight", output_weight::apply),
    ("extra-gradient-entry", derivatives::gradient_entry),
    ("extra-one-sided", derivatives::one_sided),
    ("extra-stationary", stationary::apply),
    ("extra-order", order::apply),
    ("extra-group", group::apply),
    ("extra-moment", group::moment),
    ("extra-optimal", minimum::optimal),
    ("extra-moments-vanish", minimum::moments_vanish),
    ("extra-base-minimum", base_minimum::apply),
    ("extra-escape", escape::apply),
    ("extra-verdict", verdict::apply),
    ("extra-separation", separation::apply),
    ("extra-eliminates", eliminates::apply),
    ("extra-lines", lines::apply),
    ("extra-cells", patterns::list),
    ("extra-patterns", patterns::start),
    ("extra-cut", patterns::cut),
    ("extra-covered", patterns::covered),
    ("extra-no-minimiser", vacuous::no_minimiser),
    ("extra-vacuous", vacuous::apply),
    ("extra-shifted-hinge", assumptions::shifted_hinge),
    ("extra-without-skip", assumptions::without_skip),
    ("extra-quadratic", assumptions::quadratic),
];

/// What is under way besides facts.
#[derive(Default)]
pub(crate) struct Progress {
    /// Half of the cells, complete.
    cells: Option<Vec<Vec<bool>>>,
    enumeration: Option<Enumeration>,
}

/// What a step shows. A number is the step of the base that the fact is about.
pub(crate) enum Fact {
    /// A base was evaluated.
    Base(Box<Evaluated>),
    /// The point of the case is not critical.
    NotCritical,
    /// The base has no falling direction.
    Stationary(u64),
    /// The derivative in `a` vanishes to this finite order at the unit of the case.
    Order { base: u64, order: usize },
    /// At some place the output of the base is not best.
    NotBest(u64),
    /// A moment of this degree is not zero.
    Moment { base: u64, degree: usize },
    /// The outputs of the base are best at every place.
    Optimal(u64),
    /// Above the base every point with a = 0 is a local minimum for the monomial unit of this power.
    Minimum { base: u64, power: usize, bad: bool },
    /// The base is a local minimum of its own loss.
    BaseMinimum,
    /// A global minimum with a != 0 of the loss without regulariser.
    Escape { of_case: bool },
    /// The verdict on the point of the case.
    Verdict(Verdict, Option<usize>),
    /// Polynomials of this degree separate the places.
    Separates(usize),
    /// The theorem applies.
    Eliminates,
    /// All critical lines above a base.
    Lines,
    /// No base of the width of the case has best outputs everywhere.
    NoneOptimal,
    /// The augmented loss has no local minimum.
    Vacuous,
    /// The theorem fails without this assumption.
    Fails(Assumption),
}

/// A base at the points of the case.
pub(crate) struct Evaluated {
    /// Whether it is the base of the case.
    of_case: bool,
    network: Option<Network>,
    outputs: Vec<Rational>,
    loss: Option<Rational>,
    coefficients: Vec<Sum>,
}

/// The answer to a claim that step `by` shows.
pub(super) fn conclude(state: &State<'_>, claim: &ExtraNeuronClaim, by: u64) -> Result<Answer, Reason> {
    let fact = state.any_extra_fact(by)?;
    let problem = state.extra()?;
    let answer = match (claim, fact) {
        (ExtraNeuronClaim::Verdict { expect, order }, Fact::Verdict(verdict, found)) => {
            let holds = verdict == expect && (order.is_none() || order == found);
            if holds { Answer::Proved } else { Answer::Refuted }
        }
        (ExtraNeuronClaim::ExtraNeuronEliminatesBadMinima, Fact::Eliminates) => Answer::Proved,
        (ExtraNeuronClaim::ExtraNeuronEliminatesBadMinima, Fact::Escape { .. }) => {
            require(!problem.lambda.0.is_positive(), "lambda is positive")?;
            Answer::Refuted
        }
        (ExtraNeuronClaim::ExtraNeuronEliminatesBadMinima, Fact::Minimum { power, bad: true, base }) => {
            require(problem.unit == Unit::Monomial(*power), "the unit has another power")?;
            require(state.extra_base(*base)?.of_case, "the base is not that of the case")?;
            Answer::Refuted
        }
        (ExtraNeuronClaim::Vacuous, Fact::Vacuous) => Answer::Proved,
        (ExtraNeuronClaim::Vacuous, Fact::Optimal(_)) => Answer::Refuted,
        (ExtraNeuronClaim::Vacuous, Fact::Escape { .. }) => {
            require(!problem.lambda.0.is_positive(), "lambda is positive")?;
            Answer::Refuted
        }
        (ExtraNeuronClaim::Vacuous, Fact::Minimum { power, .. }) => {
            require(problem.unit == Unit::Monomial(*power), "the unit has another power")?;
            Answer::Refuted
        }
        (ExtraNeuronClaim::MonomialPowerSuffices { power }, fact) => {
            let claimed = match (power, &problem.unit) {
                (Some(power), _) | (None, Unit::Monomial(power)) => *power,
                (None, Unit::Exp) => return Err(Reason::Condition { condition: "no power is claimed" }),
            };
            require(problem.lambda.0.is_positive(), "lambda is not positive")?;
            monomial_answer(state, claimed, fact, by)?
        }
        (ExtraNeuronClaim::RefuteWithoutAssumption { assumption }, fact) => {
            let shown = match fact {
                Fact::Fails(shown) => *shown,
                Fact::Escape { .. } => Assumption::PositiveLambda,
                _ => return Err(settles_nothing(by)),
            };
            require(shown == *assumption, "the counterexample is about another assumption")?;
            Answer::Proved
        }
        _ => return Err(settles_nothing(by)),
    };
    Ok(answer)
}

fn settles_nothing(by: u64) -> Reason {
    Reason::Reference { step: by, needed: "what settles the claim" }
}

/// The answer to the claim that a monomial of power `claimed` suffices.
fn monomial_answer(state: &State<'_>, claimed: usize, fact: &Fact, by: u64) -> Result<Answer, Reason> {
    match fact {
        Fact::Separates(power) => {
            require(*power <= claimed, "the separating degree is above the power")?;
            Ok(Answer::Proved)
        }
        Fact::Minimum { base, power, bad: true } => {
            require(state.extra_base(*base)?.of_case, "the base is not that of the case")?;
            require(*power == claimed, "the unit has another power")?;
            Ok(Answer::Refuted)
        }
        Fact::Moment { base, degree } => {
            let base = state.extra_base(*base)?;
            require(base.of_case && base.network.is_none(), "the base is not frozen")?;
            require(*degree <= claimed, "the degree of the moment is above the power")?;
            Ok(Answer::Proved)
        }
        Fact::Optimal(base) => {
            let base = state.extra_base(*base)?;
            require(base.of_case && base.network.is_none(), "the base is not frozen")?;
            Ok(Answer::Proved)
        }
        _ => Err(settles_nothing(by)),
    }
}

impl State<'_> {
    /// The extra-neuron problem of the case.
    fn extra(&self) -> Result<&ExtraNeuronProblem, Reason> {
        match &self.case.problem {
            Problem::ExtraNeuron(problem) => Ok(problem),
            other => Err(Reason::Kind { kind: other.kind() }),
        }
    }

    /// The unit of the case.
    fn extra_unit(&self) -> Result<&ExtraNeuronNetwork, Reason> {
        match &self.case.network {
            Some(CaseNetwork::ExtraNeuron(unit)) => Ok(unit),
            _ => Err(Reason::Condition { condition: "the case has no unit" }),
        }
    }

    /// The fact shown by an earlier step, if `select` accepts it.
    fn extra_fact<T>(
        &self,
        step: u64,
        needed: &'static str,
        select: impl Fn(&Fact) -> Option<&T>,
    ) -> Result<&T, Reason> {
        self.fact(step, needed, |fact| match fact {
            AnyFact::ExtraNeuron(fact) => select(fact),
            _ => None,
        })
    }

    /// The fact shown by an earlier step, of whatever kind.
    fn any_extra_fact(&self, step: u64) -> Result<&Fact, Reason> {
        self.fact(step, "a fact about the extra neuron", |fact| match fact {
            AnyFact::ExtraNeuron(fact) => Some(fact),
            _ => None,
        })
    }

    /// The evaluated base of an earlier step.
    fn extra_base(&self, step: u64) -> Result<&Evaluated, Reason> {
        self.extra_fact(step, "a base", |fact| match fact {
            Fact::Base(base) => Some(&**base),
            _ => None,
        })
    }

    /// The evaluated base of an earlier step, which is that of the case.
    fn extra_case_base(&self, step: u64) -> Result<&Evaluated, Reason> {
        let base = self.extra_base(step)?;
        require(base.of_case, "the base is not that of the case")?;
        Ok(base)
    }

    /// Refuses unless the base of step `better` has a smaller loss than `base`.
    fn is_better(&self, better: u64, base: &Evaluated) -> Result<(), Reason> {
        match (&self.extra_base(better)?.loss, &base.loss) {
            (Some(smaller), Some(larger)) => require(smaller < larger, "the other base is not better"),
            _ => Err(Reason::Condition { condition: "the losses are no rational numbers" }),
        }
    }
}

/// Whether the base of the case is frozen.
fn is_frozen(problem: &ExtraNeuronProblem) -> bool {
    matches!(problem.base, Some(CaseBase::Outputs(_)))
}

/// Compares a stated sum with the computed one, which must not be zero.
fn same_nonzero(
    what: &str,
    expected: &Sum,
    got: &critcert_certificate::certificate::extra_neuron::ExponentialSum,
) -> Result<(), Reason> {
    same(what, &expected.to_string(), &Sum::text_of(got))?;
    if expected.is_zero() {
        return Err(Reason::Sign { what: what.to_owned(), needed: "nonzero", got: "0".to_owned() });
    }
    Ok(())
}

fn shown(fact: Fact) -> Result<Option<AnyFact>, Failure> {
    Ok(Some(AnyFact::ExtraNeuron(fact)))
}
