//! All faces of a central arrangement: the cells of its restrictions to all its flats.
//!
//! # Method
//! The zeros of a covector are the hyperplanes through one flat, and the covectors with these zeros are the cells of
//! the arrangement restricted to that flat. Flats are visited once each: below the flat at hand, the hyperplanes
//! are taken in order, and one that contains a flat visited before is passed over.
//!
//! # Source
//! T. Zaslavsky, *Facing up to Arrangements*, 1975, section 2 (faces as cells of restrictions).

use std::cmp::Ordering;
use std::hash::Hash;

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use super::cells::{Stop, cells};
use super::number::Number;
use super::restrict::Restriction;

/// Symbols in a word, two bits each: + 0, zero 1, - 2, so that words compare like patterns.
const SYMBOLS: usize = 32;

/// Half of the faces without the all-zero one, with witnesses.
#[derive(Debug)]
pub(super) struct Faces<N: Number> {
    rows: usize,
    stride: usize,
    signs: Vec<u64>,
    pub(super) dimension: usize,
    witnesses: Vec<N::Wide>,
    /// The faces in lexicographic order, + before zero before -.
    order: Vec<usize>,
}

impl<N: Number> Faces<N> {
    fn new(rows: usize, dimension: usize) -> Self {
        let stride = rows.div_ceil(SYMBOLS).max(1);
        Self { rows, stride, signs: Vec::new(), dimension, witnesses: Vec::new(), order: Vec::new() }
    }

    pub(super) fn len(&self) -> usize {
        self.signs.len() / self.stride
    }

    /// The face at a place of the order: its signs into `signs`, and its witness.
    pub(super) fn get(&self, place: usize, signs: &mut Vec<i8>) -> &[N::Wide] {
        let index = self.order[place];
        let words = &self.signs[index * self.stride..(index + 1) * self.stride];
        signs.clear();
        signs.extend((0..self.rows).map(|row| {
            let code = (words[row / SYMBOLS] >> (62 - 2 * (row % SYMBOLS))) & 3;
            if code == 0 {
                1
            } else if code == 1 {
                0
            } else {
                -1
            }
        }));
        &self.witnesses[index * self.dimension..(index + 1) * self.dimension]
    }

    fn push(&mut self, symbols: impl Iterator<Item = u64>, witness: &[N::Wide]) {
        let start = self.signs.len();
        self.signs.resize(start + self.stride, 0);
        for (row, symbol) in symbols.enumerate() {
            self.signs[start + row / SYMBOLS] |= symbol << (62 - 2 * (row % SYMBOLS));
        }
        self.witnesses.extend_from_slice(witness);
    }

    fn append(&mut self, mut other: Self) {
        self.signs.append(&mut other.signs);
        self.witnesses.append(&mut other.witnesses);
    }

    fn sort(&mut self) {
        let (signs, stride) = (&self.signs, self.stride);
        let mut order: Vec<usize> = (0..self.len()).collect();
        let at = |index: usize| &signs[index * stride..(index + 1) * stride];
        let compare = |left: &usize, right: &usize| -> Ordering { at(*left).cmp(at(*right)) };
        order.par_sort_unstable_by(compare);
        self.order = order;
    }
}

/// The arrangement restricted to a flat.
struct Flat<'p, N> {
    /// How its points lie in the flat above; none for the whole space.
    restriction: Option<(&'p Flat<'p, N>, Restriction<N>)>,
    rows: Vec<Vec<N>>,
    /// Whether the hyperplane of a row contains a flat that is visited elsewhere.
    passed: Vec<bool>,
    /// For each row of the whole space its class here, and whether it is opposite; none on the flat.
    places: Vec<Option<(usize, bool)>>,
}

impl<'p, N: Number + Hash> Flat<'p, N> {
    /// The flat in which hyperplane i meets this one.
    fn below(&'p self, i: usize) -> Option<Self> {
        let restriction = Restriction::new(self.rows.iter(), &self.rows[i])?;
        let mut passed = vec![false; restriction.rows.len()];
        for (row, place) in restriction.places.iter().enumerate() {
            if let (Some((class, _)), true) = (place, row < i || self.passed[row]) {
                passed[*class] = true;
            }
        }
        let places = self
            .places
            .iter()
            .map(|place| {
                let (class, opposite) = (*place)?;
                let (inner, turned) = restriction.places[class]?;
                Some((inner, opposite != turned))
            })
            .collect();
        let rows = restriction.rows.clone();
        Some(Self { restriction: Some((self, restriction)), rows, passed, places })
    }

    fn lift(&self, point: &[N::Wide]) -> Option<Vec<N::Wide>> {
        match &self.restriction {
            None => Some(point.to_vec()),
            Some((above, restriction)) => above.lift(&restriction.lift(point)?),
        }
    }

    /// Adds the faces on this flat alone.
    fn collect(&self, found: &mut Faces<N>, interrupted: &(dyn Fn() -> bool + Sync)) -> Result<(), Stop> {
        let list = cells(&self.rows, interrupted)?;
        for index in 0..list.len() {
            let witness: Vec<N::Wide> = list.witness(index).iter().map(N::widen).collect();
            let symbols = self.places.iter().map(|place| match place {
                None => 1,
                Some((class, opposite)) if list.is_negative(index, *class) != *opposite => 2,
                Some(_) => 0,
            });
            found.push(symbols, &self.lift(&witness).ok_or(Stop::Overflow)?);
        }
        Ok(())
    }

    /// Adds the faces on the flats below this one that are not visited elsewhere.
    fn descend(&self, found: &mut Faces<N>, interrupted: &(dyn Fn() -> bool + Sync)) -> Result<(), Stop> {
        if interrupted() {
            return Err(Stop::Interrupted);
        }
        for i in (0..self.rows.len()).filter(|&i| !self.passed[i]) {
            let below = self.below(i).ok_or(Stop::Overflow)?;
            below.collect(found, interrupted)?;
            below.descend(found, interrupted)?;
        }
        Ok(())
    }
}

/// Half of the faces of pairwise non-parallel rows, the all-zero one left out.
pub(super) fn faces<N: Number + Hash>(
    rows: &[Vec<N>],
    interrupted: &(dyn Fn() -> bool + Sync),
) -> Result<Faces<N>, Stop> {
    let dimension = rows.first().map_or(0, Vec::len);
    let whole = Flat {
        restriction: None,
        rows: rows.to_vec(),
        passed: vec![false; rows.len()],
        places: (0..rows.len()).map(|row| Some((row, false))).collect(),
    };
    let mut found = Faces::new(rows.len(), dimension);
    whole.collect(&mut found, interrupted)?;
    let parts: Vec<Faces<N>> = (0..rows.len())
        .into_par_iter()
        .map(|i| {
            let mut part = Faces::new(rows.len(), dimension);
            let below = whole.below(i).ok_or(Stop::Overflow)?;
            below.collect(&mut part, interrupted)?;
            below.descend(&mut part, interrupted)?;
            Ok(part)
        })
        .collect::<Result<_, Stop>>()?;
    parts.into_iter().for_each(|part| found.append(part));
    found.sort();
    Ok(found)
}
