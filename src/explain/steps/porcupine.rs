//! Steps of `proofs/format/porcupine.md`.

use serde_json::Value;

use super::{Reader, Table, entries, length, show};

pub(super) const TABLE: Table = &[
    ("porcupine-point", point),
    ("porcupine-minimum", minimum),
    ("porcupine-descent", descent),
    ("porcupine-maximum", maximum),
    ("porcupine-global", global),
    ("porcupine-verdict", verdict),
    ("porcupine-pattern", pattern),
    ("porcupine-landscape", landscape),
    ("porcupine-region", region),
    ("porcupine-empty", empty),
    ("porcupine-span", span),
    ("porcupine-span-count", span_count),
    ("porcupine-zero", zero),
    ("porcupine-enclosed-point", enclosed_point),
    ("porcupine-enclosed-verdict", enclosed_verdict),
    ("porcupine-enclosed-least", enclosed_least),
    ("porcupine-enclosed-region", enclosed_region),
    ("porcupine-enclosed-zero", enclosed_zero),
];

/// The place of a mass: side and distinct line.
fn mass(value: &Value) -> String {
    match value.as_u64() {
        Some(index) => {
            let side = if index.is_multiple_of(2) { "positive" } else { "negative" };
            format!("the {side} mass of distinct line {}", index / 2)
        }
        None => "no mass".to_owned(),
    }
}

fn place(with: &Value) -> String {
    if with["t"].is_null() {
        "the network of the case".to_owned()
    } else {
        format!("`t = {}`", show(&with["t"]))
    }
}

fn smooth(with: &Value) -> &'static str {
    if with["differentiable"] == false { "is not differentiable" } else { "is differentiable" }
}

fn point(_: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![format!(
        "At {} the loss is `{}`, a quadratic form of the masses; it {} there (it is unless the two derivatives of a line with a neuron at 0 differ).",
        place(with),
        show(&with["loss"]),
        smooth(with)
    )]
}

fn minimum(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![
        format!("The point of {} is a local minimum by the linear test: at every neuron the derivative of its mass is 0, and of both masses at least 0 where the neuron is at 0.", reader.step(&with["point"])),
        "Near the point masses can only grow where they are 0 at a neuron at 0, and the loss is convex in the masses.".to_owned(),
    ]
}

fn descent(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    let way = if with["direction"] == "-" { "down" } else { "up" };
    vec![format!(
        "At the point of {}, moving neuron {} of line {} {way} has the one-sided derivative `{}`, that of the mass which grows or shrinks. It is negative: the loss falls.",
        reader.step(&with["point"]),
        show(&with["neuron"]),
        show(&with["line"]),
        show(&with["value"])
    )]
}

fn maximum(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![format!(
        "The point of {} is a local maximum: neurons that are not at 0 act on no input, and every other mass that can grow and acts has a negative derivative.",
        reader.step(&with["point"])
    )]
}

/// How many choices of sides there are.
fn sides(with: &Value) -> String {
    match length(&with["choices"]) {
        1 => "No line has a single neuron, so one choice covers all networks".to_owned(),
        many => format!("Each of the {many} choices of a side for the lines with a single neuron is covered"),
    }
}

fn global(_: &Reader<'_>, with: &Value) -> Vec<String> {
    let mut lines = vec![
        format!("The least loss is `{}`.", show(&with["value"])),
        format!(
            "{}: the stated masses are not negative, their derivatives are at least 0, and 0 where a mass is positive. For a convex form these conditions make a minimiser.",
            sides(with)
        ),
    ];
    for choice in entries(&with["choices"]).take(8) {
        let own = show(&choice["sides"]);
        let own = if own.is_empty() { "no choice".to_owned() } else { format!("sides «{own}»") };
        lines.push(format!("{own}: `z = {}`.", show(&choice["z"])));
    }
    lines
}

