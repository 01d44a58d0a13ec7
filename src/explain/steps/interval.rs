//! Steps of `proofs/FORMAT.md`, section 8.

use serde_json::Value;

use super::{Reader, Table, combination, entries, length, network, show, verdict as in_words};
use crate::explain::words::polynomial;
use crate::export::interval::system;
use critcert_certificate::rational::{Rational, parse_canonical};

pub(super) const TABLE: Table = &[
    ("interval-point", point),
    ("gradient-entry", gradient_entry),
    ("one-sided-derivative", one_sided_derivative),
    ("zero-gradient", zero_gradient),
    ("descent-ray", descent_ray),
    ("radius", radius),
    ("interval-verdict", verdict),
    ("growth", growth),
    ("tree", tree),
    ("open", open),
    ("cut", cut),
    ("family", family),
    ("classification", classification),
];

fn smooth(with: &Value) -> &'static str {
    if with["differentiable"] == false { "is not differentiable" } else { "is differentiable" }
}

fn point(_: &Reader<'_>, with: &Value) -> Vec<String> {
    let mut lines = vec![format!(
        "At {} the loss is `{}`, the sum over the pieces of the integrals of `r^2`; it {} there.",
        network(&with["network"]),
        show(&with["loss"]),
        smooth(with)
    )];
    for (index, neuron) in entries(&with["neurons"]).enumerate() {
        let flat = if neuron["flat"] == true { ", flat" } else { "" };
        lines.push(format!(
            "Neuron {index} is {}{flat}, by the signs of `w x + b` at both ends of the interval.",
            show(&neuron["type"])
        ));
    }
    lines
}

fn gradient_entry(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    let parameter = show(&with["parameter"]);
    let neuron = if with["neuron"].is_null() { String::new() } else { format!("_{}", show(&with["neuron"])) };
    let formula = match parameter.as_str() {
        "c" => "2 int r".to_owned(),
        "v" => "2 int r max(w x + b, 0)".to_owned(),
        "w" => "2 v int x r over the part where w x + b > 0".to_owned(),
        _ => "2 v int r over the part where w x + b > 0".to_owned(),
    };
    vec![
        format!(
            "At the point of {} the derivative `dL/d{parameter}{neuron}` is `{}`: {formula}.",
            reader.step(&with["point"]),
            show(&with["value"])
        ),
        "It is not zero, so in one of the two directions of this parameter the loss falls: the point is not critical.".to_owned(),
    ]
}

fn one_sided_derivative(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![
        format!(
            "At the point of {} neuron {} is degenerate, `w = b = 0`. When `(w, b)` leaves 0 in the direction `{}`, the loss has the one-sided derivative `2 v int r max(omega x + eta, 0) = {}`.",
            reader.step(&with["point"]),
            show(&with["neuron"]),
            show(&with["direction"]),
            show(&with["value"])
        ),
        "It is negative, so the loss falls: the point is not critical.".to_owned(),
    ]
}

fn zero_gradient(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![format!(
        "At the point of {} the loss is differentiable, and all derivatives in `w`, `b`, `v` and `c` are 0: the point is critical.",
        reader.step(&with["point"])
    )]
}

/// A list of numbers as a polynomial in eps.
pub(super) fn in_eps(value: &Value) -> String {
    let coefficients: Vec<Rational> =
        entries(value).filter_map(|entry| parse_canonical(entry.as_str()?).ok()).collect();
    polynomial(&coefficients, "eps")
}

fn descent_ray(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    let d = &with["direction"];
    vec![
        format!(
            "From the point of {} move along `w: {}, b: {}, v: {}, c: {}`, times `eps`.",
            reader.step(&with["point"]),
            show(&d["w"]),
            show(&d["b"]),
            show(&d["v"]),
            show(&d["c"])
        ),
        format!(
            "For small `eps > 0` the breakpoints keep their order, so on each piece `r` is affine with coefficients that are polynomials in `eps`, and the loss changes by `{}`.",
            in_eps(&with["polynomial"])
        ),
        "Its lowest term is negative: arbitrarily near there are better networks, so the point is no local minimum.".to_owned(),
    ]
}

