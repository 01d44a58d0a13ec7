//! What a network is, with the reason: the verdict on any rational point, kinks included.

use critcert_certificate::Rational;
use critcert_certificate::case::Verdict;
use critcert_certificate::case::dataset::{DatasetNetwork, DatasetProblem};
use num_traits::{One, Signed, Zero};

use super::better::better_network;
use super::covector::Covector;
use super::derivative::product;
use super::hinges::{Cover, Decision, prove_nonnegative};
use super::lifted::{DatasetError, Lifted};
use super::maximum::{MaximumDecision, prove_maximum};
use super::point::{Evaluation, with_sign};
use super::saddle::{Ray, descent_ray};

/// Everything said about one network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Classification {
    /// `1/2 sum e_i^2`.
    pub loss: Rational,
    /// `e = f - y`, one entry for each point.
    pub residual: Vec<Rational>,
    /// Whether the loss is differentiable there.
    pub differentiable: bool,
    /// Covector and flatness of each neuron.
    pub neurons: Vec<NeuronClass>,
    /// What the point is.
    pub verdict: Verdict,
    /// Why.
    pub proof: Proof,
}

/// A neuron's signs, and whether its output weight is zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeuronClass {
    /// The signs on the data.
    pub covector: Covector,
    /// Whether the output weight is zero.
    pub flat: bool,
}

/// Why no one-sided directional derivative is negative: for each neuron that is not flat, a proof of `v_j D_j >= 0`.
pub type Stationarity = Vec<Option<Cover>>;

/// Why a point has its verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// Global minimum: the residual is orthogonal to the outputs of every network (for instance zero).
    Orthogonal,
    /// Global minimum: a local minimum with the least loss of all local minima of its width.
    LeastLoss,
    /// Local minimum.
    LocalMinimum {
        /// Stationary; the flat neurons have `D_j = 0` throughout.
        stationary: Stationarity,
        /// A network of the same width with smaller loss, if one was found.
        better: Option<Box<DatasetNetwork>>,
    },
    /// Local maximum, and no minimum.
    LocalMaximum {
        /// The factor of the margin.
        eta: Rational,
        /// For each neuron, why `-v D - eta S >= 0`.
        covers: Vec<Cover>,
        /// A direction in which the loss falls.
        falling: Falling,
    },
    /// Not critical: a one-sided derivative is negative.
    NotCritical {
        /// The direction and its derivative.
        falling: Falling,
        /// At a silent point without output bias: neuron and direction that exclude a maximum.
        not_maximum: Option<(usize, Vec<Rational>)>,
    },
    /// Saddle: stationary, and along this ray the loss falls to second order (and grows along the opposite output weight).
    Saddle {
        /// Why no first-order derivative is negative.
        stationary: Stationarity,
        /// The ray.
        ray: Ray,
    },
    /// Nothing: the verdict is *undetermined*.
    Open(OpenReason),
}

/// A direction with a negative one-sided derivative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Falling {
    /// Which parameters move.
    pub part: Part,
    /// How: one entry, 1 or -1, for an output weight or the output bias; D entries for input weights.
    pub direction: Vec<Rational>,
    /// The derivative, negative.
    pub value: Rational,
}

/// A part of the parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// c.
    OutputBias,
    /// `v_j`.
    OutputWeight(usize),
    /// `w_j`, hidden bias included.
    InputWeights(usize),
}

/// Why a point is left undetermined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum OpenReason {
    /// A neuron vanishes on too many points.
    #[error("the points on which neuron {neuron} vanishes divide space into more cells than the limit")]
    TooManyCells {
        /// The neuron.
        neuron: usize,
    },
    /// The cells around a silent point.
    #[error("whether the point is a local maximum needs more cells than the limit")]
    TooManyCellsForMaximum,
}

/// Decides what a network is, by exact first-order conditions that are also sufficient for minima.
///
/// In this order: least by orthogonality; local minimum; local maximum (without output bias); not critical; saddle.
///
/// # Errors
/// [`DatasetError`] when network and problem do not fit; its variant `Internal` only on a defect of this program.
///
/// # Source
/// Own (`proofs/format/dataset.md`, section 2); at differentiable points the condition on flat neurons strengthens
/// Soudry, Hoffer 2017, arXiv 1702.05777, Lemma 2.
///
/// ```
/// use critcert::dataset::classify;
/// use critcert_certificate::case::{Verdict, dataset::*};
/// use critcert_certificate::{Canonical, rational::ratio};
/// let numbers = |list: &[i64]| list.iter().map(|&n| Canonical(ratio(n, 3))).collect::<Vec<_>>();
/// let problem = DatasetProblem {
///     points: [0, 3, 6, 9].iter().map(|&x| numbers(&[x])).collect(),
///     labels: numbers(&[0, 0, 3, 0]),
///     width: 1,
///     activation: Activation::Relu,
///     hidden_bias: true,
///     output_bias: true,
/// };
/// let (weights, b) = (vec![numbers(&[-2])], Some(numbers(&[1])));
/// let (v, c) = (numbers(&[-3]), Some(Canonical(ratio(1, 3))));
/// let answer = classify(&problem, &DatasetNetwork { weights, b, v, c })?;
/// assert_eq!((answer.verdict, answer.loss), (Verdict::LocalMinimum, ratio(1, 3)));
/// # Ok::<(), critcert::dataset::DatasetError>(())
/// ```
pub fn classify(problem: &DatasetProblem, network: &DatasetNetwork) -> Result<Classification, DatasetError> {
    let lifted = Lifted::new(problem)?;
    if network.weights.len() != problem.width {
        return Err(DatasetError::Network("number of neurons"));
    }
    classify_on(&lifted, network)
}

