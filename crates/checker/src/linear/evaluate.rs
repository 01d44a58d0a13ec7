//! Loss, gradient and second derivatives from the error matrix E = W2 W1 X - Y and the hidden layer Z = W1 X.
//!
//! Nothing here uses X X^T: the prover works with S = X X^T, the checker with the samples themselves.

use critcert_certificate::Rational;
use critcert_certificate::case::linear::{LinearNetwork, LinearProblem};
use critcert_certificate::rational::ratio;
use num_traits::Zero;

use super::table::Table;

/// A network as tables.
pub(crate) struct Layers {
    w1: Table,
    w2: Table,
}

impl Layers {
    /// The layers of a network, or `None` when their shapes do not fit the problem.
    pub(crate) fn read(problem: &LinearProblem, network: &LinearNetwork) -> Option<Self> {
        let w1 = Table::read(&network.w1, (problem.width, problem.inputs()))?;
        let w2 = Table::read(&network.w2, (problem.outputs(), problem.width))?;
        Some(Self { w1, w2 })
    }
}

/// X and Y.
pub(crate) struct Samples {
    x: Table,
    y: Table,
}

impl Samples {
    /// The data of the case; `None` cannot happen for a case that was read.
    pub(crate) fn of(problem: &LinearProblem) -> Option<Self> {
        let samples = problem.samples();
        Some(Self {
            x: Table::read(&problem.x, (problem.inputs(), samples))?,
            y: Table::read(&problem.y, (problem.outputs(), samples))?,
        })
    }

    /// |Y|^2.
    pub(crate) fn target_norm(&self) -> Rational {
        self.y.inner(&self.y)
    }

    /// Whether X X^T H = X Y^T, that is, X (X^T H - Y^T) = 0.
    pub(crate) fn solves(&self, solution: &Table) -> bool {
        let difference = self.x.transpose().times(solution).minus(&self.y.transpose());
        self.x.times(&difference).rows().iter().flatten().all(Zero::is_zero)
    }

    /// Y X^T H.
    pub(crate) fn sigma(&self, solution: &Table) -> Table {
        self.y.times(&self.x.transpose().times(solution))
    }
}

/// A network with its loss and what makes up its derivatives.
pub(crate) struct Evaluation {
    layers: Layers,
    samples: Samples,
    /// W1 X.
    hidden: Table,
    /// W2 W1 X - Y.
    error: Table,
    /// W2^T W2 - (W1 X)(W1 X)^T.
    balance: Table,
    mu: Rational,
    /// The loss without the regulariser.
    pub(crate) fit: Rational,
    /// The loss.
    pub(crate) loss: Rational,
}

impl Evaluation {
    pub(crate) fn new(problem: &LinearProblem, network: &LinearNetwork) -> Option<Self> {
        let layers = Layers::read(problem, network)?;
        let samples = Samples::of(problem)?;
        let hidden = layers.w1.times(&samples.x);
        let error = layers.w2.times(&hidden).minus(&samples.y);
        let balance = layers.w2.transpose().times(&layers.w2).minus(&hidden.times(&hidden.transpose()));
        let mu = problem.mu.0.clone();
        let fit = error.inner(&error) * ratio(1, 2);
        let loss = &fit + &mu * balance.inner(&balance) * ratio(1, 4);
        Some(Self { layers, samples, hidden, error, balance, mu, fit, loss })
    }

    /// The gradient by W1: (W2^T E - mu B Z) X^T.
    pub(crate) fn gradient1(&self) -> Table {
        let mut outer = self.layers.w2.transpose().times(&self.error);
        if !self.mu.is_zero() {
            outer = outer.minus(&scaled(&self.balance, &self.mu).times(&self.hidden));
        }
        outer.times(&self.samples.x.transpose())
    }

    /// The gradient by W2: E Z^T + mu W2 B.
    pub(crate) fn gradient2(&self) -> Table {
        let gradient = self.error.times(&self.hidden.transpose());
        if self.mu.is_zero() {
            return gradient;
        }
        gradient.plus(&self.layers.w2.times(&scaled(&self.balance, &self.mu)))
    }

    /// The second derivative of the loss along a direction.
    ///
    /// E and B are quadratic along the line: E0 + E1 t + E2 t^2. The coefficient of t^2 in 1/2 |E|^2 is
    /// 1/2 |E1|^2 + <E0, E2>; likewise for B.
    pub(crate) fn second_derivative(&self, direction: &Layers) -> Rational {
        let two = ratio(2, 1);
        let moved = direction.w1.times(&self.samples.x);
        let first = self.layers.w2.times(&moved).plus(&direction.w2.times(&self.hidden));
        let second = direction.w2.times(&moved);
        let fit = first.inner(&first) + self.error.inner(&second) * &two;
        if self.mu.is_zero() {
            return fit;
        }
        let half =
            direction.w2.transpose().times(&self.layers.w2).minus(&moved.times(&self.hidden.transpose()));
        let first = half.plus(&half.transpose());
        let second = direction.w2.transpose().times(&direction.w2).minus(&moved.times(&moved.transpose()));
        let regulariser = first.inner(&first) + self.balance.inner(&second) * &two;
        fit + &self.mu * ratio(1, 2) * regulariser
    }
}

fn scaled(table: &Table, factor: &Rational) -> Table {
    let (size, _) = table.shape();
    let zero = vec![vec![critcert_certificate::Canonical::zero(); size]; size];
    match Table::read(&zero, (size, size)) {
        Some(zero) => table.times(&zero.shifted(factor)),
        None => table.clone(),
    }
}
