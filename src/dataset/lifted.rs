//! Lifted points: data with the constant 1 appended when neurons have a bias.

use std::collections::HashMap;

use critcert_certificate::Rational;
use critcert_certificate::case::dataset::{DatasetNetwork, DatasetProblem};
use num_bigint::BigInt;
use num_traits::{One, Signed, ToPrimitive, Zero};

use crate::exact::integer::primitive;

/// Why a problem or a network is not one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DatasetError {
    /// There is no point.
    #[error("the data set is empty")]
    NoPoints,
    /// The points have no coordinates.
    #[error("the points have no coordinates")]
    NoCoordinates,
    /// A point of another length than the first.
    #[error("point {point} has {found} coordinates, the first one {expected}")]
    Ragged {
        /// The point.
        point: usize,
        /// Length of the first point.
        expected: usize,
        /// Its length.
        found: usize,
    },
    /// Not one label for each point.
    #[error("{points} points, but {labels} labels")]
    Labels {
        /// Number of points.
        points: usize,
        /// Number of labels.
        labels: usize,
    },
    /// A slope outside [0, 1).
    #[error("the slope {0} of the activation is not in [0, 1)")]
    Slope(Box<Rational>),
    /// The parts of a network do not fit each other or the problem.
    #[error("the network does not fit the problem: {0}")]
    Network(&'static str),
    /// Two exact computations that must agree do not: a defect of this program.
    #[error("internal disagreement: {0}")]
    Internal(&'static str),
}

/// A point in a class of parallel lifted points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Number of the point.
    pub index: usize,
    /// kappa != 0 with `X_index = kappa row`.
    pub factor: Rational,
}

/// Lifted points that are multiples of one row; with hidden bias these are equal points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    /// The row: integers without common factor, a positive multiple of the first member.
    pub row: Vec<BigInt>,
    /// The points, increasing; the first one has a positive factor.
    pub members: Vec<Member>,
}

/// A data set with its lifted points as primitive integer rows.
///
/// Shapes: n points; rows of D entries, D = d + 1 with hidden bias and d without. `X_i = scale_i row_i` with
/// `scale_i > 0`, integers of `row_i` without common factor; for `X_i = 0` (only without hidden bias) the row is 0 and the
/// scale 1, and the point is in no class. Classes come in the order of their first members.
#[derive(Debug, Clone)]
pub struct Lifted {
    dimension: usize,
    rows: Vec<Vec<BigInt>>,
    scales: Vec<Rational>,
    labels: Vec<Rational>,
    classes: Vec<Class>,
    class_of: Vec<Option<usize>>,
    slope: Rational,
    hidden_bias: bool,
    output_bias: bool,
}

impl Lifted {
    /// Lifts the points of a problem and merges parallel ones.
    ///
    /// # Errors
    /// [`DatasetError`] for a problem that no case can state: no points, ragged points, another number of labels, or
    /// a slope outside [0, 1).
    pub fn new(problem: &DatasetProblem) -> Result<Self, DatasetError> {
        let points = &problem.points;
        let Some(first) = points.first() else { return Err(DatasetError::NoPoints) };
        let coordinates = first.len();
        if coordinates == 0 {
            return Err(DatasetError::NoCoordinates);
        }
        if problem.labels.len() != points.len() {
            return Err(DatasetError::Labels { points: points.len(), labels: problem.labels.len() });
        }
        let slope = problem.activation.slope();
        if slope.is_negative() || slope >= Rational::one() {
            return Err(DatasetError::Slope(Box::new(slope)));
        }
        let (mut rows, mut scales) = (Vec::new(), Vec::new());
        for (index, point) in points.iter().enumerate() {
            if point.len() != coordinates {
                let found = point.len();
                return Err(DatasetError::Ragged { point: index, expected: coordinates, found });
            }
            let mut lifted: Vec<Rational> = point.iter().map(|x| x.0.clone()).collect();
            if problem.hidden_bias {
                lifted.push(Rational::one());
            }
            let (row, scale) = primitive(&lifted);
            rows.push(row);
            scales.push(scale);
        }
        let (classes, class_of) = merge(&rows, &scales);
        Ok(Self {
            dimension: coordinates + usize::from(problem.hidden_bias),
            rows,
            scales,
            labels: problem.labels.iter().map(|label| label.0.clone()).collect(),
            classes,
            class_of,
            slope,
            hidden_bias: problem.hidden_bias,
            output_bias: problem.output_bias,
        })
    }

