//! Steps of `proofs/format/dataset.md`.

use serde_json::Value;

use super::{Reader, Table, entries, length, network, show};

pub(super) const TABLE: Table = &[
    ("dataset-point", point),
    ("dataset-stationary", stationary),
    ("dataset-local-minimum", local_minimum),
    ("dataset-not-critical", not_critical),
    ("dataset-saddle-ray", saddle_ray),
    ("dataset-local-maximum", local_maximum),
    ("dataset-not-maximum", not_maximum),
    ("dataset-verdict", verdict),
    ("dataset-growth", growth),
    ("dataset-no-maximum", no_maximum),
    ("zero-loss-contradiction", contradiction),
];

fn point(_: &Reader<'_>, with: &Value) -> Vec<String> {
    let smooth = if with["differentiable"] == false { "is not differentiable" } else { "is differentiable" };
    let mut lines = vec![format!(
        "At {} the loss `1/2 sum e_i^2` is `{}`; it {smooth} there.",
        network(&with["network"]),
        show(&with["loss"])
    )];
    for (index, neuron) in entries(&with["neurons"]).enumerate() {
        let flat = if neuron["flat"] == true { ", and is flat" } else { "" };
        lines.push(format!(
            "Neuron {index} has the signs «{}» on the points{flat}.",
            show(&neuron["covector"])
        ));
    }
    lines
}

/// The number of leaves and nodes of a cover.
fn cover(nodes: &Value) -> String {
    let leaves = entries(nodes).filter(|node| node.get("leaf").is_some()).count();
    format!("{leaves} cones (`{}` nodes)", length(nodes))
}

fn stationary(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    let mut lines = vec![format!(
        "At the point of {} no one-sided derivative is negative: `sum e_i = 0` where there is an output bias, `D_j(w_j) = 0`, and `v_j D_j >= 0` for every neuron that is not flat.",
        reader.step(&with["point"])
    )];
    for (index, nodes) in entries(&with["covers"]).enumerate() {
        if nodes.is_null() {
            lines.push(format!("Neuron {index} is flat; nothing is asked of it here."));
        } else {
            lines.push(format!(
                "Neuron {index}: space is covered by {}, and on each `v D` is a combination of products that are not negative there, with stated slopes and multipliers.",
                cover(nodes)
            ));
        }
    }
    lines
}

fn local_minimum(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![format!(
        "The point of {} is a local minimum (Theorem C): in addition `D_j = 0` throughout for every flat neuron, so near the point `L' - L = E + 1/2 |f' - f|^2` with `E >= 0`.",
        reader.step(&with["stationary"])
    )]
}

fn not_critical(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    let neuron = if with["neuron"].is_null() {
        String::new()
    } else {
        format!(" of neuron {}", show(&with["neuron"]))
    };
    let formula = match with["parameter"].as_str() {
        Some("w") => "`v_j D_j(direction)`",
        Some("v") => "the direction times `D_j(w_j)`",
        _ => "the direction times `sum e_i`",
    };
    vec![format!(
        "At the point of {}, moving `{}`{neuron} in the direction `{}` has the one-sided derivative `{}`, which is {formula}. It is negative: the point is not critical.",
        reader.step(&with["point"]),
        show(&with["parameter"]),
        show(&with["direction"]),
        show(&with["value"])
    )]
}

fn saddle_ray(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![format!(
        "At the point of {} neuron {} is flat. Along `w + eps {}`, `v = eps ({})` the loss changes by `({}) eps^2` and higher powers, so it falls; with the opposite output weight it grows: neither a local minimum nor a local maximum.",
        reader.step(&with["point"]),
        show(&with["neuron"]),
        show(&with["direction"]),
        show(&with["output"]),
        show(&with["coefficient"])
    )]
}

fn local_maximum(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![
        format!(
            "The point of {} is a local maximum: there is no output bias, and every hidden activation is zero.",
            reader.step(&with["point"])
        ),
        format!(
            "With `eta = {}`, `-v_j D_j - eta S_j >= 0` for each of the {} neurons, `S_j` the size of the activations that a small change of `w_j` switches on: whatever they change lowers the loss to first order.",
            show(&with["eta"]),
            length(&with["covers"])
        ),
    ]
}

fn not_maximum(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![format!(
        "The point of {} is no local maximum: along `{}` neuron {} becomes active somewhere, and `v D >= 0` there, so the loss does not fall.",
        reader.step(&with["point"]),
        show(&with["direction"]),
        show(&with["neuron"])
    )]
}

fn verdict(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    let (point, because) = (reader.step(&with["point"]), reader.list(&with["because"]));
    let verdict = show(&with["verdict"]);
    let many = length(&with["because"]);
    let (what, why) = match verdict.as_str() {
        "global-minimum" if many == 0 => (
            "a global minimum",
            "its residual is orthogonal to the outputs of every network (for instance zero), so no other one has a smaller loss".to_owned(),
        ),
        "global-minimum" => ("a global minimum", format!("its loss is the least of {because}")),
        "local-minimum" if many > 1 => ("a local minimum that is not global", format!("by {because}; the second has a smaller loss")),
        "local-minimum" => ("a local minimum", format!("by {because}")),
        "local-maximum" => ("a local maximum", format!("by {because}; it is no minimum, for the loss falls")),
        "saddle" => ("a saddle", format!("by {because}: stationary, and neither a minimum nor a maximum")),
        _ => ("not critical", format!("by {because}")),
    };
    vec![format!("The point of {point} is {what}: {why}.")]
}

fn growth(_: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![format!(
        "No network of any width is a local maximum: adding `t` to `c` changes the loss by `t sum e_i + {} t^2`, which is positive for all small `t` of one sign.",
        show(&with["coefficient"])
    )]
}

fn no_maximum(_: &Reader<'_>, with: &Value) -> Vec<String> {
    let zeros: Vec<String> = entries(&with["zero"]).map(|zero| show(&zero["point"])).collect();
    vec![
        format!(
            "No network of any width is a local maximum. Only silent neurons could be part of one, those with `w . X_i <= 0` everywhere; `w = {}` is one with as few zeros as possible, at the points {}.",
            show(&with["interior"]),
            zeros.join(", ")
        ),
        "Every silent neuron vanishes there, as the stated multipliers write `-X_i` as a positive combination of the points.".to_owned(),
        format!(
            "Along `{}` a positive, along `{}` a negative output weight changes outputs without lowering the loss.",
            show(&with["directions"][0]),
            show(&with["directions"][1])
        ),
    ]
}

fn contradiction(_: &Reader<'_>, with: &Value) -> Vec<String> {
    let terms: Vec<String> = entries(&with["factors"])
        .map(|term| format!("`{}` for point {}", show(&term[1]), show(&term[0])))
        .collect();
    vec![
        format!(
            "No network of any width has loss 0. With the factors {} a combination of outputs vanishes for every network:",
            super::join(&terms)
        ),
        "the combination of the lifted points is 0, on each line through the origin the factors cancel when weighed by length, and with an output bias they add up to 0; and `s(u)` is a combination of `u` and `|u|`.".to_owned(),
        "The same combination of the labels is not 0.".to_owned(),
    ]
}
