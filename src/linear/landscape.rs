//! All critical values, with exact equality between them.

use std::collections::HashMap;

use critcert_certificate::Rational;
use critcert_certificate::rational::{compare, ratio};
use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

use super::instance::{Instance, LinearError};
use super::spectrum::Spectrum;
use crate::exact::real::IntegerPolynomial;

/// Most multiplicity vectors in a landscape.
pub const MAX_VECTORS: u64 = 200_000;
/// Most bits of an eigenvalue, for deciding equality.
pub const MAX_BITS: u64 = 60_000;
/// Most conjugates of a critical value for which a polynomial is formed.
const MAX_CONJUGATES: u64 = 24;

/// A critical value with the families of critical points that have it.
#[derive(Debug, Clone)]
pub struct CriticalValue {
    /// The value, or the lower end of an interval that tells it from the others.
    pub low: Rational,
    /// The value, or the upper end of that interval.
    pub high: Rational,
    /// A polynomial with the value as a root, unless it is rational or has too many conjugates.
    pub polynomial: Option<IntegerPolynomial>,
    /// The multiplicity vectors: how many of each positive eigenvalue, the largest first.
    pub vectors: Vec<Vec<i64>>,
    /// For each vector, the number of negative eigenvalues of the Hessian of f at its critical points (U, 0).
    pub indices: Vec<u64>,
}

impl CriticalValue {
    /// The value if it is rational.
    #[must_use]
    pub fn rational(&self) -> Option<&Rational> {
        compare(&self.low, &self.high).is_eq().then_some(&self.low)
    }
}

/// All critical values of a problem.
#[derive(Debug, Clone)]
pub struct Landscape {
    /// The eigenvalues of Sigma, refined as far as the values need.
    pub spectrum: Spectrum,
    /// The values, increasing; the first is the global minimum, all others are values of strict saddles only.
    pub values: Vec<CriticalValue>,
    /// The number of multiplicity vectors.
    pub vectors: u64,
}

/// Multiplicity vectors with equal values, before intervals are chosen.
struct Class {
    /// Vectors over all distinct eigenvalues.
    vectors: Vec<Vec<i64>>,
    /// The sum of the eigenvalues, when that is known to be rational.
    rational: Option<Rational>,
    /// Enclosure of the sum.
    low: Rational,
    high: Rational,
}

/// What a long search tells and asks; its steps are comparisons of sums.
struct Watch<'a> {
    interrupted: &'a dyn Fn() -> bool,
    progress: &'a dyn Fn(u64, Option<u64>),
    done: u64,
    all: u64,
}

impl Watch<'_> {
    /// Says that so many steps more are to come.
    fn expect(&mut self, steps: usize) -> Result<(), LinearError> {
        self.all += steps as u64;
        self.tell()
    }

    /// Says that a step is done.
    fn step(&mut self) -> Result<(), LinearError> {
        self.done += 1;
        self.tell()
    }

    fn tell(&self) -> Result<(), LinearError> {
        (self.progress)(self.done, (self.all > 0).then_some(self.all));
        if (self.interrupted)() { Err(LinearError::Interrupted) } else { Ok(()) }
    }
}

