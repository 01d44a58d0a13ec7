//! A base at the points of a problem: outputs, loss, coefficients, places.

use std::collections::BTreeMap;

use critcert_certificate::Rational;
use critcert_certificate::case::dataset::DatasetNetwork;
use critcert_certificate::case::extra_neuron::{Base, ExtraNeuronProblem, SampleLoss};
use critcert_certificate::certificate::extra_neuron::ReluNetwork;
use critcert_certificate::rational::{Canonical, ratio};
use num_traits::{One, Pow, Signed, Zero};

use super::exponential_sum::ExponentialSum;

/// Most terms of a sum of exponentials while denominators are cleared.
const TERMS: usize = 1 << 13;

/// Why a question about an extra-neuron problem has no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExtraNeuronError {
    /// The case has no base to speak about.
    #[error("the problem has no base; give `outputs` or a `network`")]
    NoBase,
    /// The base has another shape than the problem.
    #[error("the base does not fit the points or the width")]
    Shape,
    /// The logistic loss at too many different outputs.
    #[error("the logistic loss at this many different outputs is outside the limits")]
    TooManyTerms,
    /// A hypothesis of the question does not hold.
    #[error("{0}")]
    Hypothesis(&'static str),
    /// Nothing exact is known here.
    #[error("{0}")]
    Undetermined(String),
    /// The user stopped the run.
    #[error("interrupted")]
    Interrupted,
    /// A defect of this program.
    #[error("internal disagreement: {0}")]
    Internal(String),
}

/// A hidden neuron `v max(<w, x> + b, 0)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Neuron {
    /// Input weights.
    pub w: Vec<Rational>,
    /// Bias.
    pub b: Rational,
    /// Output weight.
    pub v: Rational,
}

impl Neuron {
    /// `<w, x> + b`.
    #[must_use]
    pub fn inner(&self, point: &[Canonical]) -> Rational {
        inner(&self.w, &self.b, point)
    }
}

/// `<w, x> + b`.
#[must_use]
pub fn inner(w: &[Rational], b: &Rational, point: &[Canonical]) -> Rational {
    w.iter().zip(point).fold(b.clone(), |sum, (weight, x)| sum + weight * &x.0)
}

/// A base network with numbers unwrapped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Network {
    /// The hidden neurons.
    pub neurons: Vec<Neuron>,
    /// The output bias.
    pub c: Rational,
}

impl Network {
    /// The network of a case.
    ///
    /// # Errors
    /// [`ExtraNeuronError::Shape`].
    pub fn of_case(network: &DatasetNetwork) -> Result<Self, ExtraNeuronError> {
        let (Some(b), Some(c)) = (&network.b, &network.c) else { return Err(ExtraNeuronError::Shape) };
        if b.len() != network.weights.len() || network.v.len() != b.len() {
            return Err(ExtraNeuronError::Shape);
        }
        let parts = network.weights.iter().zip(b).zip(&network.v);
        let neurons = parts
            .map(|((row, b), v)| Neuron {
                w: row.iter().map(|entry| entry.0.clone()).collect(),
                b: b.0.clone(),
                v: v.0.clone(),
            })
            .collect();
        Ok(Self { neurons, c: c.0.clone() })
    }

    /// The form in certificates and answers.
    #[must_use]
    pub fn to_wire(&self) -> ReluNetwork {
        ReluNetwork {
            weights: self.neurons.iter().map(|n| n.w.iter().cloned().map(Canonical).collect()).collect(),
            b: self.neurons.iter().map(|neuron| Canonical(neuron.b.clone())).collect(),
            v: self.neurons.iter().map(|neuron| Canonical(neuron.v.clone())).collect(),
            c: Canonical(self.c.clone()),
        }
    }

    /// The outputs at the given points.
    #[must_use]
    pub fn outputs(&self, points: &[Vec<Canonical>]) -> Vec<Rational> {
        let output = |point: &Vec<Canonical>| {
            self.neurons.iter().fold(self.c.clone(), |sum, neuron| {
                let inner = neuron.inner(point);
                if inner.is_positive() { sum + &neuron.v * inner } else { sum }
            })
        };
        points.iter().map(output).collect()
    }
}

/// A base with what the theorems need to know of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BasePoint {
    /// The network; `None` for a frozen base.
    pub network: Option<Network>,
    /// The outputs at the points.
    pub outputs: Vec<Rational>,
    /// The loss without unit; `None` for the logistic loss.
    pub loss: Option<Rational>,
    /// The coefficients `c_i`, for the logistic loss multiplied by one common positive number.
    pub coefficients: Vec<ExponentialSum>,
}

impl BasePoint {
    /// The base of the case.
    ///
    /// # Errors
    /// [`ExtraNeuronError::NoBase`], [`ExtraNeuronError::Shape`], [`ExtraNeuronError::TooManyTerms`].
    pub fn of_case(problem: &ExtraNeuronProblem) -> Result<Self, ExtraNeuronError> {
        match &problem.base {
            Some(Base::Outputs(outputs)) => {
                Self::new(problem, None, outputs.iter().map(|output| output.0.clone()).collect())
            }
            Some(Base::Network(network)) => Self::of_network(problem, Network::of_case(network)?),
            None => Err(ExtraNeuronError::NoBase),
        }
    }

