//! Steps of `proofs/format/linear.md`.

use serde_json::Value;

use super::{Reader, Table, entries, network, show};

pub(super) const TABLE: Table = &[
    ("linear-point", point),
    ("linear-gradient-entry", gradient_entry),
    ("linear-zero-gradient", zero_gradient),
    ("linear-negative-curvature", negative_curvature),
    ("linear-sigma", sigma),
    ("linear-lower-bound", lower_bound),
    ("linear-verdict", verdict),
    ("linear-least-loss", least_loss),
    ("linear-spectrum", spectrum),
    ("linear-critical-values", critical_values),
    ("linear-least-loss-interval", least_loss_interval),
    ("linear-benign", benign),
];

fn point(_: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![format!(
        "At {} the loss is `{}`, by multiplying out.",
        network(&with["network"]),
        show(&with["loss"])
    )]
}

fn gradient_entry(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    let formula = if with["layer"] == "W1" { "(W2^T E - mu B W1 X) X^T" } else { "E (W1 X)^T + mu W2 B" };
    vec![format!(
        "At the point of {} the derivative of the loss in entry `({}, {})` of `{}` is `{}`, an entry of `{formula}` with `E = W2 W1 X - Y`. It is not zero: the point is not critical.",
        reader.step(&with["point"]),
        show(&with["row"]),
        show(&with["column"]),
        show(&with["layer"]),
        show(&with["value"])
    )]
}

fn zero_gradient(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![format!(
        "At the point of {} every derivative in `W1` and `W2` is 0: the point is critical.",
        reader.step(&with["point"])
    )]
}

fn negative_curvature(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    let d = &with["direction"];
    vec![
        format!(
            "From the point of {} move along `D1 = {}`, `D2 = {}`.",
            reader.step(&with["point"]),
            show(&d["W1"]),
            show(&d["W2"])
        ),
        format!(
            "Along this line `E` changes by `E1 t + E2 t^2` with `E1 = (W2 D1 + D2 W1) X`, `E2 = D2 D1 X`, so the loss has the second derivative `|E1|^2 + 2 <E, E2>` (and a like term of the regulariser), here `{}`.",
            show(&with["second_derivative"])
        ),
        "It is negative: at a critical point the loss falls to second order.".to_owned(),
    ]
}

fn sigma(_: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![format!(
        "`H = {}` solves `X X^T H = X Y^T`. Therefore `Sigma = C S^+ C^T` is `Y X^T H`, without a pseudoinverse.",
        show(&with["solution"])
    )]
}

fn lower_bound(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![
        format!("No network of the width has a loss below `{}`.", show(&with["bound"])),
        format!(
            "With `Sigma` of {}, `c = {}` and `Z = {}`, both `Z` and `Z - Sigma + c I` are positive semidefinite.",
            reader.step(&with["sigma"]),
            show(&with["shift"]),
            show(&with["excess"])
        ),
        "For every projector `P` of rank at most the width, `tr(P Sigma) <= tr Z + c d1`, and a loss is at least `(|Y|^2 - tr(P Sigma))/2` with `P` the projector on the range of `W2`.".to_owned(),
    ]
}

fn verdict(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    let (point, because) = (reader.step(&with["point"]), reader.list(&with["because"]));
    vec![match with["verdict"].as_str() {
        Some("global-minimum") => {
            format!("The point of {point} is a global minimum: its loss is the bound of {because}.")
        }
        Some("saddle") => format!(
            "The point of {point} is a saddle: by {because} it is critical with a direction of negative curvature; where the residual is not zero, the loss also grows in some direction."
        ),
        _ => format!("The point of {point} is not critical, by {because}."),
    }]
}

fn least_loss(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![format!(
        "The least loss is `{}`: it is the bound of {}, and the network of {} attains it (without the regulariser, which does not change the least value).",
        show(&reader.with(&with["bound"])["bound"]),
        reader.step(&with["bound"]),
        reader.step(&with["point"])
    )]
}

fn spectrum(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    let mut lines = vec![format!(
        "The eigenvalues of `Sigma` of {}: the factors, with multiplicities, multiply to its characteristic polynomial.",
        reader.step(&with["sigma"])
    )];
    for factor in entries(&with["factors"]) {
        let coefficients = super::interval::in_eps(&factor["polynomial"]).replace("eps", "l");
        let roots: Vec<String> = entries(&factor["roots"])
            .map(|root| {
                if root[0] == root[1] {
                    format!("`{}`", show(&root[0]))
                } else {
                    format!("one in `{}`", show(root))
                }
            })
            .collect();
        lines.push(format!(
            "`{coefficients}`, {} times; roots: {}.",
            show(&factor["multiplicity"]),
            roots.join(", ")
        ));
    }
    lines.push("A factor changes its sign over each interval and has no more roots than its degree, so each interval holds exactly one.".to_owned());
    lines
}

fn critical_values(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    let value = |value: &Value| {
        let own = if value["low"] == value["high"] {
            format!("`{}`", show(&value["low"]))
        } else {
            format!("one in `[{}, {}]`", show(&value["low"]), show(&value["high"]))
        };
        format!("{own} ({} choices)", show(&value["vectors"]))
    };
    let values: Vec<String> = entries(&with["values"]).map(value).collect();
    vec![
        format!(
            "At a critical point the projector on the range of `W2` commutes with `Sigma`, so that its loss is `(|Y|^2 - sum k_i l_i)/2`, with `k_i` copies of the eigenvalue `l_i` of {}.",
            reader.step(&with["spectrum"])
        ),
        format!(
            "All choices of at most as many copies as the width give these critical values: {}.",
            values.join(", ")
        ),
        "Equal sums are told from unequal ones by a bound for conjugates of algebraic integers.".to_owned(),
    ]
}

fn least_loss_interval(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![format!(
        "The least loss, `(|Y|^2 - l_1 - l_2 ..)/2` with as many of the largest eigenvalues of {} as the width, lies in `[{}, {}]`.",
        reader.step(&with["spectrum"]),
        show(&with["low"]),
        show(&with["high"])
    )]
}

fn benign(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![format!(
        "Every critical point is a global minimum or has a direction of negative curvature (Theorem D), for any data; {} has the matrices of the case. So no local minimum is spurious and every saddle is strict.",
        reader.step(&with["sigma"])
    )]
}
