//! Answers about data-set problems.

use critcert_certificate::case::Verdict;
use critcert_certificate::certificate::dataset::CoverNode;
use critcert_certificate::rational::{Rational, ratio};
use num_traits::Zero;
use serde_json::{Value, json};

use super::ClassifyAnswer;
use crate::dataset::Proof;
use crate::dataset::classify::{Falling, Part};
use crate::prove::dataset::Point;

/// The answer about one network.
pub(super) fn classify_answer(point: &Point) -> ClassifyAnswer {
    let found = &point.classification;
    let global = match (&found.verdict, &found.proof) {
        (Verdict::GlobalMinimum, _) => Some(Some(true)),
        (_, Proof::LocalMinimum { better, .. }) => Some(better.as_ref().map(|_| false)),
        _ => None,
    };
    let neuron = |class: &crate::dataset::classify::NeuronClass| json!({ "covector": class.covector.to_string(), "flat": class.flat });
    let mut evidence = evidence(point);
    if let Some(map) = evidence.as_object_mut() {
        map.insert("residual".to_owned(), json!(texts(&found.residual)));
    }
    ClassifyAnswer {
        verdict: found.verdict,
        loss: found.loss.to_string(),
        differentiable: found.differentiable,
        global,
        neurons: found.neurons.iter().map(neuron).collect(),
        evidence,
        order: None,
        because: because(point),
    }
}

/// The proof in one sentence.
fn because(point: &Point) -> String {
    match &point.classification.proof {
        Proof::Orthogonal if point.classification.loss.is_zero() => "the loss is zero".to_owned(),
        Proof::Orthogonal => "the residual is orthogonal to the outputs of every network".to_owned(),
        Proof::LeastLoss => "no local minimum of this width has a smaller loss".to_owned(),
        Proof::LocalMinimum { better, .. } => {
            let other = if better.is_some() { "a better network is known" } else { "it may be global" };
            format!("no one-sided derivative is negative and flat neurons have none; {other}")
        }
        Proof::LocalMaximum { falling, .. } => {
            format!("every moving activation lowers the loss; {}", in_words(falling))
        }
        Proof::NotCritical { falling, .. } => in_words(falling),
        Proof::Saddle { ray, .. } => format!(
            "no one-sided derivative is negative, and along the ray w: {}, v: {} of neuron {} the loss changes by \
             ({}) eps^2 + ..",
            texts(&ray.delta).join(" "),
            ray.output,
            ray.neuron,
            ray.coefficient
        ),
        Proof::Open(reason) => reason.to_string(),
    }
}

fn in_words(falling: &Falling) -> String {
    let direction = texts(&falling.direction).join(" ");
    let part = match falling.part {
        Part::OutputBias => "c".to_owned(),
        Part::OutputWeight(neuron) => format!("v of neuron {neuron}"),
        Part::InputWeights(neuron) => format!("w of neuron {neuron}"),
    };
    format!("the one-sided derivative is {} when {part} moves in direction {direction}", falling.value)
}

fn evidence(point: &Point) -> Value {
    match &point.classification.proof {
        Proof::Orthogonal => json!({ "kind": "orthogonal-residual" }),
        Proof::LeastLoss => json!({
            "kind": "landscape",
            "local_minima": point.landscape.as_ref().map(|small| {
                small.minima.iter().map(|minimum| minimum.loss.to_string()).collect::<Vec<_>>()
            }),
        }),
        Proof::LocalMinimum { better, .. } => json!({
            "kind": "first-order-conditions", "covers": shown(&point.covers), "better": better,
        }),
        Proof::LocalMaximum { eta, falling, .. } => json!({
            "kind": "local-maximum", "eta": eta.to_string(), "falling": one_sided(falling),
        }),
        Proof::NotCritical { falling, .. } => one_sided(falling),
        Proof::Saddle { ray, .. } => json!({
            "kind": "saddle-ray",
            "neuron": ray.neuron,
            "direction": texts(&ray.delta),
            "output": ray.output.to_string(),
            "coefficient": ray.coefficient.to_string(),
            "second_derivative": (&ray.coefficient * ratio(2, 1)).to_string(),
        }),
        Proof::Open(reason) => json!({ "kind": "none", "reason": reason.to_string() }),
    }
}

fn one_sided(falling: &Falling) -> Value {
    let (parameter, neuron) = match falling.part {
        Part::OutputBias => ("c", None),
        Part::OutputWeight(neuron) => ("v", Some(neuron)),
        Part::InputWeights(neuron) => ("w", Some(neuron)),
    };
    json!({
        "kind": "one-sided-derivative",
        "parameter": parameter,
        "neuron": neuron,
        "direction": texts(&falling.direction),
        "value": falling.value.to_string(),
    })
}

/// Covers of at most [`SHOWN`] nodes in full, the number of nodes of larger ones.
fn shown(covers: &[Option<Vec<CoverNode>>]) -> Vec<Value> {
    const SHOWN: usize = 20;
    let one = |cover: &Option<Vec<CoverNode>>| match cover {
        Some(nodes) if nodes.len() > SHOWN => json!({ "nodes": nodes.len() }),
        cover => json!(cover),
    };
    covers.iter().map(one).collect()
}

fn texts(numbers: &[Rational]) -> Vec<String> {
    numbers.iter().map(Rational::to_string).collect()
}
