//! The oracle: eliminate one unknown after another by adding pairs of rows, exactly and slowly.
//!
//! Source: J. Fourier 1826, T. S. Motzkin 1936; a pair gives a strict row if one of the two is strict.

use std::collections::BTreeMap;

use critcert::lp::{Relation, System};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

/// `a.x >= b`, or `a.x > b` if strict.
#[derive(Clone)]
struct Inequality {
    coefficients: Vec<BigRational>,
    bound: BigRational,
    strict: bool,
}

/// Whether the system has a solution.
pub(crate) fn is_feasible(system: &System) -> bool {
    let mut rows = Vec::new();
    for (index, relation) in system.relations().iter().enumerate() {
        let mut entries: Vec<_> = system.row(index).into_iter().map(BigRational::from_integer).collect();
        let bound = entries.pop().expect("a row holds its bound");
        let forward = Inequality { coefficients: entries, bound, strict: *relation == Relation::Greater };
        if *relation == Relation::Equal {
            let coefficients = forward.coefficients.iter().map(|a| -a).collect();
            rows.push(Inequality { coefficients, bound: -&forward.bound, strict: false });
        }
        rows.push(forward);
    }
    for unknown in 0..system.unknowns() {
        rows = eliminate(rows, unknown);
    }
    rows.iter().all(|row| if row.strict { row.bound.is_negative() } else { !row.bound.is_positive() })
}

/// Rows that the others imply only in part: for each direction the strongest one.
fn strongest(rows: impl IntoIterator<Item = Inequality>) -> Vec<Inequality> {
    let mut kept: BTreeMap<Vec<BigRational>, (BigRational, bool)> = BTreeMap::new();
    for row in rows {
        let scale = row.coefficients.iter().find(|a| !a.is_zero()).map(Signed::abs);
        let scale = scale.unwrap_or_else(|| BigRational::from_integer(BigInt::from(1)));
        let direction = row.coefficients.iter().map(|a| a / &scale).collect();
        let strength = (row.bound / scale, row.strict);
        let place = kept.entry(direction).or_insert_with(|| strength.clone());
        if strength > *place {
            *place = strength;
        }
    }
    let rows = kept.into_iter();
    rows.map(|(coefficients, (bound, strict))| Inequality { coefficients, bound, strict }).collect()
}

fn eliminate(rows: Vec<Inequality>, unknown: usize) -> Vec<Inequality> {
    let (without, with): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|row| row.coefficients[unknown].is_zero());
    let (lower, upper): (Vec<_>, Vec<_>) =
        with.into_iter().partition(|row| row.coefficients[unknown].is_positive());
    let mut result = without;
    for low in &lower {
        for up in &upper {
            let (p, q) = (-&up.coefficients[unknown], &low.coefficients[unknown]);
            let pairs = low.coefficients.iter().zip(&up.coefficients);
            result.push(Inequality {
                coefficients: pairs.map(|(l, u)| l * &p + u * q).collect(),
                bound: &low.bound * &p + &up.bound * q,
                strict: low.strict || up.strict,
            });
        }
    }
    strongest(result)
}
