//! Characteristic polynomials.

use critcert_certificate::Rational;
use num_bigint::BigInt;
use num_traits::{One, Zero};

use super::Matrix;
use crate::exact::Polynomial;

impl Matrix {
    /// The characteristic polynomial `det(x I - self)`, monic.
    ///
    /// Division-free on the integer entries, of fourth order in the size.
    ///
    /// # Panics
    /// Unless the matrix is square.
    ///
    /// # Source
    /// Berkowitz 1984, *On computing the determinant in small parallel time*: the polynomial of each leading block is
    /// a lower triangular Toeplitz matrix times that of the block before.
    #[must_use]
    pub fn characteristic_polynomial(&self) -> Polynomial {
        assert_eq!(self.rows(), self.columns(), "only square matrices have a characteristic polynomial");
        // Highest power first.
        let mut polynomial = vec![BigInt::one()];
        for size in 0..self.rows() {
            polynomial = self.bordered(size, &polynomial);
        }
        // det(x I - A/a) = a^-n p(a x): the coefficient of x^(n-k) is that of p divided by a^k.
        let mut power = BigInt::one();
        let mut coefficients = Vec::with_capacity(polynomial.len());
        for coefficient in polynomial {
            coefficients.push(Rational::new(coefficient, power.clone()));
            power *= self.denominator();
        }
        coefficients.reverse();
        Polynomial::new(coefficients)
    }

    /// The polynomial of the leading block of `size + 1` rows from that of the block of `size` rows.
    fn bordered(&self, size: usize, before: &[BigInt]) -> Vec<BigInt> {
        // First column of the Toeplitz matrix: 1, -corner, -row column, -row block column, ...
        let mut toeplitz = vec![BigInt::one(), -self.numerator(size, size)];
        let mut vector: Vec<BigInt> = (0..size).map(|i| self.numerator(i, size).clone()).collect();
        for _ in 0..size {
            let product: BigInt = vector.iter().enumerate().map(|(j, v)| self.numerator(size, j) * v).sum();
            toeplitz.push(-product);
            let times =
                |i: usize| vector.iter().enumerate().map(|(j, v)| self.numerator(i, j) * v).sum::<BigInt>();
            vector = (0..size).map(times).collect();
        }
        let mut after = vec![BigInt::zero(); before.len() + 1];
        for (i, entry) in after.iter_mut().enumerate() {
            for (j, coefficient) in before.iter().enumerate().take(i + 1) {
                *entry += &toeplitz[i - j] * coefficient;
            }
        }
        after
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{any_matrix, integers};
    use super::*;
    use critcert_certificate::rational::ratio;
    use proptest::prelude::*;

    #[test]
    fn known_polynomials() {
        let sigma = integers(&[&[5, 5, 1], &[5, 11, 4], &[1, 4, 2]]);
        let expected = [-9, 45, -18, 1].map(|value| ratio(value, 1)).to_vec();
        assert_eq!(sigma.characteristic_polynomial(), Polynomial::new(expected));
        assert_eq!(Matrix::zero(0, 0).characteristic_polynomial(), Polynomial::new(vec![ratio(1, 1)]));
    }

    proptest! {
        #[test]
        fn the_matrix_is_a_root_and_the_rank_shows(a in any_matrix(4, 4)) {
            let polynomial = a.characteristic_polynomial();
            let mut value = Matrix::zero(4, 4);
            for coefficient in polynomial.coefficients().iter().rev() {
                value = value.mul(&a).add_scaled(coefficient, &Matrix::identity(4));
            }
            prop_assert!(value.is_zero());
            prop_assert_eq!(polynomial.coefficient(3), -a.trace());
            prop_assert_eq!(polynomial.coefficient(0).is_zero(), a.rank() < 4);
        }
    }
}
