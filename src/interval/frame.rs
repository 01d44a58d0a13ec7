//! An instance over common denominators, in the coordinate `y = x - T0`.
//!
//! The coordinate keeps numbers small for intervals far from zero. Positions are integers over one denominator
//! `Q`, the slope and the value at `y = 0` of each affine piece of `r` integers over one denominator `P`.

use std::cmp::Ordering;

use critcert_certificate::Rational;

use super::instance::{Instance, Neuron};
use crate::exact::integer::{ExactInteger, common_multiple};

/// Where a neuron acts inside the interval: `{x : w x + b > 0}` without its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Support {
    /// Nowhere.
    Nowhere,
    /// On the whole open interval.
    Everywhere,
    /// From the cut of this index to T1.
    From(usize),
    /// From T0 to the cut of this index.
    UpTo(usize),
}

/// The residual as integers: piece `k` lies between cuts `k` and `k + 1` and is `(S_k Y + J_k) / (P Q)` at `y = Y / Q`.
#[derive(Debug, Clone)]
pub(super) struct Frame<I> {
    /// `Q`, positive.
    pub(super) position_scale: I,
    /// `P`, positive.
    pub(super) value_scale: I,
    /// `0 = Y_0 < Y_1 < .. < Y_K = Q D`.
    pub(super) cuts: Vec<I>,
    /// `(S_k, J_k)` per piece, one fewer than cuts.
    pub(super) pieces: Vec<(I, I)>,
    /// One per neuron.
    pub(super) supports: Vec<Support>,
}

/// A neuron in the coordinate `y`: `w x + b = (slope y + value) / scale` with a positive scale.
struct Line<I> {
    slope: I,
    value: I,
    scale: I,
}

enum Place<I> {
    Nowhere,
    Everywhere,
    /// Breakpoint numerator, its positive denominator, and whether the neuron acts to the right of it.
    Inside(I, I, bool),
}

fn read<I: ExactInteger>(value: &Rational) -> Option<(I, I)> {
    Some((I::read(value.numer())?, I::read(value.denom())?))
}

/// `left - right`, as a fraction not necessarily in lowest terms, denominator positive.
fn difference<I: ExactInteger>(left: &Rational, right: &Rational) -> Option<(I, I)> {
    let (p, q) = read::<I>(left)?;
    let (s, t) = read::<I>(right)?;
    Some((p.times(&t)?.minus(&s.times(&q)?)?, q.times(&t)?))
}

fn line<I: ExactInteger>(neuron: &Neuron<'_>, start: &(I, I)) -> Option<Line<I>> {
    let (w, w_scale) = read::<I>(neuron.w)?;
    let (b, b_scale) = read::<I>(neuron.b)?;
    let (origin, origin_scale) = start;
    let slope = w.times(&b_scale)?.times(origin_scale)?;
    let value = w.times(origin)?.times(&b_scale)?.plus(&b.times(&w_scale)?.times(origin_scale)?)?;
    let scale = w_scale.times(&b_scale)?.times(origin_scale)?;
    let common = slope.gcd(&value).gcd(&scale);
    Some(Line { slope: slope / common.clone(), value: value / common.clone(), scale: scale / common })
}

fn place<I: ExactInteger>(line: &Line<I>, length: &(I, I)) -> Option<Place<I>> {
    let at_end = line.value.times(&length.1)?.plus(&line.slope.times(&length.0)?)?;
    let zero = I::zero();
    Some(match (line.value.cmp(&zero), at_end.cmp(&zero)) {
        (Ordering::Greater, Ordering::Less) | (Ordering::Less, Ordering::Greater) => {
            let common = line.slope.gcd(&line.value);
            let numerator = line.value.abs() / common.clone();
            Place::Inside(numerator, line.slope.abs() / common, line.slope.is_positive())
        }
        (Ordering::Greater, _) | (_, Ordering::Greater) => Place::Everywhere,
        _ => Place::Nowhere,
    })
}

/// The neurons with their places, and everything about positions.
struct Layout<I> {
    lines: Vec<Line<I>>,
    position_scale: I,
    cuts: Vec<I>,
    supports: Vec<Support>,
}

