//! Local maxima, which exist only without output bias.
//!
//! With an output bias, `L(phi + t e_c) - L(phi) = t sum e + t^2 n/2` grows on one side. Without it a local maximum must be
//! *silent*, all hidden activations zero on the data; then neurons act independently, and it is one iff for every j
//! and delta some activation `s(X_i . delta)`, i in Z_j, is not zero only if `v_j D_j(delta) < 0`. By homogeneity this says
//! `-v_j D_j >= eta S_j` for some eta > 0, where `S_j = sum_(i in Z_j) max(X_i . delta, 0)`, or `sum |X_i . delta|` for rho > 0.
//!
//! # Source
//! Own (`proofs/format/dataset.md`, section 3).

use critcert_certificate::Rational;
use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

use super::derivative::Derivative;
use super::hinges::{Cover, Decision, Hinges, NODES, prove_nonnegative};
use super::lifted::{DatasetError, Lifted, dot};
use super::point::Evaluation;
use super::walk::{Event, walk};
use crate::exact::integer::primitive;
use crate::lp::{Answer, Relation, System, decide};

/// Whether a silent point is a local maximum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MaximumDecision {
    /// It is; the loss is constant nearby iff no neuron has a kink.
    Maximum {
        /// eta.
        eta: Rational,
        /// For each neuron, why `-v D - eta S >= 0`.
        covers: Vec<Cover>,
    },
    /// Some activation of this neuron moves along delta, and `v D(delta) >= 0`.
    Not {
        /// The neuron.
        neuron: usize,
        /// The direction, D entries.
        delta: Vec<Rational>,
    },
    /// More cells than the limit.
    TooLarge,
}

/// `S` for the kinks of a derivative.
fn movement(lifted: &Lifted, derivative: &Derivative) -> Hinges {
    let mut sum = derivative.times(lifted, &Rational::zero());
    for (hinge, kink) in sum.hinges.iter_mut().zip(&derivative.kinks) {
        let Some(class) = lifted.classes().get(kink.class) else { continue };
        let (mut all, mut negative) = (Rational::zero(), Rational::zero());
        for member in &class.members {
            all += member.factor.abs();
            if member.factor.is_negative() {
                negative -= &member.factor;
            }
        }
        // |u| = 2 max(u, 0) - u and max(-u, 0) = max(u, 0) - u.
        let (weight, back) =
            if lifted.slope().is_zero() { (all, negative) } else { (&all + &all, all.clone()) };
        hinge.weight = weight;
        for (entry, x) in sum.linear.iter_mut().zip(&hinge.row) {
            *entry -= &back * Rational::from_integer(x.clone());
        }
    }
    sum
}

/// Decides whether a silent point without output bias is a local maximum.
#[must_use]
pub fn prove_maximum(lifted: &Lifted, point: &Evaluation) -> MaximumDecision {
    let mut eta = Rational::one();
    for (index, neuron) in point.neurons.iter().enumerate() {
        let fall = neuron.derivative.times(lifted, &-&neuron.v);
        match margin(&fall, &movement(lifted, &neuron.derivative)) {
            Ok(margin) => eta = eta.min(margin),
            Err(Some(delta)) => return MaximumDecision::Not { neuron: index, delta },
            Err(None) => return MaximumDecision::TooLarge,
        }
    }
    let mut covers = Vec::new();
    for (index, neuron) in point.neurons.iter().enumerate() {
        let mut function = neuron.derivative.times(lifted, &-&neuron.v);
        let movement = movement(lifted, &neuron.derivative);
        for (entry, other) in function.linear.iter_mut().zip(&movement.linear) {
            *entry -= &eta * other;
        }
        for (hinge, other) in function.hinges.iter_mut().zip(&movement.hinges) {
            hinge.weight -= &eta * &other.weight;
        }
        match prove_nonnegative(&function) {
            Decision::Nonnegative(cover) => covers.push(cover),
            Decision::Negative(delta) => return MaximumDecision::Not { neuron: index, delta },
            Decision::TooLarge => return MaximumDecision::TooLarge,
        }
    }
    MaximumDecision::Maximum { eta, covers }
}

/// Some eta in (0, 1] with `fall >= eta movement`; or a point with `movement > 0 >= fall`, or `None` past the limit.
fn margin(fall: &Hinges, movement: &Hinges) -> Result<Rational, Option<Vec<Rational>>> {
    let rows: Vec<&[BigInt]> = fall.hinges.iter().map(|hinge| hinge.row.as_slice()).collect();
    let mut eta = Rational::one();
    let mut cells = 0;
    walk(fall.linear.len(), &rows, |event| {
        let Event::Cell { positive, splits, .. } = event else { return Ok(()) };
        cells += 1;
        if cells > NODES {
            return Err(None);
        }
        let (fall, fall_scale) = primitive(&gradient(fall, positive));
        let (moving, moving_scale) = primitive(&gradient(movement, positive));
        // The closed cell: what happens on its faces counts too.
        let mut system = System::new(fall.len());
        let signed =
            |&row: &usize| rows[row].iter().map(|x| if positive[row] { x.clone() } else { -x }).collect();
        let opposite = fall.iter().map(|entry| -entry).collect();
        let bounds = splits.iter().map(signed).chain(std::iter::once(opposite));
        for (row, relation) in
            bounds.map(|row: Vec<BigInt>| (row, Relation::GreaterEqual)).chain([(moving, Relation::Greater)])
        {
            // All rows have D entries.
            let _ = system.push_big(&row, &BigInt::ZERO, relation);
        }
        match decide(&system) {
            Answer::Feasible(point) => {
                return Err(Some(point.numerators.into_iter().map(Rational::from_integer).collect()));
            }
            Answer::Infeasible(motzkin) => {
                // moving is the only strict row; if fall takes no part, moving vanishes on the cell.
                let multipliers = motzkin.to_dense(splits.len() + 2);
                let (of_fall, of_moving) = (&multipliers[splits.len()], &multipliers[splits.len() + 1]);
                if !of_fall.is_zero() {
                    let least = Rational::new(of_moving.clone(), of_fall.clone()) * fall_scale / moving_scale;
                    if least < eta {
                        eta = least;
                    }
                }
            }
        }
        Ok(())
    })?;
    Ok(eta)
}

