//! The quadratic form of a problem: the loss as a convex quadratic function of the masses.
//!
//! With the features `max(<u_l, x>, 0)` and `max(-<u_l, x>, 0)` of the r distinct lines and masses
//! z = (P_0, N_0, P_1, N_1, ..) >= 0 of the neurons of each sign, `L = z'Gz - 2c'z + E y^2`, where
//! `G = E phi phi'` and `c = E y phi`.

use critcert_certificate::case::porcupine::{PorcupineInput, PorcupineProblem};
use critcert_certificate::rational::{Canonical, Rational};
use num_bigint::BigInt;
use num_traits::{Signed, Zero};

use super::lines::Lines;
use super::pi::PiPolynomial;
use super::ring::{Fraction, Ring, common_denominator, scaled, square_root};

/// `scale L(z) = (z, -1)' matrix (z, -1)`, with entries in a ring.
#[derive(Debug, Clone)]
pub struct Form<R> {
    /// `[[G, c], [c', E y^2]]` times `scale`: 2r + 1 rows and columns, symmetric.
    pub matrix: Vec<Vec<R>>,
    /// Positive.
    pub scale: R,
    /// Integer rows, each with 2r entries, whose common null space is that of G.
    pub kernel: Vec<Vec<BigInt>>,
}

/// The form over the smallest ring that holds it.
#[derive(Debug, Clone)]
pub enum AnyForm {
    /// Finitely many points: rational numbers.
    Finite(Form<BigInt>),
    /// Gaussian input with lines at multiples of 45 degrees: numbers of Q(pi).
    Gaussian(Form<PiPolynomial>),
}

impl AnyForm {
    /// The form of a problem; `None` when it is neither over Q nor over Q(pi).
    #[must_use]
    pub fn of(problem: &PorcupineProblem, lines: &Lines) -> Option<Self> {
        match &problem.input {
            PorcupineInput::Finite { points, weights, targets } => {
                Some(Self::Finite(finite(lines, points, weights, targets)))
            }
            PorcupineInput::Gaussian => gaussian(problem, lines).map(Self::Gaussian),
        }
    }
}

impl<R: Ring> Form<R> {
    /// The number 2r of masses.
    #[must_use]
    pub fn len(&self) -> usize {
        self.matrix.len() - 1
    }

    /// Whether there is no mass, which no case allows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Half the derivatives `g/2 = Gz - c` and the loss, all times a positive factor for the first and exact
    /// for the second.
    #[must_use]
    pub fn evaluate(&self, z: &[Fraction<R>]) -> Evaluation<R> {
        let over = common(z);
        let tops: Vec<R> = z.iter().map(|entry| lifted(entry, &over)).collect();
        let n = self.len();
        let row = |index: usize| {
            let products = self.matrix[index].iter().zip(&tops);
            let sum = products.fold(R::zero(), |sum, (entry, top)| sum.plus(&entry.times(top)));
            sum.minus(&self.matrix[index][n].times(&over))
        };
        let half: Vec<R> = (0..n).map(row).collect();
        // L over^2 scale = z'(Gz - c) - (c'z - yy).
        let first = half.iter().zip(&tops).fold(R::zero(), |sum, (g, top)| sum.plus(&g.times(top)));
        let loss = first.minus(&row(n).times(&over));
        let unit = over.times(&self.scale);
        Evaluation { loss: Fraction::new(loss, unit.times(&over)), half, unit }
    }

    /// Whether a feature vanishes on almost all inputs.
    #[must_use]
    pub fn is_dead(&self, feature: usize) -> bool {
        self.matrix[feature][feature].is_zero()
    }
}

/// Loss and derivatives at masses.
#[derive(Debug, Clone)]
pub struct Evaluation<R> {
    /// The loss.
    pub loss: Fraction<R>,
    /// `unit * g / 2`.
    pub half: Vec<R>,
    /// Positive.
    pub unit: R,
}

impl<R: Ring> Evaluation<R> {
    /// The derivative with respect to a mass.
    #[must_use]
    pub fn derivative(&self, feature: usize) -> Fraction<R> {
        Fraction::new(self.half[feature].plus(&self.half[feature]), self.unit.clone())
    }
}

/// A common denominator.
fn common<R: Ring>(z: &[Fraction<R>]) -> R {
    let mut known: Vec<&R> = Vec::new();
    for entry in z {
        if !known.contains(&&entry.over) {
            known.push(&entry.over);
        }
    }
    known.into_iter().fold(R::one(), |over, other| over.multiple(other))
}

/// `entry * over` for a multiple `over` of its denominator.
fn lifted<R: Ring>(entry: &Fraction<R>, over: &R) -> R {
    if entry.over == *over {
        return entry.top.clone();
    }
    R::cross(&entry.top, over, &R::zero(), &R::zero(), &entry.over)
}

/// `max(value, 0)`.
fn positive_part(value: Rational) -> Rational {
    if value.is_positive() { value } else { Rational::zero() }
}

fn dot(left: &[Rational], right: &[Rational]) -> Rational {
    left.iter().zip(right).map(|(a, b)| a * b).sum()
}