fn verdict(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    let (point, because) = (reader.step(&with["point"]), reader.list(&with["because"]));
    let many = length(&with["because"]);
    let (what, why) = match with["verdict"].as_str() {
        Some("global-minimum") if many == 0 => ("a global minimum", "its loss is 0".to_owned()),
        Some("global-minimum") => ("a global minimum", format!("its loss is the least one of {because}")),
        Some("local-minimum") if many > 1 => {
            ("a local minimum that is not global", format!("by {because}; the second has a smaller loss"))
        }
        Some("local-minimum") => ("a local minimum", format!("by {because}")),
        Some("local-maximum") => ("a local maximum", format!("by {because}")),
        _ => ("not critical", format!("the loss falls by {because}, and it is no local maximum")),
    };
    vec![format!("The point of {point} is {what}: {why}.")]
}

/// What was found in a pattern or region.
fn found(with: &Value, name: &str) -> Vec<String> {
    let found = &with["found"];
    let masses =
        format!("The masses `z = {}` minimise the loss over those that {name} allows.", show(&with["z"]));
    let what = if found["holds"].is_object() {
        format!(
            "The required ones are positive and no derivative is negative, so {name} holds local minima, all of loss `{}`.",
            show(&found["holds"]["loss"])
        )
    } else if found["blocked"].is_object() {
        let own = mass(&found["blocked"]["feature"]);
        format!(
            "The derivative of {own} is positive, so it is 0 at every minimiser, but {name} requires it to be positive: no local minimum."
        )
    } else if found["flat"].is_object() {
        let own = mass(&found["flat"]["feature"]);
        format!(
            "The combination `G a` with `a = {}` is at least 0 on the allowed masses, positive at {own}, and 0 where `z` is positive, so that mass is 0 at every minimiser, but {name} requires it to be positive: no local minimum.",
            show(&found["flat"]["multipliers"])
        )
    } else {
        let own = mass(&found["descends"]["feature"]);
        format!(
            "The single neuron of its line is at 0, and the derivative of {own} is negative, at every minimiser: no local minimum."
        )
    };
    vec![masses, what]
}

fn pattern(_: &Reader<'_>, with: &Value) -> Vec<String> {
    let name = format!("the pattern «{}»", show(&with["pattern"]));
    let mut lines = vec![format!(
        "About {name}: for each distinct line + for all neurons positive, - for all negative, o for anything else."
    )];
    lines.extend(found(with, &name));
    lines
}

fn landscape(_: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![format!(
        "All `{}` patterns were treated: the losses of local minima are exactly `{}`. The first is the least loss, which is attained.",
        show(&with["patterns"]),
        show(&with["losses"])
    )]
}

fn region(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    let name = format!("the region «{}»", show(&with["region"]));
    let mut lines =
        vec![format!("About {name}: + and - for all neurons of a line of one sign, m for both signs.")];
    lines.extend(found(with, &name));
    if with["global"].is_null() {
        lines.push("So every local minimum of the region is global, for it holds none.".to_owned());
    } else {
        lines.push(format!(
            "Their loss is the least one, by {}: every local minimum of the region is global.",
            reader.step(&with["global"])
        ));
    }
    lines
}

fn empty(_: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![format!(
        "Line {} has one neuron, so it never has neurons of both signs: the region is empty.",
        show(&with["line"])
    )]
}

fn span(_: &Reader<'_>, with: &Value) -> Vec<String> {
    let mut lines = vec![format!("The lines m of «{}» have neurons of both signs.", show(&with["region"]))];
    let mut covers = true;
    for line in entries(&with["lines"]) {
        if line["outside"].is_object() {
            covers = false;
            let own = &line["outside"];
            lines.push(format!(
                "Distinct line {} is not in their span: `{}` is orthogonal to all of them and not to it. So the span theorem says nothing here.",
                show(&own["line"]),
                show(&own["normal"])
            ));
        } else {
            let own = &line["inside"];
            lines.push(format!(
                "Distinct line {} is the sum of them with the factors `{}`.",
                show(&own["line"]),
                show(&own["coefficients"])
            ));
        }
    }
    if covers {
        lines.push("So they span all lines, and every local minimum there is global: both derivatives vanish on an m line, which makes the residual orthogonal to `<u, x>` and, by linearity, both derivatives equal on every line.".to_owned());
    }
    lines
}

