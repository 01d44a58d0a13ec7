//! Sums of roots with integer coefficients: exact signs, and with them equality.
//!
//! A sum that looks like zero is zero when it is smaller than any nonzero sum of its form can be. The bound is the
//! norm argument: some multiple of the sum is an algebraic integer, whose conjugates are bounded and whose norm is an
//! integer.

use std::cmp::Ordering;

use critcert_certificate::Rational;
use critcert_certificate::rational::compare;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::{IntegerPolynomial, RealAlgebraic};

/// Real algebraic numbers in groups; each group is the set of all roots of one rational polynomial.
#[derive(Debug, Clone)]
pub struct RootSystem {
    roots: Vec<RealAlgebraic>,
    groups: Vec<Vec<usize>>,
    scale: BigInt,
}

/// Bits that tell two different sums apart in practice: no more are spent where they could not show an equality.
pub const UNPROVED_BITS: u64 = 4096;

/// More bits would be needed than allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "deciding whether two sums of eigenvalues are equal needs {needed} bits, more than the limit of {limit}"
)]
pub struct PrecisionLimit {
    /// Bits needed.
    pub needed: u64,
    /// Bits allowed.
    pub limit: u64,
}

impl RootSystem {
    /// The roots in their groups (numbers of roots), and a positive integer whose product with every root is an
    /// algebraic integer.
    #[must_use]
    pub fn new(roots: Vec<RealAlgebraic>, groups: Vec<Vec<usize>>, scale: BigInt) -> Self {
        Self { roots, groups, scale }
    }

    /// The roots.
    #[must_use]
    pub fn roots(&self) -> &[RealAlgebraic] {
        &self.roots
    }

    /// The groups.
    #[must_use]
    pub fn groups(&self) -> &[Vec<usize>] {
        &self.groups
    }

    /// The common scale.
    #[must_use]
    pub fn scale(&self) -> &BigInt {
        &self.scale
    }

    /// Narrows all intervals to at most `2^-bits`.
    pub fn refine(&mut self, bits: u64) {
        let width = Rational::new(BigInt::one(), BigInt::one() << bits);
        for root in &mut self.roots {
            root.refine(&width);
        }
    }

    /// An interval that holds `constant + sum of coefficients[i] * roots[i]`.
    #[must_use]
    pub fn enclose(&self, coefficients: &[i64], constant: &Rational) -> (Rational, Rational) {
        let mut interval = (constant.clone(), constant.clone());
        for (root, &coefficient) in self.roots.iter().zip(coefficients) {
            if coefficient == 0 {
                continue;
            }
            let factor = Rational::from_integer(coefficient.into());
            let (low, high) = match coefficient > 0 {
                true => (root.low(), root.high()),
                false => (root.high(), root.low()),
            };
            interval.0 += &factor * low;
            interval.1 += &factor * high;
        }
        interval
    }

    /// In how many ways the coefficients can be permuted within the groups: a bound for the number of conjugates.
    #[must_use]
    pub fn orbit(&self, coefficients: &[i64]) -> BigInt {
        let mut orbit = BigInt::one();
        for group in &self.groups {
            let mut members: Vec<i64> = group.iter().map(|&index| coefficients[index]).collect();
            members.sort_unstable();
            let (mut seen, mut run) = (0_u64, 0_u64);
            let mut last = None;
            for member in members {
                run = if last == Some(member) { run + 1 } else { 1 };
                last = Some(member);
                seen += 1;
                // Multinomial coefficient, one factor at a time; every partial product is one, hence an integer.
                orbit = orbit * seen / run;
            }
        }
        orbit
    }

    /// A number `b` such that the sum is zero or at least `2^-b` in absolute value.
    ///
    /// # Source
    /// Own. With `D` the least common multiple of the scale and the denominator of the constant, `D` times the sum is
    /// an algebraic integer with at most `orbit` conjugates, each a sum with permuted coefficients and so at most
    /// `B = D (sum |coefficients| max |root| + |constant|)`. If not zero, its norm is an integer, not zero; hence
    /// it is at least `B^-(orbit - 1)` when `B >= 1`, and not below 1 otherwise.
    #[must_use]
    pub fn separation(&self, coefficients: &[i64], constant: &Rational) -> BigInt {
        let scale = self.scale.lcm(constant.denom());
        let largest =
            self.roots.iter().flat_map(|root| [root.low().abs(), root.high().abs()]).max_by(compare);
        let largest = largest.unwrap_or_default();
        let total: BigInt =
            coefficients.iter().map(|coefficient| BigInt::from(coefficient.unsigned_abs())).sum();
        // B = ceil(scale (total largest + |constant|)), without reducing a fraction with long parts.
        let (constant, under) = (constant.numer().abs(), constant.denom());
        let top = (total * largest.numer() * under + constant * largest.denom()) * &scale;
        let bound = top.div_ceil(&(largest.denom() * under));
        (self.orbit(coefficients) - 1) * BigInt::from(bound.bits()) + BigInt::from(scale.bits())
    }

