//! The realizable covectors of one neuron: all sign vectors of w on the lifted points, with proofs.
//!
//! The tree of sign extensions, in the order `+`, `0`, `-` at each point: a leaf carries a witness, a cut branch a
//! Motzkin vector. Neither duplicates nor parallel points need care: wrong signs are cut at once.

use num_bigint::BigInt;
use num_traits::Zero;

use super::frame::{Frame, product};
use super::{LandscapeError, internal};
use crate::lp::{Relation, Solver, Status};

/// A leaf or a cut of the tree of sign extensions, in the tree's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Branch {
    /// All n signs, and an integer vector of the frame with these signs.
    Realized(Vec<i8>, Vec<BigInt>),
    /// Signs of the first points that no vector has, with multipliers of the points.
    Void(Vec<i8>, Vec<(usize, BigInt)>),
}

const ORDER: [i8; 3] = [1, 0, -1];

/// Every covector, the all-zero one included, and every cut.
///
/// # Errors
/// [`LandscapeError::TooLarge`] past `limit` covectors; [`LandscapeError::Interrupted`].
pub fn enumerate(
    frame: &Frame,
    limit: usize,
    interrupted: &dyn Fn() -> bool,
) -> Result<Vec<Branch>, LandscapeError> {
    let mut solver = Solver::new(frame.dimension());
    let (mut branches, mut found) = (Vec::new(), 0_usize);
    let mut signs: Vec<i8> = Vec::new();
    // At depth i, the place in ORDER of the next sign of point i.
    let mut next = vec![0_usize];
    while let Some(place) = next.last_mut() {
        let Some(&sign) = ORDER.get(*place) else {
            next.pop();
            if signs.pop().is_some() {
                solver.pop();
            }
            continue;
        };
        *place += 1;
        if interrupted() {
            return Err(LandscapeError::Interrupted);
        }
        let row: Vec<BigInt> =
            frame.rows[signs.len()].iter().map(|x| if sign < 0 { -x } else { x.clone() }).collect();
        let relation = if sign == 0 { Relation::Equal } else { Relation::Greater };
        let status =
            solver.push_big(&row, &BigInt::zero(), relation).map_err(|error| internal(&error.to_string()))?;
        signs.push(sign);
        if status == Status::Infeasible {
            let motzkin = solver.motzkin().ok_or_else(|| internal("no contradiction"))?;
            branches.push(Branch::Void(signs.clone(), motzkin.terms));
        } else if signs.len() == frame.points() {
            let witness = solver.witness().ok_or_else(|| internal("no witness"))?;
            found += 1;
            if found > limit {
                return Err(LandscapeError::TooLarge { what: "covectors", limit });
            }
            branches.push(Branch::Realized(signs.clone(), witness.numerators));
        } else {
            next.push(0);
            continue;
        }
        signs.pop();
        solver.pop();
    }
    Ok(branches)
}

/// The signs of a vector on the points.
#[must_use]
pub fn signs_of(frame: &Frame, vector: &[BigInt]) -> Vec<i8> {
    let sign = |row: &Vec<BigInt>| match product(row, vector).sign() {
        num_bigint::Sign::Plus => 1,
        num_bigint::Sign::NoSign => 0,
        num_bigint::Sign::Minus => -1,
    };
    frame.rows.iter().map(sign).collect()
}
