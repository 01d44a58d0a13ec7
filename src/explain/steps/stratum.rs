//! Steps of `proofs/format/landscape.md`.

use serde_json::Value;

use super::{Reader, SHOWN, Table, dataset_problem, entries, length, network, show};

pub(super) const TABLE: Table = &[
    ("stratum-covector", covector),
    ("stratum-void", void),
    ("stratum-minimum", minimum),
    ("stratum-spurious", spurious),
    ("stratum-start", start),
    ("stratum-barred", barred),
    ("stratum-known", known),
    ("stratum-exact", exact),
    ("stratum-cut", cut),
    ("stratum-list", list),
];

fn covector(_: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![
        format!(
            "The signs «{}» are realized by the vector `{}`.",
            show(&with["signs"]),
            show(&with["witness"])
        ),
        format!(
            "The vectors that vanish at its kinks are spanned by `{}`: with the points `{}` these form a matrix with the stated inverse.",
            show(&with["basis"]),
            show(&with["points"])
        ),
    ]
}

fn void(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    let signs = show(&with["signs"]);
    let mut lines = vec![format!("No vector has signs that begin like «{signs}».")];
    let marks: Vec<char> = signs.chars().collect();
    for term in entries(&with["multipliers"]).take(SHOWN) {
        let index = term[0].as_u64().and_then(|index| usize::try_from(index).ok()).unwrap_or(usize::MAX);
        let problem = dataset_problem(reader);
        let point = problem.and_then(|problem| Some((problem.points.get(index)?, problem.hidden_bias)));
        let entries = point.map(|(point, bias)| {
            let own = point.iter().map(ToString::to_string).chain(bias.then(|| "1".to_owned()));
            own.collect::<Vec<_>>().join(", ")
        });
        let (sign, relation) = match marks.get(index) {
            Some('-') => ("-", ">"),
            Some('0') => ("", "="),
            _ => ("", ">"),
        };
        lines.push(format!(
            "`{}` times point {index}: `{sign}({}) . w {relation} 0`;",
            show(&term[1]),
            entries.unwrap_or_default()
        ));
    }
    lines.push("The left sides add up to 0, while the sum would have to be positive.".to_owned());
    lines
}

fn smoothness(value: &Value) -> &'static str {
    match value.as_str() {
        Some("live") => "no neuron has a kink or is dead",
        Some("dead") => "no neuron has a kink, but one is 0 on all points",
        _ => "some neuron has a kink",
    }
}

fn minimum(_: &Reader<'_>, with: &Value) -> Vec<String> {
    let kinks = entries(&with["kinks"]).filter(|own| length(own) > 0).count();
    let mut lines = vec![format!(
        "{} is a local minimum of loss `{}`; {}.",
        capital(&network(&with["network"])),
        show(&with["loss"]),
        smoothness(&with["smoothness"])
    )];
    if kinks == 0 {
        lines.push("No neuron with an output weight has a kink, so Theorem C asks for `sum_i a_i e_i X_i = 0` at every neuron and `sum e_i = 0`; all these sums are 0.".to_owned());
    } else {
        lines.push(format!(
            "At {kinks} of its neurons the stated numbers `m_i` write the one-sided derivative, on each side of its concave kinks, as a sum of terms that are not negative; at the others `sum_i a_i e_i X_i = 0`."
        ));
    }
    lines
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

fn spurious(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![format!(
        "The local minimum of {} has the loss `{}`, that of {} the smaller loss `{}`: the first is spurious.",
        reader.step(&with["minimum"]),
        show(&reader.with(&with["minimum"])["loss"]),
        reader.step(&with["better"]),
        show(&reader.with(&with["better"])["loss"])
    )]
}

fn start(_: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![
        format!(
            "Every sign vector was shown to be realized or void, so the covectors are complete. The groups of at most {} covectors follow.",
            show(&with["width"])
        ),
        "Constant predictions are settled: where they are a local minimum, one with their loss was shown."
            .to_owned(),
    ]
}

/// The covectors of a group, by the signs of their steps.
fn group(reader: &Reader<'_>, with: &Value) -> String {
    let covectors: Vec<&Value> =
        reader.steps.iter().filter(|(rule, _)| *rule == "stratum-covector").map(|(_, with)| with).collect();
    let name = |number: &Value| {
        let index = number.as_u64().and_then(|index| usize::try_from(index).ok());
        let signs = index.and_then(|index| covectors.get(index)).map(|with| show(&with["signs"]));
        format!("«{}»", signs.unwrap_or_else(|| show(number)))
    };
    let names: Vec<String> = entries(&with["group"]).map(name).collect();
    format!("neurons with the signs {}", names.join(", "))
}

/// Why the residual of a group is known.
fn projection(with: &Value) -> String {
    format!(
        "All local minima of the group have one residual, that of the projection of the labels on what such neurons can make; it is given by the coefficients `{}` (a common denominator first) and checked by orthogonality.",
        show(&with["fit"])
    )
}

fn barred(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![
        format!("The group of {} holds no local minimum.", group(reader, with)),
        projection(with),
        format!(
            "At its neuron {} the derivative `D` is negative along one ray and positive along another, so neither sign of the output weight fits.",
            show(&with["at"][0])
        ),
    ]
}

fn known(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![
        format!(
            "The group of {} gives nothing new: its loss is that of a local minimum already shown, at least as smooth.",
            group(reader, with)
        ),
        projection(with),
    ]
}

fn exact(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![
        format!(
            "The group of {} fits the labels, and loss 0 is known; so does every group that contains it.",
            group(reader, with)
        ),
        projection(with),
    ]
}

fn cut(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    let mut lines =
        vec![format!("The group of {} holds no local minimum.", group(reader, with)), projection(with)];
    for entry in entries(&with["barred"]) {
        lines.push(format!(
            "Its neuron {} can not have an output weight of sign «{}»: along ray {} the derivative `D` has the wrong sign.",
            show(&entry[0]),
            show(&entry[1]),
            show(&entry[2])
        ));
    }
    for own in entries(&with["cuts"]) {
        lines.push(format!(
            "With output weights of the signs «{}» (* for any) no vectors of these covectors make the prediction: {} rows with multipliers add up to a contradiction.",
            show(&own["signs"]),
            length(&own["multipliers"])
        ));
    }
    lines.push("Every choice of signs is excluded by one of these.".to_owned());
    lines
}

fn list(_: &Reader<'_>, with: &Value) -> Vec<String> {
    let mut lines =
        vec!["All groups are settled. The local minima of this width have exactly these losses:".to_owned()];
    for (index, entry) in entries(&with["losses"]).enumerate() {
        let which = if index == 0 { "the least one" } else { "spurious" };
        lines.push(format!(
            "`{}`, {which}; at the smoothest of its local minima {}.",
            show(&entry[0]),
            smoothness(&entry[1])
        ));
    }
    lines.push(format!("Together `{}` strata are covered: choices of a covector and of a sign of the output weight for each neuron.", show(&with["strata"])));
    lines
}