/// Lists all critical values of f, which are those of f with the regulariser, too.
///
/// They are `(|Y|^2 - sum k_i l_i)/2` over the multiplicity vectors `0 <= k_i <= m_i` of the positive eigenvalues `l_i`
/// with `sum k_i <= d1`. `progress` hears of comparisons done, and of all that are known to be needed.
///
/// # Errors
/// [`LinearError::TooManyVectors`], [`LinearError::Undecided`], [`LinearError::Interrupted`].
pub fn landscape(
    instance: &Instance,
    interrupted: &dyn Fn() -> bool,
    progress: &dyn Fn(u64, Option<u64>),
) -> Result<Landscape, LinearError> {
    let mut watch = Watch { interrupted, progress, done: 0, all: 0 };
    watch.tell()?;
    let mut spectrum = Spectrum::new(instance);
    let vectors = multiplicity_vectors(&spectrum, instance.width)?;
    let count = vectors.len();
    spectrum.system.refine(96 + instance.sigma.denominator().bits());
    let mut classes = exact_classes(&spectrum, vectors);
    // Every vector is confirmed; every class is searched for a rational sum, then described.
    watch.expect(count + 2 * classes.len())?;
    loop {
        enclose(&spectrum, &mut classes);
        let overlaps = overlapping(&classes);
        if overlaps.is_empty() {
            break;
        }
        watch.expect(overlaps.len())?;
        merge_equal(&mut spectrum, &mut classes, &overlaps, &mut watch)?;
    }
    find_rational(&mut spectrum, &mut classes, &mut watch)?;
    confirm(&mut spectrum, &mut classes, &mut watch)?;
    // Refinement can only have narrowed the intervals.
    enclose(&spectrum, &mut classes);
    let values = values(instance, &spectrum, classes, &mut watch)?;
    Ok(Landscape { spectrum, values, vectors: count as u64 })
}

/// All multiplicity vectors over the distinct eigenvalues (zero for the eigenvalue zero).
fn multiplicity_vectors(spectrum: &Spectrum, width: usize) -> Result<Vec<Vec<i64>>, LinearError> {
    let positive = spectrum.positive();
    let mut all: Vec<(Vec<i64>, usize)> = vec![(Vec::new(), 0)];
    for eigenvalue in spectrum.eigenvalues.iter().take(positive) {
        let mut longer = Vec::new();
        for (vector, total) in &all {
            for copies in 0..=eigenvalue.multiplicity.min(width - total) {
                let mut vector = vector.clone();
                vector.push(i64::try_from(copies).unwrap_or(i64::MAX));
                longer.push((vector, total + copies));
            }
            if longer.len() as u64 > MAX_VECTORS {
                return Err(LinearError::TooManyVectors { limit: MAX_VECTORS });
            }
        }
        all = longer;
    }
    let pad = spectrum.eigenvalues.len() - positive;
    let padded = |(mut vector, _): (Vec<i64>, usize)| {
        vector.extend(std::iter::repeat_n(0, pad));
        vector
    };
    Ok(all.into_iter().map(padded).collect())
}

/// Groups vectors that differ by whole factors only: their sums differ by a rational number that is known.
fn exact_classes(spectrum: &Spectrum, vectors: Vec<Vec<i64>>) -> Vec<Class> {
    let traces: Vec<Rational> = spectrum
        .factors
        .iter()
        .map(|(factor, _)| match factor.coefficients() {
            [.., second, leading] => -Rational::new(second.clone(), leading.clone()),
            _ => Rational::zero(),
        })
        .collect();
    let mut positions: HashMap<(Vec<i64>, Rational), usize> = HashMap::new();
    let mut classes: Vec<Class> = Vec::new();
    for vector in vectors {
        let mut rest = vector.clone();
        let mut known = Rational::zero();
        for (group, trace) in spectrum.system.groups().iter().zip(&traces) {
            let whole = group.iter().map(|&index| vector[index]).min().unwrap_or(0);
            known += Rational::from_integer(whole.into()) * trace;
            for &index in group {
                rest[index] -= whole;
            }
        }
        let rational = rest.iter().all(|&entry| entry == 0).then(|| known.clone());
        let position = *positions.entry((rest, known)).or_insert(classes.len());
        match classes.get_mut(position) {
            Some(class) => class.vectors.push(vector),
            None => classes.push(Class {
                vectors: vec![vector],
                rational,
                low: Rational::zero(),
                high: Rational::zero(),
            }),
        }
    }
    classes
}

/// Encloses the sums of all classes and sorts the classes by them.
fn enclose(spectrum: &Spectrum, classes: &mut [Class]) {
    for class in classes.iter_mut() {
        (class.low, class.high) = match &class.rational {
            Some(value) => (value.clone(), value.clone()),
            None => spectrum.system.enclose(&class.vectors[0], &Rational::zero()),
        };
    }
    classes.sort_by(|a, b| compare(&a.low, &b.low).then_with(|| compare(&a.high, &b.high)));
}

