//! A network with given covectors, signs and vectors.

use critcert_certificate::case::DatasetNetwork;
use critcert_certificate::rational::{Canonical, Rational};
use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

use super::frame::Frame;
use super::kind::Kind;
use super::realize::Weights;

/// A network of `width` neurons with hidden vectors R_j (of the frame) of these kinds and signs, and output bias c.
///
/// A covector with both signs takes two neurons, v = 1 and v = -1, moved into its cell by a multiple of its witness. The
/// last neuron is split into equal parts when neurons are left over; with no kinds at all the network has only neurons of
/// output weight 0, with weights `flat`.
#[must_use]
pub fn network(
    frame: &Frame,
    kinds: &[&Kind],
    signs: &[Weights],
    vectors: &[Vec<Rational>],
    c: &Rational,
    flat: &[BigInt],
    width: usize,
) -> DatasetNetwork {
    let mut neurons: Vec<(Vec<Rational>, Rational)> = Vec::new();
    let one = Rational::one();
    for ((kind, sign), vector) in kinds.iter().zip(signs).zip(vectors) {
        match sign {
            Weights::Plus => neurons.push((vector.clone(), one.clone())),
            Weights::Minus => neurons.push((vector.iter().map(|entry| -entry).collect(), -one.clone())),
            Weights::Both => {
                let inside: Vec<Rational> =
                    kind.witness.iter().cloned().map(Rational::from_integer).collect();
                let factor = factor_into(frame, kind, vector, &inside);
                let moved = vector.iter().zip(&inside).map(|(r, p)| r + &factor * p).collect();
                neurons.push((moved, one.clone()));
                neurons.push((inside.iter().map(|p| &factor * p).collect(), -one.clone()));
            }
        }
    }
    let missing = width.saturating_sub(neurons.len());
    match neurons.pop() {
        Some((w, v)) => {
            let part = v / Rational::from_integer(BigInt::from(missing + 1));
            neurons.extend((0..=missing).map(|_| (w.clone(), part.clone())));
        }
        None => {
            let w: Vec<Rational> = flat.iter().cloned().map(Rational::from_integer).collect();
            neurons.extend((0..width).map(|_| (w.clone(), Rational::zero())));
        }
    }
    assemble(frame, &neurons, c)
}

/// The network with these neurons, input weights of the frame and output weight each, in the coordinates of the problem.
pub(crate) fn assemble(frame: &Frame, neurons: &[(Vec<Rational>, Rational)], c: &Rational) -> DatasetNetwork {
    let back: Vec<(Vec<Rational>, &Rational)> = neurons.iter().map(|(w, v)| (frame.back(w), v)).collect();
    let d = frame.dimension() - usize::from(frame.hidden_bias);
    DatasetNetwork {
        weights: back.iter().map(|(w, _)| w[..d].iter().cloned().map(Canonical).collect()).collect(),
        b: frame.hidden_bias.then(|| back.iter().map(|(w, _)| Canonical(w[d].clone())).collect()),
        v: back.iter().map(|(_, v)| Canonical((*v).clone())).collect(),
        c: frame.output_bias.then(|| Canonical(c.clone())),
    }
}

/// A positive s with `vector + s inside` in the cell.
pub(crate) fn factor_into(frame: &Frame, kind: &Kind, vector: &[Rational], inside: &[Rational]) -> Rational {
    let mut factor = Rational::one();
    for (row, sign) in frame.rows.iter().zip(&kind.signs).filter(|(_, sign)| **sign != 0) {
        let at = |w: &[Rational]| -> Rational {
            row.iter().zip(w).map(|(x, w)| w * Rational::from_integer(x.clone())).sum()
        };
        let sign = Rational::from_integer(BigInt::from(*sign));
        let (own, step) = (at(vector) * &sign, at(inside) * &sign);
        if !own.is_positive() && step.is_positive() {
            factor = factor.max((-own / step).floor() + Rational::one());
        }
    }
    factor
}
