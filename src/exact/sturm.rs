//! Real roots of integer polynomials: square-free factors, numbers of roots, isolating intervals.
//!
//! Polynomials are coefficient lists, constant first, last entry nonzero, empty for zero. No floating point.
//!
//! # Source
//! D. Y. Y. Yun, *On square-free decomposition algorithms*, 1976; C. Sturm 1829.

use critcert_certificate::rational::{Rational, sign};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

use super::simplest_between;

/// A square-free factor: it divides the polynomial exactly `multiplicity` times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RootFactor {
    /// Its exponent.
    pub multiplicity: usize,
    /// Coprime integer coefficients, the last one positive.
    pub polynomial: Vec<BigInt>,
    /// Its roots in the domain, increasing: equal ends for a rational root, else an open interval of width at most
    /// 1/1024 with ends that are no roots and one root inside.
    pub roots: Vec<(Rational, Rational)>,
}

/// Where roots are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Domain {
    /// Positive numbers; the constant coefficient must not be zero.
    Positive,
    /// All real numbers.
    Real,
}

/// The square-free factors of degree at least one, by increasing multiplicity, with their roots.
///
/// Cost: polynomial in degree and length of the coefficients; meant for degrees up to some hundreds.
///
/// ```
/// use critcert::exact::sturm::{Domain, root_factors};
/// use critcert_certificate::rational::ratio;
/// // 3 (u - 1)^2
/// let found = root_factors(&[3, -6, 3].map(Into::into), Domain::Positive);
/// assert_eq!((found[0].multiplicity, found[0].roots[0].clone()), (2, (ratio(1, 1), ratio(1, 1))));
/// ```
#[must_use]
pub fn root_factors(polynomial: &[BigInt], domain: Domain) -> Vec<RootFactor> {
    let with_roots = |(multiplicity, polynomial): (usize, Vec<BigInt>)| {
        let roots = isolate(&polynomial, domain);
        RootFactor { multiplicity, polynomial, roots }
    };
    square_free(polynomial).into_iter().map(with_roots).collect()
}

/// Divides by the content and makes the last coefficient positive.
#[must_use]
pub fn primitive(mut polynomial: Vec<BigInt>) -> Vec<BigInt> {
    while polynomial.last().is_some_and(Zero::is_zero) {
        polynomial.pop();
    }
    let content = polynomial.iter().fold(BigInt::zero(), |divisor, entry| divisor.gcd(entry));
    if polynomial.last().is_some_and(Signed::is_negative) {
        polynomial.iter_mut().for_each(|entry| *entry = -&*entry / &content);
    } else {
        polynomial.iter_mut().for_each(|entry| *entry /= &content);
    }
    polynomial
}

fn derivative(polynomial: &[BigInt]) -> Vec<BigInt> {
    polynomial.iter().enumerate().skip(1).map(|(power, entry)| entry * power).collect()
}

/// A positive multiple of the remainder of `dividend` by `divisor`, without trailing zeros.
fn remainder(dividend: &[BigInt], divisor: &[BigInt]) -> Vec<BigInt> {
    let mut rest = dividend.to_vec();
    let Some(leading) = divisor.last() else { return rest };
    while rest.len() >= divisor.len() {
        let top = rest.pop().unwrap_or_default();
        if top.is_zero() {
            continue;
        }
        let common = top.gcd(leading);
        let (mut keep, mut subtract) = (leading / &common, &top / &common);
        if keep.is_negative() {
            (keep, subtract) = (-keep, -subtract);
        }
        let shift = rest.len() + 1 - divisor.len();
        rest.iter_mut().for_each(|entry| *entry *= &keep);
        for (entry, other) in rest[shift..].iter_mut().zip(divisor) {
            *entry -= &subtract * other;
        }
    }
    while rest.last().is_some_and(Zero::is_zero) {
        rest.pop();
    }
    let content = rest.iter().fold(BigInt::zero(), |divisor, entry| divisor.gcd(entry));
    if content > BigInt::one() {
        rest.iter_mut().for_each(|entry| *entry /= &content);
    }
    rest
}

