//! The numbers of cells and of faces of a central arrangement, by deletion and restriction.
//!
//! Half of the cells: the first hyperplane has one half-space on its positive side; adding hyperplane k to those before
//! it splits the cells that meet it, which are the cells that those before cut out of it. So
//! half(A) = 1 + sum_(k >= 1) half(the first k restricted to hyperplane k), and in the plane half(A) is the number of lines.
//! Faces: the cells of the restrictions to all flats, each flat reached once. The proofs are in
//! `proofs/format/patterns.md`.

use std::collections::BTreeMap;

use critcert_certificate::certificate::pattern::limits;
use num_bigint::BigInt;
use num_traits::{Signed, Zero};

use super::points::Points;
use crate::kernel::Failure;

/// Why counting in one number type stopped.
enum Stop {
    Overflow,
    Limit,
}

/// A number type for coordinates in a flat.
trait Entry: Clone + Ord {
    fn read(value: &BigInt) -> Option<Self>;
    fn is_zero(&self) -> bool;
    fn is_negative(&self) -> bool;
    fn negated(&self) -> Option<Self>;
    /// `a b - c d`
    fn cross(a: &Self, b: &Self, c: &Self, d: &Self) -> Option<Self>;
    fn remainder(&self, divisor: &Self) -> Option<Self>;
    fn quotient(&self, divisor: &Self) -> Option<Self>;
    fn is_unit(&self) -> bool;
}

impl Entry for i128 {
    fn read(value: &BigInt) -> Option<Self> {
        Self::try_from(value).ok()
    }
    fn is_zero(&self) -> bool {
        *self == 0
    }
    fn is_negative(&self) -> bool {
        *self < 0
    }
    fn negated(&self) -> Option<Self> {
        self.checked_neg()
    }
    fn cross(a: &Self, b: &Self, c: &Self, d: &Self) -> Option<Self> {
        a.checked_mul(*b)?.checked_sub(c.checked_mul(*d)?)
    }
    fn remainder(&self, divisor: &Self) -> Option<Self> {
        match (i64::try_from(*self), i64::try_from(*divisor)) {
            (Ok(value), Ok(divisor)) => value.checked_rem(divisor).map(Self::from),
            _ => self.checked_rem(*divisor),
        }
    }
    fn quotient(&self, divisor: &Self) -> Option<Self> {
        self.checked_div(*divisor)
    }
    fn is_unit(&self) -> bool {
        *self == 1 || *self == -1
    }
}

impl Entry for BigInt {
    fn read(value: &BigInt) -> Option<Self> {
        Some(value.clone())
    }
    fn is_zero(&self) -> bool {
        Zero::is_zero(self)
    }
    fn is_negative(&self) -> bool {
        Signed::is_negative(self)
    }
    fn negated(&self) -> Option<Self> {
        Some(-self)
    }
    fn cross(a: &Self, b: &Self, c: &Self, d: &Self) -> Option<Self> {
        Some(a * b - c * d)
    }
    fn remainder(&self, divisor: &Self) -> Option<Self> {
        (!Zero::is_zero(divisor)).then(|| self % divisor)
    }
    fn quotient(&self, divisor: &Self) -> Option<Self> {
        (!Zero::is_zero(divisor)).then(|| self / divisor)
    }
    fn is_unit(&self) -> bool {
        self.magnitude() == &num_bigint::BigUint::from(1_u8)
    }
}

/// Hyperplanes by normal vectors, no two parallel; each with a mark.
type Marked<T> = Vec<(Vec<T>, bool)>;

/// The number of cells, and of faces (the zero one included) if asked.
pub(crate) fn count(points: &Points, faces: bool) -> Result<(BigInt, Option<BigInt>), Failure> {
    let rows: Vec<Vec<BigInt>> = points.rows.iter().map(super::row::Row::entries).collect();
    let counted = match count_in::<i128>(&rows, faces) {
        Err(Stop::Overflow) => count_in::<BigInt>(&rows, faces),
        counted => counted,
    };
    counted.map_err(|_| {
        Failure::Declined(format!("counting takes more than {} restrictions", limits::RESTRICTIONS))
    })
}

fn count_in<T: Entry>(rows: &[Vec<BigInt>], faces: bool) -> Result<(BigInt, Option<BigInt>), Stop> {
    let read = |row: &Vec<BigInt>| Some((row.iter().map(T::read).collect::<Option<_>>()?, false));
    let rows: Marked<T> = rows.iter().map(read).collect::<Option<_>>().ok_or(Stop::Overflow)?;
    let mut counter = Counter { left: limits::RESTRICTIONS };
    let cells = counter.cells(&rows)?;
    let faces = if faces { Some(counter.faces(rows)?) } else { None };
    Ok((cells, faces))
}

