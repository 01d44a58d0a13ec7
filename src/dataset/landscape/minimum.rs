//! Multipliers that show a network to be a local minimum at its kinks.
//!
//! At a neuron with v != 0 let tau be the sign of v and D the one-sided derivative of the loss. A kink at point i is
//! convex when `tau e_i >= 0` and concave otherwise. For each choice of sides of the concave kinks, `tau D >= 0` on that side
//! iff a linear identity has a solution with bounded multipliers, so a linear program per choice finds them.

use critcert_certificate::Rational;
use critcert_certificate::case::DatasetNetwork;
use critcert_certificate::rational::Canonical;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

use super::frame::Frame;
use super::{LandscapeError, internal};
use crate::lp::{Answer, Relation, System, decide};

/// Most concave kinks of one neuron.
const MAX_CONCAVE: usize = 16;

/// For each neuron, for each choice of sides of its concave kinks, one multiplier for each kink; nothing for neurons
/// without kinks.
///
/// # Errors
/// [`LandscapeError::Internal`] if the network is no local minimum; [`LandscapeError::TooLarge`] past 16 concave kinks.
pub fn kinks(frame: &Frame, network: &DatasetNetwork) -> Result<Vec<Vec<Vec<Canonical>>>, LandscapeError> {
    let neurons = neurons(frame, network);
    let c = network.c.as_ref().map_or_else(Rational::zero, |c| c.0.clone());
    let slope = Rational::new(frame.low.clone(), frame.high.clone());
    let label = |y: &BigInt| Rational::new(y.clone(), frame.label_scale.clone());
    let mut residual: Vec<Rational> = frame.labels.iter().map(|y| &c - label(y)).collect();
    for (values, v) in &neurons {
        for (e, u) in residual.iter_mut().zip(values) {
            *e += v * if u.is_negative() { u * &slope } else { u.clone() };
        }
    }
    // Residuals as integers e * unit.
    let unit = residual.iter().fold(BigInt::one(), |lcm, e| lcm.lcm(e.denom()));
    let residual: Vec<BigInt> = residual.iter().map(|e| e.numer() * (&unit / e.denom())).collect();
    neurons.iter().map(|(values, v)| neuron(frame, values, v, &residual, &unit)).collect()
}

/// The pre-activations on all points and the output weight of each neuron.
fn neurons(frame: &Frame, network: &DatasetNetwork) -> Vec<(Vec<Rational>, Rational)> {
    let biases = network.b.as_ref();
    let neuron = |(index, (row, v)): (usize, (&Vec<Canonical>, &Canonical))| {
        let bias = biases.and_then(|b| b.get(index));
        let scales = frame.scales.iter().map(|scale| Rational::from_integer(scale.clone()));
        let w: Vec<Rational> = row.iter().chain(bias).zip(scales).map(|(w, scale)| &w.0 / scale).collect();
        let at = |point: &Vec<BigInt>| point.iter().zip(&w).map(|(x, w)| w * x).sum();
        (frame.rows.iter().map(at).collect(), v.0.clone())
    };
    network.weights.iter().zip(&network.v).enumerate().map(neuron).collect()
}

fn neuron(
    frame: &Frame,
    values: &[Rational],
    v: &Rational,
    residual: &[BigInt],
    unit: &BigInt,
) -> Result<Vec<Vec<Canonical>>, LandscapeError> {
    let is_origin = |i: usize| frame.rows[i].iter().all(Zero::is_zero);
    let zeros: Vec<usize> = (0..values.len()).filter(|&i| values[i].is_zero() && !is_origin(i)).collect();
    if zeros.is_empty() || v.is_zero() {
        return Ok(Vec::new());
    }
    let weight = |i: usize| if v.is_negative() { -&residual[i] } else { residual[i].clone() };
    let concave: Vec<usize> = zeros.iter().copied().filter(|&i| weight(i).is_negative()).collect();
    if concave.len() > MAX_CONCAVE {
        return Err(LandscapeError::TooLarge { what: "concave kinks of one neuron", limit: MAX_CONCAVE });
    }
    // The linear part, times high.
    let mut linear = vec![BigInt::zero(); frame.dimension()];
    for (i, value) in values.iter().enumerate().filter(|(_, value)| !value.is_zero()) {
        let factor = weight(i) * frame.slope_of(if value.is_negative() { -1 } else { 1 });
        linear.iter_mut().zip(&frame.rows[i]).for_each(|(sum, x)| *sum += &factor * x);
    }
    (0..1_usize << concave.len())
        .map(|choice| {
            let side = |i: usize| concave.iter().position(|&k| k == i).map(|bit| choice >> bit & 1 == 1);
            leaf(frame, &zeros, &weight, &side, &linear, unit)
        })
        .collect()
}

/// Multipliers, times unit in the unknowns: m with `rho w <= m <= w` at convex kinks, mu >= 0 at concave ones.
fn leaf(
    frame: &Frame,
    zeros: &[usize],
    weight: &dyn Fn(usize) -> BigInt,
    side: &dyn Fn(usize) -> Option<bool>,
    linear: &[BigInt],
    unit: &BigInt,
) -> Result<Vec<Canonical>, LandscapeError> {
    let failed = |error: crate::lp::ShapeError| internal(&error.to_string());
    let mut system = System::new(zeros.len());
    for (k, own) in linear.iter().enumerate() {
        let mut bound = -own;
        let row: Vec<BigInt> = zeros
            .iter()
            .map(|&i| {
                let x = &frame.rows[i][k] * &frame.high;
                match side(i) {
                    None => x,
                    Some(negative) => {
                        bound -=
                            weight(i) * frame.slope_of(if negative { -1 } else { 1 }) * &frame.rows[i][k];
                        if negative { x } else { -x }
                    }
                }
            })
            .collect();
        system.push_big(&row, &bound, Relation::Equal).map_err(failed)?;
    }
    for (place, &i) in zeros.iter().enumerate() {
        let entry = |value: BigInt| {
            let mut row = vec![BigInt::zero(); zeros.len()];
            row[place] = value;
            row
        };
        let own = weight(i);
        if side(i).is_some() {
            let row = entry(BigInt::one());
            system.push_big(&row, &BigInt::zero(), Relation::GreaterEqual).map_err(failed)?;
        } else {
            let (low, high) = (entry(frame.high.clone()), entry(-BigInt::one()));
            system.push_big(&low, &(&own * &frame.low), Relation::GreaterEqual).map_err(failed)?;
            system.push_big(&high, &-own, Relation::GreaterEqual).map_err(failed)?;
        }
    }
    match decide(&system) {
        Answer::Feasible(witness) => {
            let over = witness.denominator * unit;
            let value = |numerator: BigInt| Canonical(Rational::new(numerator, over.clone()));
            Ok(witness.numerators.into_iter().map(value).collect())
        }
        Answer::Infeasible(_) => Err(internal("a network found is no local minimum at a kink")),
    }
}
