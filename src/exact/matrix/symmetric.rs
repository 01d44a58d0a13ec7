//! Symmetric matrices: inertia, and vectors on which the quadratic form is negative.

use critcert_certificate::Rational;
use critcert_certificate::rational::ratio;
use num_traits::{One, Signed, Zero};

use super::Matrix;

/// How many eigenvalues of a symmetric matrix are negative, zero and positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Inertia {
    /// Number of negative eigenvalues.
    pub negative: usize,
    /// Dimension of the kernel.
    pub zero: usize,
    /// Number of positive eigenvalues.
    pub positive: usize,
}

/// What elimination meets at a position.
enum Pivot {
    /// A diagonal entry that is not zero.
    Diagonal(Rational),
    /// A row of zeros.
    Zero,
    /// A zero on the diagonal, and this later position with a nonzero entry in the row.
    Block(usize),
}

/// `A = L D L^T` under way: the remaining matrix and, for each position, the combination that it stands for.
struct Elimination {
    /// The form in the current basis.
    form: Vec<Vec<Rational>>,
    /// Row i: the vector of the original space that position i stands for.
    basis: Vec<Vec<Rational>>,
}

impl Elimination {
    fn new(matrix: &Matrix) -> Self {
        assert_eq!(matrix.rows(), matrix.columns(), "a symmetric matrix is square");
        let size = matrix.rows();
        let rows = |matrix: &Matrix| {
            let row = |i| (0..size).map(|j| matrix.entry(i, j)).collect();
            (0..size).map(row).collect()
        };
        Self { form: rows(matrix), basis: rows(&Matrix::identity(size)) }
    }

    fn pivot(&self, at: usize, done: &[bool]) -> Pivot {
        if !self.form[at][at].is_zero() {
            return Pivot::Diagonal(self.form[at][at].clone());
        }
        let partner = (0..self.form.len()).find(|&j| j != at && !done[j] && !self.form[at][j].is_zero());
        partner.map_or(Pivot::Zero, Pivot::Block)
    }

    /// Makes all positions not yet done orthogonal to position `at`, whose diagonal entry is not zero.
    fn clear(&mut self, at: usize, done: &[bool]) {
        let pivot_row = self.form[at].clone();
        let pivot_basis = self.basis[at].clone();
        for other in 0..self.form.len() {
            if done[other] || other == at || pivot_row[other].is_zero() {
                continue;
            }
            let factor = &pivot_row[other] / &pivot_row[at];
            for (entry, from) in self.form[other].iter_mut().zip(&pivot_row) {
                *entry -= &factor * from;
            }
            for (entry, from) in self.basis[other].iter_mut().zip(&pivot_basis) {
                *entry -= &factor * from;
            }
        }
    }

    /// Adds `factor` times the vector of position `from` to the vector of position `to`.
    fn add(&mut self, to: usize, factor: &Rational, from: usize) {
        let added = self.form[from].clone();
        for (entry, value) in self.form[to].iter_mut().zip(&added) {
            *entry += factor * value;
        }
        for row in &mut self.form {
            let value = factor * &row[from];
            row[to] += value;
        }
        let added = self.basis[from].clone();
        for (entry, value) in self.basis[to].iter_mut().zip(&added) {
            *entry += factor * value;
        }
    }
}

impl Matrix {
    /// A vector `v` with `v^T self v < 0`, `None` if the symmetric matrix is positive semidefinite.
    ///
    /// `L^T v = e_i` for the first negative pivot i of `self = L D L^T` without exchanges; a zero pivot in a row
    /// that is not zero gives a vector on which the form is -1.
    ///
    /// # Panics
    /// Unless the matrix is square.
    #[must_use]
    pub fn negative_direction(&self) -> Option<Vec<Rational>> {
        let mut elimination = Elimination::new(self);
        let mut done = vec![false; self.rows()];
        for at in 0..self.rows() {
            match elimination.pivot(at, &done) {
                Pivot::Diagonal(pivot) if pivot.is_negative() => return Some(elimination.basis[at].clone()),
                Pivot::Diagonal(_) => elimination.clear(at, &done),
                Pivot::Zero => {}
                Pivot::Block(other) => {
                    // With q(x e_at + e_other) = 2 x b + d the factor x makes it -1.
                    let (b, d) = (&elimination.form[at][other], &elimination.form[other][other]);
                    let factor = -(d + Rational::one()) / (b * ratio(2, 1));
                    elimination.add(other, &factor, at);
                    return Some(elimination.basis[other].clone());
                }
            }
            done[at] = true;
        }
        None
    }