fn greatest_common_divisor(left: &[BigInt], right: &[BigInt]) -> Vec<BigInt> {
    let (mut left, mut right) = (left.to_vec(), right.to_vec());
    while !right.is_empty() {
        let rest = remainder(&left, &right);
        left = std::mem::replace(&mut right, rest);
    }
    primitive(left)
}

/// The quotient of an exact division of primitive polynomials.
fn quotient(dividend: &[BigInt], divisor: &[BigInt]) -> Vec<BigInt> {
    let mut rest = dividend.to_vec();
    let Some(leading) = divisor.last() else { return rest };
    let mut result = Vec::new();
    while rest.len() >= divisor.len() {
        let shift = rest.len() - divisor.len();
        let factor = rest.last().cloned().unwrap_or_default() / leading;
        for (entry, other) in rest[shift..].iter_mut().zip(divisor) {
            *entry -= &factor * other;
        }
        rest.pop();
        result.push(factor);
    }
    result.reverse();
    result
}

/// Yun's decomposition.
fn square_free(polynomial: &[BigInt]) -> Vec<(usize, Vec<BigInt>)> {
    let polynomial = primitive(polynomial.to_vec());
    if polynomial.len() < 2 {
        return Vec::new();
    }
    let repeated = greatest_common_divisor(&polynomial, &derivative(&polynomial));
    let mut rest = repeated.clone();
    let mut radical = quotient(&polynomial, &repeated);
    let mut factors = Vec::new();
    let mut multiplicity = 1;
    while radical.len() > 1 {
        // Roots of `radical` have at least this multiplicity; those that divide the rest have more.
        let higher = greatest_common_divisor(&radical, &rest);
        let exact = primitive(quotient(&radical, &higher));
        if exact.len() > 1 {
            factors.push((multiplicity, exact));
        }
        rest = quotient(&rest, &higher);
        radical = higher;
        multiplicity += 1;
    }
    factors
}

/// The sign of the value at `x`.
#[must_use]
pub fn sign_at(polynomial: &[BigInt], x: &Rational) -> i8 {
    // Homogeneous Horner: integers only.
    let mut power = BigInt::one();
    let mut value = BigInt::zero();
    for entry in polynomial.iter().rev() {
        value = value * x.numer() + entry * &power;
        power *= x.denom();
    }
    sign(&Rational::from_integer(value))
}

/// The Sturm chain of a polynomial, members up to positive factors.
fn chain(polynomial: &[BigInt]) -> Vec<Vec<BigInt>> {
    let mut members = vec![polynomial.to_vec(), derivative(polynomial)];
    loop {
        let count = members.len();
        let next: Vec<BigInt> =
            remainder(&members[count - 2], &members[count - 1]).into_iter().map(|entry| -entry).collect();
        if next.is_empty() {
            return members;
        }
        members.push(next);
    }
}

fn variations(chain: &[Vec<BigInt>], x: &Rational) -> usize {
    let signs: Vec<i8> = chain.iter().map(|member| sign_at(member, x)).filter(|sign| *sign != 0).collect();
    signs.windows(2).filter(|pair| pair[0] != pair[1]).count()
}

/// Isolates the roots of a square-free polynomial of degree at least one.
fn isolate(polynomial: &[BigInt], domain: Domain) -> Vec<(Rational, Rational)> {
    let chain = chain(polynomial);
    let leading = polynomial.last().cloned().unwrap_or_default();
    // Cauchy's bound: every root is smaller in absolute value.
    let largest = polynomial.iter().map(Signed::abs).max().unwrap_or_default();
    let bound = Rational::new(largest, leading.abs()).ceil() + Rational::one();
    let start = if domain == Domain::Positive { Rational::zero() } else { -&bound };
    let mut stack =
        vec![(start.clone(), bound.clone(), variations(&chain, &start), variations(&chain, &bound))];
    let half = Rational::new(1.into(), 2.into());
    let mut roots = Vec::new();
    while let Some((lower, upper, at_lower, at_upper)) = stack.pop() {
        match at_lower.saturating_sub(at_upper) {
            0 => {}
            1 => roots.push(refine(polynomial, &chain, lower, upper)),
            _ => {
                let middle = (&lower + &upper) * &half;
                let at_middle = variations(&chain, &middle);
                stack.push((middle.clone(), upper, at_middle, at_upper));
                stack.push((lower, middle, at_lower, at_middle));
            }
        }
    }
    roots
}

