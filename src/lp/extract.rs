//! Reading an answer off a settled dictionary.

use num_bigint::BigInt;

use super::Relation;
use super::answer::{Motzkin, Witness};
use super::dictionary::{Dictionary, Label, Workspace};
use super::number::Number;
use super::search::Rows;

/// The vertex with e small enough. Requires a dictionary settled as feasible. `None`: does not fit.
///
/// With `c + d e` the value of a row at the vertex, e = 1/q works for each row when `c q + d >= 0` (and `> 0` on strict
/// rows); c = 0 needs no q because then d has the right sign already.
pub(super) fn witness<T: Number>(dictionary: &Dictionary<T>, rows: &Rows<'_, T::Entry>) -> Option<Witness> {
    let unknowns = dictionary.labels().len();
    let (constants, infinitesimals) = (dictionary.column(unknowns), dictionary.column(unknowns + 1));
    if rows.homogeneous {
        let mut point = infinitesimals.to_vec();
        shorten(&mut point, |entry| entry)?;
        let numerators = point.iter().map(Number::to_big).collect();
        return Some(Witness { numerators, denominator: BigInt::from(1) });
    }
    let mut q = T::one();
    if infinitesimals.iter().any(|entry| !entry.is_zero()) {
        for (row, relation) in rows.relations.iter().enumerate() {
            let constant = dictionary.constant(rows.row(row))?;
            if *relation == Relation::Equal || constant.is_zero() {
                continue;
            }
            let infinitesimal = dictionary.infinitesimal(rows.row(row))?;
            let value = constant.times(&q)?.plus(&infinitesimal)?;
            if !value.is_positive() {
                // The least q with c q + d >= 1.
                q = T::one().minus(&infinitesimal)?.ceiling_quotient(&constant)?;
            }
        }
    }
    let numerators = constants.iter().zip(infinitesimals).map(|(c, d)| c.times(&q)?.plus(d));
    let mut entries = numerators.collect::<Option<Vec<T>>>()?;
    entries.push(dictionary.denominator().times(&q)?);
    shorten(&mut entries, |entry| entry)?;
    let denominator = entries.pop()?.to_big();
    Some(Witness { numerators: entries.iter().map(Number::to_big).collect(), denominator })
}

/// Divides the entries within the items by their greatest common divisor, if one is not zero.
fn shorten<T: Number, I>(items: &mut [I], entry: impl Fn(&mut I) -> &mut T) -> Option<()> {
    let mut factor = T::ZERO;
    for item in items.iter_mut() {
        factor = factor.gcd(entry(item))?;
        if factor == T::one() {
            return Some(());
        }
    }
    if factor.is_positive() {
        for item in items {
            let entry = entry(item);
            *entry = entry.quotient(&factor)?;
        }
    }
    Some(())
}

/// The contradiction between `row` and the basis. Requires a dictionary settled as infeasible at this row.
///
/// The identity `denominator z_row - sum_k slack_k z_k = c + d e` with right side negative: its left side gives the
/// multipliers. For an equality row with right side positive, its negative.
pub(super) fn motzkin<T: Number>(
    dictionary: &Dictionary<T>,
    rows: &Rows<'_, T::Entry>,
    row: usize,
) -> Option<Motzkin> {
    let mut workspace = Workspace::default();
    dictionary.express(rows.row(row), rows.is_strict(row), &mut workspace)?;
    let unknowns = dictionary.labels().len();
    let flip = rows.relations[row] == Relation::Equal && workspace.slack[unknowns].is_positive();
    // Multipliers as they stand, or all with the other sign.
    let oriented =
        |entry: &T, negate: bool| if negate == flip { Some(entry.clone()) } else { entry.negated() };
    let mut terms = Vec::with_capacity(unknowns + 1);
    terms.push((row, oriented(dictionary.denominator(), false)?));
    for (label, coefficient) in dictionary.labels().iter().zip(&workspace.slack) {
        if let (Label::Bound(basic) | Label::Fixed(basic), false) = (*label, coefficient.is_zero()) {
            terms.push((basic, oriented(coefficient, true)?));
        }
    }
    shorten(&mut terms, |(_, entry)| entry)?;
    terms.sort_unstable_by_key(|(index, _)| *index);
    Some(Motzkin { terms: terms.into_iter().map(|(index, entry)| (index, entry.to_big())).collect() })
}
