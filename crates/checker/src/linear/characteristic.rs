//! Characteristic polynomials and polynomials in general, constant coefficient first.

use critcert_certificate::Rational;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

use super::definite::common_denominator;
use super::table::Table;

/// The characteristic polynomial of a square table, monic; by the method of Faddeev and Le Verrier on integers.
pub(crate) fn characteristic_polynomial(table: &Table) -> Vec<Rational> {
    let common = common_denominator(table);
    let integer = |value: &Rational| value.numer() * (&common / value.denom());
    let matrix: Vec<Vec<BigInt>> = table.rows().iter().map(|row| row.iter().map(integer).collect()).collect();
    let size = matrix.len();
    // M_1 = I; c_k = -tr(A M_k)/k; M_(k+1) = A M_k + c_k I. The division is exact for integers.
    let mut coefficients = vec![BigInt::one()];
    let mut auxiliary: Vec<Vec<BigInt>> = vec![vec![BigInt::zero(); size]; size];
    add_diagonal(&mut auxiliary, &BigInt::one());
    for step in 1..=size {
        let mut product = multiply(&matrix, &auxiliary);
        let trace: BigInt = product.iter().enumerate().filter_map(|(index, row)| row.get(index)).sum();
        let coefficient = -trace / BigInt::from(step);
        add_diagonal(&mut product, &coefficient);
        coefficients.push(coefficient);
        auxiliary = product;
    }
    // Highest power first so far; the roots are those of the integer matrix divided by the denominator.
    let mut power = BigInt::one();
    let mut polynomial = Vec::with_capacity(coefficients.len());
    for coefficient in coefficients {
        polynomial.push(Rational::new(coefficient, power.clone()));
        power *= &common;
    }
    polynomial.reverse();
    polynomial
}

fn add_diagonal(matrix: &mut [Vec<BigInt>], number: &BigInt) {
    for (index, row) in matrix.iter_mut().enumerate() {
        if let Some(entry) = row.get_mut(index) {
            *entry += number;
        }
    }
}

fn multiply(left: &[Vec<BigInt>], right: &[Vec<BigInt>]) -> Vec<Vec<BigInt>> {
    let row = |row: &Vec<BigInt>| {
        let mut sums = vec![BigInt::zero(); right.len()];
        for (factor, values) in row.iter().zip(right) {
            for (sum, value) in sums.iter_mut().zip(values) {
                *sum += factor * value;
            }
        }
        sums
    };
    left.iter().map(row).collect()
}

/// The product of two polynomials.
pub(crate) fn product(left: &[Rational], right: &[Rational]) -> Vec<Rational> {
    let length = (left.len() + right.len()).saturating_sub(1);
    let mut result = vec![Rational::zero(); length];
    for (shift, factor) in left.iter().enumerate() {
        for (entry, value) in result.iter_mut().skip(shift).zip(right) {
            *entry += factor * value;
        }
    }
    result
}

/// The sign of a polynomial at a number, computed on integers.
pub(crate) fn sign_at(polynomial: &[Rational], x: &Rational) -> i8 {
    let common = polynomial.iter().fold(BigInt::one(), |common, value| common.lcm(value.denom()));
    let mut value = BigInt::zero();
    let mut power = BigInt::one();
    for coefficient in polynomial.iter().rev() {
        let integer = coefficient.numer() * (&common / coefficient.denom());
        value = value * x.numer() + integer * &power;
        power *= x.denom();
    }
    if value.is_zero() {
        0
    } else if value.is_positive() {
        1
    } else {
        -1
    }
}