impl<I: ExactInteger> Layout<I> {
    fn build(instance: &Instance<'_>) -> Option<Self> {
        let start = read::<I>(instance.start())?;
        let length = difference::<I>(instance.end(), instance.start())?;
        let common = length.0.gcd(&length.1);
        let length = (length.0 / common.clone(), length.1 / common);
        let width = instance.problem().width;
        let (mut lines, mut places) = (Vec::with_capacity(width), Vec::with_capacity(width));
        let mut position_scale = length.1.clone();
        for neuron in instance.neurons() {
            let line = line(&neuron, &start)?;
            let place = place(&line, &length)?;
            if let Place::Inside(_, denominator, _) = &place {
                position_scale = common_multiple(&position_scale, denominator)?;
            }
            lines.push(line);
            places.push(place);
        }
        let over_scale =
            |numerator: &I, denominator: &I| numerator.times(&(position_scale.clone() / denominator.clone()));
        let mut cuts = vec![I::zero(), over_scale(&length.0, &length.1)?];
        let mut positions = Vec::with_capacity(width);
        for place in &places {
            positions.push(match place {
                Place::Inside(numerator, denominator, _) => Some(over_scale(numerator, denominator)?),
                _ => None,
            });
        }
        cuts.extend(positions.iter().flatten().cloned());
        cuts.sort_unstable();
        cuts.dedup();
        let support = |(place, position): (&Place<I>, &Option<I>)| {
            let cut = position.as_ref().and_then(|position| cuts.binary_search(position).ok());
            match (place, cut) {
                (Place::Everywhere, _) => Support::Everywhere,
                (Place::Inside(_, _, true), Some(cut)) => Support::From(cut),
                (Place::Inside(_, _, false), Some(cut)) => Support::UpTo(cut),
                _ => Support::Nowhere,
            }
        };
        let supports = places.iter().zip(&positions).map(support).collect();
        Some(Self { lines, position_scale, cuts, supports })
    }
}

impl<I: ExactInteger> Frame<I> {
    /// Brings an instance over common denominators; `None` when a number does not fit into `I`.
    pub(super) fn build(instance: &Instance<'_>) -> Option<Self> {
        let Layout { lines, position_scale, cuts, supports } = Layout::<I>::build(instance)?;
        // r is c - A plus the neurons: first one denominator for all of them.
        let problem = instance.problem();
        let slope = read::<I>(&problem.slope.0)?;
        let offset = difference::<I>(&instance.network().c.0, &problem.target(instance.start()))?;
        let mut value_scale = common_multiple(&slope.1, &offset.1)?;
        let mut acting = Vec::with_capacity(lines.len());
        for ((line, neuron), support) in lines.iter().zip(instance.neurons()).zip(&supports) {
            let (v, v_scale) = read::<I>(neuron.v)?;
            if *support == Support::Nowhere || v.is_zero() {
                continue;
            }
            let common = v.gcd(&line.scale);
            let denominator = v_scale.times(&(line.scale.clone() / common.clone()))?;
            value_scale = common_multiple(&value_scale, &denominator)?;
            acting.push((line, *support, (v / common, denominator)));
        }
        // Then the line on the first piece, and what changes at each cut.
        let over_scale =
            |(numerator, denominator): &(I, I)| numerator.times(&(value_scale.clone() / denominator.clone()));
        let mut current = (over_scale(&slope)?.neg(), over_scale(&offset)?);
        let mut jumps = vec![(I::zero(), I::zero()); cuts.len()];
        for (line, support, output) in &acting {
            let factor = over_scale(output)?;
            let (slope, value) = (factor.times(&line.slope)?, factor.times(&line.value)?);
            if matches!(support, Support::Everywhere | Support::UpTo(_)) {
                current = (current.0.plus(&slope)?, current.1.plus(&value)?);
            }
            match support {
                Support::From(cut) => add(&mut jumps, *cut, &slope, &value)?,
                Support::UpTo(cut) => add(&mut jumps, *cut, &slope.neg(), &value.neg())?,
                Support::Nowhere | Support::Everywhere => {}
            }
        }
        let mut pieces = Vec::with_capacity(cuts.len());
        for jump in jumps.iter().take(cuts.len().saturating_sub(1)) {
            current = (current.0.plus(&jump.0)?, current.1.plus(&jump.1)?);
            pieces.push((current.0.clone(), current.1.times(&position_scale)?));
        }
        Some(Self { position_scale, value_scale, cuts, pieces, supports })
    }
}

fn add<I: ExactInteger>(jumps: &mut [(I, I)], cut: usize, slope: &I, value: &I) -> Option<()> {
    let jump = jumps.get_mut(cut)?;
    *jump = (jump.0.plus(slope)?, jump.1.plus(value)?);
    Some(())
}
