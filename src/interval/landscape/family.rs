//! The families of critical points: which branches hold them, and what they look like for a given problem.

use critcert_certificate::case::Verdict;
use critcert_certificate::case::interval::{IntervalNetwork, IntervalProblem};
use critcert_certificate::rational::{Canonical, Rational, ratio, sign};
use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

use super::branch::{Label, Orientation};

/// A feasible branch, by what its members are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Family {
    /// No kink, classes 1 to 4 only: non-global local minima, the theorem's (III).
    Harmless,
    /// No kink, with a neuron of class 5 to 10: saddles of kind (IVa).
    Class(usize),
    /// An even number of kinks, orientations + - + - ..: saddles of kind (IVb).
    Kinks(usize),
}

/// The family of a feasible branch, `None` for a branch that the theorem excludes.
#[must_use]
pub fn family_of(branch: &[Label]) -> Option<Family> {
    match branch {
        [Label::Free, Label::Inside(None), Label::Close, Label::Harmless] => Some(Family::Harmless),
        [Label::Free, Label::Inside(None), Label::Close, Label::Class(class)] => Some(Family::Class(*class)),
        [Label::Free, places @ .., Label::Inside(None), Label::Close] => {
            let alternates = places.chunks(2).enumerate().all(|(kink, place)| {
                let orientation = if kink % 2 == 0 { Orientation::Rising } else { Orientation::Falling };
                place == [Label::Inside(None), Label::Kink(orientation)]
            });
            let kinks = places.len() / 2;
            (alternates && kinks > 0 && kinks % 2 == 0).then_some(Family::Kinks(kinks))
        }
        _ => None,
    }
}

impl Family {
    /// What every member is.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        if *self == Self::Harmless { Verdict::LocalMinimum } else { Verdict::Saddle }
    }

    /// The number n of kinks.
    #[must_use]
    pub fn kinks(&self) -> usize {
        match self {
            Self::Kinks(kinks) => *kinks,
            Self::Harmless | Self::Class(_) => 0,
        }
    }

    /// The kinks T0 + i D/(n+1) of every member.
    #[must_use]
    pub fn breakpoints(&self, problem: &IntervalProblem) -> Vec<Rational> {
        let step = problem.length() / pieces(self.kinks());
        (1..=self.kinks())
            .map(|i| &problem.start.0 + &step * Rational::from_integer(BigInt::from(i)))
            .collect()
    }

    /// The loss alpha^2 D^3 / (12 (n+1)^4) of every member.
    #[must_use]
    pub fn loss(&self, problem: &IntervalProblem) -> Rational {
        let length = problem.length();
        let per_piece = &problem.slope.0 / pieces(self.kinks());
        let piece = &length / pieces(self.kinks());
        &per_piece * &per_piece * &piece * &piece * length / ratio(12, 1)
    }

    /// A member with one neuron per kink, |w| = 1 there, and inactive neurons besides.
    ///
    /// Requires: `width` at least the number of kinks, at least 1, and slope nonzero.
    #[must_use]
    pub fn member(&self, problem: &IntervalProblem, width: usize) -> IntervalNetwork {
        let mut neurons = match self {
            Self::Harmless => Vec::new(),
            Self::Class(class) => vec![culprit(*class, problem)],
            Self::Kinks(_) => self.kink_neurons(problem),
        };
        neurons.resize(width, (Rational::zero(), -Rational::one(), Rational::zero()));
        let middle = (&problem.start.0 + &problem.end.0) / ratio(2, 1);
        let hidden: Rational = neurons
            .iter()
            .map(|(w, b, v)| {
                let inner = w * &middle + b;
                if inner.is_positive() { v * inner } else { Rational::zero() }
            })
            .sum();
        let list =
            |part: fn(&Neuron) -> &Rational| neurons.iter().map(|n| Canonical(part(n).clone())).collect();
        IntervalNetwork {
            w: list(|neuron| &neuron.0),
            b: list(|neuron| &neuron.1),
            v: list(|neuron| &neuron.2),
            c: Canonical(problem.target(&middle) - hidden),
        }
    }

    /// One neuron per kink: orientations + - + - .., v w = 2 alpha/(n+1).
    fn kink_neurons(&self, problem: &IntervalProblem) -> Vec<Neuron> {
        let weight = ratio(2, 1) * &problem.slope.0 / pieces(self.kinks());
        let signs = [Rational::one(), -Rational::one()].into_iter().cycle();
        self.breakpoints(problem)
            .into_iter()
            .zip(signs)
            .map(|(breakpoint, w)| (w.clone(), -&w * breakpoint, &weight * w))
            .collect()
    }
}

/// (w, b, v).
type Neuron = (Rational, Rational, Rational);

/// The simplest neuron of class 5 to 10.
fn culprit(class: usize, problem: &IntervalProblem) -> Neuron {
    let (zero, one) = (Rational::zero(), Rational::one());
    let alpha = Rational::from_integer(BigInt::from(sign(&problem.slope.0)));
    let at_start = |v: Rational| (-Rational::one(), problem.start.0.clone(), v);
    let at_end = |v: Rational| (Rational::one(), -&problem.end.0, v);
    match class {
        5 => at_start(-alpha),
        6 => at_start(zero),
        8 => at_end(alpha),
        9 => at_end(zero),
        10 => (zero.clone(), one, zero),
        _ => (zero.clone(), zero.clone(), zero),
    }
}

/// n + 1.
fn pieces(kinks: usize) -> Rational {
    Rational::from_integer(BigInt::from(kinks + 1))
}
