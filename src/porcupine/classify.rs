//! What a network is, by the linear test.

use std::cmp::Ordering;

use critcert_certificate::case::Verdict;
use critcert_certificate::certificate::porcupine::{Side, Value};

use super::form::Evaluation;
use super::patterns::{Least, Model};
use super::ring::{Fraction, Ring};

/// A network with its verdict.
#[derive(Debug, Clone)]
pub struct Classification {
    /// What the network is. Never `saddle`: see [`classify`].
    pub verdict: Verdict,
    /// The loss, without a factor.
    pub loss: Value,
    /// Whether the loss is differentiable there: no zero neuron has one-sided derivatives that differ.
    pub differentiable: bool,
    /// For each line of the case, the signs of its neurons.
    pub signs: Vec<Vec<i8>>,
    /// For each line of the case, the distinct line that it spans.
    pub places: Vec<usize>,
    /// What proves the verdict.
    pub proof: Proof,
    /// Whether the loss is differentiable at the better positions of the proof, if it has such.
    pub better_is_differentiable: bool,
    /// Whether numbers are enclosed: Gaussian input with angles that lead out of Q(pi).
    pub enclosed: bool,
}

/// What proves a verdict.
#[derive(Debug, Clone)]
pub enum Proof {
    /// The loss is zero.
    ZeroLoss,
    /// The loss is the least one.
    Least(GlobalMinimum),
    /// Nothing: a sign stays open, for this reason. The verdict is *undetermined*.
    Open(String),
    /// No derivative with respect to a mass is negative, and those of positive masses vanish.
    Optimal,
    /// The linear test holds, and these positions have a smaller loss.
    NotLeast {
        /// Better positions, one list per line of the case.
        better: Vec<Vec<Value>>,
        /// Their loss.
        loss: Value,
    },
    /// The linear test holds; the least loss was not computed.
    LinearTest,
    /// Moving this neuron in this direction has a negative one-sided derivative.
    Descent {
        /// Line of the case.
        line: usize,
        /// Neuron on that line.
        neuron: usize,
        /// Direction of its position.
        direction: Side,
        /// The derivative.
        value: Value,
    },
    /// Every feature in use vanishes on the inputs, and every other derivative is negative.
    Maximum,
}

/// The least loss, for the world outside.
#[derive(Debug, Clone)]
pub struct GlobalMinimum {
    /// The least loss.
    pub value: Value,
    /// For each choice of sides on single lines, a minimiser.
    pub choices: Vec<(String, Vec<Value>)>,
}

impl GlobalMinimum {
    /// From the result of a search.
    pub(crate) fn of<R: Ring>(least: &Least<R>) -> Self {
        let letters =
            |sides: &[bool]| sides.iter().map(|&plus| if plus { '+' } else { '-' }).collect::<String>();
        let values = |z: &[Fraction<R>]| z.iter().map(Fraction::value).collect();
        Self {
            value: least.value.value(),
            choices: least.choices.iter().map(|(sides, z)| (letters(sides), values(z))).collect(),
        }
    }
}

/// The sums of the neurons of each sign on each distinct line: `(P_0, N_0, P_1, N_1, ..)`.
#[must_use]
pub fn masses<R: Ring>(model: &Model<'_, R>, t: &[Vec<Fraction<R>>]) -> Vec<Fraction<R>> {
    let mut z = vec![Fraction::zero(); model.form.len()];
    for (neurons, (line, factor)) in t.iter().zip(&model.lines.places) {
        let factor = Fraction::rational(factor);
        for position in neurons {
            let mass = position.times(&factor);
            let (place, size) = match mass.top.sign() {
                0 => continue,
                1 => (2 * line, mass),
                _ => (2 * line + 1, Fraction { top: mass.top.negated(), over: mass.over }),
            };
            z[place] = z[place].plus(&size);
        }
    }
    z
}

/// Classifies positions, one list per line of the case.
///
/// The verdicts: *global minimum*, *local minimum*, *local maximum*, and *not critical* for a point with a negative
/// one-sided derivative that is none of these. There are no saddles: a point without negative one-sided
/// derivative passes the linear test, and so is a local minimum. `least` says whether to compute the least loss
/// of a local minimum with positive loss.
///
/// # Source
/// Own (`proofs/format/porcupine.md`): sufficiency because masses can only grow where they are zero, and convexity.
#[must_use]
pub fn classify<R: Ring>(model: &Model<'_, R>, t: &[Vec<Fraction<R>>], least: bool) -> Classification {
    let z = masses(model, t);
    let evaluation = model.form.evaluate(&z);
    let signs: Vec<Vec<i8>> =
        t.iter().map(|line| line.iter().map(|position| position.top.sign()).collect()).collect();
    let (verdict, proof, better_is_differentiable) = prove(model, &signs, &evaluation, least);
    Classification {
        verdict,
        loss: evaluation.loss.value(),
        differentiable: is_differentiable(model, &signs, &evaluation),
        signs,
        places: model.lines.places.iter().map(|(line, _)| *line).collect(),
        proof,
        better_is_differentiable,
        enclosed: false,
    }
}

