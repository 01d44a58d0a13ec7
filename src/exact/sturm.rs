//! Real roots of integer polynomials: square-free factors, numbers of roots, isolating intervals.
//!
//! Polynomials are coefficient lists, constant first, last entry nonzero, empty for zero. No floating point.
//!
//! # Source
//! Isolation by bisection with Sturm's theorem ([`Sturm`]) on the factors of [`IntegerPolynomial::squarefree_factors`].

use critcert_certificate::rational::Rational;
use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

use super::real::{IntegerPolynomial, Sturm};
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
    let with_roots = |(polynomial, multiplicity): (IntegerPolynomial, usize)| {
        let roots = isolate(&polynomial, domain);
        RootFactor { multiplicity, polynomial: polynomial.coefficients().to_vec(), roots }
    };
    IntegerPolynomial::new(polynomial.to_vec()).squarefree_factors().into_iter().map(with_roots).collect()
}

/// Divides by the content and makes the last coefficient positive.
#[must_use]
pub fn primitive(polynomial: Vec<BigInt>) -> Vec<BigInt> {
    IntegerPolynomial::new(polynomial).primitive().coefficients().to_vec()
}

/// Isolates the roots of a square-free polynomial of degree at least one.
fn isolate(polynomial: &IntegerPolynomial, domain: Domain) -> Vec<(Rational, Rational)> {
    let chain = Sturm::new(polynomial);
    let coefficients = polynomial.coefficients();
    let leading = coefficients.last().cloned().unwrap_or_default();
    // Cauchy's bound: every root is smaller in absolute value.
    let largest = coefficients.iter().map(Signed::abs).max().unwrap_or_default();
    let bound = Rational::new(largest, leading.abs()).ceil() + Rational::one();
    let start = if domain == Domain::Positive { Rational::zero() } else { -&bound };
    let mut stack = vec![(start.clone(), bound.clone(), chain.variations(&start), chain.variations(&bound))];
    let half = Rational::new(1.into(), 2.into());
    let mut roots = Vec::new();
    while let Some((lower, upper, at_lower, at_upper)) = stack.pop() {
        match at_lower.saturating_sub(at_upper) {
            0 => {}
            1 => roots.push(refine(polynomial, &chain, lower, upper)),
            _ => {
                let middle = (&lower + &upper) * &half;
                let at_middle = chain.variations(&middle);
                stack.push((middle.clone(), upper, at_middle, at_upper));
                stack.push((lower, middle, at_lower, at_middle));
            }
        }
    }
    roots
}

/// Narrows an interval `(lower, upper]` with one root; finds the root itself if it is rational.
fn refine(
    polynomial: &IntegerPolynomial,
    chain: &Sturm,
    mut lower: Rational,
    mut upper: Rational,
) -> (Rational, Rational) {
    let half = Rational::new(1.into(), 2.into());
    if polynomial.sign_at(&upper) == 0 {
        return (upper.clone(), upper);
    }
    let mut shown: Option<(Rational, Rational)> = None;
    // A rational root has a denominator that divides the leading coefficient; two such numbers are this far apart.
    let leading = Rational::from_integer(polynomial.coefficients().last().cloned().unwrap_or_default());
    let apart = Rational::one() / (&leading * &leading);
    let narrow = Rational::new(1.into(), 1024.into());
    let mut at_upper = chain.variations(&upper);
    loop {
        let width = &upper - &lower;
        if shown.is_none() && width <= narrow && polynomial.sign_at(&lower) != 0 {
            shown = Some((lower.clone(), upper.clone()));
        }
        if width < apart {
            let candidate = if upper.is_positive() {
                simplest_between(&lower, &upper)
            } else {
                simplest_between(&-&upper, &-&lower).map(|opposite| -opposite)
            };
            if let Some(candidate) = candidate.filter(|candidate| polynomial.sign_at(candidate) == 0) {
                return (candidate.clone(), candidate);
            }
            if let Some(shown) = shown {
                return shown;
            }
        }
        let middle = (&lower + &upper) * &half;
        if polynomial.sign_at(&middle) == 0 {
            return (middle.clone(), middle);
        }
        let at_middle = chain.variations(&middle);
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
