//! Expectations under a normal law as rational combinations of kernel values, with signs by enclosures.

use std::cell::RefCell;
use std::collections::BTreeMap;

use critcert_certificate::case::porcupine::PorcupineProblem;
use critcert_certificate::rational::Rational;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

use super::angle::{Bounds, absolute_moment};
use crate::porcupine::lines::{Lines, factor};
use crate::porcupine::ring::square_root;

/// Precisions that are tried, in bits after the point; the last one is the limit, also of the checker.
pub const PRECISIONS: [u32; 5] = [64, 128, 256, 512, 1024];

/// The function `(<odd, x> + sum_j even_j |<u_j, x>|)/2` over the lines of network and teacher, as odd and even part.
///
/// As these lines are distinct, it is zero iff all its coefficients are: the kinks lie on distinct hyperplanes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// d entries.
    pub odd: Vec<Rational>,
    /// One entry for each line.
    pub even: Vec<Rational>,
}

impl Parts {
    /// The difference.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        let minus = |a: &[Rational], b: &[Rational]| a.iter().zip(b).map(|(a, b)| a - b).collect();
        Self { odd: minus(&self.odd, &other.odd), even: minus(&self.even, &other.even) }
    }

    /// Whether the function is zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.odd.iter().chain(&self.even).all(Zero::is_zero)
    }
}

/// A number `rational + sum of coefficients * kernel values`, the kernel values by their class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Combination {
    /// The rational part.
    pub rational: Rational,
    /// Nonzero coefficients.
    pub terms: BTreeMap<usize, Rational>,
}

impl Combination {
    /// Adds a multiple of another number.
    pub fn add(&mut self, factor: &Rational, other: &Self) {
        self.rational += factor * &other.rational;
        for (class, coefficient) in &other.terms {
            let sum = self.terms.entry(*class).or_insert_with(Rational::zero);
            *sum += factor * coefficient;
            if sum.is_zero() {
                self.terms.remove(class);
            }
        }
    }

    /// The number minus a rational one.
    #[must_use]
    pub fn less(&self, value: &Rational) -> Self {
        Self { rational: &self.rational - value, terms: self.terms.clone() }
    }
}

/// Kernel values of a problem with Gaussian input, for any angles.
///
/// The value of a pair of lines is `sqrt(N) psi(c)` with N = |u|^2 |v|^2 and the cosine c; pairs with the same c^2 and
/// a rational quotient of sqrt(N) are rational multiples of each other and share a class, so that combinations
/// which cancel by such symmetry are zero as combinations.
#[derive(Debug)]
pub struct Kernel<'a> {
    /// The distinct lines of the network.
    pub lines: &'a Lines,
    /// Those, then the distinct lines of the teacher alone.
    directions: Vec<Vec<Rational>>,
    values: Vec<Vec<Combination>>,
    /// `|u'v|` and N of a pair of each class.
    classes: Vec<(Rational, Rational)>,
    /// The teacher.
    pub teacher: Parts,
    enclosed: RefCell<BTreeMap<u32, Vec<Bounds>>>,
}

fn dot(left: &[Rational], right: &[Rational]) -> Rational {
    left.iter().zip(right).map(|(a, b)| a * b).sum()
}

impl<'a> Kernel<'a> {
    /// The kernel of a problem with Gaussian input.
    #[must_use]
    pub fn of(problem: &PorcupineProblem, lines: &'a Lines) -> Self {
        let mut directions = lines.directions.clone();
        let mut teacher = Parts {
            odd: vec![Rational::zero(); problem.dimension()],
            even: vec![Rational::zero(); directions.len()],
        };
        for neuron in &problem.teacher {
            let vector: Vec<Rational> = neuron.line.iter().map(|entry| &entry.0 * &neuron.t.0).collect();
            if vector.iter().all(Zero::is_zero) {
                continue;
            }
            let mut known = directions.iter().enumerate();
            let found = known.find_map(|(index, known)| Some((index, factor(known, &vector)?.abs())));
            let (line, size) = found.unwrap_or_else(|| {
                directions.push(vector.clone());
                teacher.even.push(Rational::zero());
                (directions.len() - 1, Rational::one())
            });
            teacher.odd.iter_mut().zip(&vector).for_each(|(sum, entry)| *sum += entry);
            teacher.even[line] += size;
        }
        let (values, classes) = group(&directions);
        Self { lines, directions, values, classes, teacher, enclosed: RefCell::default() }
    }

    /// The number 2r of masses.
    #[must_use]
    pub fn masses(&self) -> usize {
        2 * self.lines.len()
    }

