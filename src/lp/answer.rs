//! What the engine answers: a point or a contradiction.

use critcert_certificate::rational::Rational;
use num_bigint::BigInt;
use num_integer::Integer;

/// Exactly one of the two sides of Motzkin's transposition theorem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The system has a solution, and here is one.
    Feasible(Witness),
    /// The system has no solution, and here is why.
    Infeasible(Motzkin),
}

/// A rational point over one denominator: x_j = numerators\[j\] / denominator.
///
/// Ensures: D numerators; denominator positive; no common factor of all of them. For a homogeneous
/// system (all bounds zero) the denominator is 1, a solution being scaled to an integer vector.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Witness {
    /// Numerator of each unknown.
    pub numerators: Vec<BigInt>,
    /// The common denominator, at least 1.
    pub denominator: BigInt,
}

impl Witness {
    /// The point with these numerators over a positive denominator, without the common factor.
    #[must_use]
    pub fn new(mut numerators: Vec<BigInt>, mut denominator: BigInt) -> Self {
        let factor = numerators.iter().fold(denominator.clone(), |factor, entry| factor.gcd(entry));
        if factor > BigInt::from(1) {
            numerators.iter_mut().for_each(|entry| *entry /= &factor);
            denominator /= &factor;
        }
        Self { numerators, denominator }
    }

    /// The shortest integer point in this direction: a solution of a homogeneous system scaled.
    #[must_use]
    pub fn direction(numerators: Vec<BigInt>) -> Self {
        let factor = numerators.iter().fold(BigInt::ZERO, |factor, entry| factor.gcd(entry));
        let one = BigInt::from(1);
        if factor > one {
            let numerators = numerators.into_iter().map(|entry| entry / &factor).collect();
            return Self { numerators, denominator: one };
        }
        Self { numerators, denominator: one }
    }

    /// The point as reduced rationals; zero throughout for a denominator of zero, which the engine never
    /// gives.
    #[must_use]
    pub fn to_rationals(&self) -> Vec<Rational> {
        if self.denominator.sign() == num_bigint::Sign::NoSign {
            return vec![Rational::from_integer(BigInt::ZERO); self.numerators.len()];
        }
        self.numerators.iter().map(|p| Rational::new(p.clone(), self.denominator.clone())).collect()
    }
}

/// Multipliers lambda of rows that add up to a contradiction; rows not listed have multiplier zero.
///
/// With rows `a_i.x R_i b_i`: lambda_i >= 0 on `>` and `>=` rows, of any sign on `=` rows; sum lambda_i a_i = 0; and
/// either sum lambda_i b_i > 0, or sum lambda_i b_i = 0 with lambda_i > 0 on some `>` row.
///
/// Ensures: row indices increase; no multiplier is zero; their greatest common divisor is 1; at most D + 1 are
/// listed. With this the vector is determined by its set of rows (a basis and one more row): a multiple is
/// excluded by the divisor, the opposite sign by sum lambda_i b_i > 0 when only `=` rows occur.
///
/// # Source
/// T. S. Motzkin 1936; A. Schrijver, *Theory of Linear and Integer Programming*, 1986, Corollary 7.1k.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Motzkin {
    /// Pairs of row index and multiplier.
    pub terms: Vec<(usize, BigInt)>,
}

impl Motzkin {
    /// One multiplier for each of `rows` rows, zeros included; terms beyond are left out.
    #[must_use]
    pub fn to_dense(&self, rows: usize) -> Vec<BigInt> {
        let mut dense = vec![BigInt::ZERO; rows];
        for (row, multiplier) in &self.terms {
            if let Some(place) = dense.get_mut(*row) {
                place.clone_from(multiplier);
            }
        }
        dense
    }
}
