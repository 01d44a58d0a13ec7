//! The loss as a quadratic function of the masses, from odd and even parts.

use std::rc::Rc;

use critcert_certificate::case::porcupine::{PorcupineInput, PorcupineProblem};
use critcert_certificate::rational::Rational;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

use super::lines::{Lines, dot};
use super::number::Number;
use crate::kernel::Failure;
use crate::outcome::Reason;

/// `scale L(z) = z'Gz - 2 c'z + y` for masses z = (P_0, N_0, P_1, N_1, ..) on the distinct lines.
pub(crate) struct Model {
    pub(crate) gram: Vec<Vec<Number>>,
    pub(crate) moments: Vec<Number>,
    pub(crate) square: Number,
    pub(crate) scale: Number,
    pub(crate) lines: Rc<Lines>,
}

/// A number `a + b pi`, before scaling.
type Linear = [Rational; 2];

fn zero() -> Linear {
    [Rational::zero(), Rational::zero()]
}

/// Expectations of products of `a = <u, x>` and `b = <v, x>`.
struct Parts {
    /// `E a b`
    odd: Linear,
    /// `E a |b|`
    left: Linear,
    /// `E |a| b`
    right: Linear,
    /// `E |a| |b|`
    even: Linear,
}

impl Model {
    /// The model of a problem with these distinct lines.
    pub(crate) fn of(problem: &PorcupineProblem, lines: Rc<Lines>) -> Result<Self, Failure> {
        let directions = &lines.directions;
        let (factor, raw) = match &problem.input {
            PorcupineInput::Finite { .. } => {
                ([Rational::one(), Rational::zero()], finite(problem, directions))
            }
            PorcupineInput::Gaussian => ([Rational::zero(), Rational::one()], gaussian(problem, directions)?),
        };
        let multiple = |common: BigInt, number: &Rational| common.lcm(number.denom());
        let all = raw.gram.iter().flatten().chain(&raw.moments).chain([&raw.square]).flatten();
        let common = Rational::from_integer(all.fold(BigInt::one(), multiple));
        let number = |linear: &Linear| {
            Number::new(linear.iter().map(|entry| (entry * &common).to_integer()).collect())
        };
        Ok(Self {
            gram: raw.gram.iter().map(|row| row.iter().map(number).collect()).collect(),
            moments: raw.moments.iter().map(number).collect(),
            square: number(&raw.square),
            scale: number(&factor),
            lines,
        })
    }
}

/// Gram matrix, moments and `E y^2`; for Gaussian input all times pi.
struct Raw {
    gram: Vec<Vec<Linear>>,
    moments: Vec<Linear>,
    square: Linear,
}

/// `(s t odd + s left + t right + even)/4`, the expectation of `max(s a, 0) max(t b, 0)` for signs s, t, by `max(v, 0) = (v + |v|)/2`.
fn combine(parts: &Parts, first: bool, second: bool) -> Linear {
    let signed = |plus: bool, value: &Rational| if plus { value.clone() } else { -value };
    let quarter = Rational::new(1.into(), 4.into());
    let entry = |odd: &Rational, left: &Rational, right: &Rational, even: &Rational| {
        (signed(first == second, odd) + signed(first, left) + signed(second, right) + even) * &quarter
    };
    let [odd, left, right, even] = [&parts.odd, &parts.left, &parts.right, &parts.even];
    let ([o0, o1], [l0, l1], [r0, r1], [e0, e1]) = (odd, left, right, even);
    [entry(o0, l0, r0, e0), entry(o1, l1, r1, e1)]
}

/// Gram rows of the features of one line: both sides against both sides of every line.
fn gram_rows(parts: &[Parts]) -> [Vec<Linear>; 2] {
    [true, false].map(|first| {
        parts.iter().flat_map(|parts| [true, false].map(|second| combine(parts, first, second))).collect()
    })
}

