//! The span theorem: which lines lie in the span of the mixed ones.
//!
//! At a local minimum, if every closed line lies in the span of the mixed lines, it is global: on a mixed line both
//! derivatives vanish, and `max(s, 0) - max(-s, 0) = s` turns their difference into `E (h - y) <u, x> = 0`, which
//! carries over to the span; so on a closed line the derivatives of both sides are equal, and one is zero.

use critcert_certificate::certificate::porcupine::Position;
use critcert_certificate::rational::{Canonical, Rational};
use num_bigint::BigInt;
use num_traits::{One, Zero};

use super::lines::Lines;
use super::ring::common_denominator;

/// How the closed lines lie to the span of the mixed ones.
#[derive(Debug, Clone)]
pub struct Span {
    /// For each line whether it is mixed.
    pub mixed: Vec<bool>,
    /// Every closed line inside, or one outside.
    pub positions: Vec<Position>,
    /// Whether all closed lines are inside.
    pub covered: bool,
}

/// Decides the span condition for a choice of mixed lines.
#[must_use]
pub fn span(lines: &Lines, mixed: &[bool]) -> Span {
    let rows: Vec<&Vec<Rational>> =
        lines.directions.iter().zip(mixed).filter(|(_, mixed)| **mixed).map(|(line, _)| line).collect();
    let mut positions = Vec::new();
    for (line, direction) in lines.directions.iter().enumerate() {
        if mixed[line] {
            continue;
        }
        match combine(&rows, direction) {
            Ok(coefficients) => {
                let coefficients = coefficients.into_iter().map(Canonical).collect();
                positions.push(Position::Inside { line, coefficients });
            }
            Err(normal) => {
                let factor = Rational::from_integer(common_denominator(normal.iter()));
                let normal = normal.into_iter().map(|entry| Canonical(entry * &factor)).collect();
                let positions = vec![Position::Outside { line, normal }];
                return Span { mixed: mixed.to_vec(), positions, covered: false };
            }
        }
    }
    Span { mixed: mixed.to_vec(), positions, covered: true }
}

/// Coefficients with `sum a_i rows_i = target`, or a vector orthogonal to the rows and not to the target.
fn combine(rows: &[&Vec<Rational>], target: &[Rational]) -> Result<Vec<Rational>, Vec<Rational>> {
    let (k, d) = (rows.len(), target.len());
    // One equation for each coordinate: unknown coefficients, the target, and a record of what was combined.
    let mut equations: Vec<Vec<Rational>> = (0..d)
        .map(|coordinate| {
            let left = rows.iter().map(|row| row[coordinate].clone());
            let record = (0..d).map(|other| Rational::from_integer(u8::from(other == coordinate).into()));
            left.chain([target[coordinate].clone()]).chain(record).collect()
        })
        .collect();
    let mut pivots = Vec::new();
    for column in 0..k {
        let used = pivots.len();
        let Some(found) = (used..d).find(|&row| !equations[row][column].is_zero()) else { continue };
        equations.swap(used, found);
        let pivot = equations[used][column].clone();
        equations[used].iter_mut().for_each(|entry| *entry /= &pivot);
        let pivot_row = equations[used].clone();
        for (row, equation) in equations.iter_mut().enumerate() {
            if row != used && !equation[column].is_zero() {
                let factor = equation[column].clone();
                for (entry, pivot) in equation.iter_mut().zip(&pivot_row) {
                    *entry -= &factor * pivot;
                }
            }
        }
        pivots.push(column);
    }
    // A row 0 = nonzero: its record is orthogonal to every given row and not to the target.
    if let Some(equation) = equations[pivots.len()..].iter().find(|equation| !equation[k].is_zero()) {
        return Err(equation[k + 1..].to_vec());
    }
    let mut coefficients = vec![Rational::zero(); k];
    for (row, &column) in pivots.iter().enumerate() {
        coefficients[column] = equations[row][k].clone();
    }
    Ok(coefficients)
}

/// All choices of mixed lines: bit l of the number says whether line l is mixed.
pub fn all(lines: &Lines) -> impl Iterator<Item = Span> + '_ {
    (0..1_usize << lines.len()).map(|number| {
        let mixed: Vec<bool> = (0..lines.len()).map(|line| number >> line & 1 == 1).collect();
        span(lines, &mixed)
    })
}

/// How many strict sign patterns of the neurons have exactly these lines mixed.
#[must_use]
pub fn weight(lines: &Lines, mixed: &[bool]) -> BigInt {
    let mut count = BigInt::one();
    for (&mixed, &neurons) in mixed.iter().zip(&lines.neurons) {
        count *= if mixed { (BigInt::one() << neurons) - 2 } else { BigInt::from(2) };
    }
    count
}

/// The numbers of strict sign patterns that the span theorem settles, and of all.
#[must_use]
pub fn counts(lines: &Lines) -> (BigInt, BigInt) {
    let settled = all(lines)
        .filter(|span| span.covered)
        .fold(BigInt::zero(), |sum, span| sum + weight(lines, &span.mixed));
    let neurons: usize = lines.neurons.iter().sum();
    (settled, BigInt::one() << neurons)
}
