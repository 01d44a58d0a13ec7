//! Descent rays: directions along which the loss at a critical point falls, with the exact loss polynomial.
//!
//! A ray `phi + eps d`, `0 < eps <= epsilon`, on which no breakpoint enters, leaves or crosses another, has one
//! loss polynomial; if its lowest coefficient is negative, every neighbourhood of `phi` holds better networks.
//! The candidates come from the theory; what counts is only the polynomial.

use critcert_certificate::Rational;
use critcert_certificate::case::interval::{IntervalNetwork, NeuronType};
use critcert_certificate::rational::{Canonical, ratio, sign};
use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

use super::instance::{Instance, IntervalError};
use super::kinks::{Kink, kinks};
use super::residual::loss;
use super::types::NeuronClass;
use crate::exact::{Polynomial, simplest_between};

/// A direction in parameter space; `w`, `b`, `v` have one entry per neuron.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Direction {
    /// Change of the input weights.
    pub w: Vec<Rational>,
    /// Change of the hidden biases.
    pub b: Vec<Rational>,
    /// Change of the output weights.
    pub v: Vec<Rational>,
    /// Change of the output bias.
    pub c: Rational,
}

/// Which candidate of the theory a ray is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RayOrigin {
    /// A neuron that can be switched on: flat semi-active, flat degenerate, or semi-inactive with the wrong sign.
    Culprit {
        /// The neuron, numbered from 0.
        neuron: usize,
        /// Its type.
        kind: NeuronType,
    },
    /// A kink that is split from its neighbours.
    Kink {
        /// Its position among the kinks, numbered from 0 (the paper's `i` minus 1).
        index: usize,
    },
}

/// A confirmed descent ray: for `0 < eps <= epsilon`, `L(phi + eps d) - L(phi)` is `polynomial` at `eps`, the
/// constant coefficient is zero and the lowest nonzero one negative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ray {
    /// The candidate it comes from.
    pub origin: RayOrigin,
    /// `d`.
    pub direction: Direction,
    /// The positive end of the range of `eps`.
    pub epsilon: Rational,
    /// The change of the loss, in `eps`.
    pub polynomial: Polynomial,
}

impl Direction {
    /// The zero direction for this many neurons.
    #[must_use]
    pub fn zero(width: usize) -> Self {
        let zeros = vec![Rational::zero(); width];
        Self { w: zeros.clone(), b: zeros.clone(), v: zeros, c: Rational::zero() }
    }

    /// The network `phi + eps d`; entries without a partner in the direction stay.
    #[must_use]
    pub fn moved(&self, network: &IntervalNetwork, eps: &Rational) -> IntervalNetwork {
        let entries = |values: &[Canonical], changes: &[Rational]| {
            let changes = changes.iter().map(Some).chain(std::iter::repeat(None));
            values.iter().zip(changes).map(|(value, change)| shifted(value, change, eps)).collect()
        };
        IntervalNetwork {
            w: entries(&network.w, &self.w),
            b: entries(&network.b, &self.b),
            v: entries(&network.v, &self.v),
            c: shifted(&network.c, Some(&self.c), eps),
        }
    }

    /// The most the loss polynomial's degree can be: on each piece the slope and intercept of `r` have degree at
    /// most 2 in eps and every cut at most 1, so `r` at a cut has degree 3, and `r^2` times a length 7. If no input
    /// weight moves, slopes have degree 1, `r` at a cut 2, and the total is 5.
    fn degree(&self) -> u8 {
        if self.w.iter().all(Zero::is_zero) { 5 } else { 7 }
    }
}

fn shifted(value: &Canonical, change: Option<&Rational>, eps: &Rational) -> Canonical {
    match change {
        Some(change) if !change.is_zero() => Canonical(&value.0 + change * eps),
        _ => value.clone(),
    }
}

fn set(entries: &mut [Rational], index: usize, value: Rational) {
    if let Some(entry) = entries.get_mut(index) {
        *entry = value;
    }
}