fn finite(
    lines: &Lines,
    points: &[Vec<Canonical>],
    weights: &[Canonical],
    targets: &[Canonical],
) -> Form<BigInt> {
    let n = 2 * lines.len();
    let mut sums = vec![vec![Rational::zero(); n + 1]; n + 1];
    for ((point, weight), target) in points.iter().zip(weights).zip(targets) {
        if weight.0.is_zero() {
            continue;
        }
        let point: Vec<Rational> = point.iter().map(|entry| entry.0.clone()).collect();
        let mut row = Vec::with_capacity(n + 1);
        for direction in &lines.directions {
            let product = dot(direction, &point);
            row.push(positive_part(product.clone()));
            row.push(positive_part(-product));
        }
        row.push(target.0.clone());
        for (left, sums) in row.iter().zip(&mut sums).filter(|(left, _)| !left.is_zero()) {
            let left = left * &weight.0;
            for (right, sum) in row.iter().zip(sums).filter(|(right, _)| !right.is_zero()) {
                *sum += &left * right;
            }
        }
    }
    let scale = common_denominator(sums.iter().flatten());
    let matrix: Vec<Vec<BigInt>> =
        sums.iter().map(|row| row.iter().map(|entry| scaled(entry, &scale)).collect()).collect();
    let kernel = matrix[..n].iter().map(|row| row[..n].to_vec()).collect();
    Form { matrix, scale, kernel }
}

/// `2 pi E max(<u, x>, 0) max(<v, x>, 0) = sqrt(D) + (pi - theta) u'v`, with D = |u|^2 |v|^2 - (u'v)^2, as
/// coefficients of 1 and pi, when these are rational.
///
/// # Source
/// The arc-cosine kernel of degree 1: Cho and Saul 2009. The angle is a rational multiple of pi with rational
/// tangent only at multiples of 45 degrees (Niven 1956).
fn kernel(u: &[Rational], v: &[Rational]) -> Option<(Rational, Rational)> {
    let product = dot(u, v);
    let determinant = dot(u, u) * dot(v, v) - &product * &product;
    if determinant.is_zero() {
        return Some((Rational::zero(), positive_part(product)));
    }
    let root = square_root(&determinant)?;
    if product.is_zero() {
        return Some((root, Rational::zero()));
    }
    if root != product.abs() {
        return None;
    }
    let quarters = if product.is_positive() { 3 } else { 1 };
    Some((root, product * Rational::new(quarters.into(), 4.into())))
}

fn gaussian(problem: &PorcupineProblem, lines: &Lines) -> Option<Form<PiPolynomial>> {
    let mut features: Vec<Vec<Rational>> = Vec::new();
    for direction in &lines.directions {
        features.push(direction.clone());
        features.push(direction.iter().map(|entry| -entry).collect());
    }
    let teacher: Vec<Vec<Rational>> = problem
        .teacher
        .iter()
        .map(|neuron| neuron.line.iter().map(|entry| &entry.0 * &neuron.t.0).collect())
        .collect();
    let n = features.len();
    let sum_with = |feature: &[Rational]| -> Option<(Rational, Rational)> {
        let mut sum = (Rational::zero(), Rational::zero());
        for neuron in &teacher {
            let (constant, linear) = kernel(feature, neuron)?;
            sum.0 += constant;
            sum.1 += linear;
        }
        Some(sum)
    };
    let mut pairs = vec![vec![(Rational::zero(), Rational::zero()); n + 1]; n + 1];
    for i in 0..n {
        for j in i..n {
            let pair = kernel(&features[i], &features[j])?;
            pairs[i][j] = pair.clone();
            pairs[j][i] = pair;
        }
        let pair = sum_with(&features[i])?;
        pairs[i][n] = pair.clone();
        pairs[n][i] = pair;
    }
    for neuron in &teacher {
        let (constant, linear) = sum_with(neuron)?;
        pairs[n][n].0 += constant;
        pairs[n][n].1 += linear;
    }
    let factor = common_denominator(pairs.iter().flatten().flat_map(|(constant, linear)| [constant, linear]));
    let entry = |(constant, linear): &(Rational, Rational)| {
        PiPolynomial::new(vec![scaled(constant, &factor), scaled(linear, &factor)])
    };
    let matrix = pairs.iter().map(|row| row.iter().map(entry).collect()).collect();
    let scale = PiPolynomial::new(vec![BigInt::ZERO, factor * 2]);
    Some(Form { matrix, scale, kernel: gaussian_kernel(lines) })
}

/// Rows whose null space is that of the Gaussian Gram matrix: P_l + N_l = 0 for every l, sum (P_l - N_l) u_l = 0.
///
/// Own proof: a combination of features that vanishes everywhere has no kink on any of the distinct hyperplanes
/// `<u_l, x> = 0`, and the kink there is P_l + N_l; what is left is half the linear function.
pub(super) fn gaussian_kernel(lines: &Lines) -> Vec<Vec<BigInt>> {
    let n = 2 * lines.len();
    let mut rows = Vec::new();
    for line in 0..lines.len() {
        let mut row = vec![BigInt::ZERO; n];
        row[2 * line] = 1.into();
        row[2 * line + 1] = 1.into();
        rows.push(row);
    }
    let factor = common_denominator(lines.directions.iter().flatten());
    for coordinate in 0..lines.directions.first().map_or(0, Vec::len) {
        let mut row = vec![BigInt::ZERO; n];
        for (line, direction) in lines.directions.iter().enumerate() {
            let entry = scaled(&direction[coordinate], &factor);
            row[2 * line + 1] = -&entry;
            row[2 * line] = entry;
        }
        rows.push(row);
    }
    rows
}
