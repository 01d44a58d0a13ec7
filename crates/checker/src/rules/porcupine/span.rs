//! Rule `porcupine-span`: whether the mixed lines span the closed ones.

use critcert_certificate::certificate::porcupine::{PorcupineSpan, Position};
use critcert_certificate::rational::{Canonical, Rational};
use num_traits::Zero;

use super::{AnyFact, Fact, fields, require};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: PorcupineSpan = fields(with)?;
    let lines = state.porcupine_lines()?;
    let mixed: Vec<bool> = lines.letters(&stated.region, "mc")?.iter().map(|l| *l == 'm').collect();
    let of_kind = |wanted: bool| {
        let numbered = lines.directions.iter().zip(&mixed).enumerate();
        numbered
            .filter(move |(_, (_, mixed))| **mixed == wanted)
            .map(|(line, (direction, _))| (line, direction))
    };
    let spanned = match stated.lines.as_slice() {
        [Position::Outside { line, normal }] => {
            let found = of_kind(false).find(|(closed, _)| closed == line);
            let Some((_, direction)) = found else {
                return Err(Reason::Condition { condition: "the line is not a closed one" }.into());
            };
            require(normal.len() == direction.len(), "the vector has another dimension than the lines")?;
            let orthogonal = of_kind(true).all(|(_, row)| dot(row, normal).is_zero());
            require(orthogonal, "the vector is not orthogonal to the mixed lines")?;
            require(!dot(direction, normal).is_zero(), "the vector is orthogonal to the closed line")?;
            false
        }
        inside => {
            require(inside.len() == of_kind(false).count(), "the closed lines are not all treated")?;
            for ((closed, direction), position) in of_kind(false).zip(inside) {
                let Position::Inside { line, coefficients } = position else {
                    return Err(Reason::Condition { condition: "a line is outside of the span" }.into());
                };
                require(*line == closed, "the closed lines are not in order")?;
                let count = of_kind(true).count() == coefficients.len();
                require(count, "the coefficients are not one for each mixed line")?;
                for (coordinate, entry) in direction.iter().enumerate() {
                    let terms = of_kind(true).zip(coefficients);
                    let sum = terms.fold(Rational::zero(), |sum, ((_, row), factor)| {
                        row.get(coordinate).map_or(sum.clone(), |value| sum + value * &factor.0)
                    });
                    if sum != *entry {
                        let (expected, got) = (entry.to_string(), sum.to_string());
                        return Err(Reason::Combination { unknown: coordinate, expected, got }.into());
                    }
                }
            }
            true
        }
    };
    state.porcupine.spans.insert(mixed.clone(), spanned);
    Ok(spanned.then_some(AnyFact::Porcupine(Fact::Spanned(mixed))))
}

fn dot(left: &[Rational], right: &[Canonical]) -> Rational {
    left.iter().zip(right).fold(Rational::zero(), |sum, (a, b)| sum + a * &b.0)
}
