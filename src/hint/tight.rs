//! One float LP by good_lp and microlp, rounded to exact data.

use good_lp::{Expression, ProblemVariables, Solution, SolverModel, Variable, constraint, variable};
use num_bigint::BigInt;
use num_traits::{FromPrimitive, ToPrimitive};

use super::Proposal;
use crate::lp::{Relation, System, Witness};

/// Rows whose margin exceeds the least by less than this count as tight.
const TIGHT: f64 = 1e-6;
/// Powers of two over which a point is rounded.
const ROUNDINGS: [i32; 4] = [0, 8, 20, 40];

/// A row scaled to largest entry 1: coefficients, bound.
type ScaledRow = (Vec<f64>, f64);

pub(super) fn solve(system: &System) -> Option<Proposal> {
    let rows = (0..system.len()).map(|row| scaled(&system.row(row))).collect::<Option<Vec<_>>>()?;
    // microlp asserts its own invariants; a failed one must not end the program.
    let attempt = std::panic::catch_unwind(|| optimum(system, &rows));
    let (point, margin) = attempt.ok()??;
    if !margin.is_finite() || point.iter().any(|x| !x.is_finite()) {
        return None;
    }
    let mut tight = Vec::new();
    for (index, (row, relation)) in rows.iter().zip(system.relations()).enumerate() {
        let slack = match relation {
            Relation::Equal => f64::NEG_INFINITY,
            _ => value(row, &point) - margin,
        };
        if slack < TIGHT {
            tight.push((slack, index));
        }
    }
    tight.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let exact = margin > 0.0 && !system.relations().contains(&Relation::Equal);
    let points = if exact {
        ROUNDINGS.iter().filter_map(|&scale| rounded(&point, scale, system.is_homogeneous())).collect()
    } else {
        Vec::new()
    };
    Some(Proposal { rows: tight.into_iter().map(|(_, index)| index).collect(), points })
}

fn scaled(row: &[BigInt]) -> Option<ScaledRow> {
    let mut entries = row.iter().map(ToPrimitive::to_f64).collect::<Option<Vec<f64>>>()?;
    let bound = entries.pop()?;
    let largest = entries.iter().fold(0.0, |largest: f64, a| largest.max(a.abs()));
    let scale = if largest > 0.0 { largest } else { 1.0 };
    let row: ScaledRow = (entries.iter().map(|a| a / scale).collect(), bound / scale);
    (row.0.iter().all(|a| a.is_finite()) && row.1.is_finite()).then_some(row)
}

fn value((coefficients, bound): &ScaledRow, point: &[f64]) -> f64 {
    coefficients.iter().zip(point).map(|(a, x)| a * x).sum::<f64>() - bound
}

/// The point of largest margin and that margin.
fn optimum(system: &System, rows: &[ScaledRow]) -> Option<(Vec<f64>, f64)> {
    let mut variables = ProblemVariables::new();
    let unknowns: Vec<Variable> = (0..system.unknowns()).map(|_| variables.add(variable())).collect();
    let margin = variables.add(variable().max(1));
    let mut problem = variables.maximise(margin).using(good_lp::microlp);
    for ((coefficients, bound), relation) in rows.iter().zip(system.relations()) {
        let terms = coefficients.iter().zip(&unknowns).filter(|(a, _)| **a != 0.0);
        let left: Expression = terms.map(|(a, x)| *a * *x).sum();
        problem.add_constraint(match relation {
            Relation::Equal => constraint!(left == *bound),
            Relation::Greater | Relation::GreaterEqual => constraint!(left - margin >= *bound),
        });
    }
    let solution = problem.solve().ok()?;
    Some((unknowns.iter().map(|x| solution.value(*x)).collect(), solution.value(margin)))
}

/// The point with coordinates rounded to multiples of 2^-scale.
fn rounded(point: &[f64], scale: i32, homogeneous: bool) -> Option<Witness> {
    let numerators = point.iter().map(|x| BigInt::from_f64((x * 2_f64.powi(scale)).round()));
    let numerators = numerators.collect::<Option<Vec<_>>>()?;
    Some(if homogeneous {
        Witness::direction(numerators)
    } else {
        Witness::new(numerators, BigInt::from(1) << scale)
    })
}
