//! Rule `dataset-no-maximum`: without output bias, no network is a local maximum.

use std::collections::BTreeSet;

use critcert_certificate::certificate::dataset::NoMaximum;
use critcert_certificate::rational::{Rational, sign};
use num_traits::{Signed, Zero};

use super::{AnyFact, Fact, fields, numbers, require};
use crate::dataset::evaluate::{Data, product};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: NoMaximum = fields(with)?;
    let data = state.dataset()?;
    require(!data.output_bias, "the problem has an output bias")?;
    let interior = numbers(&stated.interior);
    require(interior.len() == data.dimension, "the silent neuron has another length")?;
    let signs: Vec<i8> = data.lifted.iter().map(|x| sign(&product(&interior, x))).collect();
    require(signs.iter().all(|sign| *sign <= 0), "the neuron is positive on a point")?;
    if data.slope.is_positive() {
        require(signs.iter().all(|sign| *sign == 0), "the neuron is negative on a point")?;
    }
    let zeros = data.zeros(&signs);
    require(!zeros.is_empty(), "the neuron vanishes on no point")?;
    let mut shown = BTreeSet::new();
    for zero in &stated.zero {
        shown.insert(zero.point);
        if data.slope.is_zero() {
            let mut sum = data.lifted.get(zero.point).cloned().unwrap_or_default();
            for (index, multiplier) in &zero.multipliers {
                require(multiplier.0.is_positive(), "a multiplier is not positive")?;
                let x = data.lifted.get(*index);
                let x = x.ok_or(Reason::Condition { condition: "there is no point of this number" })?;
                for (entry, x) in sum.iter_mut().zip(x) {
                    *entry += &multiplier.0 * x;
                }
            }
            require(sum.iter().all(Zero::is_zero), "a point is not the opposite of the combination")?;
        }
    }
    let complete = shown.iter().copied().eq(zeros.iter().copied());
    require(complete, "the zeros stated are not those of the silent neuron")?;
    let [positive, negative] = &stated.directions;
    for (direction, factor) in [(positive, 1), (negative, -1)] {
        let direction = numbers(direction);
        require(direction.len() == data.dimension, "the direction has another length")?;
        let (moves, gain) = along(&data, &zeros, &direction);
        require(moves, "no activation moves in the direction")?;
        require(sign(&gain) != factor, "the condition of a local maximum does not fail in the direction")?;
    }
    Ok(Some(AnyFact::Dataset(Fact::NoLocalMaximum)))
}

/// Whether an activation on `zeros` moves along delta, and `sum y_i s(X_i . delta)` over them.
fn along(data: &Data, zeros: &[usize], delta: &[Rational]) -> (bool, Rational) {
    let (mut moves, mut gain) = (false, Rational::zero());
    for &index in zeros {
        if let (Some(x), Some(y)) = (data.lifted.get(index), data.labels.get(index)) {
            let activation = data.activation(&product(x, delta));
            moves |= !activation.is_zero();
            gain += y * activation;
        }
    }
    (moves, gain)
}
