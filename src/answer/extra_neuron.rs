//! Answers about extra-neuron problems.

use critcert_certificate::Rational;
use critcert_certificate::case::Verdict;
use critcert_certificate::case::extra_neuron::ExtraNeuronProblem;
use serde_json::{Value, json};

use super::ClassifyAnswer;
use crate::extra_neuron::base_minima::BaseMinimum;
use crate::extra_neuron::exponential_sum::ExponentialSum;
use crate::extra_neuron::instance::Network;
use crate::extra_neuron::lines::CriticalLines;
use crate::extra_neuron::moments::Moment;
use crate::extra_neuron::{BasePoint, Classification, Proof};
use crate::prove::extra_neuron::{Landscape, LandscapeBase};

/// The answer about one point.
pub(super) fn classify_answer(found: &Classification) -> ClassifyAnswer {
    let global = match (found.verdict, &found.proof) {
        (Verdict::GlobalMinimum, _) => Some(Some(true)),
        (Verdict::LocalMinimum, Proof::MomentsVanish { better: Some(_), .. }) => Some(Some(false)),
        (Verdict::LocalMinimum, _) => Some(None),
        _ => None,
    };
    ClassifyAnswer {
        verdict: found.verdict,
        loss: found.loss.clone(),
        differentiable: found.differentiable,
        global,
        order: Some(found.order),
        neurons: Vec::new(),
        evidence: evidence(found),
        because: because(found),
    }
}

/// The proof in one sentence.
fn because(found: &Classification) -> String {
    let order = found.order.map(|order| format!(" of order {order}")).unwrap_or_default();
    match found.verdict {
        Verdict::GlobalMinimum => "the unit is off and the outputs are least for each point alone".to_owned(),
        Verdict::LocalMinimum => "the unit is off and no change of it or of the base helps nearby".to_owned(),
        Verdict::Saddle => {
            format!("the unit is off, the gradient vanishes, and the point is a saddle{order}")
        }
        Verdict::NotCritical => not_critical(&found.proof),
        _ => "see the evidence".to_owned(),
    }
}

/// Which derivative says that a point is not critical.
fn not_critical(proof: &Proof) -> String {
    match proof {
        Proof::OutputWeight { .. } => {
            "a is not zero, and lambda a^2 > 0 is a combination of derivatives".to_owned()
        }
        Proof::UnitDerivative(moment) => {
            format!("minus the derivative of the loss by a is {}, not zero", moment.sum)
        }
        Proof::GradientEntry { parameter, neuron, value, .. } => {
            let name = serde_json::to_value(parameter).unwrap_or_default();
            let name = name.as_str().unwrap_or_default().to_owned();
            let of = neuron.map(|neuron| format!(" of neuron {neuron} of the base")).unwrap_or_default();
            format!("the derivative of the loss by {name}{of} has the sign of {value}, which is not zero")
        }
        Proof::OneSided { neuron, value, .. } => {
            format!(
                "the one-sided derivative along a direction of (w, b) of neuron {neuron} of the base is {value}"
            )
        }
        _ => "a partial derivative does not vanish".to_owned(),
    }
}

fn texts(values: &[Rational]) -> Vec<String> {
    values.iter().map(Rational::to_string).collect()
}

/// `[[exponent, coefficient], ..]`.
fn sum(sum: &ExponentialSum) -> Value {
    sum.terms().map(|(exponent, value)| json!([exponent.to_string(), value.to_string()])).collect()
}

fn moment(moment: &Moment) -> Value {
    json!({ "derivative": moment.powers, "sum": sum(&moment.sum) })
}

fn network(network: &Network) -> Value {
    json!(network.to_wire())
}

fn base(base: &BasePoint) -> Value {
    json!({
        "loss": base.loss.as_ref().map(Rational::to_string),
        "outputs": texts(&base.outputs),
        "network": base.network.as_ref().map(network),
    })
}

