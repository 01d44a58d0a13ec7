//! The rows of a system, as given.

use num_bigint::BigInt;
use num_traits::{ToPrimitive, Zero};

/// How a row's left side `a.x` relates to its bound `b`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Relation {
    /// `a.x > b`
    Greater,
    /// `a.x >= b`
    GreaterEqual,
    /// `a.x = b`
    Equal,
}

/// A row of the wrong length.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a row of {found} coefficients in a system of {expected} unknowns")]
pub struct ShapeError {
    /// Number of unknowns of the system.
    pub expected: usize,
    /// Number of coefficients of the row.
    pub found: usize,
}

/// Integer rows `a.x R b` over D free rational unknowns, in the order given.
///
/// Shape: n rows of D coefficients and a bound, indices 0-based; D = 0 and n = 0 are allowed. Rows in machine
/// words lie flat, row after row, bound last; a row with a larger entry is kept apart as big integers.
///
/// ```
/// use critcert::lp::{Answer, Relation, System, decide};
/// let mut system = System::new(1);
/// system.push(&[1], 0, Relation::Greater)?;
/// system.push(&[-1], 0, Relation::Greater)?;
/// assert!(matches!(decide(&system), Answer::Infeasible(_)));
/// # Ok::<(), critcert::lp::ShapeError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct System {
    unknowns: usize,
    relations: Vec<Relation>,
    /// `[a, b]` of every row, stride D + 1; zeros in place of rows listed in `large`.
    words: Vec<i64>,
    /// Rows with an entry outside i64, by increasing row index.
    large: Vec<(usize, Vec<BigInt>)>,
    /// Rows whose bound is not zero.
    nonzero_bounds: usize,
}

impl System {
    /// The system of no rows over the given number of unknowns.
    #[must_use]
    pub fn new(unknowns: usize) -> Self {
        Self { unknowns, ..Self::default() }
    }

    /// The number D of unknowns.
    #[must_use]
    pub fn unknowns(&self) -> usize {
        self.unknowns
    }

    /// The number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.relations.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.relations.is_empty()
    }

    /// The relations of all rows, in order.
    #[must_use]
    pub fn relations(&self) -> &[Relation] {
        &self.relations
    }

    /// Appends the row `coefficients.x relation bound`.
    ///
    /// # Errors
    /// [`ShapeError`] when there are not exactly D coefficients; the system is then unchanged.
    pub fn push(&mut self, coefficients: &[i64], bound: i64, relation: Relation) -> Result<(), ShapeError> {
        self.check_shape(coefficients.len())?;
        self.words.extend_from_slice(coefficients);
        self.words.push(bound);
        self.relations.push(relation);
        self.nonzero_bounds += usize::from(bound != 0);
        Ok(())
    }

    /// Appends a row of integers of any size.
    ///
    /// # Errors
    /// As for [`System::push`].
    pub fn push_big(
        &mut self,
        coefficients: &[BigInt],
        bound: &BigInt,
        relation: Relation,
    ) -> Result<(), ShapeError> {
        self.check_shape(coefficients.len())?;
        let start = self.words.len();
        for entry in coefficients.iter().chain(std::iter::once(bound)) {
            match entry.to_i64() {
                Some(word) => self.words.push(word),
                None => break,
            }
        }
        let stride = self.unknowns + 1;
        if self.words.len() < start + stride {
            self.words.truncate(start);
            self.words.resize(start + stride, 0);
            let row = coefficients.iter().chain(std::iter::once(bound)).cloned().collect();
            self.large.push((self.relations.len(), row));
        }
        self.relations.push(relation);
        self.nonzero_bounds += usize::from(!bound.is_zero());
        Ok(())
    }

    /// Removes the last row; false when there is none.
    pub fn pop(&mut self) -> bool {
        if self.relations.pop().is_none() {
            return false;
        }
        let bound_is_zero = match self.large.pop_if(|(row, _)| *row == self.relations.len()) {
            Some((_, row)) => row.last().is_none_or(Zero::is_zero),
            None => self.words.last().is_none_or(Zero::is_zero),
        };
        self.nonzero_bounds -= usize::from(!bound_is_zero);
        self.words.truncate(self.relations.len() * (self.unknowns + 1));
        true
    }

    /// The entries `[a, b]` of a row as big integers; zeros beyond the last row.
    #[must_use]
    pub fn row(&self, index: usize) -> Vec<BigInt> {
        if let Ok(found) = self.large.binary_search_by_key(&index, |(row, _)| *row) {
            return self.large[found].1.clone();
        }
        let stride = self.unknowns + 1;
        match self.words.get(index * stride..(index + 1) * stride) {
            Some(words) => words.iter().copied().map(BigInt::from).collect(),
            None => vec![BigInt::zero(); stride],
        }
    }

    /// Whether every bound is zero, so that solutions may be scaled.
    #[must_use]
    pub fn is_homogeneous(&self) -> bool {
        self.nonzero_bounds == 0
    }

    /// Whether every entry fits i64, so that [`System::words`] is the whole system.
    pub(super) fn fits_words(&self) -> bool {
        self.large.is_empty()
    }

    /// All rows `[a, b]` flat; meaningful when [`System::fits_words`].
    pub(super) fn words(&self) -> &[i64] {
        &self.words
    }

    fn check_shape(&self, found: usize) -> Result<(), ShapeError> {
        if found == self.unknowns { Ok(()) } else { Err(ShapeError { expected: self.unknowns, found }) }
    }
}