    /// The network function of masses `(P_0, N_0, ..)`.
    #[must_use]
    pub fn function(&self, z: &[Rational]) -> Parts {
        let mut odd = vec![Rational::zero(); self.teacher.odd.len()];
        let mut even = vec![Rational::zero(); self.directions.len()];
        for (line, pair) in z.chunks(2).enumerate() {
            let difference = &pair[0] - &pair[1];
            odd.iter_mut().zip(&self.directions[line]).for_each(|(sum, u)| *sum += &difference * u);
            even[line] = &pair[0] + &pair[1];
        }
        Parts { odd, even }
    }

    /// The feature of a mass.
    #[must_use]
    pub fn feature(&self, mass: usize) -> Parts {
        let unit = |index| if index == mass { Rational::one() } else { Rational::zero() };
        self.function(&(0..self.masses()).map(unit).collect::<Vec<_>>())
    }

    /// The expectation of a product: those of odd and of even parts, which are orthogonal.
    #[must_use]
    pub fn expectation(&self, left: &Parts, right: &Parts) -> Combination {
        let quarter = Rational::new(1.into(), 4.into());
        let mut sum = Combination { rational: dot(&left.odd, &right.odd) * &quarter, terms: BTreeMap::new() };
        for (i, a) in left.even.iter().enumerate().filter(|(_, a)| !a.is_zero()) {
            for (j, b) in right.even.iter().enumerate().filter(|(_, b)| !b.is_zero()) {
                sum.add(&(a * b * &quarter), &self.values[i][j]);
            }
        }
        sum
    }

    /// Rational numbers near the kernel values of the classes.
    #[must_use]
    pub fn middles(&self, bits: u32) -> Vec<Rational> {
        let middle = |(a, square): &(Rational, Rational)| {
            let (low, high) = absolute_moment(a, square, bits);
            Rational::new(low + high, BigInt::one() << (bits + 1))
        };
        self.classes.iter().map(middle).collect()
    }

    /// Bounds of a number times 2^bits, up to the rounding of the terms.
    #[must_use]
    pub fn enclose(&self, number: &Combination, bits: u32) -> Bounds {
        let mut known = self.enclosed.borrow_mut();
        let enclosed = known.entry(bits).or_insert_with(|| {
            self.classes.iter().map(|(a, square)| absolute_moment(a, square, bits)).collect()
        });
        let multiple = |bounds: &Bounds, factor: &Rational| -> Bounds {
            let (low, high) =
                if factor.is_negative() { (&bounds.1, &bounds.0) } else { (&bounds.0, &bounds.1) };
            let (top, over) = (factor.numer(), factor.denom());
            ((low * top).div_floor(over), (high * top).div_ceil(over))
        };
        let unit = BigInt::one() << bits;
        let mut sum = multiple(&(unit.clone(), unit), &number.rational);
        for (class, factor) in &number.terms {
            let (low, high) = multiple(&enclosed[*class], factor);
            sum.0 += low;
            sum.1 += high;
        }
        sum
    }

    /// The sign: 0 only for a combination without terms; `None` when the limit of precision does not decide it.
    #[must_use]
    pub fn sign(&self, number: &Combination) -> Option<i8> {
        if number.terms.is_empty() {
            return Some(match number.rational.numer().sign() {
                num_bigint::Sign::Minus => -1,
                num_bigint::Sign::NoSign => 0,
                num_bigint::Sign::Plus => 1,
            });
        }
        PRECISIONS.iter().find_map(|&bits| {
            let (low, high) = self.enclose(number, bits);
            if low.is_positive() { Some(1) } else { high.is_negative().then_some(-1) }
        })
    }
}

/// The values of all pairs of lines, and their classes.
fn group(directions: &[Vec<Rational>]) -> (Vec<Vec<Combination>>, Vec<(Rational, Rational)>) {
    let mut classes: Vec<(Rational, Rational)> = Vec::new();
    let mut value = |u: &[Rational], v: &[Rational]| {
        let (a, square) = (dot(u, v).abs(), dot(u, u) * dot(v, v));
        if &a * &a == square {
            return Combination { rational: a, terms: BTreeMap::new() };
        }
        // sqrt(N) / sqrt(N') for a member with the same cosine.
        let quotient = |(other, other_square): &(Rational, Rational)| {
            let same = &a * &a * other_square == other * other * &square;
            same.then(|| square_root(&(&square / other_square))).flatten()
        };
        let mut known = classes.iter().enumerate();
        let (class, factor) =
            known.find_map(|(class, pair)| Some((class, quotient(pair)?))).unwrap_or_else(|| {
                classes.push((a, square));
                (classes.len() - 1, Rational::one())
            });
        Combination { rational: Rational::zero(), terms: BTreeMap::from([(class, factor)]) }
    };
    let rows = directions.iter().map(|u| directions.iter().map(|v| value(u, v)).collect()).collect();
    (rows, classes)
}
