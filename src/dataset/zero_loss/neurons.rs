//! The neurons that meet the targets.

use critcert_certificate::Rational;
use critcert_certificate::rational::ratio;
use num_bigint::BigInt;
use num_traits::{One, Pow, Signed, Zero};

use super::groups::{groups, normals};
use super::targets::Targets;
use crate::dataset::lifted::{DatasetError, Lifted, dot};
use crate::exact::matrix::Matrix;

/// Input weights (hidden bias last) and output weight.
pub type Neuron = (Vec<Rational>, Rational);

/// Neurons off all kinks whose outputs add up to `p . X_i + |kappa_i| h_k` at each point i of each class k.
///
/// # Errors
/// [`DatasetError::Internal`] on a defect of this program.
pub fn neurons(lifted: &Lifted, targets: &Targets) -> Result<Vec<Neuron>, DatasetError> {
    if lifted.dimension() == 1 {
        return Ok(on_a_line(lifted, targets));
    }
    let mut neurons = Vec::new();
    for group in groups(lifted, &targets.heights) {
        neurons.extend(bump(lifted, &group, &targets.heights)?);
    }
    neurons.extend(linear(lifted, &targets.linear));
    Ok(neurons)
}

/// A neuron of output weight 0 off all kinks.
#[must_use]
pub fn idle(lifted: &Lifted) -> Neuron {
    let all: Vec<usize> = (0..lifted.classes().len()).collect();
    let axes = normals(lifted, &[]);
    (rational(&generic(lifted, &axes, &all)), Rational::zero())
}

/// Three neurons whose outputs add up to `|kappa| h` on the lines of the group, and to 0 on all others.
///
/// With w orthogonal to the group and `u . X = |h|` at the first point of each of its classes, the function
/// `s(w - eps u) - 3 s(w + eps u) + 2 s(w + 2 eps u)` is `(1 - rho) eps |u|` where w vanishes, and 0 where
/// `2 eps |u| < |w|`: the factors of u and of w add up to 0.
fn bump(lifted: &Lifted, group: &[usize], heights: &[Rational]) -> Result<Vec<Neuron>, DatasetError> {
    let others: Vec<usize> = (0..lifted.classes().len()).filter(|class| !group.contains(class)).collect();
    let w = rational(&generic(lifted, &normals(lifted, group), &others));
    let u = least_norm(lifted, group, heights)?;
    let (near, far) = (lifted.preactivations(&u), lifted.preactivations(&w));
    let outside = others.iter().flat_map(|&class| &lifted.classes()[class].members);
    let least = outside.map(|member| far[member.index].abs()).min().unwrap_or_else(Rational::one);
    let most = near.into_iter().map(|value| value.abs()).max().unwrap_or_default();
    let sign = group.first().map_or_else(Rational::zero, |&class| heights[class].signum());
    if most.is_zero() || least.is_zero() {
        return Err(DatasetError::Internal("a group has no neurons"));
    }
    let eps = least / (ratio(3, 1) * most);
    let scale = sign / (&eps * (Rational::one() - lifted.slope()));
    let neuron = |(step, factor): (i64, i64)| {
        let step = &eps * ratio(step, 1);
        let w = w.iter().zip(&u).map(|(w, u)| w + &step * u).collect();
        (w, &scale * ratio(factor, 1))
    };
    Ok([(-1, 1), (1, -3), (2, 2)].map(neuron).into())
}

/// The shortest u with `u . X = |h|` at the first point of each class of the group.
fn least_norm(lifted: &Lifted, group: &[usize], heights: &[Rational]) -> Result<Vec<Rational>, DatasetError> {
    let firsts = group.iter().filter_map(|&class| lifted.classes()[class].members.first());
    let points: Vec<Vec<Rational>> = firsts.map(|member| lifted.point(member.index)).collect();
    let right: Vec<Rational> = group.iter().map(|&class| heights[class].abs()).collect();
    let columns = Matrix::from_columns(lifted.dimension(), &points);
    let gram = columns.transpose().mul(&columns);
    let factors = gram.solve(&Matrix::column_vector(&right));
    let factors = factors.ok_or(DatasetError::Internal("a group is dependent"))?;
    Ok(columns.mul(&factors).column(0))
}

/// Up to four neurons whose outputs add up to `p . X`, by `s(u) - s(-u) = (1 + rho) u`.
fn linear(lifted: &Lifted, p: &[Rational]) -> Vec<Neuron> {
    if p.iter().all(Zero::is_zero) {
        return Vec::new();
    }
    let free = |w: &[Rational]| {
        let values = lifted.preactivations(w);
        values.iter().zip(lifted.class_of()).all(|(value, class)| class.is_none() || !value.is_zero())
    };
    let mut parts = vec![p.to_vec()];
    let mut base = BigInt::one();
    while !parts.iter().all(|part| free(part)) {
        // A point on the kink: p = (t, t^2, ..) + the rest, with t such that no product with a point is 0.
        let powers = (1..=lifted.dimension()).map(|exponent| Pow::pow(&base, exponent));
        let own: Vec<Rational> = powers.map(Rational::from_integer).collect();
        let rest = p.iter().zip(&own).map(|(p, own)| p - own).collect();
        parts = vec![own, rest];
        base += 1;
    }
    let output = (Rational::one() + lifted.slope()).recip();
    let pair = |part: Vec<Rational>| {
        let opposite = part.iter().map(|entry| -entry).collect();
        [(part, output.clone()), (opposite, -output.clone())]
    };
    parts.into_iter().flat_map(pair).collect()
}

/// At most two neurons for D = 1, where there is one class: `s(X)` and `s(-X)`.
fn on_a_line(lifted: &Lifted, targets: &Targets) -> Vec<Neuron> {
    let first = lifted.classes().first().and_then(|class| class.members.first());
    let (Some(first), Some(p)) = (first, targets.linear.first()) else { return Vec::new() };
    let length: Rational = lifted.point(first.index).iter().map(Signed::abs).sum();
    let even = &targets.heights[0] / length / (Rational::one() - lifted.slope());
    let odd = p / (Rational::one() + lifted.slope());
    let neurons = [(ratio(1, 1), &even + &odd), (ratio(-1, 1), even - odd)];
    neurons.into_iter().filter(|(_, v)| !v.is_zero()).map(|(w, v)| (vec![w], v)).collect()
}

/// The first combination `sum_k t^k basis_k`, t = 1, 2, .., that is orthogonal to none of the classes.
///
/// Needs classes none of which is orthogonal to the whole basis: then each excludes fewer t than there are basis vectors.
fn generic(lifted: &Lifted, basis: &[Vec<BigInt>], classes: &[usize]) -> Vec<BigInt> {
    let mut base = BigInt::one();
    loop {
        let mut sum = vec![BigInt::zero(); lifted.dimension()];
        let mut power = BigInt::one();
        for vector in basis {
            for (entry, x) in sum.iter_mut().zip(vector) {
                *entry += &power * x;
            }
            power *= &base;
        }
        if classes.iter().all(|&class| !dot(&sum, &lifted.classes()[class].row).is_zero()) {
            return sum;
        }
        base += 1;
    }
}

fn rational(integers: &[BigInt]) -> Vec<Rational> {
    integers.iter().cloned().map(Rational::from_integer).collect()
}
