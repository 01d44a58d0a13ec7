//! Rules about the porcupine problem (`proofs/format/porcupine.md`), and the facts that they show.

mod descent;
mod empty;
mod global;
mod landscape;
mod maximum;
mod minimum;
mod pattern;
mod point;
mod region;
mod span;
mod span_count;
mod verdict;
mod zero;

use std::collections::BTreeMap;
use std::rc::Rc;

use critcert_certificate::case::porcupine::{LineSign, Regions};
use critcert_certificate::case::{PorcupineClaim, Problem, Verdict};
use critcert_certificate::certificate::Answer;
use critcert_certificate::rational::Canonical;

use super::{Fact as AnyFact, Table, fields, require};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;
use crate::porcupine::evaluate::{Positions, merged_region};
use crate::porcupine::model::Model;
use crate::porcupine::number::Ratio;

pub(super) const TABLE: Table = &[
    ("porcupine-point", point::apply),
    ("porcupine-minimum", minimum::apply),
    ("porcupine-descent", descent::apply),
    ("porcupine-maximum", maximum::apply),
    ("porcupine-global", global::apply),
    ("porcupine-verdict", verdict::apply),
    ("porcupine-pattern", pattern::apply),
    ("porcupine-landscape", landscape::apply),
    ("porcupine-region", region::apply),
    ("porcupine-empty", empty::apply),
    ("porcupine-span", span::apply),
    ("porcupine-span-count", span_count::apply),
    ("porcupine-zero", zero::apply),
];

/// What is under way besides facts.
#[derive(Default)]
pub(crate) struct Progress {
    model: Option<Rc<Model>>,
    /// Patterns seen so far.
    patterns: u64,
    /// Losses of those that hold a local minimum.
    losses: Vec<Ratio>,
    /// Choices of mixed lines seen so far, and whether they span the others.
    spans: BTreeMap<Vec<bool>, bool>,
}

/// What a step shows.
pub(crate) enum Fact {
    /// A network was evaluated.
    Point(Box<Point>),
    /// The point of this step is a local minimum.
    Minimum(u64),
    /// The point of this step has a negative one-sided derivative.
    Descends(u64),
    /// The point of this step is a local maximum.
    Maximum(u64),
    /// The least loss of the problem.
    Least(Box<Ratio>),
    /// The verdict on a point.
    Verdict(Settled),
    /// The losses of all local minima, increasing.
    Landscape(Vec<Ratio>),
    /// Every local minimum of this region of the distinct lines is global.
    Region(Vec<char>),
    /// This line of the case has one neuron, so that it is never mixed.
    Empty(usize),
    /// These distinct lines, mixed, span the others.
    Spanned(Vec<bool>),
    /// The span theorem was tested for every choice of mixed lines.
    SpanTheorem,
    /// Whether t = 0 is a strict local maximum.
    Zero(bool),
}

/// An evaluated network.
pub(crate) struct Point {
    of_case: bool,
    positions: Positions,
}

/// A point with its verdict.
#[derive(Clone, Copy)]
pub(crate) struct Settled {
    point: u64,
    verdict: Verdict,
    /// For a local minimum: whether a smaller loss was shown.
    compared: bool,
}

/// The answer to a claim that step `by` shows.
pub(super) fn conclude(state: &State<'_>, claim: &PorcupineClaim, by: u64) -> Result<Answer, Failure> {
    match claim {
        PorcupineClaim::Verdict { expect } => {
            let settled = state.porcupine_verdict(by)?;
            require(state.porcupine_point(settled.point)?.of_case, "the verdict is about another network")?;
            let open = settled.verdict == Verdict::LocalMinimum
                && !settled.compared
                && *expect == Verdict::GlobalMinimum;
            require(!open, "the local minimum was not compared with the least loss")?;
            Ok(answer(settled.verdict == *expect))
        }
        PorcupineClaim::NoSpuriousLocalMinimum { regions } => no_spurious(state, regions, by),
        PorcupineClaim::SpanTheorem { regions } => span_theorem(state, regions, by),
        PorcupineClaim::LocalMinimumLosses { losses } => {
            let shown = state.porcupine_landscape(by)?;
            let number = |value: &Canonical| Ratio::rational(&value.0);
            let equal = shown.len() == losses.len()
                && shown.iter().zip(losses).all(|(shown, claimed)| shown.equals(&number(claimed)));
            Ok(answer(equal))
        }
        PorcupineClaim::ZeroIsStrictLocalMaximum => {
            let shown =
                state.porcupine_fact(by, "whether zero is a strict local maximum", |fact| match fact {
                    Fact::Zero(holds) => Some(holds),
                    _ => None,
                })?;
            Ok(answer(*shown))
        }
        PorcupineClaim::DistanceToTeacher { value } => {
            let shown = state.porcupine_least(by)?;
            Ok(answer(shown.equals(&Ratio::rational(&value.0))))
        }
    }
}

fn answer(holds: bool) -> Answer {
    if holds { Answer::Proved } else { Answer::Refuted }
}

