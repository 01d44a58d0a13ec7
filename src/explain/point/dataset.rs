//! Data-set problems: residual, signs, the derivatives `D_j`, and the conditions of Theorem C line by line.

use critcert_certificate::case::{DatasetNetwork, DatasetProblem};
use critcert_certificate::certificate::dataset::CoverNode;
use critcert_certificate::rational::Rational;
use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

use crate::dataset::classify::{Falling, Part as Moved};
use crate::dataset::point::Neuron;
use crate::dataset::{Evaluation, Lifted, Proof, Sign};
use crate::explain::Part;
use crate::explain::words::{against_zero, canonical, count, sum, vector};
use crate::prove::ProveError;
use crate::prove::dataset::Point;

/// Most points that are listed one by one.
const LISTED: usize = 24;

pub(super) fn problem(problem: &DatasetProblem, part: &mut Part) {
    let n = problem.points.len();
    let slope = problem.activation.slope();
    let activation = if slope.is_zero() {
        "`s(u) = max(u, 0)`".to_owned()
    } else {
        format!("`s(u) = u` for `u > 0` and `{slope} u` else")
    };
    let bias = |own: bool| if own { "with" } else { "without" };
    part.say(format!(
        "Fit {} with {}, {activation}, {} hidden bias, {} output bias: `f(x) = c + sum_j v_j s(w_j . X)`.",
        count(n, "labelled point"),
        count(problem.width, "hidden neuron"),
        bias(problem.hidden_bias),
        bias(problem.output_bias)
    ));
    part.say(format!(
        "`X = {}`; the loss is `L = 1/2 sum_i e_i^2` with the residual `e_i = f(x_i) - y_i`.",
        if problem.hidden_bias { "(x, 1)" } else { "x" }
    ));
    for (index, (point, label)) in problem.points.iter().zip(&problem.labels).enumerate().take(LISTED) {
        part.say(format!("Point {index}: `x = {}`, `y = {label}`.", canonical(point)));
    }
    if n > LISTED {
        part.say(format!("... and {} further points.", n - LISTED));
    }
}

pub(super) fn parts(
    problem: &DatasetProblem,
    network: &DatasetNetwork,
    point: &Point,
) -> Result<Vec<Part>, ProveError> {
    let lifted = Lifted::new(problem)?;
    let evaluation = Evaluation::new(&lifted, network)?;
    let view = View { lifted: &lifted, at: &evaluation, point };
    Ok(vec![view.residual(), view.neurons(), view.conditions(), view.verdict()])
}

struct View<'a> {
    lifted: &'a Lifted,
    at: &'a Evaluation,
    point: &'a Point,
}

