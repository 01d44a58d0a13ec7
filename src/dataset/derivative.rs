//! The one-sided derivative of the loss in the input weights of one neuron.

use critcert_certificate::Rational;
use num_traits::{One, Signed, Zero};

use super::covector::{Covector, Sign};
use super::hinges::{Hinge, Hinges};
use super::lifted::Lifted;

/// A class of points on which the neuron is zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kink {
    /// Number of the class in [`Lifted::classes`].
    pub class: usize,
    /// `E = sum |kappa_i| e_i` over its members.
    pub weight: Rational,
}

/// `D(delta) = linear . delta + sum_k E_k s(row_k . delta)` for a neuron with a given covector.
///
/// `v D(delta)` is the derivative of L along `w + eps delta`, eps > 0, at a neuron with output weight v, and
/// `D(w)` the one in `v`. Depends on covector and residual alone.
///
/// # Source
/// Own (`proofs/format/dataset.md`, section 2); parallel points are merged exactly by `s(-u) = s(u) - (1 + rho) u`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Derivative {
    /// The linear part, D entries.
    pub linear: Vec<Rational>,
    /// The classes with sign 0, in the order of [`Lifted::classes`], weight 0 included.
    pub kinks: Vec<Kink>,
}

impl Derivative {
    /// The derivative for a covector and a residual, both of n entries.
    #[must_use]
    pub fn new(lifted: &Lifted, covector: &Covector, residual: &[Rational]) -> Self {
        let slope = lifted.slope();
        let beyond = slope + Rational::one();
        let mut linear = vec![Rational::zero(); lifted.dimension()];
        let mut kinks = Vec::new();
        for (number, class) in lifted.classes().iter().enumerate() {
            let (mut coefficient, mut weight, mut kink) = (Rational::zero(), Rational::zero(), false);
            for member in &class.members {
                let (Some(e), Some(sign)) = (residual.get(member.index), covector.signs().get(member.index))
                else {
                    continue;
                };
                let term = e * &member.factor;
                match sign {
                    Sign::Plus => coefficient += term,
                    Sign::Minus => coefficient += term * slope,
                    Sign::Zero => {
                        kink = true;
                        if member.factor.is_negative() {
                            coefficient += &term * &beyond;
                            weight -= term;
                        } else {
                            weight += term;
                        }
                    }
                }
            }
            if !coefficient.is_zero() {
                for (entry, x) in linear.iter_mut().zip(&class.row) {
                    *entry += &coefficient * Rational::from_integer(x.clone());
                }
            }
            if kink {
                kinks.push(Kink { class: number, weight });
            }
        }
        Self { linear, kinks }
    }

    /// Whether `D` is linear: no kink has weight.
    #[must_use]
    pub fn is_linear(&self) -> bool {
        self.kinks.iter().all(|kink| kink.weight.is_zero())
    }

    /// Whether `D` vanishes throughout. The kinks of different classes are independent functions, so every part must.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.is_linear() && self.linear.iter().all(Zero::is_zero)
    }

    /// `D(delta)`.
    #[must_use]
    pub fn at(&self, lifted: &Lifted, delta: &[Rational]) -> Rational {
        let mut value = product(&self.linear, delta);
        for kink in &self.kinks {
            let Some(class) = lifted.classes().get(kink.class) else { continue };
            let u: Rational =
                class.row.iter().zip(delta).map(|(x, d)| d * Rational::from_integer(x.clone())).sum();
            value += &kink.weight * activation(lifted, u);
        }
        value
    }

    /// `factor D` as a sum of hinges; hinge numbers are positions in [`Derivative::kinks`].
    #[must_use]
    pub fn times(&self, lifted: &Lifted, factor: &Rational) -> Hinges {
        let steep = Rational::one() - lifted.slope();
        let mut linear: Vec<Rational> = self.linear.iter().map(|entry| entry * factor).collect();
        let mut hinges = Vec::new();
        for (number, kink) in self.kinks.iter().enumerate() {
            let Some(class) = lifted.classes().get(kink.class) else { continue };
            let weight = &kink.weight * factor;
            let shared = &weight * lifted.slope();
            for (entry, x) in linear.iter_mut().zip(&class.row) {
                *entry += &shared * Rational::from_integer(x.clone());
            }
            hinges.push(Hinge { number, row: class.row.clone(), weight: weight * &steep });
        }
        Hinges { linear, hinges }
    }
}

/// `s(u)`.
#[must_use]
pub fn activation(lifted: &Lifted, u: Rational) -> Rational {
    if u.is_positive() { u } else { u * lifted.slope() }
}

/// The product of two vectors of one length.
pub(crate) fn product(left: &[Rational], right: &[Rational]) -> Rational {
    left.iter().zip(right).filter(|(a, b)| !a.is_zero() && !b.is_zero()).map(|(a, b)| a * b).sum()
}
