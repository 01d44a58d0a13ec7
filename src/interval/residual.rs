//! The residual `r = f - A` as a piecewise affine function, and its integrals.
//!
//! Moments by antiderivatives on each piece, accumulated from T0, so that the integral over any `I_j` is one
//! subtraction. Everything is summed as integers over a common denominator, in `i128` when that suffices.

use critcert_certificate::Rational;
use num_bigint::BigInt;
use num_traits::Zero;

use super::frame::Frame;
pub use super::frame::Support;
use super::instance::{Instance, IntervalError};
use crate::exact::integer::ExactInteger;

/// The two moments of the residual over a set: integrals of `r` and of `(x - T0) r`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Moments {
    /// Integral of `r`.
    pub mean: Rational,
    /// Integral of `(x - T0) r`.
    pub first: Rational,
}

impl Moments {
    fn minus(&self, other: &Self) -> Self {
        Self { mean: &self.mean - &other.mean, first: &self.first - &other.first }
    }
}

/// The residual of an instance between its *cuts*: T0, the distinct breakpoints strictly inside of neurons with
/// `w != 0` (flat ones too) in increasing order, T1. Cut 0 is T0; piece `k` lies between cuts `k` and `k + 1`.
#[derive(Debug, Clone)]
pub struct Residual {
    start: Rational,
    cuts: Vec<Rational>,
    pieces: Vec<(Rational, Rational)>,
    supports: Vec<Support>,
    /// Moments over `[T0, cut]`, per cut.
    prefix: Vec<Moments>,
    loss: Rational,
}

impl Residual {
    /// Computes the residual and all its moments; O(N log N) integer operations for N neurons.
    ///
    /// # Errors
    /// [`IntervalError::Internal`] only on a defect of this program.
    pub fn new(instance: &Instance<'_>) -> Result<Self, IntervalError> {
        Self::over::<i128>(instance)
            .or_else(|| Self::over::<BigInt>(instance))
            .ok_or(IntervalError::Internal("unbounded integers overflowed"))
    }

    fn over<I: ExactInteger>(instance: &Instance<'_>) -> Option<Self> {
        let frame = Frame::<I>::build(instance)?;
        let start = instance.start().clone();
        let scales = Scales::new(&frame)?;
        let mut sums = (I::zero(), I::zero());
        let mut prefix = vec![Moments::default()];
        for (piece, ends) in frame.pieces.iter().zip(frame.cuts.windows(2)) {
            let [left, right] = ends else { return None };
            let moments = piece_moments(piece, left, right)?;
            sums = (sums.0.plus(&moments.0)?, sums.1.plus(&moments.1)?);
            prefix.push(Moments {
                mean: fraction(&sums.0, &scales.mean),
                first: fraction(&sums.1, &scales.first),
            });
        }
        let cuts = frame.cuts.iter().map(|cut| &start + fraction(cut, &frame.position_scale)).collect();
        let value = frame.value_scale.times(&frame.position_scale)?;
        let pieces = frame
            .pieces
            .iter()
            .map(|(slope, offset)| (fraction(slope, &frame.value_scale), fraction(offset, &value)))
            .collect();
        let loss = frame_loss(&frame)?;
        Some(Self { start, cuts, pieces, supports: frame.supports, prefix, loss })
    }

    /// T0, the distinct interior breakpoints, T1, in increasing order.
    #[must_use]
    pub fn cuts(&self) -> &[Rational] {
        &self.cuts
    }

    /// Per piece the slope of `r` and the value at `x = 0` of the line through the piece.
    pub fn pieces(&self) -> impl Iterator<Item = (Rational, Rational)> + '_ {
        self.pieces.iter().map(|(slope, at_start)| (slope.clone(), at_start - slope * &self.start))
    }

    /// Where each neuron acts, in order.
    #[must_use]
    pub fn supports(&self) -> &[Support] {
        &self.supports
    }

    /// The loss: the integral of `r^2` over the interval.
    #[must_use]
    pub fn loss(&self) -> &Rational {
        &self.loss
    }

    /// Integral of `r` over the interval.
    #[must_use]
    pub fn mean(&self) -> Rational {
        self.total().mean
    }

    /// Integral of `x r` over the interval.
    #[must_use]
    pub fn x_moment(&self) -> Rational {
        let total = self.total();
        total.first + total.mean * &self.start
    }

    /// The moments over the interval.
    #[must_use]
    pub fn total(&self) -> Moments {
        self.prefix.last().cloned().unwrap_or_default()
    }

    /// The moments over `[T0, cut]` for the cut of this index; over the interval for an index too large.
    #[must_use]
    pub fn up_to_cut(&self, cut: usize) -> Moments {
        self.prefix.get(cut).cloned().unwrap_or_else(|| self.total())
    }

    /// The moments over the set where a neuron acts.
    #[must_use]
    pub fn over_support(&self, support: Support) -> Moments {
        match support {
            Support::Nowhere => Moments::default(),
            Support::Everywhere => self.total(),
            Support::UpTo(cut) => self.up_to_cut(cut),
            Support::From(cut) => self.total().minus(&self.up_to_cut(cut)),
        }
    }

    /// The moments over `[T0, x]`; `x` outside the interval counts as the nearer end.
    #[must_use]
    pub fn up_to(&self, x: &Rational) -> Moments {
        let following = self.cuts.partition_point(|cut| cut <= x);
        let Some(index) = following.checked_sub(1) else { return Moments::default() };
        let before = self.up_to_cut(index);
        let (Some((slope, at_start)), Some(cut)) = (self.pieces.get(index), self.cuts.get(index)) else {
            return before;
        };
        // Antiderivatives of s y + q and of y (s y + q), between the cut and x.
        let at = |x: &Rational| {
            let y = x - &self.start;
            let square = &y * &y;
            let mean = slope * &square / Rational::from_integer(2.into()) + at_start * &y;
            let first = slope * &square * &y / Rational::from_integer(3.into())
                + at_start * &square / Rational::from_integer(2.into());
            Moments { mean, first }
        };
        let piece = at(x).minus(&at(cut));
        Moments { mean: before.mean + piece.mean, first: before.first + piece.first }
    }

    /// Whether `r` vanishes on the interval; equivalent to loss zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.pieces.iter().all(|(slope, at_start)| slope.is_zero() && at_start.is_zero())
    }
}

