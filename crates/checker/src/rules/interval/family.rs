//! Rule `family`, section 8.13: the critical points of a branch, exactly.

use critcert_certificate::case::Verdict;
use critcert_certificate::case::interval::{IntervalProblem, NeuronType};
use critcert_certificate::certificate::interval::{Family, NeuronKind};
use critcert_certificate::rational::{Rational, ratio, sign};
use num_bigint::BigInt;
use num_traits::{One, Zero};

use super::{AnyFact, Point, Settled, fields, require, same};
use crate::interval::evaluate::Neuron;
use crate::interval::system::{Label, Signs, System};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: Family = fields(with)?;
    let branch = state.open_tree()?.take(&stated.branch)?;
    let (last, kinks) = plain_branch(&branch.labels)?;
    let system = System::of(&branch.labels);
    require(stated.equal.len() == kinks.len(), "one combination for each kink")?;
    for (index, multipliers) in stated.equal.iter().enumerate() {
        system.accept_equal_length(index.saturating_add(1), multipliers)?;
    }
    let problem = state.interval()?;
    let pieces = Rational::from_integer(BigInt::from(kinks.len()) + 1);
    let breakpoints = equal_breakpoints(problem, kinks.len(), &pieces);
    require(
        breakpoints.iter().eq(stated.breakpoints.iter().map(|q| &q.0)),
        "the breakpoints are not equidistant",
    )?;
    let expected = if last == Label::Harmless { Verdict::LocalMinimum } else { Verdict::Saddle };
    same("verdict of the family", &expected.name(), &stated.verdict.name())?;
    let member = state.settled(stated.member)?;
    same("verdict of the member", &expected.name(), &member.verdict.name())?;
    let point = state.point(member.point)?;
    let loss = family_loss(problem, &pieces);
    same("loss of the family", &loss, &stated.loss.0)?;
    same("loss of the member", &loss, &point.evaluation.loss)?;
    let width = state.interval.tree.as_ref().map_or(0, |tree| tree.width);
    same("width of the member", &width, &point.evaluation.neurons.len())?;
    let moving = accept_reduced(problem, point, last, &kinks, &breakpoints)?;
    if expected == Verdict::Saddle {
        accept_local_direction(state, member, &moving, !kinks.is_empty())?;
    }
    if let Some(tree) = state.interval.tree.as_mut() {
        tree.count_family(&branch);
    }
    Ok(None)
}

/// The last label and the signs of the kinks of a branch that may hold a family.
fn plain_branch(labels: &[Label]) -> Result<(Label, Vec<Signs>), Reason> {
    let wrong = Reason::Condition { condition: "the branch is not that of a family" };
    let Some((&last, rest)) = labels.split_last() else { return Err(wrong) };
    let mut kinks = Vec::new();
    for (position, label) in rest.iter().enumerate() {
        match label {
            Label::Free if position == 0 => {}
            Label::Piece(Signs::None) => {}
            Label::Close if matches!(last, Label::Harmless | Label::Class(_)) => {}
            Label::Kink(signs @ (Signs::Plus | Signs::Minus)) => kinks.push(*signs),
            _ => return Err(wrong),
        }
    }
    match last {
        Label::Harmless | Label::Class(_) => Ok((last, kinks)),
        Label::Close if !kinks.is_empty() => Ok((last, kinks)),
        _ => Err(wrong),
    }
}

/// T0 + i D / pieces for i = 1, .., n.
fn equal_breakpoints(problem: &IntervalProblem, n: usize, pieces: &Rational) -> Vec<Rational> {
    let step = problem.length() / pieces;
    let mut breakpoint = problem.start.0.clone();
    let advance = |_| {
        breakpoint += &step;
        breakpoint.clone()
    };
    (0..n).map(advance).collect()
}

