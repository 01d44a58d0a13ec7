//! The linear system along a branch, row by row.
//!
//! Unknowns: T, then u_0, u_1, .. (squared lengths of the pieces) and one z for each flat neuron strictly inside
//! a piece, in the order in which labels introduce them. All rows are homogeneous with entries -1, 0, 1.

use super::branch::{Label, Orientation};
use crate::lp::Relation;

/// A row: its relation to zero and its nonzero entries.
pub type Row = (Relation, Vec<(usize, i64)>);

/// The unknown T.
const TOTAL: usize = 0;

/// The rows of a branch, in the order of the specification.
#[derive(Debug, Clone)]
pub struct Rows {
    rows: Vec<Row>,
    unknowns: usize,
    /// The alternating sum S_k as entries, k the number of finished pieces.
    finished: Vec<(usize, i64)>,
    /// The unknown u_k of the piece under way, and the sign (-1)^k.
    current: (usize, i64),
    pieces: usize,
}

impl Default for Rows {
    fn default() -> Self {
        Self { rows: Vec::new(), unknowns: 1, finished: Vec::new(), current: (TOTAL, -1), pieces: 0 }
    }
}

impl Rows {
    /// The rows of a branch.
    #[must_use]
    pub fn of(branch: &[Label]) -> Self {
        let mut rows = Self::default();
        for label in branch {
            rows.push(*label);
        }
        rows
    }

    /// The rows so far.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The number of unknowns so far.
    #[must_use]
    pub fn unknowns(&self) -> usize {
        self.unknowns
    }

    /// Adds the rows of one more label.
    pub fn push(&mut self, label: Label) {
        match label {
            Label::Free => self.begin_piece(),
            Label::Bound => {
                self.rows.push((Relation::Equal, vec![(TOTAL, 1)]));
                self.begin_piece();
            }
            Label::Inside(orientation) => {
                if orientation.is_some_and(Orientation::rises) {
                    self.flat_rising();
                }
                if orientation.is_some_and(Orientation::falls) {
                    self.flat_falling();
                }
            }
            Label::Close => self.rising(),
            Label::Kink(orientation) => {
                if orientation.rises() {
                    self.rising();
                }
                if orientation.falls() {
                    let sum = self.sum_with_current();
                    self.rows.push((Relation::Equal, sum));
                }
                let finished = self.current;
                self.finished.push(finished);
                self.begin_piece();
            }
            Label::Harmless | Label::Class(_) => {}
        }
    }

    fn unknown(&mut self) -> usize {
        self.unknowns += 1;
        self.unknowns - 1
    }

    fn begin_piece(&mut self) {
        let length = self.unknown();
        self.current = (length, -self.current.1);
        self.pieces += 1;
        self.rows.push((Relation::Greater, vec![(length, 1)]));
    }

    /// S up to and including the piece under way.
    fn sum_with_current(&self) -> Vec<(usize, i64)> {
        self.finished.iter().copied().chain([self.current]).collect()
    }

    /// T - S, likewise.
    fn total_minus_sum(&self) -> Vec<(usize, i64)> {
        let sum = self.sum_with_current();
        std::iter::once((TOTAL, 1)).chain(sum.into_iter().map(|(unknown, sign)| (unknown, -sign))).collect()
    }

    fn rising(&mut self) {
        let row = self.total_minus_sum();
        self.rows.push((Relation::Equal, row));
    }

    /// 0 < z < u_k; returns z.
    fn inner_moment(&mut self) -> usize {
        let z = self.unknown();
        self.rows.push((Relation::Greater, vec![(z, 1)]));
        self.rows.push((Relation::Greater, vec![(self.current.0, 1), (z, -1)]));
        z
    }

    fn flat_rising(&mut self) {
        let z = self.inner_moment();
        let mut row = self.total_minus_sum();
        row.push((z, self.current.1));
        self.rows.push((Relation::Equal, row));
    }

    fn flat_falling(&mut self) {
        let z = self.inner_moment();
        let mut row = self.finished.clone();
        row.push((z, self.current.1));
        self.rows.push((Relation::Equal, row));
    }

    /// The unknowns u_0, .., u_n.
    #[must_use]
    pub fn lengths(&self) -> Vec<usize> {
        self.sum_with_current().into_iter().map(|(unknown, _)| unknown).collect()
    }
}
