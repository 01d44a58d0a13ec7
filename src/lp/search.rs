//! Repairing violated rows until none is left or one cannot be repaired.
//!
//! Equality rows enter the basis as they arrive and never leave it. Then, while some inequality row is
//! violated at the vertex z = 0, it is exchanged with a column that can repair it: an unknown not exchanged yet, or
//! a basis row whose coefficient in the violated slack is positive. When there is no such column, the violated slack
//! is a negative number plus non-positive multiples of slacks that must not be negative: a contradiction.
//!
//! # Termination
//! Exchanges of equality rows and of unknowns are finitely many: neither undoes itself. Among the rest, after
//! `PATIENCE` exchanges in one search the violated row of least index and the repairing column of least
//! row index are taken (Bland's rule), which never repeats a basis: Dutertre and de Moura 2006, Theorem 1; their
//! argument needs only an ordered field, here Q(e). Before that the most violated row is taken, which
//! is faster. The search may stop earlier than the rule, namely as soon as the vertex satisfies the rows as they
//! are (a strict row may be satisfied with a slack z = a.x - b - e that is negative), so it never runs longer.

use super::Relation;
use super::dictionary::{Dictionary, Label};
use super::number::Number;
use super::track::Track;

/// Exchanges under the fast rule, per unknown, before Bland's rule takes over.
const PATIENCE: usize = 8;

/// The rows of a system in the number type of a dictionary.
#[derive(Debug)]
pub(super) struct Rows<'a, E> {
    /// `[a, b]` row after row.
    pub(super) entries: &'a [E],
    pub(super) relations: &'a [Relation],
    /// D + 1.
    pub(super) stride: usize,
    /// All bounds are zero: constants vanish at every vertex.
    pub(super) homogeneous: bool,
}

impl<'a, E> Rows<'a, E> {
    pub(super) fn row(&self, index: usize) -> &'a [E] {
        &self.entries[index * self.stride..(index + 1) * self.stride]
    }

    pub(super) fn is_strict(&self, index: usize) -> bool {
        self.relations[index] == Relation::Greater
    }
}

/// What a search found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The vertex satisfies all rows for every small enough e > 0.
    Feasible,
    /// No solution satisfies this row together with the basis rows.
    Infeasible { row: usize },
}

/// Where a search stands; kept when the number type changes in the middle.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Progress {
    /// Rows before this one are known to the dictionary.
    pub(super) next_row: usize,
    /// Rows before this one are satisfied at the vertex.
    pub(super) satisfied: usize,
    /// Exchanges made so far under the fast rule or Bland's.
    pub(super) exchanges: usize,
}

impl Progress {
    /// All rows before this one are in order.
    pub(super) fn from_row(row: usize) -> Self {
        Self { next_row: row, satisfied: row, exchanges: 0 }
    }
}

/// Runs the search. `None` when a number does not fit; the dictionary is then valid, and the search may be
/// continued with the same progress in a wider type.
pub(super) fn settle<T: Number>(
    track: &mut Track<T>,
    rows: &Rows<'_, T::Entry>,
    progress: &mut Progress,
) -> Option<Outcome> {
    let unknowns = rows.stride - 1;
    while progress.next_row < rows.relations.len() {
        let row = progress.next_row;
        if rows.relations[row] == Relation::Equal {
            track.express(rows.row(row), false)?;
            if let Some(k) = movable_column(track.current.labels(), &track.workspace.slack) {
                track.pivot(k, Label::Fixed(row))?;
                progress.satisfied = 0;
            } else if !track.workspace.slack[unknowns].is_zero() {
                return Some(Outcome::Infeasible { row });
            }
        }
        progress.next_row += 1;
    }
    loop {
        let careful = progress.exchanges >= PATIENCE * rows.stride;
        let Some(row) = violated_row(&track.current, rows, progress.satisfied, careful)? else {
            return Some(Outcome::Feasible);
        };
        track.express(rows.row(row), rows.is_strict(row))?;
        let Some(k) = repairing_column(track.current.labels(), &track.workspace.slack, careful) else {
            return Some(Outcome::Infeasible { row });
        };
        track.pivot(k, Label::Bound(row))?;
        progress.satisfied = 0;
        progress.exchanges += 1;
    }
}