fn evidence(found: &Classification) -> Value {
    match &found.proof {
        Proof::Optimal => json!({ "kind": "best-outputs", "outputs": texts(&found.base.outputs) }),
        Proof::Escape { outputs } => json!({ "kind": "best-outputs", "outputs": texts(outputs) }),
        Proof::OutputWeight { value } => json!({ "kind": "output-weight", "value": value.to_string() }),
        Proof::UnitDerivative(found) => json!({ "kind": "unit-derivative", "moment": moment(found) }),
        Proof::GradientEntry { parameter, neuron, input, value } => json!({
            "kind": "gradient-entry", "parameter": parameter, "neuron": neuron, "input": input, "value": sum(value),
        }),
        Proof::OneSided { neuron, direction, value } => json!({
            "kind": "one-sided-derivative",
            "neuron": neuron,
            "direction": texts(direction),
            "value": value.to_string(),
        }),
        Proof::Order(found_moment) => {
            let illustration = found.descent.as_ref().map(|descent| {
                json!({
                    "a": descent.a.to_string(),
                    "w": texts(&descent.w),
                    "b": descent.b.to_string(),
                    "change_at_most": descent.change.to_string(),
                })
            });
            json!({
                "kind": "order",
                "strict": found.order == Some(1),
                "moment": moment(found_moment),
                "descent_point_not_part_of_the_proof": illustration,
            })
        }
        Proof::MomentsVanish { power, bad, better } => json!({
            "kind": "moments-vanish",
            "power": power,
            "not_best_at_point": bad,
            "better_base": better.as_ref().map(|better| base(better)),
        }),
        Proof::None(reason) => json!({ "kind": "none", "reason": reason.to_string() }),
    }
}

/// The answer about a landscape.
#[must_use]
pub fn landscape_answer(problem: &ExtraNeuronProblem, found: &Landscape) -> Value {
    let (has, reason) = match &found.has_local_minimum {
        Ok(has) => (Some(*has), None),
        Err(reason) => (None, Some(reason.clone())),
    };
    json!({
        "complete": has.is_some(),
        "unit": problem.unit,
        "width": problem.width,
        "has_local_minimum": has,
        "vacuous": has.map(|has| !has),
        "undecided": reason,
        "patterns": found.patterns.as_ref().map(ToString::to_string),
        "witness": found.witness.as_ref().map(base),
        "base": found.base.as_ref().map(base_answer),
        "base_local_minima": found.base_minima.as_ref().map(|minima| base_minima(minima)),
    })
}

/// What the unit does to the local minima of the base alone.
fn base_minima(minima: &[BaseMinimum]) -> Value {
    let entry = |minimum: &BaseMinimum| {
        json!({
            "loss": minimum.loss.to_string(),
            "spurious": minimum.spurious,
            "removed": minimum.removed,
            "network": minimum.network,
        })
    };
    minima.iter().map(entry).collect()
}

fn base_answer(found: &LandscapeBase) -> Value {
    json!({
        "loss": found.base.loss.as_ref().map(Rational::to_string),
        "outputs": texts(&found.base.outputs),
        "best_outputs": found.optimal,
        "local_minimum_of_base_loss": found.local_minimum,
        "better": found.better.as_ref().map(base),
        "spurious_minimum_removed": found.is_removed(),
        "critical_lines": match &found.lines {
            Ok(lines) => lines_answer(lines),
            Err(reason) => json!({ "undecided": reason }),
        },
    })
}

fn lines_answer(lines: &CriticalLines) -> Value {
    let root = |((lower, upper), multiplicity): (&(Rational, Rational), usize)| json!({ "interval": [lower.to_string(), upper.to_string()], "multiplicity": multiplicity });
    json!({
        "count": lines.count(),
        "polynomial": lines.polynomial.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "scale": lines.scale.to_string(),
        "roots": lines.roots().into_iter().map(root).collect::<Vec<_>>(),
        "multiplicity_of_zero_weight": lines.at_zero_weight,
    })
}