    /// Whether the symmetric matrix has no negative eigenvalue.
    ///
    /// # Panics
    /// Unless the matrix is square.
    #[must_use]
    pub fn is_positive_semidefinite(&self) -> bool {
        self.negative_direction().is_none()
    }

    /// The inertia of the symmetric matrix, by Sylvester's law.
    ///
    /// # Panics
    /// Unless the matrix is square.
    #[must_use]
    pub fn inertia(&self) -> Inertia {
        let mut elimination = Elimination::new(self);
        let mut done = vec![false; self.rows()];
        let mut inertia = Inertia::default();
        for at in 0..self.rows() {
            if let Pivot::Block(other) = elimination.pivot(at, &done) {
                // Some sum e_at + x e_other has a nonzero square: 2 x b + x^2 d for x = 1 or x = -1.
                let (b, d) = (elimination.form[at][other].clone(), elimination.form[other][other].clone());
                let factor = if (b * ratio(2, 1) + d).is_zero() { -1 } else { 1 };
                elimination.add(at, &ratio(factor, 1), other);
            }
            match elimination.pivot(at, &done) {
                Pivot::Diagonal(pivot) => {
                    elimination.clear(at, &done);
                    if pivot.is_negative() {
                        inertia.negative += 1;
                    } else {
                        inertia.positive += 1;
                    }
                }
                _ => inertia.zero += 1,
            }
            done[at] = true;
        }
        inertia
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{any_matrix, integers};
    use super::*;
    use proptest::prelude::*;

    fn form(matrix: &Matrix, vector: &[Rational]) -> Rational {
        let vector = Matrix::column_vector(vector);
        vector.inner(&matrix.mul(&vector))
    }

    #[test]
    fn zero_pivots_are_handled() {
        let hyperbolic = integers(&[&[0, 1], &[1, 0]]);
        assert_eq!(hyperbolic.inertia(), Inertia { negative: 1, zero: 0, positive: 1 });
        assert_eq!(form(&hyperbolic, &hyperbolic.negative_direction().unwrap()), ratio(-1, 1));
        assert!(integers(&[&[0, 0], &[0, 3]]).is_positive_semidefinite());
        assert!(Matrix::zero(0, 0).is_positive_semidefinite());
        assert_eq!(integers(&[&[0, 1], &[1, -2]]).inertia(), Inertia { negative: 1, zero: 0, positive: 1 });
    }

    proptest! {
        #[test]
        fn inertia_survives_congruence(signs in prop::collection::vec(-1_i64..=1, 4), a in any_matrix(4, 4)) {
            prop_assume!(a.rank() == 4);
            let diagonal = Matrix::from_fn(4, 4, |i, j| if i == j { ratio(signs[i], 1) } else { Rational::zero() });
            let matrix = a.transpose().mul(&diagonal).mul(&a);
            let count = |sign| signs.iter().filter(|&&s| s == sign).count();
            let expected = Inertia { negative: count(-1), zero: count(0), positive: count(1) };
            prop_assert_eq!(matrix.inertia(), expected);
            match matrix.negative_direction() {
                Some(direction) => prop_assert!(form(&matrix, &direction).is_negative()),
                None => prop_assert_eq!(expected.negative, 0),
            }
            prop_assert_eq!(matrix.is_positive_semidefinite(), expected.negative == 0);
        }
    }
}