/// Pairs of positions whose enclosures meet, each position at most once as the second one.
fn overlapping(classes: &[Class]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let mut furthest = 0;
    for at in 1..classes.len() {
        if compare(&classes[at].low, &classes[furthest].high).is_le() {
            pairs.push((furthest, at));
        }
        if compare(&classes[at].high, &classes[furthest].high).is_gt() {
            furthest = at;
        }
    }
    pairs
}

/// Compares the pairs exactly: equal ones are merged, for others the roots are now fine enough to tell them apart.
fn merge_equal(
    spectrum: &mut Spectrum,
    classes: &mut Vec<Class>,
    pairs: &[(usize, usize)],
    watch: &mut Watch<'_>,
) -> Result<(), LinearError> {
    let mut gone = vec![false; classes.len()];
    for (done, &(first, second)) in pairs.iter().enumerate() {
        watch.step()?;
        if gone[first] {
            continue;
        }
        let (left, right) = (&classes[first], &classes[second]);
        let mut constant = Rational::zero();
        let mut coefficients = vec![0; spectrum.eigenvalues.len()];
        for (class, sign) in [(left, 1), (right, -1)] {
            match &class.rational {
                Some(value) => constant += value * ratio(sign, 1),
                None => {
                    for (sum, entry) in coefficients.iter_mut().zip(&class.vectors[0]) {
                        *sum += sign * entry;
                    }
                }
            }
        }
        let order = spectrum
            .system
            .compare_with_zero(&coefficients, &constant, MAX_BITS)
            .map_err(|limit| LinearError::Undecided { limit, compared: done, of: pairs.len() })?;
        if order.is_eq() {
            gone[second] = true;
            let vectors = std::mem::take(&mut classes[second].vectors);
            let rational = classes[second].rational.take();
            classes[first].vectors.extend(vectors);
            classes[first].rational = classes[first].rational.take().or(rational);
        }
    }
    let mut at = 0;
    classes.retain(|_| {
        at += 1;
        !gone[at - 1]
    });
    Ok(())
}

/// Finds the classes whose sum is rational: it is then an integer divided by the scale.
fn find_rational(
    spectrum: &mut Spectrum,
    classes: &mut [Class],
    watch: &mut Watch<'_>,
) -> Result<(), LinearError> {
    let scale = Rational::from_integer(spectrum.system.scale().clone());
    let of = classes.len();
    for (compared, class) in classes.iter_mut().enumerate() {
        watch.step()?;
        if class.rational.is_some() {
            continue;
        }
        let vector = class.vectors[0].clone();
        loop {
            let (low, high) = spectrum.system.enclose(&vector, &Rational::zero());
            let (low, high) = ((low * &scale).ceil(), (high * &scale).floor());
            if low > high {
                break;
            }
            let candidate = low / &scale;
            let order = spectrum
                .system
                .compare_with_zero(&vector, &-&candidate, MAX_BITS)
                .map_err(|limit| LinearError::Undecided { limit, compared, of })?;
            if order.is_eq() {
                class.rational = Some(candidate);
                break;
            }
        }
    }
    Ok(())
}

/// Refines the roots until every vector is seen to be equal to the first one of its class, or to its rational sum.
fn confirm(spectrum: &mut Spectrum, classes: &mut [Class], watch: &mut Watch<'_>) -> Result<(), LinearError> {
    let of = classes.len();
    for (compared, class) in classes.iter_mut().enumerate() {
        class.vectors.sort();
        let first = class.vectors.first().ok_or(LinearError::Internal("an empty class"))?;
        for vector in &class.vectors {
            watch.step()?;
            let order = match &class.rational {
                Some(sum) => spectrum.system.compare_with_zero(vector, &-sum, MAX_BITS),
                None => {
                    let difference: Vec<i64> = vector.iter().zip(first).map(|(a, b)| a - b).collect();
                    spectrum.system.compare_with_zero(&difference, &Rational::zero(), MAX_BITS)
                }
            };
            if !order.map_err(|limit| LinearError::Undecided { limit, compared, of })?.is_eq() {
                return Err(LinearError::Internal("two sums of eigenvalues are equal and not equal"));
            }
        }
    }
    Ok(())
}

