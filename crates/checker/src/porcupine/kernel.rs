//! Gaussian input at any angles: expectations as rational combinations of enclosed numbers.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use critcert_certificate::case::porcupine::{PorcupineInput, PorcupineProblem};
use critcert_certificate::certificate::porcupine::Bounds;
use critcert_certificate::rational::{Canonical, Rational};
use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

use super::enclosure::{Enclosure, absolute_moment};
use super::lines::{Lines, dot, find, sides};
use crate::kernel::Failure;
use crate::outcome::Reason;

/// Precisions that are tried, in bits after the point; the last one is the stated limit.
const PRECISIONS: [u32; 5] = [64, 128, 256, 512, 1024];

/// The function `(<odd, x> + sum_j even_j |<u_j, x>|)/2` over all lines of network and teacher.
#[derive(Clone)]
pub(crate) struct Function {
    odd: Vec<Rational>,
    even: Vec<Rational>,
}

impl Function {
    pub(crate) fn minus(&self, other: &Self) -> Self {
        let minus =
            |left: &[Rational], right: &[Rational]| left.iter().zip(right).map(|(a, b)| a - b).collect();
        Self { odd: minus(&self.odd, &other.odd), even: minus(&self.even, &other.even) }
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.odd.iter().chain(&self.even).all(Zero::is_zero)
    }
}

/// A rational number plus rational multiples of the classes.
#[derive(Clone)]
pub(crate) struct Form {
    constant: Rational,
    factors: Vec<Rational>,
}

impl Form {
    pub(crate) fn minus(&self, other: &Self) -> Self {
        let factors = self.factors.iter().zip(&other.factors).map(|(a, b)| a - b).collect();
        Self { constant: &self.constant - &other.constant, factors }
    }

    pub(crate) fn plus(&self, other: &Self) -> Self {
        let factors = self.factors.iter().zip(&other.factors).map(|(a, b)| a + b).collect();
        Self { constant: &self.constant + &other.constant, factors }
    }

    pub(crate) fn plus_rational(mut self, value: &Rational) -> Self {
        self.constant += value;
        self
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.constant.is_zero() && self.factors.iter().all(Zero::is_zero)
    }
}

/// An entry `E |<u_i, x>| |<u_j, x>|`.
enum Entry {
    /// The lines are the same.
    Rational(Rational),
    /// A rational multiple of a class.
    Multiple(usize, Rational),
}

/// A number that occurs in the entries: `|u'v|` and `|u|^2 |v|^2` of a pair of lines.
struct Class {
    product: Rational,
    square: Rational,
}

/// Expectations for Gaussian input.
pub(crate) struct Kernel {
    /// The distinct lines of the network, then those of the teacher alone.
    directions: Vec<Vec<Rational>>,
    entries: Vec<Vec<Entry>>,
    classes: Vec<Class>,
    pub(crate) teacher: Function,
    pub(crate) lines: Rc<Lines>,
    known: RefCell<BTreeMap<u32, Rc<Vec<Enclosure>>>>,
}

/// The root of a rational number, if it is rational.
fn rational_root(value: &Rational) -> Option<Rational> {
    let root = Rational::new(value.numer().sqrt(), value.denom().sqrt());
    (&root * &root == *value).then_some(root)
}

impl Kernel {
    /// The kernel of a problem with Gaussian input.
    pub(crate) fn of(problem: &PorcupineProblem, lines: Rc<Lines>) -> Result<Self, Failure> {
        if problem.input != PorcupineInput::Gaussian {
            let condition = "enclosures are for Gaussian input";
            return Err(Reason::Condition { condition }.into());
        }
        let mut directions = lines.directions.clone();
        let mut odd = vec![Rational::zero(); problem.dimension()];
        let mut even = vec![Rational::zero(); directions.len()];
        for neuron in &problem.teacher {
            let line: Vec<Rational> = neuron.line.iter().map(|entry| entry.0.clone()).collect();
            if line.iter().all(Zero::is_zero) {
                continue;
            }
            let (place, factor) = find(&directions, &line).unwrap_or_else(|| {
                directions.push(line.clone());
                even.push(Rational::zero());
                (directions.len().saturating_sub(1), Rational::one())
            });
            for (sum, entry) in odd.iter_mut().zip(&line) {
                *sum += entry * &neuron.t.0;
            }
            if let Some(sum) = even.get_mut(place) {
                *sum += (factor * &neuron.t.0).abs();
            }
        }
        let (entries, classes) = classify(&directions);
        let teacher = Function { odd, even };
        Ok(Self { directions, entries, classes, teacher, lines, known: RefCell::default() })
    }

    /// The function of masses on the distinct lines, two for each; refuses another number of them.
    pub(crate) fn function(&self, masses: &[Rational]) -> Result<Function, Failure> {
        if masses.len() != sides(self.lines.neurons.len())[0] {
            let condition = "the masses are not two for each distinct line";
            return Err(Reason::Condition { condition }.into());
        }
        let mut odd = vec![Rational::zero(); self.teacher.odd.len()];
        let mut even = vec![Rational::zero(); self.directions.len()];
        let pairs = masses.iter().step_by(2).zip(masses.iter().skip(1).step_by(2));
        for (((plus, minus), direction), even) in pairs.zip(&self.directions).zip(&mut even) {
            for (sum, entry) in odd.iter_mut().zip(direction) {
                *sum += entry * (plus - minus);
            }
            *even = plus + minus;
        }
        Ok(Function { odd, even })
    }

