//! What a network is, point by point, with the reason.
//!
//! No appeal to the theorem: every verdict but *undetermined* comes with data that proves it.

use critcert_certificate::Rational;
use critcert_certificate::case::Verdict;
use critcert_certificate::case::interval::{IntervalNetwork, IntervalProblem};
use num_traits::{One, Signed, Zero};

use super::gradient::{Gradient, Parameter, gradient, one_sided_derivative};
use super::instance::{Instance, IntervalError};
use super::local_minimum::{exact_network, local_minimum_radius};
use super::rays::{Ray, find_descent_ray};
use super::residual::Residual;
use super::types::{NeuronClass, is_differentiable, neuron_classes};

/// Everything said about one network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Classification {
    /// The loss: the integral of `(f - A)^2`, without a factor in front.
    pub loss: Rational,
    /// Whether the loss is differentiable there.
    pub differentiable: bool,
    /// Type and flatness of each neuron.
    pub neurons: Vec<NeuronClass>,
    /// The gradient; see [`Gradient`] for points without one.
    pub gradient: Gradient,
    /// What the point is.
    pub verdict: Verdict,
    /// Why.
    pub proof: Proof,
}

/// Why a point has its verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// Global minimum: the loss is zero.
    ZeroLoss,
    /// Not critical: this partial derivative exists and is not zero.
    GradientEntry {
        /// The coordinate.
        parameter: Parameter,
        /// The derivative.
        value: Rational,
    },
    /// Not critical: the loss falls when `(w, b)` of this degenerate neuron leaves `(0, 0)` in this direction.
    OneSidedDerivative {
        /// The neuron, numbered from 0.
        neuron: usize,
        /// `(omega, eta)`.
        direction: (Rational, Rational),
        /// The one-sided derivative, negative.
        value: Rational,
    },
    /// Saddle: zero gradient, the loss falls along this ray and grows along the output bias
    /// (`L(phi + t e_c) - L(phi) = t^2 D`).
    DescentRay(Box<Ray>),
    /// Local minimum that is not global.
    Radius {
        /// No network within this distance in every parameter is better.
        delta: Rational,
        /// A network of the same width with loss zero.
        better: Box<IntervalNetwork>,
    },
    /// Nothing: the verdict is *undetermined*.
    None(OpenReason),
}

/// Why a point is left undetermined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum OpenReason {
    /// No derivative there, and the directions tried do not fall.
    #[error("not differentiable, and no tried one-sided derivative is negative")]
    NoFallingDirection,
    /// Zero gradient; no candidate ray falls and the conditions of the radius do not hold.
    #[error("zero gradient, but neither a descent ray nor a radius was found")]
    NeitherRayNorRadius,
}

/// Decides what a network is from its own loss alone, for any slope, zero included.
///
/// In this order: loss zero; a nonzero gradient entry (`c`, then `v`, `b`, `w` by neuron); a falling one-sided
/// derivative at a degenerate neuron that is not flat; a descent ray; a radius.
///
/// # Errors
/// [`IntervalError::EmptyInterval`], [`IntervalError::NoNeurons`], [`IntervalError::WrongLength`];
/// [`IntervalError::Internal`] only on a defect of this program.
///
/// # Source
/// Own order; the notions are those of Cheridito, Jentzen, Rossmannek 2021, arXiv 2103.10922.
///
/// ```
/// use critcert::interval::{Proof, classify};
/// use critcert_certificate::case::Verdict;
/// use critcert_certificate::case::interval::{IntervalNetwork, IntervalProblem};
/// use critcert_certificate::{Canonical, rational::ratio};
/// let number = |n| Canonical(ratio(n, 2));
/// let (start, end, slope, intercept) = (number(0), number(2), number(2), number(0));
/// let problem = IntervalProblem { start, end, slope, intercept, width: 1 };
/// // f = 1/2 with one dead neuron, against the target x on [0, 1].
/// let network = IntervalNetwork { w: vec![number(0)], b: vec![number(-2)], v: vec![number(2)], c: number(1) };
/// let answer = classify(&problem, &network)?;
/// assert_eq!(answer.verdict, Verdict::LocalMinimum);
/// assert_eq!(answer.loss, ratio(1, 12));
/// # Ok::<(), critcert::interval::IntervalError>(())
/// ```
pub fn classify(
    problem: &IntervalProblem,
    network: &IntervalNetwork,
) -> Result<Classification, IntervalError> {
    let instance = Instance::new(problem, network)?;
    let residual = Residual::new(&instance)?;
    let neurons = neuron_classes(&instance);
    let gradient = gradient(&instance, &residual);
    let (verdict, proof) = decide(&instance, &residual, &neurons, &gradient)?;
    let loss = residual.loss().clone();
    let differentiable = is_differentiable(&neurons, &loss);
    Ok(Classification { loss, differentiable, neurons, gradient, verdict, proof })
}

fn decide(
    instance: &Instance<'_>,
    residual: &Residual,
    classes: &[NeuronClass],
    gradient: &Gradient,
) -> Result<(Verdict, Proof), IntervalError> {
    if residual.loss().is_zero() {
        return Ok((Verdict::GlobalMinimum, Proof::ZeroLoss));
    }
    if let Some((parameter, value)) = gradient.first_nonzero() {
        return Ok((Verdict::NotCritical, Proof::GradientEntry { parameter, value: value.clone() }));
    }
    if classes.iter().any(|class| class.is_obstacle()) {
        let falling = falling_derivative(instance, residual, classes);
        let open = (Verdict::Undetermined, Proof::None(OpenReason::NoFallingDirection));
        return Ok(falling.map_or(open, |proof| (Verdict::NotCritical, proof)));
    }
    if let Some(ray) = find_descent_ray(instance, classes, residual.loss())? {
        return Ok((Verdict::Saddle, Proof::DescentRay(Box::new(ray))));
    }
    Ok(match local_minimum_radius(instance, classes) {
        Some(delta) => {
            let better = Box::new(exact_network(instance.problem()));
            (Verdict::LocalMinimum, Proof::Radius { delta, better })
        }
        None => (Verdict::Undetermined, Proof::None(OpenReason::NeitherRayNorRadius)),
    })
}

/// With integral of `r` zero, `(1, -T0)` and `(-1, T1)` have opposite one-sided derivatives, `+-2 v` times the integral
/// of `x r`; one of them is negative unless that is zero.
fn falling_derivative(
    instance: &Instance<'_>,
    residual: &Residual,
    classes: &[NeuronClass],
) -> Option<Proof> {
    let directions = [(Rational::one(), -instance.start()), (-Rational::one(), instance.end().clone())];
    let obstacles = instance.neurons().zip(classes).enumerate().filter(|(_, (_, class))| class.is_obstacle());
    for (index, (neuron, _)) in obstacles {
        for direction in &directions {
            let value = one_sided_derivative(instance, residual, neuron.v, (&direction.0, &direction.1));
            if value.is_negative() {
                return Some(Proof::OneSidedDerivative {
                    neuron: index,
                    direction: direction.clone(),
                    value,
                });
            }
        }
    }
    None
}