    /// The exact sign of `constant + sum of coefficients[i] * roots[i]`, as its comparison with zero.
    ///
    /// Roots are refined as far as needed, but to no more than `limit` bits, and to no more than [`UNPROVED_BITS`] when an
    /// equality would need more than `limit`.
    ///
    /// # Errors
    /// [`PrecisionLimit`] when that does not suffice.
    pub fn compare_with_zero(
        &mut self,
        coefficients: &[i64],
        constant: &Rational,
        limit: u64,
    ) -> Result<Ordering, PrecisionLimit> {
        let mut separation = None;
        let mut bits = 64;
        loop {
            let (low, high) = self.enclose(coefficients, constant);
            if low.is_positive() {
                return Ok(Ordering::Greater);
            }
            if high.is_negative() {
                return Ok(Ordering::Less);
            }
            if low.is_zero() && high.is_zero() {
                return Ok(Ordering::Equal);
            }
            // Most comparisons end above, without a bound.
            let separation = separation.get_or_insert_with(|| self.separation(coefficients, constant));
            let smallest = separation.to_u64();
            let provable = smallest.is_some_and(|smallest| smallest <= limit);
            let most = if provable { limit } else { limit.min(UNPROVED_BITS) };
            let size = std::cmp::max_by(low.abs(), high, compare);
            // Enough for size < 2^-separation, by the lengths of numerator and denominator alone.
            if BigInt::from(size.numer().bits()) + &*separation < BigInt::from(size.denom().bits()) {
                return Ok(Ordering::Equal);
            }
            if bits > most {
                return Err(PrecisionLimit { needed: smallest.unwrap_or(u64::MAX), limit });
            }
            self.refine(bits);
            bits = match smallest {
                // One step beyond the bound settles it: coefficients take a few bits.
                Some(smallest) if bits < smallest + 32 => (2 * bits).min(smallest + 32),
                _ => 2 * bits,
            };
        }
    }

    /// The coefficients sorted within each group: the same for two sums iff one is a permutation of the other.
    #[must_use]
    pub fn arranged(&self, coefficients: &[i64]) -> Vec<i64> {
        let mut arranged = coefficients.to_vec();
        for group in &self.groups {
            let mut members: Vec<i64> = group.iter().map(|&index| coefficients[index]).collect();
            members.sort_unstable();
            for (&index, member) in group.iter().zip(members) {
                arranged[index] = member;
            }
        }
        arranged
    }

    /// A primitive squarefree polynomial with the root `constant + sum of coefficients[i] * roots[i]`, `None` if the
    /// sum has more than `most` conjugates by [`RootSystem::orbit`].
    ///
    /// The same for all sums with the same [`RootSystem::arranged`] coefficients.
    #[must_use]
    pub fn polynomial(
        &self,
        coefficients: &[i64],
        constant: &Rational,
        most: u64,
    ) -> Option<IntegerPolynomial> {
        let orbit = self.orbit(coefficients).to_u64().filter(|&orbit| orbit <= most)?;
        let mut conjugates = vec![coefficients.to_vec()];
        for group in &self.groups {
            let members: Vec<i64> = group.iter().map(|&index| coefficients[index]).collect();
            let arrangements = permutations(members);
            conjugates = conjugates
                .iter()
                .flat_map(|vector| {
                    arrangements.iter().map(|arrangement| {
                        let mut vector = vector.clone();
                        for (&index, &value) in group.iter().zip(arrangement) {
                            vector[index] = value;
                        }
                        vector
                    })
                })
                .collect();
        }
        let scale = self.scale.lcm(constant.denom());
        let factor = Rational::from_integer(scale.clone());
        // The product of (x - scale * conjugate) has integer coefficients: symmetric in the roots of each group.
        // These roots become finer than those of the system need to be.
        let mut finer = self.clone();
        let mut precision = 64;
        loop {
            finer.refine(precision + scale.bits());
            let unit = BigInt::one() << precision;
            let mut product = vec![(unit.clone(), unit.clone())];
            for vector in &conjugates {
                let (low, high) = finer.enclose(vector, constant);
                let low = (low * &factor * Rational::from_integer(unit.clone())).floor().to_integer();
                let high = (high * &factor * Rational::from_integer(unit.clone())).ceil().to_integer();
                product = times_linear(&product, &low, &high, precision);
            }
            let only = |bounds| only_integer(bounds, precision);
            if let Some(integers) = product.iter().map(only).collect::<Option<Vec<BigInt>>>() {
                // Back from scale * x to x.
                let mut power = BigInt::one();
                let mut unscaled = Vec::with_capacity(integers.len());
                for value in integers {
                    unscaled.push(value * &power);
                    power *= &scale;
                }
                return Some(IntegerPolynomial::new(unscaled).squarefree_part());
            }
            precision *= 2;
            // A defect would show as an endless loop; the needed precision is far below this.
            if precision > 1 << 24 || orbit == 0 {
                return None;
            }
        }
    }
}