/// The ray of kind (a) for one neuron, `None` if the neuron is not a culprit or `alpha = 0` and it needs a sign.
///
/// With `s = sign(alpha)`: flat semi-active: `dv = 1, dw = s, dc = -b`; flat degenerate: `(dw, db) = (1, -T0), dv = s`;
/// semi-inactive at T0 with `alpha v <= 0`: `db = 1, dv = -s`; at T1 with `alpha v >= 0`: `db = 1, dv = s`.
///
/// # Source
/// Own. With `D` the length and no kinks the polynomial starts with `-|alpha| D^3 / 6 eps^2` for both flat kinds, with
/// `-|alpha v| D / (2 |w|) eps^2` for semi-inactive neurons, for `v = 0` with `-|alpha| D / (2 |w|) eps^3`.
#[must_use]
pub fn culprit_direction(instance: &Instance<'_>, neuron: usize, class: NeuronClass) -> Option<Direction> {
    let parameters = instance.neurons().nth(neuron)?;
    let sign_of_slope = sign(instance.slope());
    let pull = sign_of_slope * sign(parameters.v);
    let toward = ratio(i64::from(sign_of_slope), 1);
    let mut direction = Direction::zero(instance.problem().width);
    match class.kind {
        _ if sign_of_slope == 0 => return None,
        NeuronType::SemiActive if class.flat => {
            set(&mut direction.v, neuron, Rational::one());
            set(&mut direction.w, neuron, toward);
            direction.c = -parameters.b;
        }
        NeuronType::Degenerate if class.flat => {
            set(&mut direction.w, neuron, Rational::one());
            set(&mut direction.b, neuron, -instance.start());
            set(&mut direction.v, neuron, toward);
        }
        NeuronType::SemiInactiveStart if pull <= 0 => {
            set(&mut direction.b, neuron, Rational::one());
            set(&mut direction.v, neuron, -toward);
        }
        NeuronType::SemiInactiveEnd if pull >= 0 => {
            set(&mut direction.b, neuron, Rational::one());
            set(&mut direction.v, neuron, toward);
        }
        _ => return None,
    }
    Some(direction)
}

/// The ray of kind (b) for the kink of this index (from 0) among the kinks of the instance, `None` if there is none.
///
/// With n kinks in all, `a = alpha / (n + 1)`, `h = D / (n + 1)`: every neuron at the kink has `db = w`, every neuron at
/// a neighbouring kink `db = -w / 4`; one neuron of the kink before has `dv = 3 a / (2 h w)`, one of the kink after
/// `dv = -3 a / (2 h w)`; `dc = -2 a`.
///
/// # Source
/// Own. At a saddle of kind (b) the polynomial starts with `-a^2 h (1/2 + m/16) eps^2`, m the number of neighbours.
#[must_use]
pub fn kink_direction(instance: &Instance<'_>, kinks: &[Kink], index: usize) -> Option<Direction> {
    let kink = kinks.get(index)?;
    let neurons: Vec<_> = instance.neurons().collect();
    let mut direction = Direction::zero(neurons.len());
    let pieces = Rational::from_integer(BigInt::from(kinks.len() + 1));
    // 3 a / (2 h) = 3 alpha / (2 D).
    let tilt = instance.slope() * ratio(3, 2) / (instance.end() - instance.start());
    direction.c = instance.slope() * ratio(-2, 1) / pieces;
    for &neuron in &kink.neurons {
        set(&mut direction.b, neuron, neurons.get(neuron)?.w.clone());
    }
    let before = index.checked_sub(1).and_then(|before| kinks.get(before)).map(|kink| (kink, tilt.clone()));
    let after = kinks.get(index + 1).map(|kink| (kink, -tilt));
    for (neighbour, tilt) in before.into_iter().chain(after) {
        for &neuron in &neighbour.neurons {
            set(&mut direction.b, neuron, neurons.get(neuron)?.w * ratio(-1, 4));
        }
        let first = *neighbour.neurons.first()?;
        let w = neurons.get(first).map(|neuron| neuron.w).filter(|w| !w.is_zero())?;
        set(&mut direction.v, first, tilt / w);
    }
    Some(direction)
}

/// A positive `epsilon` such that for `0 < eps <= epsilon` no breakpoint of `phi + eps d` enters or leaves the
/// interval or crosses another, and none inside moves otherwise than linearly; `None` if there is no such number
/// because an input weight changes at a neuron with its breakpoint inside, or the direction has another width.
///
/// The answer is the simplest rational between a quarter and a half of the first `eps` where one of these happens,
/// and 1 if none ever does. O(N log N).
///
/// # Source
/// Own. `w x + b` at T0 and at T1 is linear in eps, so its sign is constant up to its zero; a neuron with signs of
/// one kind at both ends is zero or affine on the interval, one with opposite signs has its breakpoint inside, which
/// moves with constant velocity `-db / w` as `dw = 0`. Of breakpoints sorted by position, then by velocity, two that
/// are neighbours are the first to meet. Between events the loss is one polynomial.
#[must_use]
pub fn valid_epsilon(instance: &Instance<'_>, direction: &Direction) -> Option<Rational> {
    if [&direction.w, &direction.b, &direction.v]
        .iter()
        .any(|entries| entries.len() != instance.problem().width)
    {
        return None;
    }
    let mut horizon: Option<Rational> = None;
    let mut limit = |event: Rational| {
        if horizon.as_ref().is_none_or(|horizon| event < *horizon) {
            horizon = Some(event);
        }
    };
    let mut moving: Vec<(Rational, Rational)> = Vec::new();
    for (neuron, (dw, db)) in instance.neurons().zip(direction.w.iter().zip(&direction.b)) {
        let still = dw.is_zero() && db.is_zero();
        let mut sides = [0, 0];
        for (side, x) in sides.iter_mut().zip([instance.start(), instance.end()]) {
            let value = neuron.inner(x);
            *side = sign(&value);
            if still {
                continue;
            }
            let velocity = dw * x + db;
            match *side * sign(&velocity) {
                -1 => limit(-(value / velocity)),
                // Zero now: the sign for small eps is that of the velocity.
                0 if *side == 0 => *side = sign(&velocity),
                _ => {}
            }
        }
        if sides == [-1, 1] || sides == [1, -1] {
            if !dw.is_zero() {
                return None;
            }
            let velocity = if db.is_zero() { Rational::zero() } else { -(db / neuron.w) };
            moving.push((neuron.breakpoint()?, velocity));
        }
    }
    moving.sort_unstable();
    for pair in moving.windows(2) {
        if let [(left, left_velocity), (right, right_velocity)] = pair
            && left_velocity > right_velocity
        {
            limit((right - left) / (left_velocity - right_velocity));
        }
    }
    match horizon {
        None => Some(Rational::one()),
        Some(horizon) => simplest_between(&(&horizon / ratio(4, 1)), &(horizon / ratio(2, 1))),
    }
}