/// The smallest distance between neighbouring enclosures, as a number of bits that resolves it.
fn resolving_bits(classes: &[Class]) -> u64 {
    let gaps = classes.windows(2).map(|pair| &pair[1].low - &pair[0].high);
    let smallest = gaps.filter(Signed::is_positive).min_by(compare).unwrap_or_else(Rational::one);
    let ratio: BigInt = (smallest.denom() / smallest.numer()) + BigInt::one();
    (ratio.bits() + 3).max(20)
}

/// Describes the classes, the largest sum first.
fn values(
    instance: &Instance,
    spectrum: &Spectrum,
    classes: Vec<Class>,
    watch: &mut Watch<'_>,
) -> Result<Vec<CriticalValue>, LinearError> {
    let bits = resolving_bits(&classes);
    let half = ratio(1, 2);
    let grid = Rational::from_integer(BigInt::one() << bits);
    let mut values = Vec::with_capacity(classes.len());
    let mut polynomials: HashMap<Vec<i64>, Option<IntegerPolynomial>> = HashMap::new();
    let positive = spectrum.positive();
    for class in classes.into_iter().rev() {
        watch.step()?;
        let value = |sum: &Rational| (&instance.target_norm - sum) * &half;
        let (low, high, polynomial) = match &class.rational {
            Some(sum) => (value(sum), value(sum), None),
            None => {
                let coefficients = spectrum.system.arranged(&class.vectors[0]);
                let polynomial = polynomials.entry(coefficients).or_insert_with_key(|coefficients| {
                    // A root s of p(s) belongs to the value v = (|Y|^2 - s)/2: p(|Y|^2 - 2 v).
                    let found = spectrum.system.polynomial(coefficients, &Rational::zero(), MAX_CONJUGATES);
                    found.map(|found| substituted(&found, &instance.target_norm))
                });
                let low = (value(&class.high) * &grid).floor() / &grid;
                let high = (value(&class.low) * &grid).ceil() / &grid;
                (low, high, polynomial.clone())
            }
        };
        let mut vectors = class.vectors;
        for vector in &mut vectors {
            vector.truncate(positive);
        }
        vectors.sort();
        vectors.reverse();
        let indices = vectors.iter().map(|vector| index(spectrum, vector, instance.width)).collect();
        values.push(CriticalValue { low, high, polynomial, vectors, indices });
    }
    Ok(values)
}

/// `p(constant - 2 v)` as a primitive polynomial in v.
fn substituted(polynomial: &IntegerPolynomial, constant: &Rational) -> IntegerPolynomial {
    let linear = crate::exact::Polynomial::new(vec![constant.clone(), ratio(-2, 1)]);
    let composed = polynomial.coefficients().iter().rev().fold(
        crate::exact::Polynomial::default(),
        |value, coefficient| {
            let coefficient = Rational::from_integer(coefficient.clone());
            value.mul(&linear).add(&crate::exact::Polynomial::new(vec![coefficient]))
        },
    );
    IntegerPolynomial::of(&composed)
}

/// Number of negative eigenvalues of the Hessian at (U, 0): pairs of a chosen and a larger free eigenvalue, and for
/// each spare hidden unit every free positive eigenvalue.
fn index(spectrum: &Spectrum, vector: &[i64], width: usize) -> u64 {
    let size = |value: i64| u64::try_from(value).unwrap_or(0);
    let mut free_above = 0;
    let mut pairs = 0;
    let mut chosen = 0;
    for (eigenvalue, &copies) in spectrum.eigenvalues.iter().zip(vector) {
        pairs += size(copies) * free_above;
        free_above += eigenvalue.multiplicity as u64 - size(copies);
        chosen += size(copies);
    }
    pairs + (width as u64 - chosen) * free_above
}