/// As [`classify()`], on data that are lifted already; the width is the network's.
///
/// # Errors
/// As for [`classify()`].
pub fn classify_on(lifted: &Lifted, network: &DatasetNetwork) -> Result<Classification, DatasetError> {
    let point = Evaluation::new(lifted, network)?;
    let (verdict, proof) = decide(lifted, &point)?;
    let class = |neuron: &super::point::Neuron| NeuronClass {
        covector: neuron.covector.clone(),
        flat: neuron.v.is_zero(),
    };
    Ok(Classification {
        neurons: point.neurons.iter().map(class).collect(),
        loss: point.loss,
        residual: point.residual,
        differentiable: point.differentiable,
        verdict,
        proof,
    })
}

fn decide(lifted: &Lifted, point: &Evaluation) -> Result<(Verdict, Proof), DatasetError> {
    if point.is_orthogonal_to_all(lifted) {
        return Ok((Verdict::GlobalMinimum, Proof::Orthogonal));
    }
    let silent = !lifted.output_bias() && point.is_silent();
    match stationarity(lifted, point) {
        Ok(stationary) => {
            let flat = point.neurons.iter().enumerate().filter(|(_, neuron)| neuron.v.is_zero());
            for (index, neuron) in flat {
                if let Some(ray) = descent_ray(lifted, index, neuron) {
                    return Ok((Verdict::Saddle, Proof::Saddle { stationary, ray }));
                }
            }
            let better = better_network(lifted, point).map(Box::new);
            Ok((Verdict::LocalMinimum, Proof::LocalMinimum { stationary, better }))
        }
        Err(Obstacle::Falling(falling)) if silent => Ok(match prove_maximum(lifted, point) {
            MaximumDecision::Maximum { eta, covers } => {
                (Verdict::LocalMaximum, Proof::LocalMaximum { eta, covers, falling })
            }
            MaximumDecision::Not { neuron, delta } => {
                let not_maximum = Some((neuron, delta));
                (Verdict::NotCritical, Proof::NotCritical { falling, not_maximum })
            }
            MaximumDecision::TooLarge => {
                (Verdict::Undetermined, Proof::Open(OpenReason::TooManyCellsForMaximum))
            }
        }),
        Err(Obstacle::Falling(falling)) => {
            Ok((Verdict::NotCritical, Proof::NotCritical { falling, not_maximum: None }))
        }
        Err(Obstacle::TooLarge { neuron }) => {
            Ok((Verdict::Undetermined, Proof::Open(OpenReason::TooManyCells { neuron })))
        }
    }
}

enum Obstacle {
    Falling(Falling),
    TooLarge { neuron: usize },
}

/// Proves that no one-sided directional derivative is negative, or finds a negative one: in c, then in an output weight, then
/// in input weights.
fn stationarity(lifted: &Lifted, point: &Evaluation) -> Result<Stationarity, Obstacle> {
    let falling =
        |part, direction: Vec<Rational>, value| Obstacle::Falling(Falling { part, direction, value });
    let total = point.total();
    if lifted.output_bias() && !total.is_zero() {
        let downhill = vec![-with_sign(Rational::one(), &total)];
        return Err(falling(Part::OutputBias, downhill, -total.abs()));
    }
    for (index, neuron) in point.neurons.iter().enumerate() {
        let slope = product(&neuron.hidden, &point.residual);
        if !slope.is_zero() {
            let downhill = vec![-with_sign(Rational::one(), &slope)];
            return Err(falling(Part::OutputWeight(index), downhill, -slope.abs()));
        }
    }
    let mut covers = Vec::with_capacity(point.neurons.len());
    let mut too_large = None;
    for (index, neuron) in point.neurons.iter().enumerate() {
        if neuron.v.is_zero() {
            covers.push(None);
            continue;
        }
        let function = neuron.derivative.times(lifted, &neuron.v);
        match prove_nonnegative(&function) {
            Decision::Nonnegative(cover) => covers.push(Some(cover)),
            Decision::Negative(delta) => {
                let value = function.at(&delta);
                return Err(falling(Part::InputWeights(index), delta, value));
            }
            Decision::TooLarge => too_large = too_large.or(Some(index)),
        }
    }
    match too_large {
        Some(neuron) => Err(Obstacle::TooLarge { neuron }),
        None => Ok(covers),
    }
}
