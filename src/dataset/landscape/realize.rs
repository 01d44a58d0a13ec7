//! Is a prediction realized with given signs? One strict linear program for each choice of signs.

use itertools::Itertools;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, ToPrimitive, Zero};

use super::frame::{Frame, product};
use super::kind::Kind;
use super::{LandscapeError, internal};
use crate::lp::{Relation, Solver, Status};

/// The sign of the output weights of the neurons with one covector.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weights {
    /// All positive.
    Plus,
    /// All negative.
    Minus,
    /// Both occur.
    Both,
}

impl Weights {
    /// How many neurons it takes.
    #[must_use]
    pub fn neurons(self) -> usize {
        if self == Self::Both { 2 } else { 1 }
    }

    fn sign(self) -> i8 {
        match self {
            Self::Plus => 1,
            Self::Minus => -1,
            Self::Both => 0,
        }
    }
}

/// Proof that no vectors with these signs make the prediction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// For each neuron of the group the sign that the proof supposes; `None` if it supposes nothing.
    pub signs: Vec<Option<Weights>>,
    /// Multipliers by row: row i < n is the prediction at point i, row n + j n + i the sign of neuron j at point i.
    pub multipliers: Vec<(usize, BigInt)>,
}

impl Cut {
    /// Whether the proof is good for these signs.
    #[must_use]
    pub fn covers(&self, signs: &[Weights]) -> bool {
        self.signs.iter().zip(signs).all(|(own, sign)| own.is_none_or(|own| own == *sign))
    }
}

/// What came out for a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Realized {
    /// These signs realize the prediction, with these coefficients of the group's columns (and last of the constant one),
    /// over the denominator.
    Yes(Vec<Weights>, Vec<BigInt>, BigInt),
    /// No signs do.
    No(Vec<Cut>),
}

/// The largest choices of signs: every choice that `width` neurons can make has signs that one of these allows.
///
/// `allowed` says for each covector which of the signs +, - are allowed; both on a cell.
#[must_use]
pub fn choices(kinds: &[&Kind], allowed: &[[bool; 2]], width: usize) -> Vec<Vec<Weights>> {
    let cells = (0..kinds.len()).filter(|&j| !kinds[j].is_kink()).collect_vec();
    let spare = width.saturating_sub(kinds.len()).min(cells.len());
    let mut all = Vec::new();
    for both in cells.into_iter().combinations(spare) {
        let options = (0..kinds.len()).map(|j| {
            if both.contains(&j) {
                return vec![Weights::Both];
            }
            let mut options = Vec::new();
            if allowed[j][0] {
                options.push(Weights::Plus);
            }
            if allowed[j][1] {
                options.push(Weights::Minus);
            }
            options
        });
        all.extend(options.multi_cartesian_product());
    }
    all
}

/// Decides whether some choice of signs realizes `prediction`, n integers: high times the scaled prediction times any
/// positive number.
///
/// # Errors
/// [`LandscapeError::Internal`] only.
pub fn realize(
    frame: &Frame,
    kinds: &[&Kind],
    prediction: &[BigInt],
    choices: &[Vec<Weights>],
) -> Result<Realized, LandscapeError> {
    let count: usize = kinds.iter().map(|kind| kind.basis.len()).sum();
    let unknowns = count + usize::from(frame.output_bias);
    let mut solver = Solver::new(unknowns);
    // The number of the original row behind each pushed one.
    let mut numbers = Vec::new();
    let n = frame.points();
    for (i, value) in prediction.iter().enumerate() {
        let entries = kinds.iter().flat_map(|kind| kind.columns.iter().map(|column| column[i].clone()));
        let row: Vec<BigInt> = entries.chain(frame.output_bias.then(BigInt::one)).collect();
        push(&mut solver, &row, value, Relation::Equal)?;
        numbers.push(i);
    }
    let base = numbers.len();
    let mut cuts: Vec<Cut> = Vec::new();
    for signs in choices {
        if cuts.iter().any(|cut| cut.covers(signs)) {
            continue;
        }
        let mut offset = 0;
        'neurons: for (j, (kind, weights)) in kinds.iter().zip(signs).enumerate() {
            let tau = weights.sign();
            for (i, &sigma) in kind.signs.iter().enumerate() {
                if tau * sigma == 0 {
                    continue;
                }
                let mut row = vec![BigInt::zero(); unknowns];
                for (b, vector) in kind.basis.iter().enumerate() {
                    let value = product(&frame.rows[i], vector);
                    row[offset + b] = if tau * sigma > 0 { value } else { -value };
                }
                numbers.push(n + j * n + i);
                if push(&mut solver, &row, &BigInt::zero(), Relation::Greater)? == Status::Infeasible {
                    break 'neurons;
                }
            }
            offset += kind.basis.len();
        }
        match solver.motzkin() {
            None => {
                let witness = solver.witness().ok_or_else(|| internal("neither point nor proof"))?;
                return Ok(Realized::Yes(signs.clone(), witness.numerators, witness.denominator));
            }
            Some(motzkin) => {
                let terms = motzkin.terms.into_iter().map(|(row, value)| (numbers[row], value));
                cuts.push(cut(frame, n, signs, terms.collect()));
            }
        }
        while numbers.len() > base {
            numbers.pop();
            solver.pop();
        }
    }
    Ok(Realized::No(cuts))
}

/// A cut in the units of the problem: its columns are the frame's without the factor `high`.
fn cut(frame: &Frame, n: usize, signs: &[Weights], mut terms: Vec<(usize, BigInt)>) -> Cut {
    for (row, value) in &mut terms {
        if *row < n {
            *value *= &frame.high;
        }
    }
    terms.sort_by_key(|(row, _)| *row);
    let content = terms.iter().fold(BigInt::zero(), |gcd, (_, value)| gcd.gcd(value));
    if content > BigInt::one() {
        terms.iter_mut().for_each(|(_, value)| *value /= &content);
    }
    let supposed = |j: usize| terms.iter().any(|(row, _)| *row >= n && (row - n) / n == j);
    let signs = signs.iter().enumerate().map(|(j, sign)| supposed(j).then_some(*sign)).collect();
    Cut { signs, multipliers: terms }
}

fn push(
    solver: &mut Solver,
    row: &[BigInt],
    bound: &BigInt,
    relation: Relation,
) -> Result<Status, LandscapeError> {
    let words: Option<Vec<i64>> = row.iter().map(ToPrimitive::to_i64).collect();
    let status = match (words, bound.to_i64()) {
        (Some(words), Some(bound)) => solver.push(&words, bound, relation),
        _ => solver.push_big(row, bound, relation),
    };
    status.map_err(|error| internal(&error.to_string()))
}
