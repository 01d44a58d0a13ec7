//! Steps of `proofs/format/volumes.md`.

use serde_json::Value;

use super::{Reader, Table, entries, length, network, show};

pub(super) const TABLE: Table = &[
    ("volume-span", span),
    ("volume-cell", cell),
    ("volume-minimum", minimum),
    ("volume-empty", empty),
    ("volume-shares", shares),
];

fn span(_: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![
        format!(
            "Every lifted point is a combination of the {} points `{}`, with the stated factors; they are independent, or no cell below would be accepted.",
            length(&with["points"]),
            show(&with["points"])
        ),
        "A normally distributed weight vector chooses its cell by its part in their span, which is normally distributed as well.".to_owned(),
    ]
}

fn cell(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    let rays: Vec<String> = entries(&with["rays"]).map(|ray| format!("`{}`", show(ray))).collect();
    let part = match entries(&with["rays"]).count() {
        0 => "The points are all 0, and the cell is everything.",
        1 => "The span is a line, and the cell has one half of all directions.",
        2 => {
            "The angle between the two, by a full turn, is a lower bound of the part of all directions in the cell."
        }
        _ => {
            "They are the corners of a convex polygon on the sphere: the sum of its angles less `(k - 2) pi`, by `4 pi`, is a lower bound of the part of all directions in the cell."
        }
    };
    let points =
        reader.steps.iter().find(|(rule, _)| *rule == "volume-span").map(|(_, with)| show(&with["points"]));
    vec![
        format!(
            "The closed cell of the signs «{}» contains the vectors {}, by their factors of the points `{}`.",
            show(&with["signs"]),
            rays.join(", "),
            points.unwrap_or_default()
        ),
        part.to_owned(),
    ]
}

/// The signs of the cells of a region.
fn region(reader: &Reader<'_>, with: &Value) -> String {
    let cells: Vec<&Value> =
        reader.steps.iter().filter(|(rule, _)| *rule == "volume-cell").map(|(_, with)| with).collect();
    let name = |number: &Value| {
        let index = number.as_u64().and_then(|index| usize::try_from(index).ok());
        let signs = index.and_then(|index| cells.get(index)).map(|with| show(&with["signs"]));
        format!("«{}»", signs.unwrap_or_else(|| show(number)))
    };
    let names: Vec<String> = entries(&with["cells"]).map(name).collect();
    format!("region of the cells {}", names.join(", "))
}

fn minimum(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![
        format!("The {} holds a differentiable local minimum: {}.", region(reader, with), network(&with["network"])),
        "Its neurons have these signs, `sum_i a_i e_i X_i = 0` at each of them, and `sum e_i = 0` where there is an output bias. All differentiable local minima of a region have one residual, so one loss.".to_owned(),
    ]
}

fn empty(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    let mut lines = vec![
        format!("The {} holds no differentiable local minimum.", region(reader, with)),
        format!(
            "At one, the residual would be that of the projection of the labels on what its neurons can make, given by the coefficients `{}` (a common denominator first).",
            show(&with["fit"])
        ),
    ];
    for own in entries(&with["cuts"]) {
        lines.push(format!(
            "With output weights of the signs «{}» (* for any, 0 for none) no vectors make this prediction: {} rows with multipliers add up to a contradiction.",
            show(&own["signs"]),
            length(&own["multipliers"])
        ));
    }
    lines.push("Every choice of signs is excluded by one of these.".to_owned());
    lines
}

fn shares(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    let count = |rule: &str| reader.steps.iter().filter(|(own, _)| *own == rule).count();
    vec![
        format!(
            "`{}` cells and `{}` regions were shown. They are disjoint: the volumes of the regions of one sort, from below, add up to a lower bound of their share, and what is left by the others is an upper bound.",
            count("volume-cell"),
            count("volume-minimum") + count("volume-empty")
        ),
        format!(
            "Angles that are multiples of 30 or 45 degrees are exact; others are enclosed with `{}` bits.",
            show(&with["bits"])
        ),
    ]
}
