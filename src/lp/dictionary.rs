//! A basis of rows and the unknowns as functions of its slacks.
//!
//! With z_0 .. z_(D-1) the slacks of the basis (or unknowns not exchanged yet), every solution of the basis
//! equations satisfies
//!
//! `denominator * x_j = sum_k columns[k][j] z_k + columns[D][j] + columns[D+1][j] e`,
//!
//! e the positive infinitesimal. All entries are integers: the columns are the adjugate of the basis matrix
//! up to sign, the last two Cramer's numerators of its right sides, the denominator its determinant up to sign.

use std::cmp::Ordering;

use super::number::Number;

/// What a column of a dictionary stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// An unknown that no row has replaced yet; its slack may be moved either way.
    Free,
    /// An inequality row held with equality; its slack may grow.
    Bound(usize),
    /// An equality row; its slack stays zero.
    Fixed(usize),
}

/// See the module. Shape: D + 2 columns of D entries each, one after the other.
#[derive(Debug, Clone)]
pub(super) struct Dictionary<T> {
    labels: Vec<Label>,
    columns: Vec<T>,
    denominator: T,
}

/// Buffers for a pivot, reused by the next.
#[derive(Debug, Clone, Default)]
pub(super) struct Workspace<T> {
    /// A row's slack times the denominator: coefficient of each z_k, then the constant, then the coefficient of e.
    pub(super) slack: Vec<T>,
    next: Vec<T>,
}

impl<T: Number> Dictionary<T> {
    /// No row in the basis: x_j = z_j.
    pub(super) fn identity(unknowns: usize) -> Self {
        let mut columns = vec![T::ZERO; unknowns * (unknowns + 2)];
        columns.iter_mut().step_by(unknowns + 1).take(unknowns).for_each(|entry| *entry = T::one());
        Self { labels: vec![Label::Free; unknowns], columns, denominator: T::one() }
    }

    /// The same dictionary in a wider number type.
    pub(super) fn widened<U: Number + From<T>>(&self) -> Dictionary<U> {
        Dictionary {
            labels: self.labels.clone(),
            columns: self.columns.iter().cloned().map(U::from).collect(),
            denominator: U::from(self.denominator.clone()),
        }
    }

    /// Becomes a copy of another dictionary without giving up its buffers.
    pub(super) fn copy_from(&mut self, other: &Self) {
        self.labels.clone_from(&other.labels);
        self.columns.clone_from(&other.columns);
        self.denominator.clone_from(&other.denominator);
    }

    pub(super) fn labels(&self) -> &[Label] {
        &self.labels
    }

    pub(super) fn denominator(&self) -> &T {
        &self.denominator
    }

    /// Column k, D entries: slacks first, then constants at D, infinitesimal parts at D + 1.
    pub(super) fn column(&self, k: usize) -> &[T] {
        let unknowns = self.labels.len();
        &self.columns[k * unknowns..(k + 1) * unknowns]
    }

    /// The standard part of `denominator (a.x - b)` at the vertex z = 0. Requires a row `[a, b]`.
    #[inline]
    pub(super) fn constant(&self, row: &[T::Entry]) -> Option<T> {
        let unknowns = self.labels.len();
        T::affine(&row[..unknowns], self.column(unknowns), &row[unknowns], &self.denominator)
    }

    /// The infinitesimal part of `denominator (a.x - b)` at the vertex.
    #[inline]
    pub(super) fn infinitesimal(&self, row: &[T::Entry]) -> Option<T> {
        let unknowns = self.labels.len();
        T::dot(&row[..unknowns], self.column(unknowns + 1))
    }

    /// How `a.x` compares with b at the vertex.
    pub(super) fn compare(&self, coefficients: &[T::Entry], bound: &T::Entry) -> Option<Ordering> {
        let unknowns = self.labels.len();
        let standard =
            T::affine(coefficients, self.column(unknowns), bound, &self.denominator)?.cmp(&T::ZERO);
        Some(match standard {
            Ordering::Equal => T::dot(coefficients, self.column(unknowns + 1))?.cmp(&T::ZERO),
            unequal => unequal,
        })
    }

    /// Writes a row's slack, as a function of the basis slacks, into the workspace.
    pub(super) fn express(&self, row: &[T::Entry], strict: bool, workspace: &mut Workspace<T>) -> Option<()> {
        let unknowns = self.labels.len();
        workspace.slack.clear();
        for k in 0..unknowns {
            workspace.slack.push(T::dot(&row[..unknowns], self.column(k))?);
        }
        workspace.slack.push(self.constant(row)?);
        let infinitesimal = self.infinitesimal(row)?;
        workspace.slack.push(if strict { infinitesimal.minus(&self.denominator)? } else { infinitesimal });
        Some(())
    }

    /// Exchanges column k for the row whose slack is in the workspace. Requires that its coefficient at k is
    /// not zero. On `None` the dictionary is unchanged.
    ///
    /// From `denominator z = sum_l slack_l z_l` solve for z_k and substitute: column l becomes
    /// `(column_l slack_k - column_k slack_l) / denominator`, column k stays, the new denominator is slack_k; signs are
    /// turned so that it is positive.
    pub(super) fn pivot(&mut self, k: usize, label: Label, workspace: &mut Workspace<T>) -> Option<()> {
        let unknowns = self.labels.len();
        let flip = workspace.slack[k].is_negative();
        if flip {
            for entry in &mut workspace.slack {
                *entry = entry.negated()?;
            }
        }
        let Workspace { slack, next } = workspace;
        let pivot = &slack[k];
        let divisor = T::divisor(&self.denominator);
        let leaving = &self.columns[k * unknowns..(k + 1) * unknowns];
        next.clear();
        for (l, (column, factor)) in self.columns.chunks_exact(unknowns).zip(slack.iter()).enumerate() {
            if l == k {
                for entry in leaving {
                    next.push(if flip { entry.negated()? } else { entry.clone() });
                }
            } else {
                for (entry, left) in column.iter().zip(leaving) {
                    next.push(T::cross(entry, pivot, left, factor, &divisor)?);
                }
            }
        }
        self.denominator.clone_from(pivot);
        std::mem::swap(&mut self.columns, next);
        self.labels[k] = label;
        Some(())
    }
}