/// The signs of a region on the lines of the case; none for all regions.
fn signs(state: &State<'_>, regions: &Regions) -> Result<Option<Vec<LineSign>>, Failure> {
    Ok(match regions {
        Regions::All => None,
        Regions::Mixed => match &state.case.problem {
            Problem::Porcupine(problem) => Some(vec![LineSign::Mixed; problem.lines.len()]),
            other => return Err(Reason::Kind { kind: other.kind() }.into()),
        },
        Regions::Named(signs) => Some(signs.clone()),
    })
}

/// Whether step `by` shows that the region has no network, or that the span theorem covers it.
fn is_covered(state: &State<'_>, region: &[LineSign], by: u64) -> Result<bool, Failure> {
    let merged = merged_region(state.porcupine_model_ready()?, region);
    let mixed: Vec<bool> = merged.iter().map(|letter| *letter == 'm').collect();
    let shown = state.fact(by, "anything about the region", |fact| match fact {
        AnyFact::Porcupine(fact) => Some(fact),
        _ => None,
    })?;
    Ok(match shown {
        Fact::Empty(line) => region.get(*line) == Some(&LineSign::Mixed),
        Fact::Spanned(shown) => *shown == mixed,
        _ => false,
    })
}

fn no_spurious(state: &State<'_>, regions: &Regions, by: u64) -> Result<Answer, Failure> {
    let region = signs(state, regions)?;
    if let Ok(settled) = state.porcupine_verdict(by) {
        require(
            settled.verdict == Verdict::LocalMinimum && settled.compared,
            "the point is not shown to be a local minimum that is not global",
        )?;
        let positions = &state.porcupine_point(settled.point)?.positions;
        let inside = region.is_none_or(|region| positions.is_in(&region));
        require(inside, "the local minimum is outside of the regions of the claim")?;
        return Ok(Answer::Refuted);
    }
    let Some(region) = region else {
        // The least loss is attained, at a local minimum.
        return Ok(answer(state.porcupine_landscape(by)?.len() == 1));
    };
    if is_covered(state, &region, by)? {
        return Ok(Answer::Proved);
    }
    let merged = merged_region(state.porcupine_model_ready()?, &region);
    let shown = state.porcupine_fact(by, "the local minima of the region", |fact| match fact {
        Fact::Region(region) => Some(region),
        _ => None,
    })?;
    require(*shown == merged, "the step is about another region")?;
    Ok(Answer::Proved)
}

fn span_theorem(state: &State<'_>, regions: &Regions, by: u64) -> Result<Answer, Failure> {
    match signs(state, regions)? {
        None => {
            state.porcupine_fact(
                by,
                "the span theorem for every choice of mixed lines",
                |fact| match fact {
                    Fact::SpanTheorem => Some(&()),
                    _ => None,
                },
            )?;
        }
        Some(region) => {
            require(
                is_covered(state, &region, by)?,
                "the step does not show the span theorem in the region",
            )?;
        }
    }
    Ok(Answer::Proved)
}

impl State<'_> {
    /// The model of the case, made at its first use.
    fn porcupine_model(&mut self) -> Result<Rc<Model>, Failure> {
        if let Some(model) = &self.porcupine.model {
            return Ok(Rc::clone(model));
        }
        let problem = match &self.case.problem {
            Problem::Porcupine(problem) => problem,
            other => return Err(Reason::Kind { kind: other.kind() }.into()),
        };
        let model = Rc::new(Model::of(problem)?);
        self.porcupine.model = Some(Rc::clone(&model));
        Ok(model)
    }

    /// The model, if a step has used it.
    fn porcupine_model_ready(&self) -> Result<&Model, Reason> {
        let condition = "no step is about the problem";
        self.porcupine.model.as_deref().ok_or(Reason::Condition { condition })
    }

    /// The fact shown by an earlier step, if `select` accepts it.
    fn porcupine_fact<T>(
        &self,
        step: u64,
        needed: &'static str,
        select: impl Fn(&Fact) -> Option<&T>,
    ) -> Result<&T, Reason> {
        self.fact(step, needed, |fact| match fact {
            AnyFact::Porcupine(fact) => select(fact),
            _ => None,
        })
    }

    /// The evaluated network of an earlier step.
    fn porcupine_point(&self, step: u64) -> Result<&Point, Reason> {
        self.porcupine_fact(step, "a point", |fact| match fact {
            Fact::Point(point) => Some(&**point),
            _ => None,
        })
    }

    /// The verdict of an earlier step.
    fn porcupine_verdict(&self, step: u64) -> Result<Settled, Reason> {
        self.porcupine_fact(step, "a verdict", |fact| match fact {
            Fact::Verdict(settled) => Some(settled),
            _ => None,
        })
        .copied()
    }

    /// The least loss, shown by an earlier step.
    fn porcupine_least(&self, step: u64) -> Result<&Ratio, Reason> {
        self.porcupine_fact(step, "the least loss", |fact| match fact {
            Fact::Least(value) => Some(&**value),
            _ => None,
        })
    }

    /// The losses of all local minima, shown by an earlier step.
    fn porcupine_landscape(&self, step: u64) -> Result<&Vec<Ratio>, Reason> {
        self.porcupine_fact(step, "the losses of all local minima", |fact| match fact {
            Fact::Landscape(losses) => Some(losses),
            _ => None,
        })
    }
}
