//! Linear problems: residual, gradient, and the case of the theorem on critical points.

use critcert_certificate::case::linear::{LinearNetwork, LinearProblem};
use critcert_certificate::certificate::linear::Layer;
use num_traits::Zero;

use crate::explain::Part;
use crate::explain::words::{count, matrix, rows};
use crate::linear::{Classification, Instance, Proof};
use crate::prove::ProveError;

pub(super) fn problem(problem: &LinearProblem, part: &mut Part) {
    part.say(format!(
        "Fit `Y` by `W2 W1 X`: {}, {}, {}, {}.",
        count(problem.inputs(), "input row"),
        count(problem.width, "hidden unit"),
        count(problem.outputs(), "output row"),
        count(problem.samples(), "sample")
    ));
    part.say(format!("`X = {}`, `Y = {}`.", rows(&problem.x), rows(&problem.y)));
    if problem.mu.0.is_zero() {
        part.say("The loss is `g = f = 1/2 |W2 W1 X - Y|^2` (Frobenius norm).");
    } else {
        part.say(format!(
            "The loss is `g = f + mu/4 |B|^2`, `f = 1/2 |W2 W1 X - Y|^2`, with the balance matrix `B` (the transpose of `W2` times `W2`, less `W1 X` times its transpose) and `mu = {}`.",
            problem.mu
        ));
    }
}

pub(super) fn parts(
    problem: &LinearProblem,
    network: &LinearNetwork,
    found: &Classification,
) -> Result<Vec<Part>, ProveError> {
    let instance = Instance::new(problem)?;
    let point = instance.point(network);
    let mut data = Part::new("Matrices");
    data.say(format!("`W1 = {}`, `W2 = {}`.", matrix(&point.w1), matrix(&point.w2)));
    data.say(format!("`S = X X^T = {}`, `C = Y X^T = {}`.", matrix(&instance.s), matrix(&instance.c)));
    data.say(format!("`R = W2 W1 S - C = {}`.", matrix(&point.residual)));
    let left = point.w2.transpose().mul(&point.residual);
    let right = point.residual.mul(&point.w1.transpose());
    data.say(format!("`W2^T R = {}` and `R W1^T = {}`.", matrix(&left), matrix(&right)));
    if !instance.mu.is_zero() {
        data.say(format!(
            "`B = {}`; the regulariser adds `-mu B W1 S` and `mu W2 B`.",
            matrix(&point.balance)
        ));
    }
    data.say(format!(
        "So `dg/dW1 = {}` and `dg/dW2 = {}`.",
        matrix(&point.gradient1),
        matrix(&point.gradient2)
    ));
    data.say(format!("The loss is `g = {}`.", point.loss));
    let mut verdict = Part::new(format!("Verdict: {}", found.verdict.name()));
    match &found.proof {
        Proof::GradientEntry { layer, row, column, value } => {
            let name = if *layer == Layer::W1 { "W1" } else { "W2" };
            verdict.say(format!(
                "The derivative in entry `({row}, {column})` of `{name}` is `{value}`, not zero."
            ));
        }
        Proof::Optimal(bound) if point.residual.is_zero() => {
            verdict.say(
                "Theorem D, case 1: `R = 0`, so the network is a least squares fit among all linear maps.",
            );
            verdict.say(format!(
                "In the certificate: `Z = Sigma` and shift 0 give the lower bound `(|Y|^2 - tr Sigma)/2 = ({} - {})/2 = {}`.",
                instance.target_norm,
                instance.sigma.trace(),
                bound.value
            ));
        }
        Proof::Optimal(bound) => {
            verdict.say("Theorem D, case 4: `W2` has full column rank, its range is invariant under `Sigma`, and no direction turns it towards larger eigenvalues.");
            verdict.say(format!("`Sigma = C S^+ C^T = {}`.", matrix(&instance.sigma)));
            verdict.say(format!(
                "The number `{}` separates the eigenvalues of `Sigma` on the range from those on its complement.",
                bound.shift
            ));
            verdict.say(format!(
                "With `Z = {}`, `Z >= 0` and `Z - Sigma + {} I >= 0`, no network of width {} has a loss below `(|Y|^2 - tr Z - {} * {})/2 = {}`, which is the loss here.",
                matrix(&bound.excess),
                bound.shift,
                instance.width,
                bound.shift,
                instance.width,
                bound.value
            ));
        }
        Proof::Saddle(direction) => {
            let case = if point.w2.kernel().columns() > 0 {
                "case 2: `W2 a = 0` for some `a` that is not zero"
            } else if point.w1.mul(&instance.s).transpose().kernel().columns() > 0 {
                "case 3: `a^T W1 S = 0` for some `a` that is not zero"
            } else {
                "case 4: turning the range of `W2` towards a larger eigenvalue of `Sigma`"
            };
            verdict.say(format!("The gradient vanishes and `R` is not zero. Theorem D, {case}."));
            verdict.say(format!(
                "The direction is `D1 = {}`, `D2 = {}`.",
                matrix(&direction.w1),
                matrix(&direction.w2)
            ));
            let first = point
                .w2
                .mul(&direction.w1)
                .add_scaled(&critcert_certificate::rational::ratio(1, 1), &direction.w2.mul(&point.w1));
            let square = first.mul(&instance.s).inner(&first);
            let mixed = direction.w2.mul(&direction.w1).inner(&point.residual);
            verdict.say(format!(
                "The second derivative along it is `q = |(W2 D1 + D2 W1) X|^2 + 2 <D2 D1, R> = {square} + 2 * ({mixed}) = {} < 0`.",
                direction.second_derivative
            ));
            verdict.say("So the loss falls along this direction and its opposite: no local minimum. Where the gradient vanishes and `R` is not zero the loss also grows in some direction: a strict saddle.");
        }
    }
    Ok(vec![data, verdict])
}