/// The one-sided derivatives of the loss when a position moves up and down, as half of them times the unit.
fn slopes<R: Ring>(
    model: &Model<'_, R>,
    line: usize,
    sign: i8,
    evaluation: &Evaluation<R>,
) -> [Fraction<R>; 2] {
    let (place, factor) = &model.lines.places[line];
    let size = Fraction::<R>::rational(factor);
    let forward = size.top.is_positive();
    // Masses that grow when the position moves up and down.
    let (up, down) = if forward { (2 * place, 2 * place + 1) } else { (2 * place + 1, 2 * place) };
    let size = if forward { size } else { Fraction { top: size.top.negated(), over: size.over } };
    let slope = |feature: usize| evaluation.derivative(feature).times(&size);
    let minus = |value: Fraction<R>| Fraction { top: value.top.negated(), over: value.over };
    match sign {
        1 => [slope(up), minus(slope(up))],
        -1 => [minus(slope(down)), slope(down)],
        _ => [slope(up), slope(down)],
    }
}

fn is_differentiable<R: Ring>(model: &Model<'_, R>, signs: &[Vec<i8>], evaluation: &Evaluation<R>) -> bool {
    signs.iter().enumerate().all(|(line, signs)| {
        let place = model.lines.places[line].0;
        let sum = evaluation.half[2 * place].plus(&evaluation.half[2 * place + 1]);
        !signs.contains(&0) || sum.is_zero()
    })
}

fn prove<R: Ring>(
    model: &Model<'_, R>,
    signs: &[Vec<i8>],
    evaluation: &Evaluation<R>,
    least: bool,
) -> (Verdict, Proof, bool) {
    if evaluation.loss.top.is_zero() {
        return (Verdict::GlobalMinimum, Proof::ZeroLoss, false);
    }
    let Some(descent) = find_descent(model, signs, evaluation) else {
        return local_minimum(model, evaluation, least);
    };
    if is_maximum(model, signs, evaluation) {
        return (Verdict::LocalMaximum, Proof::Maximum, false);
    }
    (Verdict::NotCritical, descent, false)
}

fn find_descent<R: Ring>(
    model: &Model<'_, R>,
    signs: &[Vec<i8>],
    evaluation: &Evaluation<R>,
) -> Option<Proof> {
    for (line, neurons) in signs.iter().enumerate() {
        for (neuron, &sign) in neurons.iter().enumerate() {
            let slopes = slopes(model, line, sign, evaluation);
            for (direction, slope) in [Side::Plus, Side::Minus].into_iter().zip(slopes) {
                if slope.top.is_negative() {
                    return Some(Proof::Descent { line, neuron, direction, value: slope.value() });
                }
            }
        }
    }
    None
}

/// Whether every nonzero neuron is on a dead side, and every other side that a zero neuron can take has a
/// negative derivative or is dead.
fn is_maximum<R: Ring>(model: &Model<'_, R>, signs: &[Vec<i8>], evaluation: &Evaluation<R>) -> bool {
    signs.iter().enumerate().all(|(line, neurons)| {
        let (place, factor) = &model.lines.places[line];
        let forward = Fraction::<R>::rational(factor).top.is_positive();
        neurons.iter().all(|&sign| match sign {
            0 => [2 * place, 2 * place + 1]
                .into_iter()
                .all(|feature| model.form.is_dead(feature) || evaluation.half[feature].is_negative()),
            sign => model.form.is_dead(2 * place + usize::from((sign > 0) != forward)),
        })
    })
}

fn local_minimum<R: Ring>(
    model: &Model<'_, R>,
    evaluation: &Evaluation<R>,
    least: bool,
) -> (Verdict, Proof, bool) {
    let Some(found) = least.then(|| model.least().ok()).flatten() else {
        return (Verdict::LocalMinimum, Proof::LinearTest, false);
    };
    if found.value.compare(&evaluation.loss) == Ordering::Equal {
        return (Verdict::GlobalMinimum, Proof::Least(GlobalMinimum::of(&found)), false);
    }
    let positions = model.positions(&found.z, false);
    let signs: Vec<Vec<i8>> =
        positions.iter().map(|line| line.iter().map(|position| position.top.sign()).collect()).collect();
    let differentiable = is_differentiable(model, &signs, &model.form.evaluate(&found.z));
    let better = positions.iter().map(|line| line.iter().map(Fraction::value).collect()).collect();
    (Verdict::LocalMinimum, Proof::NotLeast { better, loss: found.value.value() }, differentiable)
}