    /// The feature `max(<u_l, x>, 0)` or `max(-<u_l, x>, 0)` of a mass.
    pub(crate) fn feature(&self, mass: usize) -> Result<Function, Failure> {
        let unit = |index| if index == mass { Rational::one() } else { Rational::zero() };
        if mass >= sides(self.lines.neurons.len())[0] {
            return Err(Reason::Condition { condition: "there is no such side of a line" }.into());
        }
        let masses: Vec<Rational> = (0..sides(self.lines.neurons.len())[0]).map(unit).collect();
        self.function(&masses)
    }

    /// The expectation of a product. Odd and even parts are orthogonal, as x and -x have the same law.
    pub(crate) fn expectation(&self, left: &Function, right: &Function) -> Form {
        let quarter = Rational::new(1.into(), 4.into());
        let mut constant = dot(&left.odd, &right.odd) * &quarter;
        let mut factors = vec![Rational::zero(); self.classes.len()];
        for (a, row) in left.even.iter().zip(&self.entries).filter(|(a, _)| !a.is_zero()) {
            for (b, entry) in right.even.iter().zip(row).filter(|(b, _)| !b.is_zero()) {
                let product = a * b * &quarter;
                match entry {
                    Entry::Rational(value) => constant += product * value,
                    Entry::Multiple(class, factor) => {
                        if let Some(sum) = factors.get_mut(*class) {
                            *sum += product * factor;
                        }
                    }
                }
            }
        }
        Form { constant, factors }
    }

    /// The classes enclosed with these bits.
    fn enclosed(&self, bits: u32) -> Rc<Vec<Enclosure>> {
        let mut known = self.known.borrow_mut();
        let entry = known.entry(bits).or_insert_with(|| {
            let classes = self.classes.iter();
            Rc::new(classes.map(|class| absolute_moment(&class.product, &class.square, bits)).collect())
        });
        Rc::clone(entry)
    }

    fn enclose(&self, form: &Form, bits: u32) -> Enclosure {
        let mut sum = Enclosure::rational(&form.constant, bits);
        for (factor, class) in form.factors.iter().zip(self.enclosed(bits).iter()) {
            if !factor.is_zero() {
                sum = sum.plus(&class.scaled(factor));
            }
        }
        sum
    }

    /// The sign: 0 only if all coefficients vanish; absent when the limit of precision does not decide it.
    pub(crate) fn sign(&self, form: &Form) -> Option<i8> {
        if form.is_zero() {
            return Some(0);
        }
        PRECISIONS.iter().find_map(|&bits| {
            let Enclosure { low, high } = self.enclose(form, bits);
            if low.is_positive() {
                Some(1)
            } else if high.is_negative() {
                Some(-1)
            } else {
                None
            }
        })
    }

    /// Whether the value lies in the stated bounds.
    pub(crate) fn is_within(&self, form: &Form, bounds: &Bounds) -> bool {
        let (low, high) = (&bounds.low.0, &bounds.high.0);
        if form.factors.iter().all(Zero::is_zero) {
            return *low <= form.constant && form.constant <= *high;
        }
        let signs = [low, high].map(|bound| self.sign(&form.clone().plus_rational(&-bound)));
        matches!(signs, [Some(0 | 1), Some(0 | -1)])
    }

    /// Bounds for messages.
    pub(crate) fn text(&self, form: &Form) -> String {
        let Enclosure { low, high } = self.enclose(form, 64);
        let unit = BigInt::one() << 64_u32;
        let [low, high] = [low, high].map(|bound| Canonical(Rational::new(bound, unit.clone())));
        format!("[{low}, {high}]")
    }
}

/// The entries for all pairs of lines, and the classes that they are multiples of.
///
/// The entry of a pair depends on c^2 and |u|^2 |v|^2 = N alone and is proportional to sqrt(N): two pairs with the
/// same c^2 and a rational quotient of sqrt(N) belong to one class.
fn classify(directions: &[Vec<Rational>]) -> (Vec<Vec<Entry>>, Vec<Class>) {
    let mut classes: Vec<Class> = Vec::new();
    let mut entry = |u: &[Rational], v: &[Rational]| {
        let product = dot(u, v).abs();
        let square = dot(u, u) * dot(v, v);
        if &product * &product == square {
            return Entry::Rational(product);
        }
        let member = |class: &Class| {
            let equal = &product * &product * &class.square == &class.product * &class.product * &square;
            if equal { rational_root(&(&square / &class.square)) } else { None }
        };
        let found = classes.iter().enumerate().find_map(|(index, class)| Some((index, member(class)?)));
        let (index, factor) = found.unwrap_or_else(|| {
            classes.push(Class { product, square });
            (classes.len().saturating_sub(1), Rational::one())
        });
        Entry::Multiple(index, factor)
    };
    let rows = directions.iter().map(|u| directions.iter().map(|v| entry(u, v)).collect()).collect();
    (rows, classes)
}
