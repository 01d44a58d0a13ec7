//! Positive semidefinite matrices, by fraction-free elimination in the given order.

use critcert_certificate::Rational;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

use super::table::Table;

/// Whether a table is a symmetric positive semidefinite matrix.
///
/// Eliminates position after position without exchanges (Bareiss): the matrix is semidefinite iff no pivot is
/// negative, and the remaining row of every zero pivot is zero.
pub(crate) fn is_positive_semidefinite(table: &Table) -> bool {
    if *table != table.transpose() {
        return false;
    }
    let mut rest = integers(table);
    let mut previous = BigInt::one();
    while let Some((first, others)) = rest.split_first() {
        let Some((pivot, tail)) = first.split_first() else { return false };
        if pivot.is_negative() {
            return false;
        }
        if pivot.is_zero() {
            if tail.iter().any(|entry| !entry.is_zero()) {
                return false;
            }
            rest = others.iter().map(|row| row.iter().skip(1).cloned().collect()).collect();
            continue;
        }
        let next = others
            .iter()
            .map(|row| {
                let factor = row.first().cloned().unwrap_or_default();
                let entries = row.iter().skip(1).zip(tail);
                entries.map(|(entry, above)| (entry * pivot - &factor * above) / &previous).collect()
            })
            .collect();
        previous = pivot.clone();
        rest = next;
    }
    true
}

/// A positive integer multiple of the matrix.
fn integers(table: &Table) -> Vec<Vec<BigInt>> {
    let common = common_denominator(table);
    let integer = |value: &Rational| value.numer() * (&common / value.denom());
    table.rows().iter().map(|row| row.iter().map(integer).collect()).collect()
}

/// The least common multiple of the denominators.
pub(crate) fn common_denominator(table: &Table) -> BigInt {
    table.rows().iter().flatten().fold(BigInt::one(), |common, value| common.lcm(value.denom()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use critcert_certificate::Canonical;
    use critcert_certificate::rational::ratio;

    fn table(rows: &[&[i64]]) -> Table {
        let rows: Vec<Vec<Canonical>> =
            rows.iter().map(|row| row.iter().map(|&value| Canonical(ratio(value, 2))).collect()).collect();
        Table::read(&rows, (rows.len(), rows.len())).unwrap()
    }

    #[test]
    fn semidefinite_and_indefinite_matrices_are_told_apart() {
        assert!(is_positive_semidefinite(&table(&[&[1, 1], &[1, 1]])));
        assert!(is_positive_semidefinite(&table(&[&[0, 0, 0], &[0, 2, 1], &[0, 1, 2]])));
        assert!(is_positive_semidefinite(&table(&[&[4, 2, 2], &[2, 1, 1], &[2, 1, 3]])));
        assert!(!is_positive_semidefinite(&table(&[&[0, 1], &[1, 5]])));
        assert!(!is_positive_semidefinite(&table(&[&[1, 2], &[2, 3]])));
        assert!(!is_positive_semidefinite(&table(&[&[1, 0], &[1, 1]])));
        assert!(!is_positive_semidefinite(&table(&[&[4, 2, 2], &[2, 1, 1], &[2, 1, 0]])));
    }
}
