//! Porcupine problems: derivatives in the masses, and the linear test neuron by neuron.

use critcert_certificate::case::porcupine::{PorcupineInput, PorcupineNetwork, PorcupineProblem};
use critcert_certificate::certificate::porcupine::{Side, Value};
use num_traits::Signed;

use crate::explain::Part;
use crate::explain::words::{canonical, count};
use crate::porcupine::classify::masses;
use crate::porcupine::form::{AnyForm, Form};
use crate::porcupine::lines::Lines;
use crate::porcupine::patterns::Model;
use crate::porcupine::ring::{Fraction, Ring};
use crate::porcupine::{Classification, Proof};

pub(super) fn problem(problem: &PorcupineProblem, part: &mut Part) {
    part.say("Networks are `h(x) = sum_i max(t_i <u_i, x>, 0)` with every neuron on a fixed line; the loss is the expectation of `(h - y)^2`.");
    for (index, (line, neurons)) in problem.lines.iter().zip(&problem.neurons_per_line).enumerate() {
        part.say(format!("Line {index}: `u = {}` with {}.", canonical(line), count(*neurons, "neuron")));
    }
    match &problem.input {
        PorcupineInput::Finite { points, weights, targets } => {
            part.say(format!(
                "The input takes {} with these weights and targets:",
                count(points.len(), "value")
            ));
            for ((point, weight), target) in points.iter().zip(weights).zip(targets).take(16) {
                part.say(format!("`x = {}`, weight `{weight}`, `y = {target}`.", canonical(point)));
            }
        }
        PorcupineInput::Gaussian => {
            part.say("The input is standard normal, the target a network of the same kind:");
            for neuron in &problem.teacher {
                part.say(format!("a neuron on `{}` at `t = {}`.", canonical(&neuron.line), neuron.t));
            }
        }
    }
}

pub(super) fn parts(
    problem: &PorcupineProblem,
    network: &PorcupineNetwork,
    found: &Classification,
) -> Vec<Part> {
    let lines = Lines::of(problem);
    let mut parts = match AnyForm::of(problem, &lines) {
        Some(AnyForm::Finite(form)) => test(problem, &lines, &form, network),
        Some(AnyForm::Gaussian(form)) => test(problem, &lines, &form, network),
        None => {
            let mut part = Part::new("Positions");
            positions(network, &mut part);
            part.say("The angles lead out of Q(pi), so derivatives are known by rational bounds; their signs decide.");
            vec![part]
        }
    };
    parts.push(verdict(found));
    parts
}

fn positions(network: &PorcupineNetwork, part: &mut Part) {
    for (line, t) in network.t.iter().enumerate() {
        part.say(format!("Line {line}: `t = {}`.", canonical(t)));
    }
}

/// Masses, their derivatives, and the test at each neuron.
fn test<R: Ring>(
    problem: &PorcupineProblem,
    lines: &Lines,
    form: &Form<R>,
    network: &PorcupineNetwork,
) -> Vec<Part> {
    let model = Model { problem, lines, form };
    let t: Vec<Vec<Fraction<R>>> =
        network.t.iter().map(|line| line.iter().map(|t| Fraction::rational(&t.0)).collect()).collect();
    let z = masses(&model, &t);
    let evaluation = form.evaluate(&z);
    let mut part = Part::new("Masses and derivatives");
    positions(network, &mut part);
    part.say("The loss depends on the masses only: on each distinct line, `P` and `N` are the sums of the positive and of the negative `|t|`. It is a convex quadratic form of them, `Q(z) = z'Gz - 2 c'z + E y^2`.");
    if lines.merged() {
        part.say("Proportional lines of the case are merged into one.");
    }
    let g = |feature: usize| evaluation.derivative(feature);
    for line in 0..lines.len() {
        part.say(format!(
            "Distinct line {line}: `P = {}`, `N = {}`; the derivatives of the loss are `g_P = {}`, `g_N = {}`.",
            z[2 * line].value().text(),
            z[2 * line + 1].value().text(),
            g(2 * line).value().text(),
            g(2 * line + 1).value().text()
        ));
    }
    part.say(format!("The loss is `L = {}`.", evaluation.loss.value().text()));
    let mut linear = Part::new("The linear test");
    linear.say("A network is a local minimum iff for every neuron: `t > 0` and `g_P = 0`; or `t < 0` and `g_N = 0`; or `t = 0` and `g_P >= 0`, `g_N >= 0`.");
    for (own, line) in network.t.iter().enumerate() {
        let (place, factor) = &lines.places[own];
        for (neuron, t) in line.iter().enumerate() {
            let oriented = &t.0 * factor;
            let (asked, good) = if oriented.is_positive() {
                ("`g_P = 0`", g(2 * place).top.is_zero())
            } else if oriented.is_negative() {
                ("`g_N = 0`", g(2 * place + 1).top.is_zero())
            } else {
                (
                    "`g_P >= 0` and `g_N >= 0`",
                    !g(2 * place).top.is_negative() && !g(2 * place + 1).top.is_negative(),
                )
            };
            linear.say(format!(
                "Neuron {neuron} of line {own}, at `t = {t}`{}: {asked} on distinct line {place} {}.",
                if factor.is_positive() { "" } else { " (turned round)" },
                if good { "holds" } else { "fails" }
            ));
        }
    }
    vec![part, linear]
}

fn verdict(found: &Classification) -> Part {
    let mut part = Part::new(format!("Verdict: {}", found.verdict.name()));
    match &found.proof {
        Proof::ZeroLoss => part.say("`L = 0`, the least that it can be."),
        Proof::Least(least) => part.say(format!(
            "The test holds, and `L = {}` is the least loss: the conditions for a minimiser of the convex form hold at stated masses for {}.",
            least.value.text(),
            if least.choices.len() == 1 {
                "all sides at once".to_owned()
            } else {
                format!("each of the {} choices of sides of single neurons", least.choices.len())
            }
        )),
        Proof::Optimal => part.say("No derivative of a mass is negative and those of positive masses vanish: by convexity no masses have a smaller loss."),
        Proof::NotLeast { better, loss } => {
            part.say("The test holds at every neuron: masses can only grow where their derivative is not negative, and the form is convex.");
            part.say(format!("It is not global: `t = {}` has the loss `{}`.", nested(better), loss.text()));
        }
        Proof::LinearTest => part.say("The test holds at every neuron. Whether it is global was not decided."),
        Proof::Descent { line, neuron, direction, value } => part.say(format!(
            "Moving neuron {neuron} of line {line} {} has the one-sided derivative `{} < 0`: the loss falls.",
            if *direction == Side::Plus { "up" } else { "down" },
            value.text()
        )),
        Proof::Maximum => part.say("Every neuron that is not 0 acts on no input, and every mass that can grow and acts has a negative derivative: the loss falls in every direction that changes the outputs."),
        Proof::Open(reason) => part.say(format!("Undetermined: {reason}.")),
    }
    part
}

fn nested(positions: &[Vec<Value>]) -> String {
    let line =
        |line: &Vec<Value>| format!("({})", line.iter().map(Value::text).collect::<Vec<_>>().join(", "));
    format!("({})", positions.iter().map(line).collect::<Vec<_>>().join(", "))
}