fn radius(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    let delta = show(&with["delta"]);
    vec![
        format!(
            "Around the point of {} no network is better whose parameters differ by at most `delta = {delta}`.",
            reader.step(&with["point"])
        ),
        "All neurons are zero on the interval, so `r = -alpha (x - mid)`. Inactive neurons stay zero within `delta`; semi-inactive ones act on their own half only, where `v r >= 0`.".to_owned(),
        "Hence `L' - L = int (f' - f)^2 + 2 int r (f' - f) >= 0`: a local minimum.".to_owned(),
    ]
}

fn verdict(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    let (point, because) = (reader.step(&with["point"]), reader.list(&with["because"]));
    let verdict = show(&with["verdict"]);
    let why = match verdict.as_str() {
        "global-minimum" => "its loss is 0, and a loss is never negative".to_owned(),
        "not-critical" => format!("{because} shows a derivative that is not zero"),
        "saddle" => format!(
            "{because} show that it is critical and no local minimum; it is no local maximum, as adding `t` to `c` changes the loss by `t dL/dc + t^2 D` with `dL/dc = 0`"
        ),
        "local-minimum" => {
            format!("{because} show that it is a local minimum and that another network has a smaller loss")
        }
        _ => format!("{because} show it"),
    };
    vec![format!("The point of {point} is {}: {why}.", in_words(&with["verdict"]))]
}

fn growth(_: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![format!(
        "No network of any width is a local maximum: adding `t` to `c` changes the loss by `t dL/dc + {} t^2`, which is positive for all small `t` of one sign.",
        show(&with["coefficient"])
    )]
}

fn tree(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![
        format!(
            "The enumeration for width {} begins. By {} some network of this width has loss 0, so every other critical point has a positive loss.",
            show(&with["width"]),
            reader.step(&with["global"])
        ),
        "At such a point `r` alternates between `rho` and `-rho` at the ends and kinks; with the squared lengths `u_k > 0` of the pieces, what is left of a zero gradient is a system of linear equations, label by label of a branch.".to_owned(),
    ]
}

fn open(_: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![format!(
        "The branch «{}» is replaced by its extensions by one label; together they hold the same patterns.",
        show(&with["branch"])
    )]
}

fn cut(_: &Reader<'_>, with: &Value) -> Vec<String> {
    let branch = show(&with["branch"]);
    let mut lines = vec![format!(
        "No critical point of positive loss has a pattern in the branch «{branch}»: its rows contradict each other."
    )];
    if let Some((formula, _)) = system(&branch) {
        lines.extend(combination(&formula, &with["multipliers"]));
    }
    lines.push("The left sides add up to 0, but a strict row has a positive multiplier, so that the sum would be positive.".to_owned());
    lines
}

fn family(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    let kinks = length(&with["breakpoints"]);
    let mut lines = vec![format!(
        "The branch «{}» holds a family of critical points: every member is {} of loss `{}`.",
        show(&with["branch"]),
        in_words(&with["verdict"]),
        show(&with["loss"])
    )];
    if kinks == 0 {
        lines.push("Its members have no kink: `f` is constant on the interval with the target's value at the midpoint, and the loss is `alpha^2 D^3/12`.".to_owned());
    } else {
        lines.push(format!(
            "Its members have kinks exactly at `{}`: the equality rows of the branch combine to `u_k - u_0 = 0` for each piece, so that all {} pieces have one length.",
            show(&with["breakpoints"]),
            kinks + 1
        ));
        lines.push(format!(
            "The sum of `v w` over the neurons of each kink is `2 alpha/{}`, and `r` is one fixed sawtooth; the loss is `alpha^2 D^3/(12 * {}^4)`.",
            kinks + 1,
            kinks + 1
        ));
    }
    lines.push(format!(
        "The verdict is shown for one member by {}; rescaling neurons and moving all neurons of a kink together carries it over to the others.",
        reader.step(&with["member"])
    ));
    lines
}

fn classification(_: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![
        format!(
            "The tree is complete: of `{}` patterns, `{}` lie in cut branches and `{}` in the families, in the order of the steps.",
            show(&with["patterns"]),
            show(&with["infeasible"]),
            show(&with["families"])
        ),
        "Each branch counts the patterns below it by its generating function, and the sum is the closed formula for all patterns: none is missing.".to_owned(),
    ]
}
