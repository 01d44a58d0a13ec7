//! The arrangement that other hyperplanes cut out of one of them.

use std::collections::HashMap;
use std::hash::Hash;

use super::number::{Number, sign};
use crate::exact::integer::ExactInteger;

/// Rows restricted to the hyperplane orthogonal to one of them, in coordinates of that hyperplane.
///
/// With pivot coordinate p, row h and a = h_p != 0, the point u' with D-1 coordinates means u with u_j = a u'_j and
/// u_p = - sum_(j != p) h_j u'_j; then h.u = 0 and x.u = x'.u' for x'_j = a x_j - x_p h_j.
#[derive(Debug)]
pub(super) struct Restriction<N> {
    pivot: usize,
    normal: Vec<N>,
    /// Primitive rows of length D-1, none zero, no two parallel, numbered by first occurrence.
    pub(super) rows: Vec<Vec<N>>,
    /// For each restricted row, in order, its class and whether it is opposite to it; none for a zero row.
    pub(super) places: Vec<Option<(usize, bool)>>,
}

impl<N: Number + Hash> Restriction<N> {
    /// Restricts `rows` to the hyperplane of `normal`, which is not zero.
    pub(super) fn new<'r>(rows: impl Iterator<Item = &'r Vec<N>>, normal: &[N]) -> Option<Self> {
        let pivot = (0..normal.len()).find(|&j| !normal[j].is_zero())?;
        let a = &normal[pivot];
        let mut restriction = Self { pivot, normal: normal.to_vec(), rows: Vec::new(), places: Vec::new() };
        let mut known: HashMap<Vec<N>, usize> = HashMap::new();
        let mut wide = Vec::with_capacity(normal.len());
        for row in rows {
            wide.clear();
            for j in (0..normal.len()).filter(|&j| j != pivot) {
                wide.push(N::cross(a, &row[j], &row[pivot], &normal[j]));
            }
            let short = N::primitive(&wide)?;
            let Some(leading) = short.iter().find(|entry| !entry.is_zero()) else {
                restriction.places.push(None);
                continue;
            };
            let upward =
                if leading.is_negative() { short.iter().map(N::negated).collect() } else { short.clone() };
            let fresh = restriction.rows.len();
            let class = *known.entry(upward).or_insert(fresh);
            if class == fresh {
                restriction.rows.push(short);
                restriction.places.push(Some((class, false)));
            } else {
                let opposite = restriction.rows[class] != short;
                restriction.places.push(Some((class, opposite)));
            }
        }
        Some(restriction)
    }

    /// The point of the hyperplane with these coordinates, shortest integer vector in its direction.
    pub(super) fn lift(&self, point: &[N::Wide]) -> Option<Vec<N::Wide>> {
        let a = self.normal[self.pivot].widen();
        let mut lifted = Vec::with_capacity(self.normal.len());
        let mut along = N::zero().widen();
        let mut entries = point.iter();
        for (j, h) in self.normal.iter().enumerate() {
            if j == self.pivot {
                lifted.push(N::zero().widen());
            } else {
                let entry = entries.next()?;
                lifted.push(a.times(entry)?);
                along = along.minus(&h.widen().times(entry)?)?;
            }
        }
        lifted[self.pivot] = along;
        N::reduce(&mut lifted);
        Some(lifted)
    }
}

/// The direction orthogonal to `normal` in the plane on which `first` is positive.
pub(super) fn perpendicular<N: Number>(normal: &[N], first: &[N]) -> Vec<N> {
    let turned = vec![normal[1].negated(), normal[0].clone()];
    if sign(&N::dot(&turned, first)) < 0 { turned.iter().map(N::negated).collect() } else { turned }
}
