//! Extra-neuron problems: coefficients, places, and theorems N1, N2 and N5 with numbers.

use critcert_certificate::case::extra_neuron::{
    Base, ExtraNeuronNetwork, ExtraNeuronProblem, SampleLoss, Unit,
};
use critcert_certificate::certificate::extra_neuron::Parameter;
use num_traits::Zero;

use crate::explain::Part;
use crate::explain::words::{canonical, count, rows, vector};
use crate::extra_neuron::classify::{Classification, Proof};
use crate::extra_neuron::instance::places;

pub(super) fn problem(problem: &ExtraNeuronProblem, part: &mut Part) {
    let loss = match problem.loss {
        SampleLoss::Hinge(power) => format!("l(z) = max(z + 1, 0)^{power}"),
        SampleLoss::Squared => "l(z) = (z + 1)^2".to_owned(),
        SampleLoss::Logistic => "l(z) = log(1 + e^z)".to_owned(),
    };
    let unit = match problem.unit {
        Unit::Exp => "u(t) = e^t".to_owned(),
        Unit::Monomial(power) => format!("u(t) = t^{power}"),
    };
    part.say(format!(
        "A classifier `f` gets one extra unit: `F = sum_i l(-y_i (f_i + a u(<w, x_i> + b))) + lambda a^2/2` with `{loss}`, `{unit}`, `lambda = {}`.",
        problem.lambda
    ));
    for (index, (point, label)) in problem.points.iter().zip(&problem.labels).enumerate().take(24) {
        part.say(format!("Point {index}: `x = {}`, `y = {label}`.", canonical(point)));
    }
    match &problem.base {
        Some(Base::Outputs(outputs)) => {
            part.say(format!("The base is frozen, with the outputs `f = {}`.", canonical(outputs)));
        }
        Some(Base::Network(network)) => part.say(format!(
            "The base is a ReLU network, `W = {}`{}, `v = {}`{}; its parameters vary, too.",
            rows(&network.weights),
            network.b.as_ref().map(|b| format!(", `b = {}`", canonical(b))).unwrap_or_default(),
            canonical(&network.v),
            network.c.as_ref().map(|c| format!(", `c = {c}`")).unwrap_or_default()
        )),
        None => part.say(format!(
            "The question is about every ReLU base with {}.",
            count(problem.width.unwrap_or(0), "hidden neuron")
        )),
    }
}

pub(super) fn parts(
    problem: &ExtraNeuronProblem,
    unit: &ExtraNeuronNetwork,
    found: &Classification,
) -> Vec<Part> {
    let base = &found.base;
    let mut part = Part::new("Point, coefficients and places");
    part.say(format!("The unit is at `a = {}`, `w = {}`, `b = {}`.", unit.a, canonical(&unit.w), unit.b));
    part.say(format!("The base has the outputs `f = {}`.", vector(&base.outputs)));
    if let Some(loss) = &base.loss {
        part.say(format!("Its loss without the unit is `{loss}`."));
    }
    let factor = if problem.loss == SampleLoss::Logistic {
        ", times one positive number that clears denominators"
    } else {
        ""
    };
    part.say(format!("The coefficients are `c_i = y_i l'(-y_i f_i)`{factor}:"));
    for (index, coefficient) in base.coefficients.iter().enumerate().take(24) {
        part.say(format!("`c_{index} = {coefficient}`."));
    }
    for members in places(problem) {
        let sum = base.sum_at(&members);
        let names: Vec<String> = members.iter().map(ToString::to_string).collect();
        let best = if sum.is_empty() { "the output is best" } else { "the output is not best" };
        part.say(format!(
            "At the place `{}` (points {}) they add up to `{sum}`: {best} there.",
            canonical(&problem.points[members[0]]),
            names.join(", ")
        ));
    }
    let mut verdict = Part::new(format!("Verdict: {}", found.verdict.name()));
    verdict.say(format!("The augmented loss is `F = {}`.", found.loss));
    argue(problem, unit, found, &mut verdict);
    vec![part, verdict]
}

