//! What a point (base, a, w, b) is, with the reason.

use critcert_certificate::Rational;
use critcert_certificate::case::Verdict;
use critcert_certificate::case::extra_neuron::{
    Base, ExtraNeuronNetwork, ExtraNeuronProblem, SampleLoss, Unit,
};
use critcert_certificate::certificate::extra_neuron::Parameter;
use critcert_certificate::rational::ratio;
use num_traits::{One, Pow, Signed, Zero};

use super::better::search_better;
use super::descent::{Descent, exponential, find_descent};
use super::exponential_sum::ExponentialSum;
use super::instance::{BasePoint, ExtraNeuronError, inner};
use super::moments::{Moment, first_moment, order};
use super::theta::{Theta, is_flat, theta};

/// Everything said about one point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Classification {
    /// What the point is.
    pub verdict: Verdict,
    /// The order of a saddle.
    pub order: Option<usize>,
    /// The base.
    pub base: BasePoint,
    /// The augmented loss, a rational number or a formula with exponentials and logarithms.
    pub loss: String,
    /// Whether the augmented loss is differentiable there.
    pub differentiable: bool,
    /// Why.
    pub proof: Proof,
    /// For a saddle, a better point at some distance, if one was found: an illustration, no part of the proof.
    pub descent: Option<Descent>,
}

/// Why a point has its verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// Global minimum: a = 0 and the outputs of the base are best at every place.
    Optimal,
    /// Global minimum without regulariser: the outputs with the unit are best at every place.
    Escape {
        /// These outputs.
        outputs: Vec<Rational>,
    },
    /// Not critical: a != 0 and lambda > 0; the value of the identity.
    OutputWeight {
        /// lambda a^2, times p for a monomial of power p.
        value: Rational,
    },
    /// Not critical: the derivative in `a` is not zero.
    UnitDerivative(Moment),
    /// Not critical: this partial derivative of the base is not zero.
    GradientEntry {
        /// Which kind.
        parameter: Parameter,
        /// Which neuron.
        neuron: Option<usize>,
        /// Which input.
        input: Option<usize>,
        /// The derivative (a positive multiple of it for the logistic loss).
        value: ExponentialSum,
    },
    /// Not critical: the loss falls in this direction of (w, b) of a neuron of the base.
    OneSided {
        /// Which neuron.
        neuron: usize,
        /// The direction.
        direction: Vec<Rational>,
        /// The derivative.
        value: Rational,
    },
    /// Saddle: no direction falls to first order, the derivative in `a` vanishes to a finite order.
    Order(Moment),
    /// Minimum above a base that the monomial unit of this power does not see.
    MomentsVanish {
        /// The power.
        power: usize,
        /// A point where the output is not best.
        bad: usize,
        /// A base of smaller loss, if one was found.
        better: Option<Box<BasePoint>>,
    },
    /// Nothing: the verdict is *undetermined*.
    None(OpenReason),
}

/// Why a point is left undetermined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum OpenReason {
    /// The theorems are about lambda > 0.
    #[error("lambda = 0, which the theorems exclude, and the outputs are not best at every place")]
    NoRegulariser,
    /// A kink of the base.
    #[error("a point lies on a kink of the base, and no tried direction falls")]
    Kink,
    /// The monomial unit does not see the coefficients, and the base is not flat.
    #[error("the moments vanish up to the power of the unit, and the base is not flat to first order")]
    HiddenFromUnit,
}

/// Decides what the point is.
///
/// In this order: a != 0; best outputs everywhere (N1); moments all zero (N5); the parameters of the base; the
/// derivative in `a` and the order to which it vanishes (N2, N5).
///
/// # Errors
/// [`ExtraNeuronError::NoBase`], [`ExtraNeuronError::Shape`], [`ExtraNeuronError::TooManyTerms`].
///
/// # Source
/// Own: theorems N1, N2, N5 of `proofs/format/extra-neuron.md`, after Liang, Sun, Lee, Srikant 2018.
pub fn classify(
    problem: &ExtraNeuronProblem,
    unit: &ExtraNeuronNetwork,
) -> Result<Classification, ExtraNeuronError> {
    let base = BasePoint::of_case(problem)?;
    if unit.w.len() != problem.dimension() {
        return Err(ExtraNeuronError::Shape);
    }
    let (verdict, order, proof) = decide(problem, &base, unit)?;
    let differentiable = is_differentiable(problem, &base, unit)?;
    let descent = match &proof {
        Proof::Order(_) => find_descent(problem, &base, &unit.w, &unit.b),
        _ => None,
    };
    let loss = loss_text(problem, &base, unit);
    Ok(Classification { verdict, order, base, loss, differentiable, proof, descent })
}