/// The only integer between two multiples of `2^-bits` at a distance below 1.
fn only_integer((low, high): &(BigInt, BigInt), bits: u64) -> Option<BigInt> {
    ((high - low).bits() <= bits).then(|| high >> bits)
}

/// The product of an interval polynomial with `x - r`, `r` in `[low, high]`; numbers are multiples of `2^-bits`, and the
/// product is rounded outwards to such ones.
fn times_linear(
    polynomial: &[(BigInt, BigInt)],
    low: &BigInt,
    high: &BigInt,
    bits: u64,
) -> Vec<(BigInt, BigInt)> {
    let mut product = vec![(BigInt::zero(), BigInt::zero()); polynomial.len() + 1];
    for (order, (from, to)) in polynomial.iter().enumerate() {
        product[order + 1].0 += from;
        product[order + 1].1 += to;
        let ends = [from * low, from * high, to * low, to * high];
        let (Some(least), Some(most)) = (ends.iter().min(), ends.iter().max()) else { continue };
        // Shifts round down.
        product[order].0 += (-most) >> bits;
        product[order].1 -= least >> bits;
    }
    product
}

/// All distinct orders of some numbers.
fn permutations(mut members: Vec<i64>) -> Vec<Vec<i64>> {
    members.sort_unstable();
    let mut all = vec![members.clone()];
    // The next one in lexicographic order, as long as there is one.
    while let Some(at) = (1..members.len()).rev().find(|&at| members[at - 1] < members[at]) {
        let pivot = at - 1;
        let swap = (at..members.len()).rev().find(|&other| members[other] > members[pivot]).unwrap_or(at);
        members.swap(pivot, swap);
        members[at..].reverse();
        all.push(members.clone());
    }
    all
}

#[cfg(test)]
mod tests {
    use super::super::factor::rational_factors;
    use super::super::integer_polynomial::tests::poly;
    use super::*;
    use critcert_certificate::rational::ratio;

    /// 1 - sqrt 2, 1 + sqrt 2, 3 - sqrt 2, 3 + sqrt 2 in two groups.
    fn system() -> RootSystem {
        let mut roots = Vec::new();
        let mut groups = Vec::new();
        for polynomial in [poly(&[-1, -2, 1]), poly(&[7, -6, 1])] {
            let found = rational_factors(&polynomial).factors.remove(0).1;
            groups.push((roots.len()..roots.len() + found.len()).collect());
            roots.extend(found);
        }
        RootSystem::new(roots, groups, BigInt::one())
    }

    #[test]
    fn equal_sums_are_recognised_and_near_ones_told_apart() {
        let zero = Rational::zero();
        let mut system = system();
        let mut sign = |coefficients: &[i64], constant: &Rational| {
            system.compare_with_zero(coefficients, constant, 10_000)
        };
        assert_eq!(sign(&[0, 1, 1, 0], &ratio(-4, 1)), Ok(Ordering::Equal));
        assert_eq!(sign(&[1, 1, -1, -1], &ratio(4, 1)), Ok(Ordering::Equal));
        assert_eq!(sign(&[1, -1, -1, 1], &zero), Ok(Ordering::Equal));
        assert_eq!(sign(&[0, 1, 0, -1], &ratio(2, 1)), Ok(Ordering::Equal));
        assert_eq!(sign(&[0, 1, 0, 1], &ratio(-6_828_427_124, 1_000_000_000)), Ok(Ordering::Greater));
        assert_eq!(sign(&[0, 1, 0, 1], &ratio(-6_828_427_125, 1_000_000_000)), Ok(Ordering::Less));
    }

    #[test]
    fn orbits_are_multinomial() {
        let system = system();
        assert_eq!(system.orbit(&[1, 1, 0, 2]), BigInt::from(2));
        assert_eq!(system.orbit(&[1, 0, 0, 2]), BigInt::from(4));
        assert_eq!(system.orbit(&[1, 1, 2, 2]), BigInt::one());
    }

    #[test]
    fn polynomials_of_sums_have_the_sum_as_a_root() {
        let system = system();
        // 4 + 2 sqrt 2 is a root of x^2 - 8 x + 8.
        let found = system.polynomial(&[0, 1, 0, 1], &Rational::zero(), 10).unwrap();
        let expected = poly(&[8, -8, 1]);
        assert!(found.exact_quotient(&expected).is_some(), "{found:?}");
        assert_eq!(system.polynomial(&[0, 1, 0, 1], &Rational::zero(), 3), None);
        let half = system.polynomial(&[0, 1, 0, 0], &ratio(-1, 2), 10).unwrap();
        assert_eq!(half, poly(&[-7, -4, 4]));
    }

    #[test]
    fn permutations_are_all_and_distinct() {
        assert_eq!(permutations(vec![1, 0, 1]).len(), 3);
        assert_eq!(permutations(vec![3, 2, 1]).len(), 6);
        assert_eq!(permutations(Vec::new()).len(), 1);
    }
}