/// The gradient on a cell.
fn gradient(function: &Hinges, positive: &[bool]) -> Vec<Rational> {
    let mut gradient = function.linear.clone();
    for (hinge, _) in function.hinges.iter().zip(positive).filter(|(_, positive)| **positive) {
        for (entry, x) in gradient.iter_mut().zip(&hinge.row) {
            *entry += &hinge.weight * Rational::from_integer(x.clone());
        }
    }
    gradient
}

/// Whether any network without output bias is a local maximum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Existence {
    /// Every neuron `(w, v)` makes one, alone or repeated.
    Maximum {
        /// Input weights, hidden bias last.
        w: Vec<Rational>,
        /// Output weight, 1 or -1.
        v: Rational,
    },
    /// There is none.
    None(Absence),
    /// More cells than the limit.
    TooLarge,
}

/// Why no network is a local maximum.
///
/// All w of silent neurons vanish on the points of `zero`. A neuron with these zeros and no others fails the condition for
/// either sign of v, and then so does any neuron with more zeros: add a large multiple of `interior` to delta.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// A silent neuron, not zero outside `zero` (on nonzero lifted points).
    pub interior: Vec<Rational>,
    /// Points on which every silent neuron vanishes, each with `-X_i = sum multiplier_k X_k`, multipliers positive; none are needed
    /// for rho > 0.
    pub zero: Vec<(usize, Vec<(usize, Rational)>)>,
    /// Directions that show the failure for `v > 0` and `v < 0`.
    pub directions: [Vec<Rational>; 2],
}

/// Decides whether the data, without output bias, have local maxima.
///
/// # Errors
/// Only on a defect of this program.
pub fn decide_maximum(lifted: &Lifted) -> Result<Existence, DatasetError> {
    let (w, zero) = if lifted.slope().is_zero() { silent_interior(lifted)? } else { all_zero(lifted) };
    let mut directions = Vec::new();
    for v in [Rational::one(), -Rational::one()] {
        let network = super::network_of(lifted, std::slice::from_ref(&w), std::slice::from_ref(&v), None);
        let point = Evaluation::new(lifted, &network)?;
        match prove_maximum(lifted, &point) {
            MaximumDecision::Maximum { .. } => return Ok(Existence::Maximum { w, v }),
            MaximumDecision::Not { delta, .. } => directions.push(delta),
            MaximumDecision::TooLarge => return Ok(Existence::TooLarge),
        }
    }
    let directions: [Vec<Rational>; 2] =
        directions.try_into().map_err(|_| DatasetError::Internal("two signs have two directions"))?;
    Ok(Existence::None(Absence { interior: w, zero, directions }))
}

type Silent = (Vec<Rational>, Vec<(usize, Vec<(usize, Rational)>)>);

/// rho > 0: silent neurons vanish on all points.
fn all_zero(lifted: &Lifted) -> Silent {
    let seen = lifted.class_of().iter().enumerate().filter(|(_, class)| class.is_some());
    (vec![Rational::zero(); lifted.dimension()], seen.map(|(index, _)| (index, Vec::new())).collect())
}

/// rho = 0: a neuron in the relative interior of `{w . X_i <= 0 for all i}`, and why it has no fewer zeros.
fn silent_interior(lifted: &Lifted) -> Result<Silent, DatasetError> {
    let rows = lifted.rows();
    let seen: Vec<usize> = (0..rows.len()).filter(|&index| lifted.class_of()[index].is_some()).collect();
    let dimension = lifted.dimension();
    let shape = |_| DatasetError::Internal("rows of one length");
    let mut system = System::new(dimension);
    for &index in &seen {
        let opposite: Vec<BigInt> = rows[index].iter().map(|entry| -entry).collect();
        system.push_big(&opposite, &BigInt::ZERO, Relation::GreaterEqual).map_err(shape)?;
    }
    let mut interior = vec![BigInt::ZERO; dimension];
    let mut zero = Vec::new();
    for &index in &seen {
        if dot(&rows[index], &interior).is_negative() {
            continue;
        }
        let opposite: Vec<BigInt> = rows[index].iter().map(|entry| -entry).collect();
        system.push_big(&opposite, &BigInt::ZERO, Relation::Greater).map_err(shape)?;
        let answer = decide(&system);
        system.pop();
        match answer {
            Answer::Feasible(witness) => {
                for (entry, step) in interior.iter_mut().zip(witness.numerators) {
                    *entry += step;
                }
            }
            Answer::Infeasible(motzkin) => {
                let mut terms = motzkin.terms;
                let Some((_, own)) = terms.pop() else {
                    return Err(DatasetError::Internal("a contradiction without rows"));
                };
                // -row_i = sum (multiplier_k / own) row_k; rows are X over their scales.
                let own = Rational::from_integer(own) / &lifted.scales()[index];
                let rescaled = |(at, value): (usize, BigInt)| {
                    let point = seen[at];
                    (point, Rational::from_integer(value) / &lifted.scales()[point] / &own)
                };
                zero.push((index, terms.into_iter().map(rescaled).collect()));
            }
        }
    }
    Ok((interior.into_iter().map(Rational::from_integer).collect(), zero))
}