impl View<'_> {
    fn residual(&self) -> Part {
        let mut part = Part::new("Residual");
        part.say(format!("`e = {}`.", vector(&self.at.residual)));
        let squares: Rational = self.at.residual.iter().map(|e| e * e).sum();
        part.say(format!("`L = 1/2 * {squares} = {}`.", self.at.loss));
        for note in self.lifted.notes() {
            part.say(format!("Note: {}.", crate::explain::words::quoted(&note)));
        }
        part
    }

    fn neurons(&self) -> Part {
        let mut part = Part::new("Neurons");
        for (index, neuron) in self.at.neurons.iter().enumerate() {
            let zeros: Vec<String> = neuron
                .covector
                .signs()
                .iter()
                .enumerate()
                .filter(|(_, sign)| **sign == Sign::Zero)
                .map(|(point, _)| point.to_string())
                .collect();
            let kinks = match zeros.as_slice() {
                [] => "no kink".to_owned(),
                [one] => format!("zero at point {one}"),
                many => format!("zero at the points {}", many.join(", ")),
            };
            let flat = if neuron.v.is_zero() { ", flat" } else { "" };
            part.say(format!(
                "Neuron {index}: `w = {}`, `v = {}`{flat}; signs of `w . X_i`: «{}», {kinks}.",
                vector(&neuron.w),
                neuron.v,
                neuron.covector
            ));
            part.say(format!(
                "Its one-sided derivative along `delta` is `v_{index} D_{index}(delta)`, `D_{index}(delta) = {}`.",
                self.derivative(neuron)
            ));
            if neuron.has_kink() {
                for line in self.rays(index, neuron) {
                    part.say(line);
                }
            }
        }
        part
    }

    /// `g . delta + sum_k E_k s(row_k . delta)`.
    fn derivative(&self, neuron: &Neuron) -> String {
        let linear = form(&neuron.derivative.linear);
        let mut terms: Vec<(Rational, String)> = vec![];
        for kink in &neuron.derivative.kinks {
            let Some(class) = self.lifted.classes().get(kink.class) else { continue };
            let row: Vec<Rational> = class.row.iter().cloned().map(Rational::from_integer).collect();
            terms.push((kink.weight.clone(), format!("s({})", form(&row))));
        }
        let hinges = sum(&terms, &Rational::zero());
        match (linear.as_str(), hinges.as_str()) {
            (_, "0") => linear,
            ("0", _) => hinges,
            (_, hinges) => match hinges.strip_prefix('-') {
                Some(rest) => format!("{linear} - {rest}"),
                None => format!("{linear} + {hinges}"),
            },
        }
    }

    /// Values of D on rays: in the plane those on the kinks, between which D is linear; else the axes.
    fn rays(&self, index: usize, neuron: &Neuron) -> Vec<String> {
        let dimension = self.lifted.dimension();
        let mut rays: Vec<Vec<Rational>> = Vec::new();
        let plane = dimension == 2;
        if plane {
            for kink in &neuron.derivative.kinks {
                let Some(class) = self.lifted.classes().get(kink.class) else { continue };
                let [x, y]: [BigInt; 2] = [class.row[0].clone(), class.row[1].clone()];
                rays.push([-&y, x.clone()].map(Rational::from_integer).to_vec());
                rays.push([y, -x].map(Rational::from_integer).to_vec());
            }
            if neuron.derivative.kinks.len() == 1 {
                // One kink divides the plane into two halves: one more ray inside each.
                let row = rays[0].clone();
                let across = vec![row[1].clone(), -&row[0]];
                rays.push(across.iter().map(|entry| -entry).collect());
                rays.push(across);
            }
        } else {
            for k in 0..dimension {
                for sign in [1, -1] {
                    let entry =
                        |j: usize| Rational::from_integer(BigInt::from(if j == k { sign } else { 0 }));
                    rays.push((0..dimension).map(entry).collect());
                }
            }
        }
        let mut lines: Vec<String> = rays
            .iter()
            .map(|ray| {
                let value = neuron.derivative.at(self.lifted, ray);
                format!("On the ray `{}`: `D_{index} = {value}`.", vector(ray))
            })
            .collect();
        if plane {
            lines.push(
                "Between neighbouring rays it is linear, so these values tell its sign everywhere."
                    .to_owned(),
            );
        }
        lines
    }

    /// Theorem C, condition by condition.
    fn conditions(&self) -> Part {
        let mut part = Part::new("Conditions for a local minimum (Theorem C)");
        let total = self.at.total();
        if self.lifted.output_bias() {
            part.say(format!("(0) `sum_i e_i = {total}`: it has to be 0, which {}.", holds(total.is_zero())));
        } else {
            part.say("(0) There is no output bias, so nothing is asked of the sum of `e`.");
        }
        for (index, neuron) in self.at.neurons.iter().enumerate() {
            if neuron.v.is_zero() {
                let zero = neuron.derivative.is_zero();
                part.say(format!("(2) Neuron {index} is flat: `D_{index} = 0` throughout {}.", holds(zero)));
                continue;
            }
            let own = neuron.derivative.at(self.lifted, &neuron.w);
            let way = if neuron.v.is_positive() { ">=" } else { "<=" };
            if !neuron.has_kink() {
                let zero = neuron.derivative.is_zero();
                part.say(format!(
                    "(1) Neuron {index} has no kink, so `D_{index}` is linear and `v D >= 0` means `D_{index} = 0`, which {}.",
                    holds(zero)
                ));
                continue;
            }
            let known = match &self.point.classification.proof {
                Proof::NotCritical { falling, .. } | Proof::LocalMaximum { falling, .. }
                    if falling.part == Moved::InputWeights(index) =>
                {
                    Some(false)
                }
                Proof::LocalMinimum { .. } | Proof::Saddle { .. } | Proof::LeastLoss => Some(true),
                _ => None,
            };
            let word = known.map_or("is not needed here", holds);
            part.say(format!(
                "(1) Neuron {index} has `v = {} {}`: `D_{index}(delta) {way} 0` for all `delta` {word}; in particular `D_{index}(w) = {own}`.",
                neuron.v,
                against_zero(&neuron.v)
            ));
            if let (Some(true), Some(Some(nodes))) = (known, self.point.covers.get(index)) {
                let cones = nodes.iter().filter(|node| matches!(node, CoverNode::Leaf { .. })).count();
                part.say(format!(
                    "The certificate covers space with {}; on each of them `v D` is a sum of products that are not negative.",
                    count(cones, "cone")
                ));
            }
        }
        part
    }

    fn verdict(&self) -> Part {
        let found = &self.point.classification;
        let mut part = Part::new(format!("Verdict: {}", found.verdict.name()));
        match &found.proof {
            Proof::Orthogonal if found.loss.is_zero() => {
                part.say("`L = 0`, the least that a sum of squares can be.")
            }
            Proof::Orthogonal => {
                part.say("On every ray of lifted points the residuals, with their factors, add up to 0, and so do all of them where there is an output bias.");
                part.say("So `e` is orthogonal to the outputs of every network, and `L' - L = 1/2 |f' - f|^2 >= 0` for every other one.");
            }
            Proof::LeastLoss => {
                part.say("The conditions hold, and no local minimum of this width has a smaller loss; the least loss is attained at one.");
            }
            Proof::LocalMinimum { better, .. } => {
                part.say("All conditions hold: no small change lowers the loss, `L' - L = E + 1/2 |f' - f|^2` with `E >= 0`.");
                match better {
                    Some(better) => part.say(format!(
                        "It is not global: `W = {}`{}, `v = {}`{} has a smaller loss.",
                        crate::explain::words::rows(&better.weights),
                        better.b.as_ref().map(|b| format!(", `b = {}`", canonical(b))).unwrap_or_default(),
                        canonical(&better.v),
                        better.c.as_ref().map(|c| format!(", `c = {c}`")).unwrap_or_default()
                    )),
                    None => part.say("Whether it is global was not decided."),
                }
            }
            Proof::LocalMaximum { eta, falling, .. } => {
                part.say(format!(
                    "All hidden activations are zero, and `-v_j D_j - eta S_j >= 0` for every neuron with `eta = {eta}`: whatever switches an activation on lowers the loss."
                ));
                part.say(self.falling(falling));
            }
            Proof::NotCritical { falling, not_maximum } => {
                part.say(self.falling(falling));
                if let Some((neuron, delta)) = not_maximum {
                    part.say(format!(
                        "It is no local maximum: along `delta = {}` at neuron {neuron} outputs change and `v D(delta) >= 0`.",
                        vector(delta)
                    ));
                }
            }
            Proof::Saddle { ray, .. } => {
                part.say("No one-sided derivative is negative, but condition (2) fails.");
                part.say(format!(
                    "Moving `w_{0}` by `eps {1}` and `v_{0}` by `eps * {2}` changes the loss by `{3} eps^2` and higher powers; with the opposite sign of `v_{0}` it grows.",
                    ray.neuron,
                    vector(&ray.delta),
                    paren(&ray.output),
                    paren(&ray.coefficient)
                ));
            }
            Proof::Open(reason) => part.say(format!("Undetermined: {reason}.")),
        }
        part
    }

    fn falling(&self, falling: &Falling) -> String {
        let (name, derivative) = match falling.part {
            Moved::OutputBias => ("`c`".to_owned(), "the sum of `e`".to_owned()),
            Moved::OutputWeight(neuron) => (format!("`v_{neuron}`"), format!("`D_{neuron}(w)`")),
            Moved::InputWeights(neuron) => (format!("`w_{neuron}`"), format!("`v D_{neuron}`")),
        };
        format!(
            "Moving {name} in the direction `{}` has the one-sided derivative `{} < 0` (from {derivative}): the loss falls.",
            vector(&falling.direction),
            falling.value
        )
    }
}

/// `d_1 - 2 d_2`: a linear form in delta.
fn form(coefficients: &[Rational]) -> String {
    let name = |(k, coefficient): (usize, &Rational)| (coefficient.clone(), format!("delta_{}", k + 1));
    sum(&coefficients.iter().enumerate().map(name).collect::<Vec<_>>(), &Rational::zero())
}

fn holds(good: bool) -> &'static str {
    if good { "holds" } else { "fails" }
}

fn paren(value: &Rational) -> String {
    if value.is_negative() || !value.denom().is_one() { format!("({value})") } else { value.to_string() }
}
