//! A point of the parameter space: a problem and a network that fit together.

use critcert_certificate::Rational;
use critcert_certificate::case::interval::{IntervalNetwork, IntervalProblem};
use num_traits::{Signed, Zero};

/// Why a problem and a network are not an instance, or why a question about one has no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IntervalError {
    /// `T0 < T1` does not hold.
    #[error("the interval from {} to {} is empty or a point", ends.0, ends.1)]
    EmptyInterval {
        /// T0 and T1.
        ends: Box<(Rational, Rational)>,
    },
    /// The problem asks for networks without hidden neurons.
    #[error("a network without hidden neurons is not part of the problem")]
    NoNeurons,
    /// `w`, `b`, `v` are not all as long as the problem's width.
    #[error("{expected} neurons expected; w has {w} entries, b has {b}, v has {v}")]
    WrongLength {
        /// The problem's width.
        expected: usize,
        /// Entries of `w`.
        w: usize,
        /// Entries of `b`.
        b: usize,
        /// Entries of `v`.
        v: usize,
    },
    /// The target is constant; the theorem is about `alpha != 0`.
    #[error("the target has slope 0, which the theorem excludes")]
    ConstantTarget,
    /// Two exact computations that must agree do not: a defect of this program.
    #[error("internal disagreement: {0}")]
    Internal(&'static str),
}

/// A problem with `T0 < T1` and `N >= 1`, and a network of that width.
#[derive(Debug, Clone, Copy)]
pub struct Instance<'a> {
    problem: &'a IntervalProblem,
    network: &'a IntervalNetwork,
}

/// One hidden neuron `v max(w x + b, 0)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Neuron<'a> {
    /// Input weight.
    pub w: &'a Rational,
    /// Hidden bias.
    pub b: &'a Rational,
    /// Output weight.
    pub v: &'a Rational,
}

impl<'a> Instance<'a> {
    /// Puts a problem and a network together.
    ///
    /// # Errors
    /// [`IntervalError::EmptyInterval`], [`IntervalError::NoNeurons`], [`IntervalError::WrongLength`].
    pub fn new(problem: &'a IntervalProblem, network: &'a IntervalNetwork) -> Result<Self, IntervalError> {
        if problem.start >= problem.end {
            let ends = Box::new((problem.start.0.clone(), problem.end.0.clone()));
            return Err(IntervalError::EmptyInterval { ends });
        }
        if problem.width == 0 {
            return Err(IntervalError::NoNeurons);
        }
        if network.width() != Some(problem.width) {
            let (w, b, v) = (network.w.len(), network.b.len(), network.v.len());
            return Err(IntervalError::WrongLength { expected: problem.width, w, b, v });
        }
        Ok(Self { problem, network })
    }

    /// The problem.
    #[must_use]
    pub fn problem(&self) -> &'a IntervalProblem {
        self.problem
    }

    /// The network.
    #[must_use]
    pub fn network(&self) -> &'a IntervalNetwork {
        self.network
    }

    /// T0.
    #[must_use]
    pub fn start(&self) -> &'a Rational {
        &self.problem.start.0
    }

    /// T1.
    #[must_use]
    pub fn end(&self) -> &'a Rational {
        &self.problem.end.0
    }

    /// The slope of the target, alpha.
    #[must_use]
    pub fn slope(&self) -> &'a Rational {
        &self.problem.slope.0
    }

    /// The neurons in order.
    pub fn neurons(&self) -> impl Iterator<Item = Neuron<'a>> + use<'a> {
        let IntervalNetwork { w, b, v, .. } = self.network;
        w.iter().zip(b).zip(v).map(|((w, b), v)| Neuron { w: &w.0, b: &b.0, v: &v.0 })
    }

    /// `f(x)`, straight from the definition.
    #[must_use]
    pub fn output(&self, x: &Rational) -> Rational {
        self.neurons().fold(self.network.c.0.clone(), |sum, neuron| {
            let inner = neuron.inner(x);
            if inner.is_positive() { sum + neuron.v * inner } else { sum }
        })
    }
}

impl Neuron<'_> {
    /// `w x + b`.
    #[must_use]
    pub fn inner(&self, x: &Rational) -> Rational {
        self.w * x + self.b
    }

    /// The breakpoint `-b / w`, inside the interval or not; `None` for `w = 0`.
    #[must_use]
    pub fn breakpoint(&self) -> Option<Rational> {
        (!self.w.is_zero()).then(|| -(self.b / self.w))
    }
}