fn finite(problem: &PorcupineProblem, directions: &[Vec<Rational>]) -> Raw {
    let PorcupineInput::Finite { points, weights, targets } = &problem.input else {
        return Raw { gram: Vec::new(), moments: Vec::new(), square: zero() };
    };
    let constant = |value: Rational| [value, Rational::zero()];
    // One row for each line: its product with every point.
    let product = |direction: &Vec<Rational>| {
        points
            .iter()
            .map(|point| direction.iter().zip(point).fold(Rational::zero(), |sum, (u, x)| sum + u * &x.0))
            .collect::<Vec<_>>()
    };
    let products: Vec<Vec<Rational>> = directions.iter().map(product).collect();
    let expect = |value: &dyn Fn(usize) -> Option<Rational>| {
        let terms = weights.iter().enumerate();
        terms.fold(Rational::zero(), |sum, (index, weight)| match value(index) {
            Some(value) => sum + &weight.0 * value,
            None => sum,
        })
    };
    let mut gram = Vec::new();
    for a in &products {
        let parts = |b: &Vec<Rational>| Parts {
            odd: constant(expect(&|i| Some(a.get(i)? * b.get(i)?))),
            left: constant(expect(&|i| Some(a.get(i)? * b.get(i)?.abs()))),
            right: constant(expect(&|i| Some(a.get(i)?.abs() * b.get(i)?))),
            even: constant(expect(&|i| Some(a.get(i)?.abs() * b.get(i)?.abs()))),
        };
        let parts: Vec<Parts> = products.iter().map(parts).collect();
        // `E a |b|` carries the sign of the first factor, `E |a| b` that of the second.
        gram.extend(gram_rows(&parts));
    }
    let half = Rational::new(1.into(), 2.into());
    let moments = products
        .iter()
        .flat_map(|a| {
            let odd = expect(&|i| Some(a.get(i)? * &targets.get(i)?.0)) * &half;
            let even = expect(&|i| Some(a.get(i)?.abs() * &targets.get(i)?.0)) * &half;
            [constant(&even + &odd), constant(even - odd)]
        })
        .collect();
    let square = constant(expect(&|i| targets.get(i).map(|target| &target.0 * &target.0)));
    Raw { gram, moments, square }
}

/// pi times the expectations under a standard normal law.
///
/// `E a b = u'v`, `E a |b| = 0`, and `E |a| |b| = (2/pi)(sqrt(D) + u'v arcsin c)` with c the cosine of the angle
/// and D = |u|^2 |v|^2 - (u'v)^2. The arc is 0 for c = 0, 45 degrees for D = (u'v)^2, a right angle for D = 0.
fn normal(u: &[Rational], v: &[Rational]) -> Result<Parts, Failure> {
    let product = dot(u, v);
    let determinant = dot(u, u) * dot(v, v) - &product * &product;
    let root = Rational::new(determinant.numer().sqrt(), determinant.denom().sqrt());
    let outside =
        || Failure::from(Reason::Condition { condition: "an angle of the lines leads out of Q(pi)" });
    if &root * &root != determinant {
        return Err(outside());
    }
    let size = product.abs();
    let arc = if determinant.is_zero() {
        size
    } else if product.is_zero() {
        Rational::zero()
    } else if root == size {
        size / Rational::from_integer(2.into())
    } else {
        return Err(outside());
    };
    let even = [root * Rational::from_integer(2.into()), arc];
    Ok(Parts { odd: [Rational::zero(), product], left: zero(), right: zero(), even })
}

fn gaussian(problem: &PorcupineProblem, directions: &[Vec<Rational>]) -> Result<Raw, Failure> {
    let teacher: Vec<Vec<Rational>> = problem
        .teacher
        .iter()
        .map(|neuron| neuron.line.iter().map(|entry| &entry.0 * &neuron.t.0).collect())
        .collect();
    let add = |sum: &mut Linear, more: Linear| {
        for (sum, more) in sum.iter_mut().zip(more) {
            *sum += more;
        }
    };
    let (mut gram, mut moments, mut square) = (Vec::new(), Vec::new(), zero());
    for u in directions {
        let parts = directions.iter().map(|v| normal(u, v)).collect::<Result<Vec<_>, _>>()?;
        gram.extend(gram_rows(&parts));
        let mut sums = [zero(), zero()];
        for v in &teacher {
            let parts = normal(u, v)?;
            for (sum, side) in sums.iter_mut().zip([true, false]) {
                add(sum, combine(&parts, side, true));
            }
        }
        moments.extend(sums);
    }
    for u in &teacher {
        for v in &teacher {
            add(&mut square, combine(&normal(u, v)?, true, true));
        }
    }
    Ok(Raw { gram, moments, square })
}