fn argue(problem: &ExtraNeuronProblem, unit: &ExtraNeuronNetwork, found: &Classification, part: &mut Part) {
    match &found.proof {
        Proof::Optimal => {
            part.say("Theorem N1: `a = 0`, and every output minimises the loss of its place. So `F` is at its least: no network and no unit do better.");
        }
        Proof::Escape { outputs } => part.say(format!(
            "Without regulariser: with the unit the outputs are `{}`, best at every place, so `F` is at its least, though `a = {}` is not zero.",
            vector(outputs),
            unit.a
        )),
        Proof::OutputWeight { value } => {
            let identity = match problem.unit {
                Unit::Exp => "a dF/da - dF/db = lambda a^2".to_owned(),
                Unit::Monomial(power) => format!("{power} a dF/da - (<w, dF/dw> + b dF/db) = {power} lambda a^2"),
            };
            part.say(format!(
                "Step 1: `{identity} = {value}` is not zero, so some derivative in `a, w, b` is not zero."
            ));
        }
        Proof::UnitDerivative(moment) => part.say(format!(
            "The derivative of `F` in `a` is `-G(w, b)`, `G = sum_i c_i u(<w, x_i> + b) = {}`, not zero.",
            moment.sum
        )),
        Proof::GradientEntry { parameter, neuron, input, value } => {
            let letter = match parameter {
                Parameter::W => "w",
                Parameter::B => "b",
                Parameter::V => "v",
                Parameter::C => "c",
            };
            let at = neuron.map(|neuron| format!(" of neuron {neuron}")).unwrap_or_default();
            let entry = input.map(|input| format!(", entry {input}")).unwrap_or_default();
            part.say(format!("The derivative of `F` in `{letter}`{at}{entry} of the base is `{value}`, not zero."));
        }
        Proof::OneSided { neuron, direction, value } => part.say(format!(
            "Moving `(w, b)` of neuron {neuron} of the base along `{}` has the one-sided derivative `{value} < 0`.",
            vector(direction)
        )),
        Proof::Order(moment) => order(problem, found, &moment.powers, &moment.sum.to_string(), part),
        Proof::MomentsVanish { power, bad, better } => {
            part.say(format!(
                "Theorem N5: all moments `sum_i c_i x_i^k` of degree at most `{power}` vanish, so a unit `t^{power}` does not see that the output at point {bad} is not best."
            ));
            match (&found.base.network, better) {
                (None, _) => part.say("The base is frozen: by convexity no unit lowers the loss, for any `(a, w, b)`."),
                (_, Some(better)) => part.say(format!(
                    "The base is flat, so the point is a local minimum; a base with outputs `{}` has a smaller loss.",
                    vector(&better.outputs)
                )),
                (_, None) => part.say("The base is flat, so the point is a local minimum."),
            }
        }
        Proof::None(reason) => part.say(format!("Undetermined: {reason}.")),
    }
}

fn order(problem: &ExtraNeuronProblem, found: &Classification, powers: &[usize], sum: &str, part: &mut Part) {
    let order = found.order.unwrap_or(0);
    let (by_w, by_b) = powers.split_at(problem.dimension().min(powers.len()));
    let list = by_w.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let times = by_b.first().copied().unwrap_or(0);
    part.say("No direction of the base falls to first order.");
    part.say(format!(
        "Theorem {}: the derivatives of `G(w, b) = sum_i c_i u(<w, x_i> + b)` of order below `m = {order}` vanish, and the one with `({list})` derivatives by `w` and {times} by `b` is `{sum}`, not zero.",
        if problem.unit == Unit::Exp { "N2" } else { "N5" }
    ));
    part.say(format!(
        "So `dF/da = 0` at the point, but not near it: a saddle of order `{order}`. It is no local minimum by N1, and no local maximum since `F` is convex in `a`."
    ));
    if let Some(descent) = &found.descent {
        part.say(format!(
            "For illustration: at `a = {}`, `w = {}`, `b = {}` the loss is lower by at least `{}`.",
            descent.a,
            vector(&descent.w),
            descent.b,
            if descent.change.is_zero() { descent.change.clone() } else { -&descent.change }
        ));
    }
}