/// The exact polynomial of `L(phi + eps d) - L(phi)` on `0 <= eps <= epsilon`, where `epsilon` is that of
/// [`valid_epsilon`] or smaller and `loss_here` is `L(phi)`.
///
/// Interpolates the loss at one more equidistant points than the greatest possible degree (0 included, by
/// continuity) and checks the result at the next one, `epsilon` itself.
///
/// # Errors
/// [`IntervalError::Internal`] if the check fails or `epsilon` is not positive.
pub fn loss_polynomial(
    instance: &Instance<'_>,
    loss_here: &Rational,
    direction: &Direction,
    epsilon: &Rational,
) -> Result<Polynomial, IntervalError> {
    if !epsilon.is_positive() {
        return Err(IntervalError::Internal("a ray without length"));
    }
    let degree = direction.degree();
    let step = epsilon / ratio(i64::from(degree) + 1, 1);
    let mut points = vec![(Rational::zero(), Rational::zero())];
    for node in 1..=degree + 1 {
        let node = ratio(i64::from(node), 1);
        let network = direction.moved(instance.network(), &(&node * &step));
        let change = loss(&Instance::new(instance.problem(), &network)?)? - loss_here;
        points.push((node, change));
    }
    let extra = points.pop();
    let in_steps = Polynomial::interpolate(&points).map_err(|_| IntervalError::Internal("nodes repeat"))?;
    if extra.is_none_or(|(node, change)| in_steps.eval(&node) != change) {
        return Err(IntervalError::Internal("the loss along a ray is not the interpolated polynomial"));
    }
    Ok(in_steps.rescale_argument(&step.recip()))
}

/// The first confirmed descent ray: culprit neurons in order, then kinks from left to right. `loss_here` is the loss
/// of the instance, `classes` its neuron classes.
///
/// Meant for points with zero gradient; elsewhere it may find a ray or not, and what it finds is still true.
///
/// # Errors
/// [`IntervalError::Internal`] only on a defect of this program.
pub fn find_descent_ray(
    instance: &Instance<'_>,
    classes: &[NeuronClass],
    loss_here: &Rational,
) -> Result<Option<Ray>, IntervalError> {
    for (neuron, class) in classes.iter().enumerate() {
        if let Some(direction) = culprit_direction(instance, neuron, *class) {
            let origin = RayOrigin::Culprit { neuron, kind: class.kind };
            if let Some(ray) = confirm(instance, loss_here, origin, direction)? {
                return Ok(Some(ray));
            }
        }
    }
    let kinks = kinks(instance, classes);
    for index in 0..kinks.len() {
        if let Some(direction) = kink_direction(instance, &kinks, index)
            && let Some(ray) = confirm(instance, loss_here, RayOrigin::Kink { index }, direction)?
        {
            return Ok(Some(ray));
        }
    }
    Ok(None)
}

/// The ray in this direction if the loss has one polynomial on it and falls.
///
/// # Errors
/// [`IntervalError::Internal`] only on a defect of this program.
pub fn confirm(
    instance: &Instance<'_>,
    loss_here: &Rational,
    origin: RayOrigin,
    direction: Direction,
) -> Result<Option<Ray>, IntervalError> {
    let Some(epsilon) = valid_epsilon(instance, &direction) else { return Ok(None) };
    let polynomial = loss_polynomial(instance, loss_here, &direction, &epsilon)?;
    let falls = polynomial.lowest().is_some_and(|(_, coefficient)| coefficient.is_negative());
    Ok(falls.then_some(Ray { origin, direction, epsilon, polynomial }))
}
