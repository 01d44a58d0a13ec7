//! The classes of lifted points, from the case.

use std::collections::BTreeSet;

use critcert_certificate::case::dataset::DatasetProblem;
use critcert_certificate::rational::Rational;
use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

use super::row::Row;
use crate::outcome::Reason;

/// One row for each class of lifted points.
#[derive(Debug)]
pub(crate) struct Points {
    pub(crate) dimension: usize,
    /// The primitive integer vector in the direction of the first point of each class, in order of these points.
    pub(crate) rows: Vec<Row>,
}

impl Points {
    /// The classes of a problem, refused if a lifted point is zero.
    pub(crate) fn of(problem: &DatasetProblem) -> Result<Self, Reason> {
        let mut seen: BTreeSet<Vec<Rational>> = BTreeSet::new();
        let mut rows = Vec::new();
        let mut dimension = 0;
        for point in &problem.points {
            let mut lifted: Vec<Rational> = point.iter().map(|entry| entry.0.clone()).collect();
            if problem.hidden_bias {
                lifted.push(Rational::one());
            }
            dimension = lifted.len();
            // Two vectors are parallel iff they agree after division by their first nonzero entries.
            let Some(leading) = lifted.iter().find(|entry| !entry.is_zero()).cloned() else {
                return Err(Reason::Condition { condition: "a lifted point is zero" });
            };
            if seen.insert(lifted.iter().map(|entry| entry / &leading).collect()) {
                rows.push(Row::new(primitive(&lifted)));
            }
        }
        Ok(Self { dimension, rows })
    }
}

/// The shortest integer vector that is a positive multiple.
fn primitive(vector: &[Rational]) -> Vec<BigInt> {
    let gcd = |a: &BigInt, b: &BigInt| {
        let (mut a, mut b) = (a.abs(), b.abs());
        while !b.is_zero() {
            (a, b) = (b.clone(), a % b);
        }
        a
    };
    let scale =
        vector.iter().fold(BigInt::one(), |scale, entry| &scale / gcd(&scale, entry.denom()) * entry.denom());
    let scaled: Vec<BigInt> = vector.iter().map(|entry| entry.numer() * (&scale / entry.denom())).collect();
    let content = scaled.iter().fold(BigInt::zero(), |content, entry| gcd(&content, entry));
    if content.is_zero() { scaled } else { scaled.iter().map(|entry| entry / &content).collect() }
}
