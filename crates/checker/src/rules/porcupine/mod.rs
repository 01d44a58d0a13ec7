//! Rules about the porcupine problem (`proofs/format/porcupine.md`), and the facts that they show.

mod descent;
mod empty;
mod enclosed_least;
mod enclosed_point;
mod enclosed_region;
mod enclosed_verdict;
mod enclosed_zero;
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

use critcert_certificate::case::porcupine::{LineSign, PorcupineProblem, Regions};
use critcert_certificate::case::{PorcupineClaim, Problem, Verdict};
use critcert_certificate::certificate::Answer;
use critcert_certificate::certificate::porcupine::Bounds;
use critcert_certificate::rational::{Canonical, Rational};

use super::{Fact as AnyFact, Table, fields, require};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;
use crate::porcupine::evaluate::Positions;
use crate::porcupine::kernel::Kernel;
use crate::porcupine::lines::{Lines, is_in};
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
    ("porcupine-enclosed-point", enclosed_point::apply),
    ("porcupine-enclosed-verdict", enclosed_verdict::apply),
    ("porcupine-enclosed-least", enclosed_least::apply),
    ("porcupine-enclosed-region", enclosed_region::apply),
    ("porcupine-enclosed-zero", enclosed_zero::apply),
];

/// What is under way besides facts.
#[derive(Default)]
pub(crate) struct Progress {
    lines: Option<Rc<Lines>>,
    model: Option<Rc<Model>>,
    kernel: Option<Rc<Kernel>>,
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
    /// A network was evaluated, for Gaussian input at any angles.
    Enclosed(Box<Enclosed>),
    /// Bounds of the least loss of the problem.
    LeastBounds(Box<Bounds>),
    /// The verdict on a point.
    Verdict(Settled),
    /// The losses of all local minima, increasing.
    Landscape(Vec<Ratio>),
    /// Every local minimum of this region of the distinct lines is global.
    Region(Vec<char>),
    /// This region of the distinct lines holds a local minimum that is not global.
    Spurious(Vec<char>),
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

/// A network with bounds of its loss.
pub(crate) struct Enclosed {
    of_case: bool,
    /// For each line of the case the signs of its neurons.
    signs: Vec<Vec<i8>>,
    /// Masses on the distinct lines.
    masses: Vec<Rational>,
    loss: Bounds,
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
            require(state.porcupine_signs(settled.point)?.1, "the verdict is about another network")?;
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
            if let Ok(bounds) = state.porcupine_bounds(by) {
                let (low, high) = (&bounds.low.0, &bounds.high.0);
                let known = low == high || value.0 < *low || value.0 > *high;
                require(known, "the bounds of the least loss leave open whether it is the value")?;
                return Ok(answer(value.0 == *low && value.0 == *high));
            }
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
        Regions::Mixed => Some(vec![LineSign::Mixed; state.porcupine_problem()?.lines.len()]),
        Regions::Named(signs) => Some(signs.clone()),
    })
}

/// Whether step `by` shows that the region has no network, or that the span theorem covers it.
fn is_covered(state: &State<'_>, region: &[LineSign], by: u64) -> Result<bool, Failure> {
    let merged = state.porcupine_lines_ready()?.merged_region(region);
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
        let signs = state.porcupine_signs(settled.point)?.0;
        let inside = region.is_none_or(|region| is_in(signs, &region));
        require(inside, "the local minimum is outside of the regions of the claim")?;
        return Ok(Answer::Refuted);
    }
    if let Ok(shown) = state.porcupine_fact(by, "a spurious local minimum", |fact| match fact {
        Fact::Spurious(region) => Some(region),
        _ => None,
    }) {
        let lines = state.porcupine_lines_ready()?;
        // Several regions of the lines of the case can merge into one, which then holds networks of each.
        let inside = region.is_none_or(|region| lines.merged_region(&region) == *shown);
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
    let merged = state.porcupine_lines_ready()?.merged_region(&region);
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
    /// The problem of the case.
    fn porcupine_problem(&self) -> Result<&PorcupineProblem, Reason> {
        match &self.case.problem {
            Problem::Porcupine(problem) => Ok(problem),
            other => Err(Reason::Kind { kind: other.kind() }),
        }
    }

    /// The distinct lines of the case, made at their first use.
    fn porcupine_lines(&mut self) -> Result<Rc<Lines>, Failure> {
        if let Some(lines) = &self.porcupine.lines {
            return Ok(Rc::clone(lines));
        }
        let lines = Rc::new(Lines::of(self.porcupine_problem()?));
        self.porcupine.lines = Some(Rc::clone(&lines));
        Ok(lines)
    }

    /// The model of the case, made at its first use.
    fn porcupine_model(&mut self) -> Result<Rc<Model>, Failure> {
        if let Some(model) = &self.porcupine.model {
            return Ok(Rc::clone(model));
        }
        let lines = self.porcupine_lines()?;
        let model = Rc::new(Model::of(self.porcupine_problem()?, lines)?);
        self.porcupine.model = Some(Rc::clone(&model));
        Ok(model)
    }

    /// The kernel of a case with Gaussian input, made at its first use.
    fn porcupine_kernel(&mut self) -> Result<Rc<Kernel>, Failure> {
        if let Some(kernel) = &self.porcupine.kernel {
            return Ok(Rc::clone(kernel));
        }
        let lines = self.porcupine_lines()?;
        let kernel = Rc::new(Kernel::of(self.porcupine_problem()?, lines)?);
        self.porcupine.kernel = Some(Rc::clone(&kernel));
        Ok(kernel)
    }

    /// The distinct lines, if a step has used them.
    fn porcupine_lines_ready(&self) -> Result<&Lines, Reason> {
        let condition = "no step is about the problem";
        self.porcupine.lines.as_deref().ok_or(Reason::Condition { condition })
    }

    /// The signs of a point's neurons on the lines of the case, and whether it is the network of the case.
    fn porcupine_signs(&self, step: u64) -> Result<(&[Vec<i8>], bool), Reason> {
        if let Ok(point) = self.porcupine_enclosed(step) {
            return Ok((&point.signs, point.of_case));
        }
        let point = self.porcupine_point(step)?;
        Ok((&point.positions.signs, point.of_case))
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

    /// The network of an earlier step, with bounds of its loss.
    fn porcupine_enclosed(&self, step: u64) -> Result<&Enclosed, Reason> {
        self.porcupine_fact(step, "a point with bounds of its loss", |fact| match fact {
            Fact::Enclosed(point) => Some(&**point),
            _ => None,
        })
    }

    /// The bounds of the least loss, shown by an earlier step.
    fn porcupine_bounds(&self, step: u64) -> Result<&Bounds, Reason> {
        self.porcupine_fact(step, "bounds of the least loss", |fact| match fact {
            Fact::LeastBounds(bounds) => Some(&**bounds),
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
