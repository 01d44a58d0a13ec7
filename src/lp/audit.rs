//! Checking answers by evaluation alone, in big integers and without any code of the engine.

use num_bigint::BigInt;
use num_traits::{Signed, Zero};

use super::{Answer, Motzkin, Relation, System, Witness};

/// Whether the answer proves itself on this system.
#[must_use]
pub fn verify(system: &System, answer: &Answer) -> bool {
    match answer {
        Answer::Feasible(witness) => verify_witness(system, witness),
        Answer::Infeasible(motzkin) => verify_motzkin(system, motzkin),
    }
}

/// Whether the point has D coordinates, a positive denominator, and satisfies every row.
#[must_use]
pub fn verify_witness(system: &System, witness: &Witness) -> bool {
    witness.numerators.len() == system.unknowns()
        && witness.denominator.is_positive()
        && system.relations().iter().enumerate().all(|(index, relation)| {
            let row = system.row(index);
            let Some((bound, coefficients)) = row.split_last() else { return false };
            let left: BigInt = coefficients.iter().zip(&witness.numerators).map(|(a, x)| a * x).sum();
            let difference = left - bound * &witness.denominator;
            match relation {
                Relation::Greater => difference.is_positive(),
                Relation::GreaterEqual => !difference.is_negative(),
                Relation::Equal => difference.is_zero(),
            }
        })
}

/// Whether the multipliers refute the system: rows exist and increase, signs, sum of left sides zero, and
/// the sum of the right sides a contradiction (see [`Motzkin`]).
#[must_use]
pub fn verify_motzkin(system: &System, motzkin: &Motzkin) -> bool {
    let mut sum = vec![BigInt::zero(); system.unknowns() + 1];
    let mut strict = false;
    let mut next_row = 0;
    for (index, multiplier) in &motzkin.terms {
        let Some(relation) = system.relations().get(*index) else { return false };
        if *index < next_row || (*relation != Relation::Equal && multiplier.is_negative()) {
            return false;
        }
        next_row = index + 1;
        strict |= *relation == Relation::Greater && multiplier.is_positive();
        for (total, entry) in sum.iter_mut().zip(system.row(*index)) {
            *total += multiplier * entry;
        }
    }
    let Some((bound, coefficients)) = sum.split_last() else { return false };
    coefficients.iter().all(Zero::is_zero) && (bound.is_positive() || (bound.is_zero() && strict))
}