/// The loss alone, without moments: for many networks along a ray. Same value as [`Residual::loss`].
///
/// # Errors
/// [`IntervalError::Internal`] only on a defect of this program.
pub fn loss(instance: &Instance<'_>) -> Result<Rational, IntervalError> {
    Frame::<i128>::build(instance)
        .and_then(|frame| frame_loss(&frame))
        .or_else(|| Frame::<BigInt>::build(instance).and_then(|frame| frame_loss(&frame)))
        .ok_or(IntervalError::Internal("unbounded integers overflowed"))
}

/// Denominators of the accumulated moments: `2 P Q^2` and `6 P Q^3`.
struct Scales<I> {
    mean: I,
    first: I,
}

impl<I: ExactInteger> Scales<I> {
    fn new(frame: &Frame<I>) -> Option<Self> {
        let q = &frame.position_scale;
        let mean = frame.value_scale.times(q)?.times(q)?.times(&I::small(2))?;
        let first = mean.times(q)?.times(&I::small(3))?;
        Some(Self { mean, first })
    }
}

/// `2 P Q^2` times the integral of `r` and `6 P Q^3` times that of `y r` over one piece.
fn piece_moments<I: ExactInteger>((slope, offset): &(I, I), left: &I, right: &I) -> Option<(I, I)> {
    let (step, squares, cubes) = power_differences(left, right)?;
    let mean = slope.times(&squares)?.plus(&offset.times(&step)?.times(&I::small(2))?)?;
    let first =
        slope.times(&cubes)?.times(&I::small(2))?.plus(&offset.times(&squares)?.times(&I::small(3))?)?;
    Some((mean, first))
}

/// The loss of a frame: on each piece the antiderivative `S^2 Y^3 / 3 + S R Y^2 + R^2 Y` from its left end, where
/// `R` is the value there; all over `3 P^2 Q^3`.
fn frame_loss<I: ExactInteger>(frame: &Frame<I>) -> Option<Rational> {
    let mut sum = I::zero();
    let three = I::small(3);
    for ((slope, offset), ends) in frame.pieces.iter().zip(frame.cuts.windows(2)) {
        let [left, right] = ends else { return None };
        let step = right.minus(left)?;
        let value = slope.times(left)?.plus(offset)?;
        let rise = slope.times(&step)?;
        let bracket = rise
            .times(&rise)?
            .plus(&rise.times(&value)?.times(&three)?)?
            .plus(&value.times(&value)?.times(&three)?)?;
        sum = sum.plus(&bracket.times(&step)?)?;
    }
    let (p, q) = (frame.value_scale.write(), frame.position_scale.write());
    let scale = BigInt::from(3) * &p * &p * &q * &q * &q;
    Some(Rational::new(sum.write(), scale))
}

fn power_differences<I: ExactInteger>(left: &I, right: &I) -> Option<(I, I, I)> {
    let step = right.minus(left)?;
    let (left_square, right_square) = (left.times(left)?, right.times(right)?);
    let squares = right_square.minus(&left_square)?;
    let cubes = right_square.times(right)?.minus(&left_square.times(left)?)?;
    Some((step, squares, cubes))
}

fn fraction<I: ExactInteger>(numerator: &I, denominator: &I) -> Rational {
    if numerator.is_zero() {
        return Rational::zero();
    }
    let common = numerator.gcd(denominator);
    Rational::new_raw((numerator.clone() / common.clone()).write(), (denominator.clone() / common).write())
}
