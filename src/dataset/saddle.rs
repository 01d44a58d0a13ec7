//! The ray along which a flat neuron lowers the loss to second order.

use critcert_certificate::Rational;
use critcert_certificate::rational::ratio;
use num_traits::{One, Signed, Zero};

use super::derivative::{Derivative, product};
use super::lifted::Lifted;
use super::point::{Neuron, square, with_sign};

/// `w_j + eps delta`, `v_j = eps output`: the loss changes by `coefficient eps^2 + O(eps^3)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ray {
    /// The neuron, flat.
    pub neuron: usize,
    /// delta, D entries.
    pub delta: Vec<Rational>,
    /// The change of v.
    pub output: Rational,
    /// The coefficient of `eps^2`, negative.
    pub coefficient: Rational,
}

/// The ray at a flat neuron with `D(w) = 0`, unless its derivative vanishes throughout.
///
/// With `output = -s sign D(delta)` the coefficient is `-s |D(delta)| + s^2 |h|^2 / 2`, `h` the hidden activations; least at
/// `s = |D(delta)| / |h|^2`. For a linear D, `delta = -g` gives the second derivative `-|g|^4 / |h|^2`.
///
/// # Source
/// Own (`proofs/format/dataset.md`, section 2).
#[must_use]
pub fn descent_ray(lifted: &Lifted, index: usize, neuron: &Neuron) -> Option<Ray> {
    let delta = moving_direction(lifted, &neuron.derivative)?;
    let slope = neuron.derivative.at(lifted, &delta);
    let size = square(&neuron.hidden);
    let (magnitude, coefficient) = if size.is_zero() {
        (Rational::one(), -slope.abs())
    } else {
        (slope.abs() / &size, -(&slope * &slope) / size * ratio(1, 2))
    };
    Some(Ray { neuron: index, delta, output: -with_sign(magnitude, &slope), coefficient })
}

/// Some delta with `D(delta) != 0`; `None` iff D vanishes throughout.
fn moving_direction(lifted: &Lifted, derivative: &Derivative) -> Option<Vec<Rational>> {
    if derivative.is_zero() {
        return None;
    }
    let moves = |delta: &Vec<Rational>| !derivative.at(lifted, delta).is_zero();
    let opposite: Vec<Rational> = derivative.linear.iter().map(|entry| -entry).collect();
    let dimension = lifted.dimension();
    let unit = |axis: usize, value: i64| {
        let mut delta = vec![Rational::zero(); dimension];
        delta[axis] = ratio(value, 1);
        delta
    };
    let units = (0..dimension).flat_map(|axis| [unit(axis, 1), unit(axis, -1)]);
    std::iter::once(opposite).chain(units).find(&moves).or_else(|| across_a_kink(lifted, derivative, moves))
}

/// Crosses the hyperplane of a kink with weight at a point that is on no other one: D is not linear there.
fn across_a_kink(
    lifted: &Lifted,
    derivative: &Derivative,
    moves: impl Fn(&Vec<Rational>) -> bool,
) -> Option<Vec<Rational>> {
    let row = |class: usize| -> Vec<Rational> {
        let row = lifted.classes().get(class).map(|class| class.row.as_slice()).unwrap_or_default();
        row.iter().cloned().map(Rational::from_integer).collect()
    };
    let crossed = derivative.kinks.iter().find(|kink| !kink.weight.is_zero())?;
    let normal = row(crossed.class);
    let others: Vec<Vec<Rational>> = derivative
        .kinks
        .iter()
        .filter(|kink| kink.class != crossed.class && !kink.weight.is_zero())
        .map(|kink| row(kink.class))
        .collect();
    let length = square(&normal);
    // A row that is not parallel to the normal vanishes at the projection of (1, m, m^2, ..) for less than D values of m.
    for m in 2_i64.. {
        let powers: Vec<Rational> =
            std::iter::successors(Some(Rational::one()), |power| Some(power * ratio(m, 1)))
                .take(normal.len())
                .collect();
        let share = product(&normal, &powers) / &length;
        let base: Vec<Rational> = powers.iter().zip(&normal).map(|(p, x)| p - &share * x).collect();
        let margins = others.iter().map(|other| (product(other, &base).abs(), product(other, &normal).abs()));
        let mut step = Rational::one();
        let mut generic = true;
        for (margin, speed) in margins {
            if margin.is_zero() {
                generic = false;
                break;
            }
            if !speed.is_zero() {
                step = step.min(margin / speed * ratio(1, 2));
            }
        }
        if generic {
            let at = |side: &Rational| -> Vec<Rational> {
                base.iter().zip(&normal).map(|(b, x)| b + side * x).collect()
            };
            let sides = [Rational::zero(), step.clone(), -step];
            return sides.iter().map(at).find(|delta| moves(delta));
        }
    }
    None
}
