//! Points of a data-set problem: directions in which the loss falls to first order.

use std::collections::BTreeMap;

use critcert_certificate::case::{DatasetNetwork, DatasetProblem, Network};
use critcert_certificate::certificate::dataset::{
    DatasetPoint, LocalMaximum, LocalMinimum, NoMaximum, NotCritical, NotMaximum, SaddleRay, Stationary,
};
use critcert_certificate::certificate::interval::Parameter;
use critcert_certificate::rational::{Canonical, Rational, sign};
use num_traits::{One, Zero};

use super::formula::{Affine, Formula};
use super::{Expected, Export, ExportError, fields, wrong};
use crate::dataset::{Evaluation, Lifted};
use crate::input::certificate::{Certificate, Step};
use crate::lp::Relation::{Equal, Greater, GreaterEqual};

/// A data set as it stands in the case, lifted.
pub(super) struct Data {
    /// X_i, n rows of D entries.
    pub(super) points: Vec<Vec<Rational>>,
    pub(super) labels: Vec<Rational>,
    pub(super) slope: Rational,
    pub(super) output_bias: bool,
}

impl Data {
    pub(super) fn new(problem: &DatasetProblem) -> Self {
        let lift = |point: &Vec<Canonical>| {
            let entries = point.iter().map(|entry| entry.0.clone());
            entries.chain(problem.hidden_bias.then(Rational::one)).collect()
        };
        Self {
            points: problem.points.iter().map(lift).collect(),
            labels: problem.labels.iter().map(|label| label.0.clone()).collect(),
            slope: problem.activation.slope(),
            output_bias: problem.output_bias,
        }
    }

    /// D.
    pub(super) fn dimension(&self) -> usize {
        self.points.first().map_or(0, Vec::len)
    }

    /// `X_i . w` for every point.
    pub(super) fn products(&self, w: &[Affine]) -> Vec<Affine> {
        self.points.iter().map(|point| Affine::product(point, w)).collect()
    }

    /// The slope of the activation at a sign; 0 at sign 0.
    pub(super) fn factor(&self, sign: i8) -> Rational {
        match sign {
            1 => Rational::one(),
            0 => Rational::zero(),
            _ => self.slope.clone(),
        }
    }

    /// Whether a neuron with these signs has a kink at a point.
    pub(super) fn is_kink(&self, point: usize, signs: &[i8]) -> bool {
        signs.get(point) == Some(&0) && self.points.get(point).is_some_and(|x| !x.iter().all(Zero::is_zero))
    }

    /// `max(X_i . delta, 0)` at the kinks, as new unknowns.
    fn hinges(&self, formula: &mut Formula, products: &[Affine], signs: &[i8]) -> BTreeMap<usize, Affine> {
        let kinks = (0..products.len()).filter(|&i| self.is_kink(i, signs));
        kinks.map(|i| (i, formula.positive_part(format!("p_{i}"), &products[i]))).collect()
    }

    /// D(delta) for a neuron with these signs: `sum a_i e_i X_i . delta` off the kinks, `e_i s(X_i . delta)` at them.
    fn derivative(
        &self,
        products: &[Affine],
        hinges: &BTreeMap<usize, Affine>,
        signs: &[i8],
        residual: &[Rational],
    ) -> Affine {
        let mut sum = Affine::default();
        for (i, (product, e)) in products.iter().zip(residual).enumerate() {
            match hinges.get(&i) {
                // s(u) = rho u + (1 - rho) max(u, 0)
                Some(hinge) => {
                    sum = sum.plus(product, &(e * &self.slope));
                    sum = sum.plus(hinge, &(e * (Rational::one() - &self.slope)));
                }
                None => {
                    let factor = self.factor(signs.get(i).copied().unwrap_or(0));
                    sum = sum.plus(product, &(e * factor));
                }
            }
        }
        sum
    }

    /// The question at a neuron with these signs: a direction delta with what `demand` says of D(delta).
    pub(super) fn direction(
        &self,
        signs: &[i8],
        residual: &[Rational],
        demand: impl FnOnce(&mut Formula, Affine),
    ) -> Formula {
        let mut formula = Formula::default();
        let delta = formula.vector("d", self.dimension());
        let products = self.products(&delta);
        let hinges = self.hinges(&mut formula, &products, signs);
        let derivative = self.derivative(&products, &hinges, signs, residual);
        demand(&mut formula, derivative);
        formula
    }

    /// A direction delta with S(delta) > 0 and `v D(delta) >= 0`: the loss does not fall there, though outputs change.
    fn no_maximum_along(&self, signs: &[i8], residual: &[Rational], v: &Rational) -> Formula {
        let mut formula = Formula::default();
        let delta = formula.vector("d", self.dimension());
        let products = self.products(&delta);
        let hinges = self.hinges(&mut formula, &products, signs);
        let derivative = self.derivative(&products, &hinges, signs, residual);
        formula.require(&self.change(&products, &hinges), Greater);
        formula.require(&derivative.times(v), GreaterEqual);
        formula
    }