struct Counter {
    left: u64,
}

impl Counter {
    fn cells<T: Entry>(&mut self, rows: &[(Vec<T>, bool)]) -> Result<BigInt, Stop> {
        let in_plane = |rows: &[(Vec<T>, bool)]| rows.first().is_some_and(|(row, _)| row.len() <= 2);
        if rows.is_empty() {
            return Ok(BigInt::from(1));
        }
        if in_plane(rows) {
            return Ok(BigInt::from(rows.len()) * 2);
        }
        let mut half = BigInt::from(1);
        let mut open: Vec<(Marked<T>, usize)> = vec![(rows.to_vec(), 1)];
        while let Some((rows, next)) = open.last_mut() {
            let (Some((normal, _)), Some(before)) = (rows.get(*next), rows.get(..*next)) else {
                open.pop();
                continue;
            };
            let restricted = self.restrict(before.iter().map(|(row, mark)| (row, *mark)), normal)?;
            *next = next.saturating_add(1);
            if in_plane(&restricted) {
                half += restricted.len();
            } else {
                half += 1;
                open.push((restricted, 1));
            }
        }
        Ok(half * 2)
    }

    /// A mark says that the hyperplane contains a flat that was reached before.
    fn faces<T: Entry>(&mut self, rows: Marked<T>) -> Result<BigInt, Stop> {
        let mut sum = self.cells(&rows)?;
        let mut open: Vec<(Marked<T>, usize)> = vec![(rows, 0)];
        while let Some((rows, next)) = open.last_mut() {
            let here = *next;
            let Some((normal, mark)) = rows.get(here) else {
                open.pop();
                continue;
            };
            *next = here.saturating_add(1);
            if *mark {
                continue;
            }
            let marked = rows.iter().enumerate().map(|(i, (row, mark))| (row, *mark || i < here));
            let below = self.restrict(marked, normal)?;
            sum += self.cells(&below)?;
            open.push((below, 0));
        }
        Ok(sum)
    }

    /// Normals of the traces on the hyperplane of `normal`; a trace is marked when one of its rows is.
    ///
    /// With p a nonzero coordinate of `normal`, u in the hyperplane is given by its other coordinates, and
    /// normal_p (x.u) = sum_(j != p) (normal_p x_j - x_p normal_j) u_j.
    fn restrict<'r, T: Entry + 'r>(
        &mut self,
        rows: impl Iterator<Item = (&'r Vec<T>, bool)>,
        normal: &[T],
    ) -> Result<Marked<T>, Stop> {
        let pivot = normal.iter().position(|entry| !entry.is_zero()).ok_or(Stop::Overflow)?;
        let at_pivot = normal.get(pivot).ok_or(Stop::Overflow)?;
        let mut traces: BTreeMap<Vec<T>, bool> = BTreeMap::new();
        for (row, mark) in rows {
            self.left = self.left.checked_sub(1).ok_or(Stop::Limit)?;
            let row_at_pivot = row.get(pivot).ok_or(Stop::Overflow)?;
            let entries = row.iter().zip(normal).enumerate().filter(|(j, _)| *j != pivot);
            let trace: Option<Vec<T>> =
                entries.map(|(_, (x, h))| T::cross(at_pivot, x, row_at_pivot, h)).collect();
            if let Some(trace) = upward(trace.ok_or(Stop::Overflow)?)? {
                let known = traces.entry(trace).or_insert(false);
                *known = *known || mark;
            }
        }
        Ok(traces.into_iter().collect())
    }
}

/// The primitive vector on the same line whose first nonzero entry is positive; none for zero.
fn upward<T: Entry>(vector: Vec<T>) -> Result<Option<Vec<T>>, Stop> {
    let Some(leading) = vector.iter().find(|entry| !entry.is_zero()) else { return Ok(None) };
    let negative = leading.is_negative();
    let mut content = leading.clone();
    for entry in &vector {
        let mut other = entry.clone();
        while !other.is_zero() && !content.is_unit() {
            let rest = content.remainder(&other).ok_or(Stop::Overflow)?;
            content = std::mem::replace(&mut other, rest);
        }
        if content.is_unit() {
            break;
        }
    }
    if content.is_negative() != negative {
        content = content.negated().ok_or(Stop::Overflow)?;
    }
    let scaled: Option<Vec<T>> = vector.iter().map(|entry| entry.quotient(&content)).collect();
    scaled.map(Some).ok_or(Stop::Overflow)
}