/// Whether the augmented loss is differentiable; with irrational outputs, whether no point lies on a kink of the base.
fn is_differentiable(
    problem: &ExtraNeuronProblem,
    base: &BasePoint,
    unit: &ExtraNeuronNetwork,
) -> Result<bool, ExtraNeuronError> {
    if unit.a.0.is_zero() {
        return Ok(Theta::is_differentiable(problem, base));
    }
    let Some(network) = &base.network else { return Ok(true) };
    if let Some(outputs) = outputs_with_unit(problem, base, unit) {
        let moved = BasePoint::new(problem, Some(network.clone()), outputs)?;
        return Ok(Theta::is_differentiable(problem, &moved));
    }
    let mut seen = network.neurons.iter().filter(|neuron| !neuron.v.is_zero());
    Ok(seen.all(|neuron| problem.points.iter().all(|point| !neuron.inner(point).is_zero())))
}

fn decide(
    problem: &ExtraNeuronProblem,
    base: &BasePoint,
    unit: &ExtraNeuronNetwork,
) -> Result<(Verdict, Option<usize>, Proof), ExtraNeuronError> {
    let lambda = &problem.lambda.0;
    let undetermined = |reason| Ok((Verdict::Undetermined, None, Proof::None(reason)));
    if !unit.a.0.is_zero() {
        if lambda.is_positive() {
            let power = match problem.unit {
                Unit::Exp => 1,
                Unit::Monomial(power) => power,
            };
            let value = Rational::from_integer(power.into()) * lambda * &unit.a.0 * &unit.a.0;
            return Ok((Verdict::NotCritical, None, Proof::OutputWeight { value }));
        }
        return match escape(problem, base, unit)? {
            Some(outputs) => Ok((Verdict::GlobalMinimum, None, Proof::Escape { outputs })),
            None => undetermined(OpenReason::NoRegulariser),
        };
    }
    let Some((bad, _)) = base.first_bad_place(problem) else {
        return Ok((Verdict::GlobalMinimum, None, Proof::Optimal));
    };
    let parameters = theta(problem, base);
    if let Unit::Monomial(power) = problem.unit
        && first_moment(problem, base, power).is_none()
    {
        if base.network.is_none() {
            let proof = Proof::MomentsVanish { power, bad, better: None };
            return Ok((Verdict::GlobalMinimum, None, proof));
        }
        if is_flat(problem, base) {
            let better = search_better(problem, base).map(Box::new);
            return Ok((Verdict::LocalMinimum, None, Proof::MomentsVanish { power, bad, better }));
        }
    }
    match parameters {
        Theta::Entry { parameter, neuron, input, value } => {
            let proof = Proof::GradientEntry { parameter, neuron, input, value };
            return Ok((Verdict::NotCritical, None, proof));
        }
        Theta::Falling { neuron, direction, value } => {
            return Ok((Verdict::NotCritical, None, Proof::OneSided { neuron, direction, value }));
        }
        Theta::Stationary { .. } | Theta::Open { .. } => {}
    }
    match order(problem, base, unit) {
        Some((0, moment)) => Ok((Verdict::NotCritical, None, Proof::UnitDerivative(moment))),
        _ if matches!(parameters, Theta::Open { .. }) => undetermined(OpenReason::Kink),
        Some(_) if !lambda.is_positive() => undetermined(OpenReason::NoRegulariser),
        Some((order, moment)) => Ok((Verdict::Saddle, Some(order), Proof::Order(moment))),
        None => undetermined(OpenReason::HiddenFromUnit),
    }
}

/// The outputs with the unit, if they are rational and best at every place.
///
/// # Errors
/// [`ExtraNeuronError::TooManyTerms`].
pub fn escape(
    problem: &ExtraNeuronProblem,
    base: &BasePoint,
    unit: &ExtraNeuronNetwork,
) -> Result<Option<Vec<Rational>>, ExtraNeuronError> {
    let Some(outputs) = outputs_with_unit(problem, base, unit) else { return Ok(None) };
    let moved = BasePoint::new(problem, None, outputs)?;
    Ok(moved.first_bad_place(problem).is_none().then_some(moved.outputs))
}