/// Narrows an interval `(lower, upper]` with one root; finds the root itself if it is rational.
fn refine(
    polynomial: &[BigInt],
    chain: &[Vec<BigInt>],
    mut lower: Rational,
    mut upper: Rational,
) -> (Rational, Rational) {
    let half = Rational::new(1.into(), 2.into());
    if sign_at(polynomial, &upper) == 0 {
        return (upper.clone(), upper);
    }
    let mut shown: Option<(Rational, Rational)> = None;
    // A rational root has a denominator that divides the leading coefficient; two such numbers are this far apart.
    let leading = Rational::from_integer(polynomial.last().cloned().unwrap_or_default());
    let apart = Rational::one() / (&leading * &leading);
    let narrow = Rational::new(1.into(), 1024.into());
    let mut at_upper = variations(chain, &upper);
    loop {
        let width = &upper - &lower;
        if shown.is_none() && width <= narrow && sign_at(polynomial, &lower) != 0 {
            shown = Some((lower.clone(), upper.clone()));
        }
        if width < apart {
            let candidate = if upper.is_positive() {
                simplest_between(&lower, &upper)
            } else {
                simplest_between(&-&upper, &-&lower).map(|opposite| -opposite)
            };
            if let Some(candidate) = candidate.filter(|candidate| sign_at(polynomial, candidate) == 0) {
                return (candidate.clone(), candidate);
            }
            if let Some(shown) = shown {
                return shown;
            }
        }
        let middle = (&lower + &upper) * &half;
        if sign_at(polynomial, &middle) == 0 {
            return (middle.clone(), middle);
        }
        let at_middle = variations(chain, &middle);
        if at_middle > at_upper {
            lower = middle;
        } else {
            upper = middle;
            at_upper = at_middle;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use critcert_certificate::rational::ratio;

    fn product(factors: &[&[i64]]) -> Vec<BigInt> {
        factors.iter().fold(vec![BigInt::one()], |product, factor| {
            let mut next = vec![BigInt::zero(); product.len() + factor.len() - 1];
            for (i, left) in product.iter().enumerate() {
                for (j, right) in factor.iter().enumerate() {
                    next[i + j] += left * right;
                }
            }
            next
        })
    }

    #[test]
    fn factors_and_rational_roots_are_found() {
        // (u-1)^3 (2u-1)^2 (u^2-2) (u+5)
        let found = root_factors(
            &product(&[&[-1, 1], &[-1, 1], &[-1, 1], &[-1, 2], &[-1, 2], &[-2, 0, 1], &[5, 1]]),
            Domain::Positive,
        );
        let multiplicities: Vec<_> = found.iter().map(|factor| factor.multiplicity).collect();
        assert_eq!(multiplicities, [1, 2, 3]);
        assert_eq!(found[2].roots, [(ratio(1, 1), ratio(1, 1))]);
        assert_eq!(found[1].roots, [(ratio(1, 2), ratio(1, 2))]);
        let (lower, upper) = &found[0].roots[0];
        assert_eq!(found[0].roots.len(), 1);
        assert!(lower * lower < ratio(2, 1) && upper * upper > ratio(2, 1));
    }

    #[test]
    fn all_real_roots_are_isolated() {
        // u (u^2-3) (3u+1)
        let found = root_factors(&product(&[&[0, 1], &[-3, 0, 1], &[1, 3]]), Domain::Real);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].roots.len(), 4);
        assert_eq!(found[0].roots[1], (ratio(-1, 3), ratio(-1, 3)));
        assert_eq!(found[0].roots[2], (ratio(0, 1), ratio(0, 1)));
        assert!(found[0].roots.windows(2).all(|pair| pair[0].1 <= pair[1].0));
    }

    #[test]
    fn constants_have_no_factors() {
        assert!(root_factors(&[BigInt::from(7)], Domain::Real).is_empty());
        assert!(root_factors(&[], Domain::Positive).is_empty());
        assert!(root_factors(&product(&[&[1, 0, 1]]), Domain::Real)[0].roots.is_empty());
    }
}