    /// S(delta): the sum of max(X_i . delta, 0) over the kinks, of |X_i . delta| for a leaky activation.
    fn change(&self, products: &[Affine], hinges: &BTreeMap<usize, Affine>) -> Affine {
        let two = Rational::one() + Rational::one();
        hinges.iter().fold(Affine::default(), |sum, (i, hinge)| {
            if self.slope.is_zero() {
                sum.plus(hinge, &Rational::one())
            } else {
                sum.plus(hinge, &two).minus(&products[*i])
            }
        })
    }
}

/// The signs of each neuron of a network, its output weights, and the residual.
pub(super) struct At {
    pub(super) signs: Vec<Vec<i8>>,
    pub(super) outputs: Vec<Rational>,
    pub(super) residual: Vec<Rational>,
}

impl At {
    pub(super) fn new(problem: &DatasetProblem, network: &DatasetNetwork) -> Result<Self, String> {
        let found = Lifted::new(problem).and_then(|lifted| Evaluation::new(&lifted, network));
        let found = found.map_err(|error| error.to_string())?;
        let signs = |neuron: &crate::dataset::point::Neuron| {
            let signs = neuron.covector.signs().iter();
            signs.map(|sign| *sign as i8 - crate::dataset::Sign::Zero as i8).collect()
        };
        Ok(Self {
            signs: found.neurons.iter().map(signs).collect(),
            outputs: found.neurons.iter().map(|neuron| neuron.v.clone()).collect(),
            residual: found.residual,
        })
    }
}

pub(super) fn leaves(
    problem: &DatasetProblem,
    network: Option<&Network>,
    certificate: &Certificate,
    export: &mut Export,
) -> Result<(), ExportError> {
    let data = Data::new(problem);
    let mut points: BTreeMap<u64, At> = BTreeMap::new();
    let mut stationary: BTreeMap<u64, u64> = BTreeMap::new();
    for step in certificate.steps.iter().filter(|step| step.rule.starts_with("dataset-")) {
        let at =
            |point: u64| points.get(&point).ok_or_else(|| wrong(step, format!("step {point} is no point")));
        match step.rule.as_str() {
            "dataset-point" => {
                let fields: DatasetPoint = fields(step)?;
                let own = match network {
                    Some(Network::Dataset(network)) => Some(network),
                    _ => None,
                };
                let network =
                    fields.network.as_ref().or(own).ok_or_else(|| wrong(step, "there is no network"))?;
                points.insert(step.id, At::new(problem, network).map_err(|error| wrong(step, error))?);
            }
            "dataset-stationary" => {
                let Stationary { point, .. } = fields(step)?;
                stationary.insert(step.id, point);
                not_falling(&data, at(point)?, step, export);
            }
            "dataset-local-minimum" => {
                let fields: LocalMinimum = fields(step)?;
                let point = stationary.get(&fields.stationary).copied().unwrap_or(u64::MAX);
                flat_vanish(&data, at(point)?, step, export);
            }
            "dataset-not-critical" => {
                let NotCritical { point, parameter, neuron, .. } = fields(step)?;
                if let (Parameter::W, Some(neuron)) = (parameter, neuron) {
                    let (at, neuron) = (at(point)?, neuron);
                    let formula =
                        falling(&data, at, neuron).ok_or_else(|| wrong(step, "there is no such neuron"))?;
                    export.ask(
                        step,
                        format!("a falling direction at neuron {neuron}"),
                        Expected::Sat,
                        formula,
                    );
                }
            }
            "dataset-saddle-ray" => {
                let SaddleRay { point, neuron, .. } = fields(step)?;
                let at = at(point)?;
                let signs = at.signs.get(neuron).ok_or_else(|| wrong(step, "there is no such neuron"))?;
                let formula = data.direction(signs, &at.residual, |formula, d| formula.require_nonzero(&[d]));
                let what = format!("a direction with D nonzero at flat neuron {neuron}");
                export.ask(step, what, Expected::Sat, formula);
            }
            "dataset-local-maximum" => {
                let LocalMaximum { point, .. } = fields(step)?;
                let at = at(point)?;
                for (neuron, (signs, v)) in at.signs.iter().zip(&at.outputs).enumerate() {
                    let what = format!("outputs change and the loss does not fall at neuron {neuron}");
                    export.ask(step, what, Expected::Unsat, data.no_maximum_along(signs, &at.residual, v));
                }
            }
            "dataset-not-maximum" => {
                let NotMaximum { point, neuron, .. } = fields(step)?;
                let at = at(point)?;
                let parts = at.signs.get(neuron).zip(at.outputs.get(neuron));
                let (signs, v) = parts.ok_or_else(|| wrong(step, "there is no such neuron"))?;
                let what = format!("outputs change and the loss does not fall at neuron {neuron}");
                export.ask(step, what, Expected::Sat, data.no_maximum_along(signs, &at.residual, v));
            }
            "dataset-no-maximum" => no_maximum(&data, step, export)?,
            _ => {}
        }
    }
    Ok(())
}

