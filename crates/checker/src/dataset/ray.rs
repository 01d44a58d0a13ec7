//! The loss along a ray at one flat neuron, as a polynomial in a positive infinitesimal eps.

use critcert_certificate::rational::{Rational, ratio, sign};
use num_traits::Zero;

use super::evaluate::{Data, Evaluation, Neuron, product};

/// Coefficients of eps and eps^2 of `L(phi(eps)) - L(phi)`, where the neuron moves to `w + eps delta` and from `v = 0` to
/// `eps output`.
///
/// The sign of `u + eps u'` is that of its first nonzero coefficient, so each activation is linear in eps, each output
/// changes by `a eps + b eps^2`, and `L` by `sum e (a eps + b eps^2) + 1/2 (a eps + b eps^2)^2`.
pub(crate) fn change_along_ray(
    data: &Data,
    evaluation: &Evaluation,
    neuron: &Neuron,
    (delta, output): (&[Rational], &Rational),
) -> [Rational; 2] {
    let (mut first, mut second) = (Rational::zero(), Rational::zero());
    for (x, e) in data.lifted.iter().zip(&evaluation.residual) {
        let (u, change) = (product(&neuron.w, x), product(delta, x));
        let leading = if u.is_zero() { sign(&change) } else { sign(&u) };
        let (u, change) = if leading > 0 { (u, change) } else { (u * &data.slope, change * &data.slope) };
        let (a, b) = (output * u, output * change);
        second += e * b + &a * &a * ratio(1, 2);
        first += e * a;
    }
    [first, second]
}