    /// D, the length of lifted points.
    #[must_use]
    pub fn dimension(&self) -> usize {
        self.dimension
    }

    /// n, the number of points; always positive.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "a data set is never empty")]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The primitive integer rows, one for each point.
    #[must_use]
    pub fn rows(&self) -> &[Vec<BigInt>] {
        &self.rows
    }

    /// The positive scales with `X_i = scale_i row_i`.
    #[must_use]
    pub fn scales(&self) -> &[Rational] {
        &self.scales
    }

    /// The labels y.
    #[must_use]
    pub fn labels(&self) -> &[Rational] {
        &self.labels
    }

    /// The classes of parallel lifted points, in the order of their first members.
    #[must_use]
    pub fn classes(&self) -> &[Class] {
        &self.classes
    }

    /// The class of each point; `None` for `X_i = 0`.
    #[must_use]
    pub fn class_of(&self) -> &[Option<usize>] {
        &self.class_of
    }

    /// The rows of the classes in machine words, if all fit: what an enumeration of patterns needs.
    #[must_use]
    pub fn class_words(&self) -> Option<Vec<Vec<i64>>> {
        self.classes.iter().map(|class| class.row.iter().map(BigInt::to_i64).collect()).collect()
    }

    /// rho, the slope of the activation on negative arguments.
    #[must_use]
    pub fn slope(&self) -> &Rational {
        &self.slope
    }

    /// Whether neurons have a bias.
    #[must_use]
    pub fn hidden_bias(&self) -> bool {
        self.hidden_bias
    }

    /// Whether there is an output bias c.
    #[must_use]
    pub fn output_bias(&self) -> bool {
        self.output_bias
    }

    /// `X_i` itself.
    #[must_use]
    pub fn point(&self, index: usize) -> Vec<Rational> {
        let (Some(row), Some(scale)) = (self.rows.get(index), self.scales.get(index)) else {
            return Vec::new();
        };
        row.iter().map(|entry| scale * Rational::from_integer(entry.clone())).collect()
    }

    /// `w . X_i` for all points, by integer products.
    #[must_use]
    pub fn preactivations(&self, w: &[Rational]) -> Vec<Rational> {
        let (integers, scale) = primitive(w);
        let value = |(row, own): (&Vec<BigInt>, &Rational)| {
            let product = dot(&integers, row);
            if product.is_zero() { Rational::zero() } else { Rational::from_integer(product) * own * &scale }
        };
        self.rows.iter().zip(&self.scales).map(value).collect()
    }

    /// The input weights of each neuron of a network, hidden bias last: N vectors of D entries.
    ///
    /// # Errors
    /// [`DatasetError::Network`] when weights, biases and problem do not fit each other. The number of neurons is free.
    pub fn neurons(&self, network: &DatasetNetwork) -> Result<Vec<Vec<Rational>>, DatasetError> {
        let width = network.weights.len();
        let biases = match (&network.b, self.hidden_bias) {
            (Some(b), true) if b.len() == width => Some(b),
            (None, false) => None,
            _ => return Err(DatasetError::Network("hidden biases")),
        };
        if network.v.len() != width {
            return Err(DatasetError::Network("number of output weights"));
        }
        if network.c.is_some() != self.output_bias {
            return Err(DatasetError::Network("output bias"));
        }
        let mut neurons = Vec::with_capacity(width);
        for (index, weights) in network.weights.iter().enumerate() {
            let bias = biases.and_then(|b| b.get(index));
            let w: Vec<Rational> = weights.iter().chain(bias).map(|entry| entry.0.clone()).collect();
            if w.len() != self.dimension {
                return Err(DatasetError::Network("number of input weights"));
            }
            neurons.push(w);
        }
        Ok(neurons)
    }

    /// What was merged or left out, one sentence each, for people; at most ten, and a last one that says how many more.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        const SHOWN: usize = 10;
        let mut notes = Vec::new();
        for class in self.classes.iter().filter(|class| class.members.len() > 1) {
            let equal = class.members.windows(2).all(|pair| pair[0].factor == pair[1].factor);
            let numbers: Vec<String> = class.members.iter().map(|member| member.index.to_string()).collect();
            let what = if equal { "are equal" } else { "lie on one line through the origin" };
            notes.push(format!("points {} {what} and are treated as one row", numbers.join(", ")));
        }
        for (index, _) in self.class_of.iter().enumerate().filter(|(_, class)| class.is_none()) {
            notes.push(format!("point {index} is the origin: without hidden bias no neuron sees it"));
        }
        let more = notes.len().saturating_sub(SHOWN);
        if more > 0 {
            notes.truncate(SHOWN);
            notes.push(format!("and {more} more notes of this sort"));
        }
        notes
    }
}