    /// Another base network.
    ///
    /// # Errors
    /// [`ExtraNeuronError::TooManyTerms`].
    pub fn of_network(problem: &ExtraNeuronProblem, network: Network) -> Result<Self, ExtraNeuronError> {
        let outputs = network.outputs(&problem.points);
        Self::new(problem, Some(network), outputs)
    }

    /// A base with these outputs.
    ///
    /// # Errors
    /// [`ExtraNeuronError::Shape`], [`ExtraNeuronError::TooManyTerms`].
    pub fn new(
        problem: &ExtraNeuronProblem,
        network: Option<Network>,
        outputs: Vec<Rational>,
    ) -> Result<Self, ExtraNeuronError> {
        if outputs.len() != problem.points.len() {
            return Err(ExtraNeuronError::Shape);
        }
        let loss = loss(problem, &outputs);
        let coefficients = coefficients(problem, &outputs)?;
        Ok(Self { network, outputs, loss, coefficients })
    }

    /// The sum of the coefficients at a place.
    #[must_use]
    pub fn sum_at(&self, members: &[usize]) -> ExponentialSum {
        let mut weights = vec![Rational::zero(); self.coefficients.len()];
        members.iter().for_each(|&index| weights[index] = Rational::one());
        ExponentialSum::combine(&self.coefficients, &weights, None)
    }

    /// The first place whose output is not best: its members and the sum.
    #[must_use]
    pub fn first_bad_place(&self, problem: &ExtraNeuronProblem) -> Option<(usize, ExponentialSum)> {
        let sums = places(problem).into_iter().map(|members| (members[0], self.sum_at(&members)));
        sums.into_iter().find(|(_, sum)| !sum.is_empty())
    }
}

/// The points that are equal, in the order of first occurrence; no entry is empty.
#[must_use]
pub fn places(problem: &ExtraNeuronProblem) -> Vec<Vec<usize>> {
    let mut by_point: BTreeMap<&[Canonical], Vec<usize>> = BTreeMap::new();
    for (index, point) in problem.points.iter().enumerate() {
        by_point.entry(point).or_default().push(index);
    }
    let mut places: Vec<Vec<usize>> = by_point.into_values().collect();
    places.sort();
    places
}

/// `sum_i l(-y_i f_i)`; `None` for the logistic loss, whose values are not rational.
#[must_use]
pub fn loss(problem: &ExtraNeuronProblem, outputs: &[Rational]) -> Option<Rational> {
    let slack = |(label, output): (&i8, &Rational)| Rational::one() - ratio(i64::from(*label), 1) * output;
    let slacks = problem.labels.iter().zip(outputs).map(slack);
    match problem.loss {
        SampleLoss::Hinge(power) => {
            Some(slacks.filter(Signed::is_positive).map(|s| Pow::pow(&s, power)).sum())
        }
        SampleLoss::Squared => Some(slacks.map(|slack| &slack * &slack).sum()),
        SampleLoss::Logistic => None,
    }
}

fn coefficients(
    problem: &ExtraNeuronProblem,
    outputs: &[Rational],
) -> Result<Vec<ExponentialSum>, ExtraNeuronError> {
    let margins: Vec<Rational> =
        problem.labels.iter().zip(outputs).map(|(y, f)| ratio(i64::from(*y), 1) * f).collect();
    if problem.loss == SampleLoss::Logistic {
        return logistic(problem, &margins);
    }
    let coefficient = |(label, margin): (&i8, &Rational)| {
        let (label, slack) = (ratio(i64::from(*label), 1), Rational::one() - margin);
        ExponentialSum::rational(match problem.loss {
            SampleLoss::Hinge(power) if slack.is_positive() => {
                label * Rational::from_integer(power.into()) * Pow::pow(&slack, power.saturating_sub(1))
            }
            SampleLoss::Hinge(_) => Rational::zero(),
            _ => label * ratio(2, 1) * slack,
        })
    };
    Ok(problem.labels.iter().zip(&margins).map(coefficient).collect())
}

/// `y_i / (1 + e^(m_i))`, all multiplied by the product of `1 + e^m` over the distinct margins m.
fn logistic(
    problem: &ExtraNeuronProblem,
    margins: &[Rational],
) -> Result<Vec<ExponentialSum>, ExtraNeuronError> {
    let mut distinct: Vec<&Rational> = margins.iter().collect();
    distinct.sort();
    distinct.dedup();
    let mut cleared: BTreeMap<&Rational, ExponentialSum> = BTreeMap::new();
    for margin in &distinct {
        let mut product = ExponentialSum::rational(Rational::one());
        for other in distinct.iter().filter(|other| *other != margin) {
            let factor = [(Rational::zero(), Rational::one()), ((*other).clone(), Rational::one())];
            product = product.times(&ExponentialSum::new(factor));
            if product.len() > TERMS {
                return Err(ExtraNeuronError::TooManyTerms);
            }
        }
        cleared.insert(margin, product);
    }
    let pairs = problem.labels.iter().zip(margins);
    Ok(pairs.map(|(label, margin)| cleared[margin].scaled(&ratio(i64::from(*label), 1))).collect())
}