/// Takes proposed rows into the basis in place of unknowns, from number `done` on; rows that do not exist
/// are passed over. A proposed row that depends on the basis and contradicts it ends the search at once: a
/// proposal may be a whole contradiction. `None` as for [`settle`].
pub(super) fn adopt<T: Number>(
    track: &mut Track<T>,
    rows: &Rows<'_, T::Entry>,
    proposed: &[usize],
    done: &mut usize,
) -> Option<Option<Outcome>> {
    let unknowns = rows.stride - 1;
    while let Some(&row) = proposed.get(*done) {
        if let Some(relation) = rows.relations.get(row) {
            track.express(rows.row(row), rows.is_strict(row))?;
            let (labels, slack) = (track.current.labels(), &track.workspace.slack);
            let free = (0..unknowns).find(|&k| labels[k] == Label::Free && !slack[k].is_zero());
            if let Some(k) = free {
                let label = if *relation == Relation::Equal { Label::Fixed(row) } else { Label::Bound(row) };
                track.pivot(k, label)?;
            } else if *relation != Relation::Equal {
                let (constant, infinitesimal) = (&slack[unknowns], &slack[unknowns + 1]);
                let violated = constant.is_negative() || (constant.is_zero() && infinitesimal.is_negative());
                if violated && repairing_column(labels, slack, true).is_none() {
                    return Some(Some(Outcome::Infeasible { row }));
                }
            }
        }
        *done += 1;
    }
    Some(None)
}

/// A column that an equality row may replace: an unknown if there is one (a row would have to be repaired
/// again), never another equality row.
fn movable_column<T: Number>(labels: &[Label], slack: &[T]) -> Option<usize> {
    let nonzero = (0..labels.len()).filter(|&k| !slack[k].is_zero() && !matches!(labels[k], Label::Fixed(_)));
    nonzero.min_by_key(|&k| labels[k] != Label::Free)
}

/// The row to repair, or none if the vertex satisfies all inequality rows from `first` on.
///
/// Careful: the first row with z < 0, provided some row is really violated. Otherwise the most violated one.
fn violated_row<T: Number>(
    dictionary: &Dictionary<T>,
    rows: &Rows<'_, T::Entry>,
    first: usize,
    careful: bool,
) -> Option<Option<usize>> {
    let mut worst: Option<(T, T, usize)> = None;
    let mut first_negative = None;
    for row in first..rows.relations.len() {
        let strict = match rows.relations[row] {
            Relation::Equal => continue,
            relation => relation == Relation::Greater,
        };
        let entries = rows.row(row);
        let constant = if rows.homogeneous { T::ZERO } else { dictionary.constant(entries)? };
        if constant.is_positive() {
            continue;
        }
        let mut infinitesimal = T::ZERO;
        let mut satisfied = false;
        if constant.is_zero() {
            infinitesimal = dictionary.infinitesimal(entries)?;
            satisfied = infinitesimal.is_positive() || (!strict && infinitesimal.is_zero());
            if strict {
                infinitesimal = infinitesimal.minus(dictionary.denominator())?;
            }
            if satisfied && !(careful && infinitesimal.is_negative()) {
                continue;
            }
        }
        first_negative = first_negative.or(Some(row));
        if satisfied {
            continue;
        }
        let replace = match &worst {
            None => true,
            Some((least, least_infinitesimal, _)) => {
                constant < *least || (constant == *least && infinitesimal < *least_infinitesimal)
            }
        };
        if replace {
            worst = Some((constant, infinitesimal, row));
        }
    }
    Some(worst.and_then(|(_, _, row)| if careful { first_negative } else { Some(row) }))
}

/// A column whose slack may move so that the expressed slack grows. Unknowns first, by largest coefficient in
/// magnitude; among rows the one of least index if careful, otherwise the one with the largest coefficient.
fn repairing_column<T: Number>(labels: &[Label], slack: &[T], careful: bool) -> Option<usize> {
    let mut free: Option<(T, usize)> = None;
    let mut bound: Option<(usize, usize)> = None;
    for (k, (label, coefficient)) in labels.iter().zip(slack).enumerate() {
        match *label {
            Label::Free if !coefficient.is_zero() => {
                // Minus the magnitude, which always fits.
                let size =
                    coefficient.negated().map_or_else(|| coefficient.clone(), |n| n.min(coefficient.clone()));
                if free.as_ref().is_none_or(|(least, _)| size < *least) {
                    free = Some((size, k));
                }
            }
            Label::Bound(row) if coefficient.is_positive() => {
                let replace = match bound {
                    None => true,
                    Some((_, least_row)) if careful => row < least_row,
                    Some((other, _)) => *coefficient > slack[other],
                };
                if replace {
                    bound = Some((k, row));
                }
            }
            _ => {}
        }
    }
    free.map(|(_, k)| k).or(bound.map(|(k, _)| k))
}