/// The product of two vectors of one length; over i128 where it fits.
pub(crate) fn dot(left: &[BigInt], right: &[BigInt]) -> BigInt {
    let words = || {
        let mut sum = 0_i128;
        for (a, b) in left.iter().zip(right) {
            let product = i128::from(a.to_i64()?) * i128::from(b.to_i64()?);
            sum = sum.checked_add(product)?;
        }
        Some(BigInt::from(sum))
    };
    words().unwrap_or_else(|| left.iter().zip(right).map(|(a, b)| a * b).sum())
}

/// Groups parallel rows.
fn merge(rows: &[Vec<BigInt>], scales: &[Rational]) -> (Vec<Class>, Vec<Option<usize>>) {
    let mut classes: Vec<Class> = Vec::new();
    let mut known: HashMap<Vec<BigInt>, usize> = HashMap::new();
    let mut class_of = Vec::with_capacity(rows.len());
    for (index, (row, scale)) in rows.iter().zip(scales).enumerate() {
        let Some(leading) = row.iter().find(|entry| !entry.is_zero()) else {
            class_of.push(None);
            continue;
        };
        let negative = leading.is_negative();
        let key: Vec<BigInt> = if negative { row.iter().map(|entry| -entry).collect() } else { row.clone() };
        let number = *known.entry(key).or_insert_with(|| {
            classes.push(Class { row: row.clone(), members: Vec::new() });
            classes.len() - 1
        });
        let class = &mut classes[number];
        let factor = if class.row == *row { scale.clone() } else { -scale.clone() };
        class.members.push(Member { index, factor });
        class_of.push(Some(number));
    }
    (classes, class_of)
}

#[cfg(test)]
mod tests {
    use super::*;
    use critcert_certificate::Canonical;
    use critcert_certificate::case::dataset::Activation;
    use critcert_certificate::rational::ratio;

    fn problem(points: &[[(i64, i64); 2]], hidden_bias: bool) -> DatasetProblem {
        let number = |&(p, q): &(i64, i64)| Canonical(ratio(p, q));
        DatasetProblem {
            points: points.iter().map(|point| point.iter().map(number).collect()).collect(),
            labels: points.iter().map(|_| Canonical::zero()).collect(),
            width: 1,
            activation: Activation::Relu,
            hidden_bias,
            output_bias: true,
        }
    }

    #[test]
    fn parallel_points_are_one_class_only_without_bias() {
        let points = [[(1, 2), (1, 3)], [(-3, 1), (-2, 1)], [(0, 1), (0, 1)], [(1, 1), (0, 1)]];
        let lifted = Lifted::new(&problem(&points, false)).unwrap();
        assert_eq!(lifted.classes().len(), 2);
        assert_eq!(lifted.class_of(), [Some(0), Some(0), None, Some(1)]);
        let factors: Vec<_> =
            lifted.classes()[0].members.iter().map(|member| member.factor.clone()).collect();
        assert_eq!(factors, [ratio(1, 6), ratio(-1, 1)]);
        assert_eq!(lifted.class_words(), Some(vec![vec![3, 2], vec![1, 0]]));
        assert_eq!(lifted.notes().len(), 2);
        let lifted = Lifted::new(&problem(&points, true)).unwrap();
        assert_eq!((lifted.classes().len(), lifted.dimension()), (4, 3));
        assert!(lifted.notes().is_empty());
    }

    #[test]
    fn preactivations_are_exact_products() {
        let lifted = Lifted::new(&problem(&[[(1, 2), (1, 3)], [(7, 1), (-2, 5)]], true)).unwrap();
        let w = [ratio(2, 3), ratio(-1, 1), ratio(1, 7)];
        let products: Vec<Rational> =
            (0..2).map(|i| w.iter().zip(lifted.point(i)).map(|(a, b)| a * b).sum()).collect();
        assert_eq!(lifted.preactivations(&w), products);
    }

    #[test]
    fn products_beyond_machine_words_are_exact() {
        let large = BigInt::from(i64::MAX);
        let (left, right) = (vec![large.clone(); 3], vec![large.clone(); 3]);
        assert_eq!(dot(&left, &right), &large * &large * 3);
        let huge = vec![&large * &large];
        assert_eq!(dot(&huge, &huge), &huge[0] * &huge[0]);
    }
}
