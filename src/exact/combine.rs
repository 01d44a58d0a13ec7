//! Writing vectors as combinations of the rows of a matrix.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::Zero;

use critcert_certificate::Rational;

/// For each target, coefficients y with `sum_i y_i rows[i] = target`, or `None` if it is no such combination.
///
/// Shapes: rows and targets are integer vectors of one common length m. The coefficients of rows that the
/// others already span are zero. One elimination for all targets, on integer rows without fractions, each divided
/// by its content: cost O(m k (k + t)) operations for k rows and t targets.
///
/// # Source
/// Gauss-Jordan elimination on the transposed system.
#[must_use]
pub fn combine(rows: &[Vec<i64>], targets: &[Vec<i64>]) -> Vec<Option<Vec<Rational>>> {
    let length = rows.iter().chain(targets).map(Vec::len).max().unwrap_or(0);
    let entry = |vector: &Vec<i64>, index: usize| BigInt::from(vector.get(index).copied().unwrap_or(0));
    // One equation for each of the m coordinates: unknown coefficients left, targets right.
    let mut equations: Vec<Vec<BigInt>> = (0..length)
        .map(|index| rows.iter().chain(targets).map(|vector| entry(vector, index)).collect())
        .collect();
    let mut pivots: Vec<(usize, usize)> = Vec::new();
    for column in 0..rows.len() {
        let used = pivots.len();
        let Some(found) = (used..length).find(|&row| !equations[row][column].is_zero()) else { continue };
        equations.swap(used, found);
        let pivot_row = equations[used].clone();
        for (index, equation) in equations.iter_mut().enumerate() {
            if index != used && !equation[column].is_zero() {
                eliminate(equation, &pivot_row, column);
            }
        }
        pivots.push((used, column));
    }
    let solve = |target: usize| {
        let right = rows.len() + target;
        if equations[pivots.len()..].iter().any(|equation| !equation[right].is_zero()) {
            return None;
        }
        let mut coefficients = vec![Rational::zero(); rows.len()];
        for &(row, column) in &pivots {
            let equation = &equations[row];
            coefficients[column] = Rational::new(equation[right].clone(), equation[column].clone());
        }
        Some(coefficients)
    };
    (0..targets.len()).map(solve).collect()
}

/// Clears `column` of `equation` with the pivot row, then divides by the content.
pub(super) fn eliminate(equation: &mut [BigInt], pivot_row: &[BigInt], column: usize) {
    let divisor = equation[column].gcd(&pivot_row[column]);
    let keep = &pivot_row[column] / &divisor;
    let subtract = &equation[column] / &divisor;
    let mut content = BigInt::zero();
    for (value, pivot) in equation.iter_mut().zip(pivot_row) {
        if value.is_zero() && pivot.is_zero() {
            continue;
        }
        *value = &*value * &keep - pivot * &subtract;
        content = content.gcd(value);
    }
    if content > BigInt::from(1) {
        for value in equation {
            *value /= &content;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use critcert_certificate::rational::ratio;

    #[test]
    fn finds_coefficients_or_says_there_are_none() {
        let rows = [vec![1, 1, 0], vec![0, 2, 1], vec![1, 3, 1]];
        let targets = [vec![1, 0, -1], vec![2, 4, 1], vec![0, 0, 1]];
        let found = combine(&rows, &targets);
        assert_eq!(found[0], None);
        assert_eq!(found[1], Some(vec![ratio(2, 1), ratio(1, 1), ratio(0, 1)]));
        assert_eq!(found[2], None);
    }

    #[test]
    fn coefficients_may_be_fractions() {
        let found = combine(&[vec![2, 0], vec![1, 3]], &[vec![1, 1]]);
        assert_eq!(found, vec![Some(vec![ratio(1, 3), ratio(1, 3)])]);
    }

    #[test]
    fn no_rows_span_only_zero() {
        assert_eq!(combine(&[], &[vec![0, 0], vec![0, 1]]), vec![Some(Vec::new()), None]);
    }
}