/// alpha^2 D^3 / (12 pieces^4).
fn family_loss(problem: &IntervalProblem, pieces: &Rational) -> Rational {
    let (alpha, length) = (&problem.slope.0, problem.length());
    let square = pieces * pieces;
    alpha * alpha * &length * &length * &length / (ratio(12, 1) * &square * &square)
}

/// Refuses a member that is not reduced (condition 4); returns which of its neurons may move.
fn accept_reduced(
    problem: &IntervalProblem,
    point: &Point,
    last: Label,
    kinks: &[Signs],
    breakpoints: &[Rational],
) -> Result<Vec<bool>, Reason> {
    let alpha = sign(&problem.slope.0);
    let mut remaining = kinks.iter().zip(breakpoints);
    let mut moving = Vec::with_capacity(point.kinds.len());
    let mut culprits = 0_usize;
    for (neuron, kind) in point.evaluation.neurons.iter().zip(&point.kinds) {
        let class = base_class(alpha, neuron, *kind);
        let moves = match (last, class) {
            (Label::Close, None) => {
                let Some((signs, breakpoint)) = remaining.next() else {
                    return Err(Reason::Condition { condition: "the member has more kinks than the branch" });
                };
                require(!kind.flat, "a kink of the member is flat")?;
                let w = if *signs == Signs::Plus { Rational::one() } else { -Rational::one() };
                same("w at a kink of the member", &w, &neuron.w)?;
                same("kink of the member", breakpoint, &neuron.breakpoint().unwrap_or_else(Rational::zero))?;
                true
            }
            (Label::Harmless, Some(1..=4)) | (_, Some(1 | 2)) => false,
            (Label::Class(wanted), Some(found)) if wanted == found => {
                culprits = culprits.saturating_add(1);
                let unit = neuron.w.is_zero() || neuron.w == Rational::one() || neuron.w == -Rational::one();
                require(unit, "the neuron of the member's class has not w in {-1, 0, 1}")?;
                true
            }
            _ => return Err(Reason::Condition { condition: "a neuron of the member is of another class" }),
        };
        moving.push(moves);
    }
    require(remaining.next().is_none(), "the member has fewer kinks than the branch")?;
    require(!matches!(last, Label::Class(_)) || culprits == 1, "one neuron of the member's class")?;
    Ok(moving)
}

/// The base class of a neuron, 1 to 14, or `None` for a type-2-active one.
fn base_class(alpha: i8, neuron: &Neuron, kind: NeuronKind) -> Option<usize> {
    let side = alpha.saturating_mul(sign(&neuron.v));
    match (kind.kind, kind.flat) {
        (NeuronType::Inactive, true) => Some(1),
        (NeuronType::Inactive, false) => Some(2),
        (NeuronType::SemiInactiveStart, _) => Some(if side > 0 { 3 } else { 5 + usize::from(side == 0) }),
        (NeuronType::SemiInactiveEnd, _) => Some(if side < 0 { 4 } else { 8 + usize::from(side == 0) }),
        (NeuronType::Degenerate, true) => Some(7),
        (NeuronType::SemiActive, true) => Some(10),
        (NeuronType::Type1Active, true) => Some(11),
        (NeuronType::Type1Active, false) => Some(12),
        (NeuronType::SemiActive, false) => Some(13),
        (NeuronType::Degenerate, false) => Some(14),
        (NeuronType::Type2Active, _) => None,
    }
}

/// Refuses a descent ray that moves other neurons, or that turns a kink (condition 5).
fn accept_local_direction(
    state: &State<'_>,
    member: Settled,
    moving: &[bool],
    kinks: bool,
) -> Result<(), Reason> {
    let step = member.ray.ok_or(Reason::Condition { condition: "the member has no descent ray" })?;
    for (change, moves) in state.descent(step)?.changes.iter().zip(moving) {
        let still = change.w.is_zero() && change.b.is_zero() && change.v.is_zero();
        require(*moves || still, "the descent ray moves a neuron outside the family")?;
        require(!kinks || change.w.is_zero(), "the descent ray turns a kink")?;
    }
    Ok(())
}
