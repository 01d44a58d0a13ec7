//! Labels as an output bias, a linear part and an even part, or a contradiction among them.

use critcert_certificate::Rational;
use num_traits::{Signed, Zero};

use crate::dataset::derivative::product;
use crate::dataset::lifted::{Class, Lifted};
use crate::exact::integer::primitive;
use crate::exact::matrix::Matrix;

/// `y_i = c + p . X_i + |kappa_i| h_k` for all points i, where `X_i = kappa_i X_f`, f the first point of its class k.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Targets {
    /// c; 0 without output bias.
    pub output_bias: Rational,
    /// p, D entries.
    pub linear: Vec<Rational>,
    /// h, one for each class.
    pub heights: Vec<Rational>,
}

/// The targets of the neurons. If there are none, factors by point that combine the outputs of every network to 0, but
/// not the labels.
///
/// The linear part is 0 if one can do without, and the output bias, too, if one can do without both.
///
/// # Errors
/// The contradiction, points increasing; integers without common factor.
///
/// # Source
/// Own, `proofs/format/zero-loss.md`, section 1. Only points with another one on their line, and the origin, have an
/// equation that their own height does not solve.
pub fn targets(lifted: &Lifted) -> Result<Targets, Vec<(usize, Rational)>> {
    let classes = lifted.classes();
    let shared: Vec<usize> = (0..classes.len()).filter(|&k| classes[k].members.len() > 1).collect();
    // The point, the column of its height, and kappa.
    let mut equations: Vec<(usize, Option<(usize, Rational)>)> = Vec::new();
    for (column, &k) in shared.iter().enumerate() {
        equations.extend(ratios(&classes[k]).map(|(index, kappa)| (index, Some((column, kappa)))));
    }
    let origins = lifted.class_of().iter().enumerate().filter(|(_, class)| class.is_none());
    equations.extend(origins.map(|(index, _)| (index, None)));
    equations.sort_by_key(|(index, _)| *index);

    let (bias, dimension) = (usize::from(lifted.output_bias()), lifted.dimension());
    let before = shared.len() + bias;
    let entry = |row: usize, column: usize| {
        let (index, height) = &equations[row];
        match (column.checked_sub(before), height) {
            (Some(axis), _) => lifted.point(*index)[axis].clone(),
            (None, _) if column == shared.len() => Rational::from_integer(1.into()),
            (None, Some((own, kappa))) if *own == column => kappa.abs(),
            _ => Rational::zero(),
        }
    };
    let system = Matrix::from_fn(equations.len(), before + dimension, entry);
    let labels: Vec<Rational> = equations.iter().map(|(index, _)| lifted.labels()[*index].clone()).collect();
    // Unknowns without a pivot are 0, and pivots are taken from the left: heights, output bias, linear part.
    let Some(solution) = system.solve(&Matrix::column_vector(&labels)) else {
        let points: Vec<usize> = equations.iter().map(|(index, _)| *index).collect();
        return Err(contradiction(&system, &labels, &points));
    };
    let solution = solution.column(0);
    let output_bias = if bias == 1 { solution[shared.len()].clone() } else { Rational::zero() };
    let linear = solution[before..].to_vec();
    let height = |class: &Class| {
        let first = class.members.first()?.index;
        Some(&lifted.labels()[first] - &output_bias - product(&linear, &lifted.point(first)))
    };
    let heights = classes.iter().map(|class| height(class).unwrap_or_default()).collect();
    Ok(Targets { output_bias, linear, heights })
}

/// The points of a class with kappa, `X_i = kappa X_first`.
pub(super) fn ratios(class: &Class) -> impl Iterator<Item = (usize, Rational)> + '_ {
    let first = class.members.first().map(|member| &member.factor);
    class.members.iter().filter_map(move |member| Some((member.index, &member.factor / first?)))
}

/// Factors of the equations that cancel all unknowns, but not the right sides; some exist when there is no solution.
fn contradiction(system: &Matrix, labels: &[Rational], points: &[usize]) -> Vec<(usize, Rational)> {
    let kernel = system.transpose().kernel();
    let mut vectors = (0..kernel.columns()).map(|column| kernel.column(column));
    let found = vectors.find(|vector| !product(vector, labels).is_zero()).unwrap_or_default();
    let mut integers = primitive(&found).0;
    if integers.iter().find(|entry| !entry.is_zero()).is_some_and(Signed::is_negative) {
        integers.iter_mut().for_each(|entry| *entry = -&*entry);
    }
    let terms = points.iter().zip(integers).filter(|(_, factor)| !factor.is_zero());
    terms.map(|(point, factor)| (*point, Rational::from_integer(factor))).collect()
}
