//! The data in integers: one common scale for the lifted points, one for the labels.

use critcert_certificate::case::DatasetProblem;
use critcert_certificate::rational::{Canonical, Rational};
use num_bigint::BigInt;
use num_traits::{One, Zero};

/// Lifted points times `scale`, labels times `label_scale`, slope `low / high`.
pub(crate) struct Points {
    pub(crate) rows: Vec<Vec<BigInt>>,
    pub(crate) scale: BigInt,
    pub(crate) labels: Vec<BigInt>,
    pub(crate) label_scale: BigInt,
    pub(crate) low: BigInt,
    pub(crate) high: BigInt,
    pub(crate) output_bias: bool,
    pub(crate) dimension: usize,
}

impl Points {
    pub(crate) fn new(problem: &DatasetProblem) -> Self {
        // The least common multiple, as the scale that makes the value whole.
        let common = |scale: BigInt, value: &Canonical| &scale * (&value.0 * &scale).denom();
        let scale = problem.points.iter().flatten().fold(BigInt::one(), common);
        let label_scale = problem.labels.iter().fold(BigInt::one(), common);
        let whole = |value: &Canonical, scale: &BigInt| value.0.numer() * (scale / value.0.denom());
        let lift = |point: &Vec<Canonical>| {
            let bias = problem.hidden_bias.then(|| scale.clone());
            point.iter().map(|x| whole(x, &scale)).chain(bias).collect()
        };
        let slope = problem.activation.slope();
        Self {
            rows: problem.points.iter().map(lift).collect(),
            labels: problem.labels.iter().map(|label| whole(label, &label_scale)).collect(),
            low: slope.numer().clone(),
            high: slope.denom().clone(),
            output_bias: problem.output_bias,
            dimension: problem.dimension().saturating_add(usize::from(problem.hidden_bias)),
            scale,
            label_scale,
        }
    }

    /// `high a` for the sign of a pre-activation that is not zero.
    pub(crate) fn slope(&self, negative: bool) -> &BigInt {
        if negative { &self.low } else { &self.high }
    }

    /// Whether a point is the origin, which no neuron sees.
    pub(crate) fn is_origin(&self, point: usize) -> bool {
        self.rows.get(point).is_some_and(|row| row.iter().all(Zero::is_zero))
    }
}

/// The product of two vectors of one length.
pub(crate) fn dot(left: &[BigInt], right: &[BigInt]) -> BigInt {
    left.iter().zip(right).filter(|(a, b)| !a.is_zero() && !b.is_zero()).map(|(a, b)| a * b).sum()
}

/// The product of integers and rationals.
pub(crate) fn mixed(left: &[BigInt], right: &[Canonical]) -> Rational {
    left.iter().zip(right).map(|(a, b)| &b.0 * a).sum()
}