/// At each neuron with v != 0: no direction with v D < 0.
pub(super) fn not_falling(data: &Data, at: &At, step: &Step, export: &mut Export) {
    for (neuron, _) in at.outputs.iter().enumerate().filter(|(_, v)| !v.is_zero()) {
        if let Some(formula) = falling(data, at, neuron) {
            export.ask(step, format!("a falling direction at neuron {neuron}"), Expected::Unsat, formula);
        }
    }
}

/// At each neuron with v = 0: no direction with D != 0.
pub(super) fn flat_vanish(data: &Data, at: &At, step: &Step, export: &mut Export) {
    for (neuron, (signs, _)) in at.signs.iter().zip(&at.outputs).enumerate().filter(|(_, (_, v))| v.is_zero())
    {
        let formula = data.direction(signs, &at.residual, |formula, d| formula.require_nonzero(&[d]));
        let what = format!("a direction with D nonzero at flat neuron {neuron}");
        export.ask(step, what, Expected::Unsat, formula);
    }
}

fn falling(data: &Data, at: &At, neuron: usize) -> Option<Formula> {
    let (signs, v) = (at.signs.get(neuron)?, at.outputs.get(neuron)?);
    let demand = |formula: &mut Formula, d: Affine| formula.require_sign(&d.times(v), -1);
    Some(data.direction(signs, &at.residual, demand))
}

/// The silent neuron with as few zeros as possible, the zeros of every silent neuron, and two directions of growth.
fn no_maximum(data: &Data, step: &Step, export: &mut Export) -> Result<(), ExportError> {
    let NoMaximum { zero, .. } = fields(step)?;
    let zeros: Vec<usize> = zero.iter().map(|zero| zero.point).collect();
    let (count, relu) = (data.points.len(), data.slope.is_zero());
    let silent = |formula: &mut Formula, wanted: &dyn Fn(usize) -> Option<i8>| {
        let w = formula.vector("w", data.dimension());
        for (i, product) in data.products(&w).iter().enumerate() {
            let opposite = product.times(&-Rational::one());
            match wanted(i) {
                Some(sign) => formula.require_sign(product, sign),
                None if relu => formula.require(&opposite, GreaterEqual),
                None => formula.require(product, Equal),
            }
        }
    };
    let is_origin = |i: usize| data.points[i].iter().all(Zero::is_zero);
    let mut formula = Formula::default();
    silent(&mut formula, &|i| Some(if zeros.contains(&i) || is_origin(i) || !relu { 0 } else { -1 }));
    export.ask(step, "a silent neuron with the stated zeros only", Expected::Sat, formula);
    for &point in zeros.iter().filter(|&&point| relu && point < count) {
        let mut formula = Formula::default();
        silent(&mut formula, &|i| (i == point).then_some(-1));
        export.ask(
            step,
            format!("a silent neuron that is not zero at point {point}"),
            Expected::Unsat,
            formula,
        );
    }
    let kinks: Vec<i8> = (0..count).map(|i| if zeros.contains(&i) { 0 } else { -1 }).collect();
    let residual: Vec<Rational> = data.labels.iter().map(|label| -label).collect();
    for (v, name) in [(Rational::one(), "positive"), (-Rational::one(), "negative")] {
        let mut formula = Formula::default();
        let delta = formula.vector("d", data.dimension());
        let products = data.products(&delta);
        let hinges = data.hinges(&mut formula, &products, &kinks);
        // Only the kinks count: other points stay silent.
        let own: Vec<Rational> = residual
            .iter()
            .enumerate()
            .map(|(i, e)| if hinges.contains_key(&i) { e.clone() } else { Rational::zero() })
            .collect();
        let derivative = data.derivative(&products, &hinges, &kinks, &own);
        formula.require(&data.change(&products, &hinges), Greater);
        formula.require(&derivative.times(&v), GreaterEqual);
        let what = format!("a direction in which the loss does not fall, output weight {name}");
        export.ask(step, what, Expected::Sat, formula);
    }
    Ok(())
}

/// The sign of an output weight, 1 for 0.
pub(super) fn weight_sign(v: &Rational) -> i8 {
    if sign(v) < 0 { -1 } else { 1 }
}