fn span_count(_: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![format!(
        "Every choice of lines with both signs was treated. Of `{}` strict sign patterns of the neurons, in `{}` every local minimum is global by the span theorem.",
        show(&with["patterns"]),
        show(&with["settled"])
    )]
}

fn zero(_: &Reader<'_>, with: &Value) -> Vec<String> {
    let mut lines = vec![format!(
        "The moments `c`, expectations of `y` times `max(<u, x>, 0)` and `max(-<u, x>, 0)`, are `{}`.",
        show(&with["moments"])
    )];
    lines.push(zero_conclusion(with));
    lines
}

fn zero_conclusion(with: &Value) -> String {
    if with["violated"].is_null() {
        "All are positive, and `L(z) - L(0) = -2 c'z + z'Gz`: the loss falls for all small masses, so `t = 0` is a strict local maximum.".to_owned()
    } else {
        format!(
            "That of {} is not positive, and along it the loss does not fall: `t = 0` is no strict local maximum.",
            mass(&with["violated"])
        )
    }
}

fn bounds(value: &Value) -> String {
    format!("`[{}, {}]`", show(&value["low"]), show(&value["high"]))
}

fn enclosed_point(_: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![format!(
        "At {} the loss lies in {}: it is a rational number plus rational multiples of `sqrt(N) psi(c)` of angles, and these are enclosed with enough digits for the two comparisons. The loss {} there.",
        place(with),
        bounds(&with["loss"]),
        smooth(with)
    )]
}

fn enclosed_verdict(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    let point = reader.step(&with["point"]);
    let why = match with["verdict"].as_str() {
        Some("global-minimum") => "a global minimum: the network is the teacher, or no derivative of a mass is negative and those of positive masses vanish identically".to_owned(),
        Some("local-minimum") if with["better"].is_null() => "a local minimum by the linear test".to_owned(),
        Some("local-minimum") => format!("a local minimum by the linear test, and not global: the loss of {} is smaller by its bounds", reader.step(&with["better"])),
        Some("local-maximum") => "a local maximum: all neurons are at 0 and all derivatives negative".to_owned(),
        _ => format!("not critical: the loss falls when a neuron moves ({}), and it is no local maximum", show(&with["descent"])),
    };
    vec![format!("The point of {point} is {why}. Signs are decided by enclosures; equality never is.")]
}

fn enclosed_least(_: &Reader<'_>, with: &Value) -> Vec<String> {
    let mut lines = vec![format!("The least loss lies in {}.", bounds(&with["loss"]))];
    lines.push(format!("The masses `z = {}` show the upper bound.", show(&with["z"])));
    if length(&with["choices"]) == 0 {
        lines.push("The lower bound is 0.".to_owned());
    } else {
        lines.push(format!("{}: for the stated `w`, `Gw - c >= 0` at the allowed masses, so that every loss is at least `E y^2 - w'Gw`.", sides(with)));
    }
    lines
}

fn enclosed_region(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    let mut lines = vec![format!(
        "In the region «{}» (+ and - for one sign, m for both) the least loss over its masses lies in {}.",
        show(&with["region"]),
        bounds(&with["loss"])
    )];
    let found = &with["found"];
    lines.push(if found == "zero" {
        "It is 0, attained: every local minimum of the region is global.".to_owned()
    } else if found["blocked"].is_object() {
        format!(
            "The derivative of {} exceeds what the gap of the bounds allows it to change by, so that this mass is 0 at every minimiser; the region requires it to be positive, so it holds no local minimum.",
            mass(&found["blocked"]["feature"])
        )
    } else {
        format!(
            "It exceeds the least loss of {}, and leaving out any mass makes the least loss larger, so that minimisers have all masses positive: the region holds a spurious local minimum.",
            reader.step(&found["spurious"]["least"])
        )
    });
    lines
}

fn enclosed_zero(_: &Reader<'_>, with: &Value) -> Vec<String> {
    vec!["The signs of the moments are decided by enclosures.".to_owned(), zero_conclusion(with)]
}