/// The outputs with the unit, if they are rational.
fn outputs_with_unit(
    problem: &ExtraNeuronProblem,
    base: &BasePoint,
    unit: &ExtraNeuronNetwork,
) -> Option<Vec<Rational>> {
    let w: Vec<Rational> = unit.w.iter().map(|entry| entry.0.clone()).collect();
    let output = |(point, output): (&Vec<_>, &Rational)| {
        let argument = inner(&w, &unit.b.0, point);
        let value = match problem.unit {
            Unit::Exp => argument.is_zero().then(Rational::one)?,
            Unit::Monomial(power) => Pow::pow(&argument, power),
        };
        Some(output + &unit.a.0 * value)
    };
    problem.points.iter().zip(&base.outputs).map(output).collect()
}

/// The augmented loss as a text: a rational number where it is one.
fn loss_text(problem: &ExtraNeuronProblem, base: &BasePoint, unit: &ExtraNeuronNetwork) -> String {
    let w: Vec<Rational> = unit.w.iter().map(|entry| entry.0.clone()).collect();
    let a = &unit.a.0;
    let penalty = a * a * &problem.lambda.0 / ratio(2, 1);
    let mut total = ExponentialSum::rational(penalty);
    let mut logarithms: Vec<String> = Vec::new();
    for ((point, label), output) in problem.points.iter().zip(&problem.labels).zip(&base.outputs) {
        let label = ratio(i64::from(*label), 1);
        let argument = inner(&w, &unit.b.0, point);
        // The margin y (f + a u).
        let with_unit = match problem.unit {
            Unit::Exp => ExponentialSum::new([(Rational::zero(), output.clone()), (argument, a.clone())]),
            Unit::Monomial(power) => ExponentialSum::rational(output + a * Pow::pow(&argument, power)),
        };
        let margin = with_unit.scaled(&label);
        let slack = ExponentialSum::combine(
            &[ExponentialSum::rational(Rational::one()), margin.clone()],
            &[Rational::one(), -Rational::one()],
            None,
        );
        let power = match problem.loss {
            SampleLoss::Hinge(_) if !is_positive(&slack) => continue,
            SampleLoss::Hinge(power) => power,
            SampleLoss::Squared => 2,
            SampleLoss::Logistic if margin.is_empty() => {
                logarithms.push("log(2)".to_owned());
                continue;
            }
            SampleLoss::Logistic => {
                logarithms.push(format!("log(1 + e^({}))", margin.scaled(&-Rational::one())));
                continue;
            }
        };
        let mut term = ExponentialSum::rational(Rational::one());
        for _ in 0..power {
            term = term.times(&slack);
        }
        total = ExponentialSum::combine(&[total, term], &[Rational::one(), Rational::one()], None);
    }
    let mut parts: Vec<String> = Vec::new();
    if !total.is_empty() || logarithms.is_empty() {
        parts.push(total.to_string());
    }
    logarithms.sort();
    for group in logarithms.chunk_by(|left, right| left == right) {
        let factor = if group.len() > 1 { format!("{} ", group.len()) } else { String::new() };
        parts.push(format!("{factor}{}", group[0]));
    }
    parts.join(" + ")
}

/// Whether a sum `p + s e^q` is positive.
fn is_positive(sum: &ExponentialSum) -> bool {
    if let Some(value) = sum.to_rational() {
        return value.is_positive();
    }
    // The sum is not zero, so some enclosure decides.
    for bits in (40..).step_by(80) {
        let (mut low, mut high) = (Rational::zero(), Rational::zero());
        for (exponent, coefficient) in sum.terms() {
            let (below, above) = exponential(exponent, bits);
            let (one, other) = (coefficient * below, coefficient * above);
            low += one.clone().min(other.clone());
            high += one.max(other);
        }
        if low.is_positive() || high.is_negative() {
            return low.is_positive();
        }
    }
    false
}

/// Whether the base of the case is frozen.
#[must_use]
pub fn is_frozen(problem: &ExtraNeuronProblem) -> bool {
    matches!(problem.base, Some(Base::Outputs(_)))
}
