//! Cheap attempts to find a better network: one neuron is replaced, all output weights are fitted anew.
//!
//! Finding nothing says nothing.

use critcert_certificate::Rational;
use critcert_certificate::case::dataset::DatasetNetwork;
use critcert_certificate::rational::ratio;
use itertools::Itertools;
use num_traits::Zero;

use super::derivative::{activation, product};
use super::lifted::Lifted;
use super::point::{Evaluation, half_square};

/// Most neurons that are tried in the place of each one.
const CANDIDATES: usize = 200;
/// Most numbers in a least-squares problem: points times columns.
const NUMBERS: usize = 4_000;

/// A network of the same width with smaller loss, if one of the attempts finds it.
#[must_use]
pub fn better_network(lifted: &Lifted, point: &Evaluation) -> Option<DatasetNetwork> {
    let width = point.neurons.len();
    if lifted.len() * (width + 1) > NUMBERS {
        return None;
    }
    let candidates = candidates(lifted);
    for replaced in 0..width {
        let mut weights: Vec<Vec<Rational>> = point.neurons.iter().map(|neuron| neuron.w.clone()).collect();
        let mut columns: Vec<Vec<Rational>> =
            point.neurons.iter().map(|neuron| neuron.hidden.clone()).collect();
        if lifted.output_bias() {
            columns.push(vec![ratio(1, 1); lifted.len()]);
        }
        for candidate in &candidates {
            columns[replaced] = hidden(lifted, candidate);
            let (fit, loss) = least_squares(&columns, lifted.labels());
            if loss < point.loss {
                weights[replaced].clone_from(candidate);
                let c = lifted.output_bias().then(|| fit[width].clone());
                return Some(super::network_of(lifted, &weights, &fit[..width], c));
            }
        }
    }
    None
}

fn hidden(lifted: &Lifted, w: &[Rational]) -> Vec<Rational> {
    lifted.preactivations(w).into_iter().map(|u| activation(lifted, u)).collect()
}

/// Neurons with few-digit weights, the affine fit, and those that vanish on D - 1 classes of points.
fn candidates(lifted: &Lifted) -> Vec<Vec<Rational>> {
    let dimension = lifted.dimension();
    let mut found: Vec<Vec<Rational>> = Vec::new();
    let rows: Vec<Vec<Rational>> = (0..lifted.len()).map(|index| lifted.point(index)).collect();
    let columns: Vec<Vec<Rational>> =
        (0..dimension).map(|axis| rows.iter().map(|row| row[axis].clone()).collect()).collect();
    if dimension * lifted.len() <= NUMBERS {
        let (mut affine, _) = least_squares(&columns, lifted.labels());
        let values = lifted.preactivations(&affine);
        if let (true, true, Some(least)) =
            (lifted.hidden_bias(), lifted.output_bias(), values.into_iter().min())
        {
            // Moved up, the neuron is affine on the data; the output bias moves it down again.
            affine[dimension - 1] += ratio(1, 1) - least;
        }
        found.push(affine.clone());
        found.push(affine.into_iter().map(|entry| -entry).collect());
    }
    let classes: Vec<Vec<Rational>> = lifted
        .classes()
        .iter()
        .map(|class| class.row.iter().cloned().map(Rational::from_integer).collect())
        .collect();
    for chosen in classes.iter().combinations(dimension - 1).take(CANDIDATES / 2) {
        if let Some(normal) = normal(&chosen, dimension) {
            found.push(normal.iter().map(|entry| -entry).collect());
            found.push(normal);
        }
    }
    if dimension <= 4 {
        let digits =
            (0..dimension).map(|_| [1, 0, -1].map(|digit| ratio(digit, 1))).multi_cartesian_product();
        found.extend(digits.filter(|w| w.iter().any(|entry| !entry.is_zero())));
    }
    found.truncate(CANDIDATES);
    found
}

/// A vector orthogonal to D - 1 vectors, if they are independent.
fn normal(vectors: &[&Vec<Rational>], dimension: usize) -> Option<Vec<Rational>> {
    let mut rows: Vec<Vec<Rational>> = vectors.iter().map(|vector| (*vector).clone()).collect();
    let pivots = reduce(&mut rows, dimension);
    if pivots.len() + 1 != dimension {
        return None;
    }
    let free = (0..dimension).find(|column| !pivots.contains(column))?;
    let mut normal = vec![Rational::zero(); dimension];
    normal[free] = ratio(1, 1);
    for (row, &column) in rows.iter().zip(&pivots) {
        normal[column] = -row[free].clone();
    }
    Some(normal)
}

/// Reduced row echelon form within the first `columns` columns; returns the pivot columns.
fn reduce(rows: &mut [Vec<Rational>], columns: usize) -> Vec<usize> {
    let mut pivots = Vec::new();
    for column in 0..columns {
        let used = pivots.len();
        let Some(found) = (used..rows.len()).find(|&row| !rows[row][column].is_zero()) else { continue };
        rows.swap(used, found);
        let inverse = rows[used][column].recip();
        for entry in &mut rows[used] {
            *entry *= &inverse;
        }
        let pivot = rows[used].clone();
        for (index, row) in rows.iter_mut().enumerate() {
            if index != used && !row[column].is_zero() {
                let factor = row[column].clone();
                for (entry, other) in row.iter_mut().zip(&pivot) {
                    *entry -= &factor * other;
                }
            }
        }
        pivots.push(column);
    }
    pivots
}

/// Coefficients that minimise `1/2 |sum_k x_k column_k - target|^2`, zero for dependent columns, and the minimum.
fn least_squares(columns: &[Vec<Rational>], target: &[Rational]) -> (Vec<Rational>, Rational) {
    let mut normal: Vec<Vec<Rational>> = columns
        .iter()
        .map(|left| {
            let with = |right: &[Rational]| product(left, right);
            columns.iter().map(|right| with(right)).chain(std::iter::once(with(target))).collect()
        })
        .collect();
    let pivots = reduce(&mut normal, columns.len());
    let mut fit = vec![Rational::zero(); columns.len()];
    for (row, &column) in normal.iter().zip(&pivots) {
        fit[column].clone_from(&row[columns.len()]);
    }
    let residual: Vec<Rational> = target
        .iter()
        .enumerate()
        .map(|(index, y)| {
            columns.iter().zip(&fit).map(|(column, x)| &column[index] * x).sum::<Rational>() - y
        })
        .collect();
    (fit, half_square(&residual))
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_traits::Signed;

    #[test]
    fn least_squares_of_dependent_columns_still_minimises() {
        let number = |list: [i64; 3]| list.map(|entry| ratio(entry, 1)).to_vec();
        let columns = [number([1, 1, 1]), number([2, 2, 2]), number([0, 1, 2])];
        let (fit, loss) = least_squares(&columns, &number([0, 0, 3]));
        assert_eq!(fit, vec![ratio(-1, 2), ratio(0, 1), ratio(3, 2)]);
        assert_eq!(loss, ratio(3, 4));
    }

    #[test]
    fn normals_are_orthogonal_or_absent() {
        let (left, right) =
            (vec![ratio(1, 1), ratio(2, 1), ratio(3, 1)], vec![ratio(2, 1), ratio(4, 1), ratio(7, 1)]);
        let found = normal(&[&left, &right], 3).unwrap();
        assert!(product(&found, &left).is_zero() && product(&found, &right).is_zero());
        assert!(found.iter().any(|entry| !entry.is_negative()));
        assert_eq!(normal(&[&left, &left], 3), None);
    }
}
